"""ScriptBlock: code as a value."""

from typing import TYPE_CHECKING, Any, Callable, List, Optional, Tuple

from pssh.objects.nothing import NOTHING
from pssh.runtime.frame import Frame
from pssh.runtime.scope import UNSET, Scope, Variable
from pssh.runtime.unit import CompiledBlock, root_block

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ScriptBlock", "compile_text"]

Out = Callable[[Any], None]


def compile_text(text: str, file: Optional[str] = None, state: Any = None) -> "ScriptBlock":
    """The script block of a text; raises ParseException for one that is wrong."""
    return ScriptBlock(root_block(text, file), state)


def _one_after_another(parts: List[Any]) -> Callable[[Frame, Out], None]:
    """The blocks of a script block as one body."""

    def body(frame: Frame, out: Out) -> None:
        for part in parts:
            part(frame, out)

    return body


class ScriptBlock:
    """A block and where it belongs: `state` is the root scope of its session state (None: wherever it runs)."""

    __slots__ = (
        "__weakref__",
        "_block",
        "_tree",
        "closure",
        "command",
        "is_filter",
        "metadata_cache",
        "state",
        "using_values",
    )

    net_type_name = "System.Management.Automation.ScriptBlock"
    ps_single = True

    def __init__(self, block: Optional[CompiledBlock], state: Any = None, tree: Any = None) -> None:
        self._block = block
        self._tree = tree
        self.state = state
        self.closure: Any = None
        self.command: Any = None  # what `$MyInvocation.MyCommand` is when nobody called it by a command
        self.metadata_cache: Any = None
        self.using_values: Any = None
        self.is_filter = False

    @classmethod
    def create(cls, text: str, state: Any = None) -> "ScriptBlock":
        """`[scriptblock]::Create(text)`: parsed now, compiled when first run."""
        from pssh.runtime.parsing import parse_script

        return cls(None, state, parse_script(text))

    @property
    def block(self) -> CompiledBlock:
        if self._block is None:
            self._block = root_block(self._tree.extent.source.text, None, self._tree)
        return self._block

    # --- what it looks like -----------------------------------------------------------------------------

    def to_string(self) -> str:
        """The text between the braces."""
        if self._block is None:
            return str(self._tree.extent.source.text)
        return self._block.body_text

    __str__ = to_string

    @property
    def file(self) -> Optional[str]:
        if self._block is None:
            return None
        return self._block.unit.file

    @property
    def ast(self) -> Any:
        """The tree, parsed anew when the block came from compiled code."""
        from pssh.runtime import asttypes  # the nodes' types must be known to whoever looks at one
        from pssh.runtime.trees import show, tree_of

        if self._tree is None:
            self._tree = tree_of(self.block)
        elif self._tree.extent.source.root is None:
            show(self._tree)
        return self._tree if asttypes else None

    @property
    def extent(self) -> Any:
        return self.block.extent

    @property
    def module(self) -> Any:
        return getattr(self.state, "module", None)

    @property
    def metadata(self) -> Any:
        """The parameters as the binder wants them."""
        if self.metadata_cache is None:
            from pssh.runtime.script_metadata import metadata_of

            self.metadata_cache = metadata_of(self)
        return self.metadata_cache

    @property
    def is_advanced(self) -> bool:
        block = self.block
        if block.advanced is None:
            from pssh.runtime.script_metadata import is_advanced

            block.advanced = is_advanced(self)
        return block.advanced

    def get_new_closure(self, scope: Optional[Scope] = None) -> "ScriptBlock":
        """A copy of the block with the variables of the calling scope kept as they are now."""
        from pssh.runtime.closures import new_closure

        made: ScriptBlock = new_closure(self, scope)
        return made

    # --- running ----------------------------------------------------------------------------------------

    def invoke(
        self,
        rs: "Runspace",
        args: Any = (),
        input: Any = None,
        this: Any = None,
        dot: bool = False,
        underbar: Any = UNSET,
        streams: Any = None,
        out: Optional[Out] = None,
        scope: Optional[Scope] = None,
    ) -> List[Any]:
        """Run it with positional arguments. Without `out` the output is the result."""
        from pssh.runtime.functions import run_block
        from pssh.runtime.stack import current_frame

        caller = current_frame(rs)
        result: List[Any] = []
        where = scope if scope is not None else caller.scope if caller is not None else rs.global_scope
        run_block(
            rs, self, where, caller, out or result.append, args, input, this, dot, underbar,
            streams or (caller.streams if caller is not None else rs.streams),
        )  # fmt: skip
        return result

    def invoke_as_delegate(self, args: Any, underbar: Any = None) -> List[Any]:
        """Run it from a method that takes a function; the runspace is the one that runs now."""
        from pssh.runtime.stack import current_frame

        frame = current_frame()
        if frame is None:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "ScriptBlockDelegateInvokedFromWrongThread",
                "There is no Runspace available to run scripts in this thread.",
            )
        return self.invoke(frame.rs, args, underbar=underbar if underbar is not None else UNSET)

    def invoke_as_method(self, this: Any, args: Any = ()) -> List[Any]:
        """Run it as a script property or method of `this`; its errors are the caller's."""
        from pssh.runtime.stack import current_frame

        frame = current_frame()
        if frame is None:
            return self.invoke_as_delegate(args)
        rs = frame.rs
        was, rs.in_try = rs.in_try, True
        try:
            return self.invoke(rs, args, this=this)
        finally:
            rs.in_try = was

    def home(self, scope: Scope) -> Scope:
        """The scope below which the block runs when called from `scope`."""
        state = self.state
        if state is None or state is scope.state:
            return scope
        found: Scope = state.current or state
        return found

    def bind_for_pipeline(self, where: Any, streams: Any = None) -> Callable[[Any, Out], None]:
        """A function `(item, out)` that runs the block in the caller's own scope with `$_` as the item."""
        frame, cell = self._pipeline_frame(where, streams)
        block = self.block
        parts = [part for part in (block.begin, block.process, block.end) if part is not None]
        if not parts:
            return lambda item, out: None
        body = parts[0] if len(parts) == 1 else _one_after_another(parts)
        variables = frame.scope.vars

        def run(item: Any, out: Out) -> None:
            before = variables.get("_")
            variables["_"] = cell
            cell.value = item
            try:
                body(frame, out)
            finally:
                if before is None:
                    variables.pop("_", None)
                else:
                    variables["_"] = before

        return run

    def bind_stage(self, where: Any, streams: Any, out: Out) -> Callable[[Any], None]:
        """As `bind_for_pipeline` for a block with nothing but an `end`, whose output is known."""
        frame, cell = self._pipeline_frame(where, streams)
        body = self.block.end
        if body is None:
            return lambda item: None
        variables = frame.scope.vars

        def run(item: Any) -> None:
            before = variables.get("_")
            variables["_"] = cell
            cell.value = item
            try:
                body(frame, out)
            finally:
                if before is None:
                    variables.pop("_", None)
                else:
                    variables["_"] = before

        return run

    def bind_value(self, where: Any, streams: Any = None) -> Callable[[Any], Any]:
        """A function of an item: the block's output for it as one value."""
        value = self.block.value
        if value is None:
            run = self.bind_for_pipeline(where, streams)

            def collect(item: Any) -> Any:
                found: List[Any] = []
                run(item, found.append)
                return found[0] if len(found) == 1 else found or NOTHING

            return collect
        frame, cell = self._pipeline_frame(where, streams)
        variables = frame.scope.vars

        def evaluate(item: Any) -> Any:
            before = variables.get("_")
            variables["_"] = cell
            cell.value = item
            try:
                return value(frame)
            finally:
                if before is None:
                    variables.pop("_", None)
                else:
                    variables["_"] = before

        return evaluate

    def _pipeline_frame(self, where: Any, streams: Any) -> Tuple[Frame, Variable]:
        """A frame that runs again and again for the objects of a pipeline, and the cell of its `$_`."""
        caller = where if isinstance(where, Frame) else None
        scope = self.home(caller.scope if caller is not None else where)
        block = self.block
        cells = tuple([scope.cell(name) for name in block.spelled])
        if streams is None:
            streams = caller.streams if caller is not None else scope.rs.streams
        under = Variable("_")
        frame = Frame(scope.rs, scope, block, caller, streams, cells, under)
        frame.dotted = True
        if block.parameters:
            from pssh.runtime.binding import unbound_parameters

            unbound_parameters(frame, block)
        return frame, under

    def __repr__(self) -> str:
        return f"<ScriptBlock {self.to_string()[:40]!r}>"
