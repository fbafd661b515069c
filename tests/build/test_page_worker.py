"""Rendering in a worker process: the same bytes in any process, into the stage of the job."""

import gc
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssg.build.page_worker import (
    Job,
    make_context,
    release,
    render_page,
    set_up,
    write_pages,
)
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.errors import BuildError
from ssg.output.staging import Stage, Written
from ssg.site import LateOutput, Output
from ssg.views import Context
from support.site_fixtures import build_site, snapshot


@pytest.fixture
def job(small: Path) -> Job:
    """Return the job of the small site."""
    return plan(Config(root=small, output=small / "public")).job


def test_a_page_is_the_one_that_a_build_writes(small: Path) -> None:
    planned = plan(Config(root=small, output=small / "public"))
    context, tree = make_context(planned.job), build_site(small)
    for page in planned.pages:
        file = tree / planned.job.addresses.file(page.address)
        assert render_page(context, page) == file.read_bytes(), page


def test_a_job_can_be_sent_to_another_process(small: Path) -> None:
    planned = plan(Config(root=small, output=small / "public"))
    sent = pickle.loads(pickle.dumps(planned.job))  # noqa: S301  (our own bytes)
    here, there = make_context(planned.job), make_context(sent)
    assert [render_page(here, page) for page in planned.pages] == [
        render_page(there, page) for page in planned.pages
    ]


def test_the_order_of_pages_makes_no_difference(small: Path) -> None:
    planned = plan(Config(root=small, output=small / "public"))
    forth = {
        page: render_page(context, page)
        for context in [make_context(planned.job)]
        for page in planned.pages
    }
    back = {
        page: render_page(context, page)
        for context in [make_context(planned.job)]
        for page in reversed(planned.pages)
    }
    assert forth == back


def test_pages_are_written_to_the_stage(small: Path, tmp_path: Path) -> None:
    planned = plan(Config(root=small, output=small / "public"))
    stage = Stage(tmp_path / "stage", tmp_path / "old")
    (tmp_path / "stage").mkdir()
    set_up(replace(planned.job, stage=stage))
    written = write_pages(planned.pages[:3])
    assert sorted(record.path for record in written) == sorted(
        planned.job.addresses.file(page.address) for page in planned.pages[:3]
    )
    assert all(
        (tmp_path / "stage" / record.path).stat().st_size == record.size for record in written
    )


def test_garbage_is_collected_between_pages_whose_layouts_leave_cycles(
    small: Path, tmp_path: Path
) -> None:
    enabled: dict[str, bool] = {}

    class Watched(Stage):
        def put(self, output: Output | LateOutput, *rest: Any) -> Written:
            enabled[output.path] = gc.isenabled()
            return super().put(output, *rest)

    planned = plan(Config(root=small, output=small / "public"))
    set_up(replace(planned.job, stage=Watched(tmp_path, tmp_path / "old")))
    write_pages(planned.pages)
    file = planned.job.addresses.file
    by_kind = {page.kind: enabled[file(page.address)] for page in planned.pages}
    assert [kind for kind in by_kind if not by_kind[kind]] == ["versus"]
    assert gc.isenabled()


def test_without_a_stage_nothing_is_written(job: Job) -> None:
    set_up(job)
    with pytest.raises(BuildError):
        write_pages([])


def test_a_process_that_is_set_up_after_release_writes_the_same_pages(
    small: Path, tmp_path: Path
) -> None:
    planned = plan(Config(root=small, output=small / "public"))
    trees = []
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
        set_up(replace(planned.job, stage=Stage(tmp_path / name, tmp_path / "old")))
        write_pages(planned.pages)
        trees.append(snapshot(tmp_path / name))
        release()
        with pytest.raises(BuildError, match="not set up"):
            write_pages(planned.pages)
    assert trees[0] == trees[1] != {}


def test_release_frees_the_site(small: Path) -> None:
    job = plan(Config(root=small, output=small / "public")).job
    set_up(job)
    assert kept_contexts(job)
    release()
    gc.collect()
    assert not kept_contexts(job)


def kept_contexts(job: Job) -> list[Context]:
    """Return the contexts of a job that are in memory."""
    found = (each for each in gc.get_objects() if type(each) is Context)
    return [context for context in found if context.site is job.site]
