"""The cmdlets: one module per family, each declared once, found through `table.py` and imported at first use."""

from typing import Any, Dict, Optional

__all__ = ["load_cmdlet", "names"]

_loaded: Dict[str, Any] = {}
_by_lower: Dict[str, str] = {}


def _module_of(lower: str) -> Optional[str]:
    from pssh.cmdlets.table import CMDLETS

    if not _by_lower:
        _by_lower.update((name.lower(), module) for name, module in CMDLETS.items())
    return _by_lower.get(lower)


def load_cmdlet(name: str) -> Any:
    """The declaration (`runtime.cmdlet.Cmdlet`) of a name in any case, or None."""
    lower = name.lower()
    found = _loaded.get(lower)
    if found is None:
        module_name = _module_of(lower)
        if module_name is None:
            return None
        from pssh.runtime.cmdlet import declared

        _loaded.update(declared(_imported("pssh.cmdlets." + module_name)))
        found = _loaded.get(lower)
    return found


def _imported(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        # Threads that import at the same time may be handed a module half made: that is how Python breaks a
        # deadlock of its import locks. By now the other thread has finished it.
        return import_module(name)


def names() -> "list[str]":
    """Every cmdlet's name as written."""
    from pssh.cmdlets.table import CMDLETS

    return list(CMDLETS)
