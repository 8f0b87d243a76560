"""States, results and tables of jobs, without any process behind them."""

import threading

import pytest

from pssh.jobs.job import OutputJob, ParentJob
from pssh.jobs.states import STATES, combined_state, state_number
from pssh.jobs.table import JobTable


class Quiet(OutputJob):
    """A child that nothing runs."""

    def stop(self) -> None:
        self.set_state("Stopped")


def family(count: int = 2) -> tuple[ParentJob, list[OutputJob]]:
    parent = ParentJob(1, None, "text", "localhost", "BackgroundJob")
    children: list[OutputJob] = [
        parent.add_child(Quiet(2 + n, None, "text", "localhost")) for n in range(count)
    ]
    parent.set_state("Running")
    return parent, children


def test_the_states_have_powershells_numbers() -> None:
    assert [state_number(name) for name in ("NotStarted", "Completed", "Disconnected", "AtBreakpoint")] == [
        0,
        2,
        7,
        10,
    ]
    assert len(STATES) == 11


@pytest.mark.parametrize(
    ("children", "stopped", "expected"),
    [
        (["Running", "Blocked"], False, "Blocked"),
        (["Completed", "Running"], False, "Running"),
        (["Completed", "Completed"], False, "Completed"),
        (["Completed", "Failed"], True, "Failed"),
        (["Completed", "Stopped"], True, "Stopped"),
        (["Completed", "Stopped"], False, "Completed"),
        (["Failed", "Disconnected"], False, "Disconnected"),
        (["NotStarted"], False, "NotStarted"),
    ],
)
def test_children_make_the_state_of_their_parent(children: list[str], stopped: bool, expected: str) -> None:
    assert combined_state("NotStarted", children, stopped) == expected


def test_nothing_leaves_a_finished_state() -> None:
    parent, (one, two) = family()
    one.set_state("Failed", "why")
    two.set_state("Completed")
    assert parent.state == "Failed" and parent.finished.is_set()
    assert not one.set_state("Running")
    assert (one.info.reason, parent.info.reason) == ("why", None)
    assert parent.begin_time is not None and parent.end_time is not None


def test_each_change_of_a_parent_is_told_once() -> None:
    parent, (one, two) = family()
    told: list[str] = []
    parent.on_state_changed.append(
        lambda job, change: told.append(f"{change.previous_job_state_info}>{job.state}")
    )
    for child in (one, two):
        child.set_state("Running")
        child.set_state("Completed")
    assert told == ["Running>Completed"]


def test_has_more_data_while_running_and_until_taken() -> None:
    parent, (one, two) = family()
    one.set_state("Running")
    assert one.has_more_data and parent.has_more_data
    one.add_output([1, 2])
    for child in (one, two):
        child.set_state("Completed")
    assert parent.has_more_data
    assert [value for _, value in one.take()] == [1, 2]
    assert not parent.has_more_data
    assert list(one.stream("output")) == [1, 2]  # the collection survives


def test_keep_gives_all_again() -> None:
    _, (one, _) = family()
    one.add_output(["a"])
    one.add_record(3, "careful")
    assert list(one.take(keep=True)) == list(one.take(keep=True)) == [("output", "a"), ("warning", "careful")]


def test_a_reader_that_stops_leaves_the_rest() -> None:
    _, (one, _) = family()
    one.add_output([1, 2, 3])
    one.add_output([4])
    reader = one.take()
    assert [next(reader), next(reader)] == [("output", 1), ("output", 2)]
    reader.close()
    assert [value for _, value in one.take()] == [3, 4]


def test_a_follower_takes_nothing_away() -> None:
    _, (one, _) = family()
    one.add_output([1])
    seen = one.follow()
    one.add_output([2])
    assert [payload for _, payload in seen] == [[1], [2]]
    one.unfollow(seen)
    one.add_output([3])
    assert len(seen) == 2
    assert [value for _, value in one.take()] == [1, 2, 3]


def test_output_comes_before_the_other_streams_where_order_is_not_kept() -> None:
    _, (one, _) = family()
    one.add_record(3, "warning")
    one.add_output(["text"])
    assert [name for name, _ in one.take(ordered=True)] == ["output", "warning"]


def test_stopping_a_parent_stops_its_children() -> None:
    parent, (one, two) = family()
    parent.stop()
    assert (one.state, two.state, parent.state) == ("Stopped", "Stopped", "Stopped")


def test_one_sequence_numbers_parents_and_children() -> None:
    table = JobTable()
    first = table.next_id(2)
    job = ParentJob(first, None, "", "localhost", "BackgroundJob")
    job.add_child(Quiet(first + 1, None, "", "localhost"))
    table.add(job)
    assert table.next_id() == 3
    found = table.by_id(2)
    assert found is not None and found.name == "Job2"
    assert table.by_name(lambda name: name == "Job1") == [job]
    assert table.by_instance_id(job.instance_id.upper()) is job
    table.remove(job)
    assert table.all() == [] and job.removed


def test_a_stream_is_made_once() -> None:
    """Who looks at it and who adds to it may come first at the same time."""
    for _ in range(20):
        job, together, found = OutputJob(1, None, "", ""), threading.Barrier(4), []

        def look(
            job: OutputJob = job, together: threading.Barrier = together, found: list[object] = found
        ) -> None:
            together.wait()
            found.append(job.stream("output"))

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(each is found[0] for each in found)


def test_a_job_that_never_ran_has_no_beginning() -> None:
    job = OutputJob(1, None, "", "")
    job.set_state("Stopped")
    assert job.begin_time is None and job.end_time is not None
