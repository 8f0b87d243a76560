"""Get-Command."""

import os
from functools import partial
from typing import Annotated, Any, Callable, Dict, Iterator, List, Optional

from pssh.cmdlets.module_list import fits_specification
from pssh.runtime.builtin_modules import built_in_module
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.discovery import not_found
from pssh.runtime.providers.aliases import all_aliases
from pssh.runtime.upper import upper
from pssh.runtime.wildcards import has_wildcard, wildcard

__all__ = ["get_command"]

_TYPES = {"Alias": 1, "Function": 2, "Filter": 4, "Cmdlet": 8, "ExternalScript": 16, "Application": 32, "Script": 64,
          "Configuration": 256}  # fmt: skip


@cmdlet(
    "Get-Command",
    alias="gcm",
    default_set="CmdletSet",
    module="Microsoft.PowerShell.Core",
    output=("System.Management.Automation.CommandInfo", "System.String"),
)
def get_command(
    call: Call,
    name: Annotated[
        Optional[List[str]],
        Param(position=0, sets="AllCommandSet", pipeline=True, by_property=True),
        Param(position=0, sets="CmdletSet", by_property=True),
    ] = None,
    argument_list: Annotated[
        Optional[List[Any]], Param(position=1, remaining=True, aliases=("Args",))
    ] = None,
    *,
    verb: Annotated[Optional[List[str]], Param(sets="CmdletSet", by_property=True)] = None,
    noun: Annotated[Optional[List[str]], Param(sets="CmdletSet", by_property=True)] = None,
    module: Annotated[Optional[List[str]], Param(by_property=True, aliases=("PSSnapin",))] = None,
    fully_qualified_module: Annotated[Optional[List[Any]], Param(by_property=True)] = None,
    command_type: Annotated[
        Any,
        Param(
            sets="AllCommandSet",
            by_property=True,
            aliases=("Type",),
            type="System.Management.Automation.CommandTypes",
        ),
    ] = None,
    total_count: Annotated[int, Param(by_property=True)] = -1,
    syntax: Annotated[Switch, Param(by_property=True)] = False,
    all: Annotated[Switch, Param(by_property=True)] = False,
    list_imported: Annotated[Switch, Param(by_property=True)] = False,
    parameter_name: Optional[List[str]] = None,
    parameter_type: Annotated[
        Optional[List[Any]], Param(type="System.Management.Automation.PSTypeName[]")
    ] = None,
    use_fuzzy_matching: Annotated[Switch, Param(sets="AllCommandSet")] = False,
    fuzzy_minimum_distance: Annotated[int, Param(sets="AllCommandSet", type="System.UInt32")] = 5,
    use_abbreviation_expansion: Annotated[Switch, Param(sets="AllCommandSet")] = False,
    show_command_info: Switch = False,
) -> Iterator[Any]:
    """Gets commands: aliases, functions, cmdlets, scripts and programs.

    PS> (Get-Command gci).Definition
    Get-ChildItem
    """
    if show_command_info:
        call.throw(
            "NotSupported", "-ShowCommandInfo serves Show-Command, which needs a window.", "NotImplemented"
        )
    wanted = int(command_type) if command_type is not None else 0
    tests = _tests(verb, noun, module, parameter_name, parameter_type)
    if fully_qualified_module:
        tests.append(partial(_of_any, fully_qualified_module))
    count = 0
    fuzzy = fuzzy_minimum_distance if use_fuzzy_matching else None
    filtered = bool(verb or noun or module or fully_qualified_module)
    for info in _found(call, name, wanted, bool(all), filtered, fuzzy, use_abbreviation_expansion,
                       bool(list_imported)):  # fmt: skip
        if not _fits(tests, info):
            continue
        if 0 <= total_count <= count:
            return
        count += 1
        yield _syntax(call, info) if syntax else info


def _tests(verb: Any, noun: Any, module: Any, names: Any, types: Any) -> List[Callable[[Any], bool]]:
    tests: List[Callable[[Any], bool]] = []
    if verb or noun:
        verbs = [wildcard(v) for v in verb or ["*"]]
        nouns = [wildcard(n) for n in noun or ["*"]]

        def verb_noun(info: Any) -> bool:
            head, dash, tail = info.name.partition("-")
            if not dash or info.command_type not in ("Cmdlet", "Function", "Filter"):
                return False
            return any(t(head) for t in verbs) and any(t(tail) for t in nouns)

        tests.append(verb_noun)
    if module:
        modules = [wildcard(m) for m in module]
        tests.append(lambda info: any(t(info.module_name) for t in modules))
    if names:
        wanted = [wildcard(n) for n in names]
        tests.append(
            lambda info: any(
                t(p.name) or any(t(a) for a in p.aliases) for p in _parameters(info) for t in wanted
            )
        )
    if types:
        type_names = [str(t).lower().rpartition(".")[2] for t in types]
        tests.append(
            lambda info: any(p.type_name.lower().rpartition(".")[2] in type_names for p in _parameters(info))
        )
    return tests


def _of_any(specifications: List[Any], info: Any) -> bool:
    """Whether a command is of a module that one of the specifications of -FullyQualifiedModule means."""
    module = built_in_module(info.module) if isinstance(info.module, str) else info.module
    return module is not None and any(fits_specification(each, module) for each in specifications)


def _parameters(info: Any) -> List[Any]:
    metadata = info.metadata
    return [] if metadata is None else metadata.all_parameters()


def _fits(tests: List[Callable[[Any], bool]], info: Any) -> bool:
    return all(test(info) for test in tests)


def _found(
    call: Call,
    names: Optional[List[str]],
    wanted: int,
    every: bool,
    filtered: bool,
    fuzzy: Optional[int],
    abbreviation: bool,
    imported: bool,
) -> Iterator[Any]:
    if not names:
        yield from _matching(call, "*", wanted, with_programs=bool(wanted & 48))
        return
    for name in names:
        if fuzzy is not None:
            yield from _fuzzy(call, name, wanted, fuzzy)
        elif abbreviation:
            yield from _abbreviated(call, name, wanted)
        elif has_wildcard(name):
            yield from _matching(call, name, wanted, with_programs=True)
        else:
            yield from _named(call, name, wanted, every, filtered, imported)


def _named(call: Call, name: str, wanted: int, every: bool, filtered: bool, imported: bool) -> Iterator[Any]:
    discovery = call.runspace.discovery
    found: List[Any] = []
    if wanted or every or imported:  # these do not look into modules that are not loaded
        found = [info for info in _all_named(call, name) if not wanted or _TYPES[info.command_type] & wanted]
        if not every:
            kinds = {info.command_type for info in found}
            found = (
                [i for i in found if i.command_type == "Application"]
                if kinds == {"Application"}
                else found[:1]
            )
    else:
        info = discovery.lookup(name, call.scope, follow=False)
        if info is not None and info.name.lower() not in (name.lower(), os.path.basename(name).lower()):
            plain = name.rpartition("\\")[2].lower()
            if info.command_type == "Cmdlet" and info.name.lower() == "get-" + plain:
                info = None
        if info is not None:
            found = [info]
    if not found and not filtered:
        error = not_found(name)
        call.error(error)
    yield from found


def _all_named(call: Call, name: str) -> List[Any]:
    discovery = call.runspace.discovery
    found: List[Any] = []
    for info in (
        discovery.alias(name, call.scope),
        discovery.function(name, call.scope),
        discovery.cmdlet(name),
    ):
        if info is not None:
            found.append(info)
    script = discovery.script(name)
    if script is not None:
        found.append(script)
    if "/" in name:
        program = discovery.program(name)
        found.extend([] if program is None else [program])
    else:
        found.extend(discovery.programs(name))
    return found


def _matching(call: Call, pattern: str, wanted: int, with_programs: bool) -> Iterator[Any]:
    """All commands whose name matches: in memory first, then programs in the path."""
    test = wildcard(pattern)
    wanted = wanted or 63
    rows: Dict[str, Any] = {}
    discovery = call.runspace.discovery
    if wanted & 1:
        for info in all_aliases(call.runspace, call.scope).values():
            if test(info.name):
                rows.setdefault("1" + info.name.lower(), info)
    if wanted & 6:
        for scope in call.scope.chain():
            for info in scope.extra.functions.values() if scope.extra is not None else ():
                if info is not None and test(info.name) and _TYPES[info.command_type] & wanted:
                    rows.setdefault("2" + info.name.lower(), info)
    if wanted & 8:
        for name in upper("cmdlet_names")():
            if test(name):
                found = discovery.cmdlet(name)
                if found is not None:
                    rows["3" + name.lower()] = found
    for key in sorted(rows, key=lambda k: (k[0], k[1:])):
        yield rows[key]
    if with_programs and wanted & 48:
        yield from _programs(call, test, wanted)


def _programs(call: Call, test: Callable[[str], bool], wanted: int) -> Iterator[Any]:
    from pssh.runtime.commands import ApplicationInfo, ExternalScriptInfo

    for folder in os.environ.get("PATH", "").split(os.pathsep):
        try:
            names = sorted(os.listdir(folder), key=str.lower) if folder else []
        except OSError:
            continue
        for name in names:
            if not test(name):
                continue
            path = os.path.join(folder, name)
            if name.lower().endswith(".ps1"):
                if wanted & 16:
                    yield ExternalScriptInfo(name, path, call.runspace)
            elif wanted & 32 and os.path.isfile(path) and os.access(path, os.X_OK):
                yield ApplicationInfo(name, path)


def _abbreviated(call: Call, name: str, wanted: int) -> Iterator[Any]:
    """The commands whose capitals the name gives: `gcm` for Get-Command."""
    for info in _matching(call, "*", wanted or 15, with_programs=False):
        if "".join(char for char in info.name if char.isupper()).lower().startswith(name.lower()):
            yield info


def _fuzzy(call: Call, name: str, wanted: int, most: int) -> Iterator[Any]:
    """The commands that so many typing errors at most lie between, the nearest first."""
    rows: List[Any] = []
    for info in _matching(call, "*", wanted, with_programs=True):
        if abs(len(info.name) - len(name)) <= most:
            distance = _distance(name.lower(), info.name.lower())
            if distance <= most:
                rows.append((distance, len(rows), info))
    for row in sorted(rows, key=lambda r: r[:2]):
        yield row[2]


def _distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        current = [i]
        for j, right in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        previous = current
    return previous[-1]


def _syntax(call: Call, info: Any) -> Any:
    from pssh.runtime.syntax import syntax_text

    if info.command_type == "Alias":
        target = call.runspace.discovery.lookup(info.target, call.scope)
        if target is not None:
            return (
                f"{info.name} (alias) -> {target.name}\n{syntax_text(target).replace(target.name, info.name)}"
            )
    return syntax_text(info)
