"""Start- and Stop-Transcript."""

import os
import time
from typing import Annotated, Any, Optional

from pssh.objects.psobject import PSObject
from pssh.runtime import transcript as transcripts
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

HOST = "Microsoft.PowerShell.Host"


def _default_path(folder: str) -> str:
    name = os.uname().nodename
    stamp = time.strftime("%Y%m%d%H%M%S")
    return os.path.join(folder, f"PowerShell_transcript.{name}.{os.urandom(6).hex()}.{stamp}.txt")


@cmdlet("Start-Transcript", default_set="ByPath", should_process=True, module=HOST, output="System.String")
def start_transcript(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, sets="ByPath")] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(position=0, sets="ByLiteralPath", aliases=("PSPath", "LP"))
    ] = None,
    output_directory: Annotated[Optional[str], Param(position=0, sets="ByOutputDirectory")] = None,
    append: Switch = False,
    force: Switch = False,
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False,
    include_invocation_header: Switch = False,
    use_minimal_header: Switch = False,
) -> Any:
    """Begins to record what is shown into a file."""
    if include_invocation_header:
        call.throw(
            "NotSupported",
            "Transcripts here have no header for each command: leave -IncludeInvocationHeader out; Get-History has "
            "the times.",
            "NotImplemented",
            None,
            "System.Management.Automation.PSNotSupportedException",
        )
    rs = call.runspace
    given = literal_path or path or call.variable("Transcript")
    if given:
        native = rs.paths.to_native(str(given))
    else:
        folder = rs.paths.to_native(output_directory) if output_directory else rs.paths.home
        native = _default_path(folder)
    if no_clobber and os.path.exists(native):
        call.throw(
            "NoClobber",
            f"File {native} already exists and NoClobber was specified.",
            "ResourceExists",
            native,
            "System.UnauthorizedAccessException",
        )
    if not call.should_process(native):
        return None
    if force and os.path.exists(native) and not os.access(native, os.W_OK):
        os.chmod(native, 0o644)
    try:
        transcripts.start(rs, native, bool(append), bool(use_minimal_header))
    except OSError as error:
        call.throw("CannotStartTranscription", f"Transcription cannot be started due to the error: {error.strerror}: "
                   f"'{native}'", "InvalidOperation", None,
                   "System.Management.Automation.PSInvalidOperationException")  # fmt: skip
    return PSObject(f"Transcript started, output file is {native}", {"Path": native})


@cmdlet("Stop-Transcript", should_process=True, module=HOST, output="System.String")
def stop_transcript(call: Call) -> Any:
    """Ends the transcript."""
    if not call.runspace.services.get("transcripts"):
        call.throw(
            "InvalidOperation", "An error occurred stopping transcription: The host is not currently transcribing.",
            "InvalidOperation", None, "System.Management.Automation.PSInvalidOperationException",
        )  # fmt: skip
    if not call.should_process("transcript"):
        return None
    stopped = transcripts.stop(call.runspace)
    return PSObject(f"Transcript stopped, output file is {stopped.path}", {"Path": stopped.path})
