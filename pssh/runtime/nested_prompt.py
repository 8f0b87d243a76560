"""The nested prompt: lines typed while a pipeline waits, run in the scope it waits in."""

from typing import Any, Callable, Optional

from pssh.objects.flow import BreakFlow, ContinueFlow, ExitFlow

__all__ = ["NestedPrompt", "leave"]


class NestedPrompt:
    """Reads and runs lines until `exit`, the end of the input, or a line that `handle` takes as the last.

    `handle` gets each line first: None runs it as PowerShell, True asks for the next, False ends the prompt.
    """

    def __init__(
        self,
        rs: Any,
        scope: Any,
        prefix: str = "",
        handle: "Optional[Callable[[str], Optional[bool]]]" = None,
    ) -> None:
        self.rs = rs
        self.scope = scope
        self.prefix = prefix
        self.handle = handle
        self.done = False

    def run(self) -> None:
        """Ask until done. Once the input has ended nothing is asked any more."""
        host = self.rs.host
        host.nested_level += 1
        host.nested_prompts.append(self)
        try:
            while not self.done and not host.input_ended:
                line = host.read_command(self._prompt())
                if line is None:
                    return
                self._take(line)
        finally:
            host.nested_prompts.pop()
            host.nested_level -= 1

    def _prompt(self) -> str:
        from pssh.runtime.builtin_functions import FUNCTIONS
        from pssh.runtime.prompt import prompt_text

        info = self.rs.global_scope.find_function("prompt")
        own = info is None or str(info.script_block.body_text).strip() == FUNCTIONS["prompt"]
        return (self.prefix if own else "") + prompt_text(self.rs)

    def _take(self, line: str) -> None:
        answer = None if self.handle is None else self.handle(line.strip())
        if answer is not None:
            self.done = not answer
        elif line.strip():
            self._run(line)

    def _run(self, text: str) -> None:
        from pssh.runtime import toplevel
        from pssh.runtime.scriptblock import compile_text

        rs = self.rs
        sink = rs.host.out_default(rs)
        in_try, rs.in_try = rs.in_try, False
        try:
            block = compile_text(text, None, self.scope.state)
            block.invoke(rs, dot=True, scope=self.scope, out=sink.process, streams=rs.streams)
        except ExitFlow:
            self.done = True
        except (BreakFlow, ContinueFlow):
            pass
        except Exception as error:
            toplevel.show(rs, error)
        finally:
            rs.in_try = in_try
            sink.end()
            rs.host.flush()


def leave(host: Any) -> None:
    """`$Host.ExitNestedPrompt()`: the innermost nested prompt asks no more."""
    if not host.nested_prompts:
        from pssh.objects.exceptions import NetException

        raise NetException(
            "System.InvalidOperationException",
            "Cannot exit the nested prompt because no nested prompts exist.",
        )
    host.nested_prompts[-1].done = True
