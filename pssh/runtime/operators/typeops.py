"""Type literals, casts, `-is`, `-as`, and the constraints of typed variables."""

from typing import Any, Tuple

from pssh.objects.errors import PSError, ps_error
from pssh.objects.nothing import NOTHING

__all__ = [
    "TypeRef",
    "as_type",
    "cast",
    "is_not_type",
    "is_type",
    "resolve_type_ref",
    "type_constraint",
    "type_ref",
]


class TypeRef:
    """A type as written. `value` is the NetType once it is known for good (a type no script defined)."""

    __slots__ = ("generic", "name", "ranks", "value")

    def __init__(self, name: str, generic: "Tuple[TypeRef, ...]" = (), ranks: Tuple[int, ...] = ()) -> None:
        self.name = name
        self.generic = generic
        self.ranks = ranks
        self.value: Any = None

    @property
    def text(self) -> str:
        text = self.name
        if self.generic:
            text += "[" + ",".join(g.text for g in self.generic) + "]"
        return text + "".join("[" + "," * (rank - 1) + "]" for rank in self.ranks)

    def find(self, f: Any) -> Any:
        """The NetType, or None."""
        if self.value is not None:
            return self.value
        own = _script_type(f, self)
        if own is not None:
            return _with_ranks(own, self.ranks)
        arguments = []
        local = False
        for argument in self.generic:
            found = argument.find(f)
            if found is None:
                return None
            local = local or argument.value is None
            arguments.append(found)
        from pssh.objects.types import resolve_type

        found = resolve_type(self.name, tuple(arguments))
        if found is None:
            found = _in_namespaces(f, self.name, tuple(arguments))
            local = True
        if found is None:
            return None
        found = _with_ranks(found, self.ranks)
        if not local:
            self.value = found
        return found

    def resolve(self, f: Any) -> Any:
        """The NetType; an error when there is none."""
        found = self.value or self.find(f)
        if found is None:
            raise ps_error(
                "TypeNotFound", f"Unable to find type [{self.text}].", "InvalidOperation", self.text
            )
        return found


def _with_ranks(found: Any, ranks: Tuple[int, ...]) -> Any:
    for rank in ranks:
        found = found.array_type(rank)
    return found


def _script_type(f: Any, ref: TypeRef) -> Any:
    """A class or enum that a script defined, seen from the frame."""
    if f is None or ref.generic:
        return None
    top = f.scope.state.top
    if not top.script_types:
        return None
    return f.scope.find_type(ref.name)


def _in_namespaces(f: Any, name: str, arguments: Any) -> Any:
    """Through `using namespace`."""
    if f is None:
        return None
    from pssh.objects.types import resolve_type

    own = f.block.unit.namespaces if f.block is not None else ()
    for namespace in (*own, *f.scope.state.top.namespaces):
        found = resolve_type(f"{namespace}.{name}", arguments)
        if found is not None:
            return found
    return None


def type_ref(name: str, generic: Any, ranks: Any) -> TypeRef:
    """A type by its name in the source; found when it is first used."""
    return TypeRef(name, generic, ranks)


def resolve_type_ref(f: Any, ref: TypeRef) -> Any:
    """`[type]` as a value; raises when there is no such type."""
    return ref.resolve(f)


def cast(f: Any, value: Any, ref: TypeRef) -> Any:
    """`[type]value`."""
    from pssh.objects.convert import convert

    return convert(None if value is NOTHING else value, ref.value or ref.resolve(f))


def _wanted(f: Any, value: Any) -> Any:
    """The type on the right of `-is` and `-as`: a type or its name; raises when there is none of that name."""
    from pssh.objects.nettype import NetType

    if isinstance(value, NetType):
        return value
    if isinstance(value, TypeRef):
        return value.resolve(f)
    from pssh.objects.tostring import to_string

    text = to_string(value)
    found = TypeRef(text.strip("[]") if isinstance(value, str) else text).find(f)
    if found is None:
        raise ps_error(
            "RuntimeException",
            f'Cannot convert the "{text}" value of type "System.String" to type "System.Type".',
        )
    return found


def is_type(f: Any, value: Any, kind: Any) -> bool:
    """`value -is kind`."""
    wanted = _wanted(f, kind)
    if value is NOTHING or value is None:
        return False
    from pssh.objects.types import is_instance

    return is_instance(value, wanted)


def is_not_type(f: Any, value: Any, kind: Any) -> bool:
    """`value -isnot kind`."""
    return not is_type(f, value, kind)


def as_type(f: Any, value: Any, kind: Any) -> Any:
    """`value -as kind`: None where it cannot be converted."""
    wanted = _wanted(f, kind)
    from pssh.objects.convert import convert

    try:
        return convert(None if value is NOTHING else value, wanted)
    except PSError:
        return None


def type_constraint(f: Any, ref: TypeRef) -> Any:
    """`[type]` in front of a variable: a rule that converts what is assigned."""
    from pssh.runtime.attributes import TypeConstraint

    return TypeConstraint(ref.resolve(f))


def attribute(f: Any, ref: TypeRef, positional: Any, named: Any) -> Any:
    """An attribute object from its written arguments."""
    from pssh.runtime.attributes import ScriptAttribute

    made = ScriptAttribute(ref.text, positional, named)
    for kind in (_script_type(f, ref), _script_type(f, TypeRef(ref.name + "Attribute"))):
        if kind is not None and any(base.full_name == "System.Attribute" for base in kind.bases()):
            from pssh.runtime.attributes import own_attribute

            own_attribute(f, made, kind, named)
            break
    return made


def validated(f: Any, rule: Any, value: Any) -> Any:
    """`[ValidateRange(1, 5)]value`."""
    return rule.apply(value, _Nameless)


class _Nameless:
    name = ""


def constrained_value(f: Any, rules: Any, value: Any) -> Any:
    """A value as the rules of its variable make it, the nearest to the variable first."""
    for rule in reversed(rules):
        value = rule.apply(value, _Nameless)
    return value


def assign_typed(f: Any, cell: Any, rules: Any, value: Any) -> None:
    """`[int]$x = value`: the variable keeps the rules."""
    if value is NOTHING:
        value = None
    for rule in reversed(rules):
        value = rule.apply(value, cell)
    if cell.extra is not None and cell.extra.attributes:
        cell.constrain([])
    cell.value = value
    cell.constrain(list(reversed(rules)))
