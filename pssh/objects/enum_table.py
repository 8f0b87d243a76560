"""The enums that scripts name: one line each, `!` marks [Flags]. Numbers go on from the one before."""

__all__ = ["ENUMS"]

ENUMS = """
System.DayOfWeek Sunday Monday Tuesday Wednesday Thursday Friday Saturday
System.ConsoleColor Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White
System.ConsoleKey None=0 Backspace=8 Tab=9 Clear=12 Enter=13 Pause=19 Escape=27 Spacebar=32 PageUp PageDown End Home LeftArrow UpArrow RightArrow DownArrow Select Print Execute PrintScreen Insert Delete Help D0=48 D1 D2 D3 D4 D5 D6 D7 D8 D9 A=65 B C D E F G H I J K L M N O P Q R S T U V W X Y Z F1=112 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12
System.ConsoleModifiers! None=0 Alt=1 Shift=2 Control=4
System.ConsoleSpecialKey ControlC ControlBreak
System.StringComparison CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase
System.StringSplitOptions! None=0 RemoveEmptyEntries=1 TrimEntries=2
System.DateTimeKind Unspecified Utc Local
System.MidpointRounding ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity
System.TypeCode Empty Object DBNull Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime String=18
System.PlatformID Win32S Win32Windows Win32NT WinCE Unix Xbox MacOSX Other
System.EnvironmentVariableTarget Process User Machine
System.UriKind RelativeOrAbsolute Absolute Relative
System.UriHostNameType Unknown Basic Dns IPv4 IPv6
System.UriComponents! Scheme=1 UserInfo=2 Host=4 Port=8 Path=16 Query=32 Fragment=64 StrongPort=128 NormalizedHost=256 KeepDelimiter=0x40000000 HostAndPort=132 StrongAuthority=134 SchemeAndServer=13 PathAndQuery=48 HttpRequestUrl=61 AbsoluteUri=127
System.UriFormat UriEscaped=1 Unescaped SafeUnescaped
System.UriPartial Scheme Authority Path Query
System.AttributeTargets! Assembly=1 Module=2 Class=4 Struct=8 Enum=16 Constructor=32 Method=64 Property=128 Field=256 Event=512 Interface=1024 Parameter=2048 Delegate=4096 ReturnValue=8192 GenericParameter=16384 All=32767
System.Base64FormattingOptions! None=0 InsertLineBreaks=1
System.GCCollectionMode Default Forced Optimized Aggressive
System.IO.FileAttributes! None=0 ReadOnly=1 Hidden=2 System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 ReparsePoint=1024 Compressed=2048 Offline=4096 NotContentIndexed=8192 Encrypted=16384 IntegrityStream=32768 NoScrubData=131072
System.IO.FileMode CreateNew=1 Create Open OpenOrCreate Truncate Append
System.IO.FileAccess! Read=1 Write=2 ReadWrite=3
System.IO.FileShare! None=0 Read=1 Write=2 ReadWrite=3 Delete=4 Inheritable=16
System.IO.FileOptions! None=0 Encrypted=16384 DeleteOnClose=67108864 SequentialScan=134217728 RandomAccess=268435456 Asynchronous=1073741824 WriteThrough=-2147483648
System.IO.SeekOrigin Begin Current End
System.IO.SearchOption TopDirectoryOnly AllDirectories
System.IO.MatchType Simple Win32
System.IO.MatchCasing PlatformDefault CaseSensitive CaseInsensitive
System.IO.DriveType Unknown NoRootDirectory Removable Fixed Network CDRom Ram
System.IO.UnixFileMode! None=0 OtherExecute=1 OtherWrite=2 OtherRead=4 GroupExecute=8 GroupWrite=16 GroupRead=32 UserExecute=64 UserWrite=128 UserRead=256 StickyBit=512 SetGroup=1024 SetUser=2048
System.IO.NotifyFilters! FileName=1 DirectoryName=2 Attributes=4 Size=8 LastWrite=16 LastAccess=32 CreationTime=64 Security=256
System.IO.WatcherChangeTypes! Created=1 Deleted=2 Changed=4 Renamed=8 All=15
System.IO.Compression.CompressionLevel Optimal Fastest NoCompression SmallestSize
System.IO.Compression.CompressionMode Decompress Compress
System.IO.Compression.ZipArchiveMode Read Create Update
System.Text.NormalizationForm FormC=1 FormD=2 FormKC=5 FormKD=6
System.Text.RegularExpressions.RegexOptions! None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 RightToLeft=64 ECMAScript=256 CultureInvariant=512 NonBacktracking=1024
System.Globalization.NumberStyles! None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowLeadingSign=4 AllowTrailingSign=8 AllowParentheses=16 AllowDecimalPoint=32 AllowThousands=64 AllowExponent=128 AllowCurrencySymbol=256 AllowHexSpecifier=512 AllowBinarySpecifier=1024 Integer=7 HexNumber=515 BinaryNumber=1027 Number=111 Float=167 Currency=383 Any=511
System.Globalization.DateTimeStyles! None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowInnerWhite=4 AllowWhiteSpaces=7 NoCurrentDateDefault=8 AdjustToUniversal=16 AssumeLocal=32 AssumeUniversal=64 RoundtripKind=128
System.Globalization.TimeSpanStyles! None=0 AssumeNegative=1
System.Globalization.CompareOptions! None=0 IgnoreCase=1 IgnoreNonSpace=2 IgnoreSymbols=4 IgnoreKanaType=8 IgnoreWidth=16 NumericOrdering=32 OrdinalIgnoreCase=268435456 StringSort=536870912 Ordinal=1073741824
System.Globalization.CultureTypes! NeutralCultures=1 SpecificCultures=2 InstalledWin32Cultures=4 AllCultures=7 UserCustomCulture=8
System.Globalization.CalendarWeekRule FirstDay FirstFullWeek FirstFourDayWeek
System.Globalization.UnicodeCategory UppercaseLetter LowercaseLetter TitlecaseLetter ModifierLetter OtherLetter NonSpacingMark SpacingCombiningMark EnclosingMark DecimalDigitNumber LetterNumber OtherNumber SpaceSeparator LineSeparator ParagraphSeparator Control Format Surrogate PrivateUse ConnectorPunctuation DashPunctuation OpenPunctuation ClosePunctuation InitialQuotePunctuation FinalQuotePunctuation OtherPunctuation MathSymbol CurrencySymbol ModifierSymbol OtherSymbol OtherNotAssigned
System.Reflection.BindingFlags! Default=0 IgnoreCase=1 DeclaredOnly=2 Instance=4 Static=8 Public=16 NonPublic=32 FlattenHierarchy=64 InvokeMethod=256 CreateInstance=512 GetField=1024 SetField=2048 GetProperty=4096 SetProperty=8192
System.Reflection.MemberTypes! Constructor=1 Event=2 Field=4 Method=8 Property=16 TypeInfo=32 Custom=64 NestedType=128 All=191
System.ComponentModel.ListSortDirection Ascending Descending
System.Threading.ThreadState! Running=0 StopRequested=1 SuspendRequested=2 Background=4 Unstarted=8 Stopped=16 WaitSleepJoin=32 Suspended=64 AbortRequested=128 Aborted=256
System.Threading.ThreadPriority Lowest BelowNormal Normal AboveNormal Highest
System.Threading.ApartmentState STA MTA Unknown
System.Threading.EventResetMode AutoReset ManualReset
System.Threading.Tasks.TaskStatus Created WaitingForActivation WaitingToRun Running WaitingForChildrenToComplete RanToCompletion Canceled Faulted
System.Diagnostics.ProcessPriorityClass Normal=32 Idle=64 High=128 RealTime=256 BelowNormal=16384 AboveNormal=32768
System.Diagnostics.ProcessWindowStyle Normal Hidden Minimized Maximized
System.Diagnostics.ThreadState Initialized Ready Running Standby Terminated Wait Transition Unknown
System.Diagnostics.EventLogEntryType Error=1 Warning=2 Information=4 SuccessAudit=8 FailureAudit=16
System.Diagnostics.TraceLevel Off Error Warning Info Verbose
System.Net.HttpStatusCode Continue=100 SwitchingProtocols Processing EarlyHints OK=200 Created Accepted NonAuthoritativeInformation NoContent ResetContent PartialContent MultiStatus AlreadyReported IMUsed=226 MultipleChoices=300 Ambiguous=300 Moved=301 MovedPermanently=301 Redirect=302 Found=302 SeeOther=303 RedirectMethod=303 NotModified=304 UseProxy=305 Unused=306 RedirectKeepVerb=307 TemporaryRedirect=307 PermanentRedirect=308 BadRequest=400 Unauthorized PaymentRequired Forbidden NotFound MethodNotAllowed NotAcceptable ProxyAuthenticationRequired RequestTimeout Conflict Gone LengthRequired PreconditionFailed RequestEntityTooLarge RequestUriTooLong UnsupportedMediaType RequestedRangeNotSatisfiable ExpectationFailed MisdirectedRequest=421 UnprocessableEntity UnprocessableContent=422 Locked=423 FailedDependency UpgradeRequired=426 PreconditionRequired=428 TooManyRequests RequestHeaderFieldsTooLarge=431 UnavailableForLegalReasons=451 InternalServerError=500 NotImplemented BadGateway ServiceUnavailable GatewayTimeout HttpVersionNotSupported VariantAlsoNegotiates InsufficientStorage LoopDetected NotExtended=510 NetworkAuthenticationRequired
System.Net.SecurityProtocolType! SystemDefault=0 Ssl3=48 Tls=192 Tls11=768 Tls12=3072 Tls13=12288
System.Net.Sockets.AddressFamily Unknown=-1 Unspecified=0 Unix=1 InterNetwork=2 InterNetworkV6=23
System.Net.Sockets.SocketType Stream=1 Dgram Raw Rdm Seqpacket Unknown=-1
System.Net.Sockets.ProtocolType IP=0 Icmp=1 Tcp=6 Udp=17 Unspecified=0 Unknown=-1
System.Net.NetworkInformation.IPStatus Unknown=-1 Success=0 DestinationNetworkUnreachable=11002 DestinationHostUnreachable=11003 DestinationPortUnreachable=11005 TimedOut=11010 TtlExpired=11013
System.Net.NetworkInformation.OperationalStatus Up=1 Down Testing Unknown Dormant NotPresent LowerLayerDown
System.Runtime.InteropServices.Architecture X86 X64 Arm Arm64 Wasm S390x LoongArch64 Armv6 Ppc64le RiscV64
System.Security.Cryptography.CipherMode CBC=1 ECB OFB CFB CTS
System.Security.Cryptography.PaddingMode None=1 PKCS7 Zeros ANSIX923 ISO10126
System.Security.AccessControl.AccessControlType Allow Deny
System.Xml.XmlNodeType None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration
System.Xml.Formatting None Indented
System.Xml.XmlDateTimeSerializationMode Local Utc Unspecified RoundtripKind
System.Xml.ConformanceLevel Auto Fragment Document
System.Xml.NewLineHandling Replace Entitize None
System.Management.Automation.ActionPreference SilentlyContinue Stop Continue Inquire Ignore Suspend Break
System.Management.Automation.Provider.ProviderCapabilities! None=0 Include=1 Exclude=2 Filter=4 ExpandWildcards=8 ShouldProcess=16 Credentials=32 Transactions=64
System.Management.Automation.NativeArgumentPassingStyle Legacy Standard Windows
System.Management.Automation.ConfirmImpact None Low Medium High
System.Management.Automation.ErrorCategory NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError LimitsExceeded QuotaExceeded NotEnabled
System.Management.Automation.ErrorView NormalView CategoryView ConciseView DetailedView
System.Management.Automation.CommandTypes! Alias=1 Function=2 Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383
System.Management.Automation.PSMemberTypes! AliasProperty=1 CodeProperty=2 Property=4 NoteProperty=8 ScriptProperty=16 Properties=31 PropertySet=32 Method=64 CodeMethod=128 ScriptMethod=256 Methods=448 ParameterizedProperty=512 MemberSet=1024 Event=2048 Dynamic=4096 InferredProperty=8192 All=16383
System.Management.Automation.PSMemberViewTypes! Extended=1 Adapted=2 Base=4 All=-1
System.Management.Automation.JobState NotStarted Running Completed Failed Stopped Blocked Suspended Disconnected Suspending Stopping AtBreakpoint
System.Management.Automation.Runspaces.RunspaceState BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting
System.Management.Automation.Runspaces.RunspaceAvailability None Available AvailableForNestedCommand Busy RemoteDebug
System.Management.Automation.Runspaces.PSThreadOptions Default UseNewThread ReuseThread UseCurrentThread
System.Management.Automation.Runspaces.OutputBufferingMode None Drop Block
System.Management.Automation.Runspaces.PipelineState NotStarted Running Stopping Stopped Completed Failed Disconnected
System.Management.Automation.Runspaces.PipelineResultTypes! None=0 Output=1 Error=2 Warning=3 Verbose=4 Debug=5 Information=6 All=7 Null=8
System.Management.Automation.PSInvocationState NotStarted Running Stopping Stopped Completed Failed Disconnected
System.Management.Automation.PSLanguageMode FullLanguage RestrictedLanguage NoLanguage ConstrainedLanguage
System.Management.Automation.ProgressRecordType Processing Completed
System.Management.Automation.NativeArgumentPassingStyle Legacy Standard Windows
System.Management.Automation.CommandOrigin Runspace Internal
System.Management.Automation.ScopedItemOptions! None=0 ReadOnly=1 Constant=2 Private=4 AllScope=8 Unspecified=16
System.Management.Automation.SessionStateEntryVisibility Public Private
System.Management.Automation.SplitOptions! SimpleMatch=1 RegexMatch=2 CultureInvariant=4 IgnorePatternWhitespace=8 Multiline=16 Singleline=32 IgnoreCase=64 ExplicitCapture=128
System.Management.Automation.WildcardOptions! None=0 Compiled=1 IgnoreCase=2 CultureInvariant=4
System.Management.Automation.WhereOperatorSelectionMode Default First Last SkipUntil Until Split
System.Management.Automation.ModuleAccessMode ReadWrite ReadOnly Constant
System.Management.Automation.ModuleType Script Binary Manifest Cim Workflow
System.Management.Automation.PSTokenType Unknown Command CommandParameter CommandArgument Number String Variable Member LoopLabel Attribute Type Operator GroupStart GroupEnd Keyword Comment StatementSeparator NewLine LineContinuation Position
System.Management.Automation.OutputRendering Host PlainText Ansi
System.Management.Automation.ProgressView Minimal Classic
System.Management.Automation.CompletionResultType Text History Command ProviderItem ProviderContainer Property Method ParameterName ParameterValue Variable Namespace Type Keyword DynamicKeyword
System.Management.Automation.ValidateRangeKind Positive Negative NonNegative NonPositive
System.Management.Automation.PSCredentialTypes! Generic=1 Domain=2 Default=3
System.Management.Automation.PSCredentialUIOptions! None=0 ValidateUserNameSyntax=1 AlwaysPrompt=2 ReadOnlyUserName=3 Default=1
System.Management.Automation.VariableAccessMode Read Write ReadWrite
Microsoft.PowerShell.Commands.BreakpointType Line Variable Command
System.Management.Automation.DSCResourceRunAsCredential Default NotSupported Mandatory Optional
System.Management.Automation.Host.ControlKeyStates! RightAltPressed=1 LeftAltPressed=2 RightCtrlPressed=4 LeftCtrlPressed=8 ShiftPressed=16 NumLockOn=32 ScrollLockOn=64 CapsLockOn=128 EnhancedKey=256
System.Management.Automation.Host.ReadKeyOptions! AllowCtrlC=1 NoEcho=2 IncludeKeyDown=4 IncludeKeyUp=8
Microsoft.PowerShell.ExecutionPolicy Unrestricted RemoteSigned AllSigned Restricted Default=3 Bypass Undefined
Microsoft.PowerShell.ExecutionPolicyScope Process CurrentUser LocalMachine UserPolicy MachinePolicy
Microsoft.PowerShell.Commands.WebRequestMethod Default Get Head Post Put Delete Trace Options Merge Patch
Microsoft.PowerShell.Commands.WebSslProtocol! Default=0 Tls=192 Tls11=768 Tls12=3072 Tls13=12288
Microsoft.PowerShell.Commands.TestPathType Any Container Leaf
Microsoft.PowerShell.Commands.OpenMode Add New Overwrite
Microsoft.PowerShell.Commands.FileSystemCmdletProviderEncoding Unknown String Unicode Byte BigEndianUnicode UTF8 UTF7 UTF32 Ascii Default Oem BigEndianUTF32
Microsoft.PowerShell.Commands.JoinPathType Auto
System.Management.Automation.Language.StringConstantType SingleQuoted SingleQuotedHereString DoubleQuoted DoubleQuotedHereString BareWord
System.Management.Automation.Runspaces.AuthenticationMechanism Default Basic Negotiate NegotiateWithImplicitCredential Credssp Digest Kerberos
System.Timers.TimerState Stopped Started
System.Data.CommandType Text=1 StoredProcedure=4 TableDirect=512
System.ServiceProcess.ServiceControllerStatus Stopped=1 StartPending StopPending Running ContinuePending PausePending Paused
System.Security.Principal.WindowsBuiltInRole Administrator=544 User Guest PowerUser AccountOperator SystemOperator PrintOperator BackupOperator Replicator
Newtonsoft.Json.StringEscapeHandling Default EscapeNonAscii EscapeHtml
Microsoft.PowerShell.Commands.JsonDateKind Default Utc Local Offset String
Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind Never Always AsNeeded
Microsoft.PowerShell.Commands.DisplayHintType Date Time DateTime
System.Base64FormattingOptions! None=0 InsertLineBreaks=1
"""
