"""Members seen through interfaces: what a value typed as IList or IDictionary is sure to have."""

from typing import Any

from pssh.objects.nettype import NetType
from pssh.objects.types import resolve_type


def _interface(name: str) -> NetType:
    """The interface, made from the table of interfaces where nobody has asked for it before."""
    found = resolve_type(name)
    assert found is not None
    return found


_interface("System.Collections.ICollection").prop("Count", "int")(lambda self: len(self))


@_interface("System.Collections.IEnumerable").method(
    "GetEnumerator", "System.Collections.IEnumerator GetEnumerator()"
)
def _enumerator(self: Any) -> Any:
    from pssh.objects.compare import enumerate_value
    from pssh.objects.enumerators import Enumerator

    return Enumerator(list(enumerate_value(self) or ()))
