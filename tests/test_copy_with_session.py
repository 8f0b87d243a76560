"""Copy-Item with a session on this machine: what is chosen, what is only said, and how a failure is told."""

import os
import pathlib

import pytest
from script_case import lines, run_text


@pytest.fixture
def tree(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A folder with files to copy and an empty one to copy to."""
    for name, variable in (("home", "HOME"), ("state", "XDG_STATE_HOME"), ("cache", "XDG_CACHE_HOME")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    (tmp_path / "home").mkdir()
    for name in ("a.txt", "b.md", "sub/c.txt", "sub/d.md"):
        file = tmp_path / "from" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "to").mkdir()
    return tmp_path


def within(tree: pathlib.Path, script: str) -> str:
    return f"$d = '{tree}'; $s = New-PSSession localhost\n{script}\nRemove-PSSession $s"


def there(tree: pathlib.Path) -> list[str]:
    return sorted(str(path.relative_to(tree / "to")) for path in (tree / "to").rglob("*") if path.is_file())


@pytest.mark.parametrize("side", ["ToSession", "FromSession"])
def test_whatif_says_what_would_be_copied_and_copies_nothing(tree: pathlib.Path, side: str) -> None:
    found = lines(within(tree, f"Copy-Item $d/from/* $d/to/new -{side} $s -Recurse -WhatIf"), 400)
    assert found[0] == (
        f'What if: Performing the operation "Copy File" on target "Item: {tree}/from/a.txt Destination: '
        f'{tree}/to/new/a.txt".'
    )
    assert 'operation "Copy Directory"' in found[2]
    assert os.listdir(tree / "to") == []


@pytest.mark.parametrize("side", ["ToSession", "FromSession"])
def test_filter_include_and_exclude(tree: pathlib.Path, side: str) -> None:
    lines(within(tree, f"Copy-Item $d/from/* $d/to -{side} $s -Include *.txt, *.md -Exclude b*"))
    assert there(tree) == ["a.txt"]
    lines(within(tree, f"Copy-Item $d/from/* $d/to -{side} $s -Filter *.md"))
    assert there(tree) == ["a.txt", "b.md"]


def test_a_folder_that_is_missing_there_is_named(tree: pathlib.Path) -> None:
    errors = run_text(within(tree, "Copy-Item $d/from/a.txt $d/none/a.txt -ToSession $s"), 600).errors
    assert f"Cannot copy '{tree}/from/a.txt' to '{tree}/none/a.txt'" in errors
    assert f"the folder '{tree}/none' does not exist." in errors
