"""Cultures: how numbers, dates and text are written. The invariant culture and en-US are built in; others come
from `babel`, where it is installed (on the client)."""

import os
from contextvars import ContextVar
from typing import Any, Dict, List, Optional, Tuple

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "",
)


class UnknownCulture(Exception):
    """The name is no culture, or its data are not here."""


class NumberFormatInfo:
    """Separators, signs and patterns of numbers; attribute names are .NET's in snake case."""

    net_type_name = "System.Globalization.NumberFormatInfo"
    writable = False  # those that scripts make or clone are

    def __init__(self, **changes: Any) -> None:
        self.number_decimal_separator = "."
        self.number_group_separator = ","
        self.number_group_sizes: Tuple[int, ...] = (3,)
        self.number_decimal_digits = 2
        self.number_negative_pattern = 1
        self.currency_symbol = "\u00a4"
        self.currency_decimal_separator = "."
        self.currency_group_separator = ","
        self.currency_group_sizes: Tuple[int, ...] = (3,)
        self.currency_decimal_digits = 2
        self.currency_negative_pattern = 0
        self.currency_positive_pattern = 0
        self.percent_symbol = "%"
        self.per_mille_symbol = "\u2030"
        self.percent_decimal_separator = "."
        self.percent_group_separator = ","
        self.percent_group_sizes: Tuple[int, ...] = (3,)
        self.percent_decimal_digits = 2
        self.percent_negative_pattern = 0
        self.percent_positive_pattern = 0
        self.negative_sign = "-"
        self.positive_sign = "+"
        self.na_n_symbol = "NaN"
        self.positive_infinity_symbol = "Infinity"
        self.negative_infinity_symbol = "-Infinity"
        for name, value in changes.items():
            setattr(self, name, value)

    @property
    def plain(self) -> bool:
        """Whether numbers look as Python writes them, so that the fast paths may be taken."""
        return (
            self.number_decimal_separator == "."
            and self.number_group_separator == ","
            and self.negative_sign == "-"
            and self.number_group_sizes == (3,)
            and self.number_negative_pattern == 1
            and self.number_decimal_digits == 2
        )


class DateTimeFormatInfo:
    """Names and patterns of dates; attribute names are .NET's in snake case."""

    net_type_name = "System.Globalization.DateTimeFormatInfo"
    writable = False

    def __init__(self, **changes: Any) -> None:
        self.day_names: Tuple[str, ...] = _DAYS
        self.abbreviated_day_names: Tuple[str, ...] = tuple(d[:3] for d in _DAYS)
        self.shortest_day_names: Tuple[str, ...] = tuple(d[:2] for d in _DAYS)
        self.month_names: Tuple[str, ...] = _MONTHS
        self.abbreviated_month_names: Tuple[str, ...] = tuple(m[:3] for m in _MONTHS)
        self.month_genitive_names: Tuple[str, ...] = _MONTHS
        self.abbreviated_month_genitive_names: Tuple[str, ...] = tuple(m[:3] for m in _MONTHS)
        self.am_designator = "AM"
        self.pm_designator = "PM"
        self.date_separator = "/"
        self.time_separator = ":"
        self.short_date_pattern = "MM/dd/yyyy"
        self.long_date_pattern = "dddd, dd MMMM yyyy"
        self.short_time_pattern = "HH:mm"
        self.long_time_pattern = "HH:mm:ss"
        self.month_day_pattern = "MMMM dd"
        self.year_month_pattern = "yyyy MMMM"
        self.full_date_time_pattern = "dddd, dd MMMM yyyy HH:mm:ss"
        self.rfc1123_pattern = "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"
        self.sortable_date_time_pattern = "yyyy'-'MM'-'dd'T'HH':'mm':'ss"
        self.universal_sortable_date_time_pattern = "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
        self.first_day_of_week = 0
        self.calendar_week_rule = 0
        for name, value in changes.items():
            setattr(self, name, value)


class Culture:
    """[cultureinfo]: one culture with its number and date formats."""

    __slots__ = (
        "date_time_format",
        "display_name",
        "english_name",
        "is_read_only",
        "lcid",
        "list_separator",
        "name",
        "native_name",
        "number_format",
        "parent_name",
        "three_letter",
        "two_letter",
    )
    net_type_name = "System.Globalization.CultureInfo"

    def __init__(
        self,
        name: str,
        *,
        lcid: int = 4096,
        english_name: str = "",
        native_name: str = "",
        two_letter: str = "",
        three_letter: str = "",
        parent_name: str = "",
        number_format: Optional[NumberFormatInfo] = None,
        date_time_format: Optional[DateTimeFormatInfo] = None,
    ) -> None:
        self.name = name
        self.lcid = lcid
        self.english_name = english_name or name
        self.display_name = self.english_name
        self.native_name = native_name or self.english_name
        self.two_letter = two_letter or name[:2]
        self.three_letter = three_letter or self.two_letter
        self.number_format = number_format or NumberFormatInfo()
        self.date_time_format = date_time_format or DateTimeFormatInfo()
        self.parent_name = parent_name
        self.list_separator = ","
        self.is_read_only = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Culture) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return self.name

    @property
    def turkic(self) -> bool:
        """Whether i and I change case with a dot, as in Turkish."""
        return self.two_letter in ("tr", "az")

    def upper(self, text: str) -> str:
        """Upper case by the rules of this culture, one character for one as .NET does."""
        if self.turkic:
            text = text.replace("i", "\u0130").replace("\u0131", "I")
        return simple_upper(text)

    def lower(self, text: str) -> str:
        """Lower case by the rules of this culture, one character for one as .NET does."""
        if self.turkic:
            text = text.replace("I", "\u0131").replace("\u0130", "i")
        return simple_lower(text)


def simple_upper(text: str) -> str:
    """`text.upper()` without the mappings to more than one character, which .NET does not have."""
    if text.isascii():
        return text.upper()
    result = text.upper()
    if len(result) == len(text):
        return result
    return "".join(u if len(u) == 1 else c for c in text for u in (c.upper(),))


def simple_lower(text: str) -> str:
    """`text.lower()` character by character."""
    if text.isascii():
        return text.lower()
    return "".join(u if len(u) == 1 else c for c in text for u in (c.lower(),))


INVARIANT = Culture(
    "", lcid=127, english_name="Invariant Language (Invariant Country)", two_letter="iv", three_letter="ivl"
)

_current: "ContextVar[Optional[Culture]]" = ContextVar("culture", default=None)
_cache: Dict[str, Culture] = {"": INVARIANT}


def _en_us() -> Culture:
    number = NumberFormatInfo(
        currency_symbol="$",
        currency_negative_pattern=1,
        percent_negative_pattern=1,
        percent_positive_pattern=1,
        number_decimal_digits=3,
        percent_decimal_digits=3,
        positive_infinity_symbol="\u221e",
        negative_infinity_symbol="-\u221e",
    )
    date = DateTimeFormatInfo(
        short_date_pattern="M/d/yyyy",
        long_date_pattern="dddd, MMMM d, yyyy",
        short_time_pattern="h:mm\u202ftt",
        long_time_pattern="h:mm:ss\u202ftt",
        month_day_pattern="MMMM d",
        year_month_pattern="MMMM yyyy",
        full_date_time_pattern="dddd, MMMM d, yyyy h:mm:ss\u202ftt",
        shortest_day_names=("S", "M", "T", "W", "T", "F", "S"),
    )
    return Culture(
        "en-US",
        lcid=1033,
        english_name="English (United States)",
        two_letter="en",
        three_letter="eng",
        parent_name="en",
        number_format=number,
        date_time_format=date,
    )


def _english() -> Culture:
    base = _en_us()
    return Culture(
        "en",
        lcid=9,
        english_name="English",
        two_letter="en",
        three_letter="eng",
        number_format=base.number_format,
        date_time_format=base.date_time_format,
    )


def get_culture(name: str) -> Culture:
    """The culture of that name; UnknownCulture says why there is none."""
    key = name.replace("_", "-").lower()
    found = _cache.get(key)
    if found is None:
        if key == "en-us":
            found = _en_us()
        elif key == "en":
            found = _english()
        else:
            from pssh.objects.culture_babel import load

            found = load(name.replace("_", "-"))
        _cache[key] = found
    return found


def environment_culture() -> Culture:
    """The culture that LC_ALL, LC_MESSAGES or LANG ask for; the invariant one for C and where there are no data."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            name = value.partition(".")[0].partition("@")[0]
            if name in ("C", "POSIX", ""):
                return INVARIANT
            try:
                return get_culture(name)
            except UnknownCulture:
                return INVARIANT
    return INVARIANT


def current_culture() -> Culture:
    """The culture of this thread: what was set here, else that of the environment."""
    culture = _current.get()
    if culture is None:
        culture = environment_culture()
        _current.set(culture)
    return culture


def set_current_culture(culture: Culture) -> None:
    """Sets the culture of this thread."""
    _current.set(culture)


def culture_names() -> List[str]:
    """The names of all cultures whose data are here."""
    try:
        from pssh.objects.culture_babel import names

        return names()
    except ImportError:
        return ["", "en", "en-US"]


def format_provider(provider: Any) -> Culture:
    """The culture an IFormatProvider argument stands for; None is the current one."""
    if provider is None:
        return current_culture()
    if isinstance(provider, Culture):
        return provider
    if isinstance(provider, NumberFormatInfo):
        return Culture("", number_format=provider)
    if isinstance(provider, DateTimeFormatInfo):
        return Culture("", date_time_format=provider)
    if isinstance(provider, str):
        return get_culture(provider)
    return current_culture()
