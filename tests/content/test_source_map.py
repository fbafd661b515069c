"""Where a value, and words of it, stand in a file."""

from pathlib import Path

import pytest

from ssg.content.source_map import SourceMap
from support.strategies import write_files

FILES = {
    "content/tools/flax.yaml": (
        "name: Flax\r\ntags: [jax, neural]\r\ncapabilities:\r\n  - title: A\r\n"
        "    description: see b, see c\r\n"
    ),
    "content/tools/optax.yaml": "name: Optax\n",
    "content/tools/optax.md": "First.\n\nSecond words.\n",
}


@pytest.mark.parametrize(
    ("path", "keys", "words", "place"),
    [
        ("content/tools/flax.yaml", ("tags", 1), "", ("content/tools/flax.yaml", 2, 13)),
        (
            "content/tools/flax.yaml",
            ("capabilities", 0, "description"),
            "see c",
            ("content/tools/flax.yaml", 5, 25),
        ),
        (
            "content/tools/flax.yaml",
            ("capabilities", 0, "unique"),
            "",
            ("content/tools/flax.yaml", 4, 5),
        ),
        (
            "content/tools/flax.yaml",
            ("capabilities", 0, "title"),
            "not there",
            ("content/tools/flax.yaml", 4, 12),
        ),
        ("content/tools/optax.yaml", ("description",), "words", ("content/tools/optax.md", 3, 8)),
        ("content/tools/optax.md", (), "Second", ("content/tools/optax.md", 3, 1)),
        ("content/tools/none.yaml", ("name",), "x", ("content/tools/none.yaml", 1, 1)),
    ],
)
def test_words_are_found_in_their_value(
    tmp_path: Path,
    path: str,
    keys: tuple[str | int, ...],
    words: str,
    place: tuple[str, int, int],
) -> None:
    assert SourceMap(write_files(tmp_path, FILES)).locate(path, keys, words) == place


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    places = SourceMap(write_files(tmp_path, FILES))
    assert places.line("content/tools/optax.md", 3) == "Second words."
    assert [places.line("content/tools/optax.md", number) for number in (0, 99)] == ["", ""]
    assert places.line("content/tools/none.md", 1) == ""


def test_a_link_is_not_read(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    (root / "content/tools/secret.yaml").symlink_to("/etc/hostname")
    assert SourceMap(root).line("content/tools/secret.yaml", 1) == ""
