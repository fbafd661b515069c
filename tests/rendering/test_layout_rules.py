"""Rules of the packaged layouts: every value is escaped, and no attribute can be left."""

import re
from pathlib import Path

import pytest

from ssg.messages import ENGLISH
from ssg.rendering.templates import environment
from support.site_fixtures import ROOT

LAYOUTS = sorted((ROOT / "layouts").rglob("*.html"))
each = pytest.mark.parametrize(
    "layout", LAYOUTS, ids=lambda path: path.relative_to(ROOT / "layouts").as_posix()
)
UNQUOTED = re.compile(r"=\{[{%]|=[^\s\"'<>=]+\{\{")
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
ALLOWED = re.compile(
    r""" type="module" src="\{\{ site\.assets\['[\w/.-]+'\] \}\}"|"""
    r""" type="application/ld\+json"| type="speculationrules\""""
)


@each
def test_no_layout_switches_escaping_off(layout: Path) -> None:
    text = layout.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|\bautoescape\b|Markup", text)


@each
def test_every_value_in_an_attribute_is_quoted(layout: Path) -> None:
    """A text without quotes or brackets could otherwise add an attribute: `onfocus=...`."""
    tags = re.findall(r"<[a-z][^<]*?>", layout.read_text(encoding="utf-8"))
    for tag in tags:
        outside = re.sub(r'"[^"]*"', '""', re.sub(r"\{%.*?%\}", "", tag))
        assert not UNQUOTED.search(outside), tag


@each
def test_scripts_are_files_of_the_site(layout: Path) -> None:
    """Only structured data and the rules for prefetching stand inside a script element."""
    for attributes, body in SCRIPT.findall(layout.read_text(encoding="utf-8")):
        assert ALLOWED.fullmatch(attributes), attributes
        assert body.strip() in {"", "{{ view.head.structured }}", "{{ site.speculation }}"}


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.json", "a.ics", "a.txt", "a"])
def test_values_are_escaped_whatever_the_name_of_a_layout(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{{ view }}", encoding="utf-8")
    rendered = environment([tmp_path], ENGLISH).get_template(name).render(view="<b>\"'&")
    assert rendered == "&lt;b&gt;&#34;&#39;&amp;"
