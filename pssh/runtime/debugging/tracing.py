"""`Set-PSDebug -Trace` and `-Step`: what runs is shown as it runs."""

from typing import Any

__all__ = ["Tracing"]

_WIDTH = 60


class Tracing:
    """Level 1 shows each sequence point, level 2 assignments and calls as well."""

    def __init__(self, rs: Any) -> None:
        self.rs = rs
        self.level = 0
        self.stepping = False

    @property
    def on(self) -> bool:
        return self.level > 0 or self.stepping

    def reached(self, extent: Any) -> None:
        """Show a line with its place marked; when stepping, ask whether to go on."""
        if not self.on:
            return
        line = extent.source.line_text(extent.start_line).rstrip("\r\n")
        at = extent.start_column - 1
        marked = f"{line[:at]} >>>> {line[at:]}" if at < len(line) else line + " <<<< "
        text = f"{extent.start_line:4}+ {marked}"
        if self.stepping:
            self._ask(text)
        self._show(text)

    def _ask(self, text: str) -> None:
        from pssh.objects.errors import ps_error
        from pssh.runtime.confirming import ask

        answer = ask(self.rs.host, "Continue with this operation?", text)
        if answer == 1:
            self.stepping = False
        elif answer > 1:
            raise ps_error(
                "ActionPreferenceStop",
                "The running command stopped because the user selected the Stop option.",
                "OperationStopped",
                None,
                "System.Management.Automation.ParentContainsErrorRecordException",
            )

    def entered(self, following: Any) -> None:
        """A function, script block or script file is entered."""
        if self.level < 2:
            return
        name = following.block.name or "<ScriptBlock>"
        command = following.frame.command
        if command is not None and command.kind == "ExternalScript":
            name = command.name
        kind = following.kind
        if (following.block.start, kind) in following.points.braces and following.braces[0] != (
            following.block.start,
            following.block.start + 1,
        ):
            name += f"<{kind.replace('_', '').capitalize()}>"
        file = following.points.unit.file
        where = f"  (defined in file '{file}')" if file else ""
        self._show(f"    ! CALL function '{name}'{where}")

    def assigned(self, name: str, value: Any) -> None:
        if self.level > 1:
            from pssh.objects.convert import to_string

            self._set(name, "IEnumerator" if hasattr(value, "__next__") else to_string(value))

    def enumerating(self, begins: bool) -> None:
        """`foreach` makes its enumerator and gives it up."""
        if self.level > 1:
            self._set("foreach", "IEnumerator" if begins else "")

    def _set(self, name: str, text: str) -> None:
        most = _WIDTH - len(name)
        if len(text) > most:
            text = text[:most] + "\u2026"
        self._show(f"    ! SET ${name} = '{text}'.")

    def _show(self, text: str) -> None:
        rs = self.rs
        rs.flush_output()
        rs.host.write_debug(text)
