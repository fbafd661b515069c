"""Run the search modules of layouts/scripts/ in Node over the search files of a site."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ssg.search.index import search_files
from ssg.site import Output, Site
from support.node_tools import program
from support.site_fixtures import ROOT

__all__ = ["ask", "run", "write"]

RUNNER = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [site, scripts, asked] = process.argv.slice(2);
const fetched = [];
globalThis.fetch = async address => {
  fetched.push(address);
  try { return new Response(readFileSync(site + address)); }
  catch { return new Response("", { status: 404 }); }
};
const load = name => import(pathToFileURL(scripts + "/" + name + ".js"));
const { body, given } = JSON.parse(readFileSync(asked));
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const run = new AsyncFunction("load", "given", "fetched", body);
console.log(JSON.stringify(await run(load, given, fetched)));
"""


def write(outputs: Sequence[Output], folder: Path) -> Path:
    """Write files of a site."""
    for file in outputs:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.body)
    return folder


def run(folder: Path, body: str, given: object = None) -> Any:
    """Run an async body of `load`, `given`, `fetched` over a written site; return its result."""
    node = program("node")
    scripts = folder / "scripts"
    if not scripts.exists():
        shutil.copytree(
            ROOT / "layouts/scripts", scripts
        )  # package.json one folder above makes Node read them as modules
    (folder / "runner.mjs").write_text(RUNNER, encoding="utf-8")
    (folder / "asked.json").write_text(json.dumps({"body": body, "given": given}), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    done = subprocess.run(
        [node, "runner.mjs", str(folder), str(scripts), "asked.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ask(site: Site | None, folder: Path, questions: Sequence[object]) -> list[Any]:
    """Search a site or the files already written; a query is a text or a list of arguments."""
    if site:
        write(search_files(site), folder)
    answers: list[Any] = run(
        folder,
        """
        const { openIndex } = await load("bm25");
        const index = await openIndex("/search/");
        const found = [];
        for (const one of given) found.push(await index.search(...[one].flat()));
        return found;""",
        list(questions),
    )
    return answers
