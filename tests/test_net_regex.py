"""Regular expressions of .NET: what Python's `re` says differently, and what it cannot say at all."""

import pytest

from pssh.objects.regex import RegexParseError, compile_regex, escape, unescape


def found(pattern: str, text: str, options: int = 1) -> list[str | None]:
    """The match and its groups in .NET's order, None for a group that took no part."""
    match = compile_regex(pattern, False, options).match(text)
    return [g.value if g.success else None for g in match.groups] if match.success else []


@pytest.mark.parametrize("pattern, text, expected", [
    (r"(?<=\$)\d+", "price: $42", ["42"]), ("<.+?>", "<a><b>", ["<a>"]), (r"^(ab)\1$", "ABab", ["ABab", "AB"]),
    (r"(?<y>\d{4})-(\d\d)-(?<d>\d\d)", "2024-03-05", ["2024-03-05", "03", "2024", "05"]),
    ("[a-z-[aeiou]]+", "aeibcd", ["bcd"]), (r"(?x) a b # c", "ab", ["ab"]), (r"foo\Z", "foo\n", ["foo"]),
    (r"foo\z", "foo\n", []), (r"(?>a+)b", "aaab", ["aaab"]), (r"(?>a+)ab", "aaab", []),
    (r"(?'q'a)\k'q'", "aa", ["aa", "a"]), (r"\p{Lu}", "a\u00c9", ["\u00c9"]), (r"\u0041", "A", ["A"]), (r"\cJ", "\n", ["\n"]),
    (r"(a)|(b)", "b", ["b", None, "b"]), (r"a{,2}", "a{,2}", ["a{,2}"]), (r"x(?(?=a)ab|cd)", "xcd", ["xcd"]),
    (r"(?n)(a)(?<b>b)", "ab", ["ab", "b"]), (r"(?i:A)b", "ab", ["ab"]),
])  # fmt: skip
def test_syntax(pattern: str, text: str, expected: list[str | None]) -> None:
    assert found(pattern, text, 1 if pattern.startswith("^") else 0) == expected


@pytest.mark.parametrize("pattern, text, expected", [
    (r"(?<=a+)b", "xaab", "b"), (r"(?<!\w\w+)c", "abc", ""), (r"^(?:(?<o>\()|(?<-o>\))|[^()])*(?(o)(?!))$", "(a(b)c)", "(a(b)c)"),
    (r"^(?:(?<o>\()|(?<-o>\))|[^()])*(?(o)(?!))$", "(a(b)c", ""), (r"\G\d", "1a", "1"),
])  # fmt: skip
def test_what_runs_on_the_engine_of_our_own(pattern: str, text: str, expected: str) -> None:
    machine = compile_regex(pattern)
    assert machine.engine is not None
    assert machine.match(text).value == expected


def test_from_right_to_left() -> None:
    machine = compile_regex(r"\d+", False, 64)
    assert [m.value for m in machine.matches("a12b345")] == ["345", "12"]
    assert machine.replace("a1b2", "x", 1) == "a1bx"


def test_all_captures_of_a_group() -> None:
    match = compile_regex("(a|b)+").match("xabba")
    assert [c.value for c in match.groups[1].captures] == ["a", "b", "b", "a"]
    assert [c.index for c in match.groups[1].captures] == [1, 2, 3, 4]


@pytest.mark.parametrize("pattern, offset, reason", [
    ("(", 1, "Not enough )'s."), (")", 0, "Too many )'s."), ("a**", 3, "Nested quantifier '*'."),
    ("[z-a]", 4, "[x-y] range in reverse order."), (r"\y", 2, "Unrecognized escape sequence \\y."),
    ("*a", 1, "Quantifier '*' following nothing."), ("[a", 2, "Unterminated [] set."),
    (r"\k<n>", 5, "Reference to undefined group name 'n'."),
])  # fmt: skip
def test_what_is_wrong_is_said_in_dot_nets_words(pattern: str, offset: int, reason: str) -> None:
    with pytest.raises(RegexParseError) as caught:
        compile_regex(pattern)
    assert str(caught.value) == f"Invalid pattern '{pattern}' at offset {offset}. {reason}"


def test_replacing() -> None:
    machine = compile_regex(r"(?<l>[a-z])(\d)")
    assert machine.replace("a1b2", "${l}-$1;") == "a-1;b-2;"
    assert machine.replace("xa1y", "[$&|$$|$9|$`|$']") == "x[a1|$|$9|x|y]y"
    assert machine.replace("a1", "\\n") == "\\n"
    assert compile_regex("x*").replace("abc", "-") == "-a-b-c-"


def test_splitting() -> None:
    assert compile_regex("b").split("abcb") == ["a", "c", ""]
    assert compile_regex("(,)|-").split("a,b-c") == ["a", ",", "b", "c"]
    assert compile_regex(",").split("a,b,c", 2) == ["a", "b,c"]


def test_what_matches_holds() -> None:
    machine = compile_regex(r"(?<k>\w+)=(\w+)(z)?")
    assert machine.group_keys == ["k", 2, 1, 0]
    assert list(machine.group_texts(machine.search("a=1")))[:4] == ["a", None, "1", "a=1"]


def test_escaping() -> None:
    assert escape("a.b (c)#") == r"a\.b\ \(c\)\#"
    assert unescape(escape("a.b\t(c)#")) == "a.b\t(c)#"
