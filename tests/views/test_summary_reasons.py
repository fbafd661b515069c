"""What the summaries of two alternatives have in common, as a page of alternatives gives it."""

import pytest

from ssg.build.page_worker import render_page
from ssg.settings import Category
from ssg.site import Page
from ssg.views.summary_reasons import replaced_by_both, words_of_both
from support.html_pages import parse
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context

KNOWN = ("Photo galleries",)
REPLACING = "Backup from a phone (alternative to Google Photos, Flickr)."


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (REPLACING, "Albums for families, an alternative to Google Photos.", "Google Photos"),
        (
            REPLACING,
            "Albums (alternative to Flickr and Google Photos).",
            "Google Photos and Flickr",
        ),
        ("Wiki with Markdown.", "Notes in Markdown; a wiki.", "Markdown and wiki"),
        ("Remote access by SSH.", "SSH and Telnet for the web.", "SSH"),
    ],
)
def test_a_reason_names_what_both_replace_or_words_of_both(
    first: str, second: str, reason: str
) -> None:
    catalog = a_catalog(a_tool("a", summary=first), a_tool("b", summary=second))
    context = a_context(catalog)
    a, b = context.tools["a"], context.tools["b"]
    found = replaced_by_both(context, a, b) or words_of_both(context, a, b, KNOWN)
    assert found in (f"alternative to {reason}", f"{reason} (in both summaries)")
    for word in reason.replace(" and ", " ").split():
        assert word.casefold() in first.casefold()
        assert word.casefold() in second.casefold()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Photo gallery.", "A gallery for photos."),
        ("Hosts Git repositories.", "Works with GitHub and GitLab."),
        ("Simple and fast web app.", "Fast, simple web interface."),
        ("Share files across teams.", "Transfer files across the network."),
        ("Backup (alternative to Google Photos).", "Albums with Google TensorFlow."),
        ("", ""),
    ],
    ids=[
        "of the category",
        "part of a word",
        "praise",
        "of any subject",
        "of a replaced name",
        "nothing known",
    ],
)
def test_words_that_prove_nothing_are_no_reason(first: str, second: str) -> None:
    catalog = a_catalog(a_tool("a", summary=first), a_tool("b", summary=second))
    context = a_context(catalog)
    a, b = context.tools["a"], context.tools["b"]
    assert not replaced_by_both(context, a, b)
    assert not words_of_both(context, a, b, KNOWN)


def test_an_alternative_without_another_reason_names_the_common_category() -> None:
    summaries = "A hand grinder of steel.", "A hand grinder.", "An electric grinder."
    kinds = "hand", "hand", "electric"
    tools = [
        a_tool(f"t{number}", summary=summary, categories=(kind,))
        for number, (summary, kind) in enumerate(zip(summaries, kinds, strict=True))
    ]
    categories = tuple(Category(id=kind, name=f"{kind.title()} grinders") for kind in kinds[1:])
    context = a_context(a_catalog(*tools, categories=categories))
    page = parse(render_page(context, Page("alternatives", "/alternatives/t0/", ("t0",))))
    (card,) = page.first("ol", class_="alternatives").all("li", class_="card")
    assert "In common: the category Hand grinders" in card.text
