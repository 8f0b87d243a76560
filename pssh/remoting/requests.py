"""Questions to a runspace that are no commands: its prompt, completions, location, jobs."""

from typing import Any, Callable, Dict, List

__all__ = ["answer_request"]

_RECLAIM_SECONDS = 20.0


def answer_request(server: Any, name: str, args: List[Any]) -> Any:
    """The answer; PSError when the question is unknown."""
    handler = _REQUESTS.get(name)
    if handler is None:
        from pssh.objects.errors import ps_error

        raise ps_error("UnknownRequest", f"This end does not know the request '{name}'.", "NotImplemented")
    return handler(server, args)


def _run(server: Any, text: str, args: List[Any]) -> List[Any]:
    """What a block yields; its other streams are not for the client's screen."""
    from pssh.runtime.scriptblock import ScriptBlock
    from pssh.runtime.streams import Streams, null_sink

    quiet = Streams(*[null_sink] * 6)
    return list(ScriptBlock.create(text).invoke(server.runspace, args=args, streams=quiet))


def _prompt(server: Any, args: List[Any]) -> Any:
    """What a client's prompt shows: location, whether it is on a mapped drive, the text of a `prompt`
    function."""
    runspace = server.runspace
    where = runspace.location.where
    facts = {
        "location": _location(server, []),
        "drive": None,
        "custom": None,
        "aside": len(server.host.aside),
    }
    if where.drive is not None and where.drive.mapped:
        facts["drive"] = where.drive.name
    info = runspace.global_scope.find_function("prompt")
    if info is not None:
        from pssh.runtime.prompt import called_prompt

        facts["custom"] = called_prompt(runspace, info.script_block)
    return facts


def _location(server: Any, args: List[Any]) -> Any:
    return str(server.runspace.location.where.display)


def _complete(server: Any, args: List[Any]) -> Any:
    """Completions of a text at a cursor."""
    from importlib import import_module

    complete = import_module("pssh.runtime.completion").complete
    start, length, matches = complete(server.runspace, str(args[0]), int(args[1]))
    return {
        "start": start,
        "length": length,
        "matches": [[m.text, m.shown, m.kind, m.tooltip] for m in matches],
    }


def _reclaim(server: Any, args: List[Any]) -> Any:
    """A session of this end that the client has visited is ours again."""
    from pssh.objects.errors import PSError
    from pssh.remoting.session import sessions_of

    session = sessions_of(server.runspace).by_instance_id(str(args[0]))
    if session is not None and session.state == "Disconnected":
        try:
            session.runspace.connect(timeout=_RECLAIM_SECONDS)
        except PSError:
            session.runspace.close()  # it ended during the visit
    return None


def _evaluate(server: Any, args: List[Any]) -> Any:
    """The results of a text, run aside from the command line (completion of properties, history ...)."""
    return _run(server, str(args[0]), list(args[1:]))


def _native_path(server: Any, args: List[Any]) -> Any:
    """The file system's own absolute path of a PowerShell path that need not exist."""
    return str(server.runspace.paths.to_native(str(args[0])))


def _file(server: Any, args: List[Any]) -> Any:
    """A piece of a file, for Copy-Item through a session."""
    from pssh.remoting.file_requests import answer_file_request

    return answer_file_request(args)


_REQUESTS: Dict[str, Callable[[Any, List[Any]], Any]] = {
    "prompt": _prompt,
    "location": _location,
    "complete": _complete,
    "evaluate": _evaluate,
    "native_path": _native_path,
    "file": _file,
    "reclaim": _reclaim,
}
