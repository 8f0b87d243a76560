"""Calling script functions and script blocks: the fast way for simple ones, and the processor for the rest."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.binding import bind_mapped, bind_positional
from pssh.runtime.commands import FunctionInfo
from pssh.runtime.discovery import find_for_call
from pssh.runtime.frame import Frame
from pssh.runtime.pipeline import run_pipeline
from pssh.runtime.scope import UNSET, Scope, ScriptScope, Variable

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["FunctionInfo", "call", "call_value", "run_block", "scope_for", "set_needs"]

Out = Callable[[Any], None]


def call(f: Frame, out: Out, spec: Any, args: Any) -> None:
    """Run a single command. A simple function or script block is run right here."""
    found = spec.cached
    if found[0] != f.rs.commands_version or found[1] is not f.scope.state:
        found = _resolve(f, spec)
    target = found[2]
    if target is None:
        if spec.name is None and spec.positional and spec.invocation == "&":
            from pssh.runtime.scriptblock import ScriptBlock

            block = args[0]
            if block.__class__ is ScriptBlock and block.block.simple and block.closure is None:
                _call_simple(f, out, block, args[1:], spec, None, None)
                return
        run_pipeline(f, out, spec.pipeline, (args,))
        return
    _call_simple(f, out, target.script_block, args, spec, target, found[3])


def call_value(f: Frame, spec: Any, args: Any) -> Any:
    """As `call`, the output as one value."""
    buffer: List[Any] = []
    call(f, buffer.append, spec, args)
    if len(buffer) == 1:
        return buffer[0]
    return buffer or NOTHING


def _resolve(f: Frame, spec: Any) -> Any:
    """What a call site may run directly: (commands_version, session state, FunctionInfo or None, mapping of named
    arguments). It is kept as one tuple, because two runspaces may run the same code at once."""
    rs = f.rs
    target = mapping = None
    if spec.name is not None and not spec.redirections and spec.invocation != ".":
        found = find_for_call(rs, spec, f.scope)
        if found.__class__ is FunctionInfo and not found.is_filter:
            block = found.script_block.block
            if block.simple and spec.positional:
                target = found
            elif block.simple:
                from pssh.runtime.binding import mapping_of

                mapping = mapping_of(f, spec, block)
                target = None if mapping is None else found
    made = spec.cached = (rs.commands_version, f.scope.state, target, mapping)
    return made


def _call_simple(
    f: Frame, out: Out, script_block: Any, args: Any, spec: Any, command: Any, mapping: Any
) -> None:
    """A function with only an `end` block and nothing piped in; `mapping` when something is given by name."""
    block = script_block._block
    rs = f.rs
    scope = f.scope
    caller_state = scope.state
    state = script_block.state
    cells = [Variable(name) for name in block.spelled]
    elsewhere = state is not None and state is not caller_state  # a module's function
    before = caller_state.current
    if elsewhere:
        caller_state.current = scope
    try:
        inner = Scope((state.current or state) if elsewhere else scope, dict(zip(block.own, cells)))
        frame = Frame(rs, inner, block, f, f.streams, cells)
        frame.spec = spec
        frame.command = command
        frame.args = (
            bind_positional(frame, block, args)
            if mapping is None
            else bind_mapped(frame, block, args, mapping)
        )
        if block.needs:
            set_needs(frame, block.needs)
        if block.end is not None:
            block.end(frame, out)
        rs.question = True
        if inner.extra is not None:
            rs.commands_changed()
    finally:
        if elsewhere:
            caller_state.current = before


def set_needs(frame: Frame, needs: Any) -> None:
    """Make the automatic variables the block mentions."""
    variables = frame.scope.vars
    for name in needs:
        value = AUTOMATIC[name](frame)
        if value is UNSET:
            continue
        cell = variables.get(name)
        if cell is None:
            variables[name] = Variable(spelling(name), value)
        else:
            cell.force(value)


# How Get-Variable shows those whose names have capitals.
_SPELLED = {
    "psboundparameters": "PSBoundParameters",
    "myinvocation": "MyInvocation",
    "pscmdlet": "PSCmdlet",
    "psscriptroot": "PSScriptRoot",
    "pscommandpath": "PSCommandPath",
}


def spelling(name: str) -> str:
    """How an automatic variable is written."""
    return _SPELLED.get(name, name)


def _this(frame: Frame) -> Any:
    return UNSET if frame.this is None else frame.this


def _bound(frame: Frame) -> Any:
    from pssh.runtime.binding import bound_parameters

    return bound_parameters(frame)


def _invocation(frame: Frame) -> Any:
    return invocation_of(frame)


def invocation_of(frame: Frame) -> Any:
    """The InvocationInfo of a frame, made once."""
    if frame.invocation is None:
        from pssh.runtime.invocation import InvocationInfo

        spec = frame.spec
        command = frame.command
        if command is None and frame.owner is not None:
            from pssh.runtime.commands import ScriptInfo

            command = frame.owner.command or ScriptInfo(frame.owner)
        name = ""
        extent = None
        if spec is not None:
            extent = spec.extent
            name = spec.invocation or spec.name or ""
        if getattr(command, "outermost", False):
            name = command.path
        info = InvocationInfo(command, extent, name)
        file = frame.spec.unit.file if spec is not None else None
        if file:
            info.ps_command_path = file
            info.ps_script_root = _folder(file)
        if frame.stage is not None:
            info.expecting_input = frame.stage.expecting_input
            info.pipeline_position, info.pipeline_length = frame.stage.place
        info.bound_parameters = _bound(frame)
        info.unbound_arguments = list(frame.args or ())
        frame.invocation = info
    return frame.invocation


def _folder(file: str) -> str:
    import os

    return os.path.dirname(os.path.abspath(file))


def _script_root(frame: Frame) -> Any:
    file = frame.block.unit.file
    return _folder(file) if file else ""


def _command_path(frame: Frame) -> Any:
    file = frame.block.unit.file
    if not file:
        return ""
    import os

    return os.path.abspath(file)


def _cmdlet(frame: Frame) -> Any:
    if frame.cmdlet is not None:
        return frame.cmdlet
    caller = frame.parent
    while caller is not None and caller.cmdlet is None:
        caller = caller.parent
    if caller is None or caller.scope not in frame.scope.chain():
        return UNSET
    return caller.cmdlet  # a plain function sees the one of the advanced function that called it


def _input(frame: Frame) -> Any:
    if frame.stage is not None and frame.stage.advanced:
        from pssh.objects.collections import ArrayList

        return ArrayList(frame.input or [])
    from pssh.runtime.enumerators import InputEnumerator

    return InputEnumerator(frame.input or [])


# The automatic variables that a block gets when it mentions them, by name.
AUTOMATIC: Dict[str, Callable[[Frame], Any]] = {
    "args": lambda frame: list(frame.args or ()),
    "input": _input,
    "psboundparameters": _bound,
    "myinvocation": _invocation,
    "pscmdlet": _cmdlet,
    "this": _this,
    "psscriptroot": _script_root,
    "pscommandpath": _command_path,
    "foreach": lambda frame: UNSET,
    "switch": lambda frame: UNSET,
}


def run_block(
    rs: "Runspace",
    script_block: Any,
    scope: Scope,
    caller: Optional[Frame],
    out: Out,
    args: Any,
    input: Any,
    this: Any,
    dot: bool,
    underbar: Any,
    streams: Any,
) -> None:
    """Run a script block with positional arguments from Python code."""
    block = script_block.block
    parent = script_block.home(scope)
    own_state = parent.state is not scope.state
    before = scope.state.current
    if own_state:
        scope.state.current = scope
    if dot:
        inner = parent
        cells = [parent.cell(name) for name in block.spelled]
    else:
        cells = [Variable(name) for name in block.spelled]
        inner = Scope(parent, dict(zip(block.own, cells)))
    try:
        frame = Frame(rs, inner, block, caller, streams, cells)
        frame.owner = script_block
        frame.this = this
        frame.dotted = dot
        if block.attributes is not None and script_block.is_advanced:
            _run_advanced(frame, script_block, out, args, input)
            return
        frame.args = bind_positional(frame, block, list(args))
        items = None if input is None else list(_items(input))
        frame.input = items
        if script_block.closure is not None:
            spread(inner, script_block.closure)
        if block.usings or block.requirements or block.types:
            prepare(frame)
        if block.needs:
            needs = block.needs
            if dot and script_block.command is None:
                needs = needs - _NOT_WHEN_DOTTED if args else needs - _NOT_WHEN_DOTTED - {"args"}
            set_needs(frame, needs)
        elif input is not None:
            inner.cell("input").force(items)
        _run_parts(frame, block, out, items, underbar)
        if not dot and inner.extra is not None:
            rs.commands_changed()
    finally:
        scope.state.current = before


_NOT_WHEN_DOTTED = frozenset(("psboundparameters", "pscmdlet", "this", "myinvocation"))


def _items(value: Any) -> Any:
    from pssh.objects.compare import enumerate_value

    found = enumerate_value(value)
    return (value,) if found is None else found


def spread(scope: Scope, variables: Dict[str, Any]) -> None:
    """Give a scope the variables of a closure that it does not have itself."""
    for name, value in variables.items():
        cell = scope.cell(name)
        if cell.value is UNSET:
            cell.value = value


def prepare(frame: Frame) -> None:
    """`using` statements and types of a text, before it runs."""
    from pssh.runtime.using import apply_usings

    apply_usings(frame)


def _run_parts(frame: Frame, block: Any, out: Out, items: Optional[List[Any]], underbar: Any) -> None:
    if block.begin is None and block.process is None and block.clean is None:
        if underbar is not UNSET:
            _with_under(frame, underbar, block.end, out)
        elif block.end is not None:
            block.end(frame, out)
        return
    try:
        if block.begin is not None:
            block.begin(frame, out)
        if block.process is not None:
            values = items if items is not None else [underbar if underbar is not UNSET else None]
            for item in values:
                _with_under(frame, item, block.process, out)
        if block.end is not None:
            block.end(frame, out)
    finally:
        if block.clean is not None:
            from pssh.runtime.errors_flow import run_clean

            run_clean(frame, block.clean)


def _with_under(frame: Frame, item: Any, body: Any, out: Out) -> None:
    if body is None:
        return
    variables = frame.scope.vars
    before = variables.get("_")
    cell = Variable("_", item)
    frame.under = variables["_"] = cell
    try:
        body(frame, out)
    finally:
        if before is None:
            variables.pop("_", None)
        else:
            variables["_"] = before


def _run_advanced(frame: Frame, script_block: Any, out: Out, args: Any, input: Any) -> None:
    from pssh.runtime.commands import ScriptInfo
    from pssh.runtime.invoking import invoke_info

    caller = frame if frame.dotted else frame.parent or frame
    invoke_info(frame.rs, ScriptInfo(script_block), args, None, out, input, frame=caller, dot=frame.dotted)


def scope_for(script_block: Any, caller: Scope, dot: bool, names: Any) -> Any:
    """(scope, cells) of a run: the caller's own when dotted, a script scope for a file, else a new one."""
    parent = script_block.home(caller)
    block = script_block.block
    if dot:
        return parent, [parent.cell(name) for name in block.spelled]
    cells = [Variable(name) for name in block.spelled]
    kind = ScriptScope if names else Scope
    return kind(parent, dict(zip(block.own, cells))), cells
