"""Which module declares which .NET types: the table by which families load on demand.

One line per module: the types it declares, by full name (generic ones with their arity, "List`1").
"""

from typing import ClassVar, Dict

__all__ = ["FAMILIES", "family_of"]

FAMILIES: Dict[str, str] = {
    "pssh.runtime.asttypes": """
        System.Management.Automation.Language.Parser System.Management.Automation.Language.Ast
        System.Management.Automation.Language.ScriptBlockAst System.Management.Automation.Language.CommandAst
        System.Management.Automation.Language.FunctionDefinitionAst
        System.Management.Automation.Language.VariableExpressionAst
        System.Management.Automation.Language.StringConstantExpressionAst
        System.Management.Automation.Language.PipelineAst System.Management.Automation.Language.ParameterAst
        System.Management.Automation.Language.AssignmentStatementAst
        System.Management.Automation.Language.TypeDefinitionAst
        System.Management.Automation.Language.InvokeMemberExpressionAst
        System.Management.Automation.Language.CommandParameterAst""",
    "pssh.runtime.pstokens": """
        System.Management.Automation.PSParser System.Management.Automation.PSToken
        System.Management.Automation.PSTokenType System.Management.Automation.PSParseError""",
    "pssh.runtime.enginetypes": """
        System.Management.Automation.ScriptBlock System.Management.Automation.PSScriptCmdlet
        System.Management.Automation.PSCmdlet System.Management.Automation.Cmdlet
        System.Collections.ArrayList+ArrayListEnumeratorSimple System.Array+ArrayEnumerator
        System.Management.Automation.RuntimeDefinedParameter
        System.Management.Automation.RuntimeDefinedParameterDictionary
        System.Management.Automation.ParameterAttribute System.Management.Automation.AliasAttribute
        System.Management.Automation.ValidateSetAttribute System.Management.Automation.ValidateRangeAttribute
        System.Management.Automation.ValidatePatternAttribute System.Management.Automation.ValidateLengthAttribute
        System.Management.Automation.ValidateCountAttribute System.Management.Automation.ValidateScriptAttribute
        System.Management.Automation.ValidateNotNullAttribute
        System.Management.Automation.ValidateNotNullOrEmptyAttribute
        System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute
        System.Management.Automation.ArgumentTransformationAttribute
        System.Management.Automation.ArgumentCompleterAttribute
        System.Management.Automation.ArgumentCompletionsAttribute
        System.Management.Automation.ValidateArgumentsAttribute
        System.Management.Automation.ValidateEnumeratedArgumentsAttribute
        System.Management.Automation.CmdletBindingAttribute System.Attribute""",
    "pssh.cmdlets._type_data_types": """
        System.Management.Automation.Runspaces.TypeData System.Management.Automation.Runspaces.TypeMemberData
        System.Management.Automation.Runspaces.AliasPropertyData System.Management.Automation.Runspaces.CodeMethodData
        System.Management.Automation.Runspaces.CodePropertyData System.Management.Automation.Runspaces.NotePropertyData
        System.Management.Automation.Runspaces.ScriptMethodData
        System.Management.Automation.Runspaces.ScriptPropertyData""",
    "pssh.cmdlets._format_types": """
        System.Management.Automation.ExtendedTypeDefinition System.Management.Automation.FormatViewDefinition""",
    "pssh.cmdlets._event_types": """
        System.Diagnostics.EventLogEntry System.Diagnostics.EventLog System.Diagnostics.EventLogEntryType""",
    "pssh.runtime.completion_api": """
        System.Management.Automation.CommandCompletion System.Management.Automation.CompletionResult""",
    "pssh.runtime.nettypes_api": """
        System.Management.Automation.PowerShell System.Management.Automation.WildcardPattern
        System.Management.Automation.PSDataStreams System.Management.Automation.PowerShellAsyncResult""",
    "pssh.runtime.pipeline_commands": """
        System.Management.Automation.PSCommand System.Management.Automation.Runspaces.Command
        System.Management.Automation.Runspaces.CommandParameter""",
    "pssh.runtime.data_collections": """
        System.Management.Automation.PSDataCollection`1 System.Management.Automation.DataAddedEventArgs""",
    "pssh.runtime.nettypes_runspaces": """
        System.Management.Automation.Runspaces.RunspaceFactory System.Management.Automation.Runspaces.LocalRunspace
        System.Management.Automation.Runspaces.RunspacePool System.Management.Automation.Runspaces.InitialSessionState
        System.Management.Automation.Runspaces.InitialSessionStateEntry
        System.Management.Automation.Runspaces.SessionStateVariableEntry
        System.Management.Automation.Runspaces.SessionStateFunctionEntry
        System.Management.Automation.Runspaces.SessionStateAliasEntry
        System.Management.Automation.Platform System.Management.Automation.PSTypeName
        System.Management.Automation.Host.Size System.Management.Automation.Host.Coordinates""",
    "pssh.runtime.nettypes_line": "Microsoft.PowerShell.PSConsoleReadLine Microsoft.PowerShell.KeyHandler",
    "pssh.runtime.nettypes_more": """
        System.Management.Automation.PSModuleInfo""",
    "pssh.runtime.nettypes": """
        System.Management.Automation.CommandInfo System.Management.Automation.AliasInfo
        System.Management.Automation.FunctionInfo System.Management.Automation.FilterInfo
        System.Management.Automation.CmdletInfo System.Management.Automation.ExternalScriptInfo
        System.Management.Automation.ApplicationInfo System.Management.Automation.ScriptInfo
        System.Management.Automation.ParameterMetadata
        System.Management.Automation.CommandParameterSetInfo System.Management.Automation.CommandParameterInfo
        System.Management.Automation.PSVariable
        System.Management.Automation.PSDriveInfo System.Management.Automation.ProviderInfo
        System.Management.Automation.PathInfo System.Management.Automation.InvocationInfo
        System.Management.Automation.InformationalRecord System.Management.Automation.WarningRecord
        System.Management.Automation.VerboseRecord System.Management.Automation.DebugRecord
        System.Management.Automation.InformationRecord System.Management.Automation.ProgressRecord
        System.Management.Automation.HostInformationMessage Microsoft.PowerShell.Commands.HistoryInfo""",
    "pssh.runtime.nettypes_host": """
        System.Management.Automation.Host.PSHost System.Management.Automation.Host.PSHostUserInterface
        System.Management.Automation.Host.PSHostRawUserInterface
        System.Management.Automation.Internal.Host.InternalHost
        System.Management.Automation.Internal.Host.InternalHostUserInterface
        System.Management.Automation.Internal.Host.InternalHostRawUserInterface
        System.Management.Automation.EngineIntrinsics System.Management.Automation.SessionState
        System.Management.Automation.CommandInvocationIntrinsics System.Management.Automation.PSVariableIntrinsics
        System.Management.Automation.PathIntrinsics
        System.Management.Automation.Host.ChoiceDescription System.Management.Automation.Host.FieldDescription""",
    "pssh.runtime.list_modifier": "System.Management.Automation.PSListModifier",
    "pssh.runtime.nettypes_debug": """
        System.Management.Automation.Breakpoint System.Management.Automation.LineBreakpoint
        System.Management.Automation.CommandBreakpoint System.Management.Automation.VariableBreakpoint""",
    "pssh.runtime.nettypes_events": """
        System.Management.Automation.PSEventSubscriber System.Management.Automation.PSEventArgs""",
    "pssh.formatting.nettypes": """
        Microsoft.PowerShell.Commands.Internal.Format.FormatStartData
        Microsoft.PowerShell.Commands.Internal.Format.GroupStartData
        Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData
        Microsoft.PowerShell.Commands.Internal.Format.GroupEndData
        Microsoft.PowerShell.Commands.Internal.Format.FormatEndData""",
    "pssh.runtime.psstyle": """
        System.Management.Automation.PSStyle System.Management.Automation.Internal.StringDecorated""",
    "pssh.remoting.nettypes": """
        System.Management.Automation.Runspaces.PSSession System.Management.Automation.Runspaces.Runspace
        System.Management.Automation.Runspaces.RunspaceState System.Management.Automation.Runspaces.RunspaceAvailability
        System.Management.Automation.Runspaces.RunspaceStateInfo
        System.Management.Automation.Runspaces.RunspaceStateEventArgs
        System.Management.Automation.Runspaces.OutputBufferingMode
        System.Management.Automation.Runspaces.SessionFilterState
        System.Management.Automation.Runspaces.TargetMachineType
        System.Management.Automation.Runspaces.RemotingErrorRecord
        System.Management.Automation.Remoting.OriginInfo System.Management.Automation.Remoting.PSSessionOption
        System.Management.Automation.Remoting.PSSenderInfo System.Management.Automation.Remoting.PSPrincipal
        System.Management.Automation.Remoting.PSIdentity System.Management.Automation.RemoteRunspace""",
    "pssh.jobs.nettypes": """
        System.Management.Automation.Job System.Management.Automation.Job2 System.Management.Automation.JobState
        System.Management.Automation.JobStateInfo System.Management.Automation.JobStateEventArgs
        System.Management.Automation.PSRemotingJob System.Management.Automation.PSRemotingChildJob
        System.Management.Automation.PSTasks.PSTaskJob System.Management.Automation.PSTasks.PSTaskChildJob
        System.Management.Automation.PSEventJob
        Microsoft.PowerShell.ThreadJob.ThreadJob""",
    "pssh.objects.lib_collections": """
        System.Collections.Generic.HashSet`1 System.Collections.Generic.SortedSet`1
        System.Collections.Generic.Queue`1 System.Collections.Generic.Stack`1 System.Collections.Queue
        System.Collections.Stack System.Collections.Generic.LinkedList`1
        System.Collections.Generic.LinkedListNode`1 System.Collections.Generic.PriorityQueue`2
        System.Collections.BitArray System.Collections.Specialized.StringCollection
        System.Collections.Specialized.NameValueCollection System.Collections.Specialized.StringDictionary""",
    "pssh.objects.lib_generic_math": "System.Numerics.BitOperations",
    "pssh.objects.lib_compare": """
        System.Collections.Comparer System.Collections.CaseInsensitiveComparer
        System.Collections.Generic.Comparer`1""",
    "pssh.objects.lib_type": """
        System.Reflection.MethodInfo System.Reflection.PropertyInfo System.Reflection.FieldInfo
        System.Reflection.ConstructorInfo System.Reflection.ParameterInfo System.Reflection.Assembly
        System.Management.Automation.TypeAccelerators""",
    "pssh.objects.lib_psobject": """
        System.Management.Automation.PSMemberInfo System.Management.Automation.PSPropertyInfo
        System.Management.Automation.PSMethodInfo System.Management.Automation.PSNoteProperty
        System.Management.Automation.PSScriptProperty System.Management.Automation.PSAliasProperty
        System.Management.Automation.PSCodeProperty System.Management.Automation.PSProperty
        System.Management.Automation.PSMethod System.Management.Automation.PSParameterizedProperty
        System.Management.Automation.PSScriptMethod System.Management.Automation.PSPropertySet
        System.Management.Automation.PSMemberSet System.Management.Automation.PSMemberInfoIntegratingCollection""",
    "pssh.objects.enumerators": """
        System.Collections.ArrayEnumerator System.Collections.Hashtable+HashtableEnumerator""",
    "pssh.objects.lib_tuple": """
        System.Tuple System.ValueTuple System.Tuple`1 System.Tuple`2 System.Tuple`3 System.Tuple`4
        System.Tuple`5 System.Tuple`6 System.Tuple`7 System.ValueTuple`1 System.ValueTuple`2
        System.ValueTuple`3 System.ValueTuple`4 System.ValueTuple`5""",
}


class _Index:
    modules: ClassVar[Dict[str, str]] = {}


def family_of(lower_name: str) -> str:
    """The module that declares the type of that (lower-case) full name, or ''."""
    if not _Index.modules:
        for module, names in FAMILIES.items():
            for name in names.split():
                _Index.modules[name.lower()] = module
        from pssh.objects.net.table import FAMILIES as NET

        for module, names in NET.items():
            for name in names.split():
                _Index.modules[name.lower()] = "pssh.objects.net." + module
    found = _Index.modules.get(lower_name, "")
    if not found and lower_name.startswith("system.management.automation.language."):
        return "pssh.runtime.asttypes"
    return found
