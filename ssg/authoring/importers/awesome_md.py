"""The usual Markdown list ("awesome-...") -> records.

Headings become categories, nested ones `A / B`. An entry is a list item that begins with a link: `-
[Name](url) - text`. Tables of contents, badges, and sections of articles, books and the like are
left out.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    Slugs,
    plain_line,
    single_license,
)
from ssg.content.document import decode
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.text import count, printable

__all__ = ["read"]

MAX_BYTES = 10_000_000
LITERATURE = (
    "articles books blogs videos talks podcasts tutorials courses papers reading readings "
    "newsletters community communities conferences events people resources websites sites "
    "forums meetups guides screencasts presentations slides lectures workshops interviews "
    "lists toc contents contribute contributing contribution contributions contributors "
    "license licenses licence licences acknowledgements acknowledgments footnotes sponsors "
    "backers references cheatsheets links"
)
"""Words for what is no tool, separated by blanks."""
QUALIFIERS = (
    "a an and the of on in for to with by from about us our this table related other others "
    "further more useful helpful great good best recommended official external online free "
    "paid open awesome popular influential interesting learn learning video audio style cheat "
    "sheets blog e educational introductory additional general various misc miscellaneous "
    "projects similar social media how getting started where start what is documentation "
    "twitter reddit discord"
)
"""Words that do not say what a section lists."""
NO_TOOLS = frozenset(LITERATURE.split())
NO_SUBJECT = NO_TOOLS | frozenset(QUALIFIERS.split())
"""A section is left out if its heading has a word of `NO_TOOLS`, and no word outside of this."""
MAX_LABEL = 60
"""Characters of a list item without a link that is the heading of the list in it."""
CODE_HOST = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/[^/\s]+/[^/\s#?]+/?"
)
DASH = re.compile(r"^\s*[-\u2013\u2014:·|]+\s*")
EMOJI = re.compile(r":[a-z][a-z0-9_+-]{1,30}:")
IN_BRACKETS = re.compile(r"^\s*\[[^\]]*\]")
"""A further name or link before the dash: `[name](url) [[crate](url)] - text`."""
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
    """Words in code marks at the end, and names of emoji: many lists mark licences, languages and
    prices so."""
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
    title = next((text for level, text in _headings(tokens) if level == 1), "") or source.stem
    entries = _without_wrapper(list(_Reader(source.name, title, skipped).entries(tokens)))
    if not entries:
        raise UsageError(f'"{printable(source.name)}" has no list items that begin with a link')
    slugs, records = Slugs("other"), dict[str, Record]()
    for entry in entries:
        name = " / ".join(entry.headings) or "Other"
        record = _record(entry, slugs.of(name), source.name)
        first = records.setdefault(record.key, record)
        if first is not record:
            records[record.key] = _in_both(first, record)
    categories: dict[str, JsonValue] = {slug: {"name": name} for slug, name in slugs.names.items()}
    return Imported(
        site=_site(title, categories), records=tuple(records.values()), skipped=tuple(skipped)
    )


def _without_wrapper(entries: list[_Entry]) -> list[_Entry]:
    """Leave out a top heading such as "Projects" that most entries share: it divides nothing."""
    tops = Counter(entry.headings[0] for entry in entries if len(entry.headings) > 1)
    top, times = next(iter(tops.most_common(1)), ("", 0))
    if 2 * times <= len(entries):
        return entries
    return [
        replace(entry, headings=entry.headings[1:])
        if len(entry.headings) > 1 and entry.headings[0] == top
        else entry
        for entry in entries
    ]


def _in_both(first: Record, second: Record) -> Record:
    """Return the first record of a tool that is listed twice, with the categories of both."""
    categories = [
        category
        for record in (first, second)
        for category in cast("list[JsonValue]", record.fields["categories"])
    ]
    return replace(first, fields={**first.fields, "categories": [*dict.fromkeys(categories)]})


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open":
            yield int(opening.tag[1]), plain_line(_text(inline.children or ()), 120)


class _Reader:
    """Reads the entries below headings of tool lists."""

    def __init__(self, file: str, title: str, skipped: list[Skipped]) -> None:
        self._file, self._title, self._skipped = file, title, skipped
        self._subject = {word.rstrip("s") for word in _words(title)}
        self._headings: dict[int, str] = {}
        self._labels: list[str] = []
        """A label, or an empty text, for each list item that is open."""
        self._left_out: dict[str, list[int]] = {}
        """Heading -> lines of the entries that are left out below it."""

    def entries(self, tokens: Sequence[Token]) -> Iterator[_Entry]:
        """Yield the entries, and report the sections that are left out."""
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._open_heading(int(token.tag[1]), tokens[index + 1])
            elif token.type == "list_item_open":
                self._labels.append("")
            elif token.type == "list_item_close":
                self._labels.pop()
            elif token.type == "inline" and tokens[index - 2].type == "list_item_open":
                entry = self._read_item(token)
                yield from (entry,) if entry else ()
        self._skipped[:0] = [
            Skipped(
                f"{self._file}:{lines[0]}",
                f'the section "{printable(heading)}" is left out: {count(len(lines), "link")}',
            )
            for heading, lines in self._left_out.items()
        ]

    def _open_heading(self, level: int, inline: Token) -> None:
        self._headings = {known: text for known, text in self._headings.items() if known < level}
        text = plain_line(_text(inline.children or ()), 80).replace(" / ", "/")
        self._headings[level] = "" if text == self._title else text

    def _read_item(self, token: Token) -> _Entry | None:
        """Return the entry of a list item; keep the text of an item without a link as a label."""
        children = token.children or ()
        path = tuple(text for _, text in sorted(self._headings.items()) if text)
        path += tuple(label for label in self._labels if label)
        line = (token.map or [0])[0] + 1
        entry = _entry(children, path, line)
        heading = next((text for text in path if self._is_left_out(text)), "")
        if entry and heading:
            self._left_out.setdefault(heading, []).append(line)
            return None
        if entry is None and any(child.type == "link_open" for child in children):
            if not heading and not _is_contents(children):
                self._report(line, "the item does not begin with a link to a web page")
        elif entry is None:
            text = _text(children).strip().rstrip(":")
            self._labels[-1] = plain_line(text, 80) if len(text) <= MAX_LABEL else ""
        return entry

    def _is_left_out(self, heading: str) -> bool:
        words = {word for word in _words(heading) if word.rstrip("s") not in self._subject}
        return not NO_TOOLS.isdisjoint(words) and words <= NO_SUBJECT

    def _report(self, line: int, reason: str) -> None:
        self._skipped.append(Skipped(f"{self._file}:{line}", reason))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _is_contents(children: Sequence[Token]) -> bool:
    """Return whether all links of an item lead to headings of the list: a table of contents."""
    links = [str(child.attrs.get("href")) for child in children if child.type == "link_open"]
    return all(link.startswith("#") for link in links)


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
    last = max((i for i, child in enumerate(rest) if _is_prose(child)), default=-1)
    text = _text(rest, code=last)
    codes = [child.content for child in rest[last + 1 :] if child.type == "code_inline"]
    return _Entry(
        headings=headings,
        line=line,
        name=name,
        url=url,
        text=plain_line(DASH.sub("", IN_BRACKETS.sub("", EMOJI.sub("", text)))),
        codes=(*codes, *(name.strip(":") for name in EMOJI.findall(text))),
        links=tuple(_links(rest)),
    )


def _is_opening(token: Token) -> bool:
    """Return whether a token may come before the link of an entry: emphasis, or an empty text."""
    return token.type in {"strong_open", "em_open"} or (
        token.type == "text" and not token.content.strip()
    )


def _is_prose(token: Token) -> bool:
    """Return whether a token is text with a word outside of parentheses and code marks."""
    outside = re.sub(r"\([^()]*\)", "", token.content) if token.type == "text" else ""
    return bool(re.search(r"\w", outside))


def _text(tokens: Sequence[Token], code: int = MAX_BYTES) -> str:
    """Return the visible text: no images, no HTML, and code only before the index `code`."""
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for index, token in enumerate(tokens)
        if token.type in {"text", "softbreak", "hardbreak"}
        or (token.type == "code_inline" and index < code)
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
