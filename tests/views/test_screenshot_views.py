"""Screenshots of tools on the pages of a tool and of a comparison."""

from ssg.catalog import Screenshot, Tool
from ssg.views.screenshots import first_screenshots, screenshots
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context


def pictured(slug: str, *files: str) -> Tool:
    """Return a tool with screenshots."""
    shots = (Screenshot(file=f"/{file}.png", alt=file, width=800, height=600) for file in files)
    return a_tool(slug, screenshots=tuple(shots))


def test_screenshots_are_below_the_address_of_the_site() -> None:
    tool = pictured("one", "board", "map")
    context = a_context(a_catalog(tool, base_url="https://example.org/pens/"))
    shown = [(shot.href, shot.alt, shot.width, shot.height) for shot in screenshots(context, tool)]
    assert shown == [("/pens/board.png", "board", 800, 600), ("/pens/map.png", "map", 800, 600)]


def test_a_comparison_shows_the_first_of_each_only_if_both_have_one() -> None:
    one, two, none = pictured("one", "board", "map"), pictured("two", "list"), a_tool("none")
    context = a_context(a_catalog(one, two, none))
    both = first_screenshots(context, one, two)
    assert both is not None
    assert [shot.alt for shot in both] == ["board", "list"]
    assert first_screenshots(context, one, none) is None
    assert first_screenshots(context, none, two) is None
