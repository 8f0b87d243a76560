"""[XmlConvert]: values as XML Schema writes them, and names that XML allows."""

import unicodedata
from typing import Any, Callable, Optional

from pssh.objects.net.clixml import duration, number_text, parse_duration, parse_real
from pssh.objects.net.common import fail, known_type
from pssh.objects.nettype import Declared
from pssh.objects.types import net_type

_XML = net_type("System.Xml.XmlConvert", None)
_LOCAL, _UTC, _UNSPECIFIED, _ROUND_TRIP = range(4)  # XmlDateTimeSerializationMode
_MODE = "System.Xml.XmlDateTimeSerializationMode"
_INTEGERS = ("byte", "sbyte", "int16", "uint16", "int", "uint32", "long", "uint64")


# -- values to text --------------------------------------------------------------------------------------


def _static(name: str, result: str, *forms: str) -> Callable[[Declared], Declared]:
    return _XML.static_method(name, *(f"static {result} {name}({form})" for form in forms))


_static("ToString", "string", "bool value")(lambda value: "true" if value else "false")
_static("ToString", "string", "double value")(number_text)
_static("ToString", "string", "float value")(number_text)
_static("ToString", "string", "timespan value")(lambda value: duration(value.ticks))


@_static("ToString", "string", *(f"{kind} value" for kind in (*_INTEGERS, "decimal", "char", "guid")))
def _plain(value: Any) -> str:
    from pssh.objects.tostring import to_string

    return to_string(value)


@_static("ToString", "string", "datetime value", "datetime value, string format")
def _date(value: Any, form: str = "yyyy-MM-ddTHH:mm:ss.fffffffzzz") -> str:
    from pssh.objects.culture import INVARIANT
    from pssh.objects.datetime_format import format_datetime

    return format_datetime(value, form, INVARIANT)


@_static("ToString", "string", f"datetime value, {_MODE} dateTimeOption")
def _date_by_mode(value: Any, mode: Any) -> str:
    return _date(_in_mode(value, int(mode)), "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")


@_static("ToString", "string", "datetimeoffset value", "datetimeoffset value, string format")
def _offset(value: Any, form: Optional[str] = None) -> str:
    from pssh.objects.members import call_method

    made = str(call_method(value, "ToString", [form or "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz"]))
    return made[:-6] + "Z" if form is None and made.endswith("+00:00") else made


def _in_mode(value: Any, mode: int) -> Any:
    from pssh.objects.datetime import LOCAL, UTC, DateTime

    if mode == _ROUND_TRIP:
        return value
    if mode == _UNSPECIFIED:
        return DateTime(value.ticks)
    if value.kind not in (LOCAL, UTC):  # of no zone: it is taken to be of the one asked for
        return DateTime(value.ticks, LOCAL if mode == _LOCAL else UTC)
    return value.to_local() if mode == _LOCAL else value.to_utc()


# -- text to values --------------------------------------------------------------------------------------


def _bad(text: str, kind: str) -> Any:
    fail("FormatException", f"The string '{text}' is not a valid {kind} value.")


@_static("ToBoolean", "bool", "string s")
def _to_boolean(text: str) -> bool:
    value = {"true": True, "1": True, "false": False, "0": False}.get(text.strip(" \t\r\n"))
    return _bad(text, "Boolean") if value is None else bool(value)


@_static("ToTimeSpan", "timespan", "string s")
def _to_span(text: str) -> Any:
    from pssh.objects.timespan import TimeSpan

    try:
        return TimeSpan(parse_duration(text))
    except ValueError:
        return _bad(text, "TimeSpan")


@_static("ToDateTime", "datetime", "string s", f"string s, {_MODE} dateTimeOption")
def _to_date(text: str, mode: Any = _LOCAL) -> Any:
    from pssh.objects.datetime_parse import ROUNDTRIP_KIND, parse_datetime

    try:
        value = parse_datetime(text.strip(), None, ROUNDTRIP_KIND)
    except ValueError:
        return _bad(text, "AllXsd")
    return _in_mode(value, int(mode))


@_static("ToDouble", "double", "string s")
def _to_double(text: str) -> float:
    try:
        return parse_real(text.strip())
    except ValueError:
        fail("FormatException", f"The input string '{text}' was not in a correct format.")


def _parser(type_name: str) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        from pssh.objects.errors import PSError
        from pssh.objects.statics import call_static

        try:
            return call_static(known_type(type_name), "Parse", [text.strip()])
        except PSError as error:
            raise error.record.exception.inner or error from None

    return parse


for _kind in ("Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Decimal", "Guid"):
    _static("To" + _kind, "System." + _kind, "string s")(_parser("System." + _kind))


# -- names -----------------------------------------------------------------------------------------------


def _starts(char: str, colon: bool) -> bool:
    return char.isalpha() or char == "_" or (colon and char == ":")


def _goes_on(char: str, colon: bool) -> bool:
    return _starts(char, colon) or char in "-.\u00b7" or unicodedata.category(char) in ("Nd", "Mn", "Mc")


def _encoded(name: Optional[str], colon: bool) -> Optional[str]:
    import re

    if not name:
        return name
    out = []
    for place, char in enumerate(name):
        good = _goes_on(char, colon) if place else _starts(char, colon)
        if good and not (char == "_" and re.match("_x[0-9A-Fa-f]{4}_", name[place:])):
            out.append(char)
        else:
            out.append(f"_x{ord(char):04X}_" if ord(char) < 0x10000 else f"_x{ord(char):08X}_")
    return "".join(out)


@_static("DecodeName", "string", "string name")
def _decoded(name: Optional[str]) -> Optional[str]:
    import re

    if not name:
        return name
    return re.sub("_x([0-9A-Fa-f]{4}|[0-9A-Fa-f]{8})_", lambda found: chr(int(found.group(1), 16)), name)


_static("EncodeName", "string", "string name")(lambda name: _encoded(name, True))
_static("EncodeLocalName", "string", "string name")(lambda name: _encoded(name, False))


@_static("VerifyName", "string", "string name")
def _verified(name: str) -> str:
    for place, char in enumerate(name):
        if not (_goes_on(char, True) if place else _starts(char, True)):
            rest = "" if place else "Name cannot begin with "
            text = f"{rest}the '{char}' character, hexadecimal value 0x{ord(char):02X}."
            if place:
                text = f"The '{char}' character, hexadecimal value 0x{ord(char):02X}, cannot be included in a name."
            fail("System.Xml.XmlException", text)
    return name
