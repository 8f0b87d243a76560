"""The job cmdlets point by point: which errors they give, in which order results come, what a job tells of itself."""

import pathlib

import pytest
from script_case import lines, run_text


@pytest.fixture(autouse=True)
def own_home(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


CAUGHT = "catch { $_.FullyQualifiedErrorId; $_.Exception.Message }"
TOLD = "-ErrorVariable e -ErrorAction SilentlyContinue"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "Start-Job { 1 } -RunAs32",
            [
                "RunAs32NotSupported,Microsoft.PowerShell.Commands.StartJobCommand",
                "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit 'pwsh' "
                "if you need to run PowerShell in a 32-bit process.",
            ],
        ),
        (
            "Start-Job { 1 } -PSVersion 7.0",
            [
                "ParameterBindingFailed,Microsoft.PowerShell.Commands.StartJobCommand",
                'Cannot bind parameter \'PSVersion\' to the target. Exception setting "PSVersion": "The value 7.0 is '
                'not valid for the PSVersion parameter. The only allowed value is 5.1."',
            ],
        ),
        (
            "Start-Job { 1 } -Authentication Basic",
            [
                "InvalidOperation,Microsoft.PowerShell.Commands.StartJobCommand",
                'The specified authentication mechanism "Basic" is not supported. Only "Default" is supported for '
                "this operation.",
            ],
        ),
        (
            "Start-Job -FilePath ./a*.ps1",
            [
                "System.ArgumentException,Microsoft.PowerShell.Commands.StartJobCommand",
                "Wildcard characters are not supported for the FilePath parameter. Specify a path without wildcard "
                "characters. (Parameter 'filePath')",
            ],
        ),
        (
            "Start-Job -FilePath ./a.txt",
            [
                "System.ArgumentException,Microsoft.PowerShell.Commands.StartJobCommand",
                "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with "
                "a .ps1 file name extension and try the command again. (Parameter 'filePath')",
            ],
        ),
        (
            "Start-ThreadJob -FilePath ./a*.ps1",
            [
                "System.ArgumentException,Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
                "FilePath cannot contain wildcards.",
            ],
        ),
        (
            "Start-ThreadJob { 1 } -InitializationScript $null",
            [
                "ParameterArgumentValidationError,Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
                "Cannot validate argument on parameter 'InitializationScript'. The argument is null. Provide a valid "
                "value for the argument, and then try running the command again.",
            ],
        ),
        (
            "Start-ThreadJob -FilePath ./a.txt",
            [
                "System.ArgumentException,Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
                "Invalid file path extension.  Extension should be .ps1.",
            ],
        ),
    ],
)
def test_what_is_refused_at_the_start(command: str, expected: list[str]) -> None:
    assert lines(f"try {{ {command} }} {CAUGHT}; @(Get-Job).Count") == [*expected, "0"]


def test_a_working_directory_is_not_blank() -> None:
    assert lines("try { Start-Job { 1 } -WorkingDirectory ' ' } catch { $_.FullyQualifiedErrorId }") == [
        "ParameterArgumentValidationError,Microsoft.PowerShell.Commands.StartJobCommand"
    ]


def test_no_scheduled_jobs() -> None:
    text = f"Start-Job -DefinitionName Night {TOLD}; Start-Job -DefinitionName Night -Type Kind {TOLD.replace('e -', '+e -')}"
    assert lines(text + '; $e | % { $_.FullyQualifiedErrorId; "$_" }') == [
        "StartJobFromDefinitionNameNotFound,Microsoft.PowerShell.Commands.StartJobCommand",
        "Cannot find a scheduled job with name Night.",
        "StartJobFromDefinitionNameNotFound,Microsoft.PowerShell.Commands.StartJobCommand",
        "Cannot find a scheduled job with type Kind and name Night.",
    ]


def test_an_empty_pipeline_starts_no_job() -> None:
    assert lines("@() | Start-Job { 'x' }; @(Get-Job).Count") == ["0"]


def test_the_first_piped_object_names_the_job() -> None:
    text = """$j = 'a', 'b' | ForEach-Object { [pscustomobject]@{ Name = $_ } } | Start-Job { @($input).Count }
        $j.Name; Receive-Job $j -Wait"""
    assert lines(text) == ["a", "2"]


# --- blocks on threads --------------------------------------------------------------------------------


def test_blocks_on_threads_know_no_file(tmp_path: pathlib.Path) -> None:
    script = tmp_path / "outer.ps1"
    script.write_text(
        'Start-ThreadJob { "[$PSScriptRoot][$PSCommandPath]" } | Receive-Job -Wait\n'
        '1 | ForEach-Object -Parallel { "[$PSScriptRoot][$PSCommandPath]" }\n'
        "Start-ThreadJob {\n    try { throw 'x' } catch { $_.ScriptStackTrace; $_.InvocationInfo.ScriptLineNumber }\n"
        "} | Receive-Job -Wait\n"
    )
    assert lines("& ./outer.ps1") == ["[][]", "[][]", "at <ScriptBlock>, <No file>: line 2", "2"]


def test_threads_have_the_console_and_processes_have_none() -> None:
    text = """1 | ForEach-Object -Parallel { [Console]::WriteLine('block') }
        $null = Start-ThreadJob { [Console]::WriteLine('thread') } | Wait-Job
        Start-Job { [Console]::WriteLine('lost'); [Console]::Error.WriteLine('lost'); 'result' } | Receive-Job -Wait"""
    assert lines(text) == ["block", "thread", "result"]


def test_an_unset_variable_is_null_in_a_thread_job() -> None:
    assert lines('Start-ThreadJob { "[$using:nobody]" } | Receive-Job -Wait') == ["[]"]


def test_the_command_of_a_thread_job_from_a_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "work.ps1").write_text("'done'")
    assert lines("$j = Start-ThreadJob -FilePath ./work.ps1; Receive-Job $j -Wait; $j.Command") == [
        "done",
        "./work.ps1",
    ]


def test_host_text_alone_is_no_more_data() -> None:
    text = "$j = Start-ThreadJob { Write-Host 'seen' } | Wait-Job; $j.HasMoreData; $j.Information.Count"
    assert lines(text) == ["False", "1"]


def test_the_error_that_ended_a_thread_job() -> None:
    text = f"""$j = Start-ThreadJob {{ throw 'over' }} | Wait-Job
        Receive-Job $j {TOLD}
        "$($e[0]) $($e[0].FullyQualifiedErrorId) $($e[0].CategoryInfo)"
        $null -eq $e[0].InvocationInfo
        $j = Start-ThreadJob {{ Write-Error 'soft' -ErrorAction Stop }} | Wait-Job
        Receive-Job $j {TOLD}
        "$($e[0].CategoryInfo.Reason): $($e[0])" """
    assert lines(text) == [
        "over JobStateFailed InvalidResult: (:) [], RuntimeException",
        "True",
        "ActionPreferenceStopException: The running command stopped because the preference variable "
        '"ErrorActionPreference" or common parameter is set to Stop: soft',
    ]


def test_the_error_that_ended_a_parallel_block() -> None:
    text = """1 | ForEach-Object -Parallel { throw 'over' } -ErrorVariable e 2>$null
        "$($e[0].FullyQualifiedErrorId) $($e[0].CategoryInfo.Category) $($e[0].TargetObject.GetType().FullName)" """
    assert lines(text) == ["PSTaskException InvalidOperation System.Management.Automation.PSTasks.PSTask"]


def test_the_end_of_a_thread_job_as_it_is_printed() -> None:
    assert run_text("Start-ThreadJob { 'a'; throw 'over' } | Receive-Job -Wait").errors == "Exception: over\n"


def test_an_error_behind_the_first_line_of_a_block_shows_the_line() -> None:
    text = "Start-ThreadJob {\n  'a'\n  Get-Item /not/there\n} | Receive-Job -Wait"
    assert run_text(text).errors.split("\n") == [
        "Get-Item: ",
        "Line |",
        "   3 |    Get-Item /not/there",
        "     |    ~~~~~~~~~~~~~~~~~~~",
        "     | Cannot find path '/not/there' because it does not exist.",
        "",
    ]


def test_a_streaming_host_is_a_host() -> None:
    text = "try { Start-ThreadJob { 1 } -StreamingHost text } catch { $_.Exception.Message }"
    assert lines(text) == [
        'Cannot bind parameter \'StreamingHost\'. Cannot convert the "text" value of type "System.String" to type '
        '"System.Management.Automation.Host.PSHost".'
    ]


def test_a_stopped_thread_job_has_a_reason() -> None:
    text = """$j = Start-ThreadJob { 'on'; while ($true) { Start-Sleep -Milliseconds 10 } }
        while (-not $j.Output.Count) { Start-Sleep -Milliseconds 5 }
        Stop-Job $j; "$($j.State) $($j.JobStateInfo.Reason.Message)" """
    assert lines(text) == ["Stopped The pipeline has been stopped."]


def test_a_parallel_job_has_more_data_when_its_children_have() -> None:
    text = """$work = { while (-not (Test-Path $using:PWD/go)) { Start-Sleep -Milliseconds 10 }; 'x' }
        $j = 1 | ForEach-Object -Parallel $work -AsJob
        $j.HasMoreData; Set-Content go 1; $null = Wait-Job $j; $j.HasMoreData"""
    assert lines(text) == ["False", "True"]


@pytest.mark.parametrize(
    ("receive", "expected"),
    [
        ("Receive-Job $j", ["o", "WARNING: w", "h"]),
        ("Receive-Job $j -Verbose -InformationAction Continue", ["o", "VERBOSE: v", "WARNING: w", "i", "h"]),
        (
            'Receive-Job $j -WarningAction SilentlyContinue -WarningVariable found; "kept $found"',
            ["o", "h", "kept w"],
        ),
        (
            "$WarningPreference = 'Ignore'; $VerbosePreference = 'Continue'; Receive-Job $j",
            ["o", "VERBOSE: v", "h"],
        ),
        (
            "Receive-Job $j 6>&1 | ForEach-Object { $_.GetType().Name }",
            ["String", "WARNING: w", "InformationRecord", "InformationRecord"],
        ),
    ],
)
def test_messages_of_a_thread_job_are_those_of_receive_job(receive: str, expected: list[str]) -> None:
    block = "Write-Warning w; Write-Verbose v -Verbose; Write-Information i; Write-Host h; 'o'"
    assert lines(f"$j = Start-ThreadJob {{ {block} }} | Wait-Job; {receive}") == expected


def test_messages_of_parallel_blocks_are_those_of_the_command() -> None:
    text = """1, 2 | ForEach-Object -Parallel { Write-Warning "w$_"; Write-Information i -InformationAction Continue } `
            -ThrottleLimit 1 -WarningVariable found 3>$null
        "$found" """
    assert lines(text) == ["w1 w2"]


def test_a_stopped_child_makes_a_parallel_job_failed() -> None:
    text = """$j = 1, 2 | ForEach-Object -Parallel { while ($_ -eq 1) { Start-Sleep -Milliseconds 5 } } -AsJob
        while ($j.ChildJobs[0].State -ne 'Running') { Start-Sleep -Milliseconds 5 }
        Stop-Job $j.ChildJobs[0]; $null = Wait-Job $j; "$($j.State) $($j.ChildJobs.State)" """
    assert lines(text) == ["Failed Stopped Completed"]


# --- Receive-Job --------------------------------------------------------------------------------------


def test_why_jobs_failed_comes_after_all_results() -> None:
    text = """$a = Start-Job { 'a'; throw 'a failed' } | Wait-Job; $b = Start-Job { 'b' } | Wait-Job
        Receive-Job $a, $b 2>&1 | ForEach-Object { "$_" }"""
    assert lines(text) == ["a", "b", "a failed"]


@pytest.mark.parametrize(("switches", "last"), [("-Wait -Keep", "Keep"), ("-Keep -Wait", "Wait")])
def test_wait_and_keep_exclude_each_other(switches: str, last: str) -> None:
    text = f"$j = Start-Job {{ 1 }} | Wait-Job; try {{ Receive-Job $j {switches} }} {CAUGHT}"
    assert lines(text) == [
        "ParameterBindingFailed,Microsoft.PowerShell.Commands.ReceiveJobCommand",
        f'Cannot bind parameter \'{last}\' to the target. Exception setting "{last}": "The Wait and Keep parameters '
        'cannot be used together in the same command."',
    ]


def test_the_job_comes_before_it_has_ended() -> None:
    text = """$j = Start-Job { while (-not (Test-Path ./go)) { Start-Sleep -Milliseconds 10 }; 'result' }
        Receive-Job $j -Wait -WriteJobInResults | ForEach-Object {
            if ($_ -is [string]) { $_ } else { $_.State; Set-Content go 1 } }"""
    assert lines(text) == ["Running", "result"]


def test_awaited_results_name_their_job() -> None:
    """Only those of a job that went on when the waiting began."""
    text = """$j = Start-Job { [pscustomobject]@{ A = 1 } }
        $r = Receive-Job $j -Wait; $r.PSSourceJobInstanceId -eq $j.ChildJobs[0].InstanceId
        $j = Start-Job { [pscustomobject]@{ A = 1 } } | Wait-Job
        $r = Receive-Job $j -Wait; $r.PSObject.Properties.Name -join ','"""
    assert lines(text) == ["True", "A,PSComputerName,RunspaceId,PSShowComputerName"]


def test_events_of_a_job_that_ends_meanwhile_and_of_one_that_has_ended() -> None:
    show = '"$($_.JobStateInfo) after [$($_.PreviousJobStateInfo)] $($_.PSEventObject)"'
    text = f"""$j = Start-Job {{ while (-not (Test-Path ./go)) {{ Start-Sleep -Milliseconds 10 }}; 'x' }}
        while ($j.ChildJobs[0].State -ne 'Running') {{ Start-Sleep -Milliseconds 5 }}
        Set-Content go 1
        Receive-Job $j -Wait -WriteEvents | ForEach-Object {{ if ($_ -is [string]) {{ $_ }} else {{ {show} }} }}
        $k = Start-Job {{ }} | Wait-Job
        Receive-Job $k -Wait -WriteEvents | ForEach-Object {{ {show} }}"""
    assert lines(text) == [
        "x",
        "Completed after [Running] True",
        "Completed after [Running] True",
        "Completed after [] True",
        "Completed after [] True",
    ]


def test_computer_names_are_for_remote_jobs() -> None:
    text = f"""$t = Start-ThreadJob {{ 't' }} | Wait-Job
        Receive-Job $t -ComputerName localhost {TOLD}; $e[0].FullyQualifiedErrorId; Receive-Job $t"""
    assert lines(text) == [
        "ComputerNameParameterNotSupported,Microsoft.PowerShell.Commands.ReceiveJobCommand",
        "t",
    ]


# --- Get-Job, Wait-Job, Stop-Job, Remove-Job -----------------------------------------------------------


def test_jobs_come_in_the_order_of_their_ids() -> None:
    text = """$null = 'a', 'b' | ForEach-Object { Start-Job -Name $_ { } } | Wait-Job
        (Get-Job -Id 3, 1).Name -join ','; (Get-Job -Name b, [a-b]).Name -join ','"""
    assert lines(text) == ["a,b", "a,b,b"]


def test_wait_job_with_no_time_gives_nothing() -> None:
    assert lines("$j = Start-Job { } | Wait-Job; @(Wait-Job $j -Timeout 0).Count") == ["0"]


def test_wait_any_refuses_only_when_all_are_blocked() -> None:
    text = """$asks = Start-Job { Read-Host }
        $works = Start-Job { while (-not (Test-Path ./go)) { Start-Sleep -Milliseconds 10 } }
        while ($asks.State -ne 'Blocked') { Start-Sleep -Milliseconds 5 }
        try { Wait-Job $asks, $works } catch { $_.TargetObject.Id }
        Set-Content go 1; (Wait-Job $asks, $works -Any).Id; Remove-Job $asks -Force"""
    assert lines(text) == ["1", "3"]


def test_stop_job_asks_nothing_about_what_has_ended() -> None:
    text = "$j = Start-Job { } | Wait-Job; Stop-Job $j -WhatIf; (Stop-Job $j -PassThru).Name"
    assert lines(text) == ["Job1"]


def test_what_remove_job_would_remove() -> None:
    assert lines("$j = Start-Job { 'text' } | Wait-Job; Remove-Job $j -WhatIf; @(Get-Job).Count") == [
        'What if: Performing the operation "Remove" on target "Remote Command:  \'text\' , associated with the job '
        'that has an ID of "1".".',
        "1",
    ]


def test_what_remove_job_refuses() -> None:
    text = f"""$j = Start-Job {{ while (-not (Test-Path ./go)) {{ Start-Sleep -Milliseconds 10 }} }}
        Remove-Job -InstanceId $j.InstanceId {TOLD}; "$($e[0])" -replace $j.InstanceId, '<guid>'
        Remove-Job -Id 2 {TOLD}; "$($e[0])"
        Set-Content go 1; $null = Wait-Job $j
        Remove-Job -Id 2 {TOLD}; "$($e[0].FullyQualifiedErrorId) $($e[0].CategoryInfo.Category)"
        Remove-Job -Name Job2 {TOLD}; $e[0].FullyQualifiedErrorId
        Remove-Job $j; Remove-Job $j {TOLD}; $e[0].FullyQualifiedErrorId"""
    where = ",Microsoft.PowerShell.Commands.RemoveJobCommand"
    assert lines(text) == [
        "The command cannot remove the job with the job ID 1 and the instance identifier <guid> because the job is "
        "not finished. To remove the job, first stop the job or use the Force parameter. (Parameter 'InstanceId')",
        "The command cannot remove the job with the job ID 2 because the job is not finished. To remove the job, "
        "first stop the job, or use the Force parameter. (Parameter 'SessionId')",
        f"CannotRemoveJob{where} InvalidOperation",
        f"JobWithSpecifiedNameNotFound{where}",
        f"CannotRemoveJob{where}",
    ]


# --- what a job tells of itself ------------------------------------------------------------------------


def test_members_of_a_job() -> None:
    text = """$j = Start-Job { } | Wait-Job
        $j | Get-Member StateChanged, State, Output, Error, Dispose | ForEach-Object Definition
        $j.Finished.GetType().FullName; [System.Threading.WaitHandle]::WaitAll($j.Finished)"""
    space = "System.Management.Automation."
    args = f"{space}JobStateEventArgs"
    assert lines(text) == [
        f"System.EventHandler`1[{args}] StateChanged(System.Object, {args})",
        "System.Object State {get=$this.JobStateInfo.State.ToString();}",
        f"{space}PSDataCollection[psobject] Output {{get;set;}}",
        f"{space}PSDataCollection[{space}ErrorRecord] Error {{get;set;}}",
        "void Dispose(), void IDisposable.Dispose()",
        "System.Threading.ManualResetEvent",
        "True",
    ]


def test_a_stream_tells_what_is_added() -> None:
    text = """$j = Start-Job { while (-not (Test-Path ./go)) { Start-Sleep -Milliseconds 10 }; 'a', 'b' }
        $out = $j.ChildJobs[0].Output
        Register-ObjectEvent $out DataAdded -SourceIdentifier Added
        Set-Content go 1; $null = Wait-Job $j
        Get-Event Added | ForEach-Object { $i = $_.SourceEventArgs.Index; "$i $($_.Sender[$i])" }
        $out.ReadAll() -join ','; $out.Count; Receive-Job $j"""
    assert lines(text) == ["0 a", "1 b", "a,b", "0", "a", "b"]


def test_a_job_out_of_a_job() -> None:
    text = """$r = Start-Job { Start-Job -Name inner { 1 } | Wait-Job } | Receive-Job -Wait
        $r.PSObject.Properties.Name -notlike '*ComputerName' -join ','
        "$($r.Name) $($r.State) $($r.ChildJobs[0].State)" """
    assert lines(text) == [
        "HasMoreData,StatusMessage,Location,Command,JobStateInfo,InstanceId,Id,Name,State,ChildJobs,PSJobTypeName,"
        "PSBeginTime,PSEndTime,RunspaceId,PSSourceJobInstanceId",
        "inner Completed Completed",
    ]


def test_a_removed_job_is_not_found() -> None:
    text = f"$j = Start-ThreadJob {{ }} | Wait-Job; Remove-Job $j; try {{ Get-Job $j -ErrorAction Stop }} {CAUGHT}"
    assert lines(text)[0] == "JobWithSpecifiedNameNotFound,Microsoft.PowerShell.Commands.GetJobCommand"
