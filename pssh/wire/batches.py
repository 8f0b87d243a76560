"""Batches: many nodes as few msgpack values.

Pure-Python msgpack costs a microsecond and more for each value, so runs of one kind travel as one: integers
and doubles as arrays of bytes, strings joined, objects of one shape as a header and columns.
"""

import sys
from array import array
from itertools import groupby
from typing import Any, List

from pssh.wire import tags
from pssh.wire.errors import ProtocolError

__all__ = ["flatten", "segments"]

_MIN_RUN = 4
_SWAP = sys.byteorder == "big"
_NUL = "\0"


def _bytes_of(code: str, values: List[Any]) -> bytes:
    packed = array(code, values)
    if _SWAP:
        packed.byteswap()
    return packed.tobytes()


def segments(nodes: List[Any]) -> List[Any]:
    """The segments of a list of nodes, in their order."""
    result: List[Any] = []
    loose: List[Any] = []
    for kind, group in groupby(nodes, type):
        run = list(group)
        packed = _pack_run(kind, run) if len(run) >= _MIN_RUN else None
        if packed is None:
            loose.extend(run)
            continue
        if loose:
            result.append([tags.SEG_NODES, *loose])
            loose = []
        result.extend(packed)
    if loose:
        result.append([tags.SEG_NODES, *loose])
    return result


def _pack_run(kind: Any, run: List[Any]) -> Any:
    """Segments of a run of one Python type, or None when it does not pack."""
    if kind is int:
        try:
            return [[tags.SEG_INT32, _bytes_of("i", run)]]
        except OverflowError:
            try:
                return [[tags.SEG_INT64, _bytes_of("q", run)]]
            except OverflowError:
                return None
    if kind is str:
        joined = _NUL.join(run)
        return [[tags.SEG_TEXT, joined]] if joined.count(_NUL) == len(run) - 1 else None
    if kind is float:
        return [[tags.SEG_DOUBLE, _bytes_of("d", run)]]
    if kind is list:
        return _pack_tagged(run)
    return None


def _shape(node: List[Any]) -> Any:
    """What nodes of one run have in common: an object's header, or the tag and the count of plain fields."""
    tag = node[0]
    if tag == tags.OBJECT:
        return node[1] if node[1][1] else None
    if tags.INT64 <= tag <= tags.TEXT:
        return tag
    return None


def _pack_tagged(run: List[Any]) -> Any:
    result: List[Any] = []
    packed_any = False
    for shape, group in groupby(run, _shape):
        part = list(group)
        if shape is None or len(part) < _MIN_RUN:
            result.append([tags.SEG_NODES, *part])
            continue
        packed_any = True
        if type(shape) is int:
            columns = [segments(list(column)) for column in zip(*(node[1:] for node in part))]
            result.append([tags.SEG_TAGGED, shape, *columns])
            continue
        texts = [node[3] for node in part]
        text = None if texts.count(None) == len(texts) else segments(texts)
        columns = [segments(list(column)) for column in zip(*(node[2] for node in part))]
        result.append([tags.SEG_ROWS, shape[0], shape[1], len(part), text, *columns])
    return result if packed_any else None


def flatten(batch: Any) -> List[Any]:
    """The nodes of segments; the inverse of `segments`. Rows come back as object nodes."""
    nodes: List[Any] = []
    for segment in batch:
        tag = segment[0]
        if tag == tags.SEG_NODES:
            nodes.extend(segment[1:])
        elif tag == tags.SEG_TEXT:
            nodes.extend(segment[1].split(_NUL))
        elif tag in _CODES:
            nodes.extend(_numbers(tag, segment[1]))
        elif tag == tags.SEG_ROWS:
            nodes.extend(_rows(segment))
        elif tag == tags.SEG_TAGGED:
            columns = [flatten(column) for column in segment[2:]]
            _check_lengths(columns, len(columns[0]))
            kind = segment[1]
            nodes.extend([[kind, *fields] for fields in zip(*columns)])
        else:
            raise ProtocolError(f"There is no segment of the kind {tag!r}.")
    return nodes


_CODES = {tags.SEG_INT32: "i", tags.SEG_INT64: "q", tags.SEG_DOUBLE: "d"}


def _numbers(tag: int, data: bytes) -> List[Any]:
    packed = array(_CODES[tag])
    packed.frombytes(data)
    if _SWAP:
        packed.byteswap()
    return packed.tolist()


def _rows(segment: List[Any]) -> List[Any]:
    _, type_names, names, count, text, *packed = segment
    if len(names) != len(packed):
        raise ProtocolError("A header and its columns differ in number.")
    if not names:
        raise ProtocolError("Rows without a column.")
    columns = [flatten(column) for column in packed]
    _check_lengths(columns, count)  # before anything of that length is made
    texts = [None] * count if text is None else flatten(text)
    _check_lengths([texts], count)
    header = [type_names, names]
    return [[tags.OBJECT, header, values, t] for values, t in zip(zip(*columns), texts)]


def _check_lengths(columns: List[List[Any]], count: int) -> None:
    for column in columns:
        if len(column) != count:
            raise ProtocolError("The columns of a batch differ in length.")
