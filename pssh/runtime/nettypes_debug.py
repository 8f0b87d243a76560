"""The .NET types of breakpoints."""

from typing import Any

from pssh.objects.types import net_type
from pssh.runtime.debugging.breakpoints import (
    Breakpoint,
    CommandBreakpoint,
    LineBreakpoint,
    VariableBreakpoint,
)
from pssh.runtime.nettypes_base import SPACE, declare

__all__ = ["BREAKPOINT"]

LINE = net_type(LineBreakpoint.net_type_name, LineBreakpoint, SPACE + "Breakpoint")
declare(LINE, "Column int column\nLine int line")
COMMAND = net_type(CommandBreakpoint.net_type_name, CommandBreakpoint, SPACE + "Breakpoint")
declare(COMMAND, "Command string command")
VARIABLE = net_type(VariableBreakpoint.net_type_name, VariableBreakpoint, SPACE + "Breakpoint")
declare(VARIABLE, f"AccessMode {SPACE}VariableAccessMode access_mode\nVariable string variable")
BREAKPOINT = net_type(SPACE + "Breakpoint", Breakpoint)
declare(
    BREAKPOINT,
    "Action scriptblock action\nEnabled bool enabled\nHitCount int hit_count\nId int id\nScript string script",
)


@BREAKPOINT.method("ToString", "string ToString()")
def _text(breakpoint: Any) -> str:
    return str(breakpoint)
