"""Numbers that remember how they were written: `Show 007` is 7, and "007" where text is wanted."""

from typing import Any

from pssh.objects.psobject import PSMemberInfo, PSObject

__all__ = ["spelled_number", "spelling"]


class _Spelling(PSMemberInfo):
    """The ToString of such a number."""

    __slots__ = ("text",)
    member_type = "CodeMethod"
    is_property = False

    def __init__(self, text: str) -> None:
        super().__init__("ToString")
        self.text = text
        self.hidden = True

    def invoke_on(self, owner: Any, args: Any) -> str:
        return self.text

    def get(self, owner: Any) -> Any:
        return self.text


def spelled_number(value: Any, text: str) -> PSObject:
    """The number with its spelling."""
    return PSObject(value, {"ToString": _Spelling(text)})


def spelling(value: Any) -> Any:
    """How a number was written, or None."""
    if value.__class__ is PSObject:
        found = value.members.get("ToString")
        if found.__class__ is _Spelling:
            return found.text
    return None
