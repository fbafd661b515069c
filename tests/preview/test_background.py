"""Pairs and alignments that another process computes."""

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.errors import BuildError
from ssg.preview.background import Background, pairs_in_languages
from ssg.ranking.pairing import pair
from support.strategies import a_capability, a_catalog, a_tool

pytestmark = pytest.mark.large

CATALOG = a_catalog(
    *(
        a_tool(
            slug,
            categories=("data",),
            capabilities=(
                a_capability("Reads parquet", description=f"It reads columns as {slug}."),
                a_capability("Writes logs", description=f"It writes lines as {slug}."),
            ),
        )
        for slug in "abcd"
    )
)


@pytest.fixture
def background() -> Iterator[Background]:
    """Return a process that ends with the test."""
    process = Background()
    yield process
    process.close()


def is_aligned(background: Background, catalog: Catalog) -> bool:
    """Return whether the process has the alignments of a catalog."""
    alignments, exact = background.align(catalog), Aligner(catalog)
    first, second, *_ = catalog.tools
    return (
        alignments.has(first.slug, second.slug)
        and alignments.alignments([(first, second)]) == [exact.align(first.slug, second.slug)]
        and alignments.nearest(first.slug) == exact.nearest(first.slug)
    )


def test_pairs_and_alignments_are_those_of_this_process(background: Background) -> None:
    assert background.pairs(CATALOG) == pairs_in_languages(CATALOG) == (pair(CATALOG)[0], ())
    assert is_aligned(background, CATALOG)


def test_changed_new_and_deleted_tools_follow(background: Background) -> None:
    assert is_aligned(background, CATALOG)
    a, _, *rest = CATALOG.tools
    changed = replace(a, capabilities=(a_capability("Writes parquet"),))
    after = replace(CATALOG, tools=(changed, *rest, a_tool("e", categories=("data",))))
    assert is_aligned(background, after)
    assert background.pairs(after) == (pair(after)[0], ())
    assert is_aligned(background, CATALOG)


def test_alignments_are_dropped_when_others_are_computed(background: Background) -> None:
    before = background.align(CATALOG)
    a, b, *_ = CATALOG.tools
    assert before.alignments([(a, b)])[0]
    assert before.nearest("a")
    background.align(replace(CATALOG, tools=CATALOG.tools[1:]))
    assert before.alignments([(a, b)]) == [None]
    assert before.nearest("a") is None


def killed(background: Background) -> None:
    """Kill the process, as a system does that has too little memory."""
    process = background._process  # noqa: SLF001  (nothing else ends it)
    assert process
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def test_a_process_that_is_killed_between_two_tasks_is_replaced(background: Background) -> None:
    alignments = background.align(CATALOG)
    killed(background)
    a, b = CATALOG.tools[:2]
    assert alignments.alignments([(a, b)]) == [None]
    assert background.pairs(CATALOG) == pairs_in_languages(CATALOG)
    assert is_aligned(background, CATALOG)


def test_a_process_that_is_killed_at_work_is_replaced_for_the_next_task(
    background: Background,
) -> None:
    background.pairs(CATALOG)
    process = background._process  # noqa: SLF001
    assert process
    assert process.pid
    os.kill(process.pid, signal.SIGSTOP)  # it does not answer
    timer = threading.Timer(0.5, os.kill, [process.pid, signal.SIGKILL])
    timer.start()
    with pytest.raises(BuildError, match="process that pairs and aligns tools died"):
        background.pairs(CATALOG)
    timer.join()
    assert is_aligned(background, CATALOG)


def test_it_starts_no_process_after_its_end(background: Background) -> None:
    background.close()
    with pytest.raises(BuildError):
        background.pairs(CATALOG)
