"""ConvertTo-Json, ConvertFrom-Json and Test-Json."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._gathering import GatheringCmdlet
from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange, ValidateSet

_UTILITY = "Microsoft.PowerShell.Utility"


@cmdlet("ConvertTo-Json", output="System.String", module=_UTILITY)
class ConvertToJson(GatheringCmdlet):
    """Converts an object to a JSON-formatted string.

    PS> [ordered]@{ a = 1; b = 'x' } | ConvertTo-Json -Compress
    {"a":1,"b":"x"}
    """

    input_object: Annotated[
        Any,
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            allow_null=True,
            allow_empty_collection=True,
            allow_empty_string=True,
        ),
    ] = NOTHING
    depth: Annotated[int, Param(validate=(ValidateRange(0, 100),))] = 2
    compress: Switch = False
    enums_as_strings: Switch = False
    as_array: Switch = False
    escape_handling: Annotated[str, Param(type="Newtonsoft.Json.StringEscapeHandling")] = "Default"

    def end(self) -> Iterator[str]:
        from pssh.cmdlets._json_write import JsonWriter

        items = self.items
        if not items:
            return
        value: Any = items if len(items) > 1 or self.as_array else items[0]
        writer = JsonWriter(
            self.depth,
            bool(self.compress),
            bool(self.enums_as_strings),
            int(self.escape_handling) if not isinstance(self.escape_handling, str) else 0,
        )
        text = writer.text(value)
        if writer.truncated:
            self.call.warning(
                f"Resulting JSON is truncated as serialization has exceeded the set depth of {self.depth}."
            )
        yield text


@cmdlet("ConvertFrom-Json", output="System.Management.Automation.PSObject", module=_UTILITY)
class ConvertFromJson(CmdletBase):
    """Converts a JSON-formatted string to a custom object or a hash table.

    PS> ('{"a":[1,2]}' | ConvertFrom-Json).a.Count
    2
    """

    input_object: Annotated[
        str, Param(position=0, mandatory=True, pipeline=True, allow_empty_string=True)
    ] = ""
    as_hashtable: Switch = False
    depth: Annotated[int, Param(validate=(ValidateRange(1, 2147483647),))] = 1024
    no_enumerate: Switch = False
    date_kind: Annotated[str, Param(type="Microsoft.PowerShell.Commands.JsonDateKind")] = "Default"

    def begin(self) -> None:
        self._texts: List[str] = []

    def process(self) -> None:
        self._texts.append(self.input_object)

    def end(self) -> None:
        from pssh.cmdlets._json_read import JsonError

        texts = self._texts
        if not texts:
            return
        if len(texts) == 1:
            self._convert(texts[0])
            return
        try:
            first = self._read(texts[0])
        except JsonError as error:
            if texts[0].lstrip().startswith("["):
                self._fail(error)
            self._convert("\n".join(texts))
            return
        if first is None:
            self._convert("\n".join(texts))
            return
        self._emit(first)
        for text in texts[1:]:
            self._convert(text)

    def _read(self, text: str) -> Any:
        from pssh.cmdlets._json_read import read_json

        kind = self.date_kind if isinstance(self.date_kind, str) else self.date_kind.name
        return read_json(text, bool(self.as_hashtable), kind, self.depth)

    def _convert(self, text: str) -> None:
        from pssh.cmdlets._json_read import JsonError

        try:
            value = self._read(text)
        except JsonError as error:
            self._fail(error)
        else:
            if value is not None or text.strip():
                self._emit(value)

    def _fail(self, error: Any) -> None:
        exception = "System.ArgumentException"
        if error.error_id != exception:
            exception = "System.InvalidOperationException"
        self.call.throw(
            error.error_id,
            str(error),
            "NotSpecified" if exception == "System.ArgumentException" else "InvalidOperation",
            None,
            exception,
        )

    def _emit(self, value: Any) -> None:
        if isinstance(value, list) and not self.no_enumerate:
            for item in value:
                self.write(item)
        else:
            self.write(value)


_STRINGS = ("JsonString", "JsonStringWithSchemaString", "JsonStringWithSchemaFile")
_PATHS = ("JsonPath", "JsonPathWithSchemaString", "JsonPathWithSchemaFile")
_LITERALS = ("JsonLiteralPath", "JsonLiteralPathWithSchemaString", "JsonLiteralPathWithSchemaFile")
_WITH_TEXT = tuple(name for name in (*_STRINGS, *_PATHS, *_LITERALS) if name.endswith("SchemaString"))
_WITH_FILE = tuple(name for name in (*_STRINGS, *_PATHS, *_LITERALS) if name.endswith("SchemaFile"))


@cmdlet("Test-Json", output="System.Boolean", sets=_STRINGS + _PATHS + _LITERALS, default_set="JsonString",
        module=_UTILITY)  # fmt: skip
def test_json(
    call: Call,
    json: Annotated[
        str, Param(position=0, mandatory=True, pipeline=True, allow_empty_string=True, sets=_STRINGS)
    ] = "",
    schema: Annotated[Optional[str], Param(position=1, mandatory=True, sets=_WITH_TEXT)] = None,
    schema_file: Annotated[Optional[str], Param(position=1, mandatory=True, sets=_WITH_FILE)] = None,
    *,
    path: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True, sets=_PATHS)] = None,
    literal_path: Annotated[
        Optional[str], Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets=_LITERALS)
    ] = None,
    options: Annotated[
        Optional[List[str]], Param(validate=(ValidateSet(["IgnoreComments", "AllowTrailingCommas"]),))
    ] = None,
) -> bool:
    """Tests whether a string is a valid JSON document, and whether it follows a schema.

    PS> Test-Json '{"a":1}'
    True

    PS> Test-Json '{"a":1}' -Schema '{"required":["b"]}' -ErrorAction SilentlyContinue
    False
    """
    from pssh.cmdlets._json_schema import SchemaError, violations

    text = json if path is None and literal_path is None else _file_text(call, path, literal_path)
    try:
        document = _parsed(text, options or [])
    except ValueError:
        call.error("InvalidJson", "Cannot parse the JSON.", "InvalidData", text, "System.Exception")
        return False
    if schema is None and schema_file is None:
        return True
    try:
        rules = _parsed(schema if schema is not None else _file_text(call, None, schema_file), [])
        faults = violations(document, rules)
    except (ValueError, SchemaError) as error:
        call.throw("InvalidJsonSchema", f"Cannot parse the JSON schema. {error}", "InvalidData", schema,
                   "System.Exception")  # fmt: skip
    for place, reason in faults:
        call.error("InvalidJsonAgainstSchemaDetailed",
                   f"The JSON is not valid with the schema: {reason} at '{place}'", "InvalidData", None,
                   "System.Exception")  # fmt: skip
    return not faults


def _file_text(call: Call, path: Optional[str], literal: Optional[str]) -> str:
    from pssh.objects.net.file_statics import decode, read_bytes

    where = call.runspace.paths.resolve(literal if literal is not None else path or "", literal is not None)[
        0
    ]
    return decode(read_bytes(call.runspace.paths.native(where)))


def _parsed(text: str, options: List[str]) -> Any:
    """A document as plain Python values; ValueError where it is none."""
    from json.decoder import JSONDecoder

    wanted = {option.lower() for option in options}
    if "ignorecomments" in wanted:
        import re

        text = re.sub(
            r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', lambda m: m.group(1) or " ", text, flags=re.DOTALL
        )
    if "allowtrailingcommas" in wanted:
        import re

        text = re.sub(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', lambda m: m.group(1) or "", text)
    return JSONDecoder().decode(text.strip())
