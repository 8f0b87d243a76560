"""NetType: a .NET type as scripts see it, with its declared members. Families of members load on demand."""

from operator import attrgetter
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple, TypeVar

from pssh.objects.declare import Method, Overload, Property, substitute

__all__ = ["NetType"]

_ASSEMBLY = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
Func = Callable[..., Any]
Declared = TypeVar("Declared", bound=Func)  # what a decorator gets it gives back


class NetType:
    """One type. `base` and `interfaces` are names (resolved when asked for) or types."""

    __slots__ = (
        "_base",
        "_cache",
        "_interfaces",
        "_static_cache",
        "_supers",
        "arrays",
        "constructors",
        "convert_fn",
        "definition",
        "element_type",
        "enum_by_value",
        "enum_flags",
        "enum_values",
        "extra",
        "full_name",
        "generic_arguments",
        "generic_parameters",
        "kind",
        "members",
        "pending",
        "ps_name_override",
        "py_class",
        "rank",
        "statics",
        "underlying",
    )

    def __init__(
        self,
        full_name: str,
        py_class: Optional[type] = None,
        base: Any = "System.Object",
        interfaces: Sequence[Any] = (),
        kind: str = "class",
    ) -> None:
        self.full_name = full_name
        self.py_class = py_class
        self._base = base
        self._interfaces: Tuple[Any, ...] = tuple(interfaces)
        self.kind = kind
        self.members: Dict[str, Any] = {}
        self.statics: Dict[str, Any] = {}
        self.constructors: Optional[Method] = None
        self.pending: Tuple[str, ...] = ()
        self.element_type: Optional[NetType] = None
        self.rank = 1
        self.generic_arguments: Tuple[NetType, ...] = ()
        self.generic_parameters: Tuple[str, ...] = ()
        self.definition: Optional[NetType] = None
        self.enum_values: Dict[str, int] = {}
        self.enum_by_value: Optional[Dict[int, str]] = None
        self.enum_flags = False
        self.underlying = "System.Int32"
        self.convert_fn: Optional[Func] = None
        self.arrays: Dict[int, NetType] = {}
        self.ps_name_override: Optional[str] = None
        self.extra: Dict[str, Any] = {}
        self._cache: Dict[str, Any] = {}
        self._static_cache: Dict[str, Any] = {}
        self._supers: Any = None

    # -- what it is --------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"<NetType {self.full_name}>"

    def __reduce__(self) -> Any:
        return (_by_name, (self.full_name,))

    @property
    def name(self) -> str:
        """The short name: `Int32`, "List`1", `Int32[]`."""
        if self.element_type is not None and self.kind == "array":
            return f"{self.element_type.name}[{',' * (self.rank - 1)}]"
        text = self.full_name.partition("[")[0]
        return text.rpartition("+")[2] if "+" in text else text.rpartition(".")[2]

    @property
    def namespace(self) -> Optional[str]:
        if self.kind == "array" and self.element_type is not None:
            return self.element_type.namespace
        space = self.full_name.partition("[")[0].partition("+")[0].rpartition(".")[0]
        return space or None

    @property
    def ps_name(self) -> str:
        """The name as PowerShell writes it in text: an accelerator where there is one."""
        if self.ps_name_override is not None:
            return self.ps_name_override
        from pssh.objects.typenames import accelerator_of

        if self.kind == "array" and self.element_type is not None:
            return f"{self.element_type.ps_name}[{',' * (self.rank - 1)}]"
        if self.generic_arguments and self.definition is not None:
            inner = ",".join(argument.ps_name for argument in self.generic_arguments)
            return f"{self.definition.full_name.partition('`')[0]}[{inner}]"
        return accelerator_of(self.full_name) or self.full_name.replace("`", "`", 1)

    @property
    def is_enum(self) -> bool:
        return self.kind == "enum"

    @property
    def is_interface(self) -> bool:
        return self.kind == "interface"

    @property
    def is_array(self) -> bool:
        return self.kind == "array"

    @property
    def is_value_type(self) -> bool:
        return self.kind in ("struct", "enum")

    @property
    def base_type(self) -> Optional["NetType"]:
        base = self._base
        if base is None or isinstance(base, NetType):
            return base
        arguments = self.type_arguments()
        found = substitute(base, arguments) if arguments else None
        if found is None:
            found = _resolve(base)
        self._base = found
        return found

    @base_type.setter
    def base_type(self, base: Any) -> None:
        self._base = base
        self._supers = None
        self.forget()

    def type_arguments(self) -> Dict[str, "NetType"]:
        """What T, TKey ... mean on this constructed type."""
        if self.definition is None or not self.generic_arguments:
            return {}
        return dict(zip(self.definition.generic_parameters, self.generic_arguments))

    def interfaces(self) -> List["NetType"]:
        """All interfaces, those of the bases after its own."""
        found: List[NetType] = []
        arguments = self.type_arguments()
        for item in self._interfaces:
            if isinstance(item, str):
                item = (substitute(item, arguments) if arguments else None) or _resolve(item)
            if item is not None and item not in found:
                found.append(item)
                found.extend(other for other in item.interfaces() if other not in found)
        base = self.base_type
        if base is not None:
            found.extend(other for other in base.interfaces() if other not in found)
        return found

    def bases(self) -> Iterator["NetType"]:
        """This type and its bases up to System.Object."""
        current: Optional[NetType] = self
        while current is not None:
            yield current
            current = current.base_type

    def supers(self) -> Any:
        """Names of everything this type can be used as (lower case)."""
        if self._supers is None:
            names = {base.full_name.lower() for base in self.bases()}
            names.update(item.full_name.lower() for item in self.interfaces())
            names.update(base.definition.full_name.lower() for base in self.bases() if base.definition)
            names.add("system.object")
            self._supers = frozenset(names)
        return self._supers

    def is_assignable_from(self, other: "NetType") -> bool:
        """Whether a value of type `other` can be used where this type is wanted."""
        if other is self or self.full_name == "System.Object":
            return True
        if self.full_name.lower() in other.supers():
            return True
        if self.kind == "array" and other.kind == "array" and self.rank == other.rank:
            mine, theirs = self.element_type, other.element_type
            if mine is not None and theirs is not None and not theirs.is_value_type:
                return mine.is_assignable_from(theirs)
        if self.definition is not None and self.kind == "interface" and self.generic_arguments:
            return self._covariant_from(other)
        return False

    def _covariant_from(self, other: "NetType") -> bool:
        if self.definition is None or not self.definition.full_name.endswith(
            ("IEnumerable`1", "IReadOnlyList`1")
        ):
            return False
        wanted = self.generic_arguments[0]
        for item in other.interfaces():
            if item.definition is self.definition and not item.generic_arguments[0].is_value_type:
                return wanted.is_assignable_from(item.generic_arguments[0])
        return False

    def is_instance(self, value: Any) -> bool:
        """The -is operator."""
        from pssh.objects.types import is_instance

        return is_instance(value, self)

    def array_type(self, rank: int = 1) -> "NetType":
        """`T[]` of this type (`T[,]` with rank 2)."""
        made = self.arrays.get(rank)
        if made is None:
            made = NetType(
                f"{self.full_name}[{',' * (rank - 1)}]",
                None,
                "System.Array",
                (
                    "System.Collections.IList",
                    "System.Collections.ICollection",
                    "System.Collections.IEnumerable",
                )
                if rank > 1
                else (
                    "System.Collections.Generic.IList[" + self.definition_name + "]",
                    "System.Collections.Generic.IReadOnlyList[" + self.definition_name + "]",
                ),
                kind="array",
            )
            made.element_type = self
            made.rank = rank
            self.arrays[rank] = made
        return made

    @property
    def definition_name(self) -> str:
        """A name that `resolve_type` reads back."""
        if self.generic_arguments and self.definition is not None:
            inner = ",".join(argument.definition_name for argument in self.generic_arguments)
            return f"{self.definition.full_name.partition('`')[0]}[{inner}]"
        if self.kind == "array" and self.element_type is not None:
            return f"{self.element_type.definition_name}[{',' * (self.rank - 1)}]"
        return self.full_name

    @property
    def qualified_name(self) -> str:
        """AssemblyQualifiedName."""
        return f"{self.full_name}, {_ASSEMBLY}"

    def default_value(self) -> Any:
        """What a field or array element of this type holds before anything is put there."""
        from pssh.objects.types import default_value

        return default_value(self)

    # -- enums -------------------------------------------------------------------------------------

    def enum_name(self, value: int) -> str:
        """The text of the enum value: its name, 'A, B' for flags, else the number."""
        from pssh.objects.enums import enum_text

        return enum_text(self, value)

    # -- members -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Import the modules that declare the members of this type. A thread that asks while another imports
        them waits; only those modules themselves go on with what is declared so far."""
        if self.pending:
            from importlib import import_module

            modules = [import_module(module) for module in self.pending]
            if not any(_is_half_made(module) for module in modules):
                self.pending = ()
        if self.definition is not None and self.definition.pending:
            self.definition.load()

    def forget(self) -> None:
        """Drop what was looked up (a member was added)."""
        self._cache.clear()
        self._static_cache.clear()
        from pssh.objects.types import members_changed

        members_changed()

    def find_member(self, lower: str) -> Any:
        """The instance member of that (lower-case) name, own or inherited; None when there is none."""
        cache = self._cache
        if lower in cache:
            return cache[lower]
        found = None
        lower = lower.lower()
        for holder in self._holders():
            found = holder.own_member(lower)
            if found is not None:
                break
        if found is None and lower[:4] in ("get_", "set_"):
            found = self.find_accessor(lower)
        if found is None and lower[:2] == "to":
            from pssh.objects.interface_methods import explicit_method

            found = explicit_method(self, lower)
        cache[lower] = found
        return found

    def find_accessor(self, lower: str) -> Optional[Method]:
        """The method behind a property: `get_Count()` is there where `Count` is (what an entry can't hide)."""
        known = self.find_member(lower[4:])
        setting = lower[0] == "s"
        func = None if not isinstance(known, Property) else known.setter if setting else known.getter
        if func is None or known.kind != "Property":
            return None
        name, kind = known.name, known.type_text
        text = f"void set_{name}({kind} value)" if setting else f"{kind} get_{name}()"
        found = Method(("set_" if setting else "get_") + name)
        found.overloads.append(Overload(text, func))
        return found

    def _holders(self) -> Iterator["NetType"]:
        if self.kind == "interface":
            yield self
            yield from self.interfaces()
            found = _resolve("System.Object")
            if found is not None:
                yield found
            return
        yield self
        for base in self.bases():
            # What PSObject declares is reached through `.psobject`, never as a member of an object.
            if base is not self and base.full_name != "System.Management.Automation.PSObject":
                yield base

    def own_member(self, lower: str) -> Any:
        """An instance member this very type declares, by its lower-case name; None when it is inherited or not there."""
        self.load()
        found = self.members.get(lower)
        if found is None and self.definition is not None:
            found = self.definition.members.get(lower)
            if isinstance(found, Method):
                found = found.specialised(self.type_arguments())
                self.members[lower] = found
        return found

    def find_static(self, lower: str) -> Any:
        """The static member of that (lower-case) name, own or inherited; None when there is none."""
        cache = self._static_cache
        if lower in cache:
            return cache[lower]
        found = None
        lower = lower.lower()
        for holder in self.bases():
            holder.load()
            found = holder.statics.get(lower)
            if found is None and holder.definition is not None:
                found = holder.definition.statics.get(lower)
                if isinstance(found, Method):
                    found = found.specialised(holder.type_arguments())
            if found is not None:
                break
        cache[lower] = found
        return found

    def all_members(self) -> Dict[str, Any]:
        """Instance members by lower-case name, own first, each name once."""
        found: Dict[str, Any] = {}
        for holder in self._holders():
            holder.load()
            if holder.definition is not None:
                for lower in holder.definition.members:
                    found.setdefault(lower, holder.own_member(lower))
            for lower, member in holder.members.items():
                found.setdefault(lower, member)
        return found

    def all_statics(self) -> Dict[str, Any]:
        """Static members by lower-case name."""
        found: Dict[str, Any] = {}
        for holder in self.bases():
            holder.load()
            for source in (holder.statics, holder.definition.statics if holder.definition else {}):
                for lower, member in source.items():
                    found.setdefault(lower, member)
        return found

    def find_constructor(self) -> Optional[Method]:
        """The constructors, of a generic type with its arguments filled in; None when there are none."""
        self.load()
        if self.constructors is not None:
            return self.constructors
        if self.definition is not None and self.definition.constructors is not None:
            self.constructors = self.definition.constructors.specialised(self.type_arguments())
            return self.constructors
        if self.extra.get("exception"):  # the exceptions of the table are all made alike
            base = _resolve("System.Exception")
            return base.find_constructor() if base is not None else None
        return None

    # -- declaring ---------------------------------------------------------------------------------

    def _add(self, table: Dict[str, Any], name: str, member: Any) -> None:
        table[name.lower()] = member
        if self._cache or self._static_cache:
            self.forget()

    def add_method(self, name: str, overloads: Sequence[Overload], static: bool = False) -> Method:
        """Add overloads to the method `name` (made when it is not there)."""
        table = self.statics if static else self.members
        method = table.get(name.lower())
        if not isinstance(method, Method):
            method = Method(name, static)
            self._add(table, name, method)
        method.overloads.extend(overloads)
        method.plans.clear()
        return method

    def method(self, name: str, *definitions: str, raw: bool = False) -> Callable[[Declared], Declared]:
        """Declare an instance method; `raw`: arguments arrive unconverted, whatever their count."""

        def declare(func: Declared) -> Declared:
            texts = definitions or (f"System.Object {name}()",)
            self.add_method(name, [Overload(text, func, raw=raw) for text in texts])
            return func

        return declare

    def static_method(
        self, name: str, *definitions: str, raw: bool = False
    ) -> Callable[[Declared], Declared]:
        """Declare a static method: the function gets the arguments only."""

        def declare(func: Declared) -> Declared:
            texts = definitions or (f"static System.Object {name}()",)
            self.add_method(name, [Overload(text, func, True, raw) for text in texts], static=True)
            return func

        return declare

    def prop(
        self, name: str, type_text: str = "System.Object", kind: str = "Property"
    ) -> Callable[[Declared], Declared]:
        """Declare an instance property by its getter."""

        def declare(func: Declared) -> Declared:
            self._add(self.members, name, Property(name, type_text, func, kind=kind))
            return func

        return declare

    def serialization(self) -> Tuple[int, Tuple[str, ...]]:
        """How a types file says that values are serialized: the depth, and which properties. 0 and () where none does."""
        known: Optional[Tuple[int, Tuple[str, ...]]] = self.extra.get("serialized")
        if known is None:
            rules = (each.extra["serialization"] for each in self.bases() if "serialization" in each.extra)
            known = self.extra["serialized"] = next(rules, (0, ()))
        return known

    def reads(self, name: str, type_text: str, attribute: str, kind: str = "Property") -> None:
        """Declare an instance property that is an attribute of the Python object."""
        self._add(self.members, name, Property(name, type_text, attrgetter(attribute), kind=kind))

    def setter(self, name: str) -> Callable[[Declared], Declared]:
        """Declare the setter of a property declared before; it gets the converted value."""

        def declare(func: Declared) -> Declared:
            self.members[name.lower()].setter = func
            return func

        return declare

    def alias(self, name: str, target: str) -> None:
        """Declare an AliasProperty."""
        lower = target.lower()

        def get(value: Any) -> Any:
            return self.find_member(lower).getter(value)

        member = Property(name, "System.Object", get, kind="AliasProperty")
        member.target = target
        self._add(self.members, name, member)

    def static_prop(self, name: str, type_text: str = "System.Object") -> Callable[[Declared], Declared]:
        """Declare a static property by its getter (called without arguments)."""

        def declare(func: Declared) -> Declared:
            self._add(self.statics, name, Property(name, type_text, func, static=True))
            return func

        return declare

    def static_setter(self, name: str) -> Callable[[Declared], Declared]:
        """Declare the setter of a static property declared before; it gets the converted value."""

        def declare(func: Declared) -> Declared:
            self.statics[name.lower()].setter = func
            return func

        return declare

    def constant(self, name: str, type_text: str, value: Any) -> None:
        """Declare a static field with a fixed value."""
        self._add(self.statics, name, Property(name, type_text, lambda: value, static=True))

    def parameterized(self, name: str, *definitions: str) -> Callable[[Declared], Declared]:
        """Declare a parameterized property (Chars, Item) by its getter."""

        def declare(func: Declared) -> Declared:
            method = Method(name, kind="ParameterizedProperty")
            method.overloads = [Overload(text, func) for text in definitions]
            self._add(self.members, name, method)
            return func

        return declare

    def constructor(self, *definitions: str, raw: bool = False) -> Callable[[Declared], Declared]:
        """Declare constructors; the function gets the arguments (and `net_type=` if it asks for it)."""

        def declare(func: Declared) -> Declared:
            if self.constructors is None:
                self.constructors = Method(self.name, static=True, kind="Constructor")
            texts = definitions or (f"{self.full_name} new()",)
            self.constructors.overloads.extend(Overload(text, func, raw=raw) for text in texts)
            return func

        return declare


def _resolve(name: str) -> Optional[NetType]:
    from pssh.objects.types import resolve_type

    return resolve_type(name)


def _by_name(name: str) -> Any:
    return _resolve(name)


def _is_half_made(module: Any) -> bool:
    """Whether the import of a module is still under way: then it is this thread that runs it."""
    return bool(getattr(module.__spec__, "_initializing", False))
