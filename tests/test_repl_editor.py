"""The line editor's settings: the cmdlets anywhere, keys and handlers at a real prompt."""

import pathlib
import sys
from collections.abc import Iterator

import pytest
from prompt_toolkit.filters import vi_insert_mode, vi_navigation_mode
from script_case import lines, run_text
from terminal import Terminal

from pssh.repl.editor import keys_of, own_bindings
from pssh.runtime.line_editor import EDITOR, FUNCTIONS, canonical_chord, color_escape


@pytest.fixture
def prompt(tmp_path: pathlib.Path) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo"]
    with Terminal(argv, tmp_path, {"XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.prompt(limit=60)
        yield terminal


def test_chords_have_one_spelling() -> None:
    assert canonical_chord("ctrl+X, ctrl+e") == "Ctrl+x,Ctrl+e"
    assert canonical_chord("shift+uparrow") == "Shift+UpArrow"
    assert canonical_chord("Hyper+x") is None


def test_every_key_of_the_table_is_one_a_terminal_sends() -> None:
    assert all(keys_of(chord) for chords, _ in FUNCTIONS.values() for chord in chords)
    assert keys_of("Ctrl+Shift+LeftArrow") == ("c-s-left",)
    assert keys_of("Alt+f") == ("escape", "f")


def test_colours_by_name_number_and_sequence() -> None:
    assert [color_escape(each) for each in ("DarkRed", "#0102ff", "\x1b[1m", "pink?")] == [
        "\x1b[31m", "\x1b[38;2;1;2;255m", "\x1b[1m", None,
    ]  # fmt: skip


def test_options_are_an_object() -> None:
    text = (
        "Set-PSReadLineOption -Colors @{ Comment = 'Green' } -BellStyle None\n"
        "$o = Get-PSReadLineOption; $o.CommentColor.Length; $o.BellStyle\n"
        "Set-PSReadLineOption -Colors @{ Comment = 'DarkGray' } -BellStyle Audible"
    )
    assert lines(text) == ["5", "None"]
    assert (
        "'Clock' is no part of the line" in run_text("Set-PSReadLineOption -Colors @{ Clock = 'Red' }").errors
    )


def test_keys_set_and_taken_away() -> None:
    text = (
        "Set-PSReadLineKeyHandler -Chord Ctrl+g -Function ClearScreen; (Get-PSReadLineKeyHandler Ctrl+g).Function\n"
        "Remove-PSReadLineKeyHandler Ctrl+g; @(Get-PSReadLineKeyHandler Ctrl+g).Count"
    )
    assert lines(text) == ["ClearScreen", "0"]


def test_a_key_of_one_vi_mode() -> None:
    text = (
        "Set-PSReadLineKeyHandler Alt+g -Function ClearScreen -ViMode command\n"
        "Set-PSReadLineKeyHandler Alt+g -Function Undo -ViMode Insert"
    )
    assert lines(text) == []
    try:
        assert [mode for chord, mode in EDITOR.own if chord == "Alt+g"] == ["Command", "Insert"]
        assert [str(each.filter) for each in own_bindings(print).get_bindings_for_keys(("escape", "g"))][-2:] == [
            str(vi_navigation_mode), str(vi_insert_mode),
        ]  # fmt: skip
    finally:
        EDITOR.unbind("Alt+g")
    assert [mode for chord, mode in EDITOR.own if chord == "Alt+g"] == [""]


def test_a_key_runs_a_script_on_the_line(prompt: Terminal) -> None:
    prompt.run(
        "Set-PSReadLineKeyHandler -Chord Ctrl+g { $e = [Microsoft.PowerShell.PSConsoleReadLine]; $e::RevertLine(); "
        "$e::Insert('20 + 3'); $e::AcceptLine() }"
    )
    start = prompt.row
    prompt.type("gone")
    prompt.control("g")
    prompt.wait(lambda shown: "23" in shown, start)


def test_a_handler_says_what_is_remembered(prompt: Terminal, tmp_path: pathlib.Path) -> None:
    prompt.run("Set-PSReadLineOption -AddToHistoryHandler { param([string]$line) $line -notmatch '^7' }")
    assert prompt.run("7") == ["7"]
    assert prompt.run("8") == ["8"]
    written = (tmp_path / "pssh" / "history").read_text()
    assert '"8"' in written and '"7"' not in written
