"""Parameter sets of a command being bound: which are still possible, and what is mandatory in them."""

from typing import Any, Dict, List, Optional, Set

from pssh.objects.errors import PSError
from pssh.runtime.binder_arguments import Argument
from pssh.runtime.binder_errors import binding_error
from pssh.runtime.params import CommandMetadata, ParameterMetadata

__all__ = ["SetBinding"]


class SetBinding:
    """The state of one command being bound. `valid` holds the possible sets as bits, `used` what is bound."""

    __slots__ = ("arguments", "call", "command_line", "delayed", "metadata", "passes", "pipeline_plan", "remaining", "steps",
                 "used", "valid", "values")  # fmt: skip

    def __init__(self, call: Any, metadata: CommandMetadata, spec: Any, values: Any) -> None:
        self.call = call
        self.metadata = metadata
        call.metadata = metadata
        call.spec = spec or call.spec
        self.arguments: Optional[List[Argument]] = [] if spec is None else None
        self.values = values
        self.steps: Optional[List[Any]] = []
        self.remaining: List[Any] = []
        self.valid = metadata.all_bits
        self.used: Set[ParameterMetadata] = set()
        self.delayed: List[Any] = []
        self.command_line: Dict[str, Any] = {}
        self.pipeline_plan: Optional[List[ParameterMetadata]] = None
        self.passes: Any = None  # the candidates by value and by property name

    def _bind_one(self, parameter: ParameterMetadata, value: Any, argument: Argument) -> None:
        raise NotImplementedError

    def _valid_sets(self) -> List[str]:
        """The names of the sets still possible, the default one first."""
        return self.metadata.valid_sets(self.valid)

    def _default_bit(self) -> int:
        default = self.metadata.default_set
        return self.metadata.set_bits.get(default.lower(), 0) if default else 0

    def _narrow(self, parameter: ParameterMetadata) -> None:
        left = self.valid & self.metadata.mask(parameter)
        if not left:
            raise self._ambiguous_set()
        self.valid = left

    def _ambiguous_set(self) -> PSError:
        return binding_error(
            self.call,
            "AmbiguousParameterSet",
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued "
            "cannot be used together or an insufficient number of parameters were provided.",
        )

    def _missing(self, set_name: str, with_pipeline: bool) -> List[ParameterMetadata]:
        """The unbound mandatory parameters of a set; with `with_pipeline` without those a pipe could give."""
        return [
            parameter
            for parameter, role in self.metadata.mandatory(set_name)
            if parameter not in self.used and not (with_pipeline and (role.pipeline or role.by_property))
        ]

    def _narrow_for_missing(self) -> None:
        """Drop the sets that lack mandatory parameters when some other set lacks none."""
        valid = self._valid_sets()
        if len(valid) < 2:
            return
        piped = self.call.expecting_input
        complete = [name for name in valid if not self._missing(name, piped)]
        if not complete or len(complete) == len(valid):
            return
        default = self.metadata.default_set
        if default and valid[0].lower() == default.lower() and valid[0] not in complete and not piped:
            return  # the default set is asked for what it lacks
        bits = 0
        for name in complete:
            bits |= self.metadata.set_bits[name.lower()]
        self.valid = bits

    def mandatory_check(self) -> None:
        """Ask for the mandatory parameters that are missing (and that no piped object could give), or fail."""
        valid, piped = self._valid_sets(), self.call.expecting_input
        if piped and any(not self._missing(name, True) for name in valid):
            return
        if len(valid) > 1 and not self._default_bit() & self.valid:
            if all(self._missing(name, False) for name in valid):
                raise self._ambiguous_set()
            return
        set_name = valid[0]
        missing = self._missing(set_name, piped)
        if missing:
            self.steps = None
            self._ask(missing, set_name)

    def _ask(self, missing: List[ParameterMetadata], set_name: str) -> None:
        host = self.call.host
        if not host.interactive:
            raise self.missing_error(missing)
        from pssh.runtime.host import FieldDescription

        fields = []
        for parameter in missing:
            role = parameter.role(set_name)
            fields.append(
                FieldDescription(parameter.name, parameter.type_name, role.help_message if role else "")
            )
        position = self.call.invocation.pipeline_position if self.call.invocation is not None else 1
        kind = "cmdlet"
        answers = host.prompt_fields(
            f"{kind} {self.call.name} at command pipeline position {position}",
            "Supply values for the following parameters:",
            fields,
        )
        for parameter in missing:
            if answers is None or parameter.name not in answers:
                raise self.missing_error(missing)
            self._bind_one(parameter, answers[parameter.name], Argument(parameter.name, None))

    def missing_error(self, missing: List[ParameterMetadata]) -> PSError:
        names = " ".join(p.name for p in missing)
        return binding_error(
            self.call,
            "MissingMandatoryParameter",
            f"Cannot process command because of one or more missing mandatory parameters: {names}.",
        )

    def _settle_set(self) -> None:
        valid = self._valid_sets()
        default_bit = self._default_bit()
        if len(valid) == 1 or default_bit & self.valid:
            self.call.set_name = valid[0]
            return
        if self.call.expecting_input and self.metadata.takes_pipeline:
            self.call.set_name = valid[0]
            return
        if self.metadata.default_set is None:
            raise self._ambiguous_set()
        self.call.set_name = self.metadata.default_set
