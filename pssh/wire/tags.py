"""The tags of nodes and of the segments of a batch. A number here is part of the protocol: never reuse one."""

__all__ = ["INTEGER_TAGS", "KINDS_OF_DICTIONARY", "MAX_NESTING", "REMOTING_DEPTH", "TEXT_TYPES"]

# Arrays, dictionaries and custom objects may nest; past this they arrive as text (PowerShell's own ceiling
# is 50).
MAX_NESTING = 50
# Objects with properties of their own arrive with their properties; objects in those properties as text.
REMOTING_DEPTH = 1

LIST = 1  # [tag, type name or null, item ...]
DICT = 2  # [tag, kind, type names or null, key, value, ...]
OBJECT = 3  # [tag, [type names, property names], values, text or null]
EXTRA = 4  # [tag, node, property names, values, type names or null]: a plain value with members added
DEFINE = 5  # [tag, number, node]: this node is referred to again
REFER = 6  # [tag, number]

INT64, UINT32, UINT64, INT16, UINT16, BYTE, SBYTE = 10, 11, 12, 13, 14, 15, 16
SINGLE = 17  # [tag, double]
DECIMAL = 18  # [tag, text]
CHAR = 19  # [tag, text]
DATETIME = 20  # [tag, ticks, kind]
TIMESPAN = 21  # [tag, ticks]
TEXT = 22  # [tag, type name, text]: types that are rebuilt from their text
ENUM = 23  # [tag, type names, number]
XML = 24  # [tag, text]
SWITCH = 25  # [tag, bool]
SECURE = 26  # [tag, text]: only ever inside the encrypted connection
CREDENTIAL = 27  # [tag, user name, password]
BIG = 28  # [tag, text]: an integer beyond 64 bits where a plain int is meant

ERROR = 40  # [tag, {field: node}]
INFORMATION = 41
PROGRESS = 42
HOST_MESSAGE = 43

# segments of a batch
SEG_NODES = 0  # [tag, node ...]
SEG_INT32 = 1  # [tag, bytes], little endian
SEG_INT64 = 2
SEG_DOUBLE = 3
SEG_TEXT = 4  # [tag, texts joined by NUL]
SEG_ROWS = (
    5  # [tag, type names, property names, count, text column or null, column ...]; a column is segments
)
SEG_TAGGED = 6  # [tag, node tag, field column ...]

INTEGER_TAGS = {
    "Int64": INT64,
    "UInt32": UINT32,
    "UInt64": UINT64,
    "Int16": INT16,
    "UInt16": UINT16,
    "Byte": BYTE,
    "SByte": SBYTE,
}
KINDS_OF_DICTIONARY = ("Hashtable", "OrderedDictionary")
TEXT_TYPES = {
    "Guid": "System.Guid",
    "Version": "System.Version",
    "Uri": "System.Uri",
    "IPAddress": "System.Net.IPAddress",
    "MailAddress": "System.Net.Mail.MailAddress",
    "CultureInfo": "System.Globalization.CultureInfo",
}
