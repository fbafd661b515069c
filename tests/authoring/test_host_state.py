"""State of one host during a refresh."""

import pytest

from ssg.authoring.refresh.host_state import (
    DEFAULT_LIMIT_SECONDS,
    MAX_FAILURES,
    MAX_LIMIT_SECONDS,
    HostState,
    limit_reset,
)

NOW = 2e9


def test_a_host_is_given_up_after_many_failures_in_a_row() -> None:
    state = HostState(delay=0.0, concurrent=1)
    for _ in range(MAX_FAILURES - 1):
        state.failed("timeout")
    state.succeeded()
    for _ in range(MAX_FAILURES - 1):
        state.failed("timeout")
    assert state.down == ""
    state.failed("connection refused")
    assert state.down == "connection refused"


def test_the_latest_end_of_a_rate_limit_counts() -> None:
    """Answers to requests that were under way may name an earlier one."""
    state = HostState(delay=0.0, concurrent=1)
    for until in (NOW, NOW + 60, NOW + 30):
        state.limit(until)
    assert state.limited_until == NOW + 60


def test_requests_begin_one_delay_after_the_other() -> None:
    state = HostState(delay=2.0, concurrent=3)
    assert [state.turn(now) for now in (NOW, NOW, NOW + 1, NOW + 20)] == [0.0, 2.0, 3.0, 0.0]


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {}, None),
        (403, {}, None),
        (429, {}, DEFAULT_LIMIT_SECONDS),
        (429, {"retry-after": "soon"}, DEFAULT_LIMIT_SECONDS),
        (403, {"retry-after": "7"}, 7.0),
        (200, {"retry-after": "7"}, None),
        (429, {"retry-after": "999999999"}, MAX_LIMIT_SECONDS),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{NOW + 9:.0f}"}, 9.0),
        (200, {"x-ratelimit-remaining": "1", "x-ratelimit-reset": f"{NOW + 9:.0f}"}, None),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": "30"}, 30.0),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": "9999999"}, MAX_LIMIT_SECONDS),
    ],
)
def test_the_end_of_a_rate_limit_is_read_from_the_answer(
    status: int, headers: dict[str, str], seconds: float | None
) -> None:
    until = limit_reset(status, headers, NOW)
    assert until == (None if seconds is None else NOW + seconds)
