"""Writes `pssh/cmdlets/table.py`: which module declares which cmdlet, so that none is imported before its use.

python -m pssh.cmdlets.maketable
"""

import importlib
import os
from textwrap import wrap
from typing import Dict, List

__all__ = ["main", "render"]

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_CORE = "Microsoft.PowerShell.Core"
_NOT_CMDLETS = ("__init__", "table", "maketable")


def _modules() -> List[str]:
    names = (name[:-3] for name in os.listdir(_FOLDER) if name.endswith(".py"))
    return sorted(name for name in names if name not in _NOT_CMDLETS and not name.startswith("_"))


def _row(name: str, cmdlets: List[str]) -> List[str]:
    """An entry of the modules: the names as one text, on as many lines as it takes."""
    parts = wrap(" ".join(sorted(cmdlets)), 100, break_on_hyphens=False)
    if len(parts) == 1:
        return [f'    "{name}": "{parts[0]}",']
    return [f'    "{name}": (', *(f'        "{part} "' for part in parts), "    ),"]


def render() -> str:
    """The text of the table for what is declared now."""
    from pssh.runtime.cmdlet import declared

    cmdlets: Dict[str, str] = {}
    aliases: Dict[str, str] = {}
    modules: Dict[str, List[str]] = {}
    for module_name in _modules():
        module = importlib.import_module("pssh.cmdlets." + module_name)
        for declaration in declared(module).values():
            if declaration.name.lower() in (n.lower() for n in cmdlets):
                raise SystemExit(f"{declaration.name} is declared twice ({module_name})")
            cmdlets[declaration.name] = module_name
            modules.setdefault(declaration.module or _CORE, []).append(declaration.name)
            for alias in declaration.aliases:
                aliases[alias] = declaration.name
    lines = [
        '"""Cmdlet name -> file, alias -> cmdlet, module -> cmdlets. By `python -m pssh.cmdlets.maketable`."""',
        "",
        "CMDLETS = {",
        *(f'    "{name}": "{cmdlets[name]}",' for name in sorted(cmdlets, key=str.lower)),
        "}",
        "",
        "ALIASES = {",
        *(f'    "{name}": "{aliases[name]}",' for name in sorted(aliases, key=str.lower)),
        "}",
        "",
        "MODULES = {",
        *(line for name in sorted(modules) for line in _row(name, modules[name])),
        "}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table anew; a reader sees the old one or the new one, never half of it."""
    text = render()
    path = os.path.join(_FOLDER, "table.py")
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


if __name__ == "__main__":
    main()
