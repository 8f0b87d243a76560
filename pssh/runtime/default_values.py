"""`$PSDefaultParameterValues`: keys 'Command:Parameter' with wildcards, or 'Disabled'."""

from typing import TYPE_CHECKING, Any, Iterator, List, Tuple

from pssh.objects.convert import to_bool, to_string

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["defaults_for"]


def defaults_for(call: "Call", table: Any) -> Iterator[Tuple[str, Any]]:
    """The (parameter name, value) pairs of the table that are meant for this command."""
    if not hasattr(table, "items"):
        return
    entries = [(to_string(key), value) for key, value in list(table.items())]
    if any(key.lower() == "disabled" and to_bool(value) for key, value in entries):
        return
    names = _names(call)
    for key, value in entries:
        command, separator, parameter = key.partition(":")
        if not separator:
            continue
        if _matches(command.strip(" '\""), names):
            yield parameter.strip(" '\""), _evaluated(call, value)


def _names(call: "Call") -> List[str]:
    names = [call.command.name]
    for alias, info in call.runspace.global_scope.aliases.items():
        if info is not None and info.target.lower() == call.command.name.lower():
            names.append(alias)
    return names


def _matches(pattern: str, names: List[str]) -> bool:
    from pssh.runtime.wildcards import wildcard

    match = wildcard(pattern)
    return any(match(name) for name in names)


def _evaluated(call: "Call", value: Any) -> Any:
    if hasattr(value, "bind_for_pipeline"):
        from pssh.objects.compare import collapse

        return collapse(call.invoke(value))
    return value
