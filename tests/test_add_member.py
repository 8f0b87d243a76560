"""Add-Member's kinds of member and what each of them needs."""

import pytest
from script_case import lines

_ADD = "try { Add-Member -InputObject a %s -ErrorAction Stop; 'added' } catch { $_.FullyQualifiedErrorId }"
_REFUSED = [
    ("-MemberType NoteProperty -Name N -Value 1 -SecondValue 2", "Value2ShouldNotBeSpecified"),
    ("-MemberType MemberSet -Name N -Value 1 -SecondValue 2", "Value2ShouldNotBeSpecified"),
    ("-MemberType Property -Name N", "CannotAddMemberType"),
    ("-MemberType ParameterizedProperty -Name N -Value 1", "CannotAddMemberType"),
    ("-MemberType ScriptProperty -Name N -Value $null", "Value1AndValue2AreNotBothNull"),
    ("-MemberType ScriptMethod -Name N -Value $null", "Value1ShouldNotBeNull"),
    ("-MemberType ScriptMethod -Name N -Value text", "ConvertToFinalInvalidCastException"),
    ("-MemberType MemberSet -Name N -Value text", "ConvertToFinalInvalidCastException"),
    ("-MemberType AliasProperty -Name N -Value Length -SecondValue no.such", "InvalidCastFromStringToType"),
]


@pytest.mark.parametrize("arguments, error_id", _REFUSED)
def test_a_kind_of_member_refuses_what_it_cannot_be_made_of(arguments: str, error_id: str) -> None:
    assert lines(_ADD % arguments) == [f"{error_id},Microsoft.PowerShell.Commands.AddMemberCommand"]


def test_a_kind_that_cannot_be_added_is_the_name_of_a_note() -> None:
    text = (
        "(Add-Member -InputObject a Method x -PassThru).Method; (Add-Member -InputObject a 23 y -PassThru).23; "
        "(Add-Member -InputObject a 16 Twice { 2 * $this.Length } -PassThru).Twice"
    )
    assert lines(text) == ["x", "y", "2"]


def test_the_members_of_a_member_set_are_read_through_it() -> None:
    text = (
        "$all = [System.Collections.ObjectModel.Collection[System.Management.Automation.PSMemberInfo]]::new(); "
        "$all.Add([psnoteproperty]::new('A', 5)); "
        "$o = Add-Member -InputObject x MemberSet Set -Value $all -PassThru; $o.Set.A; $null -eq $o.Set.B"
    )
    assert lines(text) == ["5", "True"]


def test_what_was_not_added_is_not_passed_on() -> None:
    text = "@([pscustomobject]@{ A = 1 } | Add-Member A 2 -PassThru -ErrorAction Ignore).Count"
    assert lines(text) == ["0"]
