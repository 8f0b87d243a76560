"""Rows of comma-separated values: writing objects as lines, and reading lines as objects."""

from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSMemberInfo, PSObject

__all__ = ["CsvError", "CsvReader", "CsvWriter", "field_text", "names_of"]

NEVER, ALWAYS, AS_NEEDED = 0, 1, 2


class CsvError(Exception):
    """Headers that no object can have."""


def names_of(value: Any) -> List[str]:
    """The columns an object gives."""
    if value.__class__ is PSObject and value.base is None:
        members = value.members
        return [
            name for name, item in members.items() if not isinstance(item, PSMemberInfo) or item.is_property
        ]
    if isinstance(value, BaseDictionary):
        from pssh.objects.tostring import to_string
        from pssh.objects.typedata import attached

        added = [member.name for member in attached(value).values() if member.is_property]
        return [*(to_string(key) for key in value), *added]
    from pssh.objects.members import property_names

    return property_names(value)


def field_text(value: Any) -> Optional[str]:
    """A value as `ToString()` gives it; None for null."""
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls is int:
        return str(value)
    if value is None or value is NOTHING:
        return None
    from pssh.objects.text_format import format_value

    return format_value(value)


class CsvWriter:
    """Makes lines of objects; the first object decides the columns."""

    def __init__(
        self,
        delimiter: str = ",",
        quotes: int = ALWAYS,
        quote_fields: Optional[Iterable[str]] = None,
        header: bool = True,
        type_line: bool = False,
        columns: Optional[List[str]] = None,
    ) -> None:
        self.delimiter = delimiter
        self.quotes = quotes
        self.quote_fields = None if quote_fields is None else {name.lower() for name in quote_fields if name}
        self.header = header
        self.type_line = type_line
        self.columns = columns
        self._keys: Any = None
        self._readers: List[Callable[[Any], Any]] = []
        if columns is not None:
            self._prepare(columns)

    def _prepare(self, columns: List[str]) -> None:
        from pssh.cmdlets._properties import property_reader

        self.columns = columns
        self._keys = dict.fromkeys(columns).keys()
        self._ordered = list(self._keys)
        self._readers = [property_reader(name) for name in columns]

    def start(self, value: Any) -> List[str]:
        """The lines before the first row."""
        lines: List[str] = []
        self._prepare(names_of(value))
        if self.type_line:
            from pssh.objects.types import type_names

            lines.append("#TYPE " + type_names(value)[0])
        if self.header:
            lines.append(self.line(list(self.columns or ())))
        return lines

    def row(self, value: Any) -> str:
        """The line of one object."""
        if (
            value.__class__ is PSObject
            and value.base is None
            and value.members.keys() == self._keys
            and list(value.members) == self._ordered
        ):
            return self.line(value.members.values(), value)
        return self.line([reader(value) for reader in self._readers])

    def line(self, values: Iterable[Any], owner: Any = None) -> str:
        """One line of values."""
        if self.quotes == ALWAYS and self.quote_fields is None:
            out: List[str] = []
            for value in values:
                cls = value.__class__
                if cls is str:
                    out.append('"' + (value.replace('"', '""') if '"' in value else value) + '"')
                elif cls is int:
                    out.append(f'"{value}"')
                else:
                    text = self._text(value, owner)
                    out.append("" if text is None else '"' + text.replace('"', '""') + '"')
            return self.delimiter.join(out)
        return self.delimiter.join(
            self._chosen(index, self._text(value, owner)) for index, value in enumerate(values)
        )

    def _text(self, value: Any, owner: Any) -> Optional[str]:
        if isinstance(value, PSMemberInfo):
            value = value.get(owner)
        from pssh.objects.nothing import MISSING

        return None if value is MISSING else field_text(value)

    def _chosen(self, index: int, text: Optional[str]) -> str:
        """A field quoted as -UseQuotes or -QuoteFields say."""
        if text is None:
            return ""
        if self.quote_fields is not None:
            names = self.columns or []
            wanted = index < len(names) and names[index].lower() in self.quote_fields
        elif self.quotes == NEVER:
            return text
        else:
            wanted = self.delimiter in text or '"' in text or "\n" in text or "\r" in text
            if self.quotes == ALWAYS:
                wanted = True
        return '"' + text.replace('"', '""') + '"' if wanted else text


class CsvReader:
    """Makes objects of lines."""

    def __init__(
        self,
        delimiter: str = ",",
        header: Optional[List[str]] = None,
        warn: Optional[Callable[[str], None]] = None,
    ) -> None:
        self.delimiter = delimiter
        self.header = list(header) if header is not None else None
        self.type_name: Optional[str] = None
        self.warn = warn
        self.begun = False
        if self.header is not None:
            self._check()

    def read(self, lines: Iterable[str]) -> Iterator[PSObject]:
        """The objects of lines (with or without their line ends)."""
        rows = self._rows(lines)
        for row in rows:
            if self.header is None:
                self._take_header(row)
                if self.header is None:
                    continue
                break
            yield self._object(row)
        header = self.header
        if header is None:
            return
        size, types = len(header), self._types()
        for row in rows:
            if len(row) == size:
                yield PSObject(None, dict(zip(header, row)), types)
            else:
                yield self._object(row)

    def _types(self) -> Optional[Tuple[str, ...]]:
        return (self.type_name, "CSV:" + self.type_name) if self.type_name else None

    def _object(self, row: List[str]) -> PSObject:
        members: Dict[str, Any] = {}
        for index, name in enumerate(self.header or ()):
            members[name] = row[index] if index < len(row) else None
        return PSObject(None, members, self._types())

    def _rows(self, lines: Iterable[str]) -> Iterator[List[str]]:
        from csv import reader

        source = self._without_comments(lines)
        for row in reader(
            source, delimiter=self.delimiter, quotechar='"', skipinitialspace=self.delimiter != " "
        ):
            if row and (len(row) > 1 or row[0]):
                yield row

    def _without_comments(self, lines: Iterable[str]) -> Iterator[str]:
        """Passes over what stands before the header line; a #TYPE line names the objects."""
        for line in lines:
            if not self.begun and self.header is None:
                if line.startswith("#TYPE"):
                    self.type_name = line[5:].strip().partition(",")[0].strip('"') or None
                    if self.type_name and not self.type_name.startswith("CSV:"):
                        self.type_name = "CSV:" + self.type_name
                    continue
                if line.startswith("#Fields: "):
                    self.header = line[9:].split()
                    self._check()
                    continue
                if line.startswith("#") or not line.strip():
                    continue
            self.begun = True
            yield line

    def _take_header(self, row: List[str]) -> None:
        if len(row) == 1 and not row[0]:
            return
        names: List[str] = []
        missing = 0
        if row and not row[-1]:
            row = row[:-1]
        for name in row:
            if not name:
                missing += 1
                number = missing
                name = f"H{number}"
                while name in row:
                    number += 1
                    name = f"H{number}"
            names.append(name)
        if missing and self.warn is not None:
            self.warn(
                'One or more headers were not specified. Default names starting with "H" have been used in place '
                "of any missing headers."
            )
        self.header = names
        self._check()

    def _check(self) -> None:
        seen = set()
        for name in self.header or ():
            if name.lower() in seen:
                raise CsvError(f'The member "{name}" is already present.')
            seen.add(name.lower())
