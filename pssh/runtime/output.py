"""Where objects become text at the top of a runspace: default output, errors and host messages."""

from typing import TYPE_CHECKING, Any, Callable, List, Optional

from pssh.runtime.rendering import shown
from pssh.runtime.upper import upper

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["OutDefault", "error_text", "formatter", "show_error", "show_information"]


def formatter(
    runspace: "Runspace",
    write_line: Callable[[str], None],
    width: int,
    list_width: Optional[int] = -1,
    host_colors: bool = False,
) -> Any:
    """A formatting engine (`process(obj)`, `end()`) that gives lines to `write_line`.

    `list_width` -1: lists are as wide as tables; None: their values are not broken (files, Out-String).
    """
    make = runspace.services.get("formatter") or upper("formatter")
    return make(write_line, width, runspace, list_width, host_colors)


_PREFIXED = ("warning", "verbose", "debug")


class OutDefault:
    """The sink of a top-level pipeline: formats what arrives and writes it to the host.

    Plain strings are written at once while nothing else is pending, which keeps scripts that print text fast.
    """

    __slots__ = ("_formatter", "host", "runspace")

    def __init__(self, host: Any, runspace: "Runspace") -> None:
        self.host = host
        self.runspace = runspace
        self._formatter: Any = None

    def process(self, value: Any) -> None:
        stream = getattr(value, "stream", None)
        if stream in _PREFIXED:  # a message record merged into the output (`3>&1`)
            getattr(self.host, "write_" + stream)(value)
            return
        if self._formatter is None:
            if value.__class__ is str:
                if "\x1b" in value:
                    value = shown(self.runspace, value, self.host.colors)
                self.host.write_line(value)
                return
            host = self.host  # the last column of a console stays free
            self._formatter = formatter(self.runspace, host.write_line, host.width - 1, -1, host.colors)
        self._formatter.process(value)

    def flush(self) -> None:
        """Write what is held back, before someone else writes to the same place."""
        if self._formatter is not None:
            flush = getattr(self._formatter, "flush", None)
            if flush is not None:
                flush()

    def end(self) -> None:
        """The pipeline is over: write what is still held back."""
        if self._formatter is not None:
            ended, self._formatter = self._formatter, None
            ended.end()


def error_text(runspace: "Runspace", record: Any, width: int, colors: bool = False) -> List[str]:
    """The lines of an error as `$ErrorView` wants them."""
    lines = upper("error_lines")
    view = "ConciseView"
    if runspace is not None:
        from pssh.objects.convert import to_string

        view = to_string(runspace.global_scope.get("ErrorView", view))
    return list(lines(record, width, view, runspace, colors))


def show_error(host: Any, record: Any) -> None:
    """Write an error record to the host's error channel."""
    if getattr(record, "exception", None) is None:
        from pssh.objects.convert import to_string

        host.write_error_line(to_string(record))
        return
    for line in error_text(host.runspace, record, host.width, host.colors):
        host.write_error_line(line)


def show_information(host: Any, record: Any) -> None:
    """Write an information record: Write-Host's text with its colours, anything else as text."""
    from pssh.runtime.records import HostMessage

    data = getattr(record, "message_data", record)
    if isinstance(data, HostMessage):
        text = shown(host.runspace, data.message, host.colors)
        if data.no_new_line:
            host.write(text, data.foreground_color, data.background_color)
        else:
            host.write_line(text, data.foreground_color, data.background_color)
        return
    host.write_line(str(record))
