"""The scripts of the search: checked modules in `layouts/scripts/`, served as small bundles."""

import gzip
import os
import re
import subprocess
from pathlib import Path

import pytest

from ssg.evidence import rows
from ssg.rendering.assets import assets
from ssg.rendering.templates import layout_folders
from ssg.search import addresses, dictionary, documents, index, postings, result_cards
from support.node_tools import eslint, javascript, typescript
from support.site_fixtures import ROOT

SOURCES, BUNDLES = ROOT / "layouts/scripts", ROOT / "layouts/assets"
NAMES = (
    "search/loader.js",
    "search/search.js",
    "search/details.js",
    "browse.js",
    "compare.js",
    "not-found.js",
    "record.js",
)
MAX_SIZES = {
    ("search/loader.js", "search/search.js"): 10 * 1024,
    ("search/details.js",): 1792,
    ("browse.js",): 5 * 1024,
    ("compare.js",): 8600,
    ("not-found.js",): 512,
    ("record.js",): 1280,
}
"""Size limits of scripts that are loaded together, in bytes after gzip."""


@pytest.mark.parametrize("name", NAMES)
def test_bundles_are_up_to_date(name: str) -> None:
    bundle = javascript(SOURCES / Path(name).name)
    if os.environ.get("UPDATE"):
        (BUNDLES / name).write_text(bundle, encoding="utf-8")
    assert (BUNDLES / name).read_text("utf-8") == bundle, (
        f"{name} differs from the modules in layouts/scripts: run make scripts"
    )


def test_scripts_pass_the_type_checker() -> None:
    done = subprocess.run(
        [*typescript(), "--project", str(SOURCES)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_script_is_type_checked() -> None:
    scripts = sorted(SOURCES.glob("*.js"))
    assert scripts
    assert all(script.read_text("utf-8").startswith("// @ts-check\n") for script in scripts)


def test_scripts_pass_the_linter() -> None:
    command, environment = eslint()
    done = subprocess.run(
        [*command, "--max-warnings", "0", "."],
        cwd=SOURCES,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def served(root: Path) -> dict[str, str]:
    """Return the scripts of a site by name."""
    urls, files = assets(layout_folders(root))
    bodies = {f"/{file.path}": file.body.decode() for file in files}
    return {name: bodies[address] for name, address in urls.items() if name.endswith(".js")}


SHARED_NUMBERS = (
    ("bm25.js", "NAME_LEVELS", documents.NAME_LEVELS),
    ("bm25.js", "BLOCK", index.BLOCK),
    ("bm25.js", "MAX_ANCHOR", result_cards.LONGEST_ANCHOR),
    ("index-reader.js", "COPY", f'"{index.COPY}"'),
    ("index-reader.js", "HASH", addresses.HASH),
    ("query.js", "MAX_POSTINGS", postings.MOST_POSTINGS),
    ("query.js", "IS_NAME", dictionary.IS_NAME),
    ("record.js", "MOST_SHOWN", rows.MAX_POSITION),
)
"""Script, its constant, and the value by which the index is written."""


@pytest.mark.parametrize(("script", "constant", "value"), SHARED_NUMBERS)
def test_scripts_read_the_index_by_the_numbers_of_the_builder(
    script: str, constant: str, value: object
) -> None:
    text = (ROOT / "layouts/scripts" / script).read_text("utf-8")
    assert re.findall(rf"\b{constant} = ([^,;]+)", text) == [str(value)]


@pytest.mark.parametrize("names", MAX_SIZES)
def test_scripts_stay_within_the_size_limit(names: tuple[str, ...]) -> None:
    scripts = served(ROOT / "nowhere")
    assert set(NAMES) == set(scripts) == {name for group in MAX_SIZES for name in group}
    bodies = [scripts[name].encode() for name in names]
    assert 0 < sum(len(gzip.compress(body, 9, mtime=0)) for body in bodies) <= MAX_SIZES[names]


def test_a_site_can_replace_a_script(tmp_path: Path) -> None:
    (tmp_path / "layouts/assets/search").mkdir(parents=True)
    (tmp_path / "layouts/assets/search/search.js").write_text(
        "export const attach = () => {};\n", encoding="utf-8"
    )
    ours, theirs = served(tmp_path / "nowhere"), served(tmp_path)
    assert theirs["search/search.js"] == "export const attach = () => {};\n"
    name = re.compile(r"\./search\.[0-9a-f]{8}\.js")
    assert name.sub("", theirs["search/loader.js"]) == name.sub("", ours["search/loader.js"])
    assert name.findall(theirs["search/loader.js"]) != name.findall(ours["search/loader.js"])
