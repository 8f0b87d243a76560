"""Custom numeric format strings: `#,##0.00`, `000`, `0.##%`, `0.0E+00`, sections for negative and zero."""

from typing import Any, Callable, List, Tuple

from pssh.objects.culture import Culture, NumberFormatInfo
from pssh.objects.number_format import Digits, digits_of, round_digits, special_text


class Section:
    """One section of a custom format, scanned once."""

    __slots__ = (
        "decimal_at",
        "digits",
        "first_zero",
        "last_zero",
        "scale",
        "scientific",
        "thousands",
        "tokens",
    )

    def __init__(self, text: str) -> None:
        self.tokens: List[
            Tuple[str, str]
        ] = []  # (kind, text): digit, point, literal, percent, mille, exponent
        self.digits = 0
        self.decimal_at = -1
        self.first_zero = 1 << 30
        self.last_zero = 0
        self.scale = 0
        self.thousands = False
        self.scientific = False
        self._scan(text)

    def _scan(self, text: str) -> None:
        at, commas, comma_at = 0, 0, -1
        while at < len(text):
            c = text[at]
            at += 1
            if c in "0#":
                if c == "0":
                    self.first_zero = min(self.first_zero, self.digits)
                    self.last_zero = self.digits + 1
                self.digits += 1
                self.tokens.append(("digit", c))
            elif c == ".":
                if self.decimal_at < 0:
                    self.decimal_at = self.digits
                    self.tokens.append(("point", c))
            elif c == ",":
                if self.digits > 0 and self.decimal_at < 0:
                    if comma_at >= 0:
                        if comma_at == self.digits:
                            commas += 1
                            continue
                        self.thousands = True
                    comma_at, commas = self.digits, 1
            elif c in "%\u2030":
                self.scale += 2 if c == "%" else 3
                self.tokens.append(("percent" if c == "%" else "mille", c))
            elif c in "'\"":
                end = text.find(c, at)
                end = len(text) if end < 0 else end
                self.tokens.append(("literal", text[at:end]))
                at = end + 1
            elif c == "\\":
                self.tokens.append(("literal", text[at : at + 1]))
                at += 1
            elif c in "eE":
                at = self._exponent(c, text, at)
            else:
                self.tokens.append(("literal", c))
        if self.decimal_at < 0:
            self.decimal_at = self.digits
        if comma_at >= 0:
            if comma_at == self.decimal_at:
                self.scale -= 3 * commas
            else:
                self.thousands = True

    def _exponent(self, letter: str, text: str, at: int) -> int:
        start = at
        sign = text[at : at + 1] if text[at : at + 1] in ("+", "-") else ""
        at += len(sign)
        zeros = 0
        while text[at : at + 1] == "0":
            zeros += 1
            at += 1
        if not zeros:
            self.tokens.append(("literal", letter))
            return start
        self.scientific = True
        self.tokens.append(("exponent", letter + sign + "0" * zeros))
        return at


def _split(fmt: str) -> List[str]:
    """The sections between semicolons that are not quoted."""
    parts, start, at = [], 0, 0
    while at < len(fmt):
        c = fmt[at]
        if c == "\\":
            at += 1
        elif c in "'\"":
            end = fmt.find(c, at + 1)
            at = len(fmt) if end < 0 else end
        elif c == ";":
            parts.append(fmt[start:at])
            start = at + 1
        at += 1
    parts.append(fmt[start:])
    return parts


def custom_formatter(fmt: str) -> Callable[[Any, Culture], str]:
    """The function for one custom format."""
    texts = _split(fmt)
    sections = [Section(t) for t in texts]
    filled = [bool(t) for t in texts]

    def pick(negative: bool, zero: bool) -> int:
        if zero:
            return 2 if len(sections) > 2 and filled[2] else 0
        return 1 if negative and len(sections) > 1 and filled[1] else 0

    def custom(value: Any, culture: Culture) -> str:
        nfi = culture.number_format
        special = special_text(value, nfi)
        if special is not None:
            return special
        number = digits_of(value, 15 if type(value) is float else 7 if isinstance(value, float) else None)
        chosen = pick(number[0], not number[1])
        while True:
            section = sections[chosen]
            negative, digits, scale = number
            if digits:
                scale += section.scale
                at = section.digits if section.scientific else scale + section.digits - section.decimal_at
                rounded = round_digits((negative, digits, scale), at)
                if not rounded[1] and chosen != 2 and pick(False, True) == 2:
                    number, chosen = rounded, 2
                    continue
                number = rounded
            else:
                number = (negative, "", 0)
            shown = _render(section, number, nfi)
            minus = number[0] and chosen == 0 and (len(sections) < 2 or bool(number[1]) or not filled[1])
            return nfi.negative_sign + shown if minus and number[1] else shown

    return custom


def _thousand_marks(section: Section, before: int, nfi: NumberFormatInfo) -> List[int]:
    """The counts of whole digits still to come at which a group separator stands."""
    marks: List[int] = []
    sizes = nfi.number_group_sizes
    index, total = 0, sizes[0] if sizes else 0
    while total and total < before:
        marks.append(total)
        if index < len(sizes) - 1:
            index += 1
        if sizes[index] == 0:
            break
        total += sizes[index]
    return marks


def _render(section: Section, number: Digits, nfi: NumberFormatInfo) -> str:
    _, digits, scale = number
    first = section.decimal_at - section.first_zero if section.first_zero < section.decimal_at else 0
    last = section.decimal_at - section.last_zero if section.last_zero > section.decimal_at else 0
    if section.scientific:
        position, extra = section.decimal_at, 0
    else:
        position = max(scale, section.decimal_at)
        extra = scale - section.decimal_at
    marks: List[int] = []
    if section.thousands and nfi.number_group_separator:
        marks = _thousand_marks(
            section, max(position if scale > section.decimal_at else section.decimal_at, first), nfi
        )
    out: List[str] = []
    source = iter(digits)
    pointed = False

    def digit(text: str) -> None:
        out.append(text)
        if position > 1 and (position - 1) in marks:
            out.append(nfi.number_group_separator)

    def next_digit() -> str:
        return next(source, "")

    for kind, text in section.tokens:
        if kind == "digit":
            while extra > 0:
                digit(next_digit() or "0")
                position -= 1
                extra -= 1
            shown = ""
            if extra < 0:
                extra += 1
                shown = "0" if position <= first else ""
            else:
                shown = next_digit() or ("0" if position > last else "")
            if shown:
                digit(shown)
            position -= 1
        elif kind == "point":
            if (
                position == 0
                and not pointed
                and (last < 0 or (section.decimal_at < section.digits and _more(digits, scale, section)))
            ):
                out.append(nfi.number_decimal_separator)
                pointed = True
        elif kind == "percent":
            out.append(nfi.percent_symbol)
        elif kind == "mille":
            out.append(nfi.per_mille_symbol)
        elif kind == "exponent":
            out.append(_power(text, scale - section.decimal_at if digits else 0, nfi))
        else:
            out.append(text)
    return "".join(out)


def _more(digits: str, scale: int, section: Section) -> bool:
    """Whether digits are left for the places after the point."""
    if section.scientific:
        return len(digits) > section.decimal_at
    return len(digits) > scale


def _power(text: str, exponent: int, nfi: NumberFormatInfo) -> str:
    letter, rest = text[0], text[1:]
    sign = ""
    if exponent < 0:
        sign = nfi.negative_sign
    elif rest[:1] == "+":
        sign = nfi.positive_sign
    return letter + sign + str(abs(exponent)).rjust(rest.count("0"), "0")
