"""The scripts of the search as they are served: made of the readable ones in `layouts/scripts/`, and small."""

import gzip
import os
import re
from pathlib import Path

import pytest

from ssg.rendering.assets import assets
from ssg.rendering.templates import layout_folders
from support.node_tools import javascript
from support.site_fixtures import ROOT

SOURCES, MADE = ROOT / "layouts/scripts", ROOT / "layouts/assets/search"
HEAD = "// From layouts/scripts/\n"
NAMES = ("box.js", "search.js")
MOST = 8 * 1024
"""Bytes, compressed, of all scripts that a site serves."""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_served_is_made_of_what_is_read(name: str) -> None:
    made = HEAD + javascript(SOURCES / name)
    if os.environ.get("UPDATE"):
        (MADE / name).write_text(made, encoding="utf-8")
    assert (MADE / name).read_text("utf-8") == made, (
        f"{name} is not made of what is in layouts/scripts: run make scripts"
    )


def served(root: Path) -> dict[str, str]:
    """Return the scripts of a site by name."""
    addresses, files = assets(layout_folders(root))
    bodies = {f"/{file.path}": file.body.decode() for file in files}
    return {name: bodies[address] for name, address in addresses.items() if name.endswith(".js")}


def test_all_scripts_together_are_small() -> None:
    scripts = served(ROOT / "nowhere")
    assert {f"search/{name}" for name in NAMES} == set(scripts)
    assert sum(len(gzip.compress(body.encode(), 9, mtime=0)) for body in scripts.values()) < MOST


def test_a_site_may_put_its_own_script_in_the_place_of_one(tmp_path: Path) -> None:
    (tmp_path / "layouts/assets/search").mkdir(parents=True)
    (tmp_path / "layouts/assets/search/search.js").write_text(
        "export const attach = () => {};\n", encoding="utf-8"
    )
    ours, theirs = served(tmp_path / "nowhere"), served(tmp_path)
    assert theirs["search/search.js"] == "export const attach = () => {};\n"
    name = re.compile(r"\./search\.[0-9a-f]{8}\.js")
    assert name.sub("", theirs["search/box.js"]) == name.sub("", ours["search/box.js"])
    assert name.findall(theirs["search/box.js"]) != name.findall(ours["search/box.js"])
