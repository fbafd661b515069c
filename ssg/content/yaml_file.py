"""Read a YAML file into its model, with every problem: read, parse, validate."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.validation import validate
from ssg.errors import Problem

__all__ = ["YamlFile", "parse_model", "read_yaml"]

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class YamlFile(Generic[Model]):
    """The result of reading a YAML file."""

    document: YamlDocument
    """The parsed file; without a value if it cannot be read."""
    model: Model | None
    """None if the file cannot be read or is not valid for the model."""
    problems: list[Problem]


def read_yaml(root: Path, path: str, model: type[Model]) -> YamlFile[Model]:
    """Read and validate a file; `path` is relative to `root`, the site's folder."""
    text, problems = read_text(root / path, path)
    if problems:
        return YamlFile(YamlDocument(path, None, None), None, problems)
    return parse_model(text, path, model)


def parse_model(text: str, path: str, model: type[Model], first_line: int = 1) -> YamlFile[Model]:
    """Parse and validate the YAML of one file, which begins on `first_line`."""
    document, problems = parse_yaml(text, path, first_line)
    if document.value is None and problems:
        return YamlFile(document, None, problems)
    value, faults = validate(document, model, problems)
    return YamlFile(document, value, problems + faults)
