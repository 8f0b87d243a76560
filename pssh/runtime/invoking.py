"""Running a command from Python code: by its CommandInfo, with plain arguments."""

from typing import TYPE_CHECKING, Any, Callable, List, Optional

from pssh.runtime.callsite import CommandSpec
from pssh.runtime.commands import NO_VALUE, ParameterToken

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["call_site", "invoke_info"]


class _Unit:
    """Stands for the source of a call that is written nowhere."""

    file: Optional[str] = None
    text = ""

    class source:
        """The source of its extents."""

        text = ""
        file: Optional[str] = None

    def extent(self, start: int, end: int) -> Any:
        return None


_UNIT = _Unit()


def call_site(name: str, args: Any, named: Any, invocation: str = "&") -> "tuple[CommandSpec, List[Any]]":
    """A call-site record and its values for arguments given in Python."""
    elements = []
    values: List[Any] = []
    for key, value in (named or {}).items():
        elements.append(("param_value", key, False, 0, 0))
        values.append(value)
    for value in args:
        if value.__class__ is ParameterToken:
            with_value = value.value is not NO_VALUE
            elements.append(("param_value" if with_value else "param", value.name, False, 0, 0))
            if with_value:
                values.append(value.value)
            continue
        elements.append(("value", "", False, 0, 0))
        values.append(value)
    spec = CommandSpec(_UNIT, 0, 0, name, invocation, tuple(elements))
    return spec, values


def invoke_info(
    rs: "Runspace",
    info: Any,
    args: Any,
    named: Any,
    out: Callable[[Any], None],
    input: Any = None,
    frame: Any = None,
    streams: Any = None,
    dot: bool = False,
) -> None:
    """Run a command; `input` (an iterable) is piped into it when given."""
    from pssh.runtime.pipeline import make_stage, run_stages
    from pssh.runtime.stack import current_frame

    frame = frame or current_frame(rs) or top_frame(rs)
    spec, values = call_site(info.name, args, named, "." if dot else "&")
    closers: List[Any] = []
    processor = make_stage(frame, info, spec, values, input is not None, 1, 1)
    if streams is not None:
        processor.streams = streams
    if getattr(processor, "is_native", False):
        processor.is_last = True
    try:
        run_stages(rs, [processor], out, input, input is not None, [spec], [values], frame, closers)
    finally:
        processor.dispose()


def top_frame(rs: "Runspace") -> Any:
    """The frame of code that nothing called: the global scope."""
    from pssh.runtime.frame import Frame

    return Frame(rs, rs.global_scope, None, None, rs.streams, ())
