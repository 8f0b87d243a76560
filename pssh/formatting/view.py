"""View declarations: which columns, labels or lines a type is shown with. Data only; found by type name.

An expression is a property's name, a Python function of the object (views built in), or a script block (views
read from a format file).
"""

from typing import Any, Callable, List, Optional, Sequence, Tuple, Union

__all__ = [
    "Column",
    "CustomView",
    "GroupBy",
    "Item",
    "ListView",
    "TableView",
    "View",
    "WideView",
    "column",
    "item",
    "with_context",
]

Expression = Union[str, Callable[[Any], Any], Any]


class Column:
    """One column of a table view; width 0: as wide as needed or a share of the rest."""

    __slots__ = ("align", "expression", "format", "label", "width")

    def __init__(
        self,
        label: str,
        width: int = 0,
        align: int = 0,
        expression: Optional[Expression] = None,
        format: str = "",
    ) -> None:
        self.label = label
        self.width = width
        self.align = align
        self.expression: Expression = label if expression is None else expression
        self.format = format


class Item:
    """One line of a list view; `when` (a function of the object) may leave it out."""

    __slots__ = ("expression", "format", "label", "when")

    def __init__(
        self,
        label: str,
        expression: Optional[Expression] = None,
        format: str = "",
        when: Optional[Expression] = None,
    ) -> None:
        self.label = label
        self.expression: Expression = label if expression is None else expression
        self.format = format
        self.when = when


class GroupBy:
    """How a view groups: objects with another value of `key` begin a group headed by `label` and its text."""

    __slots__ = ("indent", "key", "label", "text")

    def __init__(
        self, key: Expression, label: str, text: Optional[Expression] = None, indent: int = 3
    ) -> None:
        self.key = key
        self.label = label
        self.text: Expression = key if text is None else text
        self.indent = indent


class View:
    """What all shapes share."""

    __slots__ = ("group", "name", "out_of_band", "types")
    shape = ""

    def __init__(
        self, types: Sequence[str], name: str = "", group: Optional[GroupBy] = None, out_of_band: bool = False
    ) -> None:
        self.types: Tuple[str, ...] = tuple(types)
        self.name = name or (types[0] if types else "")
        self.group = group
        self.out_of_band = out_of_band


class TableView(View):
    """Columns."""

    __slots__ = ("auto_size", "columns", "hide_header", "wrap")
    shape = "table"

    def __init__(
        self,
        types: Sequence[str],
        columns: Sequence[Column],
        name: str = "",
        group: Optional[GroupBy] = None,
        hide_header: bool = False,
        wrap: bool = False,
        auto_size: bool = False,
    ) -> None:
        super().__init__(types, name, group)
        self.columns = list(columns)
        self.hide_header = hide_header
        self.wrap = wrap
        self.auto_size = auto_size


class ListView(View):
    """Label and value, one line each."""

    __slots__ = ("items",)
    shape = "list"

    def __init__(
        self,
        types: Sequence[str],
        items: Sequence[Union[str, Item]],
        name: str = "",
        group: Optional[GroupBy] = None,
        out_of_band: bool = False,
    ) -> None:
        super().__init__(types, name, group, out_of_band)
        self.items: List[Item] = [each if isinstance(each, Item) else Item(each) for each in items]


class WideView(View):
    """One value of each object, side by side."""

    __slots__ = ("expression", "format")
    shape = "wide"

    def __init__(
        self,
        types: Sequence[str],
        expression: Expression,
        name: str = "",
        group: Optional[GroupBy] = None,
        format: str = "",
    ) -> None:
        super().__init__(types, name, group)
        self.expression = expression
        self.format = format


class CustomView(View):
    """Lines made by a function of (object, context): each `(indent, text)`, or one text."""

    __slots__ = ("lines",)
    shape = "custom"

    def __init__(
        self,
        types: Sequence[str],
        lines: Callable[..., Any],
        name: str = "",
        group: Optional[GroupBy] = None,
        out_of_band: bool = False,
    ) -> None:
        super().__init__(types, name, group, out_of_band)
        self.lines = lines


def column(
    label: str, width: int = 0, align: str = "left", expression: Optional[Expression] = None, format: str = ""
) -> Column:
    """A column with its alignment by name."""
    return Column(label, width, {"left": 1, "center": 2, "right": 3}[align], expression, format)


def item(
    label: str, expression: Optional[Expression] = None, format: str = "", when: Optional[Expression] = None
) -> Item:
    """A line of a list."""
    return Item(label, expression, format, when)


def with_context(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Mark an expression that gets the FormatContext beside the object."""
    function.needs_context = True  # type: ignore[attr-defined]  # a mark on the function itself
    return function
