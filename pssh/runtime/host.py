"""The Host: the only way the engine speaks to the person (or to nobody).

`Host` is the base every front end derives from: it answers every call in a well-defined way, so that a
runspace without anyone in front of it works: output is dropped, questions are errors.
"""

from typing import TYPE_CHECKING, Any, Iterable, List, NoReturn, Optional, Sequence

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Choice", "FieldDescription", "Host", "TextHost"]


class Choice:
    """One answer of `prompt_choice`: '&Yes' and its help."""

    __slots__ = ("help_message", "label")

    def __init__(self, label: str, help_message: str = "") -> None:
        self.label = label
        self.help_message = help_message

    @property
    def hot_key(self) -> str:
        at = self.label.find("&")
        return self.label[at + 1 : at + 2].upper() if 0 <= at < len(self.label) - 1 else ""

    @property
    def text(self) -> str:
        return self.label.replace("&", "", 1)


class FieldDescription:
    """One field of `prompt_fields`."""

    __slots__ = ("help_message", "is_list", "is_secure", "label", "name", "type_name")

    def __init__(
        self, name: str, type_name: str = "System.String", help_message: str = "", label: str = ""
    ) -> None:
        self.name = name
        self.label = label or name
        self.type_name = type_name
        self.help_message = help_message
        self.is_list = type_name.endswith("[]")
        self.is_secure = type_name == "System.Security.SecureString"


class Host:
    """Base of all hosts. `interactive` says whether questions may be asked."""

    name = "Default Host"
    interactive = False
    nested_level = 0
    can_nest = True  # whether a question may offer to suspend the pipeline
    # Whether a program may use our standard streams itself: only where they are the process's own.
    shares_output = False
    shares_errors = False
    shares_input = False
    colors = False  # whether ANSI colours may be written
    debugs = False  # whether the debugger may stop here: somebody reads what it says
    input_ended = False  # nothing more will come from the person, so no nested prompt asks
    console: "Optional[Host]" = None  # the host on whose screen [Console] writes, where that is another

    def __init__(self) -> None:
        self.exit_code: Optional[int] = None
        self.nested_prompts: List[Any] = []
        self.private_data: Any = None
        self.runspace: Any = None

    @property
    def width(self) -> int:
        return 120

    @property
    def height(self) -> int:
        return 50

    # --- output -------------------------------------------------------------------------------------------

    def out_default(self, runspace: "Runspace") -> Any:
        """The sink for the objects of a top-level pipeline: a Processor (`process`, `end`)."""
        from pssh.runtime.output import OutDefault

        return OutDefault(self, runspace)

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        """Write text without a line end."""

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self.write(text + "\n", foreground, background)

    def write_error_line(self, text: str) -> None:
        """Write one line of an error."""
        self.write_line(text)

    def write_error_record(self, record: Any) -> None:
        from pssh.runtime.output import show_error

        show_error(self, record)

    def write_warning(self, record: Any) -> None:
        self._message("WARNING: ", record)

    def write_verbose(self, record: Any) -> None:
        self._message("VERBOSE: ", record)

    def write_debug(self, record: Any) -> None:
        self._message("DEBUG: ", record)

    def _message(self, prefix: str, record: Any) -> None:
        """One record of a message stream, in the colour of such messages where there are colours."""
        text = prefix + str(record)
        if self.colors:
            from pssh.runtime.rendering import formatting_style

            start = formatting_style(self.runspace, prefix[:-2].lower(), "\x1b[33;1m", self.colors)
            text = f"{start}{text}\x1b[0m" if start else text
        self.write_line(text)

    def write_information(self, record: Any) -> None:
        """Show an information record; those of Write-Host carry their colours."""
        from pssh.runtime.output import show_information

        show_information(self, record)

    def progress(self, record: Any) -> None:
        """Show a progress record."""

    def flush(self) -> None:
        """Let nothing written wait."""

    # --- asking -------------------------------------------------------------------------------------------

    def _refuse(self, what: str) -> NoReturn:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "InvalidOperation",
            f"Windows PowerShell is in NonInteractive mode. {what} and prompt functionality is not available.".replace(
                "Windows ", ""
            ),
            "InvalidOperation",
            None,
            "System.Management.Automation.PSInvalidOperationException",
        )

    def read_line(self, prompt: str = "") -> str:
        self._refuse("Read")

    def read_command(self, prompt: str = "") -> Optional[str]:
        """A line of a nested prompt; None at the end of the input."""
        return None

    def read_secure(self, prompt: str = "") -> Any:
        self._refuse("Read")

    def read_key(self, options: str = "") -> Any:
        self._refuse("Read")

    def prompt_choice(self, caption: str, message: str, choices: Sequence[Choice], default: int) -> int:
        self._refuse("Read")

    def prompt_choices(
        self, caption: str, message: str, choices: Sequence[Choice], defaults: Iterable[int]
    ) -> List[int]:
        self._refuse("Read")

    def prompt_fields(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Any:
        self._refuse("Read")

    def credential(self, caption: str, message: str, user_name: str, target: str) -> Any:
        self._refuse("Read")

    # --- the window and the session -------------------------------------------------------------------------

    def clear(self) -> None:
        """Clear the screen."""

    @property
    def window_title(self) -> str:
        return ""

    @window_title.setter
    def window_title(self, value: str) -> None:
        """Hosts without a window drop it."""

    def set_exit(self, code: int) -> None:
        """Ask the front end to end with this code."""
        self.exit_code = code

    def push_runspace(self, session: Any) -> None:
        from pssh.objects.errors import ps_error

        raise ps_error("HostDoesNotSupportPushRunspace", "The current host does not support Enter-PSSession.")

    def pop_runspace(self) -> None:
        """Leave an entered session; outside of one nothing happens."""

    @property
    def pushed(self) -> bool:
        return False


class TextHost(Host):
    """Writes to two text sinks; asks nobody. For tests, jobs and embedding."""

    name = "TextHost"

    def __init__(self, write: Any = None, write_error: Any = None, width: int = 120) -> None:
        super().__init__()
        self.parts: List[str] = []
        self._write = write or self.parts.append
        self._write_error = write_error or self._write
        self._width = width

    @property
    def width(self) -> int:
        return self._width

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        self._write(text)

    def write_error_line(self, text: str) -> None:
        self._write_error(text + "\n")
