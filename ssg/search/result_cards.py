"""Result cards and filter columns of the tools, in rank order."""

from collections.abc import Iterable, Mapping, Sequence

from ssg.catalog import PricingModel, Status, Tool
from ssg.labels import PRICING_LABELS, STATUS_LABELS
from ssg.search.encoding import varints
from ssg.settings import Settings
from ssg.text import slugify

__all__ = ["cards", "facet_columns", "labels"]

Card = list[str | list[str] | dict[int, str]]
LONGEST_ANCHOR = 60


def labels(settings: Settings) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the facets with values and labels; positions are the numbers in the columns."""
    return (
        ("type", settings.types),
        ("pricing", tuple((model.value, label) for model, label in PRICING_LABELS.items())),
        ("category", tuple((category.id, category.name) for category in settings.categories)),
        ("status", tuple((status.value, label) for status, label in STATUS_LABELS.items())),
    )


def facet_columns(tools: Sequence[Tool], settings: Settings) -> bytes:
    """Encode for each facet the first value of every tool, then the further values.

    A first value is its number plus 1, or 0 for none. Further values are preceded by their count;
    each is a gap between tools and the value's number plus 1.
    """
    body = b""
    for facet, known in labels(settings):
        numbers = {value: number for number, (value, _) in enumerate(known, 1)}
        values = [[numbers[value] for value in _values(tool, facet)] for tool in tools]
        further = [(tool, value) for tool, numbered in enumerate(values) for value in numbered[1:]]
        body += varints(numbered[0] if numbered else 0 for numbered in values) + varints(
            [len(further)]
        )
        body += varints(_with_gaps(further))
    return body


def _with_gaps(further: Iterable[tuple[int, int]]) -> Iterable[int]:
    before = 0
    for tool, value in further:
        yield tool - before
        yield value
        before = tool


def _values(tool: Tool, facet: str) -> Sequence[str]:
    by_facet: Mapping[str, Sequence[PricingModel | Status | str | None]] = {
        "type": (tool.type,),
        "pricing": (tool.pricing.model,),
        "category": tool.categories,
        "status": (tool.status,),
    }
    return [str(value) for value in dict.fromkeys(by_facet[facet]) if value]


def cards(tools: Sequence[Tool]) -> list[Card]:
    """Return for each tool its name, slug, capability titles and anchors by number.

    Slugs and anchors that follow from the name or title are left out.
    """
    return [
        [
            _on_one_line(tool.name),
            "" if slugify(tool.name) == tool.slug else tool.slug,
            [_on_one_line(capability.title) for capability in tool.capabilities],
            {
                number: capability.anchor
                for number, capability in enumerate(tool.capabilities)
                if capability.anchor != slugify(capability.title)[:LONGEST_ANCHOR].strip("-")
            },
        ]
        for tool in tools
    ]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
