"""Arithmetic with PowerShell's types: Int32 overflows to Double, the wider type of the two decides the result."""

from typing import Any, Callable, Dict, Optional, Tuple

from pssh.objects.errors import PSError
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    EnumValue,
    Int16,
    Int64,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)
from pssh.objects.psobject import PSObject
from pssh.objects.utf16 import paired

__all__ = [
    "add", "add_all", "band", "bnot", "bor", "bxor", "divide", "multiply", "negate", "remainder", "shl", "shr",
    "subtract", "unary_plus",
]  # fmt: skip

_RANK = {
    bool: 1, int: 1, Byte: 1, SByte: 1, Int16: 1, UInt16: 1, UInt32: 2, Int64: 3, UInt64: 4, BigInteger: 5,
    Single: 6, float: 6,
}  # fmt: skip
_INTEGERS: Dict[str, Any] = {
    "System.Byte": Byte, "System.SByte": SByte, "System.Int16": Int16, "System.UInt16": UInt16, "System.Int32": int,
    "System.UInt32": UInt32, "System.Int64": Int64, "System.UInt64": UInt64,
}  # fmt: skip
_DECIMAL = 7
_FLOATS = frozenset((int, float))
_UNSIGNED = frozenset((Byte, UInt16, UInt32, UInt64))


def _plain(value: Any) -> Any:
    """An operand without its wrapping."""
    if value.__class__ is PSObject and value.base is not None:
        return value.base
    return None if value is NOTHING else value


def _rank(value: Any) -> int:
    """How wide a number is; 0 when it is none."""
    cls = value.__class__
    found = _RANK.get(cls)
    if found is not None:
        return found
    if cls is EnumValue:
        return 1 if value.enum_type.underlying == "System.Int32" else 0
    return _DECIMAL if cls.__name__ == "Decimal" else 0


def _number(value: Any, other: Any = 0) -> Any:
    """An operand as a number: None is 0, text is read as a literal, or else converted to the type of the `other`."""
    if value is None:
        return 0
    if value.__class__ is EnumValue:
        return int(value) if value.enum_type.underlying == "System.Int32" else value
    if value.__class__ is Char:
        return ord(value)
    if _rank(value) or not isinstance(value, str):
        return value
    from pssh.objects.parse_number import scan_number

    found = scan_number(value)
    if found is None:
        from pssh.objects.convert import convert
        from pssh.objects.types import type_of

        found = convert(value, type_of(other if _rank(other) and other.__class__ is not bool else 0))
    return found


def _fit(result: int, kind: int, unsigned: bool) -> Any:
    """An exact integer result in the type of its operands, a Double when it does not fit."""
    if kind == 1:
        return result if -2147483648 <= result <= 2147483647 else float(result)
    if kind == 2:
        if unsigned:
            return UInt32(result) if 0 <= result <= 0xFFFFFFFF else float(result)
        kind = 3
    if kind == 3:
        return Int64(result) if -(1 << 63) <= result < 1 << 63 else float(result)
    if kind == 4:
        return UInt64(result) if 0 <= result < 1 << 64 else float(result)
    return BigInteger(result)


def _operate(left: Any, right: Any, sign: str, word: str) -> Any:
    """Two numbers, or what can be made one, through an operator."""
    if left.__class__ is EnumValue:
        return _of_enum(left, right, sign, word)
    left, right = _number(left, right), _number(right, left)
    lr, rr = _rank(left), _rank(right)
    if not lr or not rr:
        return _overloaded(left, right, word, sign)
    kind = lr if lr > rr else rr
    if kind >= 6:
        if kind == _DECIMAL:
            return _decimal(left, right, sign)
        return _floats(float(left), float(right), sign)
    unsigned = False
    if kind == 2:
        unsigned = left >= 0 and right >= 0
    elif kind == 4 and ((lr < 4 and left < 0) or (rr < 4 and right < 0)):
        try:
            return _decimal(left, right, sign)
        except PSError:
            return _floats(float(left), float(right), sign)
    left, right = int(left), int(right)
    if sign == "+":
        return _fit(left + right, kind, unsigned)
    if sign == "-":
        return _fit(left - right, kind, unsigned)
    if sign == "*":
        return _fit(left * right, kind, unsigned)
    if right == 0:
        raise ZeroDivisionError
    if sign == "/":
        if kind != 5:
            quotient, rest = divmod(left, right)
            if rest:
                return left / right
            return _fit(quotient, kind, unsigned)
        whole = abs(left) // abs(right)
        return BigInteger(whole if (left < 0) == (right < 0) else -whole)
    rest = abs(left) % abs(right)
    return _fit(-rest if left < 0 else rest, kind, unsigned)


def _of_enum(left: Any, right: Any, sign: str, word: str) -> Any:
    """An operator with an enum's value on the left: what comes out is of that enum, too."""
    if right.__class__ is EnumValue and right.enum_type is not left.enum_type:
        from pssh.objects.convert import convert

        right = convert(right, left.enum_type)
    elif isinstance(right, str):
        right = _number(right, left)
    numbers = _INTEGERS[left.enum_type.underlying]
    made = _operate(numbers(left), int(right) if right.__class__ is EnumValue else right, sign, word)
    if made.__class__ is numbers:
        return EnumValue(left.enum_type, int(made))
    from pssh.objects.errors import ps_error
    from pssh.objects.types import type_of

    raise ps_error(
        "System.InvalidCastException",
        f"Unable to cast object of type '{type_of(made).full_name}' to type '{left.enum_type.full_name}'.",
        "OperationStopped",
        exception="System.InvalidCastException",
    )


def _floats(left: float, right: float, sign: str) -> float:
    try:
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "*":
            return left * right
        if sign == "/":
            return left / right
        from math import fmod

        return fmod(left, right)
    except (ZeroDivisionError, ValueError):
        if sign == "/" and left == left and left != 0:
            from math import copysign

            return copysign(float("inf"), left) * copysign(1.0, right)
        return float("nan")


def _decimal(left: Any, right: Any, sign: str) -> Any:
    from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

    from pssh.objects.errors import ps_error

    context = Context(prec=29, traps=[DivisionByZero, InvalidOperation, Overflow])
    try:
        a = (
            left
            if left.__class__ is Decimal
            else Decimal(repr(left) if isinstance(left, float) else int(left))
        )
        b = (
            right
            if right.__class__ is Decimal
            else Decimal(repr(right) if isinstance(right, float) else int(right))
        )
        if sign == "+":
            made = context.add(a, b)
        elif sign == "-":
            made = context.subtract(a, b)
        elif sign == "*":
            made = context.multiply(a, b)
        elif not b:
            raise ZeroDivisionError
        elif sign == "/":
            made = _trimmed(context.divide(a, b), a, b)
        else:
            made = context.remainder(a, b)
    except (InvalidOperation, Overflow):
        raise ps_error("RuntimeException", "Value was either too large or too small for a Decimal.") from None
    if abs(made) > Decimal(79228162514264337593543950335):
        raise ps_error("RuntimeException", "Value was either too large or too small for a Decimal.")
    return made


def _trimmed(made: Any, left: Any, right: Any) -> Any:
    """A quotient without the zeros that a division does not make."""
    exponent = left.as_tuple().exponent - right.as_tuple().exponent
    normal = made.normalize()
    if normal.as_tuple().exponent > min(exponent, 0):
        from decimal import Decimal

        return normal.quantize(Decimal(1).scaleb(min(exponent, 0)))
    return normal


def _overloaded(left: Any, right: Any, word: str, sign: str) -> Any:
    """An operator that one of the types defines (op_Addition of TimeSpan, of a script class...)."""
    from pssh.objects.types import type_of

    for value in (left, right):
        if value is None or isinstance(value, str):
            continue
        found = call_operator(type_of(value), word, (left, right))
        if found is not NOTHING:
            return found
    raise _no_operator(right if _rank(left) else left, word)


def call_operator(kind: Any, word: str, values: Tuple[Any, ...]) -> Any:
    """The result of a type's static operator method; NOTHING when it has none for these operands."""
    from pssh.objects.errors import PSError
    from pssh.objects.members import call_static

    found = kind.find_static(word.lower())
    if found is None:
        return NOTHING
    try:
        return call_static(kind, word, list(values))
    except PSError as error:
        if error.record.error_id.startswith("MethodCountCouldNotFindBest"):
            return NOTHING
        raise


def _no_operator(left: Any, word: str) -> Exception:
    from pssh.objects.errors import ps_error
    from pssh.objects.types import type_of

    name = "null" if left is None else type_of(left).full_name
    return ps_error(
        "MethodNotFound",
        f"Method invocation failed because [{name}] does not contain a method named '{word}'.",
    )


def add(left: Any, right: Any) -> Any:
    """`left + right`."""
    cls = left.__class__
    if cls is str:
        if right.__class__ is str:
            return left + right
        return paired(left + _text(right))
    if cls is int and right.__class__ is int:
        made = left + right
        return made if -2147483648 <= made <= 2147483647 else float(made)
    if cls is list:
        return _joined(left, right)
    if cls is float and right.__class__ in _FLOATS:
        return left + right
    if (cls, right.__class__) in _LONG_PAIRS:
        return _long(left + right)
    left = _plain(left)
    if isinstance(left, list):
        return _joined(left, right)
    right = _plain(right)
    if left is None:
        if right is None or right.__class__ in (list, str):
            return right
        if _rank(right) and right.__class__ is not bool:
            return right
        if isinstance(right, (list, str)) or hasattr(right, "keys") or not _rank(right):
            return right
        return _operate(0, right, "+", "op_Addition")
    if isinstance(left, str):
        return paired(str(left) + _text(right))
    if isinstance(left, bytearray):
        from pssh.objects.compare import enumerate_value

        return _joined(list(enumerate_value(left) or ()), right)
    from pssh.objects.dictionaries import BaseDictionary

    if isinstance(left, BaseDictionary):
        return _merged(left, right)
    return _operate(left, right, "+", "op_Addition")


_LONG_PAIRS = frozenset(((Int64, Int64), (Int64, int), (int, Int64)))


def _long(made: int) -> Any:
    """What two integers, one of them an Int64, come to."""
    return Int64(made) if -0x8000000000000000 <= made <= 0x7FFFFFFFFFFFFFFF else float(made)


def _text(value: Any) -> str:
    from pssh.objects.tostring import to_string

    return to_string(None if value is NOTHING else value)


_SINGLE = frozenset((int, str, float, bool))


def _joined(left: Any, right: Any) -> Any:
    if right.__class__ is list:
        return list.__add__(list(left) if left.__class__ is not list else left, right)
    if right is NOTHING:
        return list(left)
    if right.__class__ in _SINGLE:
        return list.__add__(left, [right])  # one allocation: scripts grow arrays this way, element by element
    from pssh.objects.compare import enumerate_value

    items = enumerate_value(right)
    return list.__add__(left, [right] if items is None else list(items))


def _merged(left: Any, right: Any) -> Any:
    from pssh.objects.dictionaries import BaseDictionary
    from pssh.objects.errors import ps_error

    if not isinstance(right, BaseDictionary):
        raise ps_error("AddHashTableToNonHashTable", "A hash table can only be added to another hash table.")
    made = left.copy()
    for key, value in right.items():
        if made.contains(key):
            from pssh.objects.tostring import to_string

            raise ps_error(
                "System.ArgumentException",
                f"Item has already been added. Key in dictionary: '{to_string(key)}'  Key being added: "
                f"'{to_string(key)}'",
            )
        made.set(key, value)
    return made


def add_all(parts: Any) -> Any:
    """`a + b + c + ...`."""
    total = parts[0]
    for part in parts[1:]:
        total = add(total, part)
    return total


def subtract(left: Any, right: Any) -> Any:
    """`left - right`."""
    if left.__class__ is int and right.__class__ is int:
        made = left - right
        return made if -2147483648 <= made <= 2147483647 else float(made)
    if (left.__class__, right.__class__) in _LONG_PAIRS:
        return _long(left - right)
    return _operate(_plain(left), _plain(right), "-", "op_Subtraction")


def multiply(left: Any, right: Any) -> Any:
    """`left * right`; a string or array on the left is repeated."""
    cls = left.__class__
    if cls is int and right.__class__ is int:
        made = left * right
        return made if -2147483648 <= made <= 2147483647 else float(made)
    if (cls, right.__class__) in _LONG_PAIRS:
        return _long(left * right)
    left, right = _plain(left), _plain(right)
    if isinstance(left, str) and left.__class__ is not Char:
        return str(left) * _times(right)
    if isinstance(left, list):
        return list(left) * _times(right)
    if left is None:
        return None
    return _operate(left, right, "*", "op_Multiply")


def _times(value: Any) -> int:
    from pssh.objects.convert import to_int
    from pssh.objects.errors import ps_error

    count = to_int(value)
    if count < 0:
        raise ps_error(
            "System.ArgumentOutOfRangeException",
            f"times ('{count}') must be a non-negative value. (Parameter 'times')\nActual value was {count}.",
            "OperationStopped",
            exception="System.ArgumentOutOfRangeException",
        )
    return count


def divide(left: Any, right: Any) -> Any:
    """`left / right`: a whole number when it divides evenly."""
    if left.__class__ is int and right.__class__ is int and right != 0:
        quotient, rest = divmod(left, right)
        if rest:
            return left / right
        return quotient if quotient <= 2147483647 else float(quotient)
    return _operate(_plain(left), _plain(right), "/", "op_Division")


def remainder(left: Any, right: Any) -> Any:
    """`left % right`: with the sign of the left side."""
    if left.__class__ is int and right.__class__ is int and right != 0:
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    if (left.__class__, right.__class__) in _LONG_PAIRS and left >= 0 and right > 0:
        return Int64(left % right)
    return _operate(_plain(left), _plain(right), "%", "op_Modulus")


def negate(value: Any) -> Any:
    """`-value`."""
    value = _plain(value)
    if value is None:
        return 0
    if value.__class__ is UInt32:
        return Int64(-int(value))
    if not _rank(value) and not isinstance(value, (str, list)):
        from pssh.objects.types import type_of

        found = call_operator(type_of(value), "op_UnaryNegation", (value,))
        if found is not NOTHING:
            return found
    if value.__class__ is float or value.__class__.__name__ == "Decimal":
        return -value
    return _operate(0, value, "-", "op_Subtraction")


def unary_plus(value: Any) -> Any:
    """`+value`."""
    value = _plain(value)
    return _operate(0, value, "+", "op_Addition")


# --- bits ------------------------------------------------------------------------------------------------


def _whole(value: Any, other: Any = 0) -> Any:
    """An operand of a bit operator as an integer with its type."""
    value = _plain(value)
    if value is None:
        return 0
    if value.__class__ is EnumValue:
        return value
    number = _number(value, _plain(other))
    if number.__class__ is EnumValue:
        return number
    if isinstance(number, float) or number.__class__.__name__ == "Decimal":
        rounded = round(number)
        return rounded if -2147483648 <= rounded <= 2147483647 else Int64(rounded)
    if isinstance(number, bool):
        return int(number)
    return number


def _bits(left: Any, right: Any, operate: Callable[[int, int], int], word: str) -> Any:
    if left.__class__ is int and right.__class__ is int:
        return operate(left, right)
    a, b = _whole(left, right), _whole(right, left)
    if not (isinstance(a, int) and isinstance(b, int)):
        return _overloaded(_plain(left), _plain(right), word, "")
    enum: Optional[Any] = None
    if a.__class__ is EnumValue:
        enum = a.enum_type
    elif b.__class__ is EnumValue:
        enum = b.enum_type
    ranks = {_rank(a), _rank(b)}
    kind = max(ranks)
    made = operate(int(a), int(b))
    if enum is not None:
        return EnumValue(enum, made)
    if kind == 2 and not (a.__class__ in _UNSIGNED and b.__class__ in _UNSIGNED):
        if (a.__class__ is not UInt32 and int(a) >= 0) or (b.__class__ is not UInt32 and int(b) >= 0):
            return UInt32(made) if 0 <= made <= 0xFFFFFFFF else Int64(made)
        return Int64(made)
    if kind == 4:
        return UInt64(made & 0xFFFFFFFFFFFFFFFF)
    return _fit(made, kind, True)


def band(left: Any, right: Any) -> Any:
    """`left -band right`."""
    return _bits(left, right, int.__and__, "op_BitwiseAnd")


def bor(left: Any, right: Any) -> Any:
    """`left -bor right`."""
    return _bits(left, right, int.__or__, "op_BitwiseOr")


def bxor(left: Any, right: Any) -> Any:
    """`left -bxor right`."""
    return _bits(left, right, int.__xor__, "op_ExclusiveOr")


def bnot(value: Any) -> Any:
    """`-bnot value`."""
    value = _whole(value)
    if value.__class__ is EnumValue:
        return EnumValue(value.enum_type, ~int(value))
    if value.__class__ is UInt32:
        return UInt32(~int(value) & 0xFFFFFFFF)
    if value.__class__ is UInt64:
        return UInt64(~int(value) & 0xFFFFFFFFFFFFFFFF)
    if value.__class__ is Int64:
        return Int64(~int(value))
    if value.__class__ is BigInteger:
        return BigInteger(~int(value))
    return ~int(value)


def _width(value: Any) -> Tuple[int, bool, Any]:
    cls = value.__class__
    if cls is Int64:
        return 64, True, Int64
    if cls is UInt64:
        return 64, False, UInt64
    if cls is UInt32:
        return 32, False, UInt32
    return 32, True, int


def shl(left: Any, right: Any) -> Any:
    """`left -shl right`."""
    return _shift(left, right, True)


def shr(left: Any, right: Any) -> Any:
    """`left -shr right`."""
    return _shift(left, right, False)


def _shift(left: Any, right: Any, up: bool) -> Any:
    if left.__class__ is int and right.__class__ is int:
        if not up:
            return left >> (right & 31)
        made = left << (right & 31) & 0xFFFFFFFF
        return made - 0x100000000 if made > 0x7FFFFFFF else made
    value, by = _whole(left), int(_whole(right))
    if value.__class__ is BigInteger:
        return BigInteger(value << by if up else value >> by)
    bits, signed, cls = _width(value)
    by &= bits - 1
    made = int(value) << by if up else int(value) >> by
    made &= (1 << bits) - 1
    if signed and made >> (bits - 1):
        made -= 1 << bits
    return cls(made)
