"""The cmdlets of the object pipeline."""

from pathlib import Path

import pytest
from script_case import lines, run_text

CASES = [
    ("1..3 | ForEach-Object { $_ * 2 }", ["2", "4", "6"]),
    ("1..2 | ForEach-Object { 'b' } { $_ } { 'e' }", ["b", "1", "2", "e"]),
    ("'ab' | ForEach-Object Length; 'ab' | ForEach-Object ToUpper; 'ab' | % Substring 1", ["2", "AB", "b"]),
    ("1..6 | Where-Object { $_ % 2 }", ["1", "3", "5"]),
    ("'a', 'bb' | Where-Object Length -gt 1", ["bb"]),
    ("'a', 'B' | Where-Object { $_ } | ? { $_ -ceq 'B' }", ["B"]),
    ("(1..9 | Select-Object -First 2 -Skip 3) -join ','", ["4,5"]),
    ("(1..9 | Select-Object -Last 2 -Skip 1) -join ','", ["7,8"]),
    ("(1..9 | Select-Object -SkipLast 7) -join ','", ["1,2"]),
    ("(1..9 | Select-Object -Index 0, 2) -join ','", ["1,3"]),
    ("('a', 'A', 'a' | Select-Object -Unique) -join ','", ["a,A"]),
    (
        "([pscustomobject]@{ A = 1; B = 2 } | Select-Object * -ExcludeProperty A).psobject.Properties.Name",
        ["B"],
    ),
    ("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", ["1", "2"]),
    ("(3, 10, 2 | Sort-Object) -join ','", ["2,3,10"]),
    ("('b', 'A', 'c' | Sort-Object -Descending) -join ','", ["c,b,A"]),
    ("(5, 3, 9 | Sort-Object -Top 2) -join ','", ["3,5"]),
    ("('x', 'X', 'y' | Sort-Object -Unique).Count", ["2"]),
    ("('ccc', 'a' | Sort-Object Length) -join ','", ["a,ccc"]),
    ("(1..6 | Group-Object { $_ % 2 } | % Count) -join ','", ["3,3"]),
    ("('a', 'A' | Group-Object -CaseSensitive | % Count) -join ','", ["1,1"]),
    ("(1..4 | Group-Object { $_ -gt 2 } -AsHashTable)[$true] -join ','", ["3,4"]),
    ("(1..4 | Measure-Object -Sum -Average).Average", ["2.5"]),
    ("('a b', 'c' | Measure-Object -Word -Line).Words", ["3"]),
    ('Compare-Object 1, 2 2, 3 | % { "$($_.InputObject)$($_.SideIndicator)" }', ["3=>", "1<="]),
    ("1, 1, 2, 1 | Get-Unique", ["1", "2", "1"]),
    ("$o = [pscustomobject]@{ A = 1 }; $o | Add-Member ScriptProperty D { $this.A * 2 }; $o.D", ["2"]),
    ("$h = @{ a = 1 }; $h | Add-Member NoteProperty X 5; $h.X = 6; $h.X", ["6"]),
    ('$f = Get-Item /; $f | Add-Member ScriptMethod Hi { "hi $($this.Name)" }; $f.Hi()', ["hi /"]),
    ("('x' | Add-Member Z 1 -PassThru).Z", ["1"]),
    ("'x' | Get-Member Length | % Definition", ["int Length {get;}"]),
    ('1..3 | Tee-Object -Variable v | Out-Null; "$v"', ["1 2 3"]),
    ("Write-Host a 1 -Separator '-'; Write-Host -NoNewline x; Write-Host y", ["a-1", "xy"]),
    ("Write-Output 1, 2 -NoEnumerate | Measure-Object | % Count", ["1"]),
]


@pytest.mark.parametrize(("script", "expected"), CASES)
def test_results(script: str, expected: list[str]) -> None:
    assert lines(script) == expected


def test_select_first_stops_the_commands_before_it() -> None:
    assert lines("1..1000000000 | ForEach-Object { $_ } | Select-Object -First 2") == ["1", "2"]


def test_a_missing_expanded_property_is_an_error_for_each_object() -> None:
    assert (
        run_text("1, 2 | Select-Object -ExpandProperty Nope").errors.count('Property "Nope" cannot be found.')
        == 2
    )


def test_sorting_keeps_equal_objects_in_order_and_missing_ones_last() -> None:
    script = (
        "$v = @{n='b';k=1}, @{n='a';k=1}, @{n='c'}, @{n='d';k=0} | % { [pscustomobject]$_ };"
        "($v | Sort-Object k).n -join ''; ($v | Sort-Object k -Descending).n -join ''"
    )
    assert lines(script) == ["dbac", "badc"]


def test_write_error_names_the_function_it_speaks_for() -> None:
    assert run_text("function Fail-It { Write-Error 'no' }; Fail-It").errors == "Fail-It: no\n"
    assert run_text("Write-Error 'no'").errors == "Write-Error: no\n"


def test_write_host_goes_through_the_information_stream() -> None:
    assert lines('$r = Write-Host hi -ForegroundColor Red 6>&1; "$r $($r.MessageData.ForegroundColor)"') == [
        "hi Red"
    ]


def test_add_member_refuses_a_name_twice() -> None:
    shown = run_text("[pscustomobject]@{ A = 1 } | Add-Member A 2")
    assert 'Cannot add a member with the name "A"' in shown.errors


def test_compare_object_converts_to_the_kind_of_the_reference() -> None:
    assert lines(
        "Compare-Object ([timespan]'0:0:1') '0:0:1' -IncludeEqual | ForEach-Object SideIndicator"
    ) == ["=="]
    assert lines("Compare-Object '0:0:1' ([timespan]'0:0:1') | ForEach-Object SideIndicator") == ["=>", "<="]
    assert lines("Compare-Object 1, 2, 3 '3', '1', '4' | ForEach-Object InputObject") == ["4", "2"]


def test_measured_text_has_an_info_of_objects() -> None:
    text = (
        "('b', 'a' | Measure-Object -Minimum).GetType().Name; ('2', '1' | Measure-Object -Minimum).GetType().Name; "
        "('b', 'a' | Measure-Object).GetType().Name"
    )
    assert lines(text) == ["GenericObjectMeasureInfo", "GenericMeasureInfo", "GenericMeasureInfo"]


def test_what_a_dictionary_was_given_is_a_column_too() -> None:
    text = "$h = [ordered]@{ A = 1 }; $h | Add-Member B 2; $h | ConvertTo-Csv -UseQuotes Never"
    assert lines(text) == ["A,B", "1,2"]


def test_a_file_of_aliases_has_four_values_a_line(tmp_path: Path) -> None:
    file = tmp_path / "aliases"
    write = f"Set-Alias zz1 Get-Item -Option ReadOnly; Export-Alias '{file}' zz1 -Description \"one`ntwo\""
    assert lines(f"{write}; (Get-Content '{file}')[0, 4, 5, 6]") == [
        "# Alias File", "# one", "# two", '"zz1","Get-Item","","ReadOnly"',
    ]  # fmt: skip
    assert lines(f"(Import-Alias '{file}' -PassThru).Options") == ["ReadOnly"]
    assert lines(f"{write} -As Script; (Get-Content '{file}')[-1]") == [
        'set-alias -Name:"zz1" -Value:"Get-Item" -Description:"" -Option:"ReadOnly"'
    ]
    file.write_text("a,b,c\n")
    assert "Line number 1 in the file" in run_text(f"Import-Alias '{file}'").errors


def test_where_object_asks_for_null() -> None:
    text = (
        "$all = [pscustomobject]@{ p = $null }, [pscustomobject]@{ p = [DBNull]::Value }, [pscustomobject]@{ p = 1 }; "
        "@($all | Where-Object p -Is $null).Count; @($all | Where-Object p -IsNot -Value $null).Count"
    )
    assert lines(text) == ["2", "1"]


_MISSING_EVENTS = [
    ("Get-Event -EventIdentifier 99", "SOURCE", "Event with event identifier '99' does not exist."),
    ("Remove-Event -EventIdentifier 99", "EVENT", "Event with event identifier '99' does not exist."),
    ("Remove-Event none", "SOURCE", "Event with source identifier 'none' does not exist."),
    (
        "Get-EventSubscriber -Id 99",
        "SOURCE",
        "Event subscription with identifier '99' does not exist.",
    ),
    (
        "Unregister-Event -SubscriptionId 99",
        "SUBSCRIPTION",
        "Event subscription with identifier '99' does not exist.",
    ),
]


@pytest.mark.parametrize("command, what, message", _MISSING_EVENTS)
def test_events_that_are_not_there_are_named(command: str, what: str, message: str) -> None:
    text = f"try {{ {command} -ErrorAction Stop }} catch {{ ($_.FullyQualifiedErrorId -split ',')[0]; $_.Exception.Message }}"
    assert lines(text, 200) == [f"INVALID_{what}_IDENTIFIER", message]


def test_no_event_of_a_wildcard_is_no_error() -> None:
    assert lines("Get-Event n*; Remove-Event n?; Get-EventSubscriber [n]*; Unregister-Event n*; 'done'") == [
        "done"
    ]


def test_a_view_that_is_not_there_ends_the_format_command() -> None:
    text = (
        "try { $null = [pscustomobject]@{ A = 1 } | Format-List -View none } "
        "catch { $_.FullyQualifiedErrorId; [string]$_.CategoryInfo }"
    )
    assert lines(text) == [
        "FormatViewNotFound,Microsoft.PowerShell.Commands.FormatListCommand",
        "ObjectNotFound: (none:String) [Format-List], PipelineStoppedException",
    ]


def test_an_information_record_knows_where_it_was_written() -> None:
    assert lines("""
        $r = Write-Information text 6>&1
        $r.User -eq [Environment]::UserName; $r.ProcessId -eq $PID; [bool]$r.Computer; $r.NativeThreadId -gt 0
        ($r | Select-Object *).PSObject.Properties.Name -join ' '
    """) == [
        "True", "True", "True", "True",
        "MessageData Source TimeGenerated Tags User Computer ProcessId NativeThreadId ManagedThreadId",
    ]  # fmt: skip


def test_a_type_tells_its_interfaces() -> None:
    text = "([string] | Get-Member ImplementedInterfaces).Definition; [string].ImplementedInterfaces -contains [IComparable]"
    assert lines(text) == [
        "System.Collections.Generic.IEnumerable[type] ImplementedInterfaces {get;}",
        "True",
    ]
