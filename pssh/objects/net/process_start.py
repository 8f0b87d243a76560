"""[Diagnostics.ProcessStartInfo], and starting programs by it."""

import os
from typing import Any, List, Optional

from pssh.objects.net.common import fail, known_type
from pssh.objects.net.process import Process
from pssh.objects.types import net_type


class ProcessStartInfo:
    """How a program is to be started."""

    net_type_name = "System.Diagnostics.ProcessStartInfo"

    def __init__(self, file_name: str = "", arguments: str = "") -> None:
        from pssh.objects.dictionaries import GenericDictionary
        from pssh.objects.types import resolve_type

        self.file_name = file_name
        self.arguments = arguments
        self.argument_list: Any = _string_list()
        self.working_directory = ""
        self.redirect_standard_output = False
        self.redirect_standard_error = False
        self.redirect_standard_input = False
        self.use_shell_execute = False
        self.create_no_window = False
        self.error_dialog = False
        self.load_user_profile = False
        self.window_style = 0
        self.verb = ""
        self.user_name = ""
        self.domain = ""
        self.standard_output_encoding: Any = None
        self.standard_error_encoding: Any = None
        self.standard_input_encoding: Any = None
        self.environment = GenericDictionary(
            dict(os.environ), resolve_type("System.Collections.Generic.Dictionary[string,string]")
        )


def _string_list() -> Any:
    from pssh.objects.members import new_object

    return new_object(known_type("System.Collections.ObjectModel.Collection[string]"), [])


info = net_type("System.Diagnostics.ProcessStartInfo", ProcessStartInfo)
for _name, _type in (
    ("Arguments", "string"),
    ("CreateNoWindow", "bool"),
    ("Domain", "string"),
    ("ErrorDialog", "bool"),
    ("FileName", "string"),
    ("LoadUserProfile", "bool"),
    ("RedirectStandardError", "bool"),
    ("RedirectStandardInput", "bool"),
    ("RedirectStandardOutput", "bool"),
    ("StandardErrorEncoding", "System.Text.Encoding"),
    ("StandardInputEncoding", "System.Text.Encoding"),
    ("StandardOutputEncoding", "System.Text.Encoding"),
    ("UseShellExecute", "bool"),
    ("UserName", "string"),
    ("Verb", "string"),
    ("WorkingDirectory", "string"),
    ("WindowStyle", "System.Diagnostics.ProcessWindowStyle"),
):
    _slot = "".join("_" + c.lower() if c.isupper() else c for c in _name).lstrip("_")
    info.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    info.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))
info.prop("ArgumentList", "System.Collections.ObjectModel.Collection[string]")(
    lambda self: self.argument_list
)
for _name in ("Environment", "EnvironmentVariables"):
    info.prop(_name, "System.Collections.Generic.IDictionary[string,string]")(lambda self: self.environment)


@info.constructor(
    "System.Diagnostics.ProcessStartInfo new()",
    "System.Diagnostics.ProcessStartInfo new(string fileName)",
    "System.Diagnostics.ProcessStartInfo new(string fileName, string arguments)",
)
def _new_info(file_name: str = "", arguments: Any = "") -> ProcessStartInfo:
    return ProcessStartInfo(file_name or "", arguments or "")


def start_info(self: Process) -> ProcessStartInfo:
    """StartInfo, made at the first look."""
    if self.info is None:
        self.info = ProcessStartInfo()
    return self.info


def split_arguments(text: str) -> List[str]:
    """A line of arguments as words: double quotes hold together, \\" is a quote."""
    words: List[str] = []
    word: Optional[str] = None
    quoted = False
    at = 0
    while at < len(text):
        c = text[at]
        if c == "\\" and text[at + 1 : at + 2] == '"':
            word = (word or "") + '"'
            at += 1
        elif c == '"':
            quoted = not quoted
            word = word or ""
        elif c in " \t" and not quoted:
            if word is not None:
                words.append(word)
                word = None
        else:
            word = (word or "") + c
        at += 1
    return words if word is None else [*words, word]


def start(self: Process) -> bool:
    """Starts what StartInfo says."""
    import subprocess

    wanted = start_info(self)
    if not wanted.file_name:
        fail("InvalidOperationException", "Cannot start process because a file name has not been provided.")
    words = [wanted.file_name, *(str(a) for a in wanted.argument_list), *split_arguments(wanted.arguments)]
    if wanted.use_shell_execute and not os.access(wanted.file_name, os.X_OK):
        from shutil import which

        if which(wanted.file_name) is None:
            words.insert(0, "xdg-open")
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(
            words,
            cwd=wanted.working_directory or None,
            env={str(k): str(v) for k, v in wanted.environment.items()},
            stdin=pipe if wanted.redirect_standard_input else None,
            stdout=pipe if wanted.redirect_standard_output else None,
            stderr=pipe if wanted.redirect_standard_error else None,
        )
    except OSError as error:
        place = wanted.working_directory or os.getcwd()
        fail(
            "System.ComponentModel.Win32Exception",
            f"An error occurred trying to start process '{wanted.file_name}' "
            f"with working directory '{place}'. {error.strerror}",
        )
    self.adopt(child)
    return True


def stream_of(self: Process, name: str) -> Any:
    """One of the three pipes."""
    found = self.readers.get(name)
    if found is not None:
        return found
    raw = getattr(self._child, name, None) if self._child is not None else None
    if raw is None:
        fail(
            "InvalidOperationException",
            f"Standard{'In' if name == 'stdin' else 'Out' if name == 'stdout' else 'Error'}"
            " has not been redirected."
            if name != "stdout"
            else "StandardOut has not been redirected or the process hasn't started yet.",
        )
    from pssh.objects.net.readers import StreamReader, StreamWriter
    from pssh.objects.net.streams import FileStream

    if name == "stdin":
        made: Any = StreamWriter(FileStream(raw, "w"))
        made.auto_flush = True
    else:
        made = StreamReader(FileStream(raw, "r"))
    self.readers[name] = made
    return made
