"""[Diagnostics.FileVersionInfo] and [IO.DriveInfo]."""

import os
from typing import Any

from pssh.objects.net.common import array, enum, fail
from pssh.objects.net.files import DirectoryInfo
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type


class FileVersionInfo:
    """[Diagnostics.FileVersionInfo]: on Unix it knows the name of the file and nothing else."""

    __slots__ = ("file_name",)

    net_type_name = "System.Diagnostics.FileVersionInfo"

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name

    def __str__(self) -> str:
        rows = (
            ("File:", self.file_name),
            ("InternalName:", ""),
            ("OriginalFilename:", ""),
            ("FileVersion:", ""),
            ("FileDescription:", ""),
            ("Product:", ""),
            ("ProductVersion:", ""),
            ("Debug:", "False"),
            ("Patched:", "False"),
            ("PreRelease:", "False"),
            ("PrivateBuild:", "False"),
            ("SpecialBuild:", "False"),
            ("Language:", ""),
        )
        return "".join(f"{name:<18}{value}\n" for name, value in rows)


version = net_type("System.Diagnostics.FileVersionInfo", FileVersionInfo)
for _name in (
    "FileVersion",
    "ProductVersion",
    "ProductName",
    "CompanyName",
    "FileDescription",
    "InternalName",
    "OriginalFilename",
    "LegalCopyright",
    "Comments",
    "Language",
):
    version.prop(_name, "string")(lambda self: None)
version.prop("FileName", "string")(lambda self: self.file_name)
for _name in ("IsDebug", "IsPatched", "IsPreRelease", "IsPrivateBuild", "IsSpecialBuild"):
    version.prop(_name, "bool")(lambda self: False)
for _name in (
    "FileMajorPart",
    "FileMinorPart",
    "FileBuildPart",
    "FilePrivatePart",
    "ProductMajorPart",
    "ProductMinorPart",
):
    version.prop(_name, "int")(lambda self: 0)


@version.static_method("GetVersionInfo", "System.Diagnostics.FileVersionInfo GetVersionInfo(string fileName)")
def _get_version_info(path: str) -> FileVersionInfo:
    full = os.path.abspath(path)
    if not os.path.exists(full):
        fail("System.IO.FileNotFoundException", f"Unable to find the specified file. : '{full}'")
    return FileVersionInfo(full)


class DriveInfo:
    """[IO.DriveInfo]: one mounted file system."""

    __slots__ = ("name",)

    net_type_name = "System.IO.DriveInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    def size(self, which: str) -> Int64:
        found = os.statvfs(self.name)
        blocks = {"total": found.f_blocks, "free": found.f_bfree, "available": found.f_bavail}[which]
        return Int64(blocks * found.f_frsize)

    def mount(self) -> str:
        """The type of the file system."""
        try:
            with open("/proc/mounts", encoding="utf-8") as mounts:
                for line in mounts:
                    fields = line.split()
                    if fields[1] == self.name:
                        return fields[2]
        except OSError:
            pass
        return "unknown"


drive = net_type("System.IO.DriveInfo", DriveInfo)
drive.prop("Name", "string")(lambda self: self.name)
drive.prop("IsReady", "bool")(lambda self: os.path.isdir(self.name))
drive.prop("RootDirectory", "System.IO.DirectoryInfo")(lambda self: DirectoryInfo(self.name))
drive.prop("DriveType", "System.IO.DriveType")(lambda self: enum("System.IO.DriveType", 3))
drive.prop("DriveFormat", "string")(lambda self: self.mount())
drive.prop("AvailableFreeSpace", "long")(lambda self: self.size("available"))
drive.prop("TotalFreeSpace", "long")(lambda self: self.size("free"))
drive.prop("TotalSize", "long")(lambda self: self.size("total"))
drive.prop("VolumeLabel", "string")(lambda self: self.name)


@drive.constructor("System.IO.DriveInfo new(string driveName)")
def _new_drive(name: str) -> DriveInfo:
    return DriveInfo(name)


@drive.static_method("GetDrives", "System.IO.DriveInfo[] GetDrives()")
def _get_drives() -> Any:
    names = ["/"]
    try:
        with open("/proc/mounts", encoding="utf-8") as mounts:
            names = list(dict.fromkeys(line.split()[1] for line in mounts))
    except OSError:
        pass
    return array([DriveInfo(name) for name in names], "System.IO.DriveInfo")
