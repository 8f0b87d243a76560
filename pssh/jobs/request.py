"""What a job or a remote command runs: the block's text and everything that goes with it."""

from typing import Any, Dict, List, Optional

__all__ = ["Request"]


class Request:
    """One script block on its way to another runspace."""

    __slots__ = (
        "arguments",
        "block",
        "expect_input",
        "initialization",
        "initialization_block",
        "input",
        "label",
        "text",
        "using",
        "working_directory",
    )

    def __init__(
        self,
        text: str,
        arguments: Optional[List[Any]] = None,
        using: Optional[Dict[str, Any]] = None,
        input: Optional[List[Any]] = None,
        initialization: Optional[str] = None,
        working_directory: Optional[str] = None,
        label: str = "",
    ) -> None:
        self.text = text
        self.block: Any = None  # the block itself, for jobs in this process
        self.initialization_block: Any = None
        self.arguments = arguments or []
        self.using = using or {}
        self.input = input
        self.expect_input = input is not None
        self.initialization = initialization
        self.working_directory = working_directory
        self.label = label or text

    def invoke_on(self, runspace: Any, sink: Any) -> Any:
        """Start it in a RemoteRunspace; the RemotePipeline."""
        return runspace.invoke(
            self.text,
            self.arguments,
            sink=sink,
            using=self.using,
            input=self.input,
            initialization=self.initialization,
            working_directory=self.working_directory,
            label=self.label,
        )
