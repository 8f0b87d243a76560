"""Composite formatting: the -f operator, [string]::Format, and .ToString(format) of any value.

A class whose values take a format string has a method `net_format(fmt, culture) -> str`.
"""

from typing import Any, Dict, List, Optional, Sequence, Tuple

from pssh.objects.culture import Culture, current_culture
from pssh.objects.number_format import FormatError, number_formatter
from pssh.objects.numbers import Char, EnumValue
from pssh.objects.psobject import PSObject

__all__ = ["FormatError", "composite", "format_operator", "format_value"]

_BAD = "Input string was not in a correct format."
_INDEX = (
    "Index (zero based) must be greater than or equal to zero and less than the size of the argument list."
)

# literal text, or (argument number, width, format)
Item = Tuple[int, int, str]
_parsed: Dict[str, List[Any]] = {}


def format_value(value: Any, fmt: Optional[str] = None, culture: Optional[Culture] = None) -> str:
    """`value.ToString(fmt, culture)`: types that know no formats give their plain text."""
    cls = value.__class__
    if cls is int or cls is float:
        return number_formatter(fmt or "")(value, culture or current_culture())
    if cls is str or cls is bool or value is None:
        return "" if value is None else str(value)
    return _other(value, fmt or "", culture or current_culture())


def _other(value: Any, fmt: str, culture: Culture) -> str:
    if value.__class__ is PSObject:
        if value.base is not None:
            return format_value(value.base, fmt, culture)
    elif isinstance(value, EnumValue):
        return _enum(value, fmt)
    elif isinstance(value, (int, float)) or value.__class__.__name__ == "Decimal":
        return number_formatter(fmt)(value, culture)
    else:
        own = getattr(value, "net_format", None)
        if own is not None and not isinstance(value, Char):
            return str(own(fmt, culture))
    from pssh.objects.tostring import net_string, to_string

    return to_string(value) if value.__class__ is PSObject else net_string(value)


def _enum(value: EnumValue, fmt: str) -> str:
    letter = fmt.upper() or "G"
    if letter in ("G", "F"):
        return value.name
    if letter == "D":
        return str(int(value))
    if letter == "X":
        bits = {
            "System.Byte": 2,
            "System.SByte": 2,
            "System.Int16": 4,
            "System.UInt16": 4,
            "System.Int64": 16,
            "System.UInt64": 16,
        }.get(value.enum_type.underlying, 8)
        return format(int(value) & ((1 << (4 * bits)) - 1), f"0{bits}X")
    raise FormatError('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".')


def _fail(offset: int, reason: str) -> FormatError:
    return FormatError(f"{_BAD} Failure to parse near offset {offset}. {reason}")


def parse_composite(fmt: str) -> List[Any]:
    """The pieces of a composite format: texts and (number, width, format); kept."""
    found = _parsed.get(fmt)
    if found is not None:
        return found
    out: List[Any] = []
    text: List[str] = []
    at, end = 0, len(fmt)
    while at < end:
        c = fmt[at]
        if c not in "{}":
            stop = at + 1
            while stop < end and fmt[stop] not in "{}":
                stop += 1
            text.append(fmt[at:stop])
            at = stop
        elif fmt[at + 1 : at + 2] == c:
            text.append(c)
            at += 2
        elif c == "}":
            raise _fail(at + 1, "Unexpected closing brace without a corresponding opening brace.")
        else:
            if text:
                out.append("".join(text))
                text = []
            item, at = _item(fmt, at)
            out.append(item)
    if text:
        out.append("".join(text))
    if len(_parsed) > 500:
        _parsed.clear()
    _parsed[fmt] = out
    return out


def _item(fmt: str, at: int) -> Tuple[Item, int]:
    """One `{number,width:format}` from its opening brace on."""
    end = len(fmt)

    def more(place: int) -> str:
        if place >= end:
            raise _fail(end, "Format item ends prematurely.")
        return fmt[place]

    at += 1
    if not (more(at).isdigit() and fmt[at].isascii()):
        raise _fail(at, "Expected an ASCII digit.")
    start = at
    while more(at).isdigit():
        at += 1
    number = int(fmt[start:at])
    while more(at) == " ":
        at += 1
    width = 0
    if fmt[at] == ",":
        at += 1
        while more(at) == " ":
            at += 1
        left = fmt[at] == "-"
        at += 1 if left else 0
        if not more(at).isdigit():
            raise _fail(at, "Expected an ASCII digit.")
        start = at
        while more(at).isdigit():
            at += 1
        width = int(fmt[start:at]) * (-1 if left else 1)
        while more(at) == " ":
            at += 1
    spec = ""
    if fmt[at] == ":":
        start = at + 1
        at = start
        while more(at) != "}":
            if fmt[at] == "{":
                raise _fail(at, "Unexpected opening brace without a corresponding closing brace.")
            at += 1
        spec = fmt[start:at]
    elif fmt[at] != "}":
        raise _fail(at + 1, "Unexpected closing brace without a corresponding opening brace.")
    return (number, width, spec), at + 1


def composite(fmt: str, args: Sequence[Any], culture: Optional[Culture] = None) -> str:
    """[string]::Format; FormatError says what is wrong."""
    pieces = _parsed.get(fmt)
    if pieces is None:
        pieces = parse_composite(fmt)
    if culture is None:
        culture = current_culture()
    out: List[str] = []
    count = len(args)
    for piece in pieces:
        if piece.__class__ is str:
            out.append(piece)
            continue
        number, width, spec = piece
        if number >= count:
            raise FormatError(_INDEX)
        value = args[number]
        cls = value.__class__
        if cls is int or cls is float:
            text = number_formatter(spec)(value, culture)
        elif cls is str:
            text = value
        else:
            text = format_value(value, spec, culture)
        if width:
            text = text.rjust(width) if width > 0 else text.ljust(-width)
        out.append(text)
    return "".join(out)


def format_operator(fmt: str, args: Any, culture: Optional[Culture] = None) -> str:
    """`fmt -f args`: an array gives the arguments, any other value is the only one."""
    try:
        return composite(fmt, args if isinstance(args, (list, tuple)) else (args,), culture)
    except FormatError as error:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "FormatError",
            f"Error formatting a string: {error}.",
            "InvalidOperation",
            fmt,
            exception="System.Management.Automation.RuntimeException",
        ) from None
