"""[Drawing.Color] and [Drawing.ColorTranslator]."""

import pytest
from script_case import lines

CASES = {
    '$c = [Drawing.Color]::Red; "$c $($c.R) $($c.G) $($c.A) $($c.Name) $($c.IsKnownColor)"': [
        "Color [Red] 255 0 255 Red True"
    ],
    '$c = [Drawing.Color]::FromArgb(1, 2, 3); "$c $($c.Name) $($c.ToArgb()) $($c.R.GetType())"': [
        "Color [A=255, R=1, G=2, B=3] ff010203 -16711165 byte"
    ],
    "([Drawing.Color]'orange').Name; [Drawing.Color]'1, 2, 3'; [Drawing.Color]'#FFA500' | % Name": [
        "Orange",
        "",
        "R             : 1",
        "G             : 2",
        "B             : 3",
        "A             : 255",
        "IsKnownColor  : False",
        "IsEmpty       : False",
        "IsNamedColor  : False",
        "IsSystemColor : False",
        "Name          : ff010203",
        "",
        "Orange",
    ],
    "$t = 'System.Drawing.ColorTranslator' -as [type]; $t::FromHtml('#f80').ToString(); $t::FromHtml('Tan').Name\n"
    "$t::ToHtml([Drawing.Color]::FromArgb(255, 128, 0)); try { $t::FromHtml('DarkYellow') } catch { 'unknown' }\n"
    "$t::ToWin32([Drawing.Color]::Orange)": [
        "Color [A=255, R=255, G=136, B=0]",
        "Tan",
        "#FF8000",
        "unknown",
        "42495",
    ],
    "try { [Drawing.Color]::FromArgb(256, 0, 0) } catch { $_.Exception.InnerException.Message }": [
        "Value of '256' is not valid for 'red'. 'red' should be greater than or equal to 0 and less than or equal "
        "to 255. (Parameter 'red')"
    ],
    "'{0:n1}' -f [Drawing.Color]::Orange.GetHue(); [Drawing.Color]::Red -eq [Drawing.Color]'red'": [
        "38.8",
        "True",
    ],
}


@pytest.mark.parametrize("script", CASES)
def test_colors(script: str) -> None:
    assert lines(script) == CASES[script]
