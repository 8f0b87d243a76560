"""Invoke-WebRequest and Invoke-RestMethod."""

from abc import abstractmethod
from typing import Annotated, Any, Dict, List, Optional, Tuple

from pssh.cmdlets._web import WebAnswer, WebFault, WebRequest, WebSession, multipart
from pssh.cmdlets._web_types import ResponseMessage
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.known_types import converted
from pssh.runtime.validation import ValidateRange, ValidateSet

_UTILITY = "Microsoft.PowerShell.Utility"
_SPACE = "Microsoft.PowerShell.Commands."


class WebResponse:
    """What Invoke-WebRequest writes."""

    __slots__ = ("answer", "text")

    net_type_name = _SPACE + "BasicHtmlWebResponseObject"

    def __init__(self, answer: WebAnswer) -> None:
        self.answer = answer
        self.text: Any = answer.text if answer.is_text else None

    @property
    def content(self) -> Any:
        """Text, or bytes where the answer is none."""
        if self.text is not None:
            return self.text
        from pssh.objects.net.common import byte_array

        return byte_array(self.answer.body)

    @property
    def raw(self) -> str:
        """Status line, headers and body."""
        answer = self.answer
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n"
        return head + "".join(f"{k}: {v}\r\n" for k, v in answer.headers) + "\r\n" + (self.text or "")

    def elements(self, tag: str) -> List[Any]:
        """The tags of a kind with their attributes."""
        import re

        from pssh.objects.net.web import html_decode
        from pssh.objects.psobject import PSObject

        out = []
        pattern = rf"<{tag}\b([^>]*)>(?:(.*?)</{tag}>)?" if tag == "a" else rf"<{tag}\b([^>]*)>()"
        for found in re.finditer(pattern, self.text or "", re.IGNORECASE | re.DOTALL):
            members: Dict[str, Any] = {"outerHTML": found.group(), "tagName": tag.upper()}
            for name, _, double, single, bare in re.findall(
                r"([\w:-]+)\s*=\s*(\"([^\"]*)\"|'([^']*)'|([^\s>]+))", found.group(1)
            ):
                members[name] = html_decode(double or single or bare)
            out.append(PSObject(None, members))
        return out


_type = net_type(WebResponse.net_type_name, WebResponse)
_type.prop("StatusCode", "int")(lambda self: self.answer.status)
_type.prop("StatusDescription", "string")(lambda self: self.answer.reason)
_type.prop("Content", "string")(lambda self: self.content)
_type.prop("RawContent", "string")(lambda self: self.raw)
_type.prop("Headers", "System.Collections.Generic.Dictionary[string,System.Object]")(
    lambda self: self.answer.header_table()
)
_type.prop("Images", "System.Object[]")(lambda self: self.elements("img"))
_type.prop("InputFields", "System.Object[]")(lambda self: self.elements("input"))
_type.prop("Links", "System.Object[]")(lambda self: self.elements("a"))
_type.prop("RawContentLength", "long")(lambda self: Int64(len(self.answer.body)))
_type.prop("RelationLink", "System.Collections.Generic.Dictionary[string,string]")(
    lambda self: relation_links(self.answer)
)
_type.prop("BaseResponse", ResponseMessage.net_type_name)(lambda self: ResponseMessage(self.answer))
_type.members["baseresponse"].hidden = True


def relation_links(answer: WebAnswer) -> Any:
    """The Link header as a table."""
    import re
    from urllib.parse import urljoin

    from pssh.objects.dictionaries import GenericDictionary
    from pssh.objects.types import resolve_type

    table = GenericDictionary(
        None, resolve_type("System.Collections.Generic.Dictionary[string,string]"), True
    )
    for url, name in re.findall(r"<([^>]*)>\s*;[^,]*?rel=\"?([^\",;]+)", answer.header("Link")):
        table.set(name.strip(), urljoin(answer.url, url))
    return table


class _WholeVersion:
    """A whole number alone is a version, too."""

    def transform(self, value: Any, runspace: Any) -> Any:
        from pssh.objects.tostring import to_string

        text = to_string(value)
        return f"{text}.0" if text.isdigit() else value


class _WebCmdlet(CmdletBase):
    """What both cmdlets share."""

    uri: Annotated[Any, Param(position=0, mandatory=True, type="System.Uri")] = None
    method: Annotated[Any, Param(type=_SPACE + "WebRequestMethod")] = None
    custom_method: Annotated[Optional[str], Param(aliases=("CM",))] = None
    body: Annotated[Any, Param(pipeline=True)] = None
    form: Annotated[Any, Param(type="System.Collections.IDictionary")] = None
    headers: Annotated[Any, Param(type="System.Collections.IDictionary")] = None
    content_type: Optional[str] = None
    in_file: Optional[str] = None
    out_file: Optional[str] = None
    pass_thru: Switch = False
    resume: Switch = False
    user_agent: Optional[str] = None
    timeout_sec: Annotated[
        int,
        Param(
            name="ConnectionTimeoutSeconds",
            aliases=("TimeoutSec",),
            validate=(ValidateRange(0, 2147483647),),
        ),
    ] = 0
    operation_timeout_seconds: Annotated[int, Param(validate=(ValidateRange(0, 2147483647),))] = 0
    disable_keep_alive: Switch = False
    transfer_encoding: Annotated[
        Optional[str], Param(validate=(ValidateSet(["chunked", "compress", "deflate", "gzip", "identity"]),))
    ] = None
    ssl_protocol: Annotated[Any, Param(type=_SPACE + "WebSslProtocol")] = None
    http_version: Annotated[  # a version not spoken here is the highest wanted, as for .NET without TLS
        Any, Param(type="System.Version", transform=(_WholeVersion(),))
    ] = None
    allow_insecure_redirect: Switch = False
    maximum_redirection: Annotated[int, Param(validate=(ValidateRange(0, 2147483647),))] = -1
    maximum_retry_count: Annotated[int, Param(validate=(ValidateRange(0, 2147483647),))] = 0
    retry_interval_sec: Annotated[int, Param(validate=(ValidateRange(1, 2147483647),))] = 5
    credential: Annotated[Any, Param(type="System.Management.Automation.PSCredential")] = None
    authentication: Annotated[str, Param(validate=(ValidateSet(["None", "Basic", "Bearer", "OAuth"]),))] = (
        "None"
    )
    token: Annotated[Any, Param(type="System.Security.SecureString")] = None
    allow_unencrypted_authentication: Switch = False
    session_variable: Annotated[Optional[str], Param(aliases=("SV",))] = None
    web_session: Annotated[Any, Param(type=_SPACE + "WebRequestSession")] = None
    skip_certificate_check: Switch = False
    skip_http_error_check: Switch = False
    preserve_authorization_on_redirect: Switch = False
    preserve_http_method_on_redirect: Switch = False
    proxy: Annotated[Any, Param(type="System.Uri")] = None
    no_proxy: Switch = False
    use_basic_parsing: Switch = False

    def process(self) -> None:
        answer = self._exchange(self._request())
        links = self._pages()
        while links > 1:
            following = relation_links(answer).get("next")
            if not following:
                return
            self.uri, links = converted(following, "System.Uri"), links - 1
            answer = self._exchange(self._request())

    def _exchange(self, request: WebRequest) -> WebAnswer:
        """Send, judge and show."""
        answer = self._send(request)
        if not answer.ok and not self.skip_http_error_check:
            self._refused(answer)
        self._variables(answer)
        if self.out_file is not None:
            self._save(answer)
        if self.out_file is None or self.pass_thru:
            self.show(answer)
        return answer

    def _pages(self) -> int:
        """How many pages to read, each named by the link of the one before."""
        return 1

    @abstractmethod
    def show(self, answer: WebAnswer) -> None:
        """Writes what came."""

    # -- the request -------------------------------------------------------------------------------------

    def _request(self) -> WebRequest:
        from pssh.objects.tostring import to_string

        url = str(self.uri.full if self.uri.absolute else "http://" + self.uri.original)
        method = (self.custom_method or (to_string(self.method) if self.method is not None else "")).upper()
        if method in ("", "DEFAULT"):
            method = "POST" if self.form is not None else "GET"
        request = WebRequest(url, method)
        request.session = self._session()
        request.headers = {
            "User-Agent": self.user_agent
            or request.session.user_agent
            or "Mozilla/5.0 (Linux; en-US) PowerShell/7.6.5"
        }
        self._body(request)
        for table in (request.session.headers, self.headers):
            if table is not None:
                request.headers.update({to_string(k): to_string(v) for k, v in table.items()})
        self._authorize(request)
        request.timeout = float(self.timeout_sec or self.operation_timeout_seconds) or None
        request.may_leave_tls = bool(self.allow_insecure_redirect)
        request.protocols = int(self.ssl_protocol) if self.ssl_protocol is not None else None
        if self.disable_keep_alive:
            request.headers["Connection"] = "close"
        if self.transfer_encoding:
            request.headers["Transfer-Encoding"] = self.transfer_encoding
        given = (
            self.maximum_redirection if self.maximum_redirection >= 0 else request.session.maximum_redirection
        )
        request.redirects = given if given >= 0 else 50
        request.check_certificate = not self.skip_certificate_check
        request.keep_method = bool(self.preserve_http_method_on_redirect)
        request.keep_authorization = bool(self.preserve_authorization_on_redirect)
        request.proxy = str(self.proxy) if self.proxy is not None else None
        request.no_proxy = bool(self.no_proxy)
        return request

    def _session(self) -> WebSession:
        made = self.web_session if self.web_session is not None else WebSession()
        if self.session_variable:
            self.call.scope.set(self.session_variable, made)
        if self.credential is not None:
            made.credential = self.credential
        return made

    def _body(self, request: WebRequest) -> None:
        from urllib.parse import urlencode

        from pssh.objects.dictionaries import BaseDictionary
        from pssh.objects.psobject import unwrap
        from pssh.objects.tostring import to_string

        body = unwrap(self.body)
        kind = self.content_type
        if self.form is not None:
            request.body, form_type = multipart(self.form)
            kind = kind or form_type
        elif self.in_file is not None:
            with open(self.call.path(self.in_file), "rb") as source:
                request.body = source.read()
        elif isinstance(body, BaseDictionary):
            text = urlencode([(to_string(k), to_string(v)) for k, v in body.items()])
            if request.method == "GET":
                request.url += ("&" if "?" in request.url else "?") + text
            else:
                request.body = text.encode("ascii")
                kind = kind or "application/x-www-form-urlencoded"
        elif isinstance(body, (bytearray, bytes)) or (
            isinstance(body, list) and body and isinstance(body[0], int)
        ):
            request.body = bytes(body)
        elif body is not None:
            text = body.outer() if hasattr(body, "outer") else to_string(self.body)
            request.body = text.encode("utf-8")
            kind = kind or ("application/x-www-form-urlencoded" if request.method == "POST" else None)
        if kind:
            request.headers["Content-Type"] = kind

    def _authorize(self, request: WebRequest) -> None:
        from binascii import b2a_base64

        how = self.authentication.lower()
        credential = request.session.credential
        if how == "none" and self.credential is None and credential is None:
            return
        if how != "none" and request.url.startswith("http:") and not self.allow_unencrypted_authentication:
            self.call.throw(
                "WebCmdletAllowUnencryptedAuthenticationRequiredException",
                "The cmdlet cannot protect "
                "plain text secrets sent over unencrypted connections. To suppress this warning and send "
                "plain text secrets over unencrypted networks, reissue the command specifying the "
                "AllowUnencryptedAuthentication parameter.",
                "InvalidArgument",
                self,
                "System.Management.Automation.ValidationMetadataException",
            )
        if how in ("bearer", "oauth"):
            if self.token is None:
                self.call.throw(
                    "WebCmdletAuthenticationTokenNotSuppliedException",
                    "The cmdlet cannot run because the "
                    f"following conflicting parameters are specified: Authentication and Token. Specify "
                    f"Token and try again: {self.authentication} needs one.",
                    "InvalidArgument",
                    None,
                    "System.Management.Automation.ValidationMetadataException",
                )
            request.headers["Authorization"] = "Bearer " + self.token.reveal()
        elif credential is not None:
            network = credential.network()
            pair = f"{network.user_name}:{network.secret.reveal()}".encode()
            request.headers["Authorization"] = "Basic " + b2a_base64(pair, newline=False).decode("ascii")

    # -- the answer --------------------------------------------------------------------------------------

    def _send(self, request: WebRequest) -> WebAnswer:
        import threading

        tries = self.maximum_retry_count
        while True:
            try:
                answer = request.send()
            except WebFault as fault:
                if tries <= 0:
                    self._failed(fault, request)
            else:
                if tries <= 0 or answer.ok or answer.status not in (304, *range(400, 600)):
                    return answer
            tries -= 1
            self.call.verbose(
                f"Retrying after interval of {self.retry_interval_sec} seconds. Status code for previous "
                "attempt: Error"
            )
            self.call.runspace.wait(threading.Event(), self.retry_interval_sec)

    def _failed(self, fault: WebFault, request: WebRequest) -> None:
        self.call.throw(
            "WebCmdletWebResponseException",
            str(fault),
            "InvalidOperation",
            request.url,
            "System.Threading.Tasks.TaskCanceledException"
            if "HttpClient.Timeout" in str(fault)
            else "System.Net.Http.HttpRequestException",
        )

    def _refused(self, answer: WebAnswer) -> None:
        from pssh.objects.errors import ErrorDetails, ErrorRecord, NetException

        message = f"Response status code does not indicate success: {answer.status} ({answer.reason})."
        fault = NetException(_SPACE + "HttpResponseException", message)
        response = ResponseMessage(answer)
        fault.extra["StatusCode"] = response.status_code
        fault.extra["Response"] = response
        record = ErrorRecord(fault, "WebCmdletWebResponseException", "InvalidOperation", answer.url)
        if answer.is_text and answer.text:
            record.error_details = ErrorDetails(answer.text)
        self.call.throw(record)

    def _save(self, answer: WebAnswer) -> None:
        import os

        path = self.call.path(self.out_file or "")
        if os.path.isdir(path):
            from urllib.parse import urlsplit

            path = os.path.join(path, os.path.basename(urlsplit(answer.url).path) or "index.html")
        answer.save(path, os.path.getsize(path) if self.resume and answer.status == 206 else 0)

    def _variables(self, answer: WebAnswer) -> None:
        for slot, value in (
            ("status_code_variable", answer.status),
            ("response_headers_variable", answer.header_table),
        ):
            name = getattr(self, slot, None)
            if name:
                self.call.scope.set(name, value() if callable(value) else value)


@cmdlet("Invoke-WebRequest", alias="iwr", output=WebResponse.net_type_name, module=_UTILITY)
class InvokeWebRequest(_WebCmdlet):
    """Gets content from a web page on the internet."""

    def show(self, answer: WebAnswer) -> None:
        self.write(WebResponse(answer))


@cmdlet(
    "Invoke-RestMethod",
    alias="irm",
    output=(
        "System.Int64",
        "System.String",
        "System.Xml.XmlDocument",
        "System.Management.Automation.PSObject",
    ),
    module=_UTILITY,
)
class InvokeRestMethod(_WebCmdlet):
    """Sends an HTTP or HTTPS request to a RESTful web service."""

    status_code_variable: Optional[str] = None
    response_headers_variable: Annotated[Optional[str], Param(aliases=("RHV",))] = None
    follow_rel_link: Annotated[Switch, Param(aliases=("FL",))] = False
    maximum_follow_rel_link: Annotated[
        int, Param(aliases=("ML",), validate=(ValidateRange(1, 2147483647),))
    ] = 2147483647

    def _pages(self) -> int:
        return int(self.maximum_follow_rel_link) if self.follow_rel_link else 1

    def show(self, answer: WebAnswer) -> None:
        for value in parsed(answer):
            self.write(value)


def parsed(answer: WebAnswer) -> List[Any]:
    """JSON as objects, XML as a document (a feed as its entries), anything else as text."""
    from pssh.cmdlets._json_read import JsonError, read_json
    from pssh.objects.errors import NetException
    from pssh.objects.net.xml_dom import Document

    text = answer.text
    kind = answer.type.lower()
    order: Tuple[str, ...] = ("xml",) if "xml" in kind else ("json",) if "json" in kind else ("json", "xml")
    for form in order:
        try:
            if form == "json" and text.strip():
                if order != ("json",) and text.lstrip()[:1] not in "{[":
                    continue
                value = read_json(text)
                return [value]
            if form == "xml" and text.lstrip().startswith("<"):
                document = Document()
                document.load(answer.body)
                entries = (
                    document.elements("item")
                    if document.root.name in ("rss", "rdf:RDF")
                    else document.elements("entry")
                    if document.root.local_name == "feed"
                    else []
                )
                return list(entries) or [document]
        except (JsonError, NetException):
            continue
    return [text]
