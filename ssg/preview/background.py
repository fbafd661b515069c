"""Pairs and alignments of a large site, computed in another process.

Both take some 30 s with 10,000 tools, and a thread would slow every response for so long. The other
process keeps the tools and gets only those that have changed.
"""

import gc
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple, TypeAlias

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner, Alignment
from ssg.errors import BuildError
from ssg.localized import localized
from ssg.pair_table import PairTable
from ssg.parallel import start_process
from ssg.ranking.pairing import pair, translated_pairs

__all__ = ["Background", "PairsInLanguages", "RemoteAlignments", "pairs_in_languages"]

SENT_AT_ONCE = 50
"""Tools in a message: pickling them takes 5 ms, in which no request is answered."""
DIED = "the process that pairs and aligns tools died, possibly out of memory"
NICENESS = 5
"""How far the process gives way to others."""

PairsInLanguages: TypeAlias = tuple[PairTable, tuple[PairTable, ...]]
"""The pairs of a site, and those of its other languages."""


def pairs_in_languages(catalog: Catalog) -> PairsInLanguages:
    """Return the pairs of a catalog, with their reasons in each language."""
    pairs = pair(catalog)[0]
    languages = [localized(catalog, each) for each in catalog.translations]
    return pairs, translated_pairs(catalog, pairs, languages)


class _Task(NamedTuple):
    """What to compute of a catalog, whose tools have been sent before."""

    catalog: Catalog
    """Without its tools."""
    slugs: Sequence[str]
    """Its tools, in order."""
    number: int
    """Number of the alignments; 0 for pairs."""


class _Question(NamedTuple):
    """An alignment of two tools, or what is nearest to one."""

    number: int
    slugs: tuple[str, ...]


class Background:
    """The other process, which starts when it is first needed; for one task at a time.

    One that has died between two tasks is replaced.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._work: Connection | None = None
        self._questions: _Questions | None = None
        self._sent: dict[str, Tool] = {}
        self._number = 0
        self._closed = False

    def pairs(self, catalog: Catalog) -> PairsInLanguages:
        """Return the pairs of a catalog; raise BuildError if the process dies."""
        with self._lock:
            return self._result(catalog, 0)

    def align(self, catalog: Catalog) -> "RemoteAlignments":
        """Return the alignments of a catalog; those of the last call are dropped.

        Raise BuildError if the process dies.
        """
        with self._lock:
            self._number += 1
            self._result(catalog, self._number)
            if self._questions is None:
                raise BuildError(DIED)
            return RemoteAlignments(self._questions, self._number)

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process, self._sent = self._process, None, {}
        if process:
            process.terminate()
            process.join()

    def _result(self, catalog: Catalog, number: int) -> PairsInLanguages:
        work = self._started()
        try:
            for tools in self._changed(catalog):
                work.send(tools)
            slugs = [tool.slug for tool in catalog.tools]
            work.send(_Task(replace(catalog, tools=()), slugs, number))
            result: PairsInLanguages = work.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise BuildError(DIED) from error
        return result

    def _changed(self, catalog: Catalog) -> Iterator[list[Tool]]:
        """Yield the tools that the process does not have yet."""
        changed = [tool for tool in catalog.tools if self._sent.get(tool.slug) is not tool]
        self._sent = {tool.slug: tool for tool in catalog.tools}
        for start in range(0, len(changed), SENT_AT_ONCE):
            yield changed[start : start + SENT_AT_ONCE]

    def _started(self) -> Connection:
        if self._closed:
            raise BuildError(DIED)
        if self._process and not self._process.is_alive():  # it died while it had nothing to do
            self._end()
        if self._process is None or self._work is None:
            self._work, work = Pipe()
            own, questions = Pipe()
            self._questions = _Questions(own)
            self._process = start_process(_run, work, questions)
            work.close()
            questions.close()
        return self._work


@dataclass(frozen=True, slots=True)
class _Questions:
    """The connection for questions, of any thread."""

    connection: Connection
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, question: _Question) -> Alignment | tuple[str, ...] | None:
        """Return the answer; None if these alignments were dropped, or the process has ended."""
        with suppress(EOFError, OSError), self.lock:
            self.connection.send(question)
            found: Alignment | tuple[str, ...] | None = self.connection.recv()
            return found
        return None


@dataclass(frozen=True, slots=True)
class RemoteAlignments:
    """Exact alignments of the tools of a catalog, in the other process."""

    questions: _Questions
    number: int

    def alignments(self, pairs: Sequence[tuple[Tool, Tool]]) -> list[Alignment | None]:
        """Return the alignment of each two tools of the catalog; None where all were dropped."""
        questions = (_Question(self.number, (a.slug, b.slug)) for a, b in pairs)
        answers = map(self.questions.answer, questions)
        return [found if isinstance(found, Alignment) else None for found in answers]

    def nearest(self, slug: str) -> tuple[str, ...] | None:
        """Return the slugs of the tools most like one of the catalog; None if all were dropped."""
        found = self.questions.answer(_Question(self.number, (slug,)))
        return found if isinstance(found, tuple) else None

    def has(self, *slugs: str) -> bool:
        """Return that any alignment is known."""
        del slugs
        return True


@dataclass(slots=True)
class _Aligners:
    """The last aligner of the other process."""

    number: int = 0
    aligner: Aligner | None = None

    def answer(self, question: _Question) -> Alignment | tuple[str, ...] | None:
        """Return the alignment of two tools, or what is nearest to one."""
        aligner = self.aligner
        if aligner is None or self.number != question.number:
            return None
        if len(question.slugs) == 1:
            return aligner.nearest(*question.slugs)
        a, b = question.slugs
        return aligner.align(a, b)


def _run(work: Connection, questions: Connection) -> None:
    """Do the work of the other process until the first one closes its connections."""
    if os.name == "posix":
        os.nice(NICENESS)
    aligners, tools = _Aligners(), dict[str, Tool]()
    threading.Thread(target=_answer, args=(questions, aligners), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            received: list[Tool] | _Task = work.recv()
            if isinstance(received, _Task):
                tools = {slug: tools[slug] for slug in received.slugs}
                work.send(_done(received, tuple(tools.values()), aligners))
                gc.freeze()  # it stays: looking for cycles in it would take long
            else:
                tools |= {tool.slug: tool for tool in received}


def _done(task: _Task, tools: tuple[Tool, ...], aligners: _Aligners) -> PairsInLanguages | None:
    """Return the pairs of a catalog, or nothing when it is aligned."""
    catalog = replace(task.catalog, tools=tools)
    if not task.number:
        return pairs_in_languages(catalog)
    aligner = Aligner(catalog)
    aligners.aligner = None
    aligners.number, aligners.aligner = task.number, aligner
    return None


def _answer(questions: Connection, aligners: _Aligners) -> None:
    """Answer questions; an error ends the process, as the first one would wait forever."""
    with suppress(EOFError, OSError):
        try:
            while True:
                questions.send(aligners.answer(questions.recv()))
        finally:
            questions.close()
