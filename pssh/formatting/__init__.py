"""Objects to text: views are data, layout is a pure function, one place makes text of errors.

`Formatter` is the way in: objects and the records of Format-* go in, lines come out. Behind it: `selection`
finds a type's view (declared in `views/`), `generators` turns an object into a record with it, `writer` lays
the records out by means of `table` and `listing`. Errors become text in `errors`.
"""

from typing import Any

__all__ = ["Formatter", "error_lines", "format_objects"]


def __getattr__(name: str) -> Any:
    if name in ("Formatter", "format_objects"):
        from pssh.formatting import formatter

        return getattr(formatter, name)
    if name == "error_lines":
        from pssh.formatting.errors import error_lines

        return error_lines
    raise AttributeError(name)
