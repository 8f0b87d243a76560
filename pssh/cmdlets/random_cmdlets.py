"""Get-Random and Get-SecureRandom."""

from abc import abstractmethod
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

_UTILITY = "Microsoft.PowerShell.Utility"
_NUMBER, _LIST, _SHUFFLE = "RandomNumberParameterSet", "RandomListItemParameterSet", "ShuffleParameterSet"


class _Secure:
    """Numbers of the operating system, with the two methods the cmdlets need."""

    def next(self, low: int, high: int) -> int:
        """`low` to `high`, `high` not included."""
        from pssh.objects.net.cryptography import secure_below

        return low + secure_below(high - low)

    def sample(self) -> float:
        """0 to 1, 1 not included."""
        return self.next(0, 1 << 53) / (1 << 53)

    def internal(self) -> int:
        """An int that is not negative."""
        return self.next(0, 2147483647)


class _Choosing(CmdletBase):
    """What both cmdlets do."""

    def begin(self) -> None:
        self._generator = self._make()
        self._chosen: List[Any] = []
        self._seen = 0
        self._wanted = (1 << 31) - 1 if self._shuffles() else int(getattr(self, "count", 1) or 1)

    @abstractmethod
    def _make(self) -> Any:
        """The generator."""

    def _shuffles(self) -> bool:
        return bool(getattr(self, "shuffle", False))

    def process(self) -> None:
        if self.call.set_name == _NUMBER:
            return
        value = getattr(self, "input_object", None)
        for item in value if isinstance(value, list) else [value]:
            self._take(item)

    def _take(self, item: Any) -> None:
        """Keeps as many as are wanted, every one as likely."""
        if self._seen < self._wanted:
            self._chosen.append(item)
        elif self._generator.next(0, self._seen + 1) < self._wanted:
            self._chosen[self._generator.next(0, len(self._chosen))] = item
        self._seen += 1

    def end(self) -> Iterator[Any]:
        if self.call.set_name != _NUMBER:
            from pssh.objects.net.random_types import shuffle

            chosen = self._chosen
            shuffle(self._generator, chosen)
            yield from chosen
            return
        for _ in range(int(getattr(self, "count", 1) or 1)):
            yield self._number()

    def _limit(self, value: Any) -> Any:
        """A bound as int or float; text is read as a number, what is none is converted to one."""
        from pssh.objects.convert import convert, to_number
        from pssh.objects.psobject import unwrap
        from pssh.objects.types import type_of

        value = unwrap(value)
        if value is None or isinstance(value, (int, float)):
            return value
        return to_number(value) if isinstance(value, str) else convert(value, type_of(0.0))

    def _number(self) -> Any:
        from pssh.objects.numbers import Int64

        low, high = self._limit(getattr(self, "minimum", None)), self._limit(getattr(self, "maximum", None))
        generator = self._generator
        if isinstance(low, float) or isinstance(high, float):
            low, high = float(low or 0.0), float(1.7976931348623157e308 if high is None else high)
            self._check(low, high)
            return low + generator.sample() * (high - low)
        long = isinstance(low, Int64) or isinstance(high, Int64)
        low = 0 if low is None else int(low)
        high = ((1 << 63) - 1 if long else 2147483647) if high is None else int(high)
        self._check(low, high)
        if high - low <= 2147483647 and not long:
            return int(generator.next(low, high))
        value = 0
        for _ in range(4):
            value = value << 22 | generator.internal() >> 9
        made = low + value % (high - low)
        return Int64(made) if long or made > 2147483647 else made

    def _check(self, low: Any, high: Any) -> None:
        if low >= high:
            from pssh.objects.tostring import to_string

            self.call.throw(
                "MinGreaterThanOrEqualMax",
                f"The Minimum value ({to_string(low)}) cannot be greater than or equal to the Maximum "
                f"value ({to_string(high)}).",
                "InvalidArgument",
                None,
                "System.ArgumentException",
            )


_COUNT = (ValidateRange(1, 2147483647),)


@cmdlet(
    "Get-Random",
    output=("System.Int32", "System.Int64", "System.Double"),
    sets=(_NUMBER, _LIST, _SHUFFLE),
    default_set=_NUMBER,
    module=_UTILITY,
)
class GetRandom(_Choosing):
    """Gets a random number, or selects objects randomly from a collection.

    PS> (1..3 | Get-Random -Count 3 | Sort-Object) -join ' '
    1 2 3
    """

    set_seed: Annotated[Optional[int], Param()] = None
    maximum: Annotated[Any, Param(position=0, sets=_NUMBER)] = None
    minimum: Annotated[Any, Param(sets=_NUMBER)] = None
    input_object: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, type="System.Object[]", sets=(_LIST, _SHUFFLE))
    ] = NOTHING
    count: Annotated[int, Param(sets=(_NUMBER, _LIST), validate=_COUNT)] = 1
    shuffle: Annotated[Switch, Param(mandatory=True, sets=_SHUFFLE)] = False

    def _make(self) -> Any:
        from pssh.objects.net.random_types import Random

        services = self.call.runspace.services
        if self.set_seed is not None:
            services["random"] = Random(self.set_seed)
        if "random" not in services:
            services["random"] = Random()
        return services["random"]


@cmdlet(
    "Get-SecureRandom",
    output=("System.Int32", "System.Int64", "System.Double"),
    sets=(_NUMBER, _LIST, _SHUFFLE),
    default_set=_NUMBER,
    module=_UTILITY,
)
class GetSecureRandom(_Choosing):
    """Gets a random number, or selects objects randomly, by the cryptographic generator.

    PS> Get-SecureRandom -Minimum 5 -Maximum 6
    5
    """

    maximum: Annotated[Any, Param(position=0, sets=_NUMBER)] = None
    minimum: Annotated[Any, Param(sets=_NUMBER)] = None
    input_object: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, type="System.Object[]", sets=(_LIST, _SHUFFLE))
    ] = NOTHING
    count: Annotated[int, Param(sets=(_NUMBER, _LIST), validate=_COUNT)] = 1
    shuffle: Annotated[Switch, Param(mandatory=True, sets=_SHUFFLE)] = False

    def _make(self) -> Any:
        return _Secure()
