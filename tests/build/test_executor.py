"""The local executor: the same bytes for any number and start method of processes."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssg.build import executor
from ssg.build.executor import local_executor
from ssg.build.page_table import PageTable
from ssg.build.pipeline import Plan, plan, stage_files
from ssg.config import Config
from ssg.errors import BuildError
from ssg.output.staging import Stage
from ssg.parallel import WORTH_WORKERS
from support.site_fixtures import ROOT, Snapshot, snapshot
from support.strategies import SITE, TOOL, write_files


@pytest.fixture(scope="module")
def planned() -> Plan:
    """Return a plan that is large enough for workers."""
    found = plan(Config(root=ROOT, output=ROOT / "public"), measured=False)
    assert len(found.pages) >= WORTH_WORKERS
    return found


def staged(planned: Plan, folder: Path, jobs: int, method: str) -> Snapshot:
    """Write all pages and files of a plan to a folder."""
    folder.mkdir()
    stage_files(planned, Stage(folder, folder / "none"), local_executor(jobs, method))
    return snapshot(folder)


@pytest.mark.large
def test_spawned_workers_write_the_same_site(planned: Plan, tmp_path: Path) -> None:
    """Forked ones build it in test_pipeline."""
    alone, spawned = (
        staged(planned, tmp_path / f"{jobs}{method}", jobs, method)
        for jobs, method in ((1, ""), (2, "spawn"))
    )
    assert alone == spawned != {}


@pytest.mark.large
def test_two_processes_write_a_large_dense_site_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a tool has many pages, they are rendered in parts, by workers of another process."""
    tool = f"{TOOL}capabilities:\n- title: Do {{0}}\n".replace("Flax", "Tool {0}")
    files = {f"content/tools/t{number}.yaml": tool.format(number) for number in range(70)}
    settings = f"{SITE}pairs: {{policy: all}}\n"
    root = write_files(tmp_path / "dense", {"content/site.yaml": settings, **files})
    dense = plan(Config(root=root, output=root / "public"))
    monkeypatch.setattr(executor, "LARGE", 0)
    assert len(PageTable.of(dense.pages).parted()) > 1
    alone, several = (staged(dense, tmp_path / str(jobs), jobs, "") for jobs in (1, 2))
    assert alone == several != {}


@pytest.mark.large
def test_measuring_gives_the_same_in_any_process(planned: Plan) -> None:
    versus = [page for page in planned.pages if page.kind == "versus"] * 2
    alone, forked = (
        [one for chunk in local_executor(jobs).measure(planned.job, versus) for one in chunk]
        for jobs in (1, 2)
    )
    assert alone == forked
    assert sorted(one.pair for one in alone) == sorted(page.subject for page in versus)


def test_an_executor_without_a_stage_writes_nothing(planned: Plan) -> None:
    with pytest.raises(BuildError, match="was not set up"):
        list(local_executor(1).write(replace(planned.job, stage=None), planned.pages))
