"""Catalog -> the pairs of tools that deserve a page, each with its reason."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ssg.catalog import Catalog, Tool
from ssg.errors import Problem, UsageError
from ssg.messages import Messages, gettext_noop
from ssg.pair_table import PairColumns, PairTable
from ssg.ranking.feature_table import Numbers
from ssg.ranking.kept_nearest import KeptNearest
from ssg.ranking.pair_choice import (
    BY_POLICY,
    CAUSES,
    LEAST_SIMILARITY,
    chosen_pairs,
    quotas_of,
)
from ssg.ranking.pair_reasons import PairReasons
from ssg.ranking.read_texts import ReadTexts
from ssg.ranking.shared_facts import Ground, Grounds, SharedFacts
from ssg.ranking.similarity import Begin, Similarity, when_asked
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


class Explanation(NamedTuple):
    """Why two tools have a page together, or why they have none."""

    a: str
    b: str
    paired: bool
    reasons: tuple[str, ...]


def pair(
    catalog: Catalog,
    texts: ReadTexts | None = None,
    kept: KeptNearest | None = None,
    begin: Begin = when_asked,
) -> tuple[PairTable, list[Problem]]:
    """Return the pairs sorted by slug, and a warning when `pairs.max_pages` cut some.

    Their strengths order lists; they are coarse unless the policy is `related`. `texts` and `kept`:
    what the texts of the tools say, and the nearest tools of an earlier build, if these are known;
    `begin`: see `nearest_of_each`.
    """
    facts = SharedFacts(catalog, texts)
    similarity = Similarity(catalog, facts)
    if kept and kept.stored:  # else nearly all the work is to compare tools, which is begun later
        similarity.begin_nearness(begin)
    wanted = chosen_pairs(catalog, facts, similarity, kept, begin)
    policy = catalog.settings.pairs.policy
    explained = _Explained.of(facts.grounds(wanted.first, wanted.second), wanted.causes)
    reasons = explained.reasons(PairReasons(facts, catalog), policy)
    steps, strengths = similarity.steps_and_strengths(
        wanted.first, wanted.second, coarse=policy is not PairPolicy.RELATED
    )
    columns = PairColumns(
        facts.slugs, wanted.first, wanted.second, steps, strengths, explained.numbers
    )
    return PairTable.of_columns(columns, reasons), wanted.problems


def translated_pairs(
    catalog: Catalog, pairs: Sequence[Pair], translated: Sequence[Catalog]
) -> tuple[PairTable, ...]:
    """Return the same pairs for the catalog in each other language, with reasons in its words."""
    if not translated:
        return ()
    facts, policy = SharedFacts(catalog), catalog.settings.pairs.policy
    columns, reasons = PairTable.of(pairs).columns(facts.slugs)
    own = _cause_reasons(catalog.settings.messages, policy)
    cause_of = np.array([_cause_of(each, own) for each in reasons], np.int64)
    explained = _Explained.of(facts.grounds(*columns.places()), cause_of[columns.reasons])
    columns = replace(columns, reasons=explained.numbers)
    return tuple(
        PairTable.of_columns(columns, explained.reasons(PairReasons(facts, other), policy))
        for other in translated
    )


class _Explained(NamedTuple):
    """Why each of many pairs has its page: a cause, and what the two tools have in common."""

    numbers: Numbers
    """Place in `distinct` for each pair."""
    distinct: Sequence[tuple[int, Ground]]
    """Different ones: number of a cause, and ground."""

    @classmethod
    def of(cls, grounds: Grounds, causes: Numbers) -> "_Explained":
        """Join the grounds of pairs with the number of the cause of each pair."""
        joined = grounds.numbers * CAUSES + causes
        occurs = np.zeros(int(joined.max(initial=-1)) + 1, dtype=bool)
        occurs[joined] = True
        distinct = (divmod(one, CAUSES) for one in np.flatnonzero(occurs).tolist())
        return cls(
            (np.cumsum(occurs) - 1)[joined],
            [(cause, grounds.distinct[number]) for number, cause in distinct],
        )

    def reasons(self, wording: PairReasons, policy: PairPolicy) -> list[tuple[str, ...]]:
        """Return the phrases of each of `distinct`."""
        causes = _cause_reasons(wording.messages, policy)
        return [causes[cause] + wording.of(ground) for cause, ground in self.distinct]


def bare_pairs(catalog: Catalog) -> PairTable:
    """Return the same pairs without strength, step and reasons: these take as long to find."""
    facts = SharedFacts(catalog)
    wanted = chosen_pairs(catalog, facts, Similarity(catalog, facts))
    none = np.zeros(len(wanted.first), np.int64)
    columns = PairColumns(facts.slugs, wanted.first, wanted.second, none, none, none)
    return PairTable.of_columns(columns, [()])


def same_pairs(before: Catalog, after: Catalog) -> bool:
    """Return whether two catalogs have equal input for pairing, and so the same pairs."""
    return (
        (
            before.settings.default_language,
            before.settings.messages,
            before.settings.pairs,
            before.settings.categories,
            before.settings.types,
            before.settings.ranking.signals,
            before.capabilities,
            before.published,
        )
        == (
            after.settings.default_language,
            after.settings.messages,
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


def _cause_reasons(messages: Messages, policy: PairPolicy) -> Sequence[tuple[str, ...]]:
    """Return why pairs have a page whatever the two tools are, by the number of the cause."""
    gettext = messages.gettext
    by_policy = (gettext(POLICY_REASONS[policy]),) if policy in POLICY_REASONS else ()
    return [(gettext(ALWAYS),), (gettext(PUBLISHED),), by_policy]


def _cause_of(reasons: tuple[str, ...], causes: Sequence[tuple[str, ...]]) -> int:
    """Return the number of the cause with which reasons begin; `causes`: of `_cause_reasons`."""
    first = reasons[:1]
    return causes.index(first) if first in causes[:BY_POLICY] else BY_POLICY


def explain(catalog: Catalog, a: str, b: str) -> Explanation:
    """Explain why two tools (slug or alias) have a page or not; raise UsageError if unknown."""
    a, b = ordered(_slug(catalog, a), _slug(catalog, b))
    if a == b:
        raise UsageError(f'"{a}" is one tool; name two')
    pairs, problems = pair(catalog)
    chosen = next((one for one in pairs if (one.a, one.b) == (a, b)), None)
    facts = SharedFacts(catalog)
    similarity, first, second = Similarity(catalog, facts), facts.places[a], facts.places[b]
    similar = facts.shared_words(first, second)[:MOST_WORDS]
    wording = (f"similar in the words {join_words(similar)}",) if similar else ()
    nearness = _both_ways(similarity, facts, first, second, catalog)
    if chosen:
        return Explanation(a, b, paired=True, reasons=(*chosen.reasons, *wording, *nearness))
    common = PairReasons(facts, catalog).of(facts.ground(first, second))
    shared = (*common, *wording) or ("they share no category, no capability and no rare word",)
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
    similarity: Similarity, facts: SharedFacts, a: int, b: int, catalog: Catalog
) -> tuple[str, ...]:
    """Return the rank of each tool among the other's nearest; empty unless policy `related`."""
    if catalog.settings.pairs.policy is not PairPolicy.RELATED:
        return ()
    quotas = quotas_of(catalog.settings.pairs.related, similarity.popularity).tolist()
    return tuple(
        _nearness(similarity, facts, one, other, quotas[one]) for one, other in ((a, b), (b, a))
    )


def _nearness(similarity: Similarity, facts: SharedFacts, a: int, b: int, quota: int) -> str:
    near = similarity.nearest(a, LEAST_SIMILARITY).others.tolist()
    one, other = facts.slugs[a], facts.slugs[b]
    if b not in near:
        return f"{other} is not among the tools near {one}"
    return (
        f"{other} is number {near.index(b) + 1} of the tools nearest to {one} (the first {quota} "
        "are paired, if they share enough)"
    )
