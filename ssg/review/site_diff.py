"""Differences between two versions of a site: tools, scores, comparisons and addresses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment_inputs import same_alignments
from ssg.comparison.jobs import BUILT_ON, may_do_different_jobs, pair_keys
from ssg.comparison.profile import ToolProfile, profile_of
from ssg.comparison.verdict import Verdict, VerdictKind, judge
from ssg.messages import is_english
from ssg.pair_table import PairTable
from ssg.ranking.subjects import tells_its_job
from ssg.review.tool_diff import ToolChange, diff_tools
from ssg.scores import ComponentScore, Ranking, Score
from ssg.settings import Settings
from ssg.site import Pair, distinct_names_of

__all__ = [
    "ComparisonChange",
    "ComponentChange",
    "MovedPage",
    "ScoreChange",
    "SiteDiff",
    "SiteVersion",
    "Verdicts",
    "diff_sites",
]

TOLERANCE = 1e-9
"""Largest difference, in points, of two scores that count as equal."""


@dataclass(frozen=True, slots=True)
class SiteVersion:
    """One version of a site, as needed for a comparison."""

    catalog: Catalog
    ranking: Ranking
    pairs: Sequence[Pair]
    pages: frozenset[str]
    """Addresses of all pages except redirects."""
    redirects: Mapping[str, str]
    """Address of a redirect -> its target."""
    have_common: Callable[[str, str], bool]
    """Return whether two tools, given by slug, share a capability; may be slow."""


@dataclass(frozen=True, slots=True)
class ComponentChange:
    """Change of a score component."""

    name: str
    before: float | None
    after: float | None
    """Values from 0 to 1; None if unknown."""
    points: float
    """Change of the total score, in points."""
    readings: tuple[str, ...]
    """Signals that changed: `GitHub stars: 6,500 -> 7,000`."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Change of a tool's score (0-100)."""

    slug: str
    name: str
    before: float | None
    after: float | None
    place_before: int
    place_after: int
    components: tuple[ComponentChange, ...]
    """Sorted by effect; empty if only the weights changed."""
    own: bool
    """Whether the tool's file changed."""


@dataclass(frozen=True, slots=True)
class ComparisonChange:
    """Change of the verdict of a comparison."""

    a: str
    b: str
    leader_before: str
    leader_after: str
    """Slug of the tool that is ahead; may be empty."""
    kind_before: VerdictKind
    kind_after: VerdictKind
    before: str
    after: str
    """Headline of the verdict."""

    @property
    def turned(self) -> bool:
        """Whether the leader changed, or how sure it is."""
        return (self.leader_before, self.kind_before) != (self.leader_after, self.kind_after)


@dataclass(frozen=True, slots=True)
class MovedPage:
    """A page whose address changed and whose old address redirects."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SiteDiff:
    """Effects of a change on a site."""

    as_of_before: date
    as_of_after: date
    tools: tuple[ToolChange, ...]
    scores: tuple[ScoreChange, ...]
    """Changed tools first, then by size of the change."""
    comparisons: tuple[ComparisonChange, ...]
    """Changed leaders first."""
    appearing: tuple[str, ...]
    vanishing: tuple[str, ...]
    """Addresses that become dead."""
    moved: tuple[MovedPage, ...]
    settings_changed: bool

    @property
    def empty(self) -> bool:
        """Whether there are no differences."""
        return not (
            self.tools
            or self.scores
            or self.comparisons
            or self.appearing
            or self.vanishing
            or self.moved
            or self.settings_changed
        )


def diff_sites(before: SiteVersion, after: SiteVersion) -> SiteDiff:
    """Return the differences between two versions of a site."""
    names = _identities(before.catalog, after.catalog)
    changes = tuple(
        change for change in _tool_changes(before.catalog, after.catalog, names) if change
    )
    moved, vanishing = _addresses(before, after)
    return SiteDiff(
        as_of_before=before.ranking.as_of,
        as_of_after=after.ranking.as_of,
        tools=changes,
        scores=_scores(before, after, names, {change.slug for change in changes}),
        comparisons=_comparisons(before, after, names),
        moved=moved,
        vanishing=vanishing,
        appearing=tuple(sorted(after.pages - before.pages - {page.after for page in moved})),
        settings_changed=before.catalog.settings != after.catalog.settings,
    )


def _identities(before: Catalog, after: Catalog) -> dict[str, str]:
    """Return new slug -> old slug of tools in both versions; aliases identify renamed tools."""
    old, new = {tool.slug for tool in before.tools}, {tool.slug for tool in after.tools}
    old_slugs = {slug: slug for slug in sorted(old & new)}
    for tool in after.tools:
        earlier = [
            alias
            for alias in tool.aliases
            if alias in old - new and alias not in old_slugs.values()
        ]
        if tool.slug not in old and earlier:
            old_slugs[tool.slug] = earlier[0]
    return old_slugs


def _tool_changes(
    before: Catalog, after: Catalog, names: Mapping[str, str]
) -> Iterator[ToolChange | None]:
    old = {tool.slug: tool for tool in before.tools}
    for tool in after.tools:
        yield diff_tools(old.get(names.get(tool.slug, "")), tool)
    kept = set(names.values())
    yield from (diff_tools(tool, None) for tool in before.tools if tool.slug not in kept)


def _scores(
    before: SiteVersion, after: SiteVersion, names: Mapping[str, str], changed: set[str]
) -> tuple[ScoreChange, ...]:
    old = {score.slug: score for score in before.ranking.scores}
    tools = {tool.slug: tool for tool in after.catalog.tools}
    changes = [
        _score(tools[score.slug], old[names[score.slug]], score, own=score.slug in changed)
        for score in after.ranking.scores
        if score.slug in names and _differs(old[names[score.slug]].total, score.total)
    ]

    def by_size(change: ScoreChange) -> tuple[bool, float, str]:
        size = abs((change.after or 0) - (change.before or 0))
        return not change.own, -size, change.slug

    return tuple(sorted(changes, key=by_size))


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > TOLERANCE


def _score(tool: Tool, before: Score, after: Score, *, own: bool) -> ScoreChange:
    parts = [
        _component(old, new)
        for old, new in _paired(before.components, after.components)
        if _differs(old.value, new.value)
    ]
    return ScoreChange(
        slug=tool.slug,
        name=tool.name,
        before=before.total,
        after=after.total,
        place_before=before.place,
        place_after=after.place,
        own=own,
        components=tuple(sorted(parts, key=lambda part: -abs(part.points))),
    )


def _paired(
    before: Sequence[ComponentScore], after: Sequence[ComponentScore]
) -> Iterator[tuple[ComponentScore, ComponentScore]]:
    """Pair components by id; a component that a version does not have is unknown there."""
    old, new = ({one.name: one for one in side} for side in (before, after))
    for name in (*new, *(one for one in old if one not in new)):
        known = new.get(name) or old[name]
        missing = ComponentScore(
            name=name, label=known.label, value=None, weight=known.weight, points=0.0, most=0.0
        )
        yield old.get(name, missing), new.get(name, missing)


def _component(before: ComponentScore, after: ComponentScore) -> ComponentChange:
    old, new = ({reading.id: reading for reading in side.readings} for side in (before, after))
    raw = {
        key: tuple(side[key].raw if key in side else "unknown" for side in (old, new))
        for key in old | new
    }
    readings = [
        f"{reading.label}: {raw[key][0]} -> {raw[key][1]}"
        for key, reading in (old | new).items()
        if raw[key][0] != raw[key][1]
    ]
    return ComponentChange(
        name=after.label,
        before=before.value,
        after=after.value,
        points=after.points - before.points,
        readings=tuple(readings),
    )


def _comparisons(
    before: SiteVersion, after: SiteVersion, names: Mapping[str, str]
) -> tuple[ComparisonChange, ...]:
    """Return the changed verdicts of pairs with a page in both versions.

    Pairs whose inputs are equal are skipped.
    """
    steps = {frozenset((pair.a, pair.b)): pair.step for pair in before.pairs}
    old, new = Verdicts(before), Verdicts(after)
    same_texts = same_alignments(before.catalog, after.catalog)
    same_site = old.inputs_of_all() == new.inputs_of_all()
    changes = []
    for pair in after.pairs:
        a, b = names.get(pair.a, ""), names.get(pair.b, "")
        step = steps.get(frozenset((a, b)))
        if step is None or (
            (same_site and step == pair.step)
            and _same_inputs(old, new, (a, b), pair, same_texts=same_texts)
        ):
            continue
        change = _comparison(pair, old.verdict(a, b), new.verdict(pair.a, pair.b))
        if change:
            changes.append(change)
    return tuple(sorted(changes, key=lambda change: (not change.turned, change.a, change.b)))


def _comparison(pair: Pair, before: Verdict, after: Verdict) -> ComparisonChange | None:
    if (before.headline, before.kind) == (after.headline, after.kind):
        return None
    slugs = {"a": pair.a, "b": pair.b, "": ""}
    return ComparisonChange(
        a=pair.a,
        b=pair.b,
        leader_before=slugs[before.ahead],
        leader_after=slugs[after.ahead],
        kind_before=before.kind,
        kind_after=after.kind,
        before=before.headline,
        after=after.headline,
    )


class Verdicts:
    """Verdicts of one version of a site, with cached tool profiles."""

    def __init__(self, version: SiteVersion) -> None:
        self.tools = {tool.slug: tool for tool in version.catalog.tools}
        self.scores = {score.slug: score for score in version.ranking.scores}
        self.settings: Settings = version.catalog.settings
        self._table = PairTable.of(version.pairs)
        self._inputs: dict[str, tuple[object, ...]] = {}
        self._have_common = version.have_common
        self._distinct_names = distinct_names_of(version.catalog.tools)
        self._profiles: dict[str, ToolProfile] = {}

    def verdict(self, a: str, b: str) -> Verdict:
        """Return the verdict on the page of two tools."""
        apart = self.may_do_different_jobs(a, b) and not self._have_common(a, b)
        return judge(self._profile(a), self._profile(b), self.settings, different_jobs=apart)

    def may_do_different_jobs(self, a: str, b: str) -> bool:
        """Return whether two tools do different jobs unless they share a capability."""
        jobs = self._profile(a).jobs, self._profile(b).jobs
        return may_do_different_jobs(self.tools[a], self.tools[b], jobs)

    def _profile(self, slug: str) -> ToolProfile:
        if slug not in self._profiles:
            profile = profile_of(
                self.tools[slug],
                self.scores[slug],
                self.settings,
                distinct_name=self._distinct_names.get(slug, ""),
            )
            if profile.jobs is not None:
                profile = replace(profile, jobs=profile.jobs.union(self._pair_keys(slug)))
            self._profiles[slug] = profile
        return self._profiles[slug]

    def _pair_keys(self, slug: str) -> Iterable[str]:
        if not is_english(self.settings.default_language) or not tells_its_job(self.tools[slug]):
            return ()
        return pair_keys(slug, self._table.steps(slug), self.tools)

    def inputs(self, slug: str) -> tuple[object, ...]:
        """Return what verdicts about a tool use of it and its score."""
        if slug not in self._inputs:
            tool, score = self.tools[slug], self.scores[slug]
            self._inputs[slug] = (
                (tool.name, self._distinct_names.get(slug), tool.type, tool.categories),
                (tool.pricing, tool.repository_key, dict(tool.attributes).get(BUILT_ON)),
                tells_its_job(tool),
                (score.components, score.range),
            )
        return self._inputs[slug]

    def inputs_of_all(self) -> tuple[object, ...]:
        """Return what all verdicts use of the site."""
        settings = self.settings
        return settings.types, settings.categories, settings.messages, settings.ranking.enabled


def _same_inputs(
    old: Verdicts, new: Verdicts, before: tuple[str, str], pair: Pair, *, same_texts: bool
) -> bool:
    """Return whether all that a verdict uses of its tools is equal.

    `same_texts`: whether all alignments are.
    """
    same = all(
        old.inputs(slug) == new.inputs(new_slug)
        for slug, new_slug in zip(before, (pair.a, pair.b), strict=True)
    )
    return same and (same_texts or not new.may_do_different_jobs(pair.a, pair.b))


def _addresses(
    before: SiteVersion, after: SiteVersion
) -> tuple[tuple[MovedPage, ...], tuple[str, ...]]:
    """Return the moved pages, and the addresses (including redirects) that become dead."""
    gone = before.pages - after.pages
    moved = tuple(
        MovedPage(address, after.redirects[address])
        for address in sorted(gone)
        if address in after.redirects
    )
    lost = (gone | before.redirects.keys()) - after.pages - after.redirects.keys()
    return moved, tuple(sorted(lost))
