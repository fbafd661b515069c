"""Translation of layouts: whole messages, places in any order, values escaped."""

from pathlib import Path

import pytest

from ssg.messages import ENGLISH, LARGE, PERIOD, Messages
from ssg.rendering.templates import environment

GERMAN = Messages(
    language="de",
    translations={
        "%(a)s beats %(b)s": ("%(b)s unterliegt %(a)s",),
        "%(num)s tool": ("%(num)s Werkzeug", "%(num)s Werkzeuge"),
        "More": ("Mehr",),
        "100%% of %(a)s": ("%(a)s zu 100%%",),
    },
    forms=(1, 0, *([1] * (LARGE + PERIOD - 2))),
    decimal=",",
    group=".",
    date_pattern="dd.MM.y",
)
BEATS = "{% trans a=view, b='<b>' %}{{ a }} beats {{ b }}{% endtrans %}"
TOOLS = "{% trans num=view %}{{ num }} tool{% pluralize %}{{ num }} tools{% endtrans %}"


def rendered(folder: Path, source: str, view: object, messages: Messages = GERMAN) -> str:
    """Return a layout with this source in a language."""
    (folder / "x.html").write_text(source, encoding="utf-8")
    return environment([folder], messages).get_template("x.html").render(view=view)


@pytest.mark.parametrize(
    ("source", "view", "german", "english"),
    [
        (BEATS, "A&B", "&lt;b&gt; unterliegt A&amp;B", "A&amp;B beats &lt;b&gt;"),
        (TOOLS, 1, "1 Werkzeug", "1 tool"),
        (TOOLS, 1204, "1.204 Werkzeuge", "1,204 tools"),
        ("{{ _('More') }}", "", "Mehr", "More"),
        ("{{ _('%(a)s beats %(b)s', a=view, b='x') }}", "<", "x unterliegt &lt;", "&lt; beats x"),
        ("{% trans a=view %}100% of {{ a }}{% endtrans %}", "A", "A zu 100%", "100% of A"),
        ("{% trans %}Not translated{% endtrans %}", "", "Not translated", "Not translated"),
        ("{{ view|day }}", "2026-03-05", "05.03.2026", "2026-03-05"),
        ("{{ view|decimals(2) }}", 0.5, "0,50", "0.50"),
        ("{{ view|number }}", 1204, "1.204", "1,204"),
    ],
)
def test_layouts_are_in_the_language_of_the_site(
    tmp_path: Path, source: str, view: object, german: str, english: str
) -> None:
    assert rendered(tmp_path, source, view) == german
    assert rendered(tmp_path, source, view, ENGLISH) == english


def test_a_macro_of_another_layout_is_translated(tmp_path: Path) -> None:
    message = "{% trans a=name, b=1 %}{{ a }} beats {{ b }}{% endtrans %}"
    macro = f"{{% macro more(name) %}}{message}{{% endmacro %}}"
    (tmp_path / "m.html").write_text(macro, encoding="utf-8")
    source = "{% import 'm.html' as m %}{{ m.more(view) }}"
    assert rendered(tmp_path, source, "<i>") == "1 unterliegt &lt;i&gt;"


def test_a_value_is_computed_once_and_only_if_it_is_shown(tmp_path: Path) -> None:
    calls: list[int] = []

    def value() -> str:
        calls.append(1)
        return "x"

    source = "{% trans a=view(), b=2 %}{{ a }} beats {{ b }}{% endtrans %}"
    assert rendered(tmp_path, source, value) == "2 unterliegt x"
    assert len(calls) == 1
