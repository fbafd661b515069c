"""Alignments of the last build: the same as new ones, or none."""

from copy import deepcopy
from pathlib import Path

import pytest

from ssg.build.alignments import AlignmentFile, StoredAlignments, encoded
from ssg.comparison.alignment import LazyAligner
from ssg.output.staging import Written
from support.strategies import a_capability, a_catalog, a_tool

SLUGS = ("a", "b", "c")
CATALOG = a_catalog(
    *(
        a_tool(slug, capabilities=(a_capability("Fine-tune models"), a_capability(f"Only {slug}")))
        for slug in SLUGS
    )
)
TOOLS = {tool.slug: tool for tool in CATALOG.tools}
PAIRS = [(a, b) for a in SLUGS for b in SLUGS if a < b]


def records(aligner: LazyAligner) -> list[Written]:
    """Return a record with what an aligner has computed."""
    return [Written("page", 1, "00" * 16, reused=False, aligned=encoded(aligner.taken()))]


def written(folder: Path, key: bytes, pairs: list[tuple[str, str]] = PAIRS) -> AlignmentFile:
    """Align pairs as a build does, and write the file."""
    file, aligner = AlignmentFile(str(folder / "file"), str(folder / "new")), LazyAligner(CATALOG)
    aligner.recall(file.open(key))
    for a, b in pairs:
        aligner.align(a, b)
        aligner.nearest(a)
    (record,) = file.add(records(aligner))
    assert record.aligned == ()
    file.write()
    return file


def test_the_next_build_aligns_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file was written in two builds."""
    written(tmp_path, b"key", PAIRS[:1])
    file = written(tmp_path, b"key")
    stored, expected = StoredAlignments.read(file.file, b"key"), LazyAligner(CATALOG)
    again = LazyAligner(CATALOG)
    again.recall(stored)
    monkeypatch.setattr(again, "prepare", lambda: pytest.fail("it aligns"))
    for a, b in PAIRS:
        assert again.has(a, b)
        assert again.align(a, b) == expected.align(a, b)
        assert again.nearest(a) == expected.nearest(a)
    assert any(expected.align(a, b).both for a, b in PAIRS)
    assert again.taken().pairs == ()


def test_other_processes_read_what_was_added_so_far(tmp_path: Path) -> None:
    """Each process has a copy of the object, and files in common."""
    file, aligner = (
        AlignmentFile(str(tmp_path / "file"), str(tmp_path / "new")),
        LazyAligner(CATALOG),
    )
    assert not file.known().has("a", "b")
    aligner.recall(file.open(b"key"))
    other = deepcopy(file)
    expected = LazyAligner(CATALOG)
    for number, pair in enumerate(PAIRS, start=1):
        aligner.align(*pair)
        list(file.add(records(aligner)))
        known = other.known()
        assert [known.has(*each) for each in PAIRS] == [True] * number + [False] * (3 - number)
        found = known.alignments([(TOOLS[a], TOOLS[b]) for a, b in PAIRS])
        assert found == [expected.align(*each) for each in PAIRS[:number]] + [None] * (3 - number)
    aligner.nearest("a")
    list(file.add(records(aligner)))
    assert other.known().nearest("a") == expected.nearest("a")
    assert other.known().nearest("b") is None


def test_additions_follow_the_alignments_of_the_last_build(tmp_path: Path) -> None:
    file = written(tmp_path, b"key", PAIRS[:1])
    file, aligner = AlignmentFile(file.file, file.temporary), LazyAligner(CATALOG)
    file.open(b"key")
    aligner.recall(file.known())
    for pair in PAIRS[:2]:
        aligner.align(*pair)
    (record,) = records(aligner)
    assert [slugs for slugs, _ in record.aligned] == PAIRS[1:2]
    list(file.add([record]))
    assert [file.known().has(*pair) for pair in PAIRS] == [True, True, False]


def test_a_build_does_not_read_what_a_killed_one_has_added(tmp_path: Path) -> None:
    file, aligner = (
        AlignmentFile(str(tmp_path / "file"), str(tmp_path / "new")),
        LazyAligner(CATALOG),
    )
    aligner.recall(file.open(b"key"))
    aligner.align("a", "b")
    list(file.add(records(aligner)))
    assert file.known().has("a", "b")
    after = AlignmentFile(file.file, file.temporary)
    after.open(b"key")
    assert not after.known().has("a", "b")


def test_other_texts_have_no_alignments(tmp_path: Path) -> None:
    file = written(tmp_path, b"key")
    assert not StoredAlignments.read(file.file, b"other").has("a", "b")
    assert not StoredAlignments.read(str(tmp_path / "missing"), b"key").has("a", "b")
    written(tmp_path, b"other", PAIRS[:1])
    assert not StoredAlignments.read(file.file, b"key").has("a", "b")
    assert StoredAlignments.read(file.file, b"other").has("a", "b")


def test_no_flipped_bit_of_the_file_is_believed(tmp_path: Path) -> None:
    file = written(tmp_path, b"key").file
    whole, aligner = Path(file).read_bytes(), LazyAligner(CATALOG)
    for position in range(0, len(whole) * 8, 29):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        Path(file).write_bytes(damaged)
        stored = StoredAlignments.read(file, b"key")
        found = stored.alignments([(TOOLS[a], TOOLS[b]) for a, b in PAIRS])
        for (a, b), alignment in zip(PAIRS, found, strict=True):
            assert alignment in {None, aligner.align(a, b)}
        for slug in SLUGS:
            assert stored.nearest(slug) in {None, aligner.nearest(slug)}
