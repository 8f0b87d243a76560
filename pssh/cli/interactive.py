"""`pssh` and `pssh host`: the prompt."""

import asyncio
import pathlib
import sys
from typing import Any

from pssh.cli.arguments import Arguments

__all__ = ["run_interactive", "run_prompt"]


def run_interactive(arguments: Arguments) -> int:
    """Open the prompt, inside the host where one is named; the exit code."""
    if not sys.stdin.isatty() and not arguments.interactive:
        return _run_standard_input(arguments)
    return run_prompt(arguments, _entering(arguments))


def _run_standard_input(arguments: Arguments) -> int:
    """`echo '...' | pssh`: the lines of standard input are the commands."""
    from pssh.cli.main import main

    if arguments.target is not None:
        sys.stderr.write(
            "pssh: a host can be entered only from a terminal; use -Command 'Invoke-Command ...'\n"
        )
        return 64
    return main(["-NonInteractive", "-Command", "-"])


def _entering(arguments: Arguments) -> str | None:
    """The line that enters the host of the command line."""
    if arguments.target is None:
        return None
    words = ["Enter-PSSession -HostName", _quoted(arguments.target)]
    if arguments.port is not None:
        words.append(f"-Port {arguments.port}")
    if arguments.user_name is not None:
        words.append("-UserName " + _quoted(arguments.user_name))
    if arguments.key_file_path is not None:
        words.append("-KeyFilePath " + _quoted(arguments.key_file_path))
    return " ".join(words)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def run_prompt(arguments: Arguments, first: str | None = None, banner: str = "", prepare: Any = None) -> int:
    """The prompt over a new runspace. `prepare(runspace)` is called before the profiles run."""
    import platformdirs

    from pssh.cli.main import run_given
    from pssh.repl.app import Repl
    from pssh.repl.host import ReplHost
    from pssh.repl.loop import PromptLoop
    from pssh.runtime.runspace import Runspace

    host = ReplHost()
    runspace = Runspace(host)
    try:
        if prepare is not None:
            prepare(runspace)
        if banner and not arguments.no_logo:
            host.write_line(banner)
        if arguments.command is not None or arguments.file is not None:
            run_given(runspace, arguments)
        elif not arguments.no_profile:
            runspace.run_profiles()
        folder = pathlib.Path(platformdirs.user_state_dir("pssh"))
        with asyncio.Runner(loop_factory=PromptLoop) as runner:
            return runner.run(Repl(runspace, host, folder / "history").run(first))
    finally:
        runspace.close()
        host.flush()
