"""ConvertTo-SecureString and ConvertFrom-SecureString."""

from typing import Annotated, Any, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

_MODULE = "Microsoft.PowerShell.Security"
# what the text of an encrypted string begins with: the same on all platforms
_HEAD = "76492d1116743f0423413b16050a5345"


def _cipher(call: Call, key: bytes, start: bytes) -> Any:
    """AES in CBC mode."""
    if len(key) not in (16, 24, 32):
        call.throw(
            "ImportSecureString_InvalidArgument_ArgumentException",
            "The specified key is not valid. Valid key "
            "length settings are either 128 bits, 192 bits, or 256 bits.",
            "InvalidArgument",
            None,
            "System.ArgumentException",
        )
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError:
        call.throw(
            "EncryptionNotAvailable",
            "Encryption with a key needs the Python package 'cryptography', which is not on this machine.",
            "NotInstalled",
            None,
            "System.PlatformNotSupportedException",
        )
    return Cipher(algorithms.AES(key), modes.CBC(start))


def _key_of(key: Any, secure_key: Any) -> Optional[bytes]:
    if key is not None:
        return bytes(int(b) & 0xFF for b in key)
    return secure_key.reveal().encode("utf-16-le") if secure_key is not None else None


@cmdlet(
    "ConvertTo-SecureString",
    output="System.Security.SecureString",
    sets=("Secure", "PlainText", "Open"),
    default_set="Secure",
    module=_MODULE,
)
def convert_to_secure_string(
    call: Call,
    string: Annotated[str, Param(position=0, mandatory=True, pipeline=True)],
    secure_key: Annotated[Any, Param(position=1, type="System.Security.SecureString", sets="Secure")] = None,
    *,
    as_plain_text: Annotated[Switch, Param(position=1, sets="PlainText")] = False,
    force: Annotated[Switch, Param(position=2, sets="PlainText")] = False,
    key: Annotated[Any, Param(type="System.Byte[]", sets="Open")] = None,
) -> Any:
    """Converts plain text or encrypted strings to secure strings.

    PS> (ConvertTo-SecureString 'abc' -AsPlainText -Force).Length
    3
    """
    from binascii import Error, a2b_base64

    from pssh.objects.net.security import SecureString

    if as_plain_text:
        return SecureString(string)
    secret = _key_of(key, secure_key)
    try:
        if secret is None:
            return SecureString(bytes.fromhex(string).decode("utf-16-le"))
        if not string.startswith(_HEAD):
            raise ValueError("no head")
        version, start, data = a2b_base64(string[len(_HEAD) :]).decode("utf-16-le").split("|")
        decryptor = _cipher(call, secret, a2b_base64(start)).decryptor()
        plain = decryptor.update(bytes.fromhex(data)) + decryptor.finalize()
        if (
            version != "2"
            or not 1 <= plain[-1] <= 16
            or plain[-plain[-1] :] != bytes([plain[-1]]) * plain[-1]
        ):
            raise ValueError("padding")
        return SecureString(plain[: -plain[-1]].decode("utf-16-le"))
    except (ValueError, Error, UnicodeDecodeError):
        message = (
            "The input string was not in a correct format."
            if secret is None
            else "Padding is invalid and cannot be removed."
        )
        call.throw(
            "ImportSecureString_InvalidArgument_CryptographicError"
            if secret is not None
            else "ImportSecureString_InvalidArgument",
            message,
            "InvalidArgument",
            None,
            "System.Security.Cryptography.CryptographicException",
        )


@cmdlet(
    "ConvertFrom-SecureString",
    output="System.String",
    sets=("Secure", "AsPlainText", "Open"),
    default_set="Secure",
    module=_MODULE,
)
def convert_from_secure_string(
    call: Call,
    secure_string: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, type="System.Security.SecureString")
    ],
    secure_key: Annotated[Any, Param(position=1, type="System.Security.SecureString", sets="Secure")] = None,
    *,
    as_plain_text: Annotated[Switch, Param(mandatory=True, sets="AsPlainText")] = False,
    key: Annotated[Any, Param(type="System.Byte[]", sets="Open")] = None,
) -> Any:
    """Converts a secure string to an encrypted standard string, or to plain text.

    PS> ConvertTo-SecureString 'ab' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText
    ab
    """
    import os
    from binascii import b2a_base64

    text = secure_string.reveal()
    if as_plain_text:
        return text
    if not text:
        call.throw(
            "ImportSecureString_InvalidArgument",
            "Cannot process argument because the value of argument "
            '"input" is not valid. Change the value of the "input" argument and run the operation again.',
            "InvalidArgument",
            None,
            "System.Management.Automation.PSArgumentException",
        )
    data = text.encode("utf-16-le")
    secret = _key_of(key, secure_key)
    if secret is None:
        return data.hex()
    start = os.urandom(16)
    encryptor = _cipher(call, secret, start).encryptor()
    padding = 16 - len(data) % 16
    packed = encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()
    body = f"2|{b2a_base64(start, newline=False).decode('ascii')}|{packed.hex()}"
    return _HEAD + b2a_base64(body.encode("utf-16-le"), newline=False).decode("ascii")
