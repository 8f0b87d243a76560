"""PowerShell wildcards: `*`, `?`, `[a-z]`, and the backtick that takes their meaning away."""

from functools import lru_cache
from typing import Callable

__all__ = ["has_wildcard", "unescape", "wildcard", "wildcard_regex"]


def has_wildcard(text: str) -> bool:
    """Whether an unescaped wildcard character is in the text."""
    if text is None:  # an element of a list a command was given
        from pssh.objects.exceptions import NetException

        raise NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'pattern')")
    if "*" not in text and "?" not in text and "[" not in text:
        return False
    index = 0
    while index < len(text):
        char = text[index]
        if char == "`":
            index += 2
            continue
        if char in "*?[":
            return True
        index += 1
    return False


def unescape(text: str) -> str:
    """The text without the backticks before wildcard characters."""
    if "`" not in text:
        return text
    parts, index = [], 0
    while index < len(text):
        if text[index] == "`" and index + 1 < len(text) and text[index + 1] in "*?[]`":
            index += 1
        parts.append(text[index])
        index += 1
    return "".join(parts)


def wildcard_regex(pattern: str) -> str:
    """The pattern as a Python regular expression (for `fullmatch`)."""
    import re

    parts, index = [], 0
    while index < len(pattern):
        char = pattern[index]
        index += 1
        if char == "*":
            parts.append(".*")
        elif char == "?":
            parts.append(".")
        elif char == "`" and index < len(pattern):
            parts.append(re.escape(pattern[index]))
            index += 1
        elif char == "[":
            end = pattern.find("]", index + 1)
            if end < 0:
                raise _invalid(pattern)
            body = pattern[index:end].replace("\\", "\\\\").replace("^", "\\^").replace("[", "\\[")
            parts.append("[" + body + "]")
            index = end + 1
        else:
            parts.append(re.escape(char))
    return "".join(parts)


def _invalid(pattern: str) -> Exception:
    from pssh.objects.errors import ps_error

    return ps_error(
        "WildcardPattern_Invalid",
        f"The specified wildcard character pattern is not valid: {pattern}",
        "InvalidArgument",
        None,
        "System.Management.Automation.WildcardPatternException",
    )


@lru_cache(maxsize=512)
def wildcard(pattern: str, ignore_case: bool = True) -> Callable[[str], bool]:
    """A test for texts that match the pattern."""
    if pattern == "*":
        return lambda text: True
    if not has_wildcard(pattern):
        plain = unescape(pattern)
        if ignore_case:
            lowered = plain.lower()
            return lambda text: text.lower() == lowered
        return lambda text: text == plain
    import re

    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    match = re.compile(wildcard_regex(pattern), flags).fullmatch
    return lambda text: match(text) is not None
