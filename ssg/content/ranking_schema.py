"""The section `ranking` of `content/site.yaml`: components of the score, and signals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

from ssg.content.field_types import FileModel, Line
from ssg.content.origin_schema import OriginValue, origin_from
from ssg.json_value import JsonValue
from ssg.messages import Messages
from ssg.settings import (
    BUILT_IN_SIGNALS,
    DEFAULT_BUILT_IN,
    DEFAULT_COMPONENTS,
    ComponentSpec,
    Direction,
    RankingSettings,
    Scale,
    SignalSpec,
)

__all__ = ["RankingFile", "RankingValue", "SignalSpecFile", "ranking_settings"]

COMPONENT_ID = r"^[a-z][a-z0-9_]*$"
MAX_COMPONENTS = 12
"""More would make the receipts hard to read."""
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class ComponentFile(FileModel):
    """A component of the score."""

    label: Line = Field(description="What readers see.", examples=["Adoption"])
    description: Annotated[str, Field(max_length=600)] = Field(
        "",
        description="What it measures, in a sentence for the methodology page.",
        examples=["How many people use it."],
    )
    weight: Weight = Field(
        1.0,
        description="Its weight; only the proportions of all weights matter.",
        examples=[25],
    )
    direction: Annotated[Direction, Strict(strict=False)] = Field(
        Direction.HIGHER,
        description="Whether higher or lower values of its signals are better.",
        examples=["lower"],
    )


class SignalSpecFile(FileModel):
    """A raw value and its effect on a component of the score."""

    component: Line = Field(
        description="The component of the score that it belongs to.", examples=["adoption"]
    )
    scale: Annotated[Scale, Strict(strict=False)] | None = Field(
        None,
        description="How it becomes a number from 0 to 1: log is log(1+x)/log(1+full), linear is "
        "x/full, bool is 0 or 1, date halves with each half-life. Required, except for the "
        "built-in signals.",
        examples=["log"],
    )
    full: Positive | None = Field(
        None,
        description="The raw value that counts as 1 (default 1); absolute, so that no tool "
        "moves another.",
        examples=[100000],
    )
    label: Line | None = Field(
        None,
        description="What readers see, with the unit. Required, except for the built-in signals.",
        examples=["PyPI downloads a month"],
    )
    direction: Annotated[Direction, Strict(strict=False)] | None = Field(
        None,
        description="Whether higher or lower raw values are better (default: as its component).",
        examples=["lower"],
    )
    from_: OriginValue | None = Field(
        None, alias="from", description="Where `ssg refresh` gets it.", examples=["github.stars"]
    )
    expires_after: Annotated[int, Field(ge=0, le=36_500)] = Field(
        0,
        description="Days after its measurement from which a value is unknown, for what is only "
        "true for a time (default 0: never).",
        examples=[365],
    )
    compare: bool = Field(
        False,
        description="Whether comparisons have a row with the raw value.",
        examples=[True],
    )


class RankingFile(FileModel):
    """How scores are computed."""

    name: Line = Field(
        "Rank", description="What the score is called on the pages.", examples=["Rank"]
    )
    components: (
        Annotated[
            dict[Annotated[str, Field(pattern=COMPONENT_ID, max_length=40)], ComponentFile],
            Field(max_length=MAX_COMPONENTS),
        ]
        | None
    ) = Field(
        None,
        description="The components of the score, in the order in which they are shown. Default: "
        f"{', '.join(one.id for one in DEFAULT_COMPONENTS)}.",
        examples=[
            {one.id: {"label": one.label, "weight": int(one.weight)} for one in DEFAULT_COMPONENTS}
        ],
    )
    signals: dict[str, SignalSpecFile] = Field(
        {},
        description="The raw numbers that count, by keys of your own, and the built-in signals "
        f"({', '.join(BUILT_IN_SIGNALS)}). A site without components of its own counts mentions "
        "and updated; matches counts for match_graph where that is a component.",
        examples=[
            {
                "github_stars": {
                    "component": "adoption",
                    "scale": "log",
                    "full": 100000,
                    "label": "GitHub stars",
                }
            }
        ],
    )
    weights: dict[str, Weight] | None = Field(
        None,
        description="Weight of each component, in place of the components' own; a component "
        "that is not listed has none.",
        examples=[
            {"adoption": 25, "quality": 25, "ecosystem": 10, "match_graph": 25, "freshness": 15}
        ],
    )
    by_type: dict[str, dict[str, Weight]] = Field(
        {},
        description="Weights that are different for a type of tool.",
        examples=[{"dataset": {"freshness": 5}}],
    )
    half_life_days: Positive = Field(
        365.0, description="Days in which the value of a date halves.", examples=[365]
    )
    stale_signals: Annotated[int, Field(ge=0, le=36_500)] = Field(
        0,
        description="Days after which a signal is marked as stale, as is one without a source; "
        "0 marks none.",
        examples=[365],
    )
    stale_weight: Annotated[float, Field(ge=0.01, le=1)] = Field(
        1.0,
        description="Weight of a stale signal against 1 for any other; a component with stale "
        "signals weighs less.",
        examples=[0.5],
    )


def _no_ranking(value: JsonValue) -> JsonValue:
    return {"components": {}} if value == "none" else value


RankingValue = Annotated[
    RankingFile,
    BeforeValidator(_no_ranking, json_schema_input_type=RankingFile | Literal["none"]),
]


def ranking_settings(file: RankingFile, messages: Messages) -> RankingSettings:
    """Return the settings of the section `ranking`; usual names are in the words of `messages`."""
    components = _components(file, messages)
    directions = {component.id: component.direction for component in components}
    declared = [_signal(key, one, directions, messages) for key, one in file.signals.items()]
    built_in = tuple(spec for spec in declared if spec.id in BUILT_IN_SIGNALS)
    named = {spec.id for spec in built_in}
    matches = BUILT_IN_SIGNALS["matches"]
    defaults: tuple[SignalSpec, ...] = DEFAULT_BUILT_IN
    if file.components is not None:
        defaults = (matches,) if matches.component in file.components else ()
    usual = (replace(spec, label=messages.gettext(spec.label)) for spec in defaults)
    built_in = (*(spec for spec in usual if spec.id not in named), *built_in)
    return RankingSettings(
        name=file.name if "name" in file.model_fields_set else messages.gettext(file.name),
        components=components,
        built_in=built_in,
        signals=tuple(spec for spec in declared if spec.id not in BUILT_IN_SIGNALS),
        half_life_days=file.half_life_days,
        stale_signals=file.stale_signals,
        stale_weight=file.stale_weight,
        by_type=tuple((key, tuple(weights.items())) for key, weights in file.by_type.items()),
    )


def _components(file: RankingFile, messages: Messages) -> tuple[ComponentSpec, ...]:
    """Return the components that have a weight for some type."""
    components = tuple(
        replace(
            one,
            label=messages.gettext(one.label),
            description=messages.gettext(one.description),
        )
        for one in DEFAULT_COMPONENTS
    )
    if file.components is not None:
        components = tuple(
            ComponentSpec(
                id=key,
                label=one.label,
                description=" ".join(one.description.split()),
                weight=one.weight,
                direction=one.direction,
            )
            for key, one in file.components.items()
        )
    if file.weights is not None:
        components = tuple(replace(one, weight=file.weights.get(one.id, 0.0)) for one in components)
    weighed = {
        key for weights in file.by_type.values() for key, weight in weights.items() if weight
    }
    return tuple(one for one in components if one.weight or one.id in weighed)


def _signal(
    key: str, file: SignalSpecFile, directions: Mapping[str, Direction], messages: Messages
) -> SignalSpec:
    """Make a signal; a built-in one has defaults for everything but its component."""
    default = BUILT_IN_SIGNALS.get(key)
    return SignalSpec(
        id=key,
        component=file.component,
        scale=file.scale or (default.scale if default else Scale.LINEAR),
        full=file.full or (default.full if default else 1.0),
        label=file.label or (messages.gettext(default.label) if default else key),
        direction=file.direction or directions.get(file.component, Direction.HIGHER),
        origin=origin_from(file.from_),
        expires_after=file.expires_after,
        is_compared=file.compare,
    )
