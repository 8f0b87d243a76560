"""Names of commands: functions, cmdlets, aliases, scripts and programs."""

from typing import TYPE_CHECKING, Iterable, List

from pssh.runtime.completion.candidates import Candidate, starting_with
from pssh.runtime.completion.paths import paths

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["command_names"]


def command_names(runspace: "Runspace", word: str) -> List[Candidate]:
    """What the word could become as the first word of a command."""
    if "/" in word or word.startswith(("~", "\\", "'", '"')):
        return paths(runspace, word)
    own = starting_with(_own(runspace), word)
    found = [Candidate(name, "Command") for name in own]
    if word:
        known = {name.lower() for name in own}
        programs = (info.name for info in runspace.discovery.programs(word + "*"))
        found += [Candidate(n, "Command") for n in starting_with(programs, word) if n.lower() not in known]
        found += [
            c for c in paths(runspace, word) if c.kind == "ProviderContainer" or c.text.endswith(".ps1")
        ]
    return found


def _own(runspace: "Runspace") -> Iterable[str]:
    from pssh.runtime.upper import upper

    for scope in runspace.scope.chain():
        for info in list((scope.functions or {}).values()) + list((scope.aliases or {}).values()):
            if info is not None:
                yield info.name
    yield from upper("cmdlet_names")()
    yield from upper("cmdlet_aliases")
