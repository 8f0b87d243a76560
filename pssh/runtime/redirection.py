"""Redirections: `>`, `>>`, `2>`, `*>`, `2>&1`: other sinks for the streams of one command."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from pssh.runtime.streams import Streams, null_sink

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["FileTarget", "redirected"]

Out = Callable[[Any], None]


def redirected(
    f: Any, spec: Any, values: Any, processor: Any, out: Out, closers: List[Any]
) -> Tuple[Streams, Out]:
    """The streams and the output of a command with redirections; `closers` gets what must be closed.

    The evaluated file names follow the arguments in `values`, in the order of writing.
    """
    base = (None if processor is None else processor.streams) or f.streams
    streams: Streams = base.copy()
    files = [r for r in spec.redirections if r.kind == "file"]
    names = list(values[len(values) - len(files) :]) if files else []
    opened: Dict[str, FileTarget] = {}
    for redirection in spec.redirections:
        if redirection.kind != "file":
            continue
        sink = _file_sink(f, names.pop(0), redirection.append, opened, closers)
        stream = redirection.stream.lower()
        if stream in ("output", "all"):
            out = sink
        if stream != "output":
            streams.redirect(stream, sink)
    for redirection in spec.redirections:
        if redirection.kind == "merge":
            target = redirection.to_stream.lower()
            sink = out if target == "output" else getattr(streams, target)
            streams.redirect(redirection.stream.lower(), sink)
    return streams, out


def _file_sink(f: Any, name: Any, append: bool, opened: "Dict[str, FileTarget]", closers: List[Any]) -> Out:
    from pssh.objects.convert import to_string
    from pssh.objects.nothing import NOTHING

    if name is None or name is NOTHING:
        return null_sink
    text = to_string(name)
    if text == "":
        from pssh.objects.errors import ps_error

        raise ps_error("RedirectionFailed", "Cannot perform operation because the path is an empty string.")
    if text.lower().startswith("variable:"):
        return _variable_sink(f, text[9:], append, closers)
    path = f.rs.paths.to_native(text)
    target = opened.get(path)
    if target is None:
        target = opened[path] = FileTarget(f.rs, path, append, text)
        closers.append(target.close)
    return target.write


def _variable_sink(f: Any, name: str, append: bool, closers: List[Any]) -> Out:
    from pssh.objects.compare import collapse

    collected: List[Any] = []
    if append:
        old = f.scope.get(name)
        collected.extend(old if isinstance(old, list) else [] if old is None else [old])

    closers.append(lambda: f.scope.set(name, collapse(collected)))
    return collected.append


class FileTarget:
    """A file that formatted output is written to as UTF-8. The bytes of a native program go in unchanged."""

    __slots__ = ("_formatter", "file", "path", "runspace")

    def __init__(self, runspace: "Runspace", path: str, append: bool, shown: str) -> None:
        self.runspace = runspace
        self.path = path
        self._formatter: Optional[Any] = None
        try:
            self.file = open(path, "ab" if append else "wb", buffering=1 << 16)  # noqa: SIM115 - closed by its owner
        except OSError as error:
            raise _open_error(error, path, shown) from None

    def write(self, value: Any) -> None:
        if value.__class__ is str and self._formatter is None:
            self.file.write(value.encode("utf-8", "surrogateescape") + b"\n")
            return
        self._format(value)

    def write_bytes(self, data: bytes) -> None:
        self.file.write(data)

    def _format(self, value: Any) -> None:
        if self._formatter is None:
            from pssh.runtime.output import formatter

            self._formatter = formatter(self.runspace, self._line, self.runspace.host.width, None)
        self._formatter.process(value)

    def _line(self, text: str) -> None:
        self.file.write(text.encode("utf-8", "surrogateescape") + b"\n")

    def close(self) -> None:
        if self._formatter is not None:
            self._formatter.end()
        self.file.close()


def _open_error(error: OSError, path: str, shown: str) -> Exception:
    import errno
    import os

    from pssh.objects.errors import ErrorRecord, NetException, PSError
    from pssh.runtime.os_errors import file_error

    if error.errno == errno.ENOENT:
        if not os.path.isdir(os.path.dirname(path)):
            fault = NetException(
                "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{path}'."
            )
        else:
            fault = NetException("System.IO.FileNotFoundException", f"Could not find file '{path}'.")
    else:
        fault = file_error(error, path)
    return PSError(
        ErrorRecord(
            fault, "FileOpenFailure", "OpenError", shown, "Microsoft.PowerShell.Commands.OutFileCommand"
        )
    )
