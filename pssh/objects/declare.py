"""Declarations of members: properties, methods and their overloads, read from PowerShell's definition texts.

`"string Substring(int startIndex, int length)"` is what Get-Member shows, what the overload chooser reads
and what converts the arguments: one text for all three.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

__all__ = ["Method", "Overload", "Parameter", "Property", "split_top", "with_arguments"]


def split_top(text: str, separator: str = ",") -> List[str]:
    """`text` cut at the separators outside of brackets, parts stripped."""
    parts: List[str] = []
    depth = start = 0
    for index, char in enumerate(text):
        if char in "[(<":
            depth += 1
        elif char in "])>":
            depth -= 1
        elif char == separator and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    last = text[start:].strip()
    if last or parts:
        parts.append(last)
    return parts


class Parameter:
    """One parameter of an overload; `type` is None where any value goes unconverted."""

    __slots__ = ("_type", "arguments", "is_array", "is_ref", "name", "optional", "type_text")

    def __init__(self, text: str, arguments: Optional[Dict[str, Any]] = None) -> None:
        lower = text.lower()
        self.is_array = lower.startswith("params ")
        self.is_ref = False
        if self.is_array:
            text = text[7:].strip()
        for mark in ("[ref] ", "ref ", "out ", "in "):
            if text.lower().startswith(mark):
                self.is_ref = mark != "in "
                text = text[len(mark) :].strip()
        text, equals, _ = text.partition("=")
        self.optional = bool(equals)
        type_text, _, name = text.strip().rpartition(" ")
        self.type_text = type_text.strip() or name
        self.name = name
        self.arguments = arguments
        self._type: Any = Parameter

    @property
    def type(self) -> Any:
        """The type, resolved when first asked for (a family may have to load); None when nobody knows it."""
        if self._type is Parameter:
            found = substitute(self.type_text, self.arguments) if self.arguments else None
            if found is None:
                from pssh.objects.types import resolve_type

                found = resolve_type(self.type_text)
            self._type = found
        return self._type


class Overload:
    """One signature and the Python function behind it."""

    __slots__ = ("_bound", "_parameters", "func", "generic_names", "raw", "static", "text", "void")

    def __init__(self, text: str, func: Callable[..., Any], static: bool = False, raw: bool = False) -> None:
        if static and not text.startswith("static "):
            text = "static " + text
        self.text = text
        self.func = func
        self.static = static
        self.raw = raw
        head = text[7:] if text.startswith("static ") else text
        self.void = head.startswith("void ")
        self._parameters: Optional[List[Parameter]] = None
        self._bound: Dict[Any, List[Parameter]] = {}  # by what T stands for
        self.generic_names: Tuple[str, ...] = ()

    def parameters(self, type_arguments: Optional[Dict[str, Any]] = None) -> List[Parameter]:
        """The parameters with their types resolved (`type_arguments` gives T its meaning)."""
        if type_arguments:
            key = tuple(type_arguments.items())
            bound = self._bound.get(key)
            if bound is None:
                bound = self._bound[key] = self._read(type_arguments)
            return bound
        if self._parameters is None:
            self._parameters = self._read({})
        return self._parameters

    def _read(self, type_arguments: Dict[str, Any]) -> List[Parameter]:
        head, _, rest = self.text.partition("(")
        if head.endswith("]"):
            self.generic_names = tuple(split_top(head[head.rindex("[") + 1 : -1]))
        body = rest[: rest.rindex(")")] if ")" in rest else rest
        return [Parameter(part, type_arguments) for part in split_top(body)]

    @property
    def return_text(self) -> str:
        """The text of the type it gives."""
        head = self.text.partition("(")[0]
        if head.startswith("static "):
            head = head[7:]
        return head.rpartition(" ")[0]


def substitute(name: str, type_arguments: Dict[str, Any]) -> Any:
    """The type `name` stands for where T, TKey ... have a meaning; None when none occurs in it."""
    from pssh.objects.types import resolve_type

    if name in type_arguments:
        return type_arguments[name]
    if name.endswith("[]"):
        inner = substitute(name[:-2], type_arguments)
        return None if inner is None else inner.array_type()
    if name.endswith("]") and "[" in name:
        outer, _, inner_text = name.partition("[")
        parts = split_top(inner_text[:-1])
        found = [substitute(part, type_arguments) for part in parts]
        if any(item is not None for item in found):
            whole = tuple(item or resolve_type(part) for item, part in zip(found, parts))
            if all(item is not None for item in whole):
                return resolve_type(outer, whole)
    return None


def with_arguments(text: str, type_arguments: Optional[Dict[str, Any]]) -> str:
    """A definition with T, TKey ... replaced by what they mean on a constructed type."""
    if not type_arguments:
        return text
    from re import compile

    from pssh.objects.types import definition_type_name

    def name_of(found: Any) -> str:
        return definition_type_name(type_arguments[found.group()])

    return compile(r"\b(?:" + "|".join(type_arguments) + r")\b").sub(name_of, text)


class Method:
    """All overloads of one name on one type."""

    __slots__ = ("hidden", "kind", "name", "overloads", "plans", "static", "type_arguments")
    is_property = False

    def __init__(self, name: str, static: bool = False, kind: str = "Method") -> None:
        self.name = name
        self.static = static
        self.kind = kind
        self.hidden = False
        self.overloads: List[Overload] = []
        self.plans: Dict[Any, Any] = {}
        self.type_arguments: Optional[Dict[str, Any]] = None

    def specialised(self, type_arguments: Dict[str, Any]) -> "Method":
        """This method on a constructed generic type."""
        twin = Method(self.name, self.static, self.kind)
        twin.overloads = self.overloads
        twin.type_arguments = type_arguments
        return twin

    def texts(self) -> List[str]:
        """The definitions of the overloads."""
        return [with_arguments(overload.text, self.type_arguments) for overload in self.overloads]

    @property
    def definition(self) -> str:
        return ", ".join(self.texts())


class Property:
    """A property (or field) of a type."""

    __slots__ = ("getter", "hidden", "kind", "name", "setter", "static", "target", "type_text")
    is_property = True

    def __init__(
        self,
        name: str,
        type_text: str,
        getter: Optional[Callable[..., Any]],
        setter: Optional[Callable[..., Any]] = None,
        static: bool = False,
        kind: str = "Property",
    ) -> None:
        self.name = name
        self.type_text = type_text
        self.getter = getter
        self.setter = setter
        self.static = static
        self.kind = kind
        self.hidden = False
        self.target = ""  # of an AliasProperty; of the other extended kinds, the code that Get-Member shows

    @property
    def definition(self) -> str:
        if self.kind == "AliasProperty":
            return f"{self.name} = {self.target}"
        access = ("get;" if self.getter else "") + ("set;" if self.setter else "")
        if self.kind == "ScriptProperty":
            return (
                f"System.Object {self.name} {{get=...;}}" if not self.setter else f"System.Object {self.name}"
            )
        text = f"{self.type_text} {self.name} {{{access}}}"
        return "static " + text if self.static else text

    @property
    def value_type_name(self) -> str:
        from pssh.objects.types import resolve_type

        found = resolve_type(self.type_text)
        return str(found.full_name) if found is not None else self.type_text
