"""Tab completion that never holds up typing: asked in a thread, given up after a moment.

What completes is not here: `complete` belongs to the place the prompt is in (this runspace or the remote one).
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from typing import NamedTuple

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

__all__ = ["Answer", "Candidate", "PlaceCompleter"]

TIME_BOX = 2.0  # seconds; a slower place completes nothing this time


class Candidate(NamedTuple):
    """One completion: the text to insert, what the menu shows, and a word about it."""

    text: str
    shown: str
    meta: str


class Answer(NamedTuple):
    """The candidates replace the `length` characters from `start`."""

    start: int
    length: int
    candidates: Sequence[Candidate]


class PlaceCompleter(Completer):
    """Completes by asking `complete(text, cursor)`."""

    def __init__(self, complete: Callable[[str, int], Answer]) -> None:
        self.complete = complete

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        return list(_completions(self.complete(document.text, document.cursor_position), document))

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        work = asyncio.to_thread(self.complete, document.text, document.cursor_position)
        try:
            answer = await asyncio.wait_for(work, TIME_BOX)
        except Exception:
            return  # a completion that fails or takes too long must not disturb the line being typed
        for completion in _completions(answer, document):
            yield completion


def _completions(answer: Answer, document: Document) -> Iterable[Completion]:
    for candidate in answer.candidates:
        yield Completion(
            candidate.text,
            start_position=answer.start - document.cursor_position,
            display=candidate.shown,
            display_meta=candidate.meta,
        )
