"""Random but reproducible edits of every file that a build reads, of its options and its output.

`FieldEdits` changes the fields of tools; here follow definitions, settings of publishing, images,
layouts, catalogues, records, the git history, and what builds have written. An edit may be several
at once, or take the whole content back to an earlier state.
"""

import json
import shutil
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from support.field_edits import CATEGORIES, WORDS, FieldEdits, Yaml
from support.repositories import git

__all__ = ["SiteEdits"]

Files = Mapping[str, bytes]
"""Path below the site -> content."""
EDITED = ("content", "layouts")
MARK = "<!-- {number} -->"
LAYOUTS = (
    "tool.html",
    "versus.html",
    "redirect.html",
    "listing.html",
    "parts/footer.html",
    "parts/card.html",
    "parts/comparison.html",
    "parts/macros.html",
)
CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Compare"
msgstr "Gegenüber {number}"

msgid "{{a}} vs {{b}}"
msgstr "{{a}} gegen {{b}} {number}"
"""
STATE = (
    "aligner",
    "alignments",
    "cache",
    "counts",
    "inputs",
    "manifest",
    "nearest",
    "packed",
    "phrases",
    "spare-record",
    "texts",
    "tools",
)
"""Files of the state folder."""


class SiteEdits(FieldEdits):
    """Edits one site, one edit a call."""

    def __init__(self, root: Path, seed: int) -> None:
        """Take the folder of the site."""
        super().__init__(root, seed)
        self.options: dict[str, Any] = {}
        """Options of the builds."""
        self._texts: Files = {}
        self._option: dict[str, Any] = {}
        self._earlier: list[Files] = []
        self.of_builds = (
            (2, self.commit),
            (2, self.option),
            (2, self.output),
            (3, self.state),
        )
        """Those that a preview does not follow."""
        self.kinds = (
            (3, self.field),
            (3, self.capability),
            (2, self.setting),
            (1, self.delete),
            (1, self.restore),
            (1, self.rename),
            (1, self.translation),
            (3, self.attribute),
            (2, self.category),
            (2, self.ranking),
            (3, self.publishing),
            (2, self.look),
            (3, self.image),
            (1, self.static),
            (2, self.layout),
            (2, self.catalogue),
            (2, self.record),
            (2, self.measured),
            (2, self.searches),
            (2, self.body),
            (2, self.prose),
            (2, self.translated_text),
            (3, self.back),
            (5, self.several),
            *self.of_builds,
        )

    def __call__(self) -> str:
        """Do something; return what."""
        self._texts, self._option = self._files(), dict(self.options)
        self._earlier = [*self._earlier[-20:], self._texts]
        return super().__call__()

    def undo(self) -> None:
        """Take the last edit of files and options back."""
        self._replace(self._texts)
        self.options = self._option

    def _files(self) -> Files:
        found = (file for name in EDITED for file in sorted((self.root / name).rglob("*")))
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in found
            if file.is_file()
        }

    def _replace(self, files: Files) -> None:
        """Give the site these files; those that have the content already are not written."""
        now = self._files()
        for path in now.keys() - files.keys():
            (self.root / path).unlink()
        for path, body in files.items():
            if now.get(path) != body:
                self._put_file(path, body)

    def _put_file(self, path: str, body: bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def _settings(self, key: str, change: Callable[[Yaml], None]) -> None:
        """Change a section of site.yaml, which is a mapping."""

        def edit(site: Yaml) -> None:
            section = site.get(key) or {}
            if isinstance(section, dict):
                change(section)
                self._put(site, key, section)

        self._edit("content/site.yaml", edit)

    # Definitions.

    def attribute(self) -> str:
        """Change what is said about an attribute, or the order of all."""
        done = ""

        def change(specs: Yaml) -> None:
            nonlocal done
            key = self.one(*specs)
            spec, is_list = specs[key], specs[key]["kind"] == "list"
            fields: Yaml = {
                "label": self.line(),
                "group": self.one("Use", "Limits", None),
                "rule": self.one(f"you want {self.one(*WORDS)}", False, None),
                "synonyms": self.one([self.one(*WORDS)], []),
                "general": self.one([self.one(*WORDS)], []),
                "for": self.one(["training"], ["framework"], []),
                "compare": self.one(True, False),
                "order": None,
            }
            if is_list:
                fields["inherited"] = self.one(True, False, "listed")
                fields["contrast"] = self.one("{a} has {values_a}, {b} {values_b}.", None)
                fields["entry_synonyms"] = self.one({"Go": [self.one(*WORDS)]}, None)
            done = f"{key} {(field := self.one(*fields))}"
            if field == "order":
                specs[key] = specs.pop(key)
            else:
                self._put(spec, field, fields[field])

        self._settings("attributes", change)
        return f"attribute {done}"

    def category(self) -> str:
        """Change what is said about a category, or the order of all."""
        key = self.one(*CATEGORIES)
        others = [other for other in CATEGORIES if other != key]
        value = {
            "name": self.one(f"Work / {self.line()}", f"{self.one(*WORDS)} {self.number}"),
            "description": self.sentence(),
            "purpose": self.line(),
            "related": [self.one(*others)],
        }
        fields = self.random.sample([*value], k=self.random.randrange(1, 4))

        def change(categories: Yaml) -> None:
            if self.random.random() < 0.3:
                categories[key] = categories.pop(key)
            else:
                categories[key] = {"name": key.title(), **{each: value[each] for each in fields}}

        self._settings("categories", change)
        return f"category {key}: {fields}"

    def ranking(self) -> str:
        """Change how scores are computed."""
        fields: Yaml = {
            "name": self.line(),
            "weights": {"adoption": self.random.randrange(9), "quality": 5},
            "by_type": {"dataset": {"quality": self.random.randrange(9)}},
            "half_life_days": self.random.randrange(30, 900),
            "stale_signals": self.one(30, 300, 0),
            "stale_weight": self.one(0.2, 0.9),
        }
        key = self.one(*fields)
        self._settings("ranking", lambda ranking: self._put(ranking, key, fields[key]))
        return f"ranking {key}: {fields[key]}"

    # What is published, and how.

    def publishing(self) -> str:
        """Change which files are published, and their addresses."""
        publish: Yaml = {
            "api": self.one(True, False),
            "llms": self.one(True, False),
            "markdown": self.one(True, False),
            "comparisons": self.one(True, False),
            "feeds": self.one("site", "categories", "tools", "none"),
            "calendar": self.one([], ["since"], None),
            "badges": self.one(True, False),
            "embeds": self.one(True, False),
            "share_images": self.one("none", "tools", "tools", "pairs"),
            "indexnow_key": self.one(f"9f2c4b7ad1e8{self.number}", None),
        }
        settings: Yaml = {
            "urls": self.one("directory", "file", "relative"),
            "base_url": self.one("https://example.org/", f"https://example.org/s{self.number}/"),
            "host": self.one("netlify", "cloudflare-pages", "github-pages", None),
            "search": {"engine": self.one("shards", "shards", "none")},
            "evidence": {"min_count": self.one(1, 3), "links": self.one(True, False)},
            "redirects": {"reversed": self.one(True, False)},
        }
        if self.random.random() < 0.7:
            key = self.one(*publish)
            self._settings("publish", lambda section: self._put(section, key, publish[key]))
            return f"publish {key}: {publish[key]}"
        key = self.one(*settings)
        self._edit("content/site.yaml", lambda site: self._put(site, key, settings[key]))
        return f"setting {key}: {settings[key]}"

    def look(self) -> str:
        """Change the theme or the menus."""
        theme: Yaml = {
            "colors": {"paper": f"#fff{self.random.randrange(0xF00, 0x1000):x}"},
            "menu": [{"text": self.line(), "url": self.one("/notes/", "/tools/", "/a/b.txt")}],
            "footer": [{"text": self.line(), "url": self.one("/notes/", "/a.txt")}],
            "credits": self.one(True, False),
        }
        key = self.one(*theme)
        self._settings("theme", lambda section: self._put(section, key, theme[key]))
        return f"theme {key}"

    def image(self) -> str:
        """Draw a logo or a screenshot again in another size, or give one to a tool."""
        sides, slug = (self.random.randrange(32, 400), self.random.randrange(32, 400)), self.slug()
        shot = self.random.random() < 0.6
        address = f"/{'shots' if shot else 'logos'}/{self.random.randrange(3)}.png"
        self._put_file(f"content/static{address}", png(*sides))
        if self.random.random() < 0.6:
            shown = [{"file": address, "alt": self.line(), "caption": self.line()}]
            key, value = ("screenshots", shown) if shot else ("logo", address)
            self._edit(self._tool_file(slug), lambda tool: self._put(tool, key, value))
        return f"image {address} {sides} {slug}"

    def static(self) -> str:
        """Write or remove files that are copied as they are."""
        path = self.one("a.txt", "a/b.txt", "tools/x.html", "_headers", "_redirects")
        file = self.root / "content/static" / path
        if file.exists() and self.random.random() < 0.5:
            file.unlink()
        else:
            self._put_file(f"content/static/{path}", f"/{self.number} /tools/\n".encode())
        return f"static {path}"

    def layout(self) -> str:
        """Write a layout of the site's own, a part of one or a style sheet, or remove one."""
        own = sorted(path for path in self._files() if path.startswith("layouts/"))
        if own and self.random.random() < 0.4:
            (self.root / (path := self.one(*own))).unlink()
            return f"no {path}"
        packaged = Path(__file__).parents[2] / "layouts"
        name = self.one(*LAYOUTS, "assets/site.css", "assets/own.txt")
        text = (packaged / name).read_text("utf-8") if (packaged / name).exists() else ""
        mark = MARK.format(number=self.number)
        if name == "parts/macros.html":
            text = text.replace("</", f"{mark}</", 1)
        elif name.endswith(".html"):
            text = text.replace("</a>", f"{mark}</a>", 1)
        else:
            text += f"/* {self.number} */\n"
        self._put_file(f"layouts/{name}", text.encode())
        return f"layout {name}"

    def catalogue(self) -> str:
        """Write the site's own messages of a language, or remove them."""
        path = f"content/messages/{self.one('de', 'en')}.po"
        if (self.root / path).exists() and self.random.random() < 0.4:
            (self.root / path).unlink()
        else:
            self._put_file(path, CATALOGUE.format(number=self.number).encode())
        return path

    # What is recorded.

    def record(self) -> str:
        """Record published addresses of tools that are there, and of some that are not."""
        slugs = [*self.slugs(), "gone", f"gone{self.number}"]
        lines = [f"tool {slug} Name of {slug}" for slug in self.random.sample(slugs, k=3)]
        two = [" ".join(sorted(self.random.sample(slugs, k=2))) for _ in range(4)]
        lines += [f"pair {both}" for both in two[1:]] + [f"withdrawn {two[0]}"]
        self._put_file("content/pairs.lock", "".join(f"{line}\n" for line in lines).encode())
        return "pairs.lock"

    def measured(self) -> str:
        """Record earlier scores and signals of a tool."""
        slug, lines = self.slug(), []
        for day in sorted(self.random.sample(range(1, 28), k=self.random.randrange(4))):
            values = {"score": self.random.randrange(90), "signals": {"stars": 10 * day}}
            lines.append(json.dumps({"day": f"2026-09-{day:02}", **values}))
        body = "".join(f"{line}\n" for line in lines)
        self._put_file(f"content/history/{slug}.jsonl", body.encode())
        return f"history {slug}"

    def searches(self) -> str:
        """Record searches that led to tools, or forget all."""
        file = "content/evidence/search.jsonl"
        rows: dict[tuple[str, str], Yaml] = {}
        for _ in range(self.random.randrange(6)):
            query, slug = f"{self.one(*WORDS)} {self.one(*WORDS)}", self.slug()
            counts = {"shown": self.random.randrange(20, 40), "opened": self.random.randrange(20)}
            rows[query, slug] = {"query": query, "tool": slug, **counts}
        days = {"from": "2026-10-01", "to": "2026-10-20", "source": "search"}
        text = "".join(json.dumps({**row, **days}) + "\n" for _, row in sorted(rows.items()))
        self._put_file(file, text.encode())
        return f"{len(rows)} searches"

    def commit(self) -> str:
        """Commit the content, rename an author, or forget the whole history."""
        repository, mails = self.root / ".git", self.root / ".mailmap"
        if repository.exists() and self.random.random() < 0.15:
            shutil.rmtree(repository)
            return "no repository"
        if self.random.random() < 0.2:
            mails.write_text(f"Name {self.number} <a@example.org>\n")
            return "mailmap"
        if not repository.exists():
            git(self.root, "init", "--quiet", "--initial-branch", "main")
        author = self.one("Ann", "Bob")
        day = f"2026-02-{1 + self.number % 28:02}T00:00:00Z"
        git(self.root, "add", "--all", "content")
        words = ("commit", "--quiet", "--allow-empty", "--message", f"Edit {self.number}")
        git(self.root, *words, GIT_AUTHOR_NAME=author, GIT_AUTHOR_DATE=day)
        return f"commit of {author}"

    # Texts.

    def body(self) -> str:
        """Describe a tool in a file of its own, or remove that file."""
        slug = self.slug()
        path = f"content/tools/{slug}.md"
        if (self.root / path).exists():
            (self.root / path).unlink()
        else:
            self._edit(self._tool_file(slug), lambda tool: tool.pop("description", None))
            self._put_file(path, f"{self.sentence()}\n\n* {self.line()}\n".encode())
        return path

    def prose(self) -> str:
        """Write or remove a free page that links to pages and files."""
        path = f"content/pages/{self.one('notes', 'more')}.md"
        if (self.root / path).exists() and self.random.random() < 0.3:
            (self.root / path).unlink()
        else:
            links = f"[a](/a.txt) [b](/a/b.txt) [c](/tools/x.html) [d](/tools/{self.slug()}/)"
            head = f"title: {self.line()}\n"
            self._put_file(path, f"---\n{head}---\n{self.sentence()} {links}\n".encode())
        return path

    def translated_text(self) -> str:
        """Translate an editorial, a free page or the synonyms, or take that back."""
        if "\nlanguages:" not in (self.root / "content/site.yaml").read_text():
            return self.prose()
        texts = [*self.root.glob("content/comparisons/*.md"), *self.root.glob("content/pages/*.md")]
        originals = sorted(file for file in texts if "." not in file.stem)
        synonyms = self.root / "content/synonyms.de.yaml"
        file = self.one(*(each.with_suffix(".de.md") for each in originals), synonyms)
        if file.exists() and self.random.random() < 0.4:
            file.unlink()
        elif file == synonyms:
            synonyms.write_text(f"- [{self.one(*WORDS)}, Wort{self.number}]\n", "utf-8")
        else:
            file.write_text(f"---\ntitle: Titel {self.number}\n---\n{self.sentence()}\n", "utf-8")
        return f"translated {file.name}"

    # Builds.

    def option(self) -> str:
        """Build with other options."""
        options = {
            "as_of": self.one(date(2026, 12, 1), date(2027, 6, 1), None),
            "base_url": self.one("", f"https://o{self.number}.example/", "https://o.example/sub/"),
            "own_layouts": self.one(True, False),
        }
        key = self.one(*options)
        self.options[key] = options[key]
        return f"option {key}: {options[key]}"

    def output(self) -> str:
        """Remove, cut, replace or touch a file of the output, or add one."""
        public = self.root / "public"
        files = sorted(file for file in public.rglob("*") if file.is_file())
        if not files:
            return "no output"
        file, how = self.one(*files), self.one("remove", "cut", "replace", "touch", "folder")
        if how == "remove":
            file.unlink()
        elif how == "folder":
            shutil.rmtree(self.one(*(each for each in public.iterdir() if each.is_dir())))
        else:
            body = file.read_bytes()
            file.unlink()  # the spare tree may have the same file
            file.write_bytes({"cut": body[:-1], "replace": b"x" * len(body)}.get(how, body))
        return f"output {how} {file.relative_to(public)}"

    def state(self) -> str:
        """Remove a file of the state folder, damage it, or let it be one of an older program."""
        folder = self.root / ".public.ssg"
        if not folder.exists():
            return "no state"
        how = self.one("remove", "remove", "damage", "header", "all", "spare")
        file = folder / self.one(*STATE)
        if how == "all":
            for each in folder.iterdir():
                if each.is_file() and each.name != "manifest":
                    each.unlink()
        elif how == "spare":
            shutil.rmtree(folder / "spare", ignore_errors=True)
        elif file.name == "manifest" or not file.exists():
            return "state as it was"
        elif how == "remove":
            file.unlink()
        else:
            body = bytearray(file.read_bytes())
            place = self.random.randrange(len(body) or 1)
            if how == "header":
                body[: body.find(b"\n")] = b"ssg other 1"
            elif body:
                body[place] ^= 1
            file.write_bytes(body)
        return f"state {how} {file.name}"

    # All of these.

    def back(self) -> str:
        """Take the content and the layouts back to an earlier state."""
        self._replace(self.one(*self._earlier))
        return "back"

    def several(self) -> str:
        """Do several things at once."""
        kinds = [kind for _, kind in self.kinds if kind != self.several]
        return ", ".join(kind() for kind in self.random.sample(kinds, k=self.one(2, 3, 4)))


def png(width: int, height: int) -> bytes:
    """Return a small PNG image of one colour."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress((b"\0" + bytes(width)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
