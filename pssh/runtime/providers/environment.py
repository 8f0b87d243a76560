"""Env: the environment variables of the process."""

import os
from typing import Any, List, Optional

from pssh.objects.convert import to_string
from pssh.objects.dictionaries import DictionaryEntry
from pssh.runtime.providers.flat import FlatProvider

__all__ = ["Environment"]


class Environment(FlatProvider):
    """The drive `Env:`, which is this process's environment."""

    name = "Environment"
    drive_name = "Env"

    def names(self) -> List[str]:
        return list(os.environ)

    def item(self, name: str) -> Any:
        value = os.environ.get(name)
        return None if value is None else DictionaryEntry(name, value)

    def value_of(self, name: str) -> Any:
        return os.environ.get(name)

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        text = "" if value is None else to_string(value)
        if value is None:
            os.environ.pop(name, None)
            return None
        os.environ[name] = text
        if name == "PATH":
            self.runspace.commands_changed()
        return DictionaryEntry(name, text)

    def delete(self, name: str, force: bool) -> None:
        os.environ.pop(name, None)
