"""A program as a stage of a pipeline.

Piped objects become lines on its standard input, its output lines become strings as they come; two programs
side by side are joined by a pipe of the system, so that bytes pass untouched; the last one writes straight to
where we would write when nobody captures its output. Errors written to stderr stay text unless redirected.
"""

import os
import select
from typing import Any, Dict, List, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError
from pssh.objects.flow import PipelineStopped
from pssh.runtime.native_arguments import native_arguments
from pssh.runtime.native_lines import Lines
from pssh.runtime.spawn import exit_code, spawn

__all__ = ["NativeProcessor"]

_CHUNK = 1 << 16


class NativeProcessor:
    """One program. Its output is read while its input is written, so that neither side can block the other."""

    is_native = True

    def __init__(self, f: Any, info: Any, spec: Any, values: Any, expecting_input: bool) -> None:
        self.frame = f
        self.rs = f.rs
        self.info = info
        self.arguments = native_arguments(f.rs, spec, values) if spec is not None else list(values)
        self.spec = spec
        self.expecting_input = expecting_input
        self.out: Any = None
        self.streams: Any = None
        self.is_last = False
        self.failed = False
        self.pid = self.last_pid = 0
        self.next: Optional[NativeProcessor] = None
        self.previous: Optional[NativeProcessor] = None
        self._stdin = -1
        self._given_stdin = -1
        self._stdout = -1
        self._stderr = -1
        self._output = Lines()
        self._errors = Lines()
        self._formatter: Any = None
        self._poll: Any = None
        self._pending = b""
        self._terminal: Any = None
        self._side: Any = None
        self.byte_target: Any = None

    def pipe_into(self, other: "NativeProcessor") -> None:
        """Let our output be the other program's input."""
        self.next, other.previous = other, self

    # --- starting -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the program; raises when it cannot be started."""
        rs = self.rs
        self._terminal = self._far_terminal()
        if self._terminal is not None:
            rs.flush_output()
            rs.children[id(self)] = self  # before it runs: Ctrl+Z may come with its first word
            try:
                self._terminal.start(self.info.path, self.arguments, rs.location.native)
            except OSError as error:
                del rs.children[id(self)]
                raise self._failed_to_start(error) from None
            return
        fds: Dict[int, Optional[int]] = {}
        ours: List[int] = []
        self._input(fds, ours)
        self._output_to(fds, ours)
        self._errors_to(fds, ours)
        rs.host.flush()
        open_side = getattr(rs.host, "open_side_terminal", None)
        side = self._side = open_side() if open_side is not None else None
        way = {} if side is None else {"environment": side.environment, "terminal": side.path}
        try:
            self.pid = spawn(self.info.path, self.arguments, rs.location.native, fds, **way)
        except OSError as error:
            self._close_side()
            raise self._failed_to_start(error) from None
        finally:
            for fd in ours:
                os.close(fd)
        rs.children[self.pid] = self
        if self._stdin >= 0:
            os.set_blocking(self._stdin, False)

    def _far_terminal(self) -> Any:
        """The terminal of a person at another machine, when the program runs alone and uncaptured for them."""
        open_terminal = getattr(self.rs.host, "open_terminal", None)
        alone = self.previous is None and self.next is None and not self.expecting_input and self.is_last
        if open_terminal is None or not alone or self.out is None or self.out != self.rs.top_out:
            return None
        return None if "error" in self.streams.redirected else open_terminal()

    def _input(self, fds: Dict[int, Optional[int]], ours: List[int]) -> None:
        if self.previous is not None:
            fds[0] = self._given_stdin
            ours.append(self._given_stdin)
        elif self.expecting_input:
            read, self._stdin = os.pipe()
            fds[0] = read
            ours.append(read)
        elif not self.rs.host_shares_input():
            fds[0] = None

    def _output_to(self, fds: Dict[int, Optional[int]], ours: List[int]) -> None:
        if self.next is not None:
            read, write = os.pipe()
            self.next._given_stdin = read
            fds[1] = write
            ours.append(write)
            return
        file = self._file_target(self.out)
        if file is not None:
            file.file.flush()
            fds[1] = file.file.fileno()
        elif not (self.is_last and self.rs.host_shares_output(self.out)):
            self._stdout, write = os.pipe()
            fds[1] = write
            ours.append(write)

    def _file_target(self, sink: Any) -> Any:
        """The file behind a sink that is a redirection to a file."""
        target = getattr(sink, "__self__", None)
        return target if hasattr(target, "write_bytes") and hasattr(target, "file") else None

    def _errors_to(self, fds: Dict[int, Optional[int]], ours: List[int]) -> None:
        sink = self.streams.error
        if "error" in self.streams.redirected:
            file = self._file_target(sink)
            if file is not None:
                file.file.flush()
                fds[2] = file.file.fileno()
                return
            from pssh.runtime.streams import null_sink

            if sink is null_sink:
                fds[2] = None
                return
        elif self.rs.host_shares_errors():
            return
        self._stderr, write = os.pipe()
        fds[2] = write
        ours.append(write)

    def _failed_to_start(self, error: OSError) -> PSError:
        from pssh.objects.errors import ps_error

        return ps_error(
            "NativeCommandFailed",
            f"Program '{self.info.name}' failed to run: An error occurred trying to start process "
            f"'{self.info.path}' with working directory '{self.rs.location.native}'. {error.strerror}",
            "ResourceUnavailable",
            None,
            "System.Management.Automation.ApplicationFailedException",
        )

    # --- input ------------------------------------------------------------------------------------------------

    def process(self, item: Any) -> None:
        """One object becomes lines of the program's standard input."""
        if self._stdin < 0:
            return
        if item.__class__ is str:
            self._send(item.encode("utf-8", "surrogateescape") + b"\n")
        elif isinstance(item, (bytes, bytearray)):
            self._send(bytes(item))
        elif type(item).__name__ == "Byte":
            self._send(bytes((int(item),)))
        else:
            self._formatted(item)

    def _formatted(self, item: Any) -> None:
        if self._formatter is None:
            from pssh.runtime.output import formatter

            self._formatter = formatter(self.rs, self._send_line, self.rs.host.width, None)
        self._formatter.process(item)

    def _send_line(self, text: str) -> None:
        self._send(text.encode("utf-8", "surrogateescape") + b"\n")

    def _send(self, data: bytes) -> None:
        self._pending += data
        if len(self._pending) >= _CHUNK:
            self._exchange(keep=_CHUNK // 2)

    def _exchange(self, keep: int = 0) -> None:
        """Write pending input until at most `keep` bytes are left, reading output meanwhile."""
        while len(self._pending) > keep and self._stdin >= 0:
            try:
                written = os.write(self._stdin, self._pending)
                self._pending = self._pending[written:]
                self._read_ready(0)
            except BlockingIOError:
                self._read_ready(100, self._stdin)
            except OSError:  # the program reads no more
                self._close_stdin()
            if self.rs.stopping:
                raise PipelineStopped

    def _close_stdin(self) -> None:
        if self._stdin >= 0:
            os.close(self._stdin)
            self._stdin = -1
        self._pending = b""

    # --- output -----------------------------------------------------------------------------------------------

    def _read_ready(self, timeout: int, writable: int = -1) -> bool:
        """Read what is there on stdout and stderr; whether any of them is still open."""
        poll = select.poll()
        if self._stdout >= 0:
            poll.register(self._stdout, select.POLLIN)
        if self._stderr >= 0:
            poll.register(self._stderr, select.POLLIN)
        if writable >= 0:
            poll.register(writable, select.POLLOUT)
        side = -1 if self._side is None else self._side.master
        if side >= 0:
            poll.register(side, select.POLLIN)
        for fd, _ in poll.poll(timeout):
            if fd == self._stdout:
                data = os.read(fd, _CHUNK)
                if not data:
                    os.close(fd)
                    self._stdout = -1
                self._emit(self._output.feed(data), self.out)
            elif fd == self._stderr:
                data = os.read(fd, _CHUNK)
                if not data:
                    os.close(fd)
                    self._stderr = -1
                self._emit_errors(self._errors.feed(data))
            elif fd == side:
                self._side.carry()
        return self._stdout >= 0 or self._stderr >= 0

    def _emit(self, lines: List[str], out: Any) -> None:
        rs = self.rs
        for line in lines:
            out(line)
            if rs.stopping:
                raise PipelineStopped

    def _emit_errors(self, lines: List[str]) -> None:
        if not lines:
            return
        redirected = "error" in self.streams.redirected
        for line in lines:
            fault = NetException("System.Management.Automation.RemoteException", line)
            record = ErrorRecord(fault, "NativeCommandError", "NotSpecified", line)
            record.category_info.activity = self.info.name
            if redirected:
                self.streams.error(record)
            else:
                self.rs.host.write_error_line(line)

    def end(self) -> None:
        """No more input: wait for the program, pass its output on, keep its exit code."""
        if self._terminal is not None:
            self._finish(self._wait_at_terminal())
            return
        if self._formatter is not None:
            self._formatter.end()
            self._formatter = None
        if self._stdin >= 0:
            self._exchange()
            self._close_stdin()
        while self._stdout >= 0 or self._stderr >= 0:
            if self.rs.stopping:
                raise PipelineStopped
            self._read_some()
        self._finish(self._wait())

    def _wait_at_terminal(self) -> int:
        terminal = self._terminal
        self.last_pid = terminal.pid
        try:
            return exit_code(terminal.wait())
        finally:
            self._terminal = None
            self.rs.children.pop(id(self), None)

    def _read_some(self) -> None:
        self._read_ready(200)

    def _wait(self) -> int:
        """Wait for the program; its exit code."""
        self.last_pid = self.pid
        ended, status = os.waitpid(self.pid, 0 if self._side is None else os.WNOHANG)
        pause = 1
        while not ended:  # it may have something to ask yet
            if self.rs.stopping:
                raise PipelineStopped
            self._read_ready(pause)
            pause = min(2 * pause, 50)
            ended, status = os.waitpid(self.pid, os.WNOHANG)
        self._close_side(exit_code(status))
        self.rs.children.pop(self.pid, None)
        self.pid = 0
        if self.rs.stopping:
            raise PipelineStopped
        return exit_code(status)

    def _finish(self, code: int) -> None:
        self.rs.last_exit_code = code
        self.failed = code != 0
        if code and self.next is None:
            self._report(code)

    def _report(self, code: int) -> None:
        scope = self.frame.scope
        found = scope.find("PSNativeCommandUseErrorActionPreference")
        if found is None or not found.value:
            return
        from pssh.runtime.reporting import report_error

        fault = NetException(
            "System.Management.Automation.NativeCommandExitException",
            f'Program "{self.info.name}" ended with non-zero exit code: {code} (0x{code & 0xFFFFFFFF:02X}).',
            Path=self.info.path,
            ExitCode=code,
            ProcessId=self.last_pid,
        )
        record = ErrorRecord(fault, "ProgramExitedWithNonZeroCode", "NotSpecified", self.info.name)
        record.category_info.activity = self.info.name
        if self.spec is not None:
            from pssh.runtime.invocation import InvocationInfo

            record.invocation_info = InvocationInfo(self.info, self.spec.extent, self.info.name)
        report_error(self.rs, scope, self.streams, record)

    # --- the end ----------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Kill the program (from another thread)."""
        import signal

        terminal = self._terminal
        if terminal is not None:
            terminal.kill()
        else:
            self._signal(signal.SIGKILL)

    def suspend(self) -> None:
        """Ctrl+Z: let the program stand still (from another thread)."""
        import signal

        terminal = self._terminal
        if terminal is not None:
            terminal.suspend()
        else:
            self._signal(signal.SIGSTOP)

    def resume(self, shown: bool) -> None:
        """Let it go on, at the person's terminal again where it is `shown`."""
        import signal

        terminal = self._terminal
        if terminal is not None:
            terminal.resume(shown)
        else:
            self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self.pid:
            try:
                os.kill(self.pid, number)
            except OSError:
                return

    def _close_side(self, code: int = 0) -> None:
        side, self._side = self._side, None
        if side is not None:
            side.close(code)

    def dispose(self) -> None:
        """In every case: end a program that still runs, close what is open."""
        self._close_side()
        for name in ("_stdin", "_stdout", "_stderr"):
            fd = getattr(self, name)
            if fd >= 0:
                os.close(fd)
                setattr(self, name, -1)
        if self.pid:
            import signal

            try:
                os.kill(self.pid, signal.SIGTERM)
                os.waitpid(self.pid, 0)
            except OSError:
                pass
            self.rs.children.pop(self.pid, None)
            self.pid = 0
