"""Export-Clixml, Import-Clixml, ConvertTo-CliXml and ConvertFrom-CliXml."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._gathering import GatheringCmdlet
from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"
_DEPTH = Param(validate=(ValidateRange(1, 2147483647),))


@cmdlet("ConvertTo-CliXml", output="System.String", module=_UTILITY)
class ConvertToCliXml(GatheringCmdlet):
    """Converts objects to CliXml-formatted strings.

    PS> ConvertTo-CliXml 5 | ConvertFrom-CliXml
    5
    """

    input_object: Annotated[Any, Param(position=0, mandatory=True, pipeline=True, type=_OBJECT)] = NOTHING
    depth: Annotated[int, _DEPTH] = 2

    def end(self) -> Iterator[str]:
        from pssh.objects.net.clixml import Writer

        yield Writer(self.depth).text(self.items)


@cmdlet("ConvertFrom-CliXml", output=_OBJECT, module=_UTILITY)
def convert_from_clixml(
    call: Call, input_object: Annotated[str, Param(position=0, mandatory=True, pipeline=True)]
) -> Iterator[Any]:
    """Converts a CliXml-formatted string to objects.

    PS> 'a' | ConvertTo-CliXml | ConvertFrom-CliXml
    a
    """
    from pssh.objects.net.clixml import deserialize

    yield from deserialize(input_object)


@cmdlet(
    "Export-Clixml",
    sets=("ByPath", "ByLiteralPath"),
    default_set="ByPath",
    should_process=True,
    module=_UTILITY,
)
class ExportClixml(GatheringCmdlet):
    """Creates an XML-based representation of an object or objects and stores it in a file."""

    depth: Annotated[int, _DEPTH] = 2
    path: Annotated[Optional[str], Param(position=0, mandatory=True, sets="ByPath")] = None
    literal_path: Annotated[
        Optional[str], Param(mandatory=True, aliases=("PSPath", "LP"), sets="ByLiteralPath")
    ] = None
    input_object: Annotated[Any, Param(mandatory=True, pipeline=True, allow_null=True, type=_OBJECT)] = (
        NOTHING
    )
    force: Switch = False
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False
    encoding: Any = None

    def end(self) -> None:
        from pssh.cmdlets._text_files import open_text
        from pssh.objects.net.clixml import Writer

        target = str(self.path if self.path is not None else self.literal_path)
        if not self.call.should_process(self.call.path(target)):
            return
        text = Writer(self.depth).text(self.items)
        with open_text(
            self.call, target, self.encoding, False, bool(self.no_clobber), bool(self.force)
        ) as file:
            file.write(text)


@cmdlet(
    "Import-Clixml", output=_OBJECT, sets=("ByPath", "ByLiteralPath"), default_set="ByPath", module=_UTILITY
)
def import_clixml(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True, sets="ByPath")
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets="ByLiteralPath"),
    ] = None,
    include_total_count: Switch = False,
    skip: Annotated[int, Param(type="System.UInt64")] = 0,
    first: Annotated[Optional[int], Param(type="System.UInt64")] = None,
) -> Iterator[Any]:
    """Imports a CLIXML file and creates corresponding objects in PowerShell."""
    from pssh.objects.errors import NetException
    from pssh.objects.net.clixml import deserialize
    from pssh.objects.net.file_statics import decode, read_bytes

    for text in literal_path if literal_path is not None else path or []:
        for where in call.runspace.paths.resolve(text, literal_path is not None):
            native = call.runspace.paths.native(where)
            try:
                items = deserialize(decode(read_bytes(native)))
            except NetException as error:
                call.throw(
                    "XmlException" if "Xml" in error.type_name else "FileOpenFailure",
                    error.message,
                    "OpenError",
                    native,
                    error.type_name,
                )
            if include_total_count:
                yield f"TotalCount: {len(items)}"
            end = None if first is None else int(skip) + int(first)
            yield from items[int(skip) : end]
