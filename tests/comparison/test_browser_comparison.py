"""Comparisons in the browser: the script says of any two tools what Python says of them."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ssg.catalog import Capability, Catalog, Pricing, PricingModel, Signal, Tool
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison, compare
from ssg.content.load import load
from ssg.machine.api import tool_body, tool_pages
from ssg.settings import AttributeKind, AttributeSpec, Better, Inheritance, RankingSettings
from ssg.views import Context
from ssg.views.browser_comparison import rules_value
from ssg.views.likely_partners import likely_partners
from support.compared_tools import ATTRIBUTES, LIST
from support.node_search import run
from support.site_fixtures import ROOT
from support.strategies import (
    CAPABILITIES,
    CATEGORIES,
    COMPONENT_IDS,
    SIGNALS,
    a_capability,
    a_catalog,
    a_tool,
    weighted,
)
from support.view_contexts import a_context

CATALOGS, TOOLS, PAIRS = 8, 30, 125
SPECS = (
    *(replace(spec, inherited=Inheritance.ALL) if spec is LIST else spec for spec in ATTRIBUTES),
    AttributeSpec(id="built_on", label="Built on", kind=AttributeKind.LIST),
    AttributeSpec(id="price", label="Price", kind=AttributeKind.MONEY, better=Better.LOWER),
    AttributeSpec(id="memory", label="Memory", kind=AttributeKind.RANGE, better=Better.HIGHER),
    AttributeSpec(id="release", label="Release", kind=AttributeKind.VERSION, better=Better.HIGHER),
    AttributeSpec(
        id="cores",
        label="Cores",
        kind=AttributeKind.NUMBER,
        better=Better.HIGHER,
        applies_to=("dataset", "data"),
        group="Machine",
    ),
)
DAY = date(2026, 11, 1)
NAMES = ("Flax", "Torch <b>", "JAX {name}", "$& Zoë")
REMARKS = ("", "Tests in Rust.", "Go is not included.", "Python is not needed.", "An API for C++.")
LIMITS = ("slow", "no C++ or Go in the package", "no Rust", "no Python code")
TITLES = ("Fast attention kernels", "Sharded checkpoints", "Reads `parquet` files", "Serves tokens")


def values(random: Random) -> dict[str, Any]:
    """Return a value for each attribute, often one that another tool has too."""
    number = random.randrange(5)
    return {
        "latency": random.choice([number, number / 4, -number]),
        "gpu": random.random() < 0.5,
        "account": random.random() < 0.5,
        "first": DAY - timedelta(days=random.randrange(90)),
        "languages": tuple(
            random.sample(["Python", "python", "C++", "Rust", "Go", "a C++ API"], 1 + number % 3)
        ),
        "built_on": (f"{random.choice(NAMES)} {random.randrange(TOOLS)}",),
        "docs": "https://docs.example/",
        "configured": random.choice(["YAML", "code"]),
        "price": f"{number} {random.choice(['USD/month', 'EUR'])}",
        "memory": random.choice([f"{number}", f"{number} to {number + 3}", f"{number} or more"]),
        "release": f"1.{number}{random.choice(['', '-rc.1', '.3'])}",
        "cores": number,
    }


def scores(random: Random) -> tuple[tuple[str, float], ...]:
    """Return given values of components: simple fractions, so that many tie or end in a half."""
    known = [name for name in COMPONENT_IDS if random.random() < 0.5]
    return tuple(
        (name, random.choice([0.0, 0.25, 0.5, 1 / 3, random.random(), random.randrange(401) / 400]))
        for name in known
    )


def abilities(random: Random) -> tuple[Capability, ...]:
    """Return capabilities with and without a shared id."""
    shared = random.sample(CAPABILITIES, random.randrange(4))
    own = random.sample(TITLES, random.randrange(3))
    text = "Streams {} from many machines at once, without a copy on any of them."
    return tuple(
        a_capability(
            title,
            anchor=f"c{place}",
            id=name,
            description=f"{text.format(title)} {random.choice(REMARKS)}",
            limitations=(random.choice(LIMITS),),
        )
        for place, (title, name) in enumerate(
            [*((name, name) for name in shared), *((title, "") for title in own)]
        )
    )


def random_tool(random: Random, number: int) -> Tool:
    """Return a tool with any of what a comparison reads."""
    drawn = values(random)
    return a_tool(
        f"t{number:02}",
        name=random.choice(NAMES) + f" {number}",
        type=random.choice(["framework", "dataset"]),
        categories=tuple(random.sample(CATEGORIES, random.randrange(3))),
        capabilities=abilities(random),
        updated=random.choice([None, DAY - timedelta(days=random.randrange(2000))]),
        pricing=Pricing(model=random.choice(list(PricingModel))),
        license=random.choice(["", "MIT"]),
        signals=tuple(
            Signal(id=spec.id, value=value)  # type: ignore[arg-type]  # zipped values
            for spec, value in zip(SIGNALS, (random.randrange(9000), 20, True, DAY), strict=True)
            if random.random() < 0.3
        ),
        scores=scores(random),
        attributes=tuple((spec.id, drawn[spec.id]) for spec in SPECS if random.random() < 0.6),
    )


def random_catalog(seed: int) -> Catalog:
    """Return a catalog; some have few components, some weigh them by type, one has no scores."""
    random = Random(seed)  # noqa: S311
    ranking = RankingSettings(signals=SIGNALS)
    if seed % 3 == 1:
        ranking = replace(ranking, components=weighted(adoption=1.0, quality=3.0, freshness=0.1))
        ranking = replace(ranking, by_type=(("dataset", (("adoption", 5.0), ("quality", 0.0))),))
    tools = [random_tool(random, number) for number in range(TOOLS)]
    return a_catalog(*tools, attributes=SPECS, ranking=ranking)


def expected(context: Context, a: str, b: str) -> dict[str, Any]:
    """Return what Python says of two tools; text is compared between similar or paired tools."""
    sides, alignment = (context.side(a), context.side(b)), context.aligner.align(a, b)
    if b not in likely_partners(context, a) and a not in likely_partners(context, b):
        by_id = tuple(match for match in alignment.both if match.strength == 1)
        alignment = replace(alignment, both=by_id)
    found = compare(*sides, alignment, context.site.settings)
    return {
        "rows": [
            [
                *(row.key, row.label, row.group, row.same, row.better),
                *shown_lists(context, row),
                *([*row.notes], row.a.note, row.b.note) * bool(row.a.items and row.b.items),
            ]
            for row in found.rows
        ],
        "shared": [[match.a, match.b] for match in found.alignment.both],
        **spoken(found),
    }


def shown_lists(context: Context, row: Row) -> list[list[str]]:
    """Return the entries that a page shows of two lists: of both, of A and of B."""
    if row.same or not (row.a.shared or row.b.shared or row.notes):
        return []
    parts = [*re.split("<td", context.lines.row(row))[1:], "", ""][:3]
    entries = [re.findall(r"<li[^>]*>(.*?)</li>", part) for part in parts]
    return [[unescape(entry) for entry in part] for part in entries]


def spoken(found: Comparison) -> dict[str, Any]:
    """Return the words of a verdict."""
    verdict = found.verdict
    return {
        "kind": verdict.kind.value,
        "headline": verdict.headline,
        "reasons": list(verdict.reasons),
        "facts": list(verdict.facts),
        "tens": list(verdict.bar) if verdict.bar and verdict.ahead else None,
    }


SCRIPT = """
const { common, judge, shared, table } = await load("comparison");
const result = [];
for (const { rules, tools, pairs } of given) for (const [a, b] of pairs) {
  const both = [tools[a], tools[b]];
  const better = sides => sides[0].better ? "a" : sides[1].better ? "b" : "";
  result.push({
    rows: table(both, rules).map(({ key, label, group, same, sides, notes }) =>
      [key, label, group, same, better(sides),
        ...!same && (notes.length || sides.some(side => side.shared.length)) ?
          [common(sides), ...sides.map(side => side.own)] : [],
        ...sides.every(side => side.fact.items) ?
          [notes, ...sides.map(side => side.kinds)] : []]),
    shared: shared(both).map(({ places }) => places),
    ...judge(...both, rules),
  });
}
return result;
"""


def asked(context: Context, random: Random, pairs: int) -> dict[str, Any]:
    """Return what the script is given of a site: its published documents, and random pairs."""
    slugs = sorted(context.tools)
    documents = {
        page.subject[0]: json.loads(tool_body(context, page)) for page in tool_pages(context)
    }
    return {
        "rules": json.loads(json.dumps(rules_value(context))),
        "tools": documents,
        "pairs": [random.sample(slugs, 2) for _ in range(pairs)],
    }


def differences(contexts: list[Context], given: list[dict[str, Any]], folder: Path) -> list[Any]:
    """Return the pairs of which the script says something else, and what both say."""
    said = run(folder, SCRIPT, given)
    wanted = [
        (pair, expected(context, *pair))
        for context, asking in zip(contexts, given, strict=True)
        for pair in asking["pairs"]
    ]
    return [
        (pair, name, words[name], answer[name])
        for (pair, words), answer in zip(wanted, said, strict=True)
        for name in words
        if words[name] != answer[name]
    ]


def test_the_script_agrees_with_python_on_a_thousand_random_pairs(tmp_path: Path) -> None:
    contexts = [a_context(random_catalog(seed)) for seed in range(CATALOGS)]
    given = [asked(context, Random(seed), PAIRS) for seed, context in enumerate(contexts)]  # noqa: S311
    assert differences(contexts, given, tmp_path) == []
    verdicts = [
        expected(c, *pair) for c, g in zip(contexts, given, strict=True) for pair in g["pairs"]
    ]
    assert len(verdicts) == 1000
    assert {verdict["kind"] for verdict in verdicts} == {"clear", "likely", "open"}
    assert any(verdict["tens"] for verdict in verdicts)
    assert any(verdict["facts"] for verdict in verdicts)
    notes = str([verdict["rows"] for verdict in verdicts])
    assert all(words in notes for words in ("named in the texts", "which lists", "kinds of"))


@pytest.mark.large
def test_the_script_agrees_with_every_page_of_our_own_site(tmp_path: Path) -> None:
    catalog = load(ROOT).catalog
    assert catalog
    context = a_context(catalog)
    given = {**asked(context, Random(0), 0), "pairs": [*map(list, context.pairs)]}  # noqa: S311
    assert len(given["pairs"]) > 50
    assert differences([context], [given], tmp_path) == []
