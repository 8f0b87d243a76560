"""`Get-Command -Syntax`: one line for each parameter set."""

from typing import Any, List

__all__ = ["in_order", "set_syntax", "syntax_text", "type_text"]


def type_text(parameter: Any) -> str:
    """A parameter's type as syntax lines name it: by its accelerator, else without the namespace."""
    from pssh.objects.typenames import accelerator_of

    name: str = parameter.type_name
    element = name[:-2] if name.endswith("[]") else name
    short = accelerator_of(element) or element.rpartition(".")[2]
    return short + name[len(element) :]


def in_order(metadata: Any, set_name: str) -> List[Any]:
    """The shown parameters of one set, each with its role, as a syntax line has them."""
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
    for parameter, role in in_order(metadata, set_name):
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
