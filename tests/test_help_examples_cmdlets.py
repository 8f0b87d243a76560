"""What the examples of the help do with objects, types and stages, in this project's own words."""

from script_case import lines, run_text


def test_the_first_stage_may_write_in_its_begin() -> None:
    assert lines(
        "ConvertTo-Html -InputObject 1 | Select-Object -First 1 | ForEach-Object { $_.Substring(0, 9) }"
    ) == ["<!DOCTYPE"]


def test_getters_that_throw_are_blank() -> None:
    assert lines("(Get-Process -Id $PID | ConvertTo-Csv | ConvertFrom-Csv).ExitCode") == [""]
    assert lines("$t = Get-Process -Id $PID | Format-List * | Out-String; $t -match 'ExitCode +: *\\n'") == [
        "True"
    ]


def test_process_views_by_name() -> None:
    shown = run_text("Get-Process -Id $PID | Format-Table -View Priority")
    assert shown.errors == ""
    assert "PriorityClass: " in shown.out


def test_new_item_below_matching_folders(tmp_path: object) -> None:
    text = (
        f"Set-Location '{tmp_path}'; $null = New-Item a, b -ItemType Directory; "
        "New-Item -Path * -Name t.txt | ForEach-Object { $_.Directory.Name }"
    )
    assert lines(text) == ["a", "b"]


def test_arrays_of_two_dimensions_keep_their_shape() -> None:
    assert lines("[int[,]]$grid = [int[,]]::new(2, 3); $grid[1, 2] = 7; $grid[1, 2]; $grid.Rank") == [
        "7",
        "2",
    ]


def test_type_accelerators_by_reflection() -> None:
    text = (
        "$table = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')\n"
        "$table::Add('names', [System.Collections.ArrayList]); [names]::new().GetType().Name\n"
        "$table::Get['int'].FullName; $table::Remove('names')"
    )
    assert lines(text) == ["ArrayList", "System.Int32", "True"]


def test_new_module_exports_the_functions_asked_for() -> None:
    text = "(New-Module -Name m { function One {}; function Two {} } -Function Two).ExportedFunctions.Keys"
    assert lines(text) == ["Two"]


def test_type_data_of_built_in_types() -> None:
    assert lines("(Get-TypeData System.DateTime).Members['DateTime'].Name") == ["DateTime"]


def test_sizes_of_the_host_as_text() -> None:
    assert lines('"$($Host.UI.RawUI.WindowSize)" -match "^\\d+,\\d+$"') == ["True"]


def test_automatic_variables_keep_their_capitals() -> None:
    assert lines("$PSScriptRoot.Length -ge 0; (Get-Variable PSScriptRoot).Name") == ["True", "PSScriptRoot"]


def test_a_support_event_gives_no_job() -> None:
    assert lines("Register-EngineEvent -SourceIdentifier s -SupportEvent -Action { 1 }") == []
