"""What the families share: making arrays, enum values and exceptions."""

from typing import Any, Iterable, NoReturn, Optional, Tuple

from pssh.objects.collections import ByteArray, TypedArray
from pssh.objects.exceptions import NetException
from pssh.objects.types import NetType, resolve_type


def known_type(name: str, arguments: Tuple[Any, ...] = ()) -> NetType:
    """A type that is there, by name."""
    found = resolve_type(name, arguments)
    if found is None:
        raise LookupError(name)
    return found


def enum(type_name: str, value: int) -> Any:
    """A value of an enum type."""
    from pssh.objects.enums import enum_value

    return enum_value(resolve_type(type_name), int(value))


def array(items: Iterable[Any], element: str) -> TypedArray:
    """A typed array: `array(names, "System.String")`."""
    return TypedArray(items, resolve_type(element))


def strings(items: Iterable[Any]) -> TypedArray:
    """A string[]."""
    return array(items, "System.String")


def bytes_of(value: Any) -> bytes:
    """A byte[] argument as Python's bytes."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    return bytes(int(item) & 0xFF for item in value)


def byte_array(data: Any) -> ByteArray:
    """A byte[]."""
    return ByteArray(data)


def fail(type_name: str, message: str, **extra: Any) -> NoReturn:
    """Raises a .NET exception; `System.` may be left out."""
    raise NetException(type_name if "." in type_name else "System." + type_name, message, **extra)


def null_argument(name: str) -> NoReturn:
    """ArgumentNullException."""
    fail("ArgumentNullException", f"Value cannot be null. (Parameter '{name}')", ParamName=name)


def out_of_range(name: str, text: Optional[str] = None) -> NoReturn:
    """ArgumentOutOfRangeException."""
    text = text or "Specified argument was out of the range of valid values."
    fail("ArgumentOutOfRangeException", f"{text} (Parameter '{name}')", ParamName=name)


def call_block(function: Any, *args: Any) -> Any:
    """Calls a delegate argument: a script block or a Python function."""
    if callable(function):
        return function(*args)
    invoke = getattr(function, "invoke_as_delegate", None)
    if invoke is not None:
        return invoke(args)
    from pssh.objects.compare import collapse
    from pssh.objects.nothing import NOTHING

    result = collapse(function.invoke_return_as_is(args))
    return None if result is NOTHING else result
