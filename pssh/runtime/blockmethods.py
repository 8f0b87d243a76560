"""The methods of script blocks: Invoke, InvokeReturnAsIs, InvokeWithContext."""

from typing import Any, List

from pssh.objects.collections import Collection, params_array
from pssh.objects.errors import NetException, PSError
from pssh.objects.nothing import NOTHING
from pssh.runtime.functions import run_block
from pssh.runtime.scope import UNSET

__all__ = ["invoke_method"]


def invoke_method(f: Any, block: Any, args: Any, as_is: bool, name: str = "Invoke") -> Any:
    """`$block.Invoke(args)`: the output as a collection, or as it is."""
    args = params_array(args)
    found: List[Any] = []
    rs = f.rs
    was, rs.in_try = rs.in_try, True
    try:
        run_block(rs, block, f.scope, f, found.append, args, None, None, False, UNSET, f.streams)
    except PSError as error:
        raise _wrapped(error, "InvokeReturnAsIs" if as_is else name, len(args)) from None
    except NetException as error:
        raise _wrapped(PSError(_record(error)), name, len(args)) from None
    finally:
        rs.in_try = was
    if as_is:
        return found[0] if len(found) == 1 else found or NOTHING
    return Collection(found)


def _record(error: NetException) -> Any:
    from pssh.runtime.errors_flow import record_of

    return record_of(error)


def _wrapped(error: PSError, name: str, count: int) -> PSError:
    from pssh.objects.overloads import invocation_error

    if getattr(error, "stops", False):
        return error
    return invocation_error(name, count, error.record.exception)
