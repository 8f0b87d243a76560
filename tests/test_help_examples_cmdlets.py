"""What the examples of the help do with objects, types and stages, in this project's own words."""

from pathlib import Path

from script_case import lines, run_text

from pssh.objects import typedata


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


def test_type_data_as_objects() -> None:
    text = (
        "Update-TypeData -TypeName Demo.Thing -MemberName Twice -MemberType ScriptProperty -Value { 2 * $this.N }\n"
        "$data = Get-TypeData Demo.Thing; $data.Members.Twice.GetType().Name; $data.Members['Twice'].GetScriptBlock\n"
        "$data.SerializationDepth; Remove-TypeData Demo.Thing; (Get-TypeData Demo.Thing) -eq $null"
    )
    assert lines(text) == ["ScriptPropertyData", " 2 * $this.N ", "0", "True"]


def test_members_added_to_a_type_follow_those_it_has() -> None:
    text = (
        "Update-TypeData -TypeName System.DateTime -MemberName Demo -MemberType NoteProperty -Value 1\n"
        "([datetime]0).PSObject.Properties.Name | Where-Object { $_ -in 'Demo', 'DateTime' }\n"
        "Remove-TypeData System.DateTime.Nowhere -ErrorAction SilentlyContinue"
    )
    try:
        assert lines(text) == ["DateTime", "Demo"]
    finally:
        typedata.TABLE.pop("system.datetime", None)


def test_a_types_file_that_is_not_there() -> None:
    shown = run_text("Update-TypeData -PrependPath no.types.ps1xml")
    assert "because it does not exist." in shown.errors


def test_format_data_to_a_file_and_back(tmp_path: Path) -> None:
    text = (
        f"Get-FormatData -TypeName System.TimeSpan | Export-FormatData -Path '{tmp_path}/t.format.ps1xml'\n"
        f"Update-FormatData -PrependPath '{tmp_path}/t.format.ps1xml'\n"
        "(Get-FormatData System.TimeSpan).FormatViewDefinition.Name.Count; [timespan]'0:0:1' | Format-Wide"
    )
    assert run_text(text).errors == ""


def test_the_columns_of_a_view_as_objects() -> None:
    text = (
        "(Get-FormatData System.Management.Automation.Job).FormatViewDefinition[0].Control.Headers[0].Label"
    )
    assert run_text(text).out == run_text("'Id'").out


def test_an_action_keeps_its_variables_in_a_module_of_its_own() -> None:
    text = (
        "$job = Register-EngineEvent Demo -Action { $last = $Event.MessageData }\n"
        "1, 2 | ForEach-Object { $null = New-Event Demo -MessageData $_ }; Start-Sleep -Milliseconds 1\n"
        "& $job.Module { $last }; $job.State; Get-Variable last -ErrorAction Ignore"
    )
    assert lines(text) == ["2", "Running"]


def test_events_are_members() -> None:
    text = "[System.Timers.Timer]::new(5) | Get-Member -MemberType Event | ForEach-Object Definition"
    assert lines(text) == [
        "System.EventHandler Disposed(System.Object, System.EventArgs)",
        "System.Timers.ElapsedEventHandler Elapsed(System.Object, System.Timers.ElapsedEventArgs)",
    ]


def test_what_an_event_tells() -> None:
    text = "$e = New-Event Demo -EventArguments 1, 2; $e.SourceArgs; $null -eq $e.SourceEventArgs; $e.RunspaceId.GetType().Name"
    assert lines(text) == ["1", "2", "True", "Guid"]


def test_localized_data_may_be_string_data(tmp_path: Path) -> None:
    folder = tmp_path / "de-DE"
    folder.mkdir()
    (folder / "texts.psd1").write_text("ConvertFrom-StringData @'\nGreeting = Hallo\n'@\n", encoding="utf-8")
    text = f"Import-LocalizedData t -FileName texts -BaseDirectory '{tmp_path}' -UICulture de-DE; $t.Greeting"
    assert lines(text) == ["Hallo"]


def test_join_path_takes_several_children() -> None:
    assert lines("Join-Path a b, c; Join-Path a b c d") == ["a/b/c", "a/b/c/d"]


def test_start_sleep_takes_a_time_span() -> None:
    assert lines("Start-Sleep ([timespan]::Zero); [timespan]::Zero | Start-Sleep; 'awake'") == ["awake"]


def test_interface_methods_are_listed_beside_the_types_own() -> None:
    text = "7 | Get-Member ToBoolean, GetTypeCode, Equals | ForEach-Object Definition"
    assert lines(text) == [
        "bool IConvertible.ToBoolean(System.IFormatProvider provider)",
        "System.TypeCode GetTypeCode(), System.TypeCode IConvertible.GetTypeCode()",
        "bool Equals(System.Object obj), bool Equals(int obj), bool IEquatable[int].Equals(int other)",
    ]


def test_methods_of_iconvertible_can_be_called() -> None:
    assert lines("(5).ToBoolean($null); ('7').ToInt32($null) + 1; (1.6).ToInt32($null)") == ["True", "8", "2"]


def test_extended_members_show_what_they_do() -> None:
    text = "Get-Process -Id $PID | Get-Member CPU, Parent, Handles | ForEach-Object Definition"
    assert lines(text) == [
        "System.Object CPU {get=$this.TotalProcessorTime.TotalSeconds;}",
        "System.Object Parent{get=GetParentProcess;}",
        "Handles = HandleCount",
    ]


def test_a_change_set_of_a_list() -> None:
    text = (
        "$list = [System.Collections.ArrayList](1, 43, 2)\n"
        "([pslistmodifier](Update-List -Remove 43 -Add 42)).ApplyTo($list); $list"
    )
    assert lines(text) == ["1", "2", "42"]


def test_an_object_names_the_type_to_extend() -> None:
    text = (
        "[pscustomobject]@{ PSTypeName = 'Demo.Piped' } | Update-TypeData -MemberType NoteProperty -MemberName Z -Value 5\n"
        "([pscustomobject]@{ PSTypeName = 'Demo.Piped' }).Z; Remove-TypeData Demo.Piped"
    )
    assert lines(text) == ["5"]


def test_a_number_with_a_zero_behind_its_point_keeps_it_as_text_and_version() -> None:
    text = (
        'function Show-Text([string] $Value) { $Value }; function Show-Version([version] $Value) { "$Value" }\n'
        "Show-Text 2.0; Show-Text -Value -3.00; Show-Version 4.0; Show-Version 1.10"
    )
    assert lines(text) == ["2.0", "-3.00", "4.0", "1.10"]
