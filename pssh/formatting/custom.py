"""Format-Custom of objects without a view: the tree of properties, `class Name { ... }`, down to a depth."""

from typing import Any, List, Tuple

from pssh.formatting.access import getter, property_names
from pssh.formatting.context import ExpressionFailed
from pssh.formatting.values import cell_text, scalar_text
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import unwrap

__all__ = ["object_lines"]

Lines = List[Tuple[int, str]]
_DEPTH = 5
_STEP = 2


def _is_plain(value: Any) -> bool:
    from pssh.formatting.selection import is_scalar

    return value is None or value is NOTHING or is_scalar(value)


def _class_name(value: Any) -> str:
    from pssh.objects.types import type_names

    return str(type_names(value)[0]).rpartition(".")[2]


def _elements(value: Any) -> Any:
    from pssh.formatting.values import elements

    return elements(unwrap(value))


def object_lines(value: Any, options: Any, context: Any) -> Lines:
    """The lines of one object; a blank line ends it."""
    lines: Lines = []
    _object(lines, 0, value, options.depth or _DEPTH, context, options.properties)
    lines.append((0, ""))
    return lines


def _object(lines: Lines, indent: int, value: Any, depth: int, context: Any, specs: Any = ()) -> None:
    lines.append((indent, f"class {_class_name(value)}"))
    lines.append((indent, "{"))
    if specs:
        chosen = [(e.title, e.expression) for spec in specs for e in spec.expand(value) if e.present(value)]
    else:
        chosen = [(name, name) for name in property_names(value)]
    for label, expression in chosen:
        try:
            found = getter(expression, context)(value)
        except ExpressionFailed:
            found = None
        _member(lines, indent + _STEP, label, None if found is MISSING else found, depth - 1, context)
    lines.append((indent, "}"))


def _member(lines: Lines, indent: int, label: str, value: Any, depth: int, context: Any) -> None:
    if _is_plain(value):
        lines.append((indent, f"{label} = {'' if value is None or value is NOTHING else scalar_text(value)}"))
        return
    if depth <= 0:
        lines.append((indent, f"{label} = {cell_text(value, context.limit, False)}"))
        return
    lines.append((indent, f"{label} = "))
    held = _elements(value)
    if held is None:
        _object(lines, indent + _STEP, value, depth, context)
        return
    lines.append((indent + _STEP, "["))
    for count, each in enumerate(held):
        if 0 <= context.limit <= count:
            lines.append((indent + 2 * _STEP, "..."))
            break
        if _is_plain(each):
            lines.append((indent + 2 * _STEP, "" if each is None else scalar_text(each)))
        else:
            _object(lines, indent + 2 * _STEP, each, depth - 1, context)
    lines.append((indent + _STEP, "]"))
    lines.append((indent + _STEP, ""))
