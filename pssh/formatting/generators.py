"""From objects to format records: one generator for each shape, made for the first object of a run."""

from abc import abstractmethod
from typing import Any, Callable, List, Optional, Sequence, Tuple

from pssh.formatting.access import (
    display_name_of,
    getter,
    property_names,
    shows_computer_name,
    view_names,
)
from pssh.formatting.context import ExpressionFailed, FormatContext
from pssh.formatting.properties import PropertySpec, default_align
from pssh.formatting.records import FormatEntry, FormatStart
from pssh.formatting.table import LEFT
from pssh.formatting.values import cell_text, formatted_text
from pssh.formatting.view import CustomView, GroupBy, ListView, TableView, View, WideView
from pssh.objects.nothing import MISSING
from pssh.objects.psobject import PSObject

__all__ = ["FormatOptions", "Generator", "make_generator"]

_MOST_COLUMNS = 10


class FormatOptions:
    """What a Format-* cmdlet was asked for. `shape` '' leaves it to the first object."""

    def __init__(self, shape: str = "", properties: Sequence[PropertySpec] = (), **options: Any) -> None:
        self.shape = shape
        self.properties = list(properties)
        self.auto_size: bool = bool(options.pop("auto_size", False))
        self.wrap: bool = bool(options.pop("wrap", False))
        self.hide_header: bool = bool(options.pop("hide_header", False))
        self.repeat_header: bool = bool(options.pop("repeat_header", False))
        self.columns: int = int(options.pop("columns", 0) or 0)
        self.depth: int = int(options.pop("depth", 0) or 0)
        self.view_name: str = options.pop("view", "") or ""
        self.group_by: Optional[PropertySpec] = options.pop("group_by", None)
        self.expand: str = options.pop("expand", "") or "enumonly"
        self.force: bool = bool(options.pop("force", False))
        if options:
            raise TypeError(f"unknown format options {sorted(options)}")


class Generator:
    """Turns objects into entries of one shape. `view` None: of properties, for objects of any type."""

    def __init__(self, context: FormatContext, options: FormatOptions, view: Optional[View]) -> None:
        self.context = context
        self.options = options
        self.view = view
        self.group: Optional[GroupBy] = view.group if view is not None else None
        self.limit = context.limit
        if options.group_by is not None:
            spec = options.group_by
            self.group = GroupBy(spec.expression, spec.title)
            self._group_format = spec.format
        else:
            self._group_format = ""
        self._group_key = getter(self.group.key, context) if self.group is not None else None

    @abstractmethod
    def start(self) -> FormatStart:
        """The record that begins the shape."""

    @abstractmethod
    def entry(self, value: Any) -> FormatEntry:
        """The record of one object."""

    # --- shared ---------------------------------------------------------------------------------------

    def text(self, read_value: Callable[[Any], Any], fmt: str, value: Any, table: bool) -> str:
        """The text of an expression for an object; blank (or #ERR) where it fails."""
        try:
            found = read_value(value)
        except ExpressionFailed as failure:
            return self.failed(failure)
        if found is MISSING:
            return ""
        if fmt:
            text = formatted_text(found, fmt)
            if text is not None:
                return text
        return cell_text(found, self.limit, table)

    def failed(self, failure: ExpressionFailed) -> str:
        context = self.context
        if context.show_error:
            context.failures.append(failure.text)
        return "#ERR" if context.display_error else ""

    def failure_entries(self) -> List[FormatEntry]:
        """What -ShowError tells of the expressions that failed since it was last asked."""
        failures, self.context.failures = self.context.failures, []
        return [
            FormatEntry("complex", [(0, line)], out_of_band=True) for line in map(_failure_line, failures)
        ]

    def group_value(self, value: Any) -> Any:
        """What this object is grouped by."""
        assert self._group_key is not None
        try:
            found = self._group_key(value)
        except ExpressionFailed:
            return None
        return None if found is MISSING else found

    def group_lines(self, value: Any) -> List[str]:
        """The heading of the group that begins with this object."""
        group = self.group
        assert group is not None
        text = self.text(getter(group.text, self.context), self._group_format, value, False)
        label = group.label if text or self.view is not None else ""
        return [f"{' ' * group.indent}{label}: {text}"]


def _failure_line(text: str) -> str:
    return f'InvalidArgument: Failed to evaluate expression "{text}".'


_CellPlan = List[Tuple[Callable[[Any], Any], str]]


class TableGenerator(Generator):
    """Rows of cells."""

    def __init__(
        self, context: FormatContext, options: FormatOptions, view: Optional[View], first: Any
    ) -> None:
        super().__init__(context, options, view)
        self.wrap = options.wrap
        self.labels: List[str] = []
        self.widths: List[int] = []
        self.aligns: List[int] = []
        self.plan: _CellPlan = []
        if isinstance(view, TableView):
            self._take_view(view, first)
        else:
            self._take_properties(first)

    def _take_view(self, view: TableView, first: Any) -> None:
        self.wrap = self.wrap or view.wrap
        for each in view.columns:
            read_value = getter(each.expression, self.context)
            align = each.align
            if not align:
                align = default_align(PropertySpec(each.expression), first, self.context)
            self._add(each.label, each.width, align, read_value, each.format)
        if shows_computer_name(first) and "PSComputerName" not in self.labels:
            self._add("PSComputerName", 0, LEFT, getter("PSComputerName", self.context), "")

    def _take_properties(self, first: Any) -> None:
        if self.options.properties:
            specs = [each for spec in self.options.properties for each in spec.expand(first)]
        else:
            specs = [PropertySpec(name) for name in view_names(first, self.context)[:_MOST_COLUMNS]]
        for spec in specs:
            align = default_align(spec, first, self.context)
            self._add(spec.title, spec.width, align, getter(spec.expression, self.context), spec.format)

    def _add(self, label: str, width: int, align: int, read_value: Callable[[Any], Any], fmt: str) -> None:
        if label.lower() in ("count", "length"):
            read_value = _counted(read_value)
        self.labels.append(label)
        self.widths.append(width)
        self.aligns.append(align)
        self.plan.append((read_value, fmt))

    def start(self) -> FormatStart:
        view = self.view
        hide = self.options.hide_header or (isinstance(view, TableView) and view.hide_header)
        auto = self.options.auto_size or (isinstance(view, TableView) and view.auto_size)
        start = FormatStart("table", self.labels, self.widths, self.aligns, hide, auto)
        start.repeat_header = self.options.repeat_header
        return start

    def entry(self, value: Any) -> FormatEntry:
        cells = []
        for read_value, fmt in self.plan:
            if fmt:
                cells.append(self.text(read_value, fmt, value, True))
                continue
            try:
                found = read_value(value)
            except ExpressionFailed as failure:
                cells.append(self.failed(failure))
                continue
            cls = found.__class__
            if cls is str:
                cells.append(found)
            elif cls is int:
                cells.append(str(found))
            elif found is MISSING:
                cells.append("")
            elif cls is bool:
                cells.append("True" if found else "False")
            else:
                cells.append(cell_text(found, self.limit, True))
        return FormatEntry("row", cells, (), self.wrap)


def _counted(read_value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Every single object has a Count and a Length of 1, also in a table of other objects."""

    def read_or_one(value: Any) -> Any:
        found = read_value(value)
        return 1 if found is MISSING else found

    return read_or_one


class ListGenerator(Generator):
    """Labels and values."""

    def start(self) -> FormatStart:
        return FormatStart("list")

    def entry(self, value: Any) -> FormatEntry:
        if isinstance(self.view, ListView):
            return self._of_view(self.view, value)
        labels, values = [], []
        if self.options.properties:
            specs = [e for s in self.options.properties for e in s.expand(value) if e.present(value)]
            for spec in specs:
                labels.append(spec.title)
                values.append(self.text(getter(spec.expression, self.context), spec.format, value, False))
        else:
            for name in view_names(value, self.context):
                labels.append(name)
                values.append(self.text(getter(name, self.context), "", value, False))
        return FormatEntry("list", values, labels)

    def _of_view(self, view: ListView, value: Any) -> FormatEntry:
        labels, values = [], []
        for each in view.items:
            if each.when is not None and not _true(getter(each.when, self.context)(value)):
                continue
            labels.append(each.label)
            values.append(self.text(getter(each.expression, self.context), each.format, value, False))
        if shows_computer_name(value) and "PSComputerName" not in labels:
            labels.append("PSComputerName")
            values.append(self.text(getter("PSComputerName", self.context), "", value, False))
        return FormatEntry("list", values, labels)


def _true(value: Any) -> bool:
    from pssh.objects.convert import to_bool

    return to_bool(value)


class WideGenerator(Generator):
    """One text each, side by side."""

    def __init__(
        self, context: FormatContext, options: FormatOptions, view: Optional[View], first: Any
    ) -> None:
        super().__init__(context, options, view)
        self.format = ""
        expression: Any
        if isinstance(view, WideView):
            expression, self.format = view.expression, view.format
        elif options.properties:
            spec = options.properties[0].expand(first)
            expression, self.format = (spec or options.properties)[0].expression, options.properties[0].format
        else:
            expression = _wide_name(first, context)
        self.read = getter(expression, context)

    def start(self) -> FormatStart:
        return FormatStart("wide", auto_size=self.options.auto_size, columns=self.options.columns)

    def entry(self, value: Any) -> FormatEntry:
        return FormatEntry("wide", [self.text(self.read, self.format, value, False)])


def _wide_name(value: Any, context: FormatContext) -> str:
    from pssh.formatting.display_sets import display_property_of

    name = display_property_of(value, context) or display_name_of(value)
    if name is None:
        names = property_names(value)
        name = names[0] if names else ""
    return name


class CustomGenerator(Generator):
    """Indented lines, of a view's function or of the object's tree."""

    def start(self) -> FormatStart:
        return FormatStart("custom")

    def entry(self, value: Any) -> FormatEntry:
        if isinstance(self.view, CustomView):
            return FormatEntry("complex", custom_lines(self.view, value, self.context))
        from pssh.formatting.custom import object_lines

        return FormatEntry("complex", object_lines(value, self.options, self.context))


def custom_lines(view: CustomView, value: Any, context: FormatContext) -> List[Tuple[int, str]]:
    """The lines of a custom view."""
    made = view.lines(value, context)
    if isinstance(made, str):
        return [(0, line) for line in made.split("\n")]
    return [line if isinstance(line, tuple) else (0, line) for line in made]


def make_generator(
    shape: str, context: FormatContext, options: FormatOptions, view: Optional[View], first: Any
) -> Generator:
    """The generator of a shape."""
    if shape == "table":
        return TableGenerator(context, options, view, first)
    if shape == "wide":
        return WideGenerator(context, options, view, first)
    if shape == "list":
        return ListGenerator(context, options, view)
    return CustomGenerator(context, options, view)


def is_property_less(value: Any) -> bool:
    """Whether an object has nothing to show but its text."""
    if value.__class__ is PSObject and value.base is None and value.type_names is None:
        return not value.members
    return not any(
        name not in ("PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId")
        for name in property_names(value)
    )
