"""Between the general binder and a script function: bound values become variables, defaults are computed."""

from typing import Any, Dict

from pssh.objects.nothing import NOTHING
from pssh.runtime.binding import empty_value
from pssh.runtime.call import Call
from pssh.runtime.scope import UNSET

__all__ = ["ScriptBinding"]


class ScriptBinding:
    """One call of a script function being bound."""

    def __init__(self, processor: Any, frame: Any) -> None:
        self.processor = processor
        self.frame = frame
        self.metadata = processor.script_block.metadata
        self.takes_input = any(p.takes_pipeline for p in self.metadata.parameters.values())
        self.binder: Any = None
        self.call: Any = None

    def bind(self) -> None:
        """Bind the command line, then compute the defaults of what was not given."""
        from pssh.runtime.binder import Binding

        processor, frame = self.processor, self.frame
        caller = processor.caller
        call = self.call = Call(caller.rs, caller.scope, processor.command, frame.streams, processor.out)
        call.frame = caller
        call.spec = processor.spec
        call.processor = processor
        call.expecting_input = processor.expecting_input
        call.command = processor.command
        processor.call = call
        binder = self.binder = Binding(call, self.metadata, processor.spec, processor.values)
        if processor.block.dynamic_param is not None:
            self._first_look(binder)
        else:
            binder.bind_command_line()
        if self.metadata.common and call.bound:
            self._common(call)
        frame.args = list(binder.remaining)
        if processor.advanced:
            from pssh.runtime.pscmdlet import PSScriptCmdlet

            frame.cmdlet = PSScriptCmdlet(call, frame)
        if processor.block.dynamic_param is not None:
            self._dynamic()
        self._store(call.bound, True)
        frame.bound = call.bound

    def _common(self, call: Any) -> None:
        from pssh.runtime.commonparams import apply, preference_variables

        apply(call)
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

        self._store(self.call.bound, True)
        self.frame.bound = self.call.bound
        found = dynamic_parameters(self)
        from pssh.runtime.binder import Binding
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
        self._store(self.call.bound, False)
        self.frame.bound = self.call.bound
        if "psboundparameters" in self.processor.block.needs:
            from pssh.runtime.functions import set_needs

            set_needs(self.frame, ("psboundparameters",))
        return True

    def end_of_input(self) -> None:
        self.binder.end_of_input()

    def _store(self, bound: Dict[str, Any], first: bool) -> None:
        """Put values into the parameters' variables."""
        frame = self.frame
        scope = frame.scope
        given = {name.lower(): value for name, value in bound.items()}
        for parameter in frame.block.parameters:
            name = parameter[0]
            lower = name.lower()
            cell = scope.cell(name)
            if lower in given:
                value = given[lower]
                if cell.value is value and not first:
                    continue
                cell.force(value)
            elif first:
                cell.clear()
            elif self.call is not None and self._piped(lower):
                cell.force(self._default(parameter[2], parameter[3]))
        if not first:
            return
        for parameter in frame.block.parameters:
            name, _, ref, default, reassigned, _ = parameter
            cell = scope.cell(name)
            if cell.value is UNSET:
                cell.force(self._default(ref, default))
            metadata = self.metadata.parameters.get(name.lower())
            validators = metadata.validators if metadata is not None else ()
            if (reassigned and ref is not None) or validators:
                from pssh.runtime.attributes import TypeConstraint, VariableValidator

                rules = [] if ref is None else [TypeConstraint(ref.resolve(frame))]
                cell.constrain([*rules, *[VariableValidator(v) for v in validators]])

    def _piped(self, lower: str) -> bool:
        metadata = self.metadata.parameters.get(lower)
        return metadata is not None and metadata.takes_pipeline

    def _default(self, ref: Any, default: Any) -> Any:
        frame = self.frame
        wanted = None if ref is None else ref.resolve(frame)
        if default is None:
            return None if wanted is None else empty_value(wanted)
        value = default(frame)
        if value is NOTHING:
            value = None
        if wanted is not None:
            from pssh.objects.convert import convert

            value = convert(value, wanted)
        return value
