"""`content/site.yaml` -> settings."""

import pytest

from ssg.content.document import parse_yaml
from ssg.content.site_schema import SiteFile, settings_from
from ssg.content.validation import validate
from ssg.messages import ENGLISH
from ssg.settings import (
    AttributeKind,
    AttributeSpec,
    Better,
    Category,
    PairPolicy,
    PairSettings,
    Repository,
    Scale,
    Settings,
    SignalSpec,
)
from support.strategies import SITE


def settings(text: str = "", site: str = SITE) -> Settings:
    """Return the settings of a site.yaml with these further lines."""
    document, problems = parse_yaml(site + text, "content/site.yaml")
    file, faults = validate(document, SiteFile)
    assert problems + faults == []
    assert file
    return settings_from(file, ENGLISH)


def test_title_address_and_types_are_enough() -> None:
    """All else is as `settings` says."""
    assert settings() == Settings(
        title="A site",
        base_url="https://example.org/",
        types=(("framework", "Framework"), ("dataset", "Dataset")),
    )


def test_everything_may_be_said() -> None:
    """Each key of the design arrives, in the order of the file."""
    found = settings("""
description: >-
  Two
  lines.
language: pt-BR
repository: {url: https://github.com/o/r, edit: "https://github.com/o/r/edit/main/{path}"}
categories: {short: Short, long: {name: Long, description: Words.}}
attributes:
  gpu: {label: GPU, kind: bool, better: true}
  slow: {label: Slow, kind: bool, better: false}
  latency: {label: Latency, kind: number, unit: ms, better: lower}
  size: {label: Size, kind: number, better: higher}
  docs: {label: Docs, kind: url}
ranking:
  name: Score
  signals: {stars: {component: adoption, scale: log, full: 100000, label: Stars}}
  weights: {adoption: 1}
  by_type: {dataset: {quality: 2}}
  half_life_days: 100
pairs: {policy: all, related: 3, max_pages: 5, always: [[b, a]]}
host: netlify
markdown: {html: false}
urls: file
""")
    assert (found.description, found.language, found.host, found.file_addresses) == (
        "Two lines.",
        "pt-BR",
        "netlify",
        True,
    )
    assert found.repository == Repository(
        url="https://github.com/o/r", edit="https://github.com/o/r/edit/main/{path}"
    )
    assert found.categories == (
        Category(id="short", name="Short"),
        Category(id="long", name="Long", description="Words."),
    )
    assert [spec.better for spec in found.attributes] == [
        Better.YES,
        Better.NO,
        Better.LOWER,
        Better.HIGHER,
        None,
    ]
    assert found.attributes[2] == AttributeSpec(
        id="latency", label="Latency", kind=AttributeKind.NUMBER, unit="ms", better=Better.LOWER
    )
    assert found.ranking.signals == (
        SignalSpec(id="stars", component="adoption", scale=Scale.LOG, full=100000, label="Stars"),
    )
    assert (found.ranking.name, found.ranking.half_life_days) == ("Score", 100)
    weights = [(component.id, component.weight) for component in found.ranking.components]
    assert weights == [("adoption", 1.0), ("quality", 0.0)]  # quality counts for datasets
    assert found.ranking.by_type == (("dataset", (("quality", 2.0),)),)
    assert found.pairs == PairSettings(
        policy=PairPolicy.ALL, related=3, max_pages=5, always=(("b", "a"),)
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/sub", "https://example.org/sub/"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("http://localhost", "http://localhost/"),
    ],
)
def test_a_base_url_ends_with_a_slash(written: str, kept: str) -> None:
    """It may have a path, and it may be this machine."""
    assert settings(site=SITE.replace("https://example.org/", written)).base_url == kept


@pytest.mark.parametrize(
    "url",
    ["https://localhost/", "http://127.0.0.1:8000/", "example.org", "https://a.org/?b", "/", "5"],
)
def test_a_base_url_that_cannot_be_linked_to_has_one_problem(url: str) -> None:
    """And not one for each form that it might have had."""
    _, problems = validate(parse_yaml(SITE.replace("https://example.org/", url), "s")[0], SiteFile)
    assert [(one.line, one.message.split('"')[1]) for one in problems] == [(2, "base_url")]


def test_the_schema_of_a_site_can_be_written_for_editors() -> None:
    """Hosts, policies and sides are listed."""
    text = str(SiteFile.model_json_schema())
    assert all(word in text for word in ("cloudflare-pages", "related", "higher", "directory"))
