"""Cmdlet name -> module, alias -> cmdlet. Written by `python -m pssh.cmdlets.maketable`."""

CMDLETS = {}

ALIASES = {}
