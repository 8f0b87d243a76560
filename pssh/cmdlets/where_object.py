"""Where-Object: a block, or a property, an operator and a value."""

from typing import TYPE_CHECKING, Annotated, Any, Callable, Dict, Optional, Tuple

from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["WhereObject"]

_BLOCK = "System.Management.Automation.ScriptBlock"
_OBJECT = "System.Management.Automation.PSObject"
_SCRIPT = "ScriptBlockSet"

# parameter, its parameter set, aliases
_OPERATORS: Tuple[Tuple[str, str, Tuple[str, ...]], ...] = (
    ("EQ", "EqualSet", ("IEQ",)),
    ("CEQ", "CaseSensitiveEqualSet", ()),
    ("NE", "NotEqualSet", ("INE",)),
    ("CNE", "CaseSensitiveNotEqualSet", ()),
    ("GT", "GreaterThanSet", ("IGT",)),
    ("CGT", "CaseSensitiveGreaterThanSet", ()),
    ("LT", "LessThanSet", ("ILT",)),
    ("CLT", "CaseSensitiveLessThanSet", ()),
    ("GE", "GreaterOrEqualSet", ("IGE",)),
    ("CGE", "CaseSensitiveGreaterOrEqualSet", ()),
    ("LE", "LessOrEqualSet", ("ILE",)),
    ("CLE", "CaseSensitiveLessOrEqualSet", ()),
    ("Like", "LikeSet", ("ILike",)),
    ("CLike", "CaseSensitiveLikeSet", ()),
    ("NotLike", "NotLikeSet", ("INotLike",)),
    ("CNotLike", "CaseSensitiveNotLikeSet", ()),
    ("Match", "MatchSet", ("IMatch",)),
    ("CMatch", "CaseSensitiveMatchSet", ()),
    ("NotMatch", "NotMatchSet", ("INotMatch",)),
    ("CNotMatch", "CaseSensitiveNotMatchSet", ()),
    ("Contains", "ContainsSet", ("IContains",)),
    ("CContains", "CaseSensitiveContainsSet", ()),
    ("NotContains", "NotContainsSet", ("INotContains",)),
    ("CNotContains", "CaseSensitiveNotContainsSet", ()),
    ("In", "InSet", ("IIn",)),
    ("CIn", "CaseSensitiveInSet", ()),
    ("NotIn", "NotInSet", ("INotIn",)),
    ("CNotIn", "CaseSensitiveNotInSet", ()),
    ("Is", "IsSet", ()),
    ("IsNot", "IsNotSet", ()),
    ("Not", "Not", ()),
)
_VALUE_SETS = tuple(set_name for name, set_name, _ in _OPERATORS if name != "Not")
_ALL = (*_VALUE_SETS, "Not")
_WITH_FRAME = ("like", "match", "contains", "in")  # these operators take the frame they run in
Test = Callable[[Any], bool]


def _parameters(namespace: Dict[str, Any]) -> None:
    """One switch for each operator, each in a set of its own (EQ also where only -Property stands)."""
    annotations = namespace["__annotations__"]
    for name, set_name, aliases in _OPERATORS:
        key = "op_" + name.lower()
        annotations[key] = Annotated[
            Switch, Param(name=name, mandatory=set_name != "EqualSet", sets=set_name, aliases=aliases)
        ]
        namespace[key] = False


@cmdlet(
    "Where-Object",
    alias=("?", "where"),
    sets=("EqualSet", _SCRIPT, *(s for s in _ALL if s != "EqualSet")),
    default_set="EqualSet",
    module="Microsoft.PowerShell.Core",
)
class WhereObject(CmdletBase):
    """Selects objects from a collection based on their property values.

    PS> 1..6 | Where-Object { $_ % 2 -eq 0 }
    2
    4
    6

    PS> 'apple', 'fig' | Where-Object Length -GT 3
    apple
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    filter_script: Annotated[Any, Param(position=0, mandatory=True, sets=_SCRIPT, type=_BLOCK)] = None
    property: Annotated[Optional[str], Param(position=0, mandatory=True, sets=_ALL)] = None
    value: Annotated[Any, Param(position=1, sets=_VALUE_SETS, allow_null=True)] = None
    _parameters(vars())

    _test: Test

    def begin(self) -> None:
        call = self.call
        if self.filter_script is not None:
            self._begin_script()
            return
        operator = self._operator()
        name = str(self.property)
        read = _reader(name)
        if operator is None:
            if "Value" in call.bound:
                self._no_operator()
            from pssh.objects.convert import to_bool

            self._test = lambda item: to_bool(read(item))
            return
        if operator == "Not":
            from pssh.objects.convert import to_bool

            self._test = lambda item: not to_bool(read(item))
            return
        test = _comparison(call, operator, self.value)
        self._test = lambda item: test(read(item))

    def _begin_script(self) -> None:
        from pssh.objects.convert import to_bool

        call = self.call
        evaluate = self.filter_script.bind_value(call.scope, call.streams)
        out = call.out

        def take(item: Any) -> None:
            found = evaluate(item)
            if found is True or (found is not False and to_bool(found)):
                out(item)

        self.process_items_with(take)

    def _operator(self) -> Optional[str]:
        for name, _, _ in _OPERATORS:
            if getattr(self, "op_" + name.lower()):
                return name
        return None

    def _no_operator(self) -> None:
        self.call.throw(
            "OperatorNotSpecified",
            "The specified operator is not recognized. Specify an operator to compare the property and "
            "value.",
            "InvalidArgument",
            None,
            "System.Management.Automation.PSArgumentException",
        )

    def process(self) -> None:
        item = self.input_object
        if item is not NOTHING:
            self.process_item(item)

    def process_item(self, item: Any) -> None:
        if self._test(item):
            self.call.out(item)


def _reader(name: str) -> Callable[[Any], Any]:
    """The value of a property, of the first it matches for a pattern; None where there is none."""
    from pssh.objects.psobject import PSMemberInfo, PSObject

    if "*" in name or "?" in name:
        return _pattern_reader(name)
    from pssh.objects.members import get_member

    def read(item: Any) -> Any:
        if item.__class__ is PSObject:
            found = item.members.get(name, MISSING)
            if found is not MISSING and not isinstance(found, PSMemberInfo):
                return found
        return None if item is None else get_member(item, name)

    return read


def _pattern_reader(name: str) -> Callable[[Any], Any]:
    from pssh.formatting.access import expand_name
    from pssh.objects.members import get_member

    def read(item: Any) -> Any:
        names = [] if item is None else expand_name(item, name)
        return get_member(item, names[0]) if names else None

    return read


def _comparison(call: "Call", operator: str, value: Any) -> Test:
    """The test of an operator parameter against its value, done by the language's own operators."""
    name = operator.lower()
    if name in ("is", "isnot"):
        return _type_test(call, name, value)
    from pssh.objects.convert import to_bool
    from pssh.runtime.operators.facade import facade

    apply = facade()[name if name[0] == "c" and name != "contains" else "i" + name]
    if not name.endswith(_WITH_FRAME):
        return lambda found: to_bool(apply(found, value))
    frame = call.frame
    return lambda found: to_bool(apply(frame, found, value))


def _type_test(call: "Call", name: str, value: Any) -> Test:
    from pssh.objects.types import NetType, is_instance, resolve_type

    if value is None:
        from pssh.runtime.operators.comparison import null_like

        return lambda found: null_like(found) is (name == "is")
    wanted: Any = value
    if isinstance(value, str):
        wanted = resolve_type(value.strip("[]"))
    if not isinstance(wanted, NetType):
        from pssh.objects.errors import ps_error

        raise ps_error(
            "IsOperatorRequiresType",
            "The right operand of '-is' must be a type."
            if not isinstance(value, str)
            else f'Cannot convert the "{value}" value of type "System.String" to type "System.Type".',
            "InvalidArgument",
        )
    positive = name == "is"
    return lambda found: is_instance(found, wanted) is positive
