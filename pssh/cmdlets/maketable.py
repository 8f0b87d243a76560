"""Writes `pssh/cmdlets/table.py`: which module declares which cmdlet, so that none is imported before its use.

python -m pssh.cmdlets.maketable
"""

import importlib
import os
from typing import Dict, List

__all__ = ["main", "render"]

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_NOT_CMDLETS = ("__init__", "table", "maketable")


def _modules() -> List[str]:
    names = (name[:-3] for name in os.listdir(_FOLDER) if name.endswith(".py"))
    return sorted(name for name in names if name not in _NOT_CMDLETS and not name.startswith("_"))


def render() -> str:
    """The text of the table for what is declared now."""
    from pssh.runtime.cmdlet import declared

    cmdlets: Dict[str, str] = {}
    aliases: Dict[str, str] = {}
    for module_name in _modules():
        module = importlib.import_module("pssh.cmdlets." + module_name)
        for declaration in declared(module).values():
            if declaration.name.lower() in (n.lower() for n in cmdlets):
                raise SystemExit(f"{declaration.name} is declared twice ({module_name})")
            cmdlets[declaration.name] = module_name
            for alias in declaration.aliases:
                aliases[alias] = declaration.name
    lines = [
        '"""Cmdlet name -> module, alias -> cmdlet. Written by `python -m pssh.cmdlets.maketable`."""',
        "",
        "CMDLETS = {",
        *(f'    "{name}": "{cmdlets[name]}",' for name in sorted(cmdlets, key=str.lower)),
        "}",
        "",
        "ALIASES = {",
        *(f'    "{name}": "{aliases[name]}",' for name in sorted(aliases, key=str.lower)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    text = render()
    path = os.path.join(_FOLDER, "table.py")
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


if __name__ == "__main__":
    main()
