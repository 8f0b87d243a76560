"""The keeper of a terminal: programs there are started, stopped and brought back as under a shell."""

import os
import signal
from collections.abc import Iterator

import pytest

from pssh.remoting.terminal_keeper import BEFORE, BEHIND, END, STAND, Keeper


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    made = Keeper()
    yield made
    made.close()


def start(keeper: Keeper, script: str) -> None:
    keeper.start(["/bin/sh", "-c", script], dict(os.environ), "/")


def read_until(keeper: Keeper, text: bytes) -> None:
    seen = b""
    while text not in seen:
        seen += os.read(keeper.master, 4096)


def test_programs_follow_one_another(keeper: Keeper) -> None:
    for code in (3, 0):
        start(keeper, f"echo code {code}; exit {code}")
        read_until(keeper, b"code %d" % code)
        kind, status = keeper.hear()
        assert (kind, os.waitstatus_to_exitcode(status)) == ("ended", code)
    assert keeper.is_there


def test_a_program_that_cannot_be_started_leaves_the_keeper_there(keeper: Keeper) -> None:
    for argv, folder in ((["/nowhere/program"], "/"), (["/bin/true"], "/nowhere")):
        with pytest.raises(FileNotFoundError):
            keeper.start(argv, {}, folder)
    assert keeper.is_there


def test_ctrl_z_stops_and_reading_from_behind_stops_again(keeper: Keeper) -> None:
    start(keeper, "echo ready; exec cat")
    read_until(keeper, b"ready")
    os.write(keeper.master, b"\x1a")
    assert keeper.hear() == ("stopped", signal.SIGTSTP)
    keeper.tell(BEHIND)
    assert keeper.hear() == ("stopped", signal.SIGTTIN)
    keeper.tell(BEFORE)
    os.write(keeper.master, b"here\n")
    read_until(keeper, b"here\r\nhere")
    os.write(keeper.master, b"\x03")
    assert keeper.hear() == ("ended", signal.SIGINT)


def test_suspending_stops_the_program_wherever_the_terminal_is(keeper: Keeper) -> None:
    start(keeper, "exec sleep 100")
    for way_back in (BEFORE, BEHIND, END):
        keeper.tell(STAND)
        assert keeper.hear() == ("stopped", signal.SIGSTOP)
        keeper.tell(way_back)
    assert keeper.hear() == ("ended", signal.SIGKILL)


def test_what_a_program_made_of_the_terminal_does_not_last(keeper: Keeper) -> None:
    start(keeper, "stty raw -echo")
    assert keeper.hear() == ("ended", 0)
    start(keeper, "stty -a")
    read_until(keeper, b" echo ")
    assert keeper.hear() == ("ended", 0)


def test_the_end_reaches_a_program_that_stands_still(keeper: Keeper) -> None:
    start(keeper, "kill -STOP $$")
    assert keeper.hear() == ("stopped", signal.SIGSTOP)
    keeper.tell(END)
    assert keeper.hear() == ("ended", signal.SIGKILL)


def test_a_killed_keeper_is_noticed(keeper: Keeper) -> None:
    start(keeper, "kill -KILL $PPID")
    assert keeper.hear() == ("ended", signal.SIGKILL)
    assert not keeper.is_there
