"""`-f` for plain numbers and strings in the invariant culture: a format string becomes one Python f-string.

The plan of a format string is made once. It gives None where Python and .NET would differ (negative numbers
with D, NaN) and for values of other types, and the general formatter takes over.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.culture import INVARIANT, current_culture
from pssh.objects.text_format import FormatError, format_operator, parse_composite

__all__ = ["Plan", "quick_format"]

Plan = Callable[..., Optional[str]]

_MOST = 300


def quick_format(template: str, args: Any, culture: Any, plans: Dict[str, Plan]) -> str:
    """`template -f args`; `args` is a list. The plan is kept in `plans` for the caller to use at once."""
    if culture is None and current_culture() is INVARIANT and template not in plans:
        if len(plans) > _MOST:
            plans.clear()
        plan = plans[template] = _plan(template)
        text = plan(*args)
        if text is not None:
            return text
    return format_operator(template, args, culture)


def _never(*args: Any) -> None:
    """The plan of a format string that Python cannot follow."""


def _plan(template: str) -> Plan:
    try:
        pieces = parse_composite(template)
    except FormatError:
        return _never
    body: List[str] = []
    tests: Dict[str, None] = {}
    names = 0
    for piece in pieces:
        if piece.__class__ is str:
            body.append(piece.replace("{", "{{").replace("}", "}}"))
            continue
        number, width, spec = piece
        made = _field(f"a{number}", width, spec)
        if made is None or number > 20:
            return _never
        field, test = made
        body.append(field)
        tests[test] = None
        names = max(names, number + 1)
    text = "".join(body)
    if "'" in text or "\\" in text or "\n" in text or "\r" in text:
        return _never
    parameters = "".join(f"a{number}=None, " for number in range(names))
    plan: Plan = eval(f"lambda {parameters}*more: f'{text}' if {' and '.join(tests) or 'True'} else None")
    return plan


def _field(name: str, width: int, spec: str) -> Optional[Tuple[str, str]]:
    """The f-string's field for one argument and the test its value must pass."""
    align = "" if not width else f">{width}" if width > 0 else f"<{-width}"
    letter, digits = spec[:1], spec[1:]
    if digits and not (digits.isdigit() and int(digits) < 50):
        return None
    if not spec:
        return f"{{{name}:{align}}}", f"(type({name}) is str or type({name}) is int)"
    if letter in "dDxX":
        inner = f"0{int(digits or 1)}{'d' if letter in 'dD' else letter}"
        return _aligned(name, inner, align), f"type({name}) is int and {name} >= 0"
    if letter in "nNfF":
        inner = ("," if letter in "nN" else "") + f".{int(digits or 2)}f"
        finite = f"(type({name}) is float and {name} - {name} == 0 or type({name}) is int)"
        return f"{{{name}:{align}{inner}}}", finite
    return None


def _aligned(name: str, inner: str, align: str) -> str:
    """A number with leading zeros, then padded with blanks."""
    if not align:
        return f"{{{name}:{inner}}}"
    return f'{{format({name}, "{inner}"):{align}}}'
