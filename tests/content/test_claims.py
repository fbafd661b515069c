"""Values with their sources: read, checked at their own lines, and counted."""

from datetime import date
from pathlib import Path

import pytest

from ssg.catalog import Basis, BillingPeriod, ClaimSource, Plan, Pricing, PricingModel, Tool
from ssg.content.load import load
from ssg.labels import price_label
from ssg.messages import ENGLISH
from ssg.provenance import count_claims
from support.strategies import write_files

SITE = """\
title: T
base_url: https://example.org/
description: D
types: {tool: Tool}
attributes:
  gpu: {label: GPU, kind: bool}
  languages: {label: Languages, kind: list}
  docs: {label: Docs, kind: url}
"""
HEAD = "name: A\ntype: tool\nsummary: A tool for tests.\n"


def site(tmp_path: Path, text: str) -> Path:
    files = {"content/site.yaml": SITE, "content/tools/a.yaml": HEAD + text}
    return write_files(tmp_path, files)


def read(tmp_path: Path, text: str) -> Tool:
    loaded = load(site(tmp_path, text))
    assert loaded.problems == ()
    assert loaded.catalog
    return loaded.catalog.tools[0]


def test_a_value_may_carry_its_source(tmp_path: Path) -> None:
    tool = read(
        tmp_path,
        'license: {value: MIT, source: "https://a.example/l", basis: vendor, checked: 2026-11-01}\n'
        "status: {value: active, note: by hand}\n"
        "attributes:\n  gpu: {value: true, source: https://a.example/gpu}\n",
    )
    assert (tool.license, tool.status, tool.attributes) == ("MIT", "active", (("gpu", True),))
    assert tool.claim("license") == ClaimSource(
        source="https://a.example/l", basis=Basis.VENDOR, checked=date(2026, 11, 1)
    )
    assert tool.claim("status") == ClaimSource(note="by hand")
    assert tool.claim("attributes", "gpu") == ClaimSource(source="https://a.example/gpu")
    assert tool.claim("attributes", "docs") is None
    assert date(2026, 11, 1) in tool.dates()
    assert (("license", "source"), "https://a.example/l") in tool.links()


def test_entries_of_lists_carry_theirs(tmp_path: Path) -> None:
    tool = read(
        tmp_path,
        "attributes:\n  languages: {value: [Go, {value: Rust, note: experimental}], basis: cited}\n"
        "capabilities:\n"
        "  - title: Writes\n    limitations: [{value: Slow, source: https://a.example/slow}, "
        "Large]\n",
    )
    assert tool.attributes == (("languages", ("Go", "Rust")),)
    assert tool.claim("attributes", "languages") == ClaimSource(basis=Basis.CITED)
    assert tool.claim("attributes", "languages", 1) == ClaimSource(note="experimental")
    assert tool.capabilities[0].limitations == ("Slow", "Large")
    assert tool.claim("capabilities", 0, "limitations", 0) == ClaimSource(
        source="https://a.example/slow"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "license: {value: MIT, basis: vendr}\n",
            '4:30: error[SSG013] "vendr" is not allowed for "basis"; did you mean "vendor"?',
        ),
        (
            "license: {value: MIT, sorce: https://a.example}\n",
            '4:23: error[SSG012] unknown key "sorce"; did you mean "source"?',
        ),
        (
            "attributes:\n  languages: {value: [{value: Go, source: ftp://x}]}\n",
            '5:43: error[SSG015] "source": "ftp://x" does not begin with https:// or http://',
        ),
        (
            "attributes:\n  gpu: {source: https://a.example}\n",
            '5:8: error[SSG010] "attributes.gpu": found keys and values',
        ),
        (
            "pricing: {model: paid, amount: 20, currency: usd}\n",
            '4:46: error[SSG013] "pricing.currency" has an invalid format; write it as USD',
        ),
    ],
)
def test_faults_are_reported_at_their_place(tmp_path: Path, text: str, problem: str) -> None:
    found = [str(one) for one in load(site(tmp_path, text)).problems]
    assert len(found) == 1, found
    assert found[0].startswith(f"content/tools/a.yaml:{problem}")


def test_claims_are_counted_with_their_sources(tmp_path: Path) -> None:
    text = (
        "license: {value: MIT, source: https://a.example/l}\n"
        "status: active\n"
        "attributes: {gpu: true, docs: https://a.example/docs}\n"
        "capabilities:\n"
        "  - {title: Writes, description: It writes., sources: "
        "[{url: https://a.example, basis: cited}]}\n"
        "  - {title: Only a title}\n"
    )
    catalog = load(site(tmp_path, text)).catalog
    assert catalog
    counts = count_claims(catalog)
    assert (counts.total, counts.sourced, counts.percent) == (4, 2, 50)


@pytest.mark.parametrize(
    ("pricing", "label"),
    [
        (Pricing(), ""),
        (Pricing(starting_price="$5 once"), "$5 once"),
        (
            Pricing(amount=20, currency="USD", period=BillingPeriod.MONTH, per="seat"),
            "from $20/month per seat",
        ),
        (Pricing(amount=9.5, currency="CHF", period=BillingPeriod.ONCE), "from 9.50 CHF once"),
        (
            Pricing(
                model=PricingModel.FREEMIUM,
                plans=(
                    Plan(name="Free", amount=0, currency="EUR"),
                    Plan(name="Big", amount=1200, currency="EUR", period=BillingPeriod.YEAR),
                    Plan(name="Small", amount=99, currency="EUR", period=BillingPeriod.YEAR),
                ),
            ),
            "from \u20ac99/year",
        ),
        (
            Pricing(
                plans=(
                    Plan(name="A", amount=9, currency="USD", period=BillingPeriod.MONTH),
                    Plan(name="B", amount=90, currency="USD", period=BillingPeriod.YEAR),
                )
            ),
            "",
        ),
    ],
)
def test_a_price_is_written_from_its_data(pricing: Pricing, label: str) -> None:
    assert price_label(pricing, ENGLISH) == label
