"""HelpInfo: what Get-Help gives. Shown, it is text; asked, it has the parts as properties."""

from typing import Any, Dict

from pssh.objects.types import net_type

__all__ = ["HelpInfo"]


class HelpInfo:
    """Help about one command."""

    net_type_name = "System.Management.Automation.CommandHelpInfo"
    ps_single = True

    def __init__(self, text: str, members: Dict[str, Any]) -> None:
        self.text = text
        self.members = members

    def __str__(self) -> str:
        return self.text


HELP = net_type(HelpInfo.net_type_name, HelpInfo)
for _name in ("Name", "Category", "Synopsis", "Description", "Syntax", "Parameters", "Examples", "ModuleName",
              "Aliases", "RelatedLinks", "AlertSet"):  # fmt: skip

    def _getter(name: str) -> Any:
        return lambda info: info.members.get(name)

    HELP.prop(_name, "System.Object", kind="NoteProperty")(_getter(_name))
HELP.method("ToString", "string ToString()")(lambda info: info.text)
