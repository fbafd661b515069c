"""The shape of a tool's file, and of the vocabulary and Markdown files beside it -> values of `model`."""

from typing import Annotated

from pydantic import BeforeValidator, Field, RootModel, Strict

from ssg.document import Document
from ssg.model import (
    AttributeValue,
    Basis,
    Capability,
    Pricing,
    PricingModel,
    SharedCapability,
    Signal,
    Source,
    Status,
    Tool,
)
from ssg.schema import (
    AttributeText,
    Date,
    FileModel,
    License,
    Line,
    Lines,
    LongText,
    PackageUrl,
    Scalar,
    ShortText,
    Slug,
    Url,
)
from ssg.text import slugify

__all__ = ["EditorialFile", "FreePageFile", "ToolFile", "VocabularyFile", "shared_capabilities", "tool_from"]


class SourceFile(FileModel):
    """Where a claim comes from."""

    url: Url | None = Field(None, description="Address of the page that shows it.")
    basis: Annotated[Basis, Strict(strict=False)] = Field(description="What the claim rests on.")
    checked: Date | None = Field(None, description="Day on which the claim was last held against the source.")


class CapabilityFile(FileModel):
    """One thing that the tool can do."""

    title: Line = Field(description="What it is called, in a few words.")
    id: Line | None = Field(None, description="Key of content/capabilities.yaml, when other tools have it too.")
    description: ShortText = Field("", description="How it works (Markdown).")
    unique: ShortText = Field("", description="What sets this tool's way apart (Markdown).")
    vs_alternatives: ShortText = Field("", description="Against whom, and how (Markdown).")
    intents: Lines = Field(default_factory=list, description="What somebody wants when they need it, in their own words.")
    best_for: Lines = Field(default_factory=list, description="Whom it suits.")
    limitations: Lines = Field(default_factory=list, description="What it cannot do.")
    requires: Lines = Field(default_factory=list, description="What it needs.")
    inputs: Lines = Field(default_factory=list, description="What goes in.")
    outputs: Lines = Field(default_factory=list, description="What comes out.")
    sources: Annotated[list[SourceFile], Field(max_length=20)] = Field(
        default_factory=list, description="Where the claims come from.")


def _long_form(key: str) -> BeforeValidator:
    """Accept a bare value in place of a mapping with this one key."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key: value})


class SignalFile(FileModel):
    """One raw measured number."""

    value: Scalar = Field(description="The number, true or false, or a date.")
    source: Url | None = Field(None, description="Where it can be looked up.")
    measured: Date | None = Field(None, description="Day of the measurement.")


class PricingFile(FileModel):
    """What the tool costs."""

    model: Annotated[PricingModel, Strict(strict=False)] = Field(description="How it is paid for.")
    starting_price: Line | None = Field(None, description='The least one pays, e.g. "$20/month".')
    url: Url | None = Field(None, description="Address of the price list.")
    checked: Date | None = Field(None, description="Day on which the price was looked up.")


UnitInterval = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class ToolFile(FileModel):
    """`content/tools/<slug>.yaml`."""

    slug: Slug | None = Field(None, description="Must equal the file's name; need not be written.")
    name: Annotated[Line, Field(max_length=80)] = Field(description="What the tool is called.")
    type: Line = Field(description="A key of `types` in site.yaml.")
    summary: Line = Field(description="What it is, in one sentence of plain text.")
    description: LongText | None = Field(None, description="What it is (Markdown); or in a file <slug>.md beside it.")
    homepage: Url | None = Field(None, description="Its own site.")
    repository: Url | None = Field(None, description="Its source code.")
    license: License | None = Field(None, description="SPDX expression, e.g. Apache-2.0.")
    pricing: Annotated[PricingFile, _long_form("model")] | None = Field(None, description="What it costs.")
    categories: Lines = Field(default_factory=list, description="Keys of `categories` in site.yaml; the first is the main one.")
    tags: Lines = Field(default_factory=list, description="Free words.")
    aliases: Annotated[list[Slug], Field(max_length=60)] = Field(
        default_factory=list, description="Old slugs; their addresses redirect.")
    identifiers: Annotated[list[PackageUrl], Field(max_length=60)] = Field(
        default_factory=list, description="Package URLs, e.g. pkg:pypi/flax.")
    distinct_from: Annotated[list[Slug], Field(max_length=60)] = Field(
        default_factory=list, description="Entries that share a repository or identifier with this one on purpose.")
    status: Annotated[Status, Strict(strict=False)] | None = Field(None, description="Whether it is still worked on.")
    updated: Date | None = Field(None, description="Day of the tool's own last release or commit.")
    signals: dict[str, Annotated[SignalFile, _long_form("value")]] = Field(
        default_factory=dict, description="Raw measured numbers.")
    scores: dict[str, UnitInterval] = Field(default_factory=dict, description="Components given directly, 0 to 1.")
    attributes: dict[str, AttributeText] = Field(default_factory=dict, description="Facts declared in site.yaml.")
    capabilities: Annotated[list[CapabilityFile], Field(max_length=200)] = Field(
        default_factory=list, description="What it can do.")


class SharedCapabilityFile(FileModel):
    """One entry of the shared vocabulary."""

    id: Slug = Field(description="The key that tools name it by.")
    name: Line = Field(description="What it is called.")
    aliases: Lines = Field(default_factory=list, description="Other words for it.")
    description: Annotated[str, Field(max_length=1_000)] = Field("", description="What it is.")


class VocabularyFile(RootModel[list[SharedCapabilityFile]]):
    """`content/capabilities.yaml`: a list."""


class EditorialFile(FileModel):
    """Front matter of `content/comparisons/<a>-vs-<b>.md`."""

    title: Line | None = Field(None, description="A heading of its own.")
    author: Line | None = Field(None, description="Who wrote it.")
    date: Date | None = Field(None, description="When it was written.")


class FreePageFile(FileModel):
    """Front matter of `content/pages/<slug>.md`."""

    title: Line = Field(description="Title of the page.")
    description: Line | None = Field(None, description="What the page is about, for search engines.")


def shared_capabilities(file: VocabularyFile) -> tuple[SharedCapability, ...]:
    """Return the vocabulary sorted by id."""
    found = (SharedCapability(id=one.id, name=one.name, aliases=tuple(one.aliases), description=one.description.strip())
             for one in file.root)
    return tuple(sorted(found, key=lambda capability: capability.id))


def tool_from(file: ToolFile, slug: str, body: str, document: Document) -> Tool:
    """Make the value of a tool's file; `body` is the Markdown beside it, if any."""
    return Tool(
        slug=slug, name=file.name, type=file.type, summary=file.summary,
        description=(file.description or body).strip(), homepage=file.homepage or "", repository=file.repository or "",
        license=file.license or "", pricing=_pricing(file.pricing), categories=tuple(file.categories),
        tags=tuple(file.tags), aliases=tuple(file.aliases), identifiers=tuple(file.identifiers),
        distinct_from=tuple(file.distinct_from), status=file.status, updated=file.updated,
        signals=tuple(_signal(key, signal) for key, signal in sorted(file.signals.items())),
        scores=tuple(sorted(file.scores.items())),
        attributes=tuple((key, _attribute(value)) for key, value in file.attributes.items()),
        capabilities=_capabilities(file.capabilities, document), path=document.path,
    )


def _pricing(file: PricingFile | None) -> Pricing:
    if file is None:
        return Pricing()
    return Pricing(model=file.model, starting_price=file.starting_price or "", url=file.url or "", checked=file.checked)


def _signal(key: str, file: SignalFile) -> Signal:
    return Signal(id=key, value=file.value, source=file.source or "", measured=file.measured)


def _attribute(value: float | bool | str | list[str]) -> AttributeValue:  # noqa: FBT001  (a value, not a switch)
    return tuple(value) if isinstance(value, list) else value


def _capabilities(files: list[CapabilityFile], document: Document) -> tuple[Capability, ...]:
    capabilities, used = [], set[str]()
    for index, (file, line) in enumerate(zip(files, document.lines("capabilities"), strict=True)):
        anchor = file.id or slugify(file.title)[:60].strip("-") or "capability"
        while anchor in used:
            anchor = f"{anchor}-{index + 1}"
        used.add(anchor)
        capabilities.append(_capability(file, anchor, line))
    return tuple(capabilities)


def _capability(file: CapabilityFile, anchor: str, line: int) -> Capability:
    return Capability(
        title=file.title, id=file.id or "", anchor=anchor, description=file.description.strip(),
        unique=file.unique.strip(), vs_alternatives=file.vs_alternatives.strip(), intents=tuple(file.intents),
        best_for=tuple(file.best_for), limitations=tuple(file.limitations), requires=tuple(file.requires),
        inputs=tuple(file.inputs), outputs=tuple(file.outputs), line=line,
        sources=tuple(Source(url=one.url or "", basis=one.basis, checked=one.checked) for one in file.sources),
    )
