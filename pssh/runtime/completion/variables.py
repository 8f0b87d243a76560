"""Names of variables, `$env:` and the other drives that hold values."""

from typing import TYPE_CHECKING, Iterable, List

from pssh.runtime.completion.candidates import Candidate, starting_with

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["variables"]


def variables(runspace: "Runspace", word: str) -> List[Candidate]:
    """What `$wo` could become."""
    sigil, name = word[:1], word[1:].lstrip("{")
    scope, colon, rest = name.partition(":")
    if colon and scope.lower() == "env":
        import os

        return _candidates(sigil, scope + ":", starting_with(os.environ, rest))
    prefix = scope + ":" if colon else ""
    return _candidates(sigil, prefix, starting_with(_names(runspace), rest if colon else name))


def _names(runspace: "Runspace") -> Iterable[str]:
    from pssh.runtime.scope import UNSET

    for scope in runspace.scope.chain():
        for variable in scope.vars.values():
            if variable.value is not UNSET:
                yield variable.name


def _candidates(sigil: str, prefix: str, names: Iterable[str]) -> List[Candidate]:
    found = []
    for name in names:
        plain = all(c.isalnum() or c in "_?" for c in name)
        text = f"{sigil}{prefix}{name}" if plain else f"{sigil}{{{prefix}{name}}}"
        found.append(Candidate(text, "Variable", name))
    return found
