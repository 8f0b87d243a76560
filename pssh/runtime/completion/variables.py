"""Names of variables, `$env:` and the other drives that hold values."""

from typing import Any, Iterable, List

from pssh.runtime.completion.candidates import Candidate, starting_with

__all__ = ["variables"]


def variables(runspace: Any, word: str) -> List[Candidate]:
    """What `$wo` could become."""
    sigil, name = word[:1], word[1:].lstrip("{")
    scope, colon, rest = name.partition(":")
    if colon and scope.lower() == "env":
        import os

        return _candidates(sigil, scope + ":", starting_with(os.environ, rest))
    prefix = scope + ":" if colon else ""
    return _candidates(sigil, prefix, starting_with(_names(runspace), rest if colon else name))


def _names(runspace: Any) -> Iterable[str]:
    from pssh.runtime.scope import UNSET

    scope = runspace.scope
    while scope is not None:
        for variable in scope.vars.values():
            if variable.value is not UNSET:
                yield variable.name
        scope = scope.parent


def _candidates(sigil: str, prefix: str, names: Iterable[str]) -> List[Candidate]:
    found = []
    for name in names:
        plain = all(c.isalnum() or c in "_?" for c in name)
        text = f"{sigil}{prefix}{name}" if plain else f"{sigil}{{{prefix}{name}}}"
        found.append(Candidate(text, "Variable", name))
    return found
