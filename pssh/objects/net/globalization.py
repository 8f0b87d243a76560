"""[cultureinfo] and what hangs on it: number and date formats, text and compare info, regions, calendars."""

import re
from typing import Any, Optional

from pssh.objects.culture import (
    INVARIANT,
    Culture,
    DateTimeFormatInfo,
    NumberFormatInfo,
    culture_names,
    current_culture,
    environment_culture,
    get_culture,
    set_current_culture,
    simple_lower,
)
from pssh.objects.net.common import array, enum, fail, strings
from pssh.objects.types import net_type

_SPACE = "System.Globalization."
culture = net_type(_SPACE + "CultureInfo", Culture, None, ("System.IFormatProvider", "System.ICloneable"))
number = net_type(_SPACE + "NumberFormatInfo", NumberFormatInfo, None, ("System.IFormatProvider",))
date = net_type(_SPACE + "DateTimeFormatInfo", DateTimeFormatInfo, None, ("System.IFormatProvider",))


class TextInfo:
    """Upper and lower case of a culture."""

    __slots__ = ("culture",)
    net_type_name = _SPACE + "TextInfo"

    def __init__(self, owner: Culture) -> None:
        self.culture = owner

    def __str__(self) -> str:
        return f"TextInfo - {self.culture.name}"

    def title_case(self, text: str) -> str:
        """Each word with a capital; words all in capitals stay."""

        def word(found: Any) -> str:
            piece = found.group()
            if len(piece) > 1 and piece.isupper():
                return str(piece)
            return self.culture.upper(piece[0]) + self.culture.lower(piece[1:])

        return re.sub(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*", word, text)


class CompareInfo:
    """Comparison of text by a culture."""

    __slots__ = ("culture",)
    net_type_name = _SPACE + "CompareInfo"

    def __init__(self, owner: Culture) -> None:
        self.culture = owner

    def __str__(self) -> str:
        return f"CompareInfo - {self.culture.name}"


class RegionInfo:
    """A country."""

    __slots__ = ("culture", "name")
    net_type_name = _SPACE + "RegionInfo"

    def __init__(self, name: str) -> None:
        self.name = name.rpartition("-")[2].upper()
        self.culture = _region_culture(name)

    def __str__(self) -> str:
        return self.name


def _region_culture(name: str) -> Culture:
    from pssh.objects.culture import UnknownCulture

    for candidate in culture_names() if "-" not in name else [name]:
        if candidate.upper().endswith("-" + name.rpartition("-")[2].upper()):
            try:
                return get_culture(candidate)
            except UnknownCulture:
                continue
    fail("ArgumentException", f"Culture name '{name}' is not supported. (Parameter 'name')")


class Calendar:
    """The Gregorian calendar."""

    __slots__ = ()
    net_type_name = _SPACE + "GregorianCalendar"

    def __str__(self) -> str:
        return self.net_type_name


def _text(snake: str) -> Any:
    return lambda self: getattr(self, snake)


def _put(snake: str, convert: Any) -> Any:
    return lambda self, value: setattr(self, snake, convert(value))


def _snake(name: str) -> str:
    out = "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
    return {"r_f_c1123_pattern": "rfc1123_pattern"}.get(out, out)


for _name in (
    "CurrencyDecimalDigits",
    "CurrencyNegativePattern",
    "NumberNegativePattern",
    "PercentPositivePattern",
    "PercentNegativePattern",
    "CurrencyPositivePattern",
    "NumberDecimalDigits",
    "PercentDecimalDigits",
):
    number.prop(_name, "int")(_text(_snake(_name)))
    number.setter(_name)(_put(_snake(_name), int))
for _name in (
    "CurrencyDecimalSeparator",
    "CurrencyGroupSeparator",
    "CurrencySymbol",
    "NaNSymbol",
    "NegativeInfinitySymbol",
    "NegativeSign",
    "NumberDecimalSeparator",
    "NumberGroupSeparator",
    "PositiveInfinitySymbol",
    "PositiveSign",
    "PercentDecimalSeparator",
    "PercentGroupSeparator",
    "PercentSymbol",
    "PerMilleSymbol",
):
    number.prop(_name, "string")(_text(_snake(_name)))
    number.setter(_name)(_put(_snake(_name), str))
for _name in ("CurrencyGroupSizes", "NumberGroupSizes", "PercentGroupSizes"):
    number.prop(_name, "int[]")(lambda self, n=_name: array(getattr(self, _snake(n)), "System.Int32"))
    number.setter(_name)(_put(_snake(_name), tuple))
number.prop("IsReadOnly", "bool")(lambda self: not self.writable)
number.static_prop("InvariantInfo", _SPACE + "NumberFormatInfo")(lambda: INVARIANT.number_format)
number.static_prop("CurrentInfo", _SPACE + "NumberFormatInfo")(lambda: current_culture().number_format)

for _name in (
    "AMDesignator",
    "PMDesignator",
    "DateSeparator",
    "TimeSeparator",
    "ShortDatePattern",
    "LongDatePattern",
    "ShortTimePattern",
    "LongTimePattern",
    "MonthDayPattern",
    "YearMonthPattern",
    "FullDateTimePattern",
    "RFC1123Pattern",
    "SortableDateTimePattern",
    "UniversalSortableDateTimePattern",
):
    _key = {"AMDesignator": "am_designator", "PMDesignator": "pm_designator"}.get(_name, _snake(_name))
    date.prop(_name, "string")(_text(_key))
    date.setter(_name)(_put(_key, str))
for _name in (
    "DayNames",
    "AbbreviatedDayNames",
    "ShortestDayNames",
    "MonthNames",
    "AbbreviatedMonthNames",
    "MonthGenitiveNames",
    "AbbreviatedMonthGenitiveNames",
):
    date.prop(_name, "string[]")(lambda self, n=_name: strings(getattr(self, _snake(n))))
    date.setter(_name)(_put(_snake(_name), tuple))
date.prop("FirstDayOfWeek", "System.DayOfWeek")(lambda self: enum("System.DayOfWeek", self.first_day_of_week))
date.prop("CalendarWeekRule", _SPACE + "CalendarWeekRule")(
    lambda self: enum(_SPACE + "CalendarWeekRule", self.calendar_week_rule)
)
date.prop("Calendar", _SPACE + "Calendar")(lambda self: Calendar())
date.static_prop("InvariantInfo", _SPACE + "DateTimeFormatInfo")(lambda: INVARIANT.date_time_format)
date.static_prop("CurrentInfo", _SPACE + "DateTimeFormatInfo")(lambda: current_culture().date_time_format)


@date.method("GetMonthName", "string GetMonthName(int month)")
def _month_name(self: DateTimeFormatInfo, month: int) -> str:
    if not 1 <= month <= 13:
        fail(
            "ArgumentOutOfRangeException", "Valid values are between 1 and 13, inclusive. (Parameter 'month')"
        )
    return self.month_names[month - 1]


@date.method("GetAbbreviatedMonthName", "string GetAbbreviatedMonthName(int month)")
def _short_month_name(self: DateTimeFormatInfo, month: int) -> str:
    return self.abbreviated_month_names[month - 1]


@date.method("GetDayName", "string GetDayName(System.DayOfWeek dayofweek)")
def _day_name(self: DateTimeFormatInfo, day: int) -> str:
    return self.day_names[int(day)]


@date.method("GetAbbreviatedDayName", "string GetAbbreviatedDayName(System.DayOfWeek dayofweek)")
def _short_day_name(self: DateTimeFormatInfo, day: int) -> str:
    return self.abbreviated_day_names[int(day)]


def _new_info(kind: Any) -> Any:
    made = kind()
    made.writable = True
    return made


number.constructor(_SPACE + "NumberFormatInfo new()")(lambda: _new_info(NumberFormatInfo))
date.constructor(_SPACE + "DateTimeFormatInfo new()")(lambda: _new_info(DateTimeFormatInfo))

# lists of a culture show the properties in this order
culture.prop("Parent", _SPACE + "CultureInfo")(lambda self: get_culture(self.parent_name))
culture.prop("LCID", "int")(_text("lcid"))
culture.prop("KeyboardLayoutId", "int")(_text("lcid"))
culture.prop("Name", "string")(_text("name"))
culture.prop("IetfLanguageTag", "string")(_text("name"))
culture.prop("DisplayName", "string")(_text("display_name"))
culture.prop("NativeName", "string")(_text("native_name"))
culture.prop("EnglishName", "string")(_text("english_name"))
culture.prop("TwoLetterISOLanguageName", "string")(_text("two_letter"))
culture.prop("ThreeLetterISOLanguageName", "string")(_text("three_letter"))
culture.prop("ThreeLetterWindowsLanguageName", "string")(lambda self: self.three_letter.upper())
culture.prop("CompareInfo", _SPACE + "CompareInfo")(CompareInfo)
culture.prop("TextInfo", _SPACE + "TextInfo")(TextInfo)
culture.prop("IsNeutralCulture", "bool")(lambda self: bool(self.name) and "-" not in self.name)
culture.prop("CultureTypes", _SPACE + "CultureTypes")(
    lambda self: enum(_SPACE + "CultureTypes", 1 if self.name and "-" not in self.name else 2)
)
culture.prop("NumberFormat", _SPACE + "NumberFormatInfo")(_text("number_format"))
culture.setter("NumberFormat")(_put("number_format", lambda v: v))
culture.prop("DateTimeFormat", _SPACE + "DateTimeFormatInfo")(_text("date_time_format"))
culture.setter("DateTimeFormat")(_put("date_time_format", lambda v: v))
culture.prop("Calendar", _SPACE + "Calendar")(lambda self: Calendar())
culture.prop("OptionalCalendars", _SPACE + "Calendar[]")(lambda self: [Calendar()])
culture.prop("UseUserOverride", "bool")(lambda self: False)
culture.prop("IsReadOnly", "bool")(_text("is_read_only"))


def named_culture(name: str) -> Culture:
    """A culture by name; CultureNotFoundException where there is none."""
    from pssh.objects.culture import UnknownCulture

    try:
        return get_culture(name)
    except UnknownCulture as error:
        if "babel" in str(error):
            fail(_SPACE + "CultureNotFoundException", str(error))
        fail(
            _SPACE + "CultureNotFoundException",
            f"Culture is not supported. (Parameter 'name')\n{name} is an invalid culture identifier.",
        )


@culture.constructor("cultureinfo new(string name)", "cultureinfo new(string name, bool useUserOverride)")
def _new_culture(name: str, override: bool = False) -> Culture:
    return _writable(named_culture(name))


@culture.constructor("cultureinfo new(int culture)")
def _new_culture_by_number(lcid: int) -> Culture:
    for name in ("", "en", "en-US", "de-DE", "fr-FR", "en-GB", "es-ES", "it-IT", "ja-JP"):
        found = named_culture(name)
        if found.lcid == lcid:
            return found
    fail(
        _SPACE + "CultureNotFoundException",
        f"Culture is not supported. (Parameter 'culture')\n{lcid} "
        f"(0x{lcid:04x}) is an invalid culture identifier.",
    )


def _writable(source: Culture) -> Culture:
    """A copy that may be changed."""
    from copy import copy

    made = copy(source)
    made.number_format = copy(source.number_format)
    made.date_time_format = copy(source.date_time_format)
    made.number_format.writable = made.date_time_format.writable = True
    made.is_read_only = False
    return made


@culture.method("Clone", "System.Object Clone()")
def _clone(self: Culture) -> Culture:
    return _writable(self)


@culture.method("ToString", "string ToString()")
def _culture_text(self: Culture) -> str:
    return self.name


@culture.method("GetFormat", "System.Object GetFormat(type formatType)")
def _get_format(self: Culture, kind: Any) -> Any:
    return {
        _SPACE + "NumberFormatInfo": self.number_format,
        _SPACE + "DateTimeFormatInfo": self.date_time_format,
    }.get(kind.full_name)


@culture.static_method("GetCultureInfo", "cultureinfo GetCultureInfo(string name)")
@culture.static_method("CreateSpecificCulture", "cultureinfo CreateSpecificCulture(string name)")
def _get_culture_info(name: str) -> Culture:
    return named_culture(name)


@culture.static_method("GetCultures", "cultureinfo[] GetCultures(System.Globalization.CultureTypes types)")
def _get_cultures(types: int) -> Any:
    return array(all_cultures(int(types)), _SPACE + "CultureInfo")


def all_cultures(types: int = 7) -> Any:
    """Every culture there are data for; `types` 1 neutral, 2 specific."""
    out = []
    for name in culture_names():
        neutral = "-" not in name
        if types & (1 if neutral else 2):
            out.append(named_culture(name))
    return out


culture.static_prop("InvariantCulture", "cultureinfo")(lambda: INVARIANT)
culture.static_prop("InstalledUICulture", "cultureinfo")(environment_culture)
for _name in ("CurrentCulture", "CurrentUICulture"):
    culture.static_prop(_name, "cultureinfo")(current_culture)
culture.static_setter("CurrentCulture")(set_current_culture)
culture.static_setter("CurrentUICulture")(lambda value: None)
for _name in ("DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture"):
    culture.static_prop(_name, "cultureinfo")(lambda: None)

info = net_type(_SPACE + "TextInfo", TextInfo)
info.prop("CultureName", "string")(lambda self: self.culture.name)
info.prop("LCID", "int")(lambda self: self.culture.lcid)
info.prop("ListSeparator", "string")(lambda self: self.culture.list_separator)
info.prop("IsRightToLeft", "bool")(lambda self: self.culture.two_letter in ("ar", "he", "fa", "ur"))


@info.method("ToUpper", "char ToUpper(char c)", "string ToUpper(string str)")
def _to_upper(self: TextInfo, text: str) -> Any:
    return type(text)(self.culture.upper(str(text)))


@info.method("ToLower", "char ToLower(char c)", "string ToLower(string str)")
def _to_lower(self: TextInfo, text: str) -> Any:
    return type(text)(self.culture.lower(str(text)))


@info.method("ToTitleCase", "string ToTitleCase(string str)")
def _to_title(self: TextInfo, text: str) -> str:
    return self.title_case(text)


comparing = net_type(_SPACE + "CompareInfo", CompareInfo)
comparing.prop("Name", "string")(lambda self: self.culture.name)
_IGNORE_CASE = 1 | 0x10000000


def _folded(text: str, options: int) -> str:
    if options & 2:
        from unicodedata import combining, normalize

        text = "".join(c for c in normalize("NFD", text) if not combining(c))
    return simple_lower(text) if options & _IGNORE_CASE else text


@comparing.method(
    "Compare",
    "int Compare(string string1, string string2)",
    "int Compare(string string1, string string2, System.Globalization.CompareOptions options)",
)
def _compare(self: CompareInfo, first: Optional[str], second: Optional[str], options: int = 0) -> int:
    from pssh.objects.compare import compare_strings

    a, b = _folded(first or "", int(options)), _folded(second or "", int(options))
    if int(options) & (0x40000000 | 0x10000000):
        return (a > b) - (a < b)
    return compare_strings(a, b, False)


@comparing.method(
    "IndexOf",
    "int IndexOf(string source, string value)",
    "int IndexOf(string source, string value, System.Globalization.CompareOptions options)",
)
def _index_of(self: CompareInfo, text: str, value: str, options: int = 0) -> int:
    return _folded(text, int(options)).find(_folded(value, int(options)))


@comparing.method(
    "IsPrefix",
    "bool IsPrefix(string source, string prefix)",
    "bool IsPrefix(string source, string prefix, System.Globalization.CompareOptions options)",
)
def _is_prefix(self: CompareInfo, text: str, value: str, options: int = 0) -> bool:
    return _folded(text, int(options)).startswith(_folded(value, int(options)))


@comparing.method(
    "IsSuffix",
    "bool IsSuffix(string source, string suffix)",
    "bool IsSuffix(string source, string suffix, System.Globalization.CompareOptions options)",
)
def _is_suffix(self: CompareInfo, text: str, value: str, options: int = 0) -> bool:
    return _folded(text, int(options)).endswith(_folded(value, int(options)))


region = net_type(_SPACE + "RegionInfo", RegionInfo)
region.constructor(_SPACE + "RegionInfo new(string name)")(RegionInfo)
region.prop("Name", "string")(_text("name"))
region.prop("TwoLetterISORegionName", "string")(_text("name"))
region.prop("CurrencySymbol", "string")(lambda self: self.culture.number_format.currency_symbol)
region.prop("EnglishName", "string")(
    lambda self: self.culture.english_name.partition("(")[2].rstrip(")") or self.name
)
region.prop("DisplayName", "string")(
    lambda self: self.culture.english_name.partition("(")[2].rstrip(")") or self.name
)
region.prop("IsMetric", "bool")(lambda self: self.name not in ("US", "LR", "MM"))
region.static_prop("CurrentRegion", _SPACE + "RegionInfo")(lambda: RegionInfo(current_culture().name or "US"))

net_type(_SPACE + "Calendar")
calendar = net_type(_SPACE + "GregorianCalendar", Calendar, _SPACE + "Calendar")
calendar.constructor(_SPACE + "GregorianCalendar new()")(Calendar)


@calendar.method(
    "GetWeekOfYear",
    "int GetWeekOfYear(datetime time, System.Globalization.CalendarWeekRule rule, "
    "System.DayOfWeek firstDayOfWeek)",
)
def _week_of_year(self: Calendar, time: Any, rule: int, first: int) -> int:
    from pssh.objects.datetime import DateTime

    start = DateTime.of(time.year, 1, 1)
    shift = (start.day_of_week - int(first)) % 7
    week = (time.day_of_year - 1 + shift) // 7
    least = {0: 1, 1: 7, 2: 4}[int(rule)]
    if 7 - shift >= least:
        week += 1
    if week == 0:
        return _week_of_year(self, DateTime.of(time.year - 1, 12, 31), rule, first)
    if int(rule) == 2 and week == 53:
        following = DateTime.of(time.year + 1, 1, 1) if time.year < 9999 else None
        if following is not None and 7 - (following.day_of_week - int(first)) % 7 >= 4:
            return 1
    return int(week)


@calendar.method("GetDaysInMonth", "int GetDaysInMonth(int year, int month)")
def _calendar_days(self: Calendar, year: int, month: int) -> int:
    from pssh.objects.datetime import days_in_month

    return days_in_month(year, month)


@calendar.method("IsLeapYear", "bool IsLeapYear(int year)")
def _calendar_leap(self: Calendar, year: int) -> bool:
    from pssh.objects.datetime import is_leap_year

    return is_leap_year(year)


def iso_week(value: Any) -> Any:
    """Year and number of the ISO week."""
    from pssh.objects.datetime import DateTime

    weekday = (value.day_of_week + 6) % 7
    thursday = DateTime(value.date.ticks + (3 - weekday) * 864_000_000_000)
    return thursday.year, (thursday.day_of_year - 1) // 7 + 1


week = net_type(_SPACE + "ISOWeek")
week.static_method("GetWeekOfYear", "int GetWeekOfYear(datetime date)")(lambda value: iso_week(value)[1])
week.static_method("GetYear", "int GetYear(datetime date)")(lambda value: iso_week(value)[0])

unicode = net_type(_SPACE + "CharUnicodeInfo")


@unicode.static_method(
    "GetUnicodeCategory", "System.Globalization.UnicodeCategory GetUnicodeCategory(char ch)"
)
def _unicode_category(c: Any) -> Any:
    from pssh.objects.lib_char import unicode_category

    return unicode_category(str(c))
