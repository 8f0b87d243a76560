"""Both roles over a memory pair and over real processes."""

import threading

import pytest
from remoting_helpers import Here, collect, open_pair

from pssh.objects.errors import PSError
from pssh.remoting.remote_runspace import QueueSink


@pytest.fixture
def pair():
    client, _ = open_pair()
    yield client
    client.close()


def run(client, text, answer=None):
    return collect(lambda sink: client.invoke(text, sink=sink), answer)


def test_output_arrives_in_order_and_complete(pair):
    output, _, state, reason = run(pair, "0..19999")
    assert output == list(range(20000))
    assert (state, reason) == ("Completed", None)


def test_one_large_string(pair):
    text = "x" * 3_000_000
    assert run(pair, "'" + text + "'")[0] == [text]


def test_records_keep_their_place_among_output(pair):
    sink = QueueSink()
    pair.invoke("'before'; Write-Warning careful; 'after'", sink=sink)
    seen = []
    for kind, payload in sink.events(Here()):
        if kind == "output":
            seen.extend(str(value.base) for value in payload)
        elif kind == "record":
            seen.append((payload[0], str(payload[1])))
    assert seen == ["before", (3, "careful"), "after"]


def test_results_say_where_they_came_from(pair):
    sink = QueueSink()
    pair.invoke("'hello'", sink=sink)
    values = [value for kind, payload in sink.events(Here()) if kind == "output" for value in payload]
    assert values[0].base == "hello"
    assert values[0].members["PSComputerName"] == "localhost"
    assert values[0].members["PSShowComputerName"] is True
    assert str(values[0].members["RunspaceId"]) == pair.instance_id


def test_a_terminating_error_is_the_reason_of_failed(pair):
    _, _, state, reason = run(pair, "throw 'no such luck'")
    assert state == "Failed"
    assert reason.exception.message == "no such luck"
    assert reason.exception.type_name == "System.Management.Automation.RemoteException"
    assert reason.error_id == "no such luck"


def test_exit_code_is_told(pair):
    sink = QueueSink()
    pipeline = pair.invoke("exit 3", sink=sink)
    assert list(sink.events(Here()))[-1][1][0] == "Completed"
    assert pipeline.exit_code == 3


def test_a_question_is_answered_by_the_client(pair):
    assert run(pair, "'you said ' + (Read-Host name)", answer="Bob")[0] == ["you said Bob"]


def test_stop_ends_the_command_and_the_session_lives(pair):
    sink = QueueSink()
    pipeline = pair.invoke("'hanging'; Start-Sleep 60", sink=sink)
    states = []
    for kind, payload in sink.events(Here()):
        if kind == "output":
            pipeline.stop()
        elif kind == "state":
            states.append(payload[0])
    assert states[-1] == "Stopped"
    assert run(pair, "'again'")[0] == ["again"]


def test_leaving_the_events_early_stops_the_command(pair):
    sink = QueueSink()
    pipeline = pair.invoke("'hanging'; Start-Sleep 60", sink=sink)
    events = sink.events(Here())
    while next(events)[0] != "output":
        pass
    events.close()
    assert pipeline.wait(10)
    assert pipeline.state == "Stopped"


def test_a_second_command_is_refused_while_one_runs(pair):
    pipeline = pair.invoke("'hanging'; Start-Sleep 60")
    assert pair.availability == "Busy"
    with pytest.raises(PSError, match="a pipeline is already running"):
        pair.invoke("'no'")
    pipeline.stop()
    assert pipeline.wait(10)
    assert pair.availability == "Available"


def test_a_slow_reader_makes_the_far_end_wait():
    client, _ = open_pair()
    sink = QueueSink()
    client.invoke("foreach ($i in 1..200000) { $i }", sink=sink)
    got = 0
    for kind, payload in sink.events(Here()):
        if kind == "output":
            got += len(payload)
    assert got == 200000
    client.close()


def test_closing_ends_the_far_end(pair):
    ended = threading.Event()
    client, server = open_pair()
    server.on_end.append(lambda reason: ended.set())
    client.close()
    assert ended.wait(10)
    assert client.state == "Closed"


def test_an_unknown_request_is_an_error(pair):
    with pytest.raises(PSError, match="does not know the request 'nonsense'"):
        pair.request("nonsense", timeout=10)


def test_the_loss_of_the_channel_breaks_a_session_that_cannot_come_back():
    client, _ = open_pair()
    pipeline = client.invoke("'hanging'; Start-Sleep 60")
    client.channel.fail(ConnectionResetError("pulled"))
    assert pipeline.wait(10)
    assert client.state == "Broken"
    assert pipeline.state == "Failed"
    assert "abruptly terminated" in pipeline.reason.exception.message


def test_requests_answer_beside_the_command_line(pair, tmp_path):
    run(pair, f"cd '{tmp_path}'")
    prompt = pair.request("prompt", timeout=20)
    assert (prompt.get("location"), prompt.get("drive")) == (str(tmp_path), None)
    assert pair.request("location", timeout=20) == str(tmp_path)
    assert pair.request("native_path", ["sub/file"], timeout=20) == str(tmp_path / "sub" / "file")
    assert list(pair.request("evaluate", ["param($a) $a * 2", 21], timeout=20)) == [42]


def test_completions_come_with_their_place(pair):
    answer = pair.request("complete", ["Get-Proc", 8], timeout=20)
    assert (answer.get("start"), answer.get("length")) == (0, 8)
    assert "Get-Process" in [match[0] for match in answer.get("matches")]


def test_using_values_and_arguments_reach_the_block(pair):
    output, _, _, _ = collect(
        lambda sink: pair.invoke('param($a) "$a $using:x"', ["first"], sink=sink, using={"x": "second"})
    )
    assert output == ["first second"]


def test_variables_stay_from_one_command_to_the_next(pair):
    run(pair, "$kept = 5; function Twice($n) { $n * 2 }")
    assert run(pair, "Twice $kept")[0] == [10]
