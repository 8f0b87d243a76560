"""Laying out tables and wide lists: widths of columns, rows cut or wrapped into them."""

from typing import List, Optional, Sequence

from pssh.formatting.cells import ESC, cell_width, cut, cut_left, wrap_lines

__all__ = ["CENTER", "ELLIPSIS", "LEFT", "RIGHT", "TableLayout", "column_widths", "fit_cell", "items_per_row"]

LEFT, CENTER, RIGHT = 1, 2, 3
ELLIPSIS = "\u2026"
RESET = ESC + "[0m"
_LEAST_SCREEN = 5


def _total(widths: Sequence[int]) -> int:
    visible = [w for w in widths if w > 0]
    return sum(visible) + max(len(visible) - 1, 0)


def column_widths(wanted: Sequence[int], width: int) -> List[int]:
    """The widths columns get in `width` cells: 0 asks for a share of the rest; -1 is a dropped column."""
    widths = list(wanted)
    free = [k for k, w in enumerate(widths) if w <= 0]
    for k in free:
        widths[k] = 1
    rest = width - _total(widths)
    if rest > 0 and free:
        each, more = divmod(rest, len(free))
        for place, k in enumerate(free):
            widths[k] += each + (place < more)
        return widths
    while _total(widths) > width:
        last = max((k for k, w in enumerate(widths) if w > 0), default=-1)
        if last < 0:
            break
        left = widths[last] - (_total(widths) - width)
        widths[last] = left if left >= 1 else -1
    return widths


def fit_cell(text: str, width: int, align: int, pad: bool) -> str:
    """`text` cut or padded to one line of `width` cells (`pad`: also behind a left-aligned text)."""
    if "\n" in text or "\r" in text:
        at = min(i for i in (text.find("\n"), text.find("\r")) if i >= 0)
        text = text[:at] + ELLIPSIS
    length = len(text) if text.isascii() and ESC not in text else cell_width(text)
    if length < width:
        gap = width - length
        if align == RIGHT:
            return " " * gap + text
        if align == CENTER:
            return " " * (gap // 2) + text + (" " * (gap - gap // 2) if pad else "")
        return text + " " * gap if pad else text
    if length == width:
        return text
    if align == RIGHT:
        text = ELLIPSIS + cut_left(text, width - 1) if width > 1 else cut_left(text, width)
    elif width > 1:
        text = _with_ellipsis(cut(text, width - 1))
    else:
        text = cut(text, width)
    if cell_width(text) < width:  # a wide character was cut in two
        if align == RIGHT:
            return " " + text
        return text + " " if pad else text
    return text


def _with_ellipsis(text: str) -> str:
    return text[: -len(RESET)] + ELLIPSIS + RESET if text.endswith(RESET) else text + ELLIPSIS


def items_per_row(longest: int, width: int) -> int:
    """How many items of `longest` cells fit side by side."""
    if longest <= 0 or longest >= width:
        return 1
    count = 1
    while longest * (count + 1) + count < width:
        count += 1
    return count


class TableLayout:
    """The columns of one table as they are on the screen."""

    __slots__ = ("aligns", "disabled", "header_style", "indent", "plan", "widths")

    def __init__(
        self,
        wanted: Sequence[int],
        aligns: Sequence[int],
        width: int,
        header_style: str = "",
        indent: int = 0,
    ) -> None:
        self.widths = column_widths(wanted, width - indent)
        self.aligns = list(aligns)
        self.header_style = header_style
        self.indent = indent
        self.disabled = width < _LEAST_SCREEN or not any(w > 0 for w in self.widths)
        self.plan = [(k, w, self.aligns[k]) for k, w in enumerate(self.widths) if w > 0]

    def row(self, values: Sequence[str], aligns: Optional[Sequence[int]] = None) -> str:
        """One line; the very last column is not padded behind."""
        last = len(self.widths) - 1
        pieces = []
        for k, width, align in self.plan:
            text = values[k]
            if len(text) <= width and aligns is None and text.isascii() and text.isprintable():
                if align == RIGHT:
                    pieces.append(text.rjust(width))
                elif align == CENTER:
                    pieces.append(fit_cell(text, width, align, k != last))
                else:
                    pieces.append(text.ljust(width) if k != last else text)
                continue
            cell = fit_cell(text, width, aligns[k] or align if aligns else align, k != last)
            if ESC in text and not cell.endswith(RESET):
                cell += RESET
            pieces.append(cell)
        lead = " " * self.indent if self.plan and self.plan[0][0] == 0 else " " * (self.indent + 1)
        return lead + " ".join(pieces)

    def wrapped_row(
        self, values: Sequence[str], aligns: Optional[Sequence[int]] = None, style: str = ""
    ) -> List[str]:
        """As many lines as the longest cell needs."""
        columns: List[List[str]] = []
        last = len(self.plan) - 1
        for place, (k, width, align) in enumerate(self.plan):
            align = aligns[k] or align if aligns else align
            lines = wrap_lines(values[k], width)
            cells = [fit_cell(line, width, align, place != last) for line in lines]
            if place == last and len(cells) > 1:
                cells = [cell.rstrip() for cell in cells]
            lead = " " if place else " " * self.indent
            columns.append([f"{style}{lead}{cell}{RESET}" if style else lead + cell for cell in cells])
        height = max(len(lines) for lines in columns)
        for place, (lines, (_, width, _)) in enumerate(zip(columns, self.plan)):
            blank = "" if place == last else " " * (width + (1 if place else self.indent))
            lines.extend([blank] * (height - len(lines)))
        return ["".join(parts) for parts in zip(*columns)]

    def header(self, labels: Sequence[str]) -> List[str]:
        """The head, wrapped, and the row of dashes under it."""
        lines = self.wrapped_row(labels, style=self.header_style)
        dashes = [""] * len(self.widths)
        for k, width, _ in self.plan:
            dashes[k] = "-" * (min(width, cell_width(labels[k])) if labels[k] else width)
        if not self.header_style:
            return [*lines, self.row(dashes)]
        last = len(self.widths) - 1
        styled = (
            f"{self.header_style}{fit_cell(dashes[k], width, align, k != last)}{RESET}"
            for k, width, align in self.plan
        )
        return [*lines, " " * self.indent + " ".join(styled)]
