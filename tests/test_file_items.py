"""Files, folders and links through the item cmdlets: what the FileSystem provider does with each."""

from pathlib import Path

import pytest
from script_case import lines, run_text

CASES = {
    "a path that is no pattern ends the command, a piped one later": (
        "$null = ni a; foreach ($code in { Test-Path 'a[b' }, { gi 'a[b' }, { gci 'a[b' }, { 'a[b' | Test-Path }, "
        "{ Test-Path 'a[b' -PathType Leaf }) { try { & $code } catch { $_.FullyQualifiedErrorId -replace ',.*' } }; "
        "Test-Path -LiteralPath 'a[b'; try { gci 'a[b' } catch { \"$_\" }",
        [
            *["GetDynamicParametersException"] * 3,
            *["WildcardPattern_Invalid"] * 2,
            "False",
            "Cannot retrieve the dynamic parameters for the cmdlet. The specified wildcard character pattern is not "
            "valid: a[b",
        ],
    ),
    "symbolic links hold what was given, with slashes": (
        r"$null = ni d -ItemType Directory; (ni one -ItemType Sym -Target .\d).Target; (gi one).GetType().Name; "
        "(ni two -Type SymbolicLink -Target './a[1]').Target",
        ["./d", "DirectoryInfo", "./a[1]"],
    ),
    "hard links are names of a file": (
        "sc1 a text; ni b -ItemType HardLink -Target a | % LinkType; gc b",
        ["HardLink", "text"],
    ),
    "a drive's path is a link's target too": (
        "$null = New-PSDrive k FileSystem $PWD; sc1 a text; $null = ni l -Type SymbolicLink -Target k:/a; gc l",
        ["text"],
    ),
    "-FollowSymlink lists each folder once": (
        "$null = ni d/in -ItemType Directory -Force; sc1 d/in/f 1; $null = ni d/in/up -Type SymbolicLink -Target ..;"
        "gci d -Recurse -FollowSymlink -Name -WarningVariable w -WarningAction SilentlyContinue; $w.Count",
        ["in", "in/up", "in/f", "1"],
    ),
    "a copy onto itself says so in its Data": (
        "sc1 a 1; $null = ni b -Type SymbolicLink -Target a; $null = ni d -ItemType Directory; "
        "foreach ($to in 'a', 'b') { try { cpi a $to -ea Stop } catch { $null -ne $_.Exception.Data['SelfCopy'] } }; "
        "try { cpi d d -ea Stop } catch { $_.FullyQualifiedErrorId }; Test-Path d/d",
        ["True", "True", "CopyError,Microsoft.PowerShell.Commands.CopyItemCommand", "False"],
    ),
    "New-Item takes a path's escapes away": (
        "$null = ni '`[x`]' -ItemType Directory; (gci).Name; $null = ni -Name '[y]' -Path .; (gci -File).Name",
        ["[x]", "[y]"],
    ),
    "bytes have no encoding": (
        "sc1 a x; $null = gc a -AsByteStream -Encoding utf8 -WarningVariable w -WarningAction SilentlyContinue; "
        'Set-Content a ([byte]65) -AsByteStream -Encoding ascii -WarningVariable +w 3>$null; gc a; "$($w[0])"; $w.Count',
        ["A", "Encoding not used when '-AsByteStream' specified.", "2"],
    ),
    "the places gone to are remembered, twenty of them": (
        "$here = \"$PWD\"; 1..25 | % { cd / }; 1..20 | % { cd - }; \"$PWD\"; "
        "try { cd - } catch { $_.FullyQualifiedErrorId }; cd +; \"$PWD\"",
        ["/", "System.InvalidOperationException,Microsoft.PowerShell.Commands.SetLocationCommand", "/"],
    ),
    "LocationChangedAction is told of each move": (
        "$ExecutionContext.InvokeCommand.LocationChangedAction = { Write-Host \"to $($_.NewPath)\" }; cd /; cd /usr; "
        "$ExecutionContext.InvokeCommand.LocationChangedAction = { throw 'no' }; try { cd / } catch { \"$_ $PWD\" }",
        ["to /", "to /usr", "no /"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("text, expected", CASES.values(), ids=CASES.keys())
def test_items_of_the_file_system(text: str, expected: list[str], tmp_path: Path) -> None:
    setup = f"cd '{tmp_path}'; function sc1($path, $text) {{ Set-Content -LiteralPath $path $text }}; "
    assert lines(setup + text) == expected


@pytest.mark.parametrize(
    "text, error_id",
    [
        ("$null = ni d -ItemType Directory; ni d -ItemType SymbolicLink -Target x", "SymLinkExists,"),
        ("ni l -ItemType SymbolicLink", "ArgumentNull,"),
        ("ni l -ItemType HardLink -Target none", "ItemNotFound,"),
        ("$null = ni d -ItemType Directory; ni l -ItemType HardLink -Target d", "ItemNotFile,"),
        ("$null = ni .h; gi .h", "ItemNotFound,"),
        ("$null = ni .h; gci .h", "ItemNotFound,"),
        ("gc Variable:HOME -Tail 1", "TailNotSupported,"),
        ("$null = ni a; gc a -Raw -Tail 1", "InvalidOperation,"),
        ("gc a -Stream s", "NamedParameterNotFound,"),
        ("function f { 1 }; clc function:f", "NotSupported,"),
    ],
)
def test_what_the_file_system_refuses(text: str, error_id: str, tmp_path: Path) -> None:
    shown = run_text(f"cd '{tmp_path}'; {text}; $Error[0].FullyQualifiedErrorId")
    assert shown.out.splitlines()[-1].startswith(error_id)


def test_hidden_items_are_shown_when_asked_for(tmp_path: Path) -> None:
    text = f"cd '{tmp_path}'; $null = ni .h; (gi .h -Force).Name; (gci .h -Hidden).Name; (gci .h -Force).Name"
    assert lines(text) == [".h", ".h", ".h"]
