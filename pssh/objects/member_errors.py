"""The errors of member access, raised from several places."""

from pssh.objects.errors import NetException, PSError, ps_error

__all__ = ["cannot_find", "get_failure", "method_not_found", "set_failure"]

_SMA = "System.Management.Automation."


def cannot_find(name: str, error_id: str = "PropertyAssignmentException") -> PSError:
    """A value is assigned to a property that is not there."""
    return ps_error(
        error_id,
        f"The property '{name}' cannot be found on this object. Verify that the property exists and can be set.",
        "InvalidOperation",
        exception=_SMA + "RuntimeException",
    )


def set_failure(name: str, error: PSError) -> PSError:
    """SetValueInvocationException around what setting the property raised."""
    return ps_error(
        "ExceptionWhenSetting",
        f'Exception setting "{name}": "{error.record.message}"',
        "NotSpecified",
        exception=_SMA + "SetValueInvocationException",
        inner=error.record.exception,
    )


def get_failure(name: str, error: NetException) -> PSError:
    """GetValueInvocationException around what reading the property raised."""
    return ps_error(
        "ExceptionWhenGetting",
        f'Exception getting "{name}": "{error.message}"',
        "NotSpecified",
        exception=_SMA + "GetValueInvocationException",
        inner=error,
    )


def method_not_found(type_name: str, name: str) -> PSError:
    """A method is called that is not there; `type_name` as the message shows it."""
    return ps_error(
        "MethodNotFound",
        f"Method invocation failed because [{type_name}] does not contain a method named '{name}'.",
        "InvalidOperation",
    )
