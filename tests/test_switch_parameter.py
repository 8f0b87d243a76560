"""What a `[switch]` parameter holds: a value of its own type that is as good as a Boolean."""

from script_case import lines, run_text

_GIVEN = "function Test-It { param([switch]$On) "


def test_given_or_not_it_is_a_switch() -> None:
    body = _GIVEN + "$On.GetType().Name; $On.IsPresent; $On -is [bool] }; "
    assert lines(body + "Test-It -On; Test-It") == [
        "SwitchParameter", "True", "False", "SwitchParameter", "False", "False",
    ]  # fmt: skip


def test_conditions_and_comparisons_take_it_for_its_boolean() -> None:
    text = (
        _GIVEN
        + "if ($On) { 'yes' }; $On -eq $true; $true -eq $On; -not $On; $On.ToBool(); $On.Equals($true) }; "
    )
    assert lines(text + "Test-It -On") == ["yes", "True", "True", "False", "True", "True"]


def test_it_shows_as_an_object_and_reads_as_text() -> None:
    shown = run_text(_GIVEN + '$On; "<$On>" }; Test-It -On')
    assert shown.out.split() == ["IsPresent", "---------", "True", "<True>"]
    assert lines(_GIVEN + "$On | ConvertTo-Json -Compress }; Test-It") == ['{"IsPresent":false}']


def test_common_parameters_and_splats_hand_it_on() -> None:
    text = (
        "function Outer { [CmdletBinding()] param([switch]$On) $PSBoundParameters.Verbose.GetType().Name; "
        "Inner @PSBoundParameters }; "
        'function Inner { [CmdletBinding()] param([bool]$On) "$On $($On.GetType().Name)" }; Outer -On -Verbose'
    )
    assert lines(text) == ["SwitchParameter", "True Boolean"]


def test_clixml_brings_it_back() -> None:
    text = (
        "$text = [System.Management.Automation.PSSerializer]::Serialize([switch]$true); "
        "[System.Management.Automation.PSSerializer]::Deserialize($text).GetType().FullName"
    )
    assert lines(text) == ["System.Management.Automation.SwitchParameter"]


def test_bits_of_what_is_no_number() -> None:
    shown = run_text("[switch]$true -bor 1")
    assert "[System.Management.Automation.SwitchParameter] does not contain a method" in " ".join(
        shown.errors.split()
    )
