"""ForEach-Object: blocks, members, and the way to -Parallel."""

from typing import Annotated, Any, Callable, List, Optional

from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["ForEachObject"]

_BLOCK = "System.Management.Automation.ScriptBlock"
_BLOCKS = _BLOCK + "[]"
_OBJECT = "System.Management.Automation.PSObject"
_SCRIPT, _MEMBER, _PARALLEL = "ScriptBlockSet", "PropertyAndMethodSet", "ParallelParameterSet"


@cmdlet(
    "ForEach-Object",
    alias=("%", "foreach"),
    sets=(_SCRIPT, _MEMBER, _PARALLEL),
    default_set=_SCRIPT,
    should_process=True,
    confirm_impact="Low",
    module="Microsoft.PowerShell.Core",
)
class ForEachObject(CmdletBase):
    """Performs an operation against each item in a collection of input objects.

    PS> 1..3 | ForEach-Object { $_ * 2 }
    2
    4
    6

    PS> 'a', 'b' | ForEach-Object ToUpper
    A
    B
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    process_blocks: Annotated[
        Any, Param(name="Process", position=0, mandatory=True, sets=_SCRIPT, type=_BLOCKS, allow_null=True)
    ] = None
    begin_block: Annotated[Any, Param(name="Begin", sets=_SCRIPT, type=_BLOCK)] = None
    end_block: Annotated[Any, Param(name="End", sets=_SCRIPT, type=_BLOCK)] = None
    remaining_scripts: Annotated[Any, Param(remaining=True, sets=_SCRIPT, type=_BLOCKS)] = None
    member_name: Annotated[Optional[str], Param(position=0, mandatory=True, sets=_MEMBER)] = None
    argument_list: Annotated[Optional[List[Any]], Param(remaining=True, sets=_MEMBER, aliases="Args")] = None
    parallel: Annotated[Any, Param(mandatory=True, sets=_PARALLEL, type=_BLOCK)] = None
    throttle_limit: Annotated[int, Param(sets=_PARALLEL, validate=(ValidateRange(1, 2147483647),))] = 5
    timeout_seconds: Annotated[int, Param(sets=_PARALLEL, validate=(ValidateRange(0, 2147483),))] = 0
    as_job: Annotated[Switch, Param(sets=_PARALLEL)] = False
    use_new_runspace: Annotated[Switch, Param(sets=_PARALLEL)] = False

    _ends: List[Any]
    _runners: List[Callable[[Any, Any], None]]
    _action: Callable[[Any], None]
    _run: Any = None

    def begin(self) -> None:
        call = self.call
        if self.parallel is not None:
            self._begin_parallel()
            return
        if self.member_name is not None:
            self._action = self._by_member
            return
        middle = self._sort_blocks()
        runners = self._runners = [block.bind_for_pipeline(call.scope, call.streams) for block in middle]
        if call.whatif is not None or call.confirm is not None:
            self._action = self._confirmed
        elif len(runners) == 1:
            runner, out = runners[0], call.out
            self._action = lambda item: runner(item, out)
        else:
            self._action = self._all_blocks
        self._own_fast_path()

    def _own_fast_path(self) -> None:
        """One attribute look-up less for each object."""
        action = self._action
        self.process_items_with(action)

    def _sort_blocks(self) -> List[Any]:
        """Which block begins, which run for each object; runs the first, keeps the last. A block that is given as
        $null takes its place and does nothing."""
        given = self.call.bound
        blocks = [*(_blocks(self.process_blocks) or [None]), *_blocks(self.remaining_scripts)]
        last = self.end_block
        if "Begin" in given:
            blocks.insert(0, self.begin_block)
        start, stop = (1 if len(blocks) > 1 else 0), len(blocks)
        if "End" not in given and len(blocks) > 2:
            stop -= 1
            last = blocks[stop]
        self._ends = [last] if last is not None else []
        if stop >= 2 and blocks[0] is not None:
            self._run_block(blocks[0])
        return [block for block in blocks[start:stop] if block is not None]

    def _run_block(self, block: Any) -> None:
        block.bind_for_pipeline(self.call.scope, self.call.streams)(None, self.call.out)

    def process(self) -> None:
        item = self.input_object
        self.process_item(None if item is NOTHING else item)

    def process_item(self, item: Any) -> None:
        self._action(item)

    def _all_blocks(self, item: Any) -> None:
        out = self.call.out
        for runner in self._runners:
            runner(item, out)

    def _confirmed(self, item: Any) -> None:
        from pssh.objects.tostring import to_string

        if self.call.should_process(
            f"InputObject: {to_string(item)}", f"ScriptBlock: {self.process_blocks[0]}"
        ):
            self._all_blocks(item)

    def end(self) -> None:
        if self._run is not None:
            self._end_parallel()
            return
        for block in getattr(self, "_ends", ()):
            self._run_block(block)

    # --- members --------------------------------------------------------------------------------------

    def _by_member(self, item: Any) -> None:
        if item is None or item is NOTHING:
            return
        name = str(self.member_name)
        if self.argument_list is not None:
            self._call(item, name, self.argument_list)
            return
        from pssh.objects.members import lookup

        found = MISSING
        if hasattr(item, "stored_key") and item.contains(name):
            found = item.get(name)
        elif "*" in name or "?" in name or "[" in name:
            real = self._resolve(item, name)
            if real is None:
                return
            name = real
        if found is MISSING:
            found = lookup(item, name)
        if found is MISSING:
            self._missing(item, name)
            return
        if getattr(found, "is_property", True) is False and hasattr(found, "invoke"):
            self._call(item, name, [])
            return
        if self._allowed(item, f"Retrieve the value for property '{name}'"):
            self.call.write_all(found)

    def _call(self, item: Any, name: str, args: List[Any]) -> None:
        from pssh.objects.members import call_method

        if "*" in name or "?" in name or "[" in name:
            real = self._resolve(item, name)
            if real is None:
                return
            name = real
        if self._allowed(item, f"Invoke method '{name}'"):
            found = call_method(item, name, list(args))
            if found is not None and found is not NOTHING:
                self.call.write_all(found)

    def _allowed(self, item: Any, action: str) -> bool:
        if self.call.whatif is None and self.call.confirm is None:
            return True
        from pssh.objects.tostring import to_string

        return self.call.should_process(f"InputObject: {to_string(item)}", action)

    def _resolve(self, item: Any, pattern: str) -> Optional[str]:
        """The one member a pattern means; several are an error."""
        from pssh.objects.members import members_of
        from pssh.runtime.wildcards import wildcard

        matches = wildcard(pattern)
        found = [member.name for member in members_of(item) if matches(member.name)]
        if len(found) == 1:
            return found[0]
        if found:
            self.call.error(
                "AmbiguousPropertyOrMethodName",
                f'Input name "{pattern}" is ambiguous. It can be resolved to multiple matched members. '
                f"Possible matches include: {' '.join(found)}.",
                "InvalidOperation",
                item,
                "System.ArgumentException",
            )
        else:
            self._missing(item, pattern)
        return None

    def _missing(self, item: Any, name: str) -> None:
        if getattr(self.call.runspace, "strict", 0) and self.call.scope is not None:
            self.call.error(
                "PropertyOrMethodWasNotFound",
                f'The member "{name}" could not be found.',
                "InvalidOperation",
                item,
                "System.Management.Automation.PropertyNotFoundException",
            )
            return
        self.call.out(None)

    # --- -Parallel ------------------------------------------------------------------------------------

    def _begin_parallel(self) -> None:
        refused = ("ErrorAction", "WarningAction", "InformationAction", "PipelineVariable")
        if any(name in self.call.bound for name in refused):
            self.call.throw(
                "ParallelCommonParametersNotSupported",
                "The following common parameters are not currently supported in the Parallel parameter set:\n"
                "ErrorAction, WarningAction, InformationAction, PipelineVariable",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSNotSupportedException",
            )
        if self.as_job:
            if "TimeoutSeconds" in self.call.bound:
                self.call.throw(
                    "ParallelCannotUseTimeoutWithJob",
                    "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.",
                    "InvalidOperation",
                    None,
                    "System.Management.Automation.PSNotSupportedException",
                )
            self._run = []
            self._action = self._run.append
            return
        self._run = _parallel_run(
            self.call, self.parallel, self.throttle_limit, self.timeout_seconds, bool(self.use_new_runspace)
        )
        self._action = self._run.add

    def _end_parallel(self) -> None:
        if self.as_job:
            self.write(_parallel_job(self.call, self.parallel, self._run, self.throttle_limit))
        else:
            self._run.finish()

    def stop(self) -> None:
        if self._run is not None and not self.as_job:
            self._run.stop()

    def dispose(self) -> None:
        if self._run is not None and not self.as_job:
            self._run.dispose()


def _blocks(value: Any) -> List[Any]:
    if value is None:
        return []
    return [each for each in value if each is not None] if isinstance(value, list) else [value]


def _parallel_run(call: Any, block: Any, *limits: Any) -> Any:
    from pssh.cmdlets._jobs import emit
    from pssh.jobs.parallel import ParallelRun

    return ParallelRun(call, block, lambda stream, value: emit(call, stream, value, far=False), *limits)


def _parallel_job(*args: Any) -> Any:
    from pssh.jobs.parallel import start_parallel_job

    return start_parallel_job(*args)
