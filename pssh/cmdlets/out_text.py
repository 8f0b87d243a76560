"""Out-String, Out-File, Out-Null, Out-Host, Out-Default."""

from typing import Annotated, Any, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["OutDefaultCommand", "OutFile", "OutHost", "OutNull", "OutString"]

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"
_INPUT = Param(pipeline=True, allow_null=True, type=_OBJECT)
_WIDTH = (ValidateRange(2, 2147483647),)


class _Formatting(CmdletBase):
    """Lays its input out as lines."""

    input_object: Annotated[Any, _INPUT] = NOTHING

    def _start(self, write_line: Any, width: Optional[int]) -> None:
        from pssh.formatting.formatter import Formatter

        if width is None:
            self._formatter = Formatter(write_line, self.call.host.width, self.call.runspace, None)
        else:
            self._formatter = Formatter(write_line, width, self.call.runspace)
        self.process_items_with(self._formatter.process)

    def process(self) -> None:
        if self.input_object is not NOTHING:
            for item in _elements(self.input_object):
                self.process_item(item)

    def process_item(self, item: Any) -> None:
        self._formatter.process(item)


def _elements(value: Any) -> List[Any]:
    from pssh.objects.compare import enumerate_value

    items = enumerate_value(value)
    return [value] if items is None else list(items)


@cmdlet("Out-String", sets=("NoNewLineFormatting", "StreamFormatting"),
        default_set="NoNewLineFormatting", module=_UTILITY)  # fmt: skip
class OutString(_Formatting):
    """Outputs input objects as a string.

    PS> [pscustomobject]@{ A = 1 } | Out-String -Stream | ForEach-Object { "[$_]" }
    []
    [A]
    [-]
    [1]
    []
    """

    stream: Annotated[Switch, Param(sets="StreamFormatting")] = False
    width: Annotated[Optional[int], Param(validate=_WIDTH)] = None
    no_newline: Annotated[Switch, Param(name="NoNewline", sets="NoNewLineFormatting")] = False

    def begin(self) -> None:
        self._lines: List[str] = []
        self._start(self._stream_line if self.stream else self._lines.append, self.width)

    def _stream_line(self, line: str) -> None:
        for part in line.split("\n"):
            self.call.out(part)

    def end(self) -> None:
        self._formatter.end()
        if not self.stream:
            text = "".join(self._lines) if self.no_newline else "".join(line + "\n" for line in self._lines)
            self.write(text)


@cmdlet("Out-Null", module="Microsoft.PowerShell.Core")
class OutNull(CmdletBase):
    """Hides the output instead of sending it down the pipeline or displaying it."""

    input_object: Annotated[Any, _INPUT] = NOTHING

    def process(self) -> None:
        """Nothing."""

    def process_item(self, item: Any) -> None:
        """Nothing."""


@cmdlet("Out-Host", alias="oh", module="Microsoft.PowerShell.Core")
class OutHost(_Formatting):
    """Sends output to the command line."""

    paging: Switch = False

    def begin(self) -> None:
        host = self.call.host
        self._shown = 0
        from pssh.formatting.formatter import Formatter

        write = self._paged if self.paging else host.write_line
        self._formatter = Formatter(write, host.width - 1, self.call.runspace, -1, host.colors)
        if self.paging:
            self._formatter.set_page(host.height)
        self.process_items_with(self._formatter.process)

    def _paged(self, line: str) -> None:
        host = self.call.host
        if not host.interactive:
            host.write_line(line)
            return
        if self._shown >= host.height - 1:
            answer = host.read_line("<SPACE> next page; <CR> next line; Q quit")
            if answer.strip().lower().startswith("q"):
                from pssh.objects.flow import StopUpstream

                raise StopUpstream(self.call.processor)
            self._shown = host.height - 2 if answer == "" else 0
        self._shown += 1
        host.write_line(line)

    def end(self) -> None:
        self._formatter.end()


@cmdlet("Out-Default", module="Microsoft.PowerShell.Core")
class OutDefaultCommand(CmdletBase):
    """Sends the output to the default formatter and to the default output cmdlet."""

    transcript: Switch = False
    input_object: Annotated[Any, _INPUT] = NOTHING

    def begin(self) -> None:
        call = self.call
        self._sink = call.host.out_default(call.runspace)
        self.process_items_with(self._sink.process)

    def process(self) -> None:
        if self.input_object is not NOTHING:
            for item in _elements(self.input_object):
                self.process_item(item)

    def process_item(self, item: Any) -> None:
        self._sink.process(item)

    def end(self) -> None:
        self._sink.end()


_BY_PATH, _BY_LITERAL = "ByPath", "ByLiteralPath"


@cmdlet("Out-File", sets=(_BY_PATH, _BY_LITERAL), default_set=_BY_PATH, should_process=True, module=_UTILITY)
class OutFile(_Formatting):
    """Sends output to a file.

    PS> 'text' | Out-File f.txt; Get-Content f.txt
    text
    """

    file_path: Annotated[str, Param(position=0, mandatory=True, sets=_BY_PATH, aliases="Path")] = ""
    literal_path: Annotated[
        str, Param(mandatory=True, by_property=True, sets=_BY_LITERAL, aliases=("PSPath", "LP"))
    ] = ""
    encoding: Annotated[Any, Param(position=1)] = None
    append: Switch = False
    force: Switch = False
    no_clobber: Annotated[Switch, Param(aliases="NoOverwrite")] = False
    width: Annotated[Optional[int], Param(validate=_WIDTH)] = None
    no_newline: Annotated[Switch, Param(name="NoNewline")] = False

    _file: Any = None

    def begin(self) -> None:
        from pssh.cmdlets._text_files import open_text

        call = self.call
        path = self.literal_path or self.file_path
        if not call.should_process(path, "Output to File"):
            self._start(_drop, self.width)
            return
        self._file = open_text(
            call, path, self.encoding, bool(self.append), bool(self.no_clobber), bool(self.force)
        )
        self._start(self._line, self.width)

    def _line(self, line: str) -> None:
        self._file.write(line if self.no_newline else line + "\n")

    def end(self) -> None:
        self._formatter.end()

    def dispose(self) -> None:
        if self._file is not None:
            self._file.close()


def _drop(line: str) -> None:
    """Where the lines go under -WhatIf."""
