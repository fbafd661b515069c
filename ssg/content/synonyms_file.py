"""`content/synonyms.yaml` -> groups of words and phrases that mean the same to somebody who searches."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.field_types import Line
from ssg.content.validation import validate
from ssg.errors import Code, Problem
from ssg.search.synonyms import LONGEST_PHRASE
from ssg.text import printable
from ssg.tokenizer import Tokenizer

__all__ = ["SYNONYMS", "SynonymsFile", "load_synonyms"]

SYNONYMS = "content/synonyms.yaml"
MOST_GROUPS = 1_000
"""They come with the index, before the first search."""


class SynonymsFile(
    RootModel[
        Annotated[
            list[Annotated[list[Line], Field(min_length=2, max_length=40)]],
            Field(max_length=MOST_GROUPS),
        ]
    ]
):
    """`content/synonyms.yaml`: groups of words and phrases that mean the same to somebody who searches."""


def load_synonyms(
    root: Path, tokenizer: Tokenizer
) -> tuple[tuple[tuple[str, ...], ...], list[Problem]]:
    """Read the file, if there is one; with a fault there are no groups."""
    if not os.path.lexists(root / SYNONYMS):
        return (), []
    text, problems = read_text(root / SYNONYMS, SYNONYMS)
    if problems:
        return (), problems
    document, problems = parse_yaml(text, SYNONYMS)
    if document.value is None and problems:
        return (), problems
    file, faults = validate(document, SynonymsFile, problems)
    problems += faults
    if file:
        problems += _faults(file.root, document, tokenizer)
    return (tuple(map(tuple, file.root)) if file and not problems else ()), problems


def _faults(
    groups: list[list[str]], document: YamlDocument, tokenizer: Tokenizer
) -> Iterator[Problem]:
    """Tell of phrases that nothing can be found by, and of those that stand twice."""
    seen: dict[str, str] = {}
    for index, group in enumerate(groups):
        for place, phrase in enumerate(group):
            line, column = document.locate((index, place))
            words = tokenizer.plain_terms(tokenizer.tokens(phrase))
            key, shown = " ".join(words), printable(phrase)
            if not words:
                yield Problem(
                    file=SYNONYMS,
                    line=line,
                    column=column,
                    code=Code.NOT_ALLOWED,
                    hint="name a word that says more",
                    message=f'no word in "{shown}" is searched for',
                )
            elif len(words) > LONGEST_PHRASE:
                yield Problem(
                    file=SYNONYMS,
                    line=line,
                    column=column,
                    code=Code.LENGTH,
                    message=f'"{shown}" has {len(words)} words',
                    hint=f"at most {LONGEST_PHRASE}",
                )
            elif key in seen:
                yield Problem(
                    file=SYNONYMS,
                    line=line,
                    column=column,
                    code=Code.REPEATED,
                    hint="keep one of the two",
                    message=f'to the search "{shown}" is the same as "{seen[key]}"',
                )
            seen.setdefault(key, shown)
