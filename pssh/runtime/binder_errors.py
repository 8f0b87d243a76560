"""The errors of parameter binding: ids and sentences, as PSError."""

from typing import TYPE_CHECKING, Any, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError, ps_error

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["ValidationFailure", "binding_error", "transformation_error", "validation_error"]

_BINDING = "System.Management.Automation.ParameterBindingException"
_VALIDATION = "System.Management.Automation.ParameterBindingValidationException"
_TRANSFORMATION = "System.Management.Automation.ParameterBindingArgumentTransformationException"


class ValidationFailure(Exception):
    """A value that an attribute refuses; `str()` is PowerShell's sentence, `error_id` its name for it."""

    def __init__(self, text: str, error_id: str = "ValidationFailure") -> None:
        super().__init__(text)
        self.error_id = error_id

    @property
    def exception(self) -> NetException:
        """The exception inside the one that says which parameter it was."""
        kind = "System.Management.Automation.ValidationMetadataException"
        return ps_error(self.error_id, str(self), "MetadataError", exception=kind).record.exception


def binding_error(
    call: Any,
    error_id: str,
    message: str,
    category: str = "InvalidArgument",
    *,
    element: Any = None,
    target: Any = None,
    inner: Optional[NetException] = None,
    exception: str = _BINDING,
) -> PSError:
    """An error of binding the command `call`; `element` is the argument at fault, where its place is known."""
    fault = NetException(exception, message, inner)
    record = ErrorRecord(fault, error_id, category, target, call.command.error_name if call.command else "")
    fault.error_record = record
    if call.command is not None:
        record.category_info.activity = call.command.name
    record.category_info.reason = exception.rpartition(".")[2]
    record.invocation_info = _placed(call, element)
    return PSError(record)


def _placed(call: "Call", element: Any) -> Any:
    if element is None or call.spec is None or call.invocation is None:
        return call.invocation
    extent = element.extent
    from pssh.runtime.invocation import InvocationInfo

    info = InvocationInfo(call.command, extent, call.invocation.invocation_name)
    info.pipeline_length = call.invocation.pipeline_length
    info.pipeline_position = call.invocation.pipeline_position
    return info


def validation_error(
    call: Any, error_id: str, message: str, inner: Any = None, element: Any = None
) -> PSError:
    """A validation attribute refused the argument."""
    return binding_error(
        call, error_id, message, "InvalidData", element=element, inner=inner, exception=_VALIDATION
    )


def transformation_error(
    call: Any, name: str, message: str, inner: Any = None, element: Any = None
) -> PSError:
    """The argument could not be made what parameter `name` takes; `message` says why."""
    return binding_error(
        call,
        "ParameterArgumentTransformationError",
        f"Cannot process argument transformation on parameter '{name}'. {message}",
        "InvalidData",
        element=element,
        inner=inner,
        exception=_TRANSFORMATION,
    )
