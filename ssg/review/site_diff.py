"""Two versions of a site -> what the change from one to the other does: to tools, scores, comparisons and addresses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ssg.catalog import Catalog, Tool
from ssg.comparison.profile import ToolProfile, side_of
from ssg.comparison.verdict import Verdict, VerdictKind, judge, may_do_different_jobs
from ssg.review.tool_diff import ToolChange, change_of
from ssg.scores import ComponentScore, Ranking, Score
from ssg.settings import Settings
from ssg.site import Pair

__all__ = [
    "ComparisonChange",
    "ComponentChange",
    "Difference",
    "Moved",
    "ScoreChange",
    "Version",
    "differ",
]

SMALLEST = 1e-9
"""Points below which two scores are the same."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a site, as far as it matters here."""

    catalog: Catalog
    ranking: Ranking
    pairs: tuple[Pair, ...]
    pages: frozenset[str]
    """Addresses of the pages that are not redirects."""
    redirects: Mapping[str, str]
    """Address -> the address that it leads to."""
    have_common: Callable[[str, str], bool]
    """Two slugs -> whether a capability of the one is the same thing as one of the other; it may take long."""


@dataclass(frozen=True, slots=True)
class ComponentChange:
    """A component whose value is another."""

    name: str
    before: float | None
    after: float | None
    """Values, 0 to 1."""
    points: float
    """What it adds to the score, or takes."""
    readings: tuple[str, ...]
    """The figures behind it that differ: `GitHub stars: 6,500 -> 7,000`."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A tool whose score moves."""

    slug: str
    name: str
    before: float | None
    after: float | None
    place_before: int
    place_after: int
    components: tuple[ComponentChange, ...]
    """What moved it, most points first; empty where only the weights did."""
    own: bool
    """Whether the tool's own file changed."""


@dataclass(frozen=True, slots=True)
class ComparisonChange:
    """A comparison that says something else."""

    a: str
    b: str
    leader_before: str
    leader_after: str
    """Slug of the tool that is ahead, or nothing."""
    kind_before: VerdictKind
    kind_after: VerdictKind
    before: str
    after: str
    """The verdict."""

    @property
    def turned(self) -> bool:
        """Whether it names another leader, or is more or less sure; else only figures differ."""
        return (self.leader_before, self.kind_before) != (self.leader_after, self.kind_after)


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that has another address, and whose old one leads there."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a change does to a site."""

    as_of_before: date
    as_of_after: date
    tools: tuple[ToolChange, ...]
    scores: tuple[ScoreChange, ...]
    """Those of changed tools first, then by how far they move."""
    comparisons: tuple[ComparisonChange, ...]
    """Those that turn first."""
    appearing: tuple[str, ...]
    vanishing: tuple[str, ...]
    """Addresses that lead nowhere any more."""
    moved: tuple[Moved, ...]
    settings_changed: bool

    @property
    def empty(self) -> bool:
        """Whether nothing that readers see in these terms is different."""
        return not (
            self.tools
            or self.scores
            or self.comparisons
            or self.appearing
            or self.vanishing
            or self.moved
            or self.settings_changed
        )


def differ(before: Version, after: Version) -> Difference:
    """Return what going from one version to the other does."""
    names = _identities(before.catalog, after.catalog)
    changes = tuple(
        change for change in _tool_changes(before.catalog, after.catalog, names) if change
    )
    moved, vanishing = _addresses(before, after)
    return Difference(
        as_of_before=before.ranking.as_of,
        as_of_after=after.ranking.as_of,
        tools=changes,
        scores=_scores(before, after, names, {change.slug for change in changes}),
        comparisons=_comparisons(before, after, names),
        moved=moved,
        vanishing=vanishing,
        appearing=tuple(sorted(after.pages - before.pages - {one.after for one in moved})),
        settings_changed=before.catalog.settings != after.catalog.settings,
    )


def _identities(before: Catalog, after: Catalog) -> dict[str, str]:
    """Return the slug after -> the slug before, of tools that are on both sides; an alias tells who was renamed."""
    old, new = {tool.slug for tool in before.tools}, {tool.slug for tool in after.tools}
    found = {slug: slug for slug in sorted(old & new)}
    for tool in after.tools:
        earlier = [
            alias for alias in tool.aliases if alias in old - new and alias not in found.values()
        ]
        if tool.slug not in old and earlier:
            found[tool.slug] = earlier[0]
    return found


def _tool_changes(
    before: Catalog, after: Catalog, names: Mapping[str, str]
) -> Iterator[ToolChange | None]:
    old = {tool.slug: tool for tool in before.tools}
    for tool in after.tools:
        yield change_of(old.get(names.get(tool.slug, "")), tool)
    kept = set(names.values())
    yield from (change_of(tool, None) for tool in before.tools if tool.slug not in kept)


def _scores(
    before: Version, after: Version, names: Mapping[str, str], changed: set[str]
) -> tuple[ScoreChange, ...]:
    old = {score.slug: score for score in before.ranking.scores}
    tools = {tool.slug: tool for tool in after.catalog.tools}
    found = [
        _score(tools[score.slug], old[names[score.slug]], score, own=score.slug in changed)
        for score in after.ranking.scores
        if score.slug in names and _differs(old[names[score.slug]].total, score.total)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.own, -abs((one.after or 0) - (one.before or 0)), one.slug),
        )
    )


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > SMALLEST


def _score(tool: Tool, before: Score, after: Score, *, own: bool) -> ScoreChange:
    parts = [
        _component(one, two)
        for one, two in _paired(before.components, after.components)
        if _differs(one.value, two.value)
    ]
    return ScoreChange(
        slug=tool.slug,
        name=tool.name,
        before=before.total,
        after=after.total,
        place_before=before.place,
        place_after=after.place,
        own=own,
        components=tuple(sorted(parts, key=lambda one: -abs(one.points))),
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
    old, new = ({one.id: one for one in side.readings} for side in (before, after))
    readings = [
        f"{(new.get(key) or old[key]).label}: {old[key].raw if key in old else 'unknown'} -> "
        f"{new[key].raw if key in new else 'unknown'}"
        for key in (*old, *(one for one in new if one not in old))
        if old.get(key) != new.get(key)
        and (key not in old or key not in new or old[key].raw != new[key].raw)
    ]
    return ComponentChange(
        name=after.label,
        before=before.value,
        after=after.value,
        points=after.points - before.points,
        readings=tuple(readings),
    )


def _comparisons(
    before: Version, after: Version, names: Mapping[str, str]
) -> tuple[ComparisonChange, ...]:
    """Judge the pairs that have a page on both sides, where anything that the verdict comes from may differ."""
    old_pairs = {frozenset((one.a, one.b)) for one in before.pairs}
    old, new = _Judge(before), _Judge(after)
    same_words = old.words == new.words
    found = []
    for pair in after.pairs:
        a, b = names.get(pair.a, ""), names.get(pair.b, "")
        if frozenset((a, b)) in old_pairs and not _same_grounds(
            old, new, (a, b), pair, same_words=same_words
        ):
            change = _comparison(pair, old.judge(a, b), new.judge(pair.a, pair.b))
            if change:
                found.append(change)
    return tuple(sorted(found, key=lambda one: (not one.turned, one.a, one.b)))


def _comparison(pair: Pair, before: Verdict, after: Verdict) -> ComparisonChange | None:
    if before.sentences == after.sentences:
        return None
    slugs = {"a": pair.a, "b": pair.b, "": ""}
    return ComparisonChange(
        a=pair.a,
        b=pair.b,
        leader_before=slugs[before.ahead],
        leader_after=slugs[after.ahead],
        kind_before=before.kind,
        kind_after=after.kind,
        before=" ".join(before.sentences),
        after=" ".join(after.sentences),
    )


class _Judge:
    """Judges pairs of one version."""

    def __init__(self, version: Version) -> None:
        self.tools = {tool.slug: tool for tool in version.catalog.tools}
        self.scores = {score.slug: score for score in version.ranking.scores}
        self.settings: Settings = version.catalog.settings
        self.words = (
            version.catalog.capabilities,
            [
                [
                    (one.title, one.description, one.unique, one.intents, one.id)
                    for one in tool.capabilities
                ]
                for tool in version.catalog.tools
            ],
        )
        self._as_of = version.ranking.as_of
        self._have_common = version.have_common
        self._sides: dict[str, ToolProfile] = {}

    def judge(self, a: str, b: str) -> Verdict:
        """Return what the page of two tools says."""
        apart = may_do_different_jobs(self.tools[a], self.tools[b]) and not self._have_common(a, b)
        return judge(self._side(a), self._side(b), self.settings, different_jobs=apart)

    def _side(self, slug: str) -> ToolProfile:
        if slug not in self._sides:
            self._sides[slug] = side_of(
                self.tools[slug], self.scores[slug], self.settings, self._as_of
            )
        return self._sides[slug]


def _same_grounds(
    old: _Judge, new: _Judge, before: tuple[str, str], pair: Pair, *, same_words: bool
) -> bool:
    """Tell whether nothing that a verdict comes from differs; words of any tool can decide whether two tools align."""
    same = all(
        (
            old.tools[one].name,
            old.tools[one].type,
            old.tools[one].categories,
            old.tools[one].pricing,
        )
        == (
            new.tools[two].name,
            new.tools[two].type,
            new.tools[two].categories,
            new.tools[two].pricing,
        )
        and old.scores[one].components == new.scores[two].components
        and old.scores[one].range == new.scores[two].range
        for one, two in zip(before, (pair.a, pair.b), strict=True)
    )
    if not same or (old.settings.types, old.settings.categories) != (
        new.settings.types,
        new.settings.categories,
    ):
        return False
    return same_words or not may_do_different_jobs(new.tools[pair.a], new.tools[pair.b])


def _addresses(before: Version, after: Version) -> tuple[tuple[Moved, ...], tuple[str, ...]]:
    """Return the pages that have moved, and the addresses, also of redirects, that lead nowhere any more."""
    gone = before.pages - after.pages
    moved = tuple(
        Moved(one, after.redirects[one]) for one in sorted(gone) if one in after.redirects
    )
    lost = (gone | before.redirects.keys()) - after.pages - after.redirects.keys()
    return moved, tuple(sorted(lost))
