"""Symbolic and hard links, as New-Item makes them."""

import os
import stat
from typing import Any

from pssh.objects.convert import to_string
from pssh.objects.errors import NetException, net_error, ps_error
from pssh.runtime.providers.base import ProviderPath

__all__ = ["link_target", "new_link"]


def new_link(provider: Any, path: ProviderPath, kind: str, value: Any, force: bool) -> None:
    """Make `path` a link of a kind (`SymbolicLink` or `HardLink`) to the place that `value` names."""
    native, target = path.path, link_target(path, value)
    if kind == "Junction":
        raise ps_error("NotSupported", "Junctions exist only on Windows.", "NotImplemented", None,
                       "System.PlatformNotSupportedException")  # fmt: skip
    target = _hard_target(provider, target) if kind == "HardLink" else _symbolic_target(provider, target)
    _make_room(native, target, kind, force)
    if kind == "HardLink":
        os.link(target, native)
    else:
        os.symlink(target, native)


def link_target(path: ProviderPath, value: Any) -> str:
    """The text of the target a link is to have; without one nothing is tried at all."""
    target = "" if value is None else to_string(value)
    if not target:
        text = f"The link '{path.display}' needs a target: give it with -Target. (Parameter 'content')"
        fault = NetException(
            "System.Management.Automation.PSArgumentNullException", text, ParamName="content"
        )
        raise net_error(fault, "ArgumentNull", "InvalidArgument")
    return target


def _symbolic_target(provider: Any, target: str) -> str:
    """What the link holds: the text as given, for a link may be relative, unless it is on a drive of PowerShell."""
    target = target.replace("\\", "/")
    drive_name = target.partition(":")[0]
    if (
        drive_name != target
        and "/" not in drive_name
        and provider.runspace.drives.get(drive_name) is not None
    ):
        native: str = provider.runspace.paths.absolute(target).path
        return native
    return target


def _hard_target(provider: Any, target: str) -> str:
    """The file's full name: a hard link is another name of a file that exists."""
    native: str = provider.runspace.paths.absolute(target).path
    if not os.path.exists(native):
        raise ps_error(
            "ItemNotFound", f"Could not find item {native}.", "ObjectNotFound", native,
            "System.Management.Automation.ItemNotFoundException",
        )  # fmt: skip
    if os.path.isdir(native):
        raise ps_error(
            "ItemNotFile", f"A file is required for the operation. The item '{native}' is not a file.",
            "InvalidOperation", native, "System.InvalidOperationException",
        )  # fmt: skip
    return native


def _make_room(native: str, target: str, kind: str, force: bool) -> None:
    """Nothing may have the link's name; with -Force what has it is removed, a folder only when it is empty."""
    if not os.path.lexists(native):
        return
    if not force:
        raise ps_error(
            "SymLinkExists", f"Cannot create link because the path already exists: {native}.", "ResourceExists",
            native, "System.IO.IOException",
        )  # fmt: skip
    if kind == "HardLink" and native == target:
        raise ps_error(
            "TargetIsSameAsLink", "The target and path cannot be the same.", "InvalidOperation", native,
            "System.InvalidOperationException",
        )  # fmt: skip
    if stat.S_ISDIR(os.lstat(native).st_mode):
        os.rmdir(native)
    else:
        os.unlink(native)
