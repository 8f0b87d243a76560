"""Validation and transformation attributes: `[ValidateSet('a','b')]`, `[ValidateRange(1, 5)]` and the rest.

A constructor refuses arguments as .NET's does: `ValidationMetadataException` for bounds the wrong way round,
ArgumentOutOfRangeException for those that can never be.
`check(value, call)` raises `ValidationFailure(text)`; the binder or the variable that holds the attribute
puts its own sentence around the text. `call` is None for a variable or a property of a class. Collections are
checked element by element.
"""

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Optional, Tuple

from pssh.objects.convert import to_string
from pssh.objects.errors import NetException, PSError, ps_error
from pssh.runtime.binder_errors import ValidationFailure

if TYPE_CHECKING:
    from pssh.runtime.call import Call

__all__ = [
    "ValidateCount", "ValidateDrive", "ValidateLength", "ValidateNotNull", "ValidateNotNullOrEmpty",
    "ValidateNotNullOrWhiteSpace", "ValidatePattern", "ValidateRange", "ValidateScript", "ValidateSet",
    "Validator",
]  # fmt: skip


def _items(value: Any) -> Iterable[Any]:
    from pssh.objects.compare import enumerate_value

    if isinstance(value, (str, int, float)):
        return (value,)
    iterator = enumerate_value(value)
    return (value,) if iterator is None else iterator


def _refused(error_id: str, message: str) -> PSError:
    """An attribute that cannot be made of its arguments."""
    kind = "System.Management.Automation.ValidationMetadataException"
    return ps_error(error_id, message, "MetadataError", exception=kind)


def _check_lengths(minimum: int, maximum: int) -> None:
    """No bound of a length or a count is negative, and an upper one is not zero."""
    for name, value, least in (("minLength", minimum, 0), ("maxLength", maximum, 1)):
        if value < least:
            raise NetException(
                "System.Management.Automation.PSArgumentOutOfRangeException",
                f'Cannot process argument because the value of argument "{name}" is out of range. Change argument '
                f"\"{name}\" to a value that is within range. (Parameter '{name}')\nActual value was {value}.",
            )


class Validator:
    """An attribute that checks a value."""

    name = "ValidateArguments"

    def check(self, value: Any, call: "Optional[Call]") -> None:
        raise NotImplementedError


class _ElementValidator(Validator):
    def check(self, value: Any, call: "Optional[Call]") -> None:
        if value is None:
            raise ValidationFailure(
                "The argument is null. Provide a valid value for the argument, and then try running the command again.",
                "ArgumentIsNull",
            )
        for item in _items(value):
            self.check_one(item, call)

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        raise NotImplementedError


class ValidateNotNull(Validator):
    """No $null, alone or in a collection."""

    name = "ValidateNotNull"

    def check(self, value: Any, call: "Optional[Call]") -> None:
        if value is None:
            raise ValidationFailure(
                "The argument is null. Provide a valid value for the argument, and then try running the command again.",
                "ArgumentIsNull",
            )
        if not isinstance(value, str) and any(item is None for item in _items(value)):
            raise ValidationFailure(
                "The argument collection contains a null value. Supply a collection that does not contain any "
                "null values, and then try the command again.",
                "ArgumentCollectionContainsNull",
            )


class ValidateNotNullOrEmpty(Validator):
    """Neither $null nor what holds nothing, alone or in a collection."""

    name = "ValidateNotNullOrEmpty"
    _blank = False

    def check(self, value: Any, call: "Optional[Call]") -> None:
        word = ", empty, or consists of only white-space characters" if self._blank else " or empty"
        if value is None:
            raise ValidationFailure(
                f"The argument is null{word}. Provide an argument that is not null{word}, and then try the command again.",
                "ArgumentIsEmpty",
            )
        if isinstance(value, str):
            if self._is_empty(value):
                raise ValidationFailure(
                    f"The argument is null{word}. Provide an argument that is not null{word}, "
                    "and then try the command again.",
                    "ArgumentIsEmpty",
                )
            return
        if hasattr(value, "__len__") and not _single(value):
            if len(value) == 0:
                raise ValidationFailure(
                    "The argument is null, empty, or an element of the argument collection contains a null value. "
                    "Supply a collection that does not contain any null values and then try the command again.",
                    "ArgumentCollectionContainsNull",
                )
            for item in _items(value):
                if item is None or (isinstance(item, str) and self._is_empty(item)):
                    raise ValidationFailure(
                        "The argument is null, empty, or an element of the argument collection contains a null "
                        "value. Supply a collection that does not contain any null values and then try the command "
                        "again.",
                        "ArgumentCollectionContainsNull",
                    )

    def _is_empty(self, text: str) -> bool:
        return not text.strip() if self._blank else text == ""


def _single(value: Any) -> bool:
    from pssh.objects.compare import is_enumerable

    return not is_enumerable(value) and not hasattr(value, "keys")


class ValidateNotNullOrWhiteSpace(ValidateNotNullOrEmpty):
    """As ValidateNotNullOrEmpty, and no text of blanks."""

    name = "ValidateNotNullOrWhiteSpace"
    _blank = True


class ValidateSet(_ElementValidator):
    """`values` may be a callable giving the values (a class that implements IValidateSetValuesGenerator)."""

    name = "ValidateSet"

    def __init__(self, values: Any, ignore_case: bool = True, error_message: Optional[str] = None) -> None:
        self._values = values
        self.ignore_case = ignore_case
        self.error_message = error_message

    @property
    def values(self) -> List[str]:
        values = self._values() if callable(self._values) else self._values
        return [to_string(v) for v in values]

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        text, values = to_string(item), self.values
        if text in values:
            return
        if not self.ignore_case or text.lower() not in [v.lower() for v in values]:
            listed = ",".join(values)
            if self.error_message:
                raise ValidationFailure(_filled(self.error_message, text, listed), "ValidateSetFailure")
            raise ValidationFailure(
                f'The argument "{text}" does not belong to the set "{listed}" specified by the ValidateSet attribute. '
                "Supply an argument that is in the set and then try the command again.",
                "ValidateSetFailure",
            )


def _filled(template: str, *values: str) -> str:
    for number, value in enumerate(values):
        template = template.replace(f"{{{number}}}", value)
    return template


_RANGE_KINDS: Dict[str, Tuple[Callable[[Any], bool], str, str]] = {
    "positive": (lambda v: v > 0, "greater than zero", "Positive"),
    "nonnegative": (lambda v: v >= 0, "greater than or equal to zero", "NonNegative"),
    "negative": (lambda v: v < 0, "less than zero", "Negative"),
    "nonpositive": (lambda v: v <= 0, "less than or equal to zero", "NonPositive"),
}


class ValidateRange(_ElementValidator):
    """Bounds, or one of the kinds Positive, NonNegative, Negative, NonPositive."""

    name = "ValidateRange"

    def __init__(self, minimum: Any, maximum: Any = None) -> None:
        self.kind = _kind_name(minimum) if maximum is None else None
        if self.kind is None:
            minimum, maximum = _bounds(minimum, maximum)
        self.minimum = minimum
        self.maximum = maximum

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        if self.kind is not None:
            self._check_kind(item, to_string(item))
            return
        if item.__class__ is int is self.minimum.__class__ is self.maximum.__class__:
            low, high = item < self.minimum, item > self.maximum
        else:
            low, high = self._compare(item)
        if low:
            raise ValidationFailure(
                f"The {to_string(item)} argument is less than the minimum allowed range of {to_string(self.minimum)}. Supply an "
                f"argument that is greater than or equal to {to_string(self.minimum)} and then try the command again.",
                "ValidateRangeTooSmall",
            )
        if high:
            raise ValidationFailure(
                f"The {to_string(item)} argument is greater than the maximum allowed range of {to_string(self.maximum)}. Supply "
                f"an argument that is less than or equal to {to_string(self.maximum)} and then try the command again.",
                "ValidateRangeTooBig",
            )

    def _compare(self, item: Any) -> "tuple[bool, bool]":
        from pssh.objects.compare import compare

        item = _as_type_of(item, self.minimum)
        return compare(item, self.minimum, False) < 0, compare(item, self.maximum, False) > 0

    def _check_kind(self, item: Any, text: str) -> None:
        from pssh.objects.types import type_of

        test, words, name = _RANGE_KINDS[self.kind or ""]
        if _common_type(0, item) is None:
            raise _wrong_type(type_of(item).name, "Int32")
        if not test(item):
            raise ValidationFailure(
                f'The argument "{text}" cannot be validated because its value is not {words}.',
                f"ValidateRange{name}Failure",
            )


def _kind_name(kind: Any) -> str:
    """The lower-case name of a ValidateRangeKind."""
    from pssh.runtime.known_types import converted

    try:
        return str(converted(kind, "System.Management.Automation.ValidateRangeKind").name).lower()
    except PSError as error:
        raise error.record.exception from None


def _bounds(minimum: Any, maximum: Any) -> "tuple[Any, Any]":
    """The bounds of a range as one type; raises where there is none or they are the wrong way round."""
    from pssh.objects.compare import compare
    from pssh.objects.convert import try_convert
    from pssh.objects.nothing import MISSING
    from pssh.objects.types import type_of

    kinds = type_of(minimum), type_of(maximum)
    if kinds[0] is not kinds[1]:
        common = _common_type(minimum, maximum)
        ends = [MISSING if common is None else try_convert(end, common) for end in (minimum, maximum)]
        if MISSING in ends:
            raise _refused(
                "MinRangeNotTheSameTypeOfMaxRange",
                f"The specified minimum range ({kinds[0].name}) cannot be accepted because it is not the same type as the "
                f"specified maximum range ({kinds[1].name}). Update the ValidateRange attribute for the parameter.",
            )
        minimum, maximum = ends
    if compare(minimum, maximum, False) > 0:
        raise _refused(
            "MaxRangeSmallerThanMinRange",
            "The specified maximum range cannot be accepted because it is less than the specified minimum range. Update "
            "the ValidateRange attribute for the parameter.",
        )
    return minimum, maximum


def _common_type(left: Any, right: Any) -> Any:
    """The number type two values are compared as; None where one of them is no number."""
    from pssh.objects.numbers import Char, is_number
    from pssh.objects.types import resolve_type, type_of

    if not all(is_number(value) or isinstance(value, (bool, Char)) for value in (left, right)):
        return None
    names = {type_of(value).name for value in (left, right)}
    if "Decimal" in names:
        return resolve_type("System.Decimal")
    if names & {"Single", "Double"}:
        return resolve_type("System.Double")
    signed = names & {"SByte", "Int16", "Int32", "Int64"}
    for unsigned, wide in (("UInt64", ()), ("UInt32", ("Int64",))):
        if unsigned in names and names.isdisjoint(wide):
            return resolve_type("System.Double" if signed else f"System.{unsigned}")
    return resolve_type("System.Int64" if "Int64" in names else "System.Int32")


def _as_type_of(item: Any, bound: Any) -> Any:
    """The value as the type of the bounds of its range."""
    from pssh.objects.convert import try_convert
    from pssh.objects.nothing import MISSING
    from pssh.objects.psobject import unwrap
    from pssh.objects.types import type_of

    wanted = type_of(bound)
    if type_of(item) is wanted:
        return unwrap(item)
    found = try_convert(item, wanted)
    if found is MISSING:
        raise _wrong_type(type_of(item).name, wanted.name)
    return found


def _wrong_type(kind: str, wanted: str) -> ValidationFailure:
    return ValidationFailure(
        f'The argument cannot be validated because its type "{kind}" is not the same type ({wanted}) as the maximum and '
        f"minimum limits of the parameter. Make sure the argument is of type {wanted} and then try the command again.",
        "ValidationRangeElementType",
    )


class ValidatePattern(_ElementValidator):
    """Text in which the regular expression is found."""

    name = "ValidatePattern"

    def __init__(self, pattern: str, error_message: Optional[str] = None, ignore_case: bool = True) -> None:
        self.pattern = pattern
        self.error_message = error_message
        self.ignore_case = ignore_case

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        from pssh.objects.regex import compile_regex

        text = to_string(item)
        if compile_regex(self.pattern, self.ignore_case).search(text) is None:
            if self.error_message:
                raise ValidationFailure(
                    _filled(self.error_message, text, self.pattern), "ValidatePatternFailure"
                )
            raise ValidationFailure(
                f'The argument "{text}" does not match the "{self.pattern}" pattern. Supply an argument that matches '
                f'"{self.pattern}" and try the command again.',
                "ValidatePatternFailure",
            )


class ValidateLength(_ElementValidator):
    """Text of `minimum` to `maximum` characters."""

    name = "ValidateLength"

    def __init__(self, minimum: int, maximum: int) -> None:
        _check_lengths(minimum, maximum)
        if maximum < minimum:
            raise _refused(
                "ValidateLengthMaxLengthSmallerThanMinLength",
                "The specified maximum character length of the argument is shorter than the specified minimum argument "
                "character length. Update the ValidateLength attribute for the parameter.",
            )
        self.minimum = minimum
        self.maximum = maximum

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        if not isinstance(item, str):
            raise ValidationFailure(
                "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] "
                "parameter. Make the parameter a string or string[] parameter.",
                "ValidateLengthNotString",
            )
        if len(item) < self.minimum:
            raise ValidationFailure(
                f"The character length ({len(item)}) of the argument is too short. Specify an argument with a length "
                f'that is greater than or equal to "{self.minimum}", and then try the command again.',
                "ValidateLengthMinLengthFailure",
            )
        if len(item) > self.maximum:
            raise ValidationFailure(
                f"The character length of the {len(item)} argument is too long. Shorten the character length of the "
                f'argument so it is fewer than or equal to "{self.maximum}" characters, and then try the command again.',
                "ValidateLengthMaxLengthFailure",
            )


class ValidateCount(Validator):
    """A collection of `minimum` to `maximum` elements."""

    name = "ValidateCount"

    def __init__(self, minimum: int, maximum: int) -> None:
        _check_lengths(minimum, maximum)
        if maximum < minimum:
            raise _refused(
                "ValidateRangeMaxLengthSmallerThanMinLength",
                "The specified maximum number of arguments for a parameter is fewer than the specified minimum number of "
                "arguments. Update the ValidateCount attribute for the parameter.",
            )
        self.minimum = minimum
        self.maximum = maximum

    def check(self, value: Any, call: "Optional[Call]") -> None:
        from pssh.objects.compare import is_enumerable

        if value is not None and not is_enumerable(value) and not hasattr(value, "keys"):
            raise ValidationFailure(
                "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute "
                "from the parameter or make the parameter an array parameter.",
                "NotAnArrayParameter",
            )
        count = 0 if value is None else len(value)
        if self.minimum == self.maximum != count:
            raise ValidationFailure(
                f"The parameter requires exactly {self.minimum} value(s) - {count} value(s) were provided.",
                "ValidateCountExactFailure",
            )
        if count < self.minimum or count > self.maximum:
            raise ValidationFailure(
                f"The parameter requires at least {self.minimum} value(s) and no more than {self.maximum} value(s) - "
                f"{count} value(s) were provided.",
                "ValidateCountMinMaxFailure",
            )


class ValidateScript(_ElementValidator):
    """What makes `block` true, which sees it as `$_`."""

    name = "ValidateScript"

    def __init__(self, block: Any, error_message: Optional[str] = None) -> None:
        self.block = block
        self.error_message = error_message

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        from pssh.objects.convert import to_bool

        results = self._results(item, call)
        if not to_bool(results[0] if len(results) == 1 else results):
            text = to_string(item)
            if self.error_message:
                raise ValidationFailure(
                    _filled(self.error_message, text, str(self.block)), "ValidateScriptFailure"
                )
            raise ValidationFailure(
                f'The "{self.block}" validation script for the argument with value "{text}" did not return a result '
                "of True. Determine why the validation script failed, and then try the command again.",
                "ValidateScriptFailure",
            )

    def _results(self, item: Any, call: "Optional[Call]") -> List[Any]:
        """What the block says of `$_`; a function's block sees the parameters that are bound already."""
        if call is None:
            found: List[Any] = self.block.invoke_as_delegate((), item)
        else:
            scope = None if call.parameter_scope is None else call.parameter_scope()
            found = self.block.invoke(call.runspace, underbar=item, scope=scope)
        return found


class ValidateDrive(_ElementValidator):
    """A path on one of the named drives."""

    name = "ValidateDrive"

    def __init__(self, drives: List[str]) -> None:
        self.drives = drives

    def check_one(self, item: Any, call: "Optional[Call]") -> None:
        drive = to_string(item).split(":", 1)[0]
        if drive.lower() not in [d.lower() for d in self.drives]:
            listed = ",".join(self.drives)
            raise ValidationFailure(
                f"The path argument drive {drive} does not belong to the set of approved drives: {listed}. Supply a path "
                "argument with an approved drive.",
                "ValidateDriveFailure",
            )
