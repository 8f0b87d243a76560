"""Writes the completion scripts of bash, zsh and tcsh: `python -m pssh.cli.completions FOLDER`."""

import argparse
import pathlib
import sys

from pssh.cli.options import OPTIONS

__all__ = ["parser", "write"]


def parser() -> argparse.ArgumentParser:
    """The option table as an argparse parser, which is what shtab reads."""
    import shtab

    result = argparse.ArgumentParser(prog="pssh", add_help=False)
    for option in OPTIONS:
        flags = [f"-{option.name}", *(f"-{alias}" for alias in option.aliases if alias != "?")]
        if option.argument:
            action = result.add_argument(*flags, metavar=option.argument, help=option.help)
            complete = {"script": shtab.FILE, "file": shtab.FILE, "folder": shtab.DIRECTORY}.get(
                option.argument
            )
            if complete is not None:
                action.complete = complete  # type: ignore[attr-defined]  # shtab's own attribute
        else:
            result.add_argument(*flags, action="store_true", help=option.help)
    result.add_argument("target", nargs="?", help="demo, a script, or [user@]host[:port]")
    return result


def write(folder: pathlib.Path) -> None:
    """Write one script for each shell into `folder`."""
    import shtab

    folder.mkdir(parents=True, exist_ok=True)
    for shell, name in (("bash", "pssh.bash"), ("zsh", "_pssh"), ("tcsh", "pssh.tcsh")):
        (folder / name).write_text(shtab.complete(parser(), shell=shell))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
