"""Measure-Object: statistics of numbers, counts of text."""

from typing import Annotated, Any, Dict, List, Optional

from pssh.cmdlets._properties import block_value, is_block, property_reader
from pssh.cmdlets._results import MeasureInfo, ObjectMeasureInfo, TextMeasureInfo
from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["MeasureObject"]

_OBJECT = "System.Management.Automation.PSObject"
_NUMBERS, _TEXT = "GenericMeasure", "TextMeasure"


class _Numbers:
    """Running statistics of one property."""

    __slots__ = (
        "average",
        "comparable",
        "count",
        "deviation",
        "highest",
        "lowest",
        "mean",
        "moment",
        "numeric",
        "total",
    )

    def __init__(self) -> None:
        self.count = 0
        self.total: Any = 0
        self.highest: Any = None
        self.lowest: Any = None
        self.mean = 0.0
        self.moment = 0.0
        self.numeric = True


class _Text:
    """Running counts of one property."""

    __slots__ = ("characters", "count", "lines", "words")

    def __init__(self) -> None:
        self.count = self.lines = self.words = self.characters = 0


@cmdlet("Measure-Object", alias="measure", sets=(_NUMBERS, _TEXT), default_set=_NUMBERS,
        module="Microsoft.PowerShell.Utility")  # fmt: skip
class MeasureObject(CmdletBase):
    """Calculates the numeric properties of objects, and the characters, words, and lines in string objects.

    PS> (1..4 | Measure-Object -Sum).Sum
    10

    PS> ('one two', 'three' | Measure-Object -Word).Words
    3
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    standard_deviation: Annotated[Switch, Param(sets=_NUMBERS)] = False
    sum: Annotated[Switch, Param(sets=_NUMBERS)] = False
    all_stats: Annotated[Switch, Param(sets=_NUMBERS)] = False
    average: Annotated[Switch, Param(sets=_NUMBERS)] = False
    maximum: Annotated[Switch, Param(sets=_NUMBERS)] = False
    minimum: Annotated[Switch, Param(sets=_NUMBERS)] = False
    line: Annotated[Switch, Param(sets=_TEXT)] = False
    word: Annotated[Switch, Param(sets=_TEXT)] = False
    character: Annotated[Switch, Param(sets=_TEXT)] = False
    ignore_white_space: Annotated[Switch, Param(sets=_TEXT)] = False

    def begin(self) -> None:
        self._text = bool(self.line or self.word or self.character or self.ignore_white_space)
        self._stats: Dict[str, Any] = {}
        self._all = bool(self.all_stats)
        self._sums = self._all or bool(self.sum) or bool(self.average)
        self._extremes = self._all or bool(self.maximum) or bool(self.minimum)
        self._spread = self._all or bool(self.standard_deviation)
        if self.property:
            self._readers = [self._property(value) for value in self.property]
            if (
                len(self._readers) == 1
                and self._sums
                and not self._extremes
                and not self._spread
                and not self._text
            ):
                self._fast_property()
        elif not self._text and not self._extremes and not self._spread:
            self._fast_items()

    def _fast_property(self) -> None:
        """One named property that is only added up."""
        name, reader = self._readers[0]
        if reader is None:
            return
        stat = _Numbers()
        slow = self._add_number

        def take(item: Any) -> None:
            value = reader(item)
            if value.__class__ is int or value.__class__ is float:
                stat.count += 1
                stat.total += value
            elif value is not MISSING and value is not None:
                slow(stat, value)

        self._stats[name] = stat
        self.process_items_with(take)

    def _fast_items(self) -> None:
        """The objects themselves, counted or added up."""
        stat = _Numbers()
        self._stats[""] = stat
        if not self._sums:

            def count(item: Any) -> None:
                if item is not None:
                    stat.count += 1

            self.process_items_with(count)
            return
        slow = self._add_number

        def take(item: Any) -> None:
            if item.__class__ is int:
                stat.count += 1
                stat.total += item
            elif item is not None:
                slow(stat, item)

        self.process_items_with(take)

    def _property(self, value: Any) -> Any:
        """Name and reader of one -Property; the reader is None for a pattern."""
        if is_block(value):
            return str(value), block_value(self.call, value)
        if hasattr(value, "stored_key"):
            from pssh.cmdlets._properties import read_table

            entries = read_table(self.call, value, ("expression",))
            return self._property(entries["expression"])
        from pssh.objects.tostring import to_string

        name = to_string(value)
        return name, None if any(char in name for char in "*?[") else property_reader(name)

    def process(self) -> None:
        if self.input_object is not NOTHING:
            self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        if item is None:
            return
        if not self.property:
            self._add("", item)
            return
        for name, reader in self._readers:
            if reader is None:
                from pssh.formatting.access import expand_name, read

                for each in expand_name(item, name):
                    self._add(each, read(item, each))
                continue
            value = reader(item)
            if value is MISSING or value is None:
                self._stats.setdefault(name, _Text() if self._text else _Numbers())
            else:
                self._add(name, value)

    def _add(self, name: str, value: Any) -> None:
        stat: Any = self._stats.get(name)
        if stat is None:
            stat = self._stats[name] = _Text() if self._text else _Numbers()
        if self._text:
            self._add_text(stat, value)
        else:
            self._add_number(stat, value)

    # --- numbers --------------------------------------------------------------------------------------

    def _add_number(self, stat: _Numbers, value: Any) -> None:
        number = _number_of(value)
        if self._extremes:
            self._widen(stat, value if number is None else number)
        if number is None and (self._sums or self._spread):
            self._not_numeric(value)
            return
        stat.count += 1
        if number is None:
            stat.numeric = False
            return
        if self._spread:
            delta = float(number) - stat.mean
            stat.mean += delta / stat.count
            stat.moment += delta * (float(number) - stat.mean)
        stat.total += number

    def _widen(self, stat: _Numbers, value: Any) -> None:
        from pssh.objects.compare import sort_compare

        if stat.highest is None or sort_compare(value, stat.highest) > 0:
            stat.highest = value
        if stat.lowest is None or sort_compare(value, stat.lowest) < 0:
            stat.lowest = value

    def _not_numeric(self, value: Any) -> None:
        from pssh.objects.tostring import to_string

        self.call.error(
            "NonNumericInputObject",
            f'Input object "{to_string(value)}" is not numeric.',
            "InvalidType",
            value,
            "System.Management.Automation.PSInvalidOperationException",
        )

    # --- text -----------------------------------------------------------------------------------------

    def _add_text(self, stat: _Text, value: Any) -> None:
        from pssh.objects.tostring import to_string

        text = to_string(value)
        stat.count += 1
        if self.line:
            stat.lines += count_lines(text, bool(self.ignore_white_space))
        if self.word:
            stat.words += len(text.split())
        if self.character:
            stat.characters += len("".join(text.split())) if self.ignore_white_space else len(text)

    # --- the result -----------------------------------------------------------------------------------

    def end(self) -> None:
        if not self.property:
            self._stats.setdefault("", _Text() if self._text else _Numbers())
        for name, stat in self._stats.items():
            if self.property and stat.count == 0:
                self._never_found(name)
                continue
            self.write(self._text_info(name, stat) if self._text else self._info(name, stat))

    def _never_found(self, name: str) -> None:
        if getattr(self.call.runspace, "strict", 0):
            self.call.error(
                "GenericMeasurePropertyNotFound",
                f'The property "{name}" cannot be found in the input for any objects.',
                "InvalidArgument",
                None,
                "System.Management.Automation.PSArgumentException",
            )

    def _text_info(self, name: str, stat: _Text) -> TextMeasureInfo:
        return TextMeasureInfo(
            stat.lines if self.line else None,
            stat.words if self.word else None,
            stat.characters if self.character else None,
            name or None,
        )

    def _info(self, name: str, stat: _Numbers) -> MeasureInfo:
        extremes = (
            stat.highest if self._all or self.maximum else None,
            stat.lowest if self._all or self.minimum else None,
        )
        numeric = all(each is None or _number_of(each) is not None for each in extremes)
        info = (MeasureInfo if numeric else ObjectMeasureInfo)(stat.count, name or None)
        if self._all or self.sum:
            info.sum = float(stat.total)
        if (self._all or self.average) and stat.count:
            info.average = float(stat.total) / stat.count
        if self._all or self.maximum:
            info.maximum = _result(stat.highest, stat.numeric)
        if self._all or self.minimum:
            info.minimum = _result(stat.lowest, stat.numeric)
        if self._spread and stat.count:
            info.standard_deviation = (stat.moment / (stat.count - 1)) ** 0.5 if stat.count > 1 else 0.0
        return info


def _result(value: Any, numeric: bool) -> Any:
    if value is None or not numeric or isinstance(value, str):
        return value
    return float(value)


def _number_of(value: Any) -> Optional[Any]:
    """The number a value is, or that its text says; None where it is none."""
    cls = value.__class__
    if cls is int or cls is float:
        return value
    if cls is bool or (cls is str and not value):
        return None
    from pssh.objects.errors import NetException, PSError
    from pssh.objects.numbers import Char

    if isinstance(value, Char):
        return None
    if isinstance(value, (int, float)):
        return float(value) if isinstance(value, float) else int(value)
    if cls.__name__ == "Decimal":
        return float(value)
    if not isinstance(value, str):
        base = getattr(value, "base", None)
        return None if base is None else _number_of(base)
    from pssh.objects.convert import to_number

    try:
        return to_number(value)
    except (PSError, NetException):
        return None


def count_lines(text: str, ignore_blank: bool) -> int:
    """The lines of a text; an empty text has none."""
    if not text:
        return 0
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if ignore_blank:
        return sum(1 for line in lines if line.strip())
    return len(lines)
