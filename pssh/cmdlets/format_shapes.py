"""Format-Table, Format-List, Format-Wide, Format-Custom."""

from typing import Annotated, Any, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange, ValidateSet

__all__ = ["FormatCustom", "FormatList", "FormatTable", "FormatWide"]

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"


class _Format(CmdletBase):
    """What the four have in common."""

    group_by: Annotated[Any, Param()] = None
    view: Optional[str] = None
    show_error: Switch = False
    display_error: Switch = False
    force: Switch = False
    expand: Annotated[Optional[str], Param(validate=(ValidateSet(["CoreOnly", "EnumOnly", "Both"]),))] = None
    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING

    _shape = ""

    def _options(self) -> Any:
        """The shape's own options as keywords."""
        return {}

    def _properties(self) -> List[Any]:
        found = getattr(self, "property", None)
        return list(found) if found is not None else []

    def begin(self) -> None:
        from pssh.formatting.context import FormatContext
        from pssh.formatting.formatter import FormatEngine
        from pssh.formatting.generators import FormatOptions
        from pssh.formatting.properties import parse_properties, parse_property

        call = self.call
        context = FormatContext(call.runspace, call=call)
        context.display_error = bool(self.display_error)
        context.show_error = bool(self.show_error)
        properties = parse_properties(self._properties())
        if properties and self.view:
            call.throw(
                "FormatCannotSpecifyViewAndProperty",
                "The View and Property parameters cannot both be specified.",
                "InvalidArgument",
                None,
                "System.IO.InvalidDataException",
            )
        group = None if self.group_by is None else parse_property(self.group_by)
        options = FormatOptions(
            self._shape,
            properties,
            group_by=group,
            view=self.view,
            expand=(self.expand or "").lower(),
            force=bool(self.force),
            **self._options(),
        )
        self._engine = FormatEngine(context, options, call.out)
        self.process_items_with(self._engine.process)

    def process(self) -> None:
        if self.input_object is not NOTHING:
            self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        self._engine.process(item)

    def end(self) -> None:
        self._engine.end()


@cmdlet("Format-Table", alias="ft", module=_UTILITY)
class FormatTable(_Format):
    """Formats the output as a table."""

    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    auto_size: Switch = False
    repeat_header: Switch = False
    hide_table_headers: Switch = False
    wrap: Switch = False

    _shape = "table"

    def _options(self) -> Any:
        return {
            "auto_size": bool(self.auto_size),
            "wrap": bool(self.wrap),
            "hide_header": bool(self.hide_table_headers),
            "repeat_header": bool(self.repeat_header),
        }


@cmdlet("Format-List", alias="fl", module=_UTILITY)
class FormatList(_Format):
    """Formats the output as a list of properties in which each property appears on a new line."""

    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    _shape = "list"


@cmdlet("Format-Wide", alias="fw", module=_UTILITY)
class FormatWide(_Format):
    """Formats objects as a wide table that displays only one property of each object."""

    property: Annotated[Any, Param(position=0)] = None
    auto_size: Switch = False
    column: Annotated[Optional[int], Param(validate=(ValidateRange(1, 2147483647),))] = None
    _shape = "wide"

    def _properties(self) -> List[Any]:
        return [] if self.property is None else [self.property]

    def _options(self) -> Any:
        if self.auto_size and self.column:
            self.call.throw(
                "FormatCannotSpecifyAutosizeAndColumns",
                "The AutoSize and Column parameters cannot both be specified.",
                "InvalidArgument",
                None,
                "System.IO.InvalidDataException",
            )
        return {"auto_size": bool(self.auto_size), "columns": self.column or 0}


@cmdlet("Format-Custom", alias="fc", module=_UTILITY)
class FormatCustom(_Format):
    """Uses a customized view to format the output."""

    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    depth: Annotated[int, Param(validate=(ValidateRange(1, 2147483647),))] = 5
    _shape = "custom"

    def _options(self) -> Any:
        return {"depth": self.depth}
