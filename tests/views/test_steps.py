"""Views made in steps: each step for all pages, and the views in the order of the pages."""

import pytest

from ssg.views.steps import Steps, in_steps


def numbered(name: str, number: int, log: list[str]) -> Steps[str]:
    """Make a view in so many steps."""
    for step in range(number):
        log.append(f"{name}{step}")
        yield None
    yield name


def test_each_step_is_taken_for_all_pages_before_the_next_one() -> None:
    log: list[str] = []
    assert in_steps([numbered("a", 2, log), numbered("b", 2, log)]) == ["a", "b"]
    assert log == ["a0", "b0", "a1", "b1"]


def test_pages_of_one_kind_take_as_many_steps() -> None:
    with pytest.raises(ValueError, match="shorter"):
        in_steps([numbered("a", 3, []), numbered("b", 1, [])])
    assert in_steps(list[Steps[str]]()) == []
