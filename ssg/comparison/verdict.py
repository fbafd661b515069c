"""Two tools -> `Comparison`: the rows of the table, and one verdict on which of them scores higher.

`compare(b, a)` mirrors `compare(a, b)`: no sentence and no row favours the tool that comes first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ssg.catalog import Tool
from ssg.comparison.alignment import Alignment
from ssg.comparison.jobs import are_listed_apart, are_near, may_do_different_jobs
from ssg.comparison.profile import PointsTexts, ToolProfile
from ssg.comparison.statements import grants
from ssg.comparison.table import Row, table
from ssg.comparison.verdict_messages import MESSAGES
from ssg.messages import Messages
from ssg.ranking.common_basis import CommonBasis, common_basis
from ssg.scores import PROVISIONAL_BELOW, Score, SharedComponent
from ssg.settings import Settings

__all__ = [
    "CLOSE_CALL",
    "NEARLY_ALL",
    "SEVERAL",
    "TOO_FEW",
    "Comparison",
    "Verdict",
    "VerdictKind",
    "compare",
    "has_own_job",
    "have_one_repository",
    "is_only_of",
    "judge",
    "points_text",
]

CLOSE_CALL = 3.0
"""Points: a smaller margin is a tie."""
NEARLY_ALL = 9
"""Least weightings of 10 that a side must lead in to lead in nearly all."""
TENS = 10
"""All ways to weigh the components."""
SEVERAL = 3
"""Components from which it says something that a tool leads however they are weighed."""
FRACTION = 100
"""A number with the plural form that fractions have."""
KEPT_POINTS = 8
"""Points of a tool that are kept in words: one for each scale on which it is compared."""
TOO_FEW = 6
"""Of 10 ways to weigh the components: a lead in no more of them depends on the weights."""


class VerdictKind(StrEnum):
    """How sure it is which of two tools scores higher."""

    CLEAR = "clear"
    LIKELY = "likely"
    OPEN = "open"


class Verdict(NamedTuple):
    """Which of two tools scores higher, how surely, and the sentences that say so.

    `headline`, `reasons` and `bar` follow from the other fields, so they cannot contradict them.
    """

    kind: VerdictKind
    ahead: str
    """`a` or `b`; empty exactly where the kind is open."""
    basis: CommonBasis
    """Points on the components that are known for both."""
    in_ten: int
    """Number of 10 weightings in which the side `ahead` leads; 0 if open."""
    headline: str
    """One sentence: who scores higher, and how surely.

    Empty where a score is missing, for different jobs, where one has a main category that the other
    is not in, and for two tools of one repository.
    """
    reasons: tuple[str, ...]
    """Sentences about margin, weightings, ranges and components known for one side only."""
    facts: tuple[str, ...]
    """A sentence about tools for different jobs."""

    @property
    def tens(self) -> tuple[int, int] | None:
        """Number of 10 weightings in which A and B lead; they add up to 10.

        None where no component is known for both.
        """
        share = self.basis.share_a
        return None if share is None else _tens(share)

    @property
    def margin(self) -> float:
        """Points between the two on the common basis, 0 or more."""
        return abs(self.basis.difference)

    @property
    def bar(self) -> tuple[int, int] | None:
        """The two parts of a bar of ten, only where each side has at least one of them."""
        tens = None if _is_thin(self.basis) else self.tens
        return tens if tens and all(tens) else None

    @property
    def gives_points(self) -> bool:
        """Whether the points of both are given; not where too little is known to compare them."""
        return not _is_thin(self.basis)

    @property
    def answer(self) -> str:
        """What a page begins with: for what each is, if that differs, else who scores higher."""
        return " ".join(self.facts) or self.headline

    @property
    def explanation(self) -> tuple[str, ...]:
        """Sentences about the score that are not the answer, in reading order."""
        return tuple(filter(None, (self.headline, *self.reasons))) if self.facts else self.reasons

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences in reading order."""
        return tuple(filter(None, (*self.facts, self.headline, *self.reasons)))


class Comparison(NamedTuple):
    """Everything that is said about a pair as a pair."""

    a: ToolProfile
    b: ToolProfile
    alignment: Alignment
    rows: tuple[Row, ...]
    verdict: Verdict
    different_jobs: bool
    """Whether the two have no category and nothing comparable in common."""
    oldest: date | None
    """The oldest day on which a fact of either side was checked."""

    @property
    def only(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Capabilities of each side that the other side's file neither lists nor mentions."""
        a, b, alignment = self.a, self.b, self.alignment
        return _only(a, b, alignment.only_a), _only(b, a, alignment.only_b)

    @property
    def ahead(self) -> str:
        """Side named by the verdict: `a`, `b`, or empty."""
        return self.verdict.ahead

    @property
    def margin(self) -> float:
        """Points between the two on the common basis, 0 or more."""
        return self.verdict.margin

    @property
    def shared_components(self) -> tuple[SharedComponent, ...]:
        """The components that are known for both, with their points on the common basis."""
        return self.verdict.basis.shared_components

    @property
    def points_a(self) -> float:
        """Points of A on the common basis, 0 to 100."""
        return self.verdict.basis.points_a

    @property
    def points_b(self) -> float:
        """Points of B on the common basis, 0 to 100."""
        return self.verdict.basis.points_b


def compare(a: ToolProfile, b: ToolProfile, alignment: Alignment, settings: Settings) -> Comparison:
    """Compare two tools of a site whose capabilities are aligned."""
    apart = may_do_different_jobs(a.tool, b.tool, (a.jobs, b.jobs)) and not alignment.both
    return Comparison(
        a=a,
        b=b,
        alignment=alignment,
        rows=table(a, b),
        verdict=judge(a, b, settings, different_jobs=apart),
        different_jobs=apart,
        oldest=min((side.oldest for side in (a, b) if side.oldest), default=None),
    )


def _only(side: ToolProfile, other: ToolProfile, unmatched: Sequence[int]) -> tuple[int, ...]:
    return tuple(index for index in unmatched if is_only_of(side, other, index))


def is_only_of(side: ToolProfile, other: ToolProfile, index: int) -> bool:
    """Return whether the other tool's file does not mention a capability that it does not list.

    Nor does the capability's own text say that the other tool has it. `index`: its place among
    those of `side`.
    """
    capability = side.tool.capabilities[index]
    if other.mentions_capability(capability):
        return False
    return not (other.may_be_named_by(side) and grants(capability, other))


def judge(a: ToolProfile, b: ToolProfile, settings: Settings, *, different_jobs: bool) -> Verdict:
    """Judge two tools; whether they do different jobs depends on their aligned capabilities."""
    basis = common_basis(a.score, b.score)
    facts = tuple(_facts(a, b, settings, different_jobs=different_jobs))
    narrower = not facts and (has_own_job(a, b) or has_own_job(b, a))
    alone = not facts and not narrower and not have_one_repository(a.tool, b.tool)
    kind = _kind(a.score, b.score, basis) if alone else VerdictKind.OPEN
    ahead = "" if kind is VerdictKind.OPEN else "a" if basis.difference > 0 else "b"
    in_ten = _tens(basis.share_a or 0)["ab".index(ahead)] if ahead else 0
    scored = settings.ranking.enabled
    return Verdict(
        kind=kind,
        ahead=ahead,
        basis=basis,
        in_ten=in_ten,
        headline=_headline(a, b, kind, basis) if scored and alone else "",
        reasons=tuple(
            _reasons(a, b, basis, kind)
            if alone
            else _figures(a, b, basis, are_alternatives=not (facts or narrower))
        )
        if scored
        else (),
        facts=facts,
    )


def has_own_job(me: ToolProfile, other: ToolProfile) -> bool:
    """Return whether the other tool has categories, but not the main category of this one.

    Then neither is better: where the other does the job of both, the first one does another as
    well, or above all.
    """
    if are_near(me.jobs, other.jobs):
        return False
    main = _main(me)
    return bool(main and other.tool.categories) and main not in other.tool.categories


def _main(tool: ToolProfile) -> str:
    """Return the id of a tool's main category; empty if there is none."""
    jobs = tool.jobs or ()
    for category in tool.tool.categories:
        if category in jobs:
            return category
    return ""


def have_one_repository(a: Tool, b: Tool) -> bool:
    """Return whether two entries are parts of one project: their scores count the same events."""
    return bool(a.repository) and a.repository_key == b.repository_key


def _tens(share_a: float) -> tuple[int, int]:
    """Round a share to tenths, halves to even, so that both sides add up to 10."""
    tens = round(10 * share_a)
    return tens, 10 - tens


def _kind(a: Score, b: Score, basis: CommonBasis) -> VerdictKind:
    """Decide from margin, weightings and ranges.

    Open: nothing decides, or the scores as they are shown do not name the leader, or it is
    not ahead under nearly all weightings and the ranges of the two scores overlap or the lead
    depends on the weights. So is a small margin. Clear: the leader is ahead under nearly all
    weightings, with ranges apart. Likely: the rest. Where less than half of the weight is known for
    both, the score rests mostly on what is unknown: then it is open.
    """
    share = basis.share_a
    if share is None or not basis.difference:
        return VerdictKind.OPEN
    if _is_thin(basis) or not _is_shown(a, b, basis):
        return VerdictKind.OPEN
    overlap = _overlap(a, b, basis)
    leads = _tens(share)[0 if basis.difference > 0 else 1]
    if _is_close(basis) or (leads < NEARLY_ALL and (overlap or leads <= TOO_FEW)):
        return VerdictKind.OPEN
    return VerdictKind.LIKELY if overlap or leads < NEARLY_ALL else VerdictKind.CLEAR


def _is_close(basis: CommonBasis) -> bool:
    return abs(basis.difference) < CLOSE_CALL


def _is_thin(basis: CommonBasis) -> bool:
    return basis.weight < PROVISIONAL_BELOW


def _is_shown(a: Score, b: Score, basis: CommonBasis) -> bool:
    """Return whether the scores that the page shows, whole numbers, name the same leader."""
    high, low = (a, b) if basis.difference > 0 else (b, a)
    return (high.rounded or 0) > (low.rounded or 0)


def _overlap(a: Score, b: Score, basis: CommonBasis) -> bool:
    """Return whether the leader on the common basis has, or could have, the lower score."""
    high, low = (a, b) if basis.difference > 0 else (b, a)
    if (high.total or 0.0) <= (low.total or 0.0):
        return True
    least = high.range.low if high.range else high.total
    most = low.range.high if low.range else low.total
    return least is None or most is None or least <= most


def _headline(a: ToolProfile, b: ToolProfile, kind: VerdictKind, basis: CommonBasis) -> str:
    if kind is VerdictKind.OPEN:
        return _open_headline(a, b, basis)
    name = (a if basis.difference > 0 else b).name
    return _message(a.messages, "clear" if kind is VerdictKind.CLEAR else "likely", name=name)


def _open_headline(a: ToolProfile, b: ToolProfile, basis: CommonBasis) -> str:
    if a.score.total is None or b.score.total is None:
        return ""
    if _is_thin(basis):
        unsure = sorted(side.name for side in (a, b) if side.score.provisional)
        return _message(
            a.messages, "thin" if unsure else "thin_both", names=a.messages.join(unsure)
        )
    if not basis.difference and a.score.rounded == b.score.rounded:
        return _message(a.messages, "same")
    if not _is_close(basis) and not _overlap(a.score, b.score, basis):
        return _message(a.messages, "by_weights")
    return _message(a.messages, "not_clear")


def _reasons(
    a: ToolProfile,
    b: ToolProfile,
    basis: CommonBasis,
    kind: VerdictKind,
) -> Iterator[str]:
    unrated = [side.name for side in (a, b) if side.score.total is None]
    if unrated:
        if len(unrated) == 1:
            yield _message(a.messages, "unrated", name=unrated[0])
        return
    share_a = basis.share_a
    if share_a is None:
        if not basis.not_comparable:
            yield _message(a.messages, "none_shared")
        yield from _left_out(a, b, basis)
        return
    thin, tens = _is_thin(basis), _tens(share_a)
    yield _basis_sentence(a, b, basis, open_=kind is VerdictKind.OPEN)
    yield from _left_out(a, b, basis)
    yield from _turned(a, b, basis)
    split = all(tens) and kind is not VerdictKind.OPEN  # then the page draws the bar
    nearly_all = NEARLY_ALL if _is_close(basis) else 10
    sure = kind is VerdictKind.CLEAR or max(tens) < nearly_all  # not absolute about what is open
    shown = len(basis.scale.components)
    several = basis.difference and shown > 1 and (shown >= SEVERAL or max(tens) < TENS)
    if not thin and not split and several and sure:
        yield _weightings_sentence(a, b, basis, share_a, tens)
    if not thin and kind is VerdictKind.LIKELY and _overlap(a.score, b.score, basis):
        yield _message(a.messages, "overlap")


def _left_out(a: ToolProfile, b: ToolProfile, basis: CommonBasis) -> Iterator[str]:
    """Name what only one side has, and what both have by different signals: it is not compared."""
    if not basis.partial:
        return
    messages = a.messages
    sides = ((a, basis.only_a), (b, basis.only_b))
    parts = [
        _message(messages, "part", labels=messages.join(labels), name=name)
        for name, labels in sorted(
            (
                side.name,
                [*map(messages.lowered, only), *_signals_left_out(side.score, basis, messages)],
            )
            for side, only in sides
        )
        if labels
    ]
    if parts:
        yield _message(messages, "left_out", parts=messages.gettext("; ").join(parts))
    if basis.not_comparable:
        labels = messages.join([messages.lowered(label) for label in basis.not_comparable])
        yield _message(messages, "not_comparable", labels=labels)


def _signals_left_out(score: Score, basis: CommonBasis, messages: Messages) -> Iterator[str]:
    """Yield the labels of the signals of one side that are not compared."""
    counted = {part.name: part.signals for part in basis.scale.components if part.signals}
    for part in score.components:
        for reading in part.readings if part.name in counted else ():
            if reading.label not in counted[part.name]:
                yield messages.inside_sentence(reading.label)


def _figures(
    a: ToolProfile, b: ToolProfile, basis: CommonBasis, *, are_alternatives: bool
) -> Iterator[str]:
    """Give the points of two tools for different jobs, or one of another job, and no leader."""
    if not are_alternatives and basis.scale.components:
        yield _basis_sentence(a, b, basis, open_=True)
        yield from _left_out(a, b, basis)
        yield from _turned(a, b, basis)


def _turned(a: ToolProfile, b: ToolProfile, basis: CommonBasis) -> Iterator[str]:
    """Say that the scores themselves have the other order than the points that are compared."""
    own, other = a.score.rounded, b.score.rounded
    if own is None or other is None or _is_thin(basis):
        return
    if (own - other) * round(basis.difference, 1) < 0:
        yield _message(a.messages, "turned")


def _basis_sentence(a: ToolProfile, b: ToolProfile, basis: CommonBasis, *, open_: bool) -> str:
    """Give the points of both, or what little is known for both."""
    if _is_thin(basis):
        single = len(basis.scale.components) == 1
        return _message(
            a.messages, "only_one" if single else "only_some", labels=_labels(basis, a.messages)
        )
    level = open_ and round(basis.points_a, 1) == round(basis.points_b, 1)
    return _margin_sentence(a, b, basis, level=level)


def _labels(basis: CommonBasis, messages: Messages) -> str:
    labels = [messages.lowered(component.label) for component in basis.scale.components]
    return messages.join(labels)


def _margin_sentence(a: ToolProfile, b: ToolProfile, basis: CommonBasis, *, level: bool) -> str:
    """Give the points of both on the components known for both; name these if there are others.

    `level` says that the points of both are equal, as they are shown.
    """
    known = "_of_known" if basis.partial else ""
    scope = f"{known}_by_means" if basis.mean_weights else known
    labels = _labels(basis, a.messages) if known else ""
    # Level tools keep one order, also where their own scores differ.
    high, low = (a, b) if (basis.difference, b.tool.slug) > (0, a.tool.slug) else (b, a)
    most, least = sorted((basis.points_a, basis.points_b), reverse=True)
    first, second = _points_of(high, most), _points_of(low, least)
    points, other = first.as_higher, second.as_lower
    if level and not (first.has_other_total or second.has_other_total):
        return _message(a.messages, f"level{scope}", labels=labels, points=points)
    return _message(
        a.messages,
        f"margin{scope}",
        labels=labels,
        high=high.name,
        points=points,
        low=low.name,
        other=other,
    )


def _points_of(side: ToolProfile, points: float) -> PointsTexts:
    """Return compared points of a tool in words, which are the same on many of its comparisons."""
    texts = side.points_made.get(points)
    if texts is None:
        if len(side.points_made) >= KEPT_POINTS:
            side.points_made.clear()
        texts = side.points_made[points] = _points_texts(side, points)
    return texts


def _points_texts(side: ToolProfile, points: float) -> PointsTexts:
    score, messages = side.score, side.messages
    texts = points_text(points, messages), messages.number(round(points, 1))
    if score.total is None or round(score.total, 1) == round(points, 1):
        return PointsTexts(*texts, has_other_total=False)
    total = score.shown if score.provisional else messages.number(round(score.total, 1))
    higher, lower = (_message(messages, "own_total", points=text, total=total) for text in texts)
    return PointsTexts(higher, lower, has_other_total=True)


def _weightings_sentence(
    a: ToolProfile, b: ToolProfile, basis: CommonBasis, share_a: float, tens: tuple[int, int]
) -> str:
    """Say in how many of ten ways to weigh the components the side with the more of them leads."""
    ahead, ten, share = (a, tens[0], share_a) if share_a > 0.5 else (b, tens[1], 1 - share_a)
    name = ahead.name
    if share == 1:
        return _message(a.messages, "every_weighting", name=name)
    if ten == 10:
        return _message(a.messages, "nearly_every", name=name)
    if tens[0] == tens[1]:
        return _message(a.messages, "half")
    leads = (share_a > 0.5) == (basis.difference > 0)
    return _message(a.messages, "tens" if leads else "tens_but", name=name, tens=ten)


def points_text(points: float, messages: Messages) -> str:
    """Return a number of points in words, rounded to tenths; only 1 is singular."""
    shown = round(points, 1)
    quantity = int(shown) if shown == int(shown) else FRACTION
    return messages.ngettext(
        "{number} point", "{number} points", quantity, number=messages.number(shown)
    )


def _facts(
    a: ToolProfile, b: ToolProfile, settings: Settings, *, different_jobs: bool
) -> Iterator[str]:
    """Say what each of two tools for different jobs is for, or listed under."""
    if not (different_jobs or are_listed_apart(a.jobs, b.jobs)):
        return
    purposes = {"purpose_a": a.purpose, "purpose_b": b.purpose}
    if all(purposes.values()) and len(set(purposes.values())) > 1:
        yield _message(settings.messages, "by_purpose", a=a.name, b=b.name, **purposes)
        return
    # A category of both does not tell them apart, even if it is the main one of only one tool.
    common = b.listed_under if _main(b) in a.tool.categories else a.listed_under
    jobs = {"job": common, "job_a": a.listed_under, "job_b": b.listed_under}
    name = "no_job"
    if all(jobs.values()):
        is_common = _main(b) in a.tool.categories or _main(a) in b.tool.categories
        name = "one_category" if is_common or a.listed_under == b.listed_under else "by_job"
    yield _message(settings.messages, name, a=a.name, b=b.name, **jobs)


def _message(messages: Messages, message: str, /, **values: object) -> str:
    return messages.gettext(MESSAGES[message], **values)
