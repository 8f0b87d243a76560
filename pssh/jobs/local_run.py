"""A script block on a thread of this process, in a runspace of its own, its output going to a child job."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from pssh.jobs.job import OutputJob

if TYPE_CHECKING:
    from pssh.objects.errors import ErrorRecord, PSError

__all__ = ["STOPPED", "child_streams", "end_record", "new_runspace", "run_block", "settle", "stop_reason"]

STOPPED = "System.Management.Automation.PipelineStoppedException"


def child_streams(add_record: Callable[[int, Any], None]) -> Any:
    """Streams that lead to `add_record(number, record)`."""
    from pssh.runtime.streams import Streams

    def sink(number: int) -> Callable[[Any], None]:
        return lambda record: add_record(number, record)

    streams = Streams(sink(2), sink(3), sink(4), sink(5), sink(6), sink(7))
    streams.redirected = frozenset(("information",))  # whether it is shown is decided where it is received
    return streams


def new_runspace(parent: Any, host: Any = None) -> Any:
    """A runspace for a job of `parent`: its location and environment, none of its variables. It has a host of its own,
    but the process has only one console.
    """
    from pssh.runtime.host import Host

    if host is None:
        host = Host()
        host.console = parent.host.console or parent.host
    return parent.clone_for_job(host)


def run_block(
    runspace: Any,
    block: Any,
    out: Callable[[Any], None],
    streams: Any,
    arguments: Optional[List[Any]] = None,
    input: Optional[List[Any]] = None,
    using: Optional[Dict[str, Any]] = None,
    initialization: Any = None,
    underbar: Any = None,
    has_underbar: bool = False,
) -> None:
    """Run a block's code, without anything of where it was written, in a runspace that nobody else uses.

    Raises what ends it. The thread must have a big stack (`start_on_big_stack`).
    """
    from pssh.runtime.scope import UNSET
    from pssh.runtime.scriptblock import ScriptBlock

    runspace.using = using or {}
    runspace.streams = streams
    if initialization is not None:
        ScriptBlock(initialization.block.detached()).invoke(runspace, dot=True, streams=streams, out=out)
    ScriptBlock(block.block.detached()).invoke(
        runspace,
        args=tuple(arguments or ()),
        input=input,
        underbar=underbar if has_underbar else UNSET,
        streams=streams,
        out=out,
    )


def end_record(error: "PSError", error_id: str, category: str, target: Any = None) -> "ErrorRecord":
    """The record that tells the caller which error has ended a block.

    It knows only the exception: neither a position nor a stack comes along.
    """
    from pssh.objects.errors import ErrorRecord

    fault = error.record.exception
    if error.stopped_by_preference:
        from pssh.runtime.reporting import stopped_by

        fault = stopped_by("ErrorActionPreference", error.record.message).record.exception
    return ErrorRecord(fault, error_id, category, target)


def stop_reason() -> Any:
    """Why a block that was stopped has ended."""
    from pssh.objects.exceptions import NetException

    return NetException(STOPPED, "The pipeline has been stopped.")


def settle(job: OutputJob, work: Callable[[], None], stop_asked: Callable[[], bool]) -> None:
    """Run `work` and put the job into the state it ends with."""
    from pssh.objects.errors import PSError
    from pssh.objects.flow import ControlFlow, ExitFlow, PipelineStopped

    try:
        work()
    except PipelineStopped:
        job.set_state("Stopped", stop_reason())
    except ExitFlow as flow:
        job.exit_code = flow.code
        job.set_state("Completed")
    except ControlFlow:
        job.set_state("Completed")
    except PSError as error:
        if stop_asked():
            job.set_state("Stopped", stop_reason())
            return
        job.failure = end_record(error, "JobStateFailed", "InvalidResult")
        job.set_state("Failed", job.failure.exception)
    except Exception as error:
        from pssh.objects.errors import ErrorRecord, NetException

        fault = NetException(
            "System.Management.Automation.RuntimeException", f"{type(error).__name__}: {error}"
        )
        job.failure = ErrorRecord(fault, "JobStateFailed", "InvalidResult")
        job.set_state("Failed", fault)
    else:
        if stop_asked():
            job.set_state("Stopped", stop_reason())
        else:
            job.set_state("Completed")
