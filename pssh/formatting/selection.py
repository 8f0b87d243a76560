"""Which view an object is shown with: user format data first, then the built-in declarations."""

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence

from pssh.formatting.view import View
from pssh.objects.psobject import PSObject

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["FormatData", "applies", "find_view", "format_data", "is_scalar", "names_of", "out_of_band_view"]

_DESERIALIZED = "Deserialized."

_SCALARS = frozenset(
    (
        "str",
        "int",
        "float",
        "bool",
        "Int64",
        "UInt32",
        "UInt64",
        "Int16",
        "UInt16",
        "Byte",
        "SByte",
        "BigInteger",
        "IntPtr",
        "Char",
        "Single",
        "Decimal",
        "EnumValue",
    )
)
_SCALAR_NAMES = frozenset(
    (
        "System.String",
        "System.SByte",
        "System.Byte",
        "System.Int16",
        "System.UInt16",
        "System.Int32",
        "System.UInt32",
        "System.Int64",
        "System.UInt64",
        "System.Char",
        "System.Single",
        "System.Double",
        "System.Boolean",
        "System.Decimal",
        "System.IntPtr",
        "System.Security.SecureString",
        "System.Enum",
        "System.Numerics.BigInteger",
    )
)


def is_scalar(value: Any) -> bool:
    """Whether an object prints as its text wherever it comes: strings, numbers, booleans, enums."""
    cls = value.__class__
    if cls.__name__ in _SCALARS:
        return True
    if cls is PSObject:
        if value.base is not None:
            return value.base.__class__.__name__ in _SCALARS
        return value.type_names is not None and any(
            name.replace(_DESERIALIZED, "", 1) in _SCALAR_NAMES for name in value.type_names
        )
    return isinstance(value, (str, int, float)) or cls.__name__ == "SecureString"


def names_of(value: Any) -> Sequence[str]:
    """The type names of an object, most derived first, without `Deserialized.`."""
    from pssh.objects.types import type_names

    names = type_names(value)
    return [n[len(_DESERIALIZED) :] if n.startswith(_DESERIALIZED) else n for n in names]


class FormatData:
    """The views that a session loaded beside the built-in ones (Update-FormatData)."""

    def __init__(self) -> None:
        self.before: Dict[str, List[View]] = {}
        self.after: Dict[str, List[View]] = {}

    def add(self, views: Iterable[View], prepend: bool) -> None:
        """Add views in front of or behind all others, in their order."""
        table = self.before if prepend else self.after
        for view in reversed(list(views)) if prepend else views:
            for name in view.types:
                found = table.setdefault(name.lower(), [])
                if prepend:
                    found.insert(0, view)
                else:
                    found.append(view)

    def views(self, name: str) -> List[View]:
        """All views of a type, in the order they are tried."""
        from pssh.formatting.views import views_of

        lower = name.lower()
        own, built_in, late = self.before.get(lower), views_of(lower), self.after.get(lower)
        if own is None and late is None:
            return built_in
        return [*(own or ()), *built_in, *(late or ())]


_builtin = FormatData()


def format_data(rs: "Runspace", create: bool = False) -> FormatData:
    """The session's format data."""
    if rs is None:
        return _builtin
    found: Optional[FormatData] = rs.services.get("format_data")
    if found is None:
        if not create:
            return _builtin
        found = rs.services["format_data"] = FormatData()
    return found


def find_view(
    value: Any, rs: "Runspace", shape: str = "", name: str = "", out_of_band: bool = False
) -> Optional[View]:
    """The view of an object: of the given shape ('' any) and name, nearest type first."""
    data = format_data(rs)
    for type_name in names_of(value):
        for view in data.views(type_name):
            if view.out_of_band is not out_of_band:
                continue
            if shape and view.shape != shape:
                continue
            if name and view.name.lower() != name.lower():
                continue
            return view
    return None


def out_of_band_view(value: Any, rs: "Runspace") -> Optional[View]:
    """The view of an object that never joins the running shape (errors)."""
    return find_view(value, rs, out_of_band=True)


def applies(view: View, value: Any) -> bool:
    """Whether an object can be shown with a view chosen for an earlier one."""
    wanted = {name.lower() for name in view.types}
    return any(name.lower() in wanted for name in names_of(value))
