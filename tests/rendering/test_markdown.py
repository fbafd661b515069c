"""Markdown of strangers -> HTML that is safe."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.rendering.markdown import (
    FIRST_HEADING,
    plain_text,
    rendered_fault,
    to_html,
    to_inline_html,
)
from ssg.rendering.markdown_parser import parsed_html, parsed_text
from support.call_counter import count_calls

ALLOWED = {
    "p",
    "a",
    "em",
    "strong",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "br",
    "img",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h3",
    "h4",
    "h5",
    "h6",
    "s",
}
VOID = {"br", "hr", "img"}

CALLS = 3_000_000
"""Calls of functions within which the longest text is rendered; a page has some 10,000."""


class Elements(HTMLParser):
    """Collects what a browser would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<hr />` as the beginning that it is: such elements have no end."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Hold an end against the last beginning."""
        assert self.open.pop() == tag


def check(html: str) -> None:
    """Fail on any element, attribute or address that content may not bring."""
    elements = Elements(html)
    assert elements.open == []
    for tag, attributes in elements.found:
        assert tag in ALLOWED, tag
        assert set(attributes) <= {
            "href",
            "title",
            "rel",
            "src",
            "alt",
            "loading",
            "tabindex",
            "start",
            "style",
        }, attributes
        assert re.fullmatch(
            r"text-align:(left|right|center)", attributes.get("style") or "text-align:left"
        )
        address = attributes.get("href") or ""
        assert re.match(r"https?://|mailto:|/(?!/)|\.|#|\?|$", address, re.IGNORECASE), address
        assert tag != "img" or re.match(r"/(?!/)", attributes["src"] or ""), attributes


PIECES = [
    "<script>alert(1)</script>",
    "[a](",
    ")",
    "javascript:alert(1)",
    "![",
    "](",
    "//evil.example",
    "https://a.example",
    "`",
    "```",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "|-|\n",
    "*",
    "**",
    "~~",
    "&#106;",
    "<",
    ">",
    '"',
    "'",
    "\\",
    "\t",
    " ",
    "x",
    "[r]: ",
    "<https://a.example>",
    "<img src=x onerror=alert(1)>",
    "&lt;",
    "data:",
    "/",
    "?",
    "<!--",
    "-->",
    "]]>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
def test_no_text_becomes_anything_but_plain_markup(text: str) -> None:
    """Only known elements and attributes, all closed, all URLs safe; also for inline HTML."""
    check(to_html(text))
    check(to_inline_html(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b>c</b>",
        "<!-- x -->",
        "<svg/onload=alert(1)>",
        "<a href=x>y</a>",
    ],
)
def test_html_is_shown_and_not_obeyed(text: str) -> None:
    """The reader sees what was typed."""
    html = to_html(text)
    assert {tag for tag, _ in Elements(html).found} <= {"p"}
    assert "&lt;" in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg/>",
        "file:///etc/passwd",
        "//evil.example/",
        "///evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "ftp://a.example/",
        "blob:x",
        "https://",
        "evil.example",
    ],
)
def test_a_link_to_anything_else_is_no_link(url: str) -> None:
    """In every spelling of Markdown."""
    for text in (
        f"[a]({url})",
        f"[a](<{url}>)",
        f"<{url}>",
        f"[a]\n\n[a]: {url}",
        f"[a][b]\n\n[b]: <{url}>",
    ):
        assert "a" not in {tag for tag, _ in Elements(to_html(text)).found}, text


@pytest.mark.parametrize(
    "url", ["https://a.example/x?y=1#z", "HTTP://a.example", "mailto:ann@a.example"]
)
def test_a_link_that_leaves_the_site_says_so(url: str) -> None:
    """To search engines, since its author may be anybody."""
    assert 'rel="nofollow ugc noopener"' in to_html(f"[a]({url})")


@pytest.mark.parametrize("url", ["/tools/flax/", "../flax/", "./flax/", "#training", "?tools=a,b"])
def test_a_link_within_the_site_is_followed(url: str) -> None:
    """And has no rel."""
    assert to_html(f"[a]({url})") == f'<p><a href="{url}">a</a></p>'


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/x.png", "//evil.example/x.png", "data:image/png;base64,x", "x.png"],
)
def test_a_picture_from_elsewhere_becomes_its_words(url: str) -> None:
    """So that no reader is tracked and no picture changes after review."""
    html = to_html(f'![A "logo"]({url} "t")')
    assert "img" not in {tag for tag, _ in Elements(html).found}
    assert "logo" in html


def test_a_backslash_behind_a_slash_stays_on_the_site() -> None:
    """Browsers take it for a second slash; encoded, it is a part of a name."""
    html = to_html("[a](/\\evil.example) ![b](/\\evil.example/x.png)")
    assert '<a href="/%5Cevil.example">' in html
    assert '<img src="/%5Cevil.example/x.png"' in html


def test_a_picture_of_the_site_is_shown() -> None:
    """Loaded late, with its words escaped."""
    assert (
        to_html('![A "b" <c>](/img/a.png)')
        == '<p><img src="/img/a.png" alt="A &#34;b&#34; &lt;c&gt;" loading="lazy"></p>'
    )


def test_the_info_string_of_a_code_block_is_dropped() -> None:
    """The info string is arbitrary text and would become a class."""
    html = to_html('```py" onload="alert(1)\n<b> & "x"\n```')
    assert html == '<pre tabindex="0"><code>&lt;b&gt; &amp; &#34;x&#34;\n</code></pre>'


def test_headings_move_below_those_of_the_page() -> None:
    """They have no ids, skip no level, and never go beyond h6."""
    html = to_html("# One\n\n## Two\n\n###### Six\n\nSetext\n===")
    assert re.findall(r"<h\d[^>]*>", html) == ["<h3>", "<h4>", "<h5>", "<h3>"]
    assert "id=" not in html
    text = "## Two\n\n#### Four\n\n> ### Three\n\n# One\n\n## Two"
    html = to_html(text, first_heading=2)
    assert re.findall(r"</?h\d>", html) == [
        *("<h2>", "</h2>", "<h3>", "</h3>", "<h4>", "</h4>", "<h2>", "</h2>", "<h3>", "</h3>")
    ]


def test_tables_and_strikethrough_are_rendered() -> None:
    """The two additions to CommonMark."""
    html = to_html("|a|b|\n|:-|-:|\n|~~c~~|d|")
    assert {"table", "th", "td", "s"} <= {tag for tag, _ in Elements(html).found}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b*", "a <em>b</em>"),
        ("", ""),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a\n\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"),
        ("- b\n\na", "<ul>\n<li>b</li>\n</ul>\n<p>a</p>"),
        ("# a", "<h3>a</h3>"),
        ("`<p>`", "<code>&lt;p&gt;</code>"),
    ],
)
def test_one_paragraph_stands_without_its_tags(text: str, html: str) -> None:
    """Anything longer keeps them, all of them."""
    assert to_inline_html(text) == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fast **inference**, and *un*believable.", "Fast inference, and unbelievable."),
        ("a\nb  \nc\n\n- d\n- e", "a b c d e"),
        ("[Flax](https://a.example) `x` <b>", "Flax x <b>"),
        ("![A logo](/a.png)", "A logo"),
        ("", ""),
    ],
)
def test_plain_text_is_the_words_as_they_are_read(text: str, words: str) -> None:
    """With no blank that the reader does not see."""
    assert plain_text(text) == words


def test_a_text_that_grows_out_of_proportion_has_a_fault() -> None:
    """An ordinary table has none."""
    wide = "|" + "a|" * 120 + "\n|" + "-|" * 120 + "\n" + "|x\n" * 120
    assert rendered_fault(wide) == "the text of 844 characters becomes 146,821 characters of HTML"
    assert rendered_fault("|a|b|\n|-|-|\n" + "|one|two|\n" * 100) == ""
    assert rendered_fault("a | b\n" * 100) == ""


@pytest.mark.parametrize(
    "piece", ["![[", "[", "*a_", "`", "<", "> ", "- ", "|", "\\", "&", "~~", "[a](", "**a "]
)
def test_the_work_for_the_longest_text_is_bounded(piece: str) -> None:
    """Inline rules are quadratic on texts made for it; the limit on length keeps that small."""
    assert count_calls(lambda: to_html((piece * 12_000)[:12_000])) < CALLS


def test_a_link_reference_that_multiplies_the_text_is_refused() -> None:
    """5 KB that use one definition a thousand times are a megabyte of HTML."""
    title = "t" * 1_000
    text = f"[a]: https://example.com/ '{title}'\n\n" + "[a] " * 1_000
    assert "characters of HTML" in rendered_fault(text)
    assert rendered_fault("See [a].\n\n[a]: https://example.com/ 'Title'\n") == ""


@pytest.mark.parametrize("entity", ["&#x202e;", "&#8238;", "&shy;", "&ZeroWidthSpace;", "&rlm;"])
def test_invisible_characters_are_found_when_they_are_spelled_as_entities(entity: str) -> None:
    assert "invisible character U+" in rendered_fault(f"safe {entity}text")
    assert rendered_fault("R&amp;D &lt;b&gt; &euro; `&amp;#x202e;`") == ""


@given(
    st.text(st.sampled_from("ab1 .,:;-+=#/()'\u00e9\u00a0\u2028\n\t\\`*_~[]!<>&\"|@"), max_size=12)
)
def test_a_line_without_markup_is_rendered_as_the_parser_would(text: str) -> None:
    for source in (text, f"a{text}"):
        assert to_html(source) == parsed_html(source, FIRST_HEADING)
        assert plain_text(source) == parsed_text(source)
