"""Unicode categories and blocks for `\\p{...}`, as the body of a Python character class."""

from typing import Dict, List, Tuple

_GENERAL = (
    "Lu",
    "Ll",
    "Lt",
    "Lm",
    "Lo",
    "L",
    "Mn",
    "Mc",
    "Me",
    "M",
    "Nd",
    "Nl",
    "No",
    "N",
    "Pc",
    "Pd",
    "Ps",
    "Pe",
    "Pi",
    "Pf",
    "Po",
    "P",
    "Sm",
    "Sc",
    "Sk",
    "So",
    "S",
    "Zs",
    "Zl",
    "Zp",
    "Z",
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "C",
)

_BLOCKS: Dict[str, Tuple[int, int]] = {
    "IsBasicLatin": (0x0000, 0x007F),
    "IsLatin-1Supplement": (0x0080, 0x00FF),
    "IsLatinExtended-A": (0x0100, 0x017F),
    "IsLatinExtended-B": (0x0180, 0x024F),
    "IsIPAExtensions": (0x0250, 0x02AF),
    "IsSpacingModifierLetters": (0x02B0, 0x02FF),
    "IsCombiningDiacriticalMarks": (0x0300, 0x036F),
    "IsGreek": (0x0370, 0x03FF),
    "IsGreekandCoptic": (0x0370, 0x03FF),
    "IsCyrillic": (0x0400, 0x04FF),
    "IsCyrillicSupplement": (0x0500, 0x052F),
    "IsArmenian": (0x0530, 0x058F),
    "IsHebrew": (0x0590, 0x05FF),
    "IsArabic": (0x0600, 0x06FF),
    "IsDevanagari": (0x0900, 0x097F),
    "IsThai": (0x0E00, 0x0E7F),
    "IsGeorgian": (0x10A0, 0x10FF),
    "IsHangulJamo": (0x1100, 0x11FF),
    "IsLatinExtendedAdditional": (0x1E00, 0x1EFF),
    "IsGreekExtended": (0x1F00, 0x1FFF),
    "IsGeneralPunctuation": (0x2000, 0x206F),
    "IsSuperscriptsandSubscripts": (0x2070, 0x209F),
    "IsCurrencySymbols": (0x20A0, 0x20CF),
    "IsLetterlikeSymbols": (0x2100, 0x214F),
    "IsNumberForms": (0x2150, 0x218F),
    "IsArrows": (0x2190, 0x21FF),
    "IsMathematicalOperators": (0x2200, 0x22FF),
    "IsMiscellaneousTechnical": (0x2300, 0x23FF),
    "IsBoxDrawing": (0x2500, 0x257F),
    "IsBlockElements": (0x2580, 0x259F),
    "IsGeometricShapes": (0x25A0, 0x25FF),
    "IsMiscellaneousSymbols": (0x2600, 0x26FF),
    "IsDingbats": (0x2700, 0x27BF),
    "IsBraillePatterns": (0x2800, 0x28FF),
    "IsCJKSymbolsandPunctuation": (0x3000, 0x303F),
    "IsHiragana": (0x3040, 0x309F),
    "IsKatakana": (0x30A0, 0x30FF),
    "IsBopomofo": (0x3100, 0x312F),
    "IsCJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "IsHangulSyllables": (0xAC00, 0xD7AF),
    "IsPrivateUse": (0xE000, 0xF8FF),
    "IsHighSurrogates": (0xD800, 0xDB7F),
    "IsLowSurrogates": (0xDC00, 0xDFFF),
}

_bodies: Dict[Tuple[str, bool], str] = {}


def known(name: str) -> bool:
    """Whether there is such a category or block."""
    return name in _GENERAL or name in _BLOCKS


def _ranges(name: str) -> List[Tuple[int, int]]:
    if name in _BLOCKS:
        return [_BLOCKS[name]]
    from unicodedata import category

    out: List[Tuple[int, int]] = []
    start = -1
    for code in range(0x10000):
        inside = category(chr(code)).startswith(name)
        if inside and start < 0:
            start = code
        elif not inside and start >= 0:
            out.append((start, code - 1))
            start = -1
    if start >= 0:
        out.append((start, 0xFFFF))
    return out


def class_body(name: str, negate: bool) -> str:
    """The ranges of a category as they stand inside `[...]`."""
    found = _bodies.get((name, negate))
    if found is None:
        ranges = _ranges(name)
        if negate:
            ranges = _complement(ranges)
        found = "".join(f"\\U{a:08x}" if a == b else f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)
        _bodies[name, negate] = found
    return found


def _complement(ranges: List[Tuple[int, int]]) -> List[Tuple[int, int]]:
    out, at = [], 0
    for first, last in ranges:
        if first > at:
            out.append((at, first - 1))
        at = last + 1
    if at <= 0x10FFFF:
        out.append((at, 0x10FFFF))
    return out
