"""Parameter metadata: the one shape the binder, `Get-Command -Syntax`, help and completion read.

Cmdlets make it from their Python signature (`runtime/cmdlet.py`), advanced functions from their `param()`
block. Types are kept as names until something is bound, so that declaring a cmdlet imports no type family.
"""

from typing import Any, Dict, Iterable, List, Optional, Tuple

__all__ = [
    "ALL_SETS", "COMMON_PARAMETERS", "EXACT_CLASSES", "CommandMetadata", "ParameterMetadata", "ParameterRole",
    "common_parameters",
]  # fmt: skip

ALL_SETS = "__AllParameterSets"

_SWITCH = "System.Management.Automation.SwitchParameter"
_STRING = "System.String"
_ANYTHING = frozenset(("System.Object", "System.Management.Automation.PSObject"))

# The types whose values are of just one Python class.
EXACT_CLASSES = {"System.Int32": int, _STRING: str, "System.Double": float, "System.Boolean": bool}


class ParameterRole:
    """What a parameter is in one parameter set (or in all of them)."""

    __slots__ = ("by_property", "help_message", "hidden", "mandatory", "pipeline", "position", "remaining")

    def __init__(
        self,
        position: Optional[int] = None,
        mandatory: bool = False,
        pipeline: bool = False,
        by_property: bool = False,
        remaining: bool = False,
        help_message: str = "",
        hidden: bool = False,
    ) -> None:
        self.position = position
        self.mandatory = mandatory
        self.pipeline = pipeline
        self.by_property = by_property
        self.remaining = remaining
        self.help_message = help_message
        self.hidden = hidden


class ParameterMetadata:
    """One parameter: its type, names, validation, and its role in each parameter set.

    `key` is the name the body knows it by (a Python argument, or the variable of a script function).
    `exact` is the Python class of the values that need no conversion, where there is one.
    `validators` and `transforms` are the objects of `runtime/validation.py`, in the order of writing.
    """

    __slots__ = (
        "_constraints",
        "_type",
        "aliases",
        "allow_empty_collection",
        "allow_empty_string",
        "allow_null",
        "attributes",
        "converter",
        "dynamic",
        "exact",
        "help",
        "is_switch",
        "key",
        "mandatory_somewhere",
        "name",
        "sets",
        "takes_pipeline",
        "transforms",
        "type_name",
        "untyped",
        "validators",
        "wildcards",
    )

    def __init__(
        self,
        name: str,
        type_name: str = "System.Object",
        *,
        key: Optional[str] = None,
        type: Any = None,
        sets: Optional[Dict[str, ParameterRole]] = None,
        aliases: Iterable[str] = (),
        validators: Iterable[Any] = (),
        transforms: Iterable[Any] = (),
        allow_null: bool = False,
        allow_empty_string: bool = False,
        allow_empty_collection: bool = False,
        dynamic: bool = False,
        attributes: Iterable[Any] = (),
        help: str = "",
        wildcards: bool = False,
    ) -> None:
        self.name = name
        self.key = key if key is not None else name
        self._type = type
        self._constraints: Any = None
        self.type_name = type.full_name if type is not None else type_name
        self.sets = sets or {ALL_SETS: ParameterRole()}
        self.aliases = tuple(aliases)
        self.validators = tuple(validators)
        self.transforms = tuple(transforms)
        self.allow_null = allow_null
        self.allow_empty_string = allow_empty_string
        self.allow_empty_collection = allow_empty_collection
        self.dynamic = dynamic
        self.attributes = tuple(attributes)
        self.help = help
        self.wildcards = wildcards
        self.is_switch = self.type_name == _SWITCH
        self.converter: Any = None  # set by the binder at the first binding
        self.untyped = self.type_name in _ANYTHING  # any value is taken as it is
        self.exact = None if self.transforms else EXACT_CLASSES.get(self.type_name)
        roles = self.sets.values()
        self.takes_pipeline = any(role.pipeline or role.by_property for role in roles)
        self.mandatory_somewhere = any(role.mandatory for role in roles)

    @property
    def type(self) -> Any:
        """The parameter's NetType."""
        if self._type is None:
            from pssh.objects.types import resolve_type

            self._type = resolve_type(self.type_name) or resolve_type("System.Object")
        return self._type

    @property
    def constraints(self) -> List[Any]:
        """What the variable of a script's parameter holds its values to."""
        if self._constraints is None:
            from pssh.runtime.attributes import TypeConstraint, VariableValidator

            own = [] if self.untyped else [TypeConstraint(self.type)]
            self._constraints = [*own, *[VariableValidator(v) for v in self.validators]]
        found: List[Any] = self._constraints
        return found

    def role(self, set_name: str) -> Optional[ParameterRole]:
        """Its role in a set, or None when it is not of that set."""
        sets = self.sets
        found = sets.get(set_name) or sets.get(ALL_SETS)
        if found is None:
            lower = set_name.lower()
            found = next((role for name, role in sets.items() if name.lower() == lower), None)
        return found

    def __repr__(self) -> str:
        return f"<parameter {self.name}>"


_ACTION = "System.Management.Automation.ActionPreference"

COMMON_PARAMETERS = (
    ("Verbose", ("vb",), _SWITCH),
    ("Debug", ("db",), _SWITCH),
    ("ErrorAction", ("ea",), _ACTION),
    ("WarningAction", ("wa",), _ACTION),
    ("InformationAction", ("infa",), _ACTION),
    ("ProgressAction", ("proga",), _ACTION),
    ("ErrorVariable", ("ev",), _STRING),
    ("WarningVariable", ("wv",), _STRING),
    ("InformationVariable", ("iv",), _STRING),
    ("OutVariable", ("ov",), _STRING),
    ("OutBuffer", ("ob",), "System.Int32"),
    ("PipelineVariable", ("pv",), _STRING),
)
_SHOULD_PROCESS = (("WhatIf", ("wi",), _SWITCH), ("Confirm", ("cf",), _SWITCH))

_common_cache: Dict[bool, Dict[str, ParameterMetadata]] = {}


def common_parameters(should_process: bool) -> Dict[str, ParameterMetadata]:
    """The parameters every cmdlet has, by lower-case name."""
    found = _common_cache.get(should_process)
    if found is None:
        rows = COMMON_PARAMETERS + (_SHOULD_PROCESS if should_process else ())
        found = {n.lower(): ParameterMetadata(n, t, aliases=a) for n, a, t in rows}
        _common_cache[should_process] = found
    return found


class CommandMetadata:
    """All the binder needs to know about a command.

    `script` tells script functions from cmdlets; the parameters of `typed_as_script` convert as attributes do.
    `common` says whether
    the common parameters are there (cmdlets and advanced functions). A plain function
    has `common` False and gets what is left over in `$args`.
    """

    __slots__ = (
        "_mandatory",
        "_masks",
        "_names",
        "_positional",
        "_remaining",
        "_valid",
        "all_bits",
        "common",
        "common_names",
        "common_parameters",
        "confirm_impact",
        "default_set",
        "name",
        "parameters",
        "positional_binding",
        "script",
        "set_bits",
        "set_names",
        "should_process",
        "takes_pipeline",
        "typed_as_script",
    )

    def __init__(
        self,
        name: str,
        parameters: Iterable[ParameterMetadata],
        *,
        default_set: Optional[str] = None,
        should_process: bool = False,
        confirm_impact: str = "Medium",
        positional_binding: bool = True,
        common: bool = True,
        script: bool = False,
        set_names: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.parameters: Dict[str, ParameterMetadata] = {p.name.lower(): p for p in parameters}
        self.default_set = default_set
        self.should_process = should_process
        self.confirm_impact = confirm_impact
        self.positional_binding = positional_binding
        self.common = common
        self.script = script
        names: Dict[str, None] = dict.fromkeys(set_names)
        if default_set:
            names.setdefault(default_set)
        for parameter in self.parameters.values():
            for set_name in parameter.sets:
                if set_name != ALL_SETS and not any(set_name.lower() == n.lower() for n in names):
                    names[set_name] = None
        self.set_names: Tuple[str, ...] = tuple(names) or (ALL_SETS,)
        self.set_bits = {name.lower(): 1 << index for index, name in enumerate(self.set_names)}
        self.common_parameters = common_parameters(should_process) if common else {}
        self.common_names = frozenset([p.name for p in self.common_parameters.values()])
        self.typed_as_script = frozenset(self.parameters.values()) if script else frozenset()
        self.takes_pipeline = any(p.takes_pipeline for p in self.parameters.values())
        self._names: Optional[Dict[str, ParameterMetadata]] = None
        self._positional: Dict[str, List[ParameterMetadata]] = {}
        self._mandatory: Dict[str, List[Tuple[ParameterMetadata, ParameterRole]]] = {}
        self._remaining: Dict[str, List[ParameterMetadata]] = {}
        self._valid: Dict[int, List[str]] = {}
        self._masks: Dict[ParameterMetadata, int] = {}
        self.all_bits = (1 << len(self.set_names)) - 1

    @property
    def names(self) -> Dict[str, ParameterMetadata]:
        """Every lower-case name and alias, the common ones last."""
        if self._names is None:
            names: Dict[str, ParameterMetadata] = {}
            for table in (self.parameters, self.common_parameters):
                for lower, parameter in table.items():
                    names.setdefault(lower, parameter)
                    for alias in parameter.aliases:
                        names.setdefault(alias.lower(), parameter)
            self._names = names
        return self._names

    def mask(self, parameter: ParameterMetadata) -> int:
        """The sets a parameter is in, as bits of `set_bits`."""
        found = self._masks.get(parameter)
        if found is None:
            found = self._masks[parameter] = self._mask(parameter)
        return found

    def _mask(self, parameter: ParameterMetadata) -> int:
        if ALL_SETS in parameter.sets or parameter.name.lower() not in self.parameters:
            return self.all_bits
        mask = 0
        for name in parameter.sets:
            mask |= self.set_bits[name.lower()]
        return mask

    def find(self, name: str) -> List[ParameterMetadata]:
        """The parameters `-name` may mean: one for an exact name or a clear abbreviation, else several."""
        lower = name.lower()
        names = self.names
        exact = names.get(lower)
        if exact is not None:
            return [exact]
        matches = list(dict.fromkeys(p for key, p in names.items() if key.startswith(lower)))
        if len(matches) > 1:  # an abbreviation prefers the command's own parameters over the common ones
            own = [p for p in matches if p.name.lower() in self.parameters]
            if len(own) == 1:
                return own
        return matches

    def positional(self, set_name: str) -> List[ParameterMetadata]:
        """The positional parameters of a set in the order of their positions."""
        found = self._positional.get(set_name)
        if found is None:
            rows: List[Any] = []
            for parameter in self.parameters.values():
                role = parameter.role(set_name)
                if role is not None and role.position is not None:
                    rows.append((role.position, len(rows), parameter))
            rows.sort(key=lambda row: row[:2])
            found = self._positional[set_name] = [row[2] for row in rows]
        return found

    def valid_sets(self, mask: int) -> List[str]:
        """The names of the sets in a mask, the default one first."""
        found = self._valid.get(mask)
        if found is None:
            found = [name for name in self.set_names if mask & self.set_bits[name.lower()]]
            default = (self.default_set or "").lower()
            found.sort(key=lambda name: name.lower() != default)
            self._valid[mask] = found
        return found

    def mandatory(self, set_name: str) -> List[Tuple[ParameterMetadata, ParameterRole]]:
        """The mandatory parameters of a set."""
        found = self._mandatory.get(set_name)
        if found is None:
            found = []
            for parameter in self.parameters.values():
                role = parameter.role(set_name)
                if role is not None and role.mandatory:
                    found.append((parameter, role))
            self._mandatory[set_name] = found
        return found

    def remaining(self, set_name: str) -> List[ParameterMetadata]:
        """The parameters of a set that take what is left over."""
        found = self._remaining.get(set_name)
        if found is None:
            found = []
            for parameter in self.parameters.values():
                role = parameter.role(set_name)
                if role is not None and role.remaining:
                    found.append(parameter)
            self._remaining[set_name] = found
        return found

    def all_parameters(self) -> List[ParameterMetadata]:
        return [*self.parameters.values(), *self.common_parameters.values()]
