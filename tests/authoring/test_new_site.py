"""A new site: whole, without a warning, and made only where nothing is."""

import json
from pathlib import Path

import pytest

from ssg.authoring.editor_files import stale_schemas
from ssg.authoring.new_site import STARTER, THEMES, new_site
from ssg.build.pipeline import build
from ssg.config import Config
from ssg.errors import UsageError
from support.site_fixtures import snapshot


@pytest.mark.parametrize("theme", THEMES)
def test_the_starter_builds_without_a_warning(tmp_path: Path, theme: str) -> None:
    files = new_site(tmp_path / "deep/mine", theme)
    assert sorted(files) == sorted(snapshot(tmp_path / "deep/mine"))
    report = build(Config(root=tmp_path / "deep/mine", output=tmp_path / "public"))
    assert report.problems == ()
    assert (tmp_path / "public/compare/pen-vs-pencil/index.html").is_file()


def test_the_output_is_ignored_by_git(tmp_path: Path) -> None:
    new_site(tmp_path / "mine")
    assert (tmp_path / "mine/.gitignore").read_text(encoding="utf-8").split() == [
        "/public/",
        "/.public.ssg/",
        "/parts/",
        "/.ssg-cache/",
    ]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    files = new_site(tmp_path)
    assert len(files) == len([path for path in STARTER.rglob("*") if path.is_file()]) + 7 + 2


def test_an_editor_finds_what_it_needs(tmp_path: Path) -> None:
    new_site(tmp_path)
    assert stale_schemas(tmp_path) == []
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert list(tmp_path.glob(files)) or files == "content/synonyms.yaml"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "x"):
        with pytest.raises(UsageError, match="is not empty"):
            new_site(folder)
    assert snapshot(tmp_path).keys() == {"x"}
