"""Judged questions to the search and to other engines: questions.py own --npm FOLDER.

Needs Node. With `--npm`, a folder in which `npm install pagefind lunr minisearch` was run, the same
questions go to these engines as well; Pagefind indexes the pages of tools of the site built with
`ssg build` (`--public`).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.catalog import Catalog, Tool
from ssg.content.load import load
from ssg.ranking.pairing import pair
from ssg.ranking.scoring import rank
from ssg.search.index import search_files
from ssg.site import Site

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "benchmarks/questions"
HALVES = ("tuning", "held-out", "tuning-2", "held-out-2", "tuning-3", "tuning-4")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the tools that answer it."""

    text: str
    right: frozenset[str]


def read_questions(name: str, half: str, catalog: Catalog) -> list[Question]:
    """Read a file of questions.

    An answer is a slug, `@` and a category, or `=` and a licence or a value of an attribute; parts
    joined by `&` must all hold.
    """
    questions = []
    marks = [(tool.slug, _marks(tool)) for tool in catalog.tools]
    for line in (QUESTIONS / f"{name}-{half}.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            text, answers = line.split(" | ")
            wanted = [set(answer.split("&")) for answer in answers.split()]
            right = {slug for slug, held in marks if any(parts <= held for parts in wanted)}
            if not right:
                raise SystemExit(f"{name}-{half}.txt: no tool answers {text!r}")
            questions.append(Question(text, frozenset(right)))
    return questions


def _marks(tool: Tool) -> set[str]:
    """Return what an answer can name a tool by."""
    values = [value for _, value in tool.attributes]
    held = [text for value in values for text in (value if isinstance(value, tuple) else (value,))]
    categories = {f"@{category}" for category in tool.categories}
    return {tool.slug, *categories, *(f"={text}" for text in (*tool.license.split(), *held))}


def ask(
    engine: str, folder: Path, modules: Path, texts: Sequence[str]
) -> tuple[list[list[str]], int]:
    """Return the slugs that an engine finds for each text, and the bytes of a first search."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        done = subprocess.run(
            ["node", str(ROOT / "benchmarks/questions.mjs"), engine, folder, modules, file.name],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    report = json.loads(done.stdout)
    return report["found"], report["bytes"]


def measure(
    questions: Sequence[Question], found: Sequence[Sequence[str]]
) -> tuple[int, float, float]:
    """Return how many first results are right, precision@5 and the mean reciprocal rank.

    Precision@5 is the share of right tools among the first five, or among as many as there are
    right tools; a result that is not there counts as wrong.
    """
    first, precision, reciprocal = 0, 0.0, 0.0
    for question, slugs in zip(questions, found, strict=True):
        hits = [slug in question.right for slug in slugs]
        first += hits[:1] == [True]
        most = min(5, len(question.right))
        precision += min(most, sum(hits[:5])) / most
        reciprocal += 1 / (1 + hits.index(True)) if True in hits else 0
    return first, precision / len(questions), reciprocal / len(questions)


def documents(catalog: Catalog) -> list[dict[str, str]]:
    """Return what the other engines index of each tool."""
    categories = {category.id: category.name for category in catalog.settings.categories}
    return [
        {
            "slug": tool.slug,
            "name": " ".join((tool.name, *tool.also_known_as)),
            "labels": " ".join((*tool.tags, *(categories[id_] for id_ in tool.categories))),
            "titles": " ".join(capability.title for capability in tool.capabilities),
            "summary": tool.summary,
            "text": _text(tool),
        }
        for tool in catalog.tools
    ]


def _text(tool: Tool) -> str:
    texts = [tool.description]
    for capability in tool.capabilities:
        texts += [capability.description, capability.unique, *capability.intents]
    return " ".join(texts)


def write_site(site: Site, folder: Path) -> None:
    """Write the search files, and the documents of the other engines."""
    for file in search_files(site):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.body)
    (folder / "documents.json").write_text(json.dumps(documents(site.catalog)), "utf-8")


def index_pages(npm: Path, public: Path, catalog: Catalog, folder: Path) -> None:
    """Copy the pages of tools and index them with Pagefind."""
    for tool in catalog.tools:
        target = folder / "tools" / tool.slug
        target.mkdir(parents=True)
        shutil.copy(public / "tools" / tool.slug / "index.html", target)
    command = [npm / "node_modules/.bin/pagefind", "--site", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Ask all engines and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=("own", "selfhosted"))
    parser.add_argument("--site", type=Path, default=ROOT, help="folder with content/ (this one)")
    parser.add_argument("--half", choices=HALVES, default="tuning")
    parser.add_argument("--npm", type=Path, help="folder with pagefind, lunr and minisearch")
    parser.add_argument("--public", type=Path, help="the built site, for Pagefind")
    parser.add_argument("--verbose", action="store_true", help="print what was found")
    asked = parser.parse_args()
    catalog = load(asked.site).catalog
    if catalog is None:
        sys.exit(f"{asked.site} has errors: ssg check lists them")
    ranking = rank(catalog)
    questions = read_questions(asked.name, asked.half, catalog)
    texts = [question.text for question in questions]
    with tempfile.TemporaryDirectory(prefix="ssg-questions-") as name:
        folder = Path(name)
        write_site(Site(catalog=catalog, ranking=ranking, pairs=pair(catalog)[0]), folder)
        engines = {"own": ROOT / "layouts/scripts"}
        if asked.npm:
            engines |= {"lunr": asked.npm, "minisearch": asked.npm}
        if asked.npm and asked.public:
            index_pages(asked.npm, asked.public, catalog, folder)
            engines["pagefind"] = asked.npm
        print(f"{len(questions)} questions, {asked.half}")
        for engine, modules in engines.items():
            found, size = ask(engine, folder, modules, texts)
            first, precision, reciprocal = measure(questions, found)
            print(
                f"{engine:12} first right {first:3}, precision@5 {precision:.3f}, "
                f"MRR {reciprocal:.3f}" + (f", {size / 1000:,.0f} kB" if size else "")
            )
            if asked.verbose:
                for question, slugs in zip(questions, found, strict=True):
                    marks = [slug if slug in question.right else f"-{slug}" for slug in slugs]
                    print(f"   {question.text}: {' '.join(marks[:6])} ({len(slugs)})")


if __name__ == "__main__":
    main()
