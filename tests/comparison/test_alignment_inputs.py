"""What changes the alignments of a site, and what does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ssg.catalog import Catalog
from ssg.comparison.alignment_inputs import same_alignments
from support.strategies import a_capability, a_catalog, a_tool

CATALOG = a_catalog(
    a_tool("flax", capabilities=(a_capability("Trains models"),)),
    a_tool("jax", capabilities=(a_capability("Compiles functions"),)),
)


def with_flax(**fields: object) -> Catalog:
    """Return the catalog with another first tool."""
    flax, jax = CATALOG.tools
    return replace(CATALOG, tools=(replace(flax, **fields), jax))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        lambda: with_flax(name="Linen"),
        lambda: with_flax(capabilities=(a_capability("Trains networks"),)),
        lambda: with_flax(capabilities=()),
        lambda: replace(CATALOG, tools=CATALOG.tools[:1]),
        lambda: replace(CATALOG, synonyms=(("train", "fit"),)),
        lambda: replace(CATALOG, capabilities=CATALOG.capabilities[1:]),
    ],
)
def test_a_text_of_a_capability_and_the_vocabulary_change_alignments(
    change: Callable[[], Catalog],
) -> None:
    assert not same_alignments(CATALOG, change())


def test_other_facts_of_a_tool_do_not() -> None:
    assert same_alignments(CATALOG, with_flax(summary="Other words.", tags=("x",)))
