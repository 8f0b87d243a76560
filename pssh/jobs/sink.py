"""What a remote pipeline sends, put into a child job."""

from typing import TYPE_CHECKING, Any, List

from pssh.remoting.remote_runspace import PipelineSink

if TYPE_CHECKING:
    from pssh.jobs.runspace_child import RunspaceChild

__all__ = ["ChildSink"]


class ChildSink(PipelineSink):
    """Feeds a child job. Its methods run on an I/O thread and only store."""

    def __init__(self, child: "RunspaceChild") -> None:
        self.child = child

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
        self.child.pipeline_state(state, reason)

    def terminal(self, event: str, data: Any) -> None:
        """A program in a job has no terminal."""
