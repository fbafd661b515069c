"""Documents of tools have the matches by text with likely partners, aligned once."""

import itertools
from dataclasses import replace
from pathlib import Path

from ssg.build.alignments import StoredAlignments
from ssg.comparison.alignment import Alignment, LazyAligner, Match
from ssg.comparison.text_matches import MOST_MATCHES, TextMatches
from ssg.views import Context
from ssg.views.likely_partners import keep_matches, kept_matches, text_matches
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


def a_site(folder: Path) -> tuple[Context, LazyAligner]:
    """Return a context and its aligner, which records what it aligns."""
    aligner = LazyAligner(CATALOG)
    aligner.recall(StoredAlignments.read(str(folder / "missing"), b"key"))
    return replace(a_context(CATALOG), aligner=aligner), aligner


def test_what_comparisons_have_aligned_is_not_aligned_again(tmp_path: Path) -> None:
    context, aligner = a_site(tmp_path)
    expected = {slug: text_matches(context, slug) for slug in SLUGS}
    assert aligner.taken().pairs
    assert sum(map(bool, expected.values())) > len(SLUGS) // 2
    context, aligner = a_site(tmp_path)
    for pair in itertools.combinations(SLUGS, 2):
        aligner.align(*pair)
    keep_matches(context, aligner.taken())
    assert {slug: text_matches(context, slug) for slug in SLUGS} == expected
    assert aligner.taken().pairs == ()


def test_only_matches_with_likely_partners_are_kept(tmp_path: Path) -> None:
    context, aligner = a_site(tmp_path)
    for pair in itertools.combinations(SLUGS, 2):
        aligner.align(*pair)
    new = aligner.taken()
    keep_matches(context, new)
    kept = [pair for pair, _ in new.pairs if kept_matches(context).of(*pair) is not None]
    assert 0 < len(kept) < len(new.pairs)


def test_matches_of_the_last_pairs_are_kept_for_both_orders() -> None:
    by_id, by_text = Match(0, 0, "same capability: x", 1.0), Match(1, 2, "both mention y", 0.8)
    alignment, kept = Alignment((by_id, by_text), (), ()), TextMatches()
    kept.keep("a", "b", alignment)
    assert kept.of("b", "a") == [(2, 1, "both mention y")]
    for number in range(1, MOST_MATCHES):
        kept.keep("a", f"c{number}", alignment)
    assert kept.of("a", "b") == [(1, 2, "both mention y")]
    kept.keep("a", "d", alignment)
    assert kept.of("a", "c1") is None
    assert kept.of("a", "b") is not None
