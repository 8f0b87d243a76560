"""`-f` for plain numbers and strings in the invariant culture: a format string becomes one Python f-string.

The plan of a format string and the types of its arguments is made once. It gives None where Python and .NET
would differ (negative numbers with D, NaN), and the general formatter takes over.
"""

from typing import Any, Callable, Dict, Optional, Tuple

from pssh.objects.culture import INVARIANT, current_culture
from pssh.objects.text_format import FormatError, format_operator, parse_composite

__all__ = ["quick_format"]

_MOST = 300
_never: Dict[Tuple[str, Tuple[type, ...]], None] = {}


def quick_format(template: str, args: Any, culture: Any, plans: Dict[Any, Any]) -> str:
    """`template -f args`; `args` is a list. A plan found is kept in `plans` for the caller to use at once."""
    if culture is None and current_culture() is INVARIANT:
        key = (template, tuple(map(type, args)))
        plan = None
        if key not in _never:
            plan = _plan(template, key[1])
            table: Dict[Any, Any] = plans if plan is not None else _never
            if len(table) > _MOST:
                table.clear()
            table[key] = plan
        if plan is not None:
            text = plan(args)
            if text is not None:
                return text
    return format_operator(template, args, culture)


def _plan(template: str, types: Tuple[type, ...]) -> Optional[Callable[[Any], Optional[str]]]:
    try:
        pieces = parse_composite(template)
    except FormatError:
        return None
    body, guards = [], []
    for piece in pieces:
        if piece.__class__ is str:
            body.append(piece.replace("{", "{{").replace("}", "}}"))
            continue
        number, width, spec = piece
        if number >= len(types):
            return None
        made = _field(number, types[number], width, spec)
        if made is None:
            return None
        field, guard = made
        body.append(field)
        if guard:
            guards.append(guard)
    text = "".join(body)
    if "'" in text or "\\" in text or "\n" in text or "\r" in text:
        return None
    test = " and ".join(guards) or "True"
    plan: Callable[[Any], Optional[str]] = eval(f"lambda a: f'{text}' if {test} else None")
    return plan


def _field(number: int, kind: type, width: int, spec: str) -> Optional[Tuple[str, str]]:
    """The f-string's field for one argument and the test its value must pass."""
    align = "" if not width else f">{width}" if width > 0 else f"<{-width}"
    name = f"a[{number}]"
    letter, digits = spec[:1], spec[1:]
    if digits and not (digits.isdigit() and int(digits) < 50):
        return None
    if not spec:
        if kind is str:
            return f"{{{name}:{align}}}", ""
        return (f"{{{name}:{align}d}}", "") if kind is int else None
    if kind is int and letter in "dD":
        inner = f"0{int(digits or 1)}d"
        return _aligned(name, inner, align), f"{name} >= 0"
    if kind is int and letter in "xX":
        inner = f"0{int(digits or 1)}{letter}"
        return _aligned(name, inner, align), f"{name} >= 0"
    if kind in (int, float) and letter in "nNfF":
        inner = ("," if letter in "nN" else "") + f".{int(digits or 2)}f"
        guard = f"{name} - {name} == 0" if kind is float else ""
        return f"{{{name}:{align}{inner}}}", guard
    return None


def _aligned(name: str, inner: str, align: str) -> str:
    """A number with leading zeros, then padded with blanks."""
    if not align:
        return f"{{{name}:{inner}}}"
    return f'{{format({name}, "{inner}"):{align}}}'
