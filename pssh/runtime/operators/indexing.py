"""Indexing of everything but plain arrays and hashtables."""

from typing import Any, List, Optional, Tuple

from pssh.objects.compare import equals
from pssh.objects.dictionaries import BaseDictionary, OrderedDictionary
from pssh.objects.errors import NetException, PSError, ps_error
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSObject
from pssh.objects.utf16 import units

__all__ = ["index_other", "set_index_other"]


def _cannot_index(value: Any) -> PSError:
    if value is None or value is NOTHING:
        return ps_error("NullArray", "Cannot index into a null array.")
    from pssh.objects.types import type_of

    return ps_error("CannotIndex", f"Unable to index into an object of type {type_of(value).full_name}.")


def _plain(value: Any) -> Any:
    if value.__class__ is PSObject and value.base is not None:
        return value.base
    return None if value is NOTHING else value


def index_other(f: Any, target: Any, key: Any) -> Any:
    """`target[key]`."""
    target, key = _plain(target), _plain(key)
    if target is None:
        raise _cannot_index(None)
    if isinstance(target, BaseDictionary):
        return _from_dictionary(f, target, key)
    if isinstance(target, str) and target.__class__ is not str:
        target = str(target)
    from pssh.objects.collections import MultiArray

    if isinstance(target, MultiArray):
        return _from_multi(target, key)
    own = getattr(target, "get_item", None) or getattr(target, "by_key", None)
    if own is not None and not (isinstance(target, list) and isinstance(key, int)):
        if isinstance(key, list) and not isinstance(target, BaseDictionary):
            return [own(k) for k in key]
        return _call_item(own, key)
    if isinstance(target, (list, str, tuple, bytearray)):
        return _from_sequence(f, target, key)
    declared = _declared(target, [key])
    if declared is not NOTHING:
        return declared
    return _of_single(f, target, key)


def _of_single(f: Any, target: Any, key: Any) -> Any:
    """A value that is no collection is its own first and last element."""
    if isinstance(key, (int, float, str)) and (equals(0, key) or equals(-1, key)):
        return target
    if f.scope.strict >= 2:
        raise _cannot_index(target)
    return NOTHING


def _call_item(own: Any, key: Any) -> Any:
    try:
        return own(key)
    except NetException as error:
        raise ps_error(
            error.type_name, error.message, "InvalidOperation", exception=error.type_name
        ) from None


def _indexer(target: Any, names: Tuple[str, ...]) -> Optional[str]:
    """The first of these methods that the type declares: its own indexer."""
    from pssh.objects.types import type_of

    kind = type_of(target)
    finder = getattr(kind, "find_method", None) or getattr(kind, "find_member", None)
    return None if finder is None else next((name for name in names if finder(name) is not None), None)


def _declared(target: Any, args: List[Any]) -> Any:
    """Through the type's own indexer (a parameterized property or get_Item method)."""
    from pssh.objects.members import call_method

    name = _indexer(target, ("get_Item", "get_Chars", "Item"))
    return NOTHING if name is None else call_method(target, name, args)


def _from_dictionary(f: Any, target: Any, key: Any) -> Any:
    if isinstance(key, list):
        return [_from_dictionary(f, target, one) for one in key]
    if isinstance(target, OrderedDictionary) and isinstance(key, int) and not isinstance(key, bool):
        if hasattr(key, "enum_type") or target.contains(key):
            return target.get(key)
        if -len(target) <= key < len(target):
            return target.value_at(int(key) % len(target))
        return None
    return None if key is None else target.get(key)


def _place(key: Any) -> int:
    from pssh.objects.convert import to_int

    return to_int(key)


def _from_sequence(f: Any, target: Any, key: Any) -> Any:
    if isinstance(target, str):
        target = units(target)
    if isinstance(key, list):
        if isinstance(target, str):
            found = [_one(f, target, _place(k)) for k in key]
            return [item for item in found if item is not None]
        size = len(target)
        places = [_place(k) for k in key]
        return [_wrapped(target, p) for p in places if -size <= p < size]
    if key.__class__ is range:
        return _from_sequence(f, target, list(key))
    if key is None:
        raise ps_error("NullArrayIndex", "Index operation failed; the array index evaluated to null.")
    return _one(f, target, _place(key))


def _wrapped(target: Any, place: int) -> Any:
    if isinstance(target, str):
        from pssh.objects.numbers import Char

        return Char(target[place])
    if isinstance(target, bytearray):
        from pssh.objects.numbers import Byte

        return Byte(target[place])
    return target[place]


def _one(f: Any, target: Any, place: int) -> Any:
    size = len(target)
    if -size <= place < size:
        return _wrapped(target, place)
    if f.scope.strict >= 3:
        raise ps_error(
            "System.IndexOutOfRangeException",
            "Index was outside the bounds of the array.",
            "OperationStopped",
            exception="System.IndexOutOfRangeException",
        )
    return None


def _from_multi(target: Any, key: Any) -> Any:
    if not isinstance(key, list) or len(key) != len(target.lengths):
        if isinstance(key, list) and key and isinstance(key[0], list):
            return [_from_multi(target, one) for one in key]
        from pssh.objects.tostring import to_string

        raise ps_error(
            "NeedMultidimensionalIndex",
            f"The array index [{to_string(key, ',')}] must specify {len(target.lengths)} "
            "dimensions for a multidimensional array."
            if isinstance(key, list)
            else f"You cannot use a single index on an array of rank {len(target.lengths)}.",
        )
    try:
        return target.get([_place(k) for k in key])
    except (IndexError, NetException):
        return None


def set_index_other(f: Any, target: Any, key: Any, value: Any) -> None:
    """`target[key] = value`."""
    target, key = _plain(target), _plain(key)
    if target is None:
        raise _cannot_index(None)
    if isinstance(target, BaseDictionary):
        _into_dictionary(target, key, value)
        return
    from pssh.objects.collections import MultiArray

    if isinstance(target, MultiArray):
        from pssh.objects.convert import convert

        places = [_place(k) for k in (key if isinstance(key, list) else [key])]
        if target.element_type is not None:
            value = convert(value, target.element_type)
        try:
            target.set(places, value)
        except (IndexError, NetException):
            raise _out_of_bounds() from None
        return
    if isinstance(target, (list, bytearray)):
        _into_sequence(target, key, value)
        return
    own = getattr(target, "set_item", None)
    if own is not None:
        own(key, value)
        return
    name = None if isinstance(target, str) else _indexer(target, ("set_Item", "set_Chars", "Set"))
    if name is not None:
        from pssh.objects.members import call_method

        call_method(target, name, [key, value])
        return
    from pssh.objects.types import type_of

    raise ps_error("CannotIndex", f'Unable to index into an object of type "{type_of(target).full_name}".')


def _into_dictionary(target: Any, key: Any, value: Any) -> None:
    if isinstance(target, OrderedDictionary) and isinstance(key, int) and not target.contains(key):
        if not -len(target) <= key < len(target):
            raise ps_error(
                "System.ArgumentOutOfRangeException",
                "Specified argument was out of the range of valid values. (Parameter 'index')",
                exception="System.ArgumentOutOfRangeException",
            )
        target.set_at(int(key) % len(target), value)
        return
    if key is None:
        raise ps_error(
            "NullArrayIndex",
            "Index operation failed; the array index evaluated to null.",
        )
    if isinstance(key, list) and len(key) > 1 and target.__class__.__name__ != "GenericDictionary":
        raise ps_error("ArraySliceAssignmentFailed", "Array assignment to slices is not supported.")
    kinds = getattr(target, "net_type", None)
    if kinds is not None and kinds.generic_arguments and len(kinds.generic_arguments) == 2:
        from pssh.objects.convert import convert

        key = convert(key, kinds.generic_arguments[0])
        value = convert(value, kinds.generic_arguments[1])
    target.set(key, value)


def _out_of_bounds() -> PSError:
    return ps_error(
        "System.IndexOutOfRangeException",
        "Index was outside the bounds of the array.",
        "OperationStopped",
        exception="System.IndexOutOfRangeException",
    )


def _into_sequence(target: Any, key: Any, value: Any) -> None:
    if isinstance(key, list):
        if len(key) != 1:
            raise ps_error(
                "ArraySliceAssignmentFailed",
                f"Array assignment to [{','.join(str(_place(k)) for k in key)}] failed because assignment to slices "
                "is not supported.",
            )
        key = key[0]
    if key is None:
        raise ps_error("NullArrayIndex", "Index operation failed; the array index evaluated to null.")
    place = _place(key)
    size = len(target)
    if not -size <= place < size:
        if target.__class__.__name__ in ("ArrayList", "GenericList", "Collection"):
            raise ps_error(
                "System.ArgumentOutOfRangeException",
                "Index was out of range. Must be non-negative and less than the size of the collection. "
                "(Parameter 'index')",
                "OperationStopped",
                exception="System.ArgumentOutOfRangeException",
            )
        raise _out_of_bounds()
    element = getattr(target, "element_type", None)
    if isinstance(target, bytearray):
        from pssh.objects.types import resolve_type

        element = resolve_type("System.Byte")
    if element is not None and element.full_name != "System.Object":
        from pssh.objects.convert import convert

        value = convert(value, element)
    target[place] = value
