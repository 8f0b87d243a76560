"""What a remote pipeline sends, put into a child job."""

from typing import Any, List

from pssh.jobs.job import OutputJob
from pssh.remoting.remote_runspace import PipelineSink

__all__ = ["ChildSink"]


class ChildSink(PipelineSink):
    """Feeds a child job. Its methods run on an I/O thread and only store."""

    def __init__(self, child: OutputJob) -> None:
        self.child = child
        self.output = child.add_output  # type: ignore[method-assign] # one call less for each batch
        self.record = child.add_record  # type: ignore[method-assign]

    def output(self, values: List[Any]) -> None:
        self.child.add_output(values)

    def record(self, stream: int, record: Any) -> None:
        self.child.add_record(stream, record)

    def host_call(self, call: Any) -> None:
        if call.needs_answer:
            self.child.add_question(call)
        elif call.method == "SetShouldExit":
            self.child.exit_code = int(call.args[0])
        else:
            with self.child.lock:
                self.child._put(("host", call))
            self.child.tell("data")

    def state(self, state: str, reason: Any) -> None:
        self.child.pipeline_state(state, reason)  # type: ignore[attr-defined]

    def terminal(self, event: str, data: Any) -> None:
        """A program in a job has no terminal."""
