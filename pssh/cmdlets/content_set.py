"""Set-, Add- and Clear-Content."""

import os
from typing import Annotated, Any, Dict, List, Optional

from pssh.cmdlets._encoding import ENCODING_UNUSED, codec_of, detect
from pssh.cmdlets._items import guard, places
from pssh.cmdlets.items import Credential, LiteralParam, PathParam, refuse_credential
from pssh.objects.convert import to_string
from pssh.objects.errors import NetException, PSError
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.providers.base import ProviderPath
from pssh.runtime.wildcards import has_wildcard

MANAGEMENT = "Microsoft.PowerShell.Management"


class _Writer:
    """One open file."""

    def __init__(self, native: str, codec: str, mark: bytes, append: bool) -> None:
        fresh = not append or not os.path.exists(native) or os.path.getsize(native) == 0
        if append and not fresh:
            with open(native, "rb") as file:
                codec, _ = detect(file.read(4), codec)
        self.file = open(native, "ab" if append else "wb", buffering=1 << 17)  # noqa: SIM115 - closed by its owner
        if fresh and mark:
            self.file.write(mark)
        self.codec = codec


class WriteContent(CmdletBase):
    """What Set-Content and Add-Content share."""

    path: Annotated[
        Optional[List[str]], Param(position=0, sets="Path", mandatory=True, by_property=True, wildcards=True)
    ] = None
    value: Annotated[
        Any,
        Param(
            position=1,
            mandatory=True,
            pipeline=True,
            by_property=True,
            allow_null=True,
            type="System.Object[]",
            allow_empty_collection=True,
            allow_empty_string=True,
        ),
    ] = None
    literal_path: LiteralParam = None
    pass_thru: Switch = False
    filter: Optional[str] = None
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    force: Switch = False
    credential: Credential = None
    no_newline: Switch = False
    encoding: Any = None
    as_byte_stream: Switch = False

    _append = False
    _opened = False

    def begin(self) -> None:
        refuse_credential(self.call, self.credential)
        if self.as_byte_stream and self.encoding is not None:
            self.call.warning(ENCODING_UNUSED)
        self._writers: List[Any] = []
        self._gathered: List[str] = []
        self._collected: Dict[ProviderPath, List[Any]] = {}

    def process(self) -> None:
        if not self._opened:
            self._opened = True
            self._open_all()
        self._write_gathered()
        values = self.value if isinstance(self.value, list) else [self.value]
        for writer in self._writers:
            self._write(writer, values)
        for collected in self._collected.values():
            collected.extend(values)
        if self.pass_thru:
            for value in values:
                self.write(value)

    def process_item(self, item: Any) -> None:
        """One piped object: lines are gathered and written some thousand at a time."""
        if (
            not self._opened
            or self.as_byte_stream
            or self.pass_thru
            or self._collected
            or item.__class__ is list
        ):
            self.value = item
            self.process()
            return
        if item.__class__ is not str:
            item = "" if item is None else to_string(item)
        self._gathered.append(item)
        if len(self._gathered) >= 2048:
            self._write_gathered()

    def _write_gathered(self) -> None:
        gathered, self._gathered = self._gathered, []
        if not gathered:
            return
        end = "" if self.no_newline else "\n"
        text = end.join(gathered) + end
        for writer in self._writers:
            writer.file.write(
                text.encode(writer.codec, "surrogateescape" if writer.codec == "utf-8" else "replace")
            )

    def end(self) -> None:
        self._write_gathered()
        for where, values in self._collected.items():
            if self._append:
                values = [*where.provider.get_content(where), *values] if where.exists else values
            guard(self.call, "SetContent", "WriteError", where.display,
                  where.provider.set_content, where, values)  # fmt: skip
        self.dispose()

    def dispose(self) -> None:
        for writer in getattr(self, "_writers", ()):
            writer.file.close()
        self._writers = []

    def _open_all(self) -> None:
        call = self.call
        literal = self.literal_path is not None
        for text in (self.literal_path if self.literal_path is not None else self.path) or []:
            try:
                if not literal and has_wildcard(text):
                    found = list(places(call, [text], None, force=True, filter=self.filter, include=self.include,
                                        exclude=self.exclude))  # fmt: skip
                else:
                    found = [call.runspace.paths.absolute(text)]
            except PSError as error:
                call.error(error)
                continue
            for where in found:
                guard(call, "GetContentWriter{}Error", "WriteError", where.display, self._open, where)

    def _open(self, where: ProviderPath) -> None:
        call = self.call
        action = "Add Content" if self._append else "Set Content"
        shown = where.display if where.is_file_system else f"Item: {where.display}"
        if not call.should_process(f"Path: {shown}" if self._append else shown, action):
            return
        if not where.is_file_system:
            self._collected[where] = []
            return
        native = where.path
        if os.path.isdir(native):
            raise NetException(
                "System.UnauthorizedAccessException", f"Access to the path '{native}' is denied."
            )
        if not os.path.isdir(os.path.dirname(native)):
            raise NetException(
                "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{native}'."
            )
        if self.force and os.path.exists(native) and not os.access(native, os.W_OK):
            os.chmod(native, 0o644)
        codec, mark = codec_of(self.encoding)
        self._writers.append(_Writer(native, codec, mark, self._append))

    def _write(self, writer: Any, values: List[Any]) -> None:
        file = writer.file
        if self.as_byte_stream:
            for value in values:
                file.write(bytes(value) if isinstance(value, (bytes, bytearray)) else bytes((int(value),)))
            return
        end = "" if self.no_newline else "\n"
        codec = writer.codec
        for value in values:
            if value.__class__ is not str:
                value = "" if value is None else to_string(value)
            file.write((value + end).encode(codec, "surrogateescape" if codec == "utf-8" else "replace"))


@cmdlet("Set-Content", default_set="Path", should_process=True, module=MANAGEMENT)
class SetContent(WriteContent):
    """Writes new content to a file or item, in place of what was there."""


@cmdlet("Add-Content", default_set="Path", should_process=True, module=MANAGEMENT)
class AddContent(WriteContent):
    """Adds content to the end of a file or item."""

    _append = True


@cmdlet("Clear-Content", alias="clc", default_set="Path", should_process=True, module=MANAGEMENT)
def clear_content(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    force: Switch = False,
    credential: Credential = None,
) -> None:
    """Empties a file or item without removing it."""
    refuse_credential(call, credential)
    for where in places(
        call, path, literal_path, force=True, filter=filter, include=include, exclude=exclude
    ):
        if call.should_process(f"Item: {where.display}", "Clear Content"):
            guard(call, "ClearContent", "WriteError", where.display, where.provider.clear_content, where)
