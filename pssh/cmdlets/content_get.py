"""Get-Content."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._encoding import ENCODING_UNUSED, codec_of, detect
from pssh.cmdlets._items import content_places, guard
from pssh.cmdlets.items import Credential, LiteralParam, PathParam, refuse_credential
from pssh.objects.errors import ps_error
from pssh.objects.numbers import Byte
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.providers.base import ProviderPath
from pssh.runtime.validation import ValidateRange

__all__ = ["GetContent"]

_COUNT = ValidateRange(0, (1 << 63) - 1)


@cmdlet(
    "Get-Content",
    alias=("gc", "type"),
    default_set="Path",
    module="Microsoft.PowerShell.Management",
    output=("System.Byte", "System.String"),
)
class GetContent(CmdletBase):
    """Gets the content of an item: a file's lines, a variable's value, a function's text.

    PS> Get-Content Env:HOME | ForEach-Object { $_ -eq $HOME }
    True
    """

    path: PathParam = None
    literal_path: LiteralParam = None
    read_count: Annotated[int, Param(type="System.Int64", by_property=True)] = 1
    total_count: Annotated[
        Optional[int],
        Param(type="System.Int64", by_property=True, aliases=("First", "Head"), validate=(_COUNT,)),
    ] = None
    tail: Annotated[Optional[int], Param(aliases=("Last",), by_property=True, validate=(_COUNT,))] = None
    filter: Optional[str] = None
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    force: Switch = False
    credential: Credential = None
    delimiter: Optional[str] = None
    wait: Switch = False
    raw: Switch = False
    encoding: Any = None
    as_byte_stream: Switch = False

    def process(self) -> None:
        call = self.call
        refuse_credential(call, self.credential)
        self._check()
        for where in content_places(self):
            guard(call, "GetContentReader{}Error", "ReadError", where.display, self._one, where)

    def _check(self) -> None:
        if self.total_count is not None and self.tail is not None:
            raise ps_error(
                "TailAndHeadCannotCoexist", "The parameters TotalCount and Tail cannot be used together. Please "
                "specify only one parameter.", "InvalidOperation", None,
                "System.InvalidOperationException",
            )  # fmt: skip
        if self.raw and (self.total_count is not None or self.tail is not None or self.wait):
            other = (
                "TotalCount" if self.total_count is not None else "Tail" if self.tail is not None else "Wait"
            )
            raise ps_error(
                "InvalidOperation", f"The 'Raw' and '{other}' parameters cannot be specified in the same command.",
                "InvalidOperation", None, "System.Management.Automation.PSInvalidOperationException",
            )  # fmt: skip
        if self.as_byte_stream and self.encoding is not None:
            self.call.warning(ENCODING_UNUSED)

    def _one(self, where: ProviderPath) -> None:
        if not where.is_file_system:
            if self.tail is not None:
                raise ps_error(
                    "TailNotSupported", f"The 'Tail' parameter is not supported by the provider "
                    f"'{where.provider.full_name}'.", "InvalidOperation", None,
                    "System.InvalidOperationException",
                )  # fmt: skip
            self._send(where.provider.get_content(where))
            return
        native = where.path
        if os.path.isdir(native):
            raise ps_error(
                "GetContainerContentException",
                f"Unable to get content because it is a directory: '{native}'. Please use 'Get-ChildItem' instead.",
                "InvalidOperation", native, "System.InvalidOperationException",
            )  # fmt: skip
        if self.as_byte_stream:
            self._bytes(native)
        elif self.raw:
            self._whole(native)
        elif self.delimiter is not None:
            self._send(self._pieces(native))
        elif self.tail is not None:
            self._tail(native)
        else:
            self._lines(native)

    # --- what is read ---------------------------------------------------------------------------------------

    def _open(self, native: str) -> Any:
        codec, _ = codec_of(self.encoding)
        file = open(native, "rb")  # noqa: SIM115 - closed by its owner
        head = file.read(4)
        codec, length = detect(head, codec)
        file.close()
        text = open(native, encoding=codec, errors="replace", newline=None, buffering=1 << 17)  # noqa: SIM115 - closed by its owner
        if length:
            text.read(1)
        return text

    def _lines(self, native: str) -> None:
        """The most frequent case, and the fast one."""
        out, runspace = self.call.out, self.call.runspace
        if self.read_count != 1 or self.total_count is not None or self.wait:
            with self._open(native) as file:
                self._send(line[:-1] if line[-1:] == "\n" else line for line in file)
                if self.wait:
                    self._follow(file)
            return
        with self._open(native) as file:
            for line in file:
                out(line[:-1] if line[-1] == "\n" else line)
                if runspace.stopping:
                    break

    def _whole(self, native: str) -> None:
        codec, _ = codec_of(self.encoding)
        with open(native, "rb") as file:
            data = file.read()
        codec, length = detect(data[:4], codec)
        if data:
            self.write(data[length:].decode(codec, "replace"))

    def _bytes(self, native: str) -> None:
        with open(native, "rb") as file:
            data = file.read()
        if self.tail is not None:
            data = data[-self.tail :] if self.tail else b""
        if self.total_count is not None and self.total_count >= 0:
            data = data[: self.total_count]
        if self.raw or self.read_count == 0:
            from pssh.objects.collections import ByteArray

            self.write(ByteArray(data))
            return
        self._send(Byte(value) for value in data)

    def _pieces(self, native: str) -> Iterator[str]:
        codec, _ = codec_of(self.encoding)
        with open(native, "rb") as file:
            data = file.read()
        codec, length = detect(data[:4], codec)
        pieces = data[length:].decode(codec, "replace").split(self.delimiter or "\0")
        if pieces and pieces[-1] == "":
            pieces.pop()
        if self.tail is not None:
            pieces = pieces[-self.tail :] if self.tail else []
        return iter(pieces)

    def _tail(self, native: str) -> None:
        from collections import deque

        count = self.tail or 0
        with self._open(native) as file:
            last: Any = deque(file, maxlen=count) if count else ()
            if not count:
                for _ in file:
                    continue
            self._send(line[:-1] if line[-1:] == "\n" else line for line in last)
            if self.wait:
                self._follow(file)

    def _follow(self, file: Any) -> None:
        """-Wait: go on with what is added, until stopped."""
        call = self.call
        rest = ""
        while True:
            text = file.read()
            if text:
                rest += text
                *lines, rest = rest.split("\n")
                for line in lines:
                    call.out(line)
            else:
                call.runspace.sleep(0.1)

    def _send(self, values: Iterator[Any]) -> None:
        """Write values, -TotalCount of them, in groups of -ReadCount."""
        out, limit, size = self.call.out, self.total_count, self.read_count
        if limit is not None and limit >= 0:
            from itertools import islice

            values = islice(values, limit)
        if size == 1:
            for value in values:
                out(value)
            return
        group: List[Any] = []
        for value in values:
            group.append(value)
            if size and len(group) == size:
                out(group)
                group = []
        if group:
            out(group if len(group) > 1 or size == 0 else group[0])
