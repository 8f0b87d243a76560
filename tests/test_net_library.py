"""Members of the .NET library as scripts use them."""

import pytest
from script_case import lines, run_text

SCRIPTS = [
    ("[math]::Round(2.5); [math]::Round(-2.5, [MidpointRounding]::AwayFromZero); [math]::Floor(-1.5)", ["2", "-3", "-2"]),
    ("[math]::Max(1.0, 2.5); [math]::Abs(-3); [math]::Pow(2, 10); [math]::Sqrt(-1)", ["2.5", "3", "1024", "NaN"]),
    ("[Numerics.BitOperations]::PopCount([uint32] 255); [Numerics.BitOperations]::RoundUpToPowerOf2([uint32] 100); "
     "[Numerics.BitOperations]::LeadingZeroCount([uint64] 8); [Numerics.BitOperations]::RotateLeft([uint32] 1, 33)",
     ["8", "128", "60", "2"]),
    ("[int]::RotateLeft(0x40000000, 1); [int]::LeadingZeroCount(1); [byte]::RotateRight(1, 1); [int]::Log2(1000)",
     ["-2147483648", "31", "128", "9"]),
    ("[double]::Sqrt(2.25); [float]::Max(1, 2).GetType().Name; [int]::CopySign(3, -1); [int]::DivRem(-7, 2).Item2",
     ["1.5", "Single", "-3", "-1"]),
    ("$r = [bigint] 0; [bigint]::DivRem(17, 5, [ref] $r); $r; [bigint]::DivRem(-17, 5).Item1; [bigint]::IsPow2(1024)",
     ["3", "2", "-3", "True"]),
    # a SortedSet stays in order whatever is taken from it
    ("$s = [Collections.Generic.SortedSet[int]]::new([int[]] (3, 1, 2, 3)); $s.Min; [void] $s.Remove(1); $s.Min; "
     "[void] $s.Add(0); \"$s\"; [void] $s.Remove($s.Max); $s.Max; foreach ($n in $s) { [void] $s.Add($n) }; $s.Count; "
     "$s.IntersectWith([int[]] (0, 9)); \"$s\"; $s.Clear(); $s.Count", ["1", "2", "0 2 3", "2", "2", "0", "0"]),
    ("$s = [Collections.Generic.SortedSet[string]]::new([string[]] ('b', 'd', 'a', 'c')); "
     "\"$($s.GetViewBetween('b', 'c'))\"; try { $s.GetViewBetween('z', 'a') } catch { $_.Exception.InnerException.ParamName }",
     ["b c", "lowerValue"]),
    # LINQ
    ("$w = [string[]] ('pear', 'fig', 'apple', 'kiwi'); $n = [Func[string, int]] { $args[0].Length }; "
     "$o = [Linq.Enumerable]::ThenBy([Linq.Enumerable]::OrderBy($w, $n), [Func[string, string]] { $args[0] }); \"$o\"; "
     "[Linq.Enumerable]::MaxBy($w, $n); "
     "[Linq.Enumerable]::ToDictionary($w, [Func[string, char]] { $args[0][0] }, $n)[[char] 'f']",
     ["fig kiwi pear apple", "apple", "3"]),
    ("$w = [string[]] ('pear', 'fig', 'kiwi'); [Linq.Enumerable]::Select($w, [Func[string, int, string]] { $args -join '' }) "
     "-join ','; [Linq.Enumerable]::ToLookup($w, [Func[string, int]] { $args[0].Length })[4] -join ','",
     ["pear0,fig1,kiwi2", "pear,kiwi"]),
    ("[Linq.Enumerable]::Chunk([int[]] (1..5), 2) | % { $_ -join '' }; [Linq.Enumerable]::OfType[string](@(1, 'a', 2)); "
     "[Linq.Enumerable]::Cast[int](@('1', 2)).GetType().Name; [Linq.Enumerable]::Empty[int]().Count",
     ["12", "34", "5", "a", "Int32[]", "0"]),
    ("[Linq.Enumerable]::Join([int[]] (1, 2), [int[]] (2, 3), [Func[int, int]] { $args[0] }, [Func[int, int]] { $args[0] - 1 },"
     " [Func[int, int, string]] { $args -join '-' })",
     ["1-2", "2-3"]),
    ("[Enum]::Parse[DayOfWeek]('Monday'); [Enum]::GetNames[DayOfWeek]()[1]; $d = [DayOfWeek] 0; "
     "[Enum]::TryParse[DayOfWeek]('Friday', [ref] $d); $d",
     ["Monday", "Monday", "True", "Friday"]),
    ("[convert]::ToInt32('ff', 16); [convert]::ToString(10, 2); [convert]::ToBoolean('True')", ["255", "1010", "True"]),
    ("[convert]::ToBase64String([byte[]](1, 2, 3)); [convert]::FromBase64String('AQID').Count", ["AQID", "3"]),
    ("[BitConverter]::ToString([BitConverter]::GetBytes(258))", ["02-01-00-00"]),
    ("[IO.Path]::Combine('a', 'b', '/c', 'd'); [IO.Path]::GetExtension('x.tar.gz')", ["/c/d", ".gz"]),
    ("[IO.Path]::GetFileNameWithoutExtension('/a/b.c'); [IO.Path]::ChangeExtension('a.b', 'c')", ["b", "a.c"]),
    ("[Text.Encoding]::UTF8.GetBytes([string][char]0xe9) -join ','", ["195,169"]),
    ("$b = [Text.StringBuilder]::new('x'); $null = $b.Append('y').AppendFormat('{0:D2}', 7).Insert(0, 'a'); \"$b\"", ["axy07"]),
    ("$b = [Text.StringBuilder]::new('abc'); $b[1] = 'x'; \"$b\" + $b[0]", ["axca"]),
    ("[guid]::Empty.ToString('N'); ([guid]'0f8fad5b-d9cb-469f-a165-70867728950e').ToByteArray()[0]",
     ["00000000000000000000000000000000", "91"]),
    ("[version]'1.2' -lt [version]'1.10'; ([version]'1.2.3').Build; [semver]'1.0.0-a' -lt [semver]'1.0.0'",
     ["True", "3", "True"]),
    ("$u = [uri]'http://a.b:81/c/d?e=f#g'; $u.Port; $u.Query; $u.Segments -join '|'", ["81", "?e=f", "/|c/|d"]),
    ("[uri]::EscapeDataString('a b&c'); [Net.WebUtility]::HtmlEncode('<a>')", ["a%20b%26c", "&lt;a&gt;"]),
    ("([ipaddress]'10.0.0.1').GetAddressBytes() -join '.'; [ipaddress]::Parse('::1').AddressFamily",
     ["10.0.0.1", "InterNetworkV6"]),
    ("$r = [Random]::new(42); $r.Next(100); $r.Next(100); $r.Next(100)", ["66", "14", "12"]),
    ("([datetime]'2024-01-31').AddMonths(1).ToString('yyyy-MM-dd'); [datetime]::DaysInMonth(2023, 2)", ["2024-02-29", "28"]),
    ("(([datetime]'2024-03-05') - [datetime]'2024-03-01').Days; [datetime]'2024-03-05' + [timespan]'1:00' | % Hour", ["4", "1"]),
    ("[timespan]::FromMinutes(90).ToString(); ([timespan]'1:00' * 2).TotalHours", ["01:30:00", "2"]),
    ("[DateTimeOffset]::FromUnixTimeSeconds(0).ToString('yyyy-MM-ddTHH:mm:sszzz')", ["1970-01-01T00:00:00+00:00"]),
    ("[DateOnly]::new(2024, 3, 5).AddDays(30).ToString('yyyy-MM-dd'); [TimeOnly]::new(6, 7).AddHours(20).ToString('HH:mm')",
     ["2024-04-04", "02:07"]),
    ("[regex]::Replace('a1b2', '\\d', { param($m) [int]$m.Value * 2 }); [regex]::Matches('a1b22', '\\d+').Count", ["a2b4", "2"]),
    ("$h = [Security.Cryptography.SHA256]::Create(); [convert]::ToHexString($h.ComputeHash([byte[]](97))).Substring(0, 8)",
     ["CA978112"]),
    ("$m = [IO.MemoryStream]::new(); $w = [IO.StreamWriter]::new($m); $w.WriteLine('a'); $w.Flush(); $m.Length", ["2"]),
    ("$a, $b = [Threading.AutoResetEvent]::new($false), [Threading.ManualResetEvent]::new($true); "
     "[Threading.WaitHandle]::WaitAny(@($a, $b)); [Threading.WaitHandle]::WaitAny(@($a), 0); $null = $a.Set(); "
     "[Threading.WaitHandle]::WaitAll(@($a, $b), 0); [Threading.WaitHandle]::WaitAll(@($a, $b), [timespan]::Zero)",
     ["1", "258", "True", "False"]),
    ("$ps = [powershell]::Create().AddScript('1 + 1'); $run = $ps.BeginInvoke(); "
     "$run.AsyncWaitHandle.WaitOne(); $ps.EndInvoke($run)[0]; $ps.Dispose()", ["True", "2"]),
    ("(Get-Command gci).Parameters['Depth'].ParameterType.Name", ["UInt32"]),
    ("[IO.StringReader]::new(\"a`nb\").ReadLine()", ["a"]),
    ("[Linq.Enumerable]::Range(1, 4) -join ','; [Linq.Enumerable]::Where([int[]](1..5), "
     "[Func[int, bool]] { $args[0] -gt 3 }) -join ','", ["1,2,3,4", "4,5"]),
    ("[cultureinfo]::InvariantCulture.DateTimeFormat.MonthNames[2]; ([cultureinfo]'en-US').TextInfo.ToTitleCase('a big day')",
     ["March", "A Big Day"]),
    ("$c = [pscredential]::new('u', (ConvertTo-SecureString 'p' -AsPlainText -Force)); $c.GetNetworkCredential().Password",
     ["p"]),
    ("$s = [Diagnostics.Stopwatch]::StartNew(); $s.Stop(); $s.IsRunning; $s.Elapsed.TotalSeconds -lt 5", ["False", "True"]),
    ("(Get-Process -Id $PID | % Id) -eq $PID; [Diagnostics.Process]::GetCurrentProcess().Id -eq $PID", ["True", "True"]),
    ("$q = [Collections.Concurrent.ConcurrentQueue[int]]::new(); $q.Enqueue(3); $v = 0; $q.TryDequeue([ref]$v); $v",
     ["True", "3"]),
    ("[Console]::WriteLine('a {0}', 5); 'b'", ["a 5", "b"]),
    ("[Environment]::NewLine.Length; [Environment]::MachineName.Length -gt 0; [Environment]::GetEnvironmentVariable('no-such')",
     ["1", "True"]),
]  # fmt: skip


@pytest.mark.parametrize("script, expected", SCRIPTS)
def test_members(script: str, expected: list[str]) -> None:
    assert lines(script) == expected


@pytest.mark.parametrize("script, message", [
    ("[datetime]::new(2024, 2, 30)", "un-representable DateTime"),
    ("[guid]::Parse('x')", "Guid should contain 32 digits"),
    ("[IO.File]::ReadAllText('/no/such/file')", "Could not find a part of the path '/no/such/file'."),
    ("[convert]::FromBase64String('%')", "not a valid Base-64 string"),
    ("[ipaddress]::Parse('1.2.3.999')", "An invalid IP address was specified."),
    ("[math]::DivRem(1, 0)", "Attempted to divide by zero."),
    ("[regex]::new('(')", "Not enough )'s."),
    ("[Text.Encoding]::GetEncoding('nope')", "is not a supported encoding name"),
])  # fmt: skip
def test_failures_are_method_invocation_exceptions(script: str, message: str) -> None:
    shown = run_text(
        f"try {{ $null = {script} }} catch {{ $_.Exception.GetType().Name; $_.Exception.Message }}", 300
    )
    name, text = shown.out.split("\n", 1)
    assert name == "MethodInvocationException"
    assert message in text


def test_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = str(tmp_path)
    assert lines(f"""
        $p = '{folder}/a.txt'
        [IO.File]::WriteAllLines($p, [string[]]('x', 'y')); [IO.File]::ReadAllLines($p).Count
        $f = [IO.FileInfo]$p; $f.Length; $f.BaseName; $f.Extension; $f.Directory.Name -eq (Split-Path '{folder}' -Leaf)
        $f.LastWriteTime = [datetime]'2024-03-05 06:07:08'; $f.LastWriteTime.ToString('s'); $f.Mode
        $f.IsReadOnly = $true; $f.Mode
        [IO.Directory]::CreateDirectory('{folder}/d/e').Exists
        [IO.Directory]::GetFiles('{folder}', '*', 'AllDirectories').Count
        ([IO.DirectoryInfo]'{folder}').GetDirectories().Name
    """) == ["2", "4", "a", ".txt", "True", "2024-03-05T06:07:08", "-----", "--r--", "True", "1", "d"]


def test_an_archive_cannot_leave_its_folder(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from zipfile import ZipFile

    with ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../outside.txt", "x")
    shown = run_text(f"Expand-Archive {tmp_path}/evil.zip {tmp_path}/in")
    assert "outside the" in shown.errors.replace("\n", " ")
    assert not (tmp_path / "outside.txt").exists()
