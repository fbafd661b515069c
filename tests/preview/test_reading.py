"""Files are read between responses, and not to the end while edits wait."""

import threading
import time
from pathlib import Path

import pytest

from ssg.content.load import load
from ssg.content.tool_cache import ToolCache
from ssg.preview import reading
from ssg.preview import state as module
from ssg.preview.reading import CacheInSlices, Responses
from support.previews import Previewed
from support.site_fixtures import ALPHA

pytestmark = pytest.mark.large


def test_tools_are_read_in_slices_and_the_same(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SLICE", 2)
    calls: list[bool] = []
    cache = CacheInSlices(ToolCache(), lambda: calls.append(True))
    expected = load(small)
    assert load(small, cache) == expected
    assert expected.catalog
    assert len(calls) == 2 + -(-len(expected.catalog.tools) // 2)
    assert load(small, cache) == expected
    assert len(calls) == 2 + 2 + -(-len(expected.catalog.tools) // 2)


def test_reading_waits_for_a_response_but_not_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    responses, began, waited = Responses(), threading.Event(), list[float]()

    def respond() -> None:
        with responses.one():
            began.set()
            time.sleep(0.2)

    responses.wait()
    for longest, least in ((10.0, 0.1), (0.01, 0.0)):
        monkeypatch.setattr(reading, "LONGEST", longest)
        thread = threading.Thread(target=respond)
        thread.start()
        began.wait()
        start = time.monotonic()
        responses.wait()
        waited.append(time.monotonic() - start)
        assert waited[-1] >= least
        thread.join()
        began.clear()
    assert waited[0] < 5


@pytest.fixture
def interrupted(small: Path, monkeypatch: pytest.MonkeyPatch) -> Previewed:
    """Return a preview of a large site; alpha changes each time when all files are read."""
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    previewed = Previewed(small)

    def load_and_edit(*args: object, **options: object) -> object:
        loaded = load(*args, **options)  # type: ignore[arg-type]
        previewed.preview.touch([small / "content/tools/alpha.yaml"])
        return loaded

    monkeypatch.setattr(module, "load", load_and_edit)
    return previewed


def test_an_edit_stops_an_update_and_is_shown_first(
    interrupted: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview, file = interrupted.preview, interrupted.root / "content/tools/beta.yaml"
    before = interrupted.live.state
    file.write_text(file.read_text().replace("summary: ", "summary: Edited "))
    alpha = interrupted.root / "content/tools/alpha.yaml"
    alpha.write_text(ALPHA.replace("small", "tiny"))
    preview.refresh()
    assert interrupted.live.state == before
    assert preview.show_edits()
    assert "tiny" in interrupted.body("/tools/alpha/")
    assert "Edited" not in interrupted.body("/tools/beta/")
    monkeypatch.undo()
    interrupted.follow()
    assert "Edited" in interrupted.body("/tools/beta/")


def test_edits_do_not_stop_updates_forever(
    interrupted: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview, file = interrupted.preview, interrupted.root / "content/tools/beta.yaml"
    file.write_text(file.read_text().replace("summary: ", "summary: Edited "))
    preview.refresh()
    assert "Edited" not in interrupted.body("/tools/beta/")
    monkeypatch.setattr(module, "MOST_BEHIND", 0.0)
    preview.refresh()
    assert "Edited" in interrupted.body("/tools/beta/")
