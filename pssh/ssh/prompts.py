"""Questions of a connection to the person at the terminal: host keys, passwords, codes, passphrases."""

from typing import Any, List, Optional, Sequence, Tuple

__all__ = ["HostPrompts", "NoPrompts"]


_TRIES = 3


class NoPrompts:
    """Nobody to ask: every question is answered with no."""

    interactive = False

    def host_key(self, text: str) -> str:
        """The answer to "are you sure": `yes`, `no` or a fingerprint."""
        return "no"

    def secret(self, prompt: str) -> Optional[str]:
        """A password or passphrase, None to give up."""
        return None

    def challenge(self, title: str, text: str, prompts: Sequence[Tuple[str, bool]]) -> Optional[List[str]]:
        """The answers to a keyboard-interactive challenge, None to give up."""
        return None if prompts else []

    def notice(self, text: str) -> None:
        """A line for the user, such as a banner or a warning."""


class HostPrompts(NoPrompts):
    """Asks through a runspace's `Host`."""

    def __init__(self, host: Any) -> None:
        self.host = host
        self.interactive = bool(getattr(host, "interactive", False))

    def host_key(self, text: str) -> str:
        if not self.interactive:
            return "no"
        answer = self.host.read_line(text)
        for _ in range(_TRIES):
            # The end of the input reads as an empty line for ever: that is no consent.
            if answer is None or answer.strip().lower() in ("yes", "no") or ":" in answer:
                return (answer or "no").strip()
            answer = self.host.read_line("Please type 'yes', 'no' or the fingerprint: ")
        return "no"

    def secret(self, prompt: str) -> Optional[str]:
        if not self.interactive:
            return None
        return _plain(self.host.read_secure(prompt))

    def challenge(self, title: str, text: str, prompts: Sequence[Tuple[str, bool]]) -> Optional[List[str]]:
        if not self.interactive:
            return None if prompts else []
        for line in (title, text):
            if line.strip():
                self.notice(line)
        answers: List[str] = []
        for prompt, echo in prompts:
            answer = self.host.read_line(prompt) if echo else _plain(self.host.read_secure(prompt))
            if answer is None:
                return None
            answers.append(answer)
        return answers

    def notice(self, text: str) -> None:
        self.host.write_line(text.rstrip("\n"))


def _plain(secret: Any) -> Optional[str]:
    """The text of a str or of a SecureString."""
    if secret is None or isinstance(secret, str):
        return secret
    for name in ("plain_text", "reveal", "plain"):
        value = getattr(secret, name, None)
        if value is not None:
            return str(value() if callable(value) else value)
    return str(secret)
