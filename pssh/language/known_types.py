"""Which type names a PowerShell on Linux can resolve before a script runs.

Only classes need this: inside one, every type is looked up when the text is parsed. Names with a namespace
are judged by the namespace; simple names by the tables here.
"""

from typing import Container, Iterable

from pssh.language.known_namespaces import types_of
from pssh.language.tokens import words

__all__ = ["type_exists"]

_ACCELERATORS = frozenset(
    words(
        "alias allowemptycollection allowemptystring allownull argumentcompleter argumentcompletions"
        " array bigint bool byte char ciminstance cimclass cimtype cimconverter cimsession cmdletbinding"
        " cultureinfo datetime decimal double dscresource dscproperty dsclocalconfigurationmanager"
        " experimental experimentaction experimentalfeature float guid hashtable initialsessionstate int"
        " int16 int32 int64 ipaddress ipendpoint long mailaddress nullstring objectsecurity ordered"
        " outputtype parameter physicaladdress pscredential pscustomobject psdefaultvalue pslistmodifier"
        " psmoduleinfo psnoteproperty psobject psprimitivedictionary psreference pspropertyexpression"
        " psscriptmethod psscriptproperty pstypenameattribute psvariable ref regex runspace"
        " runspacefactory sbyte scriptblock securestring semver short single string supportswildcards"
        " switch timespan type uint uint16 uint32 uint64 ulong uri ushort validatecount validatedrive"
        " validatelength validatenotnull validatenotnullorempty validatenotnullorwhitespace"
        " validatepattern validaterange validatescript validateset validatetrusteddata validateuserdrive"
        " version void wildcardpattern x500distinguishedname x509certificate xml powershell"
        " norunspaceaffinity psvariableproperty psaliasproperty"
    )
)

_SYSTEM = frozenset(
    words(
        "accessviolationexception action activator aggregateexception ambiguousmatchexception"
        " appcontext appdomain applicationexception applicationid argiterator argumentexception"
        " argumentnullexception argumentoutofrangeexception arithmeticexception array arraysegment"
        " arraytypemismatchexception asynccallback attribute attributetargets attributeusageattribute"
        " attributeusage badimageformatexception base64formattingoptions bitconverter boolean buffer"
        " byte cannotunloadappdomainexception char charenumerator clscompliantattribute comparison"
        " console consolecanceleventargs consolecanceleventhandler consolecolor consolekey"
        " consolekeyinfo consolemodifiers consolespecialkey contextboundobject convert converter"
        " datamisalignedexception datetime dateonly datetimekind datetimeoffset dayofweek dbnull decimal"
        " delegate dividebyzeroexception dllnotfoundexception double duplicatewaitobjectexception"
        " entrypointnotfoundexception enum environment environmentvariabletarget eventargs eventhandler"
        " exception executionengineexception fieldaccessexception filestyleuriparser flagsattribute"
        " flags formatexception formattablestring func gc gccollectionmode genericuriparser guid half"
        " hashcode iappdomainsetup iasyncresult icloneable icomparable iconvertible icustomformatter"
        " idisposable iasyncdisposable iequatable iformatprovider iformattable index"
        " indexoutofrangeexception insufficientexecutionstackexception insufficientmemoryexception"
        " int128 int16 int32 int64 intptr invalidcastexception invalidoperationexception"
        " invalidprogramexception invalidtimezoneexception iobservable iobserver iprogress"
        " iserviceprovider lazy loaderoptimization localdatastoreslot marshalbyrefobject math mathf"
        " memberaccessexception memory methodaccessexception midpointrounding missingfieldexception"
        " missingmemberexception missingmethodexception modulehandle multicastdelegate"
        " multicastnotsupportedexception nonserializedattribute nonserialized notfinitenumberexception"
        " notimplementedexception notsupportedexception nullable nullreferenceexception object"
        " objectdisposedexception obsoleteattribute obsolete operatingsystem operationcanceledexception"
        " outofmemoryexception overflowexception paramarrayattribute platformid"
        " platformnotsupportedexception predicate progress random range rankexception readonlymemory"
        " readonlyspan resolveeventargs runtimefieldhandle runtimemethodhandle runtimetypehandle sbyte"
        " serializableattribute serializable single span stackoverflowexception string stringcomparer"
        " stringcomparison stringnormalizationextensions stringsplitoptions systemexception"
        " threadstaticattribute timeonly timeoutexception timeprovider timespan timezone timezoneinfo"
        " timezonenotfoundexception tuple type typeaccessexception typecode typeinitializationexception"
        " typeloadexception typeunloadedexception uint128 uint16 uint32 uint64 uintptr"
        " unauthorizedaccessexception unhandledexceptioneventargs unhandledexceptioneventhandler uri"
        " uribuilder uricomponents uriformat uriformatexception urihostnametype urikind uriparser"
        " uripartial valuetuple valuetype version void weakreference"
    )
)

# What is under `System.` on Linux. Whatever is under another of its namespaces does not exist there.
_SYSTEM_NAMESPACES = frozenset(
    words(
        "buffers codedom collections componentmodel configuration data diagnostics drawing dynamic"
        " formats globalization io json linq management net numerics reflection resources runtime"
        " security servicemodel serviceprocess text threading timers transactions xml directoryservices"
    )
)
_MISSING = (
    "system.drawing.printing",
    "system.drawing.bitmap",
    "system.drawing.font",
    "system.drawing.graphics",
    "system.drawing.icon",
    "system.drawing.image",
    "system.drawing.imaging",
    "system.drawing.pen",
    "system.drawing.brush",
    "system.drawing.solidbrush",
    "system.data.sqlite",
    "system.management.automation.pssnapin",
)
_MICROSOFT = (
    "microsoft.csharp.",
    "microsoft.management.infrastructure.",
    "microsoft.powershell.",
    "microsoft.win32.",
    "microsoft.applicationinsights.",
    "microsoft.codeanalysis.",
    "microsoft.visualbasic.",
    "microsoft.wsman.",
)


def _qualified_exists(name: str) -> bool:
    namespace, _, simple = name.rpartition(".")
    if namespace == "system":
        return simple.partition("+")[0] in _SYSTEM
    simple = simple.partition("+")[0].partition("`")[0]
    listed = types_of(namespace)
    if listed is not None:
        return simple in listed
    if name.startswith("system."):
        # What is in the other namespaces is not listed: a name that may be there is taken for one that is.
        rest = name[7:]
        return rest.split(".", 1)[0] in _SYSTEM_NAMESPACES and not name.startswith(_MISSING)
    return name.startswith(_MICROSOFT) or name.startswith("newtonsoft.json.")


def type_exists(name: str, usings: Iterable[str], defined: Container[str], attribute: bool) -> bool:
    """Whether `name` (in lower case, without arguments and ranks) can be found.

    `usings` are the namespaces in use, `defined` the types of the script itself, both in lower case.
    """
    names = (name, name + "attribute") if attribute else (name,)
    if any(one in defined or one in _ACCELERATORS or one in _SYSTEM for one in names):
        return True
    if "." in name and any(_qualified_exists(one) or _qualified_exists("system." + one) for one in names):
        return True
    return any(_qualified_exists(f"{namespace}.{one}") for namespace in usings for one in names)
