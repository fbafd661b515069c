"""Title and description of a versus page, as result lists show them."""

import pytest

from ssg.settings import Category
from ssg.views.versus import pages, view
from ssg.views.versus_titles import MOST_DESCRIBED, MOST_TITLE
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context

LONG = "of all kinds and for every kind of organisation"


def head_texts(category: str, *summaries: str) -> tuple[str, str]:
    """Return title and description of a comparison of two tools of a category."""
    tools = (
        a_tool(slug, categories=("jobs",), summary=summary)
        for slug, summary in zip(("one", "two"), summaries or ("A tool.",) * 2, strict=True)
    )
    context = a_context(a_catalog(*tools, categories=(Category(id="jobs", name=category),)))
    head = view(context, next(iter(pages(context)))).head
    return head.title, head.description


@pytest.mark.parametrize(
    ("category", "title"),
    [
        ("Mail Servers", "One vs Two: Mail Servers compared"),
        (f"Mail {LONG} / Mail Servers", "One vs Two: Mail Servers compared"),
        (f"Mail Servers ({LONG})", "One vs Two: Mail Servers compared"),
        (f"Mail Servers {LONG}", "One vs Two compared"),
    ],
)
def test_a_title_names_the_category_as_far_as_there_is_room(category: str, title: str) -> None:
    assert head_texts(category)[0] == title
    assert len(title) <= MOST_TITLE


def test_a_description_that_is_too_long_is_cut_after_a_word_that_can_end_it() -> None:
    text = "Serves mail to all of the many people who read and write it " * 4
    description = head_texts("Mail", text, text.replace("Serves", "Stores"))[1]
    assert description.startswith("One: Serves mail")
    assert len(description) <= MOST_DESCRIBED
    first = description.partition(" Two: ")[0].removeprefix("One: ")
    assert first.endswith("…")
    assert text.startswith(first.removesuffix("…"))
    assert first.removesuffix("…").rpartition(" ")[2] not in {"and", "of", "the", "to", "who"}


def test_a_summary_without_a_full_stop_gets_one_in_a_description() -> None:
    """Else the next sentence would be read as its end."""
    assert head_texts("Mail", "Serves mail", "Stores mail (fast!)")[1] == (
        "One: Serves mail. Two: Stores mail (fast!)."
    )


def test_without_summaries_a_description_is_the_answer() -> None:
    assert head_texts("Mail", "", "")[1].startswith("One vs Two.")
    assert head_texts("Mail", "", "Stores mail.")[1] == "Two: Stores mail."
