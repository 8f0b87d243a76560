"""What the modules of the number types share: parsing arguments, the members all of them have."""

from typing import Any, List, Optional

from pssh.objects.compare import compare, net_equals
from pssh.objects.convert_number import overflow_text
from pssh.objects.errors import NetException
from pssh.objects.numbers import INT_RANGES, EnumValue
from pssh.objects.reference import PSReference
from pssh.objects.tostring import net_string
from pssh.objects.types import NetType, resolve_type

__all__ = [
    "bad_format",
    "common_members",
    "culture_among",
    "format_with",
    "not_null",
    "parse_forms",
    "parse_integer",
    "style_among",
    "try_forms",
    "try_parse",
    "type_code",
]


def type_code(name: str) -> Any:
    """A value of System.TypeCode."""
    from pssh.objects.enums import enum_value

    wanted = resolve_type("System.TypeCode")
    assert wanted is not None
    return enum_value(wanted, wanted.enum_values[name])


def bad_format(text: Any) -> NetException:
    """Text that is no number."""
    return NetException("System.FormatException", f"The input string '{text}' was not in a correct format.")


def parse_integer(text: str, styles: int, wanted: NetType) -> int:
    """Int32.Parse and its kin with NumberStyles."""
    cls = wanted.py_class
    low, high = INT_RANGES.get(cls, (None, None)) if cls is not None else (None, None)
    body = text.strip()
    number: Optional[int] = None
    try:
        if styles & 512:
            number = int(body, 16) if body and body[0] not in "+-" and "_" not in body else None
            if number is not None and low is not None and low < 0 and high is not None and number > high:
                number -= (high + 1) * 2
        elif styles & 1024:
            number = int(body, 2)
        else:
            if styles & 64:
                body = body.replace(",", "")
            if styles & 32 and "." in body:
                whole, _, part = body.partition(".")
                body = whole if part.strip("0") == "" else "x"
            if styles & 128 and "e" in body.lower():
                number = int(float(body))
            elif "_" not in body:
                number = int(body)
    except ValueError:
        number = None
    if number is None:
        raise bad_format(text)
    if low is not None and high is not None and not low <= number <= high:
        raise NetException("System.OverflowException", overflow_text(wanted.name))
    return number


def style_among(args: Any, default: int) -> int:
    """The NumberStyles among the arguments of Parse."""
    for arg in args:
        if isinstance(arg, EnumValue):
            return int(arg)
        if isinstance(arg, int) and not isinstance(arg, bool):
            return int(arg)
    return default


def culture_among(args: Any) -> Any:
    """The culture among the arguments of Parse, or None."""
    for arg in args:
        if arg is not None and not isinstance(arg, (int, str)):
            from pssh.objects.culture import format_provider

            return format_provider(arg)
    return None


def not_null(text: Any) -> str:
    """The text to parse; raises ArgumentNullException."""
    if text is None:
        raise NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 's')")
    return str(text)


def parse_forms(short: str) -> List[str]:
    """The definitions of Parse; `short` is the type as definitions print it."""
    return [
        f"static {short} Parse(string s)",
        f"static {short} Parse(string s, System.Globalization.NumberStyles style)",
        f"static {short} Parse(string s, System.IFormatProvider provider)",
        f"static {short} Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
    ]


def try_forms(short: str) -> List[str]:
    """The definitions of TryParse."""
    return [
        f"static bool TryParse(string s, [ref] {short} result)",
        f"static bool TryParse(string s, System.IFormatProvider provider, [ref] {short} result)",
        f"static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, "
        f"[ref] {short} result)",
    ]


def try_parse(parse: Any, wanted: NetType, args: Any) -> bool:
    """TryParse by way of Parse: the last argument is the [ref], which gets 0 where the text is no number."""
    reference = args[-1]
    try:
        result = parse(*args[:-1])
        done = True
    except NetException:
        result, done = wanted.default_value(), False
    if isinstance(reference, PSReference):
        reference.value = result
    return done


def common_members(kind: NetType, short: str) -> None:
    """The methods all number types share."""

    @kind.method("CompareTo", "int CompareTo(System.Object value)", f"int CompareTo({short} value)")
    def _compare_to(self: Any, other: Any) -> int:
        if other is None:
            return 1
        return compare(self, other)

    @kind.method("Equals", "bool Equals(System.Object obj)", f"bool Equals({short} obj)")
    def _equals(self: Any, other: Any) -> bool:
        return net_equals(self, other)

    @kind.method("GetTypeCode", "System.TypeCode GetTypeCode()")
    def _code(self: Any) -> Any:
        return type_code(kind.name)

    @kind.method(
        "ToString",
        "string ToString()",
        "string ToString(string format)",
        "string ToString(System.IFormatProvider provider)",
        "string ToString(string format, System.IFormatProvider provider)",
        raw=True,
    )
    def _to_string(self: Any, *args: Any) -> str:
        return format_with(self, args)


def format_with(value: Any, args: Any) -> str:
    """`value.ToString(format, provider)` in any of its forms."""
    if not args:
        return net_string(value)
    from pssh.objects.culture import format_provider
    from pssh.objects.number_format import FormatError
    from pssh.objects.text_format import format_value

    fmt, culture = None, None
    for arg in args:
        if isinstance(arg, str):
            fmt = str(arg)
        elif arg is not None:
            culture = format_provider(arg)
    try:
        return format_value(value, fmt, culture) if culture is not None else format_value(value, fmt)
    except FormatError as error:
        raise NetException("System.FormatException", str(error)) from error
