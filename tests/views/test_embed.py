"""The page of a comparison for frames of other sites."""

from typing import Any

from ssg.settings import PairPolicy, PairSettings, PublishSettings
from ssg.views.embed import EmbedView, pages, view
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context


def embedded(**second: Any) -> EmbedView:
    """Return the view of the comparison of a tool with a score with another one."""
    one = a_tool("one", scores=(("adoption", 0.9), ("quality", 0.9), ("ecosystem", 0.9)))
    catalog = a_catalog(
        one,
        a_tool("two", **second),
        pairs=PairSettings(policy=PairPolicy.ALL),
        publish=PublishSettings(embeds=True),
        base_url="https://example.org/",
    )
    context = a_context(catalog)
    (page,) = pages(context)
    assert not page.indexed
    return view(context, page)


def test_each_side_has_its_score() -> None:
    made = embedded(scores=(("adoption", 0.1), ("quality", 0.1), ("ecosystem", 0.1)))
    assert [side.score for side in made.sides] == ["90", "10"]
    assert made.answer == "One scores higher."
    assert not made.head.indexed


def test_a_tool_without_a_score_has_no_dash() -> None:
    made = embedded()
    assert [side.score for side in made.sides] == ["90", ""]


def test_links_have_the_host_as_the_frame_is_on_another_site() -> None:
    made = embedded()
    assert {made.comparison.href, *(side.tool.href for side in made.sides)} == {
        "https://example.org/compare/one-vs-two/",
        "https://example.org/tools/one/",
        "https://example.org/tools/two/",
    }


def test_only_a_site_that_asks_for_them_has_such_pages() -> None:
    catalog = a_catalog(a_tool("one"), a_tool("two"), pairs=PairSettings(policy=PairPolicy.ALL))
    assert not [*pages(a_context(catalog))]
