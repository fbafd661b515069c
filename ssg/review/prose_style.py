"""Catalog -> what could be said better: texts too thin or the same as another's, names of shared capabilities, advertising."""

import difflib
import re
from collections.abc import Iterator

from ssg.catalog import Catalog, SharedCapability, Tool
from ssg.content.text_fields import Find, Keys, tool_passages
from ssg.errors import Code, Problem, Severity
from ssg.text import count, printable
from ssg.tokenizer import terms
from ssg.urls import Addresses

__all__ = ["check_marketing", "check_same", "check_thin_texts", "check_titles"]

LEAST_SUMMARY, LEAST_DESCRIPTION, LEAST_CAPABILITY = 4, 12, 6
"""Words below which a summary, a tool's description and a capability's description tell nobody anything."""
LEAST_SAME = 6
"""Words below which two texts may well be the same."""
ALIKE = 0.9
"""Likeness of letters, 0 to 1, above which two titles are the same but for their spelling."""
MARKETING = re.compile(
    r"\b(blazing(?:ly)?[ -]fast|lightning[ -]fast|cutting[ -]edge|bleeding[ -]edge|revolutionary|revolutioni[sz]es?|"
    r"world[ -]class|best[ -]in[ -]class|best[ -]of[ -]breed|game[ -]chang(?:er|ing)|next[ -]gen(?:eration)?|effortless(?:ly)?|"
    r"seamless(?:ly)?|unparalleled|unrivall?ed|unmatched|industry[ -]leading|market[ -]leading|award[ -]winning|"
    r"supercharges?d?|turbocharges?d?|unleash(?:es|ed)?|skyrocket(?:s|ed)?|enterprise[ -]grade|one[ -]stop[ -]shop|"
    r"state[ -]of[ -]the[ -]art|"
    r"like magic|magical(?:ly)?|10x|the ultimate|the leading|super[ -](?:fast|easy))\b",
    re.IGNORECASE,
)
"""Words that praise and tell nothing; what is measured belongs in their place."""


def check_thin_texts(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a warning for each text that is too short to tell a reader anything, or missing where readers look for it."""
    return [
        _problem(find, tool.path, keys, Code.THIN_TEXT, message, hint)
        for tool in catalog.tools
        for keys, message, hint in _thin(tool)
    ]


def _thin(tool: Tool) -> Iterator[tuple[Keys, str, str]]:
    words = len(tool.summary.split())
    if words < LEAST_SUMMARY:
        yield (
            ("summary",),
            f"the summary has {count(words, 'word')}",
            "say what it is and for whom, in one sentence",
        )
    words = len(tool.description.split())
    if not words:
        yield (
            (),
            "there is no description",
            'add "description": two or three sentences on what it is and is not',
        )
    elif words < LEAST_DESCRIPTION:
        yield (
            ("description",),
            f"the description has {count(words, 'word')}",
            "two or three sentences help a reader decide",
        )
    if not tool.capabilities:
        yield (), "no capability is described", 'add "capabilities": what it can do, one entry each'
    for index, capability in enumerate(tool.capabilities):
        words = len(f"{capability.description} {capability.unique}".split())
        if words < LEAST_CAPABILITY:
            said = f"is described in {count(words, 'word')}" if words else "has no description"
            yield (
                ("capabilities", index),
                f'the capability "{printable(capability.title)}" {said}',
                "say how it works",
            )


def check_same(catalog: Catalog, addresses: Addresses, find: Find) -> list[Problem]:
    """Return a warning for each text of a tool that says, word for word, what another one says."""
    owners: dict[str, tuple[Tool, Keys]] = {}
    problems = []
    for tool in catalog.tools:
        for passage in tool_passages(tool, addresses):
            words = " ".join(re.findall(r"\w+", passage.text.lower()))
            if words.count(" ") + 1 < LEAST_SAME or passage.keys[-1] not in {
                "summary",
                "description",
                "unique",
            }:
                continue
            owner, keys = owners.setdefault(words, (tool, passage.keys))
            if (owner, keys) != (tool, passage.keys):
                file, line, _ = find(owner.path, keys, "")
                problems.append(
                    _problem(
                        find,
                        tool.path,
                        passage.keys,
                        Code.SAME_TEXT,
                        f"the same text is in {file}:{line}",
                        f"say what is true of {printable(tool.name)} alone, or remove it",
                    )
                )
    return problems


def check_titles(catalog: Catalog, find: Find) -> list[Problem]:
    """Return a note for each capability without an id whose title is nearly a name of a shared capability."""
    named = [
        (name, frozenset(terms(name)), shared)
        for shared in catalog.capabilities
        for name in (shared.name, *shared.aliases)
    ]
    problems = []
    for tool in catalog.tools:
        used = {capability.id for capability in tool.capabilities}
        for index, capability in enumerate(tool.capabilities):
            shared = None if capability.id else _nearly(capability.title, named)
            if shared and shared.id not in used:
                problems.append(
                    _problem(
                        find,
                        tool.path,
                        ("capabilities", index, "title"),
                        Code.SHARED_TITLE,
                        f'"{printable(capability.title)}" is nearly the shared capability "{printable(shared.name)}"',
                        f'use "id: {shared.id}" if it is the same thing',
                        Severity.NOTE,
                    )
                )
    return problems


def _nearly(
    title: str, named: list[tuple[str, frozenset[str], SharedCapability]]
) -> SharedCapability | None:
    meaning, letters = (
        frozenset(terms(title)),
        difflib.SequenceMatcher(b=title.lower(), autojunk=False),
    )
    for name, needed, shared in named:
        letters.set_seq1(name.lower())
        if (meaning and meaning == needed) or (
            letters.quick_ratio() >= ALIKE and letters.ratio() >= ALIKE
        ):
            return shared
    return None


def check_marketing(catalog: Catalog, addresses: Addresses, find: Find) -> list[Problem]:
    """Return a note for each text that praises in place of telling, at the first word that does."""
    problems = []
    for tool in catalog.tools:
        for passage in tool_passages(tool, addresses):
            found = MARKETING.search(passage.text)
            if found:
                problems.append(
                    _problem(
                        find,
                        passage.path,
                        passage.keys,
                        Code.MARKETING,
                        f'"{printable(found.group())}" praises and tells nothing',
                        "say what was measured, or leave it out",
                        Severity.NOTE,
                        found.group(),
                    )
                )
    return problems


def _problem(  # noqa: PLR0913  (what a problem is made of)
    find: Find,
    path: str,
    keys: Keys,
    code: Code,
    message: str,
    hint: str,
    severity: Severity = Severity.WARNING,
    words: str = "",
) -> Problem:
    file, line, column = find(path, keys, words)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=code,
        message=message,
        hint=hint,
        severity=severity,
    )
