"""[uri] and [UriBuilder]."""

import re
from typing import Any, Dict, List, Optional

from pssh.objects.net.common import enum, fail, null_argument, strings
from pssh.objects.types import net_type

_PORTS: Dict[str, int] = {
    "http": 80,
    "https": 443,
    "ftp": 21,
    "ssh": -1,
    "ws": 80,
    "wss": 443,
    "telnet": 23,
    "ldap": 389,
    "gopher": 70,
    "nntp": 119,
    "net.tcp": 808,
}
_HIERARCHICAL = ("http", "https", "ftp", "ws", "wss", "file", "ssh", "net.tcp", "net.pipe", "ldap")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"


def escape_data(text: str) -> str:
    """[uri]::EscapeDataString"""
    from urllib.parse import quote

    return quote(text, safe="-_.~")


def unescape_data(text: str) -> str:
    """[uri]::UnescapeDataString"""
    from urllib.parse import unquote

    return unquote(text)


class Uri:
    """A URI, taken apart when made."""

    __slots__ = (
        "absolute",
        "authority_host",
        "fragment",
        "has_authority",
        "host",
        "original",
        "path",
        "port_number",
        "query",
        "scheme",
        "user",
    )

    net_type_name = "System.Uri"

    def __init__(self, text: str, kind: int = 1) -> None:
        self.original = text
        found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)\Z", text.strip(), re.DOTALL)
        self.scheme = found.group(1).lower() if found else ""
        self.absolute = found is not None
        self.host = self.authority_host = self.user = self.path = self.query = self.fragment = ""
        self.port_number = -1
        self.has_authority = False
        if found is None and text.startswith("/") and kind != 2:
            self.absolute, self.scheme = True, "file"
            self.has_authority = True
            self.path = self._escaped(text)
            return
        if found is None:
            if kind == 1:
                fail(
                    "UriFormatException",
                    "Invalid URI: The URI is empty."
                    if not text
                    else "Invalid URI: The format of the URI could not be determined.",
                )
            return
        if kind == 2:
            fail(
                "UriFormatException",
                "A relative URI cannot be created because the 'uriString' parameter represents "
                "an absolute URI.",
            )
        self._split(found.group(2))

    def _split(self, rest: str) -> None:
        rest, mark, fragment = rest.partition("#")
        self.fragment = "#" + self._escaped(fragment) if mark else ""
        if rest.startswith("//"):
            self.has_authority = True
            body = rest[2:]
            end = min((i for i in (body.find("/"), body.find("?")) if i >= 0), default=len(body))
            authority, rest = body[:end], body[end:]
            self._authority(authority)
        elif self.scheme in _HIERARCHICAL and self.scheme != "file":
            fail("UriFormatException", "Invalid URI: The hostname could not be parsed.")
        rest, mark, query = rest.partition("?")
        self.query = "?" + self._escaped(query) if mark else ""
        self.path = self._escaped(rest)
        if self.has_authority and not self.path:
            self.path = "/"
        if self.has_authority:
            self.path = _without_dots(self.path)

    def _authority(self, authority: str) -> None:
        user, at, host = authority.rpartition("@")
        self.user = user if at else ""
        port = ""
        if host.startswith("["):
            host, _, tail = host.partition("]")
            host += "]"
            port = tail[1:] if tail.startswith(":") else ""
        elif ":" in host:
            host, _, port = host.partition(":")
        if port and (not port.isdigit() or int(port) > 65535):
            fail("UriFormatException", "Invalid URI: Invalid port specified.")
        if not host and self.scheme not in ("file",) and self.scheme in _HIERARCHICAL:
            fail("UriFormatException", "Invalid URI: The hostname could not be parsed.")
        self.authority_host = self.host = host.lower()
        self.port_number = int(port) if port else _PORTS.get(self.scheme, -1)

    @staticmethod
    def _escaped(text: str) -> str:
        """What may not stand in a URI as percent codes; codes that are there stay."""
        from urllib.parse import quote

        return quote(text, safe="%/:?#[]@!$&'()*+,;=-_.~")

    def need(self) -> "Uri":
        """Most properties are there for absolute URIs only."""
        if not self.absolute:
            fail("InvalidOperationException", "This operation is not supported for a relative URI.")
        return self

    @property
    def default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port_number == _PORTS.get(self.scheme, -1)

    @property
    def authority(self) -> str:
        """Host and port."""
        return self.host if self.default_port else f"{self.host}:{self.port_number}"

    @property
    def full(self) -> str:
        """AbsoluteUri"""
        if not self.has_authority:
            return f"{self.scheme}:{self.path}{self.query}{self.fragment}"
        user = self.user + "@" if self.user else ""
        return f"{self.scheme}://{user}{self.authority}{self.path}{self.query}{self.fragment}"

    @property
    def is_file(self) -> bool:
        """Whether it names a file."""
        return self.scheme == "file"

    def __str__(self) -> str:
        if not self.absolute:
            return self.original
        text = self.full
        return re.sub(r"(?:%[0-9A-Fa-f]{2})+", _readable, text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Uri):
            return False
        if self.absolute and other.absolute:
            return self.full.partition("#")[0] == other.full.partition("#")[0]
        return self.original == other.original

    def __hash__(self) -> int:
        return hash(self.full if self.absolute else self.original)


def _readable(found: Any) -> str:
    """Codes that ToString shows as characters: blanks and letters beyond ASCII, not the reserved ones."""
    text = unescape_data(found.group())
    return "".join(
        c if c == " " or ord(c) > 126 or c in '"<>^`{|}' or c in _UNRESERVED else escape_data(c) for c in text
    )


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    out: List[str] = []
    parts = path.split("/")
    for index, part in enumerate(parts):
        if part == "..":
            if len(out) > 1:
                out.pop()
            if index == len(parts) - 1:
                out.append("")
        elif part == ".":
            if index == len(parts) - 1:
                out.append("")
        else:
            out.append(part)
    return "/".join(out)


uri = net_type("System.Uri", Uri)
for _name, _type, _get in (
    ("AbsolutePath", "string", lambda u: u.need().path),
    ("AbsoluteUri", "string", lambda u: u.need().full),
    ("LocalPath", "string", lambda u: unescape_data(u.need().path)),
    ("Authority", "string", lambda u: u.need().authority),
    (
        "HostNameType",
        "System.UriHostNameType",
        lambda u: enum("System.UriHostNameType", _host_kind(u.need())),
    ),
    ("IsDefaultPort", "bool", lambda u: u.need().default_port),
    ("IsFile", "bool", lambda u: u.need().is_file),
    (
        "IsLoopback",
        "bool",
        lambda u: (
            u.need().host in ("localhost", "127.0.0.1", "[::1]", "loopback") or (u.is_file and not u.host)
        ),
    ),
    ("PathAndQuery", "string", lambda u: u.need().path + u.query),
    ("Segments", "string[]", lambda u: strings(re.findall(r"[^/]*/|[^/]+", u.need().path))),
    ("IsUnc", "bool", lambda u: False),
    ("Host", "string", lambda u: u.need().host),
    ("Port", "int", lambda u: u.need().port_number),
    ("Query", "string", lambda u: u.need().query),
    ("Fragment", "string", lambda u: u.need().fragment),
    ("Scheme", "string", lambda u: u.need().scheme),
    ("OriginalString", "string", lambda u: u.original),
    ("DnsSafeHost", "string", lambda u: u.need().host.strip("[]")),
    ("IdnHost", "string", lambda u: u.need().host),
    ("IsAbsoluteUri", "bool", lambda u: u.absolute),
    ("UserEscaped", "bool", lambda u: False),
    ("UserInfo", "string", lambda u: u.need().user),
):
    uri.prop(_name, _type)(_get)
for _name, _value in (
    ("UriSchemeHttp", "http"),
    ("UriSchemeHttps", "https"),
    ("UriSchemeFile", "file"),
    ("UriSchemeFtp", "ftp"),
    ("UriSchemeMailto", "mailto"),
    ("SchemeDelimiter", "://"),
):
    uri.constant(_name, "string", _value)


def _host_kind(value: Uri) -> int:
    if not value.host:
        return 1 if value.is_file else 0
    if value.host.startswith("["):
        return 4
    return 3 if re.fullmatch(r"\d+(\.\d+){3}", value.host) else 2


@uri.constructor("uri new(string uriString)", "uri new(string uriString, System.UriKind uriKind)")
def _new(text: str, kind: int = 1) -> Uri:
    if text is None:
        null_argument("uriString")
    return Uri(text, int(kind))


@uri.constructor("uri new(uri baseUri, string relativeUri)", "uri new(uri baseUri, uri relativeUri)")
def _new_joined(base: Uri, other: Any) -> Uri:
    from urllib.parse import urljoin

    text = other.original if isinstance(other, Uri) else other
    if not base.absolute:
        fail(
            "ArgumentOutOfRangeException",
            "This operation is not supported for a relative URI. (Parameter 'baseUri')",
        )
    return Uri(urljoin(base.full, text))


def parse_uri(text: str) -> Uri:
    """What a cast to [uri] does."""
    return Uri(text, 0)


uri.convert_fn = lambda value: value if isinstance(value, Uri) else parse_uri(str(value))


@uri.static_method("EscapeDataString", "string EscapeDataString(string stringToEscape)")
def _escape(text: str) -> str:
    return escape_data(text)


@uri.static_method("UnescapeDataString", "string UnescapeDataString(string stringToUnescape)")
def _unescape(text: str) -> str:
    return unescape_data(text)


@uri.static_method("EscapeUriString", "string EscapeUriString(string stringToEscape)")
def _escape_uri(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="/:?#[]@!$&'()*+,;=-_.~")


def _made(text: Optional[str], kind: int) -> Optional[Uri]:
    from pssh.objects.exceptions import NetException

    try:
        return Uri(text or "", kind)
    except NetException:
        return None


@uri.static_method(
    "IsWellFormedUriString", "bool IsWellFormedUriString(string uriString, System.UriKind uriKind)"
)
def _well_formed(text: Optional[str], kind: int) -> bool:
    made = _made(text, int(kind))
    return (
        made is not None
        and Uri._escaped(text or "") == text
        and not re.search(r"%(?![0-9A-Fa-f]{2})", text or "")
    )


@uri.static_method("TryCreate", "bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)")
def _try_create(text: Optional[str], kind: int, result: Any) -> bool:
    result.value = _made(text, int(kind))
    return result.value is not None


@uri.static_method("CheckHostName", "System.UriHostNameType CheckHostName(string name)")
def _check_host(name: str) -> Any:
    made = _made("http://" + (name or ""), 1)
    return enum("System.UriHostNameType", _host_kind(made) if made is not None and made.host else 0)


@uri.static_method("CheckSchemeName", "bool CheckSchemeName(string schemeName)")
def _check_scheme(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", name or "") is not None


@uri.static_method("IsHexDigit", "bool IsHexDigit(char character)")
def _is_hex(c: str) -> bool:
    return str(c) in "0123456789abcdefABCDEF"


@uri.method("GetLeftPart", "string GetLeftPart(System.UriPartial part)")
def _left_part(self: Uri, part: int) -> str:
    head = f"{self.need().scheme}://"
    if int(part) == 0:
        return head
    user = self.user + "@" if self.user else ""
    text = head + user + self.authority
    return text if int(part) == 1 else text + self.path + (self.query if int(part) == 3 else "")


@uri.method("MakeRelativeUri", "uri MakeRelativeUri(uri uri)")
def _make_relative(self: Uri, other: Uri) -> Uri:
    import posixpath

    if (self.scheme, self.authority) != (other.scheme, other.authority):
        return other
    start = self.path if self.path.endswith("/") else posixpath.dirname(self.path)
    text = posixpath.relpath(other.path, start or "/")
    return Uri(
        text
        + ("/" if other.path.endswith("/") and not text.endswith("/") else "")
        + other.query
        + other.fragment,
        0,
    )


@uri.method("IsBaseOf", "bool IsBaseOf(uri uri)")
def _is_base(self: Uri, other: Uri) -> bool:
    base = self.path[: self.path.rfind("/") + 1]
    return (self.scheme, self.authority) == (other.scheme, other.authority) and other.path.startswith(base)


@uri.method("GetComponents", "string GetComponents(System.UriComponents components, System.UriFormat format)")
def _components(self: Uri, which: int, form: int) -> str:
    parts = (
        (1, self.scheme + "://" if int(which) != 1 else self.scheme),
        (2, self.user + "@" if self.user else ""),
        (4, self.host),
        (8, "" if self.default_port else f":{self.port_number}"),
        (16, self.path if int(which) & 7 else self.path.lstrip("/")),
        (32, self.query),
        (64, self.fragment),
    )
    text = "".join(piece for bit, piece in parts if int(which) & bit)
    return unescape_data(text) if int(form) == 2 else text


class UriBuilder:
    """[UriBuilder]"""

    __slots__ = ("fragment", "host", "password", "path", "port", "query", "scheme", "user")

    net_type_name = "System.UriBuilder"

    def __init__(self, source: Optional[Uri] = None) -> None:
        self.scheme, self.host, self.port, self.path = "http", "localhost", -1, "/"
        self.query = self.fragment = self.user = self.password = ""
        if source is not None:
            self.scheme, self.host, self.path = source.scheme, source.host, source.path
            self.port, self.query, self.fragment = source.port_number, source.query, source.fragment
            self.user, _, self.password = source.user.partition(":")

    def uri(self) -> Uri:
        """What was put together."""
        return Uri(str(self))

    def __str__(self) -> str:
        user = self.user + (":" + self.password if self.password else "")
        text = f"{self.scheme}://{user + '@' if user else ''}{self.host}"
        if self.port >= 0:
            text += f":{self.port}"
        path = self.path if self.path.startswith("/") else "/" + self.path
        return text + Uri._escaped(path) + self.query + self.fragment


builder = net_type("System.UriBuilder", UriBuilder)


@builder.constructor("System.UriBuilder new()", "System.UriBuilder new(uri uri)")
def _new_builder(source: Optional[Uri] = None) -> UriBuilder:
    return UriBuilder(source)


@builder.constructor("System.UriBuilder new(string uri)")
def _new_builder_text(text: str) -> UriBuilder:
    return UriBuilder(Uri(text if re.match(r"[A-Za-z][\w+.-]*:", text) else "http://" + text))


@builder.constructor(
    "System.UriBuilder new(string schemeName, string hostName)",
    "System.UriBuilder new(string scheme, string host, int portNumber)",
    "System.UriBuilder new(string scheme, string host, int port, string pathValue)",
)
def _new_builder_parts(scheme: str, host: str, port: int = -1, path: str = "/") -> UriBuilder:
    made = UriBuilder()
    made.scheme, made.host, made.port, made.path = scheme, host, port, path
    return made


for _name, _type, _slot in (
    ("Scheme", "string", "scheme"),
    ("Host", "string", "host"),
    ("Port", "int", "port"),
    ("Path", "string", "path"),
    ("UserName", "string", "user"),
    ("Password", "string", "password"),
):
    builder.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    builder.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))
for _name, _slot, _mark in (("Query", "query", "?"), ("Fragment", "fragment", "#")):
    builder.prop(_name, "string")(lambda self, s=_slot: getattr(self, s))
    builder.setter(_name)(
        lambda self, value, s=_slot, m=_mark: setattr(
            self, s, "" if not value else value if value.startswith(m) else m + value
        )
    )
builder.prop("Uri", "uri")(lambda self: self.uri())
builder.method("ToString", "string ToString()")(str)
