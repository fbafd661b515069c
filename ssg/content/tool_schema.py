"""Models of `content/tools/*.yaml`, of the vocabulary and of front matter, and their values."""

from typing import Annotated

from pydantic import BeforeValidator, Field, RootModel

from ssg.catalog import Capability, SharedCapability, Tool
from ssg.content.document import YamlDocument
from ssg.content.field_types import Date, FileModel, Line, Lines, Slug
from ssg.content.file_models import file_model, value_from
from ssg.json_value import JsonValue
from ssg.text import slugify

__all__ = [
    "EditorialFile",
    "EditorialTextsFile",
    "FreePageFile",
    "ToolFile",
    "VocabularyFile",
    "VocabularyTextsFile",
    "shared_capabilities",
    "tool_from",
]


ToolFile = file_model(Tool, "`content/tools/<slug>.yaml`: one tool.")
"""The model of a tool's file; its fields are declared at `catalog.Tool`."""


class SharedCapabilityFile(FileModel):
    """One entry of the shared vocabulary."""

    id: Slug = Field(
        description="The key by which tools refer to it.", examples=["gradient-checkpointing"]
    )
    name: Line = Field(description="Its name.", examples=["Gradient checkpointing"])
    aliases: Lines = Field(
        default_factory=list,
        description="Other names for it.",
        examples=[["activation recomputation"]],
    )
    description: Annotated[str, Field(max_length=1_000)] = Field(
        "",
        description="What it is, so that contributors can decide whether their tool has it.",
        examples=["Recompute activations in the backward pass instead of keeping them in memory."],
    )


class VocabularyFile(RootModel[list[SharedCapabilityFile]]):
    """`content/capabilities.yaml`: capabilities that several tools share."""


class EditorialFile(FileModel):
    """Front matter of `content/comparisons/<a>-vs-<b>.md`: an editorial text about one pair."""

    title: Line | None = Field(
        None, description="The heading of the text.", examples=["Why two entries?"]
    )
    author: Line | None = Field(None, description="The author.", examples=["The editors"])
    date: Date | None = Field(
        None, description="Day on which it was written.", examples=["2026-11-20"]
    )


class EditorialTextsFile(FileModel):
    """Front matter of `content/comparisons/<a>-vs-<b>.<language>.md`."""

    title: Line | None = Field(
        None, description="The heading of the text.", examples=["Warum zwei Einträge?"]
    )


class CapabilityNamesFile(FileModel):
    """The texts of a shared capability; a bare name is allowed in its place."""

    name: Line | None = Field(
        None, description="Its name.", examples=["Aktivierungen neu berechnen"]
    )
    aliases: Lines = Field(
        default_factory=list,
        description="Other names for it in this language.",
        examples=[["Rematerialisierung"]],
    )
    description: Annotated[str, Field(max_length=1_000)] = Field(
        "", description="What it is.", examples=["Rechnet Aktivierungen neu, statt sie zu halten."]
    )


def _name_only(value: JsonValue) -> JsonValue:
    return {"name": value} if isinstance(value, str) else value


NamesValue = Annotated[
    CapabilityNamesFile,
    BeforeValidator(_name_only, json_schema_input_type=Line | CapabilityNamesFile),
]


class VocabularyTextsFile(RootModel[dict[str, NamesValue]]):
    """`content/capabilities.<language>.yaml`: id of a shared capability -> its texts."""


class FreePageFile(FileModel):
    """Front matter of `content/pages/<slug>.md`: a free page."""

    title: Line = Field(description="Title of the page.", examples=["About this site"])
    description: Line | None = Field(
        None,
        description="What the page is about, for search engines.",
        examples=["Who maintains this site, and how."],
    )


def shared_capabilities(file: VocabularyFile) -> tuple[SharedCapability, ...]:
    """Return the vocabulary sorted by id."""
    shared = (
        SharedCapability(
            id=entry.id,
            name=entry.name,
            aliases=tuple(entry.aliases),
            description=entry.description.strip(),
        )
        for entry in file.root
    )
    return tuple(sorted(shared, key=lambda capability: capability.id))


def tool_from(file: FileModel, slug: str, text: str, document: YamlDocument) -> Tool:
    """Return the tool of a validated `ToolFile`.

    `text` is the Markdown file with the same slug, used where the tool's file has no description.
    """
    fields = vars(file)
    return value_from(
        file,
        Tool,
        slug=slug,
        path=document.path,
        description=(fields["description"] or text).strip(),
        capabilities=_capabilities(fields["capabilities"], document),
    )


def _capabilities(files: list[FileModel], document: YamlDocument) -> tuple[Capability, ...]:
    """Return the capabilities, each with its line and an anchor that is unique within the tool."""
    capabilities, anchors, lines = [], set[str](), document.lines("capabilities")
    for index, file in enumerate(files):
        # A list with invalid YAML has fewer lines than entries.
        line = lines[index] if index < len(lines) else document.first_line
        fields = vars(file)
        anchor = fields["id"] or slugify(fields["title"])[:60].strip("-") or "capability"
        while anchor in anchors:
            anchor = f"{anchor}-{index + 1}"
        anchors.add(anchor)
        capabilities.append(value_from(file, Capability, anchor=anchor, line=line))
    return tuple(capabilities)
