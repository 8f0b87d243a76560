"""What a program gets as its arguments: texts, with bare wildcards and `~` expanded as on a POSIX shell."""

import os
from typing import TYPE_CHECKING, Any, List

from pssh.objects.nothing import NOTHING

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["native_arguments"]


def native_arguments(runspace: "Runspace", spec: Any, values: Any) -> List[str]:
    """The argument texts of a call site."""
    found: List[str] = []
    index = 0 if spec.name is not None else 1
    for element in spec.elements:
        kind = element.kind
        if kind == "param":
            found.append(element.text)
        elif kind == "double_dash":
            found.append("--")
        elif kind == "param_value":
            _glued(found, element, values[index])
            index += 1
        elif kind == "splat":
            _splat(found, values[index])
            index += 1
        elif kind == "verbatim":
            found.extend(_verbatim(values[index]))
            index += 1
        else:
            _value(runspace, found, element, values[index])
            index += 1
    return found


def _text(value: Any) -> str:
    from pssh.objects.convert import to_string

    return to_string(value)


def _value(runspace: "Runspace", found: List[str], element: Any, value: Any) -> None:
    if value.__class__ is str:
        if element.bare:
            found.extend(_expanded(runspace, value))
        else:
            found.append(value)
        return
    if value is None or value is NOTHING:
        return
    if isinstance(value, (int, float)) and value.__class__ is not bool:
        text = element.text
        if text and (text[0].isdigit() or text[0] in "+-."):
            found.append(text)
            return
    _add(found, value)


def _add(found: List[str], value: Any) -> None:
    from pssh.objects.psobject import unwrap

    base = unwrap(value)
    if isinstance(base, (list, tuple)):
        for item in base:
            if item is not None:
                found.append(_text(item))
        return
    found.append(_text(value))


def _glued(found: List[str], element: Any, value: Any) -> None:
    head = f"-{element.name}:"
    before: List[str] = []
    _add(before, value)
    if not before:
        found.append(head)
    elif element.text.startswith(head) and element.text[len(head) : len(head) + 1].isspace():
        found.append(head)
        found.extend(before)
    else:
        found.append(head + before[0])
        found.extend(before[1:])


def _splat(found: List[str], value: Any) -> None:
    from pssh.objects.psobject import unwrap

    base = unwrap(value)
    if hasattr(base, "items") and hasattr(base, "keys"):
        for key in list(base.keys()):
            found.append(f"-{_text(key)}:{_text(base.get(key))}")
    elif base is not None:
        _add(found, base)


def _verbatim(value: Any) -> List[str]:
    import shlex

    text = _text(value)
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _expanded(runspace: "Runspace", word: str) -> List[str]:
    if word.startswith("~") and (word == "~" or word[1] == "/"):
        word = os.environ.get("HOME", "~") + word[1:]
    if "*" not in word and "?" not in word and "[" not in word:
        return [word]
    from pssh.runtime.wildcards import has_wildcard

    if not has_wildcard(word):
        return [word]
    return _globbed(runspace, word) or [word]


def _globbed(runspace: "Runspace", word: str) -> List[str]:
    import glob

    base = runspace.location.native
    if os.path.isabs(word):
        return sorted(glob.glob(word))
    start = os.path.join(glob.escape(base), "")
    return sorted(path[len(base.rstrip("/")) + 1 :] for path in glob.glob(start + word))
