"""The records of the message streams: warning, verbose, debug, information, progress."""

import os
import threading
from functools import lru_cache
from typing import Any, Dict, List, Optional, Tuple, Type

__all__ = ["MESSAGE_RECORDS", "DebugRecord", "HostMessage", "InformationRecord", "InformationalRecord",
           "ProgressRecord", "VerboseRecord", "WarningRecord"]  # fmt: skip


class InformationalRecord:
    """A text and where it was written."""

    __slots__ = ("invocation_info", "message")
    stream = ""
    net_type_name = "System.Management.Automation.InformationalRecord"

    def __init__(self, message: str, invocation_info: Any = None) -> None:
        self.message = message
        self.invocation_info = invocation_info

    def __str__(self) -> str:
        return self.message


class WarningRecord(InformationalRecord):
    """A record of stream 3."""

    __slots__ = ()
    stream = "warning"
    net_type_name = "System.Management.Automation.WarningRecord"


class VerboseRecord(InformationalRecord):
    """A record of stream 4."""

    __slots__ = ()
    stream = "verbose"
    net_type_name = "System.Management.Automation.VerboseRecord"


class DebugRecord(InformationalRecord):
    """A record of stream 5."""

    __slots__ = ()
    stream = "debug"
    net_type_name = "System.Management.Automation.DebugRecord"


MESSAGE_RECORDS: Dict[str, Type[InformationalRecord]] = {
    "warning": WarningRecord,
    "verbose": VerboseRecord,
    "debug": DebugRecord,
}


class HostMessage:
    """What Write-Host puts into its information record."""

    net_type_name = "System.Management.Automation.HostInformationMessage"

    __slots__ = ("background_color", "foreground_color", "message", "no_new_line")

    def __init__(
        self,
        message: str,
        no_new_line: bool = False,
        foreground_color: Any = None,
        background_color: Any = None,
    ) -> None:
        self.message = message
        self.no_new_line = no_new_line
        self.foreground_color = foreground_color
        self.background_color = background_color

    def __str__(self) -> str:
        return self.message


@lru_cache(maxsize=1)
def _whereabouts() -> Tuple[str, str]:
    """The user and the machine of this process."""
    from pssh.objects.account import user_name

    return user_name(), os.uname().nodename


class InformationRecord:
    """One object on the information stream."""

    net_type_name = "System.Management.Automation.InformationRecord"

    __slots__ = (
        "_time",
        "computer",
        "managed_thread_id",
        "message_data",
        "native_thread_id",
        "process_id",
        "source",
        "tags",
        "user",
    )

    def __init__(self, message_data: Any, source: str = "", tags: Optional[List[str]] = None) -> None:
        import time

        self.message_data = message_data
        self.source = source
        self.tags = tags or []
        self._time: Any = time.time()
        self.native_thread_id = threading.get_native_id()
        self.managed_thread_id = 1
        self.user, self.computer = _whereabouts()
        self.process_id = os.getpid()

    @property
    def time(self) -> float:
        """When it was written, in seconds of the epoch."""
        return float(self._time)

    def __str__(self) -> str:
        from pssh.objects.convert import to_string

        data = self.message_data
        return data.message if isinstance(data, HostMessage) else to_string(data)


class ProgressRecord:
    """What Write-Progress reports."""

    net_type_name = "System.Management.Automation.ProgressRecord"

    __slots__ = ("activity", "activity_id", "current_operation", "parent_activity_id", "percent_complete",
                 "record_type", "seconds_remaining", "status_description")  # fmt: skip

    def __init__(
        self,
        activity_id: int = 0,
        activity: str = "",
        status_description: str = "",
        percent_complete: int = -1,
        record_type: str = "Processing",
    ) -> None:
        self.activity_id = activity_id
        self.parent_activity_id = -1
        self.activity = activity
        self.status_description = status_description
        self.current_operation = ""
        self.percent_complete = percent_complete
        self.seconds_remaining = -1
        self.record_type = record_type
