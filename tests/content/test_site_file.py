"""Reading the site's configuration, and one run's."""

from pathlib import Path

from conftest import WriteSite
from ssg.config import Config
from ssg.content.site_file import load_settings
from ssg.errors import Code
from ssg.settings import SITE_FILE
from support.strategies import SITE


def test_a_good_file_gives_settings_and_no_problems(site: WriteSite) -> None:
    """As every start of the program does."""
    settings, problems = load_settings(site({}))
    assert problems == []
    assert settings
    assert settings.title == "A site"


def test_without_a_file_the_next_step_is_named(tmp_path: Path) -> None:
    """A wrong folder is the commonest mistake."""
    settings, (problem,) = load_settings(tmp_path)
    assert settings is None
    assert (problem.file, problem.code) == (SITE_FILE, Code.UNREADABLE)
    assert "-C" in problem.hint


def test_a_faulty_file_gives_no_settings(site: WriteSite) -> None:
    """Neither with broken YAML, nor with a duplicate key, a wrong value or a wrong name."""
    for text in (
        "a: [",
        SITE + "title: Again\n",
        SITE + "urls: x\n",
        SITE + "ranking: {weights: {speed: 1}}\n",
        "",
        "- a",
    ):
        settings, problems = load_settings(site({SITE_FILE: text}))
        assert settings is None, text
        assert len(problems) >= 1


def test_components_and_types_of_the_ranking_must_exist(site: WriteSite) -> None:
    """Wherever they are named."""
    ranking = (
        "ranking:\n  weights: {speed: 1}\n  by_type:\n    poem: {adoption: 1}\n"
        "    dataset: {qualty: 1}\n"
        "  signals: {stars: {component: fame, scale: log, label: Stars}}\n"
    )
    _, problems = load_settings(site({SITE_FILE: SITE + ranking}))
    assert sorted((one.line, one.code) for one in problems) == [
        (5, Code.UNKNOWN_COMPONENT),
        (7, Code.UNKNOWN_TYPE),
        (8, Code.UNKNOWN_COMPONENT),
        (9, Code.UNKNOWN_COMPONENT),
    ]


def test_a_run_needs_only_two_folders(tmp_path: Path) -> None:
    """All else has a default."""
    config = Config(root=tmp_path, output=tmp_path / "public")
    assert (config.base_url, config.as_of) == ("", None)
    assert Config.default_jobs() >= 1
