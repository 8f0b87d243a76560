"""Where the help comments of a function or script stand: in its body, right above it, above its parameters."""

from typing import Any, Dict, List, Optional

from pssh.runtime.comment_help import CommentHelp, help_of_text

__all__ = ["comment_of", "parameter_comments", "tree_parameters"]


def comment_of(info: Any) -> Optional[CommentHelp]:
    """The help comment of a function, filter or script; None when it has none."""
    block = getattr(info, "script_block", None)
    if block is None:
        return None
    if info.command_type == "ExternalScript":
        from pssh.runtime.runspace import read_script

        text = read_script(info.path)
        return help_of_text("", text) or help_of_text(text.split("\nparam", 1)[0], "")
    extent = block.extent
    source = extent.source.text
    start = source.rfind("function", 0, extent.start)
    head = source[: max(start, 0)] if start >= 0 else ""
    body = source[extent.start : extent.end].strip()
    if body.startswith("{"):
        body = body[1:-1]
    return help_of_text(head if _adjacent(head) else "", body)


def _adjacent(head: str) -> bool:
    """A comment above belongs to the function when at most one blank line lies between."""
    tail = head[len(head.rstrip()) :]
    return tail.count("\n") <= 2


def tree_parameters(info: Any) -> List[Any]:
    """The parameters of a script command as they are written."""
    block = getattr(info, "script_block", None)
    if block is None:
        return []
    tree = block.ast
    written = getattr(tree, "parameters", None)
    if written is None:
        body = getattr(tree, "body", tree)
        written = body.param_block.parameters if body.param_block is not None else ()
    return list(written)


def parameter_comments(info: Any) -> Dict[str, str]:
    """The `#` comments right above parameters: they describe those `.PARAMETER` does not."""
    found: Dict[str, str] = {}
    for parameter in tree_parameters(info):
        extent = parameter.extent
        lines = extent.source.text[: extent.start].split("\n")
        above: List[str] = []
        for line in reversed(lines[:-1]):
            text = line.strip()
            if not text.startswith("#") or text.endswith("#>"):
                break
            above.insert(0, text.lstrip("#").strip())
        if above and not lines[-1].strip():
            found[parameter.variable.path.lower()] = "\n".join(above)
    return found
