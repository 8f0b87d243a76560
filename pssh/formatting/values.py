"""One value as the text of a cell, of a list or of a line of its own."""

from typing import Any, Callable, Dict, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSObject, unwrap

__all__ = ["cell_text", "formatted_text", "is_number_like", "object_name", "scalar_text"]

ELLIPSIS = "\u2026"


def _culture() -> Any:
    from pssh.objects.culture import current_culture

    return current_culture()


def _float_text(value: float) -> str:
    """15 significant digits, as PowerShell shows a double."""
    text = format(value, ".15g")
    if "n" in text:
        culture = _culture()
        if text == "nan":
            return "NaN"
        if culture is None:
            return "Infinity" if text == "inf" else "-Infinity"
        symbols = culture.number_format
        return str(symbols.positive_infinity_symbol if text == "inf" else symbols.negative_infinity_symbol)
    return _number_text(text)


def _single_text(value: float) -> str:
    return _number_text(format(value, ".7g"))


def _number_text(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    culture = _culture()
    nfi = culture.number_format if culture is not None else None
    if nfi is not None and nfi.number_decimal_separator != ".":
        mantissa = mantissa.replace(".", nfi.number_decimal_separator)
    return f"{mantissa}E{exponent}" if e else mantissa


def _fixed(value: Any) -> str:
    """A double, single or decimal in a table: the culture's fixed-point format."""
    from pssh.objects.text_format import format_value

    return format_value(value, "F", _culture())


def _decimal_text(value: Any) -> str:
    from pssh.objects.tostring import to_string

    return _number_text(to_string(value))


_days: Dict[int, str] = {}


def _date_text(value: Any) -> str:
    culture = _culture()
    if culture is None or culture.name == "":
        return _invariant_date(value)
    from pssh.objects.text_format import format_value

    return format_value(value, "G", culture)


def _invariant_date(value: Any) -> str:
    """`MM/dd/yyyy HH:mm:ss`; tables are full of dates of few days."""
    day, ticks = divmod(value.ticks, 864000000000)
    text = _days.get(day)
    if text is None:
        from pssh.objects.datetime import civil

        if len(_days) > 1000:
            _days.clear()
        year, month, month_day, _ = civil(day)
        text = _days[day] = f"{month:02d}/{month_day:02d}/{year:04d}"
    minutes, seconds = divmod(ticks // 10000000, 60)
    return f"{text} {minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


_TEXTS: Dict[str, Callable[[Any], str]] = {
    "float": _float_text,
    "Single": _single_text,
    "Decimal": _decimal_text,
    "DateTime": _date_text,
}
_FIXED_IN_TABLES = frozenset(("float", "Single", "Decimal"))


def scalar_text(value: Any) -> str:
    """The text of a value that is shown alone, in the current culture."""
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls is int:
        return str(value)
    if cls is bool:
        return "True" if value else "False"
    if cls is PSObject and value.base is not None:
        if _text_override(value):
            from pssh.objects.tostring import to_string

            return to_string(value)
        return scalar_text(value.base)
    special = _TEXTS.get(cls.__name__)
    if special is not None:
        return special(value)
    from pssh.objects.tostring import net_string, to_string

    if cls.__name__ == "NetType":
        return net_string(value)

    return to_string(value)


def _text_override(value: PSObject) -> bool:
    return any(key.lower() == "tostring" for key in value.members)


def is_number_like(value: Any) -> bool:
    """Whether a column that begins with this value is right-aligned: numbers, booleans, characters, enums."""
    value = unwrap(value)
    if isinstance(value, (int, float)):
        return True
    return value.__class__.__name__ in ("Char", "Decimal")


def formatted_text(value: Any, fmt: str) -> Optional[str]:
    """`value` through a format string (`{0:N2}` or `N2`); None where it does not apply."""
    from pssh.objects.text_format import format_operator, format_value

    if value is None or value is NOTHING:
        return ""
    value = unwrap(value)
    try:
        if "{0" in fmt or "}" in fmt:
            return format_operator(fmt, [value], _culture())
        return format_value(value, fmt, _culture())
    except Exception:  # whatever the format does not like: the plain text is shown
        return None


def cell_text(value: Any, limit: int = 4, table: bool = True) -> str:
    """`value` as the text of a cell (`table`) or of a list's line. `limit` is `$FormatEnumerationLimit`."""
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls is int:
        return str(value)
    if value is None or value is NOTHING:
        return ""
    if cls is bool:
        return "True" if value else "False"
    if cls is PSObject:
        if value.base is None:
            return _custom_text(value)
        if not _text_override(value):
            return cell_text(value.base, limit, table)
    if table and cls.__name__ in _FIXED_IN_TABLES:
        return _fixed(value)
    special = _TEXTS.get(cls.__name__)
    if special is not None:
        return special(value)
    items = elements(value)
    if items is None:
        return scalar_text(value)
    pieces: List[str] = []
    for count, each in enumerate(items):
        if 0 <= limit <= count:
            return "{" + ", ".join(pieces) + ELLIPSIS + "}"
        pieces.append(object_name(each))
    return "{" + ", ".join(pieces) + "}"


def _custom_text(value: PSObject) -> str:
    if not value.members:
        return ""
    from pssh.objects.tostring import to_string

    return to_string(value)


def elements(value: Any) -> Any:
    """The elements of a collection (a dictionary gives its entries), or None."""
    entries = getattr(value, "entries", None)
    if entries is not None and hasattr(value, "stored_key"):
        return entries()
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, (str, int, float)):
        return None
    from pssh.objects.compare import enumerate_value

    return enumerate_value(value)


# Types without a ToString of their own: inside braces they are shown by their name property.
_SHOWN_BY_NAME = frozenset(
    [
        "Group",
        "Match",
        "ParentJob",
        "RunspaceChild",
        "PersistentJob",
        "PersistentChild",
        "HostedJob",
        "HostedChild",
        "ThreadJob",
        "TaskJob",
        "TaskChildJob",
        "ProcessModule",
    ]
)


def object_name(value: Any) -> str:
    """An element of a collection as it stands inside the braces of a cell."""
    if value is None or value is NOTHING:
        return "$null"
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls.__name__ == "DictionaryEntry" or cls.__name__ == "KeyValuePair":
        return f"[{_entry_part(value.key)}, {_entry_part(value.value)}]"
    if cls.__name__ in _SHOWN_BY_NAME or _is_script_class(value):
        name = _display_name(value)
        if name is not None:
            return scalar_text(name)
    return scalar_text(value)


def _entry_part(value: Any) -> str:
    """.NET's own ToString, which does not look into collections."""
    if value is None or value is NOTHING:
        return ""
    if elements(value) is not None:
        from pssh.objects.tostring import net_string

        return net_string(value)
    return scalar_text(value)


def _is_script_class(value: Any) -> bool:
    net_type = getattr(value.__class__, "script_class", None)
    return net_type is not None and not getattr(net_type, "has_to_string", True)


def _display_name(value: Any) -> Any:
    from pssh.formatting.access import display_name_of

    name = display_name_of(value)
    if name is None:
        return None
    from pssh.objects.members import get_member

    return get_member(value, name)
