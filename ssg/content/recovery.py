"""Error recovery: parse what is valid of a broken tool file so that it can be linted.

Missing required keys get placeholders, which are never reported on. An invalid key, or an invalid
capability, is left out. Never used for builds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ssg.catalog import Tool
from ssg.content.document import parse_yaml, read_text
from ssg.content.references import resolve_references
from ssg.content.tool_reading import ValidationContext
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.errors import Problem
from ssg.fields import Keys

__all__ = ["RecoveredTool", "recover_tool"]


@dataclass(frozen=True, slots=True)
class RecoveredTool:
    """The valid part of a broken tool file."""

    tool: Tool
    left_out: tuple[Keys, ...]
    """Invalid keys, and invalid capabilities by index."""
    problems: tuple[Problem, ...]
    """Unknown names in the valid part."""

    def is_complete(self, keys: Keys) -> bool:
        """Return whether nothing was left out at, above or below these keys."""
        return not any(keys[: len(invalid)] == invalid[: len(keys)] for invalid in self.left_out)


def recover_tool(root: Path, path: str, context: ValidationContext) -> RecoveredTool | None:
    """Read a broken tool file; return None if it is not a mapping or cannot be read.

    `path` is relative to `root`, the site's folder.
    """
    text, unreadable = read_text(root / path, path)
    document, _ = parse_yaml(text, path)
    if unreadable or not isinstance(document.value, dict):
        return None
    slug, types = Path(path).stem, context.settings.types if context.settings else ()
    left_out = _invalid_keys(document.value)
    placeholders = {"name": slug, "type": types[0][0] if types else slug, "summary": slug}
    try:
        file = ToolFile.model_validate({**placeholders, **_without(document.value, left_out)})
    except ValidationError:
        return None
    markdown_file = (root / path).with_suffix(".md")
    markdown, _ = read_text(markdown_file, path) if markdown_file.is_file() else ("", [])
    tool = tool_from(file, slug, markdown, document)
    if context.settings is None:
        return RecoveredTool(tool, left_out, ())
    tool, problems = resolve_references(tool, document, context.settings, context.vocabulary)
    return RecoveredTool(tool, left_out, tuple(problems))


def _invalid_keys(value: Mapping[str, object]) -> tuple[Keys, ...]:
    """Return the invalid top-level keys; for capabilities, `("capabilities", <index>)`."""
    try:
        ToolFile.model_validate(value)
    except ValidationError as error:
        locations = [detail["loc"] for detail in error.errors(include_url=False)]
        lengths = {"capabilities": 2}
        shortened = (tuple(loc[: lengths.get(str(loc[0]), 1)]) for loc in locations)
        return tuple(dict.fromkeys(shortened))
    return ()


def _without(value: Mapping[str, object], left_out: Sequence[Keys]) -> dict[str, object]:
    """Return a value without the keys left out.

    A capability is replaced by a placeholder, so that the indices of the others do not change.
    """
    kept = {key: entry for key, entry in value.items() if (key,) not in left_out}
    capabilities = kept.get("capabilities")
    if isinstance(capabilities, list):
        kept["capabilities"] = [
            {"title": f"Left out {index}"} if ("capabilities", index) in left_out else capability
            for index, capability in enumerate(capabilities)
        ]
    return kept
