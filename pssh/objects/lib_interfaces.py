"""Members seen through interfaces: what a value typed as IList or IDictionary is sure to have."""

from typing import Any

from pssh.objects.types import net_type

net_type("System.Collections.ICollection").prop("Count", "int")(lambda self: len(self))


@net_type("System.Collections.IEnumerable").method(
    "GetEnumerator", "System.Collections.IEnumerator GetEnumerator()"
)
def _enumerator(self: Any) -> Any:
    from pssh.objects.compare import enumerate_value
    from pssh.objects.enumerators import Enumerator

    return Enumerator(list(enumerate_value(self) or ()))
