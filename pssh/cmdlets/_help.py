"""What Get-Help knows of a command, as the object PowerShell makes of it: the elements of MAML as properties.

`formatting/views/help.py` lays the parts out, each known by its type name.
"""

from typing import Any, Dict, Iterable, List

from pssh.cmdlets._help_comment import comment_of, parameter_comments, tree_parameters
from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call
from pssh.runtime.comment_help import CommentHelp
from pssh.runtime.syntax import in_order, type_text

__all__ = ["command_help", "with_view"]

_MAML = "MamlCommandHelpInfo"
_RULE = "-------------------------- EXAMPLE {} --------------------------"


def command_help(call: Call, info: Any) -> PSObject:
    """The help of a command: from its docstring or help comment; without either, what its parameters tell."""
    comment = _from_doc(info.declaration.doc) if info.command_type == "Cmdlet" else comment_of(info)
    metadata = info.metadata
    name = info.path if info.command_type == "ExternalScript" else info.name
    if comment is None:
        return _reduced(call, info, name)
    told = dict(comment.parameters)
    for parameter, text in parameter_comments(info).items():
        told.setdefault(parameter, text)
    parameters = list(metadata.parameters.values()) if metadata is not None else []
    members: Dict[str, Any] = {
        "details": _part(
            "details", name=name, **_described(comment.sections.get("SYNOPSIS", "")), **_verb_and_noun(info)
        ),
        "syntax": _syntax(name, metadata, told),
        "parameters": _part("parameters", parameter=_one_or_all(
            _parameter(p, next(iter(p.sets.values())), told, _default_text(info, p)) for p in parameters)),
        **_described(comment.sections.get("DESCRIPTION", "")),
    }  # fmt: skip
    if comment.sections.get("NOTES"):
        members["alertSet"] = _part("alertSet", alert=[_paragraph(_alert(comment.sections["NOTES"]))])
    if comment.examples:
        made = (_example(number, text) for number, text in enumerate(comment.examples, 1))
        members["examples"] = _part("examples", example=_one_or_all(made))
    if comment.inputs:
        members["inputTypes"] = _part("inputTypes", inputType=_types("inputType", comment.inputs))
    outputs = comment.outputs or list(info.output_types)
    if outputs:
        members["returnValues"] = _part("returnValues", returnValue=_types("returnValue", outputs))
    if comment.links:
        links = (_part("navigationLink", **{_link_kind(text): text}) for text in comment.links)
        members["relatedLinks"] = _part("relatedLinks", navigationLink=_one_or_all(links))
    members.update(
        Name=name,
        Category=info.command_type,
        Synopsis=comment.sections.get("SYNOPSIS", "") or None,
        Component=comment.sections.get("COMPONENT"),
        Role=comment.sections.get("ROLE"),
        Functionality=comment.sections.get("FUNCTIONALITY"),
        ModuleName=info.module_name or "",
        aliases=_aliases(call, info),
    )
    if not members["Synopsis"]:
        members["Synopsis"] = "\n".join(_syntax_lines(name, metadata))
    return PSObject(None, members, [_MAML, "HelpInfo"])


def with_view(help_info: PSObject, view: str) -> PSObject:
    """The same help under the type names of another view: `DetailedView`, `FullView`, `ExamplesView`."""
    names = help_info.type_names or []
    return PSObject(None, help_info.members, [*(f"{name}#{view}" for name in names), *names])


# --- pieces ----------------------------------------------------------------------------------------------------------


def _part(kind: str, **members: Any) -> PSObject:
    return PSObject(None, members, [f"{_MAML}#{kind}"])


def _one_or_all(parts: Iterable[Any]) -> Any:
    """As MAML is read: one element is itself, several are a list."""
    found = list(parts)
    return found[0] if len(found) == 1 else found


def _paragraph(text: str) -> PSObject:
    return PSObject(None, {"Text": text}, ["MamlParaTextItem", "MamlTextItem"])


def _described(text: str) -> Dict[str, Any]:
    return {"description": [_paragraph(text)]} if text else {}


def _alert(text: str) -> str:
    """Notes stand indented below an empty line."""
    return "".join(f"\n    {line}" for line in text.split("\n"))


def _verb_and_noun(info: Any) -> Dict[str, Any]:
    verb, dash, noun = info.name.partition("-")
    return {"verb": verb, "noun": noun} if dash and info.command_type == "Cmdlet" else {}


def _types(kind: str, names: Iterable[str]) -> Any:
    return _one_or_all(_part(kind, type=PSObject(None, {"name": name})) for name in names)


def _link_kind(text: str) -> str:
    scheme, colon, _ = text.partition(":")
    return "uri" if colon and scheme.isalpha() and len(scheme) > 1 and " " not in text else "linkText"


def _example(number: int, text: str) -> PSObject:
    """An example's prompt, its code up to the first empty line, and what is said of it."""
    import re

    prompt = re.match("[^\n]*?>", text)
    lead = "PS > " if prompt is None else prompt.group()
    body = text if prompt is None else text[prompt.end() :]
    code, _, remarks = body.partition("\n\n")
    return _part(
        "example",
        title=_RULE.format(number),
        introduction=[_paragraph(lead)],
        code=code.strip(),
        remarks=[_paragraph(remarks), *(_paragraph("") for _ in range(4))],
    )


def _syntax(name: str, metadata: Any, told: Dict[str, str], short: bool = False) -> PSObject:
    items = []
    for set_name in metadata.set_names if metadata is not None else ("",):
        rows = in_order(metadata, set_name) if metadata is not None else []
        parameters = [_syntax_parameter(p, role, told, short) for p, role in rows]
        if metadata is not None and metadata.should_process:
            parameters += [
                _part("parameter", name=n, required="false", position="named") for n in ("WhatIf", "Confirm")
            ]
        members: Dict[str, Any] = {"name": name}
        if parameters:
            members["parameter"] = _one_or_all(parameters)
        if short:
            members["CommonParameters"] = metadata is not None and metadata.common
        items.append(_part("syntaxItem", **members))
    return _part("syntax", syntaxItem=_one_or_all(items))


def _syntax_lines(name: str, metadata: Any) -> List[str]:
    from pssh.runtime.syntax import set_syntax

    if metadata is None:
        return [name]
    return [f"{name} {set_syntax(metadata, each)}".rstrip() for each in metadata.set_names]


def _syntax_parameter(parameter: Any, role: Any, told: Dict[str, str], short: bool) -> PSObject:
    members = _attributes(parameter, role, told)
    if not parameter.is_switch:
        kind = type_text(parameter) if short else _type_name(parameter)
        members["parameterValue"] = PSObject(kind, {"required": "true"})
    return _part("parameter", **members)


def _parameter(parameter: Any, role: Any, told: Dict[str, str], default: str) -> PSObject:
    members = _attributes(parameter, role, told)
    kind = _type_name(parameter)
    members["parameterValue"] = PSObject(kind, {"required": "false" if parameter.is_switch else "true"})
    members["type"] = PSObject(None, {"name": kind})
    members["defaultValue"] = default
    if parameter.aliases:
        members["aliases"] = ", ".join(parameter.aliases)
    return _part("parameter", **members)


def _attributes(parameter: Any, role: Any, told: Dict[str, str]) -> Dict[str, Any]:
    how = [word for word, on in (("ByValue", role.pipeline), ("ByPropertyName", role.by_property)) if on]
    return {
        "name": parameter.name,
        **_described(told.get(parameter.name.lower()) or parameter.help),
        "required": "true" if role.mandatory else "false",
        "globbing": "true" if parameter.wildcards else "false",
        "pipelineInput": f"true ({', '.join(how)})" if how else "false",
        "position": "named" if role.position is None else str(role.position + 1),
    }


def _type_name(parameter: Any) -> str:
    return str(parameter.type_name.rpartition(".")[2])


def _default_text(info: Any, parameter: Any) -> str:
    """A script parameter's default: a constant as text, an expression as it is written, else its type's."""
    for each in tree_parameters(info):
        if each.variable.path.lower() == parameter.name.lower() and each.default is not None:
            value = getattr(each.default, "value", None)
            return str(value) if isinstance(value, str) else str(each.default.extent.text)
    return _TYPE_DEFAULTS.get(parameter.type_name, "") if info.command_type != "Cmdlet" else ""


_TYPE_DEFAULTS = {
    "System.Management.Automation.SwitchParameter": "False",
    "System.Boolean": "False",
    **dict.fromkeys(
        ("System.Int32", "System.Int64", "System.Byte", "System.Double", "System.Decimal", "System.Single"),
        "0",
    ),
}


def _from_doc(doc: str) -> CommentHelp:
    """A cmdlet's docstring: a sentence, more of them, and examples that begin with a prompt."""
    import textwrap

    made = CommentHelp()
    paragraphs = textwrap.dedent("    " + doc).strip().split("\n\n")
    made.sections["SYNOPSIS"] = " ".join(paragraphs[0].split())
    rest = [text for text in paragraphs[1:] if not text.startswith("PS> ")]
    for text in paragraphs[1:]:
        if text.startswith("PS> "):
            code, _, shown = text.partition("\n")
            made.examples.append(f"{code}\n\n{shown}" if shown else code)
    made.sections["DESCRIPTION"] = "\n\n".join(rest) or made.sections["SYNOPSIS"]
    return made


def _aliases(call: Call, info: Any) -> str:
    from pssh.runtime.providers.aliases import all_aliases

    table = all_aliases(call.runspace, call.scope)
    lower = info.name.lower()
    return (
        "\n".join(sorted(alias.name for alias in table.values() if alias.target.lower() == lower)) or "None"
    )


def _reduced(call: Call, info: Any, name: str) -> PSObject:
    """A command nobody wrote help for."""
    members = {
        "details": PSObject(None, {"name": name}),
        "syntax": _syntax(name, info.metadata, {}, True),
        "parameters": PSObject(None, {}),
        "aliases": _aliases(call, info),
        "remarks": "None",
        "Name": name,
        "Category": info.command_type,
        "Synopsis": "\n" + "".join(f"{line}\n" for line in _syntax_lines(name, info.metadata)),
        "ModuleName": info.module_name or "",
    }
    if info.metadata is not None:
        members["parameters"].members["parameter"] = _one_or_all(
            _parameter(p, next(iter(p.sets.values())), {}, "") for p in info.metadata.parameters.values()
        )
    return PSObject(None, members, ["ExtendedFunctionHelpInfo", "ExtendedCmdletHelpInfo", "HelpInfo"])
