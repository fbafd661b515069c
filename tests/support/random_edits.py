"""Random but reproducible edits of a site's files, as by people, editors and git."""

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from support.repositories import git

__all__ = ["RandomEdits", "RecordEdits"]

OWN_LAYOUT = (
    '{% extends "base.html" %}\n{% block main %}<h1>Lost</h1>{{ view.head.title }} '
    "NUMBER{% endblock %}\n"
)


class RandomEdits:
    """Edits one site, one edit a call."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random, self.number = root, random.Random(seed), 0  # noqa: S311  (the same for the same seed)
        self.whole: dict[Path, str] = {}
        self.kinds: tuple[Callable[[], None], ...] = (
            self.change,
            self.change,
            self.retitle,
            self.rename,
            self.create,
            self.create,
            self.delete,
            self.break_one,
            self.fix,
            self.swap,
            self.litter,
            self.layout,
            self.break_layout,
            self.replace_all,
            self.settings,
            self.move,
            self.editorial,
            self.page,
            self.vocabulary,
            self.signal,
            self.jobs,
            self.standing,
            self.flag,
        )

    def __call__(self) -> str:
        """Do something; return what."""
        self.number += 1
        chosen = self.random.choice(self.kinds)
        chosen()
        return chosen.__name__

    def tools(self) -> list[Path]:
        """Return the files of tools, without their translations."""
        files = (self.root / "content/tools").glob("*.yaml")
        return sorted(file for file in files if "." not in file.stem)

    def one(self) -> Path:
        """Return the file of some tool; there is always one."""
        if not self.tools():
            self.create()
        return self.random.choice(self.tools())

    def change(self) -> None:
        """Save another summary: in place, or by a file that takes the place."""
        file = self.one()
        text = re.sub(r"(?m)^summary: .*$", f"summary: Edit {self.number}.", file.read_text())
        if self.random.random() < 0.5:
            file.write_text(text)
        else:
            draft = file.with_suffix(".tmp~")
            draft.write_text(text)
            draft.replace(file)

    def retitle(self) -> None:
        """Change what pairs and alignments come from."""
        file = self.one()
        file.write_text(
            re.sub(
                r"title: \w+", f"title: Word{self.random.randrange(4)}", file.read_text(), count=1
            )
        )

    def rename(self) -> None:
        """Give a tool another slug."""
        file = self.one()
        file.rename(file.with_name(f"moved-{self.number}.yaml"))

    def create(self) -> None:
        """Add a tool."""
        words = " and ".join(
            self.random.choices(("sharding", "streaming", "tracing", "tuning"), k=2)
        )
        (self.root / "content/tools").mkdir(parents=True, exist_ok=True)
        (self.root / f"content/tools/new-{self.number}.yaml").write_text(
            f"name: New {self.number}\ntype: framework\nsummary: A tool of number {self.number}.\n"
            "categories: [training]\n"
            f"capabilities:\n  - {{title: Does {words}, description: It does {words} well.}}\n"
        )

    def delete(self) -> None:
        """Remove a tool, unless few are left."""
        if len(self.tools()) > 2:
            self.random.choice(self.tools()).unlink()

    def break_one(self) -> None:
        """Leave a tool half typed."""
        file = self.one()
        self.whole.setdefault(file, file.read_text())
        file.write_text("name: [\n")

    def fix(self) -> None:
        """Fix all files that are broken."""
        for file, text in self.whole.items():
            if file.exists() or "layouts" in file.parts:
                file.write_text(text)
        for file in self.tools():
            if file.read_text().startswith("name: ["):
                file.unlink()
        self.whole.clear()

    def swap(self) -> None:
        """Let two tools change places."""
        a, b = self.one(), self.one()
        first, second = a.read_text(), b.read_text()
        a.write_text(second)
        b.write_text(first)

    def litter(self) -> None:
        """Leave what editors leave."""
        (self.root / f"content/tools/.tool.yaml.sw{self.number % 3}").write_bytes(b"\0\1")

    def layout(self) -> None:
        """Write a layout of the site's own."""
        file = self.root / "layouts/404.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(OWN_LAYOUT.replace("NUMBER", str(self.number)))
        self.whole.pop(file, None)

    def break_layout(self) -> None:
        """Leave a layout half typed."""
        self.layout()
        file = self.root / "layouts/404.html"
        self.whole[file] = file.read_text()
        file.write_text("{% if %}")

    def replace_all(self) -> None:
        """Put another folder in the place of the content, as version control may."""
        content, other = self.root / "content", self.root / "content-other"
        shutil.copytree(content, other)
        shutil.rmtree(content)
        other.rename(content)

    def settings(self) -> None:
        """Change a text of every page."""
        file = self.root / "content/site.yaml"
        file.write_text(
            re.sub(
                r"(?m)^description: .*$", f"description: Number {self.number}.", file.read_text()
            )
        )

    def move(self) -> None:
        """Give the site another address, with or without a folder."""
        file = self.root / "content/site.yaml"
        url = self.random.choice(("https://example.org/", "https://example.org/sub/"))
        file.write_text(re.sub(r"(?m)^base_url: .*$", f"base_url: {url}", file.read_text()))

    def editorial(self) -> None:
        """Write about two tools."""
        a, b = sorted((self.one().stem, self.one().stem))
        if a != b:
            folder = self.root / "content/comparisons"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / f"{a}-vs-{b}.md").write_text(f"Words of number {self.number}.\n")

    def vocabulary(self) -> None:
        """Rename a shared capability."""
        file = self.root / "content/capabilities.yaml"
        if file.exists():
            name = f"name: Training {self.number % 3}"
            file.write_text(re.sub(r"name: [^}]*", name, file.read_text(), count=1))

    def signal(self) -> None:
        """Change a number that scores come from."""
        file = self.one()
        number = str(self.random.randrange(1, 90_000))
        file.write_text(re.sub(r"(?<=value: )\d+", number, file.read_text(), count=1))

    def jobs(self) -> None:
        """Put a tool into other categories."""
        lists = ("[training]", "[data]", "[training, data]", "[data, training]", "[]")
        self.put("categories", self.random.choice(lists))

    def standing(self) -> None:
        """Change who pays for a tool, or whether it is developed."""
        if self.random.random() < 0.5:
            self.put("status", self.random.choice(("active", "maintenance", "archived")))
        else:
            self.put("pricing", self.random.choice(("free", "paid", "usage", "{model: freemium}")))

    def flag(self) -> None:
        """Change the attributes of a tool."""
        attributes = ("{gpu: true}", "{gpu: false, languages: [Go]}", "{gpu: false}", "{}")
        self.put("attributes", self.random.choice(attributes))

    def put(self, key: str, value: str) -> None:
        """Give a key of some tool that is not half typed a value."""
        file = self.one()
        text = file.read_text()
        if not text.startswith("name: [\n"):
            rest = re.sub(rf"(?m)^{key}: .*\n", "", text)
            file.write_text(f"{rest.rstrip()}\n{key}: {value}\n")

    def page(self) -> None:
        """Write a page and a file that is copied as it is."""
        for path, text in (
            ("pages/notes.md", "---\ntitle: Notes\n---\nNumber {}.\n"),
            ("static/plain.txt", "{}\n"),
        ):
            file = self.root / "content" / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text.format(self.number))


class RecordEdits(RandomEdits):
    """Edits one site, also what is recorded about its tools."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(root, seed)
        self.kinds = (
            *self.kinds,
            self.searches,
            self.searches,
            self.measured,
            self.commit,
            self.commit,
            self.synonyms,
            self.twins,
            self.notes,
            self.translation,
            self.translation,
        )

    def __call__(self) -> str:
        """Do something, and mostly repair what it broke; return what was done."""
        done = super().__call__()
        if self.random.random() < 0.8:
            self.fix()
            self.repair()
        return done

    def repair(self) -> None:
        """Remove what names tools that are gone, and names that are not declared to be twins."""
        slugs = {file.stem for file in self.tools()}
        for file in self.root.glob("content/comparisons/*.md"):
            if not slugs.issuperset(file.stem.split("-vs-")):
                file.unlink()
        for file in self.root.glob("content/history/*.jsonl"):
            if file.stem not in slugs:
                file.unlink()
        for file in self.root.glob("content/tools/*.de.yaml"):
            if file.name.split(".")[0] not in slugs:
                file.unlink()
        names: dict[str, str] = {}
        for file in self.tools():
            text = file.read_text()
            twin = re.search(r"(?m)^distinct_from: \[(.*)\]\n", text)
            if twin and not self._lists(twin[1], file.stem):
                text = text.replace(twin[0], "")
            name = re.search(r"(?m)^name: (.*)$", text)
            if name and names.setdefault(name[1], file.stem) not in {file.stem, twin and twin[1]}:
                text = text.replace(name[0], f"name: Tool {file.stem}")
            file.write_text(text)

    def _lists(self, slug: str, other: str) -> bool:
        """Return whether a tool exists and is declared to be distinct from another."""
        file = self.root / f"content/tools/{slug}.yaml"
        return file.exists() and f"distinct_from: [{other}]" in file.read_text()

    def searches(self) -> None:
        """Record searches that led to tools, or forget all."""
        file = self.root / "content/evidence/search.jsonl"
        file.parent.mkdir(exist_ok=True)
        days = {"from": "2026-10-01", "to": f"2026-10-{self.random.randrange(10, 29)}"}
        rows = {
            (query, self.one().stem): {"shown": shown, "opened": self.random.randrange(4, 20)}
            for query in ("trains well", "streaming", "tuning of word1")
            for shown in (20, 30)
        }
        text = "".join(
            json.dumps({"query": query, "tool": tool, **counts, **days, "source": "search"}) + "\n"
            for (query, tool), counts in sorted(rows.items())
        )
        file.write_text(text if self.random.random() < 0.8 else "")

    def measured(self) -> None:
        """Record an earlier score of a tool."""
        file = self.root / f"content/history/{self.one().stem}.jsonl"
        file.parent.mkdir(exist_ok=True)
        days = sorted(self.random.sample(range(1, 28), k=2))
        file.write_text(
            "".join(
                json.dumps({"day": f"2026-09-{day:02}", "score": self.random.randrange(10, 90)})
                + "\n"
                for day in days
            )
        )

    def commit(self) -> None:
        """Commit the content."""
        if not (self.root / ".git").exists():
            git(self.root, "init", "--quiet", "--initial-branch", "main")
        author = self.random.choice(("Ann", "Bob"))
        day = f"2026-02-{1 + self.number % 28:02}T00:00:00Z"
        git(self.root, "add", "--all", "content")
        words = ("commit", "--quiet", "--allow-empty", "--message", f"Edit {self.number}")
        git(self.root, *words, GIT_AUTHOR_NAME=author, GIT_AUTHOR_DATE=day)

    def synonyms(self) -> None:
        """Let two words mean the same."""
        first, second = self.random.sample(("sharding", "streaming", "tuning", "trains"), k=2)
        (self.root / "content/synonyms.yaml").write_text(f"- [{first}, {second}]\n")

    def twins(self) -> None:
        """Give a tool the name and the summary of another, and let both list each other."""
        files = self.one(), self.one()
        name = re.search(r"(?m)^name: .*\nsummary: .*$|^name: .*$", files[0].read_text())
        if name is None or files[0] == files[1]:
            return
        for file, other in (files, files[::-1]):
            text = re.sub(r"(?m)^distinct_from: .*\n", "", file.read_text())
            text = re.sub(r"(?m)^summary: .*$", "summary: A twin.", text)
            text = re.sub(r"(?m)^name: (?!\[).*$", name[0].split("\n")[0], text)
            file.write_text(f"{text.rstrip()}\ndistinct_from: [{other.stem}]\n")

    def translation(self) -> None:
        """Translate a tool or a text of all pages, if the site has languages; or undo it."""
        if "\nlanguages: " not in (self.root / "content/site.yaml").read_text():
            return
        if self.random.random() < 0.3:
            file, key = self.root / "content/site.de.yaml", "description"
        else:
            file, key = self.one().with_suffix(".de.yaml"), "summary"
        if file.exists() and self.random.random() < 0.4:
            file.unlink()
        else:
            file.write_text(f"{key}: Fassung {self.number}.\n")

    def notes(self) -> None:
        """Write what editors find good about a tool."""
        file = self.one()
        text = re.sub(r"(?m)^pros: .*\n", "", file.read_text())
        file.write_text(f"{text.rstrip()}\npros: [Point {self.number}]\n")
