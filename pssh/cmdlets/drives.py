"""Get-, New- and Remove-PSDrive, Get-PSProvider."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.providers.base import Drive, drive_not_found
from pssh.runtime.wildcards import has_wildcard, wildcard

MANAGEMENT = "Microsoft.PowerShell.Management"


@cmdlet(
    "Get-PSDrive",
    alias="gdr",
    default_set="Name",
    module=MANAGEMENT,
    output="System.Management.Automation.PSDriveInfo",
)
def get_ps_drive(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, sets="Name", by_property=True)] = None,
    *,
    literal_name: Annotated[
        Optional[List[str]], Param(sets="LiteralName", mandatory=True, by_property=True)
    ] = None,
    scope: Annotated[Optional[str], Param(by_property=True)] = None,
    ps_provider: Annotated[Optional[List[str]], Param(by_property=True, name="PSProvider")] = None,
) -> Iterator[Any]:
    """Gets the drives of this session.

    PS> (Get-PSDrive Env).Provider.Name
    Environment
    """
    drives = _of_providers(call.runspace.drives.all(), ps_provider)
    names = literal_name if literal_name is not None else name
    if not names:
        yield from drives
        return
    for each in names:
        pattern = each.rstrip(":") if each != ":" else each
        if literal_name is not None or not has_wildcard(pattern):
            found = [d for d in drives if d.name.lower() == pattern.lower()]
            if not found:
                call.error(_missing(each))
        else:
            test = wildcard(pattern)
            found = [d for d in drives if test(d.name)]
        yield from found


def _of_providers(drives: List[Drive], providers: Optional[List[str]]) -> List[Drive]:
    """The drives whose provider -PSProvider names; without it all."""
    if not providers:
        return drives
    tests = [wildcard(p.rpartition("\\")[2]) for p in providers]
    return [d for d in drives if any(t(d.provider.name) for t in tests)]


def _missing(name: str) -> PSError:
    error = drive_not_found(name)
    error.record.error_id = "GetLocationNoMatchingDrive"
    return error


@cmdlet(
    "New-PSDrive",
    alias="ndr",
    should_process=True,
    module=MANAGEMENT,
    output="System.Management.Automation.PSDriveInfo",
)
def new_ps_drive(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True)] = None,
    ps_provider: Annotated[
        Optional[str], Param(position=1, mandatory=True, by_property=True, name="PSProvider")
    ] = None,
    root: Annotated[
        Optional[str], Param(position=2, mandatory=True, by_property=True, allow_empty_string=True)
    ] = None,
    *,
    description: Annotated[str, Param(by_property=True)] = "",
    scope: Annotated[Optional[str], Param(by_property=True)] = None,
    persist: Switch = False,
    credential: Annotated[
        Any, Param(by_property=True, type="System.Management.Automation.PSCredential")
    ] = None,
) -> Any:
    """Makes a drive of a folder."""
    rs = call.runspace
    if persist:
        call.throw("NotSupported", "Persistent network drives exist only on Windows.", "NotImplemented")
    drive_name = name or ""
    if any(char in drive_name for char in ":/\\.~"):
        call.throw(
            "InvalidDriveName",
            "Cannot process the drive name because the drive name contains one or more of the "
            "following characters that are not valid: ; ~ / \\ . :.",
            "InvalidArgument",
            drive_name,
            "System.Management.Automation.PSArgumentException",
        )
    provider = rs.drives.provider(ps_provider or "")
    if provider is None:
        call.throw(
            "ProviderNotFound",
            f"Cannot find a provider with the name '{ps_provider}'.",
            "ObjectNotFound",
            ps_provider,
            "System.Management.Automation.ProviderNotFoundException",
        )
    if rs.drives.get(drive_name) is not None:
        call.throw(
            "DriveAlreadyExists",
            f"A drive with the name '{drive_name}' already exists.",
            "ResourceExists",
            drive_name,
            "System.Management.Automation.SessionStateException",
        )
    if not call.should_process(
        f"Name: {drive_name} Provider: {provider.full_name} Root: {root}", "New drive"
    ):
        return None
    path = ""
    if not provider.flat:
        path = rs.paths.to_native(root or "/")
        if not os.path.isdir(path):
            call.throw(
                "DriveRootError",
                f'The specified drive root "{path}" either does not exist, or it is not a folder.',
                "ReadError",
                drive_name,
                "System.IO.IOException",
            )
    drive = Drive(drive_name, provider, path, description)
    drive.credential = credential
    rs.drives.add(drive)
    return drive


@cmdlet("Remove-PSDrive", alias="rdr", default_set="Name", should_process=True, module=MANAGEMENT)
def remove_ps_drive(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, sets="Name", mandatory=True, by_property=True)
    ] = None,
    *,
    literal_name: Annotated[
        Optional[List[str]], Param(sets="LiteralName", mandatory=True, by_property=True)
    ] = None,
    ps_provider: Annotated[Optional[List[str]], Param(by_property=True, name="PSProvider")] = None,
    scope: Annotated[Optional[str], Param(by_property=True)] = None,
    force: Switch = False,
) -> None:
    """Removes drives."""
    rs = call.runspace
    for each in (literal_name if literal_name is not None else name) or []:
        pattern = each.rstrip(":")
        test = (
            wildcard(pattern) if literal_name is None else (lambda text, p=pattern: text.lower() == p.lower())
        )
        found = [d for d in _of_providers(rs.drives.all(), ps_provider) if test(d.name)]
        if not found:
            call.error(drive_not_found(each))
        for drive in found:
            if rs.location.where.drive is drive and not force:
                call.error(
                    ps_error(
                        "RemoveDriveInUse",
                        f"Cannot remove drive '{drive.name}' because it is in use.",
                        "InvalidOperation",
                        drive,
                        "System.InvalidOperationException",
                    )
                )
                continue
            target = f"Name: {drive.name} Provider: {drive.provider.full_name} Root: {drive.root}"
            if call.should_process(target, "Remove Drive"):
                rs.drives.remove(drive.name)


@cmdlet("Get-PSProvider", module=MANAGEMENT, output="System.Management.Automation.ProviderInfo")
def get_ps_provider(
    call: Call,
    ps_provider: Annotated[
        Optional[List[str]], Param(position=0, by_property=True, pipeline=True, name="PSProvider")
    ] = None,
) -> Iterator[Any]:
    """Gets the providers: the kinds of drive.

    PS> (Get-PSProvider FileSystem).Name
    FileSystem
    """
    providers = sorted(call.runspace.drives.providers(), key=lambda p: p.name)
    if not ps_provider:
        yield from providers
        return
    for pattern in ps_provider:
        test = wildcard(pattern.rpartition("\\")[2])
        found = [p for p in providers if test(p.name)]
        if not found and not has_wildcard(pattern):
            call.error(
                "ProviderNotFound",
                f"Cannot find a provider with the name '{pattern}'.",
                "ObjectNotFound",
                pattern,
                "System.Management.Automation.ProviderNotFoundException",
            )
        yield from found
