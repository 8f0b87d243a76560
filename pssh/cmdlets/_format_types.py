"""The .NET types of what Get-FormatData gives."""

from pssh.cmdlets._format_definitions import ExtendedTypeDefinition, FormatViewDefinition
from pssh.objects.types import net_type
from pssh.runtime.nettypes_base import SPACE, declare

__all__ = ["DEFINITION"]

VIEW = net_type(FormatViewDefinition.net_type_name, FormatViewDefinition)
declare(VIEW, f"Name string name\nControl {SPACE}PSControl control")
DEFINITION = net_type(ExtendedTypeDefinition.net_type_name, ExtendedTypeDefinition)
declare(
    DEFINITION,
    f"TypeNames System.Collections.Generic.List[string] types\n"
    f"FormatViewDefinition System.Collections.Generic.List[{SPACE}FormatViewDefinition] views",
)
for _net in (VIEW, DEFINITION):
    _net.method("ToString", "string ToString()")(str)
