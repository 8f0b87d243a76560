"""[Diagnostics.Stopwatch] and [Timers.Timer]."""

import time
from typing import Any, Callable, List, Optional

from pssh.objects.net.common import call_block, fail
from pssh.objects.numbers import Int64
from pssh.objects.timespan import TimeSpan
from pssh.objects.types import net_type


class Stopwatch:
    """Measures time."""

    __slots__ = ("since", "spent")

    net_type_name = "System.Diagnostics.Stopwatch"

    def __init__(self) -> None:
        self.spent = 0
        self.since: Optional[int] = None

    def start(self) -> None:
        """Goes on."""
        if self.since is None:
            self.since = time.perf_counter_ns()

    def stop(self) -> None:
        """Pauses."""
        if self.since is not None:
            self.spent += time.perf_counter_ns() - self.since
            self.since = None

    def reset(self) -> None:
        """Back to nothing."""
        self.spent, self.since = 0, None

    @property
    def nanoseconds(self) -> int:
        """The time so far."""
        running = 0 if self.since is None else time.perf_counter_ns() - self.since
        return self.spent + running

    def __str__(self) -> str:
        return str(TimeSpan(self.nanoseconds // 100))


watch = net_type("System.Diagnostics.Stopwatch", Stopwatch)
watch.constructor("System.Diagnostics.Stopwatch new()")(Stopwatch)
watch.prop("IsRunning", "bool")(lambda self: self.since is not None)
watch.prop("Elapsed", "timespan")(lambda self: TimeSpan(self.nanoseconds // 100))
watch.prop("ElapsedMilliseconds", "long")(lambda self: Int64(self.nanoseconds // 1_000_000))
watch.prop("ElapsedTicks", "long")(lambda self: Int64(self.nanoseconds))
watch.constant("Frequency", "long", Int64(1_000_000_000))
watch.constant("IsHighResolution", "bool", True)
watch.method("Start", "void Start()")(lambda self: self.start())
watch.method("Stop", "void Stop()")(lambda self: self.stop())
watch.method("Reset", "void Reset()")(lambda self: self.reset())
watch.static_method("GetTimestamp", "long GetTimestamp()")(lambda: Int64(time.perf_counter_ns()))


@watch.method("Restart", "void Restart()")
def _restart(self: Stopwatch) -> None:
    self.reset()
    self.start()


@watch.static_method("StartNew", "System.Diagnostics.Stopwatch StartNew()")
def _start_new() -> Stopwatch:
    made = Stopwatch()
    made.start()
    return made


@watch.static_method(
    "GetElapsedTime",
    "timespan GetElapsedTime(long startingTimestamp)",
    "timespan GetElapsedTime(long startingTimestamp, long endingTimestamp)",
)
def _elapsed(start: int, end: Optional[int] = None) -> TimeSpan:
    return TimeSpan(((time.perf_counter_ns() if end is None else int(end)) - int(start)) // 100)


class ElapsedEventArgs:
    """What the Elapsed event of a timer brings."""

    __slots__ = ("signal_time",)

    net_type_name = "System.Timers.ElapsedEventArgs"

    def __init__(self) -> None:
        from pssh.objects.datetime import DateTime

        self.signal_time = DateTime.now()


class Timer:
    """Raises Elapsed again and again, on a thread of its own."""

    net_type_name = "System.Timers.Timer"

    def __init__(self, interval: float = 100.0) -> None:
        if interval <= 0:
            fail("ArgumentException", "Invalid value '0' for parameter 'interval'. (Parameter 'interval')")
        self.interval = float(interval)
        self.auto_reset = True
        self.handlers: List[Callable[..., Any]] = []
        self._thread: Any = None

    @property
    def enabled(self) -> bool:
        """Whether it runs."""
        return self._thread is not None

    def add_event(self, name: str, handler: Callable[..., Any]) -> None:
        """Register-ObjectEvent and add_Elapsed come here."""
        if name.lower() != "elapsed":
            fail("ArgumentException", f"An event with the name '{name}' does not exist.")
        self.handlers.append(handler)

    def remove_event(self, name: str, handler: Callable[..., Any]) -> None:
        """The handler is called no more."""
        if handler in self.handlers:
            self.handlers.remove(handler)

    def start(self) -> None:
        """Begins."""
        if self._thread is None:
            self._next()

    def _next(self) -> None:
        import threading

        self._thread = threading.Timer(self.interval / 1000, self._fire)
        self._thread.daemon = True
        self._thread.start()

    def _fire(self) -> None:
        if self._thread is None:
            return
        if self.auto_reset:
            self._next()
        else:
            self._thread = None
        args = ElapsedEventArgs()
        for handler in list(self.handlers):
            handler(self, args)

    def stop(self) -> None:
        """Ends."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.cancel()


timer = net_type("System.Timers.Timer", Timer, "System.ComponentModel.Component")
timer.extra["events"] = {"Elapsed": "System.Timers.ElapsedEventHandler"}
timer.constructor("System.Timers.Timer new()", "System.Timers.Timer new(double interval)")(Timer)
timer.prop("AutoReset", "bool")(lambda self: self.auto_reset)
timer.setter("AutoReset")(lambda self, value: setattr(self, "auto_reset", bool(value)))
timer.prop("Enabled", "bool")(lambda self: self.enabled)
timer.setter("Enabled")(lambda self, value: self.start() if value else self.stop())
timer.prop("Interval", "double")(lambda self: self.interval)
timer.setter("Interval")(lambda self, value: setattr(self, "interval", float(value)))
timer.method("Start", "void Start()")(lambda self: self.start())
for _name in ("Stop", "Close", "Dispose"):
    timer.method(_name, f"void {_name}()")(lambda self: self.stop())


@timer.method("add_Elapsed", "void add_Elapsed(System.Object value)")
def _add_elapsed(self: Timer, block: Any) -> None:
    self.add_event("Elapsed", lambda sender, args: call_block(block, sender, args))


args_type = net_type("System.Timers.ElapsedEventArgs", ElapsedEventArgs, "System.EventArgs")
args_type.prop("SignalTime", "datetime")(lambda self: self.signal_time)
