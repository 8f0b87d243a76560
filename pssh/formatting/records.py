"""What Format-* emits and the screen consumes: start, groups, entries, end. Not yet laid out."""

from typing import Any, List, Optional, Sequence

__all__ = ["FormatEnd", "FormatEntry", "FormatRecord", "FormatStart", "GroupEnd", "GroupStart"]

_NAMESPACE = "Microsoft.PowerShell.Commands.Internal.Format."


class FormatRecord:
    """One instruction of a formatted output."""

    __slots__ = ()
    net_type_name = _NAMESPACE + "FormatInfoData"


class FormatStart(FormatRecord):
    """A shape begins. `widths` holds 0 where the view names none."""

    __slots__ = (
        "aligns",
        "auto_size",
        "columns",
        "hide_header",
        "labels",
        "repeat_header",
        "shape",
        "widths",
    )
    net_type_name = _NAMESPACE + "FormatStartData"

    def __init__(
        self,
        shape: str,
        labels: Sequence[str] = (),
        widths: Sequence[int] = (),
        aligns: Sequence[int] = (),
        hide_header: bool = False,
        auto_size: bool = False,
        columns: int = 0,
    ) -> None:
        self.shape = shape
        self.labels = list(labels)
        self.widths = list(widths)
        self.aligns = list(aligns)
        self.hide_header = hide_header
        self.auto_size = auto_size
        self.columns = columns
        self.repeat_header = False  # on a screen that is read page by page


class GroupStart(FormatRecord):
    """A group begins; `lines` is its heading (None without grouping)."""

    __slots__ = ("lines",)
    net_type_name = _NAMESPACE + "GroupStartData"

    def __init__(self, lines: Optional[List[str]] = None) -> None:
        self.lines = lines


class FormatEntry(FormatRecord):
    """One object. `kind` row: `values` are the cells; list: labels and values; text: raw lines; complex:
    indented lines as (indent, text). Out of band entries print without the running shape."""

    __slots__ = ("kind", "labels", "out_of_band", "values", "wrap")
    net_type_name = _NAMESPACE + "FormatEntryData"

    def __init__(
        self,
        kind: str,
        values: Sequence[Any],
        labels: Sequence[str] = (),
        wrap: bool = False,
        out_of_band: bool = False,
    ) -> None:
        self.kind = kind
        self.values = values
        self.labels = labels
        self.wrap = wrap
        self.out_of_band = out_of_band


class GroupEnd(FormatRecord):
    """A group ends."""

    __slots__ = ()
    net_type_name = _NAMESPACE + "GroupEndData"


class FormatEnd(FormatRecord):
    """A shape ends."""

    __slots__ = ()
    net_type_name = _NAMESPACE + "FormatEndData"
