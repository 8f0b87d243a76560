"""Text: strings of values, `-f`, `-join`, `-split`, `-like`, `-match`, `-replace`."""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.dictionaries import Hashtable
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSObject
from pssh.objects.tostring import net_string, to_string
from pssh.objects.utf16 import paired
from pssh.runtime.operators.comparison import elements
from pssh.runtime.spelled import spelling

__all__ = ["fmt", "join", "s"]


def s(f: Any, value: Any) -> str:
    """A value as it stands in an expandable string; arrays are joined by $OFS."""
    cls = value.__class__
    if cls is str:
        return value  # type: ignore[no-any-return]  # its class is str
    if cls is int:
        return str(value)
    if value is None or value is NOTHING:
        return ""
    if cls in (bool, float):
        return to_string(value)
    separator = " "
    if hasattr(value, "ps_enumerate"):
        from pssh.runtime.enumerators import InputEnumerator

        if isinstance(value, InputEnumerator):
            value = list(value.ps_enumerate())
    if isinstance(value, list):
        found = f.scope.find("ofs")
        if found is not None:
            separator = to_string(found.value) if found.value is not None else ""
    return to_string(value, separator)


def fmt(f: Any, left: Any, right: Any) -> str:
    """`left -f right`."""
    args = right if right.__class__ is list else _format_arguments(right)
    plan = _PLANS.get(left) if left.__class__ is str else None
    if plan is not None and f.rs.culture is None and _Late.culture() is _Late.invariant:
        text: Optional[str] = plan(*args)
        if text is not None:
            return text
    quick = _Late.quick_format
    if quick is None:
        from pssh.objects.culture import INVARIANT, current_culture
        from pssh.runtime.operators.quick_format import quick_format

        quick = _Late.quick_format = quick_format
        _Late.culture = current_culture
        _Late.invariant = INVARIANT
    if PSObject in map(type, args):
        args = [spelling(arg) or arg for arg in args]
    made: str = quick(left if left.__class__ is str else s(f, left), args, f.rs.culture, _PLANS)
    return made


_PLANS: Dict[str, Any] = {}  # functions for formats seen before; a cache only


def _format_arguments(right: Any) -> Any:
    return right if isinstance(right, list) else [None if right is NOTHING else right]


class _Late:
    """What is imported at its first use, because scripts that never format should not pay for it."""

    quick_format: Any = None
    culture: Any = None
    invariant: Any = None


def join(f: Any, left: Any, right: Any) -> str:
    """`left -join right`."""
    separator = right if right.__class__ is str else s(f, right)
    items = elements(left)
    if items is None:
        return s(f, left)
    made = separator.join(
        [
            item if item.__class__ is str else net_string(item) if isinstance(item, list) else s(f, item)
            for item in items
        ]
    )
    return made if made.isascii() else paired(made)


# --- -like -----------------------------------------------------------------------------------------------


def _like(wanted: bool, ignore_case: bool) -> Callable[[Any, Any, Any], Any]:
    def operator(f: Any, left: Any, right: Any) -> Any:
        from pssh.runtime.wildcards import wildcard

        test = wildcard(s(f, right), ignore_case)
        items = elements(left)
        if items is None:
            return bool(test(s(f, left))) is wanted
        return [item for item in items if bool(test(s(f, item))) is wanted]

    return operator


ilike, inotlike = _like(True, True), _like(False, True)
clike, cnotlike = _like(True, False), _like(False, False)


# --- -match ----------------------------------------------------------------------------------------------


def regex_of(f: Any, pattern: Any, ignore_case: bool) -> Any:
    """The pattern of a regex operator: text, or a [regex] as it is."""
    if pattern.__class__ is str:
        kept = _REGEXES.get((pattern, ignore_case))
        if kept is not None:
            return kept
    from pssh.objects.regex import Regex, compile_regex

    if pattern.__class__ is Regex:
        return pattern
    text = s(f, pattern)
    made = _compiled(compile_regex, text, ignore_case)
    if len(_REGEXES) > 500:
        _REGEXES.clear()
    _REGEXES[text, ignore_case] = made
    return made


_REGEXES: Dict[Tuple[str, bool], Any] = {}  # compiled patterns of the operators; a cache only


def _compiled(compile_regex: Any, pattern: str, ignore_case: bool) -> Any:
    from pssh.objects.errors import NetException, ps_error
    from pssh.objects.regex import RegexParseError

    try:
        return compile_regex(pattern, ignore_case)
    except NetException as error:
        raise ps_error(
            "InvalidRegularExpression",
            f"The regular expression pattern {pattern} is not valid.",
            "InvalidOperation",
            pattern,
            inner=error,
        ) from None
    except RegexParseError as error:
        raise ps_error(
            "InvalidRegularExpression",
            f"The regular expression pattern {pattern} is not valid.",
            "InvalidOperation",
            pattern,
            inner=NetException("System.Text.RegularExpressions.RegexParseException", str(error)),
        ) from None


def set_matches(f: Any, regex: Any, found: Any) -> None:
    """`$Matches` after a match."""
    table = Hashtable()
    for key, value in zip(regex.group_keys, regex.group_texts(found)):
        if key.__class__ is int and value is not None:
            table._values[key] = value
        elif value is not None:
            table.set(key, value)
    cell = f.scope.vars.get("matches")
    if cell is None:
        cell = f.scope.cell("Matches")
    cell.value = table


def _match(wanted: bool, ignore_case: bool) -> Callable[[Any, Any, Any], Any]:
    def operator(f: Any, left: Any, right: Any) -> Any:
        regex = regex_of(f, right, ignore_case)
        items = elements(left)
        if items is None:
            found = regex.search(left if left.__class__ is str else s(f, left))
            if found is not None:
                set_matches(f, regex, found)
            return (found is not None) is wanted
        search = regex.search
        return [item for item in items if (search(s(f, item)) is not None) is wanted]

    return operator


imatch, inotmatch = _match(True, True), _match(False, True)
cmatch, cnotmatch = _match(True, False), _match(False, False)


# --- -replace --------------------------------------------------------------------------------------------


def _replace(ignore_case: bool) -> Callable[[Any, Any, Any], Any]:
    def operator(f: Any, left: Any, right: Any) -> Any:
        replacement: Any = ""
        if left.__class__ is str and right.__class__ is list and len(right) == 2:
            pattern, replacement = right
            if pattern.__class__ is str and replacement.__class__ is str:
                return regex_of(f, pattern, ignore_case).replace(left, replacement)
        if isinstance(right, list):
            if len(right) > 2:
                from pssh.objects.errors import ps_error

                raise ps_error(
                    "BadReplaceArgument",
                    "The -ireplace operator allows only two elements to follow it, not "
                    f"{len(right)}.".replace("-ireplace", "-ireplace" if ignore_case else "-creplace"),
                    target=right,
                )
            pattern = right[0] if right else ""
            replacement = right[1] if len(right) > 1 else ""
        else:
            pattern = right
        regex = regex_of(f, pattern, ignore_case)
        change = _changer(f, regex, replacement)
        items = elements(left)
        if items is None:
            return change(left if left.__class__ is str else s(f, left))
        return [change(s(f, item)) for item in items]

    return operator


def _changer(f: Any, regex: Any, replacement: Any) -> Callable[[str], str]:
    if replacement.__class__ is str:
        return lambda text: regex.replace(text, replacement)
    if hasattr(replacement, "bind_value"):
        run = replacement.bind_value(f)
        return lambda text: regex.replace_by(text, lambda match: s(f, run(_wrapped(regex, match, text))))
    from pssh.objects.delegates import Delegate
    from pssh.objects.psobject import PSMethod

    if isinstance(replacement, (Delegate, PSMethod)):
        return lambda text: regex.replace_by(
            text, lambda match: s(f, replacement.invoke([_wrapped(regex, match, text)]))
        )
    fixed = s(f, replacement)
    return lambda text: regex.replace(text, fixed)


def _wrapped(regex: Any, match: Any, text: str) -> Any:
    from pssh.objects.regex import Match

    return match if isinstance(match, Match) else regex.wrap(match, text)


ireplace, creplace = _replace(True), _replace(False)


# --- -split ----------------------------------------------------------------------------------------------


def split_unary(f: Any, value: Any) -> Any:
    """`-split value`: at white space."""
    items = elements(value)
    found: List[str] = []
    for item in items if items is not None else (value,):
        found.extend(s(f, item).split())
    return found


def _split(ignore_case: bool) -> Callable[[Any, Any, Any], Any]:
    def operator(f: Any, left: Any, right: Any) -> Any:
        count, options = 0, ""
        pattern = right
        if isinstance(right, list):
            pattern = right[0] if right else ""
            if len(right) > 1:
                from pssh.objects.convert import to_int

                count = to_int(right[1])
            if len(right) > 2:
                options = s(f, right[2])
        if pattern.__class__ is str and left.__class__ is str and not count and not options:
            if len(pattern) == 1 and pattern in _LITERAL:
                return left.split(pattern)
            return regex_of(f, pattern, ignore_case).split(left, 0)
        cut = _cutter(f, pattern, count, options, ignore_case)
        items = elements(left)
        if items is None:
            return cut(left if left.__class__ is str else s(f, left))
        found: List[str] = []
        for item in items:
            found.extend(cut(s(f, item)))
        return found

    return operator


_LITERAL = frozenset(" -_,;:/=@#%&!\"'<>~\t\n0123456789")
_FLAGS = {"singleline": 16, "multiline": 2, "ignorecase": 1, "explicitcapture": 4, "ignorepatternwhitespace": 32,
          "cultureinvariant": 512}  # fmt: skip


def _cutter(f: Any, pattern: Any, count: int, options: str, ignore_case: bool) -> Callable[[str], List[str]]:
    if hasattr(pattern, "bind_value"):
        return _block_cutter(pattern.bind_value(f), count)
    from pssh.objects.regex import compile_regex

    words = [word.strip().lower() for word in options.split(",") if word.strip()]
    text = pattern if pattern.__class__ is str else s(f, pattern)
    if "simplematch" in words:
        import re

        if not {"simplematch", "ignorecase"}.issuperset(words):
            from pssh.objects.errors import ps_error

            raise ps_error(
                "InvalidSplitOptionCombination",
                "The SimpleMatch split option goes with no other option than IgnoreCase.",
                "ParserError",
            )

        plain = re.compile(re.escape(text), re.IGNORECASE if ignore_case or "ignorecase" in words else 0)
        return lambda value: _simple_cut(plain, value, count)
    flags = 0
    for word in words:
        flags |= _FLAGS.get(word, 0)
    if pattern.__class__.__name__ == "Regex":
        regex = pattern
    elif flags:
        regex = compile_regex(text, ignore_case, flags)
    else:
        regex = _compiled(compile_regex, text, ignore_case)
    if count < 0:
        return lambda value: _from_right(regex, value, -count)
    return lambda value: regex.split(value, count)


def _simple_cut(plain: Any, value: str, count: int) -> List[str]:
    if count == 1:
        return [value]
    if count < 0:
        return _from_right(plain, value, -count)
    pieces: List[str] = plain.split(value, maxsplit=count - 1 if count else 0)
    return pieces


def _from_right(regex: Any, value: str, count: int) -> List[str]:
    """A negative count: the splits are counted from the end."""
    spans = [m.span() for m in regex.finditer(value)]
    return _cut_at(value, spans, count)


def _cut_at(value: str, spans: List[Any], count: int) -> List[str]:
    kept = spans[len(spans) - (count - 1) :] if count > 1 else []
    if count - 1 >= len(spans):
        kept = spans
    parts, at = [], 0
    for start, end in kept:
        parts.append(value[at:start])
        at = end
    parts.append(value[at:])
    return parts


def _block_cutter(test: Callable[[Any], Any], count: int) -> Callable[[str], List[str]]:
    from pssh.objects.numbers import Char
    from pssh.runtime.operators.comparison import truth

    def cut(value: str) -> List[str]:
        if count < 0:
            spans = [(place, place + 1) for place, char in enumerate(value) if truth(test(Char(char)))]
            return _cut_at(value, spans, -count)
        parts: List[str] = []
        start = 0
        for place, char in enumerate(value):
            if count > 0 and len(parts) >= count - 1:
                break
            if truth(test(Char(char))):
                parts.append(value[start:place])
                start = place + 1
        parts.append(value[start:])
        return parts

    return cut


isplit, csplit = _split(True), _split(False)
