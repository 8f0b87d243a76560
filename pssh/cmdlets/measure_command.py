"""Measure-Command: how long a script block takes."""

from typing import Annotated, Any, Iterator

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, cmdlet


@cmdlet("Measure-Command", output="System.TimeSpan", module="Microsoft.PowerShell.Utility")
class MeasureCommand(CmdletBase):
    """Measures the time it takes to run script blocks and cmdlets.

    PS> (Measure-Command { 1 }).GetType().Name
    TimeSpan
    """

    expression: Annotated[
        Any, Param(position=0, mandatory=True, type="System.Management.Automation.ScriptBlock")
    ] = None
    input_object: Annotated[Any, Param(pipeline=True, type="System.Management.Automation.PSObject")] = NOTHING

    def begin(self) -> None:
        self._spent = 0

    def process(self) -> None:
        import time

        call = self.call
        item = None if self.input_object is NOTHING else self.input_object
        started = time.perf_counter_ns()
        call.runspace.invoke_block(self.expression, dot=True, underbar=item, streams=call.streams)
        self._spent += time.perf_counter_ns() - started

    def end(self) -> Iterator[Any]:
        from pssh.objects.timespan import TimeSpan

        yield TimeSpan(self._spent // 100)
