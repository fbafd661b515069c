"""Whether two tools do the same job, by their categories."""

import pytest

from ssg.comparison.jobs import are_listed_apart, jobs_of, may_do_different_jobs, purpose
from ssg.ranking.subjects import tells_its_job
from ssg.settings import Category
from support.strategies import a_tool

NAMES = {
    "video": "Media - Video streaming",
    "music": "Media - Multimedia streaming",
    "films": "Movie streaming - Video streaming",
    "songs": "Movie streaming - Audio streaming",
    "tests": "Development - Testing",
    "words": "Development - Translation",
    "wikis": "Wikis",
    "rest": "Miscellaneous",
    "apis": "Development - API Management",
    "projects": "Development - Project Management",
    "delivery": "Mail - Mail Delivery Agents",
    "transfer": "Mail - Mail Transfer Agents (MTA)",
    "digital": "Documents - Repositories and Digital Library Software",
    "lending": "Documents - Integrated Library Systems (ILS)",
    "servers": "Files - Object Storage & File Servers",
    "browsers": "Files - Web-based File Managers",
    "circles": "Gardening - Planting Circles",
    "rounds": "Gardening - Watering Circles",
    "chess": "Chess Circles",
    "books": "Reading Circles",
    "knitting": "Knitting Circles",
}
CATEGORIES = tuple(Category(id=name, name=label) for name, label in NAMES.items())


@pytest.mark.parametrize(
    ("one", "other", "apart", "may_differ"),
    [
        (("wikis",), ("wikis",), False, False),
        (("wikis",), ("tests",), True, True),
        (("wikis", "tests"), ("tests",), False, False),
        (("video",), ("music",), False, False),
        (("films",), ("songs",), False, False),
        (("tests",), ("words",), True, True),
        (("rest",), ("rest",), True, True),
        (("rest",), ("wikis",), True, True),
        ((), ("wikis",), False, False),
        (("apis",), ("projects",), True, True),
        (("delivery",), ("transfer",), True, True),
        (("digital",), ("lending",), False, False),
        (("servers",), ("browsers",), True, True),
        (("circles",), ("rounds",), True, True),
    ],
)
def test_subcategories_for_one_thing_are_for_one_job(
    one: tuple[str, ...], other: tuple[str, ...], *, apart: bool, may_differ: bool
) -> None:
    """Neither a category for the rest nor a last word of many categories says what the job is."""
    tools = a_tool("one", categories=one), a_tool("two", categories=other)
    jobs = jobs_of(tools[0], CATEGORIES), jobs_of(tools[1], CATEGORIES)
    assert are_listed_apart(*jobs) is apart
    assert may_do_different_jobs(*tools, jobs) is may_differ
    assert may_do_different_jobs(*tools[::-1], jobs[::-1]) is may_differ


def test_a_purpose_is_that_of_the_main_category() -> None:
    categories = (
        Category(id="rest", name="Other", purpose="the rest"),
        Category(id="wikis", name="Wikis", purpose="writing together"),
    )
    tool = a_tool("one", categories=("rest", "wikis"))
    assert purpose(tool, categories) == "writing together"
    assert purpose(a_tool("two", categories=("rest",)), categories) == ""


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("wikis", "tests"), ("tests",), True),
        (("wikis", "tests"), ("words", "tests"), True),
        (("tests",), ("tests",), False),
    ],
)
def test_a_further_category_is_a_job_only_on_the_same_basis(
    one: tuple[str, ...], other: tuple[str, ...], *, apart: bool
) -> None:
    """An optimizer for JAX does not replace one for PyTorch."""
    for bases, is_apart in ((("JAX", "PyTorch"), apart), (("JAX", "jax"), False)):
        jobs = [
            jobs_of(a_tool(base, categories=names, attributes=(("built_on", (base,)),)), CATEGORIES)
            for base, names in zip(bases, (one, other), strict=True)
        ]
        assert are_listed_apart(jobs[0], jobs[1]) is is_apart


def test_a_summary_in_other_letters_does_not_tell_that_the_job_is_another_one() -> None:
    """Its words are not compared with English ones: then the common category decides."""
    assert tells_its_job(a_tool("one", summary="Draws maps of rivers."))
    assert not tells_its_job(a_tool("two", summary="Заметки для дома."))
    assert not tells_its_job(a_tool("two", summary="日本語のメモ帳です。"))
