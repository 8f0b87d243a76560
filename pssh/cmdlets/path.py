"""Join-, Split-, Resolve- and Convert-Path."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._items import places
from pssh.cmdlets.items import Credential, LiteralParam, PathParam, refuse_credential
from pssh.objects.errors import PSError
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.providers.base import PathInfo, ProviderPath

MANAGEMENT = "Microsoft.PowerShell.Management"


@cmdlet("Join-Path", module=MANAGEMENT, output="System.String")
def join_path(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, pipeline=True, by_property=True, aliases=("PSPath",)),
    ] = None,
    child_path: Annotated[
        Optional[List[str]],
        Param(
            position=1,
            mandatory=True,
            by_property=True,
            allow_null=True,
            allow_empty_string=True,
            allow_empty_collection=True,
        ),
    ] = None,
    additional_child_path: Annotated[
        Optional[List[str]],
        Param(
            position=2,
            remaining=True,
            by_property=True,
            allow_null=True,
            allow_empty_string=True,
            allow_empty_collection=True,
        ),
    ] = None,
    *,
    extension: Optional[str] = None,
    resolve: Switch = False,
    credential: Credential = None,
) -> Iterator[Any]:
    """Joins the parts of a path.

    PS> Join-Path usr local bin
    usr/local/bin
    """
    refuse_credential(call, credential)
    for base in path or []:
        separator = _separator(call, base)
        first, *others = child_path or [""]
        joined = _join(base, first or "", separator)
        for more in (*others, *(additional_child_path or ())):
            joined = _join(joined, more or "", separator)
        if extension is not None:
            joined = os.path.splitext(joined)[0] + (
                extension if extension.startswith(".") or not extension else "." + extension
            )
        if not resolve:
            yield joined
            continue
        try:
            for where in call.runspace.paths.resolve(joined):
                yield where.display
        except PSError as error:
            call.error(error)


def _separator(call: Call, base: str) -> str:
    name, colon, _ = base.partition(":")
    if colon and "/" not in name:
        drive = call.runspace.drives.get(name)
        if drive is None:
            if len(name) == 1 or not name:
                from pssh.runtime.providers.base import drive_not_found

                raise drive_not_found(name)
            return "/"
        return str(drive.separator)
    where = call.runspace.location.where.drive
    if where is not None and where.mapped and not base.startswith("/"):
        return "\\"
    return "/"


def _join(base: str, child: str, separator: str) -> str:
    if separator == "/":
        base, child = base.replace("\\", "/"), child.replace("\\", "/")
    else:
        base, child = base.replace("/", "\\"), child.replace("/", "\\")
    if not base:
        return child
    left = base.rstrip("/\\")
    right = child.lstrip("/\\")
    return left + separator + right


@cmdlet("Split-Path", default_set="ParentSet", module=MANAGEMENT, output="System.String")
def split_path(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            by_property=True,
            sets=(
                "ParentSet",
                "LeafSet",
                "LeafBaseSet",
                "ExtensionSet",
                "QualifierSet",
                "NoQualifierSet",
                "IsAbsoluteSet",
            ),
        ),
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(sets="LiteralPathSet", mandatory=True, by_property=True, aliases=("PSPath", "LP")),
    ] = None,
    parent: Annotated[Switch, Param(sets="ParentSet")] = False,
    leaf: Annotated[Switch, Param(sets="LeafSet", mandatory=True)] = False,
    leaf_base: Annotated[Switch, Param(sets="LeafBaseSet", mandatory=True)] = False,
    extension: Annotated[Switch, Param(sets="ExtensionSet", mandatory=True)] = False,
    qualifier: Annotated[Switch, Param(sets="QualifierSet", mandatory=True)] = False,
    no_qualifier: Annotated[Switch, Param(sets="NoQualifierSet", mandatory=True)] = False,
    is_absolute: Annotated[Switch, Param(sets="IsAbsoluteSet", mandatory=True)] = False,
    resolve: Switch = False,
    credential: Credential = None,
) -> Iterator[Any]:
    """Gives a part of a path: the parent, the leaf, the qualifier ...

    PS> Split-Path /var/log/syslog -Leaf
    syslog
    """
    refuse_credential(call, credential)
    texts = literal_path if literal_path is not None else path or []
    if resolve:
        texts = [w.display for w in places(call, texts, None)]
    for text in texts:
        if leaf or leaf_base or extension:
            name = _leaf(text)
            if leaf:
                yield name
            else:
                base, ending = os.path.splitext(name)
                yield base if leaf_base else ending
        elif qualifier:
            head = _qualifier(text)
            if not head:
                call.error(
                    "ParsePathFormatError",
                    f"Cannot parse path because path '{text}' does not have a qualifier specified.",
                    "InvalidArgument", text, "System.FormatException",
                )  # fmt: skip
            else:
                yield head
        elif no_qualifier:
            yield text[len(_qualifier(text)) :]
        elif is_absolute:
            yield text.startswith(("/", "\\")) or bool(_qualifier(text)) or "::" in text
        else:
            yield _parent(call, text)


def _qualifier(text: str) -> str:
    if "::" in text:
        return text.partition("::")[0] + "::"
    head, colon, _ = text.partition(":")
    return head + ":" if colon and "/" not in head and "\\" not in head else ""


def _leaf(text: str) -> str:
    plain = text[len(_qualifier(text)) :].replace("\\", "/")
    stripped = plain.rstrip("/")
    return stripped.rpartition("/")[2] if stripped else plain


def _parent(call: Call, text: str) -> str:
    head = _qualifier(text)
    rest = text[len(head) :]
    separator = "/"
    if head and not head.endswith("::"):
        drive = call.runspace.drives.get(head[:-1])
        separator = drive.separator if drive is not None else "/"
    elif "\\" in rest and "/" not in rest:
        where = call.runspace.location.where.drive
        separator = "\\" if where is not None and where.mapped else "/"
    plain = rest.replace("\\", "/").rstrip("/")
    if not plain:
        return ""
    parent, slash, _ = plain.rpartition("/")
    if slash and not parent:
        return head + separator if rest[:1] in "/\\" and len(plain) > 1 and head else ""
    return head + parent.replace("/", separator)


@cmdlet(
    "Resolve-Path",
    alias="rvpa",
    default_set="Path",
    module=MANAGEMENT,
    output=("System.Management.Automation.PathInfo", "System.String"),
)
def resolve_path(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    relative: Switch = False,
    relative_base_path: Optional[str] = None,
    force: Switch = False,
    credential: Credential = None,
) -> Iterator[Any]:
    """Resolves wildcards and relative paths to full ones.

    PS> (Resolve-Path /).Path
    /
    """
    refuse_credential(call, credential)
    for where in places(call, path, literal_path, force=force):
        if not relative:
            yield PathInfo(where)
            continue
        base = call.runspace.location.native
        if relative_base_path:
            base = call.runspace.paths.to_native(relative_base_path)
        yield _relative(where, base)


def _relative(where: ProviderPath, base: str) -> str:
    if not where.is_file_system:
        return "./" + where.path
    drive = where.drive
    separator = drive.separator if drive is not None else "/"
    text = os.path.relpath(where.path, base)
    if text == ".":
        text = "./"
    elif not text.startswith(".."):
        text = "./" + text
    return text.replace("/", separator) if separator != "/" else text


@cmdlet("Convert-Path", alias="cvpa", default_set="Path", module=MANAGEMENT, output="System.String")
def convert_path(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    force: Switch = False,
) -> Iterator[Any]:
    """Converts a PowerShell path to the provider's own.

    PS> Convert-Path /
    /
    """
    for where in places(call, path, literal_path, force=force):
        yield where.path
