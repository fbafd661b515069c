"""Result of an importer: records in terms of the content format, and what was left out.

An importer is a function `read(source: Path) -> Imported`. It maps; it does not write.
`import_site` turns the result into files, so every importer gets validation, slugs, and merging
with what people have edited.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from markdown_it import MarkdownIt

from ssg.content.field_types import MAX_SLUG, check_license, check_slug
from ssg.errors import Problem
from ssg.json_value import JsonValue
from ssg.ranking.subjects import distinctive_stems
from ssg.text import sentences, slugify, without_unsafe

__all__ = [
    "Imported",
    "Importer",
    "Record",
    "Skipped",
    "Slugs",
    "nested_name",
    "plain_line",
    "plain_slug",
    "plain_summary",
    "release_version",
    "single_license",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One tool of a foreign list."""

    key: str
    """Stable id of the record in its source: a file's stem, a name or a URL."""
    origin: str
    """File of the source and line, for messages: `software/gitea.yml:1`."""
    fields: Mapping[str, JsonValue]
    """Keys of a tool's file; `name` and `summary` at least."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record, or a part of a record, that was not imported."""

    origin: str
    """File of the source and line."""
    reason: str

    @classmethod
    def of_file(cls, path: str, problems: Sequence[Problem], reason: str) -> "Skipped":
        """Return that a file was left out: for its first problem, or else for a reason."""
        if problems:
            return cls(f"{path}:{problems[0].line}", problems[0].message)
        return cls(f"{path}:1", reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A foreign list in the terms of the content format."""

    site: Mapping[str, JsonValue]
    """Keys of site.yaml: title, description, types, categories, attributes, ranking."""
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...] = ()
    unmapped: Mapping[str, int] | None = None
    """Keys of the source that have no place in the content format -> how many records have them."""


MAX_LINE, MAX_TEXT = 300, 3_000
"""Characters of a line, and of a text of which the first sentences are a line."""
MARKDOWN = re.compile(r"[`*_\]\\&]")
"""Characters without which Markdown is plain text."""
DOUBLE_STOP = re.compile(r"(?<=[!?\u2026])\.$|(?<=[^.]\.)\.$")
"""A full stop after another mark that ends a sentence."""
INLINE = MarkdownIt("commonmark", {"html": False})
LICENCES = {
    "mit": "MIT",
    "isc": "ISC",
    "apache 2": "Apache-2.0",
    "apache software 2": "Apache-2.0",
    "bsd 2 clause": "BSD-2-Clause",
    "bsd 2 clause simplified": "BSD-2-Clause",
    "bsd 3 clause": "BSD-3-Clause",
    "bsd 3 clause new or revised": "BSD-3-Clause",
    "gnu general public 2": "GPL-2.0-only",
    "gnu general public 3": "GPL-3.0-only",
    "gnu lesser general public 2.1": "LGPL-2.1-only",
    "gnu lesser general public 3": "LGPL-3.0-only",
    "gnu affero general public 3": "AGPL-3.0-only",
    "gnu general public 2 or later": "GPL-2.0-or-later",
    "gnu general public 3 or later": "GPL-3.0-or-later",
    "gnu affero general public 3 or later": "AGPL-3.0-or-later",
    "mozilla public 2": "MPL-2.0",
    "eclipse public 1": "EPL-1.0",
    "eclipse public 2": "EPL-2.0",
    "boost software 1": "BSL-1.0",
    "creative commons zero 1 universal": "CC0-1.0",
    "zlib": "Zlib",
    "proprietary": "LicenseRef-Proprietary",
}
"""Full names of licences, without the words "license" and "version" and without ".0" -> SPDX id."""
TAG = re.compile(
    r"(?P<part>.*?)(?P<version>\d+(?:(?:\.\d+)+|(?:_\d+)+)?"
    r"(?:[-_]\d+)*(?:p\d+)?(?:[-.](?:lts|stable|final))?)(?:\+[\w.]+)?",
    re.IGNORECASE,
)
"""A tag of a release: what comes before the version, and a version that is no preview."""
TAG_WORDS = {"", "release", "releases", "rel", "version"}
"""What may come before the version, besides the name of the program and a `v`."""
SPELLED = {"+": " plus ", "#": " sharp "}
"""How a slug spells what distinguishes C, C++ and C#."""


Importer: TypeAlias = Callable[[Path], Imported]


def plain_line(text: object, most: int = MAX_LINE) -> str:
    """Return a text on one line, cut at a word to `most` characters; empty for other types."""
    line = " ".join(without_unsafe(text).split()) if isinstance(text, str) else ""
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def plain_summary(text: object) -> str:
    """Return Markdown as plain text on one line: no links, code marks or emphasis.

    A long text is cut after a sentence, if one is short enough, else after a word.
    """
    if isinstance(text, str) and MARKDOWN.search(text):
        tokens = INLINE.parseInline(text)[0].children or ()
        text = "".join(
            " " if token.type.endswith("break") else "" if token.type == "image" else token.content
            for token in tokens
        )
    line = DOUBLE_STOP.sub("", plain_line(text, MAX_TEXT))
    whole = ""
    for sentence in sentences(line):
        if len(whole) + len(sentence) >= MAX_LINE:
            break
        whole = f"{whole} {sentence}".strip()
    return line if len(line) <= MAX_LINE else whole or plain_line(line)


def nested_name(*parts: str) -> str:
    """Return the name of a category below others: `Media Streaming / Audio Streaming`.

    A last part that fits any subject is joined to the one above it, as in `Email Complete
    Solutions`, a word of both once; one for the management of something is none.
    """
    *above, last = parts
    if above and not distinctive_stems(last) and not last.endswith(" Management"):
        words, (first, *rest) = above.pop().split(), last.split()
        last = " ".join([*words, *rest] if words[-1] == first else [*words, first, *rest])
    return " / ".join([*above, last])


def release_version(tag: object, names: Iterable[str]) -> str:
    """Return the version of a release tag: `2.10` for `release-2.10` and `pens-v2.10` of Pens.

    Empty for the tags of previews (`2.0-rc1`, `nightly`) and for tags that begin with another
    word than one of the names of the program, as these are of a part of it (`pens-cli-2.10`).
    """
    match = TAG.fullmatch(plain_line(tag, 80))
    if not match:
        return ""
    part, version = match["part"].lower(), match["version"]
    word = re.sub(r"[\W_]", "", re.sub(r"(?:^|(?<=[\W_]))v[\W_]*$", "", part))
    own = {re.sub(r"[\W_]", "", name.lower()) for name in names}
    if word not in TAG_WORDS and not (word in own and re.search(r"\d\D\d", version)):
        return ""
    return version.replace("_", ".") if re.fullmatch(r"\d+(?:_\d+)+", version) else version


def single_license(names: Sequence[object]) -> str | None:
    """Return the licence if there is exactly one and it is a valid SPDX expression, else None."""
    lines = [line and LICENCES.get(_licence_words(line), line) for line in map(plain_line, names)]
    return lines[0] if len(lines) == 1 and lines[0] and not check_license(lines[0])[0] else None


def _licence_words(name: str) -> str:
    """Return a name of a licence as `LICENCES` has it: `mit`, `gnu general public 3`."""
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)*", name.lower().replace("licence", "license"))
    left_out = {"the", "license", "version", "v", "only"}
    return " ".join(word.removesuffix(".0") for word in words if word not in left_out)


class Slugs:
    """Ids of categories or types: different names never share one."""

    def __init__(self, otherwise: str) -> None:
        """Take the id of a name without a letter that an id may have."""
        self._otherwise = otherwise
        self.names: dict[str, str] = {}
        """Id -> name, in the order of first use."""
        self._ids: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the id of a name; `-2` and so on is appended where another name has it."""
        if name not in self._ids:
            first = plain_slug(name, self._otherwise)
            numbered = (f"{first[: MAX_SLUG - 4]}-{number}" for number in itertools.count(2))
            slugs = itertools.chain([first], numbered)
            free = next(slug for slug in slugs if slug not in self.names)
            self._ids[name], self.names[free] = free, name
        return self._ids[name]


def plain_slug(name: str, otherwise: str) -> str:
    """Return an id for a category or a type, or a fallback if no letter of the name is allowed."""
    spelled = re.sub(r"(?<=\w)(\++|#)", lambda match: SPELLED[match[1][0]] * len(match[1]), name)
    slug = slugify(spelled)[:MAX_SLUG].strip("-")
    return slug if slug and not check_slug(slug) else otherwise
