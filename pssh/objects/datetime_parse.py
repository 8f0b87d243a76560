"""Text to dates: the free forms that [datetime]::Parse understands, and ParseExact by format strings."""

from typing import Any, List, Optional, Tuple, Union

from pssh.objects.culture import INVARIANT, Culture
from pssh.objects.datetime import (
    LOCAL,
    UNSPECIFIED,
    UTC,
    DateTime,
    DateTimeOffset,
    days_before,
    local_offset,
    time_ticks,
)
from pssh.objects.datetime_format import standard_pattern, tokenize
from pssh.objects.timespan import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE

# [Globalization.DateTimeStyles]
ALLOW_WHITE = 7
NO_CURRENT_DATE = 8
ADJUST_TO_UNIVERSAL = 16
ASSUME_LOCAL = 32
ASSUME_UNIVERSAL = 64
ROUNDTRIP_KIND = 128


def bad(text: str) -> ValueError:
    """What .NET says of text that is no date."""
    return ValueError(f"String '{text}' was not recognized as a valid DateTime.")


class _Fields:
    """What was read so far."""

    __slots__ = ("day", "fraction", "hour", "minute", "month", "offset", "pm", "second", "weekday", "year")

    def __init__(self) -> None:
        self.year: Optional[int] = None
        self.month: Optional[int] = None
        self.day: Optional[int] = None
        self.hour: Optional[int] = None
        self.minute = 0
        self.second = 0
        self.fraction = 0
        self.pm: Optional[bool] = None
        self.offset: Optional[int] = None  # ticks; None where no zone was given
        self.weekday: Optional[int] = None


def _two_digit_year(year: int, digits: int) -> int:
    if digits <= 2:
        return 2000 + year if year <= 49 else 1900 + year
    return year


Word = Tuple[str, str, str]  # kind (number, word, mark), text, white space before


def _words(text: str) -> List[Word]:
    out: List[Word] = []
    at, gap = 0, ""
    while at < len(text):
        c = text[at]
        end = at + 1
        if c.isspace():
            while end < len(text) and text[end].isspace():
                end += 1
            gap = text[at:end]
            at = end
            continue
        if c.isdigit() and c.isascii():
            while end < len(text) and text[end].isdigit() and text[end].isascii():
                end += 1
            kind = "number"
        elif c.isalpha():
            while end < len(text) and (
                text[end].isalpha()
                or (text[end] == "." and end - at > 1 and text[end + 1 : end + 2].isalpha())
            ):
                end += 1
            kind = "word"
        else:
            kind = "mark"
        out.append((kind, text[at:end], gap))
        gap = ""
        at = end
    return out


class _Reader:
    """Reads one text in any of the forms of a culture."""

    def __init__(self, text: str, culture: Culture) -> None:
        self.text = text
        self.culture = culture
        self.words = _words(text.strip().rstrip("\0"))
        self.at = 0
        self.found = _Fields()
        self.numbers: List[Tuple[int, int]] = []  # value, digits
        self.month_at = -1  # how many numbers stood before the month's name

    def fail(self) -> ValueError:
        return bad(self.text)

    def peek(self, ahead: int = 0) -> Word:
        index = self.at + ahead
        return self.words[index] if index < len(self.words) else ("", "", "")

    def read(self) -> _Fields:
        if not self.words:
            raise self.fail()
        while self.at < len(self.words):
            kind, text, _ = self.peek()
            if kind == "number":
                self._number()
            elif kind == "word":
                self._word(text)
            else:
                self._mark(text)
        self._dates()
        return self.found

    def _number(self) -> None:
        _, text, _gap = self.peek()
        follow = self.peek(1)
        found = self.found
        separator = self.culture.date_time_format.time_separator
        if (
            follow[1] in (":", separator)
            and found.hour is None
            and not (follow[1] == "." and separator != ".")
        ):
            self._time()
            return
        if found.hour is None and follow[0] == "word" and self._designator(follow[1]) is not None:
            found.hour = int(text)
            found.pm = self._designator(follow[1])
            self.at += 2
            if found.hour > 12:
                raise self.fail()
            return
        if len(text) == 8 and len(self.words) == 1:
            raise self.fail()
        if len(self.numbers) >= 3 or len(text) > 4:
            raise self.fail()
        self.numbers.append((int(text), len(text)))
        self.at += 1

    def _designator(self, word: str) -> Optional[bool]:
        dtf = self.culture.date_time_format
        low = word.lower()
        if low in ("am", "a", dtf.am_designator.lower()) and low:
            return False
        if low in ("pm", "p", dtf.pm_designator.lower()) and low:
            return True
        return None

    def _time(self) -> None:
        found = self.found
        found.hour = self._digits(2)
        self.at += 1
        found.minute = self._digits(2)
        if self.peek()[1] == ":":
            self.at += 1
            found.second = self._digits(2)
            if self.peek()[1] in (".", ",") and self.peek(1)[0] == "number" and not self.peek(1)[2]:
                self.at += 1
                digits = self.peek()[1]
                self.at += 1
                value = int(digits[:7].ljust(7, "0"))
                found.fraction = value + (1 if len(digits) > 7 and digits[7] >= "5" else 0)
        elif self.peek()[1] == "." and self.peek(1)[0] == "number":
            raise self.fail()

    def _digits(self, most: int) -> int:
        kind, text, _ = self.peek()
        if kind != "number" or len(text) > most:
            raise self.fail()
        self.at += 1
        return int(text)

    def _word(self, text: str) -> None:
        found = self.found
        low = text.lower().rstrip(".")
        if low == "t" and self.numbers and self.peek(1)[0] == "number" and found.hour is None:
            self.at += 1
            return
        if low in ("z", "gmt", "utc") and (found.hour is not None or low != "z"):
            found.offset = 0 if found.offset is None else found.offset
            self.at += 1
            return
        mark = self._designator(text)
        if mark is not None and found.hour is not None:
            if found.pm is not None:
                raise self.fail()
            found.pm = mark
            self.at += 1
            return
        for index, names in self._names(True):
            if low in names:
                if found.month is not None:
                    raise self.fail()
                found.month = index
                self.month_at = len(self.numbers)
                self.at += 1
                return
        for index, names in self._names(False):
            if low in names:
                found.weekday = index
                self.at += 1
                return
        if low == "st" or low == "nd" or low == "rd" or low == "th":
            raise self.fail()
        raise self.fail()

    def _names(self, months: bool) -> List[Tuple[int, Tuple[str, ...]]]:
        dtf = self.culture.date_time_format
        if months:
            return [
                (
                    i + 1,
                    (
                        dtf.month_names[i].lower(),
                        dtf.abbreviated_month_names[i].lower().rstrip("."),
                        dtf.month_genitive_names[i].lower(),
                        dtf.abbreviated_month_genitive_names[i].lower().rstrip("."),
                    ),
                )
                for i in range(12)
            ]
        return [
            (i, (dtf.day_names[i].lower(), dtf.abbreviated_day_names[i].lower().rstrip(".")))
            for i in range(7)
        ]

    def _mark(self, text: str) -> None:
        found = self.found
        if text in "+-" and found.hour is not None and self.peek(1)[0] == "number":
            self._zone(text)
            return
        if text in "-/." or text == "," or text == self.culture.date_time_format.date_separator:
            self.at += 1
            if self.at >= len(self.words) and text in "-/":
                raise self.fail()
            return
        raise self.fail()

    def _zone(self, sign: str) -> None:
        self.at += 1
        digits = self.peek()[1]
        self.at += 1
        if self.peek()[1] == ":":
            self.at += 1
            hours, minutes = int(digits), self._digits(2)
        elif len(digits) <= 2:
            hours, minutes = int(digits), 0
        elif len(digits) == 4:
            hours, minutes = int(digits[:2]), int(digits[2:])
        else:
            raise self.fail()
        if hours > 14 or minutes > 59:
            raise self.fail()
        ticks = hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE
        self.found.offset = -ticks if sign == "-" else ticks

    def _dates(self) -> None:
        found, numbers = self.found, self.numbers
        if found.month is not None:
            self._with_month_name()
        elif len(numbers) == 3:
            self._three()
        elif len(numbers) == 2:
            self._two()
        elif numbers or (found.hour is None and found.weekday is None):
            raise self.fail()

    def _order(self) -> str:
        """The order of year, month and day in the culture's short date."""
        seen = ""
        for letter, _, _ in tokenize(self.culture.date_time_format.short_date_pattern):
            if letter in ("y", "M", "d") and letter not in seen:
                seen += letter
        return seen

    def _three(self) -> None:
        found, numbers = self.found, self.numbers
        order = self._order()
        if numbers[0][1] > 2:
            order = "yMd"
        elif order == "yMd" and numbers[2][1] > 2:
            order = "Mdy"
        for (value, digits), letter in zip(numbers, order):
            if letter == "y":
                found.year = _two_digit_year(value, digits)
            elif digits > 2:
                raise self.fail()
            elif letter == "M":
                found.month = value
            else:
                found.day = value

    def _two(self) -> None:
        found = self.found
        (first, first_digits), (second, second_digits) = self.numbers
        if first_digits > 2:
            found.year, found.month, found.day = first, second, 1
        elif second_digits > 2:
            found.year, found.month, found.day = second, first, 1
        elif self._order().replace("y", "") == "dM":
            found.day, found.month = first, second
        else:
            found.month, found.day = first, second

    def _with_month_name(self) -> None:
        found, numbers = self.found, self.numbers
        if not numbers:
            found.day = 1
        elif len(numbers) == 1:
            value, digits = numbers[0]
            if digits > 2:
                found.year, found.day = value, 1
            else:
                found.day = value
        elif len(numbers) == 2:
            (first, first_digits), (second, second_digits) = numbers
            if first_digits > 2:
                found.year, found.day = first, second
            else:
                found.day, found.year = first, _two_digit_year(second, second_digits)
        else:
            raise self.fail()


def _finish(found: _Fields, text: str, styles: int) -> Tuple[int, Optional[int]]:
    """Ticks of the clock time, and the offset where one was given."""
    hour = found.hour or 0
    if found.pm is not None:
        if not 0 <= hour <= 12:
            raise bad(text)
        hour = hour % 12 + (12 if found.pm else 0)
    year, month, day = found.year, found.month, found.day
    if year is None or month is None or day is None:
        now = DateTime.now()
        if year is None and month is None and day is None:
            if styles & NO_CURRENT_DATE:
                year, month, day = 1, 1, 1
            elif found.hour is None and found.weekday is not None:
                raise bad(text)
            else:
                year, month, day = now.year, now.month, now.day
        else:
            year = now.year if year is None else year
            month = 1 if month is None else month
            day = 1 if day is None else day
    extra = 0
    if hour == 24 and found.minute == 0 and found.second == 0 and found.fraction == 0:
        hour, extra = 0, 1
    try:
        days = days_before(year, month, day)
        clock = (days + extra) * TICKS_PER_DAY + time_ticks(hour, found.minute, found.second) + found.fraction
    except OverflowError:
        raise bad(text) from None
    if found.weekday is not None and (days + 1) % 7 != found.weekday and found.year is not None:
        raise ValueError(
            f"String '{text}' was not recognized as a valid DateTime because the day of week was incorrect."
        )
    return clock, found.offset


def _as_datetime(clock: int, offset: Optional[int], styles: int) -> DateTime:
    if offset is None:
        if styles & ASSUME_LOCAL:
            value = DateTime(clock, LOCAL)
            return value.to_utc() if styles & ADJUST_TO_UNIVERSAL else value
        if styles & ASSUME_UNIVERSAL:
            value = DateTime(clock, UTC)
            return value if styles & ADJUST_TO_UNIVERSAL else value.to_local()
        return DateTime(clock, UNSPECIFIED)
    utc = clock - offset
    if styles & ADJUST_TO_UNIVERSAL or (styles & ROUNDTRIP_KIND and offset == 0):
        return DateTime(utc, UTC)
    return DateTime(utc + local_offset(utc), LOCAL)


def _fields(text: str, culture: Culture) -> _Fields:
    iso = _iso(text)
    return iso if iso is not None else _Reader(text, culture).read()


def _iso(text: str) -> Optional[_Fields]:
    """The common `yyyy-MM-dd` and `yyyy-MM-ddTHH:mm:ss` without a closer look."""
    size = len(text)
    if size not in (10, 19) or text[4] != "-" or text[7] != "-":
        return None
    if not (text[:4].isdigit() and text[5:7].isdigit() and text[8:10].isdigit() and text.isascii()):
        return None
    found = _Fields()
    found.year, found.month, found.day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if size == 19:
        if text[10] not in "T " or text[13] != ":" or text[16] != ":":
            return None
        if not (text[11:13].isdigit() and text[14:16].isdigit() and text[17:].isdigit()):
            return None
        found.hour, found.minute, found.second = int(text[11:13]), int(text[14:16]), int(text[17:])
    return found


def parse_datetime(text: str, culture: Optional[Culture] = None, styles: int = 0) -> DateTime:
    """[datetime]::Parse; ValueError says what is wrong."""
    clock, offset = _finish(_fields(text, culture or INVARIANT), text, styles)
    return _as_datetime(clock, offset, styles)


def parse_datetimeoffset(text: str, culture: Optional[Culture] = None, styles: int = 0) -> DateTimeOffset:
    """[DateTimeOffset]::Parse; without a zone the local offset counts."""
    clock, offset = _finish(_fields(text, culture or INVARIANT), text, styles)
    return _as_offset(clock, offset, styles)


def _as_offset(clock: int, offset: Optional[int], styles: int) -> DateTimeOffset:
    if offset is None:
        offset = 0 if styles & ASSUME_UNIVERSAL else DateTime(clock, LOCAL).offset()
    value = DateTimeOffset(DateTime(clock), offset)
    return value.to_offset(0) if styles & ADJUST_TO_UNIVERSAL else value


class _Exact:
    """Reads text by one custom format."""

    def __init__(self, text: str, fmt: str, culture: Culture, styles: int) -> None:
        self.text = text
        self.fmt = fmt
        self.culture = culture
        self.styles = styles
        self.at = 0
        self.found = _Fields()

    def fail(self) -> ValueError:
        return bad(self.text)

    def digits(self, least: int, most: int) -> str:
        end = self.at
        while end < len(self.text) and end - self.at < most and self.text[end].isdigit():
            end += 1
        if end - self.at < least:
            raise self.fail()
        piece, self.at = self.text[self.at : end], end
        return piece

    def number(self, count: int) -> int:
        return int(self.digits(count if count <= 2 else 2, 2))

    def name(self, names: Tuple[str, ...]) -> int:
        rest = self.text[self.at :].lower()
        best, size = -1, 0
        for index, name in enumerate(names):
            if name and rest.startswith(name.lower()) and len(name) > size:
                best, size = index, len(name)
        if best < 0:
            raise self.fail()
        self.at += size
        return best

    def read(self) -> _Fields:
        if self.styles & 1:
            self.at = len(self.text) - len(self.text.lstrip())
        for letter, count, plain in tokenize(self.fmt):
            if self.styles & 4 and letter != "":
                while self.text[self.at : self.at + 1] == " ":
                    self.at += 1
            self._token(letter, count, plain)
        rest = self.text[self.at :]
        if rest.strip() if self.styles & 2 else rest:
            raise self.fail()
        return self.found

    def _token(self, letter: str, count: int, plain: str) -> None:
        found, dtf = self.found, self.culture.date_time_format
        if letter == "":
            self._plain(plain)
        elif letter == "/":
            self._plain(dtf.date_separator)
        elif letter == ":":
            self._plain(dtf.time_separator)
        elif letter == "y":
            text = self.digits(count if count != 1 else 1, 2 if count <= 2 else max(count, 4))
            found.year = _two_digit_year(int(text), 2 if count <= 2 else 4)
        elif letter == "M":
            if count <= 2:
                found.month = self.number(count)
            elif count == 3:
                found.month = self.name(dtf.abbreviated_month_names) + 1
            else:
                found.month = self.name(dtf.month_names) + 1
        elif letter == "d":
            if count <= 2:
                found.day = self.number(count)
            else:
                found.weekday = self.name(dtf.abbreviated_day_names if count == 3 else dtf.day_names)
        elif letter in ("H", "h"):
            found.hour = self.number(count)
            if letter == "h" and not 1 <= found.hour <= 12:
                raise self.fail()
        elif letter == "m":
            found.minute = self.number(count)
        elif letter == "s":
            found.second = self.number(count)
        elif letter == "f":
            found.fraction = int(self.digits(count, count).ljust(7, "0"))
        elif letter == "F":
            found.fraction = int(self.digits(0, count).ljust(7, "0"))
        elif letter == "t":
            found.pm = bool(
                self.name(
                    (dtf.am_designator[:1], dtf.pm_designator[:1])
                    if count == 1
                    else (dtf.am_designator, dtf.pm_designator)
                )
            )
        elif letter in ("z", "K"):
            self._zone(letter)
        else:
            self.name(("A.D.", "AD"))

    def _plain(self, plain: str) -> None:
        if plain == " " and self.styles & 4:
            while self.text[self.at : self.at + 1] == " ":
                self.at += 1
            return
        if self.text[self.at : self.at + len(plain)] != plain:
            # a dot before F digits may be left out
            if plain == ".":
                return
            raise self.fail()
        self.at += len(plain)

    def _zone(self, letter: str) -> None:
        c = self.text[self.at : self.at + 1]
        if letter == "K" and c not in ("Z", "+", "-"):
            return
        self.at += 1
        if c == "Z":
            self.found.offset = 0
            return
        if c not in ("+", "-"):
            raise self.fail()
        hours, minutes = int(self.digits(1, 2)), 0
        if self.text[self.at : self.at + 1] == ":":
            self.at += 1
            minutes = int(self.digits(2, 2))
        elif self.text[self.at : self.at + 2].isdigit():
            minutes = int(self.digits(2, 2))
        ticks = hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE
        self.found.offset = -ticks if c == "-" else ticks


def _exact(
    text: str, formats: Union[str, List[Any]], culture: Culture, styles: int
) -> Tuple[int, Optional[int]]:
    wrong = bad(text)
    for fmt in [formats] if isinstance(formats, str) else formats:
        fmt = str(fmt)
        pattern = standard_pattern(fmt, culture) if len(fmt) == 1 else fmt
        try:
            found = _Exact(text, pattern, culture, styles).read()
            if found.hour is None and found.year is None and found.month is None and found.day is None:
                found.hour = 0
            if found.month is None and found.day is None and found.year is not None:
                found.month = found.day = 1
            return _finish(found, text, styles)
        except ValueError as error:
            wrong = error
    if not isinstance(formats, str) and len(formats) > 1:
        wrong = bad(text)
    raise wrong


def parse_exact(
    text: str, formats: Union[str, List[Any]], culture: Optional[Culture] = None, styles: int = 0
) -> DateTime:
    """[datetime]::ParseExact by one or several formats."""
    clock, offset = _exact(text, formats, culture or INVARIANT, styles)
    return _as_datetime(clock, offset, styles)


def parse_offset_exact(
    text: str, formats: Union[str, List[Any]], culture: Optional[Culture] = None, styles: int = 0
) -> DateTimeOffset:
    """[DateTimeOffset]::ParseExact."""
    clock, offset = _exact(text, formats, culture or INVARIANT, styles)
    return _as_offset(clock, offset, styles)
