"""Who runs this process."""

import os

__all__ = ["user_name"]


def user_name() -> str:
    """The name of the effective user; its number where the system knows no name."""
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return os.environ.get("USER", str(os.geteuid()))
