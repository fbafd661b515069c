"""Builders of small catalogs: from a few fields, at random, or as files of a site."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ssg.catalog import Capability, Catalog, SharedCapability, Signal, Tool
from ssg.settings import (
    DEFAULT_COMPONENTS,
    Category,
    ComponentSpec,
    PairPolicy,
    PairSettings,
    RankingSettings,
    Scale,
    Settings,
    SignalSpec,
)

SITE = (
    "title: A site\nbase_url: https://example.org/\n"
    "types: {framework: Framework, dataset: Dataset}\n"
)
"""Smallest valid site.yaml."""
TOOL = "name: Flax\ntype: framework\nsummary: Neural networks for JAX.\n"
"""Smallest valid tool file."""

TYPES = ("framework", "dataset")
CATEGORIES = ("training", "serving", "data")
CAPABILITIES = ("checkpointing", "quantization", "streaming", "sharding")
SIGNALS = (
    SignalSpec(id="stars", component="adoption", scale=Scale.LOG, full=100_000.0, label="Stars"),
    SignalSpec(id="share", component="adoption", scale=Scale.LINEAR, full=100.0, label="Share"),
    SignalSpec(id="signed", component="quality", scale=Scale.BOOL, label="Signed releases"),
    SignalSpec(id="released", component="freshness", scale=Scale.DATE, label="Released"),
)
COMPONENT_IDS = tuple(component.id for component in DEFAULT_COMPONENTS)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder; a minimal site.yaml is added where none is given."""
    for path, text in {"content/site.yaml": SITE, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def a_tool(slug: str = "flax", **fields: Any) -> Tool:
    """Make a tool from its slug and any other fields."""
    least = {
        "name": slug.title(),
        "type": "framework",
        "summary": "A tool.",
        "path": f"content/tools/{slug}.yaml",
    }
    return Tool(slug=slug, **{**least, **fields})


def a_capability(title: str = "Trains", **fields: Any) -> Capability:
    """Make a capability from its title and any other fields."""
    return Capability(title=title, **{"anchor": title.lower().replace(" ", "-"), **fields})


def a_catalog(*tools: Tool, **settings: Any) -> Catalog:
    """Make a catalog of these tools, with the types, categories and capabilities of this file."""
    least = {
        "types": (("framework", "Framework"), ("dataset", "Dataset")),
        "ranking": RankingSettings(signals=SIGNALS),
        "categories": tuple(Category(id=name, name=name.title()) for name in CATEGORIES),
    }
    return Catalog(
        settings=Settings(**{**least, **settings}),
        tools=tuple(sorted(tools, key=lambda tool: tool.slug)),
        capabilities=tuple(SharedCapability(id=name, name=name.title()) for name in CAPABILITIES),
    )


def reordered(catalog: Catalog, tools: list[Tool]) -> Catalog:
    """Return the catalog with its tools in another order."""
    return replace(catalog, tools=tuple(tools))


def weighted(**weights: float) -> tuple[ComponentSpec, ...]:
    """Return default components with these weights, and no others."""
    return tuple(
        replace(component, weight=weights[component.id])
        for component in DEFAULT_COMPONENTS
        if component.id in weights
    )


@st.composite
def signals(draw: st.DrawFn) -> tuple[Signal, ...]:
    """Draw values for some of the declared signals."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "stars": st.integers(0, 10**7),
        "share": st.floats(0, 1000),
        "signed": st.booleans(),
        "released": DAYS,
    }
    chosen = draw(st.sets(st.sampled_from(sorted(values))))
    return tuple(
        Signal(id=name, value=draw(values[name]), measured=draw(st.none() | DAYS))
        for name in sorted(chosen)
    )


@st.composite
def capabilities(draw: st.DrawFn) -> tuple[Capability, ...]:
    """Draw up to four capabilities, shared ones at most once."""
    ids = draw(st.lists(st.sampled_from(CAPABILITIES), unique=True, max_size=3))
    words = st.sampled_from(
        ["fast attention kernels", "sharded checkpoints", "reads parquet", "serves tokens", "Tool0"]
    )
    return tuple(
        a_capability(
            draw(words), id=one, anchor=one, description=draw(st.sampled_from(["", "x" * 200]))
        )
        for one in ids
    )


@st.composite
def tools(draw: st.DrawFn, slug: str = "tool") -> Tool:
    """Draw one tool."""
    return a_tool(
        slug,
        type=draw(st.sampled_from(TYPES)),
        signals=draw(signals()),
        capabilities=draw(capabilities()),
        categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2))),
        updated=draw(st.none() | DAYS),
        homepage=draw(st.sampled_from(["", "https://example.com/"])),
        scores=tuple(
            sorted(
                draw(
                    st.dictionaries(st.sampled_from(COMPONENT_IDS), st.floats(0, 1), max_size=2)
                ).items()
            )
        ),
    )


@st.composite
def catalogs(draw: st.DrawFn, most: int = 8) -> Catalog:
    """Draw a catalog of a few tools with any pair policy."""
    entries = [draw(tools(f"tool{index}")) for index in range(draw(st.integers(0, most)))]
    slugs = [tool.slug for tool in entries]
    always = draw(
        st.lists(
            st.lists(st.sampled_from(slugs), min_size=2, max_size=2, unique=True).map(
                lambda pair: (pair[0], pair[1])
            ),
            max_size=2,
        )
        if len(slugs) > 1
        else st.just([])
    )
    pairs = PairSettings(
        policy=draw(st.sampled_from(PairPolicy)),
        related=draw(st.integers(0, 4)),
        max_pages=draw(st.integers(0, 30)),
        always=tuple(always),
    )
    return a_catalog(*entries, pairs=pairs)


@st.composite
def catalogs_in_two_orders(draw: st.DrawFn) -> tuple[Catalog, Catalog]:
    """Draw a catalog, and the same with its tools in another order."""
    catalog = draw(catalogs())
    return catalog, reordered(catalog, draw(st.permutations(catalog.tools)))
