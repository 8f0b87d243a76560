"""Comment-based help: `.SYNOPSIS`, `.PARAMETER x` and the rest, found in or above a function or script."""

from typing import Dict, List, Optional, Tuple

__all__ = ["CommentHelp", "help_of_text", "parse_help"]

_SECTIONS = (
    "SYNOPSIS", "DESCRIPTION", "PARAMETER", "EXAMPLE", "INPUTS", "OUTPUTS", "NOTES", "LINK", "COMPONENT", "ROLE",
    "FUNCTIONALITY", "FORWARDHELPTARGETNAME", "FORWARDHELPCATEGORY", "REMOTEHELPRUNSPACE", "EXTERNALHELP",
)  # fmt: skip


class CommentHelp:
    """The sections of one help comment."""

    def __init__(self) -> None:
        self.sections: Dict[str, str] = {}
        self.parameters: Dict[str, str] = {}
        self.examples: List[str] = []
        self.inputs: List[str] = []
        self.outputs: List[str] = []
        self.links: List[str] = []


def parse_help(lines: List[str]) -> Optional[CommentHelp]:
    """The help in the lines of a comment; None when it holds no section."""
    import re

    made = CommentHelp()
    current: Optional[Tuple[str, str]] = None
    body: List[str] = []
    seen = False

    def close() -> None:
        if current is not None:
            _add(made, current[0], current[1], _trimmed(body))

    for line in lines:
        match = re.match(r"^\s*\.(\w+)(?:\s+(\S.*?))?\s*$", line)
        if match and match.group(1).upper() in _SECTIONS:
            close()
            current, body, seen = (match.group(1).upper(), match.group(2) or ""), [], True
        else:
            body.append(line)
    close()
    return made if seen else None


def _trimmed(lines: List[str]) -> str:
    """The lines without blank ones around and without their common indent."""
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    cut = min(indents) if indents else 0
    return "\n".join(line[cut:].rstrip() for line in lines)


def _add(made: CommentHelp, name: str, argument: str, text: str) -> None:
    several = {"EXAMPLE": made.examples, "INPUTS": made.inputs, "OUTPUTS": made.outputs, "LINK": made.links}
    if name == "PARAMETER":
        made.parameters.setdefault(argument.lower(), text)
    elif name in several:
        several[name].append(text)
    else:
        made.sections[name] = text


def help_of_text(before: str, body: str) -> Optional[CommentHelp]:
    """The help of a function: in its body at the beginning or end, or right above it."""
    for text, at_end in ((body, False), (body, True), (before, True)):
        found = _comment(text, at_end)
        if found is not None:
            made = parse_help(found)
            if made is not None:
                return made
    return None


def _comment(text: str, at_end: bool) -> Optional[List[str]]:
    """The block comment or run of `#` lines a text begins (or ends) with."""
    stripped = text.strip()
    if at_end:
        if stripped.endswith("#>"):
            start = stripped.rfind("<#")
            return stripped[start + 2 : -2].split("\n") if start >= 0 else None
        lines: List[str] = []
        for line in reversed(stripped.split("\n")):
            if not line.strip().startswith("#"):
                break
            lines.insert(0, line.strip()[1:])
        return lines or None
    if stripped.startswith("<#"):
        end = stripped.find("#>")
        return stripped[2:end].split("\n") if end >= 0 else None
    lines = []
    for line in stripped.split("\n"):
        if not line.strip().startswith("#"):
            break
        lines.append(line.strip()[1:])
    return lines or None
