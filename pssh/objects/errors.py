"""ErrorRecord, and PSError: a terminating error on its way up.

An error is data; the sentences the user sees around the message are made in formatting/errors.py.
"""

from typing import Any, Optional

from pssh.objects.exceptions import NetException

__all__ = ["CategoryInfo", "ErrorDetails", "ErrorRecord", "NetException", "PSError", "net_error", "ps_error"]

RUNTIME = "System.Management.Automation.RuntimeException"


class ErrorDetails:
    """A message that replaces the exception's, and what to do about it."""

    __slots__ = ("message", "recommended_action")
    net_type_name = "System.Management.Automation.ErrorDetails"

    def __init__(self, message: str, recommended_action: str = "") -> None:
        self.message = message
        self.recommended_action = recommended_action

    def __str__(self) -> str:
        return self.message


class CategoryInfo:
    """Category, activity (the command), reason (the exception's short name), target name and type."""

    net_type_name = "System.Management.Automation.ErrorCategoryInfo"
    __slots__ = ("_reason", "_record", "_target_name", "_target_type", "activity", "category")

    def __init__(self, record: "ErrorRecord", category: str) -> None:
        self._record = record
        self.category = category
        self.activity = ""
        self._reason: Optional[str] = None
        self._target_name: Optional[str] = None
        self._target_type: Optional[str] = None

    @property
    def reason(self) -> str:
        if self._reason is not None:
            return self._reason
        return self._record.exception.type_name.rpartition(".")[2]

    @reason.setter
    def reason(self, value: str) -> None:
        self._reason = value

    @property
    def target_name(self) -> str:
        if self._target_name is not None:
            return self._target_name
        target = self._record.target_object
        if target is None:
            return ""
        from pssh.objects.tostring import to_string

        return to_string(target)

    @target_name.setter
    def target_name(self, value: str) -> None:
        self._target_name = value

    @property
    def target_type(self) -> str:
        if self._target_type is not None:
            return self._target_type
        target = self._record.target_object
        if target is None:
            return ""
        from pssh.objects.types import type_of

        return str(type_of(target).name)

    @target_type.setter
    def target_type(self, value: str) -> None:
        self._target_type = value

    def __str__(self) -> str:
        name = self.target_name
        if len(name) > 40:
            name = name[:19] + "…" + name[-19:] if len(name) > 40 else name
        return f"{self.category}: ({name}:{self.target_type}) [{self.activity}], {self.reason}"


class ErrorRecord:
    """What went wrong, where, and with what; `error_id` has no ',Command' suffix."""

    net_type_name = "System.Management.Automation.ErrorRecord"

    __slots__ = (
        "__weakref__",
        "_stack",
        "category_info",
        "command_name",
        "error_details",
        "error_id",
        "exception",
        "extra",
        "invocation_info",
        "pipeline_iteration_info",
        "target_object",
    )

    def __init__(
        self,
        exception: NetException,
        error_id: str = "",
        category: str = "NotSpecified",
        target: Any = None,
        command_name: str = "",
        details: Optional[str] = None,
    ) -> None:
        self.exception = exception
        self.error_id = error_id or ""
        self.target_object = target
        self.command_name = command_name
        self.error_details: Optional[ErrorDetails] = ErrorDetails(details) if details else None
        self.category_info = CategoryInfo(self, category)
        self.invocation_info: Any = None
        self._stack: Any = None
        self.pipeline_iteration_info: Any = None
        self.extra: Any = None

    @property
    def script_stack_trace(self) -> Optional[str]:
        """The script stack as text; what was set may be a function that makes it at the first look."""
        if callable(self._stack):
            self._stack = self._stack()
        stack: Optional[str] = self._stack
        return stack

    @script_stack_trace.setter
    def script_stack_trace(self, stack: Any) -> None:
        self._stack = stack

    @property
    def has_stack(self) -> bool:
        """Whether a stack was recorded, without making its text."""
        return self._stack is not None

    @property
    def category(self) -> str:
        return self.category_info.category

    @property
    def fully_qualified_error_id(self) -> str:
        return ",".join(filter(None, (self.error_id, self.command_name)))

    @property
    def message(self) -> str:
        """The text shown: the details' where there are any, else the exception's."""
        if self.error_details is not None and self.error_details.message:
            return self.error_details.message
        return self.exception.message

    def __str__(self) -> str:
        return self.message


class PSError(Exception):
    """A terminating error in flight. `thrown` says that a throw statement made it."""

    stops = False  # nothing but a catch ends it: a trap broke off, or $ErrorActionPreference is Stop
    stopped_by_preference = False  # ErrorAction Stop made it of an error that would have gone on
    passed = False  # it leaves the cmdlets on its way as it is: its record says where it came from
    leaves: Any = None  # the frame of the function that ThrowTerminatingError ends

    def __init__(self, record: ErrorRecord, thrown: bool = False) -> None:
        super().__init__(record)
        self.record = record
        self.thrown = thrown

    def __str__(self) -> str:
        return self.record.message


def ps_error(
    error_id: str,
    message: str,
    category: str = "InvalidOperation",
    target: Any = None,
    exception: str = RUNTIME,
    inner: Optional[NetException] = None,
) -> PSError:
    """A terminating error ready to be raised."""
    fault = NetException(exception, message, inner)
    record = ErrorRecord(fault, error_id, category, target)
    fault.error_record = record
    return PSError(record)


def net_error(fault: NetException, error_id: Optional[str] = None, category: str = "NotSpecified") -> PSError:
    """A .NET exception as a terminating error; its error id is by default its own type's name."""
    record = fault.error_record
    if record is None:
        record = ErrorRecord(fault, error_id or fault.type_name.rpartition(".")[2], category)
    return PSError(record)
