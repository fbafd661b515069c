"""The threads that keep a preview up to date."""

import time
from pathlib import Path

import pytest

from ssg.preview import state as module
from ssg.preview.reload import Live
from support.previews import built_pages, served
from support.random_edits import RandomEdits
from support.site_fixtures import ALPHA

PATIENCE = 10.0


def until(wanted: object, found: object) -> None:
    """Wait for a call to return what is wanted."""
    end = time.monotonic() + PATIENCE
    while (last := found()) != wanted:  # type: ignore[operator]
        assert time.monotonic() < end, f"still {last!r}"
        time.sleep(0.02)


def test_after_bursts_of_edits_what_is_served_equals_a_clean_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 0.0)
    edit = RandomEdits(small, seed=3)
    with served(small, watch=True) as site:
        for size in (1, 3, 7, 12):
            done = [edit() for _ in range(size)]
            edit.mend()
            built = built_pages(small)
            if built is None:
                continue

            def stale(built: dict[str, bytes] = built) -> list[str]:
                script = f'<script src="/__ssg/reload.js" data-generation="{site.live.state.generation}" defer></script>'
                return [
                    path
                    for path, body in built.items()
                    if site.get(path)[2].replace(script.encode(), b"") != body
                ]

            until([], stale)
            assert site.live.state.faults == (), done


def test_without_folders_nothing_is_followed(small: Path) -> None:
    with served(small) as site:
        before = site.live.state
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        time.sleep(0.3)
        assert site.live.state == before


def test_polling_follows_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssg.preview.watcher.POLL_EVERY", 0.1)
    with served(small, watch=True, poll=True) as site:
        time.sleep(0.3)
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
        until(True, lambda: b"tiny" in site.get("/tools/alpha/")[2])


def test_a_fault_of_our_own_is_told_and_the_preview_goes_on(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(small, watch=True) as site:

        def fail(*_: object) -> object:
            raise ZeroDivisionError("ours")

        with monkeypatch.context() as patch:
            patch.setattr(module, "load", fail)
            (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "tiny"))
            until(
                ["internal error: ZeroDivisionError: ours"],
                lambda: [one.message for one in site.live.state.faults],
            )
        (small / "content/tools/alpha.yaml").write_text(ALPHA.replace("small", "large"))
        until(True, lambda: b"large" in site.get("/tools/alpha/")[2])
        assert site.live.state.faults == ()


def test_the_end_leaves_nobody_waiting(small: Path) -> None:
    with served(small, watch=True) as site:
        live: Live = site.live
    assert live.closed
