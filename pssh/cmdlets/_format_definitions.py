"""What Get-FormatData gives: the views of types as objects, and as the text of a format file."""

from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple
from xml.sax.saxutils import escape

from pssh.formatting.view import CustomView, ListView, TableView, View, WideView
from pssh.objects.psobject import PSObject
from pssh.runtime.command_members import shown_as

__all__ = ["ExtendedTypeDefinition", "FormatViewDefinition", "definitions", "format_file_text"]

_SPACE = "System.Management.Automation."


class FormatViewDefinition:
    """One view: its name and its control."""

    net_type_name = _SPACE + "FormatViewDefinition"

    def __init__(self, view: View) -> None:
        self.view = view
        self.name = view.name

    @property
    def control_name(self) -> str:
        return self.view.shape.capitalize() + "Control"

    @property
    def control(self) -> Any:
        """The control as an object: what a table's columns or a list's lines are."""
        return _control(self.view, self.control_name)

    def __str__(self) -> str:
        return f"{self.name} , {self.control_name}"


class ExtendedTypeDefinition:
    """The views that some types share."""

    net_type_name = _SPACE + "ExtendedTypeDefinition"

    def __init__(self, type_names: Iterable[str], views: Iterable[View]) -> None:
        self.types = list(type_names)
        self.views = [FormatViewDefinition(view) for view in views]

    def __str__(self) -> str:
        return self.types[0]


def definitions(views: Iterable[View]) -> Iterator[ExtendedTypeDefinition]:
    """The views gathered by the types they are of."""
    by_types: Dict[Tuple[str, ...], List[View]] = {}
    for view in views:
        known = by_types.setdefault(view.types, [])
        if view not in known:
            known.append(view)
    for types, group in by_types.items():
        yield ExtendedTypeDefinition(types, group)


def _part(kind: str, members: Dict[str, Any]) -> PSObject:
    members = {**members, "ToString": shown_as(_SPACE + kind)}
    return PSObject(None, members, [_SPACE + kind, "System.Object"])


def _entry(expression: Any) -> PSObject:
    kind, text = _expression(expression)
    members = {"ValueType": kind, "Value": text, "ToString": shown_as(f"{kind.lower()}: {text}")}
    return PSObject(None, members, [_SPACE + "DisplayEntry", "System.Object"])


def _expression(expression: Any, label: str = "") -> Tuple[str, str]:
    """A property's name or a script; what is computed in Python stands for the property of its label."""
    if isinstance(expression, str):
        return "Property", expression
    if hasattr(expression, "invoke"):
        return "ScriptBlock", str(expression)
    return "Property", label


def _control(view: View, name: str) -> PSObject:
    shared = {"GroupBy": None, "OutOfBand": view.out_of_band}
    if isinstance(view, TableView):
        headers = [
            _part(
                "TableControlColumnHeader", {"Label": c.label, "Alignment": _alignment(c), "Width": c.width}
            )
            for c in view.columns
        ]
        columns = [
            _part(
                "TableControlColumn",
                {
                    "Alignment": _alignment(c),
                    "DisplayEntry": _entry(c.expression),
                    "FormatString": c.format or None,
                },
            )
            for c in view.columns
        ]
        row = _part("TableControlRow", {"Columns": columns, "SelectedBy": None, "Wrap": view.wrap})
        own: Dict[str, Any] = {
            "Headers": headers,
            "Rows": [row],
            "AutoSize": view.auto_size,
            "HideTableHeaders": view.hide_header,
        }
    elif isinstance(view, ListView):
        items = [
            _part("ListControlEntryItem", {"Label": i.label, "DisplayEntry": _entry(i.expression)})
            for i in view.items
        ]
        own = {"Entries": [_part("ListControlEntry", {"Items": items, "SelectedBy": None})]}
    elif isinstance(view, WideView):
        entry = _part("WideControlEntryItem", {"DisplayEntry": _entry(view.expression), "SelectedBy": None})
        own = {"Entries": [entry], "AutoSize": False, "Columns": 0}
    else:
        own = {"Entries": []}
    return _part(name, {**own, **shared})


def _alignment(column: Any) -> str:
    from pssh.formatting.table import CENTER, LEFT, RIGHT

    return {LEFT: "Left", CENTER: "Center", RIGHT: "Right"}.get(column.align, "Undefined")


# --- as a file ----------------------------------------------------------------------------------------------------


def format_file_text(given: Iterable[ExtendedTypeDefinition], scripts: bool) -> str:
    """The text of a format.ps1xml file; script blocks only when they are wanted. Custom views are left out: what
    they show is computed."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Configuration>", "  <ViewDefinitions>"]
    for definition in given:
        for each in definition.views:
            if not isinstance(each.view, CustomView):
                lines.extend(_view_lines(definition, each, scripts))
    return "\n".join([*lines, "  </ViewDefinitions>", "</Configuration>", ""])


def _view_lines(
    definition: ExtendedTypeDefinition, each: FormatViewDefinition, scripts: bool
) -> Iterator[str]:
    yield "    <View>"
    yield f"      <Name>{escape(each.name)}</Name>"
    yield "      <ViewSelectedBy>"
    for name in definition.types:
        yield f"        <TypeName>{escape(name)}</TypeName>"
    yield "      </ViewSelectedBy>"
    view = each.view
    if isinstance(view, TableView):
        yield from _table_lines(view, scripts)
    elif isinstance(view, ListView):
        yield "      <ListControl><ListEntries><ListEntry><ListItems>"
        for item in view.items:
            label = f"<Label>{escape(item.label)}</Label>"
            yield f"        <ListItem>{label}{_value(item.expression, item.label, scripts)}</ListItem>"
        yield "      </ListItems></ListEntry></ListEntries></ListControl>"
    elif isinstance(view, WideView):
        yield "      <WideControl><WideEntries><WideEntry>"
        yield f"        <WideItem>{_value(view.expression, '', scripts)}</WideItem>"
        yield "      </WideEntry></WideEntries></WideControl>"
    yield "    </View>"


def _table_lines(view: TableView, scripts: bool) -> Iterator[str]:
    yield "      <TableControl>"
    if view.auto_size:
        yield "        <AutoSize />"
    if view.hide_header:
        yield "        <HideTableHeaders />"
    yield "        <TableHeaders>"
    for column in view.columns:
        parts = f"<Label>{escape(column.label)}</Label>"
        if column.width:
            parts += f"<Width>{column.width}</Width>"
        if _alignment(column) != "Undefined":
            parts += f"<Alignment>{_alignment(column)}</Alignment>"
        yield f"          <TableColumnHeader>{parts}</TableColumnHeader>"
    yield "        </TableHeaders>"
    yield (
        "        <TableRowEntries><TableRowEntry>" + ("<Wrap />" if view.wrap else "") + "<TableColumnItems>"
    )
    for column in view.columns:
        shown = f"<FormatString>{escape(column.format)}</FormatString>" if column.format else ""
        value = _value(column.expression, column.label, scripts)
        yield f"          <TableColumnItem>{value}{shown}</TableColumnItem>"
    yield "        </TableColumnItems></TableRowEntry></TableRowEntries>"
    yield "      </TableControl>"


def _value(expression: Any, label: str, scripts: bool) -> str:
    kind, text = _expression(expression, label)
    if kind == "ScriptBlock":
        return f"<ScriptBlock>{escape(text)}</ScriptBlock>" if scripts else ""
    return f"<PropertyName>{escape(text)}</PropertyName>" if text else ""


def found_definitions(given: Optional[Iterable[Any]]) -> Iterator[ExtendedTypeDefinition]:
    """The definitions among objects given to Export-FormatData."""
    from pssh.objects.psobject import unwrap

    for each in given or ():
        base = unwrap(each)
        if isinstance(base, ExtendedTypeDefinition):
            yield base
