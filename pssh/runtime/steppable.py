"""`$block.GetSteppablePipeline()`: the one pipeline of a script block, begun, fed and ended by its owner."""

from copy import copy
from types import FunctionType
from typing import Any, List

from pssh.objects.collections import params_array
from pssh.objects.errors import ps_error
from pssh.objects.flow import StopUpstream
from pssh.objects.nothing import NOTHING
from pssh.objects.types import net_type
from pssh.runtime.callsite import CommandSpec
from pssh.runtime.cmdlet_processor import CmdletProcessor
from pssh.runtime.pipeline import link_stage, make_stage, resolve_site
from pssh.runtime.pscmdlet import PSScriptCmdlet

__all__ = ["SteppablePipeline", "steppable_pipeline"]


def steppable_pipeline(f: Any, block: Any, args: Any) -> "SteppablePipeline":
    """Evaluate the arguments of a block's pipeline of commands, and keep what would run it."""
    found: List[Any] = []

    def take(frame: Any, out: Any, spec: Any, values: Any) -> None:
        found.append((frame, spec, values))

    def take_one(frame: Any, out: Any, spec: Any, values: Any) -> None:
        take(frame, out, spec.pipeline, (values,))

    end = block.block.end
    if end is not None and block.block.begin is None and block.block.process is None:
        # The block's own code, but what would run a pipeline notes it.
        names = {**end.__globals__, "pipe": take, "call": take_one}
        twin = copy(block)
        twin._block = copy(block.block)
        twin._block.end = FunctionType(end.__code__, names, end.__name__, end.__defaults__, end.__closure__)
        twin.invoke(f.rs, args=params_array(args), scope=f.scope, dot=not block.block.parameters)
    else:
        raise _refused(
            "CanConvertOneClauseOnly",
            "The script block cannot be converted because it contains more than one clause.",
        )
    if len(found) != 1 or any(stage.__class__ is not CommandSpec for stage in found[0][1].stages):
        raise _refused(
            "CanOnlyConvertOnePipeline",
            "Only a script block that contains exactly one pipeline or command can be converted.",
        )
    return SteppablePipeline(*found[0])


def _refused(error_id: str, why: str) -> Exception:
    return ps_error(
        error_id,
        f"{why} Expressions or control structures are not permitted. Verify that the script block contains exactly one "
        "pipeline or command.",
    )


class SteppablePipeline:
    """A pipeline between `Begin` and `End`."""

    net_type_name = "System.Management.Automation.SteppablePipeline"

    def __init__(self, frame: Any, spec: Any, values: Any) -> None:
        self.frame = frame
        self.spec = spec
        self.values = values
        self.processors: List[Any] = []
        self.closers: List[Any] = []
        self.first: Any = None
        self.output: List[Any] = []
        self.done = False

    def begin(self, wanted: Any, context: Any = None) -> Any:
        """Bind and begin every command; `wanted` says whether objects will come, or is the cmdlet to write for."""
        expecting, following = bool(wanted), self.output.append
        if isinstance(wanted, PSScriptCmdlet):
            expecting = wanted.my_invocation.expecting_input
            following = wanted.call.processor.out
        stages = self.spec.stages
        for place, stage in enumerate(stages):
            info = resolve_site(self.frame, self.frame.rs, stage, self.values[place])
            piped = expecting or place > 0
            made = make_stage(self.frame, info, stage, self.values[place], piped, place + 1, len(stages))
            self.processors.append(made)
            if made.__class__ is CmdletProcessor:
                made.bind()
        for place in range(len(stages) - 1, -1, -1):
            following = link_stage(
                self.frame, self.processors[place], following, stages[place], self.values[place], self.closers
            )
        self.first = following

        def start() -> None:
            for processor in self.processors:
                processor.begin()

        return self._run(start)

    def process(self, *item: Any) -> Any:
        """One object, or one turn without any."""
        if item:
            return self._run(lambda: self.first(item[0]))
        once = getattr(self.processors[0], "run_once", None)
        return self._run(once if once is not None else lambda: None)

    def end(self) -> Any:
        """End every command, then let go of all."""

        def finish() -> None:
            for processor in self.processors:
                try:
                    processor.end()
                except StopUpstream:
                    continue

        try:
            self.done = False
            return self._run(finish)
        finally:
            self.dispose()

    def dispose(self) -> None:
        for processor in self.processors:
            processor.dispose()
        for close in self.closers:
            close()
        self.processors, self.closers, self.done = [], [], True

    def _run(self, step: Any) -> Any:
        """Do a step; what came out of it, when it is not written for a cmdlet."""
        if not self.done:
            rs = self.frame.rs
            rs.processors.append(self.processors)
            try:
                step()
            except StopUpstream:  # a command that wants no more
                self.done = True
            finally:
                rs.processors.pop()
        found = list(self.output)
        self.output.clear()
        return found if found else NOTHING


_kind = net_type(SteppablePipeline.net_type_name, SteppablePipeline)
_kind.method("Begin", "array Begin(bool expectInput)", raw=True)(SteppablePipeline.begin)
_kind.method("Process", "array Process(System.Object input)", raw=True)(SteppablePipeline.process)
_kind.method("End", "array End()")(SteppablePipeline.end)
_kind.method("Dispose", "void Dispose()")(SteppablePipeline.dispose)
_kind.method("Clean", "void Clean()")(lambda self: None)
