"""Flow: stopping, labels, `throw`, traps, `switch`, definitions."""

from typing import TYPE_CHECKING, Any, Iterable, Tuple

from pssh.objects.errors import ErrorRecord, NetException, PSError, ps_error
from pssh.objects.flow import ExitFlow, PipelineStopped
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import unwrap

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = [
    "NotWhole", "asked", "define_function", "exit_flow", "flow_here", "not_assignable", "not_whole", "rethrow", "script_block",
    "stop", "switch_block", "switch_enumerator", "switch_exact", "switch_file", "switch_items", "switch_regex",
    "switch_wildcard", "throw",
    "unsupported", "void",
]  # fmt: skip


def stop(rs: "Runspace") -> None:
    """Where a loop notices that the pipeline is to stop."""
    raise PipelineStopped


class NotWhole(Exception):
    """In a loop on whole numbers a value is no Int32 any more."""


def not_whole() -> int:
    """Leave a loop on whole numbers; an int to a type checker, because it stands in expressions."""
    raise NotWhole


def asked(rs: "Runspace", value: Any) -> Any:
    """The value of a condition with commands in it: however these went, `$?` is true afterwards."""
    rs.question = True
    return value


def discard(value: Any) -> None:
    """Where a value that nobody wants goes."""


def void(value: Any) -> Any:
    """`[void]value`."""
    return NOTHING


def flow_here(flow: Any, label: Any) -> bool:
    """Whether a `break` or `continue` from below is meant for the loop with that label."""
    return flow.label is None or flow.label == "" or (label is not None and flow.label.lower() == label)


def exit_flow(f: Any, value: Any) -> ExitFlow:
    """`exit value`."""
    if value is None or value is NOTHING:
        return ExitFlow(0)
    from pssh.objects.convert import to_int

    try:
        return ExitFlow(to_int(value))
    except PSError:
        return ExitFlow(0)


def throw(f: Any, value: Any) -> PSError:
    """`throw value`: the error to raise."""
    value = None if value is NOTHING else value
    bare = unwrap(value)
    if isinstance(bare, PSError):
        bare.thrown = True
        return bare
    if isinstance(bare, ErrorRecord):
        error = PSError(bare, True)
        bare.exception.error_record = bare
        return error
    if isinstance(bare, NetException):
        record = bare.error_record
        if record is None:
            record = ErrorRecord(bare, bare.message, "OperationStopped", bare)
            bare.error_record = record
        bare.thrown = True
        return PSError(record, True)
    if value is None:
        text = "ScriptHalted"
    else:
        from pssh.runtime.operators.text import s

        text = s(f, value)
    error = ps_error(text, text, "OperationStopped", value)
    error.thrown = True
    error.record.exception.thrown = True
    return error


def rethrow(f: Any) -> PSError:
    """`throw` alone: inside a catch the same error again."""
    found = f.under or f.scope.find("_")
    value = None if found is None else found.value
    if isinstance(value, ErrorRecord):
        return PSError(value, True)
    return throw(f, None)


def not_assignable(f: Any, value: Any) -> PSError:
    """Something is assigned to that is no place, such as the result of a call."""
    return ps_error("InvalidLeftHandSide", "The assignment expression is not valid.")


def strict_call(f: Any) -> None:
    """A command is called as if it were a method: an error in strict mode 2."""
    if f.scope.state.top.any_strict and f.scope.strict >= 2:
        raise ps_error(
            "StrictModeFunctionCallWithParens",
            "The function or command was called as if it were a method. Parameters should be separated by spaces. For "
            "information about parameters, see the about_Parameters Help topic.",
        )


def unsupported(what: str) -> PSError:
    """What the language has and this shell has not."""
    return ps_error("NotSupported", f"'{what}' is not supported.", "NotImplemented")


# --- switch ----------------------------------------------------------------------------------------------


def switch_items(value: Any) -> Iterable[Any]:
    """What `switch` goes through; $null is one value."""
    from pssh.objects.compare import enumerate_value

    if value is NOTHING:
        return ()
    found = enumerate_value(value)
    return (value,) if found is None else found


def switch_enumerator(f: Any, source: Iterable[Any]) -> Iterable[Any]:
    """As the source, with `$switch` to move it on."""
    from pssh.runtime.enumerators import enumerated

    return enumerated(f.scope.cell("switch"), source)


def switch_file(f: Any, value: Any) -> Iterable[Any]:
    """`switch -File path`: the lines of a file."""
    from pssh.runtime.operators.text import s

    path = f.rs.paths.to_native(s(f, value))
    try:
        with open(path, encoding="utf-8-sig", errors="replace", newline=None) as stream:
            for line in stream:
                yield line.rstrip("\n")
    except OSError as error:
        raise ps_error(
            "FileReadError",
            f"The file could not be read: {error.strerror}.",
            "OpenError",
            path,
        ) from None


def switch_exact(f: Any, item: Any, value: Any, sensitive: bool) -> bool:
    """Whether a clause of a plain `switch` fits: both sides as text."""
    if item.__class__ is int and value.__class__ is int:
        return item == value
    from pssh.runtime.operators.text import s

    left, right = s(f, item), s(f, value)
    return left == right or (not sensitive and left.lower() == right.lower())


def switch_wildcard(f: Any, item: Any, value: Any, sensitive: bool) -> bool:
    """Whether a clause of `switch -Wildcard` fits."""
    from pssh.runtime.operators.text import s
    from pssh.runtime.wildcards import wildcard

    return bool(wildcard(s(f, value), not sensitive)(s(f, item)))


def switch_regex(f: Any, item: Any, value: Any, sensitive: bool) -> bool:
    """Whether a clause of `switch -Regex` fits; it fills `$Matches`."""
    from pssh.runtime.operators.text import regex_of, s, set_matches

    regex = regex_of(f, value, not sensitive)
    found = regex.search(s(f, item))
    if found is None:
        return False
    set_matches(f, regex, found)
    return True


def switch_block(f: Any, block: Any, item: Any) -> bool:
    """Whether a clause that is a script block fits: it sees the item as `$_`."""
    from pssh.runtime.operators.comparison import truth

    return truth(block.bind_value(f)(item))


# --- definitions -----------------------------------------------------------------------------------------


def script_block(f: Any, block: Any) -> Any:
    """A script block expression's value."""
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock(block, f.scope.state)


def define_function(f: Any, block: Any, name: str, is_filter: bool, aliases: Tuple[str, ...] = ()) -> None:
    """`function name { }` and `filter name { }`; raises when what has the name is read-only. The aliases are
    those that an attribute of it gives it."""
    from pssh.runtime.commands import FunctionInfo
    from pssh.runtime.scriptblock import ScriptBlock

    body = ScriptBlock(block, f.scope.state)
    body.is_filter = is_filter
    scope, bare = f.scope.place_of(name)
    old = scope.extra.functions.get(bare.lower()) if scope.extra is not None else None
    if old is not None and getattr(old, "options", "None") in ("ReadOnly", "Constant"):
        raise ps_error(
            "FunctionNotWritable",
            f"Cannot write to function {bare} because it is read-only or constant.",
            "WriteError",
            bare,
            "System.Management.Automation.SessionStateUnauthorizedAccessException",
        )
    module = getattr(f.scope.state, "module", None)
    scope.set_function(bare, FunctionInfo(bare, body, is_filter, module))
    if aliases:
        from pssh.runtime.commands import AliasInfo
        from pssh.runtime.providers.scoped_options import alias_of_scope, check_writable

        for alias in aliases:
            check_writable("Alias", alias_of_scope(scope, alias), False)
            scope.set_alias(alias, AliasInfo(alias, bare, module=module))
