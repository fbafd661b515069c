"""What tells of two tools more than their category: rare entries of lists, words of one subject.

An entry such as `Docker`, which many tools have, makes no tool near to another. Nor does a word
that occurs in all categories, such as `simple`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from ssg.catalog import Tool
from ssg.comparison.definitions import telling_stems
from ssg.tokenizer import stem, words

__all__ = ["Telling"]

COMMON_SHARE = 0.2
"""Share of the tools of a category, or of all, above which an entry is common."""
FEW_OWNERS = 3
"""An entry of so many tools is never common: on a small site each has a large share."""
RARE = 4
"""A word of so many summaries says by itself what a tool is for."""
TOOLS_PER_CATEGORY = 2
"""Least number of tools with a word for each main category that it occurs in."""


class Telling:
    """Answers which entries and words of a tool tell something."""

    def __init__(self, tools: Sequence[Tool], in_category: Mapping[str, Sequence[Tool]]) -> None:
        self._tools, self._in_category = tools, in_category
        self._common: dict[str, frozenset[tuple[str, str]]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._subjects: dict[str, frozenset[str]] = {}
        self._owners: Counter[str] = Counter()

    def common_entries(self, category: str) -> frozenset[tuple[str, str]]:
        """Return attribute and entry of what too many tools of a category, or of all, have."""
        if category not in self._common:
            self._common[category] = (
                _common(self._in_category.get(category, ())) | self.common_entries("")
                if category
                else _common(self._tools)
            )
        return self._common[category]

    def words(self, slug: str) -> frozenset[str]:
        """Return the stems of a tool's summary that few categories have."""
        if not self._words:
            self._words = _telling_words(self._tools)
        return self._words[slug]

    def shared_subject(self, slug: str, other: str) -> frozenset[str]:
        """Return the stems that both summaries have, and that tell what a tool is for."""
        if not self._subjects:
            self._subjects = {tool.slug: telling_stems(tool.summary) for tool in self._tools}
            self._owners.update(root for found in self._subjects.values() for root in found)
        return self._subjects[slug] & self._subjects[other]

    def have_one_subject(self, slug: str, other: str) -> bool:
        """Return whether two summaries share several such stems, or a rare one."""
        shared = self.shared_subject(slug, other)
        return len(shared) > 1 or any(self._owners[root] <= RARE for root in shared)


def _common(tools: Collection[Tool]) -> frozenset[tuple[str, str]]:
    owners = Counter(
        (key, entry)
        for tool in tools
        for key, value in tool.attributes
        if isinstance(value, tuple)
        for entry in value
    )
    most = max(FEW_OWNERS, COMMON_SHARE * len(tools))
    return frozenset(entry for entry, number in owners.items() if number > most)


def _telling_words(tools: Collection[Tool]) -> dict[str, frozenset[str]]:
    """Return slug -> the stems of the summary that occur in few main categories for their number.

    A word that one tool has is in as many categories, so it is not telling.
    """
    stems: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    owners: Counter[str] = Counter()
    categories: dict[str, set[str]] = defaultdict(set)
    for tool in tools:
        mine = found[tool.slug] = set()
        for word in words(tool.summary):
            mine.add(stems.get(word) or stems.setdefault(word, stem(word)))
        owners.update(mine)
        for root in mine:
            categories[root].add(tool.categories[0] if tool.categories else "")
    telling = {
        root
        for root, number in owners.items()
        if number >= TOOLS_PER_CATEGORY * len(categories[root])
    }
    return {slug: frozenset(mine & telling) for slug, mine in found.items()}
