"""Members of System.Numerics.BigInteger."""

from math import gcd, log, log10
from typing import Any, Optional

from pssh.objects.lib_generic_math import declare_big_integer_math, divided
from pssh.objects.number_members import (
    common_members,
    not_null,
    parse_forms,
    parse_integer,
    style_among,
    try_forms,
    try_parse,
)
from pssh.objects.numbers import BigInteger
from pssh.objects.types import net_type


def _log(value: Any, base: Optional[float]) -> float:
    if base == 10.0:
        return log10(int(value))
    return log(int(value)) if base is None else log(int(value), base)


def _mod_pow(a: Any, b: Any, modulus: Any) -> Any:
    found = pow(abs(int(a)), int(b), abs(int(modulus)))
    return BigInteger(-found if int(a) < 0 and int(b) % 2 else found)


big_integer = net_type("System.Numerics.BigInteger", BigInteger)
common_members(big_integer, "bigint")
for _field, _number in (("Zero", 0), ("One", 1), ("MinusOne", -1)):
    big_integer.constant(_field, "bigint", BigInteger(_number))
big_integer.prop("IsZero", "bool")(lambda self: int(self) == 0)
big_integer.prop("IsOne", "bool")(lambda self: int(self) == 1)
big_integer.prop("IsEven", "bool")(lambda self: int(self) % 2 == 0)
big_integer.prop("Sign", "int")(lambda self: (self > 0) - (self < 0))
big_integer.prop("IsPowerOfTwo", "bool")(lambda self: self > 0 and int(self) & (int(self) - 1) == 0)


def _parse(text: Any, *args: Any) -> Any:
    return BigInteger(parse_integer(not_null(text), style_among(args, 7), big_integer))


big_integer.static_method("Parse", *parse_forms("bigint"))(_parse)


@big_integer.static_method("TryParse", *try_forms("bigint"))
def _try_parse(*args: Any) -> bool:
    return try_parse(_parse, big_integer, args)


_BINARY = {
    "Add": lambda a, b: a + b,
    "Subtract": lambda a, b: a - b,
    "Multiply": lambda a, b: a * b,
    "Divide": lambda a, b: divided(a, b)[0],
    "Remainder": lambda a, b: divided(a, b)[1],
    "GreatestCommonDivisor": gcd,
}
for _name, _function in _BINARY.items():
    big_integer.static_method(_name, f"static bigint {_name}(bigint left, bigint right)")(
        lambda a, b, function=_function: BigInteger(function(int(a), int(b)))
    )
declare_big_integer_math(big_integer)
big_integer.static_method("Abs", "static bigint Abs(bigint value)")(lambda a: BigInteger(abs(int(a))))
big_integer.static_method("Negate", "static bigint Negate(bigint value)")(lambda a: BigInteger(-int(a)))
big_integer.static_method("Compare", "static int Compare(bigint left, bigint right)")(
    lambda a, b: (a > b) - (a < b)
)
big_integer.static_method("Pow", "static bigint Pow(bigint value, int exponent)")(
    lambda a, b: BigInteger(int(a) ** int(b))
)
big_integer.static_method("ModPow", "static bigint ModPow(bigint value, bigint exponent, bigint modulus)")(
    _mod_pow
)
big_integer.static_method("Log10", "static double Log10(bigint value)")(lambda a: _log(a, 10.0))
big_integer.static_method(
    "Log", "static double Log(bigint value)", "static double Log(bigint value, double baseValue)"
)(lambda a, base=None: _log(a, base))


@big_integer.method("ToByteArray", "byte[] ToByteArray()")
def _bytes(self: Any) -> Any:
    from pssh.objects.collections import ByteArray

    number = int(self)
    length = (number.bit_length() if number >= 0 else (number + 1).bit_length()) // 8 + 1
    return ByteArray(number.to_bytes(length, "little", signed=True))


@big_integer.constructor(
    "bigint new(int value)",
    "bigint new(long value)",
    "bigint new(double value)",
    "bigint new(byte[] value)",
)
def _new(value: Any) -> Any:
    if isinstance(value, (bytearray, list)):
        return BigInteger(int.from_bytes(bytes(value), "little", signed=True))
    return BigInteger(int(value))
