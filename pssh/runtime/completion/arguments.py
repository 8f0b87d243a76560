"""Names of parameters and values of arguments."""

from typing import TYPE_CHECKING, Any, Iterable, List, Optional

from pssh.runtime.completion.candidates import Candidate, quoted, starting_with
from pssh.runtime.completion.completers import own_completions

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["argument_values", "parameter_names"]


def parameter_names(command: Any, word: str) -> List[Candidate]:
    """`-Na` of a command; its own parameters before the common ones."""
    metadata = None if command is None else command.metadata
    if metadata is None:
        return []
    typed = word.lstrip("-–—")
    found: List[Candidate] = []
    for table in (metadata.parameters, metadata.common_parameters):
        names = [p.name for p in table.values() if typed or not _hidden(p)]
        own = names if table is metadata.common_parameters else _in_order(names, typed)
        chosen = starting_with(own, typed) if table is metadata.common_parameters else own
        found += [Candidate("-" + name, "ParameterName", name) for name in chosen]
    return found


def _in_order(names: Iterable[str], typed: str) -> List[str]:
    lower = typed.lower()
    return [name for name in names if name.lower().startswith(lower)]


def _hidden(parameter: Any) -> bool:
    return all(role.hidden for role in parameter.sets.values())


def argument_values(runspace: "Runspace", command: Any, context: Any) -> Optional[List[Candidate]]:
    """Values for the argument being typed; None where a path is as good a guess as any."""
    metadata = command.metadata
    if metadata is None:
        return None
    parameter = _parameter(metadata, context)
    word = context.word.lstrip("'\"")
    if parameter is not None:
        own = own_completions(runspace, command, parameter, _places(metadata), context, word)
        if own is not None:
            return own
    names = _fixed(parameter) if parameter is not None else None
    if names is None and parameter is not None:
        names = _living(runspace, command.name, parameter.name)
    if names is None and parameter is not None and parameter.name in ("ComputerName", "HostName"):
        from pssh.runtime.completion.hosts import host_names

        names = host_names()
    if names is None:
        return None
    return [Candidate(quoted(name), "ParameterValue", name) for name in starting_with(names, word)]


def _parameter(metadata: Any, context: Any) -> Any:
    if context.parameter:
        matches = metadata.find(context.parameter)
        if len(matches) == 1 and not matches[0].is_switch:
            return matches[0]
    wanted = _places(metadata)
    return wanted[context.position] if context.position < len(wanted) else None


def _places(metadata: Any) -> List[Any]:
    """The parameters that take arguments by position, in order."""
    by_place = [
        ((p.name == "ComputerName", name == metadata.default_set), role.position, p)
        for p in metadata.parameters.values()
        for name, role in p.sets.items()
        if role.position is not None
    ]
    by_place.sort(key=lambda row: row[0])  # of several for one place a host, else that of the default set
    wanted = sorted({place: p for _, place, p in by_place}.items(), key=lambda pair: pair[0])
    if not wanted and metadata.script:
        return [p for p in metadata.parameters.values() if not p.is_switch]
    return [parameter for _, parameter in wanted]


def _fixed(parameter: Any) -> Optional[List[str]]:
    """The values of a ValidateSet, an enum or a Boolean."""
    for validator in parameter.validators:
        values = getattr(validator, "values", None)
        if values is not None and type(validator).__name__ == "ValidateSet":
            return [str(value) for value in values]
    wanted = parameter.type.element_type or parameter.type
    if wanted.is_enum:
        from pssh.objects.enums import enum_names

        return enum_names(wanted)
    if wanted.full_name == "System.Boolean":
        return ["$true", "$false"]
    return None


def _living(runspace: "Runspace", command: str, parameter: str) -> Optional[List[str]]:
    """Names and ids of the jobs, sessions, processes and commands there are."""
    noun, name = command.partition("-")[2].lower(), parameter.lower()
    if noun in ("job", "pssession", "command"):
        service = "jobs" if noun == "job" else "sessions"
        table = runspace.services.get(service)
        items = table.all() if table is not None else []
        if name in ("name", "id"):
            return [str(getattr(item, name)) for item in items]
        if name in ("job", "session"):
            return [f"$(Get-{'Job' if service == 'jobs' else 'PSSession'} {item.id})" for item in items]
    if noun == "process" and name == "name":
        from pssh.objects.net.process import processes

        return [str(p.name) for p in processes()]
    if (noun, name) in (("command", "name"), ("help", "name"), ("alias", "definition")):
        from pssh.runtime.upper import upper

        return list(upper("cmdlet_names")())
    return None
