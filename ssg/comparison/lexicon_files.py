"""The word tables of `data/`: groups of synonyms, background frequencies, word vectors.

They come with the program and are read like a module, once a process: the same for every run.
This is the only module of the room that reads files.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

__all__ = [
    "background_counts",
    "general_synonyms",
    "related_words",
    "subject_synonyms",
    "word_vectors",
]

PhraseGroups = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def general_synonyms() -> PhraseGroups:
    """Return the groups of words and phrases that mean the same in any software."""
    return _phrase_groups(_lines("general_synonyms.txt"))


@lru_cache(maxsize=1)
def subject_synonyms() -> PhraseGroups:
    """Return the groups of names of features, by subject."""
    return _phrase_groups(_lines("subject_synonyms.txt"))


@lru_cache(maxsize=1)
def related_words() -> PhraseGroups:
    """Return the groups of plain words that often stand for the same."""
    return _phrase_groups(_lines("related_words.txt"))


@lru_cache(maxsize=1)
def background_counts() -> tuple[int, Mapping[str, int]]:
    """Return the number of background texts, and term -> number of texts with the term."""
    texts, *rows = (line.rpartition(" ") for line in _lines("background_frequencies.txt"))
    return int(texts[2]), {term: int(count) for term, _, count in rows}


def word_vectors() -> tuple[list[str], bytes]:
    """Return the stems of the word vectors, and the cells of their rows, one byte each."""
    table = resources.files("ssg.comparison").joinpath("data", "word_vectors.bin")
    return _lines("word_vectors.txt"), table.read_bytes()


def _lines(name: str) -> list[str]:
    """Return the lines of a table without comments and empty lines."""
    text = resources.files("ssg.comparison").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def _phrase_groups(lines: list[str]) -> PhraseGroups:
    """Return the phrases of each group; a line that ends with a comma continues in the next."""
    groups = "\n".join(lines).replace(",\n", ", ").splitlines()
    return tuple(tuple(group.split(", ")) for group in groups)
