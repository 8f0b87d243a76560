"""A cmdlet as a stage of a pipeline: binding, the two forms of body, and what its errors become."""

from types import GeneratorType
from typing import Any, Callable, Dict

from pssh.objects.errors import NetException, PSError, net_error
from pssh.runtime import reporting
from pssh.runtime.binder import Binding
from pssh.runtime.call import Call
from pssh.runtime.streams import null_sink

__all__ = ["CmdletProcessor", "adopt"]


class CmdletProcessor:
    """`process` is chosen at binding: the body's own `process_item` where every object goes straight there."""

    __slots__ = ("begun", "binding", "call", "info", "instance", "kwargs", "names", "process", "record_keys", "spec",
                 "straight", "values")  # fmt: skip

    def __init__(self, frame: Any, info: Any, spec: Any, values: Any, expecting_input: bool) -> None:
        self.info = info
        self.spec = spec
        self.values = values
        call = Call(frame.rs, frame.scope, info, frame.streams, null_sink)
        call.frame = frame
        call.spec = spec
        call.expecting_input = expecting_input
        call.processor = self
        self.call = call
        self.instance: Any = None
        self.straight: Any = None
        self.begun = False
        self.record_keys: Any = ()
        self.process: Callable[[Any], None] = self._process_record

    @property
    def failed(self) -> bool:
        return self.call.failed

    @property
    def streams(self) -> Any:
        return self.call.streams

    @streams.setter
    def streams(self, value: Any) -> None:
        self.call.streams = value

    def bind(self) -> None:
        """Bind the command line; choose how objects are taken."""
        call = self.call
        declaration = self.info.declaration
        binding = self.binding = Binding(call, declaration.metadata, self.spec, self.values)
        binding.bind_command_line()
        if call.bound and declaration.metadata.common:
            from pssh.runtime.commonparams import apply

            apply(call)
        if declaration.is_class:
            self._make_instance(declaration)
        else:
            self.kwargs = _keyed(declaration.metadata, call.bound)
        if call.runspace.debugger is not None:
            name = getattr(self.spec, "name", None) or call.name
            call.runspace.debugger.check_command(self.info, name, self.spec)

    def _make_instance(self, declaration: Any) -> None:
        call = self.call
        instance = self.instance = declaration.body()
        instance.call = call
        for key, value in _keyed(declaration.metadata, call.bound).items():
            setattr(instance, key, value)
        if (
            call.expecting_input
            and hasattr(instance, "process_item")
            and self.binding.single_value_parameter is not None
        ):
            self.process = self._process_straight
            if not _is_generator_function(instance.process_item):
                self.straight = _Straight(self)
                self.process = self.straight.process
        elif (
            call.expecting_input
            and hasattr(instance, "process_item")
            and self.binding.takes_plain_values
            and not _is_generator_function(instance.process_item)
        ):
            self.straight = _Straight(self)
            self.process = self._process_plain

    def link(self, out: Callable[[Any], None]) -> None:
        self.call.link(out)

    def begin(self) -> None:
        if self.begun:
            return  # an earlier stage wrote in its own `begin`
        self.begun = True
        if self.instance is not None:
            self._run(self.instance.begin)
            if self.straight is not None:  # `begin` may choose a narrower `process_item` for this instance
                self.straight.item = self.instance.process_item

    def run_once(self) -> None:
        """The one record of a command without piped input."""
        if self.instance is not None:
            self._run(self.instance.process)
        else:
            self._run_function()

    def _run_function(self) -> None:
        call = self.call
        body = self.info.declaration.body
        self._run(lambda: body(call, **self.kwargs))

    def _process_straight(self, item: Any) -> None:
        if not self.begun:
            self.begin()
        self._run(lambda: self.instance.process_item(item))

    def _process_plain(self, item: Any) -> None:
        if item.__class__ in _PLAIN:
            self.straight.process(item)
        else:
            self._process_record(item)

    def _process_record(self, item: Any) -> None:
        call = self.call
        if not self.begun:
            self.begin()
        try:
            if not self.binding.bind_pipeline(item):
                return
        except PSError as error:
            raise adopt(call, error) from None
        keyed = _keyed(call.metadata, call.bound)
        instance = self.instance
        if instance is None:
            self.kwargs = keyed
            self._run_function()
            return
        for key in self.record_keys:
            if key not in keyed and key in instance.__dict__:
                delattr(instance, key)
        self.record_keys = tuple(keyed)
        for key, value in keyed.items():
            setattr(instance, key, value)
        self._run(instance.process)

    def early_item(self, item: Any) -> None:
        """An object that comes before `begin` was called: an earlier stage writes in its `begin`."""
        self.begin()
        self.straight.item(item)

    def end(self) -> None:
        if self.instance is not None:
            self._run(self.instance.end)

    def dispose(self) -> None:
        if self.instance is not None:
            self.instance.dispose()
        # What the command was made of goes at once: no circle is left to the garbage collector.
        self.process = null_sink
        self.call.processor = None

    def stop(self) -> None:
        if self.instance is not None:
            self.instance.stop()

    def _run(self, function: Callable[[], Any]) -> None:
        """Run a piece of the body and write what it gives."""
        call = self.call
        try:
            result = function()
        except Exception as error:
            raise adopt(call, error) from None
        if result is None:
            return
        if result.__class__ is GeneratorType:
            self._drain(result)
        else:
            call.out(result)

    def _drain(self, generator: Any) -> None:
        call = self.call
        out, runspace, advance = call.out, call.runspace, generator.__next__
        while True:
            try:
                value = advance()
            except StopIteration:
                return
            except Exception as error:
                raise adopt(call, error) from None
            out(value)
            if runspace.stopping:
                from pssh.objects.flow import PipelineStopped

                raise PipelineStopped


class _Straight:
    """The fast way of a hot cmdlet: its `process_item` called with nothing between but error adoption."""

    __slots__ = ("call", "item")

    def __init__(self, processor: CmdletProcessor) -> None:
        self.call = processor.call
        self.item: Callable[[Any], None] = processor.early_item

    def process(self, value: Any) -> None:
        try:
            self.item(value)
        except Exception as error:
            raise adopt(self.call, error) from None


# objects without properties that a parameter could be bound from
_PLAIN = frozenset((str, int, float, bool))


def _is_generator_function(function: Any) -> bool:
    code = getattr(function, "__code__", None)
    return bool(code is not None and code.co_flags & 0x20)


def _keyed(metadata: Any, bound: Dict[str, Any]) -> Dict[str, Any]:
    parameters = metadata.parameters
    keyed = {}
    for name, value in bound.items():
        parameter = parameters.get(name.lower())
        if parameter is not None:
            keyed[parameter.key] = value
    return keyed


def adopt(call: Call, error: BaseException) -> BaseException:
    """The terminating error a cmdlet's exception becomes; those of scripts run by it pass untouched."""
    if isinstance(error, PSError):
        record = error.record
        if record.command_name or record.invocation_info is not None or error.passed:
            return error
        error.passed = True
        if not _from_script(error):
            reporting.complete(call, record)
        return error
    if isinstance(error, NetException):
        if _from_script(error):
            return error
        made = net_error(error)
        reporting.complete(call, made.record)
        return made
    if isinstance(error, RecursionError):
        return error
    from pssh.runtime.os_errors import translated

    found = translated(error)
    if found is None:
        return error
    reporting.complete(call, found.record)
    return found


def _from_script(error: BaseException) -> bool:
    """Whether compiled script code lies between the cmdlet and the place the error was raised."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<pssh"):
            return True
        trace = trace.tb_next
    return False
