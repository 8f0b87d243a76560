"""Hosts whose pipelines can be put aside: what such a pipeline then writes, prints and asks goes to a job.

The prompt goes on in a runspace of its own (`Runspace.beside`). Which thread works for which job is all that tells
the two apart: both write to the same host.
"""

import threading
from typing import TYPE_CHECKING, Any, Dict, Optional

from pssh.runtime.host import Host
from pssh.runtime.output import OutDefault

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["AsideHost"]


class AsideHost(Host):
    """Mixed in before the host that shows things; a job takes them instead where one is concerned.

    A job has `add_output(values)`, `add_record(stream, record)` and `ask(method, args)`.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.aside: Dict[int, Any] = {}  # the threads of pipelines that Ctrl+Z made jobs
        self.foreground_job: Any = None  # the job that `fg` shows

    def job(self) -> Any:
        """The job this thread works for, None for the pipeline in the foreground."""
        return self.aside.get(threading.get_ident()) if self.aside else None

    def tell_job(self, job: Any) -> None:
        """Say what Ctrl+Z has done."""
        self.write_line(f"\n[{job.id}] {job.state}  {' '.join(str(job.command).split())}")
        self.flush()

    def out_default(self, runspace: "Runspace") -> Any:
        return _Out(self, runspace)

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        if not self._printed(text.removesuffix("\n")):
            super().write(text, foreground, background)

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        if not self._printed(text):
            super().write_line(text, foreground, background)

    def write_error_line(self, text: str) -> None:
        if not self._printed(text):
            super().write_error_line(text)

    def write_error_record(self, record: Any) -> None:
        if not self._recorded(2, record):
            super().write_error_record(record)

    def write_warning(self, record: Any) -> None:
        if not self._recorded(3, record):
            super().write_warning(record)

    def write_verbose(self, record: Any) -> None:
        if not self._recorded(4, record):
            super().write_verbose(record)

    def write_debug(self, record: Any) -> None:
        if not self._recorded(5, record):
            super().write_debug(record)

    def write_information(self, record: Any) -> None:
        if not self._recorded(6, record):
            super().write_information(record)

    def progress(self, record: Any) -> None:
        if not self._recorded(7, record):
            super().progress(record)

    def set_exit(self, code: int) -> None:
        job = self.job()
        if job is None:
            super().set_exit(code)
        else:
            job.exit_code = code

    def _printed(self, text: str) -> bool:
        job = self.job()
        if job is not None:
            job.add_output([text])
        return job is not None

    def _recorded(self, stream: int, record: Any) -> bool:
        job = self.job()
        if job is not None:
            job.add_record(stream, record)
        return job is not None


class _Out(OutDefault):
    """The output of a line: to the screen, or to the job that Ctrl+Z has made of it."""

    def process(self, value: Any) -> None:
        host: AsideHost = self.host
        job: Optional[Any] = host.job()
        if job is None:
            super().process(value)
            return
        self.end()
        job.add_output([value])
