"""What the item cmdlets share: the path parameters, -Include/-Exclude/-Filter, and errors per path."""

from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, List, Optional

from pssh.objects.errors import NetException, PSError, net_error, ps_error
from pssh.runtime.providers.base import ProviderPath
from pssh.runtime.wildcards import has_wildcard, wildcard

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["chooser", "each", "guard", "item_of", "places", "refuse_pattern", "write_item"]


def chooser(
    filter_text: Optional[str], include: Optional[List[str]], exclude: Optional[List[str]]
) -> Optional[Callable[[str], bool]]:
    """A test of names for -Filter, -Include and -Exclude; None when all pass."""
    tests: List[Callable[[str], bool]] = []
    if filter_text:
        tests.append(wildcard(filter_text.replace("[", "`[")))
    if include:
        included = [wildcard(pattern) for pattern in include]
        tests.append(lambda name: any(test(name) for test in included))
    if exclude:
        excluded = [wildcard(pattern) for pattern in exclude]
        tests.append(lambda name: not any(test(name) for test in excluded))
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    return lambda name: all(test(name) for test in tests)


def places(
    call: Any,
    path: Optional[List[str]],
    literal_path: Optional[List[str]],
    *,
    force: bool = False,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
) -> Iterator[ProviderPath]:
    """The existing paths that the path parameters mean; what is missing is a non-terminating error."""
    test = chooser(filter, include, exclude)
    literal = literal_path is not None
    for text in (literal_path if literal_path is not None else path) or []:
        if text is None or text == "":
            _empty(call, literal, text)
        try:
            found = call.runspace.paths.resolve(text, literal, force)
        except PSError as error:
            if path and text is path[0]:
                refuse_pattern(call, error)
            if error.record.error_id == "DriveNotFound" or error.record.error_id == "PathNotFound":
                error.record.target_object = error.record.target_object or text
            call.error(error)
            continue
        for where in found:
            if test is None or test(where.name):
                yield where


def refuse_pattern(call: "Call", error: PSError) -> None:
    """End the command where its first path is no wildcard pattern: the provider is asked for parameters of its own
    for that path before anything is done. One that comes through the pipeline fails later, by itself."""
    if error.record.error_id == "WildcardPattern_Invalid" and not call.expecting_input:
        from pssh.runtime.binder_errors import binding_error

        raise binding_error(
            call,
            "GetDynamicParametersException",
            f"Cannot retrieve the dynamic parameters for the cmdlet. {error.record.message}",
            inner=error.record.exception,
        ) from None


def _empty(call: "Call", literal: bool, text: Optional[str]) -> None:
    word = "null" if text is None else "an empty string"
    kind = "Null" if text is None else "EmptyString"
    from pssh.runtime.binder_errors import validation_error

    raise validation_error(
        call,
        f"ParameterArgumentValidationError{kind}NotAllowed",
        f"Cannot bind argument to parameter '{'LiteralPath' if literal else 'Path'}' because it is {word}.",
    )


def guard(
    call: Any, error_id: str, category: str, target: Any, action: Callable[..., Any], *args: Any
) -> Any:
    """Call `action(*args)` for one item; a failure is a non-terminating error, the result then None."""
    try:
        return action(*args)
    except PSError as error:
        call.error(error)
    except NetException as fault:
        call.error(_record(fault, error_id, category, target))
    except OSError as os_error:
        from pssh.runtime.os_errors import file_error

        call.error(_record(file_error(os_error), error_id, category, target))
    return None


_KINDS = {
    "System.IO.FileNotFoundException": "FileNotFound",
    "System.IO.DirectoryNotFoundException": "DirectoryNotFound",
    "System.UnauthorizedAccessException": "UnauthorizedAccess",
}


def _record(fault: NetException, error_id: str, category: str, target: Any) -> Any:
    error_id = error_id.replace("{}", _KINDS.get(fault.type_name, "IO"))
    if "Unauthorized" in fault.type_name:
        category = "PermissionDenied"
    record = net_error(fault, error_id, category).record
    record.error_id = error_id
    record.category_info.category = category
    record.target_object = target
    return record


def each(value: Any) -> Iterable[Any]:
    """What an item cmdlet writes for one place: an item, or several."""
    return value if value.__class__ is list else (value,)


def item_of(where: ProviderPath, force: bool = False) -> Any:
    """The item at a place, by its provider; a hidden one only with `force`."""
    return where.provider.get_item(where, force)


def write_item(call: "Call", where: ProviderPath, force: bool = False) -> None:
    """Write the item (or for a drive of names, all of its items). A hidden file is shown only with `force`."""
    if not force and hidden_by_name(where):
        call.error(hidden_item(where))
        return
    value = where.provider.get_item(where, force)
    if value.__class__ is list:
        for item in value:
            call.out(item)
    elif value is not None:
        call.out(value)


def hidden_by_name(where: ProviderPath) -> bool:
    """Whether it is a file that its leading dot hides."""
    return where.is_file_system and where.name.startswith(".")


def hidden_item(where: ProviderPath) -> PSError:
    """The error of one hidden file that is named without -Force."""
    return ps_error(
        "ItemNotFound",
        f"Could not find item {where.path}.",
        "ObjectNotFound",
        where.path,
        "System.IO.IOException",
    )


def content_places(cmdlet: Any) -> Iterator[ProviderPath]:
    """The places of a content cmdlet: a pattern that matches nothing is an error for these."""
    call = cmdlet.call
    if cmdlet.literal_path is not None:
        yield from places(call, None, cmdlet.literal_path, force=cmdlet.force, filter=cmdlet.filter,
                          include=cmdlet.include, exclude=cmdlet.exclude)  # fmt: skip
        return
    for text in cmdlet.path or []:
        count = 0
        for where in places(call, [text], None, force=cmdlet.force, filter=cmdlet.filter, include=cmdlet.include,
                            exclude=cmdlet.exclude):  # fmt: skip
            count += 1
            yield where
        if not count and text and has_wildcard(text):
            call.error(
                "ItemNotFound", f"An object at the specified path {text} does not exist, or has been filtered by the "
                "-Include or -Exclude parameter.", "ObjectNotFound", text,
                "System.Exception",
            )  # fmt: skip
