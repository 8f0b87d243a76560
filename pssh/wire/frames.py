"""Frames: a length, a sequence number, a payload. Lengths are checked before memory is taken."""

from struct import Struct
from typing import Iterator, List, Tuple

from pssh.wire.errors import ProtocolError

__all__ = ["HEADER", "MAX_FRAME", "FrameReader", "frame", "split_frames"]

HEADER = Struct(">IQ")
# One string of 200 MB is the largest object PowerShell itself would take (MaximumReceivedObjectSize).
MAX_FRAME = 256 * 1024 * 1024


def frame(sequence: int, payload: bytes) -> bytes:
    """The bytes of one frame."""
    if len(payload) > MAX_FRAME:
        raise ProtocolError(
            f"A message of {len(payload)} bytes is larger than the {MAX_FRAME} a frame may hold."
        )
    return HEADER.pack(len(payload), sequence) + payload


class FrameReader:
    """Cuts a stream of bytes, however it is chunked, into frames."""

    __slots__ = ("_chunks", "_held", "_limit", "_need")

    def __init__(self, limit: int = MAX_FRAME) -> None:
        self._chunks: List[bytes] = []
        self._held = 0
        self._need = HEADER.size
        self._limit = limit

    @property
    def pending(self) -> int:
        """How many bytes of an unfinished frame are held."""
        return self._held

    def feed(self, data: bytes) -> List[Tuple[int, bytes]]:
        """Take bytes, return the frames they complete as (sequence, payload)."""
        self._chunks.append(data)
        self._held += len(data)
        if self._held < self._need:
            return []
        buffer = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
        frames = []
        start, size = 0, len(buffer)
        need = HEADER.size
        while size - start >= HEADER.size:
            length, sequence = HEADER.unpack_from(buffer, start)
            if length > self._limit:
                raise ProtocolError(f"A frame of {length} bytes was announced, the bound is {self._limit}.")
            need = HEADER.size + length
            if size - start < need:
                break
            frames.append((sequence, bytes(buffer[start + HEADER.size : start + need])))
            start += need
            need = HEADER.size
        rest = buffer[start:] if start else buffer
        self._chunks = [bytes(rest)] if rest else []
        self._held = len(rest)
        self._need = need
        return frames


def split_frames(data: bytes) -> Iterator[Tuple[int, bytes]]:
    """The whole frames at the start of `data` as (sequence, bytes of the frame with its header)."""
    start = 0
    while len(data) - start >= HEADER.size:
        length, sequence = HEADER.unpack_from(data, start)
        end = start + HEADER.size + length
        if length > MAX_FRAME or end > len(data):
            return
        yield sequence, data[start:end]
        start = end
