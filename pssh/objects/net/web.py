"""[Net.WebUtility] and [Web.HttpUtility]."""

from typing import Any, Dict, Optional

from pssh.objects.types import net_type

_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def html_encode(text: Optional[str]) -> Optional[str]:
    """Text as .NET puts it into a page: U+00A0 to U+00FF and what lies beyond the basic plane as numbers."""
    if text is None:
        return None
    if text.isascii() and not any(c in _NAMED for c in text):
        return text
    return "".join(
        _NAMED.get(c) or (f"&#{ord(c)};" if 160 <= ord(c) < 256 or ord(c) > 0xFFFF else c) for c in text
    )


def url_encode(text: Optional[str]) -> Optional[str]:
    """A value of a query; a blank becomes +."""
    from urllib.parse import quote

    return None if text is None else quote(text, safe="-_.!*() ").replace(" ", "+")


def _lower_codes(text: Optional[str]) -> Optional[str]:
    import re

    found = url_encode(text)
    return None if found is None else re.sub("%[0-9A-F]{2}", lambda m: m.group().lower(), found)


def url_decode(text: Optional[str]) -> Optional[str]:
    """The inverse."""
    from urllib.parse import unquote_plus

    return None if text is None else unquote_plus(text)


def html_decode(text: Optional[str]) -> Optional[str]:
    """Named and numbered characters as themselves."""
    from html import unescape

    return None if text is None else unescape(text)


for _space in ("System.Net.WebUtility", "System.Web.HttpUtility"):
    _made = net_type(_space)
    _made.static_method("HtmlEncode", "string HtmlEncode(string value)")(html_encode)
    _made.static_method("HtmlDecode", "string HtmlDecode(string value)")(html_decode)
    _made.static_method("UrlEncode", "string UrlEncode(string value)")(
        url_encode if _space.startswith("System.Net") else _lower_codes
    )
    _made.static_method("UrlDecode", "string UrlDecode(string value)")(url_decode)
utility = net_type("System.Web.HttpUtility")


@utility.static_method("HtmlAttributeEncode", "string HtmlAttributeEncode(string s)")
def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;").replace("<", "&lt;")


@utility.static_method("UrlPathEncode", "string UrlPathEncode(string str)")
def _path(text: str) -> str:
    from urllib.parse import quote

    head, mark, query = text.partition("?")
    return quote(head, safe="/:!$&'()*+,;=@-_.~%") + mark + query


@utility.static_method(
    "JavaScriptStringEncode",
    "string JavaScriptStringEncode(string value)",
    "string JavaScriptStringEncode(string value, bool addDoubleQuotes)",
)
def _script(text: str, quotes: bool = False) -> str:
    special: Dict[str, str] = {
        "\r": "\\r",
        "\t": "\\t",
        '"': '\\"',
        "\\": "\\\\",
        "\n": "\\n",
        "\b": "\\b",
        "\f": "\\f",
    }
    body = "".join(
        special.get(c)
        or (f"\\u{ord(c):04x}" if c in "'<>&" or ord(c) < 32 or c in "\u0085\u2028\u2029" else c)
        for c in text
    )
    return f'"{body}"' if quotes else body


@utility.static_method(
    "ParseQueryString", "System.Collections.Specialized.NameValueCollection ParseQueryString(string query)"
)
def _parse_query(text: str) -> Any:
    from urllib.parse import parse_qsl

    from pssh.objects.members import call_method, new_object
    from pssh.objects.net.common import known_type

    made = new_object(known_type("System.Collections.Specialized.NameValueCollection"), [])
    for key, value in parse_qsl(text.lstrip("?"), keep_blank_values=True):
        call_method(made, "Add", [key, value])
    return made
