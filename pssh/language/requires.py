"""`#requires` lines: what a script asks of the shell that runs it."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.language import nodes as n
from pssh.language.constants import is_constant, pure_expression
from pssh.language.scanner import COMMAND

__all__ = ["read_requirements"]

_PARAMETERS = ("runasadministrator", "shellid", "pssnapin", "psedition", "version", "assembly", "modules")


def read_requirements(parser: Any, tree: Any) -> Any:
    """The tree with its requirements; errors go to the parser."""
    lines, parser.requires = parser.requires, []
    found: Dict[str, Any] = {}
    for line in lines:
        command = _parse_line(parser, line)
        if command is not None:
            _read_command(parser, command, found)
    values = {name: getattr(tree, name) for name in tree._fields}
    values["requirements"] = n.ScriptRequirements(
        found.get("version"),
        tuple(found.get("psedition", ())),
        tuple(found.get("modules", ())),
        "runasadministrator" in found,
    )
    return type(tree)(**values)


def _parse_line(parser: Any, line: Any) -> Any:
    state = (parser.pos, parser.limit, parser.ungot, parser.mode, parser.saved, parser.nested_base)
    parser.pos, parser.limit, parser.nested_base = line.start + 1, line.end, line.start + 1
    parser.ungot, parser.mode, parser.saved = None, COMMAND, None
    try:
        return parser.command()
    finally:
        parser.pos, parser.limit, parser.ungot, parser.mode, parser.saved, parser.nested_base = state


def _report(parser: Any, node: Any, error_id: str, *args: str) -> None:
    parser.report(node.extent.start, node.extent.end, error_id, *args)


def _read_command(parser: Any, command: Any, found: Dict[str, Any]) -> None:
    elements = command.elements
    first = elements[0]
    if type(first) is not n.StringConstantExpressionAst or first.value.lower() != "requires":
        _report(parser, command, "ScriptRequiresInvalidFormat")
    snapin = any(
        type(element) is n.CommandParameterAst and "pssnapin".startswith(element.name.lower())
        for element in elements[1:]
    )
    index = 1
    while index < len(elements):
        element = elements[index]
        index += 1
        if type(element) is not n.CommandParameterAst:
            _report(parser, element, "ScriptRequiresInvalidFormat")
            continue
        argument = element.argument
        if argument is None and index < len(elements):
            argument = elements[index]
            index += 1
        _read_parameter(parser, element, argument, snapin, found)


def _read_parameter(parser: Any, parameter: Any, argument: Any, snapin: bool, found: Dict[str, Any]) -> None:
    written = parameter.name.lower()
    name = next((known for known in _PARAMETERS if known.startswith(written)), "")
    if name == "runasadministrator":
        found[name] = True
        if argument is not None:
            _report(parser, parameter, "ParameterCannotHaveArgument", parameter.name)
        return
    if argument is None:
        _report(parser, parameter, "ParameterRequiresArgument", parameter.name)
        return
    if not is_constant(argument, False, True):
        _report(parser, argument, "RequiresArgumentMustBeConstant")
        return
    if not name:
        _report(parser, parameter, "ScriptRequiresInvalidFormat")
    elif name == "version":
        version = _version(argument)
        if version is None:
            _report(parser, argument, "RequiresVersionInvalid")
        elif not snapin:
            if found.get("version", version) != version:
                _report(parser, parameter, "ParameterAlreadyBound", "", "version")
                return
            found["version"] = version
    elif name == "modules":
        for item in _items(argument):
            _read_module(parser, argument, item, found)
    elif name == "psedition":
        _read_editions(parser, parameter, argument, found)
    else:
        _read_string(parser, parameter, argument, name, found)


def _items(argument: Any) -> Tuple[Any, ...]:
    if type(argument) is n.ParenExpressionAst:
        inner = pure_expression(argument.pipeline)
        return _items(inner) if inner is not None else (argument,)
    return tuple(argument.elements) if type(argument) is n.ArrayLiteralAst else (argument,)


def _read_string(parser: Any, parameter: Any, argument: Any, name: str, found: Dict[str, Any]) -> None:
    if name != "assembly" and name in found:
        _report(parser, parameter, "ParameterAlreadyBound", "", name)
        return
    for item in _items(argument):
        if type(item) is not n.StringConstantExpressionAst:
            _report(parser, argument, "RequiresInvalidStringArgument", name)
            return
    found[name] = argument


def _read_editions(parser: Any, parameter: Any, argument: Any, found: Dict[str, Any]) -> None:
    if "psedition" in found:
        _report(parser, parameter, "ParameterAlreadyBound", "", "psedition")
        return
    editions: List[str] = []
    for item in _items(argument):
        if type(item) is not n.StringConstantExpressionAst:
            _report(parser, argument, "RequiresInvalidStringArgument", "psedition")
            continue
        if item.value.lower() not in ("core", "desktop"):
            _report(parser, argument, "RequiresPSEditionInvalid", "psedition")
        if item.value.lower() in [edition.lower() for edition in editions]:
            _report(parser, argument, "RequiresPSEditionValueIsAlreadySpecified", "psedition")
        else:
            editions.append(item.value)
    found["psedition"] = editions


def _version(argument: Any) -> Optional[str]:
    text = argument.value if type(argument) is n.StringConstantExpressionAst else argument.extent.text
    parts = text.split(".")
    if not 1 <= len(parts) <= 4 or not all(part.isdecimal() for part in parts):
        return None
    return text + ".0" if len(parts) == 1 else str(text)


def _read_module(parser: Any, argument: Any, item: Any, found: Dict[str, Any]) -> None:
    modules: List[Any] = found.setdefault("modules", [])
    if type(item) is n.StringConstantExpressionAst:
        modules.append({"ModuleName": item.value})
        return
    if type(item) is not n.HashtableAst:
        _report(parser, argument, "RequiresModuleInvalid", "")
        return
    table = {}
    for key, value in item.pairs:
        name = key.value if type(key) is n.StringConstantExpressionAst else ""
        constant = pure_expression(value)
        table[name] = constant.value if type(constant) is n.StringConstantExpressionAst else constant
    names = {name.lower() for name in table}
    if "modulename" not in names or not names & {
        "moduleversion", "requiredversion", "maximumversion",
    }:  # fmt: skip
        _report(parser, argument, "RequiresModuleInvalid", "")
        return
    modules.append(table)
