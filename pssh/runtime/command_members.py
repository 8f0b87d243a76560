"""What Get-Command shows of a command's parameters: tables and sets made from the metadata when asked for."""

from typing import Any, List

from pssh.objects.psobject import PSObject

__all__ = ["bound_table", "parameter_sets", "parameter_table"]

_SPACE = "System.Management.Automation."
_PARAMETER = "System.Management.Automation.ParameterMetadata"
_INFO = "System.Management.Automation.CommandParameterInfo"
_SET = "System.Management.Automation.CommandParameterSetInfo"


def bound_table(bound: Any) -> Any:
    """`$PSBoundParameters`: a dictionary that ignores case."""
    from pssh.objects.dictionaries import GenericDictionary

    table = GenericDictionary(ignore_case=True)
    for name, value in bound.items():
        table.set(name, value)
    return table


def parameter_table(info: Any) -> Any:
    """`(Get-Command x).Parameters`."""
    metadata = info.metadata
    if metadata is None:
        return None
    table = bound_table({})
    for parameter in metadata.all_parameters():
        table.set(parameter.name, _parameter(parameter))
    return table


def _parameter(parameter: Any) -> Any:
    sets = bound_table({})
    for name, role in parameter.sets.items():
        sets.set(
            name,
            PSObject(
                None,
                {
                    "IsMandatory": role.mandatory,
                    "Position": _position(role),
                    "ValueFromPipeline": role.pipeline,
                    "ValueFromPipelineByPropertyName": role.by_property,
                    "ValueFromRemainingArguments": role.remaining,
                    "HelpMessage": role.help_message or None,
                    "ToString": shown_as(_SPACE + "ParameterSetMetadata"),
                },
                [_SPACE + "ParameterSetMetadata", "System.Object"],
            ),
        )
    return PSObject(
        None,
        {
            "Name": parameter.name,
            "ParameterType": parameter.type,
            "ParameterSets": sets,
            "IsDynamic": parameter.dynamic,
            "Aliases": list(parameter.aliases),
            "Attributes": _attributes(parameter),
            "SwitchParameter": parameter.is_switch,
            "ToString": shown_as(_PARAMETER),
        },
        [_PARAMETER, "System.Object"],
    )


def resolve_parameter(info: Any, name: str) -> Any:
    """`(Get-Command x).ResolveParameter('na')`: by name, alias or a beginning that fits only one."""
    metadata = info.metadata
    exact = metadata.names.get(name.lower())
    found = [exact] if exact is not None else metadata.find(name)
    if len(found) == 1:
        return _parameter(found[0])
    from pssh.objects.errors import ps_error

    fault = "System.Management.Automation.ParameterBindingException"
    if not found:
        text = f"A parameter cannot be found that matches parameter name '{name}'."
        raise ps_error("NamedParameterNotFound", text, "InvalidArgument", None, fault)
    listed = " ".join("-" + p.name for p in found)
    text = f"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: "
    raise ps_error("AmbiguousParameter", text + listed + ".", "InvalidArgument", None, fault)


def _attributes(parameter: Any) -> List[Any]:
    """The attributes as objects: a Parameter attribute of each set, then the others."""
    from pssh.runtime.attributes import ScriptAttribute

    found: List[Any] = []
    for name, role in parameter.sets.items():
        named = [
            ("Position", _position(role)),
            ("ParameterSetName", name),
            ("Mandatory", role.mandatory),
            ("ValueFromPipeline", role.pipeline),
            ("ValueFromPipelineByPropertyName", role.by_property),
            ("ValueFromRemainingArguments", role.remaining),
            ("HelpMessage", role.help_message or None),
            ("DontShow", role.hidden),
        ]
        found.append(ScriptAttribute(_SPACE + "ParameterAttribute", (), named))
    if parameter.attributes:
        return found + [each for each in parameter.attributes if each.name != "parameter"]
    return found + [_validator_attribute(each) for each in parameter.validators]


def _validator_attribute(validator: Any) -> Any:
    from pssh.runtime.attributes import ScriptAttribute

    kind = type(validator).__name__
    arguments: List[Any] = []
    if kind == "ValidateSet":
        arguments = list(validator.values)
    elif kind in ("ValidateRange", "ValidateLength", "ValidateCount"):
        arguments = [validator.minimum, validator.maximum]
    elif kind == "ValidatePattern":
        arguments = [validator.pattern]
    return ScriptAttribute(f"{_SPACE}{kind}Attribute", arguments, ())


def _position(role: Any) -> int:
    return -(2**31) if role.position is None else int(role.position)


def parameter_sets(info: Any) -> Any:
    """`(Get-Command x).ParameterSets`."""
    metadata = info.metadata
    if metadata is None:
        return []
    from pssh.runtime.syntax import set_syntax

    found = []
    for name in metadata.set_names:
        made = PSObject(
            None,
            {
                "Name": name,
                "IsDefault": bool(metadata.default_set) and name.lower() == metadata.default_set.lower(),
                "Parameters": [_info(p, name) for p in metadata.all_parameters() if p.role(name) is not None],
            },
            [_SET, "System.Object"],
        )
        text = set_syntax(metadata, name)
        made.base = None
        made.members["ToString"] = shown_as(text)
        found.append(made)
    return found


class _Constant:
    """What a `ToString` member of an object made here runs: always the same text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def invoke_as_method(self, owner: Any, args: Any = ()) -> List[Any]:
        return [self.text]


def shown_as(text: str) -> Any:
    """A `ToString` method that gives a text."""
    from pssh.objects.psobject import PSScriptMethod

    return PSScriptMethod("ToString", _Constant(text))


def _info(parameter: Any, set_name: str) -> Any:
    role = parameter.role(set_name) or next(iter(parameter.sets.values()))
    return PSObject(
        None,
        {
            "Name": parameter.name,
            "ParameterType": parameter.type,
            "IsMandatory": role.mandatory,
            "IsDynamic": parameter.dynamic,
            "Position": _position(role),
            "ValueFromPipeline": role.pipeline,
            "ValueFromPipelineByPropertyName": role.by_property,
            "ValueFromRemainingArguments": role.remaining,
            "HelpMessage": role.help_message,
            "Aliases": list(parameter.aliases),
            "Attributes": _attributes(parameter),
        },
        [_INFO, "System.Object"],
    )
