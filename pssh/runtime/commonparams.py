"""The common parameters: what `-ErrorAction`, `-ErrorVariable`, `-Verbose` and their kin do to a call."""

from typing import Any, Callable, Dict, List, Optional

from pssh.runtime.reporting import action_name

__all__ = ["RESERVED", "apply", "preference_variables"]

_ACTIONS = {
    "ErrorAction": "error_action",
    "WarningAction": "warning_action",
    "InformationAction": "information_action",
    "ProgressAction": "progress_action",
}
_VARIABLES = {"ErrorVariable": "error", "WarningVariable": "warning", "InformationVariable": "information"}


# What is said of `Suspend`, a value that only workflows had a use for.
RESERVED = (
    "The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more "
    'information about preference variables, see the Help topic, "about_Preference_Variables."'
)


def apply(call: Any) -> bool:
    """Let the common parameters in `call.bound` take effect (they stay there for `$PSBoundParameters`); whether
    there were any."""
    bound = call.bound
    common = call.metadata.common_names
    if common.isdisjoint(bound):
        return False
    collected: Dict[str, Any] = {}
    for name, value in bound.items():
        if name not in common:
            continue
        if name in _ACTIONS:
            _set_action(call, name, action_name(value))
        elif name in _VARIABLES:
            collected[_VARIABLES[name]] = _variable(call, value)
        elif name == "Verbose":
            call.verbose_action = "continue" if value else "silentlycontinue"
        elif name == "Debug":
            call.debug_action = "continue" if value else "silentlycontinue"
        elif name == "WhatIf":
            call.whatif = bool(value)
        elif name == "Confirm":
            call.confirm = bool(value)
        elif name == "OutVariable":
            _collect_output(call, _variable(call, value))
        elif name == "PipelineVariable":
            _keep_current(call, value)
    if collected:
        streams = call.streams.copy()
        streams.collector = _collector(collected, streams.collector)
        call.streams = streams
    return True


def _set_action(call: Any, name: str, action: str) -> None:
    if action == "suspend" and name in ("ErrorAction", "WarningAction"):
        from pssh.runtime.binder_errors import binding_error

        raise binding_error(
            call,
            "ParameterBindingFailed",
            f'Cannot bind parameter \'{name}\' to the target. Exception setting "{name}": "{RESERVED}"',
            "WriteError",
        )
    setattr(call, _ACTIONS[name], action)


def _collector(lists: Dict[str, Any], outer: Any) -> Callable[[str, Any], None]:
    def collect(stream: str, record: Any) -> None:
        target = lists.get(stream)
        if target is not None:
            target.append(record)
        if outer is not None:
            outer(stream, record)

    return collect


def _variable(call: Any, name: str) -> Any:
    """The ArrayList of `-ErrorVariable name`, put into the caller's variable; `+name` adds to the old one."""
    from pssh.objects.collections import ArrayList

    name = str(name)
    append = name.startswith("+")
    name = name[1:] if append else name
    scope, name = call.scope.place_of(name)
    found = scope.find(name)
    old = None if found is None else found.value
    if append and isinstance(old, ArrayList):
        return old
    fresh = ArrayList()
    if append and old is not None:
        fresh.extend(old if isinstance(old, list) else [old])
    scope.set(name, fresh)
    return fresh


def _collect_output(call: Any, target: List[Any]) -> None:
    append = target.append

    def wrap(inner: Callable[[Any], None]) -> Callable[[Any], None]:
        def out(value: Any) -> None:
            append(value)
            inner(value)

        return out

    _add_filter(call, wrap)


def _keep_current(call: Any, name: str) -> None:
    scope, name = call.scope.place_of(str(name))
    cell = scope.cell(name)

    def wrap(inner: Callable[[Any], None]) -> Callable[[Any], None]:
        def out(value: Any) -> None:
            cell.value = value
            inner(value)

        return out

    _add_filter(call, wrap)


def _add_filter(call: Any, wrap: Any) -> None:
    call.out_filters = [*(call.out_filters or ()), wrap]


def preference_variables(call: Any) -> Dict[str, Any]:
    """The preference variables an advanced function sees because of its common parameters."""
    found: Dict[str, Any] = {}
    for attribute, variable in (
        ("error_action", "ErrorActionPreference"),
        ("warning_action", "WarningPreference"),
        ("information_action", "InformationPreference"),
        ("progress_action", "ProgressPreference"),
        ("verbose_action", "VerbosePreference"),
        ("debug_action", "DebugPreference"),
    ):
        value: Optional[str] = getattr(call, attribute)
        if value is not None:
            found[variable] = action_preference(value)
    if call.whatif is not None:
        found["WhatIfPreference"] = call.whatif
    if call.confirm is not None:
        from pssh.runtime.known_types import converted

        word = "Low" if call.confirm else "None"
        found["ConfirmPreference"] = converted(word, "System.Management.Automation.ConfirmImpact")
    return found


def action_preference(name: str) -> Any:
    """The ActionPreference enum value of a name."""
    from pssh.runtime.known_types import converted

    return converted(name, "System.Management.Automation.ActionPreference")
