"""Answers the far end's host calls with the client's host."""

from typing import Any, Callable, Dict, List

from pssh.remoting.sinks import HostCallRequest

__all__ = ["answer_host_call"]

# The far end could ask for anything; the person should know who does.
_WARNING = (
    "A script or application on the remote computer {0} is sending a prompt request. When you are prompted, "
    "enter sensitive information, such as credentials or passwords, only if you trust the remote computer "
    "and the application or script that is requesting the data."
)


def answer_host_call(call: HostCallRequest, host: Any, computer_name: str) -> None:
    """Let `host` do what `call` asks and send the answer. Ctrl+C at a question is its failure."""
    handler = _METHODS.get(call.method)
    if handler is None:
        call.fail(f"Remote host method {call.method} is not implemented.")
        return
    from pssh.objects.errors import PSError

    try:
        call.answer(handler(host, [_plain(value) for value in call.args], computer_name))
    except PSError as error:
        call.fail(error.record.message)
    except BaseException as error:
        call.fail(str(error) or type(error).__name__)
        raise


def _plain(value: Any) -> Any:
    from pssh.objects.psobject import unwrap

    return unwrap(value)


def _warn(host: Any, computer: str) -> None:
    host.write_warning(_WARNING.format(computer.upper()))


def _read_secure(host: Any, args: List[Any], computer: str) -> Any:
    _warn(host, computer)
    return host.read_secure(*args)


def _credential(host: Any, args: List[Any], computer: str) -> Any:
    _warn(host, computer)
    return host.credential(*args)


def _choices(labels: Any, helps: Any) -> List[Any]:
    from pssh.runtime.host import Choice

    return [Choice(str(label), str(text)) for label, text in zip(labels, helps)]


def _choice(host: Any, args: List[Any], computer: str) -> Any:
    caption, message, labels, helps, default = args
    return host.prompt_choice(caption, message, _choices(labels, helps), default)


def _choices_call(host: Any, args: List[Any], computer: str) -> Any:
    caption, message, labels, helps, defaults = args
    return list(host.prompt_choices(caption, message, _choices(labels, helps), list(defaults)))


def _fields(host: Any, args: List[Any], computer: str) -> Any:
    from pssh.runtime.host import FieldDescription

    caption, message, rows = args
    return host.prompt_fields(caption, message, [FieldDescription(*map(str, _plain(row))) for row in rows])


def _title(host: Any, args: List[Any], computer: str) -> None:
    host.window_title = str(args[0])


_METHODS: Dict[str, Callable[[Any, List[Any], str], Any]] = {
    "Write": lambda host, args, computer: host.write(*args),
    "WriteLine": lambda host, args, computer: host.write_line(*args),
    "WriteErrorLine": lambda host, args, computer: host.write_error_line(*args),
    "ClearScreen": lambda host, args, computer: host.clear(),
    "SetWindowTitle": _title,
    "ReadLine": lambda host, args, computer: host.read_line(*args),
    "ReadLineAsSecureString": _read_secure,
    "ReadKey": lambda host, args, computer: host.read_key(*args),
    "PromptForChoice": _choice,
    "PromptForChoices": _choices_call,
    "Prompt": _fields,
    "PromptForCredential": _credential,
    "PopRunspace": lambda host, args, computer: host.pop_runspace(),
    # `exit` in a command ends the far end's runspace, never the client.
    "SetShouldExit": lambda host, args, computer: None,
}
