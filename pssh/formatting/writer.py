"""Format records to lines: blank lines, waiting for column widths, groups."""

import time
from typing import Any, Callable, List, Optional

from pssh.formatting.cells import ESC, cell_width, strip_escapes, wrap_lines
from pssh.formatting.context import FormatContext
from pssh.formatting.listing import list_lines
from pssh.formatting.records import FormatEnd, FormatEntry, FormatStart, GroupEnd, GroupStart
from pssh.formatting.table import LEFT, TableLayout, items_per_row

__all__ = ["RecordWriter"]

_WAIT = 0.3  # seconds rows are held so that columns can be as wide as what came


class RecordWriter:
    """Writes lines of one output. `list_width` None: lists are not broken."""

    def __init__(
        self,
        write_line: Callable[[str], None],
        width: int,
        context: Optional[FormatContext] = None,
        list_width: Optional[int] = -1,
    ) -> None:
        self.context = context or FormatContext()
        self.width = width
        self.list_width = width if list_width == -1 else list_width
        self._raw_write = write_line
        self.start: Optional[FormatStart] = None
        self.layout: Optional[TableLayout] = None
        self._held: Optional[List[FormatEntry]] = None
        self._deadline: Optional[float] = None
        self._group: Optional[GroupStart] = None
        self._groups = 0
        self._row: List[str] = []
        self._per_row = 2
        self.page_height = 0  # lines of a page where the output is read page by page
        self._rows = 0
        self._colors = self.context.rendering == "ansi"

    # --- lines ----------------------------------------------------------------------------------------

    def write(self, line: str) -> None:
        """One line, without escape sequences where colours are off."""
        if ESC in line and self.context.rendering == "plain":
            line = strip_escapes(line)
        self._raw_write(line)

    def write_text(self, text: str) -> None:
        """A text of a value that prints as it is."""
        if self._held is not None:
            self._hold(FormatEntry("text", [text], out_of_band=True))
        else:
            self.write(text)

    # --- records --------------------------------------------------------------------------------------

    def process(self, record: Any) -> None:
        """One format record."""
        cls = record.__class__
        if cls is FormatEntry:
            if self._held is not None:
                self._hold(record)
            else:
                self._entry(record)
        elif cls is FormatStart:
            self.start = record
            self._groups = 0
            self.write("")
        elif cls is GroupStart:
            self._begin_group(record)
        elif cls is GroupEnd:
            self._end_group()
        elif cls is FormatEnd:
            self._finish()

    def _finish(self) -> None:
        start, self.start = self.start, None
        if start is not None and start.shape != "list":
            self.write("")

    def _begin_group(self, group: GroupStart) -> None:
        start = self.start
        if start is None:
            return
        self._group = group
        waits = (start.shape == "table" and bool(start.widths) and start.widths[0] == 0) or start.auto_size
        if waits and start.shape in ("table", "wide"):
            self._held = []
            self._deadline = None
            if not start.auto_size:
                self._deadline = time.monotonic() + _WAIT
        else:
            self._open_group(None)

    def _hold(self, entry: FormatEntry) -> None:
        held = self._held
        assert held is not None
        held.append(entry)
        if self._deadline is not None and time.monotonic() > self._deadline:
            self._release()

    def _release(self) -> None:
        held, self._held = self._held, None
        self._open_group(held)
        for entry in held or ():
            self._entry(entry)

    def _open_group(self, held: Optional[List[FormatEntry]]) -> None:
        start, group = self.start, self._group
        assert start is not None
        if group is not None and group.lines is not None:
            if self._groups:
                self.write("")
            for line in group.lines:
                self.write(line)
            self.write("")
        self._groups += 1
        if start.shape == "table":
            self._open_table(start, held)
        elif start.shape == "wide":
            self._open_wide(start, held)

    def _open_table(self, start: FormatStart, held: Optional[List[FormatEntry]]) -> None:
        if not start.labels:
            self.layout = None
            return
        self._rows = 0
        widths = start.widths if held is None else _measured(start.labels, held)
        style = self.context.formatting_style("table_header", "\x1b[32;1m") if self._colors else ""
        self.layout = TableLayout(widths, start.aligns, self.width, style)
        if self.layout.disabled:
            self.layout = None
        elif not start.hide_header:
            for line in self.layout.header(start.labels):
                self.write(line)

    def _open_wide(self, start: FormatStart, held: Optional[List[FormatEntry]]) -> None:
        if held is not None:
            longest = max((cell_width(e.values[0]) for e in held if e.kind == "wide"), default=0)
            self._per_row = items_per_row(longest, self.width)
        else:
            self._per_row = start.columns or 2
        self.layout = TableLayout([0] * self._per_row, [LEFT] * self._per_row, self.width)
        self._row = []

    def _end_group(self) -> None:
        if self._held is not None:
            self._release()
        if self._row:
            self._flush_wide()
        self.layout = None
        self._group = None

    # --- entries --------------------------------------------------------------------------------------

    def _entry(self, entry: FormatEntry) -> None:
        kind = entry.kind
        if kind == "row":
            layout = self.layout
            if layout is None:
                return
            if self.page_height:
                self._repeat_header(layout)
            if entry.wrap:
                for line in layout.wrapped_row(entry.values):
                    self.write(line)
            else:
                self.write(layout.row(entry.values))
        elif kind == "list":
            self._list(entry)
        elif kind == "text":
            for text in entry.values:
                self.write(text)
        elif kind == "wide":
            self._row.append(entry.values[0])
            if len(self._row) >= self._per_row:
                self._flush_wide()
        else:
            self._complex(entry)

    def _repeat_header(self, layout: TableLayout) -> None:
        start = self.start
        if start is None or not start.repeat_header or start.hide_header:
            return
        if self._rows and self._rows % max(self.page_height - 3, 1) == 0:
            for line in layout.header(start.labels):
                self.write(line)
        self._rows += 1

    def _list(self, entry: FormatEntry) -> None:
        if entry.out_of_band:
            self.write("")
        accent = reset = ""
        if self._colors:
            accent, reset = self.context.formatting_style("format_accent", "\x1b[32;1m"), "\x1b[0m"
        for line in list_lines(entry.labels, entry.values, self.list_width, accent, reset):
            self.write(line)
        self.write("")

    def _flush_wide(self) -> None:
        row, self._row = self._row, []
        if self.layout is not None:
            self.write(self.layout.row(row + [""] * (self._per_row - len(row))))

    def _complex(self, entry: FormatEntry) -> None:
        for indent, text in entry.values:
            lead = " " * indent
            room = None if self.list_width is None or entry.out_of_band else max(self.list_width - indent, 1)
            for line in wrap_lines(text, room):
                self.write(lead + line)

    def flush(self) -> None:
        """Write what is held (the output ends without an end record)."""
        if self._held is not None:
            self._release()
        if self._row:
            self._flush_wide()


def _measured(labels: List[str], held: List[FormatEntry]) -> List[int]:
    """The widths columns need for their heads and the held rows."""
    widths = [cell_width(label) for label in labels]
    count = len(widths)
    for entry in held:
        if entry.kind != "row":
            continue
        values = entry.values
        for k in range(count):
            text = values[k]
            if len(text) > widths[k] or not text.isascii():
                length = cell_width(text)
                if length > widths[k]:
                    widths[k] = length
    return widths
