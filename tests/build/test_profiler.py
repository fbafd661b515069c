"""`ssg build --profile`: every stage, every layout, every page counted once."""

from pathlib import Path

from ssg.build.pipeline import build
from ssg.build.profiler import Profiler
from ssg.config import Config
from ssg.views import PAGE_KINDS
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


def test_every_stage_and_every_page_is_measured(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    profiler, calls = Profiler(), list[tuple[str, int, int]]()
    report = build(
        Config(root=tmp_path, output=tmp_path / "public"),
        profiler.wrap(lambda *call: calls.append(call)),
        profiler.executor(jobs=1),
    )
    lines = profiler.lines()
    assert {stage for stage, *_ in calls} | {"start"} == set(profiler.stages)
    assert sum(one.pages for one in profiler.layouts.values()) == len(report.plan.pages)
    assert set(profiler.layouts) == {
        PAGE_KINDS[page.kind].layout if page.kind in PAGE_KINDS else page.kind
        for page in report.plan.pages
    }
    assert all(seconds >= 0 for seconds in profiler.stages.values())
    assert [line.split()[0] for line in lines if line] == [
        "stage",
        *sorted(profiler.stages, key=lambda name: -profiler.stages[name]),
        "layout",
        *sorted(profiler.layouts, key=lambda name: -profiler.layouts[name].seconds),
    ]


def test_a_profiled_build_writes_the_same_bytes(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    profiler = Profiler()
    build(Config(root=tmp_path, output=tmp_path / "timed"), engine=profiler.executor(jobs=2))
    build(Config(root=tmp_path, output=tmp_path / "plain"))
    trees = [
        {
            file.relative_to(folder): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        for folder in (tmp_path / "timed", tmp_path / "plain")
    ]
    assert trees[0] == trees[1]
    assert trees[0]
