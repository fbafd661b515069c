"""Random but reproducible edits of any field of a tool, of settings, vocabulary and translations.

Each edit keeps the content valid as far as it can; `undo` takes the last one back.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

__all__ = ["FieldEdits", "field_site"]

WORDS: Sequence[str] = [
    "sharding",
    "streaming",
    "tracing",
    "tuning",
    "training",
    "pipelines",
    "checkpoints",
    "gradients",
    "offline",
    "cluster",
    "notebooks",
    "datasets",
    "versions",
    "tokens",
    "prompts",
    "queues",
    "retries",
    "quotas",
    "exports",
    "imports",
]
DAYS = ("2026-01-05", "2026-03-20", "2026-06-30", "2026-10-02", "2026-11-01")
LICENCES = ("MIT", "Apache-2.0", "GPL-3.0-only", "LicenseRef-Proprietary")
BASES = ("measured", "cited", "vendor", "asserted")
IDS = ("train", "trace", "tune", "serve")
CATEGORIES = ("training", "data", "other", "serving")
TOOLS = 9
Yaml = dict[str, Any]


def field_site(seed: int, *, languages: bool) -> dict[str, str]:
    """Return the files of a site whose tools name each other, some without ids or categories."""
    settings: Yaml = {
        "title": "Tools",
        "base_url": "https://example.org/",
        "description": "Tools compared.",
        "repository": {"url": "https://example.org/repo", "edit": "https://example.org/e/{path}"},
        "types": {"framework": "Framework", "dataset": "Dataset"},
        "categories": {
            "training": {"name": "Work / Training", "description": "To train."},
            "data": "Data",
            "other": "Other",
            "serving": {"name": "Work / Serving", "purpose": "serving"},
        },
        "attributes": {
            "languages": {"label": "Languages", "kind": "list"},
            "built_on": {"label": "Built on", "kind": "list"},
            "gpu": {"label": "GPU support", "kind": "bool", "better": True},
            "latency": {"label": "Latency", "kind": "number", "unit": "ms", "better": "lower"},
            "since": {"label": "Since", "kind": "date"},
            "host": {"label": "Runs on", "kind": "text", "group": "Use", "for": ["training"]},
        },
        "ranking": {
            "signals": {
                "stars": {"component": "adoption", "scale": "log", "full": 1000, "label": "Stars"},
                "tests": {"component": "quality", "scale": "linear", "full": 90, "label": "Tests"},
            }
        },
        "pairs": {"policy": "related", "related": 2},
        "publish": {"comparisons": True, "markdown": True, "feeds": "tools", "badges": True},
        **({"languages": ["en", "de"]} if languages else {}),
    }
    edits = FieldEdits(Path(), seed)
    tools = {f"t{number}": edits.tool(number) for number in range(TOOLS)}
    return {
        "content/site.yaml": yaml.safe_dump(settings, sort_keys=False),
        "content/capabilities.yaml": yaml.safe_dump(
            [{"id": each, "name": each.title()} for each in IDS]
        ),
        "content/synonyms.yaml": "- [sharding, splitting]\n",
        **{
            f"content/tools/{slug}.yaml": yaml.safe_dump(tool, sort_keys=False)
            for slug, tool in tools.items()
        },
    }


class FieldEdits:
    """Edits one site, one edit a call."""

    def __init__(self, root: Path, seed: int) -> None:
        """Take the folder of the site."""
        self.root, self.random, self.number = root, random.Random(seed), 0  # noqa: S311  (the same for the same seed)
        self._before: dict[Path, str | None] = {}
        self._deleted: list[str] = []
        self.kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (12, self.field),
            (8, self.capability),
            (3, self.setting),
            (2, self.vocabulary),
            (2, self.editorial),
            (3, self.translation),
            (1, self.synonyms),
            (1, self.delete),
            (1, self.restore),
            (1, self.rename),
            (1, self.swap_names),
            (1, self.page),
        )

    def __call__(self) -> str:
        """Do something; return what."""
        self.number += 1
        self._before = {}
        weights = [weight for weight, _ in self.kinds]
        (kind,) = self.random.choices([kind for _, kind in self.kinds], weights)
        return kind()

    def undo(self) -> None:
        """Take the last edit back."""
        for file, text in self._before.items():
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(text, "utf-8")

    # Values.

    def one(self, *values: Any) -> Any:
        """Return one of some values."""
        return self.random.choice(values)

    def slugs(self) -> list[str]:
        """Return the slugs of all tools."""
        files = (self.root / "content/tools").glob("*.yaml")
        return sorted(file.stem for file in files if "." not in file.stem)

    def slug(self) -> str:
        """Return the slug of some tool."""
        return str(self.one(*(self.slugs() or [f"t{number}" for number in range(TOOLS)])))

    def named(self) -> str:
        """Return a name by which texts may call some tool."""
        file = self._tool_file(self.slug())
        tool = yaml.safe_load(file.read_text()) if file.exists() else {}
        names = [tool.get("name", "Tool 3"), *tool.get("also_known_as", [])]
        return str(self.one(*names))

    def line(self) -> str:
        """Return some words, often with the name of a tool or a shared capability."""
        words = " ".join(self.random.choices(WORDS, k=self.random.randrange(2, 5)))
        licence, known = self.one(*LICENCES), self.one(*IDS)
        more = ("", "", f" for {self.named()}", f" {known}", f", not {licence}")
        return f"{words}{self.one(*more)}"

    def lines(self) -> list[str]:
        """Return some lines that differ."""
        return sorted({self.line() for _ in range(self.random.randrange(1, 4))})

    def sentence(self) -> str:
        """Return a sentence, often about another tool."""
        named, line = self.named(), self.line()
        return str(
            self.one(
                f"It does {line}.",
                f"An alternative to {named} with {line}.",
                f"Unlike {named}, it has `{line}`.",
                f"See [it](/tools/{self.slug()}/) for *{line}*.",
                f"Open-source alternative to {named}.",
                f"{named} lacks {line}.",
            )
        )

    def sourced(self, value: Any) -> Any:
        """Return a value, or one with its source."""
        based = {
            "value": value,
            "source": f"https://x.example/{self.number}",
            "note": self.line(),
            "checked": self.one(*DAYS),
            "basis": self.one(*BASES),
        }
        return self.one(value, value, based)

    def attributes(self) -> Yaml:
        """Return attributes of a tool."""
        every = {
            "languages": self.sourced(self.one(["Go"], ["Go", "Python"], ["Python"], ["Rust"])),
            "built_on": [self.named()],
            "gpu": self.sourced(self.one(True, False)),
            "latency": self.random.randrange(1, 5),
            "since": self.one(*DAYS),
            "host": self.line(),
        }
        return {key: value for key, value in every.items() if self.random.random() < 0.5}

    def pricing(self) -> Any:
        """Return what a tool costs."""
        price = {"amount": self.random.randrange(5, 9), "currency": "USD", "period": "month"}
        plans = [{"name": self.one("Team", "Pro"), **price, "per": "seat"}]
        return self.one(
            "free",
            "paid",
            "unknown",
            {"model": "paid", **price, "note": self.line()},
            {"model": "freemium", "plans": plans, "checked": self.one(*DAYS)},
            {"model": "usage", "starting_price": self.line(), "url": "https://x.example/p"},
        )

    def one_capability(self) -> Yaml:
        """Return a capability; most have an id."""
        made = {"title": self.line(), "description": self.sentence()}
        return {**made, "id": self.one(*IDS)} if self.random.random() < 0.6 else made

    def capability_fields(self) -> Mapping[str, Callable[[], Any]]:
        """Return each field of a capability with what makes a value; None for no value."""
        return {
            "title": self.line,
            "id": lambda: self.one(*IDS, None),
            "description": self.sentence,
            "unique": lambda: self.one(self.sentence(), None),
            "vs_alternatives": lambda: self.one(self.sentence(), self.sentence(), None),
            "intents": self.lines,
            "best_for": lambda: [self.sourced(self.line())],
            "limitations": lambda: [self.sourced(self.line())],
            "requires": self.lines,
            "inputs": self.lines,
            "outputs": self.lines,
            "sources": lambda: [
                {"url": f"https://s.example/{self.number}", "basis": self.one(*BASES)},
                {"basis": "asserted", "checked": self.one(*DAYS)},
            ][: self.random.randrange(3)],
            "different_from": lambda: self.one([self.one(*IDS)], None),
            "choose_over": lambda: self.one({self.slug(): self.line()}, None),
        }

    def tool_fields(self) -> Mapping[str, Callable[[], Any]]:
        """Return each field of a tool with what makes a value; None for no value."""
        address, number = f"https://h{self.number}.example/", self.random.randrange(10**6)
        return {
            "name": lambda: f"{self.one(*WORDS).title()} {self.number}",
            "type": lambda: self.one("framework", "dataset"),
            "summary": self.sentence,
            "description": lambda: self.one(f"{self.sentence()} {self.sentence()}", None),
            "homepage": lambda: self.one(address, None),
            "repository": lambda: self.one(f"https://example.com/r/{number}", None),
            "license": lambda: self.one(self.sourced(self.one(*LICENCES)), None),
            "pricing": self.pricing,
            "categories": lambda: self.random.sample(CATEGORIES, k=self.random.randrange(4)),
            "tags": lambda: self.random.sample(WORDS[:6], k=self.random.randrange(4)),
            "also_known_as": lambda: [f"{self.one(*WORDS).title()}{self.random.randrange(9)}"],
            "aliases": lambda: self.one([f"old-{self.number}"], None),
            "identifiers": lambda: self.one([f"pkg:pypi/x{number}"], None),
            "status": lambda: self.sourced(self.one("active", "maintenance", "archived")),
            "updated": lambda: self.one(*DAYS, None),
            "signals": lambda: {
                "stars": self.one(
                    self.random.randrange(1, 900),
                    {"value": self.random.randrange(1, 900), "measured": self.one(*DAYS)},
                ),
                **self.one({}, {"tests": self.random.randrange(90)}),
            },
            "scores": lambda: self.one({"quality": round(self.random.random(), 2)}, None),
            "attributes": self.attributes,
            "pros": self.lines,
            "cons": self.lines,
        }

    def tool(self, number: int) -> Yaml:
        """Return a new tool."""
        fields = self.tool_fields()
        few = self.random.sample([*fields], k=6)
        tool = {key: value for key in few if (value := fields[key]()) is not None}
        made = [self.one_capability() for _ in range(self.random.randrange(4))]
        capabilities = {each.get("id", each["title"]): each for each in made}
        return {
            **tool,
            "name": f"Tool {number}",
            "type": "framework",
            "summary": self.sentence(),
            "aliases": [f"former-{number}-{self.number}"],
            "capabilities": [*capabilities.values()],
        }

    # Files.

    def _tool_file(self, slug: str) -> Path:
        return self.root / f"content/tools/{slug}.yaml"

    def _write(self, path: str | Path, text: str | None) -> None:
        """Write or remove a file that the last edit is about."""
        file = self.root / path
        self._before.setdefault(file, file.read_text("utf-8") if file.exists() else None)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def _edit(self, path: str | Path, change: Callable[[Any], None]) -> None:
        """Change what a YAML file has."""
        file = self.root / path
        value = yaml.safe_load(file.read_text("utf-8"))
        change(value)
        self._write(path, yaml.safe_dump(value, sort_keys=False, allow_unicode=True))

    def _put(self, mapping: Yaml, key: str, value: Any) -> None:
        """Give a key a value, or remove it."""
        mapping.pop(key, None)
        if value is not None and value != []:
            mapping[key] = value

    # Edits.

    def field(self) -> str:
        """Change a field of a tool."""
        slug, fields = self.slug(), self.tool_fields()
        key = self.one(*fields)
        self._edit(self._tool_file(slug), lambda tool: self._put(tool, key, fields[key]()))
        return f"{slug}: {key}"

    def capability(self) -> str:
        """Change, add, move or remove a capability of a tool."""
        slug, done = self.slug(), ""

        def change(tool: Yaml) -> None:
            nonlocal done
            listed: list[Yaml] = tool.setdefault("capabilities", [])
            done = self.one("add", "remove", "move", *["field"] * 6) if listed else "add"
            if done == "add":
                listed.append(self.one_capability())
            elif done == "remove":
                listed.remove(self.one(*listed))
            elif done == "move":
                self.random.shuffle(listed)
            else:
                fields = self.capability_fields()
                done = self.one(*fields)
                self._put(self.one(*listed), done, fields[done]())

        self._edit(self._tool_file(slug), change)
        return f"{slug}: capability {done}"

    def setting(self) -> str:
        """Change a setting."""
        pairs = {
            "policy": self.one("all", "related", "related", "category", "type"),
            "related": self.random.randrange(1, 4),
            "max_pages": self.one(3, 6, 10, 20_000),
            "always": self.one([], [sorted(self.random.sample(self.slugs(), k=2))]),
        }
        settings: Yaml = {
            "pairs": pairs,
            "title": f"Title {self.number}",
            "stale_after": self.one(10, 100, 365, 0),
            "untranslated": self.one("show", "link"),
            "redirects": {"reversed": self.one(True, False)},
            "words": {"tool": self.one("tool", "library"), "tools": "libraries"},
            "types": {"framework": self.line(), "dataset": "Dataset"},
        }
        if "\nlanguages:" not in (self.root / "content/site.yaml").read_text():
            settings["language"] = self.one("en", "de")
        key = self.one("pairs", "pairs", *settings)
        self._edit("content/site.yaml", lambda site: self._put(site, key, settings[key]))
        return f"setting {key}: {settings[key]}"

    def vocabulary(self) -> str:
        """Change a shared capability."""
        aliases, key = self.lines(), self.one("name", "description", "aliases")
        value = aliases if key == "aliases" else self.line()
        self._edit(
            "content/capabilities.yaml", lambda known: self._put(self.one(*known), key, value)
        )
        return f"vocabulary: {key}"

    def editorial(self) -> str:
        """Write about two tools, or remove what was written."""
        folder = self.root / "content/comparisons"
        known = sorted(folder.glob("*.md")) if folder.exists() else []
        if known and self.random.random() < 0.4:
            self._write(self.one(*known), None)
            return "editorial removed"
        a, b = sorted(self.random.sample(self.slugs(), k=2))
        head = f"title: {self.line()}\nauthor: {self.one('Ann', 'Bob')}\n"
        self._write(f"content/comparisons/{a}-vs-{b}.md", f"---\n{head}---\n{self.sentence()}\n")
        return f"editorial {a} {b}"

    def translation(self) -> str:
        """Translate texts of a tool, of the vocabulary or of the site, or take that back."""
        if "\nlanguages:" not in (self.root / "content/site.yaml").read_text():
            return self.field()
        slug = self.slug()
        name = self.one(f"tools/{slug}", f"tools/{slug}", f"tools/{slug}", "capabilities", "site")
        path = f"content/{name}.de.yaml"
        if (self.root / path).exists() and self.random.random() < 0.4:
            self._write(path, None)
            return f"no {path}"
        tool: Yaml = yaml.safe_load(self._tool_file(slug).read_text("utf-8"))
        texts: Yaml = {"summary": f"Fassung {self.sentence()}"}
        if tool.get("pros"):
            texts["pros"] = [f"gut {each}" for each in tool["pros"]]
        if name == "capabilities":
            texts = {self.one(*IDS): {"name": f"Name {self.number}"}}
        elif name == "site":
            texts = {"title": f"Titel {self.number}", "types": {"framework": self.line()}}
        self._write(path, yaml.safe_dump(texts, allow_unicode=True))
        return path

    def synonyms(self) -> str:
        """Let two words mean the same."""
        first, second = self.random.sample(WORDS, k=2)
        self._write("content/synonyms.yaml", f"- [{first}, {second}]\n")
        return "synonyms"

    def delete(self) -> str:
        """Remove a tool, unless few are left."""
        slug = self.slug()
        if len(self.slugs()) > TOOLS // 2:
            self._write(self._tool_file(slug), None)
            self._without(slug)
        return f"delete {slug}"

    def restore(self) -> str:
        """Add a tool."""
        self._write(
            f"content/tools/n{self.number}.yaml", yaml.safe_dump(self.tool(100 + self.number))
        )
        return f"add n{self.number}"

    def rename(self) -> str:
        """Give a tool another slug; mostly with an alias for the former one."""
        slug, new = self.slug(), f"m{self.number}"
        tool = yaml.safe_load(self._tool_file(slug).read_text("utf-8"))
        if self.random.random() < 0.7:
            tool["aliases"] = [*tool.get("aliases", []), slug]
        self._write(self._tool_file(slug), None)
        self._write(self._tool_file(new), yaml.safe_dump(tool, sort_keys=False))
        self._without(slug)
        return f"rename {slug} {new}"

    def _without(self, slug: str) -> None:
        """Remove files and fields that name a tool that is gone."""
        for file in (self.root / "content").rglob("*"):
            parts = file.stem.split("-vs-")
            if file.is_file() and (slug in parts or file.name.startswith(f"{slug}.")):
                self._write(file, None)
        for other in self.slugs():
            text = self._tool_file(other).read_text("utf-8")
            if f"{slug}:" in text:
                self._edit(self._tool_file(other), lambda tool: _drop_choice(tool, slug))
        self._edit("content/site.yaml", _drop_always)

    def swap_names(self) -> str:
        """Give two tools each other's name, or other names of one to the other."""
        a, b = self.random.sample(self.slugs(), k=2)
        key = self.one("name", "also_known_as")
        first, second = (
            yaml.safe_load(self._tool_file(slug).read_text("utf-8")).get(key) for slug in (a, b)
        )
        self._edit(self._tool_file(a), lambda tool: self._put(tool, key, second))
        self._edit(self._tool_file(b), lambda tool: self._put(tool, key, first))
        return f"swap {key} of {a} {b}"

    def page(self) -> str:
        """Write a page that names a tool."""
        text = f"---\ntitle: Notes {self.number}\n---\n{self.sentence()}\n"
        self._write("content/pages/notes.md", text)
        return "page"


def _drop_choice(tool: Yaml, slug: str) -> None:
    """Remove a tool from what another tool is to be chosen over."""
    for capability in tool.get("capabilities", []):
        capability.get("choose_over", {}).pop(slug, None)


def _drop_always(site: Yaml) -> None:
    """Remove the pairs that always have a page."""
    site.get("pairs", {}).pop("always", None)
