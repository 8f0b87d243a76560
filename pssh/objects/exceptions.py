"""NetException: the one Python class of .NET exceptions, and the table of who derives from whom."""

from typing import Any, ClassVar, Dict, List, Optional, Tuple

__all__ = ["NetException", "default_message", "exception_bases", "full_exception_name", "is_exception_type"]

# base: derived ... ; every name has its namespace so that the table can be read alone.
_TREE = """
System.Exception: System.SystemException System.ApplicationException System.AggregateException
 System.Management.Automation.Host.PromptingException System.Net.Mail.SmtpException
System.SystemException: System.ArgumentException System.ArithmeticException System.FormatException
 System.IndexOutOfRangeException System.InvalidCastException System.InvalidOperationException
 System.NotImplementedException System.NotSupportedException System.NullReferenceException
 System.OutOfMemoryException System.RankException System.StackOverflowException System.TimeoutException
 System.UnauthorizedAccessException System.OperationCanceledException System.TypeLoadException
 System.MemberAccessException System.ArrayTypeMismatchException System.InvalidProgramException
 System.AccessViolationException System.ExecutionEngineException
 System.Collections.Generic.KeyNotFoundException System.IO.IOException System.IO.InvalidDataException
 System.Threading.SynchronizationLockException System.Threading.ThreadAbortException
 System.Threading.ThreadInterruptedException System.Threading.ThreadStateException
 System.Threading.AbandonedMutexException System.Xml.XmlException
 System.Management.Automation.RuntimeException System.Security.SecurityException
 System.Security.Cryptography.CryptographicException System.Runtime.InteropServices.ExternalException
 System.Runtime.Serialization.SerializationException System.Data.DataException
 System.Security.Authentication.AuthenticationException System.AppDomainUnloadedException
 System.CannotUnloadAppDomainException System.BadImageFormatException
System.ApplicationException: System.Reflection.TargetInvocationException System.Reflection.TargetException
 System.Threading.WaitHandleCannotBeOpenedException System.Reflection.TargetParameterCountException
System.ArgumentException: System.ArgumentNullException System.ArgumentOutOfRangeException
 System.DuplicateWaitObjectException System.Globalization.CultureNotFoundException
 System.Text.DecoderFallbackException System.Text.EncoderFallbackException
 System.Text.RegularExpressions.RegexParseException System.Management.Automation.PSArgumentException
 System.ComponentModel.InvalidEnumArgumentException
System.ArgumentNullException: System.Management.Automation.PSArgumentNullException
System.ArgumentOutOfRangeException: System.Management.Automation.PSArgumentOutOfRangeException
System.ArithmeticException: System.DivideByZeroException System.OverflowException System.NotFiniteNumberException
System.FormatException: System.UriFormatException System.Net.CookieException
System.InvalidOperationException: System.ObjectDisposedException System.Net.WebException
 System.Management.Automation.PSInvalidOperationException System.Net.NetworkInformation.PingException
 System.Management.Automation.PipelineClosedException
System.ObjectDisposedException: System.Management.Automation.PSObjectDisposedException
System.NotSupportedException: System.PlatformNotSupportedException
 System.Management.Automation.PSNotSupportedException
System.NotImplementedException: System.Management.Automation.PSNotImplementedException
System.OperationCanceledException: System.Threading.Tasks.TaskCanceledException
System.InvalidCastException: System.Management.Automation.PSInvalidCastException
System.OutOfMemoryException: System.InsufficientMemoryException
System.TypeLoadException: System.DllNotFoundException System.EntryPointNotFoundException
System.MemberAccessException: System.MissingMemberException System.FieldAccessException
 System.MethodAccessException
System.MissingMemberException: System.MissingMethodException System.MissingFieldException
System.IO.IOException: System.IO.FileNotFoundException System.IO.DirectoryNotFoundException
 System.IO.PathTooLongException System.IO.EndOfStreamException System.IO.DriveNotFoundException
 System.IO.FileLoadException
System.Runtime.InteropServices.ExternalException: System.ComponentModel.Win32Exception
 System.Runtime.InteropServices.COMException System.Data.Common.DbException
System.Data.Common.DbException: System.Data.SqlClient.SqlException
System.ComponentModel.Win32Exception: System.Net.Sockets.SocketException
 System.Net.NetworkInformation.NetworkInformationException
System.Exception: System.Net.Http.HttpRequestException System.Text.Json.JsonException
 System.Threading.BarrierPostPhaseException System.Threading.LockRecursionException
 System.Management.Automation.FlowControlException
System.Net.Http.HttpRequestException: Microsoft.PowerShell.Commands.HttpResponseException
System.Security.Authentication.AuthenticationException:
 System.Security.Authentication.InvalidCredentialException
System.Management.Automation.FlowControlException: System.Management.Automation.ExitException
System.Management.Automation.RuntimeException: System.Management.Automation.ActionPreferenceStopException
 System.Management.Automation.CmdletInvocationException System.Management.Automation.CommandNotFoundException
 System.Management.Automation.ExtendedTypeSystemException System.Management.Automation.HaltCommandException
 System.Management.Automation.InvalidJobStateException System.Management.Automation.JobFailedException
 System.Management.Automation.MetadataException System.Management.Automation.ParameterBindingException
 System.Management.Automation.ParseException System.Management.Automation.PipelineStoppedException
 System.Management.Automation.ProviderInvocationException System.Management.Automation.PSSecurityException
 System.Management.Automation.RemoteException System.Management.Automation.ScriptCallDepthException
 System.Management.Automation.ScriptRequiresException System.Management.Automation.SessionStateException
 System.Management.Automation.Remoting.PSRemotingTransportException
 System.Management.Automation.Remoting.PSRemotingDataStructureException
 System.Management.Automation.ApplicationFailedException
 System.Management.Automation.CmdletProviderInvocationException
 System.Management.Automation.NativeCommandExitException
 System.Management.Automation.NativeCommandException
 System.Management.Automation.PSTaskException
 System.Management.Automation.Host.HostException System.Management.Automation.BreakpointException
 System.Management.Automation.Runspaces.RunspaceOpenModuleLoadException
System.Management.Automation.CmdletInvocationException:
 System.Management.Automation.CmdletProviderInvocationException
System.Management.Automation.ExtendedTypeSystemException: System.Management.Automation.MethodException
 System.Management.Automation.GetValueException System.Management.Automation.SetValueException
System.Management.Automation.MethodException: System.Management.Automation.MethodInvocationException
System.Management.Automation.GetValueException: System.Management.Automation.GetValueInvocationException
 System.Management.Automation.PropertyNotFoundException
System.Management.Automation.SetValueException: System.Management.Automation.SetValueInvocationException
System.Management.Automation.MetadataException: System.Management.Automation.ArgumentTransformationMetadataException
 System.Management.Automation.ParsingMetadataException System.Management.Automation.ValidationMetadataException
System.Management.Automation.ParseException: System.Management.Automation.IncompleteParseException
System.Management.Automation.SessionStateException:
 System.Management.Automation.ItemNotFoundException System.Management.Automation.DriveNotFoundException
 System.Management.Automation.ProviderNotFoundException
 System.Management.Automation.SessionStateOverflowException
 System.Management.Automation.SessionStateUnauthorizedAccessException
 System.Management.Automation.PSSnapInException
System.Management.Automation.Remoting.PSRemotingTransportException:
 System.Management.Automation.Remoting.PSRemotingTransportRedirectException
System.Management.Automation.ParameterBindingException:
 System.Management.Automation.ParameterBindingArgumentTransformationException
 System.Management.Automation.ParameterBindingValidationException
 System.Management.Automation.ParameterBindingParameterDefaultValueException
System.Management.Automation.Runspaces.PSSnapInException:
System.Management.Automation.PSInvalidOperationException:
 System.Management.Automation.InvalidPowerShellStateException System.Management.Automation.InvalidPipelineStateException
System.SystemException: System.Management.Automation.Runspaces.InvalidRunspaceStateException
 System.Management.Automation.Runspaces.InvalidPipelineStateException
System.Exception: Microsoft.PowerShell.Commands.ServiceCommandException
Microsoft.PowerShell.Commands.ServiceCommandException:
System.SystemException: Microsoft.PowerShell.Commands.ProcessCommandException
 Microsoft.PowerShell.Commands.WriteErrorException
 Microsoft.PowerShell.Commands.HelpNotFoundException
System.Exception: Microsoft.PowerShell.Commands.WriteErrorException
"""


class _Tree:
    """The table of bases, read from the text at its first use."""

    parents: ClassVar[Dict[str, str]] = {}
    names: ClassVar[Dict[str, str]] = {}

    @classmethod
    def load(cls) -> None:
        if cls.parents:
            return
        base = ""
        for word in _TREE.split():
            if word.endswith(":"):
                base = word[:-1]
                cls.names.setdefault(base.lower(), base)
            else:
                cls.parents[word] = base
                cls.names[word.lower()] = word
        cls.parents["System.Exception"] = "System.Object"
        cls.names["system.exception"] = "System.Exception"


def exception_bases(type_name: str) -> Tuple[str, ...]:
    """`type_name` and all it derives from, ending in System.Object."""
    if not _Tree.parents:
        _Tree.load()
    chain: List[str] = [type_name]
    current = type_name
    while current != "System.Object":
        current = _Tree.parents.get(current, "System.Exception")
        if current in chain:
            current = "System.Object"
        chain.append(current)
    return tuple(chain)


def full_exception_name(name: str) -> Optional[str]:
    """The exception type of the table by its full name, ignoring case; None when it is not in the table."""
    _Tree.load()
    return _Tree.names.get(name.lower())


def is_exception_type(name: str) -> bool:
    """Whether the table of .NET's exceptions knows the full name."""
    return full_exception_name(name) is not None


_MESSAGES = {
    "System.ArgumentException": "Value does not fall within the expected range.",
    "System.ArgumentNullException": "Value cannot be null.",
    "System.ArgumentOutOfRangeException": "Specified argument was out of the range of valid values.",
    "System.DivideByZeroException": "Attempted to divide by zero.",
    "System.FormatException": "One of the identified items was in an invalid format.",
    "System.IndexOutOfRangeException": "Index was outside the bounds of the array.",
    "System.InvalidCastException": "Specified cast is not valid.",
    "System.InvalidOperationException": "Operation is not valid due to the current state of the object.",
    "System.NotImplementedException": "The method or operation is not implemented.",
    "System.NotSupportedException": "Specified method is not supported.",
    "System.NullReferenceException": "Object reference not set to an instance of an object.",
    "System.OutOfMemoryException": "Insufficient memory to continue the execution of the program.",
    "System.OverflowException": "Arithmetic operation resulted in an overflow.",
    "System.ArithmeticException": "Overflow or underflow in the arithmetic operation.",
    "System.TimeoutException": "The operation has timed out.",
    "System.UnauthorizedAccessException": "Attempted to perform an unauthorized operation.",
    "System.OperationCanceledException": "The operation was canceled.",
    "System.Threading.Tasks.TaskCanceledException": "A task was canceled.",
    "System.Collections.Generic.KeyNotFoundException": "The given key was not present in the dictionary.",
    "System.IO.IOException": "I/O error occurred.",
    "System.IO.FileNotFoundException": "Unable to find the specified file.",
    "System.IO.DirectoryNotFoundException": "Attempted to access a path that is not on the disk.",
    "System.IO.PathTooLongException": "The specified file name or path is too long, or a component of the specified "
    "path is too long.",
    "System.IO.DriveNotFoundException": "Could not find the drive. The drive might not be ready or might not be mapped.",
    "System.IO.InvalidDataException": "Found invalid data while decoding.",
    "System.IO.EndOfStreamException": "Attempted to read past the end of the stream.",
    "System.RankException": "Attempted to operate on an array with the incorrect number of dimensions.",
    "System.StackOverflowException": "Operation caused a stack overflow.",
    "System.SystemException": "System error.",
    "System.ApplicationException": "Error in the application.",
    "System.PlatformNotSupportedException": "Operation is not supported on this platform.",
    "System.DllNotFoundException": "Dll was not found.",
    "System.DuplicateWaitObjectException": "Duplicate objects in argument.",
    "System.MemberAccessException": "Cannot access member.",
    "System.MissingFieldException": "Attempted to access a non-existing field.",
    "System.MissingMethodException": "Attempted to access a missing method.",
    "System.MulticastNotSupportedException": "Attempted to add multiple callbacks to a delegate that does not support "
    "multicast.",
    "System.NotFiniteNumberException": "Number encountered was not a finite quantity.",
    "System.Security.SecurityException": "Security error.",
    "System.TypeLoadException": "Failure has occurred while loading a type.",
    "System.AggregateException": "One or more errors occurred.",
}


def default_message(type_name: str) -> str:
    """The text an exception of this type has when it is made without one."""
    known = _MESSAGES.get(type_name)
    return known if known is not None else f"Exception of type '{type_name}' was thrown."


class NetException(Exception):
    """A .NET exception. `extra` holds the properties of its own type (ParamName, FileName ...)."""

    def __init__(
        self,
        type_name: str = "System.Exception",
        message: Optional[str] = None,
        inner: Optional["NetException"] = None,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.type_name = type_name
        if message is None:
            message = default_message(type_name)
        self.message = message
        self.inner = inner
        self.extra = extra
        self.error_record: Any = None
        self.help_link: Optional[str] = None
        self.source: Optional[str] = None
        self.hresult: Optional[int] = None
        self._data: Any = None
        self.thrown = False
        self.stack_trace: Optional[str] = None

    @property
    def data(self) -> Any:
        if self._data is None:
            from pssh.objects.dictionaries import ListDictionary

            self._data = ListDictionary()
        return self._data

    @property
    def net_type(self) -> Any:
        from pssh.objects.types import exception_type

        return exception_type(self.type_name)

    def __str__(self) -> str:
        return self.message
