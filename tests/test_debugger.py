"""Breakpoints, stepping and tracing: what is met, in which order, and what the person in front is shown."""

from pathlib import Path

from script_case import Shown, lines

from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace

SCRIPT = """\
$total = 0
function Add-One {
    param($n)
    $n + 1
}
foreach ($i in 1..2) {
    $total += Add-One $i
}
Write-Output "total $total"
"""


class Debugging(TextHost):
    """A host whose person types the given lines at the debugger's prompt."""

    debugs = True

    def __init__(self, shown: Shown, answers: list[str]) -> None:
        super().__init__(shown.out_parts.append, shown.error_parts.append, 80)
        self.answers = answers

    def read_command(self, prompt: str = "") -> str | None:
        self.write("> ")
        if not self.answers:
            self.input_ended = True
            return None
        return self.answers.pop(0)


def debug(folder: Path, text: str, *answers: str) -> list[str]:
    """Run `text` beside the script `sum.ps1`; the lines of the screen, the folder left out."""
    (folder / "sum.ps1").write_text(SCRIPT, encoding="utf-8")
    shown = Shown()
    rs = Runspace(Debugging(shown, list(answers)), location=str(folder))
    try:
        rs.run_command(text)
    finally:
        rs.close()
    assert shown.errors == ""
    return shown.out.replace(f"{folder}/", "").splitlines()


def test_a_line_breakpoint_stops_before_its_statement(tmp_path: Path) -> None:
    text = "$null = Set-PSBreakpoint sum.ps1 9; ./sum.ps1"
    assert debug(tmp_path, text, "$total", "c") == [
        "Entering debug mode. Use h or ? for help.",
        "",
        "Hit Line breakpoint on 'sum.ps1:9'",
        "",
        "At sum.ps1:9 char:1",
        '+ Write-Output "total $total"',
        "+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        "> 5",
        "> total 5",
    ]


def test_without_more_input_the_script_goes_on(tmp_path: Path) -> None:
    text = "$null = Set-PSBreakpoint sum.ps1 7; ./sum.ps1; (Get-PSBreakpoint).HitCount"
    shown = debug(tmp_path, text)
    assert shown[-2:] == ["total 5", "2"]
    assert [line for line in shown if line.startswith(("Entering", "> "))] == [
        "Entering debug mode. Use h or ? for help.",
        "> Hit Line breakpoint on 'sum.ps1:7'",  # nothing is asked a second time
    ]


def positions(shown: list[str]) -> list[str]:
    return [line.partition("At ")[2] for line in shown if "At sum.ps1" in line]


def test_steps_into_over_and_out(tmp_path: Path) -> None:
    text = "$null = Set-PSBreakpoint sum.ps1 7; ./sum.ps1; Get-PSBreakpoint | Remove-PSBreakpoint"
    shown = debug(tmp_path, text, "s", "s", "o", "v", "v", "v", "v", "c")
    assert positions(shown) == [
        "sum.ps1:7 char:5",  # the breakpoint
        "sum.ps1:2 char:18",  # into the function: its brace
        "sum.ps1:4 char:5",
        "sum.ps1:6 char:10",  # out: the loop's variable
        "sum.ps1:7 char:5",  # the breakpoint again
        "sum.ps1:6 char:10",  # over: not in the function
        "sum.ps1:9 char:1",
    ]


def test_quit_ends_the_script_without_an_error(tmp_path: Path) -> None:
    shown = debug(tmp_path, "$null = Set-PSBreakpoint sum.ps1 9; ./sum.ps1; 'not reached'", "q")
    assert shown[-1] == "> "


def test_an_action_runs_in_place_of_the_stop(tmp_path: Path) -> None:
    text = (
        '$null = Set-PSBreakpoint -Command Add-One -Action { Write-Host "n is $n, hit $($_.HitCount)" }\n'
        "./sum.ps1; (Get-PSBreakpoint -Command Add-One).HitCount"
    )
    assert debug(tmp_path, text) == ["n is 1, hit 1", "n is 2, hit 2", "total 5", "2"]


def test_an_action_stops_by_break(tmp_path: Path) -> None:
    text = "$null = Set-PSBreakpoint sum.ps1 4 -Action { if ($n -gt 1) { break } }; ./sum.ps1"
    assert debug(tmp_path, text, "$n", "c")[-4:] == ["+     $n + 1", "+     ~~~~~~", "> 2", "> total 5"]


def test_variables_tell_of_writes_and_reads(tmp_path: Path) -> None:
    text = '$null = Set-PSBreakpoint sum.ps1 -Variable total -Mode {} -Action {{ Write-Host "at $total" }}\n./sum.ps1'
    assert debug(tmp_path, text.format("Write")) == ["at ", "at 0", "at 2", "total 5"]
    assert debug(tmp_path, text.format("Read")) == ["at 0", "at 2", "at 5", "total 5"]


def test_disabled_breakpoints_count_nothing(tmp_path: Path) -> None:
    text = (
        "Set-PSBreakpoint sum.ps1 9, 7 | Disable-PSBreakpoint -PassThru | ForEach-Object { $_.Enabled }\n"
        "./sum.ps1; (Get-PSBreakpoint).HitCount"
    )
    assert debug(tmp_path, text) == ["False", "False", "total 5", "0", "0"]


def test_the_source_is_listed_around_the_stop(tmp_path: Path) -> None:
    text = "$null = Set-PSBreakpoint sum.ps1 9; ./sum.ps1"
    shown = debug(tmp_path, text, "l 8", "l 1 1", "c")
    assert shown[7:] == ["> ", "    8:  }", '    9:* Write-Output "total $total"', "   10:", "",
                         "> ", "    1:  $total = 0", "", "> total 5"]  # fmt: skip


def test_wait_debugger_stops_where_it_stands(tmp_path: Path) -> None:
    shown = debug(tmp_path, "1..2 | ForEach-Object { Wait-Debugger; $_ }", "c")
    assert shown[2:6] == [
        "At line:1 char:25",
        "+ 1..2 | ForEach-Object { Wait-Debugger; $_ }",
        "+                         ~~~~~~~~~~~~~",
        "> 1",
    ]


def test_breakpoints_as_tables_and_as_text(tmp_path: Path) -> None:
    text = "Set-PSBreakpoint sum.ps1 -Variable i -Mode ReadWrite | ForEach-Object ToString; Get-PSBreakpoint -Type Variable"
    assert debug(tmp_path, text) == [
        "Variable breakpoint on 'sum.ps1:$i' (ReadWrite access)",
        "",
        "  ID Script            Line Command           Variable         Action",
        "  -- ------            ---- -------           --------         ------",
        "   0 sum.ps1                                  i                ",
        "",
    ]


def test_a_script_that_is_not_there_has_no_breakpoints(tmp_path: Path) -> None:
    text = f"try {{ Set-PSBreakpoint '{tmp_path}/no.ps1' 1 }} catch {{ $_.FullyQualifiedErrorId }}"
    assert lines(text) == ["PathNotFound,Microsoft.PowerShell.Commands.SetPSBreakpointCommand"]


def test_unknown_ids() -> None:
    text = (
        "Remove-PSBreakpoint -Id 77 -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].Exception.Message"
    )
    assert lines(text) == ["There is no breakpoint with ID '77'."]


def test_tracing_shows_each_point() -> None:
    assert lines("function f { 1 }; Set-PSDebug -Trace 1; f; Set-PSDebug -Off; 2") == [
        "DEBUG:    1+ function f { 1 }; Set-PSDebug -Trace 1;  >>>> f; Set-PSDebug -Off; 2",
        "DEBUG:    1+ function f  >>>> { 1 }; Set-PSDebug -Trace 1; f; Set-PSDebug -Off; 2",
        "DEBUG:    1+ function f {  >>>> 1 }; Set-PSDebug -Trace 1; f; Set-PSDebug -Off; 2",
        "1",
        "DEBUG:    1+ function f { 1  >>>> }; Set-PSDebug -Trace 1; f; Set-PSDebug -Off; 2",
        "DEBUG:    1+ function f { 1 }; Set-PSDebug -Trace 1; f;  >>>> Set-PSDebug -Off; 2",
        "2",
    ]


def test_tracing_shows_assignments_and_calls() -> None:
    shown = lines("function f { $a = 'x' }\nSet-PSDebug -Trace 2; f\nforeach ($n in 7) { }\n")
    assert [line.removeprefix("DEBUG:").strip() for line in shown if "!" in line] == [
        "! CALL function 'f'",
        "! SET $a = 'x'.",
        "! SET $foreach = 'IEnumerator'.",
        "! SET $n = '7'.",
        "! SET $foreach = ''.",
    ]


def test_the_call_stack_has_names_and_arguments() -> None:
    text = "function a ($x) { b -y $x 9 }; function b { param($y) Get-PSCallStack }\n(a 5).Arguments; (a 5).Command[0]"
    assert lines(text) == ["{y=5, 9}", "{x=5}", "{}", "b"]


def test_a_loop_of_one_statement_is_met_each_time() -> None:
    text = "$x = 0; Set-PSDebug -Trace 1; while ($x -lt 2) { $x++ }; Set-PSDebug -Off"
    assert sum(">>>> $x++" in line for line in lines(text)) == 2
    text = "$x = 0; Set-PSDebug -Trace 1; for (;;) { if ($x++) { break } }; Set-PSDebug -Off"
    assert sum(">>>> $x++" in line for line in lines(text)) == 2


def test_stepping_ends_with_the_line_it_was_begun_in(tmp_path: Path) -> None:
    shown = Shown()
    rs = Runspace(Debugging(shown, ["s", "s", "s", "s"]), location=str(tmp_path))
    try:
        for line in ("function f { 1 }; $null = Set-PSBreakpoint -Command f", "f", "'free'"):
            rs.run_command(line)
    finally:
        rs.close()
    assert shown.out.splitlines()[-1] == "> free"
    assert shown.out.count("> ") == 3  # at the call's brace, its statement and its end
