"""Random but reproducible edits of a site's files, as by people, editors and git."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

__all__ = ["RandomEdits"]

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
            self.mend,
            self.swap,
            self.litter,
            self.layout,
            self.break_layout,
            self.replace_all,
            self.settings,
            self.editorial,
            self.page,
            self.vocabulary,
            self.signal,
        )

    def __call__(self) -> str:
        """Do something; return what."""
        self.number += 1
        chosen = self.random.choice(self.kinds)
        chosen()
        return chosen.__name__

    def tools(self) -> list[Path]:
        """Return the files of tools."""
        return sorted((self.root / "content/tools").glob("*.yaml"))

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

    def mend(self) -> None:
        """Mend all that is broken."""
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
            name = f"name: Training, number {self.number % 3}"
            file.write_text(re.sub(r"name: [^}]*", name, file.read_text(), count=1))

    def signal(self) -> None:
        """Change a number that scores come from."""
        file = self.one()
        number = str(self.random.randrange(1, 90_000))
        file.write_text(re.sub(r"(?<=value: )\d+", number, file.read_text(), count=1))

    def page(self) -> None:
        """Write a page and a file that is copied as it is."""
        for path, text in (
            ("pages/notes.md", "---\ntitle: Notes\n---\nNumber {}.\n"),
            ("static/plain.txt", "{}\n"),
        ):
            file = self.root / "content" / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text.format(self.number))
