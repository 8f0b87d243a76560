"""What the session cmdlets refuse, how they say it, and what a session object tells of itself."""

import os
import pathlib
from collections.abc import Iterator

import pytest
from script_case import lines, run_text

from pssh.remoting.hostnames import is_host_name

INVALID_NAME = "PSSessionInvalidComputerName,Microsoft.PowerShell.Commands.NewPSSessionCommand"
ARGUMENT = "Argument,Microsoft.PowerShell.Commands.NewPSSessionCommand"


@pytest.fixture(scope="module")
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pathlib.Path]:
    """Sessions on this machine, kept apart from the user's."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_STATE_HOME", str(home / "state"))
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    yield home
    patch.undo()


def refusal(command: str) -> list[str]:
    """The id and the text of the error that ends `command`."""
    return lines(f'try {{ {command} }} catch {{ $_.FullyQualifiedErrorId; "$_" }}', width=400)


@pytest.mark.parametrize(
    "name", ["web01", "ann@web01:2222", "10.0.0.1", "[::1]:22", "fe80::1%eth0", "a_b", "ssh://web01"]
)
def test_names_of_machines(name: str) -> None:
    assert is_host_name(name)


@pytest.mark.parametrize(
    "name", ["a b", "web01:99999", "web01:x", "http://web01", "-oProxyCommand=x", "a;b", ""]
)
def test_what_is_no_name_of_a_machine(name: str) -> None:
    assert not is_host_name(name)


def test_a_name_that_cannot_be_a_machine_ends_the_command() -> None:
    assert refusal("New-PSSession -HostName 'a b'")[0] == INVALID_NAME
    assert refusal("New-PSSession -SSHConnection @{ HostName = '-oProxyCommand=x' }")[0] == INVALID_NAME


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("@{}", "is missing the required ComputerName or HostName parameter."),
        ("@{ HostName = '' }", "parameter name or element is null or empty."),
        ("@{ HostName = 'a'; Port = $null }", "parameter name or element is null or empty."),
        ("@{ HostName = 'a'; 5 = 1 }", "parameter name or element is null or empty."),
        ("@{ HostName = 'a'; Color = 1 }", "parameter Color is not supported."),
        ("@{ HostName = 'a'; ComputerName = 'b' }", "contains both a ComputerName and HostName parameter."),
        ("@{ HostName = 'a'; KeyFilePath = 'k'; IdentityFilePath = 'i' }", "contains both a KeyFilePath and"),
        ("@{ HostName = 'a'; Port = 'x' }", 'Cannot convert value "x" to type "System.Int32".'),
        ("@{ HostName = 'a'; Port = 70000 }", "The port number 70000 is not within the range"),
        ("@{ HostName = 'a'; Options = 'x' }", "must be a hashtable"),
    ],
)
def test_a_hashtable_that_describes_no_machine(table: str, message: str) -> None:
    error_id, text = refusal(f"New-PSSession -SSHConnection {table}")
    assert error_id == ARGUMENT
    assert message in text


@pytest.mark.parametrize(
    ("command", "error_id"),
    [
        ("New-PSSession -HostName a -ThrottleLimit 3", "AmbiguousParameterSet"),
        ("New-PSSession -HostName a -SSHTransport:$false", "ParameterArgumentValidationError"),
        ("New-PSSession -HostName a -UserName ''", "ParameterArgumentValidationError"),
        ("Get-PSSession -State Opened", "AmbiguousParameterSet"),
        ("Invoke-Command -HostName a -SessionName b { 1 }", "InvalidOperation"),
        ("New-PSSession a -SessionOption (New-PSSessionOption -IdleTimeout 5000)", "Argument"),
    ],
)
def test_parameters_that_do_not_go_together(command: str, error_id: str) -> None:
    assert refusal(command)[0].partition(",")[0] == error_id


def test_an_unknown_option_or_subsystem_opens_nothing() -> None:
    """Whether there is such a host is not even asked."""
    text = run_text("New-PSSession -HostName a.invalid -Options @{ Nonesuch = 1 }", 400).errors
    assert "[a.invalid] command-line: line 0: Bad configuration option: nonesuch" in text
    text = run_text("New-PSSession -HostName a.invalid -Subsystem nope", 400).errors
    assert "There is no subsystem nope" in text
    assert "Leave -Subsystem out" in text


def test_a_throttle_limit_below_one_means_the_default(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost
        foreach ($n in -1, 0) { Invoke-Command $s { 'ran' } -ThrottleLimit $n }
        Remove-PSSession $s"""
    assert lines(text) == ["ran", "ran"]


def test_what_a_session_tells_of_its_runspace(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost -Name one -SessionOption (New-PSSessionOption -IdleTimeout 120000)
        $r = $s.Runspace
        "$($r.GetType().Name) $($r -is [runspace]) $($r.RunspaceIsRemote) $($s.IdleTimeout)"
        Get-Runspace -Id $r.Id | ForEach-Object { "$($_.Name -eq $r.Name) $($_.ConnectionInfo.ComputerName)" }
        $null = Disconnect-PSSession $s -IdleTimeoutSec 300
        "$($s.IdleTimeout) $(($s.ExpiresOn - $s.DisconnectedOn).TotalSeconds)"
        Remove-PSSession $s"""
    assert lines(text) == ["RemoteRunspace True True 120000", "True localhost", "300000 300"]


def test_what_a_session_knows_of_its_client(own_state: os.PathLike[str]) -> None:
    text = """$o = New-PSSessionOption -ApplicationArguments @{ Ticket = 7 }
        $s = New-PSSession localhost -SessionOption $o
        Invoke-Command $s { $i = $PSSenderInfo
            "$($i.UserInfo.Identity.IsAuthenticated) [$($i.UserInfo.Identity.Name)] $($i.ConnectionString)"
            "$($i.ApplicationArguments.Ticket + 1) $($i.ApplicationArguments.PSVersionTable.PSVersion.Major)" }
        Remove-PSSession $s"""
    assert lines(text) == ["True [] http://localhost", "8 7"]


def test_an_instance_id_that_no_session_has() -> None:
    error_id, text = refusal("Get-PSSession -InstanceId ([guid]::Empty) -ErrorAction Stop")
    assert error_id.startswith("RemoteRunspaceNotAvailableForSpecifiedRunspaceId,")
    assert text == "Remote session is not available for 00000000-0000-0000-0000-000000000000."


def test_imported_commands_say_when_their_session_is_gone(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost
        Invoke-Command $s { function Get-Far { 'far' }; function Get-Other { 'other' } }
        $m = Import-PSSession $s -CommandName Get-Far, Get-O*
        "$($m.ExportedFunctions.Keys | Sort-Object)"
        (Import-PSSession $s -Module Microsoft.PowerShell.Utility -CommandName Get-Date -Prefix R).ExportedFunctions.Keys
        Get-Far; (Get-RDate -Date 2020-01-02).Year
        Remove-PSSession $s
        try { Get-Far } catch { "$_" }"""
    assert lines(text) == [
        "Get-Far Get-Other",
        "Get-RDate",
        "far",
        "2020",
        "No session has been associated with this implicit remoting module: it was closed. Open one with "
        "New-PSSession and import from it again.",
    ]


def test_a_command_that_the_session_has_not_is_named(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost
        $null = Import-PSSession $s -CommandName Get-Nonesuch, No* -ErrorAction SilentlyContinue -ErrorVariable e
        "$($e.Count) $($e[0].FullyQualifiedErrorId.Split(',')[0]) $($e[0].TargetObject)"
        Remove-PSSession $s"""
    assert lines(text) == ["1 ErrorFromRemoteCommand Get-Nonesuch"]


@pytest.mark.parametrize(
    ("command", "error_id"),
    [
        ("Enter-PSHostProcess -Id $PID", "EnterPSHostProcessCantEnterSameProcess"),
        ("Enter-PSHostProcess -Id 99999999", "EnterPSHostProcessNoProcessFoundWithId"),
        ("Enter-PSHostProcess -Name web", "EnterPSHostProcessNotSupported"),
    ],
)
def test_processes_that_cannot_be_entered(command: str, error_id: str) -> None:
    assert refusal(command)[0].partition(",")[0] == error_id


def test_commands_of_one_pipeline_share_a_session(own_state: os.PathLike[str]) -> None:
    """The later ones run when the earlier have ended."""
    text = """$s = New-PSSession localhost
        1..3 | Invoke-Command $s { $input | % { $_ * 2 } } | Invoke-Command $s { $input | % { "got $_" } }
        Invoke-Command $s { 1..2 } | ForEach-Object { $_ | Invoke-Command $s { "in $input" } }
        Remove-PSSession $s"""
    assert lines(text) == ["got 2", "got 4", "got 6", "in 1", "in 2"]


def test_input_for_a_session_that_is_busy_with_a_job(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost
        $j = Invoke-Command $s { Start-Sleep 60 } -AsJob
        1 | Invoke-Command $s { $input } -ErrorAction SilentlyContinue -ErrorVariable e; "$e"
        Remove-PSSession $s"""
    expected = "The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently."
    assert lines(text, 400) == [expected]


def test_only_a_prompt_can_go_on_to_another_session(own_state: os.PathLike[str]) -> None:
    text = """$s = New-PSSession localhost
        Invoke-Command $s { Enter-PSSession localhost } -ErrorAction SilentlyContinue -ErrorVariable e
        $e[0].FullyQualifiedErrorId.Split(',')[0]
        Remove-PSSession $s"""
    assert lines(text) == ["RemoteHostDoesNotSupportPushRunspace"]
