"""How many screen cells a text takes, and cutting it at a number of cells.

Escape sequences take no cell, East Asian wide characters take two, combining marks none. Nearly every text is
plain ASCII, so each function asks `str.isascii` first and only then looks at single characters.
"""

from bisect import bisect_right
from typing import Any, List, Optional, Tuple

__all__ = ["cell_width", "cut", "cut_left", "split_cells", "split_words", "strip_escapes", "wrap_lines"]

ESC = "\x1b"

# First code points of alternating runs: wide from [0] up to [1], narrow from [1] up to [2] ...
_WIDE = (
    0x1100, 0x1160, 0x231A, 0x231C, 0x2329, 0x232B, 0x23E9, 0x23ED, 0x23F0, 0x23F1, 0x23F3,
    0x23F4, 0x25FD, 0x25FF, 0x2614, 0x2616, 0x2648, 0x2654, 0x267F, 0x2680, 0x2693, 0x2694,
    0x26A1, 0x26A2, 0x26AA, 0x26AC, 0x26BD, 0x26BF, 0x26C4, 0x26C6, 0x26CE, 0x26CF, 0x26D4,
    0x26D5, 0x26EA, 0x26EB, 0x26F2, 0x26F4, 0x26F5, 0x26F6, 0x26FA, 0x26FB, 0x26FD, 0x26FE,
    0x2705, 0x2706, 0x270A, 0x270C, 0x2728, 0x2729, 0x274C, 0x274D, 0x274E, 0x274F, 0x2753,
    0x2756, 0x2757, 0x2758, 0x2795, 0x2798, 0x27B0, 0x27B1, 0x27BF, 0x27C0, 0x2B1B, 0x2B1D,
    0x2B50, 0x2B51, 0x2B55, 0x2B56, 0x2E80, 0x303F, 0x3041, 0x3248, 0x3250, 0x4DC0, 0x4E00,
    0xA4D0, 0xA960, 0xA980, 0xAC00, 0xD7A4, 0xF900, 0xFB00, 0xFE10, 0xFE1A, 0xFE30, 0xFE70,
    0xFF01, 0xFF61, 0xFFE0, 0xFFE7, 0x16FE0, 0x18D09, 0x1AFF0, 0x1B300, 0x1F004, 0x1F005, 0x1F0CF,
    0x1F0D0, 0x1F18E, 0x1F18F, 0x1F191, 0x1F19B, 0x1F200, 0x1F321, 0x1F32D, 0x1F336, 0x1F337, 0x1F37D,
    0x1F37E, 0x1F394, 0x1F3A0, 0x1F3CB, 0x1F3CF, 0x1F3D4, 0x1F3E0, 0x1F3F1, 0x1F3F4, 0x1F3F5, 0x1F3F8,
    0x1F43F, 0x1F440, 0x1F441, 0x1F442, 0x1F4FD, 0x1F4FF, 0x1F53E, 0x1F54B, 0x1F54F, 0x1F550, 0x1F568,
    0x1F57A, 0x1F57B, 0x1F595, 0x1F597, 0x1F5A4, 0x1F5A5, 0x1F5FB, 0x1F650, 0x1F680, 0x1F6C6, 0x1F6CC,
    0x1F6CD, 0x1F6D0, 0x1F6D3, 0x1F6D5, 0x1F6D8, 0x1F6DC, 0x1F6E0, 0x1F6EB, 0x1F6ED, 0x1F6F4, 0x1F6FD,
    0x1F7E0, 0x1F7EC, 0x1F7F0, 0x1F7F1, 0x1F90C, 0x1F93B, 0x1F93C, 0x1F946, 0x1F947, 0x1FA00, 0x1FA70,
    0x1FB00, 0x20000, 0x3FFFE,
)  # fmt: skip
_COMBINING = (0x0300, 0x0370, 0x200B, 0x2010, 0x202A, 0x202F, 0x2060, 0x2065, 0xFE00, 0xFE10, 0xFE20, 0xFE30)

_escape_pattern: List[Any] = []


def _escapes() -> Any:
    if not _escape_pattern:
        import re

        _escape_pattern.append(re.compile("\x1b\\[[0-9;?]*[A-Za-z]|\x1b\\]8;[^\x07\x1b]*(?:\x07|\x1b\\\\)"))
    return _escape_pattern[0]


def strip_escapes(text: str) -> str:
    """`text` without its terminal escape sequences."""
    return str(_escapes().sub("", text)) if ESC in text else text


def _char_width(char: str) -> int:
    code = ord(char)
    if code < 0x300:
        return 1
    if bisect_right(_COMBINING, code) & 1:
        return 0
    return 2 if bisect_right(_WIDE, code) & 1 else 1


def cell_width(text: str) -> int:
    """The number of screen cells of `text`."""
    if ESC in text:
        text = strip_escapes(text)
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


def _head(text: str, cells: int) -> int:
    """How many characters from the start fit in `cells` (escape sequences fit always)."""
    if text.isascii() and ESC not in text:
        return min(len(text), cells)
    spans: List[Tuple[int, int]] = [m.span() for m in _escapes().finditer(text)] if ESC in text else []
    at = used = 0
    while at < len(text):
        if spans and spans[0][0] == at:
            at = spans.pop(0)[1]
            continue
        used += _char_width(text[at])
        if used > cells:
            break
        at += 1
    return at


def _closed(text: str) -> str:
    """A piece of a coloured text must not leave its colour on."""
    return text + ESC + "[0m" if ESC in text and not text.endswith(ESC + "[0m") else text


def cut(text: str, cells: int) -> str:
    """The first `cells` cells of `text`."""
    return _closed(text[: _head(text, cells)])


def cut_left(text: str, cells: int) -> str:
    """The last `cells` cells of `text`."""
    if text.isascii() and ESC not in text:
        return text[len(text) - cells :] if cells < len(text) else text
    text = strip_escapes(text)
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += _char_width(text[index])
        if used > cells:
            return text[index + 1 :]
    return text


def split_cells(text: str, cells: int) -> List[str]:
    """`text`, one line, in pieces of at most `cells` cells each, cut wherever the width says."""
    pieces = []
    while cell_width(text) > cells:
        count = _head(text, cells)
        if count <= 0:
            pieces.append("?")  # a wide character in a column of one cell
            count = 1
        else:
            pieces.append(_closed(text[:count]))
        text = text[count:]
    pieces.append(text)
    return pieces


def split_words(text: str, cells: int) -> List[str]:
    """`text`, one line, broken behind spaces; a word longer than a line is cut where the line ends."""
    import re

    pieces: List[str] = []
    line, left = "", cells
    for word in re.findall("[^ \t]*[ \t]|[^ \t]+", text):
        width = cell_width(word)
        if width > cells:
            *full, line = [line + word[: _head(word, left)], *split_cells(word[_head(word, left) :], cells)]
            pieces += full
        elif width > left:
            pieces.append(line)
            line = word
        else:
            line += word
        left = cells - cell_width(line)
    return [*pieces, line]


def _breaks_words() -> bool:
    """Whether lines may end within a word: everywhere but in the languages PowerShell knows the words of."""
    from pssh.objects.culture import current_culture

    return current_culture().name.partition("-")[0] not in ("en", "fr", "de", "it", "pt", "es")


def split_lines(text: str) -> List[str]:
    """The lines of a value."""
    if "\n" not in text and "\r" not in text:
        return [text]
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def wrap_lines(text: str, cells: Optional[int]) -> List[str]:
    """The lines of a value, each broken at `cells` (None: as long as it is) as the culture breaks lines."""
    lines = split_lines(text)
    if cells is None:
        return lines
    result: List[str] = []
    for line in lines:
        if len(line) * 2 <= cells or cell_width(line) <= cells:
            result.append(line)
        else:
            split = split_cells if _breaks_words() else split_words
            result.extend(split(line, max(cells, 1)))
    return result
