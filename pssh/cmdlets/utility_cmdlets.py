"""Small cmdlets of the utility module: New-Guid, New-TemporaryFile, Join-String, ConvertFrom-StringData."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"


@cmdlet(
    "New-Guid",
    output="System.Guid",
    sets=("Default", "Empty", "InputObject"),
    default_set="Default",
    module=_UTILITY,
)
def new_guid(
    call: Call,
    input_object: Annotated[
        Optional[str], Param(position=0, pipeline=True, mandatory=True, sets="InputObject")
    ] = None,
    *,
    empty: Annotated[Switch, Param(sets="Empty")] = False,
) -> Any:
    """Creates a GUID.

    PS> (New-Guid -Empty).Guid
    00000000-0000-0000-0000-000000000000
    """
    from pssh.objects.net.identity import Guid

    if empty:
        return Guid()
    if input_object is None:
        return Guid.new()
    try:
        return Guid.parse(input_object)
    except ValueError as error:
        call.error(
            "StringNotRecognizedAsGuid", str(error), "InvalidArgument", input_object, "System.FormatException"
        )
        return None


@cmdlet("New-TemporaryFile", output="System.IO.FileInfo", should_process=True, module=_UTILITY)
def new_temporary_file(call: Call) -> Any:
    """Creates a temporary file.

    PS> $t = New-TemporaryFile; $t.Extension; Remove-Item $t
    .tmp
    """
    from tempfile import mkstemp

    folder = os.environ.get("TMPDIR") or "/tmp"
    if not call.should_process(folder + "/"):
        return None
    handle, name = mkstemp(prefix="tmp", suffix=".tmp", dir=folder)
    os.close(handle)
    return call.runspace.paths.of_native(name).provider.get_item(call.runspace.paths.of_native(name), True)


@cmdlet(
    "Join-String",
    output="System.String",
    sets=("default", "SingleQuote", "DoubleQuote", "Format"),
    default_set="default",
    module=_UTILITY,
)
class JoinString(CmdletBase):
    """Combines objects from the pipeline into a single string.

    PS> 1..3 | Join-String -Separator ', ' -DoubleQuote
    "1", "2", "3"
    """

    property: Annotated[Any, Param(position=0)] = None
    separator: Annotated[Optional[str], Param(position=1, allow_empty_string=True)] = None
    output_prefix: Annotated[Optional[str], Param(aliases=("op",))] = None
    output_suffix: Annotated[Optional[str], Param(aliases=("os",))] = None
    single_quote: Annotated[Switch, Param(sets="SingleQuote")] = False
    double_quote: Annotated[Switch, Param(sets="DoubleQuote")] = False
    format_string: Annotated[Optional[str], Param(sets="Format")] = None
    use_culture: Switch = False
    input_object: Annotated[Any, Param(pipeline=True, type=_OBJECT + "[]")] = NOTHING

    def begin(self) -> None:
        self._parts: List[str] = []
        self._read: Any = None
        if self.property is not None:
            from pssh.cmdlets._properties import block_value, is_block, property_reader
            from pssh.objects.tostring import to_string

            self._read = (
                block_value(self.call, self.property)
                if is_block(self.property)
                else property_reader(to_string(self.property))
            )

    def process(self) -> None:
        items = self.input_object
        for item in items if isinstance(items, list) else [items]:
            self.process_item(item)

    def process_item(self, item: Any) -> None:
        """One object."""
        from pssh.objects.nothing import MISSING

        value = item if self._read is None else self._read(item)
        if value is None or value is MISSING or value is NOTHING:
            return
        self._parts.append(self._text(value))

    def _text(self, value: Any) -> str:
        from pssh.objects.culture import INVARIANT, current_culture
        from pssh.objects.text_format import composite
        from pssh.objects.tostring import to_string

        if self.format_string is not None:
            return composite(
                self.format_string, (value,), current_culture() if self.use_culture else INVARIANT
            )
        text = to_string(value)
        if self.single_quote:
            return f"'{text}'"
        return f'"{text}"' if self.double_quote else text

    def end(self) -> Iterator[str]:
        separator = self.separator
        if separator is None:
            from pssh.objects.tostring import to_string

            separator = to_string(self.call.variable("OFS", "")) or ""
        yield (self.output_prefix or "") + separator.join(self._parts) + (self.output_suffix or "")


@cmdlet("ConvertFrom-StringData", output="System.Collections.Hashtable", module=_UTILITY)
def convert_from_string_data(
    call: Call,
    string_data: Annotated[str, Param(position=0, mandatory=True, pipeline=True, allow_empty_string=True)],
    delimiter: Annotated[str, Param(position=1, type="System.Char")] = "=",
) -> Any:
    """Converts a string containing key and value pairs to a hash table.

    PS> ('a=1' | ConvertFrom-StringData).a
    1
    """
    return string_data_table(call, string_data, str(delimiter))


def string_data_table(call: Call, text: str, delimiter: str = "=") -> Any:
    """The table of `name = value` lines; backslash escapes count as in a regular expression."""
    from pssh.objects.dictionaries import Hashtable
    from pssh.objects.regex import unescape

    table = Hashtable()
    for line in text.split("\n"):
        body = line.strip()
        if not body or body.startswith("#"):
            continue
        name, mark, value = body.partition(delimiter)
        if not mark:
            call.throw(
                "InvalidOperation",
                f"Data line '{body}' is not in 'name=value' format.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        name = name.strip()
        if table.contains(name):
            call.throw(
                "InvalidOperation",
                f"Data item '{name}' in line '{body}' is already defined.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        table.set(name, unescape(value.strip()))
    return table
