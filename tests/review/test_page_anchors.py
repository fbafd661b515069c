"""The places within pages that a link can lead to."""

from pathlib import Path

from ssg.build.page_worker import make_context, render_page
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.review.page_anchors import PageAnchors
from support.html_pages import parse


def test_the_ids_of_every_kind_of_page_are_found(small: Path) -> None:
    """As a parser of HTML finds them."""
    planned = plan(Config(root=small, output=small / "public"))
    anchors, context = PageAnchors(planned), make_context(planned.job)
    for page in (page for page in planned.pages if page.kind != "redirect"):
        ids = {
            one.attributes["id"]
            for one in parse(render_page(context, page)).walk()
            if "id" in one.attributes
        }
        assert anchors.of(planned.job.addresses.file(page.address)) == ids, page.address


def test_a_redirect_or_another_file_has_no_places_to_be_checked(small: Path) -> None:
    """What a browser does with them is not ours to say."""
    planned = plan(Config(root=small, output=small / "public"))
    redirects = [page for page in planned.pages if page.kind == "redirect"]
    files = [planned.job.addresses.file(page.address) for page in redirects] + [
        "sitemap.xml",
        "nothing",
    ]
    assert {PageAnchors(planned).of(file) for file in files} == {None}
