"""The debugger of a runspace: follows generated code line by line, and stops, traces or runs actions."""

import sys
from typing import Any, Dict, List, Optional, Tuple

from pssh.objects.flow import BreakFlow
from pssh.runtime.debugging import watch
from pssh.runtime.debugging.breakpoints import (
    Breakpoint,
    CommandBreakpoint,
    LineBreakpoint,
    VariableBreakpoint,
)
from pssh.runtime.debugging.following import Following
from pssh.runtime.debugging.tracing import Tracing
from pssh.runtime.scope import UNSET
from pssh.runtime.stack import UNIT_FILE
from pssh.runtime.streams import null_sink

__all__ = ["Debugger", "debugger_of"]


class Debugger:
    """The breakpoints of a runspace and what follows its code while there is something to watch for.

    It is the runspace's `debugger` only while it is active, so that nothing else pays for it.
    """

    def __init__(self, rs: Any) -> None:
        self.rs = rs
        self.breakpoints: Dict[int, Breakpoint] = {}
        self.tracing = Tracing(rs)
        self.step = ""  # "into", "over" or "out" after such a command of the debugger
        self.depth = 0  # of the frame it was given in
        self.busy = False  # an action or the debugger's prompt runs
        self.frames: Dict[Any, Following] = {}
        self.greeted = False
        self.last_command = ""  # of the debugger, which an empty line repeats
        self._next = 0
        self._watched: Dict[str, bool] = {}

    # --- the table --------------------------------------------------------------------------------------------

    def new_id(self) -> int:
        self._next += 1
        return self._next - 1

    def add(self, breakpoint: Breakpoint) -> Breakpoint:
        self.breakpoints[breakpoint.id] = breakpoint
        self.refresh()
        return breakpoint

    def remove(self, breakpoint: Breakpoint) -> None:
        self.breakpoints.pop(breakpoint.id, None)
        self.refresh()

    def _of(self, kind: type) -> List[Any]:
        return [each for each in self.breakpoints.values() if each.__class__ is kind and each.enabled]

    # --- following --------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> bool:
        return bool(self.step or self.tracing.on or any(each.enabled for each in self.breakpoints.values()))

    def refresh(self) -> None:
        """Begin or cease to follow, after a change of what is wanted."""
        self._watched = {each.variable.lower(): True for each in self._of(VariableBreakpoint)}
        watching = bool(self._watched) or self.tracing.level > 1
        if watching and self._variable not in watch.observers:
            watch.observers.append(self._variable)
        elif not watching and self._variable in watch.observers:
            watch.observers.remove(self._variable)
        if self.wanted:
            self.attach()
        elif self.rs.debugger is self:
            self.rs.debugger = None
            sys.settrace(None)
            self.frames.clear()

    def ended(self) -> None:
        """The pipeline at the top has ended: what was stepped through is over."""
        self.step = ""
        self.refresh()

    def close_service(self) -> None:
        """The runspace ends."""
        self.breakpoints.clear()
        self.tracing.level, self.tracing.stepping, self.step = 0, False, ""
        self.refresh()

    def attach(self) -> None:
        """Follow the code of this thread, that which runs already as well."""
        self.rs.debugger = self
        if sys.gettrace() == self._called:
            return
        sys.settrace(self._called)
        python: Any = sys._getframe(1)
        while python is not None:
            if python.f_code.co_filename == UNIT_FILE:
                python.f_trace = self._line
                following = Following.of(python)
                if following is not None and following.frame.rs is self.rs:
                    following.place = following.reached(python.f_lineno, python.f_lasti)
                    self.frames[python] = following
                    self._watch_cells(following)
            python = python.f_back

    def _called(self, python: Any, event: str, argument: Any) -> Any:
        if python.f_code.co_filename != UNIT_FILE or self.busy:
            return None
        following = Following.of(python)
        if following is None or following.frame.rs is not self.rs:
            return None
        self.frames[python] = following
        self._watch_cells(following)
        if following.kind:
            self._entered(following)
        return self._line

    def _entered(self, following: Following) -> None:
        frame = following.frame
        braces = following.braces
        if braces is not None:
            following.place = braces[0]
        stopped = False
        if frame.command is not None:
            name = getattr(frame.spec, "name", None) or frame.command.name
            stopped = self.check_command(frame.command, name, frame.spec, following)
        self.tracing.entered(following)
        if braces is not None:
            self._reach(following, braces[0], stopped)

    def _line(self, python: Any, event: str, argument: Any) -> Any:
        following = self.frames.get(python)
        if following is None:
            following = Following.of(python)
            if following is None or following.frame.rs is not self.rs:
                return None
            self.frames[python] = following
        if event == "line":
            if not self.busy:
                self._step_to(following, following.reached(python.f_lineno, python.f_lasti))
            following.failed = False
        elif event == "exception":
            following.failed = True
        elif event == "return":
            try:
                if not self.busy and not following.failed:
                    self._left(following)
            finally:
                del self.frames[python]
        return self._line

    def _step_to(self, following: Following, place: Optional[Tuple[int, int]]) -> None:
        if place is None:
            return
        self._leave_loops(following, place)
        loop = following.points.loops.get(place)
        if loop is not None:
            if following.loops and following.loops[-1].place == place:
                following.loops[-1].at_head = True
                return
            following.enter_loop(place, *loop)
        elif following.loops and following.loops[-1].variable == place:
            if not following.loops[-1].started:
                following.loops[-1].started = True
                self.tracing.enumerating(True)
            following.loops[-1].at_head = False
        self._watch_cells(following)
        self._reach(following, place)

    def _leave_loops(self, following: Following, place: Optional[Tuple[int, int]]) -> None:
        """Loops whose end this place lies behind: the enumerator was asked once more, and is given up."""
        while following.loops:
            loop = following.loops[-1]
            if place is not None and loop.whole[0] <= place[0] and place[1] <= loop.whole[1]:
                if place != loop.place and place != loop.variable:
                    loop.at_head = False
                return
            following.loops.pop()
            if loop.at_head or not loop.started:
                if not loop.started:
                    self.tracing.enumerating(True)
                self._reach(following, loop.variable)
            self.tracing.enumerating(False)

    def _left(self, following: Following) -> None:
        self._leave_loops(following, None)
        if following.kind and following.braces is not None:
            self._reach(following, following.braces[1])

    def _watch_cells(self, following: Following) -> None:
        """Let the variables that matter tell of their accesses: of this block, and those it sees."""
        if not watch.observers:
            return
        frame, every = following.frame, self.tracing.level > 1
        for cell in frame.cells:
            if every or cell.name.lower() in self._watched:
                watch.watch(cell)
        for name in self._watched:
            for scope in frame.scope.chain():
                cell = scope.vars.get(name)
                if cell is not None:
                    watch.watch(cell)

    # --- what is met ------------------------------------------------------------------------------------------

    def _reach(self, following: Following, place: Tuple[int, int], known: bool = False) -> None:
        """A sequence point: trace it, and stop there when asked to; `known` when it was stopped at already."""
        following.place = place
        following.reads.clear()
        extent = following.extent
        self.tracing.reached(extent)
        if known:
            return
        points = following.points
        file = (points.unit.file or "").lower()
        lines = [each for each in self._of(LineBreakpoint) if each.script.lower() == file]
        met = [each for each in lines if points.at_line(each.line, each.column) == place]
        met = self._trigger(met, following)
        if met or self._steps_here():
            self.stop(following, met)

    def _steps_here(self) -> bool:
        if not self.step:
            return False
        depth = sum(1 for each in self.frames.values() if each.kind)
        return self.step == "into" or (depth <= self.depth if self.step == "over" else depth < self.depth)

    def check_command(self, info: Any, name: str, spec: Any, following: Any = None) -> bool:
        """A command is about to run; whether it was stopped for that."""
        if self.busy:
            return False
        file = spec.unit.file if getattr(spec, "unit", None) is not None else None
        met = [each for each in self._of(CommandBreakpoint) if each.meets(info, name, file)]
        following = following or self._innermost()
        met = self._trigger(met, following)
        if met:
            self.stop(following, met)
        return bool(met)

    def _variable(self, cell: Any, read: bool, value: Any) -> None:
        if self.busy:
            return
        following = self._innermost()
        if following is None:
            return
        name = cell.name
        if not read and value is not UNSET:
            self.tracing.assigned(name, value)
            return
        file = following.points.unit.file
        met = [each for each in self._of(VariableBreakpoint) if each.meets(name, read, file)]
        if not met or (read and not following.counts_as_read(name.lower())):
            return
        met = self._trigger(met, following)
        if met:
            self.stop(following, met)

    def _innermost(self) -> Optional[Following]:
        python: Any = sys._getframe(1)
        while python is not None:
            if python.f_code.co_filename == UNIT_FILE:
                found = self.frames.get(python)
                if found is not None:
                    return found
            python = python.f_back
        return None

    def _trigger(self, met: List[Any], following: Optional[Following]) -> List[Any]:
        """Count hits and run actions; gives those that want to stop: without an action, or by its `break`."""
        return [each for each in met if self._wants_stop(each, following)]

    def _wants_stop(self, breakpoint: Breakpoint, following: Optional[Following]) -> bool:
        breakpoint.hit_count += 1
        if breakpoint.action is None:
            return True
        rs = self.rs
        scope = rs.global_scope if following is None else following.frame.scope
        question, in_try = rs.question, rs.in_try
        self.busy = True
        try:
            breakpoint.action.invoke(rs, underbar=breakpoint, scope=scope, out=null_sink)
        except BreakFlow:
            return True
        except Exception:  # an action that fails does not stop the script it watches
            return False
        finally:
            self.busy = False
            rs.question, rs.in_try = question, in_try
        return False

    # --- stopping ---------------------------------------------------------------------------------------------

    def stop(self, following: Any, met: List[Any]) -> None:
        """Give the word to the person in front; hosts that cannot ask go on."""
        if not self.rs.host.debugs or self.busy:
            return
        from pssh.runtime.debugging.stop import Stop

        self.step = ""
        self.busy = True
        try:
            word = Stop(self, following, met).answer()
        finally:
            self.busy = False
        self.step = word
        self.depth = sum(1 for each in self.frames.values() if each.kind)
        self.refresh()

    def here(self) -> None:
        """Stop where the code is now (Wait-Debugger)."""
        self.attach()
        self.stop(self._innermost(), [])
        self.refresh()


def debugger_of(rs: Any) -> Debugger:
    """The runspace's debugger, made when first asked for."""
    found = rs.services.get("debugger")
    if found is None:
        found = rs.services["debugger"] = Debugger(rs)
    result: Debugger = found
    return result
