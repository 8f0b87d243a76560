"""The cmdlets that read and write data: JSON, CSV, CLIXML, XML, HTML, strings, dates."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from script_case import lines, run_text

SCRIPTS = [
    ("[ordered]@{ a = 1; b = @(); c = @{}; d = $null; e = 1.0 } | ConvertTo-Json",
     ["{", '  "a": 1,', '  "b": [],', '  "c": {},', '  "d": null,', '  "e": 1.0', "}"]),
    ("@{ k = \"`\"q`\\`n\u00e9\" } | ConvertTo-Json -Compress", ['{"k":"\\"q\\\\\\n\u00e9"}']),
    ("1, 'a', $true | ConvertTo-Json -Compress; ConvertTo-Json @(5) -Compress; 5 | ConvertTo-Json -AsArray -Compress",
     ['[1,"a",true]', "[5]", "[5]"]),
    ("('{\"a\":{\"b\":[1,2]}}' | ConvertFrom-Json).a.b -join ','", ["1,2"]),
    ("('{\"d\":\"2024-03-05T06:07:08Z\"}' | ConvertFrom-Json).d.Kind", ["Utc"]),
    ("('{a:1, // c\n b:[1,],}' | ConvertFrom-Json).b.Count", ["1"]),
    ("try { '{\"a\":1,\"A\":2}' | ConvertFrom-Json } catch { $_.FullyQualifiedErrorId }",
     ["KeysWithDifferentCasingInJsonString,Microsoft.PowerShell.Commands.ConvertFromJsonCommand"]),
    ("'{\"a\":[1]}' | Test-Json -Schema '{\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}'", ["True"]),
    ("Test-Json '{\"a\":\"x\"}' -Schema '{\"required\":[\"b\"]}' -ErrorAction SilentlyContinue", ["False"]),
    ("[pscustomobject]@{ A = 'x,\"y\"'; B = $null; C = 5 } | ConvertTo-Csv", ['"A","B","C"', '"x,""y""",,"5"']),
    ("[pscustomobject]@{ A = 'x'; B = 'y;z' } | ConvertTo-Csv -Delimiter ';' -UseQuotes AsNeeded", ["A;B", 'x;"y;z"']),
    ("('A,B', '1,\"two, 2\"' | ConvertFrom-Csv).B; (\"1,2,3\" | ConvertFrom-Csv -Header X, Y).Y", ["two, 2", "2"]),
    ("(1, 'b', @{ k = [timespan]'1:00' } | ConvertTo-CliXml | ConvertFrom-CliXml)[2].k.TotalHours", ["1"]),
    ("$o = [pscustomobject]@{ A = 1 } | ConvertTo-CliXml | ConvertFrom-CliXml; $o.psobject.TypeNames[0]; $o.A",
     ["Deserialized.System.Management.Automation.PSCustomObject", "1"]),
    ("[xml]$x = '<a><b n=\"1\">t</b><b n=\"2\"/></a>'; $x.SelectSingleNode('//b[@n=2]').OuterXml; $x.a.b.Count",
     ['<b n="2" />', "2"]),
    ("(Select-Xml -Content '<a xmlns=\"u\"><b>1</b></a>' -XPath '//p:b' -Namespace @{ p = 'u' }).Node.InnerText", ["1"]),
    ("(5 | ConvertTo-Xml -As String)", ['<?xml version="1.0" encoding="utf-8"?>', "<Objects>",
                                        '  <Object Type="System.Int32">5</Object>', "</Objects>"]),
    ("[pscustomobject]@{ A = '<x>' } | ConvertTo-Html -Fragment",
     ["<table>", "<colgroup><col/></colgroup>", "<tr><th>A</th></tr>", "<tr><td>&lt;x&gt;</td></tr>", "</table>"]),
    ("'one two one' | Select-String one -AllMatches | % { $_.Matches.Count }; 'a', 'b' | Select-String a -NotMatch | % Line",
     ["2", "b"]),
    ("'a', 'b', 'c', 'd' | Select-String c -Context 1 | % { $_.Context.PreContext; $_.Context.PostContext }", ["b", "d"]),
    ("Get-Date '2024-03-05 06:07:08' -UFormat '%Y-%m-%d %H:%M week %V'", ["2024-03-05 06:07 week 10"]),
    ("(Get-Date '2024-02-15' -Day 1 -Hour 3).ToString('s'); (New-TimeSpan '2024-01-01' '2024-01-03').Days",
     ["2024-02-01T03:00:00", "2"]),
    ("(1..5 | Get-Random -SetSeed 7 -Count 5 | Sort-Object) -join ''; (1..3 | Get-Random -Shuffle).Count", ["12345", "3"]),
    ("1..3 | Join-String -Separator ', ' -SingleQuote; 'Hello' | Format-Hex | % HexBytes", ["'1', '2', '3'", "48 65 6C 6C 6F"]),
    ("(\"# c`na = 1`nb=x=y\" | ConvertFrom-StringData).b", ["x=y"]),
    ("ConvertTo-SecureString abc -AsPlainText -Force | ConvertFrom-SecureString", ["610062006300"]),
    ("(Measure-Command { $x = 5 }).GetType().Name; $x", ["TimeSpan", "5"]),
    ("(Get-Verb -Verb Get).Group; (Get-TimeZone -Id UTC).Id", ["Common", "UTC"]),
]  # fmt: skip


@pytest.mark.parametrize("script, expected", SCRIPTS)
def test_cmdlets(script: str, expected: list[str]) -> None:
    assert lines(script) == expected


def test_files_of_data(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = str(tmp_path)
    assert lines(f"""
        $o = 1..3 | ForEach-Object {{ [pscustomobject]@{{ N = $_; T = "t$_" }} }}
        $o | Export-Csv {folder}/a.csv; (Import-Csv {folder}/a.csv).T -join ','
        [pscustomobject]@{{ N = 4; T = 'x' }} | Export-Csv {folder}/a.csv -Append; (Import-Csv {folder}/a.csv).Count
        $o | Export-Clixml {folder}/a.xml; (Import-Clixml {folder}/a.xml)[2].N
        (Get-FileHash {folder}/a.csv -Algorithm MD5).Hash.Length
        Compress-Archive {folder}/a.csv {folder}/z.zip; Expand-Archive {folder}/z.zip {folder}/out; Test-Path {folder}/out/a.csv
        "@{{ A = 1; B = 'x', 'y' }}" | Set-Content {folder}/d.psd1; (Import-PowerShellDataFile {folder}/d.psd1).B.Count
        (Select-String 't2' {folder}/a.csv).LineNumber
    """) == ["t1,t2,t3", "4", "3", "32", "True", "2", "3"]


def test_a_data_file_with_code_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "d.psd1").write_text("@{ A = (Get-Date) }")
    assert "could not be parsed" in run_text(f"Import-PowerShellDataFile {tmp_path}/d.psd1", 300).errors


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers with JSON, with what was sent, or with an error."""

    def do_GET(self) -> None:
        if self.path == "/missing":
            self._answer(404, "text/plain", b"not here")
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/json")
            self.end_headers()
        else:
            self._answer(200, "application/json", b'{"a":[1,2],"agent":true}')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200, "text/plain", self.headers["Content-Type"].encode() + b" " + body)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_web_requests(web: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert lines(f"""
        (Invoke-RestMethod {web}/json).a -join ','
        (Invoke-WebRequest {web}/moved).StatusCode
        Invoke-RestMethod {web}/ -Method Post -Body @{{ x = 'a b' }}
        Invoke-WebRequest {web}/json -OutFile {tmp_path}/f; (Get-Content {tmp_path}/f -Raw).Length
        try {{ Invoke-WebRequest {web}/missing }} catch {{ $_.Exception.Message; $_.ErrorDetails.Message }}
        (Invoke-WebRequest {web}/missing -SkipHttpErrorCheck).StatusCode
    """) == ["1,2", "200", "application/x-www-form-urlencoded x=a+b", "24",
             "Response status code does not indicate success: 404 (Not Found).", "not here", "404"]  # fmt: skip


def test_values_of_xml_properties() -> None:
    assert lines("""
        $x = [xml]'<r><a n="1">t</a><b>q</b><c><d/></c><e/><e/></r>'
        $x.r.a.n = 5; $x.r.b = 1.5; $x.r.b; $x.r.b = 1, 2; $x.r.b; $x.r.a.n
        foreach ($name in 'a', 'c', 'e') { try { $x.r.$name = 'z' } catch { $_.FullyQualifiedErrorId } }
    """) == [
        "1.5",
        "1 2",
        "5",
        "XmlNodeSetRestrictionsNodeWithAttributes",
        "XmlNodeSetRestrictionsUnknownNodeType",
        "XmlNodeSetRestrictionsMoreThanOneNode",
    ]


def test_xml_saved_to_writers(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert lines(f"""
        $x = [xml]'<!-- c --><r><a></a><b/><m>t<i/></m></r>'
        $x.OuterXml
        $text = [IO.StringWriter]::new(); $to = [Xml.XmlTextWriter]::new($text)
        $to.Formatting = 'Indented'; $to.Indentation = 1; $to.IndentChar = '.'
        $x.WriteContentTo($to); "$text"
        $text = [IO.StringWriter]::new(); $x.DocumentElement.FirstChild.WriteTo([Xml.XmlTextWriter]::new($text)); "$text"
        $text = [IO.StringWriter]::new(); ([xml]'<z/>').Save($text); "$text"
        $text = [Text.StringBuilder]::new(); $how = [Xml.XmlWriterSettings]@{{ Indent = $true; NewLineOnAttributes = $true }}
        $to = [Xml.XmlWriter]::Create($text, $how)
        ([xml]'<z><y a="1" b="2"></y></z>').Save($to); $to.Flush(); "$text"
        ([xml]'<z><y></y></z>').Save('{tmp_path}/z.xml'); Get-Content {tmp_path}/z.xml
        $to = [Xml.XmlWriter]::Create('{tmp_path}/y.xml'); $to.WriteElementString('y', 'v'); $to.Close()
        '{{0:x}}' -f (Get-Content {tmp_path}/y.xml -AsByteStream)[0]; Get-Content {tmp_path}/y.xml
    """) == [
        "<!-- c --><r><a></a><b /><m>t<i /></m></r>",
        *("<!-- c -->", "<r>", ".<a>", ".</a>", ".<b />", ".<m>t<i /></m>", "</r>"),
        "<a></a>",
        *('<?xml version="1.0" encoding="utf-16"?>', "<z />"),
        *('<?xml version="1.0" encoding="utf-16"?>', "<z>", "  <y", '    a="1"', '    b="2"></y>', "</z>"),
        *("<z>", "  <y>", "  </y>", "</z>"),
        *("ef", '<?xml version="1.0" encoding="utf-8"?><y>v</y>'),
    ]


def test_a_pattern_with_its_marks_escaped_matches_itself() -> None:
    assert lines("""
        $t = 'a`b[1]*'; [WildcardPattern]::Escape($t); $t -like [WildcardPattern]::Escape($t)
        ([Collections.ArrayList]@{}).Count; ([Collections.ArrayList]@{ k = 1 })[0].Key
    """) == ["a``b`[1`]`*", "True", "0", "k"]


def test_values_and_names_as_xml_writes_them() -> None:
    assert lines("""
        [Xml.XmlConvert]::ToString($true); [Xml.XmlConvert]::ToString([timespan]'1.02:03:04.5')
        [Xml.XmlConvert]::ToString([double]::NegativeInfinity)
        [Xml.XmlConvert]::ToString([datetime]'2020-01-02 03:04:05', 'yyyy/MM/dd')
        $d = [datetime]::new(2020, 1, 2, 3, 4, 5, [DateTimeKind]::Utc)
        [Xml.XmlConvert]::ToString($d, [Xml.XmlDateTimeSerializationMode]::Utc)
        [Xml.XmlConvert]::ToTimeSpan('PT90M').TotalHours; [Xml.XmlConvert]::ToBoolean('0'); [Xml.XmlConvert]::ToInt32(' 7 ')
        [Xml.XmlConvert]::EncodeLocalName('1 a:b'); [Xml.XmlConvert]::DecodeName('a_x0020_b')
        try { [Xml.XmlConvert]::ToBoolean('maybe') } catch { $_.Exception.InnerException.Message }
    """) == [
        "true",
        "P1DT2H3M4.5S",
        "-INF",
        "2020/01/02",
        "2020-01-02T03:04:05Z",
        "1.5",
        "False",
        "7",
        "_x0031__x0020_a_x003A_b",
        "a b",
        "The string 'maybe' is not a valid Boolean value.",
    ]


def test_ordered_hashtables() -> None:
    assert lines("""
        $h = '{"b":1,"a":{"x":2},"B":3}' | ConvertFrom-Json -AsHashtable
        $h -is [Management.Automation.OrderedHashtable]; $h.Clone().Keys -join ','; $h.a.GetType().BaseType.Name
        $n = [Management.Automation.OrderedHashtable]::new(@{ z = 1 }); $n['y'] = 2; $n.Contains('Z'); $n.Count
        function kind { [OutputType([Management.Automation.OrderedHashtable])] param([hashtable]$x) $x.GetType().Name }
        kind $h; [int](Get-PSProvider Alias).Capabilities
    """) == ["True", "b,a,B", "Hashtable", "False", "2", "OrderedHashtable", "16"]
