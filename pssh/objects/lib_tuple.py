"""System.Tuple and System.ValueTuple."""

from typing import Any, Sequence
from typing import Tuple as PyTuple

from pssh.objects.tostring import to_string
from pssh.objects.types import NetType, net_type, resolve_type, type_of

__all__ = ["NetTuple"]


class NetTuple:
    """A tuple of a constructed tuple type."""

    ps_single = True

    def __init__(self, items: Sequence[Any], net_type: NetType) -> None:
        self.items: PyTuple[Any, ...] = tuple(items)
        self.net_type = net_type

    def __str__(self) -> str:
        return "(" + ", ".join(to_string(item) for item in self.items) + ")"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NetTuple) and self.items == other.items

    def __hash__(self) -> int:
        return hash(tuple(to_string(item) for item in self.items))

    def ps_compare(self, other: Any) -> int:
        from pssh.objects.compare import compare

        for left, right in zip(self.items, other.items):
            found = compare(left, right, False)
            if found:
                return found
        return 0

    def ps_index(self, key: Any) -> Any:
        return self.items[int(key)]


def make_tuple(outer: str, items: Sequence[Any]) -> NetTuple:
    """A tuple whose type comes from the values."""
    kinds = tuple(type_of(item) for item in items)
    kind = resolve_type(outer, kinds)
    assert kind is not None
    return NetTuple(items, kind)


def _declare(outer: str, count: int) -> None:
    kind = net_type(
        f"{outer}`{count}",
        None,
        "System.ValueType" if "Value" in outer else "System.Object",
        ("System.IComparable",),
        "struct" if "Value" in outer else "class",
    )
    for place in range(count):
        kind.prop(f"Item{place + 1}", f"T{place + 1}")(lambda self, place=place: self.items[place])
    kind.prop("Length", "int")(lambda self: len(self.items))
    forms = ", ".join(f"T{place + 1} item{place + 1}" for place in range(count))

    @kind.constructor(f"{outer}[{','.join(f'T{n + 1}' for n in range(count))}] new({forms})")
    def _new(net_type: NetType, *items: Any) -> NetTuple:
        return NetTuple(items, net_type)


for _outer in ("System.Tuple", "System.ValueTuple"):
    for _count in range(1, 8 if _outer == "System.Tuple" else 6):
        _declare(_outer, _count)
    net_type(_outer).static_method(
        "Create",
        *(
            f"static {_outer} Create({', '.join(f'System.Object item{n + 1}' for n in range(count))})"
            for count in range(1, 8)
        ),
    )(lambda *items, _outer=_outer: make_tuple(_outer, items))
