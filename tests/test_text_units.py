"""Text is counted in UTF-16 units, as .NET does, and text elements are what a reader takes for one character."""

import pytest
from script_case import run_text

FACE = "$s = [char]::ConvertFromUtf32(0x1F602) + 'ab'\n"
FAMILY = (
    "$s = 'e' + [char] 0x301 + (0x1F469, 0x200D, 0x1F467 | "
    "ForEach-Object { [char]::ConvertFromUtf32($_) } | Join-String) + 'x'\n"
)

CASES = [
    (FACE + "$s.Length; $s.Substring(2); $s.IndexOf('b'); $s.LastIndexOf('a')", "4\nab\n3\n2"),
    (FACE + "[int] $s[0]; [int] $s[1]; $s[2]; -join $s[2..3]; $s[-1]", "55357\n56834\na\nab\nb"),
    (FACE + "$s.ToCharArray().Count; $s.Remove(0, 2); $s.Insert(2, '-').Substring(2)", "4\nab\n-ab"),
    (FACE + "-join $s.ToCharArray() -ceq $s; [string]::new($s.ToCharArray()) -ceq $s", "True\nTrue"),
    (FACE + "$t = ''; foreach ($c in $s.ToCharArray()) { $t += $c }; $t -ceq $s", "True"),
    (FACE + "$s.PadLeft(5, '.').Length; $s.PadLeft(4, '.').Length; [char]::IsHighSurrogate($s, 0)", "5\n4\nTrue"),
    (FACE + "'{0:X}' -f [char]::ConvertToUtf32($s, 0); [string]::Concat($s[0], $s[1]).Length", "1F602\n2"),
    (FAMILY + "[Globalization.StringInfo]::ParseCombiningCharacters($s) -join ' '", "0 2 7"),
    (FAMILY + "$i = [Globalization.StringInfo]::new($s); $i.LengthInTextElements; $i.SubstringByTextElements(2)",
     "3\nx"),
    (FAMILY + "$e = [Globalization.StringInfo]::GetTextElementEnumerator($s)\n"
     "while ($e.MoveNext()) { '{0}: {1}' -f $e.ElementIndex, $e.GetTextElement().Length }", "0: 2\n2: 5\n7: 1"),
    ("[Globalization.StringInfo]::ParseCombiningCharacters(\"a`r`nb\") -join ' '", "0 1 3"),
    ("$f = (0x1F1E9, 0x1F1EA, 0x1F1EB, 0x1F1F7 | ForEach-Object { [char]::ConvertFromUtf32($_) }) -join ''\n"
     "[Globalization.StringInfo]::new($f).LengthInTextElements", "2"),
    ("try { [Globalization.StringInfo]::new('ab').SubstringByTextElements(2) } catch { $_.FullyQualifiedErrorId }",
     "ArgumentOutOfRangeException"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", CASES)
def test_places_in_text(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


RUNES = [
    ("'h\u00e9\U0001f44d'.EnumerateRunes() | ForEach-Object { \"$_ $($_.Value) $($_.Utf16SequenceLength)\" }",
     "h 104 1\n\u00e9 233 1\n\U0001f44d 128077 2"),
    ("$r = [Text.Rune]::new([char]'a'); \"$r $([Text.Rune]::ToUpperInvariant($r)) $($r.IsAscii)\"", "a A True"),
    ("[Text.Rune]::GetRuneAt('x\U0001f44d', 1).Value; [Text.Rune]::IsLetter([Text.Rune]::new(55))", "128077\nFalse"),
    ("try { [Text.Rune]::new(0xD800) } catch { $_.Exception.InnerException.GetType().Name }",
     "ArgumentOutOfRangeException"),
    ("[Text.Rune]0x1F44D -eq [Text.Rune]::new([char]0xD83D, [char]0xDC4D)", "True"),
    ("[char]::ConvertToUtf32([char]0xD83D, [char]0xDC4D); [char]::ConvertToUtf32('\U0001f44d', 0)", "128077\n128077"),
    ("[char]::IsSurrogatePair('a\U0001f44d', 1); [char]::IsSurrogatePair('a\U0001f44d', 0)", "True\nFalse"),
    ("try { [char]::ConvertFromUtf32(0xD800) } catch { $_.Exception.InnerException.ParamName }", "utf32"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "printed"), RUNES)
def test_runes(script: str, printed: str) -> None:
    """A rune is a whole character, whatever number of units it takes."""
    assert run_text(script).out.rstrip("\n") == printed
