"""What `ssg build --profile` prints: every stage, every layout, every page counted once."""

from pathlib import Path

from ssg.build.pipeline import build
from ssg.build.profiler import Timing
from ssg.config import Config
from ssg.views import PAGE_KINDS
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


def test_every_stage_and_every_page_is_timed(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    timing, heard = Timing(), list[tuple[str, int, int]]()
    report = build(
        Config(root=tmp_path, output=tmp_path / "public"),
        timing.with_listener(lambda *told: heard.append(told)),
        timing.engine(jobs=1),
    )
    lines = timing.lines()
    assert {stage for stage, *_ in heard} | {"start"} == set(timing.stages)
    assert sum(one.pages for one in timing.layouts.values()) == len(report.plan.pages)
    assert set(timing.layouts) == {PAGE_KINDS[page.kind].layout for page in report.plan.pages}
    assert all(seconds >= 0 for seconds in timing.stages.values())
    assert [line.split()[0] for line in lines if line] == [
        "stage",
        *sorted(timing.stages, key=lambda name: -timing.stages[name]),
        "layout",
        *sorted(timing.layouts, key=lambda name: -timing.layouts[name].seconds),
    ]


def test_a_timed_build_writes_the_same_bytes(tmp_path: Path) -> None:
    write_files(tmp_path, SMALL_SITE)
    timing = Timing()
    build(Config(root=tmp_path, output=tmp_path / "timed"), engine=timing.engine(jobs=2))
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
