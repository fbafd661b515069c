"""How near tools without capabilities are to each other."""

import numpy as np
import pytest
from hypothesis import given

from ssg.catalog import Catalog, Tool
from ssg.ranking.near_features import near_features
from ssg.ranking.nearness import Nearness
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.subjects import defining_sentences, kinds_of
from ssg.ranking.summary_facts import read_summary
from ssg.settings import Category
from ssg.site import Step
from support.strategies import a_catalog, a_tool, catalogs_in_two_orders

CATEGORIES = (
    Category(id="video", name="Media / Video", related=("audio",)),
    Category(id="audio", name="Media / Audio"),
    Category(id="money", name="Money"),
    Category(id="keys", name="Password Managers"),
    Category(id="cms", name="Content Management Systems (CMS)"),
    Category(id="rest", name="Miscellaneous"),
)
OTHERS = tuple(
    a_tool(slug, categories=("money",), summary=f"Counts {slug}.")
    for slug in ("coins", "coupons", "invoices", "shares", "wages", "bonds")
)


class Near:
    """The nearness of the tools of a catalog, by slug."""

    def __init__(self, catalog: Catalog) -> None:
        """Take a catalog."""
        self.nearness = Nearness(catalog, ReadTexts(catalog))
        self.slugs = sorted(tool.slug for tool in catalog.tools)

    def between(self, a: str, b: str) -> Step:
        """Return the step between two tools, in both orders."""
        both = np.array([self.slugs.index(a), self.slugs.index(b)])
        here, there = self.nearness.steps_between(both, both[::-1]).tolist()
        assert here == there
        return Step(here)

    def of(self, slug: str) -> dict[str, Step]:
        """Return the steps of a tool to all others."""
        steps = self.nearness.steps(self.slugs.index(slug)).tolist()
        return dict(zip(self.slugs, map(Step, steps), strict=True))


def step(first: Tool, second: Tool, *others: Tool) -> Step:
    """Return the step between two tools, among others about other things."""
    made = Near(a_catalog(first, second, *others, *OTHERS, categories=CATEGORIES))
    return made.between(first.slug, second.slug)


def tool(slug: str, category: str, summary: str) -> Tool:
    """Return a tool in one category, or in none."""
    return a_tool(slug, categories=(category,) if category else (), summary=summary)


@given(catalogs_in_two_orders())
def test_steps_are_the_same_from_both_sides_and_in_any_order(both: tuple[Catalog, Catalog]) -> None:
    one, other = map(Near, both)
    slugs = [tool.slug for tool in both[0].tools]
    for slug in slugs:
        steps = one.of(slug)
        assert steps[slug] == Step.NONE
        for another in set(slugs) - {slug}:
            assert steps[another] == one.between(slug, another) == other.between(slug, another)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("video", "Home media server."), ("audio", "Media server for songs."), Step.NEAREST),
        (("video", "Home media server."), ("video", "Media client."), Step.RELATED),
        (("money", "Expense tracker."), ("money", "Draws maps."), Step.LISTED),
        (("cms", "Content management platform."), ("cms", "Headless CMS."), Step.NEAR),
        (("video", "Home media server."), ("money", "Draws maps."), Step.NONE),
        (("video", "Draws (alternative to Two)."), ("money", "Sends post."), Step.NEAR),
        (("rest", "Amateur radio log."), ("rest", "Log your amateur radio contacts."), Step.NEAR),
        (("rest", "Amateur radio log."), ("rest", "Log."), Step.NONE),
        (("video", "Frontend for Two."), ("video", "Home media server."), Step.NONE),
        (("video", "Configurable film server."), ("money", "Configurable IRC server."), Step.NONE),
        (("video", "Collection of films."), ("rest", "Collection of coins."), Step.NONE),
        (("video", "File sharing."), ("money", "Share files."), Step.NONE),
        (("video", "File sharing."), ("video", "Share files."), Step.NEAREST),
        (("video", "Wishlist for films."), ("money", "Wishlist for gifts."), Step.NONE),
        (("video", "An IMAP and POP3 server."), ("money", "IMAP server."), Step.NEAR),
    ],
)
def test_kind_category_replaced_names_and_words_make_a_step(
    first: tuple[str, str], second: tuple[str, str], expected: Step
) -> None:
    assert step(tool("one", *first), tool("two", *second)) is expected


def test_tools_that_a_third_one_names_in_one_breath_are_nearer() -> None:
    first, second = tool("one", "video", "Plays films."), tool("two", "audio", "Centre of media.")
    third = tool("three", "", "Requests for One, Else and Two.")
    apart = tool("three", "", "Requests for One. It is not for games, but Two may use it.")
    assert step(first, second) is Step.NONE
    assert step(first, second, apart) is Step.NONE
    assert step(first, second, third) is Step.RELATED


def test_the_order_of_two_tools_of_one_name_does_not_count() -> None:
    tools = (
        *(a_tool(slug, name="One") for slug in ("one", "uno")),
        a_tool("two", name="Two"),
        a_tool("three", name="Three", summary="Requests for One and Two."),
    )
    summaries = {one.slug: read_summary(one) for one in tools}
    none: dict[str, tuple[str, ...]] = {one.slug: () for one in tools}
    first, second = (
        near_features(tools, (), none | {"three": named}, summaries, is_english=True).others
        for named in (("one", "uno", "two"), ("uno", "one", "two"))
    )
    assert first == second
    assert any(feature[0] == "together" for feature in first[2])


def test_of_a_category_that_nearly_all_name_all_do_the_same() -> None:
    named = [tool(f"t{number}", "keys", f"Password manager {number}.") for number in range(5)]
    odd = tool("odd", "keys", "Written in Rust.")
    assert step(odd, named[0], *named[1:]) is Step.NEAR
    assert step(odd, named[0]) is Step.LISTED


def test_servers_and_clients_for_one_thing_do_the_same_job() -> None:
    chat = Category(id="chat", name="Chat / XMPP Servers")
    tools = [a_tool(f"t{n}", categories=("chat",), summary=f"Drawn{n}.") for n in range(4)]
    made = Near(a_catalog(*tools, *OTHERS, categories=(*CATEGORIES, chat)))
    assert made.between("t0", "t1") is Step.NEAR
    several = Category(id="chat", name="Chat / XMPP & IRC Servers")
    made = Near(a_catalog(*tools, *OTHERS, categories=(*CATEGORIES, several)))
    assert made.between("t0", "t1") is Step.LISTED


def test_a_weak_word_counts_where_it_is_usual_in_the_category_and_in_its_name() -> None:
    lists = Category(id="lists", name="To-do Lists")
    tools = [a_tool(f"t{n}", categories=("lists",), summary=f"Drawn{n} list.") for n in range(3)]
    made = Near(a_catalog(*tools, *OTHERS, categories=(*CATEGORIES, lists)))
    assert made.between("t0", "t1") >= Step.NEAR
    unnamed = Category(id="lists", name="Chores")
    made = Near(a_catalog(*tools, *OTHERS, categories=(*CATEGORIES, unnamed)))
    assert made.between("t0", "t1") < Step.NEAR


def test_names_of_other_tools_say_nothing_of_what_a_tool_is_for() -> None:
    first = tool("one", "video", "Draws on Big Blue Whale.")
    second = tool("two", "video", "Sends post to Big Blue Whale.")
    whale = a_tool("whale", name="Big Blue Whale", summary="Sings.")
    assert step(first, second, whale) is Step.LISTED


def test_kinds_are_the_phrase_before_what_a_thing_does() -> None:
    def kinds(summary: str) -> set[str]:
        return {" ".join(kind).strip() for kind in kinds_of(a_tool(summary=summary))}

    assert kinds("Flax is a fast music streaming server for radio.") == {
        "music stream server",
        "music server",
        "stream server",
    }
    assert kinds("File storage and sharing, written in Go.") == {"fil storag", "shar", "fil shar"}
    assert "shar fil" in kinds("Share your files with friends.")
    assert kinds("Organize your photos.") == {"organiz photo"}


@pytest.mark.parametrize(
    ("summary", "first"),
    [
        ("Git with tea! Painless all-in-one software service.", 1),
        ("Git server. Painless software service.", 0),
        ("Git with tea! It runs on any server.", 0),
        ("Git with tea!", 0),
    ],
)
def test_a_slogan_comes_after_the_sentence_that_names_what_a_tool_is(
    summary: str, first: int
) -> None:
    parts = summary.replace("! ", "!|").replace(". ", ".|").split("|")
    assert defining_sentences(summary)[0] == parts[first]
