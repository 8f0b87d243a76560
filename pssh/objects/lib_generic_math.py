"""The static members that all numbers of a kind share (.NET's generic math), and [Numerics.BitOperations]."""

from typing import Any, Callable, Dict, Tuple

from pssh.objects.errors import NetException
from pssh.objects.numbers import INT_RANGES, BigInteger, UInt32, UInt64
from pssh.objects.types import NetType, net_type, resolve_type

__all__ = ["declare_big_integer_math", "declare_float_math", "declare_integer_math", "divided"]

Numbers = Callable[..., int]


def divided(a: int, b: int) -> Tuple[int, int]:
    """Quotient and remainder as .NET's division gives them: towards zero."""
    if b == 0:
        raise NetException("System.DivideByZeroException")
    quotient = abs(a) // abs(b)
    if (a < 0) != (b < 0):
        quotient = -quotient
    return quotient, a - quotient * b


_QUESTIONS: Dict[str, Callable[[int], bool]] = {
    "IsEvenInteger": lambda value: value % 2 == 0,
    "IsOddInteger": lambda value: value % 2 == 1,
    "IsPow2": lambda value: value > 0 and value & (value - 1) == 0,
    "IsNegative": lambda value: value < 0,
    "IsPositive": lambda value: value >= 0,
}


def _common(kind: NetType, short: str, made: Callable[[int], Any]) -> None:
    """What integers of every width have."""
    for name, test in _QUESTIONS.items():
        kind.static_method(name, f"static bool {name}({short} value)")(
            lambda value, test=test: test(int(value))
        )
    for name, function in (("Max", max), ("Min", min)):
        kind.static_method(name, f"static {short} {name}({short} x, {short} y)")(function)
    kind.static_method("Clamp", f"static {short} Clamp({short} value, {short} min, {short} max)")(
        lambda value, low, high: low if value < low else high if value > high else value
    )
    kind.static_method("CopySign", f"static {short} CopySign({short} value, {short} sign)")(
        lambda value, sign: made(abs(int(value)) if sign >= 0 else -abs(int(value)))
    )

    def pair(a: int, b: int) -> Any:
        from pssh.objects.lib_tuple import make_tuple

        quotient, rest = divided(int(a), int(b))
        return make_tuple("System.ValueTuple", [made(quotient), made(rest)])

    kind.static_method(
        "DivRem", f"static System.ValueTuple[{short},{short}] DivRem({short} left, {short} right)"
    )(pair)


def declare_big_integer_math(kind: NetType) -> None:
    """The shared members of [bigint]."""
    _common(kind, "bigint", BigInteger)

    @kind.static_method(
        "DivRem", "static bigint DivRem(bigint dividend, bigint divisor, [ref] bigint remainder)"
    )
    def _with_rest(a: int, b: int, rest: Any) -> Any:
        quotient, left = divided(int(a), int(b))
        rest.value = BigInteger(left)
        return BigInteger(quotient)


def declare_integer_math(kind: NetType, short: str) -> None:
    """The shared members of an integer type of fixed width."""
    cls: Any = kind.py_class
    low, high = INT_RANGES[cls]

    def made(number: int) -> Any:
        if not low <= number <= high:
            raise NetException("System.OverflowException")
        return number if cls is int else cls(number)

    _common(kind, short, made)

    @kind.static_method("Abs", f"static {short} Abs({short} value)")
    def _abs(value: int) -> Any:
        if abs(int(value)) > high:
            raise NetException(
                "System.OverflowException",
                "Negating the minimum value of a twos complement number is invalid.",
            )
        return made(abs(int(value)))

    kind.static_method("Sign", f"static int Sign({short} value)")(lambda a: int(a > 0) - int(a < 0))
    bits = (high - low).bit_length()
    for name, function in bit_functions(bits).items():
        kind.static_method(name, f"static {short} {name}({short} value)")(
            lambda value, function=function: made(function(int(value)))
        )

    def signed(number: int) -> Any:
        return made(number - (1 << bits) if number > high else number)

    for name, sense in (("RotateLeft", 1), ("RotateRight", -1)):
        kind.static_method(name, f"static {short} {name}({short} value, int rotateAmount)")(
            lambda value, places, sense=sense: signed(rotated(int(value), sense * int(places), bits))
        )


def bit_functions(bits: int) -> Dict[str, Numbers]:
    """What counts in the two's complement of `bits` places."""
    mask = (1 << bits) - 1
    return {
        "PopCount": lambda value: bin(value & mask).count("1"),
        "LeadingZeroCount": lambda value: bits - (value & mask).bit_length(),
        "TrailingZeroCount": lambda value: ((value & -value).bit_length() - 1) if value & mask else bits,
        "Log2": _log2,
    }


def _log2(value: int) -> int:
    if value < 0:
        raise NetException("System.ArgumentOutOfRangeException")
    return max(value.bit_length() - 1, 0)


def rotated(value: int, places: int, bits: int) -> int:
    """The unsigned pattern turned to the left."""
    mask = (1 << bits) - 1
    places %= bits
    value &= mask
    return (value << places | value >> bits - places) & mask


def declare_float_math(kind: NetType, short: str) -> None:
    """[double]::Sqrt and its kin: those of [math], for this type."""
    from pssh.objects.members import call_static

    cls: Any = kind.py_class

    def declare(name: str, parameters: str) -> None:
        def run(*args: Any) -> Any:
            math = resolve_type("System.Math")
            assert math is not None
            return cls(call_static(math, name, [float(arg) for arg in args]))

        kind.static_method(name, f"static {short} {name}({parameters})")(run)

    for name in ("Abs", "Acos", "Asin", "Atan", "Cbrt", "Ceiling", "Cos", "Cosh", "Exp", "Floor", "Log", "Log10", "Log2",
                 "Round", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate"):  # fmt: skip
        declare(name, f"{short} x")
    for name in ("Atan2", "CopySign", "Max", "Min", "Pow"):
        declare(name, f"{short} x, {short} y")
    declare("Clamp", f"{short} value, {short} min, {short} max")
    kind.static_method("Sign", f"static int Sign({short} value)")(
        lambda value: int(value > 0) - int(value < 0)
    )


def _declare_bit_operations() -> None:
    kind = net_type("System.Numerics.BitOperations", None)
    for short, cls, bits in (("uint", UInt32, 32), ("ulong", UInt64, 64)):
        for name, function in bit_functions(bits).items():
            kind.static_method(name, f"static int {name}({short} value)")(
                lambda value, function=function: function(int(value))
            )
        kind.static_method("IsPow2", f"static bool IsPow2({short} value)")(_QUESTIONS["IsPow2"])
        for name, sense in (("RotateLeft", 1), ("RotateRight", -1)):
            kind.static_method(name, f"static {short} {name}({short} value, int offset)")(
                lambda value, places, sense=sense, bits=bits, cls=cls: cls(
                    rotated(int(value), sense * int(places), bits)
                )
            )
        kind.static_method("RoundUpToPowerOf2", f"static {short} RoundUpToPowerOf2({short} value)")(
            lambda value, cls=cls: cls(1 << (int(value) - 1).bit_length() if value else 0)
        )


_declare_bit_operations()
