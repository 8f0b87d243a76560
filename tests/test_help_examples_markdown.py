"""Markdown as ConvertFrom-Markdown and Show-Markdown give it."""

import pytest

from pssh.cmdlets._markdown import DEFAULT_STYLES, parse, to_html, to_terminal


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## Two words", '<h2 id="two-words">Two words</h2>\n'),
        ("Title\n=====", '<h1 id="title">Title</h1>\n'),
        ("a **b** *c* `d<`", "<p>a <strong>b</strong> <em>c</em> <code>d&lt;</code></p>\n"),
        ("[t](http://h/p)", '<p><a href="http://h/p">t</a></p>\n'),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("```sh\nls | wc\n```", '<pre><code class="language-sh">ls | wc\n</code></pre>\n'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("a_b_c and 2 * 3 * 4", "<p>a_b_c and 2 * 3 * 4</p>\n"),
        ("---", "<hr />\n"),
    ],
)
def test_html(text: str, html: str) -> None:
    assert to_html(parse(text)) == html


def test_terminal() -> None:
    shown = to_terminal(parse("# h\n\n**b** [l](u)"), DEFAULT_STYLES)
    assert shown == '\x1b[7mh\x1b[0m\n\n\x1b[1mb\x1b[0m \x1b[4;38;5;117m"l"\x1b[0m\n\n'
