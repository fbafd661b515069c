"""Strategies and builders for two tools to compare, with every kind of attribute."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ssg.catalog import Catalog, Pricing, PricingModel, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.inheritance import (
    free_editions,
    inherited_entries,
    listed_bases,
    tools_by_name,
)
from ssg.comparison.profile import ToolProfile, profile_of, synonyms_of
from ssg.comparison.verdict import Comparison, compare
from ssg.ranking.scoring import rank
from ssg.settings import AttributeKind, AttributeSpec, Better
from support.strategies import COMPONENT_IDS, DAYS, a_catalog, a_tool, capabilities, signals

DAY = date(2026, 11, 1)
NUMBER = AttributeSpec(
    id="latency", label="Latency", kind=AttributeKind.NUMBER, unit="ms", better=Better.LOWER
)
LIST = AttributeSpec(id="languages", label="Languages", kind=AttributeKind.LIST)
YES = AttributeSpec(id="gpu", label="GPU", kind=AttributeKind.BOOL, better=Better.YES)
NO = AttributeSpec(
    id="account", label="Needs an account", kind=AttributeKind.BOOL, better=Better.NO
)
WHEN = AttributeSpec(
    id="first", label="First release", kind=AttributeKind.DATE, better=Better.HIGHER
)
LINK = AttributeSpec(id="docs", label="Documentation", kind=AttributeKind.URL)
PLAIN = AttributeSpec(id="configured", label="Configured in", kind=AttributeKind.TEXT)
ATTRIBUTES = (NUMBER, LIST, YES, NO, WHEN, LINK, PLAIN)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "latency": st.integers(-5, 1000) | st.floats(0, 100),
    "gpu": st.booleans(),
    "account": st.booleans(),
    "first": DAYS,
    "languages": st.lists(st.sampled_from(["Python", "C++", "Rust"]), unique=True, min_size=1).map(
        tuple
    ),
    "docs": st.just("https://docs.example/"),
    "configured": st.sampled_from(["YAML", "code"]),
}


def sides(catalog: Catalog) -> dict[str, ToolProfile]:
    """Return what each tool of a catalog brings to comparisons."""
    scores = {score.slug: score for score in rank(catalog, DAY).scores}
    synonyms, named = synonyms_of(catalog.synonyms), tools_by_name(catalog.tools)
    return {
        tool.slug: replace(
            profile_of(tool, scores[tool.slug], catalog.settings, DAY, synonyms),
            bases=listed_bases(tool, named, catalog.settings.attributes),
            inherited=inherited_entries(tool, named, catalog.settings.attributes),
            free_editions=free_editions(tool, named),
        )
        for tool in catalog.tools
    }


def comparison(a: Tool, b: Tool) -> Comparison:
    """Compare two tools of a catalog of just these two."""
    catalog = a_catalog(a, b, attributes=ATTRIBUTES)
    found = sides(catalog)
    return compare(
        found[a.slug], found[b.slug], Aligner(catalog).align(a.slug, b.slug), catalog.settings
    )


@st.composite
def compared_tools(draw: st.DrawFn, slug: str) -> Tool:
    """Draw a tool with every kind of data that a comparison reads."""
    known = draw(st.sets(st.sampled_from(sorted(VALUES))))
    return a_tool(
        slug,
        name=draw(st.sampled_from(["Flax", "Torch", "JAX"])),
        type=draw(st.sampled_from(["framework", "dataset"])),
        signals=draw(signals()),
        capabilities=draw(capabilities()),
        updated=draw(st.none() | DAYS),
        pricing=Pricing(model=draw(st.sampled_from(PricingModel))),
        license=draw(st.sampled_from(["", "MIT"])),
        attributes=tuple(
            (spec.id, draw(VALUES[spec.id])) for spec in ATTRIBUTES if spec.id in known
        ),
        scores=tuple(
            sorted(
                draw(
                    st.dictionaries(st.sampled_from(COMPONENT_IDS), st.floats(0, 1), max_size=4)
                ).items()
            )
        ),
    )


PAIRS = st.tuples(compared_tools("one"), compared_tools("two"))
