"""Parse errors: which, where, and whether more input would mend them. One line a case."""

import pytest

from pssh.language import parse, parse_input
from pssh.language.errors import ParseException

# Source, then pairs of error id and offset in order; `...` behind an id: more input could mend it.
CASES = [
    ("1 +", "ExpectedValueExpression... 3"),
    ("$a = ", "ExpectedValueExpression... 4"),
    ("$y = (2 + ", "ExpectedValueExpression... 9 MissingEndParenthesisInExpression... 9"),
    ("(", "ExpectedExpression... 1 MissingEndParenthesisInExpression... 1"),
    ("@(1, 2", "MissingEndParenthesisInSubexpression... 7"),
    ("$(", "MissingEndParenthesisInSubexpression... 3"),
    ("{ 1", "MissingEndCurlyBrace... 0"),
    ("@{ a = 1", "MissingEndCurlyBrace... 2"),
    ("@{ a 1 }", "MissingEqualsInHashLiteral 4"),
    ("@{ a = }", "MissingStatementInHashLiteral 6"),
    ("@{ a = 1; A = 2 }", "DuplicateKeyInHashLiteral 10"),
    ("@{ 1 = 1; '1' = 2 }", "DuplicateKeyInHashLiteral 10"),
    ("'abc", "TerminatorExpectedAtEndOfString... 0"),
    ('echo "abc', "TerminatorExpectedAtEndOfString... 5"),
    ("@'\nabc", "TerminatorExpectedAtEndOfString... 0"),
    ("@'\nabc\n '@", "WhitespaceBeforeHereStringFooter... 8"),
    ("@'abc\n'@", "UnexpectedCharactersAfterHereStringHeader 2 TerminatorExpectedAtEndOfString... 6"),
    ("<# abc", "MissingTerminatorMultiLineComment... 0"),
    (
        '"$(1',
        "IncompleteDollarSubexpressionReference... 1 TerminatorExpectedAtEndOfString... 0 "
        "MissingEndParenthesisInSubexpression... 5",
    ),
    ('"${a"', "IncompleteDollarVariableReference... 2 TerminatorExpectedAtEndOfString... 0"),
    ('"$a: b"', "InvalidVariableReferenceWithDrive 1"),
    ('"$global: b"', "InvalidVariableReference 1"),
    ('"${}"', "EmptyVariableReference 3"),
    ("${a:}", "InvalidBracedVariableReference 0"),
    ("get-x |", "EmptyPipeElement... 7"),
    ("| sort", "EmptyPipeElement 0"),
    ("a | 1", "ExpressionsMustBeFirstInPipeline 4"),
    ("a &&", "EmptyPipelineChainElement... 4"),
    ("a && )", "EmptyPipelineChainElement 2 UnexpectedToken 5"),
    ("a & && b", "BackgroundOperatorInPipelineChain 4"),
    ("& ", "MissingExpression 0"),
    ("a >", "MissingFileSpecification 3"),
    ("a < b", "RedirectionNotSupported 2"),
    ("a 1>&2", "RedirectionNotSupported 2"),
    ("a > b > c", "StreamAlreadyRedirected 6"),
    ("a , b", "MissingArgument 2"),
    ("a b,", "MissingExpression... 4"),
    ("a -b:", "ParameterRequiresArgument 5"),
    ("1 2", "UnexpectedToken 2"),
    ("1 -foo 2", "UnexpectedToken 2 UnexpectedToken 7"),
    (")", "UnexpectedToken 0"),
    ("$x[", "MissingArrayIndexExpression... 3"),
    ("$x[1", "MissingEndSquareBracket... 4"),
    ("$x.", "MissingPropertyName... 3"),
    ("$x.a(", "MissingEndParenthesisInMethodCall... 5"),
    ("$x.a(1,", "MissingExpressionAfterToken... 7"),
    ("!", "MissingExpressionAfterOperator... 1"),
    ("[int", "EndSquareBracketExpectedAtEndOfAttribute 4"),
    ("[", "MissingTypename... 1"),
    ("1, ", "MissingExpressionAfterToken... 2"),
    ("1 = 2", "InvalidLeftHandSide 0"),
    ("$using:a = 2", "InvalidLeftHandSide 0"),
    ("$a, 1 = 2, 3", "InvalidLeftHandSide 4"),
    ("1++", "OperatorRequiresVariableOrProperty 0"),
    ("${a}?.b = 1", "InvalidLeftHandSide 0"),
    ("[ordered]$h", "OrderedAttributeOnlyOnHashLiteralNode 0"),
    ("[void]$x = 1", "VoidTypeConstraintNotAllowed 0"),
    ("$x = @y", "SplattingNotPermitted 5"),
    ("a 1,@y", "SplattingNotPermittedInArgumentList 4"),
    ("1kbx + 1; (1kbx)", ""),
    ("(1 + 99999999999999999999l)", "BadNumericConstant 5"),
    ("if", "MissingOpenParenthesisInIfStatement... 2"),
    ("if (", "IfStatementMissingCondition... 4"),
    ("if (1", "MissingEndParenthesisAfterStatement... 6"),
    ("if (1)", "MissingStatementBlock... 5"),
    ("if (1) {} else", "MissingStatementBlockAfterElse... 14"),
    ("if (1) {} elseif", "MissingOpenParenthesisInIfStatement... 16"),
    ("while", "MissingOpenParenthesisAfterKeyword... 5"),
    ("while (1) ", "MissingLoopStatement... 9"),
    ("for (;;) ", "MissingLoopStatement... 8"),
    ("foreach ($a of $b) {}", "MissingInInForeach 11 UnexpectedToken 17"),
    ("foreach -parallel ($a in 1) {}", "KeywordParameterReservedForFutureUse 0"),
    ("do { }", "MissingWhileOrUntilInDoWhile... 6"),
    ("switch ($a) { 1 {} ", "MissingEndCurlyBrace... 12"),
    ("switch -nope ($a) { 1 {} }", "InvalidSwitchFlag 7"),
    ("try { 1 }", "MissingCatchOrFinally... 9"),
    ("try {} catch {} catch [Exception] {}", "EmptyCatchNotLast 15"),
    (
        "try {} catch [Exception] {} catch [FormatException] {}",
        "ExceptionTypeAlreadyCaught 34",
    ),
    ("try {} finally { while (1) { break } }", ""),
    (":a while (1) { try {} finally { break a } }", "ControlLeavingFinally 32"),
    ("try {} finally { & { return } }", ""),
    ("trap { } trap", "MissingTrapStatement... 13"),
    ("function", "MissingNameAfterKeyword... 8"),
    ("function a", "MissingFunctionBody... 10"),
    ("function a($x", "MissingEndParenthesisInFunctionParameterList... 13"),
    ("function a($x) { param($y) }", "OnlyOneParameterListAllowed 17"),
    ("param($a, $A)", "DuplicateFormalParameter 10"),
    ("param([void]$a)", "VoidTypeConstraintNotAllowed 6"),
    ("param([int])", "InvalidFunctionParameter 11 MissingEndParenthesisInFunctionParameterList 11"),
    ("[int]param($a)", "TypeNotAllowedBeforeParam 0"),
    ("begin {} 1", "MissingNamedBlocks 9"),
    ("begin {} begin {}", "DuplicateScriptCommandClause 9"),
    ("workflow a { }", "WorkflowNotSupportedInPowerShellCore 0"),
    ("parallel { }", "UnexpectedKeyword 0"),
    ("var x", "ReservedKeywordNotAllowed 0 "),
    ("1\nusing namespace System", "UsingMustBeAtStartOfScript 2"),
    ("using", "MissingUsingStatementDirective... 5"),
    ("using namespace", "MissingUsingItemName... 15"),
    ("using type a", "MissingEqualsInUsingAlias... 12"),
    ("using namespace a = b", "UsingStatementNotSupported 0"),
    ("class", "MissingNameAfterKeyword... 5"),
    ("class A", "MissingTypeBody... 7"),
    ("class A {", "MissingEndCurlyBrace... 9"),
    ("class A { [int] }", "IncompleteMemberDefinition 15"),
    ("class A { [int] M() { } }", "MethodHasCodePathNotReturn 16"),
    ("class A { [int] M($x) { if ($x) { return 1 } else { throw 2 } } }", ""),
    ("class A { [void] M() { return 1 } }", "VoidMethodHasReturn 23"),
    ("class A { [int] M() { return } }", "NonVoidMethodMissingReturnValue 22"),
    ("class A { M() { param($a) } }", "ParamBlockNotAllowedInMethod 16"),
    ("class A { [int] A() { return 1 } }", "ConstructorCantHaveReturnType 10"),
    ("class A { static M() { $this.x = 1 } }", "NonStaticMemberAccessInStaticMember 23"),
    ("class A { M() { break x } }", "LabelNotFound 16"),
    ("class A { static static $x }", "DuplicateQualifier 17"),
    ("class A { [int][int] $x }", "TooManyTypes 15"),
    ("class A { [NoSuch] $x }", "TypeNotFound 11"),
    ("class A { [NoSuch()] $x }", "CustomAttributeTypeNotFound 11"),
    ("class A { } class A { }", "MemberAlreadyDefined 12"),
    # Variables of methods: assigned on every path, or another scope named.
    ("class A { M() { $n } }", "VariableNotLocal 16"),
    ("class A { M($n) { $n; $_; $args; $PSScriptRoot; $true; $pwd; $Matches; $env:n; $global:n } }", ""),
    ("class A { M() { $Host.UI } }", "VariableNotLocal 16"),
    ("class A { M() { if ($this) { $n = 1 }; $n } }", "VariableNotLocal 39"),
    ("class A { M() { if ($this) { $n = 1 } else { $n = 2 }; $n } }", ""),
    ("class A { M() { if ($this) { $n = 1 } else { throw }; $n } }", ""),
    ("class A { M() { while ($this) { $n = 1 }; $n } }", "VariableNotLocal 42"),
    ("class A { M() { do { $n = 1 } while ($n) } }", ""),
    ("class A { M() { for ($i = 0; $i; $i++) { $i } } }", ""),
    ("class A { M() { foreach ($i in 1) { $foreach, $i }; $i } }", ""),
    ("class A { M() { switch (1) { 1 { $n = 1 } }; $n } }", "VariableNotLocal 45"),
    ("class A { M() { $a, $b = 1, 2; $a + $b } }", ""),
    ("class A { M() { $this -and ($n = 1); $n } }", "VariableNotLocal 37"),
    ("class A { M() { & { $n }; $x = { $n }; function f { $n } } }", ""),
    ("class A { M() { Set-Variable n 1; $n; $m = $n } }", "VariableNotLocal 34 VariableNotLocal 43"),
    ("class A { M() { if ($this) { [A]$n = 1 }; $n } }", ""),
    ("class A { M() { return; $n } }", ""),
    ("class A { [int] M() { for (;;) { return 1 } } }", ""),
    ("class A { [int] M() { do { return 1 } until ($this) } }", ""),
    ("class A { [int] M() { try { return 1 } finally { } } }", ""),
    ("class A { [int] M() { switch (1) { default { return 1 } } } }", "MethodHasCodePathNotReturn 16"),
    ("class A { $n; M() { $n = 1 } }", "MissingThis 20"),
    ("class A { $n; M() { & { $n = 1 } } }", ""),
    ("class A { static $n; M() { $n, $m = 1 } }", "MissingTypeInStaticPropertyAssignment 27"),
    # What attributes of classes may stand on, and the properties they have.
    ("class A { M([Parameter()] $a) { } }", "AttributeNotAllowedOnDeclaration 12"),
    ("class A { [ValidateSet('a')] M() { } }", "AttributeNotAllowedOnDeclaration 10"),
    ("class A { [Parameter(Mandatory, Position = 1)] $a; [ValidateSet('a')] $b }", ""),
    ("class A { [Parameter(Needed)] $a }", "PropertyNotFoundForAttribute 21"),
    ("class A { [ValidateRange(MinRange = 1)] $a }", "ReadOnlyProperty 25"),
    ("[Flags()] enum E { a; b }", ""),
    # Types: each scope has its own; those of a broken class are not looked up.
    ("function f { class A { } }; function g { class A { } }", ""),
    ("class A { [NoSuch] }", "IncompleteMemberDefinition 18"),
    ("class A : NoSuch, IDisposable { }", "TypeNotFound 10"),
    ("using module NoSuch\nclass A { [NoSuch] $x }", "ModuleNotFoundDuringParse 0 TypeNotFound 31"),
    ("using module No*", "WildCardModuleNameError 0"),
    ("using module @{ Name = 1 }", "RequiresModuleInvalid 0"),
    ("enum E { a b }", "MissingPropertyTerminator 10"),
    ("enum E : string { a }", "InvalidUnderlyingType 9"),
    ("enum E { a = }", "ExpectedValueExpression 12"),
    ("data { $x }", "VariableReferenceNotSupportedInDataSection 7"),
    ("data { Get-Date }", "CmdletNotInAllowedListForDataSection 7"),
    ("data -SupportedCommand Get-Date { Get-Date }", ""),
    ("#requires -version x", "RequiresVersionInvalid 19"),
    ("#requires version", "ScriptRequiresInvalidFormat 10"),
    ("[ValidateSet($x)]$a = 1", "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock 13"),
    ("[Parameter(Mandatory, Mandatory)]$a = 1", "DuplicateNamedArgument 22"),
    ("[Parameter()]1", "UnexpectedAttribute 0"),
    ("$x ? 1", "MissingColonInTernaryExpression... 7"),
    ("1 + # a comment", "ExpectedValueExpression... 3"),
    ("1 + <# a comment #> ", "ExpectedValueExpression... 3"),
    ("(1 +\n\n) 2", "ExpectedValueExpression 4 UnexpectedToken 8"),
    ("@", "UnrecognizedToken 0"),
    # In a string's $( ) PowerShell looks for the `|` of the next line in the wrong place.
    ('"$(1\n| a)"', "EmptyPipeElement 5"),
    ("(1\n| a)", ""),
    ("$x.m [int](1)", ""),
    ("$x²", "UnexpectedToken 2"),
    ("using assembly C:\\a.dll", ""),
    ("using assembly mailto:a", "CannotLoadAssemblyWithUriSchema 15"),
    ('data { "$x" }', "VariableReferenceNotSupportedInDataSection 8"),
    ('data { "$true" }', ""),
]


def _read(expected: str) -> "list[tuple[str, int, bool]]":
    words = expected.split()
    return [
        (word.rstrip("."), int(offset), word.endswith("..."))
        for word, offset in zip(words[::2], words[1::2], strict=True)
    ]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_error(source: str, expected: str) -> None:
    _, _, errors = parse_input(source)
    found = [(error.error_id, error.extent.start, error.incomplete) for error in errors]
    assert found == _read(expected)


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_the_same_errors_without_tokens(source: str, expected: str) -> None:
    found = []
    try:
        parse(source, type_exists=lambda name: False)
    except ParseException as exception:
        found = [(error.error_id, error.extent.start, error.incomplete) for error in exception.errors]
    assert found == _read(expected)


def test_messages() -> None:
    with pytest.raises(ParseException) as caught:
        parse("$x = 1\n$y = (2 + ")
    assert [error.message for error in caught.value.errors] == [
        "You must provide a value expression following the '+' operator.",
        "Missing closing ')' in expression.",
    ]
    first = caught.value.errors[0].extent
    assert (first.start_line, first.start_column) == (2, 10)
    assert caught.value.incomplete


def test_an_error_inside_doubled_quotes_stands_where_it_is() -> None:
    _, _, errors = parse_input('"ab $(1 + ""x"" -f ) cd"')
    assert [(error.error_id, error.extent.start) for error in errors] == [("ExpectedValueExpression", 18)]


def test_positions_count_as_net_does() -> None:
    _, _, errors = parse_input("'\U0001f600' )\r'x' )")
    found = [(e.extent.start_offset, e.extent.start_line, e.extent.start_column) for e in errors]
    assert found == [(5, 1, 6), (11, 2, 5)]


BOMBS = ["(", "{", "[", "@(", "$(", "@{a=", "if(1){", "[a({", "$a=", "!", "[int]", "&{", "$x[", "$x.m("]


@pytest.mark.parametrize("bomb", BOMBS)
def test_deep_nesting_ends_in_an_error(bomb: str) -> None:
    with pytest.raises(ParseException) as caught:
        parse("1;" + bomb * 20_000 + ")")
    assert caught.value.errors


def test_reasonable_nesting_parses() -> None:
    parse("(" * 150 + "1" + ")" * 150)
    parse("if (1) {" * 150 + "1" + "}" * 150)
