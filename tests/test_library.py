"""The Python API: names, types, laziness, and the functions on a small site."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ssg
from support.site_fixtures import ROOT, SMALL_SITE, snapshot
from support.strategies import write_files

HEAVY = {"click", "jinja2", "markdown_it", "numpy", "pydantic", "ruamel", "yaml", "urllib3"}


def run_python(code: str, folder: Path) -> str:
    """Run code in a new process, with `ssg` importable, and return its output."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_public_name_exists_and_no_other_is_listed() -> None:
    assert ssg.__all__ == sorted(ssg.__all__)
    assert set(ssg.__all__) == {
        *("load", "rank", "compare", "check", "build", "diff", "format_yaml"),
        *("Catalog", "Tool", "Ranking", "Comparison", "Problem", "Severity", "Config"),
        *("SsgError", "UsageError", "ContentError", "BuildError", "__version__"),
    }
    for name in ssg.__all__:
        assert vars(ssg).get(name) or ssg.__getattr__(name), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ssg.__getattr__("nothing")


def test_the_wheel_has_the_marker_of_typed_packages_and_the_word_tables(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        tables = {
            path.relative_to(ROOT).as_posix()
            for room in ("comparison", "search")
            for path in (ROOT / "ssg" / room / "data").iterdir()
        }
        assert {"ssg/py.typed", "ssg/library.py", *tables} <= set(archive.namelist())
        assert len(tables) == 8


def test_importing_is_cheap(tmp_path: Path) -> None:
    loaded = run_python("import sys, ssg; dir(ssg); print(*sys.modules)", tmp_path).split()
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
    assert [name for name in loaded if name.startswith("ssg.")] == []


@pytest.mark.parametrize("first", ["import ssg.build.pipeline", "import ssg", "ssg = None"])
def test_build_is_callable_and_a_package_in_every_import_order(tmp_path: Path, first: str) -> None:
    """The function has the name of a package, whose import sets the same attribute."""
    write_files(tmp_path, SMALL_SITE)
    code = f"{first}\nimport ssg\nssg.load('.')\nprint(ssg.build('.').published.files)\n"
    code += "import ssg.build.pipeline as p\nprint(ssg.build.pipeline is p)"
    files, same = run_python(code, tmp_path).split()
    assert int(files) > 10
    assert same == "True"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_site_is_loaded_ranked_compared_and_built(
    small: Path, tmp_path: Path, kind: type, capfd: pytest.CaptureFixture[str]
) -> None:
    catalog = ssg.load(kind(small))
    assert [tool.slug for tool in catalog.tools] == ["alpha", "beta", "gamma"]
    ranking = ssg.rank(catalog)
    assert {score.slug for score in ranking.scores} == {"alpha", "beta", "gamma"}
    comparison = ssg.compare(catalog, "alpha", "beta")
    assert (comparison.a.tool.slug, comparison.b.tool.slug) == ("alpha", "beta")
    assert comparison.verdict.headline
    report = ssg.build(kind(small), kind(tmp_path / "out"))
    assert (tmp_path / "out/index.html").is_file()
    assert report.published.files == len(snapshot(tmp_path / "out"))
    assert capfd.readouterr() == ("", "")


def test_problems_are_values(tmp_path: Path) -> None:
    bad = {**SMALL_SITE, "content/tools/delta.yaml": "name: Delta\npricing: free\nsumary: x\n"}
    root = write_files(tmp_path, bad)
    problems = ssg.check(root)
    assert {problem.code for problem in problems if problem.severity is ssg.Severity.ERROR} == {
        "SSG011",
        "SSG012",
    }
    with pytest.raises(ssg.ContentError) as raised:
        ssg.load(root)
    assert set(raised.value.problems) <= set(problems)
    with pytest.raises(ssg.ContentError):
        ssg.build(root)
    assert not (root / "public").exists()


def test_an_invalid_configuration_is_a_problem_or_a_usage_error(tmp_path: Path) -> None:
    (problem,) = ssg.check(tmp_path)
    assert (problem.file, problem.code) == ("content/site.yaml", "SSG001")
    with pytest.raises(ssg.UsageError):
        ssg.load(tmp_path)


def test_unusable_arguments_are_usage_errors(small: Path) -> None:
    catalog = ssg.load(small)
    with pytest.raises(ssg.UsageError, match='did you mean "alpha"'):
        ssg.compare(catalog, "alhpa", "beta")
    with pytest.raises(ssg.UsageError, match="itself"):
        ssg.compare(catalog, "beta", "beta")
    before = snapshot(small)
    with pytest.raises(ssg.UsageError, match="choose another"):
        ssg.build(small, small / "content/static")
    with pytest.raises(ssg.UsageError, match="base_url"):
        ssg.build(small, base_url="javascript:alert(1)")
    assert snapshot(small) == before


def test_comparisons_follow_the_catalog_they_are_given(small: Path) -> None:
    """Prepared data is reused for the same catalog only."""
    first = ssg.load(small)
    assert ssg.compare(first, "alpha", "beta") == ssg.compare(first, "alpha", "beta")
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text(encoding="utf-8").replace("name: Alpha", "name: Aleph"), "utf-8")
    assert ssg.compare(ssg.load(small), "alpha", "beta").a.tool.name == "Aleph"
    assert ssg.compare(first, "alpha", "beta").a.tool.name == "Alpha"


def test_a_diff_compares_two_folders(small: Path, tmp_path: Path) -> None:
    fewer = {path: text for path, text in SMALL_SITE.items() if "gamma" not in path}
    base = write_files(tmp_path / "base", fewer)
    found = ssg.diff(small, str(base))
    assert [(change.slug, change.kind) for change in found.tools] == [("gamma", "added")]


def test_yaml_is_formatted() -> None:
    text = ssg.format_yaml("summary: 'Neural networks.' # short\ntype: framework\nname:   Flax\n")
    assert text.startswith("name: Flax\n")
    assert "# short" in text
    assert ssg.format_yaml(text) == text
    with pytest.raises(ssg.ContentError):
        ssg.format_yaml("name: [")
    site = ssg.format_yaml(
        "types: {a: A}\ntitle: x\nbase_url: https://x.org/\n", "content/site.yaml"
    )
    assert site.startswith("title: x\n")
    with pytest.raises(ssg.UsageError, match="inside a site"):
        ssg.format_yaml("", "../x.yaml")


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    site = tmp_path / "my-site"
    site.mkdir()
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, site / name)
    output = run_python(block, tmp_path)
    assert output.strip()
    assert (tmp_path / "public/index.html").is_file()
