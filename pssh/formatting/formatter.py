"""The streaming formatter: objects and format records in, lines out."""

from typing import Any, Callable, Iterable, Iterator, List, Optional

from pssh.formatting.context import FormatContext
from pssh.formatting.generators import (
    FormatOptions,
    Generator,
    custom_lines,
    is_property_less,
    make_generator,
)
from pssh.formatting.records import FormatEnd, FormatEntry, FormatRecord, GroupEnd, GroupStart
from pssh.formatting.selection import applies, find_view, is_scalar, out_of_band_view
from pssh.formatting.values import scalar_text
from pssh.formatting.view import CustomView, ListView, View
from pssh.formatting.writer import RecordWriter
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSObject, unwrap

__all__ = ["FormatEngine", "Formatter", "format_objects"]

_TRAVELLED = "Deserialized.Microsoft.PowerShell.Commands.Internal.Format."
Emit = Callable[[Any], None]


class FormatEngine:
    """Objects to format records, as one Format-* command or one default output sees them."""

    def __init__(self, context: FormatContext, options: FormatOptions, emit: Emit) -> None:
        self.context = context
        self.options = options
        self.emit = emit
        self.generator: Optional[Generator] = None
        self._last_class: Any = None
        self._group: Any = None
        self._in_group = False

    def process(self, value: Any) -> None:
        """One object."""
        if value.__class__ is PSObject and self._in_group and value.base is None and value.type_names is None:
            generator = self.generator
            if generator is not None and generator.view is None and generator.group is None and value.members:
                self._entry(generator, value)
                return
        if value is None or value is NOTHING:
            return
        if not self.options.force and is_scalar(value):
            self.emit(FormatEntry("text", [scalar_text(value)], out_of_band=True))
            return
        elements = self._expanded(value)
        if elements is not None:
            for each in elements:
                self._object(each)
            if self.options.expand != "both":
                return
        self._object(value)

    def _expanded(self, value: Any) -> Any:
        """The elements of a collection, which are shown in its place."""
        if self.options.expand == "coreonly":
            return None
        base = unwrap(value)
        if base.__class__ is PSObject:
            return None
        from pssh.formatting.values import elements

        return elements(base)

    def _object(self, value: Any) -> None:
        if value is None or value is NOTHING:
            return
        if not self.options.force and is_scalar(value):
            self.emit(FormatEntry("text", [scalar_text(value)], out_of_band=True))
            return
        custom = value.__class__ is PSObject and value.base is None and value.type_names is None
        if not custom and not self.options.force:
            view = out_of_band_view(value, self.context.rs)
            if view is not None:
                self.emit(_out_of_band(view, value, self.context))
                return
        generator = self.generator
        if generator is None:
            if is_property_less(value) and not self.options.properties and not self._has_view(value):
                self._property_less(value)
                return
            self._begin(value)
        elif generator.view is not None and not self._applies(generator.view, value):
            self._foreign(value)
            return
        elif not custom and generator.view is None and self._foreign_text(value):
            return
        self._row(value)

    def _has_view(self, value: Any) -> bool:
        return find_view(value, self.context.rs, self.options.shape, self.options.view_name) is not None

    def _foreign_text(self, value: Any) -> bool:
        """An object without properties in a table of properties is its text."""
        if not self.options.properties and is_property_less(value):
            self._property_less(value)
            return True
        return False

    def _property_less(self, value: Any) -> None:
        self.emit(FormatEntry("text", [scalar_text(value)], out_of_band=True))

    def _applies(self, view: View, value: Any) -> bool:
        cls = value.__class__
        if cls is self._last_class and cls is not PSObject:
            return True
        if applies(view, value):
            self._last_class = cls
            return True
        return False

    def _foreign(self, value: Any) -> None:
        """An object the running view is not for: a list of its own."""
        if is_property_less(value):
            self._property_less(value)
            return
        lister = make_generator("list", self.context, FormatOptions("list"), None, value)
        entry = lister.entry(value)
        entry.out_of_band = True
        self.emit(entry)

    # --- the running shape ----------------------------------------------------------------------------

    def _begin(self, value: Any) -> None:
        options = self.options
        shape = options.shape
        view: Optional[View] = None
        if not options.properties:
            view = find_view(value, self.context.rs, shape, options.view_name)
            if view is None and options.view_name:
                raise _no_view(options, value)
        if view is not None:
            shape = view.shape
        elif not shape:
            shape = self._default_shape(value)
        self.generator = make_generator(shape, self.context, options, view, value)
        self._last_class = value.__class__
        self.emit(self.generator.start())
        self._in_group = False

    def _default_shape(self, value: Any) -> str:
        from pssh.formatting.access import display_set, property_names

        names = display_set(value, self.context) or property_names(value)
        return "table" if len(names) <= 4 else "list"

    def _row(self, value: Any) -> None:
        generator = self.generator
        assert generator is not None
        if generator.group is not None:
            self._regroup(generator, value)
        elif not self._in_group:
            self._in_group = True
            self.emit(GroupStart())
        self._entry(generator, value)

    def _entry(self, generator: Generator, value: Any) -> None:
        self.emit(generator.entry(value))
        if self.context.failures:
            for entry in generator.failure_entries():
                self.emit(entry)

    def _regroup(self, generator: Generator, value: Any) -> None:
        key = generator.group_value(value)
        if self._in_group:
            from pssh.objects.compare import equals

            if equals(self._group, key) or (self._group is None and key is None):
                return
            self.emit(GroupEnd())
        self._in_group = True
        self._group = key
        self.emit(GroupStart(generator.group_lines(value)))

    def end(self) -> None:
        """The last object was given."""
        if self.generator is not None:
            if self._in_group:
                self.emit(GroupEnd())
            self.emit(FormatEnd())
            self.generator = None
            self._in_group = False


def _no_view(options: FormatOptions, value: Any) -> Exception:
    from pssh.formatting.selection import names_of
    from pssh.objects.errors import ps_error

    return ps_error(
        "FormatViewNotFound",
        f"The view name {options.view_name} for {options.shape or 'default'} cannot be found for the object "
        f"{names_of(value)[0]}. Specify one of the views of that type.",
        "ObjectNotFound",
        options.view_name,
        "System.Management.Automation.PipelineStoppedException",
    )


def _out_of_band(view: View, value: Any, context: FormatContext) -> FormatEntry:
    if isinstance(view, CustomView):
        return FormatEntry("complex", custom_lines(view, value, context), out_of_band=True)
    lister = make_generator(
        "list", context, FormatOptions("list"), view if isinstance(view, ListView) else None, value
    )
    entry = lister.entry(value)
    entry.out_of_band = True
    return entry


class Formatter:
    """Objects and format records to lines. `process` each, then `end`.

    `list_width` None leaves lists unbroken (Out-String without -Width); -1 is the same width as tables.
    """

    __slots__ = ("_engine", "_writer", "context", "process")

    def __init__(
        self,
        write_line: Callable[[str], None],
        width: int,
        runspace: Any = None,
        list_width: Optional[int] = -1,
        host_colors: bool = False,
    ) -> None:
        self.context = FormatContext(runspace, host_colors)
        self._writer = RecordWriter(write_line, width, self.context, list_width)
        self._engine = FormatEngine(self.context, FormatOptions(), self._writer.process)
        self.process: Callable[[Any], None] = self._process

    def _process(self, value: Any) -> None:
        cls = value.__class__
        if cls is str:
            self._writer.write_text(value)
        elif cls is int:
            self._writer.write_text(str(value))
        elif isinstance(value, FormatRecord):
            if not (value.__class__ is FormatEntry and value.out_of_band):
                self._engine.end()
            self._writer.process(value)
        elif cls is PSObject and value.type_names and value.type_names[0].startswith(_TRAVELLED):
            self._travelled(value)
        else:
            self._engine.process(value)

    def _travelled(self, value: PSObject) -> None:
        """A record of a Format-* that ran elsewhere."""
        from pssh.formatting.nettypes import restored

        record = restored(value)
        if record is None:
            self._engine.process(value)
        else:
            self._process(record)

    def set_page(self, height: int) -> None:
        """The output is read page by page: tables that want it repeat their head."""
        self._writer.page_height = height

    def flush(self) -> None:
        """Write held rows now: somebody else is about to write to the same place."""
        self._writer.flush()

    def end(self) -> None:
        """The output ends: close the running shape."""
        self._engine.end()
        self._writer.flush()


def format_objects(
    objects: Iterable[Any],
    width: int,
    runspace: Any = None,
    list_width: Optional[int] = -1,
) -> Iterator[str]:
    """The lines of an output, as soon as they are known."""
    lines: List[str] = []
    formatter = Formatter(lines.append, width, runspace, list_width)
    for value in objects:
        formatter.process(value)
        if lines:
            yield from lines
            lines.clear()
    formatter.end()
    yield from lines
