"""Members of delegates."""

from typing import Any

from pssh.objects.delegates import Delegate
from pssh.objects.types import net_type

delegate = net_type("System.Delegate")
delegate.prop("Target", "System.Object")(lambda self: self.target)


@delegate.method("Invoke", "System.Object Invoke(Params System.Object[] args)", raw=True)
def _invoke(self: Delegate, *args: Any) -> Any:
    return self.invoke(args)


@delegate.method("DynamicInvoke", "System.Object DynamicInvoke(Params System.Object[] args)", raw=True)
def _dynamic_invoke(self: Delegate, *args: Any) -> Any:
    return self.invoke(args[0] if len(args) == 1 and isinstance(args[0], list) else args)
