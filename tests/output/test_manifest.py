"""The manifest of generated files survives a round trip, and other text is refused."""

import os
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.errors import BuildError
from ssg.output import manifest

PATHS = st.lists(
    st.text("abc \u00e9-.", min_size=1).filter(lambda part: part not in {".", ".."}), min_size=1
).map("/".join)
ENTRIES = st.tuples(st.text("0123456789abcdef", min_size=1), st.integers(0, 10**12)).map(
    lambda entry: f"{entry[0]} {entry[1]}"
)


@given(st.dictionaries(PATHS, ENTRIES))
def test_a_manifest_survives_a_round_trip(listed: dict[str, str]) -> None:
    assert manifest.read(manifest.text(listed)) == listed


@given(st.dictionaries(PATHS, ENTRIES))
def test_the_order_changes_no_byte(listed: dict[str, str]) -> None:
    assert manifest.text(dict(reversed(listed.items()))) == manifest.text(listed)


@pytest.mark.parametrize(
    "text",
    ["", "ssg manifest 1", "ssg manifest 2\n", "ssg manifest 1\nx\n", "ssg manifest 1\n\n"],
)
def test_text_of_another_format_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        manifest.read(text)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a/./b", "a\\b"])
def test_a_path_outside_the_output_folder_is_refused(path: str) -> None:
    with pytest.raises(BuildError, match="invalid output path"):
        manifest.read(manifest.text({path: "0 0"}))


def test_a_manifest_of_an_older_build_is_read() -> None:
    assert manifest.read("ssg manifest 1\n0a 3 index.html\n") == {"index.html": "0a 3"}


def test_no_flipped_bit_gives_another_list() -> None:
    """A path that is listed wrongly would leave a stale page in the site."""
    whole = manifest.text({"a/index.html": "0a 3", "b.html": "0b 4"}).encode()
    for position in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        with pytest.raises((ValueError, BuildError)):
            manifest.read(damaged.decode())


def listing_of(folder: Path, entries: Mapping[str, str], block: int = 1_000) -> manifest.Listing:
    """Return entries as lines to write, a block at a time; they are in a file without a name."""
    listing = manifest.Listing(str(folder))
    lines = [f"{entry} {path}" for path, entry in sorted(entries.items())]
    for start in range(0, len(lines), block):
        listing.add(lines[start : start + block])
    return listing


def test_a_manifest_file_is_written_only_if_it_differs(tmp_path: Path) -> None:
    """Also where the header is right and another line is not."""
    file, temporary = tmp_path / "manifest", tmp_path / "temporary"
    entries = {f"{number}/index.html": f"{number:032x} {number}" for number in range(5_000)}
    with listing_of(tmp_path, entries) as listing:
        listing.write(str(file), str(temporary), {})
        whole = file.read_bytes()
        assert whole == manifest.text(entries).encode()
        inode = file.stat().st_ino
        listing.write(str(file), str(temporary), {})
        assert file.stat().st_ino == inode
        file.write_bytes(whole[:-2] + b"x\n")
        listing.write(str(file), str(temporary), {})
        assert file.read_bytes() == whole
    with listing_of(tmp_path, {}) as listing:
        listing.write(str(file), str(temporary), {"x": "0 0"})
    assert manifest.read_file(str(file)) == {"x": "0 0"}
    assert [*tmp_path.iterdir()] == [file]


@given(st.dictionaries(PATHS, ENTRIES), st.dictionaries(PATHS, ENTRIES), st.integers(1, 4))
def test_other_files_are_written_in_their_places(
    entries: dict[str, str], others: dict[str, str], block: int
) -> None:
    """And the lines and the kept files of the written file are those that it lists."""
    entries = {path: entry for path, entry in entries.items() if path not in others}
    others = {path: f"{manifest.KEPT}{entry}" for path, entry in others.items()}
    with TemporaryDirectory() as folder:
        file = f"{folder}/manifest"
        with listing_of(Path(folder), entries, block) as listing:
            listing.write(file, f"{folder}/temporary", others)
        whole = manifest.text(entries | others).encode()
        assert Path(file).read_bytes() == whole
        assert manifest.kept_paths_of(file) == sorted(others)
        assert manifest.header_of(file) == whole[: whole.index(b"\n") + 1]
        lines = chain.from_iterable(manifest.lines_of(file))
        assert manifest.entries_of(file, lines) == entries | others


@pytest.mark.parametrize("line", ["x", "0 0 ../x", "0 0 a//b"])
def test_a_damaged_line_is_refused(line: str) -> None:
    with pytest.raises(BuildError, match='"some manifest" is damaged'):
        manifest.entries_of("some manifest", ["0a 3 index.html", line])


@given(
    st.dictionaries(PATHS, ENTRIES), st.dictionaries(PATHS, ENTRIES), st.integers(1, 4), st.data()
)
def test_the_lines_that_only_a_former_manifest_has_are_found(
    former: dict[str, str], changed: dict[str, str], block: int, data: st.DataObject
) -> None:
    """Lines are read in blocks, and compared in others."""
    removed = data.draw(st.sets(st.sampled_from(sorted(former)))) if former else set()
    now = {path: entry for path, entry in (former | changed).items() if path not in removed}
    before = [f"{entry} {path}" for path, entry in sorted(former.items())]
    lines = manifest.FormerLines(
        before[start : start + block] for start in range(0, len(before), block)
    )
    asked = [f"{entry} {path}" for path, entry in sorted(now.items())]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "TOGETHER", 2)
        found = [each for some in (asked[:3], asked[3:]) for each in lines.have(some)]
    known = dict(zip(sorted(now), found, strict=True))
    assert known == {path: former.get(path) == entry for path, entry in now.items()}
    kept = {f"{former[path]} {path}" for path in known if known[path]}
    assert lines.others() == [line for line in before if line not in kept]


@pytest.mark.parametrize("body", ["0a 3\n", "\n", "0a 3 x"])
def test_a_line_that_is_none_is_refused(tmp_path: Path, body: str) -> None:
    """An old manifest has no checksum."""
    (tmp_path / "manifest").write_text(f"ssg manifest 1\n{body}")
    with pytest.raises(BuildError, match="is damaged"):
        [*manifest.lines_of(str(tmp_path / "manifest"))]


def test_a_missing_manifest_has_no_line(tmp_path: Path) -> None:
    assert [*manifest.lines_of(str(tmp_path / "manifest"))] == []
    assert manifest.read_file(str(tmp_path / "manifest")) == {}


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.symlink_to("other"), id="a link"),
        pytest.param(Path.mkdir, id="a folder"),
        pytest.param(os.mkfifo, id="a pipe"),
    ],
)
def test_a_manifest_that_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    """A pipe would wait for another program."""
    (tmp_path / "other").write_text(manifest.text({"x": "0 0"}))
    make(tmp_path / "manifest")
    with pytest.raises(BuildError, match='manifest" is damaged'):
        [*manifest.lines_of(str(tmp_path / "manifest"))]
    with pytest.raises(BuildError, match='manifest" is damaged'):
        manifest.read_file(str(tmp_path / "manifest"))
