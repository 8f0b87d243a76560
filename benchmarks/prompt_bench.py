"""Times a line at the prompt: keys, Enter, output, the next prompt, each contender in a terminal of its own.

    python benchmarks/prompt_bench.py --pssh ".venv/bin/pssh" [--host localhost] [--lines 200]

A figure is the time from writing `7*6` (for bash `echo $((7*6))`) and Enter to the terminal until the next prompt
stands behind the answer. All contenders take turns, line by line; the last column is the ratio of the medians to
bash at the other end of `ssh -tt` in the same run. `--host` must let this user in by key.
"""

import argparse
import contextlib
import os
import pty
import select
import shlex
import subprocess
import tempfile
import time

from measure import Command, Contender, table, turns

ANSWER = b"42\r\n"
BASELINE = "bash over ssh -tt"
ENVIRONMENT = {"TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}


class Prompt:
    """A program at a terminal. `mark` is part of its prompt; `opening` is a line to run first, until `opened` is seen."""

    def __init__(
        self, argv: list[str], line: str, mark: bytes, opening: str = "", opened: bytes = b""
    ) -> None:
        self.line = line.encode() + b"\r"
        self.mark = mark
        pid, self.fd = pty.fork()
        if not pid:
            os.execvpe(argv[0], argv, {**os.environ, **ENVIRONMENT})
        self.wait(mark)
        if opening:
            os.write(self.fd, opening.encode() + b"\r")
            self.wait(opened)

    def wait(self, mark: bytes, limit: float = 30.0) -> None:
        """Read until `mark` has come and nothing more comes."""
        seen = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 1.0)[0]:
                seen += os.read(self.fd, 65536)
            elif mark in seen:
                return
        raise TimeoutError(f"no prompt: {seen[-300:]!r}")

    def time(self) -> float:
        """Seconds of one line."""
        seen = b""
        began = time.perf_counter()
        os.write(self.fd, self.line)
        while True:
            if not select.select([self.fd], [], [], 10.0)[0]:
                raise TimeoutError(f"no answer: {seen[-300:]!r}")
            seen += os.read(self.fd, 65536)
            took = time.perf_counter() - began
            if self.mark in seen.partition(ANSWER)[2]:
                break
        while select.select([self.fd], [], [], 0.01)[0]:  # the rest of what it draws
            os.read(self.fd, 65536)
        return took

    def end(self) -> None:
        """Leave in good order: a session that is only dropped would wait for its client."""
        with contextlib.suppress(OSError):
            for _ in range(2):
                os.write(self.fd, b"exit\r")
                while select.select([self.fd], [], [], 1.0)[0] and os.read(self.fd, 65536):
                    pass
        os.close(self.fd)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pssh", default=".venv/bin/pssh")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--lines", type=int, default=200)
    options = parser.parse_args()
    pssh = [*shlex.split(options.pssh), "-NoProfile"]
    bash = "PS1='bash> ' exec bash --norc --noprofile -i"
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        master = ["ssh", "-S", os.path.join(folder, "master")]
        subprocess.run([*master, "-fNM", options.host], check=True, stderr=subprocess.DEVNULL)
        stack.callback(subprocess.run, [*master, "-O", "exit", options.host], stderr=subprocess.DEVNULL)
        enter = f"Enter-PSSession -HostName {options.host}"
        contenders: dict[str, Contender] = {
            BASELINE: Prompt(["ssh", "-tt", options.host, bash], "echo $((7*6))", b"bash>"),
            "pssh, inside the host": Prompt(pssh, "7*6", b"PS ", enter, b"]: PS "),
            "pssh, here": Prompt(pssh, "7*6", b"PS "),
            "ssh host echo, connection shared": Command([*master, options.host, "echo 42"]),
        }
        table("a line at the prompt", turns(contenders, options.lines, 10), BASELINE)
        for contender in contenders.values():
            if isinstance(contender, Prompt):
                contender.end()


if __name__ == "__main__":
    main()
