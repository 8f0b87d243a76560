"""Get-FileHash."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.types import net_type
from pssh.runtime.cmdlet import Call, Param, cmdlet
from pssh.runtime.validation import ValidateSet

_UTILITY = "Microsoft.PowerShell.Utility"


class FileHashInfo:
    """What Get-FileHash writes."""

    __slots__ = ("algorithm", "hash", "path")

    net_type_name = "Microsoft.PowerShell.Commands.FileHashInfo"

    def __init__(self, algorithm: str, digest: str, path: Optional[str]) -> None:
        self.algorithm = algorithm
        self.hash = digest
        self.path = path


_hash_info = net_type(FileHashInfo.net_type_name, FileHashInfo)
_hash_info.prop("Algorithm", "string")(lambda self: self.algorithm)
_hash_info.prop("Hash", "string")(lambda self: self.hash)
_hash_info.prop("Path", "string")(lambda self: self.path)


@cmdlet(
    "Get-FileHash",
    output="Microsoft.PowerShell.Commands.FileHashInfo",
    sets=("Path", "LiteralPath", "StreamParameterSet"),
    default_set="Path",
    module=_UTILITY,
)
def get_file_hash(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True, sets="Path")
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets="LiteralPath"),
    ] = None,
    input_stream: Annotated[
        Any, Param(mandatory=True, type="System.IO.Stream", sets="StreamParameterSet")
    ] = None,
    algorithm: Annotated[
        str, Param(position=1, validate=(ValidateSet(["SHA1", "SHA256", "SHA384", "SHA512", "MD5"]),))
    ] = "SHA256",
) -> Iterator[Any]:
    """Computes the hash value for a file by using a specified hash algorithm."""
    import hashlib

    name = algorithm.upper()
    if input_stream is not None:
        state = hashlib.new(name.lower())
        for piece in iter(lambda: input_stream.read(1 << 16), b""):
            state.update(piece)
        yield FileHashInfo(name, state.hexdigest().upper(), None)
        return
    for native in _hash_paths(call, path, literal_path):
        state = hashlib.new(name.lower())
        try:
            with open(native, "rb") as source:
                for piece in iter(lambda: source.read(1 << 18), b""):
                    state.update(piece)
        except OSError as error:
            _unreadable(call, native, error)
            continue
        yield FileHashInfo(name, state.hexdigest().upper(), native)


def _hash_paths(call: Call, path: Optional[List[str]], literal: Optional[List[str]]) -> Iterator[str]:
    from pssh.objects.errors import PSError

    paths = call.runspace.paths
    for text in (literal if literal is not None else path) or []:
        try:
            for where in paths.resolve(text, literal is not None):
                native = paths.native(where)
                if not os.path.isdir(native):
                    yield native
        except PSError as error:
            if error.record.error_id != "PathNotFound":
                raise
            native = call.path(text)
            call.error(
                "FileNotFound",
                f"Cannot find path '{native}' because it does not exist.",
                "ObjectNotFound",
                native,
                "System.IO.FileNotFoundException",
            )


def _unreadable(call: Call, native: str, error: OSError) -> None:
    from pssh.objects.net.failures import io_exception

    fault = io_exception(error, native)
    if fault.type_name.endswith("UnauthorizedAccessException"):
        call.error(
            "UnauthorizedAccessError",
            f"The file '{native}' cannot be read: {fault.message}",
            "PermissionDenied",
            native,
            fault.type_name,
        )
    else:
        call.error(
            "FileReadError",
            f"The file '{native}' cannot be read: {fault.message}",
            "ReadError",
            native,
            fault.type_name,
        )
