"""The options of aliases, functions and variables: what the built-in aliases have, and which changes options forbid."""

from typing import Any

from pssh.objects.errors import ps_error
from pssh.runtime.scope import CONSTANT, READONLY

__all__ = ["alias_of_scope", "check_removable", "check_renamable", "check_writable", "options_of_builtin"]

_ALL_SCOPE = frozenset("cd copy cp cpp del dir echo md move popd pushd".split())
_BOTH = frozenset("% ? foreach select where".split())
_READ_ONLY = frozenset(
    "ac clc clhy cli clp clv compare cpi cvpa dbp diff ebp epal epcsv fc fl ft fw gal gbp gc gci gcm gcs gdr gerr "
    "ghy gi gl gm gmo gp gps gpv group gu gv iex ihy ii ipal ipcsv ipmo measure mi mp nal ndr ni nmo nv oh rbp rdr "
    "ri rmo rni rnp rp rv rvpa sal saps sbp si sl sleep sort sp spps start sv tee write".split()
)


def options_of_builtin(alias: str) -> str:
    """The ScopedItemOptions of an alias the shell comes with."""
    if alias in _BOTH:
        return "ReadOnly, AllScope"
    return "AllScope" if alias in _ALL_SCOPE else "ReadOnly" if alias in _READ_ONLY else "None"


def alias_of_scope(scope: Any, name: str) -> Any:
    """The alias of this very scope, or None: the built-in ones are in the global one, those for all scopes in
    each."""
    own = scope.aliases.get(name.lower()) if scope.extra is not None else None
    if own is not None:
        return own
    seen = scope.rs.discovery.alias(name, scope)
    if seen is None or (scope is not scope.global_scope and "AllScope" not in seen.options):
        return None
    return seen


def check_writable(kind: str, old: Any, force: bool) -> None:
    """Refuse to change a read-only alias or function without force, and a constant one at all."""
    if not _is_locked(old, force):
        return
    if kind == "Alias":
        text = f"Alias is not writeable because alias {old.name} is read-only or constant and cannot be written to."
    else:
        text = f"Cannot write to function {old.name} because it is read-only or constant."
    raise _refused(f"{kind}NotWritable", text, old.name)


def check_removable(kind: str, old: Any, force: bool) -> None:
    """Refuse to remove what may not be changed."""
    if not _is_locked(old, force):
        return
    if kind == "Alias":
        text = f"Alias was not removed, because alias {old.name} is constant or read-only."
    elif kind == "Function":
        text = f"Cannot remove function {old.name} because it is constant."
    else:
        text = (
            f"Cannot remove variable {old.name} because it is constant or read-only. If the variable is read-only, "
            "try the operation again specifying the Force option."
        )
    raise _refused(f"{kind}NotRemovable", text, old.name)


def check_renamable(kind: str, old: Any, force: bool) -> None:
    """Refuse to rename what may not be changed."""
    if _is_locked(old, force):
        text = f"Cannot rename {kind.lower()} because {kind.lower()} {old.name} is read-only or constant."
        raise _refused(f"CannotRename{kind}", text, old.name)


def _is_locked(item: Any, force: bool) -> bool:
    options = "" if item is None else item.options
    if isinstance(options, int):  # of a variable
        return bool(options & CONSTANT or (options & READONLY and not force))
    return "Constant" in options or ("ReadOnly" in options and not force)


def _refused(error_id: str, text: str, name: str) -> Exception:
    fault = "System.Management.Automation.SessionStateUnauthorizedAccessException"
    return ps_error(error_id, text, "WriteError", name, fault)
