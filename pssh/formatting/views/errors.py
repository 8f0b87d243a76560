"""Views of errors and of the records of the message streams: they never join a table."""

from typing import Any, List

from pssh.formatting.view import CustomView, TableView, column
from pssh.objects.psobject import unwrap

_NS = "System.Management.Automation."


def _error(value: Any, context: Any) -> List[str]:
    from pssh.formatting.errors import record_text

    return record_text(unwrap(value), context).split("\n")


def _details(value: Any, _context: Any) -> List[str]:
    from pssh.formatting.error_details import detail_lines

    return detail_lines(unwrap(value))


def _message(value: Any, _context: Any) -> List[str]:
    return str(unwrap(value)).split("\n")


VIEWS = (
    CustomView((_NS + "ErrorRecord#PSExtendedError",), _details, name="PSExtendedError", out_of_band=True),
    CustomView((_NS + "ErrorRecord",), _error, name="ErrorInstance", out_of_band=True),
    CustomView(
        (
            _NS + "InformationalRecord",
            _NS + "WarningRecord",
            _NS + "VerboseRecord",
            _NS + "DebugRecord",
            _NS + "InformationRecord",
        ),
        _message,
        out_of_band=True,
    ),
    TableView(
        (_NS + "CallStackFrame",),
        (column("Command"), column("Arguments"), column("Location")),
    ),
)
