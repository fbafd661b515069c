"""Catalog -> the pairs of tools that deserve a page, each with its reason."""

import bisect
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ssg.catalog import Catalog, Tool
from ssg.errors import Code, Problem, Severity, UsageError
from ssg.messages import Messages, gettext_noop
from ssg.pair_table import PairTable
from ssg.ranking.retired import locked_pairs, withdrawn_pairs
from ssg.ranking.similarity import Likeness
from ssg.settings import SITE_FILE, PairPolicy
from ssg.site import Pair
from ssg.text import count, did_you_mean, join_words, printable
from ssg.urls import ordered

__all__ = [
    "Explanation",
    "bare_pairs",
    "common_ground",
    "explain",
    "pair",
    "same_pairs",
    "translated_pairs",
]

ALWAYS = gettext_noop("named in pairs.always")
PUBLISHED = gettext_noop("published before")
LEAST_SIMILARITY = 2.0
"""Least similarity of a pair under `related`; a shared type and a few words are below it."""
NEAR = 4.0
"""Similarity below which a tool is only paired with others if few tools reach it.

Two tools of one main category without another word in common have 3.
"""
REPEATED = 5
"""Tools with the same summary from which it says nothing about each of them."""
MOST_WORDS = 6
"""Most words that an explanation names."""
LEAST_QUOTA, MOST_QUOTA = 0.5, 1.5
"""Share of `pairs.related` that the least and the most popular tool choose."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two tools have a page together, or why they have none."""

    a: str
    b: str
    paired: bool
    reasons: tuple[str, ...]


def pair(
    catalog: Catalog, mentioned: Mapping[str, set[str]] | None = None
) -> tuple[PairTable, list[Problem]]:
    """Return the pairs sorted by slug, and a warning when `pairs.max_pages` cut some.

    Their strengths order lists; they are coarse unless the policy is `related`.
    `mentioned`: the result of `mentioned_tools`, if known.
    """
    settings, likeness = catalog.settings.pairs, Likeness(catalog, mentioned)
    always, chosen, wanted, problems = _wanted(catalog, likeness)
    first = _FirstReasons.of(likeness.messages, settings.policy)
    graded = likeness.graded(wanted, coarse=settings.policy is not PairPolicy.RELATED)
    pairs = (
        Pair(
            a=a,
            b=b,
            strength=strength,
            reasons=first.of_pair((a, b), always, chosen) + likeness.reasons(a, b),
            step=step,
        )
        for (a, b), (step, strength) in zip(wanted, graded, strict=True)
    )
    return PairTable(pairs), problems


def translated_pairs(
    catalog: Catalog, pairs: Sequence[Pair], translated: Sequence[Catalog]
) -> tuple[PairTable, ...]:
    """Return the same pairs for the catalog in each other language, with reasons in its words."""
    if not translated:
        return ()
    likeness, settings = Likeness(catalog), catalog.settings.pairs
    always = {ordered(a, b) for a, b in settings.always}
    chosen = _chosen(catalog, likeness)
    found = []
    for other in translated:
        worded = likeness.worded(other)
        first = _FirstReasons.of(worded.messages, settings.policy)
        found.append(
            PairTable(
                pair._replace(
                    reasons=first.of_pair((pair.a, pair.b), always, chosen)
                    + worded.reasons(pair.a, pair.b)
                )
                for pair in pairs
            )
        )
    return tuple(found)


def bare_pairs(catalog: Catalog) -> PairTable:
    """Return the same pairs without strength, step and reasons: these take as long to find."""
    wanted = _wanted(catalog, Likeness(catalog))[2]
    return PairTable(Pair(a=a, b=b, strength=0.0, reasons=()) for a, b in wanted)


def _wanted(
    catalog: Catalog,
    likeness: Likeness,
) -> tuple[set[tuple[str, str]], set[tuple[str, str]], list[tuple[str, str]], list[Problem]]:
    """Return the pairs of `pairs.always`, of the policy, all pages, and a warning for a cut."""
    settings = catalog.settings.pairs
    always = {ordered(a, b) for a, b in settings.always}
    locked = set() if settings.policy is PairPolicy.NONE else locked_pairs(catalog)
    chosen = _chosen(catalog, likeness)
    wanted = sorted(itertools.chain(chosen, (always | locked) - chosen))
    if len(wanted) <= settings.max_pages:
        return always, chosen, wanted, []
    strengths = {
        one: strength for one, (_, strength) in zip(wanted, likeness.graded(wanted), strict=True)
    }
    strongest = sorted(
        wanted, key=lambda one: (one not in always, one not in locked, -strengths[one], one)
    )
    return (
        always,
        chosen,
        sorted(strongest[: settings.max_pages]),
        [_cut(len(wanted), settings.max_pages)],
    )


def _chosen(catalog: Catalog, likeness: Likeness) -> set[tuple[str, str]]:
    """Return the pairs that the policy wants."""
    chosen = set(_by_policy(catalog, likeness))
    chosen -= withdrawn_pairs(catalog)
    return chosen


def same_pairs(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs have equal input for pairing, and so the same pairs."""
    return (
        (
            before.settings.default_language,
            before.settings.pairs,
            before.settings.categories,
            before.settings.types,
            before.settings.ranking.signals,
            before.capabilities,
            before.published,
        )
        == (
            after.settings.default_language,
            after.settings.pairs,
            after.settings.categories,
            after.settings.types,
            after.settings.ranking.signals,
            after.capabilities,
            after.published,
        )
        and len(before.tools) == len(after.tools)
        and all(
            one is other or _grounds(one) == _grounds(other)
            for one, other in zip(before.tools, after.tools, strict=True)
        )
    )


def _grounds(tool: Tool) -> tuple[object, ...]:
    """Return all data of a tool that its pairs depend on."""
    return (
        tool.slug,
        tool.aliases,
        tool.name,
        tool.also_known_as,
        tool.type,
        tool.summary,
        tool.description,
        tool.categories,
        tool.tags,
        dict(tool.scores).get("adoption"),
        [(signal.id, signal.value) for signal in tool.signals],
        [(one.id, one.title, one.intents) for one in tool.capabilities],
    )


def _cut(wanted: int, most: int) -> Problem:
    return Problem(
        file=SITE_FILE,
        code=Code.PAIRS_CUT,
        severity=Severity.WARNING,
        message=f"{count(wanted - most, 'pair')} of {wanted:,} cut by pairs.max_pages: {most}; "
        "the strongest stay",
        hint="raise max_pages or lower pairs.related",
    )


def _by_policy(catalog: Catalog, likeness: Likeness) -> Iterable[tuple[str, str]]:
    match catalog.settings.pairs.policy:
        case PairPolicy.NONE:
            return []
        case PairPolicy.ALL:
            return itertools.combinations(sorted(tool.slug for tool in catalog.tools), 2)
        case PairPolicy.TYPE:
            return _within({tool.slug: (tool.type,) for tool in catalog.tools})
        case PairPolicy.CATEGORY:
            return _within({tool.slug: tool.categories for tool in catalog.tools})
    quotas, untold = _quotas(catalog, likeness), _untold(catalog)
    return (
        ordered(tool.slug, other)
        for tool in catalog.tools
        if tool.slug not in untold
        for other, _ in likeness.first(tool.slug, quotas[tool.slug], LEAST_SIMILARITY, NEAR)
        if other not in untold
    )


def _untold(catalog: Catalog) -> frozenset[str]:
    """Return the tools of which nothing is known but a name: a comparison would say nothing.

    They have no text but a summary that several others have word by word, as an import writes for
    what its source does not describe. There are none where less than half of all summaries differ.
    """
    times = Counter(tool.summary for tool in catalog.tools)
    if 2 * len(times) < len(catalog.tools):
        return frozenset()
    return frozenset(
        tool.slug
        for tool in catalog.tools
        if times[tool.summary] >= REPEATED and not (tool.description or tool.capabilities)
    )


def _quotas(catalog: Catalog, likeness: Likeness) -> dict[str, int]:
    """Return how many partners each tool chooses: `pairs.related` on average, by popularity.

    A quota is linear in a tool's popularity rank; equally popular tools have the same.
    """
    related = catalog.settings.pairs.related
    popularity = {tool.slug: likeness.popularity(tool.slug) for tool in catalog.tools}
    values = sorted(popularity.values())
    quotas = {}
    for slug, value in popularity.items():
        below, up_to = bisect.bisect_left(values, value), bisect.bisect_right(values, value)
        rank = (below + up_to) / (2 * len(values))
        share = LEAST_QUOTA + (MOST_QUOTA - LEAST_QUOTA) * rank
        quotas[slug] = min(related, 1) if related < 2 else round(related * share)
    return quotas


def _within(groups: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    """Pair all slugs that share a group."""
    members: dict[str, list[str]] = defaultdict(list)
    for slug, names in groups.items():
        for name in names:
            members[name].append(slug)
    return (
        ordered(a, b) for slugs in members.values() for a, b in itertools.combinations(slugs, 2)
    )


POLICY_REASONS = {
    PairPolicy.ALL: gettext_noop("every pair has a page"),
    PairPolicy.TYPE: gettext_noop("all of one type are paired"),
    PairPolicy.CATEGORY: gettext_noop("all of one category are paired"),
}


POLICIES = frozenset({ALWAYS, PUBLISHED, *POLICY_REASONS.values()})
"""Reasons that say nothing about the two tools."""


def common_ground(pair: Pair, messages: Messages) -> str:
    """Return the first reason of a pair that is about the two tools; empty if there is none."""
    internal = {messages.gettext(reason) for reason in POLICIES}
    return next((reason for reason in pair.reasons if reason not in internal), "")


@dataclass(frozen=True, slots=True)
class _FirstReasons:
    """Why pairs have a page whatever the two tools are, in the words of a language."""

    always: tuple[str, ...]
    published: tuple[str, ...]
    policy: tuple[str, ...]

    @classmethod
    def of(cls, messages: Messages, policy: PairPolicy) -> "_FirstReasons":
        gettext = messages.gettext
        by_policy = (gettext(POLICY_REASONS[policy]),) if policy in POLICY_REASONS else ()
        return cls((gettext(ALWAYS),), (gettext(PUBLISHED),), by_policy)

    def of_pair(
        self, both: tuple[str, str], always: set[tuple[str, str]], chosen: set[tuple[str, str]]
    ) -> tuple[str, ...]:
        """Return the reason of one pair, if it has such a one."""
        if both in always:
            return self.always
        return self.policy if both in chosen else self.published


def explain(catalog: Catalog, a: str, b: str) -> Explanation:
    """Explain why two tools (slug or alias) have a page or not; raise UsageError if unknown."""
    a, b = ordered(_slug(catalog, a), _slug(catalog, b))
    if a == b:
        raise UsageError(f'"{a}" is one tool; name two')
    pairs, problems = pair(catalog)
    chosen = next((one for one in pairs if (one.a, one.b) == (a, b)), None)
    likeness = Likeness(catalog)
    similar = likeness.shared_words(a, b)[:MOST_WORDS]
    wording = (f"similar in the words {join_words(similar)}",) if similar else ()
    nearness = _both_ways(likeness, a, b, catalog)
    if chosen:
        return Explanation(a, b, paired=True, reasons=(*chosen.reasons, *wording, *nearness))
    shared = (*likeness.reasons(a, b), *wording) or (
        "they share no category, no capability and no rare word",
    )
    return Explanation(
        a,
        b,
        paired=False,
        reasons=(
            f"the policy is pairs.policy: {catalog.settings.pairs.policy}",
            *shared,
            *nearness,
            *(problem.message for problem in problems),
            f"add [{a}, {b}] to pairs.always to force it",
        ),
    )


def _slug(catalog: Catalog, name: str) -> str:
    """Return the slug of a tool that is named by slug or alias."""
    for tool in catalog.tools:
        if name == tool.slug or name in tool.aliases:
            return tool.slug
    raise UsageError(
        f'there is no tool "{printable(name)}"; '
        + (
            did_you_mean(name, [tool.slug for tool in catalog.tools])
            or 'see "ssg rank" for all slugs'
        )
    )


def _both_ways(likeness: Likeness, a: str, b: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the rank of each tool among the other's nearest; empty unless policy `related`."""
    if catalog.settings.pairs.policy is not PairPolicy.RELATED:
        return ()
    quotas = _quotas(catalog, likeness)
    return (_nearness(likeness, a, b, quotas[a]), _nearness(likeness, b, a, quotas[b]))


def _nearness(likeness: Likeness, a: str, b: str, quota: int) -> str:
    near = [slug for slug, _ in likeness.nearest(a, LEAST_SIMILARITY)]
    if b not in near:
        return f"{b} is not among the tools near {a}"
    return (
        f"{b} is number {near.index(b) + 1} of the tools nearest to {a} (the first {quota} are "
        "paired, if they share enough)"
    )
