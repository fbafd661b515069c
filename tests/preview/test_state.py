"""A preview without threads: after each change it answers like a clean build."""

import os
from pathlib import Path

import pytest

from ssg.errors import Problem
from ssg.preview import state as module
from ssg.preview.incremental import SiteState
from ssg.preview.responder import Responder
from support.field_edits import field_site
from support.previews import Previewed, built_pages
from support.random_edits import RandomEdits
from support.repositories import repository
from support.site_edits import SiteEdits
from support.site_fixtures import ALPHA, SITE_YAML, SMALL_SITE
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import write_files

pytestmark = pytest.mark.large

EDITS = int(os.environ.get("SSG_TEST_EDITS", "15"))
"""`make bench` sets 300."""
MANY = 10_000
"""More tools than the site has: they are not aligned in another process."""
FOR_HOSTS = {"/_headers", "/_redirects"}
"""Files that hosts read and do not serve."""
REDIRECT = b'http-equiv="refresh"'


@pytest.fixture
def previewed(small: Path) -> Previewed:
    """Return a preview of the small site."""
    return Previewed(small)


@pytest.fixture
def large(small: Path, monkeypatch: pytest.MonkeyPatch) -> Previewed:
    """Return a preview of the small site that is updated in steps, as those of large sites are."""
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    return Previewed(small)


def agree(previewed: Previewed, known: set[str]) -> bool:
    """Compare every page with a clean build; return False if the site has errors."""
    built = built_pages(previewed.root)
    if built is None:
        assert previewed.live.state.problems
        return False
    assert previewed.live.state.problems == ()
    for path, body in built.items():
        if path in FOR_HOSTS:
            continue
        response = previewed.preview.answer(path)
        assert (response.status, response.note) == (200, ""), path
        if REDIRECT in body and "/compare/" in path:  # a preview compares any two tools
            assert REDIRECT in response.body, path
        else:
            assert response.body == body, path
    for path in known - built.keys():
        response = previewed.preview.answer(path)
        assert response.status in {302, 404} or response.note or REDIRECT in response.body, path
    known |= built.keys()
    return True


@pytest.mark.parametrize(
    ("at_once", "separate"), [(0.0, MANY), (0.0, 0), (60.0, MANY)], ids=["steps", "process", "once"]
)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.large)])
def test_after_any_edits_each_page_equals_a_clean_build(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    seed: int,
    at_once: float,
    separate: int,
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", at_once)
    monkeypatch.setattr(module, "SEPARATE", separate)
    previewed, edit, known = Previewed(small), RandomEdits(small, seed), set[str]()
    request.addfinalizer(previewed.preview.close)
    assert agree(previewed, known)
    agreed, done = 0, []
    for number in range(EDITS):
        done.append(edit())
        if number % 5 == 4:
            edit.fix()
        previewed.follow()
        agreed += agree(previewed, known)
    assert agreed >= EDITS // 5, done


@pytest.mark.parametrize(("seed", "at_once"), [(6, 0.0), (7, 60.0)])
def test_after_edits_of_any_file_each_page_equals_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, at_once: float
) -> None:
    """Odd seeds with two languages."""
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", at_once)
    root = write_files(tmp_path / "site", field_site(seed, languages=bool(seed % 2)))
    previewed, edit, known = Previewed(root), SiteEdits(root, seed), set[str]()
    edit.kinds = tuple(kind for kind in edit.kinds if kind not in edit.of_builds)
    assert agree(previewed, known)
    for _ in range(EDITS):
        description = edit()
        previewed.follow()
        if not agree(previewed, known):
            edit.undo()
            previewed.follow()
            assert agree(previewed, known), description


@pytest.mark.parametrize(("seed", "separate"), [(4, MANY), (5, 0)])
def test_edits_that_are_shown_at_once_end_as_a_clean_build(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    seed: int,
    separate: int,
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    monkeypatch.setattr(module, "SEPARATE", separate)
    previewed, edit, known = Previewed(small), RandomEdits(small, seed), set[str]()
    request.addfinalizer(previewed.preview.close)
    assert agree(previewed, known)
    shown, kinds = 0, (edit.change, edit.retitle, edit.signal, edit.flag, edit.jobs, edit.create)
    for number in range(EDITS):
        before = stamps(small)
        kinds[number % len(kinds)]()
        previewed.preview.touch([file for file, _ in stamps(small) - before])
        shown += previewed.preview.show_edits()
        if number % 3 == 2:  # a slow update begins and ends while an edit is shown
            previewed.preview.incomplete.set()
            previewed.preview.complete()
        if number % 2:
            previewed.follow()
            assert agree(previewed, known)
    assert shown >= EDITS // 3


def stamps(root: Path) -> set[tuple[Path, int]]:
    """Return each file of the content with the time of its last change."""
    return {(file, file.stat().st_mtime_ns) for file in (root / "content").rglob("*.*")}


def test_an_edit_is_shown_at_once_and_what_it_changes_elsewhere_follows(
    small: Path, large: Previewed
) -> None:
    file = small / "content/tools/alpha.yaml"
    page = large.body("/tools/alpha/")
    generation = large.live.state.generation
    file.write_text(ALPHA.replace("small", "tiny"))
    large.preview.touch([file, file.with_suffix(".yaml~"), file.parent])
    assert large.preview.show_edits()
    assert large.live.state.generation != generation
    assert "tiny" not in page
    assert "tiny" in large.body("/tools/alpha/")
    shown = large.live.state.generation
    large.follow()
    assert large.live.state.generation == shown  # the page is as a build makes it
    assert "tiny" in large.body("/tools/alpha/")


def test_a_short_computation_does_not_make_a_site_small(
    small: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """An edited summary needs no new alignments. A title does: its page waited seconds for them."""
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 60.0)
    monkeypatch.setattr(module, "SEPARATE", 0)
    previewed = Previewed(small)
    request.addfinalizer(previewed.preview.close)
    previewed.write("content/tools/alpha.yaml", ALPHA.replace("small", "tiny"))
    file = small / "content/tools/alpha.yaml"
    file.write_text(ALPHA.replace("title: ", "title: New "))
    previewed.preview.touch([file])
    assert previewed.preview.show_edits()
    previewed.preview.refresh()
    assert previewed.preview.incomplete.is_set()
    assert "New " in previewed.body("/tools/alpha/")


def test_the_score_of_an_edited_tool_follows_with_a_reload(small: Path, large: Previewed) -> None:
    file = small / "content/tools/alpha.yaml"
    text = file.read_text()
    file.write_text(text.replace("value: 500", "value: 70500"))
    large.preview.touch([file])
    assert large.preview.show_edits()
    before, body = large.live.state.generation, large.body("/tools/alpha/")
    large.follow()
    assert large.live.state.generation != before
    assert large.body("/tools/alpha/") != body
    assert agree(large, set())


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/tools/alpha.yaml", "name: Alpha", "name: Another"),
        ("content/tools/alpha.yaml", "name: Alpha", "name: ["),
        ("content/site.yaml", "title: ", "title: New "),
    ],
)
def test_other_changes_are_not_shown_before_all_files_are_read(
    small: Path, large: Previewed, path: str, old: str, new: str
) -> None:
    file = small / path
    generation = large.live.state.generation
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    large.preview.touch([file])
    assert not large.preview.show_edits()
    assert large.live.state.generation == generation


def test_an_edit_that_is_undone_before_it_is_read_again_is_gone(
    small: Path, large: Previewed
) -> None:
    file = small / "content/tools/alpha.yaml"
    before = large.body("/tools/alpha/")
    file.write_text(ALPHA.replace("small", "tiny"))
    large.preview.touch([file])
    assert large.preview.show_edits()
    file.write_text(ALPHA)
    large.preview.touch([file])
    large.follow()
    assert large.body("/tools/alpha/") == before


def test_an_edit_changes_the_generation_and_a_touched_file_does_not(previewed: Previewed) -> None:
    first = previewed.live.state.generation
    (previewed.root / "content/tools/alpha.yaml").touch()
    (previewed.root / "content/tools/.alpha.yaml.swp").write_text("litter")
    previewed.follow()
    assert previewed.live.state.generation == first
    previewed.write("content/tools/alpha.yaml", ALPHA.replace("small", "tiny"))
    assert previewed.live.state.generation != first
    assert "tiny" in previewed.body("/tools/alpha/")


def test_what_was_measured_earlier_is_shown_when_nothing_else_changes(
    previewed: Previewed,
) -> None:
    days = [f'{{"day": "2026-09-0{day}", "score": {40 + day}}}\n' for day in range(1, 9)]
    for count in (8, 4):
        previewed.write("content/history/alpha.jsonl", "".join(days[:count]))
        assert agree(previewed, set())
    assert "2026-09-04" in previewed.body("/tools/alpha/")


@pytest.mark.parametrize(
    ("path", "text", "address"),
    [
        (
            "content/history/alpha.jsonl",
            '{"day": "2026-09-01", "score": 5}\n{"day": "2026-09-03", "score": 7}\n',
            "/tools/alpha/",
        ),
        ("content/pairs.lock", "tool gone Gone\n", "/tools/gone/"),
    ],
)
def test_records_are_followed(previewed: Previewed, path: str, text: str, address: str) -> None:
    before = previewed.body(address)
    previewed.write(path, text)
    pages = built_pages(previewed.root)
    assert pages
    assert previewed.preview.answer(address).body == pages[address] != before.encode()


def test_share_images_are_served(previewed: Previewed) -> None:
    previewed.write("content/site.yaml", SITE_YAML + "publish: {share_images: tools}\n")
    pages = built_pages(previewed.root)
    assert pages
    image = previewed.preview.answer("/share/tools/alpha.png")
    assert (image.type, image.body) == ("image/png", pages["/share/tools/alpha.png"])


def test_two_writes_within_one_tick_of_the_clock_are_both_seen(previewed: Previewed) -> None:
    file = previewed.root / "content/tools/alpha.yaml"
    status = file.stat()
    file.write_text(ALPHA.replace("small", "SMALL"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    previewed.preview.touch([file])
    previewed.follow()
    assert "SMALL" in previewed.body("/tools/alpha/")


def test_while_the_content_has_errors_the_last_valid_pages_stay(previewed: Previewed) -> None:
    good = previewed.body("/tools/alpha/")
    previewed.write("content/tools/alpha.yaml", ALPHA + "uniqe: yes\n")
    (problem,) = previewed.live.state.problems
    assert (problem.file, problem.line, problem.code, problem.hint) == (
        "content/tools/alpha.yaml",
        ALPHA.count("\n") + 1,
        "SSG012",
        problem.hint,
    )
    assert previewed.said == [str(problem)]
    assert previewed.body("/tools/alpha/") == good
    previewed.write("content/tools/alpha.yaml", ALPHA)
    assert previewed.live.state.problems == ()
    assert previewed.said[-1] == "All problems fixed"


def test_a_layout_error_is_shown_like_any_other(previewed: Previewed) -> None:
    good = previewed.body("/tools/alpha/")
    for text in ("<p>\n{% if %}", "{{ view.no_such_thing }}"):
        previewed.write("layouts/tool.html", text)
        (problem,) = previewed.live.state.problems
        assert (problem.file, problem.line) == ("layouts/tool.html", text.count("\n") + 1)
        assert previewed.body("/tools/alpha/") == good
    (previewed.root / "layouts/tool.html").unlink()
    previewed.follow()
    assert previewed.live.state.problems == ()


def test_a_layout_error_during_a_slow_update_is_shown_until_it_is_fixed(
    small: Path, large: Previewed
) -> None:
    (small / "content/tools/delta.yaml").write_text("name: Delta\ntype: dataset\nsummary: New.\n")
    large.preview.refresh()
    assert large.preview.incomplete.is_set()
    (small / "layouts").mkdir()
    (small / "layouts/404.html").write_text("{% if %}")
    large.preview.complete()
    assert [problem.file for problem in large.live.state.problems] == ["layouts/404.html"]
    (small / "layouts/404.html").unlink()
    large.follow()
    assert agree(large, set())


def test_a_layout_error_on_a_page_not_yet_requested_is_shown_on_that_page(
    previewed: Previewed,
) -> None:
    previewed.write("layouts/rankings.html", "{{ view.no_such_thing }}")
    assert previewed.live.state.problems == ()
    response = previewed.preview.answer("/rankings/")
    assert response.status == 500
    assert b"layouts/rankings.html:1:1" in response.body


def test_a_site_with_errors_at_the_start_is_served_once_they_are_fixed(
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
def test_an_address_conflict_is_shown_until_it_is_resolved(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    at_once: float,
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", at_once)
    previewed = Previewed(small)
    previewed.write("content/pages/tools.md", "---\ntitle: Tools\n---\nMine.\n")
    assert [problem.code for problem in previewed.live.state.problems] == ["SSG043"]
    (previewed.root / "content/tools/alpha.yaml").touch()
    previewed.follow()
    assert [problem.code for problem in previewed.live.state.problems] == ["SSG043"]
    (previewed.root / "content/pages/tools.md").unlink()
    previewed.follow()
    assert previewed.live.state.problems == ()


def test_addresses_are_checked_again_only_when_a_page_is_new_or_gone(
    small: Path, large: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bool] = []
    conflicts = Responder.conflicts

    def noted(responder: Responder) -> list[Problem]:
        checked.append(True)
        return conflicts(responder)

    monkeypatch.setattr(Responder, "conflicts", noted)
    large.write("content/pages/tools.md", "---\ntitle: Tools\n---\nMine.\n")
    assert len(checked) == 1
    for number in range(2):
        large.write("content/tools/alpha.yaml", ALPHA.replace("small", f"tiny {number}"))
        assert [problem.code for problem in large.live.state.problems] == ["SSG043"]
    assert len(checked) == 1
    (small / "content/pages/tools.md").unlink()
    large.follow()
    assert large.live.state.problems == ()
    assert len(checked) == 2


def test_a_full_computation_reloads_only_pages_that_it_changes(
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    previewed = Previewed(small)
    previewed.preview.answer("/tools/alpha/")
    before = previewed.live.state.generation
    previewed.preview.incomplete.set()
    previewed.preview.complete()
    assert previewed.live.state.generation == before
    (small / "content/tools/delta.yaml").write_text("name: Delta\ntype: dataset\nsummary: New.\n")
    previewed.preview.refresh()
    assert "alpha-vs-delta" not in previewed.body("/tools/alpha/")
    updated = previewed.live.state.generation
    previewed.preview.complete()
    assert "alpha-vs-delta" in previewed.body("/tools/alpha/")
    assert previewed.live.state.generation != updated


def test_a_change_during_a_full_computation_is_not_lost(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    previewed = Previewed(small)
    full = previewed.preview._full  # noqa: SLF001  (the change must come during this call)

    def meanwhile(state: SiteState) -> SiteState:
        completed = full(state)
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        previewed.preview.refresh()
        return completed

    (small / "content/tools/delta.yaml").write_text("name: Delta\ntype: dataset\nsummary: New.\n")
    previewed.preview.refresh()
    monkeypatch.setattr(previewed.preview, "_full", meanwhile)
    previewed.preview.complete()
    monkeypatch.undo()
    previewed.follow()
    assert agree(previewed, set())
    assert "tiny" in previewed.body("/tools/alpha/")


def test_a_site_in_a_repository_shows_its_contributors(tmp_path: Path) -> None:
    """As a build does, and also after an edit."""
    root = repository(tmp_path / "site", SMALL_SITE)
    previewed, known = Previewed(root), set[str]()
    assert agree(previewed, known)
    assert b'<time datetime="2026-01-01">' in previewed.preview.answer("/tools/alpha/").body
    (root / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"), encoding="utf-8")
    previewed.follow()
    assert agree(previewed, known)
    assert b'<time datetime="2026-01-01">' in previewed.preview.answer("/tools/alpha/").body


def test_the_data_of_the_filters_is_served_in_each_language(tmp_path: Path) -> None:
    previewed = Previewed(write_files(tmp_path / "site", LANGUAGES_SITE))
    pages = built_pages(previewed.root)
    assert pages
    for path in ("/assets/lists.json", "/de/assets/lists.json"):
        assert previewed.preview.answer(path).body == pages[path]
