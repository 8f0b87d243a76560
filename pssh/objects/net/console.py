"""[Console]: writes through the host of the script that calls it, else to this process's own streams."""

import os
import sys
from typing import Any, Callable, List, Optional

from pssh.objects.net.common import enum, fail
from pssh.objects.net.readers import TextReader, TextWriter
from pssh.objects.numbers import Char
from pssh.objects.types import net_type

console = net_type("System.Console")


def calling_host() -> Any:
    """The host whose console the running script has: found from the frame of its compiled code, which holds the
    runspace.
    """
    python: Any = sys._getframe(1)
    while python is not None:
        frame = python.f_locals.get("f")
        runspace = getattr(frame, "rs", None)
        if runspace is not None and hasattr(runspace, "host"):
            host = runspace.host
            return getattr(host, "console", None) or host
        python = python.f_back
    return None


class _State:
    """Colours and encodings that were set; the terminal keeps them for the whole process."""

    foreground = -1
    background = -1
    title = ""
    cursor_visible = True


class _Out(TextWriter):
    """[Console]::Out and Error."""

    __slots__ = ("error",)

    def __init__(self, error: bool = False) -> None:
        super().__init__()
        self.error = error

    def put(self, text: str) -> None:
        write(text, self.error)

    def flush(self) -> None:
        """Everything written reaches the terminal."""
        host = calling_host()
        if host is not None:
            host.flush()


class _In(TextReader):
    """[Console]::In"""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("")

    def line(self) -> Optional[str]:
        return read_line()

    def rest(self) -> str:
        return sys.stdin.read()


def write(text: str, error: bool = False) -> None:
    """Text to the screen, or to the error stream."""
    host = calling_host()
    if host is None:
        (sys.stderr if error else sys.stdout).write(text)
        return
    if not error:
        from pssh.objects.enums import enum_value
        from pssh.objects.types import resolve_type

        kind = resolve_type("System.ConsoleColor")
        host.write(
            text,
            *(
                None if number < 0 else enum_value(kind, number)
                for number in (_State.foreground, _State.background)
            ),
        )
        return
    stream = getattr(host, "err", None)
    if stream is not None:
        host.flush()
        stream.write(text)
    else:
        host.write_error_line(text[:-1] if text.endswith("\n") else text)


def read_line() -> Optional[str]:
    """A line typed or piped in; None at the end."""
    host = calling_host()
    if host is not None:
        host.flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def _terminal_size() -> os.terminal_size:
    for descriptor in (1, 2, 0):
        try:
            return os.get_terminal_size(descriptor)
        except OSError:
            continue
    return os.terminal_size((80, 24))


def _escape(code: str) -> None:
    if os.isatty(1):
        write("\x1b" + code)


def _text(value: Any, args: Any = ()) -> str:
    from pssh.objects.net.readers import shown

    return shown(value, args)


@console.static_method(
    "Write", "void Write(System.Object value)", "void Write(string format, params System.Object[] arg)"
)
def _write(value: Any, args: Any = ()) -> None:
    write(_text(value, args))


@console.static_method(
    "WriteLine",
    "void WriteLine()",
    "void WriteLine(System.Object value)",
    "void WriteLine(string format, params System.Object[] arg)",
)
def _write_line(value: Any = "", args: Any = ()) -> None:
    write(_text(value, args) + "\n")


console.static_method("ReadLine", "string ReadLine()")(read_line)


@console.static_method("Read", "int Read()")
def _read() -> int:
    c = sys.stdin.read(1)
    return ord(c) if c else -1


class KeyInfo:
    """[ConsoleKeyInfo]"""

    __slots__ = ("char", "key", "modifiers")
    net_type_name = "System.ConsoleKeyInfo"

    def __init__(self, char: str, key: int, modifiers: int = 0) -> None:
        self.char, self.key, self.modifiers = char, key, modifiers


key_info = net_type("System.ConsoleKeyInfo", KeyInfo, "System.ValueType", (), "struct")
key_info.prop("KeyChar", "char")(lambda self: Char(self.char))
key_info.prop("Key", "System.ConsoleKey")(lambda self: enum("System.ConsoleKey", self.key))
key_info.prop("Modifiers", "System.ConsoleModifiers")(
    lambda self: enum("System.ConsoleModifiers", self.modifiers)
)
_KEYS = {"\n": 13, "\r": 13, "\t": 9, "\x1b": 27, " ": 32, "\x7f": 8, "\b": 8}


@console.static_method(
    "ReadKey", "System.ConsoleKeyInfo ReadKey()", "System.ConsoleKeyInfo ReadKey(bool intercept)"
)
def _read_key(intercept: bool = False) -> KeyInfo:
    if not os.isatty(0):
        fail(
            "InvalidOperationException",
            "Cannot read keys when either application does not have a console or when "
            "console input has been redirected. Try Console.Read.",
        )
    import termios
    import tty

    saved = termios.tcgetattr(0)
    try:
        tty.setcbreak(0)
        c = os.read(0, 4).decode("utf-8", "replace")
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, saved)
    arrows = {"\x1b[A": 38, "\x1b[B": 40, "\x1b[C": 39, "\x1b[D": 37}
    if c in arrows:
        return KeyInfo("\0", arrows[c])
    if not intercept:
        write(c)
    first = c[:1]
    key = _KEYS.get(first, ord(first.upper()) if first.isalnum() and first.isascii() else 0)
    return KeyInfo(first, key, 2 if first.isupper() else 0)


@console.static_prop("KeyAvailable", "bool")
def _key_available() -> bool:
    if not os.isatty(0):
        fail(
            "InvalidOperationException",
            "Cannot see if a key has been pressed when either application does not have "
            "a console or when console input has been redirected from a file. Try Console.In.Peek.",
        )
    from select import select

    return bool(select([0], [], [], 0)[0])


console.static_prop("Out", "System.IO.TextWriter")(_Out)
console.static_prop("Error", "System.IO.TextWriter")(lambda: _Out(True))
console.static_prop("In", "System.IO.TextReader")(_In)
console.static_method("SetOut", "void SetOut(System.IO.TextWriter newOut)")(lambda value: None)
console.static_method("SetError", "void SetError(System.IO.TextWriter newError)")(lambda value: None)
for _name, _descriptor in (("IsInputRedirected", 0), ("IsOutputRedirected", 1), ("IsErrorRedirected", 2)):
    console.static_prop(_name, "bool")(lambda d=_descriptor: not os.isatty(d))
for _name in ("WindowWidth", "BufferWidth", "LargestWindowWidth"):
    console.static_prop(_name, "int")(lambda: _terminal_size().columns)
for _name in ("WindowHeight", "BufferHeight", "LargestWindowHeight"):
    console.static_prop(_name, "int")(lambda: _terminal_size().lines)
for _name in ("WindowLeft", "WindowTop"):
    console.static_prop(_name, "int")(lambda: 0)


def _unsupported(value: Any) -> None:
    fail("PlatformNotSupportedException", "Operation is not supported on this platform.")


for _name in ("WindowWidth", "BufferWidth", "WindowHeight", "BufferHeight"):
    console.static_setter(_name)(_unsupported)


def _encoding() -> Any:
    from pssh.objects.net.encodings import known_encoding

    return known_encoding("utf-8", False)


for _name in ("OutputEncoding", "InputEncoding"):
    console.static_prop(_name, "System.Text.Encoding")(_encoding)
    # programs write bytes of their own; text of scripts is UTF-8 whatever is set here
    console.static_setter(_name)(lambda value: None)


def _color(slot: str) -> Callable[[Any], None]:
    return lambda value: setattr(_State, slot, int(value))


for _name, _slot in (("ForegroundColor", "foreground"), ("BackgroundColor", "background")):
    console.static_prop(_name, "System.ConsoleColor")(
        lambda s=_slot: enum("System.ConsoleColor", getattr(_State, s))
    )
    console.static_setter(_name)(_color(_slot))


@console.static_method("ResetColor", "void ResetColor()")
def _reset_color() -> None:
    _State.foreground = _State.background = -1
    _escape("[0m")


@console.static_method("Clear", "void Clear()")
def _clear() -> None:
    host = calling_host()
    if host is not None:
        host.clear()
    else:
        _escape("[H\x1b[2J")


@console.static_method("Beep", "void Beep()", "void Beep(int frequency, int duration)")
def _beep(frequency: int = 0, duration: int = 0) -> None:
    if frequency:
        fail("PlatformNotSupportedException", "Operation is not supported on this platform.")
    write("\a")


@console.static_method("SetCursorPosition", "void SetCursorPosition(int left, int top)")
def _set_cursor(left: int, top: int) -> None:
    _escape(f"[{top + 1};{left + 1}H")


def _cursor_position() -> List[int]:
    """Where the cursor is, asked of the terminal."""
    if not (os.isatty(0) and os.isatty(1)):
        return [0, 0]
    import termios
    import tty

    host = calling_host()
    if host is not None:
        host.flush()
    saved = termios.tcgetattr(0)
    answer = b""
    try:
        tty.setcbreak(0)
        os.write(1, b"\x1b[6n")
        while not answer.endswith(b"R") and len(answer) < 32:
            answer += os.read(0, 1)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, saved)
    row, _, column = answer.rpartition(b"[")[2][:-1].partition(b";")
    return [int(column or 1) - 1, int(row or 1) - 1]


console.static_prop("CursorLeft", "int")(lambda: _cursor_position()[0])
console.static_prop("CursorTop", "int")(lambda: _cursor_position()[1])
console.static_setter("CursorLeft")(lambda value: _escape(f"[{int(value) + 1}G"))
console.static_setter("CursorTop")(lambda value: _escape(f"[{int(value) + 1}d"))
console.static_prop("CursorVisible", "bool")(lambda: _State.cursor_visible)
console.static_prop("CursorSize", "int")(lambda: 100)


@console.static_setter("CursorVisible")
def _set_cursor_visible(value: bool) -> None:
    _State.cursor_visible = bool(value)
    _escape("[?25h" if value else "[?25l")


console.static_prop("Title", "string")(lambda: _State.title)


@console.static_setter("Title")
def _set_title(value: str) -> None:
    _State.title = value
    _escape(f"]0;{value}\a")


console.static_prop("TreatControlCAsInput", "bool")(lambda: False)
console.static_setter("TreatControlCAsInput")(lambda value: None)
console.static_prop("CapsLock", "bool")(lambda: False)
console.static_prop("NumberLock", "bool")(lambda: False)


def _standard(descriptor: int, modes: str) -> Any:
    from pssh.objects.net.streams import FileStream

    return FileStream(os.fdopen(os.dup(descriptor), "rb" if modes == "r" else "wb", buffering=0), modes)


console.static_method("OpenStandardInput", "System.IO.Stream OpenStandardInput()")(lambda: _standard(0, "r"))
console.static_method("OpenStandardOutput", "System.IO.Stream OpenStandardOutput()")(
    lambda: _standard(1, "w")
)
console.static_method("OpenStandardError", "System.IO.Stream OpenStandardError()")(lambda: _standard(2, "w"))
