"""[Drawing.Color] and [Drawing.ColorTranslator]: colours by name, by number and as pages write them."""

import colorsys
from typing import Any, Dict, Tuple

from pssh.objects.net.common import fail
from pssh.objects.nothing import MISSING
from pssh.objects.numbers import Byte, Single
from pssh.objects.types import net_type

_NAME = "System.Drawing.Color"
_NAMED = """
AliceBlue F0F8FF AntiqueWhite FAEBD7 Aqua 00FFFF Aquamarine 7FFFD4 Azure F0FFFF Beige F5F5DC Bisque FFE4C4
Black 000000 BlanchedAlmond FFEBCD Blue 0000FF BlueViolet 8A2BE2 Brown A52A2A BurlyWood DEB887 CadetBlue 5F9EA0
Chartreuse 7FFF00 Chocolate D2691E Coral FF7F50 CornflowerBlue 6495ED Cornsilk FFF8DC Crimson DC143C Cyan 00FFFF
DarkBlue 00008B DarkCyan 008B8B DarkGoldenrod B8860B DarkGray A9A9A9 DarkGreen 006400 DarkKhaki BDB76B
DarkMagenta 8B008B DarkOliveGreen 556B2F DarkOrange FF8C00 DarkOrchid 9932CC DarkRed 8B0000 DarkSalmon E9967A
DarkSeaGreen 8FBC8F DarkSlateBlue 483D8B DarkSlateGray 2F4F4F DarkTurquoise 00CED1 DarkViolet 9400D3
DeepPink FF1493 DeepSkyBlue 00BFFF DimGray 696969 DodgerBlue 1E90FF Firebrick B22222 FloralWhite FFFAF0
ForestGreen 228B22 Fuchsia FF00FF Gainsboro DCDCDC GhostWhite F8F8FF Gold FFD700 Goldenrod DAA520 Gray 808080
Green 008000 GreenYellow ADFF2F Honeydew F0FFF0 HotPink FF69B4 IndianRed CD5C5C Indigo 4B0082 Ivory FFFFF0
Khaki F0E68C Lavender E6E6FA LavenderBlush FFF0F5 LawnGreen 7CFC00 LemonChiffon FFFACD LightBlue ADD8E6
LightCoral F08080 LightCyan E0FFFF LightGoldenrodYellow FAFAD2 LightGray D3D3D3 LightGreen 90EE90
LightPink FFB6C1 LightSalmon FFA07A LightSeaGreen 20B2AA LightSkyBlue 87CEFA LightSlateGray 778899
LightSteelBlue B0C4DE LightYellow FFFFE0 Lime 00FF00 LimeGreen 32CD32 Linen FAF0E6 Magenta FF00FF Maroon 800000
MediumAquamarine 66CDAA MediumBlue 0000CD MediumOrchid BA55D3 MediumPurple 9370DB MediumSeaGreen 3CB371
MediumSlateBlue 7B68EE MediumSpringGreen 00FA9A MediumTurquoise 48D1CC MediumVioletRed C71585 MidnightBlue 191970
MintCream F5FFFA MistyRose FFE4E1 Moccasin FFE4B5 NavajoWhite FFDEAD Navy 000080 OldLace FDF5E6 Olive 808000
OliveDrab 6B8E23 Orange FFA500 OrangeRed FF4500 Orchid DA70D6 PaleGoldenrod EEE8AA PaleGreen 98FB98
PaleTurquoise AFEEEE PaleVioletRed DB7093 PapayaWhip FFEFD5 PeachPuff FFDAB9 Peru CD853F Pink FFC0CB Plum DDA0DD
PowderBlue B0E0E6 Purple 800080 RebeccaPurple 663399 Red FF0000 RosyBrown BC8F8F RoyalBlue 4169E1
SaddleBrown 8B4513 Salmon FA8072 SandyBrown F4A460 SeaGreen 2E8B57 SeaShell FFF5EE Sienna A0522D Silver C0C0C0
SkyBlue 87CEEB SlateBlue 6A5ACD SlateGray 708090 Snow FFFAFA SpringGreen 00FF7F SteelBlue 4682B4 Tan D2B48C
Teal 008080 Thistle D8BFD8 Tomato FF6347 Turquoise 40E0D0 Violet EE82EE Wheat F5DEB3 White FFFFFF
WhiteSmoke F5F5F5 Yellow FFFF00 YellowGreen 9ACD32
"""


class Color:
    """[Drawing.Color]: 32 bits and perhaps a name."""

    __slots__ = ("argb", "name")

    net_type_name = _NAME

    def __init__(self, argb: int = 0, name: str = "") -> None:
        self.argb = argb & 0xFFFFFFFF
        self.name = name

    @property
    def parts(self) -> Tuple[int, int, int, int]:
        """Alpha, red, green, blue."""
        alpha, red, green, blue = self.argb.to_bytes(4, "big")
        return alpha, red, green, blue

    @property
    def hls(self) -> Tuple[float, float, float]:
        """Hue, lightness, saturation, each up to 1."""
        _alpha, red, green, blue = self.parts
        return colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)

    def __str__(self) -> str:
        if self.name:
            return f"Color [{self.name}]"
        if not self.argb:
            return "Color [Empty]"
        alpha, red, green, blue = self.parts
        return f"Color [A={alpha}, R={red}, G={green}, B={blue}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Color) and (self.argb, self.name) == (other.argb, other.name)

    def __hash__(self) -> int:
        return hash((self.argb, self.name))


color = net_type(_NAME, Color, "System.ValueType", (), "struct")
color.extra["default"] = Color
_KNOWN: Dict[str, Color] = {"transparent": Color(0xFFFFFF, "Transparent")}
_words = _NAMED.split()
for _word, _digits in zip(_words[::2], _words[1::2]):
    _KNOWN[_word.lower()] = Color(0xFF000000 | int(_digits, 16), _word)
for _each in _KNOWN.values():
    color.static_prop(_each.name, _NAME)(lambda found=_each: found)
color.constant("Empty", _NAME, Color())


def _known(self: Color) -> bool:
    return _KNOWN.get(self.name.lower()) == self


for _place, _letter in ((1, "R"), (2, "G"), (3, "B"), (0, "A")):
    color.prop(_letter, "byte")(lambda self, place=_place: Byte(self.parts[place]))
color.prop("IsKnownColor", "bool")(_known)
color.prop("IsEmpty", "bool")(lambda self: not self.argb and not self.name)
color.prop("IsNamedColor", "bool")(lambda self: self.name != "")
color.prop("IsSystemColor", "bool")(lambda self: False)
color.prop("Name", "string")(lambda self: self.name or f"{self.argb:x}")
color.method("ToArgb", "int ToArgb()")(lambda self: self.argb - (self.argb >> 31 << 32))
color.method("GetHue", "float GetHue()")(lambda self: Single(self.hls[0] * 360))
color.method("GetBrightness", "float GetBrightness()")(lambda self: Single(self.hls[1]))
color.method("GetSaturation", "float GetSaturation()")(lambda self: Single(self.hls[2]))


@color.static_method(
    "FromArgb",
    f"static {_NAME} FromArgb(int argb)",
    f"static {_NAME} FromArgb(int red, int green, int blue)",
    f"static {_NAME} FromArgb(int alpha, int red, int green, int blue)",
    f"static {_NAME} FromArgb(int alpha, {_NAME} baseColor)",
)
def _from_argb(*values: Any) -> Color:
    if len(values) == 1:
        return Color(int(values[0]))
    if len(values) == 2:
        return Color(_component(values[0], "alpha") << 24 | values[1].argb & 0xFFFFFF)
    alpha = 255 if len(values) == 3 else _component(values[0], "alpha")
    red, green, blue = (_component(value, name) for value, name in zip(values[-3:], ("red", "green", "blue")))
    return Color(alpha << 24 | red << 16 | green << 8 | blue)


def _component(value: Any, name: str) -> int:
    if not 0 <= value <= 255:
        fail(
            "ArgumentException",
            f"Value of '{value}' is not valid for '{name}'. '{name}' should be greater than or equal to 0 "
            f"and less than or equal to 255. (Parameter '{name}')",
        )
    return int(value)


@color.static_method("FromName", f"static {_NAME} FromName(string name)")
def _from_name(name: str) -> Color:
    return _KNOWN.get(name.lower()) or Color(0, name)


def _from_text(value: Any) -> Any:
    """A text is a name, `#RRGGBB` or numbers between commas."""
    if value.__class__ is not str:
        return MISSING
    text = value.strip()
    if not text:
        return Color()
    known = _KNOWN.get(text.lower())
    if known is not None:
        return known
    numbers = [_number(part.strip()) for part in text.split(",")]
    if len(numbers) > 1:
        return _likely(_from_argb(*numbers))
    short = (text[0] == "#" and len(text) == 7) or (text[:2].lower() in ("0x", "&h") and len(text) == 8)
    return _likely(Color(numbers[0] | (0xFF000000 if short else 0)))


def _number(text: str) -> int:
    digits = text[1:] if text[:1] == "#" else text[2:] if text[:2].lower() in ("0x", "&h") else text
    try:
        return int(digits, 10 if digits == text else 16)
    except ValueError:
        fail("ArgumentException", f"{text} is not a valid value for Int32. (Parameter 'value')")


def _likely(found: Color) -> Color:
    """The named colour of the same bits."""
    return next((each for each in _KNOWN.values() if each.argb == found.argb), found)


color.extra["convert"] = _from_text

translator = net_type("System.Drawing.ColorTranslator")


@translator.static_method("FromHtml", f"static {_NAME} FromHtml(string htmlColor)")
def _from_html(text: str) -> Any:
    if text.lower() == "lightgrey":
        return _KNOWN["lightgray"]
    if text.startswith("#") and len(text) in (4, 7):
        digits = "".join(digit * 2 for digit in text[1:]) if len(text) == 4 else text[1:]
        return Color(0xFF000000 | _number("#" + digits))
    return _from_text(text)


@translator.static_method("ToHtml", f"static string ToHtml({_NAME} c)")
def _to_html(value: Color) -> str:
    if not value.argb and not value.name:
        return ""
    if value.name:
        return "LightGrey" if value.name == "LightGray" else value.name
    return f"#{value.argb & 0xFFFFFF:06X}"


@translator.static_method("FromWin32", f"static {_NAME} FromWin32(int win32Color)")
@translator.static_method("FromOle", f"static {_NAME} FromOle(int oleColor)")
def _from_win32(value: int) -> Color:
    return Color(0xFF000000 | (value & 255) << 16 | (value & 0xFF00) | (value >> 16 & 255))


@translator.static_method("ToWin32", f"static int ToWin32({_NAME} c)")
@translator.static_method("ToOle", f"static int ToOle({_NAME} c)")
def _to_win32(value: Color) -> int:
    _alpha, red, green, blue = value.parts
    return red | green << 8 | blue << 16
