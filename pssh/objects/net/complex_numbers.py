"""[Numerics.Complex]: the number, its operators, its functions, and the numbers and texts it is made of."""

import cmath
import math
from typing import Any, Callable, Optional, Tuple

from pssh.objects.culture import Culture
from pssh.objects.net.common import fail
from pssh.objects.nothing import MISSING
from pssh.objects.number_members import format_with
from pssh.objects.numbers import EnumValue, is_decimal
from pssh.objects.types import net_type

_NAME = "System.Numerics.Complex"
_NAN = complex(math.nan, math.nan)


class Complex:
    """[Numerics.Complex]"""

    __slots__ = ("value",)

    net_type_name = _NAME

    def __init__(self, value: complex) -> None:
        self.value = value

    def net_format(self, fmt: str, culture: Optional[Culture] = None) -> str:
        """`<real; imaginary>`, both parts in the format asked for."""
        from pssh.objects.text_format import format_value

        real, imaginary = (format_value(part, fmt, culture) for part in (self.value.real, self.value.imag))
        return f"<{real}; {imaginary}>"

    def __str__(self) -> str:
        return self.net_format("")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Complex) and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __add__(self, other: Any) -> "Complex":
        return Complex(self.value + _complex(other))

    def __radd__(self, other: Any) -> "Complex":
        return Complex(_complex(other) + self.value)

    def __sub__(self, other: Any) -> "Complex":
        return Complex(self.value - _complex(other))

    def __rsub__(self, other: Any) -> "Complex":
        return Complex(_complex(other) - self.value)

    def __mul__(self, other: Any) -> "Complex":
        return Complex(self.value * _complex(other))

    def __rmul__(self, other: Any) -> "Complex":
        return Complex(_complex(other) * self.value)

    def __truediv__(self, other: Any) -> "Complex":
        return Complex(_quotient(self.value, _complex(other)))

    def __rtruediv__(self, other: Any) -> "Complex":
        return Complex(_quotient(_complex(other), self.value))

    def __neg__(self) -> "Complex":
        return Complex(-self.value)


def _complex(value: Any) -> complex:
    return value.value if isinstance(value, Complex) else complex(value)


def _quotient(left: complex, right: complex) -> complex:
    return left / right if right else _NAN


def _power(value: complex, power: complex) -> complex:
    """By way of magnitude and angle, as .NET does it: (3+4i) squared is off in the last digit."""
    if not power:
        return 1 + 0j
    if not value:
        return 0j
    size, angle = abs(value), math.atan2(value.imag, value.real)
    turned = power.real * angle + power.imag * math.log(size)
    try:
        scale = math.pow(size, power.real) * math.exp(-power.imag * angle)
    except OverflowError:
        scale = math.inf
    return complex(scale * math.cos(turned), scale * math.sin(turned))


def _root(value: complex) -> complex:
    if not value.imag:
        return complex(0.0, math.sqrt(-value.real)) if value.real < 0 else complex(math.sqrt(value.real), 0.0)
    return cmath.sqrt(value)


def _logarithm(value: complex) -> complex:
    size = abs(value)
    return complex(math.log(size) if size else -math.inf, math.atan2(value.imag, value.real))


def _exponential(value: complex) -> complex:
    try:
        scale = math.exp(value.real)
    except OverflowError:
        scale = math.inf
    return complex(scale * math.cos(value.imag), scale * math.sin(value.imag))


number = net_type(_NAME, Complex, "System.ValueType", (), "struct")
number.extra["default"] = lambda: Complex(0j)
number.prop("Real", "double")(lambda self: self.value.real)
number.prop("Imaginary", "double")(lambda self: self.value.imag)
number.prop("Magnitude", "double")(lambda self: abs(self.value))
number.prop("Phase", "double")(lambda self: math.atan2(self.value.imag, self.value.real))
for _name, _value in (
    ("Zero", 0j),
    ("One", 1 + 0j),
    ("ImaginaryOne", 1j),
    ("NaN", _NAN),
    ("Infinity", complex(math.inf, math.inf)),
):
    number.constant(_name, _NAME, Complex(_value))


def _from_other(value: Any) -> Any:
    """Any number is the real part."""
    if (isinstance(value, (int, float)) and not isinstance(value, (bool, EnumValue))) or is_decimal(value):
        return Complex(complex(value))
    return MISSING


number.extra["convert"] = _from_other


@number.constructor(f"{_NAME} new(double real, double imaginary)")
def _new_complex(real: float, imaginary: float) -> Complex:
    return Complex(complex(real, imaginary))


@number.static_method("FromPolarCoordinates", f"{_NAME} FromPolarCoordinates(double magnitude, double phase)")
def _from_polar(magnitude: float, phase: float) -> Complex:
    return Complex(complex(magnitude * math.cos(phase), magnitude * math.sin(phase)))


@number.static_method(
    "Parse", f"{_NAME} Parse(string s)", f"{_NAME} Parse(string s, System.IFormatProvider provider)"
)
def _parse(text: str, _provider: Any = None) -> Complex:
    from pssh.objects.convert_number import parse_double

    inner = text.strip()
    if inner.startswith("<") and inner.endswith(">"):
        parts = inner[1:-1].split(";")
        if len(parts) == 2:
            real, imaginary = (parse_double(part) for part in parts)
            if real is not None and imaginary is not None:
                return Complex(complex(real, imaginary))
    fail("OverflowException", "Arithmetic operation resulted in an overflow.")


number.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(System.IFormatProvider provider)",
    "string ToString(string format, System.IFormatProvider provider)",
    raw=True,
)(lambda self, *args: format_with(self, args))

_TWO: Tuple[Tuple[str, str, Callable[[complex, complex], complex]], ...] = (
    ("Add", "op_Addition", lambda a, b: a + b),
    ("Subtract", "op_Subtraction", lambda a, b: a - b),
    ("Multiply", "op_Multiply", lambda a, b: a * b),
    ("Divide", "op_Division", _quotient),
)
for _name, _operator, _operation in _TWO:
    for _both in (_name, _operator):
        number.static_method(_both, f"{_NAME} {_both}({_NAME} left, {_NAME} right)")(
            lambda a, b, f=_operation: Complex(f(_complex(a), _complex(b)))
        )
number.static_method("Pow", f"{_NAME} Pow({_NAME} value, {_NAME} power)")(
    lambda value, power: Complex(_power(_complex(value), _complex(power)))
)
_ONE: Tuple[Tuple[str, Callable[[complex], complex]], ...] = (
    ("Conjugate", lambda a: a.conjugate()),
    ("Negate", lambda a: -a),
    ("Reciprocal", lambda a: 1 / a if a else 0j),
    ("Sqrt", _root),
    ("Exp", _exponential),
    ("Log10", lambda a: _logarithm(a) * 0.43429448190325),
    ("Sin", cmath.sin),
    ("Cos", cmath.cos),
    ("Tan", cmath.tan),
    ("Sinh", cmath.sinh),
    ("Cosh", cmath.cosh),
    ("Tanh", cmath.tanh),
    ("Asin", cmath.asin),
    ("Acos", cmath.acos),
    ("Atan", cmath.atan),
)
for _name, _function in _ONE:
    number.static_method(_name, f"{_NAME} {_name}({_NAME} value)")(
        lambda value, f=_function: Complex(f(_complex(value)))
    )


@number.static_method("Log", f"{_NAME} Log({_NAME} value)", f"{_NAME} Log({_NAME} value, double baseValue)")
def _log(value: Complex, base: Optional[float] = None) -> Complex:
    found = _logarithm(_complex(value))
    return Complex(found if base is None else _quotient(found, _logarithm(complex(base))))


number.static_method("Abs", f"double Abs({_NAME} value)")(lambda value: abs(_complex(value)))
for _name, _test in (("IsNaN", cmath.isnan), ("IsInfinity", cmath.isinf), ("IsFinite", cmath.isfinite)):
    number.static_method(_name, f"bool {_name}({_NAME} value)")(lambda value, f=_test: f(_complex(value)))
