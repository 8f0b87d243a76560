"""Get-Culture and Get-UICulture."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

_UTILITY = "Microsoft.PowerShell.Utility"


@cmdlet(
    "Get-Culture",
    output="System.Globalization.CultureInfo",
    sets=("CurrentCulture", "Name", "ListAvailable"),
    default_set="CurrentCulture",
    module=_UTILITY,
)
def get_culture(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, pipeline=True, sets="Name", allow_empty_string=True)
    ] = None,
    *,
    no_user_overrides: Annotated[Switch, Param(sets=("CurrentCulture", "Name"))] = False,
    list_available: Annotated[Switch, Param(sets="ListAvailable")] = False,
) -> Iterator[Any]:
    """Gets the current culture, or cultures by name.

    PS> (Get-Culture en-US).DisplayName
    English (United States)
    """
    from pssh.objects.culture import current_culture
    from pssh.objects.errors import NetException
    from pssh.objects.net.globalization import all_cultures, named_culture

    if list_available:
        yield from all_cultures()
    elif name is None:
        yield current_culture()
    else:
        for wanted in name:
            try:
                yield named_culture(wanted)
            except NetException as error:
                from pssh.runtime.binder_errors import validation_error

                if "babel" in error.message:
                    call.throw(error)
                raise validation_error(
                    call,
                    "ParameterArgumentValidationError",
                    f"Cannot validate argument on parameter 'Name'. {error.message}",
                ) from error


@cmdlet("Get-UICulture", output="System.Globalization.CultureInfo", module=_UTILITY)
def get_ui_culture(call: Call) -> Any:
    """Gets the current UI culture."""
    from pssh.objects.culture import current_culture

    return current_culture()
