"""What formatting needs to know of the session: script blocks, preferences, culture, colours."""

from typing import Any, Callable, List

from pssh.objects.nothing import NOTHING
from pssh.runtime.scope import UNSET

__all__ = ["ExpressionFailed", "FormatContext"]


class ExpressionFailed(Exception):
    """A calculated property threw; the cell stays blank (or says #ERR)."""

    def __init__(self, text: str, error: Any = None) -> None:
        super().__init__(text)
        self.text = text
        self.error = error


class FormatContext:
    """One command's or sink's view of the session; works without a runspace too."""

    __slots__ = ("call", "display_error", "failures", "host_colors", "rs", "show_error")

    def __init__(self, rs: Any = None, host_colors: bool = False, call: Any = None) -> None:
        self.rs = rs
        self.call = call
        self.host_colors = host_colors
        self.display_error = False
        self.show_error = False
        self.failures: List[str] = []

    def global_variable(self, name: str, default: Any = None) -> Any:
        """The value of a global variable."""
        if self.rs is None:
            return default
        found = self.rs.global_scope.vars.get(name.lower())
        if found is None or found.__class__.__name__ == "LazyVariable":
            return default  # nobody has touched it yet: it still has its default
        value = found.value
        return default if value is UNSET else value

    @property
    def limit(self) -> int:
        """How many elements of a collection are shown (`$FormatEnumerationLimit`)."""
        value = self.global_variable("FormatEnumerationLimit", 4)
        return value if isinstance(value, int) else 4

    def block_reader(self, block: Any) -> Callable[[Any], Any]:
        """The value of a script block for an object (as `$_`); several outputs make an array."""
        rs = self.rs
        scope, streams = rs.global_scope, rs.streams
        if self.call is not None:
            scope, streams = self.call.scope, self.call.streams
        evaluate = block.bind_value(scope, streams)

        def read(value: Any) -> Any:
            from pssh.objects.errors import NetException, PSError

            was, rs.in_try = rs.in_try, True
            try:
                found = evaluate(value)
            except (PSError, NetException) as error:
                raise ExpressionFailed(str(block), error) from None
            finally:
                rs.in_try = was
            return None if found is NOTHING else found

        return read

    # --- colours --------------------------------------------------------------------------------------

    @property
    def rendering(self) -> str:
        """'ansi' (escapes stay), 'plain' (they are taken out)."""
        from pssh.runtime.rendering import rendering_of

        return rendering_of(self.rs, self.host_colors)

    def formatting_style(self, name: str, default: str) -> str:
        """The escape sequence of `$PSStyle.Formatting.<name>` while colours are on, else nothing."""
        from pssh.runtime.rendering import formatting_style

        return formatting_style(self.rs, name, default, self.host_colors)

    @property
    def reset(self) -> str:
        return "\x1b[0m" if self.rendering == "ansi" else ""
