"""Flow control between blocks as exceptions.

They derive from BaseException so that no `except Exception` of a cmdlet or adapter swallows a `break`.
"""

from typing import Any, Optional

__all__ = [
    "BreakFlow",
    "ContinueFlow",
    "ControlFlow",
    "ExitFlow",
    "PipelineStopped",
    "ReturnFlow",
    "StopUpstream",
]


class ControlFlow(BaseException):
    """The base of everything that leaves a block without being an error."""


class BreakFlow(ControlFlow):
    """`break label`, on its way to a loop in another function."""

    def __init__(self, label: Optional[str] = None) -> None:
        self.label = label


class ContinueFlow(ControlFlow):
    """`continue label`, on its way to a loop in another function."""

    def __init__(self, label: Optional[str] = None) -> None:
        self.label = label


class ReturnFlow(ControlFlow):
    """`return` out of a place that Python's own `return` does not leave."""

    def __init__(self, value: Any = None) -> None:
        self.value = value


class ExitFlow(ControlFlow):
    """`exit N`."""

    def __init__(self, code: int = 0) -> None:
        self.code = code


class PipelineStopped(ControlFlow):
    """Ctrl+C or Stop-Job."""


class StopUpstream(ControlFlow):
    """Select-Object -First has enough: everything before `processor` in its pipeline ends."""

    def __init__(self, processor: Any) -> None:
        self.processor = processor
