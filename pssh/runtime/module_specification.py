"""A module specification: a name, or a hashtable with ModuleName and versions."""

from typing import Any, List

from pssh.objects.errors import ps_error

__all__ = ["module_name", "version_fits"]

_MEMBERS = ("ModuleName", "ModuleVersion", "RequiredVersion", "MaximumVersion", "GUID")


def module_name(specification: Any) -> str:
    """The name it names; a hashtable that describes no module is an error."""
    from pssh.objects.tostring import to_string

    if not hasattr(specification, "get"):
        return to_string(specification)
    known = {name.lower() for name in _MEMBERS}
    wrong = [to_string(key) for key in specification if to_string(key).lower() not in known]
    if wrong:
        valid = ", ".join(f"'{name}'" for name in _MEMBERS)
        invalid = ", ".join(f"'{name}'" for name in wrong)
        raise ps_error(
            "ParameterArgumentTransformationError",
            f"The hashtable describing a module contains one or more members that are not valid. The valid members "
            f"are ({valid}). Remove the members that are not valid ({invalid}), then try again.",
            "InvalidData",
            specification,
            "System.ArgumentException",
        )
    name = specification.get("ModuleName")
    if not name:
        raise ps_error(
            "ParameterArgumentTransformationError",
            "The hashtable describing a module has no member ModuleName: name the module, then try again.",
            "InvalidData",
            specification,
            "System.ArgumentException",
        )
    return to_string(name)


def version_fits(version: str, minimum: Any, maximum: Any, required: Any) -> bool:
    """Whether a version is the one, or among those, that are asked for."""
    from pssh.objects.convert import to_string

    def parts(text: Any) -> List[int]:
        numbers = [int(p) for p in to_string(text).split(".") if p.isdigit()]
        return numbers + [0] * (4 - len(numbers))

    own = parts(version)
    return not (
        (required is not None and own != parts(required))
        or (minimum is not None and own < parts(minimum))
        or (maximum is not None and "*" not in to_string(maximum) and own > parts(maximum))
    )
