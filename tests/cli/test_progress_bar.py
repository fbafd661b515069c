"""Progress on a terminal, with -v, and none in a pipe."""

import io
import re
import sys

import pytest

from ssg.cli.progress_bar import BAR_WIDTH, ProgressDisplay

CLEARED = "\r\x1b[K"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def shown(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, quiet: bool = False, verbose: int = 0
) -> str:
    """Return what a display writes about two stages."""
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressDisplay(quiet=quiet, verbose=verbose) as display:
        display.update("load", 0, 1)
        for done in range(0, 1201, 300):
            display.update("render", done, 1200)
    return stream.getvalue()


def test_a_terminal_shows_a_bar_and_is_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, Terminal())
    assert text.startswith(f"{CLEARED}load ")
    assert text.endswith(CLEARED)
    assert "\n" not in text


def test_a_bar_is_as_full_as_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressDisplay(quiet=False, verbose=0) as display:
        display.update("render", 300, 1200)
    filled = BAR_WIDTH // 4
    assert stream.getvalue() == (
        f"{CLEARED}render [{'#' * filled}{'-' * (BAR_WIDTH - filled)}] 300 of 1,200{CLEARED}"
    )


@pytest.mark.parametrize(("quiet", "verbose"), [(True, 0), (True, 1)])
def test_quiet_says_nothing_even_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, verbose: int, *, quiet: bool
) -> None:
    assert shown(monkeypatch, Terminal(), quiet=quiet, verbose=verbose) == ""


def test_a_pipe_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO()) == ""


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_verbose_tells_each_stage_with_its_seconds_and_draws_no_bar(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO]
) -> None:
    assert re.fullmatch(
        r"load: \d+\.\d\d s\nrender: \d+\.\d\d s\n", shown(monkeypatch, stream(), verbose=1)
    )


def fail(display: ProgressDisplay) -> None:
    """Fail while a stage is under way."""
    display.update("load", 0, 1)
    raise ZeroDivisionError


def test_a_stage_that_fails_is_still_timed_and_the_error_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    display = ProgressDisplay(quiet=False, verbose=1)
    with pytest.raises(ZeroDivisionError), display:
        fail(display)
    assert stream.getvalue().startswith("load: ")


def test_a_program_without_streams_can_still_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with ProgressDisplay(quiet=False, verbose=0) as display:
        display.update("load", 0, 1)
