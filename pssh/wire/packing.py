"""msgpack with our bounds: the C module where it is installed, its pure-Python part where only that has
travelled."""

from typing import Any

from pssh.wire.errors import ProtocolError

__all__ = ["pack", "unpack"]


def _load() -> Any:
    try:
        import msgpack  # type: ignore[import-untyped] # it has none
    except ImportError as error:  # pragma: no cover - the archive always holds it
        raise ProtocolError("msgpack is missing from this installation of pssh.") from error
    return msgpack


_msgpack = _load()
_packb = _msgpack.packb
_unpackb = _msgpack.unpackb
_UNICODE = "surrogatepass"  # PowerShell strings may hold lone surrogates; names of files do


def pack(value: Any) -> bytes:
    """The bytes of a tree of plain values."""
    try:
        packed: bytes = _packb(value, use_bin_type=True, unicode_errors=_UNICODE)
        return packed
    except (ValueError, TypeError, OverflowError) as error:
        raise ProtocolError(f"This cannot be sent: {error}") from error


def unpack(data: bytes) -> Any:
    """The tree of plain values in `data`; every length is bounded by the size of `data` itself."""
    size = len(data)
    try:
        return _unpackb(
            data,
            raw=False,
            strict_map_key=False,
            unicode_errors=_UNICODE,
            max_str_len=size,
            max_bin_len=size,
            max_array_len=size,
            max_map_len=size,
            max_ext_len=0,
        )
    except ProtocolError:
        raise
    except (ValueError, TypeError, RecursionError, _msgpack.UnpackException) as error:
        raise ProtocolError(f"A message could not be read: {type(error).__name__}: {error}") from error
