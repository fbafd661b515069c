"""Catalog -> the pairs of tools that deserve a page, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ssg.catalog import Catalog, Tool
from ssg.errors import Problem, UsageError
from ssg.messages import Messages, gettext_noop
from ssg.pair_table import PairColumns, PairTable
from ssg.ranking.feature_table import Numbers
from ssg.ranking.pair_choice import BY_POLICY, CAUSES, LEAST_SIMILARITY, chosen_pairs, quotas_of
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.shared_facts import SharedFacts
from ssg.ranking.similarity import Likeness
from ssg.settings import PairPolicy
from ssg.site import Pair
from ssg.text import did_you_mean, join_words, printable
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
MOST_WORDS = 6
"""Most words that an explanation names."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two tools have a page together, or why they have none."""

    a: str
    b: str
    paired: bool
    reasons: tuple[str, ...]


def pair(catalog: Catalog, texts: ReadTexts | None = None) -> tuple[PairTable, list[Problem]]:
    """Return the pairs sorted by slug, and a warning when `pairs.max_pages` cut some.

    Their strengths order lists; they are coarse unless the policy is `related`.
    `texts`: what the texts of the tools say, if that is known.
    """
    facts = SharedFacts(catalog, texts)
    likeness = Likeness(catalog, facts)
    wanted = chosen_pairs(catalog, facts, likeness)
    policy = catalog.settings.pairs.policy
    steps, strengths = likeness.graded(
        wanted.first, wanted.second, coarse=policy is not PairPolicy.RELATED
    )
    grounds = facts.grounds(wanted.first, wanted.second)
    joined, numbers = _distinct(grounds.numbers * CAUSES + wanted.causes)
    causes = _Causes.of(facts.messages, policy)
    reasons = [
        causes.reasons[one % CAUSES] + facts.reasons(grounds.distinct[one // CAUSES])
        for one in joined.tolist()
    ]
    columns = PairColumns(facts.slugs, wanted.first, wanted.second, steps, strengths, numbers)
    return PairTable.of_columns(columns, reasons), wanted.problems


def _distinct(values: Numbers) -> tuple[Numbers, Numbers]:
    """Return different small numbers, sorted, and the place of each of the given ones in these."""
    occurs = np.zeros(int(values.max(initial=-1)) + 1, dtype=bool)
    occurs[values] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[values]


def translated_pairs(
    catalog: Catalog, pairs: Sequence[Pair], translated: Sequence[Catalog]
) -> tuple[PairTable, ...]:
    """Return the same pairs for the catalog in each other language, with reasons in its words."""
    if not translated:
        return ()
    facts, table = SharedFacts(catalog), PairTable.of(pairs)
    columns, reasons = table.columns(facts.slugs)
    grounds = facts.grounds(*columns.places())
    own = _Causes.of(facts.messages, catalog.settings.pairs.policy)
    cause_of = np.array([own.cause(each) for each in reasons], np.int64)
    joined, numbers = _distinct(grounds.numbers * CAUSES + cause_of[columns.reasons])
    found = []
    for other in translated:
        worded = facts.worded(other)
        causes = _Causes.of(worded.messages, catalog.settings.pairs.policy)
        found.append(
            PairTable.of_columns(
                replace(columns, reasons=numbers),
                [
                    causes.reasons[one % CAUSES] + worded.reasons(grounds.distinct[one // CAUSES])
                    for one in joined.tolist()
                ],
            )
        )
    return tuple(found)


def bare_pairs(catalog: Catalog) -> PairTable:
    """Return the same pairs without strength, step and reasons: these take as long to find."""
    facts = SharedFacts(catalog)
    wanted = chosen_pairs(catalog, facts, Likeness(catalog, facts))
    none = np.zeros(len(wanted.first), np.int64)
    columns = PairColumns(facts.slugs, wanted.first, wanted.second, none, none, none)
    return PairTable.of_columns(columns, [()])


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
class _Causes:
    """Why pairs have a page whatever the two tools are, in the words of a language."""

    reasons: Sequence[tuple[str, ...]]
    """By the number of the cause."""

    @classmethod
    def of(cls, messages: Messages, policy: PairPolicy) -> "_Causes":
        gettext = messages.gettext
        by_policy = (gettext(POLICY_REASONS[policy]),) if policy in POLICY_REASONS else ()
        return cls([(gettext(ALWAYS),), (gettext(PUBLISHED),), by_policy])

    def cause(self, reasons: tuple[str, ...]) -> int:
        """Return the number of the cause with which reasons begin."""
        first = reasons[:1]
        return self.reasons.index(first) if first in self.reasons[:BY_POLICY] else BY_POLICY


def explain(catalog: Catalog, a: str, b: str) -> Explanation:
    """Explain why two tools (slug or alias) have a page or not; raise UsageError if unknown."""
    a, b = ordered(_slug(catalog, a), _slug(catalog, b))
    if a == b:
        raise UsageError(f'"{a}" is one tool; name two')
    pairs, problems = pair(catalog)
    chosen = next((one for one in pairs if (one.a, one.b) == (a, b)), None)
    facts = SharedFacts(catalog)
    likeness, first, second = Likeness(catalog, facts), facts.places[a], facts.places[b]
    similar = facts.shared_words(first, second)[:MOST_WORDS]
    wording = (f"similar in the words {join_words(similar)}",) if similar else ()
    nearness = _both_ways(likeness, facts, first, second, catalog)
    if chosen:
        return Explanation(a, b, paired=True, reasons=(*chosen.reasons, *wording, *nearness))
    shared = (*facts.between(first, second), *wording) or (
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


def _both_ways(
    likeness: Likeness, facts: SharedFacts, a: int, b: int, catalog: Catalog
) -> tuple[str, ...]:
    """Return the rank of each tool among the other's nearest; empty unless policy `related`."""
    if catalog.settings.pairs.policy is not PairPolicy.RELATED:
        return ()
    quotas = quotas_of(catalog.settings.pairs.related, likeness.popularity).tolist()
    return tuple(
        _nearness(likeness, facts, one, other, quotas[one]) for one, other in ((a, b), (b, a))
    )


def _nearness(likeness: Likeness, facts: SharedFacts, a: int, b: int, quota: int) -> str:
    near = likeness.nearest(a, LEAST_SIMILARITY).others.tolist()
    one, other = facts.slugs[a], facts.slugs[b]
    if b not in near:
        return f"{other} is not among the tools near {one}"
    return (
        f"{other} is number {near.index(b) + 1} of the tools nearest to {one} (the first {quota} "
        "are paired, if they share enough)"
    )
