"""Merging: parts become the site of an unsharded build, and other parts are refused."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ssg.build.merge import merge
from ssg.build.pipeline import build
from ssg.build.shard import Shard
from ssg.build.shard_build import build_part, measured_from, paths_hash, read_part
from ssg.config import Config
from ssg.errors import BuildError, StrictError
from support.site_fixtures import ROOT, SMALL_SITE, Run, build_site, snapshot
from support.strategies import write_files

FLOOR = {
    **SMALL_SITE,
    "content/site.yaml": SMALL_SITE["content/site.yaml"].replace("all}", "all, min_unique: 1}"),
}


def build_parts(root: Path, quantity: int, **config: object) -> list[Path]:
    """Build all parts of a site, last first; return their folders."""
    folders = [root / f"parts/{number}-of-{quantity}" for number in range(1, quantity + 1)]
    for number in range(quantity, 0, -1):
        settings = Config(**{"root": root, "output": folders[number - 1], **config})  # type: ignore[arg-type]
        build_part(settings, Shard(number, quantity))
    return folders


def join(root: Path, folders: list[Path], **config: object) -> Path:
    """Merge parts into the site's output folder."""
    merge(folders, Config(**{"root": root, "output": root / "public", **config}))  # type: ignore[arg-type]
    return root / "public"


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site in four parts, once; return its folder."""
    root = write_files(tmp_path_factory.mktemp("four"), SMALL_SITE)
    build_parts(root, 4)
    return root


@pytest.fixture
def parts(four: Path, small: Path) -> list[Path]:
    """Return four parts of the small site, to be damaged."""
    shutil.copytree(four / "parts", small / "parts")
    return [small / f"parts/{number}-of-4" for number in range(1, 5)]


@pytest.mark.large
def test_three_parts_give_our_own_site(own_site: Path, tmp_path: Path) -> None:
    """It has `pairs.min_unique`, which needs the pages of all parts."""
    folders = [tmp_path / f"part-{number}" for number in (1, 2, 3)]
    for number, folder in enumerate(folders, 1):
        build_part(Config(root=ROOT, output=folder, jobs=1), Shard(number, 3))
    merge(folders, Config(root=ROOT, output=tmp_path / "public", jobs=1))
    assert snapshot(tmp_path / "public") == snapshot(own_site) != {}
    manifests = [tree / ".public.ssg/manifest" for tree in (tmp_path, own_site.parent)]
    assert len({manifest.read_bytes() for manifest in manifests}) == 1


@pytest.mark.parametrize("quantity", [1, 3, pytest.param(50, marks=pytest.mark.large)])
def test_any_number_of_parts_gives_the_site_also_with_empty_parts(
    small: Path, quantity: int
) -> None:
    assert snapshot(join(small, build_parts(small, quantity))) == snapshot(
        build_site(small, output=small / "whole")
    )


def test_without_min_unique_the_content_is_not_needed(
    small: Path, parts: list[Path], tmp_path: Path
) -> None:
    whole = snapshot(build_site(small))
    moved = [
        Path(shutil.move(part, tmp_path / f"moved-{number}")) for number, part in enumerate(parts)
    ]
    shutil.rmtree(small)
    assert snapshot(join(tmp_path / "elsewhere", moved)) == whole


def test_options_of_the_parts_are_those_of_the_site(small: Path) -> None:
    parts = build_parts(small, 2, base_url="https://x.org/sub/")
    whole = build_site(small, output=small / "whole", base_url="https://x.org/sub/")
    assert snapshot(join(small, parts)) == snapshot(whole)


@pytest.mark.large
def test_pages_below_min_unique_are_found_across_parts(tmp_path: Path) -> None:
    root = write_files(tmp_path, FLOOR)
    whole = build_site(root, output=root / "whole", base_url="https://x.org/", as_of=None)
    merged = merge(
        build_parts(root, 3, base_url="https://x.org/"), Config(root=root, output=root / "public")
    )
    assert snapshot(root / "public") == snapshot(whole)
    assert ["3 comparisons not indexed" in problem.message for problem in merged.problems] == [True]


def test_min_unique_needs_the_content_of_the_parts(tmp_path: Path) -> None:
    root = write_files(tmp_path, FLOOR)
    parts = build_parts(root, 2)
    tool = root / "content/tools/beta.yaml"
    tool.write_text(tool.read_text(encoding="utf-8").replace("large", "huge"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"does not contain the content of the parts.*-C"):
        join(root, parts)


def damaged_measures(parts: list[Path]) -> None:
    """Empty the measures of one part."""
    (parts[1] / "ssg-part-measured.txt").write_text("", encoding="utf-8")


def test_damaged_measures_are_refused(tmp_path: Path) -> None:
    root = write_files(tmp_path, FLOOR)
    parts = build_parts(root, 2)
    damaged_measures(parts)
    with pytest.raises(BuildError, match=r"2-of-2/ssg-part-measured.txt. is missing or damaged"):
        join(root, parts)


@pytest.mark.parametrize(
    "text", ["x", "a b zz:1", "a b 00:-1", "a b 00:9" + "9" * 5000, "a b 00", "../x b"]
)
def test_forged_measures_are_damaged_ones(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        list(measured_from(text.encode()))


def other_content(small: Path, parts: list[Path]) -> list[Path]:
    """Build one part from other content."""
    (small / "content/static/favicon.txt").write_text("other", encoding="utf-8")
    build_part(Config(root=small, output=parts[1]), Shard(2, 4))
    return parts


def other_number(small: Path, parts: list[Path]) -> list[Path]:
    """Build one part of five."""
    build_part(Config(root=small, output=parts[1]), Shard(2, 5))
    return parts


def other_url(small: Path, parts: list[Path]) -> list[Path]:
    """Build one part for another address."""
    build_part(Config(root=small, output=parts[1], base_url="https://x.org/"), Shard(2, 4))
    return parts


def other_version(_: Path, parts: list[Path]) -> list[Path]:
    """Change the version of one part."""
    manifest = parts[1] / "ssg-part.json"
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text("utf-8")), "ssg": "9.9"}), encoding="utf-8"
    )
    return parts


def pages(part: Path) -> list[Path]:
    """Return the pages of a part."""
    return sorted(part.rglob("*.html"))


def changed_byte(_: Path, parts: list[Path]) -> list[Path]:
    """Change one letter of one page."""
    page = pages(parts[1])[0]
    page.write_bytes(page.read_bytes()[:-2] + b"!\n")
    return parts


def lost_file(_: Path, parts: list[Path]) -> list[Path]:
    """Remove one page."""
    pages(parts[1])[0].unlink()
    return parts


def link_out(_: Path, parts: list[Path]) -> list[Path]:
    """Let a page be a link."""
    page = pages(parts[1])[0]
    page.rename(parts[1].parent / "page")
    page.symlink_to(parts[1].parent / "page")
    return parts


def no_manifest(_: Path, parts: list[Path]) -> list[Path]:
    """Remove one manifest."""
    (parts[1] / "ssg-part.json").unlink()
    return parts


def cut_manifest(_: Path, parts: list[Path]) -> list[Path]:
    """Lose the end of one manifest."""
    manifest = parts[1] / "ssg-part.json"
    manifest.write_bytes(manifest.read_bytes()[:-100])
    return parts


def other_paths(_: Path, parts: list[Path]) -> list[Path]:
    """Let one manifest forget a file."""
    manifest = parts[1] / "ssg-part.json"
    said = json.loads(manifest.read_text("utf-8"))
    said["files"].pop(next(iter(said["files"])))
    manifest.write_text(json.dumps(said), encoding="utf-8")
    return parts


def other_index(_: Path, parts: list[Path]) -> list[Path]:
    """Rename the search index in a part, as another version of Python or zlib does."""
    for part in parts:
        for folder in part.glob("search/*/"):
            other = folder.with_name(f"{folder.name}x")
            folder.rename(other)
            manifest = part / "ssg-part.json"
            text = manifest.read_text("utf-8").replace(
                f"search/{folder.name}/", f"search/{other.name}/"
            )
            manifest.write_text(text, encoding="utf-8")
    return parts


def other_names(_: Path, parts: list[Path]) -> list[Path]:
    """Let one part be of a plan with other names of files."""
    manifest = parts[1] / "ssg-part.json"
    said = {**json.loads(manifest.read_text("utf-8")), "paths": "00"}
    manifest.write_text(json.dumps(said), encoding="utf-8")
    return parts


def path_out(_: Path, parts: list[Path]) -> list[Path]:
    """Let one manifest name a file outside, and all manifests agree on it."""
    manifest = parts[1] / "ssg-part.json"
    said = json.loads(manifest.read_text("utf-8"))
    said["files"]["../../evil"] = said["files"].pop(next(iter(said["files"])))
    manifest.write_text(json.dumps(said), encoding="utf-8")
    forged = paths_hash(path for part in parts for path in read_part(part).of_the_site)
    for part in parts:
        said = json.loads((part / "ssg-part.json").read_text("utf-8"))
        (part / "ssg-part.json").write_text(json.dumps({**said, "paths": forged}), encoding="utf-8")
    return parts


SAME = "build all parts from the same content, with the same ssg and the same options"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda _, parts: parts[:2],
            '- 2 parts are missing: 3/4, 4/4; build the missing parts with "ssg build --shard"',
        ),
        (
            lambda _, parts: [*parts, parts[2]],
            r'- part 3/4 is given twice: ".*3-of-4" and ".*3-of-4"; name it once',
        ),
        (
            lambda _, parts: [parts[0], *parts[:3]],
            "- 1 part is missing: 4/4.*\n- part 1/4 is given twice",
        ),
        (other_content, f'2-of-4" and ".*1-of-4" have different content; {SAME}'),
        (other_number, '2-of-4" and ".*1-of-4" have different numbers of shards'),
        (other_url, "have different base URLs"),
        (other_version, "have different versions of ssg"),
        (changed_byte, r'2-of-4/.*\.html" is damaged; build this part again'),
        (lost_file, r'2-of-4/.*\.html" is missing; build this part again'),
        (link_out, r'2-of-4/.*\.html" is missing; build this part again'),
        (no_manifest, '2-of-4" is not a part: ssg-part.json is missing'),
        (
            cut_manifest,
            'ssg-part.json" is damaged or of another version of ssg; build this part again',
        ),
        (other_paths, r"the parts list \d+ files, which are not the \d+ of the site"),
        (other_index, r"the parts list \d+ files, which are not the \d+ of the site"),
        (other_names, "different names of files, because Python or a library has another version"),
        (path_out, 'invalid output path "../../evil"'),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_parts_of_different_sites_are_refused_and_the_old_site_stays(
    small: Path,
    parts: list[Path],
    spoil: Callable[[Path, list[Path]], list[Path]],
    words: str,
    *,
    before: bool,
) -> None:
    if before:
        join(small, parts)
    old = snapshot(small / "public")
    with pytest.raises(BuildError, match=words):
        join(small, spoil(small, parts))
    assert snapshot(small / "public") == old
    assert bool(old) == before


def test_unlisted_files_of_a_part_are_ignored(small: Path, parts: list[Path]) -> None:
    (parts[0] / "notes.txt").write_text("mine", encoding="utf-8")
    assert snapshot(join(small, parts)) == snapshot(build_site(small, output=small / "whole"))


def test_merging_twice_touches_no_file(small: Path, parts: list[Path]) -> None:
    tree = join(small, parts)
    times = {path: path.stat().st_mtime_ns for path in tree.rglob("*")}
    found = merge(parts, Config(root=small, output=tree, jobs=2))
    assert {path: path.stat().st_mtime_ns for path in tree.rglob("*")} == times
    assert (found.published.changed, found.parts) == (0, 4)


def test_limits_of_the_host_apply_to_the_whole_site(tmp_path: Path) -> None:
    site = SMALL_SITE["content/site.yaml"] + "host: cloudflare-pages\n"
    root = write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": site})
    (root / "content/static/big.bin").write_bytes(bytes(26 * 1024 * 1024))
    merged = merge(build_parts(root, 2), Config(root=root, output=root / "public"))
    assert ["a file of 26 MiB" in problem.message for problem in merged.problems] == [True]
    before = snapshot(root / "public")
    (root / "content/static/big.bin").write_bytes(bytes(27 * 1024 * 1024))
    for work in (partial(merge, build_parts(root, 2)), build):
        with pytest.raises(StrictError, match="1 warning treated as errors") as refused:
            work(Config(root=root, output=root / "public", strict=True))
        assert ["a file of 27 MiB" in each.message for each in refused.value.problems].count(
            True
        ) == 1
        assert snapshot(root / "public") == before


def test_the_commands_build_and_merge_parts(run: Run, small: Path) -> None:
    for number in (1, 2):
        done = run("build", "-C", str(small), "--shard", f"{number}/2")
        assert done.code == 0
        assert done.err.startswith(f"Built shard {number}/2 of 3 tools, ")
    parts = [str(small / f"parts/{number}-of-2") for number in (1, 2)]
    done = run("merge", *parts, "-C", str(small), "-o", str(small / "joined"))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Merged 2 shards, ")
    assert snapshot(small / "joined") == snapshot(build_site(small))
    missing = run("merge", parts[0], "-C", str(small))
    assert (missing.code, missing.out) == (1, "")
    assert missing.err.startswith("error: cannot merge the parts:\n- 1 part is missing: 2/2; ")


@pytest.mark.parametrize(
    "words",
    [
        ("merge",),
        ("merge", "nowhere"),
        ("merge", "part", "-o", "part/public"),
        ("merge", "part", "-o", "."),
        ("build", "--shard", "5/4"),
        ("build", "--shard", "x"),
    ],
)
def test_invalid_arguments_exit_with_2(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(small)
    (small / "part").mkdir()
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "rror" in done.err
