"""Contenders that take turns, so that a machine whose speed drifts is unfair to none of them."""

import random
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Protocol

__all__ = ["Command", "Contender", "Served", "table", "turns"]


class Contender(Protocol):
    """Something whose `time()` does its work once and gives the seconds it took."""

    def time(self) -> float: ...


class Command:
    """A whole program, from its start to its end."""

    def __init__(self, argv: Sequence[str]) -> None:
        self.argv = list(argv)

    def time(self) -> float:
        began = time.perf_counter()
        subprocess.run(self.argv, check=True, stdin=subprocess.DEVNULL, capture_output=True)
        return time.perf_counter() - began


class Served:
    """A program that has made its preparations and does its work once for each line it reads; it answers with
    the milliseconds."""

    def __init__(self, argv: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def time(self) -> float:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline()) / 1000

    def end(self) -> None:
        """No more lines: it leaves in good order, or is killed."""
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()


def turns(contenders: Mapping[str, Contender], rounds: int, unmeasured: int = 1) -> dict[str, list[float]]:
    """Seconds of each contender, every one once in a round, in random order."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(unmeasured + rounds):
        for name in random.sample(list(contenders), len(contenders)):
            took = contenders[name].time()
            if number >= unmeasured:
                times[name].append(took)
    return times


def table(title: str, times: Mapping[str, list[float]], baseline: str) -> None:
    """Print milliseconds, and the ratio of the medians to the baseline's."""
    base = statistics.median(times[baseline])
    print(f"{title:44}{'min ms':>9}{'median':>9}{'p95':>9}{'ratio':>8}")
    for name, found in times.items():
        ordered = sorted(found)
        middle = statistics.median(ordered)
        late = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
        print(
            f"  {name:42}{ordered[0] * 1000:9.2f}{middle * 1000:9.2f}{late * 1000:9.2f}{middle / base:8.2f}"
        )
    print(flush=True)
