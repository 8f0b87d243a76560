"""`IScriptExtent` and `IScriptPosition`: where a piece of a script stands, as scripts see it."""

from typing import Any

from pssh.language.extent import Extent
from pssh.objects.types import net_type

__all__ = ["ScriptPosition"]

_SPACE = "System.Management.Automation.Language."


class ScriptPosition:
    """One end of an extent."""

    ps_single = True
    net_type_name = _SPACE + "IScriptPosition"
    __slots__ = ("extent", "is_end")

    def __init__(self, extent: Extent, is_end: bool) -> None:
        self.extent = extent
        self.is_end = is_end

    @property
    def offset(self) -> int:
        return self.extent.end_offset if self.is_end else self.extent.start_offset

    @property
    def line_number(self) -> int:
        return self.extent.end_line if self.is_end else self.extent.start_line

    @property
    def column_number(self) -> int:
        return self.extent.end_column if self.is_end else self.extent.start_column


_extent = net_type(_SPACE + "IScriptExtent", Extent)
for _name, _type, _attribute in (
    ("Text", "string", "text"),
    ("File", "string", "file"),
    ("StartOffset", "int", "start_offset"),
    ("EndOffset", "int", "end_offset"),
    ("StartLineNumber", "int", "start_line"),
    ("StartColumnNumber", "int", "start_column"),
    ("EndLineNumber", "int", "end_line"),
    ("EndColumnNumber", "int", "end_column"),
):
    _extent.reads(_name, _type, _attribute)
_extent.prop("StartScriptPosition", ScriptPosition.net_type_name)(lambda self: ScriptPosition(self, False))
_extent.prop("EndScriptPosition", ScriptPosition.net_type_name)(lambda self: ScriptPosition(self, True))
_extent.method("ToString", "string ToString()")(lambda self: self.text)

_position = net_type(ScriptPosition.net_type_name, ScriptPosition)
_position.reads("Offset", "int", "offset")
_position.reads("LineNumber", "int", "line_number")
_position.reads("ColumnNumber", "int", "column_number")
_position.prop("File", "string")(lambda self: self.extent.file)
_position.prop("Line", "string")(lambda self: self.extent.source.line_text(self.line_number))


@_position.method("GetFullScript", "string GetFullScript()")
def _full_script(self: Any) -> str:
    return str(self.extent.source.text)
