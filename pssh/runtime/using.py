"""What stands at the head of a script: `#requires` and `using`."""

from typing import Any, Sequence

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.builtin_modules import built_in_module

__all__ = ["apply_usings", "check_requirements"]

_VERSION = (7, 6)


def apply_usings(frame: Any) -> None:
    """Check the requirements of a text, let its `using` statements take effect, and define its types."""
    block = frame.block
    if block.requirements is not None:
        check_requirements(frame, block.requirements)
    for kind, name, alias, specification in block.usings:
        if alias:
            raise ps_error(
                "UsingStatementNotSupported",
                "A 'using' statement with an alias is not supported.",
                "NotImplemented",
            )
        if kind == "namespace":
            _namespace(frame, name)
        elif kind == "module":
            _module(frame, name, specification)
        elif kind == "assembly" and not name.lower().startswith(("system", "microsoft")):
            raise ps_error(
                "CannotLoadAssembly",
                f"Cannot load assembly '{name}': there is no .NET runtime here.",
                "ObjectNotFound",
            )
    if block.types:
        from pssh.runtime.classes import define_types

        define_types(frame, block.types)


def _namespace(frame: Any, name: str) -> None:
    unit = frame.block.unit
    if unit.file is None:
        spaces = frame.scope.state.top.namespaces
        if name not in spaces:
            spaces.append(name)
    elif name not in unit.namespaces:
        unit.namespaces = (*unit.namespaces, name)


def _module(frame: Any, name: str, specification: Any) -> None:
    if specification is not None:
        from pssh.objects.tostring import to_string

        table = specification(frame)
        name = to_string(table.get("ModuleName"))
    info = frame.rs.modules.import_for_using(name, frame.scope, frame.block.unit.file)
    scope = getattr(info, "scope", None)
    if scope is not None and scope.extra is not None:
        frame.scope.types.update(scope.extra.types)


def _failed(frame: Any, error_id: str, reason: str) -> PSError:
    import os

    name = os.path.basename(frame.block.unit.file or "")
    return ps_error(
        error_id,
        f"The script '{name}' cannot be run because {reason}",
        "ResourceUnavailable" if "Version" in error_id or "Modules" in error_id else "PermissionDenied",
        name,
        "System.Management.Automation.ScriptRequiresException",
    )


def check_requirements(frame: Any, needs: Any) -> None:
    """`#requires -Version 7.4 -Modules X -RunAsAdministrator`."""
    version, editions, modules, administrator = needs
    if version is not None:
        parts = tuple(int(part) for part in str(version).split(".")[:2] if part.isdigit())
        if parts > _VERSION[: len(parts)]:
            from pssh.runtime.automatic import PS_VERSION

            raise _failed(
                frame,
                "ScriptRequiresUnmatchedPSVersion",
                f'it contained a "#requires" statement for PowerShell {version}. The version of PowerShell that is '
                f"required by the script does not match the currently running version of PowerShell {PS_VERSION}.",
            )
    if editions and not any(edition.lower() == "core" for edition in editions):
        raise _failed(
            frame,
            "ScriptRequiresUnmatchedPSEdition",
            f"it contained a \"#requires\" statement for PowerShell editions '{','.join(editions)}'. The edition of "
            "PowerShell that is required by the script does not match the currently running PowerShell Core edition.",
        )
    if administrator:
        import os

        if hasattr(os, "geteuid") and os.geteuid() != 0:
            raise _failed(
                frame,
                "ScriptRequiresElevation",
                'it contains a "#requires" statement for running as Administrator. The current PowerShell session is '
                "not running as Administrator. Start PowerShell by using the Run as Administrator option, and then try "
                "running the script again.",
            )
    missing = [name for name, *versions in modules if not _import(frame, name, versions)]
    if missing:
        raise _failed(
            frame,
            "ScriptRequiresMissingModules",
            'the following modules that are specified by the "#requires" statements of the script are missing: '
            f"{', '.join(missing)}.",
        )


def _import(frame: Any, name: str, versions: Sequence[Any]) -> bool:
    """Import a module unless it is; whether there is one, of a version that fits."""
    from pssh.runtime.module_specification import version_fits

    modules = frame.rs.modules
    info = modules.loaded(name)
    if info is None:
        if modules.locate(name) is None and built_in_module(name) is None:
            return False
        info = modules.load(name)
        modules.import_into(info, frame.scope)
    return version_fits(info.version_text, *versions)
