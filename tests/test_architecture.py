"""The import order of the packages, as the README says it: imports go one way."""

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


def at_import(file: pathlib.Path) -> set[str]:
    """The modules of pssh that importing this one imports at once, its packages among them."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(file.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= imported(node)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    own = module_name(file)
    found |= {name.rpartition(".")[0] for name in [*found, own] if "." in name}
    return {name for name in found if name.startswith("pssh") and name != own}


def module_name(file: pathlib.Path) -> str:
    parts = file.relative_to(PSSH.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_threads_that_import_do_not_wait_for_each_other() -> None:
    """Where modules import each other, Python may hand one of two threads a module half made. Only the tail of a
    family may do so, which nobody else imports: all threads then come in by the same door."""
    files = {module_name(file): file for package in ORDER for file in modules(package)}
    graph = {name: at_import(file) & set(files) for name, file in files.items()}
    everywhere = {name: imported(ast.parse(file.read_text())) for name, file in files.items()}
    for name, needed in graph.items():
        for other in needed:
            if name in graph[other] and name < other:
                doors = [
                    each
                    for each in (name, other)
                    if any(each in found for user, found in everywhere.items() if user not in (name, other))
                ]
                assert len(doors) < 2, f"{name} and {other} import each other, and others import both"
