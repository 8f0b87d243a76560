"""Binding piped objects: by value, then by property name, first as they are, then converted."""

from typing import Any, List, Optional

from pssh.objects.errors import PSError
from pssh.runtime.binder_convert import fit, fits
from pssh.runtime.binder_errors import binding_error
from pssh.runtime.binder_sets import SetBinding
from pssh.runtime.commands import NO_VALUE
from pssh.runtime.params import ParameterMetadata

__all__ = ["PipelineBinding"]

_ANY_OBJECT = frozenset(
    (
        "System.Object",
        "System.Object[]",
        "System.Management.Automation.PSObject",
        "System.Management.Automation.PSObject[]",
    )
)


class PipelineBinding(SetBinding):
    """What happens to each object that comes through the pipe."""

    __slots__ = ()

    def _plan(self) -> List[ParameterMetadata]:
        plan = []
        for parameter in self.metadata.parameters.values():
            if (
                parameter.takes_pipeline
                and parameter not in self.used
                and self.metadata.mask(parameter) & self.valid
            ):
                plan.append(parameter)
        return plan

    @property
    def single_value_parameter(self) -> Optional[ParameterMetadata]:
        """The parameter all piped objects go to: the only one left, by value, taking any object as it is."""
        if self.pipeline_plan is None:
            self.pipeline_plan = self._plan()
        if len(self.pipeline_plan) != 1 or self.delayed:
            return None
        parameter = self.pipeline_plan[0]
        if parameter.type_name not in _ANY_OBJECT or parameter.validators or parameter.transforms:
            return None
        return parameter if all(role.pipeline for role in parameter.sets.values()) else None

    @property
    def takes_plain_values(self) -> bool:
        """Whether strings and numbers can only go to one parameter, by value and as they are: all others that
        take piped input take it from properties, which strings and numbers do not have."""
        if self.pipeline_plan is None:
            self.pipeline_plan = self._plan()
        if self.delayed:
            return False
        taking = [each for each in self.pipeline_plan if any(role.pipeline for role in each.sets.values())]
        if len(taking) != 1 or taking[0].validators or taking[0].transforms:
            return False
        return taking[0].type_name in _ANY_OBJECT

    def bind_pipeline(self, item: Any) -> bool:
        """Bind one piped object. False when an error was written and the record is to be skipped."""
        call = self.call
        if self.pipeline_plan is None:
            self.pipeline_plan = self._plan()
        call.bound = dict(self.command_line)
        valid, used = self.valid, self.used
        self.used = set(used)
        try:
            return self._bind_record(item)
        finally:
            self.valid, self.used = valid, used

    def _bind_record(self, item: Any) -> bool:
        bound_any = False
        for parameter, block in self.delayed:
            self._bind_delayed(parameter, block, item)
            bound_any = True
        call, used, mask = self.call, self.used, self.metadata.mask
        if self.passes is None:
            self.passes = (self._candidates(False), self._candidates(True))
        problem: Optional[PSError] = None
        for coerce in (False, True):
            for by_property, candidates in ((False, self.passes[0]), (True, self.passes[1])):
                for parameter in candidates:
                    if parameter in used or not mask(parameter) & self.valid:
                        continue
                    value = item if not by_property else _property(item, parameter)
                    if value is NO_VALUE or (not coerce and not fits(parameter, value)):
                        continue
                    try:
                        call.bound[parameter.name] = fit(call, parameter, value)
                    except PSError as error:
                        problem = problem or error
                        continue
                    used.add(parameter)
                    self.valid &= mask(parameter)
                    bound_any = True
        if not bound_any:
            self._not_bound(item, problem)
            return False
        sets = self._valid_sets()
        if len(sets) > 1:
            self._narrow_after_pipe()
            sets = self._valid_sets()
        missing = self._missing(sets[0], False)
        if missing:
            self._missing_after_pipe(item, missing)
            return False
        call.set_name = sets[0]
        return True

    def _candidates(self, by_property: bool) -> List[ParameterMetadata]:
        """The parameters that may take a piped object, those of the default set first."""
        default_bit = self._default_bit()
        rows = []
        for parameter in self.pipeline_plan or ():
            for set_name in self._valid_sets():
                role = parameter.role(set_name)
                if role is not None and (role.by_property if by_property else role.pipeline):
                    rows.append(parameter)
                    break
        if default_bit:
            rows.sort(key=lambda p: not self.metadata.mask(p) & default_bit)
        return rows

    def _narrow_after_pipe(self) -> None:
        valid = self._valid_sets()
        complete = [name for name in valid if not self._missing(name, False)]
        if complete and len(complete) < len(valid):
            bits = 0
            for name in complete:
                bits |= self.metadata.set_bits[name.lower()]
            self.valid = bits

    def _bind_delayed(self, parameter: ParameterMetadata, block: Any, item: Any) -> None:
        from pssh.objects.compare import collapse

        results = self.call.invoke(block, underbar=item)
        value = collapse(results)
        self.call.bound[parameter.name] = fit(self.call, parameter, value)

    def _not_bound(self, item: Any, problem: Optional[PSError]) -> None:
        if problem is not None and problem.record.error_id.startswith("ParameterArgumentValidation"):
            problem.record.target_object = item
            self.call.error(problem)
            return
        error = binding_error(
            self.call,
            "InputObjectNotBound",
            "The input object cannot be bound to any parameters for the command either because the command does not "
            "take pipeline input or the input and its properties do not match any of the parameters that take "
            "pipeline input.",
            target=item,
        )
        self.call.error(error)

    def _missing_after_pipe(self, item: Any, missing: List[ParameterMetadata]) -> None:
        names = " ".join(p.name for p in missing)
        error = binding_error(
            self.call,
            "InputObjectMissingMandatory",
            "The input object cannot be bound because it did not contain the information required to bind all "
            f"mandatory parameters:  {names}",
            target=item,
        )
        self.call.error(error)

    def end_of_input(self) -> None:
        """Nothing arrived through the pipe: the mandatory parameters must be there without it."""
        self.call.bound = dict(self.command_line)


def _property(item: Any, parameter: ParameterMetadata) -> Any:
    """The value of the object's property of the parameter's name or alias, or NO_VALUE."""
    from pssh.runtime.property_access import property_value

    for name in (parameter.name, *parameter.aliases):
        value = property_value(item, name, NO_VALUE)
        if value is not NO_VALUE:
            return value
    return NO_VALUE
