"""System.StringComparer, Comparer and CaseInsensitiveComparer objects."""

from typing import Any, Callable

from pssh.objects.compare import compare_strings, sort_compare
from pssh.objects.types import net_type

__all__ = ["StringComparer"]


class StringComparer:
    """Compares texts: `kind` is Ordinal, CurrentCulture or InvariantCulture."""

    ps_single = True
    net_type_name = "System.StringComparer"

    def __init__(self, kind: str, ignore_case: bool) -> None:
        self.kind = kind
        self.ignore_case = ignore_case

    def order(self, left: Any, right: Any) -> int:
        """Less than, equal to or greater than 0."""
        if left is None or right is None:
            return (left is not None) - (right is not None)
        if not isinstance(left, str) or not isinstance(right, str):
            return sort_compare(left, right, self.ignore_case)
        if self.kind == "Ordinal":
            a, b = (left.upper(), right.upper()) if self.ignore_case else (left, right)
            return (a > b) - (a < b)
        return compare_strings(left, right, self.ignore_case)

    def same(self, left: Any, right: Any) -> bool:
        return self.order(left, right) == 0

    def ps_comparer(self) -> Callable[[Any, Any], int]:
        return self.order


class Comparer:
    """System.Collections.Comparer and its kin, for values of any type."""

    ps_single = True
    net_type_name = "System.Collections.Comparer"

    def __init__(self, ignore_case: bool) -> None:
        self.ignore_case = ignore_case

    def order(self, left: Any, right: Any) -> int:
        return sort_compare(left, right, self.ignore_case)

    def ps_comparer(self) -> Callable[[Any, Any], int]:
        return self.order


class FunctionComparer(Comparer):
    """Comparer[T].Create(comparison)."""

    def __init__(self, function: Any) -> None:
        super().__init__(False)
        self.function = function

    def order(self, left: Any, right: Any) -> int:
        from pssh.objects.delegates import call_delegate

        return int(call_delegate(self.function, [left, right]))


texts = net_type("System.StringComparer", StringComparer)
for _kind in ("Ordinal", "CurrentCulture", "InvariantCulture"):
    texts.constant(_kind, "System.StringComparer", StringComparer(_kind, False))
    texts.constant(_kind + "IgnoreCase", "System.StringComparer", StringComparer(_kind, True))
texts.method("Compare", "int Compare(string x, string y)", "int Compare(System.Object x, System.Object y)")(
    lambda self, x, y: self.order(x, y)
)
texts.method("Equals", "bool Equals(string x, string y)", "bool Equals(System.Object x, System.Object y)")(
    lambda self, x, y: self.same(x, y)
)


@texts.method("GetHashCode", "int GetHashCode(string obj)")
def _hash(self: StringComparer, value: str) -> int:
    from pssh.objects.lib_object import hash_code

    return hash_code(value.upper() if self.ignore_case else value)


objects = net_type("System.Collections.Comparer", Comparer, None, ("System.Collections.IComparer",))
objects.constant("Default", "System.Collections.Comparer", Comparer(False))
objects.constant("DefaultInvariant", "System.Collections.Comparer", Comparer(False))
objects.method("Compare", "int Compare(System.Object a, System.Object b)")(
    lambda self, a, b: self.order(a, b)
)
_blind = net_type("System.Collections.CaseInsensitiveComparer", None, "System.Collections.Comparer")
_blind.constant("Default", "System.Collections.CaseInsensitiveComparer", Comparer(True))
_blind.constructor("System.Collections.CaseInsensitiveComparer new()")(lambda: Comparer(True))
_generic = net_type(
    "System.Collections.Generic.Comparer`1", FunctionComparer, None, ("System.Collections.IComparer",)
)
_generic.method("Compare", "int Compare(System.Object a, System.Object b)")(
    lambda self, a, b: self.order(a, b)
)
_generic.static_prop("Default", "System.Collections.Comparer")(lambda: Comparer(False))
_generic.static_method("Create", "static System.Object Create(System.Object comparison)")(
    lambda f: FunctionComparer(f)
)
