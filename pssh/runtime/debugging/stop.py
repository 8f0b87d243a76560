"""A stop of the debugger: says where and why, and takes the debugger's commands until one goes on."""

from typing import Any, List, Optional

from pssh.objects.flow import ControlFlow
from pssh.runtime.nested_prompt import NestedPrompt

__all__ = ["DebuggerQuit", "Stop"]

_GO_ON = {
    "s": "into", "stepinto": "into", "v": "over", "stepover": "over", "o": "out", "stepout": "out",
    "c": "", "continue": "",
}  # fmt: skip
_REPEATED = ("s", "stepinto", "v", "stepover", "l", "list")
_LINES = 16
_BEFORE = 5

HELP = """
 s, stepInto         Single step (step into functions, scripts, etc.)
 v, stepOver         Step to next statement (step over functions, scripts, etc.)
 o, stepOut          Step out of the current function, script, etc.

 c, continue         Continue operation
 q, quit             Stop operation and exit the debugger
 d, detach           Continue operation and detach the debugger.

 k, Get-PSCallStack  Display call stack

 l, list             List source code for the current script.
                     Use "list" to start from the current line, "list <m>"
                     to start from line <m>, and "list <m> <n>" to list <n>
                     lines starting from line <m>

 <enter>             Repeat last command if it was stepInto, stepOver or list

 ?, h                displays this help message.


For instructions about how to customize your debugger prompt, type "help about_prompt".
"""


class DebuggerQuit(ControlFlow):
    """`q`: the script ends, without an error."""


class Stop:
    """One stop. `answer` gives how to go on: "into", "over", "out" or "" for freely."""

    def __init__(self, debugger: Any, following: Any, met: List[Any]) -> None:
        self.debugger = debugger
        self.rs = debugger.rs
        self.host = debugger.rs.host
        self.following = following
        self.met = met
        self.word = ""
        self._quit = False
        self._next_line = 0

    def answer(self) -> str:
        """Tell, ask, and give the answer."""
        self.rs.flush_output()
        self._tell()
        context = self._context()
        scope = self.rs.global_scope if self.following is None else self.following.frame.scope
        self.rs.global_scope.set("PSDebugContext", context)
        try:
            NestedPrompt(self.rs, scope, "[DBG]: ", self._handle).run()
        finally:
            self.rs.global_scope.remove("PSDebugContext")
        if self._quit:
            raise DebuggerQuit
        return self.word

    def _tell(self) -> None:
        host = self.host
        if not self.debugger.greeted:
            self.debugger.greeted = True
            host.write_line("Entering debug mode. Use h or ? for help.")
            host.write_line()
        for breakpoint in self.met:
            host.write_line(f"Hit {breakpoint}")
        if self.met:
            host.write_line()
        if self.following is not None:
            from pssh.runtime.positions import position_message

            host.write_line(position_message(self.following.extent))

    def _context(self) -> Any:
        from pssh.objects.psobject import PSObject
        from pssh.runtime.invocation import InvocationInfo

        extent = None if self.following is None else self.following.extent
        return PSObject(
            None,
            {"InvocationInfo": InvocationInfo(None, extent), "Breakpoints": list(self.met), "Trigger": None},
            ["System.Management.Automation.PSDebugContext", "System.Object"],
        )

    def _handle(self, line: str) -> Optional[bool]:
        """A command of the debugger: whether to ask on; None for what is PowerShell's."""
        debugger = self.debugger
        if not line:
            line = debugger.last_command
            if not line:
                return True
        words = line.lower().split()
        debugger.last_command = line if words[0] in _REPEATED else ""
        if len(words) == 1 and words[0] in _GO_ON:
            self.word = _GO_ON[words[0]]
            return False
        if words in (["q"], ["quit"]):
            self._quit = True
            return False
        if words in (["h"], ["?"]):
            self.host.write(HELP)
            return True
        if words in (["d"], ["detach"]):
            self.host.write_error_line(
                "The debugger detach command is not applicable.  The detach command only applies when debugging jobs "
                "and runspaces with the Debug-Job or Debug-Runspace cmdlets."
            )
            return True
        if words[0] in ("l", "list") and all(word.isdigit() for word in words[1:]) and len(words) < 4:
            self._list([int(word) for word in words[1:]])
            return True
        if words == ["k"]:
            return self._call_stack()
        return None

    def _call_stack(self) -> bool:
        sink = self.host.out_default(self.rs)
        for frame in self.rs.invoke_command("Get-PSCallStack"):
            sink.process(frame)
        sink.end()
        return True

    def _list(self, numbers: List[int]) -> None:
        host = self.host
        if self.following is None:
            host.write_line("There is no source code available.")
            return
        extent = self.following.extent
        lines = extent.source.text.split("\n")
        here = extent.start_line
        first = numbers[0] if numbers else self._next_line or max(here - _BEFORE, 1)
        count = numbers[1] if len(numbers) > 1 else _LINES
        if not 1 <= first <= len(lines):
            host.write_error_line(
                f"The starting line must be a positive integer no greater than {len(lines)}"
            )
            return
        host.write_line()
        for number in range(first, min(first + count, len(lines) + 1)):
            mark = "*" if number == here else " "
            host.write_line(f"{number:5}:{mark} {lines[number - 1]}".rstrip())
        host.write_line()
        self._next_line = first + count if first + count <= len(lines) else 0
