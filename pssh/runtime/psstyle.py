"""`$PSStyle`: the escape sequences of colours and formatting, and whether output keeps them."""

import os
from typing import Any, Dict, Optional, Tuple

from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.types import net_type

__all__ = ["PSStyle", "StringDecorated"]

ESC = "\x1b"
_SMA = "System.Management.Automation."

_COLORS = (
    "Black",
    "BrightBlack",
    "White",
    "BrightWhite",
    "Red",
    "BrightRed",
    "Magenta",
    "BrightMagenta",
    "Blue",
    "BrightBlue",
    "Cyan",
    "BrightCyan",
    "Green",
    "BrightGreen",
    "Yellow",
    "BrightYellow",
)
_CODES = {
    "Black": 30,
    "Red": 31,
    "Green": 32,
    "Yellow": 33,
    "Blue": 34,
    "Magenta": 35,
    "Cyan": 36,
    "White": 37,
}

# ConsoleColor name -> code of the foreground sequence
_CONSOLE = {
    "black": 30,
    "darkred": 31,
    "darkgreen": 32,
    "darkyellow": 33,
    "darkblue": 34,
    "darkmagenta": 35,
    "darkcyan": 36,
    "gray": 37,
    "darkgray": 90,
    "red": 91,
    "green": 92,
    "yellow": 93,
    "blue": 94,
    "magenta": 95,
    "cyan": 96,
    "white": 97,
}

_DECORATIONS: Tuple[Tuple[str, str], ...] = (
    ("Reset", "0"),
    ("BlinkOff", "25"),
    ("Blink", "5"),
    ("BoldOff", "22"),
    ("Bold", "1"),
    ("DimOff", "22"),
    ("Dim", "2"),
    ("HiddenOff", "28"),
    ("Hidden", "8"),
    ("ReverseOff", "27"),
    ("Reverse", "7"),
    ("ItalicOff", "23"),
    ("Italic", "3"),
    ("UnderlineOff", "24"),
    ("Underline", "4"),
    ("StrikethroughOff", "29"),
    ("Strikethrough", "9"),
)
_FORMATTING: Tuple[Tuple[str, str], ...] = (
    ("FormatAccent", "32;1"),
    ("TableHeader", "32;1"),
    ("CustomTableHeaderLabel", "32;1;3"),
    ("ErrorAccent", "36;1"),
    ("Error", "31;1"),
    ("Warning", "33;1"),
    ("Verbose", "33;1"),
    ("Debug", "33;1"),
    ("FeedbackName", "33"),
    ("FeedbackText", "96"),
    ("FeedbackAction", "97"),
)


def _code(name: str, background: bool) -> int:
    bright = name.startswith("Bright")
    return _CODES[name[6:] if bright else name] + (60 if bright else 0) + (10 if background else 0)


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class _Settings:
    """A group of settings kept by their snake-case names."""

    def __repr__(self) -> str:
        return type(self).__name__


class ForegroundColor(_Settings):
    """`$PSStyle.Foreground`."""


class BackgroundColor(_Settings):
    """`$PSStyle.Background`."""


class FormattingData(_Settings):
    """`$PSStyle.Formatting`."""

    def __init__(self) -> None:
        for name, code in _FORMATTING:
            setattr(self, _snake(name), f"{ESC}[{code}m")


class ProgressConfiguration(_Settings):
    """`$PSStyle.Progress`; the width is in columns."""

    def __init__(self) -> None:
        self.style = f"{ESC}[33;1m"
        self.max_width = 120
        self.view = "Minimal"
        self.use_o_s_c_indicator = False


class FileExtensions(BaseDictionary):
    """Extension -> escape sequence."""

    __slots__ = ()


class FileInfoFormatting(_Settings):
    """`$PSStyle.FileInfo`."""

    def __init__(self) -> None:
        self.directory = f"{ESC}[44;1m"
        self.symbolic_link = f"{ESC}[36;1m"
        self.executable = f"{ESC}[32;1m"
        archives = (".zip", ".tgz", ".gz", ".tar", ".nupkg", ".cab", ".7z")
        scripts = (".ps1", ".psd1", ".psm1", ".ps1xml")
        table: Dict[str, str] = dict.fromkeys(archives, f"{ESC}[31;1m")
        table.update(dict.fromkeys(scripts, f"{ESC}[33;1m"))
        self.extension = FileExtensions(table)


class PSStyle(_Settings):
    """The value of `$PSStyle`."""

    def __init__(self) -> None:
        self.output_rendering = "PlainText" if os.environ.get("NO_COLOR") else "Host"
        self.foreground = ForegroundColor()
        self.background = BackgroundColor()
        self.formatting = FormattingData()
        self.progress = ProgressConfiguration()
        self.file_info = FileInfoFormatting()


class StringDecorated:
    """A text with escape sequences that knows its length without them."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def plain(self) -> str:
        import re

        return re.sub("\x1b\\[[0-9;?]*[A-Za-z]|\x1b\\]8;[^\x07\x1b]*(?:\x07|\x1b\\\\)", "", self.text)

    def __str__(self) -> str:
        return self.text


# --- the .NET types ----------------------------------------------------------------------------------

_style = net_type(_SMA + "PSStyle", PSStyle)


def _constant(text: str) -> Any:
    return lambda self: text


def _attribute(name: str) -> Any:
    return lambda self: getattr(self, name)


def _set_attribute(name: str) -> Any:
    return lambda self, value: setattr(self, name, value)


for _name, _number in _DECORATIONS:
    _style.prop(_name, "string")(_constant(f"{ESC}[{_number}m"))


@_style.prop("OutputRendering", _SMA + "OutputRendering")
def _(self: PSStyle) -> Any:
    from pssh.objects.enums import parse_enum
    from pssh.objects.types import resolve_type

    kind = resolve_type(_SMA + "OutputRendering")
    return self.output_rendering if kind is None else parse_enum(kind, self.output_rendering)


@_style.setter("OutputRendering")
def _(self: PSStyle, value: Any) -> None:
    from pssh.objects.tostring import to_string

    text = to_string(value)
    for name in ("Host", "PlainText", "Ansi"):
        if name.lower() == text.lower():
            self.output_rendering = name
            return
    from pssh.objects.exceptions import NetException

    raise NetException(
        "System.ArgumentException", f"Unable to match the identifier name {text} to a valid enumerator name."
    )


for _group in ("Formatting", "Progress", "FileInfo", "Foreground", "Background"):
    _style.prop(_group, _SMA + "PSStyle+" + _group)(_attribute(_snake(_group)))


def _settings(full_name: str, py_class: type, *names: str, kind: str = "string") -> Any:
    made = net_type(_SMA + full_name, py_class)
    for name in names:
        attribute = _snake(name)
        made.prop(name, kind)(_attribute(attribute))
        made.setter(name)(_set_attribute(attribute))
    return made


_settings("PSStyle+FormattingData", FormattingData, *(name for name, _ in _FORMATTING))
_settings("PSStyle+ProgressConfiguration", ProgressConfiguration, "Style")
_settings("PSStyle+ProgressConfiguration", ProgressConfiguration, "MaxWidth", kind="int")
_settings("PSStyle+ProgressConfiguration", ProgressConfiguration, "View", kind=_SMA + "ProgressView")
_settings("PSStyle+ProgressConfiguration", ProgressConfiguration, "UseOSCIndicator", kind="bool")
_settings("PSStyle+FileInfoFormatting", FileInfoFormatting, "Directory", "SymbolicLink", "Executable")
net_type(_SMA + "PSStyle+FileInfoFormatting", FileInfoFormatting).prop("Extension", "System.Object")(
    _attribute("extension")
)
_extensions = net_type(_SMA + "PSStyle+FileInfoFormatting+FileExtensionDictionary", FileExtensions)
_extensions.prop("Keys", "System.Collections.Generic.IEnumerable[string]")(lambda self: list(self.keys()))
_extensions.method("ContainsKey", "bool ContainsKey(string key)")(lambda self, key: self.contains(key))
_extensions.method("Add", "void Add(string extension, string decoration)")(
    lambda self, extension, decoration: self.set(extension, decoration)
)
_extensions.method("Clear", "void Clear()")(lambda self: self.clear())


@_extensions.method("Remove", "void Remove(string extension)")
def _remove_extension(self: FileExtensions, extension: str) -> None:
    self.remove(extension)


_foreground = net_type(_SMA + "PSStyle+ForegroundColor", ForegroundColor)
_background = net_type(_SMA + "PSStyle+BackgroundColor", BackgroundColor)
for _name in _COLORS:
    _foreground.prop(_name, "string")(_constant(f"{ESC}[{_code(_name, False)}m"))
    _background.prop(_name, "string")(_constant(f"{ESC}[{_code(_name, True)}m"))


def _rgb(number: int, lead: int) -> str:
    return f"{ESC}[{lead};2;{number >> 16 & 255};{number >> 8 & 255};{number & 255}m"


def _from_rgb(lead: int) -> Any:
    def make(self: Any, first: int, green: Optional[int] = None, blue: Optional[int] = None) -> str:
        if green is None or blue is None:
            return _rgb(int(first), lead)
        return f"{ESC}[{lead};2;{int(first)};{int(green)};{int(blue)}m"

    return make


for _kind, _lead in ((_foreground, 38), (_background, 48)):
    _kind.method("FromRgb", "string FromRgb(byte red, byte green, byte blue)", "string FromRgb(int rgb)")(
        _from_rgb(_lead)
    )
    _kind.method("FromConsoleColor", "string FromConsoleColor(System.ConsoleColor color)")(
        (lambda lead: lambda self, color: _console(color, lead == 48))(_lead)
    )


def _console(color: Any, background: bool = False) -> str:
    from pssh.objects.tostring import to_string

    return f"{ESC}[{_CONSOLE[to_string(color).lower()] + (10 if background else 0)}m"


@_style.method("FormatHyperlink", "string FormatHyperlink(string text, uri link)")
def _(self: PSStyle, text: str, link: Any) -> str:
    from pssh.objects.tostring import to_string

    return f"{ESC}]8;;{to_string(link)}{ESC}\\{text}{ESC}]8;;{ESC}\\"


@_style.static_method(
    "MapForegroundColorToEscapeSequence",
    "static string MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor)",
)
def _(color: Any) -> str:
    return _console(color)


@_style.static_method(
    "MapBackgroundColorToEscapeSequence",
    "static string MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor)",
)
def _(color: Any) -> str:
    return _console(color, True)


@_style.static_method(
    "MapColorPairToEscapeSequence",
    "static string MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, "
    "System.ConsoleColor backgroundColor)",
)
def _(foreground: Any, background: Any) -> str:
    return f"{_console(foreground)[:-1]};{_console(background, True)[2:]}"


_decorated = net_type(_SMA + "Internal.StringDecorated", StringDecorated)


@_decorated.constructor("StringDecorated(string text)")
def _(text: str) -> StringDecorated:
    return StringDecorated(text)


@_decorated.prop("ContentLength", "int")
def _(self: StringDecorated) -> int:
    return len(self.plain)


@_decorated.prop("IsDecorated", "bool")
def _(self: StringDecorated) -> bool:
    return ESC in self.text


@_decorated.method("ToString", "string ToString()", f"string ToString({_SMA}OutputRendering outputRendering)")
def _(self: StringDecorated, rendering: Any = None) -> str:
    from pssh.objects.tostring import to_string

    return self.plain if rendering is not None and to_string(rendering).lower() == "plaintext" else self.text
