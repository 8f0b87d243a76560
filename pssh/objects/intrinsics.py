"""Members every value has: `.psobject`, `.pstypenames`, `.psbase`, `.ForEach()`, `.Where()`."""

from typing import Any, Iterator, List, Sequence

from pssh.objects.compare import add_elements, enumerate_value
from pssh.objects.declare import Method, Overload
from pssh.objects.errors import ps_error
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import PSMemberInfo, PSNoteProperty, PSObject, unwrap

__all__ = ["MemberCollection", "PSObjectView", "TypeNameList", "intrinsic", "run_intrinsic"]


class TypeNameList(list[Any]):
    """`.pstypenames`: changing it changes the object (where the object can hold names)."""

    def __init__(self, owner: Any, names: Sequence[str]) -> None:
        super().__init__(names)
        self.owner = owner

    @property
    def net_type(self) -> Any:
        from pssh.objects.types import resolve_type

        return resolve_type("System.Collections.ObjectModel.Collection[string]")

    def _keep(self) -> None:
        if isinstance(self.owner, PSObject):
            self.owner.type_names = list(self)

    def insert(self, index: Any, name: Any) -> None:
        super().insert(index, name)
        self._keep()

    def append(self, name: Any) -> None:
        super().append(name)
        self._keep()

    def clear(self) -> None:
        super().clear()
        self._keep()

    def pop(self, index: Any = -1) -> Any:
        found = super().pop(index)
        self._keep()
        return found

    def remove(self, name: Any) -> None:
        super().remove(name)
        self._keep()

    def __setitem__(self, index: Any, name: Any) -> None:
        super().__setitem__(index, name)
        self._keep()

    def __delitem__(self, index: Any) -> None:
        super().__delitem__(index)
        self._keep()


class MemberCollection:
    """`.psobject.Properties` and its like: looked up by name, enumerated in order."""

    __slots__ = ("kind", "owner")
    net_type_name = "System.Management.Automation.PSMemberInfoIntegratingCollection"

    def __init__(self, owner: Any, kind: str) -> None:
        self.owner = owner
        self.kind = kind

    def _wanted(self, member: PSMemberInfo) -> bool:
        if member.hidden:
            return False
        if self.kind == "properties":
            return member.is_property
        if self.kind == "methods":
            return member.member_type.endswith("Method")
        return True

    def items(self) -> List[PSMemberInfo]:
        from pssh.objects.members import members_of

        return [member for member in members_of(self.owner) if self._wanted(member)]

    def ps_enumerate(self) -> Iterator[PSMemberInfo]:
        return iter(self.items())

    def __iter__(self) -> Iterator[PSMemberInfo]:
        return iter(self.items())

    def __len__(self) -> int:
        return len(self.items())

    def find(self, name: str) -> Any:
        """The member of that name, or None."""
        owner = self.owner
        if isinstance(owner, PSObject):
            key = owner.key_of(name)
            if key is not None:
                raw = owner.members[key]
                member = (
                    raw.bound(owner) if isinstance(raw, PSMemberInfo) else PSNoteProperty(key, raw, owner)
                )
                return member if self._wanted(member) else None
        lower = name.lower()
        for member in self.items():
            if member.name.lower() == lower:
                return member
        return None

    def add(self, member: PSMemberInfo) -> None:
        """Add a member to the object."""
        owner = self.owner
        if not isinstance(owner, PSObject):
            raise ps_error("CannotAddPropertyOrMethod", f'Cannot add a member with the name "{member.name}".')
        if owner.key_of(member.name) is not None:
            from pssh.objects.errors import NetException

            raise NetException(
                "System.Management.Automation.ExtendedTypeSystemException",
                f'Cannot add a member with the name "{member.name}" because a member with that name already exists.',
            )
        owner.members[member.name] = member.value if type(member) is PSNoteProperty else member

    def remove(self, name: str) -> None:
        owner = self.owner
        if isinstance(owner, PSObject):
            key = owner.key_of(name)
            if key is not None:
                del owner.members[key]

    def match(self, pattern: str) -> List[PSMemberInfo]:
        """The members whose name fits a wildcard."""
        from fnmatch import translate
        from re import IGNORECASE, compile

        fits = compile(translate(pattern), IGNORECASE).match
        return [member for member in self.items() if fits(member.name)]

    def ps_get_member(self, name: str) -> Any:
        return MISSING

    def ps_index(self, key: Any) -> Any:
        """`.Properties['name']`."""
        if isinstance(key, int):
            items = self.items()
            return items[key] if -len(items) <= key < len(items) else None
        return self.find(str(key))


class PSObjectView:
    """`.psobject`: the object seen as a PSObject."""

    __slots__ = ("owner",)
    net_type_name = "System.Management.Automation.PSObject"
    ps_single = True

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def copy(self) -> Any:
        """A copy of the object: own members of its own."""
        owner = self.owner
        if isinstance(owner, PSObject):
            return owner.copy()
        return owner.copy() if hasattr(owner, "copy") and not isinstance(owner, (str, int)) else owner


def intrinsic(value: Any, lower: str) -> Any:
    """`psobject`, `pstypenames`, `psbase`, `psadapted`, `psextended`; else MISSING."""
    if lower == "psobject":
        return PSObjectView(value)
    if lower == "pstypenames":
        from pssh.objects.types import type_names

        return TypeNameList(value, type_names(value))
    if lower in ("psbase", "psadapted"):
        return unwrap(value)
    if lower == "psextended":
        return value
    return MISSING


# -- ForEach and Where -----------------------------------------------------------------------------


def method_of(lower: str) -> Method:
    """The declaration shown for `.ForEach` / `.Where`."""
    name = "ForEach" if lower == "foreach" else "Where"
    method = Method(name)
    method.overloads = [
        Overload(
            "System.Object ForEach(System.Object expression, Params System.Object[] arguments)"
            if lower == "foreach"
            else "System.Object Where(scriptblock expression, System.Management.Automation."
            "WhereOperatorSelectionMode mode, int numberToReturn)",
            lambda value, *args: run_intrinsic(value, lower, args),
            raw=True,
        )
    ]
    return method


def collection(items: List[Any]) -> Any:
    """A Collection[PSObject], what ForEach and Where give."""
    from pssh.objects.collections import Collection
    from pssh.objects.types import resolve_type

    return Collection(items, resolve_type("System.Collections.ObjectModel.Collection[psobject]"))


def run_intrinsic(value: Any, lower: str, args: Sequence[Any]) -> Any:
    """Call `.ForEach(...)` or `.Where(...)`."""
    items = enumerate_value(value)
    if items is None:
        items = iter((value,))
    if lower == "foreach":
        return collection(_foreach(items, args))
    return collection(_where(items, args))


def _foreach(items: Iterator[Any], args: Sequence[Any]) -> List[Any]:
    if not args:
        raise _no_overload("ForEach", 0)
    action, rest = args[0], list(args[1:])
    out: List[Any] = []
    if hasattr(action, "invoke_as_delegate"):
        for item in items:
            out.extend(action.invoke_as_delegate(rest, item))
        return out
    from pssh.objects.nettype import NetType

    if isinstance(action, NetType):
        from pssh.objects.convert import convert

        return [convert(item, action) for item in items]
    name = str(action)
    for item in items:
        _apply(item, name, rest, out)
    return out


def _apply(item: Any, name: str, rest: List[Any], out: List[Any]) -> None:
    """ForEach with a member name: call the method, or set or read the property."""
    from pssh.objects.members import call_method, lookup, set_member
    from pssh.objects.psobject import PSMethod, PSScriptMethod

    held = lookup(item, name)
    if isinstance(held, (PSMethod, PSScriptMethod)):
        result = call_method(item, name, rest)
    elif rest:
        set_member(item, name, rest[0])
        return
    else:
        result = None if held is MISSING else held
    if result is not NOTHING:
        add_elements(out, result)


def _no_overload(name: str, count: int) -> Exception:
    return ps_error(
        "MethodCountCouldNotFindBest",
        f'Cannot find an overload for "{name}" and the argument count: "{count}".',
        "NotSpecified",
        exception="System.Management.Automation.MethodException",
    )


def _where(items: Iterator[Any], args: Sequence[Any]) -> List[Any]:
    from pssh.objects.convert import convert, to_bool
    from pssh.objects.types import resolve_type

    if not args:
        raise _no_overload("Where", 0)
    block = args[0]
    mode = "Default"
    if len(args) > 1:
        mode_type = resolve_type("System.Management.Automation.WhereOperatorSelectionMode")
        mode = convert(args[1], mode_type).name if mode_type is not None else "Default"
    count = int(args[2]) if len(args) > 2 else 0
    if mode == "First" or mode == "Last":
        return _first_last(items, block, mode, count)

    def test(item: Any) -> bool:
        result = block.invoke_as_delegate([], item)
        return to_bool(result[0] if len(result) == 1 else result)

    if mode == "Default":
        found: List[Any] = []
        for item in items:
            if test(item):
                found.append(item)
                if count and len(found) >= count:
                    break
        return found
    return _split(list(items), test, mode, count)


def _first_last(items: Iterator[Any], block: Any, mode: str, count: int) -> List[Any]:
    from pssh.objects.convert import to_bool

    found: List[Any] = []
    limit = count or 1
    for item in items:
        result = block.invoke_as_delegate([], item)
        if to_bool(result[0] if len(result) == 1 else result):
            found.append(item)
            if mode == "First" and len(found) >= limit:
                break
    return found if mode == "First" else found[-limit:]


def _split(items: List[Any], test: Any, mode: str, count: int) -> List[Any]:
    if mode == "Split":
        matched: List[Any] = []
        rest: List[Any] = []
        for item in items:
            if (not count or len(matched) < count) and test(item):
                matched.append(item)
            else:
                rest.append(item)
        return [collection(matched), collection(rest)]
    for index, item in enumerate(items):
        if test(item):
            found = items[index:] if mode == "SkipUntil" else items[:index]
            return found[:count] if count else found
    if mode == "SkipUntil":
        return []
    return items[:count] if count else items
