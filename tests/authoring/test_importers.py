"""What other sites say of a tool, as facts."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from ssg.authoring.importers import awesome_md, landscape
from ssg.authoring.importers.github import github_address, github_facts
from ssg.authoring.importers.pypi import pypi_address, pypi_facts
from ssg.authoring.importers.records import plain_summary, release_version
from ssg.authoring.importers.source_bytes import source_bytes
from ssg.authoring.importers.table_files import read_table
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from support.strategies import write_files

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "written",
    [
        "https://github.com/google/flax",
        "github.com/google/flax",
        "https://github.com/google/flax.git",
        "http://www.github.com/google/flax/",
    ],
)
def test_a_repository_is_found_however_it_is_written(written: str) -> None:
    assert (
        github_address(written, "https://api.example/") == "https://api.example/repos/google/flax"
    )


@pytest.mark.parametrize(
    "written",
    [
        "",
        "flax",
        "https://gitlab.com/a/b",
        "https://github.com/google",
        "github.com/a/b/c",
        "https://github.com/a/../../x",
        "https://github.com.evil.example/a/b",
        "github.com/a/b?x=1",
    ],
)
def test_another_address_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="is not a GitHub repository URL"):
        github_address(written, "https://api.example")


def test_github_s_answer_becomes_facts() -> None:
    answer: dict[str, JsonValue] = {
        "name": "flax",
        "description": "Neural networks.",
        "homepage": "",
        "html_url": "https://github.com/google/flax",
        "license": {"spdx_id": "Apache-2.0"},
        "topics": ["jax"],
        "pushed_at": "2026-11-01T10:00:00Z",
        "archived": True,
        "stargazers_count": 6500,
    }
    facts = github_facts(answer, "https://api.example/x", DAY, {"github_stars"})
    assert facts == {
        "name": "flax",
        "summary": "Neural networks.",
        "homepage": "",
        "repository": "https://github.com/google/flax",
        "license": "Apache-2.0",
        "tags": ["jax"],
        "updated": "2026-11-01",
        "status": "archived",
        "signals": {
            "github_stars": {
                "value": 6500,
                "source": "https://api.example/x",
                "measured": "2026-11-20",
            }
        },
    }
    assert "signals" not in github_facts(answer, "https://api.example/x", DAY, ())
    assert github_facts({"license": {"spdx_id": "NOASSERTION"}}, "", DAY, ())["license"] is None


def test_pypi_s_answer_becomes_facts() -> None:
    answer: dict[str, JsonValue] = {
        "info": {
            "name": "Flax_NNX",
            "summary": "Neural networks.",
            "license": None,
            "license_expression": "MIT",
            "project_urls": {
                "Docs": "https://d.example/",
                "Homepage": "https://h.example/",
                "Source Code": "https://s.example/",
            },
        },
        "urls": [{"upload_time": "2026-10-02T08:00:00"}, {"upload_time": "2026-10-03T08:00:00"}],
    }
    assert pypi_facts(answer) == {
        "name": "Flax_NNX",
        "summary": "Neural networks.",
        "license": "MIT",
        "homepage": "https://h.example/",
        "repository": "https://s.example/",
        "identifiers": ["pkg:pypi/flax-nnx"],
        "updated": "2026-10-03",
    }


@pytest.mark.parametrize(
    "answer",
    [{}, {"info": None, "urls": None}, {"info": [], "urls": [1]}, {"info": {"project_urls": 5}}],
)
def test_a_strange_answer_gives_no_facts(answer: dict[str, object]) -> None:
    assert not any(value for key, value in pypi_facts(answer).items() if key != "updated")  # type: ignore[arg-type]


def test_the_name_of_a_package_cannot_leave_its_address() -> None:
    assert (
        pypi_address("Flax.nnx_2", "https://pypi.example/")
        == "https://pypi.example/pypi/Flax.nnx_2/json"
    )
    for name in ("", "../x", "a/b", "a?b", "-a", "a b", "a\n"):
        with pytest.raises(UsageError, match="is not a package name"):
            pypi_address(name, "https://pypi.example")


@pytest.mark.parametrize(
    ("tag", "version"),
    [
        ("v1.2.3", "1.2.3"),
        ("V4", "4"),
        ("2026-06-21", "2026-06-21"),
        ("Release_04.12.00", "04.12.00"),
        ("v8_3_0", "8.3.0"),
        ("nib-writer/v1.7", "1.7"),
        ("Nib@2.0", "2.0"),
        ("1.2-LTS", "1.2-LTS"),
        ("v1.2.3-rc5", ""),
        ("35.0.0beta4", ""),
        ("1.0a38", ""),
        ("2.1.0-dev.1", ""),
        ("v2.2.15-canary.42", ""),
        ("4.6.0-pre.1", ""),
        ("0.23.0-unstable005", ""),
        ("nightly", ""),
        ("_gh-attach-assets", ""),
        ("nib_1840", ""),  # 18.4.0 or 1.8.40
        ("nib-cli/v0.14.0", ""),
        ("nib-helm-chart-0.22.6", ""),
        ("android-2026.07", ""),
        ("", ""),
    ],
)
def test_the_tag_of_a_release_has_the_version_of_the_program(tag: str, version: str) -> None:
    assert release_version(tag, ("Nib", "nib-writer")) == version


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Over 2,000 *conversions*!.", "Over 2,000 conversions!"),
        ("Share with collaborators\u2026.", "Share with collaborators\u2026"),
        ("Really?.", "Really?"),
        ("Notes, lists, etc..", "Notes, lists, etc."),
        ("And so on...", "And so on..."),
        ("Writes (also red).", "Writes (also red)."),
    ],
)
def test_a_summary_ends_with_one_mark(text: str, summary: str) -> None:
    assert plain_summary(text) == summary


@pytest.mark.parametrize("read", [partial(read_table, kind="csv"), landscape.read, awesome_md.read])
def test_a_source_that_is_no_readable_file_is_refused(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as folder:
        read(tmp_path)
    assert str(folder.value) == f'"{tmp_path}" is a folder; name the file of the list in it'
    missing = tmp_path / "list"
    with pytest.raises(UsageError) as absent:
        read(missing)
    assert str(absent.value) == (
        f'"{missing}" cannot be read: No such file or directory; check its name and permissions'
    )


def test_a_source_of_too_many_bytes_is_refused(tmp_path: Path) -> None:
    """The message has the whole path, also a long one."""
    folder = tmp_path / "of-a-long-name" / "in-another-folder" / "below-a-third-one"
    file = write_files(folder, {"list.csv": "name\n"}) / "list.csv"
    assert source_bytes(file, 5) == b"name\n"
    with pytest.raises(UsageError) as large:
        source_bytes(file, 4)
    assert str(large.value) == f'"{file}" has more than 4 bytes; divide it into several files'
