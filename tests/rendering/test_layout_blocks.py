"""A site changes or moves one section of a comparison without a copy of the others."""

from conftest import WriteSite
from support.html_pages import Element, parse
from support.site_fixtures import SMALL_SITE, build_site

PAGE = "compare/alpha-vs-beta/index.html"
MOVED = """\
{% extends "packaged/versus.html" %}
{% block main %}
<article class="versus">
  {{ self.names() }} {{ self.editorial() }} {{ self.score() }} {{ self.answer() }}
  {{ self.choose() }} {{ self.glance() }} {{ self.screenshots() }} {{ self.capabilities() }}
  {{ self.evidence() }} {{ self.others() }} {{ self.pickers() }} {{ self.sources() }}
</article>
{% endblock %}
{% block glance %}{{ super() }}<p id="mine">Prices without tax.</p>{% endblock %}
"""
HEADER = '{% import "parts/macros.html" as macros %}{{ macros.header(site, box=false) }}'


def ids(page: Element) -> set[str]:
    """Return the ids in the main part of a page, without those of the pickers."""
    found = (element.attributes.get("id", "") for element in page.first("main").walk())
    return {each for each in found if each and not each.startswith("other-")}


def test_a_section_is_moved_and_another_one_extended(site: WriteSite) -> None:
    packaged = (build_site(site(SMALL_SITE)) / PAGE).read_text("utf-8")
    own = (build_site(site({**SMALL_SITE, "layouts/versus.html": MOVED})) / PAGE).read_text("utf-8")
    before, after = parse(packaged.encode()), parse(own.encode())
    assert packaged.index('id="verdict"') < packaged.index('id="receipt"')
    assert own.index('id="receipt"') < own.index('id="verdict"')
    assert after.first(id="mine").text == "Prices without tax."
    assert {"verdict", "glance", "capabilities", "receipt", "others"} <= ids(before)
    assert ids(after) == ids(before) | {"mine"}


def test_a_page_without_the_search_of_the_header_works(site: WriteSite) -> None:
    tree = build_site(site({**SMALL_SITE, "layouts/parts/header.html": HEADER}))
    page = parse((tree / "index.html").read_bytes())
    assert not page.all("form", class_="find")
    assert page.all("form", class_="pick")
    assert page.first("h1").text
