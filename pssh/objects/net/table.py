"""Which module of this folder declares which .NET types (the objects package loads them by this table)."""

from typing import Dict

FAMILIES: Dict[str, str] = {
    "time_types": "System.DateTime",
    "time_spans": "System.TimeSpan",
    "time_offsets": "System.DateTimeOffset",
    "time_only": "System.DateOnly System.TimeOnly",
    "time_zones": "System.TimeZoneInfo",
    "math_types": "System.Math System.MathF",
    "complex_numbers": "System.Numerics.Complex",
    "drawing": "System.Drawing.Color System.Drawing.ColorTranslator",
    "convert_class": "System.Convert System.BitConverter System.Buffer System.DBNull",
    "environment": """System.Environment System.Environment+SpecialFolder System.OperatingSystem
        System.AppDomain System.GC System.Activator System.Runtime.InteropServices.RuntimeInformation
        System.Runtime.InteropServices.OSPlatform System.AppContext System.Runtime.InteropServices.Marshal""",
    "paths": "System.IO.Path",
    "files": "System.IO.FileSystemInfo System.IO.FileInfo System.IO.DirectoryInfo",
    "file_facts": "System.Diagnostics.FileVersionInfo System.IO.DriveInfo",
    "file_statics": "System.IO.File System.IO.Directory",
    "streams": """System.IO.Stream System.IO.FileStream System.IO.MemoryStream System.IO.BufferedStream
        System.IO.BinaryReader System.IO.BinaryWriter System.IO.Compression.GZipStream
        System.IO.Compression.DeflateStream System.IO.Compression.BrotliStream System.MarshalByRefObject""",
    "readers": """System.IO.TextReader System.IO.TextWriter System.IO.StreamReader System.IO.StreamWriter
        System.IO.StringReader System.IO.StringWriter""",
    "encodings": """System.Text.Encoding System.Text.UTF8Encoding System.Text.UnicodeEncoding
        System.Text.ASCIIEncoding System.Text.UTF32Encoding System.Text.Latin1Encoding System.Text.EncodingInfo""",
    "string_builder": "System.Text.StringBuilder",
    "identity": """System.Guid System.Version System.Management.Automation.SemanticVersion""",
    "uris": "System.Uri System.UriBuilder",
    "network": """System.Net.IPAddress System.Net.IPEndPoint System.Net.EndPoint System.Net.Dns
        System.Net.IPHostEntry System.Net.ServicePointManager System.Net.Mail.MailAddress
        System.Net.NetworkInformation.PhysicalAddress System.Net.NetworkInformation.Ping
        System.Net.NetworkInformation.PingReply System.Net.Sockets.TcpClient System.Net.WebClient""",
    "random_types": "System.Random",
    "stopwatch": "System.Diagnostics.Stopwatch System.Timers.Timer System.Timers.ElapsedEventArgs",
    "process_members": """System.Diagnostics.Process System.Diagnostics.ProcessModule
        System.ComponentModel.Component""",
    "process_start": "System.Diagnostics.ProcessStartInfo",
    "threads": """System.Threading.Thread System.Threading.Monitor System.Threading.Mutex
        System.Threading.Interlocked System.Threading.CancellationTokenSource System.Threading.CancellationToken
        System.Threading.ManualResetEvent System.Threading.ManualResetEventSlim System.Threading.AutoResetEvent
        System.Threading.Semaphore System.Threading.SemaphoreSlim System.Threading.WaitHandle
        System.Threading.EventWaitHandle System.Threading.CountdownEvent""",
    "cryptography": """System.Security.Cryptography.MD5 System.Security.Cryptography.SHA1
        System.Security.Cryptography.SHA256 System.Security.Cryptography.SHA384
        System.Security.Cryptography.SHA512 System.Security.Cryptography.HashAlgorithm
        System.Security.Cryptography.HMACSHA1 System.Security.Cryptography.HMACSHA256
        System.Security.Cryptography.HMACSHA384 System.Security.Cryptography.HMACSHA512
        System.Security.Cryptography.HMACMD5 System.Security.Cryptography.HMAC
        System.Security.Cryptography.KeyedHashAlgorithm System.Security.Cryptography.RandomNumberGenerator
        System.Security.Cryptography.SHA256Managed System.Security.Cryptography.SHA1Managed
        System.Security.Cryptography.SHA512Managed System.Security.Cryptography.MD5CryptoServiceProvider
        System.Security.Cryptography.SHA1CryptoServiceProvider
        System.Security.Cryptography.RNGCryptoServiceProvider
        System.Security.Cryptography.SHA256CryptoServiceProvider System.Security.Cryptography.Rfc2898DeriveBytes""",
    "security": """System.Security.SecureString System.Management.Automation.PSCredential
        System.Net.NetworkCredential""",
    "xml_types": """System.Xml.XmlNode System.Xml.XmlDocument System.Xml.XmlElement System.Xml.XmlAttribute
        System.Xml.XmlText System.Xml.XmlComment System.Xml.XmlCDataSection System.Xml.XmlDeclaration
        System.Xml.XmlProcessingInstruction System.Xml.XmlNodeList System.Xml.XmlAttributeCollection
        System.Xml.XmlDocumentType System.Xml.XmlNamespaceManager System.Xml.XmlNamedNodeMap
        System.Xml.XmlCharacterData System.Xml.XmlLinkedNode System.Xml.XmlDocumentFragment
        System.Xml.XmlWhitespace System.Xml.XmlNameTable System.Xml.XmlEntityReference""",
    "globalization": """System.Globalization.CultureInfo System.Globalization.NumberFormatInfo
        System.Globalization.DateTimeFormatInfo System.Globalization.TextInfo
        System.Globalization.CompareInfo System.Globalization.RegionInfo System.Globalization.Calendar
        System.Globalization.GregorianCalendar System.Globalization.ISOWeek
        System.Globalization.CharUnicodeInfo""",
    "runes": "System.Text.Rune",
    "text_elements": "System.Globalization.StringInfo System.Globalization.TextElementEnumerator",
    "linq": "System.Linq.Enumerable",
    "console": "System.Console System.ConsoleKeyInfo",
    "compression": """System.IO.Compression.ZipFile System.IO.Compression.ZipArchive
        System.IO.Compression.ZipArchiveEntry System.IO.Compression.ZipFileExtensions""",
    "web": "System.Web.HttpUtility System.Net.WebUtility",
    "clixml": "System.Management.Automation.PSSerializer",
    "platform": """System.Management.Automation.Platform System.Security.Principal.WindowsIdentity
        System.Security.Principal.WindowsPrincipal""",
    "mail": "System.Net.Mail.MailMessage System.Net.Mail.SmtpClient System.Net.Mail.Attachment",
    "xml_convert": "System.Xml.XmlConvert",
    "xml_writer": """System.Xml.XmlWriter System.Xml.XmlTextWriter System.Xml.XmlWriterSettings
        System.Xml.XmlReader System.Xml.XmlTextReader System.Xml.XmlNodeReader""",
    "watcher": "System.IO.FileSystemWatcher System.IO.FileSystemEventArgs System.IO.RenamedEventArgs",
    "concurrent": """System.Collections.Concurrent.ConcurrentBag`1 System.Collections.Concurrent.ConcurrentQueue`1
        System.Collections.Concurrent.ConcurrentStack`1 System.Collections.Concurrent.BlockingCollection`1
        System.Lazy`1""",
    "regex_types": """System.Text.RegularExpressions.Regex System.Text.RegularExpressions.Match
        System.Text.RegularExpressions.Group System.Text.RegularExpressions.Capture
        System.Text.RegularExpressions.MatchCollection System.Text.RegularExpressions.GroupCollection
        System.Text.RegularExpressions.CaptureCollection""",
}
