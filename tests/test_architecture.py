"""The import order of the packages, as the README's picture and DESIGN say it: imports go one way."""

import ast
import pathlib

import pytest

PSSH = pathlib.Path(__file__).parents[1] / "pssh"
ORDER = (
    "language", "objects", "compiler", "runtime", "formatting", "wire", "remoting", "jobs", "cmdlets",
    "agent", "ssh", "repl", "cli",
)  # fmt: skip
CLIENT_ONLY = ("ssh", "repl", "cli")
# A foreign library has one home.
HOMES = {
    "asyncssh": {"ssh"},
    "prompt_toolkit": {"repl"},
    "pygments": {"repl"},
    "msgpack": {"wire", "agent"},
    "babel": {"objects"},  # optional there: a far end without it answers with a clear error
    "asyncio": {"ssh", "repl", "cli"},
}


def imported(tree: ast.AST) -> set[str]:
    """Full names of all modules imported anywhere in the tree, inside functions too; type-only ones not."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            node.body = [ast.Pass()]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports only"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def modules(package: str) -> list[pathlib.Path]:
    return sorted((PSSH / package).rglob("*.py"))


@pytest.mark.parametrize("package", ORDER)
def test_imports_go_one_way(package: str) -> None:
    allowed = set(ORDER[: ORDER.index(package) + 1])
    if package == "compiler":
        allowed = {"language", "compiler"}
    wrong = []
    for file in modules(package):
        for name in imported(ast.parse(file.read_text())):
            parts = name.split(".")
            if parts[0] == "pssh" and len(parts) > 1 and parts[1] in ORDER and parts[1] not in allowed:
                wrong.append(f"{file.relative_to(PSSH)} imports {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", ORDER)
def test_a_foreign_library_has_one_home(package: str) -> None:
    wrong = []
    for file in modules(package):
        for name in imported(ast.parse(file.read_text())):
            top = name.split(".")[0]
            if top in HOMES and package not in HOMES[top]:
                wrong.append(f"{file.relative_to(PSSH)} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_every_package_stands_in_the_order() -> None:
    found = {p.name for p in PSSH.iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert found == set(ORDER)


def test_the_readme_tells_the_same_order() -> None:
    readme = (PSSH.parent / "README.md").read_text()
    rows = [
        line.split("`")[1].rstrip("/")
        for line in readme.splitlines()
        if line.startswith("| `") and "/`" in line
    ]
    assert tuple(rows) == ORDER
