"""The cmdlets of PSReadLine: options and keys of the prompt's line editor."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.line_editor import (
    COLORS,
    EDITOR,
    FUNCTIONS,
    OPTIONS_TYPE,
    KeyHandler,
    canonical_chord,
    color_escape,
    color_property,
)
from pssh.runtime.validation import ValidateSet

MODULE = "PSReadLine"
_HANDLER = "Microsoft.PowerShell.KeyHandler"
_BLOCK = "System.Management.Automation.ScriptBlock"


def _one_of(*names: str) -> Any:
    return Param(validate=[ValidateSet(list(names))])


@cmdlet("Get-PSReadLineOption", module=MODULE, output=OPTIONS_TYPE)
def get_option(call: Call) -> Any:
    """Gets the options of the line editor; setting a property of what comes sets the option.

    PS> (Get-PSReadLineOption).EditMode
    Emacs
    """
    return EDITOR.options


@cmdlet("Set-PSReadLineOption", module=MODULE)
def set_option(
    call: Call,
    *,
    edit_mode: Annotated[Optional[str], _one_of("Windows", "Emacs", "Vi")] = None,
    continuation_prompt: Annotated[Optional[str], Param(allow_empty_string=True)] = None,
    history_no_duplicates: Switch = False,
    add_to_history_handler: Annotated[Any, Param(type=_BLOCK, allow_null=True)] = None,
    command_validation_handler: Annotated[Any, Param(type=_BLOCK, allow_null=True)] = None,
    history_search_cursor_moves_to_end: Switch = False,
    maximum_history_count: Optional[int] = None,
    maximum_kill_ring_count: Optional[int] = None,
    show_tool_tips: Switch = False,
    extra_prompt_line_count: Optional[int] = None,
    ding_tone: Optional[int] = None,
    ding_duration: Optional[int] = None,
    bell_style: Annotated[Optional[str], _one_of("None", "Visual", "Audible")] = None,
    completion_query_items: Optional[int] = None,
    word_delimiters: Optional[str] = None,
    history_search_case_sensitive: Switch = False,
    history_save_style: Annotated[
        Optional[str], _one_of("SaveIncrementally", "SaveAtExit", "SaveNothing")
    ] = None,
    history_save_path: Optional[str] = None,
    ansi_escape_timeout: Optional[int] = None,
    prompt_text: Optional[List[str]] = None,
    vi_mode_indicator: Annotated[Optional[str], _one_of("None", "Prompt", "Cursor", "Script")] = None,
    vi_mode_change_handler: Annotated[Any, Param(type=_BLOCK)] = None,
    prediction_source: Annotated[
        Optional[str], _one_of("None", "History", "Plugin", "HistoryAndPlugin")
    ] = None,
    prediction_view_style: Annotated[Optional[str], _one_of("InlineView", "ListView")] = None,
    colors: Annotated[Any, Param(type="System.Collections.Hashtable")] = None,
    terminate_orphaned_console_apps: Switch = False,
) -> None:
    """Sets options of the line editor. The prompt heeds EditMode, ContinuationPrompt, PredictionSource, Colors,
    AddToHistoryHandler and HistorySaveStyle; the others are kept and shown.

    PS> Set-PSReadLineOption -ContinuationPrompt '.. '; (Get-PSReadLineOption).ContinuationPrompt
    ..
    """
    members = EDITOR.options.members
    sequences = _sequences(call, colors)
    for name, value in call.bound.items():
        if name in members:
            members[name] = value
    members.update(sequences)
    if edit_mode is not None:
        EDITOR.own.clear()
    EDITOR.changes += 1


def _sequences(call: Call, colors: Any) -> Dict[str, str]:
    """The colours of a hashtable, by the option that keeps each."""
    found: Dict[str, str] = {}
    for key, value in colors.items() if colors is not None else ():
        name = next((each for each in COLORS if each.lower() == str(key).lower()), None)
        if name is None:
            call.throw("ArgumentException", f"'{key}' is no part of the line that has a colour. There are: "
                       f"{', '.join(COLORS)}.", "InvalidArgument", key, "System.ArgumentException")  # fmt: skip
        sequence = color_escape(value)
        if sequence is None:
            call.throw("ArgumentException", f"'{value}' is no colour: give a ConsoleColor, #rrggbb or an escape "
                       "sequence.", "InvalidArgument", value, "System.ArgumentException")  # fmt: skip
        found[color_property(name)] = sequence
    return found


@cmdlet("Get-PSReadLineKeyHandler", default_set="FullListing", module=MODULE, output=_HANDLER)
def get_key_handler(
    call: Call,
    chord: Annotated[
        Optional[List[str]], Param(position=0, sets="SpecificBindings", mandatory=True, aliases=("Key",))
    ] = None,
    *,
    bound: Annotated[Switch, Param(sets="FullListing")] = True,
    unbound: Annotated[Switch, Param(sets="FullListing")] = False,
) -> Iterator[Any]:
    """Lists the keys of the prompt and what they do.

    PS> (Get-PSReadLineKeyHandler -Chord Ctrl+r).Function
    ReverseSearchHistory
    """
    handlers = EDITOR.handlers()
    if chord is not None:
        wanted = [_chord(call, each) for each in chord]
        yield from (handler for handler in handlers if handler.key in wanted)
        return
    if bound:
        yield from handlers
    if unbound:
        used = {handler.function for handler in handlers}
        yield from (
            KeyHandler("Unbound", name, says) for name, (_, says) in FUNCTIONS.items() if name not in used
        )


def _chord(call: Call, text: str) -> str:
    found = canonical_chord(text)
    if found is None:
        call.throw("ArgumentException", f"Unrecognized key '{text}'.", "InvalidArgument", text,
                   "System.ArgumentException")  # fmt: skip
    return str(found)


@cmdlet("Set-PSReadLineKeyHandler", default_set="ScriptBlock", module=MODULE)
def set_key_handler(
    call: Call,
    chord: Annotated[Optional[List[str]], Param(position=0, mandatory=True, aliases=("Key",))] = None,
    script_block: Annotated[Any, Param(position=1, sets="ScriptBlock", mandatory=True, type=_BLOCK)] = None,
    *,
    function: Annotated[Optional[str], Param(position=1, sets="Function", mandatory=True)] = None,
    brief_description: Annotated[Optional[str], Param(sets="ScriptBlock")] = None,
    description: Annotated[Optional[str], Param(sets="ScriptBlock", aliases=("LongDescription",))] = None,
    vi_mode: Annotated[Optional[str], _one_of("Insert", "Command")] = None,
) -> None:
    """Makes a key of the prompt do a function of the line editor, or run a script block."""
    name = brief_description or "CustomAction"
    says = description or "User defined action"
    if function is not None:
        found = next((each for each in FUNCTIONS if each.lower() == function.lower()), None)
        if found is None:
            call.throw("ArgumentException", f"The line editor of this prompt has no function '{function}'. "
                       "Get-PSReadLineKeyHandler -Unbound lists them.", "InvalidArgument", function,
                       "System.ArgumentException")  # fmt: skip
        name, says = str(found), FUNCTIONS[str(found)][1]
    for each in chord or ():
        EDITOR.bind(KeyHandler(_chord(call, each), name, says, script_block), (vi_mode or "").capitalize())


@cmdlet("Remove-PSReadLineKeyHandler", module=MODULE)
def remove_key_handler(
    call: Call,
    chord: Annotated[Optional[List[str]], Param(position=0, mandatory=True, aliases=("Key",))] = None,
    *,
    vi_mode: Annotated[Optional[str], _one_of("Insert", "Command")] = None,
) -> None:
    """Takes away what a key of the prompt does."""
    for each in chord or ():
        EDITOR.unbind(_chord(call, each), (vi_mode or "").capitalize())
