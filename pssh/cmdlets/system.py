"""The computer and the session: Get-ComputerInfo, Test-Connection, clipboard, restarting, runspaces, completers."""

import os
import time
from typing import Annotated, Any, Iterator, List, NoReturn, Optional

from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.scriptblock import ScriptBlock
from pssh.runtime.validation import ValidateRange
from pssh.runtime.wildcards import wildcard

MANAGEMENT = "Microsoft.PowerShell.Management"
UTILITY = "Microsoft.PowerShell.Utility"
CORE = "Microsoft.PowerShell.Core"


def _refuse(call: Call, text: str) -> NoReturn:
    call.throw("NotSupported", text, "NotImplemented", None,
               "System.Management.Automation.PSNotSupportedException")  # fmt: skip


@cmdlet("Get-ComputerInfo", alias="gin", module=MANAGEMENT)
def get_computer_info(call: Call, property: Annotated[Optional[List[str]], Param(position=0)] = None) -> Any:
    """Gets facts about this computer and its system."""
    import platform

    from pssh.runtime.automatic import PS_VERSION

    memory = _meminfo()
    facts = {
        "CsName": os.uname().nodename,
        "CsDNSHostName": os.uname().nodename,
        "CsNumberOfLogicalProcessors": os.cpu_count() or 1,
        "CsTotalPhysicalMemory": memory.get("MemTotal"),
        "CsUserName": os.environ.get("USER") or os.environ.get("LOGNAME"),
        "OsName": _os_name(),
        "OsVersion": os.uname().release,
        "OsArchitecture": platform.machine(),
        "OsFreePhysicalMemory": memory.get("MemAvailable"),
        "OsTotalVisibleMemorySize": memory.get("MemTotal"),
        "OsUptime": _uptime(),
        "TimeZone": "/".join(time.tzname),
        "PowerShellVersion": PS_VERSION,
    }
    if property:
        tests = [wildcard(p) for p in property]
        facts = {k: v for k, v in facts.items() if any(test(k) for test in tests)}
    return PSObject(None, facts)


def _os_name() -> str:
    import platform

    from pssh.runtime.automatic import os_name

    return os_name(platform)


def _meminfo() -> Any:
    from pssh.objects.numbers import Int64

    found = {}
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                key, _, rest = line.partition(":")
                found[key] = Int64(int(rest.split()[0]) * 1024)
    except OSError:
        return {}
    return found


def _uptime() -> Any:
    from pssh.objects.timespan import TimeSpan

    try:
        with open("/proc/uptime", encoding="ascii") as file:
            return TimeSpan(int(float(file.read().split()[0]) * 10_000_000))
    except OSError:
        return None


@cmdlet("Test-Connection", default_set="DefaultPing", module=MANAGEMENT)
def test_connection(
    call: Call,
    target_name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, pipeline=True, by_property=True, aliases=("ComputerName",)),
    ] = None,
    *,
    count: Annotated[int, Param(sets="DefaultPing", validate=(ValidateRange(1, 2147483647),))] = 4,
    timeout_seconds: Annotated[int, Param(validate=(ValidateRange(1, 2147483647),))] = 5,
    tcp_port: Annotated[Optional[int], Param(sets="TcpPort", mandatory=True)] = None,
    delay: Annotated[int, Param(sets="DefaultPing")] = 1,
    quiet: Switch = False,
    i_pv4: Annotated[Switch, Param(name="IPv4")] = False,
    i_pv6: Annotated[Switch, Param(name="IPv6")] = False,
    max_hops: Annotated[Optional[int], Param(aliases=("Ttl", "TimeToLive", "Hops"))] = None,
) -> Iterator[Any]:
    """Says whether computers answer: by ping, or on a TCP port."""
    for target in target_name or []:
        if tcp_port is not None:
            yield _tcp(target, tcp_port, timeout_seconds)
        else:
            yield from _ping(
                call, target, count, timeout_seconds, delay, bool(quiet), bool(i_pv6), bool(i_pv4), max_hops
            )


def _tcp(target: str, port: int, timeout: int) -> bool:
    import socket

    try:
        with socket.create_connection((target, port), timeout):
            return True
    except OSError:
        return False


def _ping(
    call: Call,
    target: str,
    count: int,
    timeout: int,
    delay: int,
    quiet: bool,
    six: bool,
    four: bool,
    hops: Optional[int],
) -> Iterator[Any]:
    import re

    rs = call.runspace
    if rs.discovery.program("ping") is None:
        _refuse(
            call, "Test-Connection needs the program 'ping', which is not installed: use -TcpPort instead."
        )
    arguments = ["-n", "-c", str(count), "-W", str(timeout), "-i", str(max(delay, 1))]
    arguments += ["-6"] if six else ["-4"] if four else []
    arguments += ["-t", str(hops)] if hops else []
    lines = [str(line) for line in rs.invoke_command("ping", [*arguments, target])]
    head = next((line for line in lines if line.startswith("PING")), "")
    address = re.search(r"\(([0-9a-fA-F.:]+)\)", head)
    replies = [line for line in lines if "time=" in line]
    if quiet:
        yield bool(replies)
        return
    if not head:
        call.error(
            "TestConnectionException", f"Testing connection to computer '{target}' failed: Cannot resolve the target "
            "name.", "ResourceUnavailable", target, "System.Net.NetworkInformation.PingException",
        )  # fmt: skip
        return
    for number in range(1, count + 1):
        line = replies[number - 1] if number <= len(replies) else ""
        latency = re.search(r"time=([\d.]+)", line)
        yield PSObject(
            None,
            {
                "Ping": number,
                "Source": os.uname().nodename,
                "Destination": target,
                "Address": address.group(1) if address else None,
                "Latency": round(float(latency.group(1))) if latency else 0,
                "Status": "Success" if latency else "TimedOut",
                "BufferSize": 32,
            },
            ["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus", "System.Object"],
        )


# --- the clipboard ---------------------------------------------------------------------------------------------------

_COPY = (
    ("wl-copy", ()),
    ("xclip", ("-selection", "clipboard", "-in")),
    ("xsel", ("--clipboard", "--input")),
    ("pbcopy", ()),
)
_PASTE = (
    ("wl-paste", ("--no-newline",)), ("xclip", ("-selection", "clipboard", "-out")), ("xsel", ("--clipboard", "--output")),
    ("pbpaste", ()),
)  # fmt: skip


def _clipboard(call: Call, programs: Any) -> Any:
    for name, arguments in programs:
        if call.runspace.discovery.program(name) is not None:
            return name, list(arguments)
    call.throw(
        "ClipboardNotAvailable", "Could not find a program for the clipboard: install wl-clipboard, xclip or xsel.",
        "ObjectNotFound", None, "System.NotSupportedException",
    )  # fmt: skip


@cmdlet("Get-Clipboard", alias="gcb", module=MANAGEMENT, output="System.String")
def get_clipboard(call: Call, *, raw: Switch = False, delimiter: Optional[List[str]] = None) -> Iterator[Any]:
    """Gets the text of the clipboard."""
    name, arguments = _clipboard(call, _PASTE)
    lines = call.runspace.invoke_command(name, arguments)
    if raw:
        yield "\n".join(lines)
    elif delimiter:
        import re

        yield from re.split("|".join(re.escape(d) for d in delimiter), "\n".join(lines))
    else:
        yield from lines


@cmdlet("Set-Clipboard", alias="scb", should_process=True, module=MANAGEMENT)
class SetClipboard(CmdletBase):
    """Puts text on the clipboard."""

    value: Annotated[
        Optional[List[str]],
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            by_property=True,
            allow_null=True,
            allow_empty_string=True,
            allow_empty_collection=True,
        ),
    ] = None
    append: Switch = False
    pass_thru: Switch = False

    def begin(self) -> None:
        self._texts: List[str] = []

    def process(self) -> None:
        self._texts.extend(text or "" for text in self.value or [])
        if self.pass_thru:
            for text in self.value or []:
                self.write(text)

    def end(self) -> None:
        call = self.call
        texts = self._texts
        if self.append:
            name, arguments = _clipboard(call, _PASTE)
            texts = [*call.runspace.invoke_command(name, arguments), *texts]
        if call.should_process("\n".join(texts), "Set-Clipboard"):
            name, arguments = _clipboard(call, _COPY)
            call.runspace.invoke_command(name, arguments, input=["\n".join(texts)])


# --- restarting --------------------------------------------------------------------------------------------------------


def _power(call: Call, program: str, argument: str) -> None:
    if not call.should_process(os.uname().nodename, call.name):
        return
    call.runspace.invoke_command(program, [argument])
    if call.runspace.last_exit_code:
        call.error(
            "CommandFailed",
            f"{program} failed with the exit code {call.runspace.last_exit_code}.",
            "InvalidOperation",
        )


@cmdlet("Restart-Computer", should_process=True, module=MANAGEMENT)
def restart_computer(
    call: Call,
    computer_name: Annotated[Optional[List[str]], Param(position=0, aliases=("CN",))] = None,
    *,
    force: Switch = False,
) -> None:
    """Restarts this computer; another one through Invoke-Command."""
    if computer_name:
        _refuse(call, "Restart another computer with: Invoke-Command -HostName name { Restart-Computer }")
    _power(call, "/sbin/shutdown", "-r")


@cmdlet("Stop-Computer", should_process=True, module=MANAGEMENT)
def stop_computer(
    call: Call,
    computer_name: Annotated[Optional[List[str]], Param(position=0, aliases=("CN",))] = None,
    *,
    force: Switch = False,
) -> None:
    """Shuts this computer down; another one through Invoke-Command."""
    if computer_name:
        _refuse(call, "Shut another computer down with: Invoke-Command -HostName name { Stop-Computer }")
    _power(call, "/sbin/shutdown", "-P")


@cmdlet("Unblock-File", default_set="ByPath", should_process=True, module=UTILITY)
def unblock_file(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, sets="ByPath", mandatory=True, pipeline=True)
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(sets="ByLiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP")),
    ] = None,
) -> None:
    """Files are not blocked on this platform: an error, as in PowerShell."""
    call.throw("LinuxNotSupported", "The cmdlet does not support Linux.", "NotImplemented", None,
               "System.PlatformNotSupportedException")  # fmt: skip


@cmdlet("Switch-Process", module=CORE)
def switch_process(
    call: Call, with_command: Annotated[Optional[List[str]], Param(position=0, remaining=True)] = None
) -> None:
    """Puts a program in the place of this process."""
    words = [word for word in with_command or [] if word]
    if not words:
        return
    found = call.runspace.discovery.program(words[0])
    if found is None:
        call.throw("CommandNotFound", f"The term '{words[0]}' is not recognized as an executable program.",
                   "ObjectNotFound", words[0], "System.Management.Automation.CommandNotFoundException")  # fmt: skip
    call.runspace.flush_output()
    os.chdir(call.runspace.location.native)
    os.execv(found.path, words)


# --- the session ---------------------------------------------------------------------------------------------------------


@cmdlet("Register-ArgumentCompleter", default_set="NativeSet", module=CORE)
def register_argument_completer(
    call: Call,
    *,
    command_name: Annotated[
        Optional[List[str]], Param(sets="NativeSet", mandatory=True), Param(sets="PowerShellSet")
    ] = None,
    parameter_name: Annotated[Optional[str], Param(sets="PowerShellSet", mandatory=True)] = None,
    script_block: Annotated[Optional[ScriptBlock], Param(mandatory=True)] = None,
    native: Annotated[Switch, Param(sets="NativeSet")] = False,
) -> None:
    """Registers a script block that completes the arguments of a command."""
    table = call.runspace.services.setdefault("argument_completers", {})
    for name in command_name or [""]:
        table[(name.lower(), (parameter_name or "").lower())] = script_block


@cmdlet("Update-List", default_set="AddRemoveSet", module=UTILITY)
def update_list(
    call: Call,
    property: Annotated[Optional[str], Param(position=0)] = None,
    *,
    add: Annotated[Optional[List[Any]], Param(sets="AddRemoveSet")] = None,
    remove: Annotated[Optional[List[Any]], Param(sets="AddRemoveSet")] = None,
    replace: Annotated[Optional[List[Any]], Param(sets="ReplaceSet", mandatory=True)] = None,
    input_object: Annotated[Any, Param(pipeline=True)] = None,
) -> Iterator[Any]:
    """Adds to and removes from a property that holds a collection."""
    from pssh.objects.dictionaries import Hashtable
    from pssh.objects.members import get_member, set_member
    from pssh.runtime.list_modifier import ListModifier

    changes = Hashtable()
    for key, given in (("Add", add), ("Remove", remove), ("Replace", replace)):
        if given is not None:
            changes.set(key, given)
    if input_object is None or property is None:
        yield changes
        return
    old = get_member(input_object, property)
    values = old if isinstance(old, list) else list(old or [])
    ListModifier(changes).apply_to(values)
    if values is not old:
        set_member(input_object, property, values)
    yield input_object
