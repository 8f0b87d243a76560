"""Names of types: PowerShell's accelerators, and the reader of names such as `Dictionary[string,int[]]`."""

from typing import Any, ClassVar, Dict, List, Optional, Tuple

__all__ = ["ACCELERATORS", "TypeText", "accelerator_of", "read_type_name"]

_SMA = "System.Management.Automation."

# accelerator -> full name; of several for one type the first is the one that is printed.
ACCELERATORS: Dict[str, str] = {
    "alias": _SMA + "AliasAttribute",
    "allowemptycollection": _SMA + "AllowEmptyCollectionAttribute",
    "allowemptystring": _SMA + "AllowEmptyStringAttribute",
    "allownull": _SMA + "AllowNullAttribute",
    "argumentcompleter": _SMA + "ArgumentCompleterAttribute",
    "array": "System.Array",
    "bigint": "System.Numerics.BigInteger",
    "bool": "System.Boolean",
    "byte": "System.Byte",
    "char": "System.Char",
    "cimsession": "Microsoft.Management.Infrastructure.CimSession",
    "cmdletbinding": _SMA + "CmdletBindingAttribute",
    "cultureinfo": "System.Globalization.CultureInfo",
    "datetime": "System.DateTime",
    "decimal": "System.Decimal",
    "double": "System.Double",
    "float": "System.Single",
    "guid": "System.Guid",
    "hashtable": "System.Collections.Hashtable",
    "initialsessionstate": _SMA + "Runspaces.InitialSessionState",
    "int": "System.Int32",
    "int16": "System.Int16",
    "int32": "System.Int32",
    "int64": "System.Int64",
    "ipaddress": "System.Net.IPAddress",
    "ipendpoint": "System.Net.IPEndPoint",
    "long": "System.Int64",
    "mailaddress": "System.Net.Mail.MailAddress",
    "nullstring": _SMA + "Language.NullString",
    "object": "System.Object",
    "ordered": "System.Collections.Specialized.OrderedDictionary",
    "outputtype": _SMA + "OutputTypeAttribute",
    "parameter": _SMA + "ParameterAttribute",
    "physicaladdress": "System.Net.NetworkInformation.PhysicalAddress",
    "powershell": _SMA + "PowerShell",
    "psaliasproperty": _SMA + "PSAliasProperty",
    "pscredential": _SMA + "PSCredential",
    "pscustomobject": _SMA + "PSObject",
    "pslistmodifier": _SMA + "PSListModifier",
    "psmoduleinfo": _SMA + "PSModuleInfo",
    "psnoteproperty": _SMA + "PSNoteProperty",
    "psobject": _SMA + "PSObject",
    "psprimitivedictionary": _SMA + "PSPrimitiveDictionary",
    "pspropertyexpression": "Microsoft.PowerShell.Commands.PSPropertyExpression",
    "psscriptmethod": _SMA + "PSScriptMethod",
    "psscriptproperty": _SMA + "PSScriptProperty",
    "psvariable": _SMA + "PSVariable",
    "psvariableproperty": _SMA + "PSVariableProperty",
    "ref": _SMA + "PSReference",
    "regex": "System.Text.RegularExpressions.Regex",
    "runspace": _SMA + "Runspaces.Runspace",
    "runspacefactory": _SMA + "Runspaces.RunspaceFactory",
    "sbyte": "System.SByte",
    "scriptblock": _SMA + "ScriptBlock",
    "securestring": "System.Security.SecureString",
    "semver": _SMA + "SemanticVersion",
    "short": "System.Int16",
    "single": "System.Single",
    "string": "System.String",
    "supportswildcards": _SMA + "SupportsWildcardsAttribute",
    "switch": _SMA + "SwitchParameter",
    "timespan": "System.TimeSpan",
    "type": "System.Type",
    "uint": "System.UInt32",
    "uint16": "System.UInt16",
    "uint32": "System.UInt32",
    "uint64": "System.UInt64",
    "ulong": "System.UInt64",
    "uri": "System.Uri",
    "ushort": "System.UInt16",
    "validatecount": _SMA + "ValidateCountAttribute",
    "validatedrive": _SMA + "ValidateDriveAttribute",
    "validatelength": _SMA + "ValidateLengthAttribute",
    "validatenotnull": _SMA + "ValidateNotNullAttribute",
    "validatenotnullorempty": _SMA + "ValidateNotNullOrEmptyAttribute",
    "validatenotnullorwhitespace": _SMA + "ValidateNotNullOrWhiteSpaceAttribute",
    "validatepattern": _SMA + "ValidatePatternAttribute",
    "validaterange": _SMA + "ValidateRangeAttribute",
    "validatescript": _SMA + "ValidateScriptAttribute",
    "validateset": _SMA + "ValidateSetAttribute",
    "validatetrusteddata": _SMA + "ValidateTrustedDataAttribute",
    "validateuserdrive": _SMA + "ValidateUserDriveAttribute",
    "version": "System.Version",
    "void": "System.Void",
    "wildcardpattern": _SMA + "WildcardPattern",
    "x509certificate": "System.Security.Cryptography.X509Certificates.X509Certificate",
    "x500distinguishedname": "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
    "xml": "System.Xml.XmlDocument",
}

_PREFERRED = {
    "System.Int16": "short",
    "System.Int32": "int",
    "System.Int64": "long",
    "System.UInt16": "ushort",
    "System.UInt32": "uint",
    "System.UInt64": "ulong",
    "System.Single": "float",
    _SMA + "PSObject": "psobject",
    "System.Collections.Specialized.OrderedDictionary": "ordered",
}


class _Reverse:
    names: ClassVar[Dict[str, str]] = {}


def accelerator_of(full_name: str) -> Optional[str]:
    """The accelerator PowerShell prints for the type, or None."""
    if not _Reverse.names:
        for short, full in ACCELERATORS.items():
            _Reverse.names.setdefault(full, short)
        _Reverse.names.update(_PREFERRED)
        del _Reverse.names["System.Object"]  # reads as [object], prints in full
    return _Reverse.names.get(full_name)


class TypeText:
    """A read name: `name`, its generic arguments, and the array ranks after it."""

    __slots__ = ("arguments", "name", "ranks")

    def __init__(self, name: str, arguments: Tuple[Any, ...], ranks: Tuple[int, ...]) -> None:
        self.name = name
        self.arguments = arguments
        self.ranks = ranks


def read_type_name(text: str) -> Optional[TypeText]:
    """Read a type name; None when it is not well formed."""
    reader = _Reader(text)
    found = reader.type_name()
    reader.blanks()
    if found is None or (reader.place < len(text) and text[reader.place] != ","):
        return None
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    def blanks(self) -> None:
        while self.place < len(self.text) and self.text[self.place] in " \t\r\n":
            self.place += 1

    def peek(self) -> str:
        return self.text[self.place] if self.place < len(self.text) else ""

    def type_name(self) -> Optional[TypeText]:
        self.blanks()
        start = self.place
        while self.place < len(self.text) and self.text[self.place] not in "[],":
            self.place += 1
        name = self.text[start : self.place].strip()
        if not name:
            return None
        arguments: Tuple[Any, ...] = ()
        ranks: List[int] = []
        while self.peek() == "[":
            rank = self._rank()
            if rank:
                ranks.append(rank)
            elif arguments or ranks:
                return None
            else:
                found = self._arguments()
                if found is None:
                    return None
                arguments = found
        return TypeText(name, arguments, tuple(ranks))

    def _rank(self) -> int:
        """The rank of `[]`, `[,]` at this place (read over), or 0 when something else stands there."""
        place = self.place + 1
        rank = 1
        while place < len(self.text) and self.text[place] in ", *":
            rank += self.text[place] == ","
            place += 1
        if place < len(self.text) and self.text[place] == "]":
            self.place = place + 1
            return rank
        return 0

    def _arguments(self) -> Optional[Tuple[Any, ...]]:
        found = []
        while True:
            self.place += 1
            self.blanks()
            quoted = self.peek() == "["
            if quoted:
                self.place += 1
            item = self.type_name()
            if item is None:
                return None
            found.append(item)
            self.blanks()
            if quoted:  # an assembly-qualified argument: skip to its closing bracket
                while self.peek() not in ("]", ""):
                    self.place += 1
                self.place += 1
                self.blanks()
            if self.peek() == "]":
                self.place += 1
                return tuple(found)
            if self.peek() != ",":
                return None
