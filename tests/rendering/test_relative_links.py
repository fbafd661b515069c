"""Links of a finished page."""

import pytest

from ssg.rendering.relative_links import with_links_of_content, with_relative_links


@pytest.mark.parametrize("base", ["", "/pens"])
@pytest.mark.parametrize(
    ("link", "relative"),
    [
        ("/", "../index.html"),
        ("/tools/", "../tools/index.html"),
        ("/tools/flax.html", "../tools/flax.html"),
        ("/tools/flax.html#c-one", "../tools/flax.html#c-one"),
        ("/search.html?q=a/b", "../search.html?q=a/b"),
        ("/assets/site.0123abcd.css", "../assets/site.0123abcd.css"),
    ],
)
def test_links_to_the_site_are_relative_and_name_a_file(
    base: str, link: str, relative: str
) -> None:
    page = f"<a href=\"{base}{link}\">A</a> <img src='{base}{link}'>"
    expected = f"<a href=\"{relative}\">A</a> <img src='{relative}'>"
    assert with_relative_links(page, "/compare/a-vs-b.html", base) == expected


def test_a_base_path_without_a_slash_is_the_home_page() -> None:
    page = '<a href="/pens">A</a>'
    assert with_relative_links(page, "/tools/", "/pens") == '<a href="../index.html">A</a>'


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">A</a>',
        '<a href="//example.org/">A</a>',
        '<a href="#top">A</a>',
        '<a href="/pensions/">A</a>',
        '<p>href="/pens/"</p>',
    ],
)
def test_other_links_and_texts_stay(html: str) -> None:
    assert with_relative_links(html, "/tools/", "/pens") == html


def test_redirects_data_of_scripts_and_rules_are_links_too() -> None:
    page = (
        '<meta http-equiv="refresh" content="0; url=/tools/a.html">'
        '<form data-address="/tools/*.html" data-rules="{&#34;data&#34;: &#34;/api/&#34;}">'
    )
    assert with_relative_links(page, "/tools/b.html", "") == (
        '<meta http-equiv="refresh" content="0; url=../tools/a.html">'
        '<form data-address="../tools/*.html" '
        'data-rules="{&#34;data&#34;: &#34;../api/index.html&#34;}">'
    )


def test_links_of_texts_are_those_of_the_site() -> None:
    page = '<a href="/tools/a/">A</a><img src="/a.png"><a class="x" href="/tools/a/">A</a>'
    assert with_links_of_content(page, "/pens{}".format) == (
        '<a href="/pens/tools/a/">A</a><img src="/pens/a.png"><a class="x" href="/tools/a/">A</a>'
    )
