"""The usual Markdown list ("awesome-...") -> records.

Headings become categories, nested ones `A / B`. An entry is a list item that begins with a link: `-
[Name](url) - text`. Tables of contents, badges, and sections of articles, books and the like are
left out.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    plain_line,
    plain_slug,
    single_license,
)
from ssg.content.document import decode
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import printable

__all__ = ["read"]

MAX_BYTES = 10_000_000
LEFT_OUT = re.compile(
    r"\b(contents?|table of contents|toc|contribut\w*|licen[cs]e"
    r"|articles?|books?|blogs?|videos?|talks?|podcasts?|tutorials?|courses?|papers?|readings?"
    r"|newsletters?|communit\w+|conferences?|events?|people|acknowledge?ments?"
    r"|related (?:lists?|projects?)|other (?:awesome )?lists?|resources?|further reading"
    r"|footnotes?|sponsors?|backers?)\b",
    re.IGNORECASE,
)
"""Headings of lists without tools."""
CODE_HOST = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/[^/\s]+/[^/\s#?]+/?"
)
DASH = re.compile(r"^\s*[-\u2013\u2014:·|]+\s*")
LICENCE = re.compile(r".*[-\d].*|MIT|ISC|Unlicense|WTFPL|Zlib")
"""Likely licence codes; the SPDX ids `Ruby`, `PostgreSQL`, `JSON` mean other things in lists."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A list item that begins with a link."""

    headings: tuple[str, ...]
    line: int
    name: str
    url: str
    text: str
    """What follows the link."""
    codes: tuple[str, ...]
    """Words in code marks: many lists name licences and languages so."""
    links: tuple[tuple[str, str], ...]
    """Further links: text and address."""


def read(source: Path) -> Imported:
    """Read a Markdown list; raise UsageError if the file is unreadable or has no entry."""
    try:
        if source.stat().st_size > MAX_BYTES:
            raise UsageError(f'"{printable(source.name)}" has more than {MAX_BYTES:,} bytes')
        text = decode(source.read_bytes(), source.name)[0]
    except OSError as error:
        raise UsageError(f'"{printable(str(source))}" cannot be read: {error.strerror}') from error
    skipped: list[Skipped] = []
    tokens = MarkdownIt("commonmark").parse(text)
    entries = list(_entries(tokens, source.name, skipped))
    if not entries:
        raise UsageError(f'"{printable(source.name)}" has no list items that begin with a link')
    title = next((text for level, text in _headings(tokens) if level == 1), "") or source.stem
    categories: dict[str, JsonValue] = {}
    records: dict[str, Record] = {}
    for entry in entries:
        name = " / ".join(entry.headings) or "Other"
        categories.setdefault(plain_slug(name, "other"), {"name": name})
        record = _record(entry, plain_slug(name, "other"), source.name)
        if record.key in records:
            skipped.append(
                Skipped(record.origin, f"{entry.name} is listed twice; the first is kept")
            )
        else:
            records[record.key] = record
    return Imported(
        site=_site(title, categories), records=tuple(records.values()), skipped=tuple(skipped)
    )


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open":
            yield int(opening.tag[1]), plain_line(_text(inline.children or ()), 120)


def _entries(tokens: Sequence[Token], file: str, skipped: list[Skipped]) -> Iterator[_Entry]:
    """Yield the entries below headings of tool lists."""
    headings: dict[int, str] = {}
    in_item = False
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            headings = {known: text for known, text in headings.items() if known < level}
            headings[level] = plain_line(_text(tokens[index + 1].children or ()), 80)
        elif token.type == "list_item_open":
            in_item = True
        elif token.type == "inline" and in_item:
            in_item = False
            path = tuple(text for level, text in sorted(headings.items()) if level > 1)
            if any(LEFT_OUT.search(text) for text in path):
                continue
            line = (token.map or [0])[0] + 1
            entry = _entry(token.children or (), path, line)
            if entry:
                yield entry
            elif (token.children or [])[:1] and (token.children or [])[0].type == "link_open":
                skipped.append(Skipped(f"{file}:{line}", "the link has no name or no web address"))


def _entry(children: Sequence[Token], headings: tuple[str, ...], line: int) -> _Entry | None:
    """Return the entry of a list item, or None when it does not begin with a link to a web page."""
    start = next((i for i, child in enumerate(children) if not _is_opening(child)), 0)
    if start >= len(children) or children[start].type != "link_open":
        return None
    end = next((i for i, child in enumerate(children) if child.type == "link_close"), len(children))
    name = plain_line(_text(children[start:end]), 80)
    url = str(children[start].attrs.get("href") or "")
    if not name or not url.startswith(("http://", "https://")):
        return None
    rest = children[end + 1 :]
    return _Entry(
        headings=headings,
        line=line,
        name=name,
        url=url,
        text=plain_line(DASH.sub("", _text(rest))),
        codes=tuple(child.content for child in rest if child.type == "code_inline"),
        links=tuple(_links(rest)),
    )


def _is_opening(token: Token) -> bool:
    """Return whether a token may come before the link of an entry: emphasis, or an empty text."""
    return token.type in {"strong_open", "em_open"} or (
        token.type == "text" and not token.content.strip()
    )


def _text(tokens: Sequence[Token]) -> str:
    """Return the visible text: no images, no HTML, no code marks."""
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in tokens
        if token.type in {"text", "softbreak", "hardbreak"}
    )


def _links(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for index, token in enumerate(tokens):
        href = str(token.attrs.get("href") or "") if token.type == "link_open" else ""
        if href.startswith(("http://", "https://")):
            yield _text(tokens[index + 1 : index + 2]).strip().lower(), href


def _record(entry: _Entry, category: str, file: str) -> Record:
    sources = [url for text, url in entry.links if "source" in text or CODE_HOST.fullmatch(url)]
    repository = entry.url if CODE_HOST.fullmatch(entry.url) else next(iter(sources), None)
    summary = re.sub(
        r"\s*\((?:[^()]*(?:demo|source code|clients?)[^()]*)\)\s*",
        " ",
        entry.text,
        flags=re.IGNORECASE,
    )
    summary = plain_line(summary.rstrip("` "))
    where = " / ".join(entry.headings)
    return Record(
        key=f"{entry.name} {entry.url}",
        origin=f"{file}:{entry.line}",
        fields={
            "name": entry.name,
            "type": "tool",
            "summary": summary
            or (f"{entry.name} is listed under {where}." if where else entry.name),
            "homepage": entry.url,
            "repository": repository,
            "license": _license(entry.codes),
            "categories": [category],
            "attributes": {"labels": list(entry.codes)} if entry.codes else None,
        },
    )


def _license(codes: Sequence[str]) -> str | None:
    """Return the licence among the words in code marks, if there is exactly one."""
    return single_license(
        [code for code in codes if LICENCE.fullmatch(code) and single_license([code])]
    )


def _site(title: str, categories: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {
        "title": title,
        "base_url": "https://example.org/",
        "description": f"The tools of {title}, compared.",
        "types": {"tool": "Tool"},
        "categories": categories,
        "attributes": {"labels": {"label": "Labels", "kind": "list"}},
    }
