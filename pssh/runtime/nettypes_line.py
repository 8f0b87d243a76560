"""[Microsoft.PowerShell.PSConsoleReadLine]: what a key's script block does to the line being typed."""

from typing import Any

from pssh.objects.errors import ps_error
from pssh.objects.types import net_type
from pssh.runtime.line_editor import EDITOR, FUNCTIONS, KeyHandler

__all__ = ["READ_LINE"]

READ_LINE = net_type("Microsoft.PowerShell.PSConsoleReadLine")
_HANDLER = net_type("Microsoft.PowerShell.KeyHandler", KeyHandler)
_HANDLER.prop("Key", "string")(lambda handler: handler.key)
_HANDLER.prop("Function", "string")(lambda handler: handler.function)
_HANDLER.prop("Description", "string")(lambda handler: handler.description)


def _line() -> Any:
    if EDITOR.line is None:
        raise ps_error("NoLine", "No line is being typed: the line editor can be used from the script of a key only.",
                       "InvalidOperation", None, "System.InvalidOperationException")  # fmt: skip
    return EDITOR.line


@READ_LINE.static_method("Insert", "static void Insert(string s)")
def _insert(text: Any) -> None:
    _line().insert(str(text))


@READ_LINE.static_method(
    "Replace", "static void Replace(int start, int length, string replacement)",
    "static void Replace(int start, int length, string replacement, System.Object instigator, System.Object arg)",
)  # fmt: skip
def _replace(start: int, length: int, text: str, *_more: Any) -> None:
    _line().replace(int(start), int(length), text)


@READ_LINE.static_method("Delete", "static void Delete(int start, int length)")
def _delete(start: int, length: int) -> None:
    _line().replace(int(start), int(length), "")


@READ_LINE.static_method("SetCursorPosition", "static void SetCursorPosition(int cursor)")
def _set_cursor(cursor: int) -> None:
    _line().move(int(cursor))


@READ_LINE.static_method(
    "GetBufferState", "static void GetBufferState([ref] string input, [ref] int cursor)", raw=True
)
def _state(text: Any, cursor: Any) -> None:
    line = _line()
    text.value, cursor.value = line.text, line.cursor


@READ_LINE.static_method("GetOptions", "static System.Object GetOptions()")
def _options() -> Any:
    return EDITOR.options


def _function(name: str) -> None:
    @READ_LINE.static_method(
        name, f"static void {name}()", f"static void {name}(System.Object key, System.Object arg)"
    )
    def _do(*_event: Any) -> None:
        _line().do(name)


for _name in FUNCTIONS:
    _function(_name)
