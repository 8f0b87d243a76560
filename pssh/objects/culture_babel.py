"""Cultures other than the built-in ones, read from babel's copy of the Unicode locale data."""

import re
from typing import Any, List, Tuple

from pssh.objects.culture import Culture, DateTimeFormatInfo, NumberFormatInfo, UnknownCulture

# Windows language numbers of the cultures most used; the rest have .NET's "custom locale" number.
_LCIDS = {
    "de-DE": 1031,
    "en-GB": 2057,
    "fr-FR": 1036,
    "es-ES": 3082,
    "it-IT": 1040,
    "ja-JP": 1041,
    "ko-KR": 1042,
    "nl-NL": 1043,
    "pl-PL": 1045,
    "pt-BR": 1046,
    "ru-RU": 1049,
    "sv-SE": 1053,
    "tr-TR": 1055,
    "zh-CN": 2052,
    "zh-TW": 1028,
    "da-DK": 1030,
    "fi-FI": 1035,
    "nb-NO": 1044,
    "cs-CZ": 1029,
    "hu-HU": 1038,
    "de": 7,
    "fr": 12,
    "es": 10,
    "it": 16,
    "ja": 17,
    "ru": 25,
    "de-AT": 3079,
    "de-CH": 2055,
    "fr-CA": 3084,
    "en-CA": 4105,
    "en-AU": 3081,
    "pt-PT": 2070,
    "uk-UA": 1058,
    "el-GR": 1032,
    "he-IL": 1037,
    "ar-SA": 1025,
}

_NEGATIVE_CURRENCY = {0: 1, 1: 5, 2: 9, 3: 8}


def load(name: str) -> Culture:
    """The culture of that name (`de-DE`)."""
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        raise UnknownCulture(
            f"The data of culture '{name}' are not on this machine: install the Python package 'babel'."
        ) from None
    try:
        locale = Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        raise UnknownCulture(f"{name} is an invalid culture identifier.") from None
    tag = "-".join(
        p
        for p in (
            locale.language,
            locale.script if locale.script and locale.script.lower() in name.lower() else None,
            locale.territory if "-" in name else None,
        )
        if p
    )
    date = _dates(locale)
    return Culture(
        tag,
        lcid=_LCIDS.get(tag, 4096),
        english_name=locale.get_display_name("en") or tag,
        native_name=locale.get_display_name() or tag,
        two_letter=locale.language,
        three_letter=locale.language,
        parent_name=locale.language if "-" in name else "",
        number_format=_numbers(locale),
        date_time_format=date,
    )


def names() -> List[str]:
    """All culture names."""
    from babel.localedata import locale_identifiers

    return sorted({"", *(n.replace("_", "-") for n in locale_identifiers())})


def _symbols(locale: Any) -> Any:
    table = locale.number_symbols
    return table.get(locale.default_numbering_system) or table.get("latn") or table


def _grouping(pattern: Any) -> Tuple[int, ...]:
    first, second = pattern.grouping
    if first > 100:
        return (0,)
    return (first,) if first == second else (first, second)


def _affix(pattern: str, symbol: str) -> int:
    """.NET's number of a positive pattern: 0 symbol first, 1 last, 2 first with a blank, 3 last with a blank."""
    if pattern.startswith(symbol):
        return 2 if pattern[len(symbol) : len(symbol) + 1] in ("\u00a0", "\u202f", " ") else 0
    return 3 if pattern.rstrip(symbol)[-1:] in ("\u00a0", "\u202f", " ") else 1


def _numbers(locale: Any) -> NumberFormatInfo:
    from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

    symbols = _symbols(locale)
    point, group = symbols.get("decimal", "."), symbols.get("group", ",")
    sizes = _grouping(locale.decimal_formats[None])
    currencies = get_territory_currencies(locale.territory) if locale.territory else []
    code = currencies[0] if currencies else None
    currency = locale.currency_formats["standard"].pattern.split(";")[0]
    percent = locale.percent_formats[None].pattern.split(";")[0]
    money = _affix(currency, "\u00a4")
    share = {0: 2, 1: 1, 2: 3, 3: 0}[_affix(percent, "%")]
    minus = symbols.get("minusSign", "-")
    return NumberFormatInfo(
        number_decimal_separator=point,
        number_group_separator=group,
        number_group_sizes=sizes,
        number_decimal_digits=3,
        percent_decimal_digits=3,
        currency_decimal_separator=point,
        currency_group_separator=group,
        currency_group_sizes=sizes,
        percent_decimal_separator=point,
        percent_group_separator=group,
        percent_group_sizes=sizes,
        currency_symbol=get_currency_symbol(code, locale) if code else "\u00a4",
        currency_decimal_digits=get_currency_precision(code) if code else 2,
        currency_positive_pattern=money,
        currency_negative_pattern=_NEGATIVE_CURRENCY[money],
        percent_positive_pattern=share,
        percent_negative_pattern={0: 0, 1: 1, 2: 2, 3: 7}[share],
        negative_sign=minus,
        positive_sign=symbols.get("plusSign", "+"),
        percent_symbol=symbols.get("percentSign", "%"),
        per_mille_symbol=symbols.get("perMille", "\u2030"),
        na_n_symbol=symbols.get("nan", "NaN"),
        positive_infinity_symbol=symbols.get("infinity", "\u221e"),
        negative_infinity_symbol=minus + symbols.get("infinity", "\u221e"),
    )


def _pattern(text: str) -> str:
    """A Unicode date pattern as .NET writes it."""
    pieces = re.findall(r"'(?:[^']|'')*'|[a-zA-Z]+|[^a-zA-Z']+", text)
    result: List[str] = []
    for piece in pieces:
        letter = piece[0]
        if letter == "y":
            piece = "yyyy"
        elif letter in "Ec":
            piece = "dddd" if len(piece) >= 4 else "ddd"
        elif letter == "L":
            piece = "M" * len(piece)
        elif letter in "aB":
            piece = "tt"
        elif letter == "G":
            piece = "g"
        result.append(piece)
    return "".join(result)


def _dates(locale: Any) -> DateTimeFormatInfo:
    days = locale.days["format"]
    months = locale.months["format"]
    alone = locale.months["stand-alone"]

    def week(width: str) -> Tuple[str, ...]:
        return tuple(days[width][(i + 6) % 7] for i in range(7))

    def year(table: Any, width: str) -> Tuple[str, ...]:
        return (*(table[width][i] for i in range(1, 13)), "")

    dates, times = locale.date_formats, locale.time_formats
    skeletons = locale.datetime_skeletons
    long_date = _pattern(dates["full"].pattern)
    long_time = _pattern(times["medium"].pattern)
    short_date = _pattern(dates["short"].pattern)
    periods = locale.day_periods.get("format", {}).get("abbreviated", {})
    separator = next((c for c in re.sub(r"'[^']*'", "", short_date) if not c.isalpha()), "/")

    def skeleton(name: str, other: str) -> str:
        found = skeletons.get(name)
        return _pattern(found.pattern) if found is not None else other

    return DateTimeFormatInfo(
        day_names=week("wide"),
        abbreviated_day_names=week("abbreviated"),
        shortest_day_names=week("narrow"),
        month_names=year(alone, "wide"),
        abbreviated_month_names=year(alone, "abbreviated"),
        month_genitive_names=year(months, "wide"),
        abbreviated_month_genitive_names=year(months, "abbreviated"),
        am_designator=periods.get("am", "AM"),
        pm_designator=periods.get("pm", "PM"),
        date_separator=separator,
        short_date_pattern=short_date,
        long_date_pattern=long_date,
        short_time_pattern=_pattern(times["short"].pattern),
        long_time_pattern=long_time,
        month_day_pattern=skeleton("MMMMd", "MMMM dd"),
        year_month_pattern=skeleton("yMMMM", "MMMM yyyy"),
        full_date_time_pattern=long_date + " " + long_time,
        first_day_of_week=(locale.first_week_day + 1) % 7,
    )
