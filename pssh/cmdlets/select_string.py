"""Select-String: lines that match."""

from typing import Annotated, Any, Callable, List, Optional

from pssh.cmdlets._match_info import MatchContext, MatchInfo
from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateCount

_OBJECTS, _FILES, _LITERAL = ("Object", "ObjectRaw"), ("File", "FileRaw"), ("LiteralFile", "LiteralFileRaw")
_RAW = ("ObjectRaw", "FileRaw", "LiteralFileRaw")

# what a test of a line gives: the number of the pattern and a function for the Match objects, or None
Test = Callable[[str], Any]
_no_matches = list


@cmdlet(
    "Select-String",
    alias="sls",
    output=("Microsoft.PowerShell.Commands.MatchInfo", "System.Boolean", "System.String"),
    sets=_FILES + _OBJECTS + _LITERAL,
    default_set="File",
    module="Microsoft.PowerShell.Utility",
)
class SelectString(CmdletBase):
    """Finds text in strings and files.

    PS> 'alpha', 'beta' | Select-String 'et' | ForEach-Object Line
    beta
    """

    pattern: Annotated[List[str], Param(position=0, mandatory=True)] = []  # noqa: RUF012 - read only; binding sets it
    path: Annotated[Optional[List[str]], Param(position=1, mandatory=True, by_property=True, sets=_FILES)] = (
        None
    )
    literal_path: Annotated[
        Optional[List[str]], Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets=_LITERAL)
    ] = None
    input_object: Annotated[
        Any,
        Param(
            mandatory=True,
            pipeline=True,
            allow_null=True,
            allow_empty_string=True,
            type="System.Management.Automation.PSObject",
            sets=_OBJECTS,
        ),
    ] = NOTHING
    simple_match: Switch = False
    case_sensitive: Switch = False
    quiet: Annotated[Switch, Param(sets=("Object", "File", "LiteralFile"))] = False
    raw: Annotated[Switch, Param(mandatory=True, sets=_RAW)] = False
    list: Switch = False
    no_emphasis: Switch = False
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    not_match: Switch = False
    all_matches: Switch = False
    encoding: Any = None
    context: Annotated[Optional[List[int]], Param(validate=(ValidateCount(1, 2),))] = None
    culture: Optional[str] = None

    def begin(self) -> None:
        self._done = False
        self._number = 0
        self._before = self._after = 0
        if self.culture is not None and not self.simple_match:
            self.call.throw(
                "CannotSpecifyCultureWithoutSimpleMatch",
                "Cannot specify -Culture without -SimpleMatch.",
                "InvalidData",
                None,
                "System.InvalidOperationException",
            )
        if self.context:
            self._before = int(self.context[0])
            self._after = int(self.context[1]) if len(self.context) > 1 else self._before
        self._test = self._matcher()
        self._input = _Window(self)

    # -- tests -------------------------------------------------------------------------------------------

    def _matcher(self) -> Test:
        if self.simple_match:
            return self._simple()
        from pssh.objects.regex import RegexParseError, compile_regex

        machines = []
        for text in self.pattern:
            try:
                machines.append(compile_regex(text, not self.case_sensitive))
            except RegexParseError as error:
                self.call.throw(
                    "InvalidRegex",
                    f"The string {text} is not a valid regular expression: {error}",
                    "InvalidArgument",
                    text,
                    "System.ArgumentException",
                )
        every, inverted = bool(self.all_matches), bool(self.not_match)
        searches = [machine.search for machine in machines]

        def find(line: str) -> Any:
            for index, search in enumerate(searches):
                found = search(line)
                if found is not None:
                    return None if inverted else (index, self._made(machines[index], line, found, every))
            return (0, _no_matches) if inverted else None

        if len(searches) == 1 and not inverted:
            search, machine = searches[0], machines[0]

            def find_one(line: str) -> Any:
                found = search(line)
                return None if found is None else (0, self._made(machine, line, found, every))

            return find_one
        return find

    @staticmethod
    def _made(machine: Any, line: str, found: Any, every: bool) -> Callable[[], Any]:
        """Makes the Match objects when they are asked for."""

        def matches() -> Any:
            if every:
                return [machine.wrap(m, line) for m in machine.finditer(line)]
            return [machine.wrap(found, line)]

        return matches

    def _simple(self) -> Test:
        fold = not self.case_sensitive
        wanted = [text.lower() if fold else text for text in self.pattern]
        inverted = bool(self.not_match)

        def find(line: str) -> Any:
            text = line.lower() if fold else line
            for index, part in enumerate(wanted):
                if part in text:
                    return None if inverted else (index, _no_matches)
            return (0, _no_matches) if inverted else None

        return find

    # -- input -------------------------------------------------------------------------------------------

    def process(self) -> None:
        if self._done:
            return
        if self.call.set_name in _OBJECTS:
            self.process_item(self.input_object)
            return
        literal = self.call.set_name in _LITERAL
        texts = self.literal_path if literal else self.path
        from pssh.cmdlets._items import places

        for where in places(
            self.call,
            None if literal else texts,
            texts if literal else None,
            include=self.include,
            exclude=self.exclude,
        ):
            self._file(self.call.runspace.paths.native(where))
            if self._done:
                return

    def process_item(self, item: Any) -> None:
        """One piped object: a file is searched, anything else is a line."""
        if self._done:
            return
        if item.__class__ is not str:
            from pssh.objects.psobject import unwrap

            base = unwrap(item)
            if type(base).__name__ == "FileInfo":
                self._file(base.full_name)
                return
            if type(base).__name__ == "DirectoryInfo":
                self._unreadable(base.full_name)
                return
            if type(base).__name__ == "MatchInfo":
                item = base.line
            else:
                from pssh.objects.tostring import to_string

                item = "" if item is NOTHING else to_string(item)
        self._number += 1
        self._input.line(item, self._number, "InputStream")

    def _unreadable(self, native: str, reason: str = "") -> None:
        reason = reason or f"Access to the path '{native}' is denied."
        self.call.error(
            "ProcessingFile",
            f"The file {native} cannot be read: {reason}",
            "InvalidArgument",
            native,
            "System.ArgumentException",
        )

    def _file(self, native: str) -> None:
        from pssh.cmdlets._encoding import codec_of, detect

        try:
            with open(native, "rb") as raw:
                codec, size = detect(raw.read(4), codec_of(self.encoding)[0])
            source = open(native, encoding=codec, errors="replace", buffering=1 << 17)  # noqa: SIM115 - closed by its owner
        except IsADirectoryError:
            self._unreadable(native)
            return
        except OSError as error:
            from pssh.objects.net.failures import io_exception

            self._unreadable(native, io_exception(error, native).message)
            return
        with source:
            if size:
                source.read(1)
            if self.quiet or self.list or self.context or self.raw:
                self._lines(source, native)
            else:
                self._fast(source, native)

    def _fast(self, source: Any, native: str) -> None:
        """A file without context: the plain and frequent case."""
        test, out, patterns, ignore = self._test, self.call.out, self.pattern, not self.case_sensitive
        runspace = self.call.runspace
        for number, line in enumerate(source, 1):
            if line[-1] == "\n":
                line = line[:-1]
            found = test(line)
            if found is not None:
                out(MatchInfo(line, number, native, patterns[found[0]], ignore, found[1]))
                if runspace.stopping:
                    return

    def _lines(self, source: Any, native: str) -> None:
        window = _Window(self)
        for number, line in enumerate(source, 1):
            window.line(line[:-1] if line[-1] == "\n" else line, number, native)
            if self._done or window.over:
                break
        window.finish()

    def end(self) -> None:
        self._input.finish()

    def found(self, match: MatchInfo) -> None:
        """A match is complete."""
        if self.raw:
            context = match.context
            for line in context.shown_before if context else ():
                self.call.out(line)
            self.call.out(match.line)
            for line in context.shown_after if context else ():
                self.call.out(line)
        else:
            self.call.out(match)


class _Window:
    """Follows the lines of one source and gathers the context of each match."""

    def __init__(self, owner: SelectString) -> None:
        self.owner = owner
        self.before: List[str] = []
        self.open: List[MatchInfo] = []  # matches that still wait for lines after them
        self.shown = 0  # the last line that stands in some shown context
        self.over = False

    def line(self, line: str, number: int, path: str) -> None:
        """The next line."""
        owner = self.owner
        if self.over:
            return
        found = owner._test(line)
        if found is None:
            self._follow(line, number)
        elif owner.quiet:
            owner._done = True
            owner.call.out(True)
        else:
            self._match(line, number, path, found)
        if owner._before:
            self.before.append(line)
            del self.before[: -owner._before]

    def _match(self, line: str, number: int, path: str, found: Any) -> None:
        owner = self.owner
        made = MatchInfo(line, number, path, owner.pattern[found[0]], not owner.case_sensitive, found[1])
        if not owner.context:
            owner.found(made)
            self.over = bool(owner.list) and path != "InputStream"
            return
        # the lines after an earlier match end where this one begins; it keeps what was shown so far
        for match in self.open:
            if match.context is not None and len(match.context.after) < owner._after:
                match.context.after.append(line)
        self._close(owner._after)
        context = made.context = MatchContext()
        context.before = list(self.before)
        context.shown_before = (
            context.before[max(0, len(context.before) - (number - 1 - self.shown)) :]
            if number - 1 > self.shown
            else []
        )
        self.shown = number
        self.open.append(made)
        self._close(0 if owner._after == 0 else -1)

    def _follow(self, line: str, number: int) -> None:
        if not self.open:
            return
        last = self.open[-1].context
        for match in self.open:
            if match.context is not None:
                match.context.after.append(line)
        if last is not None:
            last.shown_after.append(line)
            self.shown = number
        self._close(self.owner._after)

    def _close(self, size: int) -> None:
        """Hands on the matches whose context is complete."""
        while self.open:
            context = self.open[0].context
            if size < 0 or (context is not None and len(context.after) < size):
                return
            self.owner.found(self.open.pop(0))
            if self.owner.list:
                self.over = True
                return

    def finish(self) -> None:
        """The source is at its end."""
        while self.open and not self.over:
            self.owner.found(self.open.pop(0))
