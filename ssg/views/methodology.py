"""Methodology page: formula, weights and signals, generated from the site's configuration."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.comparison.verdict import CLOSE_CALL, SHARE_OF_CHANCE
from ssg.labels import COMPONENT_LABELS
from ssg.ranking.checklist import CHECKLIST
from ssg.ranking.scoring import BUILT_IN
from ssg.ranking.sensitivity import PARTS, WEIGHTINGS
from ssg.settings import COMPONENTS, PairPolicy, RankingSettings, Scale, Settings, SignalSpec
from ssg.site import Page
from ssg.text import number
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["MethodologyView", "pages", "view"]

SCALES = {
    Scale.LOG: "logarithmic, 1 at {full} and above",
    Scale.LINEAR: "linear, 1 at {full} and above",
    Scale.BOOL: "1 for yes, 0 for no",
    Scale.DATE: "1 today, halved every {half_life} days",
}
POLICIES = {
    PairPolicy.RELATED: "Each tool is compared with the {related} most similar tools, by shared "
    "categories, shared capabilities, similar wording of capabilities, and type.",
    PairPolicy.CATEGORY: "All tools of one category are compared with each other.",
    PairPolicy.TYPE: "All tools of one type are compared with each other.",
    PairPolicy.ALL: "Every tool is compared with every other.",
    PairPolicy.NONE: "Only the pairs listed in the site's configuration are compared.",
}


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal, described."""

    label: str
    """Signal label."""
    component: str
    """Label of its component."""
    scale: str
    """How the value is scaled to 0-1, in words."""
    built_in: bool
    """Whether it is computed for every site."""


@dataclass(frozen=True, slots=True)
class MethodologyView:
    """View of the methodology page."""

    head: Head
    weights: tuple[tuple[str, tuple[str, ...]], ...]
    """Weights of all components: the default, and each type that differs."""
    components: tuple[str, ...]
    """Component labels, in the order of the weights."""
    own_split: bool
    """Whether the site uses the packaged default weights."""
    signals: tuple[SignalRow, ...]
    """Signals that scores are computed from."""
    checklist: tuple[tuple[str, int], ...]
    """Completeness criteria and their points."""
    close_call: str
    """Smallest lead in points that is not a close call."""
    chance: int
    """Percentage of weightings up to which a lead is a close call."""
    weightings: int
    """Number of weightings tried."""
    parts: int
    """Equal parts that a weighting distributes."""
    policy: str
    """Which pairs get a page, in words."""
    as_of: str
    """Reference date for ages."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the methodology page."""
    yield Page(
        "methodology", context.addresses.page("methodology"), changed=context.site.ranking.as_of
    )


def view(context: Context, page: Page) -> MethodologyView:
    """Return the view of the methodology page."""
    ranking, pairs = context.site.settings.ranking, context.site.settings.pairs
    return MethodologyView(
        head=context.head(
            page.address,
            "How the ranking works",
            "The formula, the weights and the signals behind every score on this site.",
            (Link("Method", context.href(page.address)),),
        ),
        weights=_weights(context.site.settings),
        components=tuple(COMPONENT_LABELS[name] for name in COMPONENTS),
        own_split=ranking.weights_for("") == RankingSettings().weights_for(""),
        signals=tuple(
            _signal(spec, ranking, built_in=spec in BUILT_IN)
            for spec in (*BUILT_IN, *ranking.signals)
        ),
        checklist=tuple((item.label, item.points) for item in CHECKLIST),
        close_call=number(CLOSE_CALL),
        chance=round(100 * SHARE_OF_CHANCE),
        weightings=len(WEIGHTINGS),
        parts=PARTS,
        policy=POLICIES[pairs.policy].format(related=pairs.related),
        as_of=context.site.ranking.as_of.isoformat(),
    )


def _weights(settings: Settings) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return label and component weights of the default and of each type that differs."""
    ranking = settings.ranking
    rows = [("Every type" if not ranking.by_type else "Every other type", ranking.weights_for(""))]
    rows += [(settings.type_label(name), ranking.weights_for(name)) for name, _ in ranking.by_type]
    return tuple(
        (label, tuple(f"{weights[name]:g}" for name in COMPONENTS)) for label, weights in rows
    )


def _signal(spec: SignalSpec, ranking: RankingSettings, *, built_in: bool) -> SignalRow:
    scale = SCALES[spec.scale].format(
        full=number(spec.full), half_life=number(ranking.half_life_days)
    )
    return SignalRow(
        label=spec.label, component=COMPONENT_LABELS[spec.component], scale=scale, built_in=built_in
    )
