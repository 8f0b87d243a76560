"""[random]: a seeded one gives .NET's numbers (Knuth's subtractive generator)."""

import os
from typing import Any, List, Optional

from pssh.objects.net.common import fail, out_of_range
from pssh.objects.numbers import Byte, Int64, Single
from pssh.objects.types import net_type

_BIG = 2147483647


class Random:
    """A generator of numbers."""

    __slots__ = ("first", "second", "state")

    net_type_name = "System.Random"

    def __init__(self, seed: Optional[int] = None) -> None:
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "little") & 0x7FFFFFFF
        state: List[int] = [0] * 56
        mj = 161803398 - (_BIG if seed == -2147483648 else abs(int(seed)))
        state[55] = mj
        mk = 1
        place = 0
        for _ in range(1, 55):
            place += 21
            if place >= 55:
                place -= 55
            state[place] = mk
            mk = mj - mk
            if mk < 0:
                mk += _BIG
            mj = state[place]
        for _ in range(4):
            for i in range(1, 56):
                n = i + 30
                if n >= 55:
                    n -= 55
                value = state[i] - state[1 + n]
                # the subtraction wraps as a 32-bit number, then is made positive
                value = (value + 0x80000000 & 0xFFFFFFFF) - 0x80000000
                state[i] = value + _BIG if value < 0 else value
        self.state = state
        self.first = 0
        self.second = 21

    def internal(self) -> int:
        """The next number below 2**31 - 1."""
        self.first = 1 if self.first >= 55 else self.first + 1
        self.second = 1 if self.second >= 55 else self.second + 1
        value = self.state[self.first] - self.state[self.second]
        if value == _BIG:
            value -= 1
        if value < 0:
            value += _BIG
        self.state[self.first] = value
        return value

    def sample(self) -> float:
        """0 to 1, 1 not included."""
        return self.internal() * (1.0 / _BIG)

    def next(self, low: int = 0, high: int = _BIG) -> int:
        """`low` to `high`, `high` not included."""
        span = high - low
        if span <= _BIG:
            return int(self.sample() * span) + low
        value = self.internal()
        if self.internal() % 2 == 0:
            value = -value
        double = (value + (_BIG - 1)) / (2 * _BIG - 1)
        return int(double * span) + low


random = net_type("System.Random", Random)


@random.constructor("System.Random new()", "System.Random new(int Seed)")
def _new(seed: Optional[int] = None) -> Random:
    return Random(seed)


@random.method("Next", "int Next()", "int Next(int maxValue)", "int Next(int minValue, int maxValue)")
def _next(self: Random, *limits: int) -> int:
    if not limits:
        return self.internal()
    low, high = (0, limits[0]) if len(limits) == 1 else limits
    if len(limits) == 1 and high < 0:
        out_of_range("maxValue", "'maxValue' must be greater than or equal to '0'.")
    if low > high:
        out_of_range("minValue", "'minValue' cannot be greater than maxValue.")
    return self.next(low, high)


@random.method(
    "NextInt64",
    "long NextInt64()",
    "long NextInt64(long maxValue)",
    "long NextInt64(long minValue, long maxValue)",
)
def _next_long(self: Random, *limits: int) -> Int64:
    low, high = (0, (1 << 63) - 1) if not limits else (0, limits[0]) if len(limits) == 1 else limits
    span = int(high) - int(low)
    if span <= 0:
        return Int64(low)
    value = 0
    for _ in range(4):
        value = value << 22 | self.internal() >> 9
    return Int64(int(low) + value % span)


@random.method("NextDouble", "double NextDouble()")
def _next_double(self: Random) -> float:
    return self.sample()


@random.method("NextSingle", "float NextSingle()")
def _next_single(self: Random) -> Single:
    return Single(self.sample())


@random.method("NextBytes", "void NextBytes(byte[] buffer)")
def _next_bytes(self: Random, buffer: Any) -> None:
    for index in range(len(buffer)):
        buffer[index] = Byte(self.internal() % 256)


def shuffle(generator: Random, items: List[Any]) -> None:
    """Fisher-Yates, in .NET's order."""
    for i in range(len(items) - 1):
        j = generator.next(i, len(items))
        if j != i:
            items[i], items[j] = items[j], items[i]


@random.method("Shuffle", "void Shuffle(System.Object[] values)")
def _shuffle(self: Random, items: Any) -> None:
    shuffle(self, items)


@random.method("GetItems", "System.Object[] GetItems(System.Object[] choices, int length)")
def _get_items(self: Random, choices: Any, length: int) -> List[Any]:
    if not choices:
        fail("ArgumentException", "Span may not be empty. (Parameter 'choices')")
    return [choices[self.next(0, len(choices))] for _ in range(length)]


random.static_prop("Shared", "System.Random")(Random)
