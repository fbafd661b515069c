"""Unchanged pages are skipped, and neither edited files nor a damaged cache change the site."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from ssg.build import fingerprint, pipeline, tool_hashes, unchanged_files
from ssg.build.cache import NEAR, BuildCache, grouped, unchanged_entries, write_cache
from ssg.config import Config
from ssg.content import stored_tools
from ssg.errors import BuildError
from ssg.output import spare_tree
from ssg.output.staging import Keys, Stage, Written
from ssg.output.written_table import QUICK_BYTES, WrittenTable
from ssg.ranking import kept_nearest
from support.clean_builds import built, built_clean
from support.field_edits import FieldEdits, field_site
from support.random_edits import RecordEdits
from support.site_edits import SiteEdits
from support.site_fixtures import SITE_YAML, SMALL_SITE
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import write_files

pytestmark = pytest.mark.large

EDITS = int(os.environ.get("SSG_TEST_EDITS", "4"))
FIRST_SEED = int(os.environ.get("SSG_TEST_SEED", "0"))
"""Added to the seeds of edits of any file."""
FORKING_SEED = 4
LEAST_FOR_FORKS = (
    (pipeline, "MANY_TOOLS"),
    (pipeline, "MANY_FILES"),
    (spare_tree, "MANY_FOLDERS"),
    (stored_tools, "WORTH_HASHING"),
    (kept_nearest, "WORTH_KEEPING"),
    (unchanged_files, "MANY_FILES"),
)
"""Numbers from which another process pays off, or the nearest tools are kept."""


EVERYTHING = (
    "publish: {comparisons: true, markdown: true, feeds: tools, badges: true, embeds: true, "
    "indexnow_key: 9f2c4b7ad1e84c0f}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Create a small site with every kind of document."""
    site = {**SMALL_SITE, "content/site.yaml": SITE_YAML + EVERYTHING}
    write_files(tmp_path / "site", site)
    return tmp_path / "site"


def a_comparison(root: Path) -> Path:
    """Return the file of one comparison."""
    return max(root.glob("public/compare/*-vs-*/index.html"), key=lambda file: file.stat().st_size)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.large)])
def test_a_rebuild_equals_a_clean_build(
    root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any edit of content or layouts; one seed with two languages and as with many pairs."""
    if seed:
        monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
        with (root / "content/site.yaml").open("a") as file:
            file.write("languages: [en, de]\n")
    edit = RecordEdits(root, seed)
    built(root)
    for _ in range(EDITS):
        description = edit()
        time.sleep(0.12)  # what was just written is not trusted, nor cached
        rebuilt, clean = built(root), built_clean(root)
        assert (rebuilt is None) == (clean is None), description
        assert rebuilt is None or rebuilt == clean, description


@pytest.mark.parametrize("seed", [0, 3, 4])
def test_a_rebuild_after_an_edit_of_any_field_equals_a_clean_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of tools that name each other; odd seeds with two languages, from 2 on as with many pairs.

    Seed 4 with as many processes as a large site has.
    """
    if seed in {2, 3}:
        monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
    if seed == FORKING_SEED:
        monkeypatch.setattr(pipeline, "WORTH_WORKERS", 100)
        for module, name in LEAST_FOR_FORKS:
            monkeypatch.setattr(module, name, 1)
    jobs = 2 if seed == FORKING_SEED else 1
    root = write_files(tmp_path / "site", field_site(seed, languages=bool(seed % 2)))
    edit = FieldEdits(root, seed)
    assert built(root, jobs=jobs)
    for _ in range(EDITS):
        description = edit()
        time.sleep(0.12)  # what was just written is not trusted, nor cached
        rebuilt, clean = built(root, jobs=jobs), built_clean(root)
        assert rebuilt == clean, description
        if clean is None:
            edit.undo()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_rebuild_after_an_edit_of_any_file_equals_a_clean_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of content, layouts, records and images, of options, output and state, or several of them.

    Odd seeds with two languages, from 2 on as with many pairs and with few keys in memory.
    """
    if seed > 1:
        monkeypatch.setattr(tool_hashes, "MANY_PAIRS", 0)
        monkeypatch.setattr(fingerprint, "KEPT_INPUTS", 2)
        monkeypatch.setattr(kept_nearest, "WORTH_KEEPING", 0)
        monkeypatch.setattr(kept_nearest, "MOST_CHANGED", 1)
    root = write_files(tmp_path / "site", field_site(seed, languages=bool(seed % 2)))
    edit = SiteEdits(root, seed + FIRST_SEED)
    assert built(root)
    for number in range(EDITS):
        description = f"{number}: {edit()}"
        time.sleep(0.12)  # what was just written is not trusted, nor cached
        rebuilt, clean = built(root, **edit.options), built_clean(root, **edit.options)
        assert rebuilt == clean, description
        if clean is None:
            edit.undo()


def test_a_rebuild_after_a_translation_equals_a_clean_build(tmp_path: Path) -> None:
    """Pages of a language that has only what is translated come and go, and links to them."""
    text = LANGUAGES_SITE["content/site.yaml"] + "untranslated: link\n"
    root = write_files(tmp_path / "site", {**LANGUAGES_SITE, "content/site.yaml": text})
    translation = root / "content/tools/beta.de.yaml"
    first = built(root)
    translation.write_text("summary: Bildet aus.\n", "utf-8")
    time.sleep(0.12)  # what was just written is not trusted, nor cached
    second = built(root)
    assert second == built(root, "clean") != first
    translation.unlink()
    assert built(root) == first


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_build_after_one_that_was_not_published_equals_a_clean_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, is_undone: bool
) -> None:
    """A large site writes its caches while it is published, so they may name files of no site."""
    for module, name in ((pipeline, "WORTH_WORKERS"), *LEAST_FOR_FORKS):
        monkeypatch.setattr(module, name, 1)
    assert built(root, jobs=2)
    cache, added = root / ".public.ssg/cache", root / "content/tools/added.yaml"
    before = cache.read_bytes()
    added.write_bytes(b"name: Added\ntype: dataset\nsummary: A set of many texts.\n")
    (root / "public/tools/added").write_bytes(b"a file of the user in place of a folder")
    time.sleep(0.12)  # what was just written is not trusted, nor cached
    with pytest.raises(BuildError, match="was not generated by ssg"):
        pipeline.build(Config(root=root, output=root / "public", jobs=2))
    assert cache.read_bytes() != before
    (root / "public/tools/added").unlink()
    if is_undone:
        added.unlink()
    assert built(root, jobs=2) == built_clean(root)


def test_an_unchanged_comparison_is_not_rendered_again(root: Path) -> None:
    """Shown by other bytes of the same size and time, which are kept."""
    before = built(root)
    file = a_comparison(root)
    status = file.stat()
    file.write_bytes(b"x" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    planted = built(root)
    assert planted != before
    file.write_bytes(b"x" * status.st_size)
    assert built(root) == before


@pytest.mark.parametrize(
    "cache",
    [b"", b"x", b"ssg cache 1\n", *(b"ssg cache 4\n" + bytes(size) for size in (0, 16, 20, 76))],
)
def test_a_damaged_cache_is_ignored(root: Path, cache: bytes) -> None:
    before = built(root)
    (root / ".public.ssg/cache").write_bytes(cache)
    a_comparison(root).write_bytes(b"touched")
    assert built(root) == before


def test_a_cache_finds_what_was_written_to_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"page")
    times = {name: (tmp_path / name).stat().st_mtime_ns for name in "abc"}
    written = [
        Written(
            name,
            4,
            name.encode().hex() * 16,
            reused=False,
            mtime=times[name],
            fingerprint=name.encode() * 16,
        )
        for name in "abc"
    ]
    write_cache(
        str(tmp_path / "cache"),
        str(tmp_path / "part"),
        [*written, Written("d", 4, "00" * 16, reused=False)],
        b"program",
    )
    assert len(BuildCache.read(str(tmp_path / "cache"), b"other").keys) == 0
    cache = BuildCache.read(str(tmp_path / "cache"), b"program")
    for record in written:
        [cached] = cache.lookup(stage, [record.path], [Keys(record.fingerprint)])
        assert cached == record._replace(reused=True)
        assert cached.mtime == record.mtime
    keys = [Keys(record.fingerprint) for record in written]
    found = cache.lookup(stage, ["c", "d", "b", "a"], [keys[2], Keys(), keys[1], keys[1]])
    assert [record and record.path for record in found] == ["c", None, "b", None]
    (tmp_path / "a").write_bytes(b"longer")
    assert cache.lookup(stage, ["a", "b"], keys[:2])[0] is None
    (tmp_path / "cache").unlink()
    assert cache.lookup(stage, ["b"], keys[1:2]) == [None]


def test_entries_far_from_each_other_are_found(tmp_path: Path) -> None:
    stage, number = Stage(tmp_path / "stage", tmp_path), 3 * NEAR
    (tmp_path / "page").write_bytes(b"page")
    mtime = (tmp_path / "page").stat().st_mtime_ns
    names = [f"./{'./' * (place % 7)}{'/' * (place // 7)}page" for place in range(number)]
    written = [
        Written(name, 4, "00" * 16, False, mtime, fingerprint=place.to_bytes(16, "big"))
        for place, name in enumerate(names)
    ]
    write_cache(str(tmp_path / "cache"), str(tmp_path / "part"), written, b"")
    cache = BuildCache.read(str(tmp_path / "cache"), b"")
    for step in (1, 7, NEAR):
        keys = [Keys(record.fingerprint) for record in written[::step]]
        found = cache.lookup(stage, names[::step], keys)
        assert found == [record._replace(reused=True) for record in written[::step]]


def test_files_are_reused_by_their_quick_key_or_else_by_the_first(tmp_path: Path) -> None:
    quick, other, none = b"q" * QUICK_BYTES, b"o" * QUICK_BYTES, b""
    keys = {"a": quick, "b": quick, "c": none, "d": none, "e": quick, "f": quick}
    for name in keys:
        (tmp_path / name).write_bytes(b"page")
    written = [
        Written(
            name,
            4,
            name.encode().hex() * 16,
            reused=False,
            mtime=(tmp_path / name).stat().st_mtime_ns,
            fingerprint=name.encode() * 16,
            quick=key,
        )
        for name, key in keys.items()
    ]
    write_cache(str(tmp_path / "cache"), str(tmp_path / "part"), written, b"program")
    cache = BuildCache.read(str(tmp_path / "cache"), b"program")
    (tmp_path / "f").write_bytes(b"longer")
    wanted = {"a": quick, "b": other, "c": none, "d": none, "e": other, "f": quick, "g": quick}
    paths, asked, table = [*wanted], list[str](), WrittenTable()

    def first(place: int) -> bytes:
        asked.append(paths[place])
        return b"x" * 16 if paths[place] in "de" else paths[place].encode() * 16

    keys_wanted = np.array([*wanted.values()], f"V{QUICK_BYTES}")
    unchanged = unchanged_entries(str(tmp_path / "cache"), str(tmp_path), [paths[:4], paths[4:]])
    assert np.count_nonzero(unchanged) == len("abcde")
    places = cache.places(paths)
    assert [path for path, place in zip(paths, places, strict=True) if place < 0] == ["g"]
    places[~unchanged[places]] = -1
    reused = cache.reuse(table, paths, places, keys_wanted, first)
    assert [path for path, each in zip(paths, reused, strict=True) if each] == ["a", "b", "c"]
    assert asked == ["b", "c", "d", "e"]
    assert [*table.records()] == [
        record._replace(reused=True, quick=wanted[record.path]) for record in written[:3]
    ]
    assert all(table[record.path].mtime == record.mtime for record in written[:3])
    assert cache.reuse(table, [], places[:0], keys_wanted[:0], first) == []


def test_no_flipped_bit_of_a_cache_is_believed(tmp_path: Path) -> None:
    """A wrong digest would get into the manifest."""
    file, temporary = str(tmp_path / "cache"), str(tmp_path / "new")
    write_cache(
        file,
        temporary,
        [Written("a.html", 1, "0a" * 16, reused=False, fingerprint=b"f" * 16)],
        b"",
        b"rows",
    )
    whole = Path(file).read_bytes()
    assert len(BuildCache.read(file, b"").keys) == 1
    assert BuildCache.read(file, b"").rows == b"rows"
    for position in range(0, len(whole) * 8, 7):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        Path(file).write_bytes(damaged)
        assert len(BuildCache.read(file, b"").keys) == 0


def test_grouped_files_are_found_together_or_not_at_all(tmp_path: Path) -> None:
    stage, key = Stage(tmp_path / "stage", tmp_path), b"k" * 16
    records = []
    for name in "ab":
        (tmp_path / name).write_bytes(b"file")
        mtime = (tmp_path / name).stat().st_mtime_ns
        records.append(Written(name, 4, "00" * 16, reused=False, mtime=mtime))
    group = grouped(records, key)
    write_cache(str(tmp_path / "cache"), str(tmp_path / "part"), group, b"program")
    cache = BuildCache.read(str(tmp_path / "cache"), b"program")
    assert cache.lookup_group(stage, lambda: ["a", "b", "c"], key) == [
        record._replace(reused=True) for record in group
    ]
    assert cache.lookup_group(stage, lambda: ["a"], key) == []
    assert cache.lookup_group(stage, lambda: ["a", "b"], b"l" * 16) == []
    (tmp_path / "b").unlink()
    assert cache.lookup_group(stage, lambda: ["a", "b"], key) == []
