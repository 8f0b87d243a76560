"""From a call site's elements and values to a flat list of arguments, splats taken apart."""

from typing import Any, Iterator, List, Optional

from pssh.runtime.commands import NO_VALUE, ParameterText
from pssh.runtime.spelled import spelling

__all__ = ["Argument", "NumberText", "arguments_of", "plain_arguments", "spelled"]


class Argument:
    """One argument: named when `name` is set; `value` is NO_VALUE for `-Name` with nothing glued to it."""

    __slots__ = ("element", "index", "name", "place", "splatted", "text", "value")

    def __init__(
        self, name: Optional[str], value: Any, text: str = "", element: Any = None, splatted: bool = False
    ) -> None:
        self.name = name
        self.value = value
        self.text = text
        self.element = element
        self.place = element  # where the value stands: errors about it point there
        self.splatted = splatted
        self.index = -1  # where the value stands among the call site's values


def arguments_of(spec: Any, values: Any) -> List[Argument]:
    """The arguments of a call site (`callsite.CommandSpec`) with this run's values."""
    found: List[Argument] = []
    index = 0 if spec.name is not None else 1
    only_values = False
    for element in spec.elements:
        kind = element.kind
        if kind == "value":
            made = Argument(None, spelled(element, values[index]), "", element)
            made.index = index
            found.append(made)
            index += 1
        elif kind == "param":
            if only_values:
                found.append(Argument(None, "-" + element.name, "", element))
            else:
                found.append(Argument(element.name, NO_VALUE, "-" + element.name, element))
        elif kind == "param_value":
            place = element.value_part
            made = Argument(element.name, spelled(place, values[index]), f"-{element.name}:", element)
            made.place = place
            made.index = index
            found.append(made)
            index += 1
        elif kind == "splat":
            found.extend(_splatted(values[index], element))
            index += 1
        elif kind == "double_dash":
            only_values = True
        else:  # verbatim text behind --%
            found.append(Argument(None, values[index], "", element))
            index += 1
    return found


class NumberText:
    """A bare number with its spelling: `001` is 1, but "001" for a string parameter."""

    __slots__ = ("text", "value")

    def __init__(self, value: Any, text: str) -> None:
        self.value = value
        self.text = text


def spelled(element: Any, value: Any) -> Any:
    """The value; a bare number with its spelling."""
    text = spelling(value)
    if text is not None:
        return NumberText(value.base, text)
    if value.__class__ is str or not isinstance(value, (int, float)) or value.__class__ is bool:
        return value
    text = element.text
    if text and (text[0].isdigit() or text[0] in "+-.") and (str(value) != text or _is_whole(value)):
        return NumberText(value, text)
    return value


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer()  # written 2.0, it prints 2


def _splatted(value: Any, element: Any) -> Iterator[Argument]:
    from pssh.objects.psobject import unwrap

    value = unwrap(value)
    if hasattr(value, "items") and hasattr(value, "keys"):
        for key in list(value.keys()):
            name = str(key)
            yield Argument(name, value.get(key), f"-{name}:", element, True)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if type(item) is ParameterText:
                yield Argument(item[1:].rstrip(":"), NO_VALUE, str(item), element, True)
            else:
                yield Argument(None, item, "", element, True)
    elif value is not None:
        yield Argument(None, value, "", element, True)


def plain_arguments(args: Any, named: Any = None) -> List[Argument]:
    """Arguments given by Python code: positional values and a mapping of named ones."""
    found = [Argument(None, value) for value in args]
    for name, value in (named or {}).items():
        found.append(Argument(name, value, f"-{name}:"))
    return found
