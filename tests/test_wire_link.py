"""Frames, messages and the numbered link: any chunking, any break, each message once and in order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.frames import HEADER, FrameReader, frame, split_frames
from pssh.wire.journal import MemoryJournal
from pssh.wire.link import Heartbeat, Link
from pssh.wire.packing import pack


@given(st.lists(st.tuples(st.integers(0, 2**63), st.binary(max_size=300)), max_size=8), st.data())
def test_frames_survive_any_chunking(frames, data):
    stream = b"".join(frame(number, payload) for number, payload in frames)
    reader, got = FrameReader(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        got += reader.feed(stream[:size])
        stream = stream[size:]
    assert got == frames
    assert reader.pending == 0


def test_a_frame_past_the_bound_is_refused_before_it_arrives():
    with pytest.raises(ProtocolError, match="bound"):
        FrameReader(limit=100).feed(HEADER.pack(101, 1))


def test_split_frames_leaves_half_a_frame_alone():
    whole = frame(1, b"one") + frame(2, b"two")
    assert [number for number, _ in split_frames(whole[:-1])] == [1]
    assert b"".join(data for _, data in split_frames(whole)) == whole


@pytest.mark.parametrize("number,cls", sorted(m.NUMBERS.items()))
def test_every_message_comes_back(number, cls):
    samples = {int: 7, str: "text", bytes: b"\x00\xff", dict: {"a": 1}, object: [1, "x"]}
    kinds = [getattr(kind, "__origin__", kind) for kind in map(cls.__annotations__.get, cls._fields)]
    message = cls(*(samples[kind] for kind in kinds))
    assert m.decode_message(m.encode_message(message)) == message


@pytest.mark.parametrize(
    "values", [[], [999], ["x"], [24, "no number", []], [23], [23, 1, 2], {"a": 1}, 5, [4, -1.5]]
)
def test_what_is_no_message_is_a_protocol_error(values):
    with pytest.raises(ProtocolError):
        m.decode_message(pack(values))


@given(st.binary(max_size=200))
def test_random_bytes_never_escape_as_python_errors(data):
    try:
        m.decode_message(data)
    except ProtocolError:
        pass


def test_numbers_must_follow_each_other():
    sender, receiver = Link(), Link()
    first, second = sender.send(m.InputEnd(1)), sender.send(m.InputEnd(2))
    with pytest.raises(ProtocolError, match="came after"):
        list(receiver.receive(second))
    assert [x.pipeline for x in Link().receive(first + second)] == [1, 2]


def test_an_ack_for_what_was_never_sent_is_refused():
    with pytest.raises(ProtocolError, match="never sent"):
        list(Link().receive(Link().send(m.Ack(5))))


def test_acknowledged_messages_leave_the_journal():
    sender, receiver = Link(MemoryJournal()), Link()
    for number in range(10):
        list(receiver.receive(sender.send(m.InputEnd(number))))
    assert sender.journal.size > 0
    list(sender.receive(receiver.acknowledgement()))
    assert (sender.journal.size, sender.acknowledged) == (0, 10)
    assert receiver.acknowledgement() == b""


@given(st.integers(0, 2**32), st.integers(1, 60))
def test_catch_up_over_a_channel_that_breaks_anywhere(seed, count):
    """Bytes are cut at random places; after each break the ends exchange what they have and go on."""
    chance = random.Random(seed)
    sender, receiver = Link(MemoryJournal()), Link()
    got, pending = [], []
    for number in range(count):
        pending.append(sender.send(m.InputEnd(number)))
        if chance.random() < 0.3:
            stream = b"".join(pending)
            got += [x.pipeline for x in receiver.receive(stream[: chance.randrange(len(stream) + 1)])]
            receiver.reset_reader()
            if chance.random() < 0.5:
                list(sender.receive(receiver.acknowledgement()))
                sender.reset_reader()
            pending = sender.resume(receiver.last_received)
    got += [x.pipeline for x in receiver.receive(b"".join(pending))]
    assert got == list(range(count))


def test_heartbeat_asks_then_gives_up():
    heart = Heartbeat(interval=15, limit=45)
    heart.heard(100.0)
    assert heart.due(110.0) == (None, False)
    assert heart.due(116.0) == (m.Ping(1), False)
    assert heart.due(117.0) == (None, False)
    assert heart.due(132.0) == (m.Ping(2), False)
    assert heart.due(145.0) == (None, True)
    heart.heard(146.0)
    assert heart.due(147.0) == (None, False)
