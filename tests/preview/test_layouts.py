"""Layouts of the preview are compiled again only after a change."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssg.errors import LayoutError
from ssg.messages import ENGLISH
from ssg.preview.layouts import Layouts

GERMAN = replace(ENGLISH, language="de")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a layout of a site; return its path."""
    path = tmp_path / "layouts/own.html"
    path.parent.mkdir()
    path.write_text("{{ 1 + 1 }}")
    return path


def test_each_language_is_compiled_once(tmp_path: Path, file: Path) -> None:
    layouts = Layouts(tmp_path)
    english, german = layouts.environment(ENGLISH), layouts.environment(GERMAN)
    assert english.get_template(file.name).render() == "2"
    assert english is not german
    assert layouts.environment(ENGLISH) is english
    assert layouts.environment(GERMAN) is german


def test_a_changed_file_or_other_messages_are_compiled_again(tmp_path: Path, file: Path) -> None:
    layouts = Layouts(tmp_path)
    before, stamps = layouts.environment(ENGLISH), layouts.stamps()
    file.write_text("{{ 1 + 10 }}")
    assert layouts.stamps() != stamps
    after = layouts.environment(ENGLISH)
    assert after.get_template(file.name).render() == "11"
    assert after is not before
    changed = replace(ENGLISH, translations={"Search": ("Find",)})
    assert layouts.environment(changed) is not after


def test_an_invalid_layout_is_an_error_until_it_is_corrected(tmp_path: Path, file: Path) -> None:
    layouts = Layouts(tmp_path)
    file.write_text("\n{% if %}")
    with pytest.raises(LayoutError) as caught:
        layouts.environment(ENGLISH)
    assert (caught.value.problem.file, caught.value.problem.line) == ("layouts/own.html", 2)
    file.write_text("")
    assert layouts.environment(ENGLISH).get_template(file.name).render() == ""


def test_a_folder_of_layouts_may_be_added(tmp_path: Path) -> None:
    layouts = Layouts(tmp_path)
    packaged = layouts.folders
    (tmp_path / "layouts").mkdir()
    assert layouts.folders == (tmp_path / "layouts", *packaged)
