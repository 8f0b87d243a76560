"""Running script text in a runspace of its own and reading what a console of 80 columns shows."""

from typing import Any

from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace


class Shown:
    """What the host got: standard output and errors apart."""

    def __init__(self) -> None:
        self.out_parts: list[str] = []
        self.error_parts: list[str] = []

    @property
    def out(self) -> str:
        return "".join(self.out_parts)

    @property
    def errors(self) -> str:
        return "".join(self.error_parts)


def run_text(text: str, width: int = 80) -> Shown:
    """Run `text` as a prompt's line would run."""
    shown = Shown()
    host = TextHost(shown.out_parts.append, shown.error_parts.append, width)
    rs = Runspace(host)
    try:
        rs.run_command(text)
    finally:
        rs.close()
    return shown


def lines(text: str, width: int = 80) -> list[str]:
    """The output lines of a script; it must not write errors."""
    shown = run_text(text, width)
    assert shown.errors == ""
    return shown.out.split("\n")[:-1]


def objects(text: str) -> list[Any]:
    """The objects a script writes."""
    rs = Runspace(TextHost())
    found: list[Any] = []
    try:
        rs.run_on_stack(lambda: rs.run(text, out=found.append))
    finally:
        rs.close()
    return found
