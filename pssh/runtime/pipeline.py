"""Pipelines: a push chain of processors.

Order as in PowerShell: all commands are found and bound from left to right, every `begin` in order, then the
objects are pushed one by one through all stages, then every `end` in order, `dispose` in every case.
"""

from typing import TYPE_CHECKING, Any, Callable, List

from pssh.objects.flow import PipelineStopped, StopUpstream
from pssh.runtime.callsite import CommandSpec
from pssh.runtime.cmdlet_processor import CmdletProcessor
from pssh.runtime.commands import ApplicationInfo, CmdletInfo, FunctionInfo, ModuleCall

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Processor", "run_pipeline", "run_stages", "start_background"]

Out = Callable[[Any], None]


class Processor:
    """The base of a stage. `out` takes one object; the pipeline sets `out` and `streams` before `begin`."""

    out: Out
    streams: Any = None
    expecting_input = False
    failed = False

    def begin(self) -> None:
        """Before the first object."""

    def process(self, item: Any) -> None:
        """One object."""

    def end(self) -> None:
        """After the last object."""

    def dispose(self) -> None:
        """Whatever happened."""


def run_pipeline(f: Any, out: Out, spec: Any, values: Any) -> None:
    """Run a pipeline as written (`callsite.PipelineSpec`), its output to `out`."""
    rs = f.rs
    if rs.stopping:
        raise PipelineStopped
    stages = spec.stages
    count = len(stages)
    if count == 1:
        stage = stages[0]
        if not stage.redirections and stage.__class__ is CommandSpec:
            info = resolve_site(f, rs, stage, values[0])
            if info.__class__ is CmdletInfo:
                _run_cmdlet(f, rs, out, info, stage, values[0])
                return
            if info.__class__ is FunctionInfo:
                _run_function(f, rs, out, info, stage, values[0])
                return
    head: Any = None
    first = 0
    closers: List[Any] = []
    if stages[0].__class__ is not CommandSpec:
        head, first = values[0][0], 1
        if stages[0].redirections:
            if count == 1:
                _redirected_expression(f, out, stages[0], values[0])
                return
            head = []
            _redirected_expression(f, head.append, stages[0], values[0])
    processors: List[Any] = []
    try:
        for index in range(first, count):
            stage = stages[index]
            info = resolve_site(f, rs, stage, values[index])
            processor = make_stage(f, info, stage, values[index], index > 0, index + 1, count)
            processors.append(processor)
        _join_natives(f, processors, stages[first:], out)
        run_stages(rs, processors, out, head, first == 1, stages[first:], values[first:], f, closers)
    finally:
        for processor in processors:
            processor.dispose()
        for close in closers:
            close()


def _run_cmdlet(f: Any, rs: "Runspace", out: Out, info: Any, spec: Any, values: Any) -> None:
    """The most frequent pipeline: one cmdlet, nothing piped."""
    processor = CmdletProcessor(f, info, spec, values, False)
    processor.bind()
    processor.link(out)
    try:
        if processor.instance is None:
            processor.run_once()
        else:
            try:
                processor.begin()
                processor.run_once()
            except StopUpstream as stop:
                if not _is_of(processor, stop.processor):
                    raise
            processor.end()
    finally:
        processor.dispose()
    rs.question = not processor.call.failed


def _run_function(f: Any, rs: "Runspace", out: Out, info: Any, spec: Any, values: Any) -> None:
    """A script function that needs the binder, nothing piped."""
    processor = make_stage(f, info, spec, values, False, 1, 1)
    processor.out = out
    processor.streams = f.streams
    try:
        processor.begin()
        try:
            processor.end()
        except StopUpstream as stop:
            if not _is_of(processor, stop.processor):
                raise
    finally:
        processor.dispose()
    rs.question = not processor.failed


def run_stages(
    rs: "Runspace",
    processors: List[Any],
    out: Out,
    head: Any,
    has_head: bool,
    specs: Any,
    values: Any,
    f: Any,
    closers: List[Any],
) -> None:
    """Bind, link and run processors; `head` is what is piped into the first when `has_head`."""
    rs.processors.append(processors)
    try:
        for processor in processors:
            if processor.__class__ is CmdletProcessor:
                processor.bind()
        following = out
        for index in range(len(processors) - 1, -1, -1):
            following = link_stage(f, processors[index], following, specs[index], values[index], closers)
        for processor in processors:
            processor.begin()
        _push(rs, processors, following, head, has_head)
        rs.question = not any(processor.failed for processor in processors)
    finally:
        rs.processors.pop()


def link_stage(f: Any, processor: Any, out: Out, spec: Any, values: Any, closers: List[Any]) -> Out:
    """Give a stage its output and streams; the way into it is the result."""
    if spec is not None and spec.redirections:
        from pssh.runtime.redirection import redirected

        streams, out = redirected(f, spec, values, processor, out, closers)
        processor.streams = streams
    elif processor.streams is None:
        processor.streams = f.streams
    if processor.__class__ is CmdletProcessor:
        processor.link(out)
    else:
        processor.out = out
    entrance: Out = processor.process
    return entrance


def _push(rs: "Runspace", processors: List[Any], first: Out, head: Any, has_head: bool) -> None:
    start = 0
    try:
        if has_head:
            _feed(rs, first, head)
        else:
            run_once = getattr(processors[0], "run_once", None)
            if run_once is not None:
                run_once()
    except StopUpstream as stop:
        start = _index_of(processors, stop)
    index = start
    while index < len(processors):
        try:
            processors[index].end()
            index += 1
        except StopUpstream as stop:
            at = _index_of(processors, stop)
            index = at if at > index else index + 1


def _index_of(processors: List[Any], stop: StopUpstream) -> int:
    for index, processor in enumerate(processors):
        if _is_of(processor, stop.processor):
            return index
    raise stop


def _is_of(processor: Any, wanted: Any) -> bool:
    return (
        processor is wanted
        or (getattr(processor, "instance", None) is wanted and wanted is not None)
        or getattr(processor, "call", None) is wanted
    )


def _feed(rs: "Runspace", first: Out, head: Any) -> None:
    """Push a value's elements by PowerShell's rules of enumeration."""
    cls = head.__class__
    if cls is list:
        items: Any = list(head) if len(head) < 10000 else head
    elif cls is str or cls is int:
        first(head)
        return
    elif cls is range or hasattr(head, "__next__"):
        items = head
    else:
        from pssh.objects.compare import enumerate_value
        from pssh.objects.nothing import NOTHING

        if head is NOTHING:
            return
        items = enumerate_value(head)
        if items is None:
            first(head)
            return
    for item in items:
        first(item)
        if rs.stopping:
            raise PipelineStopped


# --- making the stages --------------------------------------------------------------------------------------


def resolve_site(f: Any, rs: "Runspace", spec: Any, values: Any) -> Any:
    """The command of a call site, kept for as long as the set of commands stays the same."""
    name = spec.name
    if name is None:
        return _computed(f, rs, spec, values[0])
    cache = spec.pipeline.cache
    if cache is None:
        cache = spec.pipeline.cache = {}
    key = (id(spec), id(f.scope.state))
    found = cache.get(key)
    if found is not None and found[0] == rs.commands_version:
        return found[1]
    from pssh.runtime.discovery import find_for_call

    info = find_for_call(rs, spec, f.scope)
    cache[key] = (rs.commands_version, info)
    return info


def _computed(f: Any, rs: "Runspace", spec: Any, value: Any) -> Any:
    from pssh.runtime.discovery import command_of_value

    return command_of_value(rs, f.scope, value, spec)


def make_stage(f: Any, info: Any, spec: Any, values: Any, expecting: bool, position: int, length: int) -> Any:
    """The processor of a command in a pipeline; `position` (from 1) of `length` stages, `expecting` says whether input comes."""
    cls = info.__class__
    if cls is CmdletInfo:
        if spec.quick and expecting and f.rs.debugger is None:
            from pssh.runtime.quick_stages import quick_stage

            quick = quick_stage(f, info, values)
            if quick is not None:
                return quick
        processor: Any = CmdletProcessor(f, info, spec, values, expecting)
        processor.call.position = position
        processor.call.pipeline_length = length
        return processor
    if cls is ApplicationInfo:
        from pssh.runtime.native import NativeProcessor

        return NativeProcessor(f, info, spec, values, expecting)
    if cls is ModuleCall:
        from pssh.runtime.module_call import inside_module

        info, spec, values = inside_module(f, info, spec, values)
        return make_stage(f, info, spec, values, expecting, position, length)
    from pssh.runtime.script_processor import ScriptProcessor

    processor = ScriptProcessor(f, info.script_block, spec, values, info, spec.invocation == ".")
    processor.expecting_input = expecting
    processor.place = position, length
    return processor


def _join_natives(f: Any, processors: List[Any], specs: Any, out: Out) -> None:
    """Neighbouring programs are joined by a pipe of the system; the last may write where we would."""
    previous: Any = None
    for processor, spec in zip(processors, specs):
        native = getattr(processor, "is_native", False)
        if native and previous is not None:
            previous.pipe_into(processor)
        redirects_output = any(r.stream in ("Output", "All") for r in spec.redirections)
        previous = processor if native and not redirects_output else None
    if previous is not None:
        previous.is_last = True


def _redirected_expression(f: Any, out: Out, spec: Any, values: Any) -> None:
    """`'text' > file`, `(command) 2>&1`: what runs in the expression writes to the streams of the redirection."""
    from pssh.runtime.redirection import redirected

    closers: List[Any] = []
    was = f.streams
    f.rs.question = True
    try:
        f.streams, target = redirected(f, spec, values, None, out, closers)
        _feed(f.rs, target, values[0]())
    finally:
        f.streams = was
        for close in closers:
            close()


def start_background(f: Any, spec: Any, source_text: str) -> Any:
    """`command &`: the job that runs the text."""
    starter = f.rs.services.get("background")
    if starter is None:
        from importlib import import_module

        starter = import_module("pssh.jobs.background").start_background
    return starter(f, source_text)
