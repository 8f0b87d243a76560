"""Invoke-WebRequest and Invoke-RestMethod against a server on this machine's loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from script_case import lines


class Pages(BaseHTTPRequestHandler):
    """`/page?n=N` names the next page up to 3, `/gone` is not there, `/method` says how it was asked."""

    def log_message(self, *_: object) -> None:
        """Nothing on the screen of the tests."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        number = int(parse_qs(parts.query).get("n", ["1"])[0])
        if parts.path == "/gone":
            self._answer(410, "text/plain", b"no more")
        elif parts.path == "/page":
            link = f'</page?n={number + 1}>; rel="next"' if number < 3 else ""
            self._answer(200, "application/json", b'{"page": %d}' % number, link)
        else:
            self._answer(200, "text/plain", f"{self.command} {self.headers['Content-Type']}".encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.do_GET()

    def _answer(self, status: int, kind: str, body: bytes, link: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if link:
            self.send_header("Link", link)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_that_name_the_next(site: str) -> None:
    text = f"(Invoke-RestMethod {site}/page -FollowRelLink {{}}).page"
    assert lines(text.format("")) == ["1", "2", "3"]
    assert lines(text.format("-MaximumFollowRelLink 2")) == ["1", "2"]
    assert lines(f"(Invoke-RestMethod {site}/page).page") == ["1"]


def test_a_refusal_tells_its_status(site: str) -> None:
    text = (
        f"try {{ Invoke-WebRequest {site}/gone }} catch {{ $r = $_.Exception.Response; $r.StatusCode.value__\n"
        '"$($r.StatusCode) $($r.IsSuccessStatusCode)"; $_.ErrorDetails.Message }'
    )
    assert lines(text) == ["410", "Gone False", "no more"]


def test_the_answer_behind_the_answer(site: str) -> None:
    text = f"$r = Invoke-WebRequest {site}/method -Method Post -Body @{{ a = 1 }}; $r.Content; $r.BaseResponse.ReasonPhrase"
    assert lines(text) == ["POST application/x-www-form-urlencoded", "OK"]


def test_a_version_of_the_protocol(site: str) -> None:
    assert lines(f"(Invoke-WebRequest {site}/method -HttpVersion 2.0).StatusCode") == ["200"]
    assert lines(f"(Invoke-WebRequest {site}/method -HttpVersion 2).StatusCode") == ["200"]
