"""The colours of the prompt, chosen to read on dark and light terminals."""

import os

from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import Style

__all__ = ["STYLE", "color_depth"]

STYLE = Style.from_dict(
    {
        "pygments.name.variable": "ansigreen",
        "pygments.name.function": "ansiyellow",
        "pygments.name.attribute": "ansibrightblack",
        "pygments.name.class": "ansicyan",
        "pygments.name.property": "",
        "pygments.keyword": "ansibrightblue",
        "pygments.literal.string": "ansicyan",
        "pygments.literal.number": "ansimagenta",
        "pygments.comment": "ansibrightblack italic",
        "pygments.operator": "ansibrightblack",
        "pygments.error": "ansired",
        "auto-suggestion": "ansibrightblack",
        "notice": "ansibrightblack italic",
    }
)


def color_depth() -> ColorDepth | None:
    """No colours where NO_COLOR asks for none; else what the terminal has."""
    return ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None
