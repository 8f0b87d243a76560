"""Parsing for a session: the types a class names may be the session's own."""

from typing import Any, Optional

__all__ = ["parse_script", "session_knows"]


def parse_script(text: str, file: Optional[str] = None) -> Any:
    """The tree of a script that the session is about to run; raises ParseException with all its errors."""
    from pssh.language import parse

    return parse(text, file, session_knows)


def session_knows(name: str) -> bool:
    """Whether a type of that name exists: one that was loaded, or a class that a script defined."""
    from pssh.objects.types import resolve_type

    if resolve_type(name) is not None:
        return True
    from pssh.runtime.operators.typeops import type_ref
    from pssh.runtime.stack import current_frame

    frame = current_frame()
    return frame is not None and type_ref(name, (), ()).find(frame) is not None
