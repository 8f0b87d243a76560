"""The `pssh` command."""

import os
import sys
from typing import TYPE_CHECKING, Any, Optional

from pssh.cli.arguments import Arguments, UsageError, read_arguments
from pssh.runtime.process import leave_process, set_up_process

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["main"]

_USAGE = 64  # sysexits' EX_USAGE, PowerShell's own code for a bad command line


def main(argv: Optional[list[str]] = None) -> int:
    """Run a command line; the exit code. Without one it is that of the process, which ends."""
    code = _run(sys.argv[1:] if argv is None else argv)
    if argv is None:
        leave_process(code)
    return code


def _run(argv: list[str]) -> int:
    set_up_process()
    try:
        arguments = read_arguments(argv)
    except UsageError as error:
        sys.stderr.write(f"pssh: {error}\n")
        return _USAGE
    if arguments.help:
        from pssh.cli.help import help_text

        sys.stdout.write(help_text())
        return 0
    if arguments.version:
        from pssh import __version__

        sys.stdout.write(f"pssh {__version__}\n")
        return 0
    if arguments.working_directory is not None:
        try:
            os.chdir(arguments.working_directory)
        except OSError as error:
            sys.stderr.write(f"pssh: -WorkingDirectory {arguments.working_directory}: {error.strerror}\n")
            return 1
    if arguments.demo:
        from pssh.cli.demo import run_demo

        return run_demo(arguments)
    if arguments.runs_and_exits:
        return _run_and_exit(arguments)
    from pssh.cli.interactive import run_interactive

    return run_interactive(arguments)


def _run_and_exit(arguments: Arguments) -> int:
    from pssh.runtime.console_host import ConsoleHost
    from pssh.runtime.runspace import Runspace

    host = ConsoleHost(interactive=not arguments.non_interactive)
    runspace = Runspace(host)
    stack = _Interrupts(runspace)
    try:
        return run_given(runspace, arguments)
    finally:
        stack.end()
        runspace.close()
        host.flush()


def run_given(runspace: "Runspace", arguments: Arguments) -> int:
    """Run what -File or -Command names, after the profiles; the exit code."""
    if not arguments.no_profile:
        runspace.run_profiles()
    if arguments.file is not None:
        return int(runspace.run_file(arguments.file, [_argument(word) for word in arguments.script_args]))
    return int(runspace.run_command(arguments.command or ""))


def _argument(word: str) -> Any:
    """A word behind -File: `-Name`, `-Name:value` and `-Switch:$false` name parameters, all else is text."""
    name, colon, value = word[1:].partition(":")
    if not word.startswith("-") or not (name[:1].isalpha() or name[:1] == "_"):
        return word
    from pssh.runtime.commands import ParameterToken

    if not colon:
        return ParameterToken(name)
    truth = {"$true": True, "$false": False}.get(value.lower())
    return ParameterToken(name, value if truth is None else truth)


class _Interrupts:
    """Ctrl+C stops the pipeline in a well-ordered way; a second one ends the process."""

    def __init__(self, runspace: "Runspace") -> None:
        import signal
        import threading

        self._before: Any = None
        if threading.current_thread() is threading.main_thread():

            def stop(number: int, frame: Any) -> None:
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                runspace.stop()

            self._before = signal.signal(signal.SIGINT, stop)

    def end(self) -> None:
        if self._before is not None:
            import signal

            signal.signal(signal.SIGINT, self._before)
