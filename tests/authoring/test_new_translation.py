"""A new translation: a valid file whose comments become the texts, and what `ssg check` notes."""

import re
from pathlib import Path

import yaml

from ssg.content.load import load
from support.site_fixtures import Run
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import write_files

HEAD = 3
"""Lines before the texts."""


def test_the_comments_become_the_texts_of_the_tool(tmp_path: Path, run: Run) -> None:
    site = str(write_files(tmp_path, LANGUAGES_SITE))
    assert run("new", "translation", "beta", "de", "-C", site).code == 0
    file = tmp_path / "content/tools/beta.de.yaml"
    lines = file.read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
    loaded = load(tmp_path)
    assert not loaded.problems, "nothing is translated yet"
    texts = "\n".join(line.removeprefix("# ") for line in lines[HEAD:]) + "\n"
    assert yaml.safe_load(texts)["capabilities"]["half-precision"] == {
        "title": "Half precision",
        "description": "Trains in half precision.",
    }
    file.write_text(texts, "utf-8")
    loaded = load(tmp_path)
    assert not loaded.problems
    assert loaded.catalog
    beta = next(tool for tool in loaded.catalog.tools if tool.slug == "beta")
    assert dict(beta.translations[0].texts)["summary",] == beta.summary
    assert run("fmt", "--check", "-C", site, str(file)).code == 0
    again = run("new", "translation", "beta", "de", "-C", site)
    assert (again.code, "already exists" in again.err) == (2, True)


def test_only_what_is_known_can_be_translated(tmp_path: Path, run: Run) -> None:
    site = str(write_files(tmp_path, LANGUAGES_SITE))
    found = run("new", "translation", "betta", "de", "-C", site)
    assert (found.code, found.err) == (2, 'error: no tool "betta"; did you mean "beta"?\n')
    found = run("new", "translation", "beta", "fr", "-C", site)
    assert (found.code, '"languages" in content/site.yaml' in found.err) == (2, True)


def test_check_names_what_is_not_translated(tmp_path: Path, run: Run) -> None:
    files = {name: text for name, text in LANGUAGES_SITE.items() if "gamma.de" not in name}
    done = run("check", "-C", str(write_files(tmp_path, files)))
    assert done.code == 0
    notes = [line for line in done.err.splitlines() if "SSG077" in line]
    first, second = "capabilities.checkpoints", "capabilities.mixed-precision-training"
    assert [re.sub(r"^.*?note\[SSG077\] |; .*$", "", note) for note in notes] == [
        '2 of 3 tools have no texts in "ar": beta and gamma',
        '2 of 3 tools have no texts in "de": beta and gamma',
        f"not translated: description, pros, cons, {first}.title, {first}.description and 6 more",
        f"not translated: {second}.title and {second}.description",
    ]
    assert notes[0].startswith("content/site.yaml:4:")
    assert notes[3].startswith("content/tools/alpha.de.yaml:1:1:")
