"""Questions asked as text, the way PowerShell's console host words them; colours as ANSI sequences.

Every host that has a `write` and a `read_line` asks with these.
"""

from typing import Any, Dict, Iterable, List, Sequence

from pssh.runtime.host import Choice, FieldDescription, Host

__all__ = ["ask_choice", "ask_choices", "ask_credential", "ask_fields", "colored", "error_line"]

# ConsoleColor names to the numbers of ANSI's sixteen colours.
_COLORS: Dict[str, int] = {
    "black": 30, "darkred": 31, "darkgreen": 32, "darkyellow": 33, "darkblue": 34, "darkmagenta": 35, "darkcyan": 36,
    "gray": 37, "darkgray": 90, "red": 91, "green": 92, "yellow": 93, "blue": 94, "magenta": 95, "cyan": 96, "white": 97,
}  # fmt: skip


def colored(text: str, foreground: Any = None, background: Any = None) -> str:
    """The text in ConsoleColor colours, line ends outside of them."""
    codes = []
    if foreground is not None and str(foreground).lower() in _COLORS:
        codes.append(str(_COLORS[str(foreground).lower()]))
    if background is not None and str(background).lower() in _COLORS:
        codes.append(str(_COLORS[str(background).lower()] + 10))
    if not codes or not text.strip("\n"):
        return text
    body = text.rstrip("\n")
    return f"\x1b[{';'.join(codes)}m{body}\x1b[0m{text[len(body) :]}"


def error_line(text: str) -> str:
    """One line of an error in $PSStyle.Formatting.Error, unless it brings colours of its own."""
    return text + "\n" if "\x1b[" in text or not text else f"\x1b[31;1m{text}\x1b[0m\n"


def _head(host: Host, caption: str, message: str) -> None:
    host.write_line()
    for line in (caption, message):
        if line:
            host.write_line(line)


def _menu(choices: Sequence[Choice], defaults: Sequence[int]) -> str:
    items = "  ".join(f"[{c.hot_key or c.text}] {c.text}" for c in choices) + "  [?] Help"
    if defaults:
        named = ",".join(choices[n].hot_key or choices[n].text for n in defaults)
        items += f' (default is "{named}")' if len(defaults) == 1 else f" (default choices are {named})"
    return items


def _help(host: Host, choices: Sequence[Choice]) -> None:
    for choice in choices:
        host.write_line(f"{choice.hot_key or choice.text} - {choice.help_message}")


def _chosen(answer: str, choices: Sequence[Choice]) -> int:
    wanted = answer.strip().upper()
    for number, choice in enumerate(choices):
        if wanted and wanted in (choice.hot_key, choice.text.upper()):
            return number
    return -1


def ask_choice(host: Host, caption: str, message: str, choices: Sequence[Choice], default: int) -> int:
    """The number of the chosen answer; an empty line takes the default."""
    _head(host, caption, message)
    defaults = [default] if default >= 0 else []
    while True:
        answer = host.read_line(_menu(choices, defaults) + ": ")
        if answer.strip() == "?":
            _help(host, choices)
            continue
        if not answer.strip() and defaults:
            return default
        number = _chosen(answer, choices)
        if number >= 0:
            return number


def ask_choices(
    host: Host, caption: str, message: str, choices: Sequence[Choice], defaults: Iterable[int]
) -> List[int]:
    """The numbers of the chosen answers, asked until an empty line."""
    _head(host, caption, message)
    wanted = list(defaults)
    host.write_line(_menu(choices, wanted))
    found: List[int] = []
    while True:
        answer = host.read_line(f"Choice[{len(found)}]: ")
        if answer.strip() == "?":
            _help(host, choices)
            continue
        if not answer.strip():
            return found or wanted
        number = _chosen(answer, choices)
        if number >= 0:
            found.append(number)


def ask_fields(host: Host, caption: str, message: str, fields: Sequence[FieldDescription]) -> Dict[str, Any]:
    """The values typed for the fields; a list field is asked for value by value until an empty line."""
    _head(host, caption, message)
    return {field.name: _list(host, field) if field.is_list else _field(host, field) for field in fields}


def _field(host: Host, field: FieldDescription) -> Any:
    if field.type_name == "System.Management.Automation.PSCredential":
        return ask_credential(host, "", "", "")
    while True:
        if field.is_secure:
            return host.read_secure(f"{field.label}: ")
        answer = host.read_line(f"{field.label}: ")
        if answer != "!?":
            return answer
        host.write_line(field.help_message or f"No help is available for {field.name}.")


def _list(host: Host, field: FieldDescription) -> List[str]:
    values: List[str] = []
    while True:
        answer = host.read_line(f"{field.label}[{len(values)}]: ")
        if not answer:
            return values
        values.append(answer)


def ask_credential(host: Host, caption: str, message: str, user_name: str) -> Any:
    """A PSCredential from a user name (asked for where empty) and a password."""
    from pssh.objects.net.security import PSCredential

    _head(host, caption, message)
    name = user_name or host.read_line("User: ")
    return PSCredential(name, host.read_secure(f"Password for user {name}: "))
