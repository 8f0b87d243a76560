"""PowerShell's parameter binder: from the arguments of a command to its bound parameters.

`Binding` is one command being bound: by name, by position, from `$PSDefaultParameterValues`, the remaining
arguments, then for each piped object by value and by property name. Sets are bits of an int (`set_bits`).
"""

from typing import TYPE_CHECKING, Any, List, Optional

from pssh.objects.errors import PSError
from pssh.runtime import binder_plan
from pssh.runtime.binder_arguments import Argument, NumberText, arguments_of
from pssh.runtime.binder_convert import fit, fits
from pssh.runtime.binder_errors import binding_error
from pssh.runtime.binder_pipeline import PipelineBinding
from pssh.runtime.commands import NO_VALUE, ParameterText
from pssh.runtime.params import CommandMetadata, ParameterMetadata
from pssh.runtime.spelled import spelled_number

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["Binding", "bind"]


def bind(call: "Call", metadata: CommandMetadata, arguments: List[Argument]) -> "Binding":
    """Bind a list of arguments (see `binder_arguments`) on the command line of `call`."""
    binding = Binding(call, metadata, None, ())
    binding.arguments = arguments
    binding.bind_command_line()
    return binding


class Binding(PipelineBinding):
    """One command being bound; the result is `call.bound` and `call.set_name`."""

    __slots__ = ()

    # --- the command line -----------------------------------------------------------------------------------

    def bind_command_line(self) -> None:
        """All that can be bound before the first object arrives."""
        if self.arguments is None:
            if binder_plan.replay(self):
                return
            self.arguments = arguments_of(self.call.spec, self.values)
        if self.arguments:
            left = self._bind_named(self.arguments)
            if left:
                left = self._bind_positional(left)
            if left:
                self._bind_remaining(left)
        self._bind_defaults()
        self._narrow_for_missing()
        self.mandatory_check()
        self._settle_set()
        self.command_line = self.call.bound
        binder_plan.remember(self)

    def bind_known(self) -> None:
        """Before `dynamicparam` runs: what the command's own parameters take. The rest may be for dynamic ones."""
        known: List[Argument] = []
        foreign = False  # the argument after an unknown name is its value
        for argument in arguments_of(self.call.spec, self.values):
            if argument.name is not None:
                name = argument.name.lower()
                foreign = name not in self.metadata.names and not self.metadata.find(name)
                if not foreign:
                    known.append(argument)
                foreign = foreign and argument.value is NO_VALUE
            elif foreign:
                foreign = False
            else:
                known.append(argument)
        left = self._bind_named(known)
        if left:
            self._bind_positional(left)
        self._bind_defaults()
        self._settle_set()

    def _bind_named(self, arguments: List[Argument]) -> List[Argument]:
        """Bind what has a name; gives the arguments left over, `-Name` texts among them when not `common`."""
        left: List[Argument] = []
        named: List[Any] = []
        index, count = 0, len(arguments)
        while index < count:
            argument = arguments[index]
            index += 1
            if argument.name is None:
                left.append(argument)
                continue
            parameter = self._find(argument)
            if parameter is None:
                left.append(argument)
                continue
            value = argument.value
            if value is NO_VALUE:
                if parameter.is_switch:
                    value = True
                elif index < count and arguments[index].name is None:
                    value = arguments[index].value
                    argument.index, argument.place = arguments[index].index, arguments[index].place
                    index += 1
                else:
                    raise self._missing_argument(parameter, argument)
            if argument.splatted:
                named.append((argument, parameter, value))
            else:
                self._bind_one(parameter, value, argument)
        for argument, parameter, value in named:
            if parameter in self.used and not any(a is argument for a, p, _ in named if p is parameter):
                continue
            if parameter in self.used:
                continue  # what was written out wins over what was splatted
            self._bind_one(parameter, value, argument)
        return left

    def _find(self, argument: Argument) -> Optional[ParameterMetadata]:
        name = argument.name or ""
        exact = self.metadata.names.get(name.lower())
        if exact is not None:
            return exact
        found = self.metadata.find(name)
        if len(found) == 1:
            return found[0]
        if not found:
            if not self.metadata.common or self._takes_remaining():
                return None
            raise binding_error(
                self.call,
                "NamedParameterNotFound",
                f"A parameter cannot be found that matches parameter name '{argument.name}'.",
                element=argument.element,
            )
        listed = " ".join("-" + p.name for p in found)
        raise binding_error(
            self.call,
            "AmbiguousParameter",
            f"Parameter cannot be processed because the parameter name '{argument.name}' is ambiguous. Possible "
            f"matches include: {listed}.",
            element=argument.element,
        )

    def _missing_argument(self, parameter: ParameterMetadata, argument: Argument) -> PSError:
        return binding_error(
            self.call,
            "MissingArgument",
            f"Missing an argument for parameter '{parameter.name}'. Specify a parameter of type "
            f"'{parameter.type_name}' and try again.",
            element=argument.element,
        )

    def _bind_one(self, parameter: ParameterMetadata, value: Any, argument: Argument) -> None:
        if parameter in self.used:
            raise binding_error(
                self.call,
                "ParameterAlreadyBound",
                f"Cannot bind parameter because parameter '{parameter.name}' is specified more than once. To provide "
                "multiple values to parameters that can accept multiple values, use the array syntax. For example, "
                '"-parameter value1,value2,value3".',
                element=argument.element,
            )
        self.used.add(parameter)
        if self.steps is not None:
            self.steps.append((parameter, argument.index, argument.place))
        if self._is_delayed(parameter, value):
            self.steps = None
            self.delayed.append((parameter, value))
        else:
            self.call.bound[parameter.name] = fit(self.call, parameter, value, argument.place)
        self._narrow(parameter)

    def _is_delayed(self, parameter: ParameterMetadata, value: Any) -> bool:
        """A script block for a typed pipeline parameter is run for each object: `-NewName { $_.Name + 1 }`."""
        return (
            self.call.expecting_input
            and hasattr(value, "bind_for_pipeline")
            and parameter.takes_pipeline
            and not parameter.untyped
            and parameter.type_name
            not in (
                "System.Management.Automation.ScriptBlock",
                "System.Object[]",
                "System.Management.Automation.PSObject[]",
            )
        )

    # --- by position ----------------------------------------------------------------------------------------

    def _bind_positional(self, arguments: List[Argument]) -> List[Argument]:
        left: List[Argument] = []
        for number, argument in enumerate(arguments):
            if argument.name is not None:
                left.append(argument)
                continue
            candidates = self._next_positional()
            if not candidates:
                left.extend(arguments[number:])
                break
            self._bind_position(candidates, argument)
        return left

    def _next_positional(self) -> List[ParameterMetadata]:
        """The unbound parameters of the lowest position, one for each possible set."""
        best: Optional[int] = None
        found: List[ParameterMetadata] = []
        for set_name in self._valid_sets():
            for parameter in self.metadata.positional(set_name):
                if parameter in self.used:
                    continue
                role = parameter.role(set_name)
                position = role.position if role is not None else None
                if position is None or (role is not None and role.remaining):
                    continue
                if best is None or position < best:
                    best, found = position, [parameter]
                elif position == best and parameter not in found:
                    found.append(parameter)
                break
        return found

    def _bind_position(self, candidates: List[ParameterMetadata], argument: Argument) -> None:
        if len(candidates) > 1:
            self.steps = None  # which of them depends on the value
            value = argument.value
            plain = value.value if value.__class__ is NumberText else value
            default_bit = self._default_bit()
            for parameter in candidates:
                if self.metadata.mask(parameter) & default_bit and fits(parameter, plain):
                    return self._bind_one(parameter, value, argument)
            for parameter in candidates:
                if fits(parameter, plain):
                    valid = self.valid
                    try:
                        return self._bind_one(parameter, value, argument)
                    except PSError:
                        if not parameter.validators:  # a value it refuses may be meant for another one
                            raise
                        self.valid = valid
                        self.used.discard(parameter)
            for parameter in candidates[:-1]:
                try:
                    return self._bind_one(parameter, value, argument)
                except PSError:
                    self.used.discard(parameter)
        return self._bind_one(
            candidates[-1] if len(candidates) > 1 else candidates[0], argument.value, argument
        )

    # --- what is left ---------------------------------------------------------------------------------------

    def _remaining_parameter(self) -> Optional[ParameterMetadata]:
        for set_name in self._valid_sets():
            for parameter in self.metadata.remaining(set_name):
                if parameter not in self.used:
                    return parameter
        return None

    def _takes_remaining(self) -> bool:
        return any(self.metadata.remaining(name) for name in self.metadata.set_names)

    def _bind_remaining(self, arguments: List[Argument]) -> None:
        values: List[Any] = []
        for argument in arguments:
            if argument.name is not None:
                values.append(ParameterText(argument.text))
                if argument.value is not NO_VALUE:
                    values.append(argument.value)
            else:
                value = argument.value
                if value.__class__ is NumberText:
                    value = value.value if self.metadata.common else spelled_number(value.value, value.text)
                values.append(value)
        parameter = self._remaining_parameter()
        if parameter is not None:
            self._rest_step(parameter, arguments)
            first = next((a.element for a in arguments), None)
            if len(values) == 1 and isinstance(values[0], list):
                values = values[0]
            elif self.metadata.script:
                from pssh.objects.collections import GenericList

                values = GenericList(values)
            self._bind_rest(parameter, values, first)
            return
        if not self.metadata.common:
            self.remaining = values
            return
        argument = arguments[0]
        if argument.name is not None:
            raise binding_error(
                self.call,
                "NamedParameterNotFound",
                f"A parameter cannot be found that matches parameter name '{argument.name}'.",
                element=argument.element,
            )
        from pssh.objects.convert import to_string

        raise binding_error(
            self.call,
            "PositionalParameterNotFound",
            f"A positional parameter cannot be found that accepts argument '{to_string(values[0])}'.",
            element=None,
        )

    def _rest_step(self, parameter: ParameterMetadata, arguments: List[Argument]) -> None:
        """Note for the plan of the call site which values are left over."""
        steps, self.steps = self.steps, None
        if steps is not None and not self.metadata.script and all(a.name is None for a in arguments):
            steps.append((parameter, tuple(a.index for a in arguments), tuple(a.element for a in arguments)))
            self.steps = _Sealed(steps)

    def _bind_rest(self, parameter: ParameterMetadata, values: List[Any], element: Any) -> None:
        try:
            self._bind_one(parameter, values, Argument(None, values, "", element))
        except PSError as error:
            inner = error.record.exception.inner
            if not self.metadata.script or inner is None or not parameter.type_name.endswith("[]"):
                raise
            from pssh.runtime.binder_errors import transformation_error

            raise transformation_error(
                self.call,
                parameter.name,
                'Cannot convert value "System.Collections.Generic.List`1[System.Object]" to type '
                f'"{parameter.type_name}". Error: "{inner.message}"',
                inner,
                element,
            ) from None

    def _bind_defaults(self) -> None:
        """`$PSDefaultParameterValues`, for what is not bound and fits the sets still possible."""
        scope = self.call.scope
        found = None if scope is None else scope.find("PSDefaultParameterValues")
        table = None if found is None else found.value
        if not table or not self.metadata.common or self.call.command is None or not len(table):
            return
        from pssh.runtime.default_values import defaults_for

        self.steps = None

        for name, value in defaults_for(self.call, table):
            matches = self.metadata.find(name)
            if len(matches) != 1 or matches[0] in self.used:
                continue
            parameter = matches[0]
            if self.valid & self.metadata.mask(parameter):
                try:
                    self._bind_one(parameter, value, Argument(name, value))
                except PSError:
                    self.used.discard(parameter)


class _Sealed(List[Any]):
    """A finished list of steps."""

    def append(self, step: Any) -> None:
        """The last step is there: binding the remaining arguments adds none."""
