"""Marks received objects with where they came from. What the far end claims about itself is replaced."""

from typing import Any, List, Optional

from pssh.objects.psobject import PSObject
from pssh.wire.records import OriginInfo

__all__ = ["Origin"]

_NAMES = ("PSComputerName", "RunspaceId", "PSShowComputerName")
_LOWER = frozenset(name.lower() for name in _NAMES)


class Origin:
    """The computer and runspace that results of one session carry."""

    __slots__ = ("_guid", "_info", "computer_name", "instance_id")

    def __init__(self, computer_name: str, instance_id: str) -> None:
        self.computer_name = computer_name
        self.instance_id = instance_id
        self._guid: Any = None
        self._info: Optional[OriginInfo] = None

    @property
    def runspace_id(self) -> Any:
        """The Guid, made when the first object arrives."""
        if self._guid is None:
            from pssh.wire.decoder import rebuilt

            self._guid = rebuilt(self.instance_id, "System.Guid")
        return self._guid

    @property
    def info(self) -> OriginInfo:
        """What error records carry."""
        if self._info is None:
            self._info = OriginInfo(self.computer_name, self.runspace_id)
        return self._info

    def mark(self, values: List[Any], show: bool) -> List[Any]:
        """`values` with PSComputerName, RunspaceId and PSShowComputerName; plain values get wrapped."""
        extra = dict(zip(_NAMES, (self.computer_name, self.runspace_id, show)))
        result: List[Any] = []
        for value in values:
            if value is None:
                result.append(value)
            elif value.__class__ is PSObject:
                members = value.members
                if not _LOWER.isdisjoint(map(str.lower, members)):
                    for name in [name for name in members if name.lower() in _LOWER]:
                        del members[name]
                members.update(extra)
                result.append(value)
            else:
                result.append(PSObject(value, extra.copy()))
        return result
