"""PowerShell's conversion of a value to text: "$x", [string]$x, arguments of native programs."""

from typing import Any, Callable, Dict

from pssh.objects.collections import ByteArray
from pssh.objects.dictionaries import BaseDictionary, DictionaryEntry, KeyValuePair
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    EnumValue,
    Int16,
    Int64,
    IntPtr,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)
from pssh.objects.psobject import PSMemberInfo, PSObject

__all__ = ["double_text", "net_string", "single_text", "to_string"]


def to_string(value: Any, separator: str = " ") -> str:
    """`value` as text; the elements of an array are joined by `separator` ($OFS)."""
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls is int:
        return str(value)
    handler = _HANDLERS.get(cls)
    if handler is not None:
        return handler(value, separator)
    return _other(value, separator)


def _int_text(value: Any, _separator: str) -> str:
    return int.__repr__(value)


def _enum_text(value: Any, _separator: str) -> str:
    return str(value.name)


def double_text(value: float, precision: int = 15) -> str:
    """The shortest text that reads back as `value`, in .NET's notation (`1E+20`)."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(float(value))
    return _net_notation(text, precision)


def double_short(value: float) -> str:
    """A double as PowerShell turns it into text: 15 digits (0.1 + 0.2 is 0.3)."""
    text = repr(float(value))
    if len(text) > 16 and value == value and value not in (float("inf"), float("-inf")):
        short = f"{value:.15g}"
        rounded = float(short)
        text = short if rounded in (float("inf"), float("-inf")) else repr(rounded)  # the largest double
    elif text[-1] in "nf":
        return double_text(value)
    return _net_notation(text, 15)


def single_short(value: float) -> str:
    """A single as PowerShell turns it into text: 7 digits."""
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        return double_text(number)
    return _net_notation(repr(float(f"{number:.7g}")), 7)


def _net_notation(text: str, precision: int) -> str:
    sign = ""
    if text[0] == "-":
        sign, text = "-", text[1:]
    mantissa, _, exponent_text = text.partition("e")
    if not exponent_text:
        whole, _, part = mantissa.partition(".")
        if part == "0" or not part:
            if len(whole) <= precision:
                return sign + whole
        elif len(whole) <= precision and (whole != "0" or not part.startswith("0000")):
            return f"{sign}{whole}.{part}"
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    leading = len(whole) if whole != "0" else 1 - (len(part) - len(part.lstrip("0"))) - 1
    exponent = int(exponent_text or 0) + leading - 1
    digits = digits.rstrip("0") or "0"
    if -5 < exponent < precision:
        if exponent >= 0:
            digits = digits.ljust(exponent + 1, "0")
            rest = digits[exponent + 1 :]
            return sign + digits[: exponent + 1] + ("." + rest if rest else "")
        return sign + "0." + "0" * (-exponent - 1) + digits
    tail = "." + digits[1:] if len(digits) > 1 else ""
    mark = "+" if exponent >= 0 else "-"
    return f"{sign}{digits[0]}{tail}E{mark}{abs(exponent):02d}"


def single_text(value: float) -> str:
    """The shortest text that reads back as the same float32."""
    from pssh.objects.numbers import single_round

    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        return double_text(number)
    for digits in range(1, 10):
        text = f"{number:.{digits}g}"
        if single_round(float(text)) == number:
            break
    return _net_notation(repr(float(text)), 7) if float(text) != 0 else ("-0" if text[0] == "-" else "0")


def decimal_text(value: Any) -> str:
    """A decimal keeps its trailing zeros and never uses an exponent."""
    text = format(value, "f")
    return text[1:] if text.startswith("-") and not value else text


def _list_text(value: Any, separator: str) -> str:
    return separator.join(
        [
            item
            if item.__class__ is str
            else int.__repr__(item)
            if item.__class__ is int
            else _element_text(item)
            for item in value
        ]
    )


def _element_text(item: Any) -> str:
    """An element of an array: a nested array shows as its type's name."""
    if isinstance(item, list):
        return net_string(item)
    return to_string(item)


def _psobject_text(value: Any, separator: str) -> str:
    members = value.members
    if members:
        override = value.find("ToString")
        if isinstance(override, PSMemberInfo) and not override.is_property and hasattr(override, "invoke_on"):
            return to_string(override.invoke_on(value, ()))
    if value.base is not None:
        return to_string(value.base, separator)
    return custom_text(value)


def custom_text(value: Any) -> str:
    """A pscustomobject: `@{a=1; b=2}`; an empty one is ''."""
    from pssh.objects.members import properties_of

    parts = [f"{name}={_member_text(item)}" for name, item in properties_of(value)]
    if not parts:
        return ""
    return "@{" + "; ".join(parts) + "}"


def _member_text(item: Any) -> str:
    if item is None:
        return ""
    if isinstance(item, list) and not isinstance(item, str):
        return net_string(item)
    if item.__class__ is PSObject and item.base is None:
        names = item.type_names
        plain = names is None or names[0].endswith("System.Management.Automation.PSCustomObject")
        if plain or not item.members:
            return ""  # one custom object inside another has no text, as PowerShell has it
    return to_string(item)


def net_string(value: Any) -> str:
    """What .ToString() of the .NET object gives (an array: its type's name)."""
    from pssh.objects.types import type_of

    if isinstance(value, (list, bytearray)):
        return type_display(type_of(value))
    if value.__class__ is float:
        return double_text(value)
    if value.__class__.__name__ == "Single":
        return single_text(value)
    if value.__class__.__name__ == "NetType":
        return type_display(value)
    return to_string(value)


def type_display(wanted: Any) -> str:
    """Type.ToString(): generic arguments in plain brackets."""
    if wanted.kind == "array" and wanted.element_type is not None:
        return f"{type_display(wanted.element_type)}[{',' * (wanted.rank - 1)}]"
    if wanted.generic_arguments and wanted.definition is not None:
        inner = ",".join(type_display(argument) for argument in wanted.generic_arguments)
        return f"{wanted.definition.full_name}[{inner}]"
    return str(wanted.full_name)


def _entry_text(value: Any, _separator: str) -> str:
    if type(value) is KeyValuePair:
        return f"[{to_string(value.key)}, {to_string(value.value)}]"
    return f"[{to_string(value.key)}, {to_string(value.value)}]"


def _other(value: Any, separator: str) -> str:
    if value.__class__.__name__ == "Decimal":
        return decimal_text(value)
    if isinstance(value, EnumValue):
        return value.name
    if isinstance(value, list):
        return _list_text(value, separator)
    from pssh.objects.types import NetType, type_of

    if isinstance(value, NetType):
        return value.ps_name
    from pssh.objects.exceptions import NetException

    if isinstance(value, NetException):
        return _exception_text(value)
    own = getattr(value, "to_ps_string", None)
    if own is not None:
        return str(own())
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return double_text(value)
    if isinstance(value, int):
        return int.__repr__(value)
    own_text: Any = type(value).__str__
    if own_text is not object.__str__:
        return str(value)
    if hasattr(value, "__iter__") and not isinstance(value, BaseDictionary):
        return separator.join(_element_text(item) for item in value)
    return type_display(type_of(value))


def _exception_text(value: Any) -> str:
    """Exception.ToString(): type, message, inner exceptions, stack trace."""
    text = f"{value.type_name}: {value.message}" if value.message else str(value.type_name)
    if value.inner is not None:
        text += f"\n ---> {_exception_text(value.inner)}\n   --- End of inner exception stack trace ---"
    if value.stack_trace:
        text += "\n" + value.stack_trace
    return text


def _bool_text(value: Any, _separator: str) -> str:
    return "True" if value else "False"


_HANDLERS: Dict[type, Callable[[Any, str], str]] = {
    bool: _bool_text,
    type(None): lambda value, separator: "",
    type(NOTHING): lambda value, separator: "",
    float: lambda value, separator: double_short(value),
    Single: lambda value, separator: single_short(value),
    Char: lambda value, separator: str.__str__(value),
    list: _list_text,
    tuple: _list_text,
    ByteArray: _list_text,
    EnumValue: _enum_text,
    PSObject: _psobject_text,
    DictionaryEntry: lambda value, separator: "System.Collections.DictionaryEntry",
    KeyValuePair: _entry_text,
    **dict.fromkeys((Int64, UInt32, UInt64, Int16, UInt16, Byte, SByte, BigInteger, IntPtr), _int_text),
}
