"""Which entries of lists say more of two tools than their category.

An entry such as `Docker`, which many tools have, makes no tool near to another.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ssg.catalog import Tool

__all__ = ["CommonEntries"]

COMMON_SHARE = 0.2
"""Share of the tools of a category, or of all, above which an entry is common."""
FEW_OWNERS = 3
"""An entry of so many tools is never common: on a small site each has a large share."""


class CommonEntries:
    """Answers which entries of tools are common."""

    def __init__(self, tools: Sequence[Tool], in_category: Mapping[str, Sequence[Tool]]) -> None:
        self._tools, self._in_category = tools, in_category
        self._common: dict[str, frozenset[tuple[str, str]]] = {}

    def of(self, category: str) -> frozenset[tuple[str, str]]:
        """Return attribute and entry of what too many tools of a category, or of all, have."""
        if category not in self._common:
            self._common[category] = (
                _common(self._in_category.get(category, ())) | self.of("")
                if category
                else _common(self._tools)
            )
        return self._common[category]


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
