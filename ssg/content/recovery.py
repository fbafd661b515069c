"""A tool's file with faults of its form -> the tool as far as it can be read, so that advice is given with the errors.

Nothing is built from it. What has a fault is left out: a key of the file, or a whole capability. Where a key that every tool
needs is missing, something stands in its place, of which nothing is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ssg.catalog import Tool
from ssg.content.document import parse_yaml, read_text
from ssg.content.references import resolve_references
from ssg.content.text_fields import Keys
from ssg.content.tool_file import ValidationContext
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.errors import Problem

__all__ = ["Salvaged", "salvage"]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A tool without what has a fault."""

    tool: Tool
    left_out: tuple[Keys, ...]
    """Keys of the file, or of capabilities, that have a fault."""
    problems: tuple[Problem, ...]
    """Names in the rest of it that the site does not know."""

    def is_sure(self, keys: Keys) -> bool:
        """Tell whether what is said of the value under these keys does not hang on anything that was left out."""
        return not any(keys[: len(one)] == one[: len(keys)] for one in self.left_out)


def salvage(root: Path, path: str, basis: ValidationContext) -> Salvaged | None:
    """Read a tool's file that has faults; None where too little of it can be read.

    `path` is relative to the site.
    """
    text, unreadable = read_text(root / path, path)
    document, _ = parse_yaml(text, path)
    if unreadable or not isinstance(document.value, dict):
        return None
    slug, types = Path(path).stem, basis.settings.types if basis.settings else ()
    left_out = _faulty(document.value)
    needed = {"name": slug, "type": types[0][0] if types else slug, "summary": slug}
    try:
        file = ToolFile.model_validate({**needed, **_without(document.value, left_out)})
    except ValidationError:
        return None
    body = (root / path).with_suffix(".md")
    prose, _ = read_text(body, path) if body.is_file() else ("", [])
    tool = tool_from(file, slug, prose, document)
    if basis.settings is None:
        return Salvaged(tool, left_out, ())
    tool, problems = resolve_references(tool, document, basis.settings, basis.vocabulary)
    return Salvaged(tool, left_out, tuple(problems))


def _faulty(value: Mapping[str, object]) -> tuple[Keys, ...]:
    """Return the keys under which there are faults, of capabilities with their number."""
    try:
        ToolFile.model_validate(value)
    except ValidationError as error:
        places = [detail["loc"] for detail in error.errors(include_url=False)]
        return tuple(
            dict.fromkeys(
                tuple(place[: 2 if place[0] == "capabilities" else 1]) for place in places
            )
        )
    return ()


def _without(value: Mapping[str, object], left_out: Sequence[Keys]) -> dict[str, object]:
    """Return the value without what is left out; a capability leaves its place behind, so that the others keep theirs."""
    kept = {key: one for key, one in value.items() if (key,) not in left_out}
    capabilities = kept.get("capabilities")
    if isinstance(capabilities, list):
        kept["capabilities"] = [
            {"title": f"Left out {place}"} if ("capabilities", place) in left_out else one
            for place, one in enumerate(capabilities)
        ]
    return kept
