"""ShouldProcess and ShouldContinue: -WhatIf, -Confirm, and the question itself."""

from typing import TYPE_CHECKING, Any, Optional, Tuple

from pssh.objects.convert import to_string
from pssh.runtime.host import Choice

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call
    from pssh.runtime.runspace import Runspace

__all__ = ["ask", "inquire", "should_continue", "should_process"]

_IMPACTS = {"none": 0, "low": 1, "medium": 2, "high": 3}


def _choices(host: Any) -> Tuple[Choice, ...]:
    choices = (
        Choice("&Yes", "Continue with only the next step of the operation."),
        Choice("Yes to &All", "Continue with all the steps of the operation."),
        Choice("&No", "Skip this operation and proceed with the next operation."),
        Choice("No to A&ll", "Skip this operation and all subsequent operations."),
        Choice("&Suspend", 'Pause the current pipeline and return to the command prompt. Type "exit" to resume '
                           "the pipeline."),
    )  # fmt: skip
    return choices if host.can_nest else choices[:-1]


def ask(host: Any, caption: str, message: str) -> int:
    """Yes, yes to all, no or no to all: 0 to 3."""
    return int(host.prompt_choice(caption, message, _choices(host), 0))


def _impact_of(value: Any) -> int:
    if isinstance(value, str):
        return _IMPACTS.get(value.lower(), 2)
    return int(value) if isinstance(value, int) else 2


def _whatif(call: "Call") -> bool:
    if call.whatif is not None:
        return bool(call.whatif)
    from pssh.objects.convert import to_bool

    return bool(to_bool(call.variable("WhatIfPreference", False)))


def _must_confirm(call: "Call", impact: Optional[str]) -> bool:
    own = _impact_of(impact or (call.metadata.confirm_impact if call.metadata is not None else "Medium"))
    if call.confirm is not None:
        return bool(call.confirm) and own != 0
    threshold = _impact_of(call.variable("ConfirmPreference", "High"))
    return threshold != 0 and own >= threshold


def should_process(call: "Call", target: Any, action: Optional[str], impact: Optional[str]) -> bool:
    """PowerShell's ShouldProcess(target, action)."""
    text = f'Performing the operation "{action or call.name}" on target "{to_string(target)}".'
    return process_text(call, text, text, "", impact)


def process_text(
    call: Any, description: str, warning: str, caption: str, impact: Optional[str] = None
) -> bool:
    """ShouldProcess with whole sentences."""
    if _whatif(call):
        call.host.write_line("What if: " + description)
        return False
    if not _must_confirm(call, impact):
        if call.verbose_action is not None or call.variable("VerbosePreference") is not None:
            call.verbose(description)
        return True
    answer = call.answers.get("process")
    if answer is not None:
        return bool(answer)
    head = caption or "Confirm\nAre you sure you want to perform this action?"
    return _remembered(call, "process", *_parts(head, warning))


def _parts(head: str, text: str) -> Tuple[str, str]:
    caption, _, question = head.partition("\n")
    return caption, question + "\n" + text if question else text


def _remembered(call: "Call", key: str, caption: str, message: str) -> bool:
    while True:
        chosen = ask(call.host, caption, message)
        if chosen in (1, 3):
            call.answers[key] = chosen == 1
        if chosen in (0, 1):
            return True
        if chosen in (2, 3):
            return False
        suspend = getattr(call.host, "enter_nested_prompt", None)
        if suspend is None:
            return False
        suspend()


def should_continue(call: "Call", query: str, caption: str, key: str) -> bool:
    """ShouldContinue: asked whatever the preferences say."""
    answer = call.answers.get(key)
    if answer is not None:
        return bool(answer)
    return _remembered(call, key, caption, query)


def inquire(runspace: "Runspace", message: str) -> bool:
    """The question of the preference Inquire: go on?"""
    choices: Tuple[Choice, ...] = (
        Choice("&Yes", "Continue with only the next step of the operation."),
        Choice("Yes to &All", "Continue with all the steps of the operation."),
        Choice("&Halt Command", "Stop this command."),
        Choice("&Suspend", "Pause the current pipeline and return to the command prompt."),
    )
    choices = choices if runspace.host.can_nest else choices[:-1]
    caption = "Confirm"
    text = f"{message}\nContinue with this operation?" if message else "Continue with this operation?"
    return int(runspace.host.prompt_choice(caption, text, choices, 0)) < 2
