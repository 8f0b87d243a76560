"""Attributes inside classes: where each may stand and which properties it has.

Outside a class an attribute is looked at when the function is first called; inside one PowerShell checks it
against its .NET type when the text is parsed.
"""

from typing import Any, Dict, NamedTuple

from pssh.language import nodes as n

__all__ = ["attribute_targets", "check_class_attribute"]

_MEMBER = "Property, Field"
_CMDLET = (
    "DefaultParameterSetName SupportsShouldProcess SupportsPaging SupportsTransactions ConfirmImpact HelpUri"
    " RemotingCapability"
)


class _Attribute(NamedTuple):
    shown: str  # as messages call it
    places: str  # the declarations it may stand on
    settable: str = ""
    readable: str = ""  # properties that can only be read


_KNOWN: Dict[str, _Attribute] = {
    "alias": _Attribute("Alias", _MEMBER, "", "AliasNames"),
    "allowemptycollection": _Attribute("AllowEmptyCollection", _MEMBER),
    "allowemptystring": _Attribute("AllowEmptyString", _MEMBER),
    "allownull": _Attribute("AllowNull", _MEMBER),
    "argumentcompleter": _Attribute("ArgumentCompleter", _MEMBER, "", "Type ScriptBlock"),
    "argumentcompletions": _Attribute("ArgumentCompletions", _MEMBER),
    "cmdlet": _Attribute(
        "System.Management.Automation.CmdletAttribute", "Class", _CMDLET, "NounName VerbName"
    ),
    "cmdletbinding": _Attribute("CmdletBinding", "Class", "PositionalBinding " + _CMDLET),
    "credential": _Attribute("System.Management.Automation.CredentialAttribute", _MEMBER),
    "dscproperty": _Attribute("DscProperty", _MEMBER, "Key Mandatory NotConfigurable"),
    "dscresource": _Attribute("DscResource", "Class", "RunAsCredential"),
    "dsclocalconfigurationmanager": _Attribute("DscLocalConfigurationManager", "Class"),
    "flags": _Attribute("System.FlagsAttribute", "Enum"),
    "norunspaceaffinity": _Attribute("NoRunspaceAffinity", "Class"),
    "obsolete": _Attribute(
        "System.ObsoleteAttribute",
        "Class, Struct, Enum, Constructor, Method, Property, Field, Event, Interface, Delegate",
        "DiagnosticId UrlFormat",
        "Message IsError",
    ),
    "outputtype": _Attribute("OutputType", "Class", "ProviderCmdlet ParameterSetName", "Type"),
    "parameter": _Attribute(
        "Parameter",
        _MEMBER,
        "Position ParameterSetName Mandatory ValueFromPipeline ValueFromPipelineByPropertyName"
        " ValueFromRemainingArguments HelpMessage HelpMessageBaseName HelpMessageResourceId DontShow",
        "ExperimentName ExperimentAction",
    ),
    "psdefaultvalue": _Attribute("PSDefaultValue", _MEMBER, "Value Help"),
    "serializable": _Attribute("System.SerializableAttribute", "Class, Struct, Enum, Delegate"),
    "supportswildcards": _Attribute("SupportsWildcards", _MEMBER),
    "validatecount": _Attribute("ValidateCount", _MEMBER, "", "MinLength MaxLength"),
    "validatedrive": _Attribute("ValidateDrive", _MEMBER, "", "ValidRootDrives"),
    "validatelength": _Attribute("ValidateLength", _MEMBER, "", "MinLength MaxLength"),
    "validatenotnull": _Attribute("ValidateNotNull", _MEMBER),
    "validatenotnullorempty": _Attribute("ValidateNotNullOrEmpty", _MEMBER),
    "validatenotnullorwhitespace": _Attribute("ValidateNotNullOrWhiteSpace", _MEMBER),
    "validatepattern": _Attribute("ValidatePattern", _MEMBER, "Options ErrorMessage", "RegexPattern"),
    "validaterange": _Attribute("ValidateRange", _MEMBER, "", "MinRange MaxRange"),
    "validatescript": _Attribute("ValidateScript", _MEMBER, "ErrorMessage", "ScriptBlock"),
    "validateset": _Attribute("ValidateSet", _MEMBER, "ErrorMessage IgnoreCase", "ValidValues"),
    "validateuserdrive": _Attribute("ValidateUserDrive", _MEMBER, "", "ValidRootDrives"),
}


def attribute_targets(definition: Any) -> Dict[int, str]:
    """What each attribute of a type definition stands on, by the attribute's identity."""
    targets: Dict[int, str] = {}
    for attribute in definition.attributes:
        targets[id(attribute)] = definition.kind.capitalize()
    for member in definition.members:
        method = type(member) is n.FunctionMemberAst
        kind = "Property" if not method else "Constructor" if member.constructor else "Method"
        for attribute in member.attributes:
            targets[id(attribute)] = kind
        for parameter in member.parameters if method else ():
            for attribute in parameter.attributes:
                targets[id(attribute)] = "Parameter"
    return targets


def check_class_attribute(parser: Any, node: Any, target: str) -> None:
    """Report an attribute that may not stand on `target`, and properties that cannot be set."""
    name = node.type_name.name.lower().rpartition(".")[2]
    if name.endswith("attribute"):
        name = name[: -len("attribute")]
    known = _KNOWN.get(name)
    if known is None:
        return
    extent = node.extent
    if target not in known.places.split(", "):
        parser.report(extent.start, extent.end, "AttributeNotAllowedOnDeclaration", known.shown, known.places)
    settable = known.settable.lower().split()
    readable = ["typeid", *known.readable.lower().split()]
    for named in node.named:
        extent = named.extent
        if named.name.lower() in readable:
            parser.report(extent.start, extent.end, "ReadOnlyProperty", named.name)
        elif named.name.lower() not in settable:
            properties = ", ".join(known.settable.split())
            arguments = (named.name, known.shown, properties)
            parser.report(extent.start, extent.end, "PropertyNotFoundForAttribute", *arguments)
