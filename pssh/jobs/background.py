"""The `&` behind a pipeline: a background job in the caller's folder, its variables sent along."""

from typing import Any

from pssh.jobs.process_job import start_process_job
from pssh.jobs.request import Request
from pssh.jobs.using import collect_using, with_using

__all__ = ["start_background"]


def start_background(frame: Any, source_text: str) -> Any:
    """Start the job for the text of a pipeline; local variables become `${using:x}`."""
    from pssh.runtime.scriptblock import ScriptBlock

    text = with_using(source_text, frame.scope)
    using = collect_using(ScriptBlock.create(text), frame.scope)
    request = Request(text, [], using, None, None, str(frame.rs.paths.to_native(".")), text)
    return start_process_job(frame.rs, request)
