"""Responses before all files are read."""

import re
from pathlib import Path

import pytest

from ssg.content.tool_cache import ToolCache
from ssg.errors import ContentError
from ssg.preview import partial_site as module
from ssg.preview import state
from ssg.preview.layouts import Layouts
from ssg.preview.partial_site import PartialSite
from ssg.preview.reload import Live
from ssg.preview.state import Preview
from support.previews import config_of
from support.site_fixtures import ALPHA, copy_own


@pytest.fixture
def partial(small: Path, monkeypatch: pytest.MonkeyPatch) -> PartialSite:
    """Return a partial site that reads one tool in addition to those in the path."""
    monkeypatch.setattr(module, "OTHER_TOOLS", 1)
    return PartialSite(config_of(small), ToolCache(), Layouts(Path()))


def answer(partial: PartialSite, path: str, generation: str = "1") -> str:
    """Return note and body of the response."""
    response = partial.answer(path, generation)
    assert response.status == 200
    return response.note + response.body.decode()


def test_a_page_has_the_tools_of_its_address(partial: PartialSite) -> None:
    assert "shows 1 tool for now" in answer(partial, "/")
    for path in ("/compare/beta-vs-gamma/", "/compare/gamma-vs-beta/"):
        assert "shows 3 tools for now" in answer(partial, path)
    assert "shows 2 tools for now" in answer(partial, "/tools/gamma/")


def test_a_partial_site_is_loaded_once_per_generation(partial: PartialSite, small: Path) -> None:
    answer(partial, "/tools/alpha/")
    (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
    assert "tiny" not in answer(partial, "/tools/alpha/")
    assert "tiny" in answer(partial, "/tools/alpha/", "2")
    for number in range(20):
        answer(partial, "/tools/alpha/", str(number))


def test_the_assets_of_a_page_need_no_other_partial_site(
    partial: PartialSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = answer(partial, "/tools/alpha/")
    style = re.search(r"/assets/site\.\w+\.css", page)
    assert style
    monkeypatch.setattr(PartialSite, "_load", None)
    assert "{" in answer(partial, style[0])


def test_pairs_of_tools_that_are_not_read_yet_have_no_page(
    partial: PartialSite, small: Path
) -> None:
    settings = small / "content/site.yaml"
    pairs = "pairs: {policy: none, always: [[alpha, beta], [beta, gamma]]}"
    settings.write_text(settings.read_text().replace("pairs: {policy: all}", pairs))
    assert "shows 1 tool for now" in answer(partial, "/")
    assert "beta-vs-gamma" not in answer(partial, "/tools/gamma/")
    assert "/compare/beta-vs-gamma/" in answer(partial, "/compare/beta-vs-gamma/")


def test_an_error_in_a_named_file_is_raised(partial: PartialSite, small: Path) -> None:
    (small / "content/tools/gamma.yaml").write_text("name: [")
    answer(partial, "/")
    with pytest.raises(ContentError):
        answer(partial, "/tools/gamma/")


def test_a_preview_answers_with_partial_sites_until_it_is_ready(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssg.preview.state.FIRST_READ_TIMEOUT", 0.01)
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


def test_before_all_files_are_read_old_addresses_do_not_disturb_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The addresses of our own site list comparisons of tools that a part of it has not."""
    copy_own(tmp_path)
    monkeypatch.setattr(state, "FIRST_READ_TIMEOUT", 0.0)
    preview = Preview(config_of(tmp_path), Live(), print)
    assert preview.answer("/compare/flax-vs-peft/").status == 200
