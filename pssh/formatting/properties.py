"""`-Property` of Format-*: names, patterns, script blocks and tables of label, expression, format ..."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.formatting.access import expand_name, getter, has_wildcard, is_block
from pssh.formatting.table import CENTER, LEFT, RIGHT
from pssh.formatting.values import is_number_like

__all__ = ["PropertySpec", "parse_properties"]

_KEYS = ("expression", "label", "name", "formatstring", "width", "alignment", "depth")
_ALIGN = {"left": LEFT, "center": CENTER, "right": RIGHT}


class PropertySpec:
    """One entry of -Property."""

    __slots__ = ("align", "depth", "expression", "format", "label", "width")

    def __init__(self, expression: Any, label: Optional[str] = None) -> None:
        self.expression = expression
        self.label = label
        self.format = ""
        self.width = 0
        self.align = 0
        self.depth = 0

    @property
    def title(self) -> str:
        return self.label if self.label is not None else str(self.expression)

    def expand(self, value: Any) -> "List[PropertySpec]":
        """The columns this means on an object: a pattern is as many as match."""
        if isinstance(self.expression, str) and has_wildcard(self.expression):
            return [self._twin(name) for name in expand_name(value, self.expression)]
        if isinstance(self.expression, str) and self.label is None:
            names = expand_name(value, self.expression)
            return [self._twin(names[0])] if names else [self]
        return [self]

    def _twin(self, name: str) -> "PropertySpec":
        twin = PropertySpec(name, self.label)
        twin.format, twin.width, twin.align = self.format, self.width, self.align
        return twin

    def present(self, value: Any) -> bool:
        """Whether the object has what is asked for (a script block always is)."""
        if not isinstance(self.expression, str):
            return True
        from pssh.formatting.access import has_property

        return has_property(value, self.expression)


def _fail(error_id: str, message: str) -> Exception:
    from pssh.objects.errors import ps_error

    return ps_error(error_id, message, "InvalidArgument", exception="System.NotSupportedException")


def _key_of(key: Any, allowed: Tuple[str, ...]) -> str:
    text = str(key).lower()
    if text in allowed:
        return text
    found = [each for each in allowed if each.startswith(text)] if text else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise _fail("DictionaryKeyIllegal", f"The {key} key is not valid.")
    raise _fail("DictionaryKeyAmbiguous", f"The {key} key is not unique. It matches: {', '.join(found)}.")


def _apply(spec: PropertySpec, key: str, value: Any) -> None:
    if key in ("label", "name"):
        spec.label = str(value)
    elif key == "formatstring":
        spec.format = str(value)
    elif key == "width":
        spec.width = _number(value, "width")
    elif key == "depth":
        spec.depth = _number(value, "depth")
    elif key == "alignment":
        align = [code for name, code in _ALIGN.items() if str(value) and name.startswith(str(value).lower())]
        if len(align) != 1:
            raise _fail(
                "AlignmentIllegal",
                f"The {value} value is not valid. Use one of the following values: left, center, right.",
            )
        spec.align = align[0]


def _number(value: Any, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _fail("DictionaryKeyIllegalValue", f"The value of the {key} key is not a number.")
    return int(value)


def parse_property(value: Any, keys: Tuple[str, ...] = _KEYS) -> PropertySpec:
    """One value of -Property as a PropertySpec."""
    from pssh.objects.psobject import unwrap

    value = unwrap(value)
    if isinstance(value, str):
        return PropertySpec(str(value))
    if is_block(value):
        return PropertySpec(value)
    if hasattr(value, "stored_key"):
        return _from_table(value, keys)
    if isinstance(value, (int, float)) or value is None:
        from pssh.objects.tostring import to_string

        return PropertySpec(to_string(value))
    raise _fail(
        "DictionaryKeyUnknownType",
        f"Cannot convert {type(value).__name__} to one of the following types "
        "{System.String, System.Management.Automation.ScriptBlock}.",
    )


def _from_table(table: Any, keys: Tuple[str, ...]) -> PropertySpec:
    entries: Dict[str, Any] = {}
    for key, value in table.items():
        name = _key_of(key, keys)
        if name in entries:
            raise _fail("DuplicateKey", f"The {key} key is duplicated.")
        entries[name] = value
    if "expression" not in entries:
        raise _fail("MissingMandatoryEntry", "The Expression key is missing.")
    expression = entries.pop("expression")
    if not isinstance(expression, str) and not is_block(expression):
        raise _fail("IllegalExpression", "The value of the Expression key is not valid.")
    spec = PropertySpec(str(expression) if isinstance(expression, str) else expression)
    for key, value in entries.items():
        _apply(spec, key, value)
    return spec


def parse_properties(values: Any) -> List[PropertySpec]:
    """All of -Property."""
    if values is None:
        return []
    return [parse_property(value) for value in values]


def default_align(spec: PropertySpec, value: Any, context: Any) -> int:
    """The alignment of a column that names none: by the first object's value."""
    if spec.align:
        return spec.align
    try:
        first = getter(spec.expression, context)(value)
    except Exception:  # a failing expression shows as text
        return LEFT
    return RIGHT if is_number_like(first) else LEFT
