"""Tee-Object."""

from typing import Annotated, Any, List

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["TeeObject"]

_OBJECT = "System.Management.Automation.PSObject"
_FILE, _LITERAL, _VARIABLE = "File", "LiteralFile", "Variable"


@cmdlet("Tee-Object", sets=(_FILE, _LITERAL, _VARIABLE), default_set=_FILE,
        module="Microsoft.PowerShell.Utility")  # fmt: skip
class TeeObject(CmdletBase):
    """Saves command output in a file or variable and also sends it down the pipeline.

    PS> 1..3 | Tee-Object -Variable kept | Out-Null; "$kept"
    1 2 3
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    file_path: Annotated[str, Param(position=0, mandatory=True, sets=_FILE, aliases="Path")] = ""
    literal_path: Annotated[str, Param(mandatory=True, sets=_LITERAL, aliases=("PSPath", "LP"))] = ""
    append: Switch = False
    encoding: Annotated[Any, Param(sets=(_FILE, _LITERAL))] = None
    variable: Annotated[str, Param(mandatory=True, sets=_VARIABLE)] = ""

    _file: Any = None

    def begin(self) -> None:
        call = self.call
        self._kept: List[Any] = []
        if self.variable:
            kept, out = self._kept.append, call.out

            def take(item: Any) -> None:
                kept(item)
                out(item)

            self.process_items_with(take)
            return
        from pssh.cmdlets._text_files import open_text
        from pssh.formatting.formatter import Formatter

        self._file = open_text(call, self.literal_path or self.file_path, self.encoding, bool(self.append))
        self._formatter = Formatter(self._line, call.host.width, call.runspace, None)

    def _line(self, line: str) -> None:
        self._file.write(line + "\n")

    def process(self) -> None:
        if self.input_object is not NOTHING:
            self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        self._formatter.process(item)
        self.call.out(item)

    def end(self) -> None:
        if self._file is not None:
            self._formatter.end()
            return
        from pssh.objects.compare import collapse

        kept: Any = self._kept
        scope = self.call.scope
        if self.append:
            old = scope.get(self.variable)
            if old is not None and old is not NOTHING:
                kept = [*(old if isinstance(old, list) else [old]), *kept]
        found = collapse(kept)
        scope.set(self.variable, None if found is NOTHING else found)

    def dispose(self) -> None:
        if self._file is not None:
            self._file.close()
