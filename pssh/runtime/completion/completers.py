"""What scripts offer for an argument: Register-ArgumentCompleter and the attributes of a parameter."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Iterable, Iterator, List, Optional, Tuple

from pssh.objects.errors import PSError
from pssh.runtime.completion.candidates import Candidate, quoted

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["native_completions", "own_completions"]

# What may be evaluated although the command is not run: it reads, and calls nothing.
_HARMLESS = frozenset(
    "StringConstantExpressionAst ConstantExpressionAst VariableExpressionAst ArrayLiteralAst "
    "ParenExpressionAst ArrayExpressionAst StatementBlockAst PipelineAst CommandExpressionAst".split()
)


def own_completions(
    runspace: "Runspace", command: Any, parameter: Any, places: List[Any], context: Any, word: str
) -> Optional[List[Candidate]]:
    """The candidates of the completer of this parameter; None where there is none, or it knows nothing.

    Parameters:
        places: the parameters that take arguments by position, in order.
    """
    node = _command_at(context)
    bound: Any = None
    for completer in _completers(runspace, command, parameter):
        if bound is None:
            bound = _bound(runspace, command.metadata, places, node)
        args = [command.name, parameter.name, word, node, bound]
        found = _ask(runspace, completer, args)
        if found:
            return found
    return _listed(parameter, word)


def native_completions(runspace: "Runspace", context: Any, cursor: int) -> Optional[List[Candidate]]:
    """The candidates for an argument of a program, by `Register-ArgumentCompleter -Native`."""
    registered = runspace.services.get("argument_completers", {})
    name = context.command.rpartition("/")[2].lower()
    block = registered.get((name, ""))
    if block is None:
        return None
    return (
        _results(_silently(block.invoke, runspace, args=[context.word, _command_at(context), cursor])) or None
    )


def _completers(runspace: "Runspace", command: Any, parameter: Any) -> Iterator[Any]:
    """Those registered for the parameter of this command, or of any, then those its attributes name."""
    registered = runspace.services.get("argument_completers", {})
    for key in ((command.name.lower(), parameter.name.lower()), ("", parameter.name.lower())):
        if key in registered:
            yield registered[key]
    for attribute in parameter.attributes:
        own = attribute.completer
        if own is not None:
            yield own


def _ask(runspace: "Runspace", completer: Any, args: List[Any]) -> List[Candidate]:
    """A script block is invoked; an object is an IArgumentCompleter, a type makes one."""
    from pssh.objects.members import call_method, new_object
    from pssh.objects.nettype import NetType

    if hasattr(completer, "invoke"):
        return _results(_silently(completer.invoke, runspace, args=args))

    def complete() -> Any:
        made = new_object(completer, []) if isinstance(completer, NetType) else completer
        if "create" in made.ps_methods:  # an IArgumentCompleterFactory
            made = call_method(made, "Create", [])
        return call_method(made, "CompleteArgument", args)

    found = _silently(complete)
    return _results(found if isinstance(found, Iterable) else [])


def _silently(action: Any, *args: Any, **named: Any) -> Any:
    """A completer that fails offers nothing: an error has no place while a line is being typed."""
    try:
        return action(*args, **named)
    except PSError:
        return []


def _results(values: Iterable[Any]) -> List[Candidate]:
    from pssh.objects.convert import to_string
    from pssh.objects.psobject import unwrap

    found = []
    for value in values:
        plain = unwrap(value)
        if plain is not None:
            found.append(plain if isinstance(plain, Candidate) else Candidate(to_string(value), "Text"))
    return found


def _listed(parameter: Any, word: str) -> Optional[List[Candidate]]:
    """The values of an [ArgumentCompletions()], in the order of writing."""
    for attribute in parameter.attributes:
        if attribute.name == "argumentcompletions":
            texts = [str(value) for value in attribute.positional]
            fitting = [text for text in texts if text.lower().startswith(word.lower())]
            return [Candidate(quoted(text), "ParameterValue", text) for text in fitting]
    return None


def _command_at(context: Any) -> Any:
    """The syntax tree of the command that is being typed."""
    import_module("pssh.runtime.asttypes")  # what a completer may ask of a node
    from pssh.language.nodes import CommandAst
    from pssh.runtime.trees import show

    inner = None
    for node in show(context.tree).walk():
        if isinstance(node, CommandAst) and node.extent.start <= context.start:
            inner = node
    return inner


def _bound(runspace: "Runspace", metadata: Any, places: List[Any], node: Any) -> Any:
    """`$fakeBoundParameters`: what the command would get from the arguments written so far."""
    from pssh.objects.dictionaries import Hashtable

    bound = Hashtable()
    for parameter, argument in _pairs(metadata, places, node.elements[1:] if node is not None else ()):
        bound[parameter.name] = True if argument is None else _value(runspace, argument)
    return bound


def _pairs(metadata: Any, places: List[Any], elements: Any) -> Iterator[Tuple[Any, Any]]:
    """Each parameter with its argument; None for a switch that only stands there."""
    from pssh.language.nodes import CommandParameterAst

    named, loose = [], []
    waiting: Any = None
    for element in elements:
        if isinstance(element, CommandParameterAst):
            matches = metadata.find(element.name)
            waiting = matches[0] if len(matches) == 1 else None
            if waiting is not None and (waiting.is_switch or element.argument is not None):
                named.append((waiting, element.argument))
                waiting = None
        elif waiting is not None:
            named.append((waiting, element))
            waiting = None
        else:
            loose.append(element)
    taken = {parameter.name for parameter, _ in named}
    return iter(named + list(zip((p for p in places if p.name not in taken), loose)))


def _value(runspace: "Runspace", node: Any) -> Any:
    """The value of an argument, or its text where finding that out could do something."""
    kinds = {type(part).__name__ for part in node.walk()}
    if kinds == {"StringConstantExpressionAst"}:
        return node.value
    if not kinds <= _HARMLESS:
        return node.extent.text
    from pssh.runtime.scriptblock import compile_text

    found = _silently(compile_text(node.extent.text, "").invoke, runspace)
    return found[0] if len(found) == 1 else found
