"""The spool: on disk before it is sent, whole frames only, bounded."""

import errno
import os

import pytest

from pssh.agent import spool as module
from pssh.agent.spool import Spool
from pssh.wire.frames import frame


@pytest.fixture
def spool(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_FILE_SIZE", 1000)
    monkeypatch.setattr(module, "_HISTORY", 3000)
    return Spool(str(tmp_path), quota=10_000)


def fill(spool, count, size=88):
    for _ in range(count):
        number = spool.last + 1
        spool.append(number, frame(number, bytes(size)))


def numbers(spool, after=0):
    return [number for number, _ in spool.since(after)]


def test_what_was_appended_can_be_read_again_by_another_process(spool, tmp_path):
    fill(spool, 35)
    assert numbers(spool) == list(range(1, 36))
    assert numbers(spool, 30) == [31, 32, 33, 34, 35]
    spool.close()
    again = Spool.read(str(tmp_path))
    assert (again.first, again.last, numbers(again)) == (1, 35, list(range(1, 36)))


def test_half_a_frame_at_the_end_is_ignored(spool, tmp_path):
    fill(spool, 3)
    spool.close()
    (name,) = os.listdir(tmp_path)
    path = os.path.join(tmp_path, name)
    os.truncate(path, os.path.getsize(path) - 5)
    assert numbers(Spool.read(str(tmp_path))) == [1, 2]


def test_acknowledged_messages_stay_as_history_until_room_is_needed(spool):
    fill(spool, 20)
    spool.acknowledge(20)
    assert spool.first == 1
    fill(spool, 20)
    spool.acknowledge(40)
    assert spool.first > 1
    assert spool.size <= 3000
    assert numbers(spool)[-1] == 40


def test_block_waits_soon_spool_at_the_quota_drop_never(spool):
    fill(spool, 50)
    assert not spool.full("Spool")
    assert not spool.full(None)
    fill(spool, 60)
    assert spool.full("Spool")
    assert not spool.full("Drop")
    spool.acknowledge(spool.last)
    assert not spool.full("Spool")


def test_drop_discards_the_oldest_and_counts_it(spool):
    spool.full("Drop")
    fill(spool, 200)
    assert spool.size <= 11_000
    assert spool.dropped == spool.first - 1 > 0
    assert numbers(spool) == list(range(spool.first, 201))


def test_a_full_disk_holds_the_writer_back_and_keeps_whole_frames(spool, tmp_path, monkeypatch):
    fill(spool, 3)
    write = os.write
    monkeypatch.setattr(module.os, "write", lambda fd, data: write(fd, data[:10]) and _full())
    fill(spool, 1)
    assert isinstance(spool.failure, OSError)
    assert spool.full(None)
    fill(spool, 1)
    monkeypatch.undo()
    assert numbers(spool) == [1, 2, 3, 4, 5]
    spool.close()
    assert numbers(Spool.read(str(tmp_path))) == [1, 2, 3]


def test_after_a_full_disk_was_read_the_spool_begins_again(spool, tmp_path, monkeypatch):
    fill(spool, 3)
    monkeypatch.setattr(module.os, "write", lambda fd, data: _full())
    fill(spool, 2)
    monkeypatch.undo()
    spool.acknowledge(4)
    assert (numbers(spool, 4), spool.full(None)) == ([5], True)
    spool.acknowledge(5)
    assert (numbers(spool), spool.full(None)) == ([], False)
    fill(spool, 2)
    assert (spool.first, numbers(spool)) == (6, [6, 7])
    spool.close()
    assert numbers(Spool.read(str(tmp_path))) == [6, 7]


def test_a_full_disk_with_drop_keeps_the_newest(spool, monkeypatch):
    spool.full("Drop")
    fill(spool, 3)
    monkeypatch.setattr(module.os, "write", lambda fd, data: _full())
    fill(spool, 40)
    kept = numbers(spool)
    assert kept == list(range(kept[0], 44))
    assert (spool.first, spool.dropped) == (kept[0], kept[0] - 1)


def _full():
    raise OSError(errno.ENOSPC, "No space left on device")


def test_closing_for_good_removes_the_files(spool, tmp_path):
    fill(spool, 30)
    spool.close(remove=True)
    assert os.listdir(tmp_path) == []
