"""Hashes, keyed hashes and random bytes of [Security.Cryptography]."""

import os
from typing import Any, Optional

from pssh.objects.net.common import byte_array, bytes_of, fail, null_argument
from pssh.objects.numbers import Byte
from pssh.objects.types import net_type

_SPACE = "System.Security.Cryptography."
_ALGORITHMS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}


class HashAlgorithm:
    """One algorithm; with a key an HMAC."""

    __slots__ = ("key", "name", "state", "type_text", "value")

    def __init__(self, name: str, type_text: str, key: Optional[bytes] = None) -> None:
        self.name = name
        self.type_text = type_text
        self.key = key
        self.state: Any = None
        self.value: Optional[bytes] = None

    @property
    def net_type(self) -> Any:
        """Its declared type."""
        return net_type(self.type_text)

    def start(self) -> Any:
        """A fresh computation."""
        import hashlib

        if self.key is None:
            return hashlib.new(self.name)
        import hmac

        return hmac.new(self.key, digestmod=self.name)

    def hash(self, data: Any) -> bytes:
        """The hash of bytes or of the rest of a stream."""
        state = self.start()
        if hasattr(data, "check"):
            while True:
                piece = data.read(1 << 16)
                if not piece:
                    break
                state.update(piece)
        else:
            if data is None:
                null_argument("buffer")
            state.update(bytes_of(data))
        self.value = state.digest()
        return self.value


algorithm = net_type(_SPACE + "HashAlgorithm", None, None, ("System.IDisposable",))
keyed = net_type(_SPACE + "KeyedHashAlgorithm", None, _SPACE + "HashAlgorithm")
net_type(_SPACE + "HMAC", None, _SPACE + "KeyedHashAlgorithm")


@algorithm.method(
    "ComputeHash", "byte[] ComputeHash(byte[] buffer)", "byte[] ComputeHash(System.IO.Stream inputStream)"
)
def _compute(self: HashAlgorithm, data: Any) -> Any:
    return byte_array(self.hash(data))


@algorithm.method("ComputeHash", "byte[] ComputeHash(byte[] buffer, int offset, int count)")
def _compute_part(self: HashAlgorithm, data: Any, offset: int, count: int) -> Any:
    return byte_array(self.hash(bytes_of(data)[offset : offset + count]))


@algorithm.method(
    "TransformBlock",
    "int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, "
    "byte[] outputBuffer, int outputOffset)",
)
def _transform(self: HashAlgorithm, data: Any, offset: int, count: int, output: Any, at: int) -> int:
    self.state = self.state or self.start()
    self.state.update(bytes_of(data)[offset : offset + count])
    return count


@algorithm.method(
    "TransformFinalBlock", "byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)"
)
def _final(self: HashAlgorithm, data: Any, offset: int, count: int) -> Any:
    piece = bytes_of(data)[offset : offset + count]
    self.state = self.state or self.start()
    self.state.update(piece)
    self.value, self.state = self.state.digest(), None
    return byte_array(piece)


algorithm.prop("Hash", "byte[]")(lambda self: None if self.value is None else byte_array(self.value))
algorithm.prop("HashSize", "int")(lambda self: self.start().digest_size * 8)
for _name in ("Dispose", "Clear"):
    algorithm.method(_name, f"void {_name}()")(lambda self: None)


@algorithm.method("Initialize", "void Initialize()")
def _initialize(self: HashAlgorithm) -> None:
    self.state = None


keyed.prop("Key", "byte[]")(lambda self: byte_array(self.key or b""))
keyed.setter("Key")(lambda self, value: setattr(self, "key", bytes_of(value)))


def _declare(short: str, name: str) -> None:
    full = _SPACE + short
    made = net_type(full, None, _SPACE + "HashAlgorithm")
    made.static_method("Create", f"{full} Create()")(lambda: HashAlgorithm(name, full))

    @made.static_method(
        "HashData", "byte[] HashData(byte[] source)", "byte[] HashData(System.IO.Stream source)"
    )
    def hash_data(data: Any) -> Any:
        return byte_array(HashAlgorithm(name, full).hash(data))

    for suffix in ("Managed", "CryptoServiceProvider"):
        old = net_type(full + suffix, None, full)
        old.constructor(f"{full}{suffix} new()")(lambda f=full + suffix: HashAlgorithm(name, f))
    keyed_name = _SPACE + "HMAC" + short
    mac = net_type(keyed_name, None, _SPACE + "HMAC")

    @mac.constructor(f"{keyed_name} new()", f"{keyed_name} new(byte[] key)")
    def new_mac(key: Any = None) -> HashAlgorithm:
        return HashAlgorithm(name, keyed_name, os.urandom(64) if key is None else bytes_of(key))


for _short, _name in _ALGORITHMS.items():
    _declare(_short, _name)


@algorithm.static_method("Create", "System.Security.Cryptography.HashAlgorithm Create(string hashName)")
def _create(name: str) -> Any:
    short = name.upper().replace("-", "").rpartition(".")[2]
    if short not in _ALGORITHMS:
        return None
    return HashAlgorithm(_ALGORITHMS[short], _SPACE + short)


class RandomNumberGenerator:
    """[RandomNumberGenerator]"""

    __slots__ = ()
    net_type_name = _SPACE + "RandomNumberGenerator"


generator = net_type(_SPACE + "RandomNumberGenerator", RandomNumberGenerator, None, ("System.IDisposable",))
generator.static_method("Create", _SPACE + "RandomNumberGenerator Create()")(RandomNumberGenerator)
generator.method("Dispose", "void Dispose()")(lambda self: None)
net_type(_SPACE + "RNGCryptoServiceProvider", None, _SPACE + "RandomNumberGenerator").constructor(
    _SPACE + "RNGCryptoServiceProvider new()"
)(RandomNumberGenerator)


def _fill(data: Any) -> None:
    random = os.urandom(len(data))
    data[:] = random if isinstance(data, bytearray) else [Byte(b) for b in random]


generator.method("GetBytes", "void GetBytes(byte[] data)")(lambda self, data: _fill(data))
generator.static_method("Fill", "void Fill(byte[] data)")(_fill)
generator.static_method("GetBytes", "byte[] GetBytes(int count)")(lambda count: byte_array(os.urandom(count)))


@generator.static_method(
    "GetInt32", "int GetInt32(int toExclusive)", "int GetInt32(int fromInclusive, int toExclusive)"
)
def _get_int(*limits: int) -> int:
    low, high = (0, limits[0]) if len(limits) == 1 else limits
    if low >= high:
        fail("ArgumentException", "Range of random number does not contain at least one possibility.")
    return secure_below(high - low) + low


def secure_below(limit: int) -> int:
    """A number of 0 to `limit` - 1, every one as likely."""
    bits = (limit - 1).bit_length()
    size = (bits + 7) // 8
    while True:
        value = int.from_bytes(os.urandom(size), "big") >> (size * 8 - bits) if bits else 0
        if value < limit:
            return value


class DerivedBytes:
    """[Rfc2898DeriveBytes]: PBKDF2."""

    __slots__ = ("name", "password", "rounds", "salt", "used")
    net_type_name = _SPACE + "Rfc2898DeriveBytes"

    def __init__(self, password: bytes, salt: bytes, rounds: int, name: str) -> None:
        self.password, self.salt, self.rounds, self.name = password, salt, rounds, name
        self.used = 0

    def take(self, count: int) -> bytes:
        """The next bytes of the key."""
        import hashlib

        data = hashlib.pbkdf2_hmac(self.name, self.password, self.salt, self.rounds, self.used + count)
        self.used += count
        return data[-count:]


derived = net_type(_SPACE + "Rfc2898DeriveBytes", DerivedBytes)


@derived.constructor(
    "System.Security.Cryptography.Rfc2898DeriveBytes new(System.Object password, byte[] salt, "
    "int iterations)",
    "System.Security.Cryptography.Rfc2898DeriveBytes new(System.Object password, byte[] salt, "
    "int iterations, System.Object hashAlgorithm)",
)
def _new_derived(password: Any, salt: Any, rounds: int, name: Any = "SHA1") -> DerivedBytes:
    data = password.encode("utf-8") if isinstance(password, str) else bytes_of(password)
    return DerivedBytes(data, bytes_of(salt), rounds, _ALGORITHMS[str(name).upper()])


derived.method("GetBytes", "byte[] GetBytes(int cb)")(lambda self, count: byte_array(self.take(count)))
