"""What a program writes, as lines of text."""

from typing import Any, List

__all__ = ["Lines"]


class Lines:
    """Bytes in, whole lines of text out."""

    __slots__ = ("_decoder", "_rest")

    def __init__(self) -> None:
        self._decoder: Any = None
        self._rest = ""

    def feed(self, data: bytes) -> List[str]:
        """The lines completed by `data`; with b"" (the end) also an unfinished one."""
        if self._decoder is None:
            import codecs

            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        text: str = self._rest + self._decoder.decode(data, not data)
        if not data:
            self._rest = ""
            if not text:
                return []
            lines = text.split("\n")
        else:
            lines = text.split("\n")
            self._rest = lines.pop()
        if "\r" in text:
            lines = [line[:-1] if line.endswith("\r") else line for line in lines]
        return lines
