"""What a script's class is at run time: its properties, how instances come to be, its static members."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.objects.errors import PSError, ps_error
from pssh.objects.nettype import NetType
from pssh.objects.nothing import NOTHING
from pssh.runtime.class_methods import MethodGroup, ScriptMethod
from pssh.runtime.frame import Frame
from pssh.runtime.scope import Scope

__all__ = ["Field", "ScriptClass", "ScriptObject", "caller_of", "type_frame"]

_EXACT = {"System.Int32": int, "System.String": str, "System.Double": float, "System.Boolean": bool}


def type_frame(f: Any) -> Frame:
    """A frame in which the static parts of a class run."""
    return Frame(f.rs, f.scope, f.block, f, f.streams, ())


class ScriptObject:
    """The base of instances of script classes that derive from nothing else."""

    ps_single = True
    ps_fields: Dict[str, str]

    def __init__(self) -> None:
        self.ps_values: Dict[str, Any] = {}


class Field:
    """One property of a class: its type, default and rules."""

    __slots__ = ("exact", "hidden", "initial", "name", "rules", "static", "type")

    def __init__(self, f: Any, row: Tuple[Any, ...]) -> None:
        name, ref, static, hidden, initial, attributes = row
        self.name = name
        self.type = None if ref is None else ref.resolve(f)
        self.exact = None if self.type is None else _EXACT.get(self.type.full_name, False)
        self.static = static
        self.hidden = hidden
        self.initial = initial
        self.rules: List[Any] = []
        if attributes is not None:
            from pssh.runtime.attributes import validator_of

            found = [validator_of(a) for a in attributes(type_frame(f))]
            self.rules = [v for v in found if v is not None]
        if self.rules:
            self.exact = False

    def default(self) -> Any:
        """What the property holds before anything is assigned: .NET's default of its type."""
        if self.type is None:
            return None
        name = self.type.full_name
        if name == "System.String":
            return None
        from pssh.objects.types import default_value

        return default_value(self.type)

    def start_value(self, frame: Any) -> Any:
        """The value of its initializer, run for each new object, as its type."""
        if self.initial is None:
            return self.default()
        value = self.initial(frame)
        value = None if value is NOTHING else value
        if self.type is not None and type(value) is not self.exact:
            from pssh.objects.convert import convert

            value = convert(value, self.type)
        return value

    def fit(self, value: Any) -> Any:
        """The value as the property takes it."""
        from pssh.objects.convert import convert
        from pssh.runtime.binder_errors import ValidationFailure

        try:
            for rule in self.rules:
                rule.check(value, None)
            if self.type is not None:
                value = convert(None if value is NOTHING else value, self.type)
        except ValidationFailure as failure:
            raise _setting_failed(self.name, str(failure), None) from None
        except PSError as error:
            raise _setting_failed(self.name, error.record.message, error.record.exception) from None
        return value

    @property
    def type_text(self) -> str:
        return "System.Object" if self.type is None else str(self.type.ps_name)


def _setting_failed(name: str, text: str, inner: Any) -> PSError:
    return ps_error(
        "ExceptionWhenSetting",
        f'Exception setting "{name}": "{text}"',
        "NotSpecified",
        None,
        "System.Management.Automation.SetValueInvocationException",
        inner,
    )


def caller_of(made: Any) -> Any:
    """The frame to call a method from when Python code calls it."""
    from pssh.runtime.stack import current_frame

    return current_frame() or made.frame


class ScriptClass:
    """A class at run time: how instances are made, its static members."""

    def __init__(self, name: str, kind: NetType, parent: "Optional[ScriptClass]", f: Any) -> None:
        self.name = name
        self.kind = kind
        self.parent = parent
        self.frame = type_frame(f)
        self.fields: List[Field] = []
        self.constructors = MethodGroup("new", False)
        self.base_arguments: Dict[ScriptMethod, Any] = {}
        self.statics: Dict[str, MethodGroup] = {}
        self.static_values: Dict[str, Any] = {}
        self.static_constructor: Optional[ScriptMethod] = None
        self._started = False
        self._failure: Optional[PSError] = None
        self.python: Any = None

    def all_fields(self) -> List[Field]:
        inherited = [] if self.parent is None else self.parent.all_fields()
        own = {field.name.lower() for field in self.fields}
        return [field for field in inherited if field.name.lower() not in own] + self.fields

    def ready(self) -> None:
        """Give the static members their first values, when the class is used for the first time."""
        if self._failure is not None:
            raise self._failure
        if self._started:
            return
        self._started = True
        if self.parent is not None:
            self.parent.ready()
        try:
            self._start_statics()
        except PSError as error:
            self._failure = ps_error(
                "TypeInitializationException",
                f"The type initializer for '{self.name}' threw an exception.",
                "NotSpecified",
                exception="System.TypeInitializationException",
                inner=error.record.exception,
            )
            raise self._failure from error

    def _start_statics(self) -> None:
        frame = self.frame
        for field in self.fields:
            if field.static:
                self.static_values[field.name] = None
        for field in self.fields:
            if field.static:
                self.static_values[field.name] = field.start_value(frame)
        if self.static_constructor is not None:
            self.static_constructor.run(frame, None, ())

    # --- instances ----------------------------------------------------------------------------------------

    def new_from_python(self, *args: Any) -> Any:
        return self.new(caller_of(self), args)

    def new(self, f: Any, args: Any) -> Any:
        """`[Class]::new(args)`."""
        if self.kind.kind == "interface":
            raise self.constructors.no_overload(len(args))
        if not self._started or self._failure is not None:
            self.ready()
        instance = self.python.__new__(self.python)
        instance.ps_values = {}
        self._start_fields(f, instance)
        self.construct(f, instance, args)
        return instance

    def _start_fields(self, f: Any, instance: Any) -> None:
        values = instance.ps_values
        fields = [field for field in self.all_fields() if not field.static]
        frame: Any = None
        for field in fields:
            if field.initial is None:
                values[field.name] = field.default()
            else:
                if frame is None:
                    frame = self._frame(f, instance)
                values[field.name] = None
                values[field.name] = field.start_value(frame)

    def _frame(self, f: Any, instance: Any) -> Frame:
        frame = Frame(f.rs, Scope(self.frame.scope), self.frame.block, f, f.streams, ())
        frame.this = instance
        frame.scope.cell("this").value = instance
        return frame

    def construct(self, f: Any, instance: Any, args: Any) -> None:
        """Run the constructor for these arguments, the bases' first."""
        group = self.constructors
        if not group.overloads:
            if args:
                raise group.no_overload(len(args))
            self._construct_base(f, instance, ())
            return
        found = group.by_count.get(len(args))
        if found is None:
            raise group.no_overload(len(args))
        method = found[0] if len(found) == 1 else group.choose(found, args)
        frame = method.enter(f, instance, args)
        base = self.base_arguments.get(method)
        self._construct_base(f, instance, base(frame) if base is not None else ())
        method.finish(frame)

    def _construct_base(self, f: Any, instance: Any, args: Any) -> None:
        if self.parent is not None:
            self.parent.construct(f, instance, args)
            return
        from pssh.objects.exceptions import NetException

        if isinstance(instance, NetException):
            values = list(args)
            message = None
            if values:
                from pssh.objects.tostring import to_string

                message = to_string(values[0])
            if message is None:
                message = f"Exception of type '{instance.net_type.full_name}' was thrown."
            inner = values[1] if len(values) > 1 else None
            NetException.__init__(instance, self.kind.full_name, message, inner)
            instance.type_name = instance.net_type.full_name
        elif not isinstance(instance, ScriptObject):
            kept = instance.ps_values
            self.python.__mro__[1].__init__(instance, *args)
            instance.ps_values = kept

    # --- static members -----------------------------------------------------------------------------------

    def invoke_static(self, f: Any, name: str, args: Any) -> Any:
        """`[Class]::name(args)`."""
        lower = name.lower()
        if lower == "new":
            return self.new(f, args)
        self.ready()
        group = self.statics.get(lower)
        if group is not None:
            return group.call(f, None, args)
        from pssh.objects.members import call_static

        return call_static(self.kind, name, args)
