"""ConvertTo-Html."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateSet

_DOCTYPES = {
    False: '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    True: '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
}


class _Column:
    """One column or row of the page."""

    def __init__(
        self, name: str, read: Any, width: Optional[str] = None, align: Optional[str] = None
    ) -> None:
        self.name, self.read, self.width, self.align = name, read, width, align


@cmdlet(
    "ConvertTo-Html",
    output="System.String",
    sets=("Page", "Fragment"),
    default_set="Page",
    module="Microsoft.PowerShell.Utility",
)
class ConvertToHtml(CmdletBase):
    """Converts .NET objects into HTML that can be displayed in a Web browser.

    PS> [pscustomobject]@{ A = 1 } | ConvertTo-Html -Fragment | Select-Object -Last 2
    <tr><td>1</td></tr>
    </table>
    """

    input_object: Annotated[Any, Param(pipeline=True, type="System.Management.Automation.PSObject")] = NOTHING
    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    body: Annotated[Optional[List[str]], Param(position=3, sets="Page")] = None
    head: Annotated[Optional[List[str]], Param(position=1, sets="Page")] = None
    title: Annotated[Optional[str], Param(position=2, sets="Page")] = None
    as_: Annotated[str, Param(name="As", validate=(ValidateSet(["Table", "List"]),))] = "Table"
    css_uri: Annotated[Optional[str], Param(sets="Page", aliases=("cu", "uri"), type="System.Uri")] = None
    fragment: Annotated[Switch, Param(sets="Fragment")] = False
    post_content: Optional[List[str]] = None
    pre_content: Optional[List[str]] = None
    meta: Annotated[Any, Param(sets="Page", type="System.Collections.Hashtable")] = None
    charset: Annotated[Optional[str], Param(sets="Page")] = None
    transitional: Annotated[Switch, Param(sets="Page")] = False

    def begin(self) -> None:
        self._columns: Optional[List[_Column]] = None
        self._list = self.as_.lower() == "list"
        self._count = 0
        if not self.fragment:
            for line in self._page_head():
                self.call.out(line)
        for text in self.pre_content or ():
            self.call.out(text)
        self.call.out("<table>")

    def _page_head(self) -> Iterator[str]:
        from pssh.objects.net.web import html_encode
        from pssh.objects.tostring import to_string

        yield _DOCTYPES[bool(self.transitional)]
        yield '<html xmlns="http://www.w3.org/1999/xhtml">'
        yield "<head>"
        if self.charset:
            yield f'<meta charset="{self.charset}">'
        if self.meta is not None:
            for key, value in self.meta.items():
                yield f'<meta name="{to_string(key)}" content="{to_string(value)}">'
        yield from (
            self.head
            if self.head is not None
            else [f"<title>{html_encode(self.title or 'HTML TABLE')}</title>"]
        )
        if self.css_uri is not None:
            yield f'<link rel="stylesheet" type="text/css" href="{to_string(self.css_uri)}" />'
        yield "</head><body>"
        yield from self.body or ()

    def process(self) -> None:
        self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        """One object: a row, or a list of its values."""
        if item is NOTHING or item is None:
            return
        if self._columns is None:
            self._columns = self._make_columns(item)
            if not self._list:
                self._table_head()
        if self._list:
            self._write_list(item)
        else:
            cells = "".join(f"<td>{self._cell(column, item)}</td>" for column in self._columns)
            self.call.out(f"<tr>{cells}</tr>")
        self._count += 1

    def _make_columns(self, item: Any) -> List[_Column]:
        from pssh.cmdlets._properties import property_reader
        from pssh.objects.dictionaries import BaseDictionary
        from pssh.objects.members import property_names

        wanted = self.property
        if not wanted:
            return [_Column(name, property_reader(name)) for name in property_names(item)]
        out: List[_Column] = []
        for entry in wanted:
            if isinstance(entry, BaseDictionary):
                out.append(self._calculated(entry))
            else:
                out.extend(self._named(entry, item))
        return out

    def _named(self, entry: Any, item: Any) -> Iterator[_Column]:
        from pssh.cmdlets._properties import block_value, is_block, property_reader
        from pssh.objects.members import property_names
        from pssh.objects.tostring import to_string
        from pssh.runtime.wildcards import has_wildcard, wildcard

        if is_block(entry):
            yield _Column(to_string(entry), block_value(self.call, entry))
            return
        text = to_string(entry)
        if has_wildcard(text):
            fits = wildcard(text)
            for name in property_names(item):
                if fits(name):
                    yield _Column(name, property_reader(name))
        else:
            yield _Column(text, property_reader(text))

    def _calculated(self, table: Any) -> _Column:
        from pssh.cmdlets._properties import block_value, is_block, property_reader
        from pssh.objects.tostring import to_string

        found = {}
        for key, value in table.items():
            low = to_string(key).lower()
            match = next(
                (k for k in ("label", "name", "expression", "width", "alignment") if k.startswith(low)), None
            )
            if match is None or not low:
                self.call.throw(
                    "DictionaryKeyIllegal",
                    f"The {key} key is not valid.",
                    "InvalidArgument",
                    None,
                    "System.NotSupportedException",
                )
            found["label" if match == "name" else match] = value
        expression = found.get("expression")
        name = to_string(found["label"]) if "label" in found else to_string(expression)
        read = (
            block_value(self.call, expression)
            if is_block(expression)
            else property_reader(to_string(expression))
        )
        return _Column(
            name,
            read,
            to_string(found["width"]) if "width" in found else None,
            to_string(found["alignment"]) if "alignment" in found else None,
        )

    def _table_head(self) -> None:
        from pssh.objects.net.web import html_encode

        columns = self._columns or []
        cols = "".join(
            "<col"
            + (f' width = "{c.width}"' if c.width else "")
            + (f' align = "{c.align}"' if c.align else "")
            + "/>"
            for c in columns
        )
        self.call.out(f"<colgroup>{cols}</colgroup>")
        self.call.out("<tr>" + "".join(f"<th>{html_encode(c.name)}</th>" for c in columns) + "</tr>")

    def _cell(self, column: _Column, item: Any) -> str:
        from pssh.objects.net.web import html_encode
        from pssh.objects.text_format import format_value

        value = column.read(item)
        if value is None or value is MISSING or value is NOTHING:
            return ""
        return str(html_encode(format_value(value)))

    def _write_list(self, item: Any) -> None:
        from pssh.objects.net.web import html_encode

        if self._count:
            self.call.out("<tr><td><hr></td></tr>")
        for column in self._columns or ():
            self.call.out(f"<tr><td>{html_encode(column.name)}:</td><td>{self._cell(column, item)}</td></tr>")

    def end(self) -> Iterator[str]:
        yield "</table>"
        yield from self.post_content or ()
        if not self.fragment:
            yield "</body></html>"
