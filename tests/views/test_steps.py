"""Views made in steps: each step for all pages, and the views in the order of the pages."""

from ssg.views.steps import Steps, in_steps


def numbered(name: str, number: int, log: list[str]) -> Steps[str]:
    """Make a view in so many steps."""
    for step in range(number):
        log.append(f"{name}{step}")
        yield
    return name


def test_each_step_is_taken_for_all_pages_before_the_next_one() -> None:
    log: list[str] = []
    assert in_steps([numbered("a", 2, log), numbered("b", 2, log)]) == ["a", "b"]
    assert log == ["a0", "b0", "a1", "b1"]


def test_views_are_in_the_order_of_the_pages_whatever_their_steps() -> None:
    log: list[str] = []
    assert in_steps([numbered("a", 3, log), numbered("b", 1, log)]) == ["a", "b"]
    assert in_steps(list[Steps[str]]()) == []
