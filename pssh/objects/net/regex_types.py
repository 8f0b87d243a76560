"""Members of [regex] and of what its matches are made of."""

from typing import Any, Callable, Optional

from pssh.objects.net.common import array, call_block, null_argument, strings
from pssh.objects.regex import (
    Capture,
    CaptureCollection,
    Group,
    GroupCollection,
    Match,
    MatchCollection,
    Regex,
    compile_regex,
    escape,
    unescape,
)
from pssh.objects.types import net_type

_SPACE = "System.Text.RegularExpressions."
_LIST = ("System.Collections.IList",)
regex = net_type(_SPACE + "Regex", Regex)
capture = net_type(_SPACE + "Capture", Capture)
group = net_type(_SPACE + "Group", Group, _SPACE + "Capture")
match = net_type(_SPACE + "Match", Match, _SPACE + "Group")
for _cls in (CaptureCollection, GroupCollection, MatchCollection):
    _made = net_type(_cls.net_type_name, _cls, None, _LIST)
    _made.prop("Count", "int")(len)
    _made.prop("IsReadOnly", "bool")(lambda self: True)
    _made.prop("SyncRoot", "System.Object")(lambda self: self)
    _made.method("CopyTo", "void CopyTo(array array, int arrayIndex)")(
        lambda self, target, at: target.__setitem__(slice(at, at + len(self)), list(self))
    )
groups = net_type(GroupCollection.net_type_name)


@groups.parameterized(
    "Item",
    "System.Text.RegularExpressions.Group Item(int groupnum)",
    "System.Text.RegularExpressions.Group Item(string groupname)",
)
@groups.method(
    "get_Item",
    "System.Text.RegularExpressions.Group get_Item(int groupnum)",
    "System.Text.RegularExpressions.Group get_Item(string groupname)",
)
def _group_item(self: GroupCollection, key: Any) -> Group:
    return self.by_key(key)


@groups.method("ContainsKey", "bool ContainsKey(string key)")
def _group_known(self: GroupCollection, key: str) -> bool:
    return any(item.name == key for item in self)


groups.prop("Keys", "string[]")(lambda self: strings(item.name for item in self))
groups.prop("Values", "System.Text.RegularExpressions.Group[]")(list)

# lists of these objects show the properties in this order
match.prop("Groups", _SPACE + "GroupCollection")(lambda self: self.groups)
for _holder in (match, group):
    _holder.prop("Success", "bool")(lambda self: self.success)
    _holder.prop("Name", "string")(lambda self: self.name)
    _holder.prop("Captures", _SPACE + "CaptureCollection")(lambda self: self.captures)
for _holder in (match, group, capture):
    _holder.prop("Index", "int")(lambda self: self.index)
    _holder.prop("Length", "int")(lambda self: self.length)
    _holder.prop("Value", "string")(lambda self: self.value)
    _holder.prop("ValueSpan", "System.ReadOnlySpan[char]")(
        lambda self: None
    )  # a span has no value scripts could hold


@match.method("NextMatch", "System.Text.RegularExpressions.Match NextMatch()")
def _next_match(self: Match) -> Match:
    return self.next_match()


@match.method("Result", "string Result(string replacement)")
def _result(self: Match, replacement: str) -> str:
    return self.result(replacement)


match.static_prop("Empty", _SPACE + "Match")(lambda: Match(compile_regex("(?!)"), None, ""))


def make_regex(pattern: Any, options: int = 0) -> Regex:
    """A Regex; null is refused."""
    if pattern is None:
        null_argument("pattern")
    return compile_regex(str(pattern), False, int(options))


@regex.constructor(
    "regex new(string pattern)",
    "regex new(string pattern, System.Text.RegularExpressions.RegexOptions options)",
    "regex new(string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)",
)
def _new(pattern: str, options: int = 0, timeout: Any = None) -> Regex:
    if timeout is None:
        return make_regex(pattern, options)
    made = Regex(pattern, int(options))
    made.timeout = timeout
    return made


@regex.prop("Options", "System.Text.RegularExpressions.RegexOptions")
def _options(self: Regex) -> Any:
    from pssh.objects.net.common import enum

    return enum(_SPACE + "RegexOptions", self.options)


@regex.prop("MatchTimeout", "timespan")
def _timeout(self: Regex) -> Any:
    from pssh.objects.timespan import TimeSpan

    return self.timeout or TimeSpan(-10000)


regex.prop("RightToLeft", "bool")(lambda self: self.right_to_left)


def evaluator(function: Any, machine: Regex) -> Callable[[Any], str]:
    """A MatchEvaluator (script block) as a function of a Python match."""
    from pssh.objects.tostring import to_string

    def evaluate(found: Any) -> str:
        return to_string(call_block(function, machine.wrap(found, found.string)))

    return evaluate


def _replace(
    machine: Regex, text: str, replacement: Any, count: int = -1, start: Optional[int] = None
) -> str:
    if text is None:
        null_argument("input")
    if replacement is None:
        null_argument("replacement")
    if isinstance(replacement, str):
        return machine.replace(text, replacement, count, start)
    return machine.replace_by(text, evaluator(replacement, machine), count, start)


@regex.method("IsMatch", "bool IsMatch(string input)", "bool IsMatch(string input, int startat)")
def _is_match(self: Regex, text: str, start: int = 0) -> bool:
    if text is None:
        null_argument("input")
    return (self.search(text, start) if start else self.search(text)) is not None


@regex.method(
    "Match",
    "System.Text.RegularExpressions.Match Match(string input)",
    "System.Text.RegularExpressions.Match Match(string input, int startat)",
    "System.Text.RegularExpressions.Match Match(string input, int beginning, int length)",
)
def _match(self: Regex, text: str, start: Optional[int] = None, length: Optional[int] = None) -> Match:
    if text is None:
        null_argument("input")
    return self.match(text, start, length)


@regex.method(
    "Matches",
    "System.Text.RegularExpressions.MatchCollection Matches(string input)",
    "System.Text.RegularExpressions.MatchCollection Matches(string input, int startat)",
)
def _matches(self: Regex, text: str, start: Optional[int] = None) -> MatchCollection:
    if text is None:
        null_argument("input")
    return self.matches(text, start)


@regex.method("Count", "int Count(string input)")
def _count(self: Regex, text: str) -> int:
    return sum(1 for _ in self.finditer(text))


@regex.method(
    "Replace",
    "string Replace(string input, string replacement)",
    "string Replace(string input, string replacement, int count)",
    "string Replace(string input, string replacement, int count, int startat)",
    "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator)",
    "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count)",
    "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count, "
    "int startat)",
)
def _replace_member(
    self: Regex, text: str, replacement: Any, count: int = -1, start: Optional[int] = None
) -> str:
    return _replace(self, text, replacement, count, start)


@regex.method(
    "Split",
    "string[] Split(string input)",
    "string[] Split(string input, int count)",
    "string[] Split(string input, int count, int startat)",
)
def _split(self: Regex, text: str, count: int = 0, start: int = 0) -> Any:
    return strings(self.split(text, count, start))


@regex.method("GetGroupNames", "string[] GetGroupNames()")
def _group_names(self: Regex) -> Any:
    return strings(self.names.values())


@regex.method("GetGroupNumbers", "int[] GetGroupNumbers()")
def _group_numbers(self: Regex) -> Any:
    return array(self.names, "System.Int32")


@regex.method("GroupNameFromNumber", "string GroupNameFromNumber(int i)")
def _group_name(self: Regex, number: int) -> str:
    return self.names.get(number, "")


@regex.method("GroupNumberFromName", "int GroupNumberFromName(string name)")
def _group_number(self: Regex, name: str) -> int:
    return self.group_number(name)


_OPTIONS = "System.Text.RegularExpressions.RegexOptions options"


@regex.static_method(
    "IsMatch",
    "bool IsMatch(string input, string pattern)",
    f"bool IsMatch(string input, string pattern, {_OPTIONS})",
)
def _static_is_match(text: str, pattern: str, options: int = 0) -> bool:
    return _is_match(make_regex(pattern, options), text)


@regex.static_method(
    "Match",
    "System.Text.RegularExpressions.Match Match(string input, string pattern)",
    f"System.Text.RegularExpressions.Match Match(string input, string pattern, {_OPTIONS})",
)
def _static_match(text: str, pattern: str, options: int = 0) -> Match:
    return _match(make_regex(pattern, options), text)


@regex.static_method(
    "Matches",
    "System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern)",
    f"System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern, {_OPTIONS})",
)
def _static_matches(text: str, pattern: str, options: int = 0) -> MatchCollection:
    return _matches(make_regex(pattern, options), text)


@regex.static_method(
    "Count", "int Count(string input, string pattern)", f"int Count(string input, string pattern, {_OPTIONS})"
)
def _static_count(text: str, pattern: str, options: int = 0) -> int:
    return sum(1 for _ in make_regex(pattern, options).finditer(text))


@regex.static_method(
    "Replace",
    "string Replace(string input, string pattern, string replacement)",
    f"string Replace(string input, string pattern, string replacement, {_OPTIONS})",
    "string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator)",
    "string Replace(string input, string pattern, "
    f"System.Text.RegularExpressions.MatchEvaluator evaluator, {_OPTIONS})",
)
def _static_replace(text: str, pattern: str, replacement: Any, options: int = 0) -> str:
    return _replace(make_regex(pattern, options), text, replacement)


@regex.static_method(
    "Split",
    "string[] Split(string input, string pattern)",
    f"string[] Split(string input, string pattern, {_OPTIONS})",
)
def _static_split(text: str, pattern: str, options: int = 0) -> Any:
    return strings(make_regex(pattern, options).split(text))


@regex.static_method("Escape", "string Escape(string str)")
def _escape(text: str) -> str:
    if text is None:
        null_argument("str")
    return escape(text)


@regex.static_method("Unescape", "string Unescape(string str)")
def _unescape(text: str) -> str:
    return unescape(text)
