"""The usual Markdown list ("awesome-...") -> records.

Headings become categories, nested ones `A / B`. An entry is a list item, a quotation or a row of a
table that begins with a link: `- [Name](url) - text`. Tables of contents, badges, and sections of
articles, books and the like are left out.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ssg.authoring.importers.markdown_entries import (
    Entry,
    links_of,
    prose_of,
    read_entry,
    text_of,
)
from ssg.authoring.importers.markdown_html import FOLD, without_html
from ssg.authoring.importers.markdown_tables import Column, table_columns, table_entry
from ssg.authoring.importers.records import (
    Imported,
    Record,
    Skipped,
    Slugs,
    plain_line,
    single_license,
)
from ssg.authoring.importers.source_bytes import source_bytes
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
    "lists toc contents index contribute contributing contribution contributions contributors "
    "license licenses licence licences acknowledgements acknowledgments footnotes sponsors "
    "backers references cheatsheets links legend faq authors credits thanks stargazers disclaimer "
    "changelog maintainers"
)
"""Words for what is no tool, separated by blanks."""
QUALIFIERS = (
    "a an and the of on in for to with by from about us our this table related other others "
    "further more useful helpful great good best recommended official external online free "
    "paid open awesome popular influential interesting learn learning video audio style cheat "
    "sheets blog e educational introductory additional general various misc miscellaneous "
    "projects similar social media how getting started where start what is documentation "
    "twitter reddit discord list history star"
)
"""Words that do not say what a section lists."""
NO_TOOLS = frozenset(LITERATURE.split())
NO_SUBJECT = NO_TOOLS | frozenset(QUALIFIERS.split())
"""A section is left out if its heading has a word of `NO_TOOLS`, and no word outside of this."""
CONTENTS = frozenset(["table", "of", "contents", "toc", "index"])
"""Words of the heading of a table of contents; sections below it are sections of the list."""
MARKED_SHARE = 0.5
"""Share of marked entries, 0 to 1, from which marks show that a section lists tools."""
SENTENCE = 4
"""Words from which a paragraph below a heading is a description of the section."""
MAX_LABEL = 60
"""Characters of a list item without a link that is the heading of the list in it."""
CODE_HOST = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/[^/\s]+/[^/\s#?]+/?"
)
STARS = re.compile(r"[\u2605\u2b50]\ufe0f?\s*(\d[\d,]*(?:\.\d+)?)\s*([km]?)", re.IGNORECASE)
STARS_SIGNAL: dict[str, JsonValue] = {
    "component": "adoption",
    "scale": "log",
    "full": 100_000,
    "label": "Stars",
}
THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
COUNT = re.compile(
    r"\s*(?:[(\[]\d[\d,.]*\+?[)\]]|[(\[]?\d[\d,.]*\+? (?:projects?|items?|entries|tools?|links?"
    r"|apps?|repos(?:itories)?|libraries|resources)[)\]]?)$"
)
"""Number of entries at the end of a heading."""
SOURCES = ("repo", "repository", "github", "gitlab", "code", "git")
"""Texts of links to the source code of an entry."""
LICENCE = re.compile(r".*[-\d].*|MIT|ISC|Unlicense|WTFPL|Zlib")
"""Likely licence codes; the SPDX ids `Ruby`, `PostgreSQL`, `JSON` mean other things in lists."""


def read(source: Path) -> Imported:
    """Read a Markdown list; raise UsageError if the file is unreadable or has no entry."""
    skipped: list[Skipped] = []
    tokens = without_html(MarkdownIt("commonmark").enable("table").parse(_text_of(source)))
    title = next((text for level, text in _headings(tokens) if level == 1 and text), "")
    folder = source.resolve().parent.name if source.stem.lower() == "readme" else ""
    title = title or folder or source.stem
    reader = _Reader(source.name, title, skipped)
    entries = _without_wrapper(list(reader.entries(tokens)))
    if not entries:
        raise UsageError(f'"{printable(source.name)}" has no list items that begin with a link')
    columns, slugs = table_columns([entry.cells for entry in entries]), Slugs("other")
    records = _records(entries, source.name, columns, slugs, skipped)
    about = {path.rpartition(" / ")[2]: text for path, text in reader.about.items()} | reader.about
    categories: dict[str, JsonValue] = {
        slug: {"name": name, "description": about[name]} if name in about else {"name": name}
        for slug, name in slugs.names.items()
    }
    symbols = Counter(entry.symbol for entry in entries if entry.symbol)
    if symbols:
        used = ", ".join(f"{symbol} ({number:,})" for symbol, number in symbols.most_common())
        skipped.append(Skipped(f"{source.name}:1", f"symbols before the text are left out: {used}"))
    return Imported(
        site=_site(title, categories, columns, records),
        records=tuple(records),
        skipped=tuple(skipped),
    )


def _text_of(source: Path) -> str:
    """Return the text of a file; raise UsageError if it is too large or cannot be read."""
    return decode(source_bytes(source, MAX_BYTES), source.name)[0]


def _records(
    entries: Sequence[Entry],
    file: str,
    columns: Mapping[str, Column],
    slugs: Slugs,
    skipped: list[Skipped],
) -> list[Record]:
    """Return a record for each tool; one that is listed in several categories has all of them.

    `slugs` gets a slug for each category, `skipped` the cells whose text is not of their column.
    """
    records: dict[str, Record] = {}
    for entry in entries:
        record = _record(entry, slugs.of(" / ".join(entry.headings) or "Other"), file, columns)
        skipped += [
            Skipped(record.origin, f"{printable(header)} left out: {printable(text, 40)}")
            for header, text in entry.cells
            if columns[header].typed(text) is None
        ]
        first = records.setdefault(record.key, record)
        if first is not record:
            records[record.key] = _in_both(first, record)
    return list(records.values())


def _without_wrapper(entries: list[Entry]) -> list[Entry]:
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
        if opening.type == "heading_open" and opening.tag != FOLD:
            yield int(opening.tag[1]), plain_line(text_of(inline.children or ()), 120)


class _Reader:
    """Reads the entries below headings of tool lists."""

    def __init__(self, file: str, title: str, skipped: list[Skipped]) -> None:
        self._file, self._title, self._skipped = file, title, skipped
        self._subject = {word.rstrip("s") for word in _words(title)}
        self._headings: dict[float, str] = {}
        """Level -> open heading."""
        self._folds: list[float] = []
        """Levels of the folded sections that are open."""
        self._labels: list[str] = []
        """A label, or an empty text, for each list item that is open."""
        self._left_out: dict[str, list[Entry]] = {}
        """Heading -> the entries below it, which may be no tools."""
        self.about: dict[str, str] = {}
        """Headings, joined -> the text below them."""
        self._filled = ""
        """Headings, joined, above the last entry."""
        self._header: list[str] = []
        self._row: list[Sequence[Token]] = []
        """Header and cells of the open row of a table."""
        self._marked = Counter[bool]()
        """How many of the entries have marks."""

    def entries(self, tokens: Sequence[Token]) -> Iterator[Entry]:
        """Yield the entries, and report the sections that are left out."""
        for index, token in enumerate(tokens):
            before = [known.type for known in tokens[max(0, index - 3) : index]]
            if token.type == "inline":
                yield from self._kept(self._read_inline(token, tokens[index - 1].tag, before))
            elif token.type == "tr_close" and self._row:
                yield from self._kept(self._read_row((token.map or [0])[0] + 1))
            elif token.type == "heading_open":
                self._open_heading(token.tag, tokens[index + 1])
            else:
                self._open_or_close(token)
        yield from self._sections_of_tools()

    def _open_or_close(self, token: Token) -> None:
        match token.type:
            case "fold_close" if self._folds:
                self._close_headings(self._folds.pop())
            case "list_item_open":
                self._labels.append("")
            case "list_item_close":
                self._labels.pop()
            case "thead_open":
                self._header = []
            case "tr_open":
                self._row = []

    def _read_inline(self, token: Token, tag: str, before: Sequence[str]) -> Entry | None:
        """Return the entry of an inline token in an element; `before` has the types before it."""
        children = token.children or ()
        if tag == "th":
            self._header.append(plain_line(text_of(children), 80))
        elif tag == "td":
            self._row.append(children)
        elif "list_item_open" in before[-2:-1]:
            return self._read_item(token)
        elif "blockquote_open" in before[-2:-1] and self._path():
            return read_entry(children, self._path(), (token.map or [0])[0] + 1)
        elif tag == "p":
            self._describe(children)
        return None

    def _describe(self, children: Sequence[Token]) -> None:
        """Keep the first text below a heading, and above its entries, as what its section is about.

        A text with a link to a heading, such as "back to top", is none.
        """
        path, text = " / ".join(self._path()), plain_line(text_of(children))
        inner = any(str(child.attrs.get("href")).startswith("#") for child in children)
        if path and path != self._filled and not inner and len(text.split()) >= SENTENCE:
            self.about.setdefault(path, text)

    def _kept(self, entry: Entry | None) -> Iterator[Entry]:
        """Yield an entry, unless its section may list something else than tools."""
        if entry is None:
            return
        self._filled = " / ".join(self._path())
        heading = self._other_section(entry.headings)
        if heading:
            self._left_out.setdefault(heading, []).append(entry)
        else:
            self._marked[bool(entry.codes)] += 1
            yield entry

    def _sections_of_tools(self) -> Iterator[Entry]:
        """Yield the entries of doubtful sections that are marked like tools; report the others."""
        marks = self._marked[True] > MARKED_SHARE * self._marked.total()
        reports: list[Skipped] = []
        for heading, entries in self._left_out.items():
            if marks and sum(bool(entry.codes) for entry in entries) > MARKED_SHARE * len(entries):
                yield from entries
            else:
                links = count(len(entries), "link")
                reason = f'the section "{printable(heading)}" is left out: {links}'
                reports.append(Skipped(f"{self._file}:{entries[0].line}", reason))
        self._skipped[:0] = reports

    def _close_headings(self, level: float) -> None:
        self._headings = {known: text for known, text in self._headings.items() if known < level}

    def _open_heading(self, tag: str, inline: Token) -> None:
        """Open a heading; that of a folded section is half a level below the one above it."""
        level = max(self._headings, default=0) + 0.5 if tag == FOLD else float(tag[1])
        if tag == FOLD:
            self._folds.append(level)
        self._close_headings(level)
        text = COUNT.sub("", plain_line(text_of(inline.children or ()), 80)).replace(" / ", "/")
        self._headings[level] = "" if text == self._title else text

    def _read_item(self, token: Token) -> Entry | None:
        """Return the entry of a list item; keep the text of an item without a link as a label."""
        children, path = token.children or (), self._path()
        line = (token.map or [0])[0] + 1
        entry = read_entry(children, path, line)
        if entry is None and any(child.type == "link_open" for child in children):
            if not self._other_section(path) and not _is_contents(children):
                self._report(line, "the item does not begin with a link to a web page")
        elif entry is None:
            text = text_of(children).strip().rstrip(":")
            self._labels[-1] = plain_line(text, 80) if len(text) <= MAX_LABEL else ""
        return entry

    def _read_row(self, line: int) -> Entry | None:
        """Return the entry of a row of a table whose first or second cell begins with a link."""
        header, row = self._header, self._row
        path = self._path()
        for place, cell in enumerate(row[:2]):
            entry = read_entry(cell, path, line)
            if entry:
                others = [
                    (header[at] if at < len(header) else "", prose_of(other), [*links_of(other)])
                    for at, other in enumerate(row)
                    if at != place
                ]
                text, cells = table_entry(entry.text, others)
                return replace(entry, text=text, cells=cells)
        return None

    def _path(self) -> tuple[str, ...]:
        """Return the headings and labels above the current place."""
        headings = (text for _, text in sorted(self._headings.items()) if text)
        return (*headings, *(label for label in self._labels if label))

    def _other_section(self, path: Sequence[str]) -> str:
        """Return the heading above an entry that announces something else than tools, or ""."""
        return next(
            (
                text
                for place, text in enumerate(path, 1)
                if self._is_left_out(text)
                and (place == len(path) or not CONTENTS.issuperset(_words(text)))
            ),
            "",
        )

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


def _record(entry: Entry, category: str, file: str, columns: Mapping[str, Column]) -> Record:
    sources = [
        url
        for text, url in entry.links
        if "source" in text or text in SOURCES or CODE_HOST.fullmatch(url)
    ]
    cells = {columns[header].id: columns[header].typed(text) for header, text in entry.cells}
    stars = [
        int(float(number.replace(",", "")) * THOUSANDS[unit.lower()])
        for code in entry.codes
        for number, unit in STARS.findall(code)
    ]
    licence = _license(entry)
    labels = [code for code in entry.codes if code != licence and not STARS.fullmatch(code)]
    attributes: dict[str, JsonValue] = {"labels": [*labels], **cells}
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
            "license": licence,
            "categories": [category],
            "signals": {"stars": stars[0]} if stars else None,
            "attributes": {
                key: value for key, value in attributes.items() if value not in (None, "", [])
            },
        },
    )


def _license(entry: Entry) -> str | None:
    """Return the licence among the words in code marks and the cells, if there is exactly one."""
    cells = [text for header, text in entry.cells if header.lower().startswith("licen")]
    return single_license(
        [
            code
            for code in (*entry.codes, *cells)
            if LICENCE.fullmatch(code) and single_license([code])
        ]
    )


def _site(
    title: str,
    categories: dict[str, JsonValue],
    columns: Mapping[str, Column],
    records: Iterable[Record],
) -> dict[str, JsonValue]:
    """Return the site; numbers of stars are a signal, so that it has scores."""
    attributes: dict[str, JsonValue] = {"labels": {"label": "Labels", "kind": "list"}}
    starred = any(record.fields["signals"] for record in records)
    attributes |= {
        column.id: {"label": column.label, "kind": column.kind} for column in columns.values()
    }
    return {
        "title": title,
        "base_url": "https://example.org/",
        "description": f"The tools of {title}, compared.",
        "types": {"tool": "Tool"},
        "categories": categories,
        "attributes": attributes,
        **({"ranking": {"name": "Score", "signals": {"stars": STARS_SIGNAL}}} if starred else {}),
    }
