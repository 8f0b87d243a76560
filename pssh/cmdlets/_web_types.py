"""[System.Net.Http.HttpResponseMessage]."""

from typing import Any

from pssh.cmdlets._web import WebAnswer
from pssh.objects.enums import enum_value
from pssh.objects.types import net_type, resolve_type

__all__ = ["ResponseMessage"]


class ResponseMessage:
    """What .NET's client gives for an answer: `$_.Exception.Response` and `BaseResponse`."""

    net_type_name = "System.Net.Http.HttpResponseMessage"

    def __init__(self, answer: WebAnswer) -> None:
        self.answer = answer

    @property
    def status_code(self) -> Any:
        kind = resolve_type("System.Net.HttpStatusCode")
        return self.answer.status if kind is None else enum_value(kind, self.answer.status)


MESSAGE = net_type(ResponseMessage.net_type_name, ResponseMessage, "System.Object", ("System.IDisposable",))
MESSAGE.prop("Version", "version")(lambda self: _version())
MESSAGE.prop("StatusCode", "System.Net.HttpStatusCode")(lambda self: self.status_code)
MESSAGE.prop("ReasonPhrase", "string")(lambda self: self.answer.reason)
MESSAGE.prop("Headers", "System.Collections.Generic.Dictionary[string,System.Object]")(
    lambda self: self.answer.header_table()
)
MESSAGE.prop("IsSuccessStatusCode", "bool")(lambda self: self.answer.ok)


def _version() -> Any:
    from pssh.runtime.known_types import converted

    return converted("1.1", "System.Version")
