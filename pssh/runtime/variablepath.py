"""`VariablePath`: a variable's name as written, taken apart into scope, drive and name."""

from pssh.objects.types import net_type

__all__ = ["VariablePath"]

_SCOPES = ("global", "local", "private", "script")


class VariablePath:
    """`VariableExpressionAst.VariablePath`."""

    ps_single = True
    net_type_name = "System.Management.Automation.VariablePath"
    __slots__ = ("prefix", "rest", "user_path")

    def __init__(self, path: str) -> None:
        self.user_path = path
        prefix, colon, rest = path.partition(":")
        self.prefix = prefix.lower() if colon else ""
        self.rest = rest if colon else path

    @property
    def is_variable(self) -> bool:
        """Whether it names a variable, not an item of a drive."""
        return not self.prefix or self.prefix in _SCOPES or self.prefix == "variable"

    @property
    def unqualified(self) -> str:
        """The name without its scope; a drive stays."""
        return self.rest if self.is_variable else self.user_path

    def __str__(self) -> str:
        return self.user_path


_path = net_type(VariablePath.net_type_name, VariablePath)
_path.reads("UserPath", "string", "user_path")
for _scope in _SCOPES:
    _path.prop("Is" + _scope.capitalize(), "bool")(lambda self, scope=_scope: self.prefix == scope)
_path.prop("IsUnqualified", "bool")(lambda self: not self.prefix)
_path.prop("IsUnscopedVariable", "bool")(lambda self: self.prefix in ("", "variable"))
_path.prop("IsVariable", "bool")(lambda self: self.is_variable)
_path.prop("IsDriveQualified", "bool")(lambda self: not self.is_variable)
_path.prop("DriveName", "string")(lambda self: None if self.is_variable else self.user_path.partition(":")[0])
_path.method("ToString", "string ToString()")(lambda self: self.user_path)
