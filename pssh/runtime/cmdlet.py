"""How a cmdlet is declared: one typed Python signature is its parameter metadata, its docstring its help.

Function form: called once for each piped record (once in all when nothing is piped); what it yields, or
returns when that is neither None nor a generator, is written *as one object* (a list is not taken apart).
Class form: annotated class attributes are the parameters; `begin`, `process`, `end` are the body (each may
be a generator). The declaring module must not use `from __future__ import annotations`.
"""

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Optional, Tuple, Union

from pssh.runtime.call import Call
from pssh.runtime.params import ALL_SETS, CommandMetadata, ParameterMetadata, ParameterRole

__all__ = ["Call", "Cmdlet", "CmdletBase", "Param", "Switch", "cmdlet"]


if TYPE_CHECKING:
    Switch = bool
else:

    class Switch:
        """The type of a switch parameter; the body receives a plain bool."""


class Param:
    """What a parameter's annotation says beyond its type: `Annotated[List[str], Param(position=0)]`.

    Several `Param` marks with different `sets` give the parameter another role in each set. `type` is a .NET
    name where the Python annotation cannot say it. `validate` takes the objects of `runtime/validation.py`.
    """

    __slots__ = ("aliases", "allow_empty_collection", "allow_empty_string", "allow_null", "help", "name",
                 "role", "sets", "transform", "type", "validate", "wildcards")  # fmt: skip

    def __init__(
        self,
        position: Optional[int] = None,
        mandatory: bool = False,
        pipeline: bool = False,
        by_property: bool = False,
        remaining: bool = False,
        sets: Union[str, Iterable[str]] = (),
        aliases: Union[str, Iterable[str]] = (),
        name: Optional[str] = None,
        type: Optional[str] = None,
        validate: Iterable[Any] = (),
        transform: Iterable[Any] = (),
        allow_null: bool = False,
        allow_empty_string: bool = False,
        allow_empty_collection: bool = False,
        wildcards: bool = False,
        hidden: bool = False,
        help: str = "",
    ) -> None:
        self.role = ParameterRole(position, mandatory, pipeline, by_property, remaining, help, hidden)
        self.sets = (sets,) if isinstance(sets, str) else tuple(sets)
        self.aliases = (aliases,) if isinstance(aliases, str) else tuple(aliases)
        self.name = name
        self.type = type
        self.validate = tuple(validate)
        self.transform = tuple(transform)
        self.allow_null = allow_null
        self.allow_empty_string = allow_empty_string
        self.allow_empty_collection = allow_empty_collection
        self.wildcards = wildcards
        self.help = help


class CmdletBase:
    """Base of the class form. The bound parameters are attributes of the instance.

    A class may define `process_item(self, item)`: piped objects then go straight there, without binding for
    each, whenever the only pipeline parameter is the untyped by-value one and it was not given by name.
    """

    call: Call

    def write(self, value: Any) -> None:
        """Write one object to the pipeline."""
        self.call.out(value)

    def process_items_with(self, take: Callable[[Any], Any]) -> None:
        """From `begin`: the piped objects of this run go to `take`, which does no more than its parameters ask."""
        self.__dict__["process_item"] = take

    def begin(self) -> Any:
        return None

    def process(self) -> Any:
        return None

    def end(self) -> Any:
        return None

    def stop(self) -> None:
        """Called from another thread when the pipeline is stopped."""

    def dispose(self) -> None:
        """Called at the end in every case."""


class Cmdlet:
    """A declared cmdlet. `body` is the function or the class; the metadata is made at first use."""

    __slots__ = ("_metadata", "aliases", "body", "confirm_impact", "default_set", "is_class", "module", "name",
                 "output", "sets", "should_process")  # fmt: skip

    def __init__(self, name: str, body: Any, options: Dict[str, Any]) -> None:
        self.name = name
        self.body = body
        self.is_class = isinstance(body, type)
        self.aliases: Tuple[str, ...] = options["alias"]
        self.output: Tuple[str, ...] = options["output"]
        self.sets: Tuple[str, ...] = options["sets"]
        self.default_set: Optional[str] = options["default_set"]
        self.should_process: bool = options["should_process"]
        self.confirm_impact: str = options["confirm_impact"]
        self.module: str = options["module"]
        self._metadata: Optional[CommandMetadata] = None

    @property
    def doc(self) -> str:
        return self.body.__doc__ or ""

    @property
    def metadata(self) -> CommandMetadata:
        if self._metadata is None:
            self._metadata = CommandMetadata(
                self.name,
                _parameters(self.body),
                default_set=self.default_set,
                should_process=self.should_process,
                confirm_impact=self.confirm_impact,
                set_names=self.sets,
            )
        return self._metadata

    def __repr__(self) -> str:
        return f"<cmdlet {self.name}>"


def cmdlet(
    name: str,
    *,
    alias: Union[str, Iterable[str]] = (),
    output: Union[str, Iterable[str]] = (),
    sets: Iterable[str] = (),
    default_set: Optional[str] = None,
    should_process: bool = False,
    confirm_impact: str = "Medium",
    module: str = "",
) -> Callable[[Any], Any]:
    """Declare the function or class below as the cmdlet `name`; found later as its `.cmdlet`."""
    options = {
        "alias": (alias,) if isinstance(alias, str) else tuple(alias),
        "output": (output,) if isinstance(output, str) else tuple(output),
        "sets": tuple(sets),
        "default_set": default_set,
        "should_process": should_process,
        "confirm_impact": confirm_impact,
        "module": module,
    }

    def declare(body: Any) -> Any:
        body.cmdlet = Cmdlet(name, body, options)
        return body

    return declare


# --- from annotations to metadata -----------------------------------------------------------------------

_SKIPPED = ("call", "self", "return")


def _parameters(body: Any) -> List[ParameterMetadata]:
    annotations: Dict[str, Any] = {}
    if isinstance(body, type):
        for klass in reversed(body.__mro__[:-1]):
            annotations.update(getattr(klass, "__annotations__", {}))
    else:
        annotations = body.__annotations__
    return [
        _parameter(key, hint)
        for key, hint in annotations.items()
        if key not in _SKIPPED and not key.startswith("_")
    ]


def pascal_case(name: str) -> str:
    """`script_block` -> `ScriptBlock`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _parameter(key: str, hint: Any) -> ParameterMetadata:
    marks: List[Param] = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Param)]
    if hasattr(hint, "__metadata__"):
        hint = hint.__origin__
    validators: List[Any] = []
    type_name = _type_name(hint, validators)
    name = pascal_case(key.rstrip("_"))
    aliases: List[str] = []
    transforms: List[Any] = []
    sets: Dict[str, ParameterRole] = {}
    options: Dict[str, Any] = {
        "allow_null": False,
        "allow_empty_string": False,
        "allow_empty_collection": False,
    }
    wildcards, help_text = False, ""
    for mark in marks:
        name = mark.name or name
        type_name = mark.type or type_name
        aliases.extend(mark.aliases)
        validators.extend(mark.validate)
        transforms.extend(mark.transform)
        for option in options:
            options[option] = options[option] or getattr(mark, option)
        wildcards = wildcards or mark.wildcards
        help_text = help_text or mark.help
        for set_name in mark.sets or (ALL_SETS,):
            sets[set_name] = mark.role
    return ParameterMetadata(
        name, type_name, key=key, sets=sets, aliases=aliases, validators=validators, transforms=transforms,
        help=help_text, wildcards=wildcards, **options,
    )  # fmt: skip


_SIMPLE: Dict[str, str] = {
    "str": "System.String",
    "int": "System.Int32",
    "float": "System.Double",
    "bool": "System.Boolean",
    "bytes": "System.Byte[]",
    "object": "System.Object",
    "list": "System.Object[]",
    "dict": "System.Collections.IDictionary",
    "Switch": "System.Management.Automation.SwitchParameter",
    "Hashtable": "System.Collections.Hashtable",
    "ScriptBlock": "System.Management.Automation.ScriptBlock",
    "PSObject": "System.Management.Automation.PSObject",
    "Int64": "System.Int64",
    "UInt64": "System.UInt64",
    "DateTime": "System.DateTime",
    "TimeSpan": "System.TimeSpan",
    "Guid": "System.Guid",
    "Version": "System.Version",
    "Uri": "System.Uri",
    "PSCredential": "System.Management.Automation.PSCredential",
}


def _type_name(hint: Any, validators: List[Any]) -> str:
    if hint is Any or hint is None:
        return "System.Object"
    origin = getattr(hint, "__origin__", None)
    if origin is Union:
        inner = [a for a in hint.__args__ if a is not type(None)]
        return _type_name(inner[0], validators) if len(inner) == 1 else "System.Object"
    if origin in (list, tuple, set) or (origin is not None and getattr(origin, "__name__", "") == "Sequence"):
        args = getattr(hint, "__args__", ())
        item = _type_name(args[0], validators) if args and not _is_typevar(args[0]) else "System.Object"
        return item + "[]"
    if origin is dict:
        return "System.Collections.IDictionary"
    if origin is not None and hint.__class__.__name__ == "_LiteralGenericAlias":
        from pssh.runtime.validation import ValidateSet

        validators.append(ValidateSet([str(a) for a in hint.__args__]))
        return "System.String"
    name: Optional[str] = _SIMPLE.get(getattr(hint, "__name__", ""))
    if name is None:
        raise TypeError(f"a cmdlet parameter cannot have the type {hint!r}: use Param(type='System...')")
    return name


def _is_typevar(value: Any) -> bool:
    return type(value).__name__ == "TypeVar"


def declared(module: Any) -> Dict[str, Cmdlet]:
    """The cmdlets a Python module declares, by lower-case name."""
    found: Dict[str, Cmdlet] = {}
    for value in vars(module).values():
        declaration = getattr(value, "cmdlet", None)
        if isinstance(declaration, Cmdlet) and declaration.body.__module__ == module.__name__:
            found[declaration.name.lower()] = declaration
    return found
