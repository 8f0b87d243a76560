"""The text of `pssh --help`."""

from pssh.cli.options import OPTIONS

__all__ = ["help_text"]

_HEAD = """\
pssh: a PowerShell-style remote shell over plain SSH

usage:
  pssh [options]                          open the prompt here
  pssh [options] [user@]host[:port]       open the prompt inside that host
  pssh [options] -Command <text>          run the text and exit
  pssh [options] [-File] <script.ps1> [arguments]
  pssh demo                               the prompt with two throw-away hosts, Server01 and Server02

options (any case, one dash or two, any beginning that is clear):
"""

_TAIL = """
exit codes:
  -File       the code of the script's `exit`; 1 when an error ended it; else 0
  -Command    the code of `exit`; 1 when the last command failed; else 0

first steps at the prompt:
  Enter-PSSession Server01                          move the prompt to a host; `exit` comes back
  Invoke-Command -ComputerName a, b { Get-Process }   one command on many hosts
  $job = Start-Job { Get-ChildItem -Recurse }         a job in the background; Receive-Job $job
  Get-Help Invoke-Command                           the help of a command

files: profiles are $PROFILE and its kin; hosts, users and keys come from ~/.ssh/config and the SSH agent.
"""


def help_text() -> str:
    """The whole help, options from the table."""
    rows = [(f"-{o.name} <{o.argument}>" if o.argument else f"-{o.name}", o.help) for o in OPTIONS]
    width = max(len(left) for left, _ in rows)
    return _HEAD + "".join(f"  {left:<{width}}  {right}\n" for left, right in rows) + _TAIL
