"""Threads that keep a preview up to date."""

import time
from pathlib import Path

import pytest

from ssg.preview import state as module
from ssg.preview.reload import Live
from support.previews import built_pages, served
from support.random_edits import RandomEdits
from support.site_fixtures import ALPHA

pytestmark = pytest.mark.large

PATIENCE = 10.0


def until(expected: object, call: object) -> None:
    """Wait until a call returns the expected value."""
    end = time.monotonic() + PATIENCE
    while (last := call()) != expected:  # type: ignore[operator]
        assert time.monotonic() < end, f"still {last!r}"
        time.sleep(0.02)


def test_after_bursts_of_edits_what_is_served_equals_a_clean_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SMALL_SITE_SECONDS", 0.0)
    edit = RandomEdits(small, seed=3)
    with served(small, watch=True) as site:
        for size in (1, 3, 7, 12):
            done = [edit() for _ in range(size)]
            edit.fix()
            built = built_pages(small)
            if built is None:
                continue

            def stale(built: dict[str, bytes] = built) -> list[str]:
                generation = site.live.state.generation
                script = (
                    f'<script src="/__ssg/reload.js" data-generation="{generation}" defer></script>'
                )
                return [
                    path
                    for path, body in built.items()
                    if site.get(path)[2].replace(script.encode(), b"") != body
                ]

            until([], stale)
            assert site.live.state.problems == (), done


def test_without_folders_changes_are_not_watched(small: Path) -> None:
    with served(small) as site:
        before = site.live.state
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        time.sleep(0.3)
        assert site.live.state == before


def test_polling_sees_changes_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssg.preview.watcher.POLL_EVERY", 0.1)
    with served(small, watch=True, poll=True) as site:
        time.sleep(0.3)
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        until(True, lambda: b"tiny" in site.get("/tools/alpha/")[2])


def test_an_internal_error_is_shown_and_the_preview_continues(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(small, watch=True) as site:

        def fail(*_: object, **__: object) -> object:
            raise ZeroDivisionError("ours")

        with monkeypatch.context() as patch:
            patch.setattr(module, "load", fail)
            (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
            until(
                ["internal error: ZeroDivisionError: ours"],
                lambda: [problem.message for problem in site.live.state.problems],
            )
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "large"))
        until(True, lambda: b"large" in site.get("/tools/alpha/")[2])
        assert site.live.state.problems == ()


def test_the_end_wakes_all_waiting_threads(small: Path) -> None:
    with served(small, watch=True) as site:
        live: Live = site.live
    assert live.closed
