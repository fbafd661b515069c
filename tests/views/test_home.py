"""The home page: recent tools, and comparisons of popular ones."""

from collections import Counter
from datetime import date

from ssg.catalog import Signal, Tool
from ssg.settings import PairPolicy, PairSettings
from ssg.views.home import (
    COMPARISONS_SHOWN,
    RECENT_SHOWN,
    TOOL_COMPARISONS,
    HomeView,
    pages,
    view,
)
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context


def home_of(*tools: Tool) -> HomeView:
    """Return the view of a site whose tools are all compared."""
    context = a_context(a_catalog(*tools, pairs=PairSettings(policy=PairPolicy.ALL)))
    (page,) = pages(context)
    return view(context, page)


def checked(day: int, number: int) -> list[Tool]:
    """Return tools of which a figure was measured on a day of a month."""
    stars = Signal(id="github_stars", value=1, measured=date(2026, 10, day))
    return [
        a_tool(f"d{day:02}-{each}", name=f"D{day:02} {each}", signals=(stars,))
        for each in range(number)
    ]


def test_the_newest_days_are_shown_as_long_as_all_tools_of_a_day_have_room() -> None:
    first, second = checked(20, 2), checked(19, RECENT_SHOWN - 1)
    shown = home_of(*first, *second, *checked(18, 1)).recent
    assert {link.text for link in shown} == {tool.name for tool in first}
    assert {link.note for link in shown} == {"2026-10-20"}
    last = checked(18, RECENT_SHOWN - 2)
    assert len(home_of(*first, *last, *checked(17, 1)).recent) == RECENT_SHOWN


def test_the_day_of_a_release_is_no_check() -> None:
    released = a_tool("one", updated=date(1998, 3, 4))
    assert home_of(released, a_tool("two")).recent == ()


def test_no_tool_is_in_too_many_comparisons() -> None:
    duels = home_of(*(a_tool(f"t{number:02}") for number in range(20))).duels
    times = Counter(name for duel in duels for name in duel.names)
    assert max(times.values()) == TOOL_COMPARISONS
    assert len(duels) == COMPARISONS_SHOWN
