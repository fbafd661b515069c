"""A small file does not become a large page: it is refused, or its page is in proportion."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssg.build.page_worker import render_page
from ssg.content.files import MAX_FILE_BYTES
from ssg.content.load import load
from ssg.errors import Code
from ssg.site import Page
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files
from support.view_contexts import a_context

Make = Callable[[int], Mapping[str, object]]
LISTS = ("best_for", "limitations", "requires", "inputs", "outputs", "intents")
MOST_GROWTH, MOST_ALWAYS = 12, 200_000
"""Bytes of a page for each byte of its file, and bytes that any page may have."""


def capabilities(**fields: object) -> Make:
    """Return a function that makes so many capabilities."""
    return lambda number: {
        "capabilities": [{"title": f"a{place}", **fields} for place in range(number)]
    }


SHAPES: Mapping[str, Make] = {
    "link reference": lambda number: {
        "description": "[a]" * min(number, 1_000) + "\n\n[a]: /" + "u" * 900
    },
    "link references": capabilities(description="[a]" * 60 + "\n\n[a]: /" + "u" * 300),
    "tables": capabilities(description="|" + "a|" * 40 + "\n|" + "-|" * 40 + "\n" + "|x\n" * 40),
    "quotations": capabilities(description=(">" * 18 + "a\n\n") * 40),
    "lists in lists": capabilities(description=("- " * 18 + "a\n\n") * 40),
    "inline markup": capabilities(description="*a*`b`~~c~~<http://d.e> " * 60),
    "entities": capabilities(unique='"&' * 140),
    "short titles": capabilities(),
    "short entries": capabilities(**dict.fromkeys(LISTS, ["a"] * 60)),
    "sources of entries": capabilities(best_for=[{"value": "a", "source": "https://e.com"}] * 60),
    "sources": capabilities(sources=[{"basis": "asserted"}] * 20),
    "long addresses": capabilities(
        sources=[{"basis": "cited", "url": "https://e.com/" + "u" * 100, "checked": "2026-01-01"}]
        * 20
    ),
    "signs": capabilities(description="![](/é)" * 200),
}


def largest(make: Make) -> bytes:
    """Return the largest file of a shape that is not too large and has not too many entries."""
    for number in range(200, 0, -1):
        fields = {"name": "Amp", "type": "framework", "summary": "It grows.", **make(number)}
        body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) <= MAX_FILE_BYTES:
            return body
    raise AssertionError("one entry is too large")


@pytest.mark.large
@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_is_in_proportion_to_its_file(shape: str, tmp_path: Path) -> None:
    body = largest(SHAPES[shape])
    loaded = load(
        write_files(tmp_path, {**SMALL_SITE, "content/tools/amp.yaml": body.decode("utf-8")})
    )
    if errors := [problem for problem in loaded.problems if problem.severity == "error"]:
        assert {problem.code for problem in errors} <= {Code.MARKDOWN, Code.TOO_LARGE, Code.LENGTH}
        return
    assert loaded.catalog
    context = a_context(loaded.catalog)
    for kind, subject in (("tool", ("amp",)), ("versus", ("alpha", "amp"))):
        page = render_page(context, Page(kind, "/x/", subject))
        assert len(page) <= MOST_GROWTH * len(body) + MOST_ALWAYS, f"{len(page):,} {len(body):,}"
