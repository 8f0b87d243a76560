"""Markdown: blocks and inline text, written as HTML or with the terminal's escape sequences."""

import re
from typing import Any, Dict, List, Optional, Tuple

__all__ = ["DEFAULT_STYLES", "parse", "to_html", "to_terminal"]

# kind, content, detail: heading (text, level), code (text, language), list (items, start or None),
# quote (blocks), table ((header, rows), alignments), rule, html (text), paragraph (text)
Block = Tuple[str, Any, Any]

DEFAULT_STYLES: Dict[str, str] = {
    "Header1": "\x1b[7m",
    "Header2": "\x1b[4;93m",
    "Header3": "\x1b[4;94m",
    "Header4": "\x1b[4;95m",
    "Header5": "\x1b[4;96m",
    "Header6": "\x1b[4;97m",
    "Code": "\x1b[48;2;155;155;155;38;2;30;30;30m",
    "Link": "\x1b[4;38;5;117m",
    "Image": "\x1b[33m",
    "EmphasisBold": "\x1b[1m",
    "EmphasisItalics": "\x1b[36m",
}
_RESET = "\x1b[0m"
_HEADING = r"(#{1,6})\s+(.*?)\s*#*\s*$"
_RULE = r"\s{0,3}([-*_])\s*(\1\s*){2,}$"
_ITEM = r"(\s{0,3})([-*+]|\d{1,9}[.)])(\s+)(.*)$"
_FENCE = r"\s{0,3}(`{3,}|~{3,})\s*(\S*)"
_TABLE_LINE = r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$"
_INLINE = (
    r"\\(?P<escape>[\\`*_{}\[\]()#+.!|~<>-])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)"
    r"|!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]+)[^)]*\)"
    r"|\[(?P<label>[^\]]+)\]\((?P<url>[^)\s]*)[^)]*\)"
    r"|<(?P<auto>https?://[^>\s]+)>"
    r"|\*\*(?P<bold>\S(?:.*?\S)?)\*\*|__(?P<bold2>\S(?:.*?\S)?)__"
    r"|~~(?P<struck>\S(?:.*?\S)?)~~"
    r"|\*(?P<it>[^\s*](?:.*?[^\s*])?)\*|(?<!\w)_(?P<it2>[^\s_](?:.*?[^\s_])?)_(?!\w)"
)


def parse(text: str) -> List[Block]:
    """The blocks of a document."""
    return _Blocks(text.replace("\r\n", "\n").expandtabs(4).split("\n")).all()


class _Blocks:
    def __init__(self, lines: List[str]) -> None:
        self.lines = lines
        self.at = 0

    def all(self) -> List[Block]:
        found: List[Block] = []
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                found.append(self._next())
            else:
                self.at += 1
        return found

    def _next(self) -> Block:
        line = self.lines[self.at]
        heading = re.match(r"\s{0,3}" + _HEADING, line)
        if heading:
            self.at += 1
            return "heading", heading.group(2), len(heading.group(1))
        if re.match(_FENCE, line):
            return self._fenced()
        if re.match(_RULE, line):
            self.at += 1
            return "rule", None, None
        if re.match(_ITEM, line):
            return self._list()
        if line.lstrip().startswith(">"):
            return self._quote()
        if line.startswith("    "):
            return (
                "code",
                "\n".join(each[4:] for each in self._while(lambda each: each.startswith("    "))),
                "",
            )
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if "|" in line and "-" in following and re.match(_TABLE_LINE, following):
            return self._table()
        return self._paragraph()

    def _while(self, test: Any) -> List[str]:
        start = self.at
        while self.at < len(self.lines) and test(self.lines[self.at]):
            self.at += 1
        return self.lines[start : self.at]

    def _fenced(self) -> Block:
        opening = re.match(_FENCE, self.lines[self.at])
        assert opening is not None
        fence = opening.group(1)
        self.at += 1
        inside = self._while(lambda each: not each.strip().startswith(fence))
        self.at += 1
        return "code", "\n".join(inside), opening.group(2)

    def _quote(self) -> Block:
        inside = self._while(lambda each: bool(each.strip()))
        return "quote", _Blocks([re.sub(r"^\s{0,3}> ?", "", each) for each in inside]).all(), None

    def _list(self) -> Block:
        items: List[List[Block]] = []
        start: Optional[int] = None
        first = re.match(_ITEM, self.lines[self.at])
        assert first is not None
        numbered = first.group(2)[0].isdigit()
        if numbered:
            start = int(first.group(2)[:-1])
        while self.at < len(self.lines):
            match = re.match(_ITEM, self.lines[self.at])
            if match is None or match.group(2)[0].isdigit() != numbered:
                break
            indent = len(match.group(1) + match.group(2)) + 1
            inside = [match.group(4)]
            self.at += 1
            inside += [each[indent:] if each.startswith(" " * indent) else each.lstrip()
                       for each in self._while(lambda each: bool(each.strip()) and (
                           each.startswith(" " * 2) or not re.match(_ITEM, each)))]  # fmt: skip
            items.append(_Blocks(inside).all())
            ahead = self.at
            while ahead < len(self.lines) and not self.lines[ahead].strip():
                ahead += 1
            if ahead < len(self.lines) and re.match(_ITEM, self.lines[ahead]):
                self.at = ahead
        return "list", items, start

    def _table(self) -> Block:
        header = _cells(self.lines[self.at])
        marks = _cells(self.lines[self.at + 1])
        self.at += 2
        rows = [_cells(each) for each in self._while(lambda each: "|" in each)]
        return "table", (header, rows), [_alignment(mark) for mark in marks]

    def _paragraph(self) -> Block:
        start = self.at
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at].strip():
            line = self.lines[self.at]
            underline = re.match(r"\s{0,3}(=+|-+)\s*$", line)
            if underline:
                text = " ".join(each.strip() for each in self.lines[start : self.at])
                self.at += 1
                return "heading", text, 1 if underline.group(1)[0] == "=" else 2
            if any(
                re.match(each, line) for each in (r"\s{0,3}" + _HEADING, _FENCE, _RULE, _ITEM, r"\s{0,3}>")
            ):
                break
            self.at += 1
        return "paragraph", "\n".join(each.strip() for each in self.lines[start : self.at]), None


def _cells(line: str) -> List[str]:
    return [each.strip() for each in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _alignment(mark: str) -> str:
    left, right = mark.startswith(":"), mark.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


# --- HTML --------------------------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _html_inline(text: str) -> str:
    made: List[str] = []
    last = 0
    for match in re.finditer(_INLINE, text, re.DOTALL):
        made.append(_escaped(text[last : match.start()]))
        last = match.end()
        part = match.groupdict()
        if part["escape"]:
            made.append(_escaped(part["escape"]))
        elif part["code"]:
            made.append(f"<code>{_escaped(part['code'].strip() or part['code'])}</code>")
        elif part["source"]:
            made.append(f'<img src="{_escaped(part["source"])}" alt="{_escaped(part["alt"])}" />')
        elif part["label"]:
            made.append(f'<a href="{_escaped(part["url"])}">{_html_inline(part["label"])}</a>')
        elif part["auto"]:
            made.append(f'<a href="{_escaped(part["auto"])}">{_escaped(part["auto"])}</a>')
        else:
            bold, struck, italic = part["bold"] or part["bold2"], part["struck"], part["it"] or part["it2"]
            tag = "strong" if bold else "del" if struck else "em"
            made.append(f"<{tag}>{_html_inline(bold or struck or italic)}</{tag}>")
    made.append(_escaped(text[last:]))
    return "".join(made)


def _anchor(text: str) -> str:
    """The id of a heading: its words in small letters, joined by hyphens."""
    plain = re.sub(r"<[^>]*>", "", _html_inline(text))
    return re.sub(r"[^\w-]+", "-", re.sub(r"[^\w\s.-]", "", plain.lower())).strip("-")


def to_html(blocks: List[Block], tight: bool = False) -> str:
    """The document as HTML."""
    return "".join(_html_block(block, tight) for block in blocks)


def _html_block(block: Block, tight: bool) -> str:
    kind, content, detail = block
    if kind == "heading":
        return f'<h{detail} id="{_anchor(content)}">{_html_inline(content)}</h{detail}>\n'
    if kind == "code":
        language = f' class="language-{_escaped(detail)}"' if detail else ""
        return f"<pre><code{language}>{_escaped(content)}\n</code></pre>\n"
    if kind == "rule":
        return "<hr />\n"
    if kind == "quote":
        return f"<blockquote>\n{to_html(content)}</blockquote>\n"
    if kind == "list":
        tag = "ul" if detail is None else "ol"
        start = f' start="{detail}"' if detail not in (None, 1) else ""
        rows = "".join(f"<li>{_html_item(item)}</li>\n" for item in content)
        return f"<{tag}{start}>\n{rows}</{tag}>\n"
    if kind == "table":
        header, rows = content
        head = "".join(_html_cell("th", cell, detail, at) for at, cell in enumerate(header))
        body = "".join(
            "<tr>\n" + "".join(_html_cell("td", cell, detail, at) for at, cell in enumerate(row)) + "</tr>\n"
            for row in rows
        )
        tail = f"<tbody>\n{body}</tbody>\n" if rows else ""
        return f"<table>\n<thead>\n<tr>\n{head}</tr>\n</thead>\n{tail}</table>\n"
    text = _html_inline(content)
    return text + "\n" if tight else f"<p>{text}</p>\n"


def _html_item(item: List[Block]) -> str:
    """What stands in an item: on one line where it is only text."""
    inside = to_html(item, True)
    return inside.rstrip() if not item or item[-1][0] == "paragraph" else inside


def _html_cell(tag: str, text: str, alignments: List[str], at: int) -> str:
    align = alignments[at] if at < len(alignments) else ""
    style = f' style="text-align: {align};"' if align else ""
    return f"<{tag}{style}>{_html_inline(text)}</{tag}>\n"


# --- the terminal ------------------------------------------------------------------------------------------


def to_terminal(blocks: List[Block], styles: Dict[str, str]) -> str:
    """The document with escape sequences; the styles are DEFAULT_STYLES' names."""
    return "".join(_terminal_block(block, styles) for block in blocks)


def _terminal_inline(text: str, styles: Dict[str, str]) -> str:
    made: List[str] = []
    last = 0
    for match in re.finditer(_INLINE, text, re.DOTALL):
        made.append(text[last : match.start()])
        last = match.end()
        part = match.groupdict()
        if part["escape"]:
            made.append(part["escape"])
        elif part["code"]:
            made.append(f"{styles['Code']}{part['code']}{_RESET}")
        elif part["source"]:
            made.append(f"{styles['Image']}[{part['alt']}]{_RESET}")
        elif part["label"] or part["auto"]:
            made.append(f'{styles["Link"]}"{part["label"] or part["auto"]}"{_RESET}')
        elif part["struck"]:
            made.append(part["struck"])
        else:
            bold, italic = part["bold"] or part["bold2"], part["it"] or part["it2"]
            made.append(f"{styles['EmphasisBold' if bold else 'EmphasisItalics']}{bold or italic}{_RESET}")
    made.append(text[last:])
    return "".join(made)


def _terminal_block(block: Block, styles: Dict[str, str]) -> str:
    kind, content, detail = block
    if kind == "heading":
        return f"{styles[f'Header{detail}']}{_terminal_inline(content, styles)}{_RESET}\n\n"
    if kind == "code":
        lines = "\n".join(f"{styles['Code']}{line}{_RESET}" for line in content.split("\n"))
        return lines + "\n\n"
    if kind == "rule":
        return "-" * 80 + "\n\n"
    if kind == "quote":
        inside = to_terminal(content, styles).rstrip("\n")
        return "\n".join("> " + line for line in inside.split("\n")) + "\n\n"
    if kind == "list":
        rows = []
        for at, item in enumerate(content):
            mark = "\u2022 " if detail is None else f"{detail + at}. "
            rows.append(mark + to_terminal(item, styles).rstrip("\n").replace("\n\n", "\n"))
        return "\n".join(rows) + "\n\n"
    if kind == "table":
        header, rows = content
        return (
            "\n".join(" | ".join(_terminal_inline(c, styles) for c in row) for row in [header, *rows])
            + "\n\n"
        )
    return _terminal_inline(content, styles) + "\n\n"
