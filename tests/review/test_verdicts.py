"""Verdicts in the report of a change are those on the pages."""

from dataclasses import replace

import pytest

from ssg.catalog import Catalog
from ssg.comparison.jobs import may_do_different_jobs
from ssg.comparison.verdict import judge
from ssg.review.site_diff import SiteVersion, Verdicts, diff_sites
from ssg.views import Context
from support.strategies import CATEGORIES, a_capability, a_catalog, a_tool
from support.view_contexts import a_context

SUMMARIES = {
    "album": "Photo gallery that organizes pictures by faces and places.",
    "darkroom": "Photo gallery that organizes pictures in albums.",
    "wiki": "Wiki engine for teams that writes articles in Markdown.",
    "notes": "Notebook that writes articles in Markdown and syncs them.",
    "player": "Music streaming server that transcodes audio for phones.",
    "radio": "Music streaming server that plays internet stations.",
}
WITHOUT_CAPABILITIES = a_catalog(
    *(
        a_tool(
            slug,
            summary=summary,
            categories=(CATEGORIES[number % 2],),
            scores=(("adoption", 0.15 * (number + 1)),),
        )
        for number, (slug, summary) in enumerate(SUMMARIES.items())
    )
)
WITH_CAPABILITIES = replace(
    WITHOUT_CAPABILITIES,
    tools=tuple(
        replace(tool, capabilities=(a_capability(tool.summary),))
        for tool in WITHOUT_CAPABILITIES.tools
    ),
)


def version(context: Context) -> SiteVersion:
    """Return a version of a site as its report takes it."""
    site = context.site
    return SiteVersion(
        catalog=site.catalog,
        ranking=site.ranking,
        pairs=site.pairs,
        have_common=lambda a, b: bool(context.aligner.align(a, b).both),
        pages=frozenset(),
        redirects={},
    )


@pytest.mark.parametrize("catalog", [WITHOUT_CAPABILITIES, WITH_CAPABILITIES])
def test_each_verdict_is_that_of_the_page(catalog: Catalog) -> None:
    context = a_context(catalog)
    verdicts, settings = Verdicts(version(context)), catalog.settings
    decided = [slug for slug in context.tools if context.pair_keys(slug)]
    assert bool(decided) == (catalog is WITHOUT_CAPABILITIES)
    headlines = set()
    for pair in context.site.pairs:
        a, b = context.side(pair.a), context.side(pair.b)
        has_common = bool(context.aligner.align(pair.a, pair.b).both)
        apart = may_do_different_jobs(a.tool, b.tool, (a.jobs, b.jobs)) and not has_common
        shown = judge(a, b, settings, different_jobs=apart)
        assert verdicts.verdict(pair.a, pair.b) == shown, pair
        headlines.add(shown.headline)
    assert len(headlines) > 1


def test_a_shared_repository_changes_the_verdict_of_two_tools() -> None:
    before = a_context(WITHOUT_CAPABILITIES)
    pair = next(
        pair
        for pair in before.site.pairs
        if Verdicts(version(before)).verdict(pair.a, pair.b).ahead
    )
    tools = tuple(
        replace(tool, repository="https://example.org/one")
        if tool.slug in {pair.a, pair.b}
        else tool
        for tool in WITHOUT_CAPABILITIES.tools
    )
    after = a_context(replace(WITHOUT_CAPABILITIES, tools=tools))
    changed = diff_sites(version(before), version(after)).comparisons
    assert (pair.a, pair.b) in {(change.a, change.b) for change in changed}
