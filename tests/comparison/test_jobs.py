"""Whether two tools do the same job, by their categories."""

import pytest

from ssg.comparison.jobs import are_listed_apart, job_keys, may_do_different_jobs
from ssg.settings import Category
from support.strategies import a_tool

NAMES = {
    "video": "Media - Video streaming",
    "music": "Media - Multimedia streaming",
    "tests": "Development - Testing",
    "words": "Development - Translation",
    "wikis": "Wikis",
    "rest": "Miscellaneous",
}
CATEGORIES = tuple(Category(id=name, name=label) for name, label in NAMES.items())


@pytest.mark.parametrize(
    ("one", "other", "apart", "may_differ"),
    [
        (("wikis",), ("wikis",), False, False),
        (("wikis",), ("tests",), True, True),
        (("wikis", "tests"), ("tests",), False, False),
        (("video",), ("music",), False, False),
        (("tests",), ("words",), True, True),
        (("rest",), ("rest",), False, True),
        (("rest",), ("wikis",), False, True),
        ((), ("wikis",), False, False),
    ],
)
def test_subcategories_with_a_common_word_are_for_one_job(
    one: tuple[str, ...], other: tuple[str, ...], *, apart: bool, may_differ: bool
) -> None:
    """A category for the rest says nothing about the job."""
    jobs = job_keys(one, CATEGORIES), job_keys(other, CATEGORIES)
    tools = a_tool("one", categories=one), a_tool("two", categories=other)
    assert are_listed_apart(*jobs) is apart
    assert may_do_different_jobs(*tools, jobs) is may_differ
    assert may_do_different_jobs(*tools[::-1], jobs[::-1]) is may_differ
