"""Render untrusted Markdown to safe HTML: no raw HTML, no scripts, no images from other hosts.

Links may use http, https and mailto, or point into the site; external links get a `rel` attribute.
Headings are moved below the page's own headings and get no ids, so that ids cannot collide.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup

from ssg.foreign_text import ForeignText
from ssg.text import unsafe_character

__all__ = [
    "hrefs",
    "plain_text",
    "rendered_fault",
    "to_html",
    "to_inline_html",
    "total_fault",
]

MAX_GROWTH = 32_000
"""HTML characters allowed in addition to 20 times the length of the text."""
MAX_TOTAL_GROWTH, MAX_TOTAL_FACTOR = 128_000, 10
"""HTML characters that all tables and link references of a tool may make: a number, and a multiple
of their length. Bounds the page of a tool, whose file may have hundreds of texts."""
MANY = 20
"""Bars or angle brackets from which a text is rendered to measure it."""
FIRST_HEADING = 3
"""Level of the highest headings of a text below a heading of the page."""
PLAIN_LINE = re.compile(
    r"""[^\W\d_](?:[^\x00-\x1f\\`*_~\[\]!<>&|]*[^\s\x00-\x1f\\`*_~\[\]!<>&|])?"""
)
"""A line without Markdown: a paragraph of its own, which need not be parsed."""


def to_html(text: str, first_heading: int = FIRST_HEADING) -> Markup:
    """Render Markdown to block-level HTML; text of another language gets an element with `lang`.

    `first_heading`: the level of its highest headings; no heading skips a level.
    """
    html = _html(text, first_heading)
    return text.wrap(html, "div") if isinstance(text, ForeignText) else html


def _html(text: str, first_heading: int = FIRST_HEADING) -> Markup:
    if PLAIN_LINE.fullmatch(text):
        escaped = text.replace('"', "&quot;")
        return Markup(f"<p>{escaped}</p>")  # noqa: S704  (no other character of markup)
    from ssg.rendering.markdown_parser import parsed_html

    return Markup(parsed_html(text, first_heading))  # noqa: S704  (safe by the rules of the parser)


def to_inline_html(text: str) -> Markup:
    """Render Markdown; a single paragraph is returned without its `<p>` element."""
    html = str(_html(text))
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    inline = html.removeprefix("<p>").removesuffix("</p>") if alone else html
    if isinstance(text, ForeignText):
        return text.wrap(inline, "span" if alone or not html else "div")
    return Markup(inline)  # noqa: S704  (as above)


def plain_text(text: str) -> str:
    """Return the text content of Markdown, without markup."""
    if PLAIN_LINE.fullmatch(text):
        return " ".join(text.split())
    from ssg.rendering.markdown_parser import parsed_text

    return parsed_text(text)


def hrefs(text: str) -> tuple[str, ...]:
    """Return the distinct URLs of links and images in Markdown, in order."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return ()
    from ssg.rendering.markdown_parser import parsed_hrefs

    return parsed_hrefs(text)


def rendered_fault(text: str) -> str:
    """Return what is wrong with the rendered HTML; empty if nothing is.

    It may be disproportionately long, or contain invisible characters that the text spells as
    entities: `&#x202e;`.
    """
    length = _rendered_length(text)
    if length > MAX_GROWTH + 20 * len(text):
        return f"the text of {len(text):,} characters becomes {length:,} characters of HTML"
    unsafe = unsafe_character(to_html(text)) if "&" in text and not unsafe_character(text) else None
    return f"it has the invisible character U+{ord(unsafe.group()):04X}" if unsafe else ""


def total_fault(texts: Iterable[str]) -> str:
    """Return what is wrong with the length of several texts as HTML; empty if nothing is."""
    length = written = 0
    for text in texts:
        grown = _rendered_length(text)
        length, written = length + grown, written + (len(text) if grown else 0)
    if length > MAX_TOTAL_GROWTH + MAX_TOTAL_FACTOR * written:
        return f"the texts of {written:,} characters become {length:,} characters of HTML"
    return ""


def _rendered_length(text: str) -> int:
    """Return the length of the HTML in characters; 0 for a text that cannot grow much.

    Only tables (a header of many columns pads every short row), link references (each use repeats
    the URL and the title) and nested quotations grow more than 12 times, so texts with few bars and
    angle brackets and no reference are not rendered.
    """
    if text.count("|") < MANY and text.count(">") < MANY and "]:" not in text:
        return 0
    return len(to_html(text))
