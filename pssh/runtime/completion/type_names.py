"""Names of types behind `[`."""

from typing import List

from pssh.runtime.completion.candidates import Candidate, starting_with

__all__ = ["type_names"]


def type_names(word: str) -> List[Candidate]:
    """Accelerators and full names that begin with the word."""
    from pssh.objects.families import FAMILIES
    from pssh.objects.typenames import ACCELERATORS

    names = list(ACCELERATORS)
    names += [name for name in FAMILIES if "." in name and "." in word]
    return [Candidate(name, "Type") for name in starting_with(names, word)]
