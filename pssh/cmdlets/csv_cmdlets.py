"""ConvertTo-Csv, ConvertFrom-Csv, Export-Csv and Import-Csv."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._csv import CsvError, CsvReader, CsvWriter, names_of
from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateNotNullOrEmpty

_UTILITY = "Microsoft.PowerShell.Utility"
_QUOTES = "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind"
_OBJECT = "System.Management.Automation.PSObject"
_DELIMITER = Param(position=1, type="System.Char", sets="Delimiter")


def _delimiter(cmdlet_: Any) -> str:
    if getattr(cmdlet_, "use_culture", False):
        from pssh.objects.culture import current_culture

        culture = current_culture()
        return ";" if culture.number_format.number_decimal_separator == "," else culture.list_separator
    return str(cmdlet_.delimiter or ",")


class _Writing(CmdletBase):
    """What both writers share."""

    def _writer(self, columns: Optional[List[str]] = None) -> CsvWriter:
        given = self.call.bound
        if "UseQuotes" in given and "QuoteFields" in given:
            self.call.throw(
                "CannotSpecifyQuoteFieldsAndUseQuotes",
                "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.",
                "InvalidData",
                None,
                "System.InvalidOperationException",
            )
        if "IncludeTypeInformation" in given and "NoTypeInformation" in given:
            self.call.throw(
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
                "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, "
                "but not both.",
                "InvalidData",
                None,
                "System.InvalidOperationException",
            )
        quotes = getattr(self, "use_quotes", None)
        return CsvWriter(
            _delimiter(self),
            1 if quotes is None else int(quotes),
            getattr(self, "quote_fields", None),
            not getattr(self, "no_header", False),
            bool(getattr(self, "include_type_information", False)),
            columns,
        )


@cmdlet(
    "ConvertTo-Csv",
    output="System.String",
    sets=("Delimiter", "UseCulture"),
    default_set="Delimiter",
    module=_UTILITY,
)
class ConvertToCsv(_Writing):
    """Converts objects into a series of comma-separated value strings.

    PS> [pscustomobject]@{ A = 1; B = 'x' } | ConvertTo-Csv
    "A","B"
    "1","x"
    """

    input_object: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, by_property=True, type=_OBJECT)
    ] = NOTHING
    delimiter: Annotated[Optional[str], _DELIMITER] = None
    use_culture: Annotated[Switch, Param(sets="UseCulture")] = False
    include_type_information: Annotated[Switch, Param(aliases=("ITI",))] = False
    no_type_information: Annotated[Switch, Param(aliases=("NTI",))] = False
    quote_fields: Annotated[Optional[List[str]], Param(aliases=("QF",))] = None
    use_quotes: Annotated[Any, Param(aliases=("UQ",), type=_QUOTES)] = None
    no_header: Switch = False

    def begin(self) -> None:
        self._lines = self._writer()

    def process(self) -> None:
        self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        """One object: its line, and the header before the first."""
        if item is None or item is NOTHING:
            return
        lines = self._lines
        if lines.columns is None:
            for line in lines.start(item):
                self.call.out(line)
        self.call.out(lines.row(item))


@cmdlet(
    "Export-Csv",
    alias="epcsv",
    sets=("Delimiter", "UseCulture"),
    default_set="Delimiter",
    should_process=True,
    module=_UTILITY,
)
class ExportCsv(_Writing):
    """Converts objects into a series of character-separated value strings and saves them to a file."""

    input_object: Annotated[Any, Param(mandatory=True, pipeline=True, by_property=True, type=_OBJECT)] = (
        NOTHING
    )
    path: Annotated[Optional[str], Param(position=0)] = None
    literal_path: Annotated[Optional[str], Param(aliases=("PSPath", "LP"))] = None
    force: Switch = False
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False
    encoding: Any = None
    append: Switch = False
    delimiter: Annotated[Optional[str], _DELIMITER] = None
    use_culture: Annotated[Switch, Param(sets="UseCulture")] = False
    include_type_information: Annotated[Switch, Param(aliases=("ITI",))] = False
    no_type_information: Annotated[Switch, Param(aliases=("NTI",))] = False
    quote_fields: Annotated[Optional[List[str]], Param(aliases=("QF",))] = None
    use_quotes: Annotated[Any, Param(aliases=("UQ",), type=_QUOTES)] = None
    no_header: Switch = False

    def begin(self) -> None:
        self._file: Any = None
        self._lines: Optional[CsvWriter] = None
        if (self.path is None) == (self.literal_path is None):
            self.call.throw(
                "CannotSpecifyPathAndLiteralPath",
                "You must specify either the -Path or -LiteralPath parameters, but not both.",
                "InvalidData",
                None,
                "System.InvalidOperationException",
            )
        target = str(self.path if self.path is not None else self.literal_path)
        self._open(target)

    def _open(self, target: str) -> None:
        from pssh.cmdlets._text_files import open_text

        native = self.call.path(target)
        if not self.call.should_process(native, "Export-Csv"):
            self._skip = True
            return
        self._skip = False
        columns = self._existing(native) if self.append else None
        self._mismatch = columns
        self._file = open_text(
            self.call, target, self.encoding, bool(self.append), bool(self.no_clobber), bool(self.force)
        )
        self._lines = self._writer(columns)

    def _existing(self, native: str) -> Optional[List[str]]:
        """The columns of the file that rows are added to."""
        if not os.path.exists(native) or os.path.getsize(native) == 0:
            return None
        from pssh.cmdlets._encoding import codec_of, detect

        with open(native, "rb") as raw:
            codec, _ = detect(raw.read(4), codec_of(self.encoding)[0])
        reader = CsvReader(_delimiter(self))
        with open(native, encoding=codec, newline="") as source:
            for row in reader._rows(line.lstrip("\ufeff") for line in source):
                return row
        return None

    def process(self) -> None:
        self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        """One object: its line, and the header before the first."""
        lines = self._lines
        if lines is None or item is None or item is NOTHING:
            return
        if lines.columns is None:
            for line in lines.start(item):
                self._file.write(line + "\n")
        elif self._mismatch is not None and not self.force:
            have = {name.lower() for name in names_of(item)}
            for column in self._mismatch:
                if column.lower() not in have:
                    self._refuse(column)
            self._mismatch = None
        self._file.write(lines.row(item) + "\n")

    def _refuse(self, column: str) -> None:
        self.call.throw(
            "CannotAppendCsvWithMismatchedPropertyNames",
            f"Cannot append CSV content to the following file: {self._file.name}. The appended object does not have a "
            f"property that corresponds to the following column: {column}. To continue with mismatched properties, add "
            "the -Force parameter, and then retry the command.",
            "InvalidData",
            column,
            "System.InvalidOperationException",
        )

    def dispose(self) -> None:
        if getattr(self, "_file", None) is not None:
            self._file.close()
            self._file = None

    def end(self) -> None:
        self.dispose()


@cmdlet(
    "ConvertFrom-Csv",
    output=_OBJECT,
    sets=("Delimiter", "UseCulture"),
    default_set="Delimiter",
    module=_UTILITY,
)
class ConvertFromCsv(CmdletBase):
    """Converts character-separated value strings into objects.

    PS> ('A,B', '1,2' | ConvertFrom-Csv).B
    2
    """

    delimiter: Annotated[Optional[str], _DELIMITER] = None
    use_culture: Annotated[Switch, Param(sets="UseCulture", mandatory=True)] = False
    input_object: Annotated[
        Any,
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            by_property=True,
            type="System.Management.Automation.PSObject[]",
        ),
    ] = None
    header: Annotated[Optional[List[str]], Param(validate=(ValidateNotNullOrEmpty(),))] = None

    def begin(self) -> None:
        self._reader = _reader(self.call, _delimiter(self), self.header)
        self._pending: List[str] = []

    def process(self) -> None:
        from pssh.objects.tostring import to_string

        items = self.input_object if isinstance(self.input_object, list) else [self.input_object]
        reader, out = self._reader, self.call.out
        for item in items:
            text = item if item.__class__ is str else to_string(item)
            try:
                for made in reader.read(_lines(text)):
                    out(made)
            except CsvError as error:
                self.call.throw(
                    "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                    str(error),
                    "NotSpecified",
                    None,
                    "System.Management.Automation.ExtendedTypeSystemException",
                )


def _lines(text: str) -> List[str]:
    if "\n" not in text and "\r" not in text:
        return [text]
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").splitlines(True)
        if "\r" in text
        else _split_lines(text)
    )


def _split_lines(text: str) -> List[str]:
    return [line + "\n" for line in text.split("\n")]


def _reader(call: Call, delimiter: str, header: Optional[List[str]]) -> CsvReader:
    try:
        return CsvReader(delimiter, header, call.warning)
    except CsvError as error:
        call.throw(
            "AlreadyPresentPSMemberInfoInternalCollectionAdd",
            str(error),
            "NotSpecified",
            None,
            "System.Management.Automation.ExtendedTypeSystemException",
        )


@cmdlet(
    "Import-Csv",
    alias="ipcsv",
    output=_OBJECT,
    sets=("DelimiterPath", "DelimiterLiteralPath", "CulturePath", "CultureLiteralPath"),
    default_set="DelimiterPath",
    module=_UTILITY,
)
def import_csv(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, pipeline=True, sets=("DelimiterPath", "CulturePath")),
    ] = None,
    delimiter: Annotated[
        Optional[str], Param(position=1, type="System.Char", sets=("DelimiterPath", "DelimiterLiteralPath"))
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(
            mandatory=True,
            by_property=True,
            aliases=("PSPath", "LP"),
            sets=("DelimiterLiteralPath", "CultureLiteralPath"),
        ),
    ] = None,
    use_culture: Annotated[Switch, Param(mandatory=True, sets=("CulturePath", "CultureLiteralPath"))] = False,
    header: Annotated[Optional[List[str]], Param(validate=(ValidateNotNullOrEmpty(),))] = None,
    encoding: Any = None,
) -> Iterator[Any]:
    """Creates table-like custom objects from the items in a character-separated value (CSV) file."""

    class Wanted:
        pass

    wanted: Any = Wanted()
    wanted.use_culture, wanted.delimiter = use_culture, delimiter
    mark = _delimiter(wanted)
    for text in literal_path if literal_path is not None else path or []:
        for native in _files(call, text, literal_path is not None):
            yield from _import(call, native, mark, header, encoding)


def _files(call: Call, text: str, literal: bool) -> List[str]:
    from pssh.objects.errors import PSError

    try:
        return [call.runspace.paths.native(where) for where in call.runspace.paths.resolve(text, literal)]
    except PSError as error:
        if error.record.error_id != "PathNotFound":
            raise
        return [call.path(text)]


def _import(
    call: Call, native: str, delimiter: str, header: Optional[List[str]], encoding: Any
) -> Iterator[Any]:
    from pssh.cmdlets._encoding import codec_of, detect

    try:
        with open(native, "rb") as raw:
            codec, _ = detect(raw.read(4), codec_of(encoding)[0])
        source = open(native, encoding=codec, errors="replace", newline="")  # noqa: SIM115 - closed by its owner
    except OSError as error:
        from pssh.objects.net.failures import io_exception

        fault = io_exception(error, native)
        call.throw("FileOpenFailure", fault.message, "OpenError", native, fault.type_name)
    with source:
        if source.read(1) != "\ufeff":
            source.seek(0)
        try:
            yield from _reader(call, delimiter, header).read(source)
        except CsvError as error:
            call.throw(
                "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                str(error),
                "NotSpecified",
                None,
                "System.Management.Automation.ExtendedTypeSystemException",
            )
