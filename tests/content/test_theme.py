"""The look of a site: what `theme` changes on the pages, and what it refuses."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import WriteSite
from ssg.content.load import load
from ssg.content.site_file import load_settings
from ssg.errors import Code
from ssg.theme import DARK, LIGHT, MIN_CONTRAST, TEXT_ON, Theme, contrast, low_contrasts, policy
from support.browsing import barriers, serving, visit
from support.site_fixtures import ROOT, SITE_YAML, SMALL_SITE, build_site

THEME = """\
theme:
  colors: {a: "#0b57d0", paper: "#ffffff"}
  dark_colors: {a: "#a8c7fa"}
  fonts:
    text: Inter, system-ui, sans-serif
    files: {Inter: /fonts/inter.woff2}
  logo: /logo.svg
  icon: /logo.svg
  menu: [{text: About, url: /about/}]
  footer: [{text: Code, url: "https://example.com/code"}]
  credits: true
  head:
    scripts:
      - src: https://plausible.io/js/script.js
        attributes: {data-domain: example.org, defer: ""}
        hosts: ["https://api.plausible.io/x"]
    meta: [{name: google-site-verification, content: '"><script>alert(1)</script>'}]
    links: [{rel: me, href: "https://example.com/@me"}]
"""
FILES: dict[str, str | bytes] = {
    **SMALL_SITE,
    "content/site.yaml": SITE_YAML + THEME,
    "content/static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "content/static/fonts/inter.woff2": b"font",
}


def test_the_default_palette_is_that_of_the_style_sheet_and_readable() -> None:
    css = (ROOT / "layouts/assets/site.css").read_text(encoding="utf-8")
    light, dark = css.partition("@media (prefers-color-scheme: dark)")[::2]
    for colors, text in ((LIGHT, light), (DARK, dark)):
        found = dict(re.findall(r"--([\w-]+): (#\w+);", text))
        long = {
            name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
            for name, value in found.items()
        }
        assert {name: long[name] for name in colors} == colors
        for name, backgrounds in TEXT_ON.items():
            for background in backgrounds:
                assert contrast(long[name], long[background]) >= MIN_CONTRAST, (name, background)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert list(low_contrasts(Theme())) == []


def test_a_theme_reaches_every_page(site: WriteSite) -> None:
    tree = build_site(site(FILES))
    sheet = next((tree / "assets").glob("theme.*.css"))
    for page in ("index.html", "compare/alpha-vs-beta/index.html", "tools/alpha/index.html"):
        html = (tree / page).read_text(encoding="utf-8")
        assert f'<link rel="stylesheet" href="/assets/{sheet.name}">' in html
        assert '<img class="logo" src="/logo.svg" alt="">' in html
        assert '<a href="/about/">About</a>' in html
        assert '<a href="https://example.com/code">Code</a>' in html
        assert "Made with <a" in html
        assert (
            '<script src="https://plausible.io/js/script.js" data-domain="example.org" defer="">'
            "</script>"
        ) in html
        assert "https://plausible.io;" in html
        assert "connect-src &#39;self&#39; https://api.plausible.io;" in html
        assert "font-src &#39;self&#39;" in html
        assert "<script>alert" not in html
    css = sheet.read_text(encoding="utf-8")
    assert 'src: url("/fonts/inter.woff2")' in css
    assert "--a: #0b57d0;" in css


def test_a_site_below_a_path_has_links_with_the_path(site: WriteSite) -> None:
    tree = build_site(site(FILES), base_url="https://example.org/sub/")
    html = (tree / "index.html").read_text(encoding="utf-8")
    assert '<img class="logo" src="/sub/logo.svg" alt="">' in html
    assert '<a href="/sub/about/">About</a>' in html
    css = next((tree / "assets").glob("theme.*.css")).read_text(encoding="utf-8")
    assert 'url("/sub/fonts/inter.woff2")' in css


def test_without_a_theme_there_is_no_style_sheet_of_one(small: Path) -> None:
    tree = build_site(small)
    assert not list((tree / "assets").glob("theme*"))
    assert policy(Theme()) == (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        (
            'colors: {ink: "#999999"}',
            (
                '{line}:17: error[SSG048] "ink" on "paper" has a contrast of 2.7 in '
                "the light scheme, less than 4.5; choose a darker or a lighter colour"
            ),
        ),
        (
            "logo: /none.svg",
            (
                '{line}:9: error[SSG047] no file for "/none.svg"; add '
                "content/static/none.svg, or name another file"
            ),
        ),
        (
            "logo: /../../secret.svg",
            ('{line}:9: error[SSG013] "theme.logo" has an invalid format; write it as /logo.svg'),
        ),
        (
            "head: {meta: [{http-equiv: refresh}]}",
            (
                '{line}:17: error[SSG013] "theme.head.meta[0]": "http-equiv" is not '
                "allowed; remove it"
            ),
        ),
        (
            "head: {links: [{rel: stylesheet, href: x}]}",
            (
                '{line}:18: error[SSG013] "theme.head.links[0]": rel is "stylesheet"; '
                'give "rel", and none of canonical, icon, modulepreload, preload, stylesheet'
            ),
        ),
        (
            "head: {scripts: [{hosts: []}]}",
            '{line}:20: error[SSG011] missing key "src"; add it',
        ),
        (
            'fonts: {text: "x; } body { display: none"}',
            (
                '{line}:17: error[SSG013] "theme.fonts.text" has an invalid format; '
                "write it as Inter, system-ui, sans-serif"
            ),
        ),
        (
            'menu: [{text: x, url: "javascript:alert(1)"}]',
            (
                '{line}:25: error[SSG015] "theme.menu[0].url": "javascript:alert(1)" '
                "does not begin with https:// or http://; use a public https:// or http:// URL "
                "of at most 2,048 characters"
            ),
        ),
    ],
)
def test_faults_of_a_theme_have_a_line_and_an_advice(
    site: WriteSite, theme: str, message: str
) -> None:
    root = site({**SMALL_SITE, "content/site.yaml": f"{SITE_YAML}theme:\n  {theme}\n"})
    _, problems = load_settings(root)
    line = SITE_YAML.count("\n") + 2
    assert str(problems[0]) == "content/site.yaml:" + message.replace("{line}", str(line))


def test_the_two_codes_are_errors(site: WriteSite) -> None:
    text = SITE_YAML + 'theme: {logo: /x.svg, colors: {soft: "#cccccc"}}\n'
    loaded = load(site({**SMALL_SITE, "content/site.yaml": text}))
    assert loaded.catalog is None
    assert {problem.code for problem in loaded.problems} == {Code.MISSING_FILE, Code.CONTRAST}


@pytest.mark.large
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_themed_page_has_no_barriers(site: WriteSite, browser: Browser, scheme: str) -> None:
    tree = build_site(site(FILES))
    with (
        serving(tree) as origin,
        visit(browser, f"{origin}/compare/alpha-vs-beta/", scheme=scheme) as page,  # type: ignore[arg-type]
    ):
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Inter")
        assert barriers(page) == []
