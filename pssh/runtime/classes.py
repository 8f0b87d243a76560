"""Classes and enums defined by scripts.

Each class becomes a Python class whose instances hold their properties in `ps_values`, and a NetType with the
members declared, so that everything that reads types sees them.
"""

from typing import Any, Dict, NoReturn

from pssh.objects.declare import Method, Overload, Parameter, Property
from pssh.objects.errors import PSError
from pssh.objects.nettype import NetType
from pssh.objects.nothing import MISSING
from pssh.objects.types import resolve_type
from pssh.runtime.class_checks import check_bases, check_contracts, check_default_constructor, refuse
from pssh.runtime.class_methods import MethodGroup, ScriptMethod
from pssh.runtime.known_types import known_type
from pssh.runtime.script_class import Field, ScriptClass, ScriptObject, caller_of, type_frame

__all__ = ["ClassDefinition", "EnumDefinition", "ScriptObject", "define_types"]


class EnumDefinition:
    """`enum E { A; B = 5 }` as compiled: members are (name, function of the value or None, the value's place)."""

    def __init__(
        self,
        unit: Any,
        name: str,
        start: int,
        end: int,
        bases: Any,
        members: Any,
        flags: bool,
        cyclic: bool,
    ) -> None:
        self.unit = unit
        self.name = name
        self.place = (start, end)
        self.bases = bases
        self.members = members
        self.flags = flags
        self.cyclic = cyclic

    def announce(self, f: Any) -> NetType:
        """The enum's type in the frame's scope, without its members."""
        kind = NetType(self.name, None, "System.Enum", (), "enum")
        kind.enum_flags = self.flags
        return _register(f, kind)

    def define(self, f: Any, kind: NetType) -> None:
        """Give the enum's type its members."""
        if self.bases:
            kind.underlying = self.bases[0][0].resolve(f).full_name
        if self.cyclic:
            text = "Cannot define enum because of a cycle in the initialization expressions."
            refuse(self.unit, self.place, "CycleInEnumInitializers", text)
        low, high = _RANGES[kind.underlying.partition(".")[2]]
        number = 0
        for name, function, *place in self.members:
            if function is not None:
                number = self._value(f, kind, function, place)
            if not low <= number <= high:
                self._out_of_bounds(kind, place)
            kind.enum_values[name] = number
            number = number * 2 if self.flags and number else number + 1

    def _value(self, f: Any, kind: NetType, function: Any, place: Any) -> int:
        from pssh.objects.convert import convert, to_int

        value = function(type_frame(f))
        try:
            return to_int(convert(value, known_type(kind.underlying)))
        except PSError:
            if isinstance(value, (int, float)):
                self._out_of_bounds(kind, place)
            text = f'Cannot convert the value to type "{_own_name(kind)}".'
            refuse(self.unit, place, "CannotConvertValue", text)

    def _out_of_bounds(self, kind: NetType, place: Any) -> NoReturn:
        text = f"Enumerator value is either too large or too small for {_own_name(kind)}."
        refuse(self.unit, place, "EnumeratorValueOutOfBounds", text)


def _own_name(kind: NetType) -> str:
    """PowerShell's name of an enum's underlying type: `int`."""
    return str(known_type(kind.underlying).ps_name)


_RANGES = {
    "Byte": (0, 255), "SByte": (-128, 127), "Int16": (-(1 << 15), (1 << 15) - 1), "UInt16": (0, (1 << 16) - 1),
    "Int32": (-(1 << 31), (1 << 31) - 1), "UInt32": (0, (1 << 32) - 1), "Int64": (-(1 << 63), (1 << 63) - 1),
    "UInt64": (0, (1 << 64) - 1),
}  # fmt: skip


def define_types(f: Any, definitions: Any) -> None:
    """Make the types of a text. All are known by name before one is filled in: they mention each other."""
    kinds = [definition.announce(f) for definition in definitions]
    for definition, kind in zip(definitions, kinds):
        definition.define(f, kind)


def _register(f: Any, kind: NetType) -> NetType:
    kind.ps_name_override = kind.full_name
    f.scope.types[kind.full_name.lower()] = kind
    f.scope.state.top.script_types = True
    return kind


class ClassDefinition:
    """A class or interface as compiled.

    Properties are (name, type, static, hidden, initial function, attributes function), methods (name, block,
    return type, static, hidden, constructor, function of base arguments).
    """

    def __init__(
        self, unit: Any, name: str, kind: str, start: int, end: int, bases: Any, properties: Any, methods: Any
    ) -> None:
        self.unit = unit
        self.name = name
        self.kind = kind
        self.start = start
        self.end = end
        self.bases = bases
        self.properties = properties
        self.methods = methods

    def announce(self, f: Any) -> NetType:
        """The class's type in the frame's scope, without its members."""
        kind = "class" if self.kind == "class" else "interface"
        made = NetType(self.name, None, "System.Object", (), kind)
        made.extra["announced"] = True
        return _register(f, made)

    def define(self, f: Any, kind: NetType) -> None:
        """Fill in the class's type."""
        found = [(ref, ref.find(f), place) for ref, *place in self.bases]
        check_bases(self.unit, found)
        base = next((each for _, each, _ in found if not each.is_interface), None)
        if base is not None:
            kind.base_type = base
        kind._interfaces = tuple(each for _, each, _ in found if each.is_interface)
        made = ClassBuilder(self, f, kind, base).build()
        check_default_constructor(self.unit, (self.start, self.end), base, made.constructors.overloads)
        check_contracts(self.unit, (self.start, self.end), kind)
        kind.extra.pop("announced", None)


class ClassBuilder:
    """Fills in one class."""

    def __init__(self, definition: ClassDefinition, f: Any, kind: NetType, base: Any) -> None:
        self.definition = definition
        self.f = f
        self.kind = kind
        self.base = base
        self.parent = None if base is None else base.extra.get("script_class")

    def build(self) -> ScriptClass:
        """Make the Python class of the instances, its fields and methods, and declare them to the type."""
        kind, parent = self.kind, self.parent
        made = self.script_class = ScriptClass(self.definition.name, kind, parent, self.f)
        kind.extra["script_class"] = made
        made.fields = [Field(self.f, row) for row in self.definition.properties]
        py_base = self._python_base()
        instance_fields = [field for field in made.all_fields() if not field.static]
        body: Dict[str, Any] = {
            "net_type": property(lambda self: kind, lambda self, value: None),
            "ps_fields": {field.name.lower(): field.name for field in instance_fields},
            "ps_rules": {field.name: field for field in instance_fields},
            "ps_methods": {},
            "ps_class": made,
            "ps_set": _set_field,
            "ps_get_member": _get_member,
            "ps_set_member": _set_member,
            "ps_call_method": _call_method,
            "__module__": "pssh.scripts",
        }
        if not issubclass(py_base, Exception) and not hasattr(py_base, "__iter__"):
            body["ps_single"] = True
        self._methods(made, body)
        self._special(made, body)
        made.python = type(self.definition.name, (py_base,), body)
        kind.py_class = made.python
        kind.extra["new"] = made.new_from_python
        kind.extra["invoke_static"] = made.invoke_static
        self._declare(made)
        return made

    def _python_base(self) -> Any:
        if self.parent is not None:
            return self.parent.python
        if self.base is None:
            return ScriptObject
        from pssh.objects.exceptions import NetException

        exception = resolve_type("System.Exception")
        if exception is not None and exception.is_assignable_from(self.base):
            return NetException
        if self.base.full_name == "System.Management.Automation.PSObject":
            return ScriptObject  # which holds members of its own, too
        self.base.load()
        found = self.base.py_class
        definition = self.base.definition
        while found is None and definition is not None:
            found, definition = definition.py_class, definition.definition
        if found is None or found is object:
            return _class_of_instances(self.base)
        return found

    def _methods(self, made: Any, body: Dict[str, Any]) -> None:
        groups: Dict[str, MethodGroup] = body["ps_methods"]
        if self.parent is not None:
            for key, group in self.parent.python.ps_methods.items():
                if key == key.lower():
                    copy = MethodGroup(group.name, False)
                    for method in group.overloads:
                        copy.add(method)
                    groups[key] = copy
            for key, group in self.parent.statics.items():
                made.statics[key] = group
        for name, block, returns, static, hidden, constructor, base in self.definition.methods:
            method = ScriptMethod(self.f, made, name, block, returns, hidden)
            if constructor:
                if static:
                    made.static_constructor = method
                else:
                    method.name = ".ctor"
                    made.constructors.add(method)
                    if base is not None:
                        made.base_arguments[method] = base
                continue
            table = made.statics if static else groups
            group = table.get(name.lower())
            if group is None:
                group = table[name.lower()] = MethodGroup(name, static)
            group.add(method)

    def _special(self, made: Any, body: Dict[str, Any]) -> None:
        """Methods that override Object's, or that an interface asks for, take effect in Python too."""
        groups = body["ps_methods"]
        interfaces = {item.full_name for item in self.kind.interfaces()}

        def caller(name: str) -> Any:
            group = groups[name]

            def run(self: Any, *args: Any) -> Any:
                return group.call(caller_of(made), self, args)

            return run

        if "tostring" in groups and 0 in groups["tostring"].by_count:
            run = caller("tostring")
            body["__str__"] = lambda self: str(run(self))
        elif self.parent is None and (self.base is None or self.base.py_class is None):
            body["__str__"] = lambda self: self.net_type.full_name
        equals = groups["equals"].taking_any() if "equals" in groups else None
        if equals is not None:
            body["__eq__"] = lambda self, other: (
                self is other or bool(equals.run(caller_of(made), self, (other,)))
            )
            if "gethashcode" in groups:
                hashed = caller("gethashcode")
                body["__hash__"] = lambda self: int(hashed(self))
            else:
                body["__hash__"] = object.__hash__
        if "compareto" in groups and any(name.startswith("System.IComparable") for name in interfaces):
            order = caller("compareto")
            body["compare_to"] = lambda self, other: int(order(self, other))
            body["__lt__"] = lambda self, other: int(order(self, other)) < 0
        if "getenumerator" in groups and any(_is_enumerable(name) for name in interfaces):
            enumerator = caller("getenumerator")
            body["ps_enumerate"] = lambda self: _walk(enumerator(self))
            body.pop("ps_single", None)
        elif "movenext" in groups and "System.Collections.IEnumerator" in interfaces:
            body["ps_enumerate"] = _walk
            body.pop("ps_single", None)

    def _declare(self, made: Any) -> None:
        """Declare the members on the NetType, for Get-Member and reflection."""
        kind = self.kind
        for field in made.fields:
            member = Property(field.name, field.type_text, None, static=field.static)
            member.hidden = field.hidden
            if field.static:
                member.getter = _static_getter(made, field)
                member.setter = _static_setter(made, field)
                kind.statics[field.name.lower()] = member
            else:
                member.getter = _getter(field.name)
                member.setter = _setter(field)
                kind.members[field.name.lower()] = member
        kind.constructors = Method("new", True)
        kind.constructors.overloads = [
            _overload(made, made.constructors, m, True) for m in made.constructors.overloads
        ]
        for overload in kind.constructors.overloads:
            overload.func = made.new_from_python
        if not made.constructors.overloads:
            kind.constructors.overloads = [Overload(f"{kind.full_name} new()", made.new_from_python, True)]
        for overload in kind.constructors.overloads:
            overload.text = overload.text[7:] if overload.text.startswith("static ") else overload.text
        for table, static in ((made.python.ps_methods, False), (made.statics, True)):
            for group in table.values():
                if group.overloads:
                    overloads = [_overload(made, group, m, static) for m in group.overloads]
                    method = kind.add_method(group.name, overloads, static)
                    method.hidden = any(m.hidden for m in group.overloads)


def _class_of_instances(kind: Any) -> Any:
    """The Python class behind a .NET type that has no single one of its own (List[int])."""
    from pssh.objects.members import new_object

    try:
        return new_object(kind, []).__class__
    except PSError:
        return ScriptObject


def _overload(made: Any, group: MethodGroup, method: ScriptMethod, static: bool = False) -> Overload:
    if static:

        def call_static(*args: Any) -> Any:
            return group.call(caller_of(made), None, args)

        made_one = Overload(method.definition, call_static, True)
    else:

        def call(self: Any, *args: Any) -> Any:
            return group.call(caller_of(made), self, args)

        made_one = Overload(method.definition, call)
    parameters = []
    for wanted, row in zip(method.types, method.block.parameters):
        parameter = Parameter(f"System.Object {row[0]}")
        parameter._type = wanted
        parameters.append(parameter)
    made_one._parameters = parameters
    return made_one


def _getter(name: str) -> Any:
    return lambda self: self.ps_values[name]


def _setter(field: Field) -> Any:
    def put(self: Any, value: Any) -> None:
        self.ps_values[field.name] = field.fit(value)

    return put


def _static_getter(made: Any, field: Field) -> Any:
    def get() -> Any:
        made.ready()
        return made.static_values[field.name]

    return get


def _static_setter(made: Any, field: Field) -> Any:
    def put(value: Any) -> None:
        made.ready()
        made.static_values[field.name] = field.fit(value)

    return put


def _is_enumerable(interface: str) -> bool:
    return interface.startswith(("System.Collections.IEnumerable", "System.Collections.Generic.IEnumerable"))


def _walk(enumerator: Any) -> Any:
    """The items an IEnumerator gives."""
    own = getattr(enumerator, "ps_enumerate", None)
    methods = getattr(enumerator, "ps_methods", {})
    if own is not None and "movenext" not in methods:
        yield from own()
        return
    from pssh.objects.members import call_method, get_member
    from pssh.runtime.operators.comparison import truth

    while truth(call_method(enumerator, "MoveNext", [])):
        if "get_current" in methods:
            yield call_method(enumerator, "get_Current", [])
        else:
            yield get_member(enumerator, "Current")


def _set_field(self: Any, name: str, value: Any) -> bool:
    """Set a property of an instance; False when it is none of the class's."""
    values = self.ps_values
    if name not in values:
        key = self.ps_fields.get(name.lower())
        if key is None:
            return False
        name = key
    rule = self.ps_rules[name]
    if rule.exact is None or type(value) is rule.exact:
        values[name] = value
    else:
        values[name] = rule.fit(value)
    return True


_set_member = _set_field


def _get_member(self: Any, name: str) -> Any:
    key = self.ps_fields.get(name.lower())
    return MISSING if key is None else self.ps_values[key]


def _call_method(self: Any, name: str, args: Any) -> Any:
    group = self.ps_methods.get(name.lower())
    if group is None:
        return MISSING
    return group.call(caller_of(self.ps_class), self, args)
