"""The options of the `pssh` command: one table for the reader of the command line, `--help` and completion."""

from typing import NamedTuple

__all__ = ["OPTIONS", "Option"]


class Option(NamedTuple):
    """One option. It is written `-Name`, in any case, or as any beginning of it at least as long as `short`."""

    name: str
    short: str  # the shortest accepted beginning
    aliases: tuple[str, ...]
    argument: str  # '' for a switch; else what the help calls the argument
    help: str


OPTIONS = (
    Option(
        "Command", "c", (), "text", "run the text (the rest of the line; '-' reads standard input) and exit"
    ),
    Option("File", "f", (), "script", "run the script with the rest of the line as its arguments and exit"),
    Option("EncodedCommand", "e", ("ec",), "base64", "run a command given as Base64 of its UTF-16 text"),
    Option("NoExit", "noe", (), "", "stay at the prompt after -Command or -File"),
    Option("NoProfile", "nop", (), "", "do not run the profile scripts"),
    Option("NoLogo", "nol", (), "", "do not show the banner"),
    Option("NonInteractive", "noni", (), "", "never ask: what would ask is an error"),
    Option("Interactive", "i", (), "", "open the prompt even where standard input is no terminal"),
    Option("Login", "l", (), "", "start as a login shell (takes the login shell's environment)"),
    Option("WorkingDirectory", "w", ("wd",), "folder", "start in the folder"),
    Option("Port", "p", (), "number", "the SSH port of the host"),
    Option("UserName", "u", (), "name", "the user on the host"),
    Option(
        "KeyFilePath", "k", ("IdentityFilePath", "IdentityFile"), "file", "the private key to offer first"
    ),
    Option("Version", "v", (), "", "show the version and exit"),
    Option("Help", "h", ("?",), "", "show this help and exit"),
)
