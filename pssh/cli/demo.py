"""`pssh demo`: the prompt with two throw-away hosts, Server01 and Server02, on loopback."""

from typing import Any

from pssh.cli.arguments import Arguments

__all__ = ["run_demo"]

_BANNER = """\
Two hosts are up for you: Server01 and Server02 (real SSH servers on this machine's loopback).

  Enter-PSSession -computername Server01        move the prompt there; `exit` comes back
  Invoke-Command Server01, Server02 { hostname }  one command on both
  Get-Help Start-Job                             the help of a command

`exit` ends the prompt and the hosts.
"""


def run_demo(arguments: Arguments) -> int:
    """Start the hosts, open the prompt, stop the hosts."""
    from pssh.cli.interactive import run_prompt
    from pssh.ssh.demo import DemoHosts

    with DemoHosts(("Server01", "Server02")) as hosts:
        if arguments.runs_and_exits:
            return _run_here(arguments, hosts)
        return run_prompt(arguments, banner=_BANNER, prepare=hosts.prepare)


def _run_here(arguments: Arguments, hosts: Any) -> int:
    from pssh.cli.main import run_given
    from pssh.runtime.console_host import ConsoleHost
    from pssh.runtime.runspace import Runspace

    host = ConsoleHost(interactive=not arguments.non_interactive)
    runspace = Runspace(host)
    try:
        hosts.prepare(runspace)
        return run_given(runspace, arguments)
    finally:
        runspace.close()
        host.flush()
