"""Python's exceptions as .NET's: what a member of the library raises when Python says no."""

import errno
import os
from typing import Any, Optional

from pssh.objects.exceptions import NetException


def net_exception(error: BaseException) -> NetException:
    """The .NET exception that stands for a Python one."""
    if isinstance(error, NetException):
        return error
    if isinstance(error, OSError) and error.errno is not None:
        return io_exception(error)
    name, text = _named(error), str(error)
    if text.startswith("invalid literal for int()"):
        text = f"The input string {text.partition(': ')[2]} was not in a correct format."
    return NetException(name, _WORDS.get(type(error).__name__) or text or None)


# what Python says is of no use to a script
_WORDS = {
    "IndexError": "Index was out of range. Must be non-negative and less than the size of the collection. "
    "(Parameter 'index')",
    "KeyError": "The given key was not present in the dictionary.",
    "ZeroDivisionError": "Attempted to divide by zero.",
}


def _named(error: BaseException) -> str:
    kind = type(error).__name__
    known = {
        "FormatError": "System.FormatException",
        "RegexParseError": "System.Text.RegularExpressions.RegexParseException",
        "UnknownCulture": "System.Globalization.CultureNotFoundException",
        "OverflowError": "System.OverflowException",
        "ZeroDivisionError": "System.DivideByZeroException",
        "UnicodeDecodeError": "System.Text.DecoderFallbackException",
        "UnicodeEncodeError": "System.Text.EncoderFallbackException",
        "ValueError": "System.FormatException",
        "IndexError": "System.ArgumentOutOfRangeException",
        "KeyError": "System.Collections.Generic.KeyNotFoundException",
        "TypeError": "System.ArgumentException",
        "NotImplementedError": "System.NotSupportedException",
        "RecursionError": "System.InsufficientExecutionStackException",
        "MemoryError": "System.OutOfMemoryException",
        "TimeoutError": "System.TimeoutException",
        "EOFError": "System.IO.EndOfStreamException",
    }
    for cls in type(error).__mro__:
        if cls.__name__ in known:
            return known[cls.__name__]
    return "System.InvalidOperationException" if kind else "System.Exception"


def io_exception(error: OSError, path: Optional[Any] = None) -> NetException:
    """An operating system's refusal in .NET's words."""
    name = path if path is not None else error.filename
    full = os.path.abspath(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
    code = error.errno
    if code == errno.ENOENT:
        parent = os.path.dirname(full)
        if full and not os.path.isdir(parent):
            return NetException(
                "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{full}'."
            )
        return NetException(
            "System.IO.FileNotFoundException", f"Could not find file '{full}'.", FileName=full
        )
    if code in (errno.EACCES, errno.EPERM, errno.EISDIR, errno.EROFS):
        return NetException("System.UnauthorizedAccessException", f"Access to the path '{full}' is denied.")
    if code == errno.ENOTDIR:
        return NetException(
            "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{full}'."
        )
    if code == errno.EEXIST:
        return NetException("System.IO.IOException", f"The file '{full}' already exists.")
    if code == errno.ENOTEMPTY:
        return NetException("System.IO.IOException", f"Directory not empty : '{full}'")
    if code == errno.ENAMETOOLONG:
        return NetException(
            "System.IO.PathTooLongException",
            f"The path '{full}' is too long, or a component of the specified path is too long.",
        )
    tail = f" : '{full}'" if full else ""
    return NetException("System.IO.IOException", f"{error.strerror or error}{tail}")
