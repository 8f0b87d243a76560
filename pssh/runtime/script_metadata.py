"""Parameter metadata of script functions, from the attributes of their `param()` block."""

from typing import Any, Dict, List

from pssh.runtime.attributes import ScriptAttribute, validator_of
from pssh.runtime.params import ALL_SETS, CommandMetadata, ParameterMetadata, ParameterRole

__all__ = ["block_attributes", "extended", "is_advanced", "metadata_of", "parameter_metadata"]


def _attributes(script_block: Any) -> Any:
    """(attributes of the block, attributes of each parameter)."""
    block = script_block.block
    if block.facts is None:
        if block.attributes is None:
            block.facts = ([], [[] for _ in block.parameters])
        else:
            block.facts = block.attributes(_frame(script_block))
    return block.facts


def _frame(script_block: Any) -> Any:
    """A frame for evaluating attribute arguments."""
    from pssh.runtime.frame import Frame
    from pssh.runtime.stack import current_frame

    current = current_frame()
    if current is None:
        if script_block.state is None:
            return None
        scope = script_block.state
        current = Frame(scope.rs, scope, script_block.block, None, scope.rs.streams, ())
    scope = script_block.home(current.scope)  # a module's types are known there
    frame = Frame(current.rs, scope, script_block.block, current, current.streams, ())
    frame.cells = tuple([scope.cell(name) for name in script_block.block.spelled])
    return frame


def block_attributes(script_block: Any) -> List[ScriptAttribute]:
    """The attributes in front of `param()`."""
    found: List[ScriptAttribute] = _attributes(script_block)[0]
    return found


def is_advanced(script_block: Any) -> bool:
    """Whether it has [CmdletBinding()], or a parameter with [Parameter()]."""
    own, each = _attributes(script_block)
    if any(a.name == "cmdletbinding" for a in own):
        return True
    return any(a.name == "parameter" for attributes in each for a in attributes)


def metadata_of(script_block: Any) -> CommandMetadata:
    """The metadata of a script block's parameters."""
    block = script_block.block
    own, each = _attributes(script_block)
    advanced = is_advanced(script_block)
    binding = next((a for a in own if a.name == "cmdletbinding"), None)
    positional = True
    options: Dict[str, Any] = {}
    if binding is not None:
        positional = bool(binding.get("positionalbinding", True))
        options["default_set"] = binding.get("defaultparametersetname")
        options["should_process"] = bool(binding.get("supportsshouldprocess", False))
        impact = binding.get("confirmimpact")
        if impact is not None:
            options["confirm_impact"] = str(getattr(impact, "name", impact))
    frame = _frame(script_block)
    rows = []
    for parameter, attributes in zip(block.parameters, each):
        wanted = None if parameter[2] is None else parameter[2].resolve(frame)
        rows.append(parameter_metadata(parameter[0], wanted, attributes))
    if positional:
        _default_positions(rows, each)
    return CommandMetadata(
        block.name, rows, positional_binding=positional, common=advanced, script=True, **options
    )


def _default_positions(rows: List[ParameterMetadata], each: Any) -> None:
    """Without any explicit position the parameters take theirs in the order of writing."""
    for attributes in each:
        if any(a.name == "parameter" and "position" in a.named for a in attributes):
            return
    place = 0
    for row in rows:
        if row.is_switch:
            continue
        for role in row.sets.values():
            if not role.remaining:
                role.position = place
        place += 1


def parameter_metadata(
    name: str, wanted: Any, attributes: List[ScriptAttribute], **more: Any
) -> ParameterMetadata:
    """One parameter from its type and attributes."""
    sets: Dict[str, ParameterRole] = {}
    aliases: List[str] = []
    validators: List[Any] = []
    transforms: List[Any] = []
    words = {a.name for a in attributes}
    help_text = ""
    for attribute in attributes:
        kind = attribute.name
        if kind == "parameter":
            role = _role(attribute)
            help_text = help_text or role.help_message
            sets[str(attribute.get("parametersetname", ALL_SETS))] = role
        elif kind == "alias":
            for value in attribute.positional:
                aliases.extend(value if isinstance(value, list) else [value])
        elif kind.startswith("validate") or attribute.instance is not None:
            transform = _transform(attribute)
            if transform is not None:
                transforms.append(transform)
            validator = validator_of(attribute)
            if validator is not None:
                validators.append(validator)
    return ParameterMetadata(
        name,
        type=wanted,
        key=name,
        sets=sets or {ALL_SETS: ParameterRole()},
        aliases=[str(a) for a in aliases],
        validators=validators,
        transforms=transforms,
        allow_null="allownull" in words,
        allow_empty_string="allowemptystring" in words,
        allow_empty_collection="allowemptycollection" in words,
        attributes=attributes,
        help=help_text,
        wildcards="supportswildcards" in words,
        **more,
    )


def _role(attribute: ScriptAttribute) -> ParameterRole:
    position = attribute.get("position")
    return ParameterRole(
        position=None if position is None or int(position) < 0 else int(position),
        mandatory=bool(attribute.get("mandatory", False)),
        pipeline=bool(attribute.get("valuefrompipeline", False)),
        by_property=bool(attribute.get("valuefrompipelinebypropertyname", False)),
        remaining=bool(attribute.get("valuefromremainingarguments", False)),
        help_message=str(attribute.get("helpmessage", "") or ""),
        hidden=bool(attribute.get("dontshow", False)),
    )


def _transform(attribute: ScriptAttribute) -> Any:
    """An attribute of a script class that transforms arguments."""
    if attribute.instance is None:
        return None
    from pssh.runtime.attributes import OwnAttribute

    own = OwnAttribute(attribute.instance)
    return own if own.transforms else None


def extended(metadata: CommandMetadata, parameters: List[ParameterMetadata]) -> CommandMetadata:
    """The metadata with dynamic parameters added."""
    return CommandMetadata(
        metadata.name,
        [*metadata.parameters.values(), *parameters],
        default_set=metadata.default_set,
        should_process=metadata.should_process,
        confirm_impact=metadata.confirm_impact,
        positional_binding=metadata.positional_binding,
        common=metadata.common,
        script=True,
        set_names=metadata.set_names if metadata.set_names != (ALL_SETS,) else (),
    )
