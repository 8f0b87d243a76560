"""The .NET types of the engine: ScriptBlock, $PSCmdlet, dynamic parameters, attributes made by hand."""

from typing import Any, Callable

from pssh.objects.nothing import NOTHING
from pssh.objects.types import exception_type, net_type
from pssh.runtime.attributes import ScriptAttribute
from pssh.runtime.dynamic import RuntimeDefinedParameter, RuntimeDefinedParameterDictionary
from pssh.runtime.enumerators import InputEnumerator, LoopEnumerator
from pssh.runtime.pscmdlet import PSScriptCmdlet
from pssh.runtime.scriptblock import ScriptBlock

_SMA = "System.Management.Automation."

block = net_type(_SMA + "ScriptBlock", ScriptBlock)


def _frame() -> Any:
    from pssh.runtime.stack import current_frame

    return current_frame()


@block.method(
    "Invoke", "System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)"
)
def _invoke(self: ScriptBlock, *args: Any) -> Any:
    from pssh.runtime.blockmethods import invoke_method

    return invoke_method(_frame(), self, args, False)


@block.method("InvokeReturnAsIs", "System.Object InvokeReturnAsIs(Params System.Object[] args)")
def _invoke_as_is(self: ScriptBlock, *args: Any) -> Any:
    from pssh.runtime.blockmethods import invoke_method

    return invoke_method(_frame(), self, args, True)


@block.method(
    "InvokeWithContext",
    "System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Object functionsToDefine, "
    "System.Object variablesToDefine, Params System.Object[] args)",
)
def _invoke_with_context(self: ScriptBlock, functions: Any, variables: Any, *args: Any) -> Any:
    from pssh.runtime.contextual import invoke_with_context

    return invoke_with_context(_frame(), self, functions, variables, args)


@block.method(
    "GetSteppablePipeline",
    "System.Management.Automation.SteppablePipeline GetSteppablePipeline()",
    "System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin "
    "commandOrigin)",
    "System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin "
    "commandOrigin, System.Object[] args)",
)
def _steppable(self: ScriptBlock, origin: Any = None, args: Any = ()) -> Any:
    from pssh.runtime.steppable import steppable_pipeline

    return steppable_pipeline(_frame(), self, args)


@block.method("GetNewClosure", "scriptblock GetNewClosure()")
def _closure(self: ScriptBlock) -> Any:
    return self.get_new_closure()


@block.method("ToString", "string ToString()")
def _text(self: ScriptBlock) -> str:
    return self.to_string()


@block.method(
    "CheckRestrictedLanguage",
    "void CheckRestrictedLanguage(System.Collections.Generic.IEnumerable[string] allowedCommands, "
    "System.Collections.Generic.IEnumerable[string] allowedVariables, bool allowEnvironmentVariables)",
    raw=True,
)
def _check(self: ScriptBlock, commands: Any, variables: Any, environment: Any) -> None:
    from pssh.language.errors import ParseException
    from pssh.language.restricted import check_block
    from pssh.objects.convert import to_bool
    from pssh.runtime.errors_flow import parse_error
    from pssh.runtime.manifests import as_texts

    errors = check_block(self.ast, as_texts(commands), as_texts(variables), to_bool(environment))
    if errors:
        raise parse_error(ParseException(errors)).record.exception


@block.static_method("Create", "scriptblock Create(string script)")
def _create(script: str) -> ScriptBlock:
    from pssh.language.errors import ParseException
    from pssh.runtime.errors_flow import parse_error

    try:
        return ScriptBlock.create(script)
    except ParseException as exception:
        raise parse_error(exception).record.exception from None


@exception_type("System.Management.Automation.ParseException").prop(
    "Errors", "System.Management.Automation.Language.ParseError[]"
)
def _parse_errors(self: Any) -> Any:
    import pssh.runtime.asttypes  # noqa: F401 - what scripts see of a ParseError

    return self.extra.get("Errors")


block.reads("Ast", "System.Management.Automation.Language.Ast", "ast")


@block.prop("Attributes", "System.Collections.Generic.List[System.Attribute]")
def _attributes(self: ScriptBlock) -> Any:
    from pssh.runtime.script_metadata import block_attributes

    return list(block_attributes(self))


@block.prop("DebuggerHidden", "bool")
def _hidden(self: ScriptBlock) -> bool:
    return False


block.reads("File", "string", "file")


@block.prop("Id", "guid")
def _id(self: ScriptBlock) -> Any:
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    guid: Any = resolve_type("guid")
    return convert(f"{id(self):032x}", guid)


@block.prop("IsConfiguration", "bool")
def _configuration(self: ScriptBlock) -> bool:
    return False


block.reads("IsFilter", "bool", "is_filter")
block.reads("Module", "psmoduleinfo", "module")


@block.prop("StartPosition", "System.Management.Automation.PSToken")
def _start_position(self: ScriptBlock) -> Any:
    from pssh.runtime.pstokens import PSToken

    return PSToken(self.extent, "Position", self.extent.text)


# --- $PSCmdlet -------------------------------------------------------------------------------------------

base = net_type(_SMA + "Cmdlet", None)
net_type(_SMA + "PSCmdlet", None, _SMA + "Cmdlet")
cmdlet = net_type(_SMA + "PSScriptCmdlet", PSScriptCmdlet, _SMA + "PSCmdlet")
_RECORD = "System.Management.Automation.ErrorRecord"
_COMMON = (
    "Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable OutVariable"
    " OutBuffer PipelineVariable InformationVariable"
)


def _name_set(names: str) -> Callable[[], Any]:
    def make() -> Any:
        from pssh.objects.statics import get_static, new_object
        from pssh.runtime.known_types import known_type

        ignoring_case = get_static(known_type("System.StringComparer"), "OrdinalIgnoreCase")
        return new_object(
            known_type("System.Collections.Generic.HashSet[string]"), [names.split(), ignoring_case]
        )

    return make


base.static_prop("CommonParameters", "System.Collections.Generic.HashSet[string]")(_name_set(_COMMON))
base.static_prop("OptionalCommonParameters", "System.Collections.Generic.HashSet[string]")(
    _name_set("WhatIf Confirm UseTransaction")
)


cmdlet.reads("ParameterSetName", "string", "parameter_set_name")
cmdlet.reads("MyInvocation", "System.Management.Automation.InvocationInfo", "my_invocation")
cmdlet.reads("SessionState", "System.Management.Automation.SessionState", "session_state")


@cmdlet.prop("Host", "System.Management.Automation.Host.PSHost")
def _host(self: PSScriptCmdlet) -> Any:
    return self.call.runspace.global_scope.get("Host")


@cmdlet.prop("InvokeCommand", "System.Management.Automation.CommandInvocationIntrinsics")
def _invoke_command(self: PSScriptCmdlet) -> Any:
    from pssh.objects.members import get_member

    return get_member(self.call.runspace.global_scope.get("ExecutionContext"), "InvokeCommand")


@cmdlet.prop("CommandRuntime", "System.Management.Automation.ICommandRuntime")
def _runtime(self: PSScriptCmdlet) -> Any:
    return self


@cmdlet.prop("Stopping", "bool")
def _stopping(self: PSScriptCmdlet) -> bool:
    return bool(self.call.runspace.stopping)


@cmdlet.method("WriteObject", "void WriteObject(System.Object sendToPipeline)",
               "void WriteObject(System.Object sendToPipeline, bool enumerateCollection)")  # fmt: skip
def _write_object(self: PSScriptCmdlet, value: Any, enumerate: bool = False) -> Any:
    self.write_object(value, enumerate)
    return NOTHING


@cmdlet.method("WriteError", f"void WriteError({_RECORD} errorRecord)")
def _write_error(self: PSScriptCmdlet, record: Any) -> Any:
    self.write_error(record)
    return NOTHING


@cmdlet.method("ThrowTerminatingError", f"void ThrowTerminatingError({_RECORD} errorRecord)")
def _throw(self: PSScriptCmdlet, record: Any) -> Any:
    self.throw_terminating_error(record)
    return NOTHING


def _messages() -> None:
    for stream in ("Warning", "Verbose", "Debug"):

        def write(self: PSScriptCmdlet, text: str, stream: str = stream.lower()) -> Any:
            self.message(stream, text)
            return NOTHING

        cmdlet.method(f"Write{stream}", f"void Write{stream}(string text)")(write)


_messages()


@cmdlet.method("WriteInformation",
               "void WriteInformation(System.Object messageData, string[] tags)")  # fmt: skip
def _write_information(self: PSScriptCmdlet, data: Any, tags: Any) -> Any:
    self.information(data, list(tags or ()))
    return NOTHING


@cmdlet.method(
    "WriteProgress", "void WriteProgress(System.Management.Automation.ProgressRecord progressRecord)"
)
def _write_progress(self: PSScriptCmdlet, record: Any) -> Any:
    self.call.progress(record)
    return NOTHING


@cmdlet.method(
    "ShouldProcess",
    "bool ShouldProcess(string target)",
    "bool ShouldProcess(string target, string action)",
    "bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)",
)
def _should_process(self: PSScriptCmdlet, *args: Any) -> bool:
    return self.should_process(*args)


@cmdlet.method(
    "ShouldContinue",
    "bool ShouldContinue(string query, string caption)",
)
def _should_continue(self: PSScriptCmdlet, query: str, caption: str) -> bool:
    return self.should_continue(query, caption)


@cmdlet.method("GetVariableValue", "System.Object GetVariableValue(string name)",
               "System.Object GetVariableValue(string name, System.Object defaultValue)")  # fmt: skip
def _variable(self: PSScriptCmdlet, name: str, default: Any = None) -> Any:
    return self.get_variable_value(name, default)


@cmdlet.method(
    "GetUnresolvedProviderPathFromPSPath", "string GetUnresolvedProviderPathFromPSPath(string path)"
)
def _path(self: PSScriptCmdlet, path: str) -> Any:
    return self.resolve_path(path)


# --- enumerators -----------------------------------------------------------------------------------------

inputs = net_type("System.Collections.ArrayList+ArrayListEnumeratorSimple", InputEnumerator, "System.Object",
                  ("System.Collections.IEnumerator",))  # fmt: skip
loops = net_type("System.Array+ArrayEnumerator", LoopEnumerator, "System.Object",
                 ("System.Collections.IEnumerator",))  # fmt: skip


def _enumerators() -> None:
    for kind in (inputs, loops):
        kind.prop("Current", "System.Object")(lambda self: self.current)
        kind.method("MoveNext", "bool MoveNext()")(lambda self: self.move_next())
    inputs.method("Reset", "void Reset()")(lambda self: self.reset())


_enumerators()

# --- attributes and dynamic parameters -------------------------------------------------------------------

net_type("System.Attribute", None)
_attribute = net_type(_SMA + "Internal.CmdletMetadataAttribute", None, "System.Attribute")
_PROPERTIES = {
    "Parameter": "Position Mandatory ParameterSetName ValueFromPipeline ValueFromPipelineByPropertyName "
    "ValueFromRemainingArguments HelpMessage DontShow",
    "ValidateSet": "IgnoreCase ErrorMessage", "ValidatePattern": "Options ErrorMessage",
    "ValidateScript": "ErrorMessage", "Alias": "", "ValidateRange": "", "ValidateLength": "", "ValidateCount": "",
    "ValidateNotNull": "", "ValidateNotNullOrEmpty": "", "ValidateNotNullOrWhiteSpace": "",
    "CmdletBinding": "SupportsShouldProcess ConfirmImpact DefaultParameterSetName PositionalBinding",
}  # fmt: skip


_DEFAULTS = {
    "position": -(2**31), "mandatory": False, "parametersetname": "__AllParameterSets", "valuefrompipeline": False,
    "valuefrompipelinebypropertyname": False, "valuefromremainingarguments": False, "dontshow": False,
    "ignorecase": True, "supportsshouldprocess": False, "positionalbinding": True,
}  # fmt: skip


def _attribute_types() -> None:
    for name, properties in _PROPERTIES.items():
        full = f"{_SMA}{name}Attribute"
        kind = net_type(full, None, "System.Attribute")

        def make(*args: Any, full: str = full, kind: Any = kind) -> Any:
            made = ScriptAttribute(full, args, ())
            made.net_type = kind
            return made

        kind.extra["new"] = make
        for each in properties.split():
            lower = each.lower()

            def read(self: Any, lower: str = lower) -> Any:
                return self.get(lower, _DEFAULTS.get(lower))

            def write(self: Any, value: Any, lower: str = lower) -> None:
                self.named[lower] = value

            kind.prop(each, "System.Object")(read)
            kind.setter(each)(write)
    values = net_type(_SMA + "ValidateSetAttribute", None)
    values.prop("ValidValues", "System.Collections.Generic.IList[string]")(lambda self: list(self.positional))
    aliases = net_type(_SMA + "AliasAttribute", None)
    aliases.prop("AliasNames", "System.Collections.Generic.IList[string]")(lambda self: list(self.positional))
    bounds = (("ValidateRange", "MinRange", "MaxRange"), ("ValidateLength", "MinLength", "MaxLength"),
              ("ValidateCount", "MinLength", "MaxLength"))  # fmt: skip
    for name, low, high in bounds:
        kind = net_type(f"{_SMA}{name}Attribute", None)
        kind.prop(low, "System.Object")(lambda self: self.positional[0])
        kind.prop(high, "System.Object")(lambda self: self.positional[-1])
    for name, member in (("ValidatePattern", "RegexPattern"), ("ValidateScript", "ScriptBlock")):
        net_type(f"{_SMA}{name}Attribute", None).prop(member, "System.Object")(
            lambda self: self.positional[0]
        )
    for name in (
        "ArgumentTransformation", "ArgumentCompleter", "ArgumentCompletions", "ValidateArguments",
        "ValidateEnumeratedArguments",
    ):  # fmt: skip
        net_type(f"{_SMA}{name}Attribute", None, "System.Attribute")


_attribute_types()

dynamic = net_type(_SMA + "RuntimeDefinedParameter", RuntimeDefinedParameter)


@dynamic.constructor(
    "System.Management.Automation.RuntimeDefinedParameter new()",
    "System.Management.Automation.RuntimeDefinedParameter new(string name, type parameterType, "
    "System.Object attributes)",
)
def _new_dynamic(name: str = "", kind: Any = None, attributes: Any = None) -> RuntimeDefinedParameter:
    return RuntimeDefinedParameter(name, kind, attributes)


def _dynamic_members() -> None:
    for name, attribute in (
        ("Name", "name"),
        ("ParameterType", "type"),
        ("Value", "value"),
        ("IsSet", "is_set"),
    ):

        def read(self: Any, attribute: str = attribute) -> Any:
            return getattr(self, attribute)

        def write(self: Any, value: Any, attribute: str = attribute) -> None:
            setattr(self, attribute, value)

        dynamic.prop(name, "System.Object")(read)
        dynamic.setter(name)(write)
    dynamic.prop("Attributes", "System.Object")(lambda self: self.attributes)


_dynamic_members()
table = net_type(_SMA + "RuntimeDefinedParameterDictionary", RuntimeDefinedParameterDictionary,
                 "System.Collections.Generic.Dictionary`2")  # fmt: skip
table.extra["new"] = RuntimeDefinedParameterDictionary
