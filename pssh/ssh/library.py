"""The import of asyncssh, made at the last moment and made cheap.

asyncssh looks for liboqs and libnettle with `ctypes.util.find_library`, which runs ldconfig and a compiler
(40 ms and
more), and it builds an X.509 layer that OpenSSH does not have. Both are kept out while it is imported.
"""

import sys
from typing import Any

__all__ = ["asyncssh"]


def asyncssh() -> Any:
    """The asyncssh module, imported on the first call."""
    module = sys.modules.get("asyncssh")
    if module is None or not hasattr(module, "connect"):
        module = _import()
    _extend()
    return module


def _extend() -> None:
    """Let its configuration reader keep options that it reads over and we act on."""
    from asyncssh.config import SSHClientConfig

    handlers: Any = SSHClientConfig._handlers
    for option in ("StrictHostKeyChecking", "BatchMode", "HashKnownHosts", "UpdateHostKeys"):
        if option.lower() not in handlers:
            handlers[option.lower()] = (option, SSHClientConfig._set_string)


def _import() -> Any:
    import ctypes.util

    find = ctypes.util.find_library
    hidden = "asyncssh.crypto.x509"
    kept = sys.modules.get(hidden)
    ctypes.util.find_library = lambda name: None
    sys.modules[hidden] = None  # type: ignore[assignment] # an ImportError there means "no X.509", which it expects
    try:
        import asyncssh as module
    finally:
        ctypes.util.find_library = find
        if kept is not None:
            sys.modules[hidden] = kept
        else:
            del sys.modules[hidden]
    return module
