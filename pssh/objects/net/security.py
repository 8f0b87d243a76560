"""[securestring], [pscredential] and [Net.NetworkCredential]: secrets that do not print themselves."""

from typing import Any, Optional

from pssh.objects.net.common import fail, null_argument
from pssh.objects.numbers import Char
from pssh.objects.types import net_type


class SecureString:
    """Text that is not shown. It is held in memory as it is: on Unix .NET does no more either."""

    __slots__ = ("_text", "read_only")

    net_type_name = "System.Security.SecureString"

    def __init__(self, text: str = "") -> None:
        self._text = text
        self.read_only = False

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __len__(self) -> int:
        return len(self._text)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return "System.Security.SecureString"

    def change(self, text: str) -> None:
        """Sets the text, unless made read-only."""
        if self.read_only:
            fail("InvalidOperationException", "Instance is read-only.")
        self._text = text


class NetworkCredential:
    """[Net.NetworkCredential]"""

    __slots__ = ("domain", "secret", "user_name")

    net_type_name = "System.Net.NetworkCredential"

    def __init__(self, user_name: str = "", secret: Optional[SecureString] = None, domain: str = "") -> None:
        self.user_name = user_name
        self.secret = secret or SecureString()
        self.domain = domain


class PSCredential:
    """A user name and a password."""

    __slots__ = ("password", "user_name")

    net_type_name = "System.Management.Automation.PSCredential"

    def __init__(self, user_name: str, password: SecureString) -> None:
        if not user_name:
            fail(
                "System.Management.Automation.PSArgumentException",
                'Cannot process argument because the value of argument "userName" is not valid. Change the value of '
                'the "userName" argument and run the operation again.',
            )
        self.user_name = user_name
        self.password = password

    def network(self) -> NetworkCredential:
        """The same for .NET's network classes."""
        domain, slash, name = self.user_name.rpartition("\\")
        return NetworkCredential(name if slash else self.user_name, self.password, domain)

    def __str__(self) -> str:
        return "System.Management.Automation.PSCredential"


secure = net_type("System.Security.SecureString", SecureString)
credential = net_type("System.Management.Automation.PSCredential", PSCredential)
network = net_type("System.Net.NetworkCredential", NetworkCredential)


@secure.constructor("securestring new()")
def _new_secure() -> SecureString:
    return SecureString()


secure.prop("Length", "int")(lambda self: len(self))


@secure.method("AppendChar", "void AppendChar(char c)")
def _append(self: SecureString, c: Char) -> None:
    self.change(self.reveal() + c)


@secure.method("InsertAt", "void InsertAt(int index, char c)")
def _insert(self: SecureString, index: int, c: Char) -> None:
    self.change(self.reveal()[:index] + c + self.reveal()[index:])


@secure.method("RemoveAt", "void RemoveAt(int index)")
def _remove(self: SecureString, index: int) -> None:
    self.change(self.reveal()[:index] + self.reveal()[index + 1 :])


@secure.method("Clear", "void Clear()")
def _clear(self: SecureString) -> None:
    self.change("")


@secure.method("Copy", "securestring Copy()")
def _copy(self: SecureString) -> SecureString:
    return SecureString(self.reveal())


@secure.method("MakeReadOnly", "void MakeReadOnly()")
def _make_read_only(self: SecureString) -> None:
    self.read_only = True


@secure.method("IsReadOnly", "bool IsReadOnly()")
def _is_read_only(self: SecureString) -> bool:
    return self.read_only


@secure.method("Dispose", "void Dispose()")
def _dispose(self: SecureString) -> None:
    self._text = ""


@credential.constructor("pscredential new(string userName, securestring password)")
def _new_credential(user_name: str, password: SecureString) -> PSCredential:
    if password is None:
        null_argument("password")
    return PSCredential(user_name, password)


credential.prop("UserName", "string")(lambda self: self.user_name)
credential.prop("Password", "securestring")(lambda self: self.password)


@credential.static_prop("Empty", "pscredential")
def _empty() -> Any:
    made = PSCredential.__new__(PSCredential)
    made.user_name = ""
    made.password = SecureString()
    return made


@credential.method("GetNetworkCredential", "System.Net.NetworkCredential GetNetworkCredential()")
def _network(self: PSCredential) -> NetworkCredential:
    return self.network()


@network.constructor(
    "System.Net.NetworkCredential new()",
    "System.Net.NetworkCredential new(string userName, string password)",
    "System.Net.NetworkCredential new(string userName, string password, string domain)",
)
def _new_network(user_name: str = "", password: str = "", domain: str = "") -> NetworkCredential:
    return NetworkCredential(user_name or "", SecureString(password or ""), domain or "")


@network.constructor("System.Net.NetworkCredential new(string userName, securestring password)")
def _new_network_secure(user_name: str, password: SecureString) -> NetworkCredential:
    return NetworkCredential(user_name or "", password)


network.prop("UserName", "string")(lambda self: self.user_name)
network.setter("UserName")(lambda self, value: setattr(self, "user_name", value))
network.prop("Password", "string")(lambda self: self.secret.reveal())
network.setter("Password")(lambda self, value: setattr(self, "secret", SecureString(value)))
network.prop("SecurePassword", "securestring")(lambda self: self.secret)
network.prop("Domain", "string")(lambda self: self.domain)
network.setter("Domain")(lambda self, value: setattr(self, "domain", value))


def plain_text(value: Any) -> str:
    """The text of a SecureString (or of a plain string)."""
    if value is None:
        return ""
    return value.reveal() if isinstance(value, SecureString) else str(value)
