"""Markdown -> HTML that is safe to put in a page: no raw HTML, no scripts, no pictures from elsewhere.

Links lead to http, https and mailto addresses or to places on the site; those that leave the site say so to search
engines. Headings are moved down below the page's own, and get no ids: ids come from us alone.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

__all__ = ["hrefs", "plain_text", "rendered_fault", "to_html", "to_inline_html"]

MAX_GROWTH = 32_000
"""Most HTML, in characters, that one text may become beyond 20 times its own length; short rows of a wide table do."""
OUTSIDE_REL = "nofollow ugc noopener"
SAFE_LINK = re.compile(
    r"(?:https?://|mailto:)[^\s<>\"']+|(?:/(?!/)|\.{1,2}/|#|\?)[^\s<>\"'\\]*", re.IGNORECASE
)
FIRST_HEADING = 3

Environment: TypeAlias = MutableMapping[str, str]


class _Renderer(RendererHTML):
    """The library's renderer with our rules for links, pictures, headings and code."""

    def link_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Environment
    ) -> str:
        token = tokens[index]
        if not str(token.attrs["href"]).startswith(("/", ".", "#", "?")):
            token.attrSet("rel", OUTSIDE_REL)
        return self.renderToken(tokens, index, options, env)

    def image(
        self,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,  # noqa: ARG002
        env: Environment,  # noqa: ARG002
    ) -> str:
        """Show a picture of the site itself; of any other, only the words that describe it."""
        token = tokens[index]
        words, address = escape(token.content), str(token.attrs["src"])
        if address.startswith("/") and not address.startswith("//"):
            return f'<img src="{escape(address)}" alt="{words}" loading="lazy">'
        return str(words)

    def heading_open(
        self,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,  # noqa: ARG002
        env: Environment,  # noqa: ARG002
    ) -> str:
        return f"<h{_level(tokens[index])}>"

    def heading_close(
        self,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,  # noqa: ARG002
        env: Environment,  # noqa: ARG002
    ) -> str:
        return f"</h{_level(tokens[index])}>\n"

    def fence(
        self,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,  # noqa: ARG002
        env: Environment,  # noqa: ARG002
    ) -> str:
        """Write a code block without its info string, which is somebody's free text."""
        return f'<pre tabindex="0"><code>{escape(tokens[index].content)}</code></pre>\n'


def _level(token: Token) -> int:
    return min(6, int(token.tag[1]) + FIRST_HEADING - 1)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable(
        ["table", "strikethrough"]
    )
    parser.validateLink = lambda url: bool(SAFE_LINK.fullmatch(url))  # type: ignore[method-assign]
    return parser


def to_html(text: str) -> Markup:
    """Render a Markdown text as blocks."""
    return Markup(_parser().render(text).strip())  # noqa: S704  (made safe by the rules above)


def to_inline_html(text: str) -> Markup:
    """Render one Markdown paragraph without the `<p>` around it; a longer text keeps its blocks."""
    html = str(to_html(text))
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return Markup(html.removeprefix("<p>").removesuffix("</p>") if alone else html)  # noqa: S704


def plain_text(text: str) -> str:
    """Return the words of a Markdown text, without its markup."""
    blocks = (
        "".join(
            child.content or " " * child.type.endswith("break") for child in token.children or ()
        )
        for token in _parser().parse(text)
    )
    return " ".join(" ".join(blocks).split())


def hrefs(text: str) -> tuple[str, ...]:
    """Return the addresses that a Markdown text links to or shows as pictures, each once, in order."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return ()
    found = (
        str(child.attrs.get("href") or child.attrs.get("src") or "")
        for token in _parser().parse(text)
        for child in token.children or ()
    )
    return tuple(dict.fromkeys(address for address in found if address))


def rendered_fault(text: str) -> str:
    """Say that a text grows out of proportion as HTML, or nothing.

    Only tables do (a header of many columns fills every short row), so only texts with bars are rendered to find out.
    """
    if text.count("|") < 20:
        return ""
    length = len(to_html(text))
    grown = length > MAX_GROWTH + 20 * len(text)
    return (
        f"the text of {len(text):,} characters becomes {length:,} characters of HTML"
        if grown
        else ""
    )
