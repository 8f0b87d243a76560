"""The Python stack: deep enough for recursive scripts, and readable as the stack of a script.

Generated code carries the file name `<pssh>`; its line numbers are positions in the unit's table.
"""

import sys
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.runtime.frame import Frame
    from pssh.runtime.runspace import Runspace

__all__ = [
    "UNIT_FILE",
    "capture",
    "current_frame",
    "current_runspace",
    "position_of",
    "run_with_big_stack",
    "stack_text",
    "start_on_big_stack",
]

UNIT_FILE = "<pssh>"
_STACK_SIZES = (512 << 20, 128 << 20, 32 << 20)
_LIMIT = 60000


def run_with_big_stack(function: Callable[[], Any]) -> Any:
    """Run a function on a thread whose stack takes thousands of nested calls; give its result."""
    result: List[Any] = []
    failure: List[BaseException] = []

    def body() -> None:
        try:
            result.append(function())
        except BaseException as error:
            failure.append(error)

    start_on_big_stack(body).join()
    if failure:
        raise failure[0]
    return result[0]


def start_on_big_stack(body: Callable[[], None]) -> Any:
    """Start such a thread; whoever needs its end joins it."""
    import threading

    limit = _LIMIT
    for size in _STACK_SIZES:
        old = threading.stack_size(size)
        try:
            thread = threading.Thread(target=body, name="pipeline", daemon=True)
            sys.setrecursionlimit(max(sys.getrecursionlimit(), limit))
            thread.start()
            return thread
        except (RuntimeError, MemoryError):
            limit //= 4
        finally:
            threading.stack_size(old)
    thread = threading.Thread(target=body, name="pipeline", daemon=True)
    thread.start()
    return thread


def current_frame(rs: "Optional[Runspace]" = None) -> "Optional[Frame]":
    """The innermost running `Frame` (of that runspace) on this thread, or None."""
    python: Any = sys._getframe(1)
    while python is not None:
        if python.f_code.co_filename == UNIT_FILE:
            frame: Optional[Frame] = python.f_locals.get("f")
            if frame is not None and (rs is None or frame.rs is rs):
                return frame
        python = python.f_back
    return None


def current_runspace() -> "Runspace":
    """The runspace whose script called, for what .NET would find in a thread's default runspace."""
    frame = current_frame()
    if frame is None:
        raise RuntimeError("no script runs on this thread")
    return frame.rs


def position_of(error: BaseException) -> Any:
    """The extent at which an exception was raised: of the innermost generated line in its traceback."""
    found: Optional[Tuple[Any, int]] = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == UNIT_FILE:
            unit = trace.tb_frame.f_globals.get("U")
            if unit is not None:
                found = (unit, trace.tb_lineno)
        trace = trace.tb_next
    return None if found is None else found[0].extent_at(found[1])


def capture(error: Optional[BaseException] = None, first_extent: Any = None) -> Callable[[], str]:
    """Note the script frames now; the result makes the text of `ScriptStackTrace` when called."""
    rows: List[Tuple[Any, int, str]] = []
    trace = error.__traceback__ if error is not None else None
    first: Any = None
    python: Any
    while trace is not None:
        python = trace.tb_frame
        if first is None:
            first = python
        code = python.f_code
        if code.co_filename == UNIT_FILE:
            rows.append((python.f_globals, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    rows.reverse()
    python = first.f_back if first is not None else sys._getframe(1)
    depth = 0
    while python is not None and depth < 2000:
        code = python.f_code
        if code.co_filename == UNIT_FILE:
            rows.append((python.f_globals, python.f_lineno, code.co_name))
        python = python.f_back
        depth += 1
    return lambda: _text(rows, first_extent)


def stack_text(error: Optional[BaseException] = None, first_extent: Any = None) -> str:
    """`ScriptStackTrace`: one `at name, file: line n` for each script frame, the innermost first."""
    return capture(error, first_extent)()


def _text(rows: List[Any], first_extent: Any, limit: int = 200) -> str:
    lines: List[str] = []
    pending: Optional[int] = None
    for names, line, name in rows:
        unit = names.get("U")
        if unit is None or name == "<module>":
            continue
        if name[0] == "h":  # a part of a block: its line is the block's
            pending = line if pending is None else pending
            continue
        block = names.get(name.rpartition("_")[0]) or names.get(name.rpartition("_")[0] + "_block")
        number = unit.line_at(line if pending is None else pending)
        pending = None
        if not lines and first_extent is not None:
            number = first_extent.start_line
        shown = getattr(block, "name", "") or "<ScriptBlock>"
        lines.append(f"at {shown}, {unit.file or '<No file>'}: line {number}")
        if len(lines) >= limit:
            break
    return "\n".join(lines)
