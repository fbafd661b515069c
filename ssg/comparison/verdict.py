"""Two tools -> `Comparison`: the rows of the table, who is ahead, and the verdict in sentences.

`compare(b, a)` is `compare(a, b)` turned round: no sentence and no row favours the tool that happens to stand first.
"""

from dataclasses import dataclass
from datetime import date

from ssg.catalog import PricingModel, Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.profile import ToolProfile
from ssg.comparison.table import Row, higher, table
from ssg.labels import COMPONENT_LABELS
from ssg.ranking.sensitivity import share_ahead
from ssg.scores import Score
from ssg.settings import COMPONENTS, Settings
from ssg.text import join_words

__all__ = [
    "CLOSE_CALL",
    "SHARE_OF_CHANCE",
    "Comparison",
    "Verdict",
    "compare",
    "judge",
    "may_do_different_jobs",
    "too_close",
]

CLOSE_CALL = 3.0
"""Points: closer scores than this are called too close to call."""
SHARE_OF_CHANCE = 0.65
"""Share of weightings: a lead that the leader has under no more of them depends on taste, and is too close to call."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is said about a pair as a pair."""

    a: ToolProfile
    b: ToolProfile
    alignment: Alignment
    rows: tuple[Row, ...]
    ahead: str
    """`a`, `b`, or nothing where one side is unrated or both have equal scores."""
    margin: float
    """Points between the two scores."""
    share: float | None
    """Share of all weightings, 0 to 1, under which A is above B; None when one side is unrated."""
    different_jobs: bool
    """Whether the two are of different types and have nothing in common that could be compared."""
    verdict: tuple[str, ...]
    """Sentences."""
    oldest: date | None
    """The oldest day on which a fact of either side was checked."""

    @property
    def close(self) -> bool:
        """Whether the scores are too near to each other to name a winner."""
        return too_close(self.margin, _leaders_share(self.share, self.ahead))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scores of a pair say, and its prices."""

    ahead: str
    """`a`, `b`, or nothing, as in `Comparison`."""
    margin: float
    share: float | None
    close: bool
    """Whether the scores are too near to each other to name a winner."""
    verdict: tuple[str, ...]


def too_close(margin: float, share: float | None) -> bool:
    """Tell whether a lead of so many points is no lead; `share` is that of the weightings that put the leader ahead."""
    return share is not None and (margin < CLOSE_CALL or share <= SHARE_OF_CHANCE)


def _leaders_share(share: float | None, ahead: str) -> float | None:
    return 1 - share if share is not None and ahead == "b" else share


def compare(a: ToolProfile, b: ToolProfile, alignment: Alignment, settings: Settings) -> Comparison:
    """Compare two tools of a site whose capabilities are aligned."""
    apart = may_do_different_jobs(a.tool, b.tool) and not alignment.both
    judged = judge(a, b, settings, different_jobs=apart)
    return Comparison(
        a=a,
        b=b,
        alignment=alignment,
        ahead=judged.ahead,
        margin=judged.margin,
        share=judged.share,
        different_jobs=apart,
        rows=table(a, b),
        verdict=judged.verdict,
        oldest=min((side.oldest for side in (a, b) if side.oldest), default=None),
    )


def judge(a: ToolProfile, b: ToolProfile, settings: Settings, *, different_jobs: bool) -> Verdict:
    """Say who is ahead of two tools; whether they do different jobs depends on their capabilities, so the caller says it."""
    margin, ahead = _margin(a.score, b.score)
    share = share_ahead(a.totals, b.totals)
    close = too_close(margin, _leaders_share(share, ahead))
    apart = _jobs(a, b, settings) if different_jobs else ""
    return Verdict(
        ahead=ahead,
        margin=margin,
        share=share,
        close=close,
        verdict=_verdict(a, b, ahead, close=close, apart=apart),
    )


def may_do_different_jobs(a: Tool, b: Tool) -> bool:
    """Tell whether two tools do different jobs unless a capability of the one is the same thing as one of the other."""
    return a.type != b.type and not set(a.categories) & set(b.categories)


def _jobs(a: ToolProfile, b: ToolProfile, settings: Settings) -> str:
    """Say that two tools cannot replace each other, and what each is for."""
    parts = [f"{side.tool.name} is for {_purpose(side.tool, settings)}" for side in (a, b)]
    return f"The two do different jobs, so the score does not choose between them: {parts[0]}, {parts[1]}."


def _purpose(tool: Tool, settings: Settings) -> str:
    names = {category.id: category.name.lower() for category in settings.categories}
    named = [names[one] for one in tool.categories if one in names]
    return join_words(named) if named else f"what a {settings.type_label(tool.type).lower()} is for"


def _margin(a: Score, b: Score) -> tuple[float, str]:
    if a.total is None or b.total is None:
        return 0.0, ""
    difference = round(a.total - b.total, 9)
    return abs(difference), "a" if difference > 0 else "b" if difference < 0 else ""


def _verdict(
    a: ToolProfile, b: ToolProfile, ahead: str, *, close: bool, apart: str
) -> tuple[str, ...]:
    """Say who scores higher, who leads on what, who can be had for nothing, and what speaks against choosing by that."""
    caution = "That is too close to call." if close and ahead and not apart else ""
    return tuple(
        sentence
        for sentence in (
            _who_scores_higher(a, b, ahead),
            caution,
            _who_leads(a, b),
            _who_is_free(a, b),
            apart,
        )
        if sentence
    )


def _who_scores_higher(a: ToolProfile, b: ToolProfile, ahead: str) -> str:
    if a.score.rounded is None or b.score.rounded is None:
        unrated = sorted(side.tool.name for side in (a, b) if side.score.rounded is None)
        return f"{join_words(unrated)} {'has' if len(unrated) == 1 else 'have'} no score yet, so the ranking cannot decide."
    if not ahead:
        return f"{a.tool.name} and {b.tool.name} have the same score, {a.score.rounded}/100."
    high, low = (a, b) if ahead == "a" else (b, a)
    return (
        f"{high.tool.name} scores higher at {high.score.rounded}/100 vs {low.tool.name} "
        f"at {low.score.rounded}/100."
    )


def _who_leads(a: ToolProfile, b: ToolProfile) -> str:
    """Name what each side leads on; nothing unless both lead somewhere, for then the first sentence says it all."""
    leads: dict[str, list[str]] = {"a": [], "b": []}
    for name, first, second in zip(COMPONENTS, a.values, b.values, strict=True):
        side = higher(first, second)
        if side:
            leads[side].append(COMPONENT_LABELS[name].lower())
    if not leads["a"] or not leads["b"]:
        return ""
    return f"{a.tool.name} leads on {join_words(leads['a'])}, while {b.tool.name} is stronger on {join_words(leads['b'])}."


def _who_is_free(a: ToolProfile, b: ToolProfile) -> str:
    for free, other in ((a.tool, b.tool), (b.tool, a.tool)):
        costs = other.pricing.model in {PricingModel.PAID, PricingModel.USAGE}
        if free.pricing.has_free_tier and costs:
            return f"{free.name} has a free tier; {other.name} has none."
    return ""
