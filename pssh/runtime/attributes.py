"""Attributes written in scripts: `[Parameter(Mandatory)]`, `[ValidateSet('a')]`, and what they do to variables."""

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple

from pssh.objects.errors import NetException, PSError, ps_error

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ScriptAttribute", "TypeConstraint", "VariableValidator", "validator_of"]


class TypeConstraint:
    """`[int]$x`: every value the variable gets is converted."""

    __slots__ = ("type",)

    def __init__(self, type: Any) -> None:
        self.type = type

    def apply(self, value: Any, variable: Any) -> Any:
        """The value converted; raises ArgumentTransformationMetadataException."""
        from pssh.objects.convert import convert
        from pssh.objects.nothing import NOTHING

        try:
            return convert(None if value is NOTHING else value, self.type)
        except PSError as error:
            record = error.record
            fault = ps_error(
                "RuntimeException",
                record.message,
                "MetadataError",
                None,
                "System.Management.Automation.ArgumentTransformationMetadataException",
                record.exception,
            )
            raise fault from None


class VariableValidator:
    """`[ValidateRange(1, 5)]$x`: a value that is refused is not assigned."""

    __slots__ = ("validator",)

    def __init__(self, validator: Any) -> None:
        self.validator = validator

    def apply(self, value: Any, variable: Any) -> Any:
        """The value itself where it is valid; raises ValidationMetadataException."""
        from pssh.objects.tostring import to_string
        from pssh.runtime.binder_errors import ValidationFailure

        try:
            self.validator.check(value, None)
        except ValidationFailure:
            raise ps_error(
                "ValidateSetFailure",
                f"The variable cannot be validated because the value {to_string(value)} is not a valid value for the "
                f"{variable.name} variable.",
                "MetadataError",
                None,
                "System.Management.Automation.ValidationMetadataException",
            ) from None
        return value


class ScriptAttribute:
    """An attribute as written, its arguments evaluated. `name` is without 'Attribute' and namespace."""

    __slots__ = ("instance", "named", "net_type", "positional", "type_name")

    def __init__(self, type_name: str, positional: Sequence[Any], named: Sequence[Tuple[str, Any]]) -> None:
        self.type_name = type_name
        self.positional = tuple(positional)
        self.named: Dict[str, Any] = {name.lower(): value for name, value in named}
        self.instance: Any = None  # of a script class that is used as an attribute
        from pssh.objects.types import resolve_type

        found = resolve_type(type_name) or resolve_type(type_name + "Attribute")
        self.net_type = found or resolve_type("System.Attribute")

    @property
    def name(self) -> str:
        short = self.type_name.rpartition(".")[2].lower()
        return short[:-9] if short.endswith("attribute") else short

    def get(self, name: str, default: Any = None) -> Any:
        return self.named.get(name, default)

    @property
    def completer(self) -> Any:
        """What tab completion asks: a script block, or the class or object of an own completer."""
        if self.instance is not None and "create" in getattr(self.instance, "ps_methods", ()):
            return self.instance
        return self.positional[0] if self.name == "argumentcompleter" and self.positional else None

    def apply(self, value: Any, variable: Any) -> Any:
        """As a constraint of a variable."""
        validator = validator_of(self)
        if validator is None:
            return value
        return VariableValidator(validator).apply(value, variable)

    def __repr__(self) -> str:
        return f"<[{self.type_name}]>"


class OwnAttribute:
    """A script class that derives from ValidateArgumentsAttribute or ArgumentTransformationAttribute."""

    name = "ValidateArguments"

    def __init__(self, instance: Any) -> None:
        self.instance = instance
        methods = instance.ps_methods
        self.by_element = "validateelement" in methods
        self.validates = self.by_element or "validate" in methods
        self.transforms = "transform" in methods

    def _call(self, name: str, args: List[Any]) -> Any:
        from pssh.objects.members import call_method

        return call_method(self.instance, name, args)

    def check(self, value: Any, call: Any) -> None:
        """Run the script class's own Validate or ValidateElement; raises ValidationFailure."""
        from pssh.runtime.binder_errors import ValidationFailure

        try:
            if self.by_element:
                from pssh.runtime.operators.values import items

                for item in items(value):
                    self._call("ValidateElement", [item])
            else:
                self._call("Validate", [value, _intrinsics()])
        except PSError as error:
            raise ValidationFailure(error.record.message) from None

    def transform(self, value: Any, runspace: "Runspace") -> Any:
        return self._call("Transform", [_intrinsics(), value])


def _intrinsics() -> Any:
    from pssh.runtime.stack import current_frame

    frame = current_frame()
    return None if frame is None else frame.scope.global_scope.get("ExecutionContext")


def own_attribute(f: Any, attribute: ScriptAttribute, kind: Any, named: Any) -> None:
    """Make the instance of a script class used as an attribute."""
    instance = kind.extra["script_class"].new(f, attribute.positional)
    for name, value in named:
        instance.ps_set(name, value)
    attribute.instance = instance
    attribute.net_type = kind


def _strings(values: Any) -> List[Any]:
    flat: List[Any] = []
    for value in values:
        if isinstance(value, list):
            flat.extend(value)
        else:
            flat.append(value)
    return flat


def validator_of(attribute: ScriptAttribute) -> Optional[Any]:
    """The validation object of an attribute; None for one that does not validate."""
    if attribute.instance is not None:
        own = OwnAttribute(attribute.instance)
        return own if own.validates else None
    try:
        return _built_in(attribute)
    except NetException as fault:
        raise ps_error(
            "ExceptionConstructingAttribute",
            f'The following exception occurred while constructing the attribute "{attribute.type_name}": '
            f'"{fault.message}"',
            inner=fault,
        ) from None


def _built_in(attribute: ScriptAttribute) -> Optional[Any]:
    """One of PowerShell's own validation attributes; raises what its constructor does."""
    from pssh.runtime import validation as v

    name, args = attribute.name, attribute.positional
    least, most = _ARGUMENT_COUNTS.get(name, (0, None))
    if most is not None and not least <= len(args) <= most:
        raise ps_error(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for ".ctor" and the argument count: "{len(args)}".',
            exception="System.Management.Automation.MethodException",
        )
    if name == "validateset":
        return v.ValidateSet(
            _generator(args) or _strings(args),
            bool(attribute.get("ignorecase", True)),
            attribute.get("errormessage"),
        )
    if name == "validaterange":
        return v.ValidateRange(*args)
    if name == "validatepattern":
        options = attribute.get("options")
        sensitive = options is not None and "IgnoreCase" not in str(getattr(options, "name", options))
        return v.ValidatePattern(args[0], attribute.get("errormessage"), not sensitive)
    if name == "validatelength":
        return v.ValidateLength(int(args[0]), int(args[1]))
    if name == "validatecount":
        return v.ValidateCount(int(args[0]), int(args[1]))
    if name == "validatescript":
        return v.ValidateScript(args[0], attribute.get("errormessage"))
    if name == "validatedrive":
        return v.ValidateDrive(_strings(args))
    simple = {
        "validatenotnull": v.ValidateNotNull,
        "validatenotnullorempty": v.ValidateNotNullOrEmpty,
        "validatenotnullorwhitespace": v.ValidateNotNullOrWhiteSpace,
    }.get(name)
    return simple() if simple is not None else None


# How many arguments the constructors take, at least and at most; the others take any number.
_ARGUMENT_COUNTS = {
    "validatenotnull": (0, 0), "validatenotnullorempty": (0, 0), "validatenotnullorwhitespace": (0, 0),
    "validaterange": (1, 2), "validatepattern": (1, 1), "validatelength": (2, 2), "validatecount": (2, 2),
    "validatescript": (1, 1),
}  # fmt: skip


def _generator(args: Any) -> Any:
    """`[ValidateSet([MyClass])]`: the values come from an object's GetValidValues()."""
    from pssh.objects.nettype import NetType

    if len(args) != 1 or not isinstance(args[0], NetType):
        return None
    kind = args[0]

    def values() -> Any:
        from pssh.objects.members import call_method, new_object

        found = call_method(new_object(kind, []), "GetValidValues", [])
        return found if isinstance(found, list) else [found]

    return values
