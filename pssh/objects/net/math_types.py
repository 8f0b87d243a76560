"""[math] and [mathf]."""

import math
from typing import Any, Callable, Optional, Tuple

from pssh.objects.lib_generic_math import divided
from pssh.objects.net.common import fail, known_type
from pssh.objects.numbers import Int64, Single, is_decimal
from pssh.objects.types import net_type

Math = net_type("System.Math")
Math.constant("PI", "double", math.pi)
Math.constant("E", "double", math.e)
Math.constant("Tau", "double", math.tau)

_SIGNED = ("sbyte", "int16", "int", "long", "float", "double", "decimal")
_ALL = ("sbyte", "byte", "int16", "uint16", "int", "uint32", "long", "uint64", "float", "double", "decimal")


def _like(sample: Any, result: Any) -> Any:
    """`result` as a number of the sample's type."""
    kind = type(sample)
    if kind is int or kind is float or is_decimal(sample):
        return result
    return kind(result)


def _declare(name: str, kinds: Tuple[str, ...], count: int, func: Callable[..., Any]) -> None:
    names = ("value",) if count == 1 else ("val1", "val2")
    texts = [f"{kind} {name}({', '.join(f'{kind} {n}' for n in names)})" for kind in kinds]
    Math.static_method(name, *texts)(func)


def _abs(value: Any) -> Any:
    if (type(value) is int and value == -2147483648) or (type(value) is Int64 and value == -(1 << 63)):
        fail("OverflowException", "Negating the minimum value of a twos complement number is invalid.")
    return _like(value, abs(value))


def _max(first: Any, second: Any) -> Any:
    if first != first or second != second:
        return float("nan")
    return first if first >= second else second


def _min(first: Any, second: Any) -> Any:
    if first != first or second != second:
        return float("nan")
    return first if first <= second else second


def _sign(value: Any) -> int:
    if value != value:
        fail("ArithmeticException", "Function does not accept floating point Not-a-Number values.")
    return int(value > 0) - int(value < 0)


_declare("Abs", _SIGNED, 1, _abs)
_declare("Max", _ALL, 2, _max)
_declare("Min", _ALL, 2, _min)
Math.static_method("Sign", *(f"int Sign({k} value)" for k in _SIGNED))(_sign)


def _double(func: Callable[[float], float], at_nan: float = float("nan")) -> Callable[[float], float]:
    """A function of Python's math with .NET's answers outside its domain."""

    def wrapped(value: float) -> float:
        try:
            return float(func(value))
        except ValueError:
            return at_nan
        except OverflowError:
            return float("inf")

    return wrapped


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _cube_root(value: float) -> float:
    root = round(abs(value) ** (1 / 3), 15)
    near = round(root)
    root = float(near) if near**3 == abs(value) else abs(value) ** (1 / 3)
    return math.copysign(root, value)


for _name, _func in (
    ("Sqrt", math.sqrt),
    ("Sin", math.sin),
    ("Cos", math.cos),
    ("Tan", math.tan),
    ("Asin", math.asin),
    ("Acos", math.acos),
    ("Atan", math.atan),
    ("Sinh", math.sinh),
    ("Cosh", math.cosh),
    ("Tanh", math.tanh),
    ("Asinh", math.asinh),
    ("Acosh", math.acosh),
    ("Atanh", math.atanh),
    ("Exp", math.exp),
    ("Cbrt", _cube_root),
):
    Math.static_method(_name, f"double {_name}(double d)")(_double(_func))
Math.static_method("Log10", "double Log10(double d)")(
    _double(lambda d: -math.inf if d == 0 else math.log10(d))
)
Math.static_method("Log2", "double Log2(double d)")(_double(lambda d: -math.inf if d == 0 else math.log2(d)))
Math.static_method("Atan2", "double Atan2(double y, double x)")(math.atan2)


@Math.static_method("Log", "double Log(double d)", "double Log(double a, double newBase)")
def _logarithm(value: float, base: Optional[float] = None) -> float:
    try:
        top = _log(value)
        if base is None:
            return top
        if base == 1:
            return math.nan
        if value == 1 and (base == 0 or base == math.inf):
            return 0.0
        if base == 2:
            return math.log2(value)
        if base == 10:
            return math.log10(value)
        return top / _log(base)
    except (ValueError, ZeroDivisionError):
        return math.nan


@Math.static_method("Pow", "double Pow(double x, double y)")
def _pow(x: float, y: float) -> float:
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf
    except ValueError:
        if x == 0:
            return math.copysign(math.inf, x) if y % 2 == 1 else math.inf
        return math.nan


def _whole(value: Any, func: Callable[[Any], int]) -> Any:
    if isinstance(value, float):
        if math.isinf(value) or math.isnan(value):
            return value
        result = float(func(value))
        return math.copysign(result, value) if result == 0 else result
    from decimal import Decimal

    return Decimal(func(value))


_ROUNDERS: Tuple[Tuple[str, Callable[[Any], int]], ...] = (
    ("Floor", math.floor),
    ("Ceiling", math.ceil),
    ("Truncate", math.trunc),
)
for _name, _rounder in _ROUNDERS:
    Math.static_method(_name, f"double {_name}(double d)", f"decimal {_name}(decimal d)")(
        lambda value, f=_rounder: _whole(value, f)
    )


def round_number(value: Any, digits: int = 0, mode: int = 0) -> Any:
    """[math]::Round: half to even (0), away from zero (1), to zero (2), down (3), up (4)."""
    if is_decimal(value):
        import decimal

        rule = (
            decimal.ROUND_HALF_EVEN,
            decimal.ROUND_HALF_UP,
            decimal.ROUND_DOWN,
            decimal.ROUND_FLOOR,
            decimal.ROUND_CEILING,
        )[mode]
        places = max(-value.as_tuple().exponent, 0)
        if places <= digits:
            return value
        return value.quantize(decimal.Decimal(1).scaleb(-digits), rule, decimal.Context(prec=60))
    if math.isinf(value) or math.isnan(value):
        return value
    if not 0 <= digits <= 15:
        fail(
            "ArgumentOutOfRangeException",
            "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
        )
    if abs(value) >= 1e16:
        return value
    power = 10.0**digits
    scaled = value * power
    if mode == 0:
        whole = float(round(scaled))
    elif mode == 1:
        below = math.floor(abs(scaled))
        whole = math.copysign(below + 1 if abs(scaled) - below >= 0.5 else below, scaled)
    else:
        whole = float((math.trunc, math.floor, math.ceil)[mode - 2](scaled))
    result = whole / power
    return math.copysign(result, value) if result == 0 else result


@Math.static_method(
    "Round",
    "decimal Round(decimal d)",
    "decimal Round(decimal d, int decimals)",
    "double Round(double a)",
    "double Round(double value, int digits)",
)
def _round(value: Any, digits: int = 0) -> Any:
    return round_number(value, digits)


@Math.static_method(
    "Round",
    "decimal Round(decimal d, System.MidpointRounding mode)",
    "double Round(double value, System.MidpointRounding mode)",
)
def _round_mode(value: Any, mode: int) -> Any:
    return round_number(value, 0, int(mode))


@Math.static_method(
    "Round",
    "decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
    "double Round(double value, int digits, System.MidpointRounding mode)",
)
def _round_digits(value: Any, digits: int, mode: int) -> Any:
    return round_number(value, digits, int(mode))


@Math.static_method(
    "DivRem", "int DivRem(int a, int b, [ref] int result)", "long DivRem(long a, long b, [ref] long result)"
)
def _div_rem(a: int, b: int, result: Any) -> Any:
    quotient, rest = divided(a, b)
    result.value = _like(a, rest)
    return _like(a, quotient)


@Math.static_method(
    "DivRem",
    "System.ValueTuple[int,int] DivRem(int left, int right)",
    "System.ValueTuple[long,long] DivRem(long left, long right)",
)
def _div_rem_pair(a: int, b: int) -> Any:
    from pssh.objects.members import call_static

    quotient, rest = divided(a, b)
    return call_static(known_type("System.ValueTuple"), "Create", [_like(a, quotient), _like(a, rest)])


@Math.static_method("BigMul", "long BigMul(int a, int b)")
def _big_mul(a: int, b: int) -> Int64:
    return Int64(int(a) * int(b))


@Math.static_method("Clamp", *(f"{k} Clamp({k} value, {k} min, {k} max)" for k in _ALL))
def _clamp(value: Any, low: Any, high: Any) -> Any:
    if low > high:
        from pssh.objects.tostring import to_string

        fail("ArgumentException", f"'{to_string(low)}' cannot be greater than {to_string(high)}.")
    return low if value < low else high if value > high else value


@Math.static_method("IEEERemainder", "double IEEERemainder(double x, double y)")
def _remainder(x: float, y: float) -> float:
    return math.nan if y == 0 else math.remainder(x, y)


@Math.static_method("CopySign", "double CopySign(double x, double y)")
def _copy_sign(x: float, y: float) -> float:
    return math.copysign(x, y)


@Math.static_method("ILogB", "int ILogB(double x)")
def _ilogb(x: float) -> int:
    if x == 0 or math.isnan(x) or math.isinf(x):
        return -2147483648 if x == 0 else 2147483647
    return math.frexp(x)[1] - 1


@Math.static_method("ScaleB", "double ScaleB(double x, int n)")
def _scale_b(x: float, n: int) -> float:
    try:
        return math.ldexp(x, int(n))
    except OverflowError:
        return math.copysign(math.inf, x)


@Math.static_method("BitIncrement", "double BitIncrement(double x)")
def _bit_increment(x: float) -> float:
    return math.nextafter(x, math.inf)


@Math.static_method("BitDecrement", "double BitDecrement(double x)")
def _bit_decrement(x: float) -> float:
    return math.nextafter(x, -math.inf)


@Math.static_method("FusedMultiplyAdd", "double FusedMultiplyAdd(double x, double y, double z)")
def _fused(x: float, y: float, z: float) -> float:
    from fractions import Fraction

    return float(Fraction(x) * Fraction(y) + Fraction(z))


MathF = net_type("System.MathF")
MathF.constant("PI", "float", Single(math.pi))
MathF.constant("E", "float", Single(math.e))
for _name in ("Sqrt", "Sin", "Cos", "Tan", "Exp", "Floor", "Ceiling", "Truncate", "Abs", "Round"):

    def _single(value: float, name: str = _name) -> Single:
        return Single(Math.statics[name.lower()].overloads[0].func(float(value)))

    MathF.static_method(_name, f"float {_name}(float x)")(_single)
