"""The few things the runtime takes from packages above it, found by name when first needed.

Everything else flows down by import; formatting and the cmdlets must be reachable from a bare runspace, so
their entry points are looked up here, in one place. `services` of a runspace may replace any of them.
"""

from typing import Any, Dict

__all__ = ["upper"]

_ENTRIES = {
    "formatter": ("pssh.formatting.formatter", "Formatter"),
    "error_lines": ("pssh.formatting.errors", "error_lines"),
    "put_aside": ("pssh.jobs.foreground_job", "put_aside"),
    "load_cmdlet": ("pssh.cmdlets", "load_cmdlet"),
    "cmdlet_names": ("pssh.cmdlets", "names"),
    "cmdlet_aliases": ("pssh.cmdlets.table", "ALIASES"),
    "session_option": ("pssh.remoting.session_option", "PSSessionOption"),
    "module_cmdlets": ("pssh.cmdlets.table", "MODULES"),
}
_found: Dict[str, Any] = {}


def upper(name: str) -> Any:
    """The entry point of that name."""
    entry = _found.get(name)
    if entry is None:
        from importlib import import_module

        module, attribute = _ENTRIES[name]
        entry = _found[name] = getattr(import_module(module), attribute)
    return entry
