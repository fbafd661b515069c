"""Rendering: layouts receive `site` and `view`; errors name file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssg.errors import BuildError
from ssg.messages import ENGLISH
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment
from support.strategies import write_files


@dataclass(frozen=True)
class View:
    """What these layouts see."""

    name: str | Mapping[str, str] = "<Flax>"


def renderer(root: Path, **layouts: str) -> Renderer:
    """Write layouts and return what renders them."""
    write_files(root, {f"layouts/{name}.html": text for name, text in layouts.items()})
    return Renderer(environment([root / "layouts"], ENGLISH), View("the site"))


def test_a_page_is_utf_8(tmp_path: Path) -> None:
    made = renderer(tmp_path, x="é {{ site.name }}: {{ view.name }}")
    assert made.page("x.html", View()) == "é the site: &lt;Flax&gt;".encode()


def test_a_part_is_set_into_a_page_as_it_is(tmp_path: Path) -> None:
    made = renderer(tmp_path, part="\n<b>{{ view.name }}</b>\n", page="{{ view.name }}")
    part = made.part("part.html", View())
    assert part == "<b>&lt;Flax&gt;</b>"
    assert made.page("page.html", View(part)) == b"<b>&lt;Flax&gt;</b>"


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("{{ view.name.key }}", "value"),
        ("{{ view.name.key }}{{ view.name.none is defined }}", "valueFalse"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}", "1213"),
        ("{% for a in 'xy' %}{{ loop.cycle('1', '2') }}{{ loop.last }}{% endfor %}", "1False2True"),
        ("{% call(x) m() %}<{{ x }}>{% endcall %}", "(<1>)"),
        ("{{ inner.class }}", "word"),
    ],
)
def test_layouts_have_all_of_jinja(tmp_path: Path, layout: str, text: str) -> None:
    """Keys by a dot, tests, and any call of a macro."""
    before = "{% macro m() %}({{ caller(1) }}){% endmacro %}" if "call(" in layout else ""
    made = renderer(tmp_path, x=f"{before}{{% set inner = {{'class': 'word'}} %}}{layout}")
    for _ in range(2):
        assert made.page("x.html", View({"key": "value"})).decode() == text


def test_a_macro_may_read_keys_by_a_dot(tmp_path: Path) -> None:
    made = renderer(tmp_path, x="{% macro one(view) %}{{ view.name.key }}{% endmacro %}")
    for _ in range(2):
        assert made.macro("x.html", "one")(View({"key": "value"})) == "value"


@pytest.mark.parametrize(
    ("layout", "line", "words"),
    [
        ("a\nb {{ view.nothing }}", 2, "nothing"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("a\n\n{% for %}", 3, "Expected"),
        ("a\n{{ view.name // 2 }}", 2, "unsupported operand"),
        ("\n\n\n{{ [][3] }}", 4, ""),
        ("a\n{% extends 'gone.html' %}", 2, "gone.html"),
        ("\n{{ view.name | nope }}", 2, "nope"),
    ],
)
def test_an_error_in_a_layout_names_its_line(
    tmp_path: Path, layout: str, line: int, words: str
) -> None:
    with pytest.raises(BuildError) as error:
        renderer(tmp_path, x=layout).page("x.html", View())
    assert str(error.value).startswith(f"layouts/x.html:{line}:1: ")
    assert words in str(error.value)
    assert str(error.value).isprintable()


def test_the_line_is_that_of_the_layout_that_is_at_fault(tmp_path: Path) -> None:
    made = renderer(
        tmp_path,
        base="\n{% block main %}{% endblock %}",
        x="{% extends 'base.html' %}\n{% block main %}\n{{ view.nothing }}{% endblock %}",
    )
    with pytest.raises(BuildError, match=r"layouts/x\.html:3:1: "):
        made.page("x.html", View())


def test_an_included_layout_is_named_itself(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"layouts/inner\.html:2:1: "):
        renderer(
            tmp_path, x="\n\n\n{% include 'inner.html' %}", inner="a\n{{ view.nothing }}"
        ).page("x.html", View())


def test_a_layout_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"gone\.html"):
        renderer(tmp_path).page("gone.html", View())


def test_what_is_the_same_on_every_page_is_rendered_once(tmp_path: Path) -> None:
    made = renderer(
        tmp_path, head="<b>{{ site.name }}</b>\n", page="{{ shared('head.html') }} {{ view.name }}"
    )
    assert made.page("page.html", View("a")) == b"<b>the site</b> a"
    (tmp_path / "layouts/head.html").write_text("changed")
    assert made.page("page.html", View("b")) == b"<b>the site</b> b"


def test_a_shared_part_sees_no_view(tmp_path: Path) -> None:
    made = renderer(tmp_path, head="{{ view.name }}", page="{{ shared('head.html') }}")
    with pytest.raises(BuildError, match=r"layouts/head\.html:1:1: .*name"):
        made.page("page.html", View())


def test_a_macro_renders_a_piece(tmp_path: Path) -> None:
    made = renderer(
        tmp_path,
        parts="{% macro one(view) %}\n<i>{{ view.name }} of {{ site.name }}</i>\n{% endmacro %}",
    )
    assert made.macro("parts.html", "one")(View()) == "<i>&lt;Flax&gt; of the site</i>"


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        (
            "{% macro two(view) %}{% endmacro %}",
            r'layouts/x\.html:1:1: error\[SSG050\] the macro "one" is missing; add it',
        ),
        (
            "\n{% macro one(view) %}\n{{ view.nothing }}{% endmacro %}",
            r"layouts/x\.html:3:1: .*nothing",
        ),
        ("\n{% macro", r"layouts/x\.html:2:1: "),
    ],
)
def test_an_error_in_a_macro_names_its_line(tmp_path: Path, layout: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        renderer(tmp_path, x=layout).macro("x.html", "one")(View())
