"""Methods that .NET's basic types have through interfaces: listed by Get-Member as `type IName.Method(...)`.

Most stand beside a method of the type itself; those that do not (`ToBoolean` of every number) can be called.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.declare import Method, Overload
from pssh.objects.exceptions import NetException

__all__ = ["explicit_method", "explicit_methods"]

_PROVIDER = "System.IFormatProvider provider"
_SPAN = "System.Span[byte] destination"
_TO = (
    ("Boolean", "bool"), ("Byte", "byte"), ("Char", "char"), ("DateTime", "datetime"), ("Decimal", "decimal"),
    ("Double", "double"), ("Int16", "short"), ("Int32", "int"), ("Int64", "long"), ("SByte", "sbyte"),
    ("Single", "float"), ("UInt16", "ushort"), ("UInt32", "uint"), ("UInt64", "ulong"),
)  # fmt: skip


def _written(*names: str) -> Tuple[str, ...]:
    """The rows of methods that write a number's bytes."""
    rows: List[str] = []
    for name in names:
        for order in ("BigEndian", "LittleEndian"):
            rows.append(f"bool TryWrite{name}{order}({_SPAN}, [ref] int bytesWritten)")
            rows.append(f"int Write{name}{order}(byte[] destination)")
            rows.append(f"int Write{name}{order}(byte[] destination, int startIndex)")
            rows.append(f"int Write{name}{order}({_SPAN})")
    return tuple(rows)


# Interface -> its methods; T is the type itself.
_INTERFACES: Dict[str, Tuple[str, ...]] = {
    "IComparable": ("int CompareTo(System.Object obj)",),
    "IComparable[T]": ("int CompareTo(T other)",),
    "IEquatable[T]": ("bool Equals(T other)",),
    "ICloneable": ("System.Object Clone()",),
    "IEnumerable": ("System.Collections.IEnumerator GetEnumerator()",),
    "IEnumerable[char]": ("System.Collections.Generic.IEnumerator[char] GetEnumerator()",),
    "IFormattable": (f"string ToString(string format, {_PROVIDER.replace('provider', 'formatProvider')})",),
    "ISpanFormattable": (
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format, "
        f"{_PROVIDER})",
    ),
    "ISerializable": (
        "void GetObjectData(System.Runtime.Serialization.SerializationInfo info, "
        "System.Runtime.Serialization.StreamingContext context)",
    ),
    "IConvertible": (
        "System.TypeCode GetTypeCode()",
        *(f"{text} To{name}({_PROVIDER})" for name, text in _TO),
        f"string ToString({_PROVIDER})",
        f"System.Object ToType(type conversionType, {_PROVIDER})",
    ),
    "IBinaryInteger[T]": ("int GetByteCount()", "int GetShortestBitLength()", *_written("")),
    "IFloatingPoint[T]": (
        "int GetExponentByteCount()", "int GetExponentShortestBitLength()", "int GetSignificandBitLength()",
        "int GetSignificandByteCount()", *_written("Exponent", "Significand"),
    ),
    "ICollection": ("void CopyTo(array array, int index)",),
    "IStructuralComparable": (
        "int CompareTo(System.Object other, System.Collections.IComparer comparer)",
    ),
    "IStructuralEquatable": (
        "bool Equals(System.Object other, System.Collections.IEqualityComparer comparer)",
        "int GetHashCode(System.Collections.IEqualityComparer comparer)",
    ),
    "IDisposable": ("void Dispose()",),
}  # fmt: skip

# What the types have themselves, but only for spans and references, which scripts cannot make.
_BY_REFERENCE = (
    "&, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
)
_INTERFACES["own_format"] = tuple(row for row in _INTERFACES["ISpanFormattable"])
_INTERFACES["own_string"] = (
    "void CopyTo(System.Span[char] destination)",
    "System.Text.StringRuneEnumerator EnumerateRunes()",
    "int GetHashCode(System.StringComparison comparisonType)",
    f"System.Char{_BY_REFERENCE} GetPinnableReference()",
    "bool TryCopyTo(System.Span[char] destination)",
)
_INTERFACES["own_datetime"] = (
    "void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time)",
    "void Deconstruct([ref] int year, [ref] int month, [ref] int day)",
    "bool Equals(datetime value)",
    "System.TypeCode GetTypeCode()",
)
_INTERFACES["own_bool"] = ("bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",)
_INTERFACES["own_array"] = (f"System.Object{_BY_REFERENCE} Address(int )",)

_ORDERED = "own_format IComparable IConvertible ISpanFormattable IFormattable IComparable[T] IEquatable[T] "
_OF: Dict[str, str] = {
    "String": "own_string IComparable IEnumerable IConvertible IEnumerable[char] IComparable[T] IEquatable[T] ICloneable",
    "Boolean": "own_bool IComparable IConvertible IComparable[T] IEquatable[T]",
    "Char": "IComparable IComparable[T] IEquatable[T] IConvertible ISpanFormattable IFormattable IBinaryInteger[T]",
    "DateTime": "own_datetime own_format IComparable ISpanFormattable IFormattable IConvertible IComparable[T] "
    "IEquatable[T] ISerializable",
    "TimeSpan": "own_format IComparable IComparable[T] IEquatable[T] ISpanFormattable IFormattable",
    "Guid": "own_format ISpanFormattable IFormattable IComparable IComparable[T] IEquatable[T]",
    **dict.fromkeys(
        ("Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64"),
        _ORDERED + "IBinaryInteger[T]",
    ),
    **dict.fromkeys(("Double", "Single", "Decimal"), _ORDERED + "IFloatingPoint[T]"),
}
_ARRAY = "own_array ICloneable IEnumerable ICollection IStructuralComparable IStructuralEquatable"


def _interfaces(kind: Any) -> List[str]:
    if kind.kind == "array":
        return _ARRAY.split()
    name = kind.full_name
    if name.startswith("System.") and name.count(".") == 1:
        return _OF.get(name[7:], "").split()
    return []


def explicit_methods(kind: Any) -> Dict[str, Method]:
    """The interface methods of a type by lower-case name, their texts as Get-Member shows them."""
    known: Optional[Dict[str, Method]] = kind.extra.get("explicit")
    if known is not None:
        return known
    found: Dict[str, Method] = {}
    kind.extra["explicit"] = found
    for interface in _interfaces(kind):
        for row in _INTERFACES[interface]:
            head, _, rest = row.partition("(")
            returned, _, name = head.rpartition(" ")
            method = found.setdefault(name.lower(), Method(name))
            text = row if interface.startswith("own_") else f"{returned} {interface}.{name}({rest}"
            text = text.replace("[T]", f"[{kind.ps_name}]").replace("(T ", f"({kind.ps_name} ")
            method.overloads.append(Overload(text, _function(name, returned)))
    return found


def explicit_method(kind: Any, lower: str) -> Optional[Method]:
    """One of them, to be called where the type itself has no method of that name."""
    return explicit_methods(kind).get(lower)


def _function(name: str, returned: str) -> Callable[..., Any]:
    if name.startswith("To"):
        return lambda self, *given: _converted(self, given[0] if name == "ToType" else returned)

    def refuse(self: Any, *given: Any) -> Any:
        raise NetException(
            "System.NotSupportedException",
            f"{name} is reached through its interface only, which is not there.",
        )

    return refuse


def _converted(value: Any, wanted: Any) -> Any:
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    kind: Any = resolve_type(wanted) if isinstance(wanted, str) else wanted
    return convert(value, kind)
