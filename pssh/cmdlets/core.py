"""Invoke-Expression, New-Object, Start-Sleep, Read-Host, Set-StrictMode and other cmdlets of everyday."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import NetException, PSError, ps_error
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

UTILITY = "Microsoft.PowerShell.Utility"
CORE = "Microsoft.PowerShell.Core"
_POLICY_SCOPE = "Microsoft.PowerShell.ExecutionPolicyScope"


@cmdlet("Invoke-Expression", alias="iex", module=UTILITY)
def invoke_expression(
    call: Call, command: Annotated[Optional[str], Param(position=0, mandatory=True, pipeline=True)] = None
) -> None:
    """Runs a text as PowerShell code, in the current scope.

    PS> Invoke-Expression '1 + 1'
    2
    """
    from pssh.runtime.scriptblock import compile_text

    state = call.scope.state
    try:
        block = compile_text(command or "", None, state)
    except Exception as error:
        if not getattr(error, "errors", None):
            raise
        raise _parse_error(call, error) from None
    # Its errors are those of the code around: a redirection of the call holds for the other streams.
    streams = call.streams.copy()
    streams.error = call.frame.streams.error
    try:
        block.invoke(call.runspace, dot=True, scope=call.scope, out=call.out, streams=streams)
    except PSError as error:
        info = error.record.invocation_info
        if not error.thrown and info is not None and info.script_name is None:
            error.record.invocation_info = call.invocation  # shown where the text was run
        raise


def _parse_error(call: Call, error: Any) -> PSError:
    from pssh.runtime.errors_flow import parse_error

    made = parse_error(error)
    made.record.invocation_info = call.invocation
    made.record.command_name = call.command.error_name
    made.record.category_info.activity = call.command.name
    return made


@cmdlet("New-Object", default_set="Net", module=UTILITY)
def new_object(
    call: Call,
    type_name: Annotated[Optional[str], Param(position=0, sets="Net", mandatory=True)] = None,
    argument_list: Annotated[Optional[List[Any]], Param(position=1, sets="Net", aliases=("Args",))] = None,
    *,
    property: Annotated[Any, Param(type="System.Collections.IDictionary")] = None,
) -> Any:
    """Makes an object of a .NET type.

    PS> (New-Object -TypeName System.Version -ArgumentList '1.2').Major
    1
    """
    from pssh.objects import members
    from pssh.objects.types import resolve_type

    net = call.scope.find_type(type_name or "") or resolve_type(
        type_name[1:-1] if type_name and type_name[0] == "[" else type_name or ""
    )
    if net is None:
        call.throw(
            "TypeNotFound",
            f"Cannot find type [{type_name}]: verify that the assembly containing this type is loaded.",
            "InvalidType", None, "System.Management.Automation.PSArgumentException",
        )  # fmt: skip
    full = net.full_name
    if full in ("System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject"):
        from pssh.objects.psobject import PSObject

        made: Any = PSObject(None, {}) if not argument_list else PSObject(argument_list[0], {})
    else:
        try:
            made = members.new_object(net, list(argument_list or []))
        except PSError as error:
            raise _construction_error(call, net, error, argument_list) from None
        except NetException as fault:
            call.throw(
                "ConstructorInvokedThrowException",
                f'Exception calling ".ctor" with "{len(argument_list or [])}" argument(s): "{fault.message}"',
                "InvalidOperation", None, "System.Management.Automation.MethodInvocationException", fault,
            )  # fmt: skip
    if property is not None:
        _set_properties(call, made, property)
    return made


def _construction_error(call: Call, net: Any, error: PSError, args: Any) -> PSError:
    record = error.record
    if record.error_id in ("MethodCountCouldNotFindBest", "MethodException", "CannotFindAppropriateCtor") or (
        "overload" in record.message
    ):
        return ps_error(
            "CannotFindAppropriateCtor",
            f"A constructor was not found. Cannot find an appropriate constructor for type {net.full_name}.",
            "ObjectNotFound",
            None,
            "System.Management.Automation.PSArgumentException",
        )
    record.error_id = "ConstructorInvokedThrowException"
    return error


def _set_properties(call: Call, made: Any, table: Any) -> None:
    """`-Property`: each entry sets a property, or calls the method of its name with the value."""
    from pssh.objects.convert_object import settable
    from pssh.objects.members import call_method, lookup, set_member
    from pssh.objects.psobject import PSMethod, PSObject, PSScriptMethod

    for key, value in list(table.items()):
        name = str(key)
        if made.__class__ is PSObject and made.base is None:
            made.members[name] = value
        elif isinstance(lookup(made, name), (PSMethod, PSScriptMethod)):
            call_method(made, name, [value])
        elif not settable(made, name):
            call.throw(
                "InvalidOperationException",
                f'The member "{name}" was not found for the specified .NET object.',
                "InvalidOperation",
                exception="System.InvalidOperationException",
            )
        else:
            try:
                set_member(made, name, value)
            except PSError:
                call.throw(
                    "SetValueException",
                    "The value supplied is not valid, or the property is read-only. Change the value, and then try "
                    "again.",
                    "InvalidData",
                    exception="System.Exception",
                )


@cmdlet("Start-Sleep", default_set="Seconds", module=UTILITY)
def start_sleep(
    call: Call,
    seconds: Annotated[
        float,
        Param(
            position=0,
            sets="Seconds",
            mandatory=True,
            pipeline=True,
            by_property=True,
            validate=(ValidateRange(0.0, 2147483.647),),
        ),
    ] = 0.0,
    *,
    milliseconds: Annotated[
        int,
        Param(
            sets="Milliseconds",
            mandatory=True,
            by_property=True,
            aliases=("ms",),
            validate=(ValidateRange(0, 2147483647),),
        ),
    ] = 0,
    duration: Annotated[
        Any,
        Param(
            position=0,
            sets="FromTimeSpan",
            mandatory=True,
            pipeline=True,
            by_property=True,
            aliases=("ts",),
            type="System.TimeSpan",
        ),
    ] = None,
) -> None:
    """Waits."""
    if call.set_name == "Milliseconds":
        length = milliseconds / 1000
    elif duration is not None:
        length = duration.ticks / 10_000_000
    else:
        length = float(seconds)
    call.runspace.sleep(length)


@cmdlet(
    "Read-Host",
    default_set="AsString",
    module=UTILITY,
    output=("System.String", "System.Security.SecureString"),
)
def read_host(
    call: Call,
    prompt: Annotated[Any, Param(position=0, remaining=True)] = None,
    *,
    as_secure_string: Annotated[Switch, Param(sets="AsSecureString")] = False,
    mask_input: Annotated[Switch, Param(sets="AsString")] = False,
) -> Any:
    """Reads a line from the person."""
    from pssh.objects.convert import to_string

    text = ""
    if prompt is not None:
        parts = prompt if isinstance(prompt, list) else [prompt]
        text = " ".join(to_string(part) for part in parts) + ": "
    host = call.host
    host.flush()
    if as_secure_string:
        return host.read_secure(text)
    if mask_input:
        from pssh.objects.net.security import plain_text

        return plain_text(host.read_secure(text))
    return host.read_line(text)


@cmdlet("Get-Host", module=UTILITY)
def get_host(call: Call) -> Any:
    """Gets the object that stands for the program PowerShell runs in."""
    return call.runspace.global_scope.get("Host")


@cmdlet("Clear-Host", alias=("cls", "clear"), module=CORE)
def clear_host(call: Call) -> None:
    """Clears the screen."""
    call.host.clear()


@cmdlet("Set-StrictMode", default_set="Version", module=CORE)
def set_strict_mode(
    call: Call,
    *,
    version: Annotated[
        Any, Param(sets="Version", mandatory=True, aliases=("v",), type="System.String")
    ] = None,
    off: Annotated[Switch, Param(sets="Off", mandatory=True)] = False,
) -> None:
    """Makes sloppy code an error in this scope: unset variables, missing properties."""
    if call.set_name == "Off":
        call.scope.strict = 0
        return
    text = str(version).lower()
    if text == "latest":
        call.scope.strict = 3
        return
    major = text.split(".")[0]
    if not major.isdigit():
        call.throw(
            "ParameterArgumentTransformationError",
            f"Cannot process argument transformation on parameter 'Version'. Cannot convert value \"{version}\" to type "
            f"\"System.Version\". Error: \"Input string '{version}' was not in a correct format.\"", "InvalidData", None,
            "System.Management.Automation.ParameterBindingArgumentTransformationException",
        )  # fmt: skip
    call.scope.strict = min(int(major), 3)


@cmdlet("Get-Error", default_set="Newest", module=UTILITY)
def get_error(
    call: Call,
    input_object: Annotated[Any, Param(position=0, sets="Error", pipeline=True)] = None,
    *,
    newest: Annotated[
        Optional[int], Param(sets="Newest", aliases=("Last",), validate=(ValidateRange(1, 2147483647),))
    ] = None,
) -> Iterator[Any]:
    """Gets the latest errors with all their details."""
    from pssh.objects.errors import ErrorRecord
    from pssh.objects.psobject import PSObject, unwrap

    rows = [input_object] if input_object is not None else list(call.runspace.errors)[: newest or 1]
    for record in rows:
        if not isinstance(unwrap(record), ErrorRecord):
            yield record
            continue
        yield PSObject(
            record,
            {},
            [
                "System.Management.Automation.ErrorRecord#PSExtendedError",
                "System.Management.Automation.ErrorRecord",
            ],
        )


@cmdlet("Get-ExecutionPolicy", module="Microsoft.PowerShell.Security")
def get_execution_policy(
    call: Call,
    scope: Annotated[Any, Param(position=0, by_property=True, type=_POLICY_SCOPE)] = None,
    *,
    list: Switch = False,
) -> Iterator[Any]:
    """Gets the execution policy: on this platform Unrestricted in every scope."""
    from pssh.objects.psobject import PSObject
    from pssh.runtime.known_types import converted

    policy = converted("Unrestricted", "Microsoft.PowerShell.ExecutionPolicy")
    if not list:
        yield policy
        return
    if scope is not None:
        call.throw("ListAndScopeSpecified", "The List and Scope parameters cannot be used together.",
                   "InvalidOperation", None, "System.InvalidOperationException")  # fmt: skip
    for name in ("MachinePolicy", "UserPolicy", "Process", "CurrentUser", "LocalMachine"):
        yield PSObject(None, {"Scope": converted(name, _POLICY_SCOPE), "ExecutionPolicy": policy})


@cmdlet("Set-ExecutionPolicy", module="Microsoft.PowerShell.Security")
def set_execution_policy(
    call: Call,
    execution_policy: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True)] = None,
    scope: Annotated[Optional[str], Param(position=1, by_property=True)] = None,
    *,
    force: Switch = False,
) -> None:
    """Execution policies exist only on Windows: an error here, as in PowerShell."""
    call.throw("NotSupported", "Operation is not supported on this platform.", "NotImplemented", None,
               "System.PlatformNotSupportedException")  # fmt: skip


@cmdlet("Add-Type", default_set="FromSource", module=UTILITY)
class AddType(CmdletBase):
    """Loads .NET assemblies or compiles C#; only the assemblies pssh emulates are accepted."""

    type_definition: Annotated[Optional[str], Param(position=0, sets="FromSource", mandatory=True)] = None
    name: Annotated[Optional[str], Param(position=0, sets="FromMember", mandatory=True)] = None
    member_definition: Annotated[
        Optional[List[str]], Param(position=1, sets="FromMember", mandatory=True)
    ] = None
    namespace: Annotated[Optional[str], Param(sets="FromMember")] = None
    path: Annotated[Optional[List[str]], Param(position=0, sets="FromPath", mandatory=True)] = None
    literal_path: Annotated[
        Optional[List[str]], Param(sets="FromLiteralPath", mandatory=True, aliases=("PSPath", "LP"))
    ] = None
    assembly_name: Annotated[
        Optional[List[str]], Param(sets="FromAssemblyName", mandatory=True, aliases=("AN",))
    ] = None
    referenced_assemblies: Annotated[Optional[List[str]], Param(aliases=("RA",))] = None
    using_namespace: Optional[List[str]] = None
    language: Optional[str] = None
    pass_thru: Switch = False
    ignore_warnings: Switch = False
    compiler_options: Optional[List[str]] = None
    output_assembly: Optional[str] = None
    output_type: Optional[str] = None

    def process(self) -> None:
        if self.assembly_name is not None:
            for name in self.assembly_name:
                if not name.lower().startswith(
                    ("system", "microsoft.", "presentation", "windowsbase", "mscorlib")
                ):
                    self._refuse(
                        f"Cannot find the assembly '{name}': pssh emulates .NET's own assemblies only."
                    )
            return
        self._refuse(
            "Add-Type cannot compile or load .NET code: pssh runs on Python. Use a PowerShell class instead."
        )

    def _refuse(self, text: str) -> None:
        self.call.throw("NotSupported", text, "NotImplemented", None,
                        "System.Management.Automation.PSNotSupportedException")  # fmt: skip


@cmdlet(
    "Get-Credential",
    default_set="CredentialSet",
    module="Microsoft.PowerShell.Security",
    output="System.Management.Automation.PSCredential",
)
def get_credential(
    call: Call,
    credential: Annotated[Any, Param(position=0, sets="CredentialSet")] = None,
    *,
    user_name: Annotated[Optional[str], Param(position=0, sets="MessageSet")] = None,
    message: Annotated[Optional[str], Param(sets="MessageSet")] = None,
    title: Annotated[Optional[str], Param(sets="MessageSet")] = None,
) -> Any:
    """Asks for a user name and password."""
    if credential is not None and type(credential).__name__ == "PSCredential":
        return credential
    name = user_name or (str(credential) if credential is not None else "")
    return call.host.credential(
        title or "PowerShell credential request", message or "Enter your credentials.", name, ""
    )


Everything = Annotated[Optional[List[Any]], Param(position=0, remaining=True)]


def _no_trace(call: Call) -> None:
    call.throw(
        "NotSupported",
        f"{call.name} is not available: this engine has no trace sources. Set-PSDebug -Trace shows what a script does.",
        "NotImplemented",
        None,
        "System.Management.Automation.PSNotSupportedException",
    )


@cmdlet("Trace-Command", alias="trcm", module=UTILITY)
def trace_command(call: Call, arguments: Everything = None) -> None:
    """Tracing the engine is not available: an error says so."""
    _no_trace(call)


@cmdlet("Get-TraceSource", module=UTILITY)
def get_trace_source(call: Call, arguments: Everything = None) -> None:
    """There are no trace sources: an error says so."""
    _no_trace(call)


@cmdlet("Set-TraceSource", module=UTILITY)
def set_trace_source(call: Call, arguments: Everything = None) -> None:
    """There are no trace sources: an error says so."""
    _no_trace(call)
