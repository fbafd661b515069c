"""What tells of two tools more than their category: rare entries of lists, words of one subject.

An entry such as `Docker`, which many tools have, makes no tool near to another. Nor does a word
that fits any program, such as `simple`.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ssg.catalog import Tool
from ssg.comparison.definitions import telling_stems
from ssg.tokenizer import terms

__all__ = ["Telling"]

COMMON_SHARE = 0.2
"""Share of the tools of a category, or of all, above which an entry is common."""
FEW_OWNERS = 3
"""An entry of so many tools is never common: on a small site each has a large share."""
FEW_HAVE_IT = 1.3
VAGUE = frozenset(
    terms(
        "allow competitive continuous coordinate deep demand different execute feature flow gen "
        "improve insight kind medium method order put safe select take technical towards way"
    )
)
"""Stems of words that are rare in short summaries, and say nothing of what a tool is for."""
ASIDE = re.compile(r"\([^()]*\)")
"""Words in brackets; in several summaries they are a note, as `(documentation in French)`."""
RARE = 4
"""A word of so many summaries says by itself what a tool is for."""


class Telling:
    """Answers which entries of a tool tell something, and whether two are about one subject."""

    def __init__(
        self,
        tools: Sequence[Tool],
        in_category: Mapping[str, Sequence[Tool]],
        *,
        is_english: bool = True,
    ) -> None:
        """Take all tools; subjects are known where the texts of the files are in English."""
        self._tools, self._in_category, self._is_english = tools, in_category, is_english
        self._common: dict[str, frozenset[tuple[str, str]]] = {}
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

    def shared_subject(self, slug: str, other: str) -> frozenset[str]:
        """Return the stems that both summaries have, and that tell what a tool is for.

        There are none for another language than English, as the tokenizer has no stop words of it.
        """
        if not self._is_english:
            return frozenset()
        if not self._subjects:
            asides = Counter(each for tool in self._tools for each in ASIDE.findall(tool.summary))
            self._subjects = {
                tool.slug: telling_stems(
                    ASIDE.sub(
                        lambda aside: "" if asides[aside[0]] > FEW_OWNERS else aside[0],
                        tool.summary,
                    )
                )
                - VAGUE
                for tool in self._tools
            }
            self._owners.update(root for found in self._subjects.values() for root in found)
        return self._subjects[slug] & self._subjects[other]

    def have_one_subject(self, slug: str, other: str) -> bool:
        """Return whether two summaries share several such stems, or a rare one."""
        shared = self.shared_subject(slug, other)
        return len(shared) > 1 or any(self._owners[root] <= RARE for root in shared)

    def have_one_rare_subject(self, slug: str, other: str) -> bool:
        """Return whether two summaries share a rare stem, or several that few summaries have.

        The inverse document frequencies of all of them, log(tools / summaries with the stem), are
        then at least `FEW_HAVE_IT` times that of a stem of the two alone.
        """
        shared = self.shared_subject(slug, other)
        if any(self._owners[root] <= RARE for root in shared):
            return True
        weight = math.fsum(math.log(len(self._tools) / self._owners[root]) for root in shared)
        return len(shared) > 1 and weight >= FEW_HAVE_IT * math.log(len(self._tools) / 2)


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
