"""Attributes and properties given what they cannot take: the errors of making them."""

import pytest
from script_case import lines

_CAUGHT = " catch { $_.FullyQualifiedErrorId; $_.Exception.GetType().Name }"


@pytest.mark.parametrize(
    ("attribute", "error_id", "kind"),
    [
        ("ValidateCount(-1, 2)", "ExceptionConstructingAttribute", "RuntimeException"),
        ("ValidateCount(1, 0)", "ExceptionConstructingAttribute", "RuntimeException"),
        ("ValidateCount(3, 2)", "ValidateRangeMaxLengthSmallerThanMinLength", "ValidationMetadataException"),
        (
            "ValidateLength(3, 2)",
            "ValidateLengthMaxLengthSmallerThanMinLength",
            "ValidationMetadataException",
        ),
        ("ValidateRange(2, 1)", "MaxRangeSmallerThanMinRange", "ValidationMetadataException"),
        ("ValidateRange(1, 'b')", "MinRangeNotTheSameTypeOfMaxRange", "ValidationMetadataException"),
        ("ValidateRange('Hardly')", "ExceptionConstructingAttribute", "RuntimeException"),
        ("ValidateNotNull(1, 2)", "MethodCountCouldNotFindBest", "MethodException"),
        ("ValidateCount(1)", "MethodCountCouldNotFindBest", "MethodException"),
    ],
)
def test_an_attribute_that_cannot_be_made(attribute: str, error_id: str, kind: str) -> None:
    assert lines(f"function f {{ param([{attribute}] $p) 'ran' }}; try {{ f 1 }}{_CAUGHT}") == [
        error_id,
        kind,
    ]


def test_the_value_that_is_out_of_range_is_named() -> None:
    text = (
        "function f { param([ValidateLength(-3, 2)] $p) }; try { f 1 } catch { $inner = $_.Exception.InnerException }; "
        "$inner.Message; $inner.ErrorRecord.FullyQualifiedErrorId"
    )
    assert lines(text) == [
        'Cannot process argument because the value of argument "minLength" is out of range. Change argument '
        "\"minLength\" to a value that is within range. (Parameter 'minLength')",
        "Actual value was -3.",
        "ArgumentOutOfRange",
    ]


@pytest.mark.parametrize(
    ("bounds", "argument", "expected"),
    [
        ("1, 5", "'x'", "ValidationRangeElementType"),
        ("'Positive'", "'x'", "ValidationRangeElementType"),
        ("1, 5", "'3'", "ran"),
        ("1, 2.5", "2.6", "ValidateRangeTooBig"),
        ("1, 2.5", "'2.25'", "ran"),
        ("'b', 'd'", "'c'", "ran"),
        ("'b', 'd'", "'e'", "ValidateRangeTooBig"),
        ("1, 1000000000000", "[long]5", "ran"),
    ],
)
def test_a_value_becomes_the_type_of_its_range(bounds: str, argument: str, expected: str) -> None:
    text = (
        f"function f {{ param([ValidateRange({bounds})] $p) 'ran' }}; try {{ f ({argument}) }} catch {{ "
        "$_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId }"
    )
    assert lines(text) == [expected]


@pytest.mark.parametrize("parameter", ["ErrorAction", "WarningAction"])
def test_suspend_is_reserved(parameter: str) -> None:
    text = f"function f {{ [CmdletBinding()] param() 'ran' }}; try {{ f -{parameter} Suspend }}{_CAUGHT}"
    assert lines(text) == ["ParameterBindingFailed,f", "ParameterBindingException"]


def test_no_preference_variable_suspends() -> None:
    text = f"try {{ $ErrorActionPreference = 'Suspend' }}{_CAUGHT}; \"$ErrorActionPreference\""
    assert lines(text) == ["RuntimeException", "ArgumentTransformationMetadataException", "Continue"]


@pytest.mark.parametrize(
    ("table", "error_id", "kind"),
    [
        ("@{ Wrong = 1 }", "InvalidOperationException", "InvalidOperationException"),
        ("@{ Size = 'x' }", "SetValueException", "Exception"),
    ],
)
def test_new_object_ends_at_a_property_it_cannot_set(table: str, error_id: str, kind: str) -> None:
    text = f"class Box {{ [int]$Size }}; try {{ New-Object Box -Property {table}; 'made' }}{_CAUGHT}"
    assert lines(text) == [f"{error_id},Microsoft.PowerShell.Commands.NewObjectCommand", kind]


def test_new_object_calls_the_method_an_entry_names() -> None:
    text = "$made = New-Object System.Text.StringBuilder -Property @{ Append = 'abc'; Capacity = 64 }"
    assert lines(text + '; "$made"; $made.Capacity') == ["abc", "64"]


def test_a_cast_that_fails_holds_its_record_inside() -> None:
    text = (
        "class Box { [int]$Size }; try { [Box]@{ Bad = 1 } } catch { $inner = $_.Exception.InnerException }; "
    )
    assert lines(text + "$inner.GetType().Name; $inner.ErrorRecord.FullyQualifiedErrorId") == [
        "PSInvalidCastException",
        "ObjectCreationError",
    ]
