"""Invoke-Command: a script block here, in sessions, or on machines."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.cmdlets._hosts import close_error, open_runspaces, targets_of, throttle_of
from pssh.cmdlets._jobs import block_text, not_supported, table_of, write_remote_error
from pssh.cmdlets._remote_run import Place, RemoteRun
from pssh.cmdlets._sessions import (
    SESSION_TYPE,
    invalid_session,
    new_sessions,
    no_valid_sessions,
    option_facts,
)
from pssh.jobs.request import Request
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateNotNull, ValidateNotNullOrEmpty, ValidateRange, ValidateSet

__all__ = ["InvokeCommand"]

BLOCK = "System.Management.Automation.ScriptBlock"
BLOCK_SETS = ("Session", "ComputerName", "SSHHost", "SSHHostHashParam")
FILE_SETS = ("FilePathRunspace", "FilePathComputerName", "FilePathSSHHost", "FilePathSSHHostHash")
REMOTE = (*BLOCK_SETS, *FILE_SETS)
SESSIONS = ("Session", "FilePathRunspace")
HOSTS = ("ComputerName", "SSHHost", "FilePathComputerName", "FilePathSSHHost")
OPENING = (*HOSTS, "SSHHostHashParam", "FilePathSSHHostHash")


@cmdlet(
    "Invoke-Command",
    alias="icm",
    output="System.Management.Automation.PSObject",
    sets=("InProcess", *REMOTE),
    default_set="InProcess",
)
class InvokeCommand(CmdletBase):
    """Runs a script block here, in open sessions, or on machines reached for this one command.

    Results of several machines come in the order in which they arrive, each with PSComputerName. -HostName
    and
    -ComputerName mean the same, but `-ComputerName localhost` needs no SSH server.

    PS> Invoke-Command { param($a, $b) $a * $b } -ArgumentList 6, 7
    42
    """

    script_block: Annotated[
        Any,
        Param(
            position=0,
            mandatory=True,
            sets="InProcess",
            aliases="Command",
            type=BLOCK,
            validate=(ValidateNotNull(),),
            allow_null=True,
        ),
        Param(position=1, mandatory=True, sets=BLOCK_SETS),
    ] = None
    session: Annotated[
        Any,
        Param(position=0, sets=SESSIONS, type=SESSION_TYPE, validate=(ValidateNotNullOrEmpty(),)),
    ] = None
    computer_name: Annotated[
        Optional[List[str]],
        Param(
            position=0,
            sets=("ComputerName", "FilePathComputerName"),
            aliases="Cn",
            validate=(ValidateNotNullOrEmpty(),),
        ),
    ] = None
    host_name: Annotated[
        Optional[List[str]],
        Param(mandatory=True, sets=("SSHHost", "FilePathSSHHost"), validate=(ValidateNotNullOrEmpty(),)),
    ] = None
    ssh_connection: Annotated[
        Any,
        Param(
            name="SSHConnection",
            mandatory=True,
            sets=("SSHHostHashParam", "FilePathSSHHostHash"),
            type="System.Collections.Hashtable[]",
        ),
    ] = None
    file_path: Annotated[
        Optional[str], Param(position=1, mandatory=True, sets=FILE_SETS, aliases="PSPath")
    ] = None
    port: Annotated[Optional[int], Param(sets=HOSTS, validate=(ValidateRange(1, 65535),))] = None
    user_name: Annotated[Optional[str], Param(sets=HOSTS, validate=(ValidateNotNullOrEmpty(),))] = None
    key_file_path: Annotated[
        Optional[str], Param(sets=HOSTS, aliases="IdentityFilePath", validate=(ValidateNotNullOrEmpty(),))
    ] = None
    subsystem: Annotated[Optional[str], Param(sets=("SSHHost", "FilePathSSHHost"))] = None
    connecting_timeout: Annotated[Optional[int], Param(sets=HOSTS)] = None
    ssh_transport: Annotated[
        Switch,
        Param(name="SSHTransport", sets=("SSHHost", "FilePathSSHHost"), validate=(ValidateSet(["true"]),)),
    ] = False
    options: Annotated[Any, Param(sets=HOSTS, type="System.Collections.Hashtable")] = None
    credential: Annotated[Any, Param(sets=HOSTS, by_property=True)] = None
    session_option: Annotated[
        Any, Param(sets=OPENING, type="System.Management.Automation.Remoting.PSSessionOption")
    ] = None
    throttle_limit: Annotated[Optional[int], Param(sets=REMOTE)] = None
    as_job: Annotated[Switch, Param(sets=REMOTE)] = False
    job_name: Annotated[Optional[str], Param(sets=REMOTE)] = None
    in_disconnected_session: Annotated[Switch, Param(sets=OPENING, aliases="Disconnected")] = False
    session_name: Annotated[Optional[List[str]], Param(sets=OPENING)] = None
    hide_computer_name: Annotated[Switch, Param(sets=REMOTE, aliases="HCN")] = False
    remote_debug: Annotated[Switch, Param(sets=REMOTE)] = False
    no_new_scope: Annotated[Switch, Param(sets="InProcess")] = False
    input_object: Annotated[Any, Param(pipeline=True)] = None
    argument_list: Annotated[Optional[List[Any]], Param(aliases="Args")] = None

    def begin(self) -> None:
        call = self.call
        self._input: List[Any] = []
        self._has_input = call.expecting_input or "InputObject" in call.bound
        self._run: Optional[RemoteRun] = None
        self._bad: List[Any] = []
        if call.set_name == "InProcess":
            return
        if self.remote_debug:
            not_supported(call, "RemoteDebug", "needs a remote debugger, which pssh has not")
        if self.session_name and not self.in_disconnected_session:
            call.throw(
                "InvalidOperation",
                "The SessionName parameter can only be used with the Disconnected switch parameter.",
                "InvalidOperation",
                None,
                "System.InvalidOperationException",
            )
        self._request = self._make_request()
        self._waits = self.as_job or self.job_name or self.in_disconnected_session
        if not self._waits and not self._collects():
            self._start()

    def _collects(self) -> bool:
        """Whether the command that gives the input runs in one of the sessions: this one follows when it has
        ended.
        """
        return self.call.expecting_input and any(one.runspace.waited_for for one in self.session or ())

    def _make_request(self) -> Request:
        from pssh.jobs.using import collect_using

        block = self.script_block
        if self.file_path is not None:
            from pssh.cmdlets.job_start import script_of

            block = script_of(self.call, self.file_path, False)
        text = block_text(block)
        request = Request(text, list(self.argument_list or ()), collect_using(block, self.call.scope))
        request.expect_input = self._has_input
        return request

    # --- input -----------------------------------------------------------------------------------

    def process_item(self, item: Any) -> None:
        """One piped object."""
        if self._run is not None:
            self._run.feed(item)
        else:
            self._input.append(item)

    def process(self) -> None:
        if "InputObject" in self.call.bound:
            self.process_item(self.input_object)

    # --- the ways to run -------------------------------------------------------------------------

    def end(self) -> Optional[Iterator[Any]]:
        if self.call.set_name == "InProcess":
            self._here()
        elif not self._waits:
            self._finish()
        elif self.in_disconnected_session:
            return self._detached()
        else:
            return self._job()
        return None

    def _finish(self) -> None:
        run = self._run
        if run is None:
            run = self._start()
            for item in self._input:
                run.feed(item)
        run.finish()
        self._report_bad()

    def _here(self) -> None:
        call = self.call
        # A process block runs once here, with nothing in $_: piped objects are for $input.
        feeds = self._has_input and self.script_block.block.process is None
        self.script_block.invoke(
            call.runspace,
            args=tuple(self.argument_list or ()),
            input=self._input if feeds else None,
            dot=bool(self.no_new_scope),
            streams=call.streams,
            out=call.out,
            scope=call.scope if self.no_new_scope else None,
        )

    def _valid_sessions(self, refuse: bool = True) -> List[Any]:
        sessions = list(self.session or ())
        if len({id(one.runspace) for one in sessions}) != len(sessions):
            self.call.throw(
                "RemoteRunspaceInfoHasDuplicates",
                "Specified RemoteRunspaceInfo objects have duplicates.",
                "InvalidArgument",
                None,
                "System.ArgumentException",
            )
        for one in sessions:
            settled = one.runspace.when_settled()
            if settled is not None:
                self.call.runspace.wait(settled)
        if not refuse:
            return sessions
        # With piped input PowerShell does not look whether a session is busy: the command there is refused.
        ready = ("Available", "Busy") if self.call.expecting_input else ("Available",)
        good = [one for one in sessions if one.state == "Opened" and one.availability in ready]
        spaces = " " if any(one.state == "Disconnected" for one in sessions) else "  "
        for one in sessions:
            if one not in good:
                invalid_session(self.call, one, spaces)
        if not good:
            no_valid_sessions(self.call, spaces)
        return good

    def _start(self) -> RemoteRun:
        call = self.call
        raises = False
        if call.set_name in SESSIONS:
            raises = len(self.session or ()) == 1
            places = [Place(one.runspace, False) for one in self._valid_sessions()]
        else:
            targets = targets_of(self)
            places = []
            facts = option_facts(call, self.session_option)
            for target, far in zip(targets, open_runspaces(call, targets, False, facts)):
                if isinstance(far, BaseException):
                    self._bad.append(close_error(far, target, "PSSessionStateBroken"))
                else:
                    places.append(Place(far, True))
        table_of(call).next_id()
        limit = throttle_of(self.throttle_limit)
        run = self._run = RemoteRun(call, self._request, places, limit, bool(self.hide_computer_name), raises)
        run.start()
        return run

    def _report_bad(self) -> None:
        for record in self._bad:
            write_remote_error(self.call, record)

    def _job(self) -> Iterator[Any]:
        from pssh.jobs.remote_job import start_remote_job

        if self._has_input:
            self._request.input = self._input
        yield start_remote_job(
            self.call.runspace,
            self._request,
            self._job_places(),
            self.job_name,
            throttle_of(self.throttle_limit),
        )

    def _job_places(self) -> List[Any]:
        call = self.call
        if call.set_name in SESSIONS:
            sessions = self._valid_sessions(refuse=False)
            return [(one.computer_name, lambda one=one: one.runspace, False, one) for one in sessions]
        facts: Dict[str, Any] = option_facts(call, self.session_option)
        targets = targets_of(self)

        def opener(target: Any) -> Any:
            def open_one() -> Any:
                from pssh.objects.errors import PSError

                far = open_runspaces(call, [target], False, facts)[0]
                if isinstance(far, BaseException):
                    raise PSError(close_error(far, target, "PSSessionStateBroken"))
                return far

            return open_one

        return [(target.display, opener(target), True, None) for target in targets]

    def _detached(self) -> Iterator[Any]:
        """Start the command in sessions of its own and leave them."""
        call = self.call
        if self.as_job:
            call.throw(
                "AsJobAndDisconnectedError",
                "The AsJob and InDisconnectedSession parameters cannot be used together.",
                "InvalidOperation",
                None,
                "System.InvalidOperationException",
            )
        targets = targets_of(self)
        good = []
        for target, far in zip(
            targets,
            open_runspaces(
                call, targets, True, option_facts(call, self.session_option), self.session_name or ()
            ),
        ):
            if isinstance(far, BaseException):
                self._bad.append(close_error(far, target, "PSSessionOpenFailed"))
            else:
                far.wait_opened()
                good.append((target, far))
        if self._has_input:
            self._request.input = self._input
        names: List[Optional[str]] = list(self.session_name or ())
        for session in new_sessions(call, good, names):
            self._request.invoke_on(session.runspace, None)
            session.runspace.disconnect()
            yield session
        self._report_bad()

    def dispose(self) -> None:
        run = getattr(self, "_run", None)
        if run is not None:
            run.dispose()
