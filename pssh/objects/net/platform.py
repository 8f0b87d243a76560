"""[Management.Automation.Platform], and Windows' identities, which other systems do not have."""

import sys
from typing import Any, NoReturn

from pssh.objects.net.common import fail
from pssh.objects.types import net_type

platform = net_type("System.Management.Automation.Platform")
for _name, _value in (("IsLinux", "linux"), ("IsMacOS", "darwin"), ("IsWindows", "win32")):
    platform.static_prop(_name, "bool")(lambda v=_value: sys.platform.startswith(v))
for _name in ("IsNanoServer", "IsIoT", "IsWindowsDesktop", "IsStaSupported"):
    platform.static_prop(_name, "bool")(lambda: False)
platform.static_prop("IsCoreCLR", "bool")(lambda: True)


@platform.static_method(
    "SelectProductNameForDirectory", "string SelectProductNameForDirectory(System.Object dirpath)"
)
def _product_folder(which: Any) -> str:
    """The folders of PowerShell's files by the names it gives them."""
    import os

    def folder(variable: str, *parts: str) -> str:
        return os.path.join(
            os.environ.get(variable) or os.path.join(os.path.expanduser("~"), *parts), "powershell"
        )

    names = {
        "CACHE": folder("XDG_CACHE_HOME", ".cache"),
        "CONFIG": folder("XDG_CONFIG_HOME", ".config"),
        "DATA": folder("XDG_DATA_HOME", ".local", "share"),
        "DEFAULT": folder("XDG_CONFIG_HOME", ".config"),
        "SHARED_MODULES": "/usr/local/share/powershell/Modules",
        "USER_MODULES": os.path.join(folder("XDG_DATA_HOME", ".local", "share"), "Modules"),
    }
    return names.get(str(which).upper(), "")


def _no_principal(*args: Any) -> NoReturn:
    fail(
        "PlatformNotSupportedException", "Windows Principal functionality is not supported on this platform."
    )


identity = net_type("System.Security.Principal.WindowsIdentity")
identity.static_method("GetCurrent", "System.Security.Principal.WindowsIdentity GetCurrent()")(_no_principal)
identity.constructor("System.Security.Principal.WindowsIdentity new(string sUserPrincipalName)")(
    _no_principal
)
principal = net_type("System.Security.Principal.WindowsPrincipal")
principal.constructor("System.Security.Principal.WindowsPrincipal new(System.Object ntIdentity)")(
    _no_principal
)
