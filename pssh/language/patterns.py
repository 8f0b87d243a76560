"""The lexer's regular expressions, each compiled when it is first asked for.

A start of the shell should pay only for what the script at hand needs.
"""

import re
from typing import Any

_SPACE = " \\t\\f\\v\\xa0\\x85\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_END = "\\x00\\n\\r&(),;{|}" + _SPACE  # ends any word in command mode
# A letter, a digit or _: Python's \\w has numbers that are no digits as well.
_NAME = "[^\\W\\xb2\\xb3\\xb9\\xbc-\\xbe\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2150-\\u218b\\u2460-\\u249b]"
_SINGLE = "'\\u2018-\\u201b"
_DOUBLE = '"\\u201c\\u201d\\u201e'

_SOURCES = {
    "SPACE": f"[{_SPACE}]*",
    # What may stand between statements; `;` where asked. Comments are left to the slow path.
    "NEWLINES": f"[\\r\\n{_SPACE}]*",
    "NEWLINES_SEMIS": f"[\\r\\n;{_SPACE}]*",
    "IDENTIFIER": "[^\\W\\d]\\w*",
    "WORD": f"[^{_END}{_SINGLE}{_DOUBLE}`$]*",
    "VARIABLE": f"(?:[A-Za-z0-9_:]|{_NAME})(?:[A-Za-z0-9_?]+|:(?!:)|{_NAME})*",
    "PLAIN_VARIABLE": "\\$([A-Za-z0-9_]+)(?=[ \\t\\r\\n.=)}|;,\\[])",
    # A name at the start of a command or a keyword.
    "PLAIN_WORD": "[ \\t]*(?P<word>[A-Za-z_][\\w\\\\/.-]*)(?=[ \\t\\r\\n;|(){}]|\\Z)",
    "PLAIN_OPERAND": (
        "[ \\t]*(?:\\$(?P<variable>[A-Za-z0-9_]+)(?=[ \\t\\r\\n.=)}|;,\\[])"
        "|(?P<number>[0-9]{1,9})(?=[ )\\n\\r,;}|]))"
    ),
    # What most arguments of commands are: words, variables, whole numbers and switches without anything special
    # in them or a comma behind them.
    "PLAIN_ARGUMENT": (
        "[ \\t]*(?:"
        "-(?P<parameter>[A-Za-z][A-Za-z0-9]*)(?=[ \\t\\r\\n;|)}])"
        "|(?:(?P<word>[A-Za-z_][\\w\\\\/.-]*)"
        "|\\$(?P<variable>[A-Za-z0-9_]+)|(?P<number>[0-9]{1,9}))"
        "(?=[\\r\\n;|)}]|[ \\t]+[^ \\t,`#<]))"
    ),
    "BRACED": f"[^}}`{{{_DOUBLE}]*",
    "DOUBLE_RUN": f"[^`${_DOUBLE}]*",
    "SINGLE_RUN": f"[^{_SINGLE}]*",
    "SUB_RUN": f"[^()`{_DOUBLE}]*",
    "HERE_RUN": "[^`$\\r\\n]*",
    "LINE_RUN": "[^\\r\\n]*",
    "COMMAND_PARAMETER": f"[^\\x00\\n\\r{{}}();,|&.\\[:{_SPACE}{_SINGLE}{_DOUBLE}]*",
    "LETTERS": "[A-Za-z]*",
    "SIMPLE_NUMBER": "[0-9]{1,9}(?=[ )\\n\\r,;}|])",
    "NUMBER": (
        "(?:0[xX](?P<hex>[0-9a-fA-F]*)|0[bB](?P<bin>[01]*)"
        "|(?P<dec>[0-9]+(?P<frac>\\.(?!\\.)[0-9]*)?|\\.[0-9]*)(?P<exp>[eE](?:[+\\-\\u2013-\\u2015])?[0-9]*)?)"
        "(?P<suffix>[uslnydUSLNYD]{0,2})(?P<mult>[kmgtpKMGTP][bB]?)?"
    ),
    "TYPE_NAME": "[\\w.`+#\\\\]*",
    "ASSEMBLY_RUN": f"[^\\x00\\n\\r,=\\]{_SPACE}]*",
    "HEX_RUN": "[0-9a-fA-F]*",
}


def __getattr__(name: str) -> Any:
    try:
        pattern = re.compile(_SOURCES[name])
    except KeyError:
        raise AttributeError(name) from None
    globals()[name] = pattern
    return pattern
