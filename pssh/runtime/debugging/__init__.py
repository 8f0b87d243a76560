"""The script debugger: breakpoints, tracing and stepping.

Nothing of it is loaded before a breakpoint is set or tracing begins. While there is something to watch for,
Python's own trace function tells which generated line runs next; a line is a source position (see
`compiler.code`), so compiled code needs no checks of its own. Variables are watched by exchanging the class of
their cells, commands at the place where they are bound.
"""
