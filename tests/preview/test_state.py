"""A preview without threads: what it answers after each change equals what a clean build would write."""

import os
from pathlib import Path

import pytest

from ssg.preview import state as module
from ssg.preview.incremental import SiteState
from support.previews import Previewed, built_pages
from support.random_edits import RandomEdits
from support.repositories import repository
from support.site_fixtures import ALPHA, SITE_YAML, SMALL_SITE

EDITS = int(os.environ.get("SSG_TEST_EDITS", "25"))
"""`make bench` sets 300."""


@pytest.fixture
def previewed(small: Path) -> Previewed:
    """Return a preview of the small site."""
    return Previewed(small)


def agree(previewed: Previewed, known: set[str]) -> bool:
    """Hold every page ever known against a clean build; False where there is none."""
    built = built_pages(previewed.root)
    if built is None:
        assert previewed.live.state.faults
        return False
    assert previewed.live.state.faults == ()
    for path, body in built.items():
        response = previewed.preview.answer(path)
        assert (response.status, response.note) == (200, ""), path
        assert response.body == body, path
    for path in known - built.keys():
        response = previewed.preview.answer(path)
        assert (
            response.status in {302, 404}
            or response.note
            or b'http-equiv="refresh"' in response.body
        ), path
    known |= built.keys()
    return True


@pytest.mark.parametrize("at_once", [0.0, 60.0])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.large)])
def test_after_any_edits_each_page_equals_a_clean_build(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    at_once: float,
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    previewed, edit, known = Previewed(small), RandomEdits(small, seed), set[str]()
    assert agree(previewed, known)
    agreed, done = 0, []
    for number in range(EDITS):
        done.append(edit())
        if number % 5 == 4:
            edit.mend()
        previewed.follow()
        agreed += agree(previewed, known)
    assert agreed >= EDITS // 5, done


def test_an_edit_changes_the_generation_and_a_touched_file_does_not(previewed: Previewed) -> None:
    first = previewed.live.state.generation
    (previewed.root / "content/tools/alpha.yaml").touch()
    (previewed.root / "content/tools/.alpha.yaml.swp").write_text("litter")
    previewed.follow()
    assert previewed.live.state.generation == first
    previewed.write("content/tools/alpha.yaml", ALPHA.replace("small", "tiny"))
    assert previewed.live.state.generation != first
    assert "tiny" in previewed.body("/tools/alpha/")


def test_two_writes_within_one_tick_of_the_clock_are_told_apart(previewed: Previewed) -> None:
    file = previewed.root / "content/tools/alpha.yaml"
    status = file.stat()
    file.write_text(ALPHA.replace("small", "SMALL"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    previewed.preview.touch([file])
    previewed.follow()
    assert "SMALL" in previewed.body("/tools/alpha/")


def test_while_the_content_is_broken_the_last_good_pages_stay(previewed: Previewed) -> None:
    good = previewed.body("/tools/alpha/")
    previewed.write("content/tools/alpha.yaml", ALPHA + "uniqe: yes\n")
    (fault,) = previewed.live.state.faults
    assert (fault.file, fault.line, fault.code, fault.hint) == (
        "content/tools/alpha.yaml",
        ALPHA.count("\n") + 1,
        "SSG012",
        fault.hint,
    )
    assert previewed.said == [str(fault)]
    assert previewed.body("/tools/alpha/") == good
    previewed.write("content/tools/alpha.yaml", ALPHA)
    assert previewed.live.state.faults == ()
    assert previewed.said[-1] == "All is mended"


def test_a_broken_layout_is_a_fault_like_any_other(previewed: Previewed) -> None:
    good = previewed.body("/tools/alpha/")
    for text in ("<p>\n{% if %}", "{{ view.no_such_thing }}"):
        previewed.write("layouts/tool.html", text)
        (fault,) = previewed.live.state.faults
        assert (fault.file, fault.line) == ("layouts/tool.html", text.count("\n") + 1)
        assert previewed.body("/tools/alpha/") == good
    (previewed.root / "layouts/tool.html").unlink()
    previewed.follow()
    assert previewed.live.state.faults == ()


def test_a_layout_that_breaks_a_page_nobody_looked_at_says_so_on_that_page(
    previewed: Previewed,
) -> None:
    previewed.write("layouts/rankings.html", "{{ view.no_such_thing }}")
    assert previewed.live.state.faults == ()
    response = previewed.preview.answer("/rankings/")
    assert response.status == 500
    assert b"layouts/rankings.html:1:1" in response.body


def test_a_site_that_is_broken_from_the_start_says_so_and_comes_when_it_is_mended(
    small: Path,
) -> None:
    (small / "content/site.yaml").write_text("title: [\n")
    previewed = Previewed(small)
    response = previewed.preview.answer("/")
    assert response.status == 500
    assert b"content/site.yaml" in response.body
    previewed.write("content/site.yaml", SITE_YAML)
    assert previewed.preview.answer("/").status == 200


@pytest.mark.parametrize("at_once", [0.0, 60.0])
def test_two_things_at_one_address_are_a_fault_until_one_moves(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    at_once: float,
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    previewed = Previewed(small)
    previewed.write("content/pages/tools.md", "---\ntitle: Tools\n---\nMine.\n")
    assert [fault.code for fault in previewed.live.state.faults] == ["SSG043"]
    (previewed.root / "content/tools/alpha.yaml").touch()
    previewed.follow()
    assert [fault.code for fault in previewed.live.state.faults] == ["SSG043"]
    (previewed.root / "content/pages/tools.md").unlink()
    previewed.follow()
    assert previewed.live.state.faults == ()


def test_what_takes_longer_loads_a_page_again_only_where_it_changes_it(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 0.0)
    previewed = Previewed(small)
    previewed.preview.answer("/tools/alpha/")
    before = previewed.live.state.generation
    previewed.preview.unsettled.set()
    previewed.preview.settle()
    assert previewed.live.state.generation == before
    (small / "content/tools/delta.yaml").write_text("name: Delta\ntype: dataset\nsummary: New.\n")
    previewed.preview.refresh()
    assert "alpha-vs-delta" not in previewed.body("/tools/alpha/")
    quick = previewed.live.state.generation
    previewed.preview.settle()
    assert "alpha-vs-delta" in previewed.body("/tools/alpha/")
    assert previewed.live.state.generation != quick


def test_a_change_while_what_takes_longer_is_deduced_is_not_lost(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 0.0)
    previewed = Previewed(small)
    full = previewed.preview._full  # noqa: SLF001  (the moment that matters is in here)

    def meanwhile(deduced: SiteState) -> SiteState:
        found = full(deduced)
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        previewed.preview.refresh()
        return found

    (small / "content/tools/delta.yaml").write_text("name: Delta\ntype: dataset\nsummary: New.\n")
    previewed.preview.refresh()
    monkeypatch.setattr(previewed.preview, "_full", meanwhile)
    previewed.preview.settle()
    monkeypatch.undo()
    previewed.follow()
    assert agree(previewed, set())
    assert "tiny" in previewed.body("/tools/alpha/")


def test_a_site_in_a_repository_is_shown_with_what_git_tells(tmp_path: Path) -> None:
    """As a build shows it, and after an edit too."""
    root = repository(tmp_path / "site", SMALL_SITE)
    previewed, known = Previewed(root), set[str]()
    assert agree(previewed, known)
    assert b'<time datetime="2026-01-01">' in previewed.preview.answer("/tools/alpha/").body
    (root / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"), encoding="utf-8")
    previewed.follow()
    assert agree(previewed, known)
    assert b'<time datetime="2026-01-01">' in previewed.preview.answer("/tools/alpha/").body
