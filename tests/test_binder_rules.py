"""The parameter binder: names, positions, sets, pipeline binding, and the ids of its errors."""

from typing import Annotated, Any, List, Optional

import pytest
from script_case import lines

from pssh.objects.errors import PSError
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.commands import CmdletInfo
from pssh.runtime.host import TextHost
from pssh.runtime.invoking import invoke_info
from pssh.runtime.runspace import Runspace
from pssh.runtime.validation import ValidateRange, ValidateSet


@cmdlet("Use-Sets", default_set="ByName")
def use_sets(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, sets="ByName", pipeline=True)] = None,
    *,
    id: Annotated[Optional[int], Param(position=0, sets="ById", mandatory=True, by_property=True)] = None,
    force: Switch = False,
    format: Annotated[str, Param(validate=(ValidateSet(["Text", "Json"]),))] = "Text",
    forecast: Annotated[int, Param(validate=(ValidateRange(1, 5),), aliases=("fc",))] = 1,
) -> Any:
    """Gives what was bound."""
    return (call.set_name, name, id, force, format, forecast)


@cmdlet("Use-Mandatory")
def use_mandatory(
    call: Call,
    path: Annotated[
        Optional[str], Param(position=0, mandatory=True, by_property=True, aliases=("PSPath",))
    ] = None,
    rest: Annotated[Optional[List[Any]], Param(remaining=True)] = None,
) -> Any:
    """Gives what was bound."""
    return (path, rest)


@cmdlet("Use-Class", should_process=True)
class UseClass(CmdletBase):
    """Gathers what is piped in."""

    input_object: Annotated[Any, Param(pipeline=True)] = None
    prefix: Annotated[str, Param(position=0)] = ""

    def begin(self) -> Any:
        yield "begin"

    def process(self) -> None:
        self.write((self.prefix, self.input_object))

    def end(self) -> Any:
        return "end"


def run(body: Any, args: Any = (), named: Any = None, input: Any = None) -> List[Any]:
    rs = Runspace(TextHost())
    found: List[Any] = []
    invoke_info(rs, CmdletInfo(body.cmdlet), args, named, found.append, input)
    if rs.errors:
        raise PSError(rs.errors[0])
    return found


def error_id(body: Any, args: Any = (), named: Any = None, input: Any = None) -> str:
    with pytest.raises(PSError) as caught:
        run(body, args, named, input)
    return str(caught.value.record.fully_qualified_error_id).partition(",")[0]


def test_names_and_abbreviations() -> None:
    assert run(use_sets, (), {"Name": ["a", "b"]}) == [("ByName", ["a", "b"], None, False, "Text", 1)]
    assert run(use_sets, (), {"na": "x", "Forc": True}) == [("ByName", ["x"], None, True, "Text", 1)]
    assert run(use_sets, (), {"fc": "3"}) == [("ByName", None, None, False, "Text", 3)]
    assert error_id(use_sets, (), {"Fo": 1}) == "AmbiguousParameter"
    assert error_id(use_sets, (), {"Nope": 1}) == "NamedParameterNotFound"


def test_position_prefers_the_default_set() -> None:
    assert run(use_sets, ("5",)) == [("ByName", ["5"], None, False, "Text", 1)]
    assert run(use_sets, (), {"Id": "5"}) == [("ById", None, 5, False, "Text", 1)]
    assert error_id(use_sets, ("a",), {"Id": 5}) in ("PositionalParameterNotFound", "AmbiguousParameterSet")
    assert error_id(use_sets, (), {"Id": 5, "Name": "x"}) == "AmbiguousParameterSet"


def test_values_are_converted_and_checked() -> None:
    assert error_id(use_sets, (), {"Id": "x"}) == "CannotConvertArgumentNoMessage"
    assert error_id(use_sets, (), {"Format": "xml"}) == "ParameterArgumentValidationError"
    assert error_id(use_sets, (), {"Forecast": 9}) == "ParameterArgumentValidationError"
    assert error_id(use_sets, (), {"Force": "yes"}) == "CannotConvertArgument"


def test_mandatory() -> None:
    assert error_id(use_mandatory) == "MissingMandatoryParameter"
    assert error_id(use_mandatory, ("",)) == "ParameterArgumentValidationErrorEmptyStringNotAllowed"
    assert error_id(use_mandatory, (None,)) == "ParameterArgumentValidationErrorNullNotAllowed"


def test_remaining_arguments() -> None:
    assert run(use_mandatory, ("a", 1, "b")) == [("a", [1, "b"])]
    assert run(use_mandatory, ("a", [1, 2])) == [("a", [1, 2])]


def test_pipeline_by_value_and_by_property() -> None:
    from pssh.objects.psobject import PSObject

    assert [row[1] for row in run(use_sets, input=["a", 5])] == [["a"], ["5"]]
    thing = PSObject(None, {"PSPath": "/x"})
    assert run(use_mandatory, input=[thing]) == [("/x", None)]
    assert error_id(use_mandatory, input=[5]) == "InputObjectNotBound"


def test_class_form() -> None:
    assert run(UseClass, ("p",), input=[1, 2]) == ["begin", ("p", 1), ("p", 2), "end"]
    assert run(UseClass) == ["begin", ("", None), "end"]


SCRIPTS = [
    ('function f($a, $b) { "$a|$b|$args" }; f 1 2 3 4', ["1|2|3 4"]),
    ('function f($a) { "$a|$args" }; f -x 1 -a 2', ["2|-x 1"]),
    ('function g { f @args }; function f($a, [switch]$s) { "$a $s" }; g -s -a 5', ["5 True"]),
    (
        'function f { param([Parameter(Position = 1)]$a, [Parameter(Position = 0)]$b) "$a $b" }; f 1 2',
        ["2 1"],
    ),
    (
        "function f { [CmdletBinding(DefaultParameterSetName = 'B')] param([Parameter(ParameterSetName = 'A')]$x, "
        "[Parameter(ParameterSetName = 'B')]$y) $PSCmdlet.ParameterSetName }; f; f -x 1",
        ["B", "A"],
    ),
    (
        "function f { [CmdletBinding()] param([int]$n) $n }; try { f -n x } catch { $_.FullyQualifiedErrorId }",
        ["ParameterArgumentTransformationError,f"],
    ),
    (
        "function f { [CmdletBinding()] param($n) $n }; try { f 1 2 } catch { $_.FullyQualifiedErrorId }",
        ["PositionalParameterNotFound,f"],
    ),
    (
        "function f { param([Parameter(ValueFromPipelineByPropertyName)]$Name, [Parameter(ValueFromPipeline)]$In) "
        "process { \"$Name/$($In.Name)\" } }; [pscustomobject]@{ Name = 'n' } | f",
        ["n/n"],
    ),
    (
        "function f { param([Parameter(ValueFromRemainingArguments)]$rest) $rest.Count }; f 1 2 3; f",
        ["3", "0"],
    ),
    ("$PSDefaultParameterValues = @{ 'Join-Path:ChildPath' = 'tail' }; Join-Path a", ["a/tail"]),
    (
        "function f { [CmdletBinding()] param() Write-Error 'x'; 'on' }; f -ErrorAction SilentlyContinue -ErrorVariable e; "
        '"$e"',
        ["on", "x"],
    ),
    ("Get-Item / -OutVariable o | Out-Null; $o.Count; $o[0].FullName", ["1", "/"]),
    ("1..3 | ForEach-Object -PipelineVariable p { $_ } | ForEach-Object { $p * 10 }", ["10", "20", "30"]),
    ("Get-Item / -ea 0 | % FullName", ["/"]),
]


@pytest.mark.parametrize(("code", "expected"), SCRIPTS)
def test_script(code: str, expected: List[str]) -> None:
    from pssh.objects.convert import to_string

    rs = Runspace(TextHost())
    found: List[Any] = []
    rs.run_on_stack(lambda: rs.run(code, out=found.append))
    assert [to_string(value) for value in found] == expected


@pytest.mark.parametrize(
    "command", ["Get-Date -Date 1, 2", "Enter-PSSession -Session 1, 2", "Wait-Job -Id 1 -Timeout 1, 2"]
)
def test_a_list_is_no_single_value(command: str) -> None:
    found = lines(f"try {{ {command} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; \"$_\" }}")
    assert found[0] == "CannotConvertArgument"
    assert found[1].startswith("Cannot convert 'System.Object[]' to the type 'System.")
    assert found[1].endswith("Specified method is not supported.")


@pytest.mark.parametrize(
    "attribute, argument, error_id",
    [
        ("ValidateCount(2, 2)", "1, 2, 3", "ValidateCountExactFailure"),
        ("ValidateCount(2, 3)", "1, 2, 3, 4", "ValidateCountMinMaxFailure"),
        ("ValidateRange(1, 5)", "0", "ValidateRangeTooSmall"),
        ("ValidateRange(1, 5)", "6", "ValidateRangeTooBig"),
        ("ValidateRange('NonPositive')", "1", "ValidateRangeNonPositiveFailure"),
        ("ValidateLength(2, 5)", "12", "ValidateLengthNotString"),
        ("ValidateLength(2, 5)", "'a'", "ValidateLengthMinLengthFailure"),
        ("ValidatePattern('x')", "'a'", "ValidatePatternFailure"),
        ("ValidateSet('x', 'y')", "'a'", "ValidateSetFailure"),
        ("ValidateScript({ $false })", "'a'", "ValidateScriptFailure"),
    ],
)
def test_what_an_attribute_refused_is_the_inner_error(attribute: str, argument: str, error_id: str) -> None:
    text = (
        f"function f {{ param([{attribute}] $p) }}; try {{ f ({argument}) }} catch {{ $_.FullyQualifiedErrorId; "
        "$_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId }"
    )
    assert lines(text) == ["ParameterArgumentValidationError,f", error_id]


def test_text_is_no_element_of_a_bool_array() -> None:
    text = (
        'function f { [CmdletBinding()] param([bool[]] $p) "$p" }; f 1, $false; f $null; '
        "try { f 'a', 'b' } catch { $_.FullyQualifiedErrorId }; function g { param([bool[]] $p) \"$p\" }; g 'a'"
    )
    assert lines(text) == ["True False", "", "ParameterArgumentTransformationError,f", "True"]
