"""Work on the content is repeated while files change."""

from pathlib import Path

import pytest

from ssg.build.pipeline import build
from ssg.config import Config
from ssg.content.stability import TRIES, Verify, on_stable_content
from ssg.errors import BuildError, ContentError
from support.site_fixtures import Run


def test_work_is_done_once_if_nothing_changes(small: Path) -> None:
    calls: list[int] = []

    def work(verify: Verify) -> str:
        calls.append(1)
        verify()
        return "done"

    assert (on_stable_content(small, work), len(calls)) == ("done", 1)


@pytest.mark.parametrize(
    "path", ["content/tools/alpha.yaml", "content/tools/new.yaml", "layouts/x"]
)
def test_work_starts_again_when_a_file_changes(small: Path, path: str) -> None:
    """Also when the change is an error that is gone at the second look."""
    calls: list[int] = []

    def work(verify: Verify) -> int:
        calls.append(1)
        if len(calls) < 3:
            (small / path).parent.mkdir(exist_ok=True)
            (small / path).write_text("#" * len(calls), encoding="utf-8")
        if len(calls) == 2:
            raise ContentError([])
        verify()
        return len(calls)

    assert on_stable_content(small, work) == 3


def test_errors_of_content_that_does_not_change_are_raised_at_once(small: Path) -> None:
    def work(_: Verify) -> None:
        raise ContentError([])

    with pytest.raises(ContentError):
        on_stable_content(small, work)


def test_content_that_always_changes_is_not_published(small: Path) -> None:
    calls: list[int] = []

    def work(verify: Verify) -> None:
        calls.append(1)
        (small / "content/tools/alpha.yaml").write_text("#" * len(calls), encoding="utf-8")
        verify()

    with pytest.raises(BuildError, match="the content changed during each of"):
        on_stable_content(small, work)
    assert len(calls) == TRIES


def test_a_build_publishes_the_file_as_it_was_saved_at_last(small: Path, run: Run) -> None:
    """Between two writes of an editor, the half of a file can be valid YAML."""
    tool = small / "content/tools/alpha.yaml"
    whole = tool.read_text(encoding="utf-8")
    tool.write_text(whole.replace("Alpha", "Half"), encoding="utf-8")
    stages: list[str] = []

    def save(stage: str, _: int, __: int) -> None:
        if stage == "render" and "render" not in stages:
            tool.write_text(whole.replace("Alpha", "Whole"), encoding="utf-8")
        stages.append(stage)

    build(Config(root=small, output=small / "public"), save)
    assert stages.count("load") == 2
    page = (small / "public/tools/alpha/index.html").read_text(encoding="utf-8")
    assert ("Whole" in page, "Half" in page) == (True, False)
