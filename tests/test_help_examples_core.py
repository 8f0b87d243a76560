"""What the examples of the core cmdlets show: modules, manifests, history, parallel blocks."""

from pathlib import Path

from script_case import lines, run_text


def test_own_modules_are_available_with_their_commands() -> None:
    text = (
        "$own = Get-Module -ListAvailable Microsoft.PowerShell.* | Where-Object Name -like '*.Host'; "
        "$own.Name; $own.ExportedCommands.Keys | Sort-Object; $own.ExportedCmdlets['Stop-Transcript'].Noun"
    )
    assert lines(text) == ["Microsoft.PowerShell.Host", "Start-Transcript", "Stop-Transcript", "Transcript"]


def test_a_module_is_loaded_from_its_first_use() -> None:
    text = "(Get-Module).Name; $null = Get-Date; (Get-Module).Name; (Get-Module -ListAvailable).Count -gt 5"
    assert lines(text) == ["Microsoft.PowerShell.Utility", "True"]


def test_specifications_with_versions() -> None:
    text = (
        "Import-Module Microsoft.PowerShell.Utility\n"
        "foreach ($least in '3.0', '99.0') {"
        " (Get-Module -FullyQualifiedName @{ModuleName = 'Microsoft.PowerShell.Utility'; ModuleVersion = $least}).Name }"
    )
    assert lines(text) == ["Microsoft.PowerShell.Utility"]


def test_a_command_knows_its_module() -> None:
    text = "$c = Get-Command Get-Item; $c.Module.Name; $c.Source; $c.Version.Major; $null -eq (Get-Command Get-Help).Module"
    assert lines(text) == ["Microsoft.PowerShell.Management", "Microsoft.PowerShell.Management", "7", "True"]


def test_the_listing_groups_by_folder() -> None:
    shown = lines(
        "Get-Module -ListAvailable Microsoft.PowerShell.Host, Microsoft.PowerShell.Archive", width=120
    )
    assert shown[1].startswith("    Directory: ")
    assert shown[3].split() == [
        "ModuleType",
        "Version",
        "PreRelease",
        "Name",
        "PSEdition",
        "ExportedCommands",
    ]
    assert shown[5].split()[:2] == ["Manifest", "1.2.5"]
    assert shown[6].endswith("{Start-Transcript, Stop-Transcript}")


def test_role_files_are_data(tmp_path: Path) -> None:
    file = tmp_path / "Operator.psrc"
    text = (
        f"New-PSRoleCapabilityFile -Path '{file}' -Author Ann -VisibleCmdlets Get-Date, @{{ Name = 'Stop-Job' }}\n"
        f"$role = Import-PowerShellDataFile '{file}'; $role.Author; $role.VisibleCmdlets[1].Name; $role.Count"
    )
    assert lines(text) == ["Ann", "Stop-Job", "5"]


def test_what_there_is_nothing_of() -> None:
    shown = run_text("Update-Help; Get-PSHostProcessInfo; Enable-ExperimentalFeature Some; Save-Help /tmp")
    assert shown.out == ""
    assert "There is no experimental feature 'Some'" in shown.errors
    assert "There are no help files to save" in shown.errors


def test_a_manifest_has_every_key(tmp_path: Path) -> None:
    file = tmp_path / "Tool.psd1"
    text = (
        f"$text = New-ModuleManifest '{file}' -FunctionsToExport Get-One, Get-Two -Prerelease beta -PassThru\n"
        "$text.StartsWith(\"#`n# Module manifest for module 'Tool'\")\n"
        f"$m = Import-PowerShellDataFile '{file}'; $m.FunctionsToExport -join '+'; $m.CmdletsToExport.Count\n"
        f"$m.PrivateData.PSData.Prerelease; (Test-ModuleManifest '{file}').ExportedFunctions.Keys -join '+'"
    )
    assert lines(text) == ["True", "Get-One+Get-Two", "0", "beta", "Get-One+Get-Two"]


def test_syntax_of_an_alias_names_the_alias() -> None:
    shown = lines("Get-Command gci -Syntax")
    assert shown[0] == "gci (alias) -> Get-ChildItem"
    assert shown[2].startswith("gci [[-Path] <string[]>]") and "[-Depth <uint>]" in shown[2]


def test_blocks_given_as_null_take_their_place() -> None:
    assert lines("1..2 | ForEach-Object -Begin $null -Process { 'a' }, { 'b' }, { 'c' } -End $null") == [
        "a", "b", "c", "a", "b", "c",
    ]  # fmt: skip


def test_verbose_imports_tell_what_comes(tmp_path: Path) -> None:
    (tmp_path / "Mod.psm1").write_text("function Get-It { 1 }\nSet-Alias it Get-It")
    text = f"Import-Module '{tmp_path}/Mod.psm1' -Verbose 4>&1 | ForEach-Object Message"
    assert lines(text) == [
        f"Loading module from path '{tmp_path}/Mod.psm1'.",
        "Exporting function 'Get-It'.",
        "Exporting alias 'it'.",
        "Importing function 'Get-It'.",
        "Importing alias 'it'.",
    ]


def test_history_is_cleared_up_to_a_number() -> None:
    text = (
        '1..6 | ForEach-Object { [pscustomobject]@{ CommandLine = "line $_" } } | Add-History\n'
        "Clear-History -Id 4 -Count 2; (Get-History).Id -join ','\n"
        "Clear-History -Id 1 -Count 2 -Newest; (Get-History).Id -join ','"
    )
    assert lines(text) == ["1,2,5,6", "5,6"]


def test_parallel_blocks_inside_each_other_use_their_own_variables() -> None:
    text = (
        "1..2 | ForEach-Object -Parallel { $inner = 'in'; 1 | ForEach-Object -Parallel { $using:inner } }\n"
        "$option = New-PSSessionOption; $option.OpenTimeout = New-TimeSpan -Seconds 9; $option.OpenTimeout.TotalSeconds"
    )
    assert lines(text) == ["in", "in", "9"]


def test_items_of_flat_drives_say_where_they_are() -> None:
    text = (
        "$env:PSSH_PLACE = 'here'; $item = Get-Item Env:PSSH_PLACE; $item.PSPath; $item.PSIsContainer; "
        "$item | Remove-Item; Test-Path Env:PSSH_PLACE; (Get-Item Variable:HOME).PSDrive.Name"
    )
    assert lines(text) == ["Microsoft.PowerShell.Core\\Environment::PSSH_PLACE", "False", "False", "Variable"]


def test_options_of_aliases_and_functions_are_kept_and_heeded() -> None:
    text = """
    New-Item Alias:early -Value Get-Date -Options ReadOnly | Out-Null
    Copy-Item Alias:early Alias:late
    Rename-Item Alias:early sooner -Force
    (Get-Item Alias:late, Alias:sooner).Options
    Set-Item Function:Salute { 'hail' } -Options ReadOnly
    foreach ($change in { Set-Item Alias:late Get-Item }, { Remove-Item Alias:late }, { Rename-Item Alias:late l2 },
        { Set-Item Function:Salute { 'other' } }, { Set-Item / x -Options None }) {
        try { $ErrorActionPreference = 'Stop'; & $change } catch { $_.FullyQualifiedErrorId -replace ',.*' } }
    Set-Item Function:Salute { 'bye' } -Force; Salute
    """
    assert lines(text) == [
        "ReadOnly",
        "ReadOnly",
        "AliasNotWritable",
        "AliasNotRemovable",
        "CannotRenameAlias",
        "FunctionNotWritable",
        "NamedParameterNotFound",
        "bye",
    ]


def test_built_in_aliases_are_read_only_or_for_all_scopes() -> None:
    text = """
    (Get-Alias gci).Options; (Get-Alias cd).Options; (Get-Alias where).Options; (Get-Alias pwd).Options
    $ErrorActionPreference = 'Stop'
    foreach ($change in { Set-Alias where Get-Date }, { Set-Alias cd Get-Date }, { New-Alias gci Get-Date }) {
        try { & $change } catch { $_.FullyQualifiedErrorId -replace ',.*' } }
    & { Set-Alias gci Get-Date; (Get-Alias gci).Definition }
    Set-Alias gci Get-Item -Force; (Get-Alias gci).Definition
    """
    assert lines(text) == [
        "ReadOnly",
        "AllScope",
        "ReadOnly, AllScope",
        "None",
        "AliasNotWritable",
        "AliasAllScopeOptionCannotBeRemoved",
        "AliasAlreadyExists",
        "Get-Date",
        "Get-Item",
    ]


def test_archives_say_what_is_missing_and_what_is_there_already(tmp_path: Path) -> None:
    text = f"""
    Set-Location '{tmp_path}'; 'old' > a.txt; 'b' > b.txt; Compress-Archive ./a.txt, ./b.txt s.zip
    Expand-Archive s.zip out; Remove-Item out/b.txt; 'kept' > out/a.txt
    Expand-Archive s.zip out -ErrorAction SilentlyContinue -ErrorVariable fault
    "$($fault.Count) $($fault[0].FullyQualifiedErrorId) $(Split-Path -Leaf $fault[0].TargetObject)"
    Get-Content out/a.txt, out/b.txt
    try {{ Compress-Archive none s2.zip }} catch {{ $_.FullyQualifiedErrorId; "$_" }}
    """
    assert lines(text) == [
        "1 ExpandArchiveFileExists,Expand-Archive a.txt",
        "kept",
        "b",
        "ArchiveCmdletPathNotFound,Compress-Archive",
        "The path 'none' either does not exist or is not a valid file system path.",
    ]


def test_transcripts_begin_with_the_version_table_and_make_their_folder(tmp_path: Path) -> None:
    text = f"""
    $file = '{tmp_path}/deep/er/t.txt'
    $null = Start-Transcript $file; 'shown'; $null = Stop-Transcript
    (Get-Content $file) -match '^(Platform|PSCompatibleVersions|WSManStackVersion|shown)'
    try {{ Start-Transcript $file -NoClobber }} catch {{ $_.FullyQualifiedErrorId -replace ',.*' }}
    """
    assert lines(text) == [
        "shown",
        "Platform: Unix",
        "PSCompatibleVersions: 1.0, 2.0, 3.0, 4.0, 5.0, 5.1, 6.0, 7.0",
        "WSManStackVersion: 3.0",
        "shown",
        "NoClobber",
    ]


def test_added_history_keeps_its_times() -> None:
    text = (
        "[pscustomobject]@{CommandLine = 'brew'; StartExecutionTime = [datetime]'2024-05-01 08:00'; "
        "EndExecutionTime = '2024-05-01 08:00:03'} | Add-History; $e = Get-History -Count 1; "
        "$e.Duration.TotalSeconds; $e.StartExecutionTime.Hour"
    )
    assert lines(text) == ["3", "8"]


def test_plain_values_of_an_enum_and_arrays_of_a_type() -> None:
    text = """
    enum Size : byte { Small = 3; Large = 200 }
    $plain = [Enum]::GetValuesAsUnderlyingType([Size]); "$plain $($plain.GetType())"
    [Size].GetEnumValuesAsUnderlyingType()[1].GetType().Name
    [array]::Empty[int]().GetType().Name
    """
    assert lines(text) == ["3 200 byte[]", "Byte", "Int32[]"]


def test_an_ordered_dictionary_has_items_by_place_and_by_key() -> None:
    text = "$o = [ordered]@{ a = 1; b = 2 }; $o.Item('a'), $o.Item(1); ($o | Get-Member Item).Definition"
    assert lines(text) == [
        "1",
        "2",
        "System.Object Item(int index) {get;set;}, System.Object Item(System.Object key) {get;set;}",
    ]


def test_the_session_option_of_a_session_is_one() -> None:
    text = (
        "$PSSessionOption.GetType().Name; $PSSessionOption.OpenTimeout.TotalMinutes; "
        "$PSSessionOption.OpenTimeout = [timespan]'0:0:5'; $PSSessionOption.OpenTimeout.TotalSeconds"
    )
    assert lines(text) == ["PSSessionOption", "3", "5"]


def test_a_script_block_is_checked_for_the_restricted_language() -> None:
    text = """
    foreach ($block in { gci; $x }, { gci; 1 + 2; $env:HOME }, { Get-Item / }, { $y = 1 }, { param($a) 1 }) {
        try { $block.CheckRestrictedLanguage([string[]]('gci'), [string[]]('x'), $true); 'fine' }
        catch { $_.Exception.InnerException.Errors[0].ErrorId } }
    { Get-Item $z }.CheckRestrictedLanguage([string[]]('*'), [string[]]('*'), $false)
    """
    assert lines(text) == [
        "fine",
        "fine",
        "CmdletNotInAllowedListForDataSection",
        "AssignmentStatementNotSupportedInDataSection",
        "InvalidScriptBlockInDataSection",
    ]


def test_required_modules_are_imported_if_their_version_fits(tmp_path: Path) -> None:
    own = tmp_path / "Own"
    own.mkdir()
    (own / "Own.psm1").write_text("function Get-Own { 7 }")
    (own / "Own.psd1").write_text(
        "@{ ModuleVersion = '2.1'; RootModule = 'Own.psm1'; FunctionsToExport = '*' }"
    )
    for name, needs in (
        ("fits", "Own, @{ModuleName = 'Own'; ModuleVersion = '2.0'}"),
        ("older", "@{ModuleName = 'Own'; RequiredVersion = '2.0'}"),
        ("gone", "Nowhere, Own"),
    ):
        (tmp_path / f"{name}.ps1").write_text(f"#requires -Modules {needs}\nGet-Own\n")
    text = f"""
    $env:PSModulePath = '{tmp_path}'
    foreach ($name in 'fits', 'older', 'gone') {{
        try {{ & "{tmp_path}/$name.ps1" }} catch {{ ($_.Exception.Message -split 'missing: ')[-1] }} }}
    """
    assert lines(text) == ["7", "Own.", "Nowhere."]


def test_colours_of_file_extensions_can_be_listed_and_changed() -> None:
    text = (
        "$table = $PSStyle.FileInfo.Extension; $table.ContainsKey('.zip'); $table.Clear(); $table.Add('.pie', 'x'); "
        "$table['.jam'] = 'y'; $table.Remove('.pie'); $table.Keys"
    )
    assert lines(text) == ["True", ".jam"]
