"""Parts of a site: their manifest, and the hash over all inputs of the site."""

import os
import shutil
from pathlib import Path

import pytest

from ssg.build.pipeline import plan
from ssg.build.shard import Shard
from ssg.build.shard_build import PART_FILE, build_part, content_hash, measured_from, read_part
from ssg.config import Config
from ssg.errors import BuildError, UsageError
from support.site_fixtures import ROOT, SMALL_SITE, build_site, kept_files, snapshot


def hash_of(root: Path) -> str:
    """Return the hash of a site's content."""
    return content_hash(plan(Config(root=root, output=root / "public"), measured=False))


@pytest.mark.parametrize("path", sorted(SMALL_SITE))
def test_any_change_of_the_content_changes_its_hash(small: Path, path: str) -> None:
    before = hash_of(small)
    text = (small / path).read_text(encoding="utf-8")
    at, new = {
        "site.yaml": ("title: ", "title: More "),
        "capabilities.yaml": ("networks", "nets"),
        "favicon.txt": ("static", "other"),
    }.get(path.rpartition("/")[2], ("summary: ", "summary: More "))
    changed = text + "More.\n" if path.endswith(".md") else text.replace(at, new, 1)
    assert changed != text
    (small / path).write_text(changed, encoding="utf-8")
    assert hash_of(small) != before


def test_layouts_are_part_of_the_hash(small: Path) -> None:
    before = hash_of(small)
    (small / "layouts").mkdir()
    (small / "layouts/404.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    assert hash_of(small) != before


def test_the_location_of_the_site_is_not_part_of_the_hash(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "elsewhere")
    assert hash_of(tmp_path / "elsewhere") == hash_of(small)


def test_a_part_built_twice_writes_nothing(small: Path) -> None:
    config = Config(root=small, output=small / "part")
    build_part(config, Shard(1, 2))
    before = snapshot(small / "part")
    report = build_part(config, Shard(1, 2))
    assert (report.published.changed, report.published.removed) == (0, 0)
    assert snapshot(small / "part") == before != {}


def test_the_manifest_describes_the_part(small: Path) -> None:
    report = build_part(
        Config(root=small, output=small / "part", base_url="https://x.org/"), Shard(2, 3)
    )
    part = read_part(small / "part")
    assert (part.shard, part.shards, part.base_url, part.content) == (
        2,
        3,
        "https://x.org/",
        hash_of(small),
    )
    assert set(part.files) == {path for path in snapshot(small / "part") if path != PART_FILE}
    assert len(part.files) == len(report.plan.pages) + len(report.plan.files) + len(
        report.plan.static
    )
    assert part.whole == len(snapshot(build_site(small)))


def test_a_part_never_replaces_a_site(small: Path) -> None:
    before = snapshot(build_site(small))
    with pytest.raises(UsageError, match="is not empty and does not contain a part; name another"):
        build_part(Config(root=small, output=small / "public"), Shard(1, 2))
    assert snapshot(small / "public") == before


def test_measured_pages_survive_a_round_trip(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    report = build_part(Config(root=tmp_path, output=tmp_path / "part"), Shard(1, 4))
    measured = list(measured_from((tmp_path / "part/ssg-part-measured.txt").read_bytes()))
    assert sorted(one.pair for one in measured) == sorted(
        page.subject for page in report.plan.pages if page.kind == "versus"
    )
    assert all(len(block) == 8 and words > 0 for one in measured for block, words in one.blocks)


@pytest.mark.parametrize("text", ["", "{}", "[]", "\u0000", '{"schema_version": 9}'])
def test_a_damaged_manifest_is_reported(tmp_path: Path, text: str) -> None:
    (tmp_path / PART_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(
        BuildError, match="is damaged or of another version of ssg; build this part again"
    ):
        read_part(tmp_path)


def test_a_part_reuses_its_unchanged_pages(small: Path) -> None:
    """Shown by other bytes of the same size and time; after an edit it equals a new part."""
    shard, part = Shard(1, 1), small / "part"
    build_part(Config(root=small, output=part), shard)
    page = next(part.glob("compare/*/index.html"))
    whole, status = page.read_bytes(), page.stat()
    page.write_bytes(b"x" * status.st_size)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    build_part(Config(root=small, output=part), shard)
    assert page.read_bytes() != whole
    page.write_bytes(whole)
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text().replace("summary: ", "summary: Now "))
    build_part(Config(root=small, output=part), shard)
    build_part(Config(root=small, output=small / "new"), shard)
    kept = kept_files(part)
    after = {path: file for path, file in snapshot(part).items() if path not in kept}
    assert after == snapshot(small / "new")
