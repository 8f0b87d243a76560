"""Programs that ask for a secret inside an entered session: at its terminal, whatever their streams are."""

import sys
from collections.abc import Iterator

import pytest
from terminal import Terminal

SECRET = "open sesame"
# As sudo, ssh and passwd do: the question and the answer go past the three streams.
ASK = (
    "sh -c 'stty -echo </dev/tty; printf Password: >/dev/tty; read p </dev/tty; stty echo </dev/tty; echo >/dev/tty;"
    " echo length ${#p}; cat'"
)


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    home = tmp_path_factory.mktemp("home")
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo", "demo"]
    with Terminal(argv, home, {"HOME": str(home), "XDG_STATE_HOME": str(home)}) as terminal:
        terminal.prompt(limit=60)
        terminal.run("Enter-PSSession Server01")
        yield terminal


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("python3 -c 'import getpass; print(len(getpass.getpass()))'", "11"),
        (f'$found = {ASK}; "found: $found"', "found: length 11"),
        (f"{ASK} 2>$null | ForEach-Object {{ $_.ToUpper() }}", "LENGTH 11"),
        (f"'piped' | {ASK} | cat -n", "2  piped"),
    ],
    ids=["alone", "captured", "piped", "with input"],
)
def test_a_secret_is_asked_for_and_not_shown(prompt: Terminal, line: str, shown: str) -> None:
    start = prompt.row
    prompt.enter(line)
    prompt.wait(lambda lines: any(row.startswith("Password:") for row in lines), start)
    prompt.enter(SECRET)
    assert any(row.strip().endswith(shown) for row in prompt.prompt(start))
    assert not any("sesame" in row for row in prompt.lines())
