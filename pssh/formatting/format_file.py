"""Reading format files (`*.format.ps1xml`) into view declarations."""

from typing import Any, Callable, Dict, List, Optional

from pssh.formatting.custom_file import CustomControl, named_controls
from pssh.formatting.view import Column, CustomView, GroupBy, Item, ListView, TableView, View, WideView

__all__ = ["FormatFileError", "read_format_file"]

_ALIGN = {"left": 1, "center": 2, "right": 3}


class FormatFileError(Exception):
    """The file is no format file."""


def read_format_file(text: str, make_block: Callable[[str], Any]) -> List[View]:
    """The views a format file declares; `make_block` makes a script block of a text."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff").strip())
    except ElementTree.ParseError as error:
        raise FormatFileError(str(error)) from None
    if root.tag != "Configuration":
        raise FormatFileError(f"The root element must be Configuration, not {root.tag}.")
    sets = _selection_sets(root)
    return [
        _Reader(node, sets, named_controls(root, node), make_block).view()
        for node in root.iterfind("ViewDefinitions/View")
    ]


def _selection_sets(root: Any) -> Dict[str, List[str]]:
    return {
        _text(node, "Name"): [(each.text or "").strip() for each in node.iterfind("Types/TypeName")]
        for node in root.iterfind("SelectionSets/SelectionSet")
    }


def _text(node: Any, path: str, default: str = "") -> str:
    found = node.find(path)
    return default if found is None else (found.text or "").strip()


class _Reader:
    """One View element."""

    def __init__(
        self,
        node: Any,
        sets: Dict[str, List[str]],
        controls: Dict[str, Any],
        make_block: Callable[[str], Any],
    ) -> None:
        self.node = node
        self.sets = sets
        self.controls = controls
        self.make_block = make_block

    def view(self) -> View:
        node = self.node
        types = [(each.text or "").strip() for each in node.iterfind("ViewSelectedBy/TypeName")]
        for each in node.iterfind("ViewSelectedBy/SelectionSetName"):
            types.extend(self.sets.get((each.text or "").strip(), ()))
        name = _text(node, "Name")
        group = self._group()
        out_of_band = node.find("OutOfBand") is not None
        if node.find("TableControl") is not None:
            return self._table(node.find("TableControl"), types, name, group)
        if node.find("ListControl") is not None:
            items = [
                self._item(each)
                for each in node.iterfind("ListControl/ListEntries/ListEntry/ListItems/ListItem")
            ]
            return ListView(types, items, name, group, out_of_band)
        if node.find("WideControl") is not None:
            entry = node.find("WideControl/WideEntries/WideEntry/WideItem")
            return WideView(types, self._expression(entry), name, group, _text(entry, "FormatString"))
        if node.find("CustomControl") is not None:
            control = CustomControl(node.find("CustomControl"), self.controls, self._expression)
            return CustomView(types, control.lines, name, group, out_of_band)
        raise FormatFileError(f"The view {name} has no control.")

    def _expression(self, node: Any) -> Any:
        block = node.find("ScriptBlock")
        if block is not None:
            return self.make_block(block.text or "")
        return _text(node, "PropertyName")

    def _group(self) -> Optional[GroupBy]:
        node = self.node.find("GroupBy")
        if node is None:
            return None
        key = self._expression(node)
        return GroupBy(key, _text(node, "Label", str(key)))

    def _table(self, control: Any, types: List[str], name: str, group: Optional[GroupBy]) -> TableView:
        headers = list(control.iterfind("TableHeaders/TableColumnHeader"))
        row = control.find("TableRowEntries/TableRowEntry")
        columns = []
        for place, entry in enumerate(
            row.iterfind("TableColumnItems/TableColumnItem") if row is not None else ()
        ):
            header = headers[place] if place < len(headers) else None
            expression = self._expression(entry)
            label = "" if header is None else _text(header, "Label")
            width = 0 if header is None else int(_text(header, "Width", "0"))
            align = _text(entry, "Alignment") or ("" if header is None else _text(header, "Alignment"))
            columns.append(
                Column(
                    label or str(expression),
                    width,
                    _ALIGN.get(align.lower(), 0),
                    expression,
                    _text(entry, "FormatString"),
                )
            )
        return TableView(
            types,
            columns,
            name,
            group,
            hide_header=control.find("HideTableHeaders") is not None,
            wrap=row is not None and row.find("Wrap") is not None,
            auto_size=control.find("AutoSize") is not None,
        )

    def _item(self, node: Any) -> Item:
        expression = self._expression(node)
        condition = node.find("ItemSelectionCondition")
        when = None if condition is None else self._expression(condition)
        return Item(_text(node, "Label") or str(expression), expression, _text(node, "FormatString"), when)
