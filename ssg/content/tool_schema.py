"""The shape of a tool's file, and of the vocabulary and Markdown files beside it -> values of `model`."""

from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, Field, RootModel, Strict

from ssg.catalog import (
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
from ssg.content.document import Plain, YamlDocument
from ssg.content.field_types import (
    AttributeText,
    Date,
    FileModel,
    License,
    Line,
    Lines,
    LongText,
    Name,
    PackageUrl,
    Scalar,
    ShortText,
    Slug,
    Url,
)
from ssg.text import slugify

__all__ = [
    "EditorialFile",
    "FreePageFile",
    "ToolFile",
    "VocabularyFile",
    "shared_capabilities",
    "tool_from",
]


class SourceFile(FileModel):
    """Where a claim comes from."""

    url: Url | None = Field(
        None,
        description="Address of the page that shows it.",
        examples=["https://flax.readthedocs.io/en/latest/guides/randomness.html"],
    )
    basis: Annotated[Basis, Strict(strict=False)] = Field(
        description="What the claim rests on: measured by us, cited from somebody else, the maker's own words (vendor), "
        "or nothing that can be looked up (asserted).",
        examples=["vendor"],
    )
    checked: Date | None = Field(
        None,
        description="Day on which the claim was last held against the source.",
        examples=["2026-11-01"],
    )


class CapabilityFile(FileModel):
    """One thing that the tool can do."""

    title: Line = Field(
        description="What it is called, in a few words; no marketing.",
        examples=["Gradient checkpointing and accumulation"],
    )
    id: Line | None = Field(
        None,
        description="Key of content/capabilities.yaml, when other tools have it too: two tools "
        "with the same id stand in one row.",
        examples=["gradient-checkpointing"],
    )
    description: ShortText = Field(
        "",
        description="How it works (Markdown): a sentence or two, 150 characters or more.",
        examples=["`nn.remat` recomputes a module's activations in the backward pass."],
    )
    unique: ShortText = Field(
        "",
        description="What sets this tool's way apart (Markdown).",
        examples=["Works on any module, without a change to its code."],
    )
    vs_alternatives: ShortText = Field(
        "",
        description="Against whom, and how (Markdown).",
        examples=["Equinox offers the same for functions, not for modules."],
    )
    intents: Lines = Field(
        default_factory=list,
        description="What somebody wants when they need it, in their own words.",
        examples=[["train a model that does not fit in memory"]],
    )
    best_for: Lines = Field(
        default_factory=list,
        description="Whom it suits.",
        examples=[["deep transformers on one accelerator"]],
    )
    limitations: Lines = Field(
        default_factory=list,
        description="What it cannot do.",
        examples=[["costs a second forward pass"]],
    )
    requires: Lines = Field(
        default_factory=list, description="What it needs.", examples=[["JAX 0.4.27 or later"]]
    )
    inputs: Lines = Field(
        default_factory=list, description="What goes in.", examples=[["a module class"]]
    )
    outputs: Lines = Field(
        default_factory=list,
        description="What comes out.",
        examples=[["a module class with the same parameters"]],
    )
    sources: Annotated[list[SourceFile], Field(max_length=20)] = Field(
        default_factory=list, description="Where the claims come from."
    )


def _long_form(key: str) -> Callable[[Plain], Plain]:
    """Accept a bare value in place of a mapping with this one key."""
    return lambda value: value if isinstance(value, dict) else {key: value}


class SignalFile(FileModel):
    """One raw measured number."""

    value: Scalar = Field(
        description="The number in the unit that site.yaml's label names, true or false, or a date.",
        examples=[6500],
    )
    source: Url | None = Field(
        None,
        description="Where it can be looked up.",
        examples=["https://api.github.com/repos/google/flax"],
    )
    measured: Date | None = Field(
        None, description="Day of the measurement.", examples=["2026-11-01"]
    )


class PricingFile(FileModel):
    """What the tool costs."""

    model: Annotated[PricingModel, Strict(strict=False)] = Field(
        description="How it is paid for.", examples=["paid"]
    )
    starting_price: Line | None = Field(
        None, description="The least one pays, with currency and period.", examples=["$20/month"]
    )
    url: Url | None = Field(
        None, description="Address of the price list.", examples=["https://example.com/pricing"]
    )
    checked: Date | None = Field(
        None, description="Day on which the price was looked up.", examples=["2026-11-01"]
    )


UnitInterval = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
PricingValue = Annotated[
    PricingFile,
    BeforeValidator(_long_form("model"), json_schema_input_type=PricingModel | PricingFile),
]
SignalValue = Annotated[
    SignalFile, BeforeValidator(_long_form("value"), json_schema_input_type=Scalar | SignalFile)
]


class ToolFile(FileModel):
    """`content/tools/<slug>.yaml`: one tool."""

    slug: Slug | None = Field(
        None, description="Must equal the file's name; need not be written.", examples=["flax"]
    )
    name: Name = Field(description="What the tool is called.", examples=["Flax"])
    type: Line = Field(description="A key of `types` in site.yaml.", examples=["framework"])
    summary: Line = Field(
        description="What it is and for whom, in one sentence of plain text.",
        examples=["Neural networks for JAX as composable modules."],
    )
    description: LongText | None = Field(
        None,
        description="What it is (Markdown), two or three sentences; or in a file <slug>.md beside this one.",
        examples=["Flax is a library of neural network modules on top of JAX."],
    )
    homepage: Url | None = Field(
        None, description="Its own site.", examples=["https://flax.readthedocs.io/"]
    )
    repository: Url | None = Field(
        None, description="Its source code.", examples=["https://github.com/google/flax"]
    )
    license: License | None = Field(
        None,
        description="SPDX expression, as on spdx.org/licenses.",
        examples=["Apache-2.0", "MIT OR Apache-2.0"],
    )
    pricing: PricingValue | None = Field(
        None, description="What it costs: a model, or a mapping with the price.", examples=["free"]
    )
    categories: Lines = Field(
        default_factory=list,
        description="Keys of `categories` in site.yaml; the first is the main one.",
        examples=[["training-frameworks"]],
    )
    tags: Lines = Field(
        default_factory=list,
        description="Free words; tools that share them are more alike.",
        examples=[["jax"]],
    )
    also_known_as: Lines = Field(
        default_factory=list,
        description="Other names that people use for it, such as an abbreviation; search finds them, and texts that "
        "use them count as mentions.",
        examples=[["TGI"]],
    )
    aliases: Annotated[list[Slug], Field(max_length=60)] = Field(
        default_factory=list,
        description="Old slugs; their addresses redirect to this tool.",
        examples=[["flax-linen"]],
    )
    identifiers: Annotated[list[PackageUrl], Field(max_length=60)] = Field(
        default_factory=list,
        description="Package URLs (purl): where the tool is published.",
        examples=[["pkg:pypi/flax"]],
    )
    distinct_from: Annotated[list[Slug], Field(max_length=60)] = Field(
        default_factory=list,
        description="Entries that share a repository or identifier with this one on purpose; they must name this one "
        "too.",
        examples=[["flax-google"]],
    )
    status: Annotated[Status, Strict(strict=False)] | None = Field(
        None, description="Whether it is still worked on.", examples=["active"]
    )
    updated: Date | None = Field(
        None, description="Day of the tool's own last release or commit.", examples=["2026-10-02"]
    )
    signals: dict[str, SignalValue] = Field(
        default_factory=dict,
        description="Raw measured numbers, by their keys in site.yaml: a bare value, or a mapping with its source.",
        examples=[
            {
                "github_stars": {
                    "value": 6500,
                    "source": "https://api.github.com/repos/google/flax",
                    "measured": "2026-11-01",
                }
            }
        ],
    )
    scores: dict[str, UnitInterval] = Field(
        default_factory=dict,
        description="Components of the score given directly, 0 to 1; they win over signals, and the page says so.",
        examples=[{"adoption": 0.35}],
    )
    attributes: dict[str, AttributeText] = Field(
        default_factory=dict,
        description="Facts declared under `attributes` in site.yaml, compared row by row.",
        examples=[{"languages": ["Python"]}],
    )
    capabilities: Annotated[list[CapabilityFile], Field(max_length=200)] = Field(
        default_factory=list, description="What it can do."
    )


class SharedCapabilityFile(FileModel):
    """One entry of the shared vocabulary."""

    id: Slug = Field(
        description="The key that tools name it by.", examples=["gradient-checkpointing"]
    )
    name: Line = Field(description="What it is called.", examples=["Gradient checkpointing"])
    aliases: Lines = Field(
        default_factory=list,
        description="Other words for it.",
        examples=[["activation recomputation"]],
    )
    description: Annotated[str, Field(max_length=1_000)] = Field(
        "",
        description="What it is, so that a contributor can tell whether their tool has it.",
        examples=["Recompute activations in the backward pass instead of keeping them in memory."],
    )


class VocabularyFile(RootModel[list[SharedCapabilityFile]]):
    """`content/capabilities.yaml`: what several tools can do, under one name."""


class EditorialFile(FileModel):
    """Front matter of `content/comparisons/<a>-vs-<b>.md`: an editor's words about one pair."""

    title: Line | None = Field(
        None, description="A heading of its own.", examples=["Why two entries?"]
    )
    author: Line | None = Field(None, description="Who wrote it.", examples=["The editors"])
    date: Date | None = Field(None, description="When it was written.", examples=["2026-11-20"])


class FreePageFile(FileModel):
    """Front matter of `content/pages/<slug>.md`: a page of its own."""

    title: Line = Field(description="Title of the page.", examples=["About this site"])
    description: Line | None = Field(
        None,
        description="What the page is about, for search engines.",
        examples=["Who keeps this site, and how."],
    )


def shared_capabilities(file: VocabularyFile) -> tuple[SharedCapability, ...]:
    """Return the vocabulary sorted by id."""
    found = (
        SharedCapability(
            id=one.id,
            name=one.name,
            aliases=tuple(one.aliases),
            description=one.description.strip(),
        )
        for one in file.root
    )
    return tuple(sorted(found, key=lambda capability: capability.id))


def tool_from(file: ToolFile, slug: str, body: str, document: YamlDocument) -> Tool:
    """Make the value of a tool's file; `body` is the Markdown beside it, if any."""
    return Tool(
        slug=slug,
        name=file.name,
        type=file.type,
        summary=file.summary,
        description=(file.description or body).strip(),
        homepage=file.homepage or "",
        repository=file.repository or "",
        license=file.license or "",
        pricing=_pricing(file.pricing),
        categories=tuple(file.categories),
        tags=tuple(file.tags),
        also_known_as=tuple(" ".join(name.split()) for name in file.also_known_as),
        aliases=tuple(file.aliases),
        identifiers=tuple(file.identifiers),
        distinct_from=tuple(file.distinct_from),
        status=file.status,
        updated=file.updated,
        signals=tuple(_signal(key, signal) for key, signal in sorted(file.signals.items())),
        scores=tuple(sorted(file.scores.items())),
        attributes=tuple((key, _attribute(value)) for key, value in file.attributes.items()),
        capabilities=_capabilities(file.capabilities, document),
        path=document.path,
    )


def _pricing(file: PricingFile | None) -> Pricing:
    if file is None:
        return Pricing()
    return Pricing(
        model=file.model,
        starting_price=file.starting_price or "",
        url=file.url or "",
        checked=file.checked,
    )


def _signal(key: str, file: SignalFile) -> Signal:
    return Signal(id=key, value=file.value, source=file.source or "", measured=file.measured)


def _attribute(value: float | bool | str | list[str]) -> AttributeValue:  # noqa: FBT001  (a value, not a switch)
    return tuple(value) if isinstance(value, list) else value


def _capabilities(files: list[CapabilityFile], document: YamlDocument) -> tuple[Capability, ...]:
    capabilities, used, lines = [], set[str](), document.lines("capabilities")
    for index, file in enumerate(files):
        line = lines[index] if index < len(lines) else document.first_line  # of a faulty list
        anchor = file.id or slugify(file.title)[:60].strip("-") or "capability"
        while anchor in used:
            anchor = f"{anchor}-{index + 1}"
        used.add(anchor)
        capabilities.append(_capability(file, anchor, line))
    return tuple(capabilities)


def _capability(file: CapabilityFile, anchor: str, line: int) -> Capability:
    return Capability(
        title=file.title,
        id=file.id or "",
        anchor=anchor,
        description=file.description.strip(),
        unique=file.unique.strip(),
        vs_alternatives=file.vs_alternatives.strip(),
        intents=tuple(file.intents),
        best_for=tuple(file.best_for),
        limitations=tuple(file.limitations),
        requires=tuple(file.requires),
        inputs=tuple(file.inputs),
        outputs=tuple(file.outputs),
        line=line,
        sources=tuple(
            Source(url=one.url or "", basis=one.basis, checked=one.checked) for one in file.sources
        ),
    )
