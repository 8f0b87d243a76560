"""One HTTP request over urllib, and what came back, for the web cmdlets."""

import os
from typing import Any, Dict, List, Optional, Tuple

from pssh.objects.types import net_type

__all__ = ["WebAnswer", "WebFault", "WebRequest", "WebSession"]

_SPACE = "Microsoft.PowerShell.Commands."


class WebFault(Exception):
    """No answer, or one that says no."""

    def __init__(self, message: str, answer: Optional["WebAnswer"] = None) -> None:
        super().__init__(message)
        self.answer = answer


class WebSession:
    """Cookies, headers and credentials kept between requests."""

    net_type_name = _SPACE + "WebRequestSession"

    def __init__(self) -> None:
        from http.cookiejar import CookieJar

        from pssh.objects.dictionaries import Hashtable

        self.cookies = CookieJar()
        self.headers = Hashtable()
        self.user_agent = ""
        self.credential: Any = None
        self.maximum_redirection = -1


_session = net_type(WebSession.net_type_name, WebSession)
_session.constructor(WebSession.net_type_name + " new()")(WebSession)
_session.prop("Headers", "System.Collections.Hashtable")(lambda self: self.headers)
_session.prop("Cookies", "System.Object")(lambda self: self.cookies)
_session.prop("UserAgent", "string")(lambda self: self.user_agent)
_session.setter("UserAgent")(lambda self, value: setattr(self, "user_agent", value))
_session.prop("Credentials", "pscredential")(lambda self: self.credential)
_session.setter("Credentials")(lambda self, value: setattr(self, "credential", value))
_session.prop("MaximumRedirection", "int")(lambda self: self.maximum_redirection)
_session.setter("MaximumRedirection")(lambda self, value: setattr(self, "maximum_redirection", int(value)))


class WebRequest:
    """What is to be sent."""

    def __init__(self, url: str, method: str = "GET") -> None:
        self.url = url
        self.method = method
        self.headers: Dict[str, str] = {}
        self.body: Optional[bytes] = None
        self.timeout: Optional[float] = None
        self.session = WebSession()
        self.redirects = 50
        self.check_certificate = True
        self.proxy: Optional[str] = None
        self.no_proxy = False
        self.keep_method = False
        self.keep_authorization = False
        self.may_leave_tls = False
        self.protocols: Optional[int] = None  # the WebSslProtocol bits that may be spoken

    def send(self) -> "WebAnswer":
        """Sends it; an error status is an answer too."""
        from urllib.error import HTTPError, URLError
        from urllib.request import Request

        request = Request(self.url, self.body, self.headers, method=self.method)
        try:
            return WebAnswer(self._opener().open(request, timeout=self.timeout), self.method)
        except HTTPError as error:
            return WebAnswer(error, self.method)
        except URLError as error:
            raise WebFault(_reason(error.reason, self.url)) from error
        except (OSError, ValueError) as error:
            if "timed out" in str(error):
                seconds = int(self.timeout or 0)
                raise WebFault(
                    f"The request was canceled due to the configured HttpClient.Timeout of {seconds} "
                    "seconds elapsing."
                ) from error
            raise WebFault(_reason(error, self.url)) from error

    def _opener(self) -> Any:
        import ssl
        from urllib.request import HTTPCookieProcessor, HTTPSHandler, ProxyHandler, build_opener

        context = ssl.create_default_context()
        if not self.check_certificate:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if self.protocols:
            _restrict(context, self.protocols)
        handlers: List[Any] = [
            HTTPSHandler(context=context),
            HTTPCookieProcessor(self.session.cookies),
            self._redirects(),
        ]
        if self.no_proxy:
            handlers.append(ProxyHandler({}))
        elif self.proxy:
            handlers.append(ProxyHandler({"http": self.proxy, "https": self.proxy}))
        return build_opener(*handlers)

    def _redirects(self) -> Any:
        from urllib.request import HTTPRedirectHandler, Request

        owner = self

        class Redirects(HTTPRedirectHandler):
            max_redirections = max(owner.redirects, 0) or 1
            max_repeats = max_redirections

            def redirect_request(
                self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
            ) -> Any:
                if owner.redirects == 0:
                    return None
                if (
                    req.full_url.startswith("https:")
                    and newurl.startswith("http:")
                    and not owner.may_leave_tls
                ):
                    raise WebFault(
                        "Cannot follow an insecure redirection by default. Reissue the command specifying the "
                        "-AllowInsecureRedirect switch."
                    )
                method = req.get_method()
                data = req.data
                if code in (301, 302, 303) and method == "POST" and not owner.keep_method:
                    method, data = "GET", None
                kept = {
                    k: v
                    for k, v in req.header_items()
                    if k.lower() not in ("content-length", "content-type") or data is not None
                }
                if not owner.keep_authorization:
                    kept = {k: v for k, v in kept.items() if k.lower() != "authorization"}
                return Request(
                    newurl, data, kept, origin_req_host=req.origin_req_host, unverifiable=True, method=method
                )

        return Redirects()


def _restrict(context: Any, protocols: int) -> None:
    """Allow only the TLS versions of the bits of WebSslProtocol."""
    import ssl

    versions = [
        version
        for bits, version in (
            (192, ssl.TLSVersion.TLSv1),
            (768, ssl.TLSVersion.TLSv1_1),
            (3072, ssl.TLSVersion.TLSv1_2),
            (12288, ssl.TLSVersion.TLSv1_3),
        )
        if protocols & bits == bits
    ]
    context.minimum_version, context.maximum_version = versions[0], versions[-1]


def _reason(reason: Any, url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    text = getattr(reason, "strerror", None) or str(reason)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{text} ({parts.hostname}:{port})"


class WebAnswer:
    """Status, headers and body of an answer."""

    def __init__(self, answer: Any, method: str) -> None:
        self.answer = answer
        self.status = int(answer.status if hasattr(answer, "status") else answer.code)
        self.reason = str(answer.reason or "")
        self.url = str(answer.geturl())
        self.headers: List[Tuple[str, str]] = list(answer.headers.items())
        self.type = answer.headers.get("Content-Type", "") or ""
        self._body: Optional[bytes] = b"" if method == "HEAD" else None

    @property
    def ok(self) -> bool:
        """Whether the status says yes."""
        return 200 <= self.status < 300

    @property
    def body(self) -> bytes:
        """All of it."""
        if self._body is None:
            self._body = self.answer.read()
            encoding = self.header("Content-Encoding").lower()
            if encoding in ("gzip", "deflate") and self._body:
                import zlib

                try:
                    self._body = zlib.decompress(self._body, 47 if encoding == "gzip" else 15)
                except zlib.error:
                    pass
        return self._body or b""

    def header(self, name: str) -> str:
        """The value of a header, '' where there is none."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")

    @property
    def charset(self) -> str:
        """The encoding the answer names, UTF-8 where it names none."""
        import codecs
        import re

        found = re.search(r"charset=\"?([\w.:-]+)", self.type, re.IGNORECASE)
        name = found.group(1) if found else ""
        if not name and "html" in self.type:
            meta = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", self.body[:2048], re.IGNORECASE)
            name = meta.group(1).decode("ascii") if meta else ""
        try:
            return codecs.lookup(name).name if name else "utf-8"
        except LookupError:
            return "utf-8"

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(self.charset, "replace").lstrip("\ufeff")

    @property
    def is_text(self) -> bool:
        """Whether the body is text."""
        kind = self.type.partition(";")[0].strip().lower()
        return (
            kind.startswith("text/")
            or kind.endswith(("json", "xml", "javascript", "+json", "+xml"))
            or kind in ("", "application/x-www-form-urlencoded", "application/xhtml+xml")
        )

    def save(self, path: str, resume_at: int = 0) -> None:
        """The body into a file."""
        with open(path, "ab" if resume_at else "wb") as target:
            if self._body is not None:
                target.write(self._body)
                return
            for piece in iter(lambda: self.answer.read(1 << 16), b""):
                target.write(piece)

    def header_table(self) -> Any:
        """Headers as a dictionary of string arrays."""
        from pssh.objects.dictionaries import GenericDictionary
        from pssh.objects.net.common import strings
        from pssh.objects.types import resolve_type

        kind = resolve_type(
            "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]]"
        )
        table = GenericDictionary(None, kind, True)
        for key, value in self.headers:
            table.set(key, strings([*(table.get(key) or ()), value]))
        return table


def multipart(fields: Any) -> Tuple[bytes, str]:
    """The body and the type of a form with files."""
    from pssh.objects.psobject import unwrap
    from pssh.objects.tostring import to_string

    mark = os.urandom(16).hex()
    out = bytearray()
    for key, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            base = unwrap(item)
            out += f'--{mark}\r\nContent-Disposition: form-data; name="{to_string(key)}"'.encode()
            if type(base).__name__ == "FileInfo":
                out += f'; filename="{base.name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
                with open(base.full_name, "rb") as source:
                    out += source.read()
            else:
                out += b"\r\n\r\n" + to_string(item).encode("utf-8")
            out += b"\r\n"
    out += f"--{mark}--\r\n".encode()
    return bytes(out), f"multipart/form-data; boundary={mark}"
