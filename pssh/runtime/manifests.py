"""Module manifests (.psd1): reading them as data, and what their keys mean for a module."""

import os
from typing import TYPE_CHECKING, Any, List, Sequence

from pssh.objects.errors import ps_error
from pssh.runtime.module_info import ModuleInfo

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["as_texts", "data_file", "describe"]

_ALLOWED = frozenset(
    "ScriptBlockAst NamedBlockAst PipelineAst CommandExpressionAst HashtableAst StringConstantExpressionAst "
    "ConstantExpressionAst ArrayExpressionAst ArrayLiteralAst StatementBlockAst ParenExpressionAst SubExpressionAst "
    "VariableExpressionAst ExpandableStringExpressionAst UnaryExpressionAst BinaryExpressionAst "
    "ConvertExpressionAst TypeConstraintAst TypeName TypeExpressionAst IfStatementAst TernaryExpressionAst "
    "MemberExpressionAst IndexExpressionAst ScriptBlockExpressionAst".split()
)
_VARIABLES = frozenset(
    "true false null psscriptroot pscommandpath psculture psuiculture psversiontable psedition islinux "
    "iswindows ismacos iscoreclr".split()
)


def data_file(rs: "Runspace", path: str, commands: Sequence[str] = ()) -> Any:
    """The hashtable a .psd1 holds; code in it is refused, but for the commands named."""
    from pssh.language import parse
    from pssh.runtime.runspace import read_script
    from pssh.runtime.scriptblock import compile_text

    text = read_script(path)
    tree = parse(text, path)
    for node in tree.walk():
        kind = type(node).__name__
        bad = kind not in _ALLOWED
        if kind == "VariableExpressionAst":
            name = node.path.lower()
            bad = name not in _VARIABLES and not name.startswith("env:")
        elif kind in ("CommandAst", "CommandParameterAst"):
            bad = not commands or (kind == "CommandAst" and not _is_one_of(node, commands))
        if bad:
            raise ps_error(
                "Modules_InvalidManifest",
                f"The module manifest '{path}' could not be processed because it is not a valid PowerShell module "
                f"manifest file. Remove the elements that are not permitted: {node.extent.text}",
                "ResourceUnavailable",
                path,
                "System.Management.Automation.PSInvalidOperationException",
            )
    results = compile_text(text, path).invoke(rs, scope=rs.global_scope)
    table = results[0] if results else None
    if not hasattr(table, "get"):
        raise ps_error(
            "Modules_InvalidManifest",
            f"The module manifest '{path}' could not be processed because it is not a valid PowerShell module manifest "
            "file.",
            "ResourceUnavailable",
            path,
        )
    return table


def _is_one_of(command: Any, names: Sequence[str]) -> bool:
    first = command.elements[0].extent.text.lower()
    return any(first == name.lower() for name in names)


def as_texts(value: Any) -> List[str]:
    """A manifest value that may be one text or several."""
    from pssh.objects.convert import to_string

    if value is None:
        return []
    if isinstance(value, list):
        return [to_string(v) for v in value if v is not None]
    return [to_string(value)]


def describe(info: ModuleInfo, table: Any) -> None:
    """Take the descriptive keys over into the module."""
    from pssh.objects.convert import to_string

    def text(key: str, default: str = "") -> str:
        value = table.get(key)
        return default if value is None else to_string(value)

    info.manifest = table
    info.version_text = text("ModuleVersion", "0.0")
    info.description = text("Description")
    info.author = text("Author")
    info.company_name = text("CompanyName")
    info.copyright = text("Copyright")
    info.guid = text("GUID", info.guid)
    info.root_module = text("RootModule") or text("ModuleToProcess") or None
    info.prefix = text("DefaultCommandPrefix")
    info.editions = as_texts(table.get("CompatiblePSEditions"))
    info.private_data = table.get("PrivateData")
    info.module_base = os.path.dirname(info.path)
    data = info.private_data
    ps_data = data.get("PSData") if hasattr(data, "get") else None
    if ps_data is not None and hasattr(ps_data, "get"):
        info.tags = as_texts(ps_data.get("Tags"))
