"""Compress-Archive and Expand-Archive."""

import os
from functools import partial
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import PSError
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateSet

_MODULE = "Microsoft.PowerShell.Archive"
_SETS = ("Path", "PathWithForce", "PathWithUpdate")
_LITERAL = ("LiteralPath", "LiteralPathWithForce", "LiteralPathWithUpdate")


@cmdlet(
    "Compress-Archive",
    output="System.IO.FileInfo",
    sets=_SETS + _LITERAL,
    default_set="Path",
    should_process=True,
    module=_MODULE,
)
class CompressArchive(CmdletBase):
    """Creates a compressed archive, or zipped file, from specified files and directories."""

    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True, sets=_SETS)
    ] = None
    literal_path: Annotated[
        Optional[List[str]], Param(mandatory=True, by_property=True, aliases=("PSPath",), sets=_LITERAL)
    ] = None
    destination_path: Annotated[str, Param(position=1, mandatory=True)] = ""
    compression_level: Annotated[
        str, Param(validate=(ValidateSet(["Optimal", "NoCompression", "Fastest"]),))
    ] = "Optimal"
    update: Annotated[Switch, Param(mandatory=True, sets=("PathWithUpdate", "LiteralPathWithUpdate"))] = False
    force: Annotated[Switch, Param(mandatory=True, sets=("PathWithForce", "LiteralPathWithForce"))] = False
    pass_thru: Switch = False

    def begin(self) -> None:
        self._sources: List[str] = []

    def process(self) -> None:
        paths = self.call.runspace.paths
        for text in (self.literal_path if self.literal_path is not None else self.path) or []:
            self._sources += map(paths.native, _resolved(self.call, text, self.literal_path is not None))

    def end(self) -> Iterator[Any]:
        call = self.call
        target = call.path(self.destination_path)
        _, dot, ending = os.path.basename(target).rpartition(".")
        if not dot:
            target += ".zip"
        elif ending.lower() != "zip":
            call.throw(
                "NotSupportedArchiveFileExtension",
                f".{ending} is not a supported archive file format. .zip is "
                "the only supported archive file format.",
                "InvalidArgument",
                f".{ending}",
                "System.IO.IOException",
            )
        if os.path.exists(target) and not self.update and not self.force:
            call.throw(
                "ArchiveFileExists",
                f"The archive file {target} already exists. Use the -Update parameter to "
                "update the existing archive file or use the -Force parameter to overwrite the existing archive "
                "file.",
                "InvalidArgument",
                target,
                "System.IO.IOException",
            )
        if not self._sources or not call.should_process(target):
            return
        self._pack(target)
        if self.pass_thru:
            from pssh.objects.net.files import FileInfo

            yield FileInfo(target)

    def _entries(self) -> Iterator[Any]:
        """Path on disk and name in the archive, folders with a slash at the end."""
        for source in self._sources:
            top = os.path.dirname(source.rstrip("/"))
            if not os.path.isdir(source):
                yield source, os.path.basename(source)
                continue
            for place, folders, files in os.walk(source):
                folders.sort()
                name = os.path.relpath(place, top)
                if not files and not folders:
                    yield place, name + "/"
                for file in sorted(files):
                    yield os.path.join(place, file), os.path.join(name, file)

    def _pack(self, target: str) -> None:
        from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

        level = {"optimal": 6, "fastest": 1}.get(self.compression_level.lower())
        kind = ZIP_DEFLATED if level is not None else ZIP_STORED
        entries = {name: path for path, name in self._entries()}
        draft = target + ".part"
        with ZipFile(draft, "w", kind, compresslevel=level) as made:
            if self.update and os.path.exists(target):
                with ZipFile(target) as old:
                    for info in old.infolist():
                        if info.filename not in entries:
                            made.writestr(info, old.read(info))
            for name, path in entries.items():
                made.write(path, name)
        os.replace(draft, target)


@cmdlet(
    "Expand-Archive",
    output="System.IO.FileSystemInfo",
    sets=("Path", "LiteralPath"),
    default_set="Path",
    should_process=True,
    module=_MODULE,
)
def expand_archive(
    call: Call,
    path: Annotated[
        Optional[str], Param(position=0, mandatory=True, pipeline=True, by_property=True, sets="Path")
    ] = None,
    destination_path: Annotated[Optional[str], Param(position=1)] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(mandatory=True, by_property=True, aliases=("PSPath",), sets="LiteralPath")
    ] = None,
    force: Switch = False,
    pass_thru: Switch = False,
) -> Iterator[Any]:
    """Extracts files from a specified archive (zipped) file."""
    from pssh.objects.errors import NetException
    from pssh.objects.net.compression import unpack
    from pssh.objects.net.files import DirectoryInfo, FileInfo

    text = literal_path if literal_path is not None else path or ""
    for where in _resolved(call, text, literal_path is not None):
        native = call.runspace.paths.native(where)
        ending = os.path.splitext(native)[1]
        if ending.lower() != ".zip":
            call.throw(
                "NotSupportedArchiveFileExtension",
                f"{ending} is not a supported archive file format. .zip is "
                "the only supported archive file format.",
                "InvalidArgument",
                ending,
                "System.IO.IOException",
            )
        folder = (
            call.path(destination_path)
            if destination_path
            else os.path.join(call.path("."), os.path.splitext(os.path.basename(native))[0])
        )
        if not call.should_process(native):
            continue
        os.makedirs(folder, exist_ok=True)
        try:
            written = unpack(native, folder, bool(force), partial(_tell_taken, call, native))
        except NetException as error:
            call.error(
                "InvalidArchiveFile",
                error.message,
                "InvalidOperation",
                native,
                error.type_name,
            )
            continue
        if pass_thru:
            for place in written:
                yield (DirectoryInfo if os.path.isdir(place) else FileInfo)(place)


def _resolved(call: Call, text: str, literal: bool) -> List[Any]:
    """The places a path means; one that is not there ends the command."""
    try:
        found: List[Any] = call.runspace.paths.resolve(text, literal)
    except PSError:
        found = []
    if not found:
        call.throw(
            "ArchiveCmdletPathNotFound",
            f"The path '{text}' either does not exist or is not a valid file system path.",
            "InvalidArgument",
            text,
            "System.InvalidOperationException",
        )
    return found


def _tell_taken(call: Call, archive: str, file: str) -> None:
    call.error(
        "ExpandArchiveFileExists",
        f"Failed to create file '{file}' while expanding the archive file '{archive}' contents as the file '{file}' "
        f"already exists. Use the -Force parameter if you want to overwrite the existing directory '{file}' contents "
        "when expanding the archive file.",
        "InvalidOperation",
        file,
        "System.IO.IOException",
    )
