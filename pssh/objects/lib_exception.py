"""Members of exceptions and of ErrorRecord, ErrorDetails, ErrorCategoryInfo."""

from typing import Any, Optional

from pssh.objects.enums import enum_value
from pssh.objects.errors import CategoryInfo, ErrorDetails, ErrorRecord
from pssh.objects.exceptions import NetException
from pssh.objects.tostring import to_string
from pssh.objects.types import NetType, exception_type, net_type, resolve_type

base = net_type("System.Exception")


def _help_set(self: NetException, value: Any) -> None:
    self.help_link = value


def _source_set(self: NetException, value: Any) -> None:
    self.source = value


_HRESULTS = {
    "System.Exception": 0x80131500, "System.SystemException": 0x80131501, "System.ApplicationException": 0x80131600,
    "System.ArgumentException": 0x80070057, "System.ArgumentNullException": 0x80004003,
    "System.ArgumentOutOfRangeException": 0x80131502, "System.FormatException": 0x80131537,
    "System.InvalidCastException": 0x80004002, "System.InvalidOperationException": 0x80131509,
    "System.NotSupportedException": 0x80131515, "System.NotImplementedException": 0x80004001,
    "System.NullReferenceException": 0x80004003, "System.OverflowException": 0x80131516,
    "System.DivideByZeroException": 0x80020012, "System.IndexOutOfRangeException": 0x80131508,
    "System.IO.IOException": 0x80131620, "System.IO.FileNotFoundException": 0x80070002,
    "System.IO.DirectoryNotFoundException": 0x80070003, "System.UnauthorizedAccessException": 0x80070005,
    "System.TimeoutException": 0x80131505, "System.OperationCanceledException": 0x8013153B,
    "System.Collections.Generic.KeyNotFoundException": 0x80131577,
}  # fmt: skip


def _hresult(self: NetException) -> int:
    number = self.hresult
    if number is None:
        number = 0x80131501 if self.type_name.startswith("System.Management.") else 0x80131500
        for kind in exception_type(self.type_name).bases():
            if kind.full_name in _HRESULTS:
                number = _HRESULTS[kind.full_name]
                break
    return number - (1 << 32) if number >= 1 << 31 else number


def _hresult_set(self: NetException, value: Any) -> None:
    self.hresult = value


base.prop("TargetSite", "System.Reflection.MethodBase")(lambda self: None)
base.prop("Message", "string")(lambda self: self.message)
base.prop("Data", "System.Collections.IDictionary")(lambda self: self.data)
base.prop("InnerException", "System.Exception")(lambda self: self.inner)
base.prop("HelpLink", "string")(lambda self: self.help_link)
base.setter("HelpLink")(_help_set)
base.prop("Source", "string")(lambda self: self.source)
base.setter("Source")(_source_set)
base.prop("HResult", "int")(_hresult)
base.setter("HResult")(_hresult_set)
base.prop("StackTrace", "string")(lambda self: self.stack_trace)


@base.method("GetBaseException", "System.Exception GetBaseException()")
def _get_base(self: NetException) -> NetException:
    current = self
    while current.inner is not None:
        current = current.inner
    return current


@base.method("ToString", "string ToString()")
def _to_string(self: NetException) -> str:
    return to_string(self)


@base.constructor(
    "System.Exception new()",
    "System.Exception new(string message)",
    "System.Exception new(string message, System.Exception innerException)",
    raw=True,
)
def _new(net_type: NetType, *args: Any) -> NetException:
    return make_exception(net_type.full_name, args)


_TWO_TEXTS = {
    "System.ArgumentException": ("message", "ParamName"),
    "System.IO.FileNotFoundException": ("message", "FileName"),
    "System.ObjectDisposedException": ("ObjectName", "message"),
    "System.ArgumentNullException": ("ParamName", "message"),
    "System.ArgumentOutOfRangeException": ("ParamName", "message"),
}


def make_exception(type_name: str, args: Any) -> NetException:
    """An exception of that type from constructor arguments (message, inner, parameter name ...)."""
    if type_name == "System.ArgumentOutOfRangeException" and len(args) == 3:
        return _out_of_range(*args)
    texts = [to_string(arg) for arg in args if isinstance(arg, (str, int, float))]
    inner: Optional[NetException] = next((arg for arg in args if isinstance(arg, NetException)), None)
    record = next((arg for arg in args if isinstance(arg, ErrorRecord)), None)
    order = _TWO_TEXTS.get(type_name, ("message", "detail"))
    given = dict(zip(order if len(texts) > 1 or order[0] != "message" else ("message",), texts))
    if len(args) == 1 and args[0] is not None and not texts and inner is None and record is None:
        given = {"message": to_string(args[0])}
    message = given.pop("message", None)
    made = NetException(type_name, message, inner, **given)
    if "ParamName" in given:
        made.message += f" (Parameter '{given['ParamName']}')"
    if type_name == "System.AggregateException":
        _aggregate(made, args)
    if record is not None:
        made.error_record = record
    return made


def _out_of_range(name: Any, actual: Any, message: Any) -> NetException:
    """The form that tells the value, too."""
    made = NetException("System.ArgumentOutOfRangeException", to_string(message), ParamName=to_string(name))
    made.message += f" (Parameter '{to_string(name)}')"
    if actual is not None:
        made.extra["ActualValue"] = actual
        made.message += f"\nActual value was {to_string(actual)}."
    return made


def _aggregate(made: NetException, args: Any) -> None:
    inners = [arg for arg in args if isinstance(arg, NetException)]
    for arg in args:
        if isinstance(arg, list):
            inners.extend(item for item in arg if isinstance(item, NetException))
    made.extra["InnerExceptions"] = inners
    if inners:
        made.inner = inners[0]
        made.message += "".join(f" ({item.message})" for item in inners)


def _extra(type_name: str, prop: str, text: str = "string") -> None:
    exception_type(type_name).prop(prop, text)(lambda self: self.extra.get(prop))


for _type, _props in {
    "System.ArgumentException": ("ParamName",),
    "System.ArgumentOutOfRangeException": ("ActualValue",),
    "System.ObjectDisposedException": ("ObjectName",),
    "System.IO.FileNotFoundException": ("FileName", "FusionLog"),
    "System.Management.Automation.CommandNotFoundException": ("CommandName",),
    "System.Management.Automation.ItemNotFoundException": ("ItemName",),
    "System.Management.Automation.DriveNotFoundException": ("ItemName",),
    "System.Management.Automation.ParameterBindingException": ("ParameterName", "ErrorId", "Line", "Offset"),
    "System.Management.Automation.RemoteException": (
        "SerializedRemoteException",
        "SerializedRemoteInvocationInfo",
    ),
    "System.Management.Automation.NativeCommandExitException": ("Path", "ExitCode", "ProcessId"),
    "System.Net.WebException": ("Status", "Response"),
    "System.Net.Http.HttpRequestException": ("StatusCode",),
    "Microsoft.PowerShell.Commands.HttpResponseException": ("Response",),
    "System.AggregateException": ("InnerExceptions",),
    "System.Text.RegularExpressions.RegexParseException": ("Error", "Offset"),
}.items():
    for _prop in _props:
        _extra(_type, _prop)

runtime = exception_type("System.Management.Automation.RuntimeException")


@runtime.prop("ErrorRecord", "System.Management.Automation.ErrorRecord")
def _error_record(self: NetException) -> Any:
    if self.error_record is None:
        self.error_record = ErrorRecord(self, self.type_name.rpartition(".")[2], "NotSpecified")
    return self.error_record


# Exceptions that derive from .NET's own kinds and hold an error record all the same: its id and category.
for _type, (_id, _group) in {
    "PSInvalidCastException": ("PSInvalidCastException", "InvalidArgument"),
    "PSArgumentException": ("Argument", "InvalidArgument"),
    "PSArgumentNullException": ("ArgumentNull", "InvalidArgument"),
    "PSArgumentOutOfRangeException": ("ArgumentOutOfRange", "InvalidArgument"),
    "PSInvalidOperationException": ("InvalidOperation", "InvalidOperation"),
    "PSNotSupportedException": ("NotSupported", "NotImplemented"),
}.items():

    def _own_record(self: NetException, error_id: str = _id, category: str = _group) -> Any:
        if self.error_record is None:
            self.error_record = ErrorRecord(self, error_id, category)
        return self.error_record

    exception_type("System.Management.Automation." + _type).prop(
        "ErrorRecord", "System.Management.Automation.ErrorRecord"
    )(_own_record)


@runtime.prop("WasThrownFromThrowStatement", "bool")
def _was_thrown(self: NetException) -> bool:
    return bool(self.thrown)


# -- ErrorRecord -----------------------------------------------------------------------------------

record_type = net_type("System.Management.Automation.ErrorRecord", ErrorRecord)
record_type.prop("Exception", "System.Exception")(lambda self: self.exception)
record_type.prop("TargetObject", "System.Object")(lambda self: self.target_object)
record_type.prop("CategoryInfo", "System.Management.Automation.ErrorCategoryInfo")(
    lambda self: self.category_info
)
record_type.prop("FullyQualifiedErrorId", "string")(lambda self: self.fully_qualified_error_id)
record_type.prop("ErrorDetails", "System.Management.Automation.ErrorDetails")(lambda self: self.error_details)
record_type.prop("InvocationInfo", "System.Management.Automation.InvocationInfo")(
    lambda self: self.invocation_info
)
record_type.prop("ScriptStackTrace", "string")(lambda self: self.script_stack_trace)
record_type.prop("PipelineIterationInfo", "System.Collections.ObjectModel.ReadOnlyCollection[int]")(
    lambda self: self.pipeline_iteration_info if self.pipeline_iteration_info is not None else []
)
record_type.prop("PSMessageDetails", "System.Object", kind="ScriptProperty")(lambda self: None)


def _set_details(self: ErrorRecord, value: Any) -> None:
    self.error_details = value


record_type.setter("ErrorDetails")(_set_details)


@record_type.method("ToString", "string ToString()")
def _record_text(self: ErrorRecord) -> str:
    return str(self)


@record_type.constructor(
    "System.Management.Automation.ErrorRecord new(System.Exception exception, string errorId, "
    "System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)",
    "System.Management.Automation.ErrorRecord new(System.Management.Automation.ErrorRecord errorRecord, "
    "System.Exception replaceParentContainsErrorRecordException)",
)
def _new_record(exception: Any, error_id: Any, category: Any = None, target: Any = None) -> ErrorRecord:
    if isinstance(exception, ErrorRecord):
        source = exception
        made = ErrorRecord(
            error_id or source.exception, source.error_id, source.category, source.target_object
        )
        made.error_details = source.error_details
        return made
    if category is None and error_id is not None and not isinstance(error_id, str):
        category = error_id
    made = ErrorRecord(
        exception, error_id or "", category.name if category is not None else "NotSpecified", target
    )
    return made


details_type = net_type("System.Management.Automation.ErrorDetails", ErrorDetails)
details_type.prop("Message", "string")(lambda self: self.message)
details_type.prop("RecommendedAction", "string")(lambda self: self.recommended_action)


def _set_action(self: ErrorDetails, value: str) -> None:
    self.recommended_action = value


details_type.setter("RecommendedAction")(_set_action)


@details_type.constructor("System.Management.Automation.ErrorDetails new(string message)")
def _new_details(message: str) -> ErrorDetails:
    return ErrorDetails(message)


category_type = net_type("System.Management.Automation.ErrorCategoryInfo", CategoryInfo)


@category_type.prop("Category", "System.Management.Automation.ErrorCategory")
def _category(self: CategoryInfo) -> Any:
    wanted = resolve_type("System.Management.Automation.ErrorCategory")
    assert wanted is not None
    return enum_value(wanted, wanted.enum_values.get(self.category, 0))


def _text_property(name: str, slot: str) -> None:
    category_type.prop(name, "string")(lambda self: getattr(self, slot))

    def put(self: CategoryInfo, value: str) -> None:
        setattr(self, slot, value)

    category_type.setter(name)(put)


_text_property("Activity", "activity")
_text_property("Reason", "reason")
_text_property("TargetName", "target_name")
_text_property("TargetType", "target_type")


@category_type.method("GetMessage", "string GetMessage()", "string GetMessage(cultureinfo uiCultureInfo)")
def _get_message(self: CategoryInfo, _culture: Any = None) -> str:
    return str(self)
