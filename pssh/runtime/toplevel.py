"""Running code at the top of a runspace: a line of the prompt, a script file, `-Command` text, profiles.

Here errors end: they are shown, `exit` becomes a code, Ctrl+C a clean stop.
"""

import os
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Optional

from pssh.objects.errors import PSError
from pssh.objects.flow import ControlFlow, ExitFlow, PipelineStopped

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["guarded", "run_command", "run_file", "run_line", "run_profiles", "show"]

STOPPED = 130


def show(rs: "Runspace", error: BaseException) -> None:
    """Report an error that nothing caught: into $Error and to the host."""
    record = error.record if isinstance(error, PSError) else rs.error_record(error)
    rs.question = False
    rs.add_error(record)
    rs.streams.error(record)


def guarded(
    rs: "Runspace", run: Callable[[], None], on: Optional[Callable[[Callable[[], None]], None]] = None
) -> Optional[int]:
    """Run; the exit code `exit` asked for, STOPPED after Ctrl+C, 1 after an error that ended it, else None.

    `on` runs it on the right stack: a deep one of its own unless the caller has one.
    """
    try:
        (on or rs.run_on_stack)(run)
    except ExitFlow as flow:
        return int(flow.code)
    except PipelineStopped:
        return STOPPED
    except ControlFlow:
        return None
    except Exception as error:
        show(rs, error)
        return 1
    finally:
        rs.clear_stop()
        rs.host.flush()
    return None


def _here(run: Callable[[], None]) -> None:
    """The prompt's loop has a deep stack already."""
    run()


def run_line(rs: "Runspace", text: str) -> None:
    """A line typed at the prompt: into the history, run, errors shown; `exit` asks the host to end."""
    entry = rs.history.start(text)

    def run() -> None:
        try:
            rs.run(text)
        except ExitFlow as flow:
            rs.host.set_exit(int(flow.code))

    code = guarded(rs, run, _here)
    rs.history.finish(entry, code is None and rs.question)


def run_file(rs: "Runspace", path: str, args: Any = (), named: Any = None, input: Any = None) -> int:
    """`-File`: the script's exit code, 1 when an error ended it."""
    native = os.path.abspath(os.path.join(rs.location.native, os.path.expanduser(path)))
    if not os.path.isfile(native) and not native.lower().endswith(".ps1") and os.path.isfile(native + ".ps1"):
        native += ".ps1"
    if not os.path.exists(native):
        rs.host.write_error_line(
            f"The argument '{path}' is not recognized as the name of a script file. Check the spelling of the name, "
            "or if a path was included, verify that the path is correct and try again."
        )
        return 64
    code = guarded(rs, lambda: rs.invoke_file(native, args, named, input))
    if code is None:
        return 0
    return code


def run_command(rs: "Runspace", text: str, args: Any = (), input: Any = None) -> int:
    """`-Command`: 0 when the last command succeeded, else 1; `exit` decides otherwise."""
    code = guarded(rs, lambda: rs.run(text, args=args, input=input))
    if code is None:
        return 0 if rs.question else 1
    return code


def run_profiles(rs: "Runspace") -> None:
    """Run the profile scripts that exist, all users' first."""
    from pssh.runtime.profiles import profile_files

    for path in profile_files():
        if os.path.isfile(path):
            guarded(rs, partial(rs.run_profile, path))
