"""Between the general binder and a script function: bound values become variables, defaults are computed."""

from typing import Any, Dict

from pssh.runtime.binder import Binding
from pssh.runtime.binding import default_of, ready_for_defaults, rows_of
from pssh.runtime.call import Call
from pssh.runtime.commonparams import apply, preference_variables
from pssh.runtime.pscmdlet import PSScriptCmdlet
from pssh.runtime.scope import UNSET

__all__ = ["ScriptBinding"]


class ScriptBinding:
    """One call of a script function being bound."""

    def __init__(self, processor: Any, frame: Any) -> None:
        self.processor = processor
        self.frame = frame
        self.metadata = processor.script_block.metadata
        self.takes_input = self.metadata.takes_pipeline
        self.piped: Dict[str, Any] = {}  # what the last piped object gave
        self.binder: Any = None
        self.call: Any = None

    def bind(self) -> None:
        """Bind the command line, then compute the defaults of what was not given."""
        processor, frame = self.processor, self.frame
        caller = processor.caller
        call = self.call = Call(caller.rs, caller.scope, processor.command, frame.streams, processor.out)
        call.frame = caller
        call.spec = processor.spec
        call.processor = processor
        call.expecting_input = processor.expecting_input
        call.position, call.pipeline_length = processor.place
        call.command = processor.command
        processor.call = call
        call.parameter_scope = self._scope_so_far
        binder = self.binder = Binding(call, self.metadata, processor.spec, processor.values)
        if processor.block.dynamic_param is not None:
            self._first_look(binder)
        else:
            binder.bind_command_line()
        if self.metadata.common and apply(call):
            self._preferences(call)
        frame.args = list(binder.remaining)
        if processor.advanced:
            frame.cmdlet = PSScriptCmdlet(call, frame)
        if processor.block.dynamic_param is not None:
            self._dynamic()
        frame.bound = call.bound
        self._store(call.bound)

    def _scope_so_far(self) -> Any:
        """The function's scope with the parameters bound until now, for a script that validates the next."""
        for row in rows_of(self.frame):
            if row.name in self.call.bound:
                self.frame.cells[row.place].force(self.call.bound[row.name])
        return self.frame.scope

    def _preferences(self, call: Any) -> None:
        processor, frame = self.processor, self.frame
        if call.out_filters:
            processor.out = call.link(processor.out)
        for name, value in preference_variables(call).items():
            frame.scope.set(name, value)
        frame.streams = call.streams

    def _first_look(self, binder: Any) -> None:
        """Bind what is known before `dynamicparam` runs; what is wrong then is said by the second binding."""
        from pssh.objects.errors import PSError

        try:
            binder.bind_known()
        except PSError:
            return

    def _dynamic(self) -> None:
        """Run `dynamicparam` and bind what its parameters take."""
        from pssh.runtime.dynamic import dynamic_parameters

        self.frame.bound = self.call.bound
        self._store(self.call.bound)
        found = dynamic_parameters(self)
        from pssh.runtime.script_metadata import extended

        processor = self.processor
        if found:
            self.metadata = extended(self.metadata, [metadata for metadata, _ in found])
        call = self.call
        call.bound = {}
        self.binder = Binding(call, self.metadata, processor.spec, processor.values)
        self.binder.bind_command_line()
        self.frame.bound = call.bound
        for metadata, parameter in found:
            if metadata.name in call.bound:
                parameter.accept(call.bound[metadata.name])

    def bind_item(self, item: Any) -> bool:
        """Bind a piped object; False when an error was written instead."""
        if not self.binder.bind_pipeline(item):
            return False
        self._store_piped(self.call.bound, self.binder.command_line)
        self.frame.bound = self.call.bound
        if "psboundparameters" in self.processor.block.needs:
            from pssh.runtime.functions import set_needs

            set_needs(self.frame, ("psboundparameters",))
        return True

    def end_of_input(self) -> None:
        self.binder.end_of_input()

    def _rows(self) -> Any:
        """What is known of each parameter, and its metadata; dynamic parameters have no variable."""
        return zip(rows_of(self.frame), self.metadata.parameters.values())

    def _store(self, bound: Dict[str, Any]) -> None:
        """Put what the command line gave into the parameters' variables, then the defaults of the rest."""
        frame = self.frame
        cells = frame.cells
        late = []
        for row in rows_of(frame):
            cell = cells[row.place]
            if cell.value is not UNSET:
                cell.clear()
            if row.name in bound:
                cell.value = bound[row.name]
            else:
                late.append(row)
        if frame.block.needs and late:
            ready_for_defaults(frame, late)
        for row, parameter in self._rows():
            cell = cells[row.place]
            if cell.value is UNSET:
                cell.value = default_of(frame, row)
            if (row.reassigned and row.ref is not None) or parameter.validators:
                cell.constrain(parameter.constraints)

    def _store_piped(self, bound: Dict[str, Any], command_line: Dict[str, Any]) -> None:
        """Put what a piped object gave into its parameters' variables; what the one before gave and this one
        does not has its default again."""
        frame = self.frame
        for row, parameter in self._rows():
            name = row.name
            if not parameter.takes_pipeline or name in command_line:
                continue
            if name in bound:
                frame.cells[row.place].force(bound[name])
            elif name in self.piped:
                frame.cells[row.place].force(default_of(frame, row))
        self.piped = bound
