"""Documents of tools have the matches by text with likely partners."""

from collections import Counter
from typing import Any

from ssg.comparison.alignment import LazyAligner
from ssg.urls import ordered
from ssg.views.likely_partners import likely_partners, text_matches
from support.strategies import a_capability, a_catalog, a_tool
from support.view_contexts import a_context

TITLES = ("Fine-tune models", "Read parquet files", "Quantize weights to int4")
SLUGS = [f"t{number:02}" for number in range(20)]
CATALOG = a_catalog(
    *(
        a_tool(
            slug,
            capabilities=tuple(
                a_capability(title)
                for title in (*TITLES[number % 3 :], *TITLES[: number % 3], f"Only {slug}")
            )[: 2 + number % 3],
        )
        for number, slug in enumerate(SLUGS)
    )
)


def test_documents_name_the_matches_by_text_with_likely_partners() -> None:
    """Each pair is in one document of the two, with the indexes of both in the order of it."""
    context, aligner = a_context(CATALOG), LazyAligner(CATALOG)
    found: dict[str, Any] = {slug: text_matches(context, slug) for slug in SLUGS}
    pairs = Counter(frozenset((slug, other)) for slug, others in found.items() for other in others)
    assert len(pairs) > len(SLUGS) // 2
    assert set(pairs.values()) == {1}
    turned = 0
    for slug, others in found.items():
        assert others.keys() <= likely_partners(context, slug)
        for other, matches in others.items():
            both = aligner.align(*ordered(slug, other)).both
            expected = [[match.a, match.b, match.reason] for match in both if match.strength < 1]
            if other < slug:
                turned += 1
                expected = [[j, i, reason] for i, j, reason in expected]
            assert matches == expected
    assert turned
