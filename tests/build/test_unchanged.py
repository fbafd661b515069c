"""A build is skipped if its inputs and its output are as the last one left them, and only then."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssg.build.pipeline import build
from ssg.build.unchanged import InputState, Outcome, recall
from ssg.config import Config
from ssg.rendering.templates import layout_folders
from support.repositories import commit, git, repository
from support.site_fixtures import SITE_YAML, SMALL_SITE, Run, snapshot, start

LAYOUT = '{% extends "base.html" %}{% block main %}Lost{% endblock %}\n'


@pytest.fixture
def config(small: Path) -> Config:
    """Write a site whose files are old enough for their status to be trusted."""
    (small / "layouts").mkdir(exist_ok=True)
    (small / "layouts/404.html").write_text(LAYOUT, encoding="utf-8")
    settle()
    return Config(root=small, output=small / "public")


def settle() -> None:
    """Wait until a write gets another time than the last one."""
    time.sleep(0.12)


def built(config: Config) -> Outcome:
    """Build; return the outcome that another build, which changes nothing, would have."""
    outcome = build(config).outcome
    published = replace(outcome.published, changed=0, removed=0, unchanged=outcome.published.files)
    return replace(outcome, published=published)


def page(config: Config) -> Path:
    """Return the file of a tool's page."""
    return config.output / "tools/alpha/index.html"


def rewrite(file: Path) -> None:
    """Write other bytes of the same length, with the same modification time."""
    status = file.stat()
    file.write_bytes(bytes(reversed(file.read_bytes())))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Config], object]] = {
    "tool": lambda config: rewrite(config.root / "content/tools/alpha.yaml"),
    "settings": lambda config: rewrite(config.root / "content/site.yaml"),
    "new file": lambda config: (config.root / "content/x").write_text(""),
    "new folder": lambda config: (config.root / "content/tools/x").mkdir(),
    "deleted": lambda config: (config.root / "content/tools/alpha.yaml").unlink(),
    "mode": lambda config: (config.root / "content/tools/alpha.yaml").chmod(0o600),
    "layout": lambda config: rewrite(config.root / "layouts/404.html"),
    "asset": lambda config: (config.root / "layouts/assets").mkdir(),
    "edited page": lambda config: page(config).write_text("x"),
    "touched page": lambda config: os.utime(page(config), ns=(1, 1)),
    "deleted page": lambda config: page(config).unlink(),
    "stage": lambda config: (config.root / ".public.ssg/stage-x").mkdir(),
    "manifest": lambda config: (config.root / ".public.ssg/manifest").unlink(),
    "damaged": lambda config: rewrite(config.root / ".public.ssg/inputs"),
    "empty": lambda config: (config.root / ".public.ssg/inputs").write_bytes(b""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_only_an_unchanged_site_is_recalled(
    config: Config, change: Callable[[Config], object]
) -> None:
    outcome = built(config)
    assert recall(config) == outcome
    change(config)
    assert recall(config) is None


def test_files_with_new_times_and_old_content_are_unchanged(config: Config) -> None:
    """A checkout in a continuous build writes all of them."""
    outcome = built(config)
    for file in config.root.glob("content/**/*.yaml"):
        body = file.read_bytes()
        file.unlink()
        file.write_bytes(body)
    assert recall(config) == outcome


def test_options_change_the_site(config: Config) -> None:
    config = replace(config, latest=date(2030, 1, 1))
    outcome = built(config)
    assert recall(replace(config, jobs=2, latest=date(2030, 1, 2))) == outcome
    for other in (
        replace(config, base_url="https://other.example/"),
        replace(config, as_of=date(2026, 1, 1)),
        replace(config, own_layouts=False),
        replace(config, output=config.root / "other"),
        replace(config, latest=date(2029, 1, 1)),
    ):
        assert recall(other) is None


def test_a_file_that_was_just_written_is_not_trusted(config: Config) -> None:
    """A second write within one tick of the clock may have the same size and time."""
    (config.root / "content/tools/alpha.yaml").touch()
    build(config)
    assert recall(config) is None
    settle()
    outcome = built(config)
    assert recall(config) == outcome


def test_all_layouts_are_among_the_files(config: Config) -> None:
    files = InputState.of(config).files
    names = {path.partition(":")[2] for path in files}
    for folder in layout_folders(config.root):
        assert {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")} <= names
    assert "build/unchanged.py" in names


def test_the_git_history_counts_if_pages_show_it(tmp_path: Path) -> None:
    root = repository(
        tmp_path / "site",
        {
            **SMALL_SITE,
            "content/site.yaml": SITE_YAML + "publish: {feeds: site}\n",
            ".gitignore": "public\n.public.ssg\n",
        },
    )
    settle()
    config = Config(root=root, output=root / "public")
    outcome = built(config)
    assert recall(config) == outcome
    git(root, "commit", "-q", "--allow-empty", "-m", "empty")
    assert recall(config) is None
    outcome = built(config)
    commit(root, {"README.md": "x"})
    assert recall(config) is None


def test_a_commit_during_a_build_is_shown_by_the_next_one(tmp_path: Path) -> None:
    feeds = {"content/site.yaml": SITE_YAML + "publish: {feeds: site}\n"}
    root = repository(tmp_path / "site", {**SMALL_SITE, **feeds})
    settle()
    config = Config(root=root, output=tmp_path / "public")

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == "publish":  # all that the pages show has been read
            git(root, "commit", "-q", "--allow-empty", "-m", "empty")

    build(config, progress)
    assert recall(config) is None
    outcome = built(config)
    assert recall(config) == outcome


def test_the_second_build_of_a_command_line_gives_the_same_answer(config: Config, run: Run) -> None:
    words = ("build", "-C", str(config.root), "--strict")
    first = run(*words)
    tree = snapshot(config.output)
    second = run(*words)
    assert (first.code, second.code) == (0, 0)
    assert "0 files changed, 0 removed" in second.err
    assert snapshot(config.output) == tree
    assert first.err.partition(" in ")[0] == second.err.partition(" in ")[0]


def test_a_build_that_changes_nothing_imports_little(config: Config, run: Run) -> None:
    words = ("build", "-C", str(config.root))
    assert run(*words).code == 0
    again = start(*words, PYTHONPROFILEIMPORTTIME="1").stderr.splitlines()
    imported = {line.rpartition("|")[2].strip() for line in again if line.startswith("import time")}
    assert "0 files changed, 0 removed" in again[-1]
    assert "ssg.build.unchanged" in imported
    assert imported.isdisjoint({"numpy", "jinja2", "pydantic", "yaml", "ssg.build.pipeline"})
