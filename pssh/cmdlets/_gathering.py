"""A cmdlet that needs all its input before it can say anything: what ConvertTo-Json and its kin share."""

from typing import Any, List

from pssh.runtime.cmdlet import CmdletBase

__all__ = ["GatheringCmdlet"]


class GatheringCmdlet(CmdletBase):
    """Keeps every `input_object` in `items`, in order."""

    input_object: Any

    def begin(self) -> None:
        self.items: List[Any] = []

    def process(self) -> None:
        self.items.append(self.input_object)

    def process_item(self, item: Any) -> None:
        """One object of the pipeline, without binding it first."""
        self.items.append(item)
