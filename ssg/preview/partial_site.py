"""The files that an address names, and a few others -> an answer before all files have been read."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from jinja2 import Environment

from ssg.config import Config
from ssg.content.field_types import check_slug
from ssg.content.load import load
from ssg.content.tool_cache import ToolCache
from ssg.errors import ContentError, errors_in
from ssg.preview.incremental import Again
from ssg.preview.responder import Responder, Response
from ssg.rendering.templates import layout_folders
from ssg.text import count

__all__ = ["Drafts"]

TOOLS = 40
"""Tools that a page is drawn from beside those that it names; they are read in a twentieth of a second."""
NOTE = "All files are being read for the first time. Until then this page is drawn from {tools}; it will load again by itself."
KEPT = 8


class Drafts:
    """Answers from a part of the content."""

    def __init__(self, config: Config, memory: ToolCache) -> None:
        self._config, self._memory = config, memory
        self._made: dict[tuple[str, frozenset[str]], tuple[Responder, str]] = {}
        self._turn = threading.Lock()

    def answer(self, path: str, generation: str, environment: Environment) -> Response:
        """Answer a path as `plain_path` returns it; raise ContentError when the files that are read have errors."""
        named = frozenset(slug for slug in _names(path) if self._is_tool(slug))
        with self._turn:
            if (generation, named) not in self._made:
                if len(self._made) >= KEPT:
                    self._made.clear()
                self._made[generation, named] = self._make(named, environment)
            answers, note = self._made[generation, named]
        found = answers.answer(path)
        return replace(found, note=note)

    def _is_tool(self, slug: str) -> bool:
        return (
            not check_slug(slug)
            and (self._config.root / "content/tools" / f"{slug}.yaml").is_file()
        )

    def _make(self, named: frozenset[str], environment: Environment) -> tuple[Responder, str]:
        others = iter(range(TOOLS))
        loaded = load(
            self._config.root,
            self._memory,
            lambda slug: slug in named or next(others, None) is not None,
            latest=self._config.latest,
        )
        if loaded.catalog is None or errors_in(loaded.problems):
            raise ContentError(loaded.problems)
        deduced = Again(self._config.as_of).first(loaded.catalog)
        answers = Responder(
            deduced, self._config.base_url, layout_folders(self._config.root), environment
        )
        return answers, NOTE.format(tools=count(len(loaded.catalog.tools), "tool"))


def _names(path: str) -> Iterator[str]:
    """Yield whatever in a path may be a slug: its parts, and what stands around each `-vs-` in them."""
    for part in path.split("/"):
        words = part.removesuffix(".html").split("-vs-")
        yield from (
            "-vs-".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2)
        )
