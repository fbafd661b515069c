"""`content/pairs.lock`: its content, every problem with its line, and append-only updates."""

from pathlib import Path

import pytest

from ssg.content.published_file import PUBLISHED_FILE, load_published, update_published
from ssg.site import Pair
from support.strategies import write_files

LOCK = """\
# comment

tool flax Flax of Google
pair haiku flax
pair flax haiku
withdrawn flax gpt-2
pair flax gpt-2
"""


def pair(a: str, b: str) -> Pair:
    return Pair(a=a, b=b, strength=1.0, reasons=())


def test_lines_may_repeat_and_come_in_any_order(tmp_path: Path) -> None:
    published, problems = load_published(write_files(tmp_path, {PUBLISHED_FILE: LOCK}))
    assert problems == []
    assert published.tools == (("flax", "Flax of Google"),)
    assert published.pairs == (("flax", "haiku"),)
    assert published.withdrawn == (("flax", "gpt-2"),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pare flax haiku", 'unknown kind of line "pare"'),
        ("pair flax", '"pair" needs two slugs'),
        ("pair flax haiku gpt", '"pair" needs two slugs'),
        ("pair flax flax", "pairs a tool with itself"),
        ("tool", '"tool" needs a slug'),
        ("pair Flax haiku", '"Flax" is not a slug'),
        ("tool ../x X", '"../x" is not a slug'),
        (f"tool flax {'x' * 81}", "the name has more than 80 characters"),
        ("<<<<<<< HEAD", 'unknown kind of line "<<<<<<<"'),
    ],
)
def test_a_line_of_another_form_is_an_error_at_its_line(
    tmp_path: Path, line: str, message: str
) -> None:
    root = write_files(tmp_path, {PUBLISHED_FILE: f"pair a b\n{line}\n"})
    _, (problem,) = load_published(root)
    assert f"{PUBLISHED_FILE}:2:1: error[SSG003] {message}" in str(problem)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "other").write_text("pair a b\n", encoding="utf-8")
    (tmp_path / PUBLISHED_FILE).symlink_to(tmp_path / "other")
    published, (problem,) = load_published(tmp_path)
    assert published.pairs == ()
    assert "is a link" in problem.message


def test_an_update_adds_lines_and_removes_none(tmp_path: Path) -> None:
    root = write_files(tmp_path, {PUBLISHED_FILE: LOCK})
    before, _ = load_published(root)
    added = update_published(root, before, [("optax", "Optax")], [pair("flax", "optax")])
    assert added == 2
    after, problems = load_published(root)
    assert problems == []
    assert after.tools == (("flax", "Flax of Google"), ("optax", "Optax"))
    assert after.pairs == (("flax", "haiku"), ("flax", "optax"))
    assert after.withdrawn == before.withdrawn
    text = (root / PUBLISHED_FILE).read_bytes()
    assert update_published(root, after, [("optax", "Optax")], [pair("flax", "optax")]) == 0
    assert (root / PUBLISHED_FILE).read_bytes() == text


def test_a_withdrawn_pair_is_not_recorded_again(tmp_path: Path) -> None:
    root = write_files(tmp_path, {PUBLISHED_FILE: LOCK})
    update_published(root, load_published(root)[0], [], [pair("flax", "gpt-2")])
    assert ("flax", "gpt-2") not in load_published(root)[0].pairs
