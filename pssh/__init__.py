"""pssh: a PowerShell-style remote shell over plain SSH.

The packages, in the order data flows; each may import only those before it:
language, objects, compiler, runtime, formatting, wire, remoting, jobs, cmdlets, agent, ssh, repl, cli.
All but the last three ship to remote hosts, where Python 3.9 and the standard library must do.
"""

__version__ = "0.1.0"
