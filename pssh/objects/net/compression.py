"""[IO.Compression.ZipFile], archives and their entries."""

import io
import os
from typing import Any, Callable, List, Optional

from pssh.objects.datetime import DateTime, DateTimeOffset
from pssh.objects.net.common import array, fail
from pssh.objects.net.failures import io_exception
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type

_SPACE = "System.IO.Compression."
READ, CREATE, UPDATE = 0, 1, 2


class ZipArchiveEntry:
    """One file of an archive."""

    __slots__ = ("archive", "content", "info", "name")
    net_type_name = _SPACE + "ZipArchiveEntry"

    def __init__(self, archive: "ZipArchive", name: str, info: Any = None) -> None:
        self.archive, self.name, self.info = archive, name, info
        self.content: Any = None  # a stream that is being written

    def read(self) -> bytes:
        """The unpacked bytes."""
        if self.content is not None:
            return bytes(self.content.data)
        return self.archive.zip.read(self.info) if self.info is not None else b""

    def open(self) -> Any:
        """A stream over the content."""
        from pssh.objects.net.streams import MemoryStream

        if self.archive.mode == READ:
            return MemoryStream(self.read(), "rs")
        if self.content is None:
            self.content = MemoryStream(self.read())
        return self.content

    def extract(self, path: str, overwrite: bool = False) -> None:
        """Writes the file."""
        if os.path.lexists(path) and not overwrite:
            fail("System.IO.IOException", f"The file '{os.path.abspath(path)}' already exists.")
        with open(path, "wb") as target:
            target.write(self.read())
        mode = (self.info.external_attr >> 16) & 0o777 if self.info is not None else 0
        if mode:
            os.chmod(path, mode)

    def __str__(self) -> str:
        return self.name


class ZipArchive:
    """An open archive."""

    __slots__ = ("entries", "mode", "target", "zip")
    net_type_name = _SPACE + "ZipArchive"

    def __init__(self, target: Any, mode: int) -> None:
        from zipfile import BadZipFile, ZipFile

        self.target, self.mode = target, mode
        self.entries: List[ZipArchiveEntry] = []
        self.zip: Any = None
        if mode == CREATE:
            return
        try:
            source = io.BytesIO(target.read()) if hasattr(target, "modes") else target
            if mode == UPDATE and isinstance(source, str) and not os.path.exists(source):
                return
            self.zip = ZipFile(source)
        except BadZipFile:
            fail("System.IO.InvalidDataException", "End of Central Directory record could not be found.")
        except OSError as error:
            raise io_exception(error, target if isinstance(target, str) else None) from error
        self.entries = [ZipArchiveEntry(self, info.filename, info) for info in self.zip.infolist()]

    def add(self, name: str) -> ZipArchiveEntry:
        """A new entry."""
        from pssh.objects.net.streams import MemoryStream

        if self.mode == READ:
            fail("NotSupportedException", "Cannot create entries on an archive opened in read mode.")
        made = ZipArchiveEntry(self, name)
        made.content = MemoryStream()
        self.entries.append(made)
        return made

    def close(self) -> None:
        """Writes what was made."""
        if self.mode != READ:
            from zipfile import ZIP_DEFLATED, ZipFile

            data = io.BytesIO()
            with ZipFile(data, "w", ZIP_DEFLATED) as made:
                for entry in self.entries:
                    made.writestr(
                        entry.info if entry.info is not None and entry.content is None else entry.name,
                        entry.read(),
                    )
            if isinstance(self.target, str):
                with open(self.target, "wb") as target:
                    target.write(data.getvalue())
            elif self.target is not None:
                if "s" in self.target.modes:
                    self.target.raw.seek(0)
                    self.target.raw.truncate()
                self.target.write(data.getvalue())
            self.mode = READ
        if self.zip is not None:
            self.zip.close()


def pack_folder(folder: str, target: str, base: bool = False, level: Optional[int] = None) -> None:
    """All files of a folder into a new archive."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

    if not os.path.isdir(folder):
        fail(
            "System.IO.DirectoryNotFoundException",
            f"Could not find a part of the path '{os.path.abspath(folder)}'.",
        )
    if os.path.exists(target):
        fail("System.IO.IOException", f"The file '{os.path.abspath(target)}' already exists.")
    top = os.path.dirname(os.path.abspath(folder)) if base else os.path.abspath(folder)
    kind = ZIP_STORED if level == 2 else ZIP_DEFLATED
    with ZipFile(target, "w", kind, compresslevel={1: 1, 3: 9}.get(level or 0)) as made:
        for place, folders, files in os.walk(os.path.abspath(folder)):
            folders.sort()
            if not files and not folders and place != top:
                made.write(place, os.path.relpath(place, top) + "/")
            for name in sorted(files):
                made.write(os.path.join(place, name), os.path.relpath(os.path.join(place, name), top))


def unpack(
    source: str, folder: str, overwrite: bool = False, taken: Optional[Callable[[str], None]] = None
) -> List[str]:
    """All files of an archive into a folder; an entry that would leave it is refused. The paths written.

    Parameters:
        taken: is told of each file that is there already, and then left alone; without it that is an error.
    """
    from zipfile import BadZipFile, ZipFile

    written: List[str] = []
    top = os.path.realpath(folder)
    try:
        with ZipFile(source) as archive:
            for info in archive.infolist():
                path = os.path.realpath(os.path.join(top, info.filename))
                if path != top and not path.startswith(top + os.sep):
                    fail(
                        "System.IO.IOException",
                        "Extracting Zip entry would have resulted in a file outside the "
                        "specified destination directory.",
                    )
                if info.is_dir():
                    os.makedirs(path, exist_ok=True)
                    continue
                os.makedirs(os.path.dirname(path), exist_ok=True)
                if os.path.lexists(path) and not overwrite:
                    if taken is not None:
                        taken(path)
                        continue
                    fail("System.IO.IOException", f"The file '{path}' already exists.")
                with archive.open(info) as entry, open(path, "wb") as target:
                    for piece in iter(lambda: entry.read(1 << 18), b""):
                        target.write(piece)
                mode = (info.external_attr >> 16) & 0o777
                if mode:
                    os.chmod(path, mode)
                written.append(path)
    except BadZipFile:
        fail("System.IO.InvalidDataException", "End of Central Directory record could not be found.")
    except OSError as error:
        raise io_exception(error, error.filename or source) from error
    return written


zip_file = net_type(_SPACE + "ZipFile")


@zip_file.static_method(
    "CreateFromDirectory",
    "void CreateFromDirectory(string sourceDirectoryName, string destinationArchiveFileName)",
    "void CreateFromDirectory(string sourceDirectoryName, string destinationArchiveFileName, "
    "System.IO.Compression.CompressionLevel compressionLevel, bool includeBaseDirectory)",
)
def _create_from(folder: str, target: str, level: int = 0, base: bool = False) -> None:
    pack_folder(folder, target, base, int(level))


@zip_file.static_method(
    "ExtractToDirectory",
    "void ExtractToDirectory(string sourceArchiveFileName, string destinationDirectoryName)",
    "void ExtractToDirectory(string sourceArchiveFileName, string destinationDirectoryName, "
    "bool overwriteFiles)",
)
def _extract_to(source: str, folder: str, overwrite: bool = False) -> None:
    os.makedirs(folder, exist_ok=True)
    unpack(source, folder, overwrite)


@zip_file.static_method("OpenRead", "System.IO.Compression.ZipArchive OpenRead(string archiveFileName)")
def _open_read(path: str) -> ZipArchive:
    return ZipArchive(path, READ)


@zip_file.static_method(
    "Open",
    "System.IO.Compression.ZipArchive Open(string archiveFileName, "
    "System.IO.Compression.ZipArchiveMode mode)",
)
def _open(path: str, mode: int) -> ZipArchive:
    return ZipArchive(path, int(mode))


archive = net_type(_SPACE + "ZipArchive", ZipArchive, None, ("System.IDisposable",))
archive.constructor(
    _SPACE + "ZipArchive new(System.IO.Stream stream)",
    _SPACE + "ZipArchive new(System.IO.Stream stream, System.IO.Compression.ZipArchiveMode mode)",
    _SPACE + "ZipArchive new(System.IO.Stream stream, System.IO.Compression.ZipArchiveMode mode, "
    "bool leaveOpen)",
)(lambda stream, mode=0, keep=False: ZipArchive(stream, int(mode)))
archive.prop("Entries", _SPACE + "ZipArchiveEntry[]")(
    lambda self: array(self.entries, _SPACE + "ZipArchiveEntry")
)
archive.prop("Mode", _SPACE + "ZipArchiveMode")(lambda self: self.mode)
archive.method("GetEntry", _SPACE + "ZipArchiveEntry GetEntry(string entryName)")(
    lambda self, name: next((e for e in self.entries if e.name == name), None)
)
archive.method(
    "CreateEntry",
    _SPACE + "ZipArchiveEntry CreateEntry(string entryName)",
    _SPACE + "ZipArchiveEntry CreateEntry(string entryName, "
    "System.IO.Compression.CompressionLevel compressionLevel)",
)(lambda self, name, level=0: self.add(name))
archive.method("Dispose", "void Dispose()")(lambda self: self.close())

entry_type = net_type(_SPACE + "ZipArchiveEntry", ZipArchiveEntry)
entry_type.prop("Name", "string")(lambda self: self.name.rpartition("/")[2])
entry_type.prop("FullName", "string")(lambda self: self.name)
entry_type.prop("Length", "long")(
    lambda self: Int64(self.info.file_size if self.info is not None else len(self.read()))
)
entry_type.prop("CompressedLength", "long")(lambda self: Int64(self.info.compress_size if self.info else 0))
entry_type.prop("Archive", _SPACE + "ZipArchive")(lambda self: self.archive)


@entry_type.prop("LastWriteTime", "System.DateTimeOffset")
def _last_write(self: ZipArchiveEntry) -> DateTimeOffset:
    return DateTimeOffset(DateTime.of(*self.info.date_time) if self.info is not None else DateTime.now())


entry_type.method("Open", "System.IO.Stream Open()")(lambda self: self.open())


@entry_type.method("Delete", "void Delete()")
def _delete(self: ZipArchiveEntry) -> None:
    self.archive.entries.remove(self)


helpers = net_type(_SPACE + "ZipFileExtensions")


@helpers.static_method(
    "ExtractToFile",
    "void ExtractToFile(System.IO.Compression.ZipArchiveEntry source, string destinationFileName)",
    "void ExtractToFile(System.IO.Compression.ZipArchiveEntry source, string destinationFileName, "
    "bool overwrite)",
)
def _extract_file(entry: ZipArchiveEntry, path: str, overwrite: bool = False) -> None:
    entry.extract(path, overwrite)


@helpers.static_method(
    "CreateEntryFromFile",
    "System.IO.Compression.ZipArchiveEntry CreateEntryFromFile("
    "System.IO.Compression.ZipArchive destination, string sourceFileName, string entryName)",
    "System.IO.Compression.ZipArchiveEntry CreateEntryFromFile("
    "System.IO.Compression.ZipArchive destination, string sourceFileName, string entryName, "
    "System.IO.Compression.CompressionLevel compressionLevel)",
)
def _entry_from_file(target: ZipArchive, path: str, name: str, level: int = 0) -> ZipArchiveEntry:
    made = target.add(name)
    with open(path, "rb") as source:
        made.content.write(source.read())
    return made


@helpers.static_method(
    "ExtractToDirectory",
    "void ExtractToDirectory(System.IO.Compression.ZipArchive source, string destinationDirectoryName)",
)
def _extract_archive(source: ZipArchive, folder: str) -> None:
    top = os.path.realpath(folder)
    for entry in source.entries:
        path = os.path.realpath(os.path.join(top, entry.name))
        if not path.startswith(top + os.sep):
            fail(
                "System.IO.IOException",
                "Extracting Zip entry would have resulted in a file outside the specified "
                "destination directory.",
            )
        if entry.name.endswith("/"):
            os.makedirs(path, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            entry.extract(path)
