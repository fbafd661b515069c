"""An item of a Markdown list: name, address, text, marks and further links."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ssg.authoring.importers.records import plain_line

__all__ = ["Entry", "links_of", "prose_of", "read_entry", "text_of"]

DASH = re.compile(r"^(?:[\s:·|-]|[\u2013\u2014])+")
LEADING = re.compile(r"^[\s:·|\u2013\u2014-]*([\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]+)")
"""Symbols before the text, such as a green circle."""
LINKS_ONLY = r"[(\[][\s,;|/·&]*(?:\x02[^\x03]*\x03[\s,;|/·&]*)+[)\]]"
"""Links in parentheses, such as `([Demo](...), [Source](...))`; `prose_of` marks links so."""
AROUND = re.compile(rf"^[\s\u2013\u2014:-]*{LINKS_ONLY}|{LINKS_ONLY}[\s.]*$")
HOMES = ("home", "homepage", "website", "site", "web")
"""Texts of links to the homepage of an entry."""
EMOJI = re.compile(r":[a-z][a-z0-9_+-]{1,30}:")
IN_BRACKETS = re.compile(r"^\s*\[[^\]]*\]")
"""A further name or link before the dash: `[name](url) [[crate](url)] - text`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A list item that begins with a link."""

    headings: tuple[str, ...]
    line: int
    name: str
    url: str
    text: str
    """What follows the link."""
    codes: tuple[str, ...]
    """Words in code marks at the end, and names of emoji: many lists mark licences, languages and
    prices so."""
    links: tuple[tuple[str, str], ...]
    """Further links: text and address."""
    symbol: str = ""
    """Symbols before the text, whose meaning a legend of the list explains."""
    cells: tuple[tuple[str, str], ...] = ()
    """Further cells of a row of a table: header and text."""


def read_entry(children: Sequence[Token], headings: tuple[str, ...], line: int) -> Entry | None:
    """Return the entry of a list item, or None when it does not begin with a link to a web page."""
    named = _name_and_address(children)
    if named is None:
        return None
    name, url, rest = named
    prose = [i for i, child in enumerate(rest) if _is_prose(child)]
    inside = range(prose[0], prose[-1]) if prose else range(0)
    text = prose_of(
        [child for i, child in enumerate(rest) if child.type != "code_inline" or i in inside]
    )
    codes = [
        code
        for i, child in enumerate(rest)
        if child.type == "code_inline" and i not in inside
        for code in _separate(child.content)
    ]
    names = [name.strip(":") for name in EMOJI.findall(text)]
    text = IN_BRACKETS.sub("", EMOJI.sub("", text))
    symbols = LEADING.findall(text)
    return Entry(
        headings=headings,
        line=line,
        name=name,
        url=url,
        text=plain_line(DASH.sub("", LEADING.sub("", text))),
        codes=(*codes, *names),
        symbol=symbols[0] if symbols else "",
        links=tuple(links_of(rest)),
    )


def _name_and_address(children: Sequence[Token]) -> tuple[str, str, Sequence[Token]] | None:
    """Return name, address and further tokens of `[Name](url) ...` or `**Name** ([Home](url)) ...`.

    In the second form, nothing but punctuation is between the name and the link.
    """
    start = next((i for i, child in enumerate(children) if not _is_opening(child)), len(children))
    if start == len(children):
        return None
    linked = children[start].type == "link_open"
    closing = "link_close" if linked else "strong_close"
    end = next((i for i, child in enumerate(children) if child.type == closing), len(children))
    name, rest = plain_line(text_of(children[start:end]), 80), children[end + 1 :]
    url = str(children[start].attrs.get("href") or "")
    if not linked and any(child.type == "strong_open" for child in children[:start]):
        before = itertools.takewhile(lambda child: child.type != "link_open", rest)
        links = [] if re.search(r"\w", text_of([*before])) else [*links_of(rest)]
        homes = [address for text, address in links if text in HOMES]
        url = next(iter([*homes, *(address for _, address in links)]), "")
    return (name, url, rest) if name and url.startswith(("http://", "https://")) else None


def _separate(code: str) -> list[str]:
    """Return the marks of a text in code marks, such as `(server, django)`."""
    return [mark for part in code.strip("() ").split(",") if (mark := plain_line(part))]


def _is_opening(token: Token) -> bool:
    """Return whether a token may come before the link of an entry: emphasis, or an empty text."""
    return token.type in {"strong_open", "em_open", "softbreak"} or (
        token.type == "text" and not token.content.strip()
    )


def _is_prose(token: Token) -> bool:
    """Return whether a token is text with a word outside of parentheses and code marks."""
    outside = re.sub(r"\([^()]*\)", "", token.content) if token.type == "text" else ""
    return bool(re.search(r"\w", outside))


def text_of(tokens: Sequence[Token]) -> str:
    """Return the visible text: no images and no HTML."""
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in tokens
        if token.type in {"text", "softbreak", "hardbreak", "code_inline"}
    )


def prose_of(tokens: Sequence[Token]) -> str:
    """Return the visible text without links in parentheses at its beginning or end."""
    marks = {"link_open": "\x02", "link_close": "\x03"}
    text = "".join(marks.get(token.type) or text_of([token]) for token in tokens)
    return re.sub(r"[\x02\x03]", "", AROUND.sub(" ", text))


def links_of(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield text, in lower case, and address of each link to a web page."""
    for index, token in enumerate(tokens):
        href = str(token.attrs.get("href") or "") if token.type == "link_open" else ""
        if href.startswith(("http://", "https://")):
            yield text_of(tokens[index + 1 : index + 2]).strip().lower(), href
