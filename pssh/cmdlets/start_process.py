"""Start-Process."""

import os
from typing import Annotated, Any, Dict, List, Optional

from pssh.objects.convert import to_string
from pssh.objects.errors import ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.spawn import exit_code, spawn
from pssh.runtime.validation import ValidateNotNullOrEmpty

__all__ = ["start_process"]


class _Child:
    """A process started here: what `Process.adopt` wants."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: Optional[int] = None

    def poll(self) -> Optional[int]:
        """The exit code, None while it runs."""
        return self._look(os.WNOHANG)

    def wait(self) -> Optional[int]:
        """Until it has ended."""
        return self._look(0)

    def _look(self, flags: int) -> Optional[int]:
        if self._code is None:
            try:
                pid, status = os.waitpid(self.pid, flags)
            except ChildProcessError:
                self._code = 0
                return self._code
            if pid:
                self._code = exit_code(status)
        return self._code


@cmdlet(
    "Start-Process",
    alias="saps",
    default_set="Default",
    should_process=True,
    module="Microsoft.PowerShell.Management",
    output="System.Diagnostics.Process",
)
def start_process(
    call: Call,
    file_path: Annotated[
        Optional[str],
        Param(position=0, mandatory=True, aliases=("PSPath", "Path"), validate=(ValidateNotNullOrEmpty(),)),
    ] = None,
    argument_list: Annotated[Optional[List[str]], Param(position=1, aliases=("Args",))] = None,
    *,
    working_directory: Optional[str] = None,
    load_user_profile: Annotated[Switch, Param(sets="Default", aliases=("Lup",))] = False,
    no_new_window: Annotated[Switch, Param(sets="Default", aliases=("nnw",))] = False,
    pass_thru: Switch = False,
    redirect_standard_error: Annotated[Optional[str], Param(sets="Default", aliases=("RSE",))] = None,
    redirect_standard_input: Annotated[Optional[str], Param(sets="Default", aliases=("RSI",))] = None,
    redirect_standard_output: Annotated[Optional[str], Param(sets="Default", aliases=("RSO",))] = None,
    verb: Annotated[Optional[str], Param(sets="UseShellExecute")] = None,
    window_style: Annotated[Any, Param(type="System.String")] = None,
    wait: Switch = False,
    use_new_environment: Annotated[Switch, Param(sets="Default")] = False,
    environment: Annotated[Any, Param(type="System.Collections.Hashtable")] = None,
    credential: Annotated[
        Any, Param(sets="Default", aliases=("RunAs",), type="System.Management.Automation.PSCredential")
    ] = None,
) -> Any:
    """Starts a program, and with -PassThru gives its process.

    PS> (Start-Process /bin/sh -ArgumentList '-c "exit 3"' -Wait -PassThru).ExitCode
    3
    """
    for name, given in (("WindowStyle", window_style), ("Verb", verb), ("Credential", credential),
                        ("LoadUserProfile", load_user_profile or None)):  # fmt: skip
        if given is not None:
            _unsupported(call, name)
    rs = call.runspace
    folder = rs.paths.to_native(working_directory) if working_directory else rs.location.native
    if working_directory and not os.path.isdir(folder):
        call.throw(
            "InvalidOperationException",
            f"This command cannot be run due to the error: The directory name is invalid: {working_directory}",
            "InvalidOperation", None, "System.InvalidOperationException",
        )  # fmt: skip
    path = _program(call, file_path or "", folder)
    arguments = _split(" ".join(argument_list or []))
    if not call.should_process(f"{path}"):
        return None
    child = _start(call, path, arguments, folder, redirect_standard_input, redirect_standard_output,
                   redirect_standard_error, _environment(use_new_environment, environment))  # fmt: skip
    from pssh.objects.net.process import Process

    process = Process(child.pid)
    process.adopt(child)
    if wait:
        _wait(call, child)
    else:
        rs.services.setdefault("started", []).append(child)
    return process if pass_thru else None


def _unsupported(call: Call, name: str) -> None:
    call.throw(
        "NotSupportedException",
        f"The parameter '-{name}' is not supported for the cmdlet 'Start-Process' on this edition of PowerShell.",
        "NotImplemented", None, "System.NotSupportedException",
    )  # fmt: skip


def _program(call: Call, name: str, folder: str) -> str:
    """The file to run: a path, or a program of the path."""
    rs = call.runspace
    if "/" in name or "\\" in name or name.startswith("~"):
        native = str(rs.paths.to_native(name))
        if os.path.isfile(native) and os.access(native, os.X_OK):
            return native
        if os.path.exists(native):
            raise _cannot_start(native, folder, "Permission denied")
    else:
        found = rs.discovery.program(name)
        if found is not None:
            return str(found.path)
    raise _cannot_start(name, folder, "No such file or directory")


def _cannot_start(name: str, folder: str, why: str) -> Exception:
    return ps_error(
        "InvalidOperationException",
        f"This command cannot be run due to the error: An error occurred trying to start process '{name}' with working "
        f"directory '{folder}'. {why}",
        "InvalidOperation",
        None,
        "System.InvalidOperationException",
    )


def _split(text: str) -> List[str]:
    """One command line as .NET takes it apart: blanks separate, double quotes hold together."""
    found: List[str] = []
    current, quoted, seen, index = "", False, False, 0
    while index < len(text):
        char = text[index]
        if char == "\\" and text[index + 1 : index + 2] == '"':
            current, seen = current + '"', True
            index += 1
        elif char == '"':
            quoted, seen = not quoted, True
        elif char in " \t" and not quoted:
            if seen or current:
                found.append(current)
            current, seen = "", False
        else:
            current += char
        index += 1
    if seen or current:
        found.append(current)
    return found


def _environment(fresh: bool, given: Any) -> Dict[str, str]:
    keep = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM")
    table = {k: v for k, v in os.environ.items() if not fresh or k in keep}
    for key, value in list(given.items()) if given is not None else ():
        if value is None:
            table.pop(str(key), None)
        else:
            table[str(key)] = to_string(value)
    return table


def _start(
    call: Call, path: str, arguments: List[str], folder: str, stdin: Optional[str], stdout: Optional[str],
    stderr: Optional[str], environment: Dict[str, str],
) -> _Child:  # fmt: skip
    rs = call.runspace
    fds: Dict[int, Optional[int]] = {}
    opened: List[int] = []

    def place(number: int, text: Optional[str], flags: int, shared: bool) -> None:
        if text is not None:
            fd = os.open(rs.paths.to_native(text), flags, 0o644)
            opened.append(fd)
            fds[number] = fd
        elif not shared:
            fds[number] = None

    try:
        place(0, stdin, os.O_RDONLY, rs.host_shares_input())
        write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        place(1, stdout, write, bool(getattr(rs.host, "shares_output", False)))
        place(2, stderr, write, rs.host_shares_errors())
        rs.flush_output()
        return _Child(spawn(path, arguments, folder, fds, environment))
    except OSError as error:
        raise _cannot_start(path, folder, error.strerror or str(error)) from None
    finally:
        for fd in opened:
            os.close(fd)


def _wait(call: Call, child: _Child) -> None:
    pause = 0.001
    while child.poll() is None:
        call.runspace.sleep(pause)
        pause = min(pause * 2, 0.05)
