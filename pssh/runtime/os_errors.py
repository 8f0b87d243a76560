"""Operating-system errors of Python as the .NET exceptions PowerShell would show."""

import errno
from typing import Any, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError

__all__ = ["file_error", "net_exception", "translated"]


def file_error(error: OSError, path: Any = None) -> NetException:
    """The .NET exception of an OSError about a path."""
    name = path if path is not None else error.filename
    number = error.errno
    if number == errno.ENOENT:
        return NetException("System.IO.FileNotFoundException", f"Could not find file '{name}'.")
    if number in (errno.EACCES, errno.EPERM):
        return NetException("System.UnauthorizedAccessException", f"Access to the path '{name}' is denied.")
    if number == errno.EISDIR:
        return NetException("System.UnauthorizedAccessException", f"Access to the path '{name}' is denied.")
    if number == errno.EEXIST:
        return NetException("System.IO.IOException", f"The file '{name}' already exists.")
    if number == errno.ENOTEMPTY:
        return NetException("System.IO.IOException", f"Directory not empty : '{name}'")
    text = error.strerror or str(error)
    return NetException("System.IO.IOException", f"{text} : '{name}'" if name else text)


def translated(error: BaseException) -> Optional[PSError]:
    """A PSError for an OSError; None for everything else."""
    if not isinstance(error, OSError):
        return None
    fault = file_error(error)
    category = "PermissionDenied" if "Unauthorized" in fault.type_name else "NotSpecified"
    return PSError(ErrorRecord(fault, fault.type_name, category, error.filename))


def net_exception(error: OSError) -> NetException:
    """The .NET exception of an OSError."""
    return file_error(error)
