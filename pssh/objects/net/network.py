"""[ipaddress], [Net.Dns], mail and hardware addresses, ping, web client, TCP."""

import re
from typing import Any, List, Optional

from pssh.objects.net.common import array, byte_array, bytes_of, enum, fail, strings
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type


class IPAddress:
    """An address of four or sixteen bytes."""

    __slots__ = ("data", "scope")
    net_type_name = "System.Net.IPAddress"
    ps_single = True

    def __init__(self, data: bytes, scope: int = 0) -> None:
        self.data = data
        self.scope = scope

    @staticmethod
    def parse(text: str) -> "IPAddress":
        """From text; FormatException where it is none."""
        import socket

        body, _, scope = text.strip().strip("[]").partition("%")
        try:
            if ":" in body:
                return IPAddress(
                    socket.inet_pton(socket.AF_INET6, body), int(scope) if scope.isdigit() else 0
                )
            return IPAddress(_four_bytes(body))
        except (OSError, ValueError):
            fail("FormatException", "An invalid IP address was specified.")

    @property
    def is_v6(self) -> bool:
        """Whether it has sixteen bytes."""
        return len(self.data) == 16

    def __str__(self) -> str:
        import socket

        if not self.is_v6:
            return ".".join(map(str, self.data))
        text = socket.inet_ntop(socket.AF_INET6, self.data)
        return text + (f"%{self.scope}" if self.scope else "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IPAddress) and (other.data, other.scope) == (self.data, self.scope)

    def __hash__(self) -> int:
        return hash(self.data)


def _four_bytes(text: str) -> bytes:
    """One to four numbers, decimal, hex or octal: the last fills what is left."""
    parts = text.split(".")
    if not 1 <= len(parts) <= 4:
        raise ValueError(text)
    numbers = [
        int(p, 16) if p.lower().startswith("0x") else int(p, 8) if len(p) > 1 and p[0] == "0" else int(p)
        for p in parts
    ]
    last = numbers.pop()
    size = 4 - len(numbers)
    if any(not 0 <= n <= 255 for n in numbers) or not 0 <= last < 1 << (8 * size):
        raise ValueError(text)
    return bytes(numbers) + last.to_bytes(size, "big")


address = net_type("System.Net.IPAddress", IPAddress)
address.prop("AddressFamily", "System.Net.Sockets.AddressFamily")(
    lambda self: enum("System.Net.Sockets.AddressFamily", 23 if self.is_v6 else 2)
)
address.prop("ScopeId", "long")(
    lambda self: (
        Int64(self.scope)
        if self.is_v6
        else fail(
            "System.Net.Sockets.SocketException",
            "The attempted operation is not supported for the type of object referenced.",
        )
    )
)
address.prop("IsIPv6Multicast", "bool")(lambda self: self.is_v6 and self.data[0] == 0xFF)
address.prop("IsIPv6LinkLocal", "bool")(lambda self: self.is_v6 and self.data[:2] == b"\xfe\x80")
address.prop("IsIPv6SiteLocal", "bool")(
    lambda self: self.is_v6 and self.data[0] == 0xFE and self.data[1] & 0xC0 == 0xC0
)
address.prop("IsIPv6Teredo", "bool")(lambda self: self.is_v6 and self.data[:4] == b"\x20\x01\0\0")
address.prop("IsIPv6UniqueLocal", "bool")(lambda self: self.is_v6 and self.data[0] & 0xFE == 0xFC)
address.prop("IsIPv4MappedToIPv6", "bool")(
    lambda self: self.is_v6 and self.data[:12] == b"\0" * 10 + b"\xff\xff"
)
address.prop("Address", "long")(
    lambda self: (
        Int64(int.from_bytes(self.data, "little"))
        if not self.is_v6
        else fail(
            "System.Net.Sockets.SocketException",
            "The attempted operation is not supported for the type of object referenced.",
        )
    )
)
address.prop("IPAddressToString", "System.Object", kind="ScriptProperty")(str)
for _name, _text in (
    ("Any", "0.0.0.0"),
    ("Loopback", "127.0.0.1"),
    ("Broadcast", "255.255.255.255"),
    ("None", "255.255.255.255"),
    ("IPv6Any", "::"),
    ("IPv6Loopback", "::1"),
    ("IPv6None", "::"),
):
    address.static_prop(_name, "ipaddress")(lambda t=_text: IPAddress.parse(t))


@address.constructor("ipaddress new(byte[] address)")
def _new_address(data: Any) -> IPAddress:
    raw = bytes_of(data)
    if len(raw) not in (4, 16):
        fail("ArgumentException", "An invalid IP address was specified. (Parameter 'address')")
    return IPAddress(raw)


@address.constructor("ipaddress new(long newAddress)")
def _new_address_number(number: int) -> IPAddress:
    return IPAddress(int(number).to_bytes(4, "little"))


address.static_method("Parse", "ipaddress Parse(string ipString)")(IPAddress.parse)


@address.static_method("TryParse", "bool TryParse(string ipString, [ref] ipaddress address)")
def _try_parse(text: Optional[str], result: Any) -> bool:
    from pssh.objects.exceptions import NetException

    try:
        result.value = IPAddress.parse(text or "")
        return True
    except NetException:
        result.value = None
        return False


@address.static_method("IsLoopback", "bool IsLoopback(ipaddress address)")
def _is_loopback(value: IPAddress) -> bool:
    return value.data[0] == 127 if not value.is_v6 else value.data == b"\0" * 15 + b"\1"


address.method("GetAddressBytes", "byte[] GetAddressBytes()")(lambda self: byte_array(self.data))
address.method("ToString", "string ToString()")(str)


@address.method("MapToIPv6", "ipaddress MapToIPv6()")
def _map_v6(self: IPAddress) -> IPAddress:
    return self if self.is_v6 else IPAddress(b"\0" * 10 + b"\xff\xff" + self.data)


@address.method("MapToIPv4", "ipaddress MapToIPv4()")
def _map_v4(self: IPAddress) -> IPAddress:
    return IPAddress(self.data[-4:]) if self.is_v6 else self


address.static_method("NetworkToHostOrder", "int NetworkToHostOrder(int network)")(
    lambda value: int.from_bytes((value & 0xFFFFFFFF).to_bytes(4, "big"), "little", signed=True)
)
address.static_method("HostToNetworkOrder", "int HostToNetworkOrder(int host)")(
    lambda value: int.from_bytes((value & 0xFFFFFFFF).to_bytes(4, "big"), "little", signed=True)
)


class IPEndPoint:
    """An address and a port."""

    __slots__ = ("address", "port")
    net_type_name = "System.Net.IPEndPoint"

    def __init__(self, place: IPAddress, port: int) -> None:
        if not 0 <= port <= 65535:
            fail(
                "ArgumentOutOfRangeException",
                "Specified argument was out of the range of valid values. (Parameter 'port')",
            )
        self.address, self.port = place, port

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if self.address.is_v6 else f"{self.address}:{self.port}"


net_type("System.Net.EndPoint")
endpoint = net_type("System.Net.IPEndPoint", IPEndPoint, "System.Net.EndPoint")
endpoint.constructor("ipendpoint new(ipaddress address, int port)")(IPEndPoint)
endpoint.prop("AddressFamily", "System.Net.Sockets.AddressFamily")(
    lambda self: enum("System.Net.Sockets.AddressFamily", 23 if self.address.is_v6 else 2)
)
endpoint.prop("Address", "ipaddress")(lambda self: self.address)
endpoint.setter("Address")(lambda self, value: setattr(self, "address", value))
endpoint.prop("Port", "int")(lambda self: self.port)
endpoint.setter("Port")(lambda self, value: setattr(self, "port", int(value)))


@endpoint.static_method("Parse", "ipendpoint Parse(string s)")
def _parse_endpoint(text: str) -> IPEndPoint:
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", "0")
    if port and not port.isdigit():
        fail("FormatException", "An invalid IPEndPoint was specified.")
    return IPEndPoint(IPAddress.parse(host), int(port or 0))


class HostEntry:
    """[IPHostEntry]"""

    __slots__ = ("addresses", "aliases", "name")
    net_type_name = "System.Net.IPHostEntry"

    def __init__(self, name: str, addresses: List[IPAddress]) -> None:
        self.name = name
        self.addresses = addresses
        self.aliases: List[str] = []


entry = net_type("System.Net.IPHostEntry", HostEntry)
entry.prop("HostName", "string")(lambda self: self.name)
entry.prop("Aliases", "string[]")(lambda self: strings(self.aliases))
entry.prop("AddressList", "ipaddress[]")(lambda self: array(self.addresses, "System.Net.IPAddress"))
dns = net_type("System.Net.Dns")


def resolve(name: str) -> List[IPAddress]:
    """The addresses of a host; SocketException where there is none."""
    import socket

    try:
        found = socket.getaddrinfo(name, None, 0, socket.SOCK_STREAM)
    except OSError:
        fail("System.Net.Sockets.SocketException", "Name or service not known")
    out: List[IPAddress] = []
    for row in found:
        made = IPAddress.parse(str(row[4][0]))
        if made not in out:
            out.append(made)
    return out


@dns.static_method("GetHostName", "string GetHostName()")
def _host_name() -> str:
    import socket

    return socket.gethostname()


dns.static_method("GetHostAddresses", "ipaddress[] GetHostAddresses(string hostNameOrAddress)")(
    lambda name: array(resolve(name), "System.Net.IPAddress")
)


@dns.static_method(
    "GetHostEntry",
    "System.Net.IPHostEntry GetHostEntry(string hostNameOrAddress)",
    "System.Net.IPHostEntry GetHostEntry(ipaddress address)",
)
@dns.static_method("GetHostByName", "System.Net.IPHostEntry GetHostByName(string hostName)")
@dns.static_method("Resolve", "System.Net.IPHostEntry Resolve(string hostName)")
def _host_entry(name: Any) -> HostEntry:
    import socket

    addresses = resolve(str(name))
    try:
        known = socket.gethostbyaddr(str(addresses[0]))[0]
    except OSError:
        known = str(name)
    return HostEntry(known, addresses)


class ServicePointManager:
    """Settings of old scripts; certificates are always checked here, and new protocols always allowed."""

    protocol = 0


points = net_type("System.Net.ServicePointManager")
points.static_prop("SecurityProtocol", "System.Net.SecurityProtocolType")(
    lambda: enum("System.Net.SecurityProtocolType", ServicePointManager.protocol)
)
points.static_setter("SecurityProtocol")(lambda value: setattr(ServicePointManager, "protocol", int(value)))
points.static_prop("ServerCertificateValidationCallback", "System.Object")(lambda: None)


@points.static_setter("ServerCertificateValidationCallback")
def _no_callback(value: Any) -> None:
    if value is not None:
        fail(
            "NotSupportedException",
            "Certificates are always checked; use -SkipCertificateCheck of Invoke-WebRequest.",
        )


for _name in ("Expect100Continue", "CheckCertificateRevocationList", "UseNagleAlgorithm"):
    points.static_prop(_name, "bool")(lambda: False)
    points.static_setter(_name)(lambda value: None)
points.static_prop("DefaultConnectionLimit", "int")(lambda: 2147483647)
points.static_setter("DefaultConnectionLimit")(lambda value: None)


class MailAddress:
    """[mailaddress]"""

    __slots__ = ("display", "host", "user")
    net_type_name = "System.Net.Mail.MailAddress"

    def __init__(self, text: str, display: str = "") -> None:
        found = re.fullmatch(r'\s*(?:"?([^"<]*?)"?\s*<)?\s*([^@<>\s]+)@([^@<>\s]+?)>?\s*', text or "")
        if found is None:
            fail("FormatException", "The specified string is not in the form required for an e-mail address.")
        self.display = display or found.group(1) or ""
        self.user, self.host = found.group(2), found.group(3)

    @property
    def address(self) -> str:
        """user@host"""
        return f"{self.user}@{self.host}"

    def __str__(self) -> str:
        return f'"{self.display}" <{self.address}>' if self.display else self.address


mail = net_type("System.Net.Mail.MailAddress", MailAddress)
mail.constructor("mailaddress new(string address)", "mailaddress new(string address, string displayName)")(
    MailAddress
)
for _name, _slot in (("DisplayName", "display"), ("User", "user"), ("Host", "host"), ("Address", "address")):
    mail.prop(_name, "string")(lambda self, s=_slot: getattr(self, s))


class PhysicalAddress:
    """A hardware address."""

    __slots__ = ("data",)
    net_type_name = "System.Net.NetworkInformation.PhysicalAddress"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __str__(self) -> str:
        return self.data.hex().upper()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PhysicalAddress) and other.data == self.data

    def __hash__(self) -> int:
        return hash(self.data)


physical = net_type("System.Net.NetworkInformation.PhysicalAddress", PhysicalAddress)


@physical.static_method("Parse", "physicaladdress Parse(string address)")
def _parse_physical(text: str) -> PhysicalAddress:
    digits = re.sub(r"[-:.]", "", text or "")
    if re.fullmatch(r"(?:[0-9A-Fa-f]{2})*", digits) is None:
        fail("FormatException", f"An invalid physical address was specified: '{text}'.")
    return PhysicalAddress(bytes.fromhex(digits))


physical.constructor("physicaladdress new(byte[] address)")(lambda data: PhysicalAddress(bytes_of(data)))
physical.method("GetAddressBytes", "byte[] GetAddressBytes()")(lambda self: byte_array(self.data))


class PingReply:
    """What a ping brought."""

    __slots__ = ("address", "milliseconds", "status")
    net_type_name = "System.Net.NetworkInformation.PingReply"

    def __init__(self, status: int, place: Any, milliseconds: int) -> None:
        self.status, self.address, self.milliseconds = status, place, milliseconds


class Ping:
    """[Ping]: asks the system's own program, which has the right to send such packets."""

    __slots__ = ()
    net_type_name = "System.Net.NetworkInformation.Ping"

    def send(self, host: str, limit: int = 5000) -> PingReply:
        """One packet."""
        import subprocess

        places = resolve(host)
        try:
            done = subprocess.run(
                ["ping", "-n", "-c", "1", "-W", str(max(1, (limit + 999) // 1000)), str(places[0])],
                capture_output=True,
                text=True,
                timeout=limit / 1000 + 2,
            )
        except FileNotFoundError:
            fail("PlatformNotSupportedException", "The system's ping utility could not be found.")
        except subprocess.TimeoutExpired:
            return PingReply(11010, None, 0)
        found = re.search(r"time[=<]([\d.]+)", done.stdout)
        if done.returncode == 0 and found:
            return PingReply(0, places[0], round(float(found.group(1))))
        return PingReply(11010, None, 0)


ping = net_type("System.Net.NetworkInformation.Ping", Ping)
ping.constructor("System.Net.NetworkInformation.Ping new()")(Ping)
ping.method(
    "Send",
    "System.Net.NetworkInformation.PingReply Send(string hostNameOrAddress)",
    "System.Net.NetworkInformation.PingReply Send(string hostNameOrAddress, int timeout)",
)(lambda self, host, limit=5000: self.send(str(host), limit))
ping.method("Dispose", "void Dispose()")(lambda self: None)
reply = net_type("System.Net.NetworkInformation.PingReply", PingReply)
reply.prop("Status", "System.Net.NetworkInformation.IPStatus")(
    lambda self: enum("System.Net.NetworkInformation.IPStatus", self.status)
)
reply.prop("Address", "ipaddress")(lambda self: self.address)
reply.prop("RoundtripTime", "long")(lambda self: Int64(self.milliseconds))


class TcpClient:
    """[TcpClient]"""

    __slots__ = ("socket",)
    net_type_name = "System.Net.Sockets.TcpClient"

    def __init__(self, host: Optional[str] = None, port: int = 0) -> None:
        self.socket: Any = None
        if host is not None:
            self.connect(host, port)

    def connect(self, host: str, port: int, seconds: Optional[float] = None) -> None:
        """Opens the connection."""
        import socket

        try:
            self.socket = socket.create_connection((host, int(port)), seconds)
            self.socket.settimeout(None)
        except OSError as error:
            fail("System.Net.Sockets.SocketException", f"{error.strerror or error}")

    def close(self) -> None:
        """Ends it."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


tcp = net_type("System.Net.Sockets.TcpClient", TcpClient, None, ("System.IDisposable",))
tcp.constructor(
    "System.Net.Sockets.TcpClient new()", "System.Net.Sockets.TcpClient new(string hostname, int port)"
)(TcpClient)
tcp.prop("Connected", "bool")(lambda self: self.socket is not None)
tcp.method("Connect", "void Connect(string hostname, int port)")(
    lambda self, host, port: self.connect(str(host), port)
)


@tcp.method("GetStream", "System.Net.Sockets.NetworkStream GetStream()")
def _get_stream(self: TcpClient) -> Any:
    from pssh.objects.net.streams import FileStream

    if self.socket is None:
        fail("InvalidOperationException", "The operation is not allowed on non-connected sockets.")
    return FileStream(self.socket.makefile("rwb", buffering=0), "rw")


for _name in ("Close", "Dispose"):
    tcp.method(_name, f"void {_name}()")(lambda self: self.close())


class WebClient:
    """[Net.WebClient]"""

    __slots__ = ("encoding", "headers")
    net_type_name = "System.Net.WebClient"

    def __init__(self) -> None:
        from pssh.objects.dictionaries import Hashtable

        self.headers = Hashtable()
        self.encoding: Any = None

    def get(self, url: str, data: Optional[bytes] = None, method: Optional[str] = None) -> bytes:
        """The body of an answer."""
        from urllib.error import URLError
        from urllib.request import Request, urlopen

        request = Request(str(url), data, {str(k): str(v) for k, v in self.headers.items()}, method=method)
        try:
            with urlopen(request) as answer:
                body: bytes = answer.read()
                return body
        except URLError as error:
            fail(
                "System.Net.WebException",
                f"The remote server returned an error: ({error.code}) {error.reason}."
                if hasattr(error, "code")
                else f"{error.reason}",
            )


web = net_type("System.Net.WebClient", WebClient, "System.ComponentModel.Component")
web.constructor("System.Net.WebClient new()")(WebClient)
web.prop("Headers", "System.Collections.Hashtable")(lambda self: self.headers)
web.prop("Encoding", "System.Text.Encoding")(lambda self: self.encoding)
web.setter("Encoding")(lambda self, value: setattr(self, "encoding", value))


@web.method("DownloadString", "string DownloadString(string address)")
def _download_string(self: WebClient, url: str) -> str:
    data = self.get(url)
    return str(self.encoding.decode(data)) if self.encoding else data.decode("utf-8", "replace")


web.method("DownloadData", "byte[] DownloadData(string address)")(lambda self, url: byte_array(self.get(url)))


@web.method("DownloadFile", "void DownloadFile(string address, string fileName)")
def _download_file(self: WebClient, url: str, path: str) -> None:
    from pssh.objects.net.file_statics import write_bytes

    write_bytes(path, self.get(url))


@web.method(
    "UploadString",
    "string UploadString(string address, string data)",
    "string UploadString(string address, string method, string data)",
)
def _upload_string(self: WebClient, url: str, *rest: str) -> str:
    return self.get(url, rest[-1].encode("utf-8"), rest[0] if len(rest) > 1 else "POST").decode(
        "utf-8", "replace"
    )


web.method("Dispose", "void Dispose()")(lambda self: None)
