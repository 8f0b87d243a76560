"""The script's call stack as objects: what Get-PSCallStack shows."""

import sys
from importlib import import_module
from typing import Any, Iterator, List, Tuple

from pssh.objects.convert import to_string
from pssh.objects.psobject import PSObject
from pssh.runtime.functions import invocation_of
from pssh.runtime.stack import UNIT_FILE

__all__ = ["call_stack"]

_TYPE = "System.Management.Automation.CallStackFrame"


def call_stack(rs: Any) -> Iterator[Any]:
    """The frames of a runspace on this thread, the innermost first."""
    python: Any = sys._getframe(1)
    last: Any = None
    while python is not None:
        if python.f_code.co_filename == UNIT_FILE:
            frame, unit = python.f_locals.get("f"), python.f_globals.get("U")
            if frame is not None and frame is not last and unit is not None and frame.rs is rs:
                last = frame
                yield _shown(frame, unit, unit.extent_at(python.f_lineno))
        python = python.f_back


def _shown(frame: Any, unit: Any, extent: Any) -> PSObject:
    import_module("pssh.runtime.asttypes")  # what a position's type is called and shows

    info = invocation_of(frame)
    name = frame.block.name or "<ScriptBlock>"
    command = getattr(info.my_command, "name", "") or name
    file = unit.file
    line = 1 if extent is None else extent.start_line
    location = f"{file.rpartition('/')[2]}: line {line}" if file else "<No file>"
    return PSObject(
        None,
        {
            "Command": command,
            "Location": location,
            "Arguments": "{" + ", ".join(_arguments(frame, info)) + "}",
            "ScriptName": file,
            "ScriptLineNumber": line,
            "InvocationInfo": info,
            "Position": extent,
            "FunctionName": name,
        },
        [_TYPE, "System.Object"],
    )


def _arguments(frame: Any, info: Any) -> List[str]:
    bound = info.bound_parameters
    pairs = list(bound.items()) if frame.bound is not None else _given(frame)
    named = [f"{key}={_text(value)}" for key, value in pairs]
    return named + [_text(value) or "$null" for value in info.unbound_arguments]


def _given(frame: Any) -> List[Tuple[str, Any]]:
    """What a directly called function was given: nothing notes it, but the call says it and the cells hold it."""
    left = [frame.block.spelled[row[1]] for row in frame.block.parameters]
    found: List[Tuple[str, Any]] = []
    named = ""
    for element in getattr(frame.spec, "elements", ()):
        if element.kind == "param":
            named = element.name.lower()
            continue
        name = next((each for each in left if each.lower().startswith(named)), None)
        named = ""
        if name is not None:
            left.remove(name)
            found.append((name, frame.scope.get(name)))
    return found


def _text(value: Any) -> str:
    return "" if value is None or value is False else to_string(value)
