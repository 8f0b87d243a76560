"""The cmdlets: one module per family, each declared once, found through `table.py` and imported at first use."""

from typing import Any, Dict, Optional

__all__ = ["load_cmdlet", "names"]

_loaded: Dict[str, Any] = {}
_by_lower: Dict[str, str] = {}


def _module_of(lower: str) -> Optional[str]:
    global _by_lower
    if not _by_lower:
        from pssh.cmdlets.table import CMDLETS

        # Whole at once: another thread may look at it while this one fills it.
        _by_lower = {name.lower(): module for name, module in CMDLETS.items()}
    return _by_lower.get(lower)


def load_cmdlet(name: str) -> Any:
    """The declaration (`runtime.cmdlet.Cmdlet`) of a name in any case, or None."""
    lower = name.lower()
    found = _loaded.get(lower)
    if found is None:
        module_name = _module_of(lower)
        if module_name is None:
            return None
        from importlib import import_module

        from pssh.runtime.cmdlet import declared

        _loaded.update(declared(import_module("pssh.cmdlets." + module_name)))
        found = _loaded.get(lower)
    return found


def names() -> "list[str]":
    """Every cmdlet's name as written."""
    from pssh.cmdlets.table import CMDLETS

    return list(CMDLETS)
