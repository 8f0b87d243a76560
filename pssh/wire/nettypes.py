"""The .NET types of what only comes over the wire, for scripts and Get-Member."""

from pssh.objects.types import net_type
from pssh.wire.records import OriginInfo, RemotingErrorRecord

__all__ = ["ORIGIN", "REMOTING_ERROR"]

REMOTING_ERROR = net_type(
    RemotingErrorRecord.net_type_name, RemotingErrorRecord, base="System.Management.Automation.ErrorRecord"
)
REMOTING_ERROR.prop("OriginInfo", OriginInfo.net_type_name)(lambda self: self.origin_info)

ORIGIN = net_type(OriginInfo.net_type_name, OriginInfo)
ORIGIN.prop("PSComputerName", "string")(lambda self: self.ps_computer_name)
ORIGIN.prop("RunspaceID", "guid")(lambda self: self.runspace_id)
ORIGIN.prop("InstanceID", "guid")(lambda self: self.instance_id)
ORIGIN.method("ToString", "string ToString()")(str)
