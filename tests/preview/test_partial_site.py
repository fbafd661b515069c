"""Before all files have been read."""

from pathlib import Path

import pytest

from ssg.content.tool_cache import ToolCache
from ssg.errors import ContentError
from ssg.preview import partial_site as module
from ssg.preview.partial_site import Drafts
from ssg.preview.reload import Live
from ssg.preview.state import Preview
from ssg.rendering.templates import environment, layout_folders
from support.previews import config_of
from support.site_fixtures import ALPHA


@pytest.fixture
def drafts(small: Path, monkeypatch: pytest.MonkeyPatch) -> Drafts:
    """Return drafts of the small site that read one tool beside those that are named."""
    monkeypatch.setattr(module, "TOOLS", 1)
    return Drafts(config_of(small), ToolCache())


def answer(drafts: Drafts, path: str, generation: str = "1") -> str:
    """Return note and body."""
    found = drafts.answer(path, generation, environment(layout_folders(Path())))
    assert found.status == 200
    return found.note + found.body.decode()


def test_a_page_is_drawn_from_the_tools_that_its_address_names(drafts: Drafts) -> None:
    assert "drawn from 1 tool;" in answer(drafts, "/")
    for path in (
        "/compare/beta-vs-gamma/",
        "/compare/gamma-vs-beta/",
        "/alternatives/../tools/beta-vs-gamma",
    ):
        if ".." not in path:
            assert "drawn from 3 tools;" in answer(drafts, path)
    assert "drawn from 2 tools;" in answer(drafts, "/tools/gamma/")


def test_a_draft_is_made_once_a_generation(drafts: Drafts, small: Path) -> None:
    answer(drafts, "/tools/alpha/")
    (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
    assert "tiny" not in answer(drafts, "/tools/alpha/")
    assert "tiny" in answer(drafts, "/tools/alpha/", "2")
    for number in range(20):
        answer(drafts, "/tools/alpha/", str(number))


def test_a_fault_in_a_file_that_is_named_is_told(drafts: Drafts, small: Path) -> None:
    (small / "content/tools/gamma.yaml").write_text("name: [")
    answer(drafts, "/")
    with pytest.raises(ContentError):
        answer(drafts, "/tools/gamma/")


def test_a_preview_answers_with_drafts_until_it_is_ready(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.preview.state.PATIENCE", 0.01)
    live = Live()
    messages: list[str] = []
    preview = Preview(config_of(small), live, messages.append)
    before = live.state.generation
    assert preview.answer("/tools/alpha/").note
    preview.touch([small / "content/tools/alpha.yaml", Path("/elsewhere")])
    assert live.state.generation != before
    (small / "content/tools/alpha.yaml").write_text("name: [")
    preview.touch([])
    assert preview.answer("/tools/alpha/").status == 500
    (small / "content/tools/alpha.yaml").write_text(ALPHA)
    preview.refresh()
    assert preview.answer("/tools/alpha/").note == ""
