"""A preview begins with the alignments of the last build, and only with those of the same texts."""

from pathlib import Path

import pytest

from ssg.build.pipeline import build
from ssg.catalog import Catalog
from ssg.preview import state as module
from ssg.preview.background import Background, RemoteAlignments
from ssg.preview.reload import Live
from ssg.preview.state import Preview
from support.previews import built_pages, config_of
from support.site_fixtures import ALPHA

pytestmark = pytest.mark.large


@pytest.fixture
def built(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small site, built; as in a large one, updates are not complete at once."""
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    build(config_of(small))
    return small


def begun(root: Path) -> Preview:
    """Return a preview that has read all files, and not done more."""
    preview = Preview(config_of(root), Live(), lambda _: None)
    preview.refresh()
    return preview


def is_prepared(preview: Preview) -> bool:
    """Return whether the preview has an aligner of its own."""
    state = preview._state  # noqa: SLF001  (pages look the same)
    assert state
    return state.is_prepared


def shows_a_build(preview: Preview) -> bool:
    """Return whether every comparison is that of a clean build."""
    pages = built_pages(preview.root)
    assert pages
    compared = [path for path in pages if path.startswith("/compare/") and "-vs-" in path]
    assert compared
    return all(preview.answer(path).body == pages[path] for path in compared)


def test_pages_after_the_start_need_no_aligner(built: Path) -> None:
    preview = begun(built)
    assert shows_a_build(preview)
    assert not is_prepared(preview)
    preview.complete()
    assert is_prepared(preview)
    assert shows_a_build(preview)


@pytest.mark.parametrize("lost", [True, False])
def test_other_alignments_are_not_used(built: Path, lost: bool) -> None:  # noqa: FBT001
    """The file is missing, or that of another text."""
    if lost:
        (built / ".public.ssg/alignments").unlink()
    else:
        text = ALPHA.replace("Trains *well*", "Does thing 3")
        (built / "content/tools/alpha.yaml").write_text(text)
    preview = begun(built)
    assert is_prepared(preview)
    assert shows_a_build(preview)


@pytest.mark.parametrize(
    ("old", "new", "shown", "prepared"),
    [
        ("small", "tiny", "tiny", False),
        ("title: Trains,", "title: Does thing 3,", "Does thing 3", False),
        ("  - {title: Cap", "  - {title: Thing 3}\n  - {title: Cap", "Thing 3", True),
    ],
)
def test_an_edit_before_the_aligner_is_prepared(
    built: Path,
    old: str,
    new: str,
    shown: str,
    prepared: bool,  # noqa: FBT001
) -> None:
    """It waits for the aligner only if the stored alignments no longer fit."""
    preview = begun(built)
    assert old in ALPHA
    (built / "content/tools/alpha.yaml").write_text(ALPHA.replace(old, new))
    preview.touch([built / "content/tools/alpha.yaml"])
    preview.refresh()
    assert is_prepared(preview) is prepared
    assert shown.encode() in preview.answer("/tools/alpha/").body
    while preview.incomplete.is_set():
        preview.complete()
    assert shows_a_build(preview)


def test_a_large_site_is_aligned_in_another_process_when_its_texts_change(
    built: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    aligned: list[Catalog] = []
    align = Background.align

    def noted(background: Background, catalog: Catalog) -> RemoteAlignments:
        aligned.append(catalog)
        return align(background, catalog)

    monkeypatch.setattr(module, "SEPARATE", 0)
    monkeypatch.setattr(Background, "align", noted)
    preview = begun(built)
    request.addfinalizer(preview.close)
    assert shows_a_build(preview)
    for old, new, number in (("small", "tiny", 0), ("title: Trains,", "title: Does thing 3,", 1)):
        text = (built / "content/tools/alpha.yaml").read_text()
        assert old in text
        (built / "content/tools/alpha.yaml").write_text(text.replace(old, new))
        preview.touch([built / "content/tools/alpha.yaml"])
        preview.refresh()
        while preview.incomplete.is_set():
            preview.complete()
        assert len(aligned) == number
        assert shows_a_build(preview)


def test_a_change_of_the_language_before_the_aligner_is_prepared(built: Path) -> None:
    """Reasons of the stored alignments are in the former language."""
    for slug in ("alpha", "beta"):
        (built / f"content/tools/{slug}.yaml").write_text(
            f"name: {slug.title()}\ntype: framework\nsummary: Tool.\ncapabilities:\n"
            "  - {title: Gradient checkpointing, description: Gradient checkpointing in less.}\n"
        )
    build(config_of(built))
    preview = begun(built)
    assert not is_prepared(preview)
    assert b"both mention" in preview.answer("/compare/alpha-vs-beta/").body
    with (built / "content/site.yaml").open("a") as file:
        file.write("language: de\n")
    preview.refresh()
    while preview.incomplete.is_set():
        preview.complete()
    assert b"beide nennen" in preview.answer("/compare/alpha-vs-beta/").body
    assert shows_a_build(preview)
