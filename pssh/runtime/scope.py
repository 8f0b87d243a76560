"""Scopes and variables.

A variable is a cell: compiled code looks a cell up once and then reads and writes its `value`. A cell never
leaves its scope's table (removing a variable makes it UNSET), because compiled code may hold it. A typed,
validated or read-only variable is the same cell with its class exchanged for one whose `value` is a property.
"""

from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = [
    "ALLSCOPE", "CONSTANT", "NULL_CELL", "PRIVATE", "READONLY", "UNSET", "ComputedVariable",
    "ConstrainedVariable", "GlobalScope", "ModuleScope", "Scope", "ScriptScope", "Variable",
]  # fmt: skip

READONLY, CONSTANT, PRIVATE, ALLSCOPE = 1, 2, 4, 8


class _Unset:
    """The value of a cell whose variable does not exist."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET = _Unset()


class VariableExtra:
    """What few variables have: options, attributes, a description."""

    __slots__ = ("attributes", "description", "module", "options", "private", "visibility")

    def __init__(self) -> None:
        self.options = 0
        self.attributes: List[Any] = []
        self.description = ""
        self.private = False
        self.visibility = "Public"
        self.module: Any = None


class Variable:
    """One variable of one scope. `value` is UNSET while the variable does not exist."""

    net_type_name = "System.Management.Automation.PSVariable"
    __slots__ = ("extra", "name", "value")

    def __init__(self, name: str, value: Any = UNSET) -> None:
        self.name = name
        self.value = value
        self.extra: Optional[VariableExtra] = None

    @property
    def options(self) -> int:
        return 0 if self.extra is None else self.extra.options

    @property
    def attributes(self) -> List[Any]:
        return [] if self.extra is None else self.extra.attributes

    @property
    def description(self) -> str:
        return "" if self.extra is None else self.extra.description

    def more(self) -> VariableExtra:
        """The extra part, made when needed."""
        if self.extra is None:
            self.extra = VariableExtra()
        return self.extra

    def constrain(self, attributes: List[Any]) -> None:
        """Attach type and validation attributes, which every later value passes; the value itself stays."""
        self.more().attributes = list(attributes)
        self._choose_class()

    def set_options(self, options: int) -> None:
        self.more().options = options
        self._choose_class()

    def force(self, value: Any) -> None:
        """Set the value past any option and attribute."""
        _raw_set(self, value)

    def raw(self) -> Any:
        return _raw_get(self)

    def clear(self) -> None:
        """Make the variable disappear; the cell stays."""
        _raw_set(self, UNSET)
        self.extra = None
        self.__class__ = Variable

    def _choose_class(self) -> None:
        extra = self.extra
        special = extra is not None and (extra.attributes or extra.options & (READONLY | CONSTANT))
        self.__class__ = ConstrainedVariable if special else Variable

    def __repr__(self) -> str:
        return f"<${self.name} = {_raw_get(self)!r}>"


_slot = Variable.__dict__["value"]
_raw_get = _slot.__get__
_raw_set = _slot.__set__


class ConstrainedVariable(Variable):
    """A variable whose new values are checked, converted or refused."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        return _raw_get(self)

    @value.setter
    def value(self, new: Any) -> None:
        extra = self.extra
        if extra is not None:
            if extra.options & (READONLY | CONSTANT):
                raise not_writable(self.name)
            for attribute in extra.attributes:
                new = attribute.apply(new, self)
        _raw_set(self, new)


class ComputedVariable(Variable):
    """A variable that is computed at every read (`$PWD`, `$?`); without a setter it is read-only."""

    __slots__ = ("getter", "setter")

    def __init__(self, name: str, getter: Any, setter: Any = None) -> None:
        self.name = name
        self.extra = None
        self.getter = getter
        self.setter = setter

    @property
    def value(self) -> Any:
        return self.getter()

    @value.setter
    def value(self, new: Any) -> None:
        if self.setter is None:
            raise not_writable(self.name)
        self.setter(new)

    def force(self, value: Any) -> None:
        if self.setter is not None:
            self.setter(value)

    def raw(self) -> Any:
        return self.getter()

    def clear(self) -> None:
        """A computed variable cannot be removed."""

    def _choose_class(self) -> None:
        """Options are kept but the value stays computed."""


class _NullCell(Variable):
    """Stands for 'no such variable' in compiled code: false, so that the next read looks again."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


NULL_CELL = _NullCell("")


def not_writable(name: str) -> Exception:
    """The error of assigning to a read-only or constant variable."""
    from pssh.objects.errors import ps_error

    return ps_error(
        "VariableNotWritable",
        f"Cannot overwrite variable {name} because it is read-only or constant.",
        "WriteError",
        name,
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
    )


class ScopeExtra:
    """What few scopes have: functions, aliases, types of their own, strict mode, drives."""

    __slots__ = ("aliases", "drives", "frame", "functions", "strict", "types")

    def __init__(self) -> None:
        self.functions: Dict[str, Any] = {}
        self.aliases: Dict[str, Any] = {}
        self.types: Dict[str, Any] = {}
        self.drives: Dict[str, Any] = {}
        self.strict: Optional[int] = None
        self.frame: Any = None


class Scope:
    """A level of variables. `state` is the root scope of the session state (the global scope or a module's),
    `script` the scope that `$script:` means."""

    __slots__ = ("extra", "parent", "script", "state", "vars")

    kind = "local"
    state: Any
    script: "Scope"

    def __init__(self, parent: "Scope", variables: Optional[Dict[str, Variable]] = None) -> None:
        self.parent: Optional[Scope] = parent
        self.vars: Dict[str, Variable] = {} if variables is None else variables
        self.state = parent.state
        self.script = parent.script
        self.extra: Optional[ScopeExtra] = None

    # --- variables --------------------------------------------------------------------------------------

    def cell(self, name: str) -> Variable:
        """This scope's own cell of a variable (made UNSET when absent); `name` in any case."""
        key = name.lower()
        found = self.vars.get(key)
        if found is None:
            root: GlobalScope = self.global_scope
            found = root.allscope.get(key)
            if found is None:
                found = Variable(name)
            self.vars[key] = found
        return found

    def find(self, name: str) -> Optional[Variable]:
        """The nearest variable of that name, up the chain, or None."""
        key = name.lower()
        scope: Optional[Scope] = self
        while scope is not None:
            found = scope.vars.get(key)
            if found is not None and found.value is not UNSET:
                extra = found.extra
                if extra is None or not extra.options & PRIVATE or scope is self:
                    return found
            scope = scope.parent
        return None

    def get(self, name: str, default: Any = None) -> Any:
        found = self.find(name)
        return default if found is None else found.value

    def set(self, name: str, value: Any) -> Variable:
        """Set a variable of this very scope."""
        cell = self.cell(name)
        if cell.value is UNSET:
            cell.name = name
        cell.value = value
        return cell

    def remove(self, name: str) -> bool:
        """Remove a variable of this very scope; whether it was there."""
        found = self.vars.get(name.lower())
        if found is None or found.value is UNSET:
            return False
        found.clear()
        return True

    def variables(self) -> Iterator[Variable]:
        """The variables of this very scope that exist."""
        return (v for v in list(self.vars.values()) if v.value is not UNSET)

    def visible_variables(self) -> Dict[str, Variable]:
        """All variables seen from here, by lower-case name, the nearest of each name."""
        seen: Dict[str, Variable] = {}
        scope: Optional[Scope] = self
        while scope is not None:
            for key, variable in list(scope.vars.items()):
                if key in seen or variable.value is UNSET:
                    continue
                if not variable.options & PRIVATE or scope is self:
                    seen[key] = variable
            scope = scope.parent
        return seen

    # --- the chain --------------------------------------------------------------------------------------

    @property
    def global_scope(self) -> "GlobalScope":
        top: GlobalScope = self.state.top
        return top

    @property
    def rs(self) -> Any:
        return self.state.top.runspace

    def chain(self) -> Iterator["Scope"]:
        scope: Optional[Scope] = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def more(self) -> ScopeExtra:
        if self.extra is None:
            self.extra = ScopeExtra()
        return self.extra

    @property
    def strict(self) -> int:
        """The strict mode in force here: 0 is off."""
        if not self.state.top.any_strict:
            return 0
        for scope in self.chain():
            if scope.extra is not None and scope.extra.strict is not None:
                return scope.extra.strict
        return 0

    @strict.setter
    def strict(self, level: int) -> None:
        self.more().strict = level
        self.state.top.any_strict = True

    @property
    def functions(self) -> Dict[str, Any]:
        return self.more().functions

    @property
    def aliases(self) -> Dict[str, Any]:
        return self.more().aliases

    @property
    def types(self) -> Dict[str, Any]:
        return self.more().types

    @property
    def drives(self) -> Dict[str, Any]:
        return self.more().drives

    # --- functions, aliases, types ----------------------------------------------------------------------

    def find_function(self, name: str) -> Any:
        return self._find_in("functions", name.lower())

    def find_alias(self, name: str) -> Any:
        return self._find_in("aliases", name.lower())

    def find_type(self, name: str) -> Any:
        return self._find_in("types", name.lower())

    def _find_in(self, table: str, key: str) -> Any:
        scope: Optional[Scope] = self
        while scope is not None:
            if scope.extra is not None:
                found = getattr(scope.extra, table).get(key)
                if found is not None and (
                    scope is self or "Private" not in str(getattr(found, "options", ""))
                ):
                    return found
            scope = scope.parent
        return None

    def set_function(self, name: str, info: Any) -> None:
        """Define a function here; `global:name` and the other prefixes say where else."""
        scope, bare = self.place_of(name)
        scope.more().functions[bare.lower()] = info
        self.rs.commands_changed()

    def replace_function(self, name: str, info: Any) -> None:
        """Define a function where one of that name is already: here or in a scope outside; else here."""
        scope, bare = self.place_of(name)
        if ":" not in name:
            old = self._find_in("functions", bare.lower())
            outer: Optional[Scope] = self
            while old is not None and outer is not None:
                if outer.extra is not None and outer.extra.functions.get(bare.lower()) is old:
                    scope = outer
                    break
                outer = outer.parent
        scope.set_function(bare, info)

    def set_alias(self, name: str, info: Any) -> None:
        self.more().aliases[name.lower()] = info
        self.rs.commands_changed()

    def place_of(self, name: str) -> Tuple["Scope", str]:
        """`script:x` -> (script scope, 'x')."""
        prefix, colon, rest = name.partition(":")
        if not colon:
            return self, name
        return self.qualified(prefix.lower()) or self, rest

    def qualified(self, prefix: str) -> "Optional[Scope]":
        """The scope a prefix names, or None when it is no scope's."""
        if prefix == "global":
            return self.global_scope
        if prefix == "script":
            return self.script
        if prefix in ("local", "private"):
            return self
        return None

    def numbered(self, text: Any) -> "Optional[Scope]":
        """The scope that `-Scope` names: a word, or how many levels up."""
        word = str(text).lower()
        if word in ("global", "script", "local", "private"):
            return self.qualified(word)
        if not word.isdigit():
            return None
        scope: Optional[Scope] = self
        for _ in range(int(word)):
            if scope is None:
                return None
            scope = scope.parent
        return scope

    # --- names with a prefix ----------------------------------------------------------------------------

    def lookup(self, path: str) -> Any:
        """The value of `$path`, UNSET when there is none: scope prefixes and drives are understood."""
        prefix, colon, rest = path.partition(":")
        if not colon:
            found = self.find(path)
            return UNSET if found is None else found.value
        lower = prefix.lower()
        scope = self.qualified(lower)
        if scope is not None:
            own = scope.vars.get(rest.lower())
            return UNSET if own is None else own.value
        if lower == "variable":  # all that follows is the name: a second prefix means nothing
            found = self.find(rest)
            return UNSET if found is None else found.value
        return self.rs.drive_value(lower, rest, self)

    def assign(self, path: str, value: Any) -> None:
        """Assign to `$path`."""
        prefix, colon, rest = path.partition(":")
        if not colon:
            self.set(path, value)
            return
        lower = prefix.lower()
        scope = self.qualified(lower)
        if scope is not None:
            cell = scope.set(rest, value)
            if lower == "private":
                cell.set_options(cell.options | PRIVATE)
        elif lower == "variable":
            self.set(rest, value)
        else:
            self.rs.set_drive_value(lower, rest, value, self)


class _RootScope(Scope):
    """The root of a session state. `current` is the innermost scope of it while code of another state runs."""

    __slots__ = ("current", "module", "top")


class GlobalScope(_RootScope):
    """The outermost scope of a runspace."""

    __slots__ = ("allscope", "any_strict", "namespaces", "runspace", "script_types")

    kind = "global"

    def __init__(self, runspace: "Runspace") -> None:
        self.parent = None
        self.vars = {}
        self.extra = ScopeExtra()
        self.state = self
        self.script = self
        self.top = self
        self.current: Optional[Scope] = None
        self.module: Any = None
        self.runspace = runspace
        self.any_strict = False
        self.script_types = False  # whether any script has defined a type
        self.namespaces: List[str] = []  # of `using namespace`
        self.allscope: Dict[str, Variable] = {}


class ModuleScope(_RootScope):
    """The top scope of a module, below the global one."""

    __slots__ = ()

    kind = "module"

    def __init__(self, top: GlobalScope, module: Any = None) -> None:
        self.parent = top
        self.vars = {}
        self.extra = ScopeExtra()
        self.state = self
        self.script = self
        self.top = top
        self.current = None
        self.module = module


class ScriptScope(Scope):
    """The scope of a running script file."""

    __slots__ = ()

    kind = "script"

    def __init__(self, parent: Scope, variables: Optional[Dict[str, Variable]] = None) -> None:
        super().__init__(parent, variables)
        self.script = self
