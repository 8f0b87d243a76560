"""Text to tree: the lexer, the parser, the nodes and the errors of the language. It imports nothing of pssh.

`parse` is for whoever runs a script; `parse_input` also gives the tokens and lets errors be, for the prompt's
highlighter and completer and for `[System.Management.Automation.Language.Parser]`. Start reading in
`parser.py`.
"""

from typing import Any, Callable, List, Optional, Tuple

__all__ = ["parse", "parse_input"]


def parse(text: str, file: Optional[str] = None, type_exists: Optional[Callable[[str], bool]] = None) -> Any:
    """The ScriptBlockAst of a script; raises ParseException with all errors.

    `type_exists` answers whether the session knows a type (its name in lower case). With it, types that a
    class names are looked up here, as PowerShell does; without it that is left to whoever makes the class.
    """
    from pssh.language.errors import ParseException
    from pssh.language.extent import Source
    from pssh.language.parser import Parser

    parser = Parser(Source(text, file))
    parser.type_exists = type_exists
    tree = _without_collections(parser)
    if not parser.errors and parser.type_scopes:
        from pssh.language.classes import check_members

        check_members(parser)
    if parser.errors:
        raise ParseException(parser.errors)
    return tree


def parse_input(
    text: str, file: Optional[str] = None, type_exists: Optional[Callable[[str], bool]] = None
) -> Tuple[Any, List[Any], List[Any]]:
    """(tree, tokens, errors) of any text, as PowerShell's Parser.ParseInput gives them."""
    from pssh.language.extent import Source
    from pssh.language.parser import Parser

    parser = Parser(Source(text, file), save_tokens=True)
    parser.type_exists = type_exists or (lambda name: False)
    tree = _without_collections(parser)
    assert parser.saved is not None
    return tree, parser.saved, parser.errors


def _without_collections(parser: Any) -> Any:
    """Parse a long text with the cycle collector off: a tree has no cycles, and it would be looked through
    often. Afterwards the tree counts as old, so that the next collection of what is young passes it by."""
    import gc

    if len(parser.text) < _LONG or not gc.isenabled():
        return parser.parse()
    gc.disable()
    try:
        return parser.parse()
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.enable()


_LONG = 20_000
