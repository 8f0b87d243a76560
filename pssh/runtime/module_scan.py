"""Which commands a module file exports, found without running it."""

import os
from typing import TYPE_CHECKING, Set

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["exported_names"]


def exported_names(rs: "Runspace", path: str) -> Set[str]:
    """Lower-case names of functions and aliases; a manifest that lists them is believed."""
    if path.lower().endswith(".psd1"):
        return _of_manifest(rs, path)
    return _of_script(path)


def _of_manifest(rs: "Runspace", path: str) -> Set[str]:
    from pssh.runtime.manifests import as_texts, data_file

    try:
        table = data_file(rs, path)
    except Exception:  # a broken manifest is told of when its module is imported, not while one looks around
        return set()
    names = {
        n.lower() for n in as_texts(table.get("FunctionsToExport")) + as_texts(table.get("AliasesToExport"))
    }
    if not any("*" in name for name in names) and table.contains("FunctionsToExport"):
        return names
    root = as_texts(table.get("RootModule") or table.get("ModuleToProcess"))
    found = set(names)
    for name in root + as_texts(table.get("NestedModules")):
        script = os.path.join(os.path.dirname(path), name)
        if script.lower().endswith(".psm1") and os.path.isfile(script):
            found |= _of_script(script)
    return found


def _of_script(path: str) -> Set[str]:
    import re

    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read()
    except OSError:
        return set()
    names = re.findall(r"(?im)^\s*(?:function|filter)\s+(?:global:|script:)?([^\s({]+)", text)
    names += re.findall(r"(?im)^\s*(?:set|new)-alias\s+(?:-name\s+)?['\"]?([^\s'\"]+)", text)
    return {name.lower() for name in names}
