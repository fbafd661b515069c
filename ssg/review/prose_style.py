"""Lint checks of texts: short or duplicate texts, capability titles, marketing language."""

import difflib
import re
from collections.abc import Iterator

from ssg.catalog import Capability, Catalog, SharedCapability, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.suggestions import suggest
from ssg.content.location import Location
from ssg.content.source_map import Find
from ssg.content.text_fields import tool_passages
from ssg.errors import Code, Problem, Severity
from ssg.fields import Keys
from ssg.text import count, printable
from ssg.tokenizer import terms
from ssg.urls import Addresses

__all__ = [
    "check_capability_titles",
    "check_duplicate_texts",
    "check_marketing",
    "check_shared_ids",
    "check_short_texts",
]

MIN_SUMMARY, MIN_DESCRIPTION, MIN_CAPABILITY = 4, 12, 6
"""Words below which a summary, a description or a capability's text is reported."""
MIN_DUPLICATE = 6
"""Words below which two equal texts are not reported."""
MIN_STRENGTH = 0.85
"""Strength, 0-1, from which capabilities that may share an id are reported."""
MAX_GROUPS = 10
"""Notes on them in one run: the likeliest; "ssg align --suggest" lists the rest."""
UNIQUE_TEXTS = {"summary", "description", "unique"}
"""Keys whose text must not be duplicated."""
SIMILAR = 0.9
"""Similarity of spelling (`difflib` ratio, 0-1) above which two titles count as the same."""
MARKETING = re.compile(
    r"\b(blazing(?:ly)?[ -]fast|lightning[ -]fast|super[ -](?:fast|easy)|cutting[ -]edge|"
    r"bleeding[ -]edge|revolutionary|revolutioni[sz]es?|world[ -]class|best[ -]in[ -]class|"
    r"best[ -]of[ -]breed|game[ -]chang(?:er|ing)|next[ -]gen(?:eration)?|effortless(?:ly)?|"
    r"seamless(?:ly)?|unparalleled|unrivall?ed|unmatched|industry[ -]leading|market[ -]leading|"
    r"award[ -]winning|supercharges?d?|turbocharges?d?|unleash(?:es|ed)?|skyrocket(?:s|ed)?|"
    r"enterprise[ -]grade|one[ -]stop[ -]shop|state[ -]of[ -]the[ -]art|like magic|"
    r"magical(?:ly)?|10x|the ultimate|the leading)\b",
    re.IGNORECASE,
)
"""Marketing language; a measured value belongs in its place."""

NamedTerms = tuple[str, frozenset[str], SharedCapability]
"""A name of a shared capability, its terms, and the capability."""


def check_short_texts(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a warning for each text that is missing or too short to inform a reader.

    A site of which no tool has capabilities lacks none.
    """
    documented = any(tool.capabilities for tool in catalog.tools)
    return [
        find(tool.path, keys, "").problem(Code.THIN_TEXT, message, hint, Severity.WARNING)
        for tool in catalog.tools
        for keys, message, hint in (
            *_short_texts(tool),
            *(_short_capabilities(tool) if documented else ()),
        )
    ]


def _short_texts(tool: Tool) -> Iterator[tuple[Keys, str, str]]:
    words = len(tool.summary.split())
    if words < MIN_SUMMARY:
        hint = "describe what the tool is and who it is for, in one sentence"
        yield ("summary",), f"the summary has only {count(words, 'word')}", hint
    words = len(tool.description.split())
    if not words:
        hint = 'add "description": two or three sentences on what the tool is and is not'
        yield (), "there is no description", hint
    elif words < MIN_DESCRIPTION:
        hint = "write two or three sentences"
        yield ("description",), f"the description has only {count(words, 'word')}", hint


def _short_capabilities(tool: Tool) -> Iterator[tuple[Keys, str, str]]:
    if not tool.capabilities:
        hint = 'add "capabilities": what the tool can do, one entry each'
        yield (), "there are no capabilities", hint
    for index, capability in enumerate(tool.capabilities):
        words = len(f"{capability.description} {capability.unique}".split())
        if words < MIN_CAPABILITY:
            length = (
                f"is described in only {count(words, 'word')}" if words else "has no description"
            )
            message = f'the capability "{printable(capability.title)}" {length}'
            yield ("capabilities", index), message, "describe how it works"


def check_duplicate_texts(catalog: Catalog, addresses: Addresses, find: Find) -> list[Problem]:
    """Return a warning for each text that equals an earlier one, ignoring case and punctuation."""
    first_uses: dict[str, tuple[Tool, Keys]] = {}
    problems = []
    for tool in catalog.tools:
        for passage in tool_passages(tool, addresses):
            words = re.findall(r"\w+", passage.text.lower())
            if len(words) < MIN_DUPLICATE or passage.keys[-1] not in UNIQUE_TEXTS:
                continue
            first = first_uses.setdefault(" ".join(words), (tool, passage.keys))
            if first != (tool, passage.keys):
                file, line, _ = find(first[0].path, first[1], "")
                message = f"the same text is in {file}:{line}"
                hint = f"write what is specific to {printable(tool.name)}, or remove it"
                location = find(tool.path, passage.keys, "")
                problems.append(location.problem(Code.SAME_TEXT, message, hint, Severity.WARNING))
    return problems


def check_capability_titles(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a note for each capability without an id whose title is near a shared name."""
    names = [
        (name, frozenset(terms(name)), shared)
        for shared in catalog.capabilities
        for name in (shared.name, *shared.aliases)
    ]
    return [
        _title_note(find(tool.path, ("capabilities", index, "title"), ""), title, shared)
        for tool in catalog.tools
        for index, title, shared in _near_shared_names(tool.capabilities, names)
    ]


def _near_shared_names(
    capabilities: tuple[Capability, ...], names: list[NamedTerms]
) -> Iterator[tuple[int, str, SharedCapability]]:
    used = {capability.id for capability in capabilities}
    for index, capability in enumerate(capabilities):
        shared = None if capability.id else _similar_name(capability.title, names)
        if shared and shared.id not in used:
            yield index, capability.title, shared


def _title_note(location: Location, title: str, shared: SharedCapability) -> Problem:
    return location.problem(
        Code.SHARED_TITLE,
        f'"{printable(title)}" is similar to the shared capability "{printable(shared.name)}"',
        f'add "id: {shared.id}" if it is the same capability',
        Severity.NOTE,
    )


def _similar_name(title: str, names: list[NamedTerms]) -> SharedCapability | None:
    """Return the shared capability with the same terms, or nearly the same spelling."""
    title_terms = frozenset(terms(title))
    matcher = difflib.SequenceMatcher(b=title.lower(), autojunk=False)
    for name, name_terms, shared in names:
        matcher.set_seq1(name.lower())
        if title_terms and title_terms == name_terms:
            return shared
        if matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR:
            return shared
    return None


def check_shared_ids(catalog: Catalog, aligner: Aligner, find: Find) -> list[Problem]:
    """Return a note for each of the likeliest groups of capabilities without a shared id."""
    paths = {tool.slug: tool.path for tool in catalog.tools}
    problems = []
    for group in suggest(catalog, aligner, least=MIN_STRENGTH)[:MAX_GROUPS]:
        first = next(member for member in group.members if not member.id)
        other, *more = [member for member in group.members if member is not first]
        others = f" and {len(more)} more" if more else ""
        problems.append(
            find(paths[first.slug], ("capabilities", first.index, "title"), "").problem(
                Code.WITHOUT_ID,
                f'"{printable(first.title)}" is probably the same as "{printable(other.title)}" of '
                f"{other.slug}{others}",
                f'use "id: {group.id}" in both if so, else "different_from"; '
                f'"ssg align --suggest {first.slug}" shows the texts',
                Severity.NOTE,
            )
        )
    return problems


def check_marketing(catalog: Catalog, addresses: Addresses, find: Find) -> list[Problem]:
    """Return a note for each text with marketing language, at its first occurrence."""
    problems = []
    for tool in catalog.tools:
        for passage in tool_passages(tool, addresses):
            match = MARKETING.search(passage.text)
            if match:
                location = find(passage.path, passage.keys, match.group())
                message = f'"{printable(match.group())}" is marketing language'
                hint = "write what was measured, or remove it"
                problems.append(location.problem(Code.MARKETING, message, hint, Severity.NOTE))
    return problems
