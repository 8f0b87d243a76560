"""A folder mapped as `C:`: backslashes, names in any case, everywhere a path is taken."""

from pathlib import Path
from typing import Any, List

import pytest
from script_case import lines

from pssh.objects.convert import to_string
from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace


class Shell:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "logs").mkdir()
        self.host = TextHost()
        self.rs = Runspace(self.host, location=str(folder))
        self.rs.drives.map("C", str(folder))

    def run(self, code: str) -> List[Any]:
        found: List[Any] = []
        self.rs.run_on_stack(lambda: self.rs.run(code, out=found.append))
        return [to_string(value) for value in found]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path.resolve())


def test_redirection_and_content(shell: Shell) -> None:
    shell.run("'one', 'two' > c:\\logs\\PsLog.txt")
    assert (shell.folder / "logs" / "PsLog.txt").read_text() == "one\ntwo\n"
    assert shell.run("Get-Content C:\\LOGS\\pslog.TXT") == ["one", "two"]
    assert shell.run("Test-Path c:\\logs\\pslog.txt; Test-Path c:\\nologs") == ["True", "False"]
    shell.run("Add-Content C:/logs/PSLOG.txt 'three'")
    assert shell.run("(Get-Content c:\\logs\\*.txt).Count") == ["3"]


def test_location(shell: Shell) -> None:
    assert shell.run("cd c:\\; $PWD.Path") == ["C:\\"]
    assert shell.run("cd LOGS; $PWD.Path; (Get-Location).Drive.Name") == ["C:\\logs", "C"]
    assert shell.run("/bin/pwd") == [str(shell.folder / "logs")]
    assert shell.run("'x' > here.txt; Test-Path .\\here.txt; (Get-Item here.txt).FullName") == [
        "True",
        str(shell.folder / "logs" / "here.txt"),
    ]
    assert shell.run("cd ..; $PWD.Path; cd ..; $PWD.Path") == ["C:\\", "C:\\"]
    assert shell.run("Push-Location c:\\logs; Pop-Location; $PWD.Path") == ["C:\\"]
    assert shell.run("cd /; $PWD.Path; cd c:; $PWD.Path") == ["/", "C:\\"]


def test_items(shell: Shell) -> None:
    shell.run("$null = New-Item c:\\logs\\a.log; New-Item -ItemType Directory c:\\Data | Out-Null")
    assert shell.run("(Get-ChildItem c:\\).Name") == ["Data", "logs"]
    assert shell.run("(Get-ChildItem c:\\ -Recurse -Filter *.LOG).Name") == ["a.log"]
    shell.run("Copy-Item c:\\logs\\A.log c:\\data; Rename-Item c:\\data\\a.log b.log")
    assert shell.run("(dir c:\\data).Name") == ["b.log"]
    shell.run("Move-Item c:\\data\\b.log C:\\logs; Remove-Item c:\\data")
    assert shell.run("(dir c:\\logs).Name -join ','; Test-Path c:\\data") == ["a.log,b.log", "False"]
    assert shell.run(
        "Join-Path c:\\logs x.txt; Split-Path c:\\logs\\x.txt; Split-Path c:\\logs\\x.txt -Leaf"
    ) == [
        "c:\\logs\\x.txt",
        "c:\\logs",
        "x.txt",
    ]
    assert shell.run("(Resolve-Path c:\\LOGS\\*.log).Path") == ["C:\\logs\\a.log", "C:\\logs\\b.log"]
    assert shell.run("Convert-Path c:\\logs") == [str(shell.folder / "logs")]


def test_missing_path_is_shown_as_typed(shell: Shell) -> None:
    assert shell.run('try { Get-Item c:\\nope -ErrorAction Stop } catch { "$_" }') == [
        "Cannot find path 'C:\\nope' because it does not exist."
    ]


def test_listing_header(shell: Shell) -> None:
    shell.run("'x' > c:\\logs\\a.txt")
    text = "\n".join(shell.run("dir c:\\logs | Out-String -Stream"))
    assert "Directory: C:\\logs" in text


def test_scripts_and_programs(shell: Shell) -> None:
    shell.run("'\"ran $args\"' > c:\\logs\\s.ps1")
    assert shell.run("c:\\logs\\s.ps1 5; & 'C:\\LOGS\\s.ps1' 6; . c:\\logs\\s.ps1 7") == [
        "ran 5",
        "ran 6",
        "ran 7",
    ]


def test_a_provider_tells_its_type_and_origin() -> None:
    text = (
        "$found = Get-PSProvider FileSystem; $found.ImplementingType.FullName; $found.HelpFile; $found.ModuleName; "
        "$null -eq $found.Module; $found.Description -eq ''; (Get-PSProvider Alias).ImplementingType.Name"
    )
    assert lines(text) == [
        "Microsoft.PowerShell.Commands.FileSystemProvider",
        "System.Management.Automation.dll-Help.xml",
        "Microsoft.PowerShell.Core",
        "True",
        "True",
        "AliasProvider",
    ]
