"""The streams beside output: where errors, warnings and messages of a running command go.

A `Streams` holds one callable for each stream. It belongs to a frame or a call and is inherited by everything
run from there; a redirection makes a copy with some of the callables exchanged. At the top they lead to the host.
"""

from typing import Any, Callable, Dict

__all__ = ["STREAM_NAMES", "STREAM_NUMBERS", "Streams", "host_streams", "null_sink"]

Sink = Callable[[Any], None]

STREAM_NUMBERS: Dict[str, int] = {
    "output": 1, "error": 2, "warning": 3, "verbose": 4, "debug": 5, "information": 6,
}  # fmt: skip
STREAM_NAMES = {number: name for name, number in STREAM_NUMBERS.items()}


def null_sink(value: Any) -> None:
    """Where `2>$null` leads, and where output goes that nobody wants."""


class Streams:
    """The sinks of one running command. Each takes one record.

    `redirected` names the streams that no longer lead to the host. `collector(stream, record)` is what
    -ErrorVariable and its kin want to see, whatever the preferences say.
    """

    __slots__ = ("collector", "debug", "error", "information", "progress", "redirected", "verbose", "warning")

    def __init__(
        self, error: Sink, warning: Sink, verbose: Sink, debug: Sink, information: Sink, progress: Sink
    ) -> None:
        self.error = error
        self.warning = warning
        self.verbose = verbose
        self.debug = debug
        self.information = information
        self.progress = progress
        self.redirected: frozenset[str] = frozenset()
        self.collector: Any = None  # (stream, record): what -WarningVariable of a function around gathers

    def copy(self) -> "Streams":
        new = Streams(self.error, self.warning, self.verbose, self.debug, self.information, self.progress)
        new.redirected = self.redirected
        new.collector = self.collector
        return new

    def redirect(self, name: str, sink: Sink) -> None:
        """Lead one stream, or with 'all' every stream, to `sink`."""
        names = ("error", "warning", "verbose", "debug", "information") if name == "all" else (name,)
        for each in names:
            setattr(self, each, sink)
        self.redirected = self.redirected.union(names)


def host_streams(host: Any) -> Streams:
    """The streams of a runspace's top: everything is shown by the host."""
    return Streams(
        host.write_error_record,
        host.write_warning,
        host.write_verbose,
        host.write_debug,
        host.write_information,
        host.progress,
    )
