"""InvocationInfo: which command ran, where it stands in the script, and with what."""

from typing import Any, Dict, List, Optional

__all__ = ["InvocationInfo"]


class InvocationInfo:
    """`$MyInvocation` and `ErrorRecord.InvocationInfo`. Position comes from `extent`, None at no position."""

    net_type_name = "System.Management.Automation.InvocationInfo"
    __slots__ = ("bound_parameters", "command_origin", "expecting_input", "extent", "history_id",
                 "invocation_name", "my_command", "pipeline_length", "pipeline_position", "ps_command_path",
                 "ps_script_root", "unbound_arguments")  # fmt: skip

    def __init__(
        self,
        my_command: Any = None,
        extent: Any = None,
        invocation_name: str = "",
        pipeline_length: int = 1,
        pipeline_position: int = 1,
        expecting_input: bool = False,
    ) -> None:
        self.my_command = my_command
        self.extent = extent
        self.invocation_name = invocation_name
        self.pipeline_length = pipeline_length
        self.pipeline_position = pipeline_position
        self.expecting_input = expecting_input
        self.bound_parameters: Dict[str, Any] = {}
        self.unbound_arguments: List[Any] = []
        self.history_id = -1
        self.command_origin = "Internal"
        self.ps_script_root: Optional[str] = None
        self.ps_command_path: Optional[str] = None

    @property
    def script_name(self) -> Optional[str]:
        return None if self.extent is None else self.extent.file

    @property
    def script_line_number(self) -> int:
        return 0 if self.extent is None else int(self.extent.start_line)

    @property
    def offset_in_line(self) -> int:
        return 0 if self.extent is None else int(self.extent.start_column)

    @property
    def line(self) -> str:
        """The whole text of the lines the command stands on."""
        if self.extent is None:
            return ""
        source = self.extent.source
        return "\n".join(source.line_text(n) for n in range(self.extent.start_line, self.extent.end_line + 1))

    @property
    def statement(self) -> Optional[str]:
        """The text of the command alone, all its lines."""
        return None if self.extent is None else str(self.extent.text)

    @property
    def position_message(self) -> str:
        """`At file:line char:column`, the line, and tildes below the command."""
        if self.extent is None:
            return ""
        from pssh.runtime.positions import position_message

        return position_message(self.extent)

    @property
    def display_script_position(self) -> Any:
        return self.extent
