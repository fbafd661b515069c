"""Methodology page: formula, weights and signals, generated from the site's configuration."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.comparison.verdict import CLOSE_CALL, NEARLY_ALL, TOO_FEW
from ssg.messages import gettext_noop
from ssg.ranking.checklist import CHECKLIST
from ssg.ranking.scoring import EPOCH, measured_components
from ssg.settings import (
    BUILT_IN_SIGNALS,
    ComponentSpec,
    Direction,
    PairPolicy,
    RankingSettings,
    Scale,
    SignalSpec,
)
from ssg.site import Page
from ssg.views.context import Context
from ssg.views.evidence_method import EvidenceMethod, evidence_method
from ssg.views.heads import head_of
from ssg.views.page_head import Head, Link

__all__ = ["MethodologyView", "pages", "view"]

SCALES = {
    Scale.LOG: gettext_noop("logarithmic, 1 at {full} and above"),
    Scale.LINEAR: gettext_noop("linear, 1 at {full} and above"),
    Scale.BOOL: gettext_noop("1 for yes, 0 for no"),
    Scale.DATE: gettext_noop("1 today, halved every {half_life} days"),
}
POLICIES = {
    PairPolicy.RELATED: gettext_noop(
        "Each {tool} chooses up to {related} similar {tools} and is chosen by "
        "others, by shared {shared}, by what their texts have in common, and by type."
    ),
    PairPolicy.CATEGORY: gettext_noop("All {tools} of one category are compared with each other."),
    PairPolicy.TYPE: gettext_noop("All {tools} of one type are compared with each other."),
    PairPolicy.ALL: gettext_noop("Every {tool} is compared with every other."),
    PairPolicy.NONE: gettext_noop(
        "Only the pairs listed in the site's configuration are compared."
    ),
}


class SignalRow(NamedTuple):
    """A signal, described."""

    label: str
    component: str
    """Label of its component."""
    scale: str
    """How the value is scaled to 0-1, in words."""
    origin: str
    """Where its values are from, in words."""


class MethodologyView(NamedTuple):
    """View of the methodology page."""

    head: Head
    components: tuple[ComponentSpec, ...]
    """The components for which the site has data."""
    weights: tuple[tuple[str, tuple[str, ...]], ...]
    """For the default and each type that differs: the weight of every component."""
    signals: tuple[SignalRow, ...]
    """The signals that some tool has."""
    given: bool
    """Whether the file of some tool gives a component directly."""
    evidence: EvidenceMethod | None
    """How recorded searches count, if there are any."""
    checklist: tuple[tuple[str, int], ...]
    """What an entry gets points for, and how many."""
    checklist_counts: bool
    """Whether a component of the score counts the checklist."""
    close_call: str
    """A margin of fewer points is close."""
    nearly_all: int
    too_few: int
    """Ways to weigh the components, of ten."""
    policy: str
    """Which pairs get a page, in words."""
    rests_on: bool
    """Whether some claim of the site says what it rests on."""
    as_of: str
    """Reference date for ages; empty on a site without any date."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the methodology page."""
    yield Page("methodology", context.addresses.page("methodology"), changed=_day(context))


def view(context: Context, page: Page) -> MethodologyView:
    """Return the view of the methodology page."""
    ranking, pairs = context.site.settings.ranking, context.site.settings.pairs
    components = (
        measured_components(context.site.catalog, context.site.ranking.as_of)
        if ranking.enabled
        else ()
    )
    labels = {component.id: component.label for component in components}
    used = {
        reading.id
        for score in context.site.ranking.scores
        for component in score.components
        for reading in component.readings
    }
    signals = [spec for spec in ranking.all_signals if spec.id in used]
    tools, day = context.tools.values(), _day(context)
    rests_on = any(map(_rests_on, tools))
    title, description = _title(context, ranking, rests_on=rests_on)
    shared = [context.gettext("categories")]
    shared += [context.gettext("tags")] if any(tool.tags for tool in tools) else []
    shared += [context.words.capabilities] if context.documented else []
    return MethodologyView(
        head=head_of(
            context,
            page.address,
            title,
            description,
            (Link(context.gettext("Method"), context.href(page.address)),),
        ),
        components=components,
        weights=tuple(_weights(context, components)),
        signals=tuple(_signal(context, spec, labels[spec.component]) for spec in signals),
        given=any(tool.scores for tool in tools),
        evidence=evidence_method(context),
        checklist=tuple((item.text(context.site.settings), item.points) for item in CHECKLIST),
        checklist_counts=any(spec.id == "checklist" for spec in signals),
        close_call=context.messages.number(CLOSE_CALL),
        nearly_all=NEARLY_ALL,
        too_few=TOO_FEW,
        policy=context.gettext(
            POLICIES[pairs.policy],
            related=pairs.related,
            tool=context.words.tool,
            tools=context.words.tools,
            shared=context.messages.join(shared),
        ),
        rests_on=rests_on,
        as_of=day.isoformat() if day else "",
    )


def _day(context: Context) -> date | None:
    """Return the day to which ages are counted; None where no file has a date and none is given."""
    day = context.site.ranking.as_of
    return None if day == EPOCH else day


def _rests_on(tool: Tool) -> bool:
    """Return whether a claim about a tool says what it rests on."""
    return bool(
        tool.claims
        or tool.pricing.basis
        or any(capability.sources for capability in tool.capabilities)
    )


def _title(context: Context, ranking: RankingSettings, *, rests_on: bool) -> tuple[str, str]:
    if not ranking.enabled:
        return (
            context.gettext("How this site works"),
            context.gettext("What the claims on this site rest on, and what is compared.")
            if rests_on
            else context.gettext(
                "Which {tools} are compared on this site.", tools=context.words.tools
            ),
        )
    return (
        context.gettext("How the ranking works"),
        context.gettext(
            "The formula, the weights and the signals behind every score on this site."
        ),
    )


def _weights(
    context: Context, components: tuple[ComponentSpec, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the default weights, then those of each type that has its own."""
    settings = context.site.settings
    by_type = settings.ranking.by_type
    every = context.gettext("Every other type") if by_type else context.gettext("Every type")
    types = [(name, settings.type_label(name)) for name, _ in settings.ranking.by_type]
    for name, label in [("", every), *types]:
        weights = settings.ranking.weights_for(name)
        yield (
            label,
            tuple(
                context.messages.digits(f"{weights[component.id]:g}") for component in components
            ),
        )


def _signal(context: Context, spec: SignalSpec, component: str) -> SignalRow:
    gettext, number = context.gettext, context.messages.number
    scale = gettext(
        SCALES[spec.scale],
        full=number(spec.full),
        half_life=number(context.site.settings.ranking.half_life_days),
    )
    if spec.id == "matches":
        scale = gettext("relative to all {tools}; 0.5 is the average", tools=context.words.tools)
    if spec.direction is Direction.LOWER:
        scale = gettext("{scale}; lower is better, so it counts as 1 minus that", scale=scale)
    origin = (
        context.ngettext(
            "measured, with source and date; unknown {number} day later",
            "measured, with source and date; unknown {number} days later",
            spec.expires_after,
        )
        if spec.expires_after
        else gettext("measured, with source and date")
    )
    if spec.id in BUILT_IN_SIGNALS:
        origin = gettext("computed from the entries")
    if spec.id == "matches":
        origin = gettext("recorded searches")
    return SignalRow(label=spec.label, component=component, scale=scale, origin=origin)
