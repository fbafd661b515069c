"""The methodology: the formula, weights and signals of this very site, written from its configuration."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssg.comparison.verdict import CLOSE_CALL, SHARE_OF_CHANCE
from ssg.labels import COMPONENT_LABELS
from ssg.ranking.checklist import CHECKLIST
from ssg.ranking.scoring import BUILT_IN
from ssg.ranking.sensitivity import PARTS, WEIGHTINGS
from ssg.settings import COMPONENTS, PairPolicy, RankingSettings, Scale, SignalSpec
from ssg.site import Page
from ssg.text import number
from ssg.views.context import Context
from ssg.views.page_head import Head, Link

__all__ = ["MethodologyView", "pages", "view"]

SCALES = {
    Scale.LOG: "logarithm of the value, 1 at {full} and above",
    Scale.LINEAR: "in proportion, 1 at {full} and above",
    Scale.BOOL: "1 for yes, 0 for no",
    Scale.DATE: "1 today, half of it every {half_life} days",
}
POLICIES = {
    PairPolicy.RELATED: "Each tool is compared with the {related} tools nearest to it: shared categories, shared "
    "capabilities, like wording of capabilities, same type.",
    PairPolicy.CATEGORY: "All tools of one category are compared with each other.",
    PairPolicy.TYPE: "All tools of one type are compared with each other.",
    PairPolicy.ALL: "Every tool is compared with every other.",
    PairPolicy.NONE: "Only pairs that the site names are compared.",
}


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal in words."""

    label: str
    """What it is called."""
    component: str
    """Label of the component that it counts for."""
    scale: str
    """How it becomes a number from 0 to 1, in words."""
    built_in: bool
    """Whether every site has it."""


@dataclass(frozen=True, slots=True)
class MethodologyView:
    """What the layout of the methodology sees."""

    head: Head
    weights: tuple[tuple[str, tuple[str, ...]], ...]
    """For the default and each type that differs: the weight of every component."""
    components: tuple[str, ...]
    """Labels, in the order of the weights."""
    own_split: bool
    """Whether the default weights are those of which 40 are our own split."""
    signals: tuple[SignalRow, ...]
    """What scores are made of."""
    checklist: tuple[tuple[str, int], ...]
    """What an entry gets points for, and how many."""
    close_call: str
    """A lead under so many points is no lead."""
    chance: int
    """Per cent of the weightings: a lead under no more of them is no lead."""
    weightings: int
    """How many are tried."""
    parts: int
    """Into so many parts a weighting divides the whole."""
    policy: str
    """Which pairs get a page, in words."""
    as_of: str
    """The day that ages are counted to."""


def pages(context: Context) -> Iterator[Page]:
    """Yield the one page of methodology."""
    yield Page(
        "methodology", context.addresses.page("methodology"), changed=context.site.ranking.as_of
    )


def view(context: Context, page: Page) -> MethodologyView:
    """Make the view of the methodology."""
    ranking, pairs = context.site.settings.ranking, context.site.settings.pairs
    rows = [("Every type" if not ranking.by_type else "Every other type", ranking.weights_for(""))]
    rows += [
        (context.site.settings.type_label(name), ranking.weights_for(name))
        for name, _ in ranking.by_type
    ]
    return MethodologyView(
        head=context.head(
            page.address,
            "How the ranking works",
            "The formula, the weights and the signals behind every score on this site.",
            (Link("Method", context.href(page.address)),),
        ),
        weights=tuple(
            (label, tuple(f"{weights[name]:g}" for name in COMPONENTS)) for label, weights in rows
        ),
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


def _signal(spec: SignalSpec, ranking: RankingSettings, *, built_in: bool) -> SignalRow:
    scale = SCALES[spec.scale].format(
        full=number(spec.full), half_life=number(ranking.half_life_days)
    )
    return SignalRow(
        label=spec.label, component=COMPONENT_LABELS[spec.component], scale=scale, built_in=built_in
    )
