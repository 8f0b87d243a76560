"""Parse errors: an id of PowerShell's, where, and whether more input could mend it."""

from typing import Sequence, Tuple

from pssh.language.extent import Extent
from pssh.language.record import record

__all__ = ["ParseError", "ParseException"]


@record
class ParseError:
    """One error. `incomplete` says that the text ends too early: a prompt asks for a further line then."""

    error_id: str
    message: str
    extent: Extent
    incomplete: bool = False


class ParseException(Exception):
    """A text could not be parsed; `errors` are all errors found, in PowerShell's order."""

    def __init__(self, errors: "Sequence[ParseError]") -> None:
        self.errors: Tuple[ParseError, ...] = tuple(errors)
        super().__init__("\n".join(error.message for error in self.errors))

    @property
    def incomplete(self) -> bool:
        """Whether the text ends too early: its first error vanishes with more input."""
        return bool(self.errors) and self.errors[0].incomplete
