"""Reads the command line of `pssh`.

PowerShell's own command line is no argparse command line: options have one dash or two, any case and any
unambiguous beginning, and the first word that is no option ends them.
"""

from typing import Optional

from pssh.cli.options import OPTIONS, Option

__all__ = ["Arguments", "UsageError", "read_arguments"]


class UsageError(Exception):
    """The command line cannot be read; the message says why and what to do."""


class Arguments:
    """What the command line asks for."""

    def __init__(self) -> None:
        self.command: Optional[str] = None
        self.file: Optional[str] = None
        self.script_args: list[str] = []
        self.target: Optional[str] = None
        self.demo = False
        self.no_exit = False
        self.no_profile = False
        self.no_logo = False
        self.non_interactive = False
        self.interactive = False
        self.login = False
        self.working_directory: Optional[str] = None
        self.port: Optional[int] = None
        self.user_name: Optional[str] = None
        self.key_file_path: Optional[str] = None
        self.version = False
        self.help = False

    @property
    def runs_and_exits(self) -> bool:
        return (self.command is not None or self.file is not None) and not self.no_exit


_SWITCHES = {
    "NoExit": "no_exit",
    "NoProfile": "no_profile",
    "NoLogo": "no_logo",
    "NonInteractive": "non_interactive",
    "Interactive": "interactive",
    "Login": "login",
    "Version": "version",
    "Help": "help",
}
_VALUES = {"WorkingDirectory": "working_directory", "UserName": "user_name", "KeyFilePath": "key_file_path"}


def read_arguments(words: list[str]) -> Arguments:
    """Read the words behind `pssh`.

    Raises:
        UsageError: an unknown option, a missing argument, more than one thing to run.
    """
    arguments = Arguments()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "-":
            arguments.command, rest = _command_text(["-"]), []
            continue
        if not _is_option(word):
            _positional(arguments, word, rest)
            continue
        option = _find(word)
        if option.name in _SWITCHES:
            setattr(arguments, _SWITCHES[option.name], True)
            continue
        if not rest:
            raise UsageError(f"-{option.name} needs its argument: -{option.name} <{option.argument}>")
        if option.name == "Command":
            arguments.command, rest = _command_text(rest), []
        elif option.name == "File":
            arguments.file, arguments.script_args, rest = rest[0], rest[1:], []
        elif option.name == "EncodedCommand":
            arguments.command, rest = _decode(rest[0]), rest[1:]
        elif option.name == "Port":
            arguments.port = _port(rest.pop(0))
        else:
            setattr(arguments, _VALUES[option.name], rest.pop(0))
    return arguments


def _is_option(word: str) -> bool:
    return len(word) > 1 and word[0] == "-"


def _find(word: str) -> Option:
    name = word.lstrip("-").lower()
    for option in OPTIONS:
        if name in (option.name.lower(), *(alias.lower() for alias in option.aliases)):
            return option
    for option in OPTIONS:
        if option.name.lower().startswith(name) and len(name) >= len(option.short):
            return option
    raise UsageError(f"{word} is no option of pssh; 'pssh --help' lists them")


def _command_text(rest: list[str]) -> str:
    if rest == ["-"]:
        import sys

        return sys.stdin.read()
    return " ".join(rest)


def _decode(text: str) -> str:
    import base64
    import binascii

    try:
        return base64.b64decode(text, validate=True).decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError):
        raise UsageError("-EncodedCommand takes the Base64 of the command's UTF-16LE text") from None


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise UsageError(f"-Port takes a number from 1 to 65535, not '{text}'")
    return int(text)


def _positional(arguments: Arguments, word: str, rest: list[str]) -> None:
    """The first word without a dash: `demo`, a script file, or the host to enter."""
    if arguments.target is None and word == "demo" and not arguments.demo:
        arguments.demo = True
    elif word.lower().endswith(".ps1") and arguments.target is None:
        arguments.file, arguments.script_args = word, rest[:]
        rest.clear()
    elif arguments.target is None and not arguments.demo:
        arguments.target = word
    else:
        raise UsageError(f"'{word}' is one word too many; to run a command on the host use Invoke-Command")
