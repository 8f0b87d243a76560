"""A script function, script block or script file as a stage of a pipeline."""

from typing import Any, Callable, Dict, List, Optional

from pssh.runtime.automatic import PREFERENCE_TYPES
from pssh.runtime.frame import Frame
from pssh.runtime.functions import prepare, scope_for, set_needs, spelling
from pssh.runtime.scope import Variable
from pssh.runtime.script_binding import ScriptBinding
from pssh.runtime.streams import null_sink

__all__ = ["ScriptProcessor"]


class ScriptProcessor:
    """Binds at `begin`, runs `process` for each object, `end` at the end. A block without `process` gathers what
    is piped in for `$input`."""

    __slots__ = (
        "advanced",
        "automatic",
        "began",
        "binding",
        "block",
        "call",
        "caller",
        "command",
        "dot",
        "expecting_input",
        "failed",
        "frame",
        "input",
        "is_file",
        "left",
        "out",
        "place",
        "script_block",
        "shadowed",
        "spec",
        "streams",
        "under",
        "values",
    )  # fmt: skip

    def __init__(self, f: Frame, script_block: Any, spec: Any, values: Any, command: Any, dot: bool) -> None:
        self.caller = f
        self.script_block = script_block
        self.block = script_block.block
        self.spec = spec
        self.values = values
        self.command = command
        self.dot = dot
        self.streams: Any = None
        self.expecting_input = False
        self.place = 1, 1  # in the pipeline, and how long that is
        self.out: Callable[[Any], None] = null_sink
        self.input: List[Any] = []
        self.under: Optional[Variable] = None
        self.frame: Any = None
        self.call: Any = None
        self.binding: Any = None
        self.advanced = script_block.is_advanced
        self.began = False
        self.failed = False
        self.left = False  # `exit` ended the script file
        self.is_file = command is not None and command.kind == "ExternalScript"
        self.automatic: Dict[str, Variable] = {}  # of a dotted run: its own, in the scope while it runs
        self.shadowed: Dict[str, Optional[Variable]] = {}

    # --- the stage ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Bind what needs no input, run `begin`."""
        if self.frame is not None:
            return  # an earlier stage wrote in its own `begin`
        self._enter()
        try:
            self._bind()
            if self.block.begin is not None:
                self._run(self.block.begin)
        finally:
            self._leave()

    def process(self, item: Any) -> None:
        """Bind one piped object and run `process` for it; without a `process` block it is kept for `$input`."""
        block = self.block
        if self.left:
            return
        if self.frame is None:
            self.begin()
        if block.process is None:
            if self.advanced and self.binding is not None and not self._bind_item(item):
                return
            self.input.append(item)
            return
        self._enter()
        try:
            if self.binding is not None and not self._bind_item(item):
                return
            frame = self.frame
            variables = frame.scope.vars
            before = variables.get("_")
            cell = self.under
            if cell is None:
                cell = self.under = Variable("_")
            cell.value = item
            frame.under = variables["_"] = cell
            if "input" in block.needs:
                frame.input = [item]
                set_needs(frame, ("input",))
            try:
                self._run(block.process)
            finally:
                if before is None:
                    variables.pop("_", None)
                else:
                    variables["_"] = before
        finally:
            self._leave()

    def end(self) -> None:
        """Run `end`, for a function without blocks its whole body."""
        block = self.block
        if self.left:
            return
        if not self.expecting_input and block.process is not None:
            self._process_once()
        if self.binding is not None and self.expecting_input:
            self.binding.end_of_input()
        if block.end is None:
            return
        self._enter()
        try:
            frame = self.frame
            if self.expecting_input and block.process is None:
                frame.input = self.input
                if "input" in block.needs and not self.advanced:
                    set_needs(frame, ("input",))
                if self.input:
                    frame.under = Variable("_", self.input[-1]) if self.advanced else None
            if self.advanced and "input" in block.needs:
                frame.scope.cell("input").force(self.input)  # its end has an array
            self._run(block.end)
        finally:
            self._leave()

    def _process_once(self) -> None:
        self._enter()
        try:
            self.frame.under = None
            self._run(self.block.process)
        finally:
            self._leave()

    def dispose(self) -> None:
        """In every case: run `clean`, let go of what the call was made of."""
        block = self.block
        if block.clean is not None and self.began:
            from pssh.runtime.errors_flow import run_clean

            if not run_clean(self.frame, block.clean):
                self.failed = True
        frame = self.frame
        if frame is None:
            return
        if not self.dot and frame.scope.extra is not None:
            frame.rs.commands_changed()
        # What the call was made of goes at once: no circle is left to the garbage collector.
        if self.call is not None:
            self.call.parameter_scope = None
        self.call = self.binding = frame.cmdlet = frame.stage = None

    # --- inside -------------------------------------------------------------------------------------------

    def _run(self, body: Callable[[Any, Any], None]) -> None:
        self.began = True
        if not self.is_file:
            body(self.frame, self.out)
            return
        from pssh.objects.flow import ExitFlow

        try:
            body(self.frame, self.out)
        except ExitFlow as flow:
            if self.command.outermost:
                raise
            self.left = True
            rs = self.caller.rs
            rs.last_exit_code = flow.code
            self.failed = flow.code != 0

    def _enter(self) -> None:
        """Note where the caller's session state stands while code of another one runs."""
        if self.automatic:
            self._show_automatic()
        state = self.caller.scope.state
        if self.script_block.state is not None and self.script_block.state is not state:
            state.current = self.caller.scope

    def _show_automatic(self) -> None:
        """What a dotted run has of its own (`$args`, `$MyInvocation` ...) hides the caller's."""
        variables = self.script_block.home(self.caller.scope).vars
        self.shadowed = {name: variables.get(name) for name in self.automatic}
        variables.update(self.automatic)

    def _leave(self) -> None:
        if self.automatic:
            variables = self.script_block.home(self.caller.scope).vars
            for name, cell in self.shadowed.items():
                if cell is None:
                    del variables[name]
                else:
                    variables[name] = cell
        state = self.caller.scope.state
        if self.script_block.state is not None and self.script_block.state is not state:
            state.current = None

    def _bind(self) -> None:
        caller, block = self.caller, self.block
        rs = caller.rs
        if self.dot and block.needs:
            self.automatic = {name: Variable(spelling(name)) for name in block.needs - _CALLERS}
            self._show_automatic()
        scope, cells = scope_for(self.script_block, caller.scope, self.dot, self.is_file)
        streams = self.streams or caller.streams
        frame = self.frame = Frame(rs, scope, block, caller, streams, cells)
        frame.stage = self
        frame.spec = self.spec
        frame.command = self.command
        frame.owner = self.script_block
        frame.dotted = self.dot
        if block.usings or block.requirements or block.types:
            prepare(frame)
        if self.script_block.closure is not None:
            from pssh.runtime.functions import spread

            spread(scope, self.script_block.closure)
        if self.advanced and not self.dot:
            for name in PREFERENCE_TYPES.keys() & block.own:
                scope.vars[name].constrain([PREFERENCE_TYPES[name]])
        if block.parameters or self.advanced or self.spec.elements:
            self._bind_parameters(frame)
        else:
            frame.args = []
        if block.needs:
            set_needs(frame, block.needs)

    def _bind_parameters(self, frame: Frame) -> None:
        binding = ScriptBinding(self, frame)
        binding.bind()
        if self.expecting_input and (binding.takes_input or self.advanced):
            self.binding = binding

    def _bind_item(self, item: Any) -> bool:
        return bool(self.binding.bind_item(item))


_CALLERS = frozenset(("this", "foreach", "switch"))
