"""Read `content/synonyms.yaml`: groups of search terms with the same meaning."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from ssg.content.document import YamlDocument
from ssg.content.field_types import Line
from ssg.content.yaml_file import read_yaml
from ssg.errors import Code, Problem
from ssg.search.synonyms import LONGEST_PHRASE
from ssg.text import printable
from ssg.tokenizer import Tokenizer

__all__ = ["SYNONYMS", "SynonymsFile", "load_synonyms"]

SYNONYMS = "content/synonyms.yaml"
MAX_GROUPS = 1_000
"""The groups are part of the index that a browser loads before the first search."""
Group = Annotated[list[Line], Field(min_length=2, max_length=40)]


class SynonymsFile(RootModel[Annotated[list[Group], Field(max_length=MAX_GROUPS)]]):
    """`content/synonyms.yaml`: groups of words and phrases that mean the same in a search."""


def load_synonyms(
    root: Path, tokenizer: Tokenizer, path: str = SYNONYMS
) -> tuple[tuple[tuple[str, ...], ...], list[Problem]]:
    """Return the groups and every problem; no groups if there are problems or there is no file."""
    if not os.path.lexists(root / path):
        return (), []
    file = read_yaml(root, path, SynonymsFile)
    if file.model is None:
        return (), file.problems
    groups = file.model.root
    problems = [*file.problems, *_phrase_problems(groups, file.document, tokenizer)]
    return (() if problems else tuple(map(tuple, groups))), problems


def _phrase_problems(
    groups: list[list[str]], document: YamlDocument, tokenizer: Tokenizer
) -> Iterator[Problem]:
    """Yield phrases without an indexed word, phrases that are too long, and duplicates."""
    first_spelling: dict[str, str] = {}
    for index, group in enumerate(groups):
        for position, phrase in enumerate(group):
            terms = tokenizer.plain_terms(tokenizer.tokens(phrase))
            key, shown = " ".join(terms), printable(phrase)
            location = document.locate((index, position))
            if not terms:
                yield location.problem(
                    Code.NOT_ALLOWED,
                    f'"{shown}" has no word that search indexes',
                    "use a more specific word",
                )
            elif len(terms) > LONGEST_PHRASE:
                message = f'"{shown}" has {len(terms)} words'
                yield location.problem(Code.LENGTH, message, f"at most {LONGEST_PHRASE}")
            elif key in first_spelling:
                yield location.problem(
                    Code.REPEATED,
                    f'search treats "{shown}" and "{first_spelling[key]}" as the same phrase',
                    "remove one of them",
                )
            first_spelling.setdefault(key, shown)
