"""Completers that scripts bring along: registered ones, those of attributes and those of programs."""

from script_case import lines

_OFFERED = "function Offered($Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText -join ' ' }\n"


def test_a_completer_sees_what_is_bound_and_the_tree() -> None:
    text = """
    $sizes = 1, 2
    function Send-Box { param([ValidateSet('land', 'sea')]$By, [int[]]$Size, [switch]$Fast,
        [ArgumentCompleter({ param($command, $parameter, $word, $ast, $bound)
            "$command/$parameter/$word"; ($bound.Keys | Sort-Object) -join '+'; "$($bound.Size)"
            $ast.CommandElements.Count })]$To) }
    (TabExpansion2 'Send-Box sea -Fast -Size $sizes -To Ber' 39).CompletionMatches.CompletionText
    """
    assert lines(text) == ["Send-Box/To/Ber", "By+Fast+Size+To", "1 2", "7"]


def test_listed_completions_keep_their_order() -> None:
    text = "function Pick { param([ArgumentCompletions('two', 'one', 'three four')]$What) }\nOffered 'Pick -What '"
    assert lines(_OFFERED + text + "\nOffered 'Pick t'") == ["two one 'three four'", "two 'three four'"]


def test_programs_complete_by_their_own_block() -> None:
    text = """
    Register-ArgumentCompleter -Native -CommandName carpenter -ScriptBlock {
        param($word, $ast, $cursor)
        'saw', 'sand', 'glue' | Where-Object { $_ -like "$word*" }
        if ($word -eq '--') { "--at$cursor" } }
    Offered 'carpenter sa'
    Offered 'carpenter --'
    """
    assert lines(_OFFERED + text) == ["saw sand", "--at12"]


def test_a_class_completes() -> None:
    text = """
    using namespace System.Management.Automation
    class Evens : IArgumentCompleter {
        [int]$Limit = 6
        [System.Collections.Generic.IEnumerable[CompletionResult]] CompleteArgument([string]$command,
            [string]$parameter, [string]$word, [Language.CommandAst]$ast, [System.Collections.IDictionary]$bound) {
            $found = [System.Collections.Generic.List[CompletionResult]]::new()
            for ($i = 0; $i -le $this.Limit; $i += 2) { $found.Add([CompletionResult]::new("$i")) }
            return $found } }
    class EvensAttribute : ArgumentCompleterAttribute, IArgumentCompleterFactory {
        [int]$Limit
        EvensAttribute([int]$limit) { $this.Limit = $limit }
        [IArgumentCompleter] Create() { return [Evens]@{ Limit = $this.Limit } } }
    function Plain { param([ArgumentCompleter([Evens])]$Number) }
    function Made { param([Evens(2)]$Number) }
    """
    assert lines(text + _OFFERED + "Offered 'Plain -Number '; Offered 'Made '") == ["0 2 4 6", "0 2"]


def test_a_completer_that_fails_or_knows_nothing_gives_way() -> None:
    text = """
    Register-ArgumentCompleter -CommandName Ask -ParameterName Reply -ScriptBlock { throw 'no' }
    function Ask { param([ValidateSet('yes', 'no')]$Reply) }
    Offered 'Ask -Reply '
    """
    assert lines(_OFFERED + text) == ["no yes"]
