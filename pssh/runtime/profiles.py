"""Where profile scripts are, and `$PROFILE`."""

import os
from typing import Any, List

__all__ = ["config_folder", "profile_files", "profile_object"]


def config_folder() -> str:
    """The user's folder for PowerShell settings."""
    home = os.environ.get("HOME") or os.path.expanduser("~")
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    return os.path.join(base, "powershell")


def _paths() -> "tuple[str, str, str, str]":
    host = "Microsoft.PowerShell_profile.ps1"
    everyone = "/etc/powershell"
    own = config_folder()
    return (
        os.path.join(everyone, "profile.ps1"),
        os.path.join(everyone, host),
        os.path.join(own, "profile.ps1"),
        os.path.join(own, host),
    )


def profile_files() -> List[str]:
    """The profile scripts in the order they are run."""
    return list(_paths())


def profile_object() -> Any:
    """`$PROFILE`: the path of the current user's profile for this host, with the other three as properties."""
    from pssh.objects.psobject import PSObject

    all_all, all_host, own_all, own_host = _paths()
    return PSObject(
        own_host,
        {
            "AllUsersAllHosts": all_all,
            "AllUsersCurrentHost": all_host,
            "CurrentUserAllHosts": own_all,
            "CurrentUserCurrentHost": own_host,
        },
    )
