"""Parse untrusted Markdown: the rules for links, images, headings and code of strangers."""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import escape

__all__ = ["parsed_hrefs", "parsed_html", "parsed_text"]

OUTSIDE_REL = "nofollow ugc noopener"
SAFE_LINK = re.compile(
    r"(?:https?://|mailto:)[^\s<>\"']+|(?:/(?!/)|\.{1,2}/|#|\?)[^\s<>\"'\\]*", re.IGNORECASE
)

Environment: TypeAlias = MutableMapping[str, str]


class _Renderer(RendererHTML):
    """HTML renderer with the rules for links, images, headings and code."""

    def link_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Environment
    ) -> str:
        token = tokens[index]
        if not str(token.attrs["href"]).startswith(("/", ".", "#", "?")):
            token.attrSet("rel", OUTSIDE_REL)
        return self.renderToken(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        """Render an image of the site itself; replace any other by its alternative text."""
        token = tokens[index]
        text, address = escape(token.content), str(token.attrs["src"])
        if address.startswith("/") and not address.startswith("//"):
            return f'<img src="{escape(address)}" alt="{text}" loading="lazy">'
        return str(text)

    def fence(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        """Render a code block without its info string, which is arbitrary text."""
        return f'<pre tabindex="0"><code>{escape(tokens[index].content)}</code></pre>\n'


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable(
        ["table", "strikethrough"]
    )
    made.validateLink = lambda url: bool(SAFE_LINK.fullmatch(url))  # type: ignore[method-assign]
    return made


def _set_heading_levels(tokens: Sequence[Token], first: int) -> None:
    """Give the highest headings the level `first`, and others at most one below the one before."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    above = first - min((int(token.tag[1]) for token in headings), default=1)
    last = first - 1
    for token in headings:
        last = min(int(token.tag[1]) + above, last + 1, 6) if token.nesting == 1 else last
        token.tag = f"h{last}"


def parsed_html(text: str, first_heading: int) -> str:
    """Return Markdown as block-level HTML.

    `first_heading`: the level of its highest headings; no heading skips a level.
    """
    parser, env = _parser(), dict[str, object]()
    tokens = parser.parse(text, env)
    _set_heading_levels(tokens, first_heading)
    return str(parser.renderer.render(tokens, parser.options, env)).strip()


def parsed_text(text: str) -> str:
    """Return the text content of Markdown, without markup."""
    blocks = (
        "".join(
            child.content or " " * child.type.endswith("break") for child in token.children or ()
        )
        for token in _parser().parse(text)
    )
    return " ".join(" ".join(blocks).split())


def parsed_hrefs(text: str) -> tuple[str, ...]:
    """Return the distinct URLs of links and images in Markdown, in order."""
    urls = (
        str(child.attrs.get("href") or child.attrs.get("src") or "")
        for token in _parser().parse(text)
        for child in token.children or ()
    )
    return tuple(dict.fromkeys(address for address in urls if address))
