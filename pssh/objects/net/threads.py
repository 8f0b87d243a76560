"""[Threading.Thread], locks, wait handles, [Interlocked] and cancellation."""

import threading
import time
from typing import Any, ClassVar, Dict, List, Optional

from pssh.objects.net.common import call_block, enum, fail
from pssh.objects.numbers import Int64
from pssh.objects.timespan import TimeSpan
from pssh.objects.types import net_type

_SPACE = "System.Threading."


def seconds_of(limit: Any) -> Optional[float]:
    """A time limit in seconds; None for ever."""
    if isinstance(limit, TimeSpan):
        return None if limit.ticks < 0 else limit.total_seconds
    return None if int(limit) < 0 else int(limit) / 1000


class Thread:
    """[Threading.Thread]"""

    __slots__ = ("name", "thread")
    net_type_name = _SPACE + "Thread"

    def __init__(self, thread: Any = None) -> None:
        self.thread = thread or threading.current_thread()
        self.name: Optional[str] = None


thread = net_type(_SPACE + "Thread", Thread)
for _name in ("CurrentThread",):
    thread.static_prop(_name, _SPACE + "Thread")(Thread)
thread.prop("ManagedThreadId", "int")(lambda self: (self.thread.ident or 0) & 0x7FFFFFFF)
thread.prop("IsAlive", "bool")(lambda self: self.thread.is_alive())
thread.prop("IsBackground", "bool")(lambda self: self.thread.daemon)
thread.setter("IsBackground")(lambda self, value: setattr(self.thread, "daemon", bool(value)))
thread.prop("IsThreadPoolThread", "bool")(lambda self: False)
thread.prop("Name", "string")(lambda self: self.name)
thread.setter("Name")(lambda self, value: setattr(self, "name", value))
thread.prop("Priority", _SPACE + "ThreadPriority")(lambda self: enum(_SPACE + "ThreadPriority", 2))
thread.setter("Priority")(lambda self, value: None)
thread.prop("ThreadState", _SPACE + "ThreadState")(
    lambda self: enum(
        _SPACE + "ThreadState", 0 if self.thread.is_alive() else 8 if self.thread.ident is None else 16
    )
)
thread.prop("ApartmentState", _SPACE + "ApartmentState")(lambda self: enum(_SPACE + "ApartmentState", 1))


def _culture(self: Thread) -> Any:
    from pssh.objects.culture import current_culture

    return current_culture()


def _set_culture(self: Thread, value: Any) -> None:
    from pssh.objects.culture import set_current_culture

    set_current_culture(value)


for _name in ("CurrentCulture", "CurrentUICulture"):
    thread.prop(_name, "cultureinfo")(_culture)
thread.setter("CurrentCulture")(_set_culture)
thread.setter("CurrentUICulture")(lambda self, value: None)


@thread.static_method("Sleep", "void Sleep(int millisecondsTimeout)", "void Sleep(timespan timeout)")
def _sleep(limit: Any) -> None:
    seconds = seconds_of(limit)
    if seconds is None:
        threading.Event().wait()
    else:
        time.sleep(seconds)


@thread.static_method("Yield", "bool Yield()")
def _yield() -> bool:
    time.sleep(0)
    return True


thread.static_method("SpinWait", "void SpinWait(int iterations)")(lambda count: None)


@thread.method("Join", "void Join()")
def _join(self: Thread) -> None:
    self.thread.join()


@thread.method("Join", "bool Join(int millisecondsTimeout)", "bool Join(timespan timeout)")
def _join_for(self: Thread, limit: Any) -> bool:
    self.thread.join(seconds_of(limit))
    return not self.thread.is_alive()


@thread.constructor("System.Threading.Thread new(System.Object start)")
def _new_thread(start: Any) -> Thread:
    fail(
        "NotSupportedException",
        "A script block cannot run on a thread of its own this way: use Start-ThreadJob or "
        "ForEach-Object -Parallel.",
    )


monitor = net_type(_SPACE + "Monitor")


class _Locks:
    """The lock of each object, kept as long as someone holds it."""

    table: ClassVar[Dict[int, Any]] = {}
    guard = threading.Lock()

    @classmethod
    def of(cls, value: Any) -> Any:
        with cls.guard:
            return cls.table.setdefault(id(value), (threading.RLock(), value))[0]


def _enter(value: Any) -> None:
    if value is None:
        fail("ArgumentNullException", "Value cannot be null.")
    _Locks.of(value).acquire()


monitor.static_method("Enter", "void Enter(System.Object obj)")(_enter)


@monitor.static_method("Enter", "void Enter(System.Object obj, [ref] bool lockTaken)")
def _enter_taken(value: Any, taken: Any) -> None:
    _enter(value)
    taken.value = True


@monitor.static_method(
    "TryEnter",
    "bool TryEnter(System.Object obj)",
    "bool TryEnter(System.Object obj, int millisecondsTimeout)",
    "bool TryEnter(System.Object obj, timespan timeout)",
)
def _try_enter(value: Any, limit: Any = 0) -> bool:
    seconds = seconds_of(limit)
    return bool(
        _Locks.of(value).acquire(timeout=-1 if seconds is None else seconds)
        if seconds != 0
        else _Locks.of(value).acquire(blocking=False)
    )


@monitor.static_method("Exit", "void Exit(System.Object obj)")
def _leave(value: Any) -> None:
    try:
        _Locks.of(value).release()
    except RuntimeError:
        fail(
            _SPACE + "SynchronizationLockException",
            "Object synchronization method was called from an unsynchronized block of code.",
        )


class WaitHandle:
    """What can be waited for."""

    __slots__ = ("__weakref__", "auto", "event", "kind", "level", "most")

    def __init__(self, kind: str, level: int, most: int = 1, auto: bool = False) -> None:
        self.kind = kind
        self.event = threading.Condition()
        self.level = level
        self.most = most
        self.auto = auto

    @property
    def net_type(self) -> Any:
        """Its declared type."""
        return net_type(_SPACE + self.kind)

    def wait(self, seconds: Optional[float] = None) -> bool:
        """Until it is set; False when the time is over."""
        with self.event:
            if not self.event.wait_for(lambda: self.level > 0, seconds):
                return False
            if self.auto:
                self.level -= 1
            return True

    def set(self, count: int = 1) -> int:
        """Sets it (a semaphore: gives places back); what it was before."""
        with self.event:
            before = self.level
            if self.kind.startswith("Semaphore"):
                if self.level + count > self.most:
                    fail(
                        _SPACE + "SemaphoreFullException",
                        "Adding the specified count to the semaphore would cause "
                        "it to exceed its maximum count.",
                    )
                self.level += count
            else:
                self.level = 1
            self.event.notify_all()
            return before

    def reset(self) -> None:
        """Back to not set."""
        with self.event:
            self.level = 0


_LIMITS = ("int millisecondsTimeout", "timespan timeout")
handle = net_type(_SPACE + "WaitHandle", None, "System.MarshalByRefObject", ("System.IDisposable",))
_WAIT_TIMEOUT = 258
handle.static_prop("WaitTimeout", "int")(lambda: _WAIT_TIMEOUT)


def _declare_many(verb: str, result: str, wait: Any) -> None:
    """WaitAny or WaitAll, with each way to say how long."""
    first = f"{result} {verb}({_SPACE}WaitHandle[] waitHandles"
    rest = ("", *(f", {limit}" for limit in _LIMITS), *(f", {limit}, bool exitContext" for limit in _LIMITS))
    handle.static_method(verb, *(f"{first}{end})" for end in rest))(
        lambda handles, limit=-1, _leave=False: wait(handles, seconds_of(limit))
    )


def _repeated(check: Any, seconds: Optional[float]) -> bool:
    """Whether `check` says yes before the time is over."""
    end = None if seconds is None else time.monotonic() + seconds
    pause = 0.0005
    while not check():
        if end is not None and time.monotonic() >= end:
            return False
        time.sleep(pause)
        pause = min(pause * 2, 0.01)
    return True


def _wait_any(handles: List[Any], seconds: Optional[float]) -> int:
    found = [_WAIT_TIMEOUT]

    def check() -> bool:
        for number, each in enumerate(handles):
            if each.wait(0):
                found[0] = number
                return True
        return False

    _repeated(check, seconds)
    return found[0]


def _wait_all(handles: List[Any], seconds: Optional[float]) -> bool:
    end = None if seconds is None else time.monotonic() + seconds
    return all(each.wait(None if end is None else max(0.0, end - time.monotonic())) for each in handles)


net_type(_SPACE + "EventWaitHandle", None, _SPACE + "WaitHandle")
_declare_many("WaitAny", "int", _wait_any)
_declare_many("WaitAll", "bool", _wait_all)


def _declare_handle(kind: str, base: str, verb: str, auto: bool) -> Any:
    made = net_type(_SPACE + kind, None, _SPACE + base if base else None, ("System.IDisposable",))
    for name in {verb, "WaitOne" if not base else verb}:
        made.method(name, f"bool {name}()", *(f"bool {name}({limit})" for limit in _LIMITS))(
            lambda self, limit=-1: self.wait(seconds_of(limit))
        )
    made.method("Set", "bool Set()")(lambda self: self.set() >= 0)
    made.method("Reset", "bool Reset()")(lambda self: self.reset() is None)
    for name in ("Close", "Dispose"):
        made.method(name, f"void {name}()")(lambda self: None)
    made.prop("IsSet", "bool")(lambda self: self.level > 0)
    made.constructor(f"{_SPACE}{kind} new(bool initialState)")(
        lambda state=False: WaitHandle(kind, int(state), auto=auto)
    )
    return made


_declare_handle("ManualResetEvent", "EventWaitHandle", "WaitOne", False)
_declare_handle("AutoResetEvent", "EventWaitHandle", "WaitOne", True)
_slim = _declare_handle("ManualResetEventSlim", "", "Wait", False)
_slim.constructor(_SPACE + "ManualResetEventSlim new()")(lambda: WaitHandle("ManualResetEventSlim", 0))


def _declare_semaphore(kind: str, verb: str) -> None:
    made = net_type(
        _SPACE + kind, None, _SPACE + "WaitHandle" if kind == "Semaphore" else None, ("System.IDisposable",)
    )
    made.constructor(
        f"{_SPACE}{kind} new(int initialCount)", f"{_SPACE}{kind} new(int initialCount, int maximumCount)"
    )(lambda count, most=0x7FFFFFFF: WaitHandle(kind, count, most, True))
    made.method(verb, f"bool {verb}()", *(f"bool {verb}({limit})" for limit in _LIMITS))(
        lambda self, limit=-1: self.wait(seconds_of(limit))
    )
    made.method("Release", "int Release()", "int Release(int releaseCount)")(
        lambda self, count=1: self.set(count)
    )
    made.prop("CurrentCount", "int")(lambda self: self.level)
    for name in ("Close", "Dispose"):
        made.method(name, f"void {name}()")(lambda self: None)


_declare_semaphore("Semaphore", "WaitOne")
_declare_semaphore("SemaphoreSlim", "Wait")


class Mutex:
    """[Threading.Mutex]; one with a name is a locked file, seen by all processes of the user."""

    __slots__ = ("file", "lock", "name")
    net_type_name = _SPACE + "Mutex"

    def __init__(self, owned: bool = False, name: Optional[str] = None) -> None:
        self.lock = threading.RLock()
        self.name = name
        self.file: Any = None
        if owned:
            self.wait(None)

    def wait(self, seconds: Optional[float]) -> bool:
        """Takes it; False when the time is over."""
        if not self.lock.acquire(timeout=-1 if seconds is None else seconds):
            return False
        if self.name is None or self.file is not None:
            return True
        import fcntl
        import os

        path = f"/tmp/.pssh-mutex-{os.getuid()}-" + "".join(c if c.isalnum() else "_" for c in self.name)
        handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600)
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.file = handle
                return True
            except OSError:
                if end is not None and time.monotonic() >= end:
                    os.close(handle)
                    self.lock.release()
                    return False
                time.sleep(0.01)

    def release(self) -> None:
        """Gives it back."""
        try:
            self.lock.release()
        except RuntimeError:
            fail(
                "ApplicationException",
                "Object synchronization method was called from an unsynchronized block of code.",
            )
        if self.file is not None:
            import os

            os.close(self.file)
            self.file = None


mutex = net_type(_SPACE + "Mutex", Mutex, _SPACE + "WaitHandle")
mutex.constructor(
    _SPACE + "Mutex new()",
    _SPACE + "Mutex new(bool initiallyOwned)",
    _SPACE + "Mutex new(bool initiallyOwned, string name)",
)(Mutex)
mutex.method("WaitOne", "bool WaitOne()", *(f"bool WaitOne({limit})" for limit in _LIMITS))(
    lambda self, limit=-1: self.wait(seconds_of(limit))
)
mutex.method("ReleaseMutex", "void ReleaseMutex()")(lambda self: self.release())
for _name in ("Close", "Dispose"):
    mutex.method(_name, f"void {_name}()")(lambda self: None)

interlocked = net_type(_SPACE + "Interlocked")
_guard = threading.Lock()


def _interlocked(name: str, change: Any, returns_old: bool = False) -> None:
    @interlocked.static_method(
        name, f"long {name}([ref] System.Object location, params System.Object[] values)"
    )
    def run(location: Any, values: Any = ()) -> Any:
        with _guard:
            old = location.value
            new = change(old, *values)
            kind = Int64 if isinstance(old, Int64) else type(new)
            location.value = kind(new) if isinstance(new, int) else new
            return old if returns_old else location.value


_interlocked("Increment", lambda old: int(old) + 1)
_interlocked("Decrement", lambda old: int(old) - 1)
_interlocked("Add", lambda old, value: int(old) + int(value))
_interlocked("Exchange", lambda old, value: value, True)
_interlocked("CompareExchange", lambda old, value, wanted: value if old == wanted else old, True)
interlocked.static_method("Read", "long Read([ref] long location)")(lambda location: Int64(location.value))


class CancellationToken:
    """[CancellationToken]"""

    __slots__ = ("source",)
    net_type_name = _SPACE + "CancellationToken"

    def __init__(self, source: Any = None) -> None:
        self.source = source

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to end."""
        return self.source is not None and self.source.event.is_set()


class CancellationTokenSource:
    """[CancellationTokenSource]"""

    __slots__ = ("blocks", "event", "timer")
    net_type_name = _SPACE + "CancellationTokenSource"

    def __init__(self, limit: Any = None) -> None:
        self.event = threading.Event()
        self.blocks: List[Any] = []
        self.timer: Any = None
        if limit is not None:
            self.cancel_after(limit)

    def cancel(self) -> None:
        """Asks to end."""
        if not self.event.is_set():
            self.event.set()
            for block in self.blocks:
                call_block(block)

    def cancel_after(self, limit: Any) -> None:
        """Asks to end after a time."""
        seconds = seconds_of(limit)
        if seconds is not None:
            self.timer = threading.Timer(seconds, self.cancel)
            self.timer.daemon = True
            self.timer.start()


token = net_type(_SPACE + "CancellationToken", CancellationToken, "System.ValueType", (), "struct")
token.extra["default"] = CancellationToken
token.prop("IsCancellationRequested", "bool")(lambda self: self.cancelled)
token.prop("CanBeCanceled", "bool")(lambda self: self.source is not None)
token.static_prop("None", _SPACE + "CancellationToken")(CancellationToken)


@token.method("ThrowIfCancellationRequested", "void ThrowIfCancellationRequested()")
def _throw_if(self: CancellationToken) -> None:
    if self.cancelled:
        fail("OperationCanceledException", "The operation was canceled.")


@token.method("Register", "System.Object Register(System.Object callback)")
def _register(self: CancellationToken, block: Any) -> None:
    if self.source is not None:
        self.source.blocks.append(block)


source = net_type(_SPACE + "CancellationTokenSource", CancellationTokenSource, None, ("System.IDisposable",))
source.constructor(
    _SPACE + "CancellationTokenSource new()",
    _SPACE + "CancellationTokenSource new(int millisecondsDelay)",
    _SPACE + "CancellationTokenSource new(timespan delay)",
)(CancellationTokenSource)
source.prop("Token", _SPACE + "CancellationToken")(CancellationToken)
source.prop("IsCancellationRequested", "bool")(lambda self: self.event.is_set())
source.method("Cancel", "void Cancel()")(lambda self: self.cancel())
source.method("CancelAfter", "void CancelAfter(int millisecondsDelay)", "void CancelAfter(timespan delay)")(
    lambda self, limit: self.cancel_after(limit)
)
source.method("Dispose", "void Dispose()")(lambda self: self.timer.cancel() if self.timer else None)

countdown = net_type(_SPACE + "CountdownEvent")


class Countdown:
    """[CountdownEvent]"""

    __slots__ = ("event", "first", "left")
    net_type_name = _SPACE + "CountdownEvent"

    def __init__(self, count: int) -> None:
        self.event = threading.Condition()
        self.first = self.left = count

    def signal(self, count: int = 1) -> bool:
        """One less; True when none is left."""
        with self.event:
            if count > self.left:
                fail(
                    "InvalidOperationException",
                    "Invalid attempt made to decrement the event's count below zero.",
                )
            self.left -= count
            self.event.notify_all()
            return self.left == 0

    def wait(self, seconds: Optional[float]) -> bool:
        """Until none is left."""
        with self.event:
            return self.event.wait_for(lambda: self.left == 0, seconds)


countdown = net_type(_SPACE + "CountdownEvent", Countdown)
countdown.constructor(_SPACE + "CountdownEvent new(int initialCount)")(Countdown)
countdown.prop("CurrentCount", "int")(lambda self: self.left)
countdown.prop("InitialCount", "int")(lambda self: self.first)
countdown.prop("IsSet", "bool")(lambda self: self.left == 0)
countdown.method("Signal", "bool Signal()", "bool Signal(int signalCount)")(
    lambda self, count=1: self.signal(count)
)
countdown.method("Wait", "bool Wait()", *(f"bool Wait({limit})" for limit in _LIMITS))(
    lambda self, limit=-1: self.wait(seconds_of(limit))
)
