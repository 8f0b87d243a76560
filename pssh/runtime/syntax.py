"""`Get-Command -Syntax`: one line for each parameter set."""

from typing import Any, List

__all__ = ["set_syntax", "syntax_text", "type_text"]

_SHORT = {
    "System.String": "string",
    "System.String[]": "string[]",
    "System.Int32": "int",
    "System.Int32[]": "int[]",
    "System.Int64": "long",
    "System.Int64[]": "long[]",
    "System.Boolean": "bool",
    "System.Object": "Object",
    "System.Object[]": "Object[]",
    "System.Double": "double",
    "System.Byte": "byte",
    "System.Byte[]": "byte[]",
    "System.Char": "char",
    "System.Char[]": "char[]",
    "System.Decimal": "decimal",
    "System.DateTime": "datetime",
    "System.TimeSpan": "timespan",
    "System.Collections.Hashtable": "hashtable",
    "System.Management.Automation.ScriptBlock": "scriptblock",
    "System.Management.Automation.PSObject": "psobject",
    "System.Management.Automation.PSObject[]": "psobject[]",
    "System.Management.Automation.PSCredential": "pscredential",
    "System.Uri": "uri",
    "System.Guid": "guid",
    "System.Guid[]": "guid[]",
    "System.Version": "version",
    "System.Type": "type",
    "System.Globalization.CultureInfo": "cultureinfo",
}


def type_text(parameter: Any) -> str:
    """A parameter's type as syntax lines name it."""
    name = parameter.type_name
    found = _SHORT.get(name)
    if found is not None:
        return found
    return str(name.rpartition(".")[2])


def _sorted(metadata: Any, set_name: str) -> List[Any]:
    rows = []
    for index, parameter in enumerate(metadata.parameters.values()):
        role = parameter.role(set_name)
        if role is None or role.hidden:
            continue
        position = role.position
        rank = (0, position) if position is not None else (1, 0) if role.mandatory else (2, 0)
        rows.append((*rank, index, parameter, role))
    rows.sort(key=lambda row: row[:3])
    return [(row[3], row[4]) for row in rows]


def set_syntax(metadata: Any, set_name: str) -> str:
    """The parameters of one set, without the command's name."""
    parts = []
    for parameter, role in _sorted(metadata, set_name):
        name = f"-{parameter.name}"
        if parameter.is_switch:
            text = name
        else:
            if role.position is not None:
                name = f"[{name}]"
            text = f"{name} <{type_text(parameter)}>"
        if not role.mandatory:
            text = f"[{text}]"
        parts.append(text)
    if metadata.should_process:
        parts.extend(("[-WhatIf]", "[-Confirm]"))
    if metadata.common:
        parts.append("[<CommonParameters>]")
    return " ".join(parts)


def syntax_text(info: Any) -> str:
    """All sets, each on its line between blank lines, as Get-Command -Syntax prints them."""
    metadata = info.metadata
    if metadata is None:
        return str(info.definition)
    lines = [f"{info.name} {set_syntax(metadata, name)}".rstrip() for name in metadata.set_names]
    return "\n" + "\n\n".join(lines) + "\n"
