"""How near two tools without capabilities are to each other, in coarse steps.

What their files have in common gives points: categories, the kind of thing that both are, names
that one is an alternative to, mentions in one breath by a third tool, and telling words. A step is
a range of points. Within a step nothing here prefers one tool to another.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Catalog, Tool
from ssg.labels import is_catch_all
from ssg.messages import is_english
from ssg.ranking.rivals import is_part_of, replaced_names, rival_keys
from ssg.ranking.subjects import DISTINCT, WEAK, Kind, kinds_of, subjects_of, telling_stems
from ssg.ranking.tool_features import parent_of, popularity
from ssg.settings import Category
from ssg.tokenizer import terms
from ssg.urls import ordered

__all__ = ["Nearness", "Step"]


class Step(IntEnum):
    """How near two tools are."""

    NONE = 0
    """They have nothing in common that says what they are for, or one is a part of the other."""
    LISTED = 1
    """They share a category, or a few words in related ones."""
    RELATED = 2
    """They share a category and a telling word."""
    NEAR = 3
    """They do much the same."""
    NEAREST = 4
    """They are the same kind of thing, or rivals by name."""


LEAST = (1.5, 2.5, 3.15, 4.0)
"""Points from which the steps begin that follow `NONE`."""
MAIN, SHARED, RELATED, TYPE = 2.0, 1.5, 1.0, 1.4
"""Points for one main category; another common one; related ones; the type, without any."""
COHESIVE_SHARE, COHESIVE_TOOLS = 0.8, 4
"""Share of its tools that name a category, and their number, from which all do the same job.

Then two of them are `NEAR` at least if one does not name it: words do not show that they are.
"""
SAME_KIND, SIMILAR_KIND, ONE_HEAD = 3.0, 1.5, 1.0
"""Points for one kind by two stems; by one; by the last of two, as `tracker` of issues and of time.
"""
RIVAL, RIVALS = 3.0, 2.0
"""Points if one is an alternative to the other, which is then `NEAR` at least; to a third."""
TOGETHER, MOST_TOGETHER = 1.5, 3.0
"""Points for each third tool that names both in one breath, and for all of these."""
LEAST_STEMS = 2
"""Stems of a summary from which it says enough to tell that two tools do different jobs."""
NAMED = 1.0
"""Points if the text of one names the other."""
RARE = 4
"""A word of so many summaries says by itself what a tool is for."""
RARE_APART = 2
"""Such words that tools without a common or related category must share, unless more says it."""
MOST_WORDS = 2.0
"""Points for telling words at most; one of two tools only has a point."""
WEAK_SHARE = 0.5
"""Share of the points of a telling word that a weak one has."""
USUAL_SHARE, USUAL_TOOLS = 0.15, 3
"""Share of the tools of a category, and their number, from which a weak word is usual in it."""
FAR, APART = 0.5, 3.2
"""Taken from the points of tools without a common or related category; the least they must have."""
LEAST_RELATED, LEAST_UNSORTED = 2.0, 3.4
"""Points that tools of related categories must have at least, and those of no category."""
BROAD_SHARE = 0.5
"""Share of the tools of a category below which its name, of one word, is no kind of tool in it."""
SEVERAL = re.compile(r"[&,]|\b(?:and|or)\b")
"""Divides the name of a category for several things."""
MANAGEMENT = re.compile(r"\bManagement$")
"""Ends the name of a category of anything that has to do with something."""
ACRONYM = re.compile(r"(.+) \(([A-Z][A-Za-z]{1,6})\)")
ALL, SOME = 0.5, 2.0
"""Weights of which the product is below 1 only if both are `ALL`."""
ROUNDING = 6
"""Decimal places of points."""
BREATH = re.compile(
    r"\s*(?:,|/|&|\band\b|\bor\b)\s*(?:and |or )?|, [^\s,.;]+(?: [^\s,.;]+)?,? (?:and |or )?"
)
"""Between two names of a list of names; another name may be between them."""
GROUPS = (
    *("main", "shared", "related", "type", "cohesive", "kind", "kinds", "rival", "together"),
    *("named", "weak", "usual", "rare"),
)
GROUP = {name: number for number, name in enumerate((*GROUPS, "word"))}
CERTAIN = [GROUP[name] for name in GROUPS if name not in {"type", "rare"}]
Feature: TypeAlias = tuple[str, str]
"""Group and name."""
Totals: TypeAlias = NDArray[np.float64]
"""What two tools share in each group; a row is another tool."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What words mean in one category."""

    usual: frozenset[str] = frozenset()
    """Weak stems that so many of its tools have that they belong to its job."""
    named: frozenset[str] = frozenset()
    """Those of them that are in its name."""
    broad: frozenset[str] = frozenset()
    """The stem that is its name, if few of its tools have it."""


class Nearness:
    """Answers how near two tools are."""

    def __init__(self, catalog: Catalog, mentioned: Mapping[str, set[str]]) -> None:
        """Take a catalog, and for each slug the tools that its texts name."""
        tools = catalog.tools
        settings = catalog.settings
        self._slugs = [tool.slug for tool in tools]
        self._places = {slug: place for place, slug in enumerate(self._slugs)}
        english = is_english(settings.default_language)
        self._features = _features(tools, settings.categories, mentioned, is_english=english)
        self._telling = {
            tool.slug
            for tool in tools
            if english and not tool.capabilities and len(telling_stems(tool.summary)) >= LEAST_STEMS
        }
        self._has_categories = any(tool.categories for tool in tools)
        self._least_unsorted = LEAST_UNSORTED if self._has_categories else 0.0
        self._parts = _parts(tools, mentioned)
        self._steps: dict[tuple[str, str], Step] = {}
        self._rows: dict[str, tuple[NDArray[np.int32], NDArray[np.int8]]] = {}
        """Slug -> places of the tools that are near, in order, and their steps."""
        self._popularity = popularity(catalog, mentioned)

    @cached_property
    def _lists(self) -> "dict[Feature, tuple[NDArray[np.int64], Totals]]":
        """For each feature the places of the tools that have it, and its weights there."""
        return _inverted(self._features, self._places)

    def popularity(self, slug: str) -> float:
        """Return how well known a tool is, 0 to 1."""
        return self._popularity[slug]

    def steps(self, slug: str) -> NDArray[np.int64]:
        """Return the step of each tool from one tool, in the order of the catalog."""
        groups = len(GROUP)
        totals = np.zeros(len(self._slugs) * groups)  # one row of groups per tool
        for feature, weight in self._features[slug].items():
            places, weights = self._lists[feature]
            totals[places * groups + GROUP[feature[0]]] += weight * weights
        rows = totals.reshape(-1, groups)
        # Words alone make no step, unless one of the two is in no category.
        some = (rows[:, CERTAIN] > 0).any(axis=1) | (rows[:, GROUP["type"]] >= 1)
        steps = np.zeros(len(rows), dtype=np.int64)
        steps[some] = self._graded(rows[some])
        for other in self._parts.get(slug, ()):
            steps[self._places[other]] = Step.NONE
        steps[self._places[slug]] = Step.NONE
        places = np.flatnonzero(steps)
        self._rows[slug] = places.astype(np.int32), steps[places].astype(np.int8)
        return steps

    def told_step(self, slug: str, other: str) -> Step | None:
        """Return `step` if the texts of two tools without capabilities can tell it, else None."""
        if not {slug, other} <= self._telling:
            return None
        return self.step(slug, other)

    def step(self, slug: str, other: str) -> Step:
        """Return the step between two tools; the same in both orders."""
        key = ordered(slug, other)
        if key not in self._steps:
            self._steps[key] = self._step(slug, other)
        return self._steps[key]

    def _step(self, slug: str, other: str) -> Step:
        if slug not in self._rows and other in self._rows:
            slug, other = other, slug
        if slug not in self._rows:
            self.steps(slug)
        places, steps = self._rows[slug]
        place = self._places[other]
        found = int(np.searchsorted(places, place))
        is_known = found < len(places) and int(places[found]) == place
        return Step(int(steps[found])) if is_known else Step.NONE

    def _graded(self, totals: Totals) -> NDArray[np.int64]:
        """Return the step for each row of what is shared.

        Without a common or related category the rest must say enough, as it does with less where
        one of the two tools is in no category.
        """
        main, shared, related, kind, cohesive, same, similar = totals.T[:7]
        rival, together, named, weak, usual, rare, word = totals.T[7:]
        is_apart = (shared == 0) & (related == 0)
        same = same + np.where(main > 0, weak, 0.0)
        similar = np.where(is_apart & (rare == 0), 0.0, similar + np.where(main > 0, usual, 0.0))
        are_rivals = rival.round(ROUNDING) >= RIVAL
        # `np.select` takes several times as long.
        placed = np.where(related > 0, RELATED, np.where(kind >= 1, TYPE, -FAR))
        placed = np.where(main > 0, MAIN, np.where(shared > 0, SHARED, placed))
        points = (
            placed
            + np.where(same > 0, SAME_KIND, np.minimum(SIMILAR_KIND, similar))
            + np.where(are_rivals, RIVAL, RIVALS * (rival > 0))
            + np.minimum(MOST_TOGETHER, TOGETHER * together)
            + NAMED * (named >= 1)
            + np.minimum(MOST_WORDS, word)
        ).round(ROUNDING)
        least = np.where(kind >= 1, self._least_unsorted, APART)
        least = np.where(shared > 0, 0.0, np.where(related > 0, LEAST_RELATED, least))
        is_vague = is_apart & (rare < RARE_APART) & (same + similar + rival == 0)
        points = np.where(is_vague & self._has_categories, 0.0, points)
        at_least = LEAST[Step.NEAR - 1] * ((cohesive >= 1) | are_rivals)
        points = np.maximum(np.where(points >= least, points, 0.0), at_least)
        steps: NDArray[np.int64] = np.searchsorted(LEAST, points, side="right")
        return steps


def _inverted(
    features: Mapping[str, Mapping[Feature, float]], places: Mapping[str, int]
) -> dict[Feature, tuple[NDArray[np.int64], Totals]]:
    """Return for each feature the places of the tools that have it, and its weights there."""
    owners: dict[Feature, list[tuple[int, float]]] = defaultdict(list)
    for slug, own in features.items():
        for feature, weight in own.items():
            owners[feature].append((places[slug], weight))
    return {
        feature: (
            np.array([place for place, _ in listed], dtype=np.int64),
            np.array([weight for _, weight in listed]),
        )
        for feature, listed in owners.items()
    }


def _features(
    tools: Sequence[Tool],
    categories: Sequence[Category],
    mentioned: Mapping[str, Collection[str]],
    *,
    is_english: bool,
) -> dict[str, dict[Feature, float]]:
    """Return slug -> feature -> weight; the product of two weights is what both share."""
    placed = _placed(tools, categories)
    subjects = subjects_of(tools, mentioned) if is_english else {}
    cohesive, named = _cohesive(placed, subjects, categories)
    acronyms = _acronyms(categories)
    related = _related(categories)
    found: dict[str, dict[Feature, float]] = {}
    for tool in tools:
        own = placed[tool.slug]
        features = {("type", tool.type): ALL if own else SOME}
        features |= dict.fromkeys(_of_categories(own, related), 1.0)
        for main in own[:1]:
            if main in cohesive:
                names_it = not cohesive[main].isdisjoint(subjects.get(tool.slug, ()))
                features["cohesive", main] = ALL if names_it else SOME
        if is_english:
            features |= _of_kinds(tool, acronyms, _vocabulary(tool.slug, placed, named))
        found[tool.slug] = features
    _add_rivals(found, tools)
    _add_together(found, tools, mentioned)
    _add_words(
        found,
        subjects,
        {slug: WEAK - _vocabulary(slug, placed, named).usual for slug in subjects},
    )
    return found


def _vocabulary(
    slug: str, placed: Mapping[str, Sequence[str]], named: Mapping[str, _Vocabulary]
) -> _Vocabulary:
    """Return the vocabulary of the main category of a tool; empty without a category."""
    return next((named[main] for main in placed[slug][:1] if main in named), _Vocabulary())


def _placed(tools: Sequence[Tool], categories: Sequence[Category]) -> dict[str, list[str]]:
    """Return slug -> its categories, the main one first, without those for the rest."""
    rest = {category.id for category in categories if is_catch_all(category.label)}
    return {tool.slug: [each for each in tool.categories if each not in rest] for tool in tools}


def _cohesive(
    placed: Mapping[str, Sequence[str]],
    subjects: Mapping[str, Collection[str]],
    categories: Sequence[Category],
) -> tuple[dict[str, frozenset[str]], dict[str, _Vocabulary]]:
    """Return the categories that most of their tools name -> the stems by which they do.

    And the vocabulary of each category.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for slug, own in placed.items():
        for main in own[:1]:
            members[main].append(slug)
    found: dict[str, frozenset[str]] = {}
    named: dict[str, _Vocabulary] = {}
    for category in categories:
        slugs, stems = members[category.id], telling_stems(category.label)
        times = Counter(stem for slug in slugs for stem in subjects.get(slug, ()))
        are_all = stems and all(times[stem] >= COHESIVE_SHARE * len(slugs) for stem in stems)
        ends = terms(category.label)[-1:]
        is_narrow = stems and not DISTINCT.isdisjoint(ends) and not SEVERAL.search(category.label)
        if is_narrow and len(slugs) >= COHESIVE_TOOLS:
            found[category.id] = frozenset()
        elif are_all and len(slugs) >= COHESIVE_TOOLS and not MANAGEMENT.search(category.label):
            found[category.id] = stems
        is_broad = len(stems) == 1 and all(times[stem] < BROAD_SHARE * len(slugs) for stem in stems)
        least = max(USUAL_TOOLS, USUAL_SHARE * len(slugs))
        usual = frozenset(stem for stem in WEAK if times[stem] >= least)
        named[category.id] = _Vocabulary(usual, usual & stems, stems if is_broad else frozenset())
    return found, named


def _acronyms(categories: Sequence[Category]) -> dict[Kind, str]:
    """Return what acronyms in names of categories are short for -> their stems.

    `Content Management Systems (CMS)` says that what manages content is a CMS.
    """
    found = {}
    for category in categories:
        named = ACRONYM.fullmatch(category.label)
        if named:
            stems = [stem for stem in terms(named[1]) if stem in telling_stems(named[1])]
            found[(*stems[-2:], "")] = " ".join(terms(named[2]))
    return found


def _related(categories: Sequence[Category]) -> dict[str, set[str]]:
    """Return id of a category -> names of its relations to others.

    Where a site relates no categories, those of one parent are.
    """
    found: dict[str, set[str]] = defaultdict(set)
    if any(category.related for category in categories):
        for category in categories:
            for other in category.related:
                name = " ".join(sorted((category.id, other)))
                found[category.id].add(name)
                found[other].add(name)
    else:
        for category in categories:
            if parent := parent_of(category.name):
                found[category.id].add(parent)
    return found


def _of_categories(own: Sequence[str], related: Mapping[str, Collection[str]]) -> Iterator[Feature]:
    for main in own[:1]:
        yield "main", main
    for category in own:
        yield "shared", category
        for relation in related.get(category, ()):
            yield "related", relation


def _of_kinds(
    tool: Tool, acronyms: Mapping[Kind, str], vocabulary: _Vocabulary
) -> dict[Feature, float]:
    """Return the kinds of thing that a tool is: by two stems, by one, and by the last of two.

    The product for `kinds` is `SIMILAR_KIND` or more unless it is the last of two for both, or in
    the name of a category with tools of several kinds.
    """
    found: dict[Feature, float] = {}
    weak, broad = WEAK - vocabulary.named, vocabulary.broad
    for kind in kinds_of(tool):
        stems = [stem for stem in kind if stem]
        if kind in acronyms:
            found["kinds", acronyms[kind]] = SIMILAR_KIND
        if len(stems) == 1:
            if stems[0] not in weak:
                group = "usual" if stems[0] in WEAK else "kinds"
                found[group, stems[0]] = ONE_HEAD if stems[0] in broad else SIMILAR_KIND
            continue
        group = "weak" if WEAK.issuperset({*stems} - DISTINCT) else "kind"
        found[group, " ".join(sorted(stems))] = 1.0  # "share files" is file sharing
        if not kind[-1] and stems[-1] not in weak:
            found.setdefault(("usual" if stems[-1] in WEAK else "kinds", stems[-1]), ONE_HEAD)
    return found


def _add_rivals(found: Mapping[str, dict[Feature, float]], tools: Sequence[Tool]) -> None:
    """Add the names of tools, and those that they replace.

    The product is `RIVAL` for a tool and one that replaces it, `RIVALS` for two that replace one.
    """
    weight = math.sqrt(RIVALS)
    for tool in tools:
        own = {name.casefold() for name in (tool.name, *tool.also_known_as)}
        for name in own | replaced_names(tool):
            found[tool.slug]["rival", name] = RIVAL / weight if name in own else weight


def _add_together(
    found: Mapping[str, dict[Feature, float]],
    tools: Sequence[Tool],
    mentioned: Mapping[str, Collection[str]],
) -> None:
    """Add who names whom, and a feature to all tools that a third one names in one list."""
    named = {tool.slug: (tool.name, *tool.also_known_as) for tool in tools}
    for tool in tools:
        others = mentioned[tool.slug]
        for other in others:
            found[other]["named", other] = SOME
            found[tool.slug]["named", other] = ALL
        if len(others) < 2:
            continue
        text = f"{tool.summary}\n{tool.description}"
        names = {name: slug for slug in others for name in named[slug]}
        for number, group in enumerate(_breaths(text, names)):
            for slug in group:
                found[slug]["together", f"{tool.slug} {number}"] = 1.0


def _breaths(text: str, names: Mapping[str, str]) -> Iterator[set[str]]:
    """Yield the slugs of each list of names in a text that has several of them."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    group: set[str] = set()
    end = 0
    for place in re.finditer(rf"(?<![\w.-])(?:{pattern})(?![\w-])", text):
        if group and not BREATH.fullmatch(text[end : place.start()]):
            if len(group) > 1:
                yield group
            group = set()
        group.add(names[place[0]])
        end = place.end()
    if len(group) > 1:
        yield group


def _add_words(
    found: Mapping[str, dict[Feature, float]],
    subjects: Mapping[str, Collection[str]],
    weak: Mapping[str, Collection[str]],
) -> None:
    """Add the telling words of summaries, by rarity: one that two tools have has a point.

    One that is weak in the category of both has a part of it.
    """
    owners = Counter(stem for stems in subjects.values() for stem in stems)
    whole = math.log(max(len(subjects), 3) / 2)
    for slug, stems in subjects.items():
        for stem in stems:
            if owners[stem] > 1:
                rarity = math.log(len(subjects) / owners[stem]) / whole
                rarity *= WEAK_SHARE if stem in weak[slug] else 1.0
                found[slug]["word", stem] = math.sqrt(max(0.0, rarity))
                if owners[stem] <= RARE:
                    found[slug]["rare", stem] = 1.0


def _parts(
    tools: Sequence[Tool], mentioned: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Return slug -> tools that it is a part of, or that are a part of it."""
    by_slug = {tool.slug: tool for tool in tools}
    found: dict[str, set[str]] = defaultdict(set)
    for slug, others in mentioned.items():
        for other in others:
            one, two = by_slug[slug], by_slug[other]
            if is_part_of(one, two) and rival_keys(one).isdisjoint(rival_keys(two)):
                found[slug].add(other)
                found[other].add(slug)
    for slug, other in _named_in_one_word(tools):
        found[slug].add(other)
        found[other].add(slug)
    return {slug: frozenset(others) for slug, others in found.items()}


def _named_in_one_word(tools: Sequence[Tool]) -> Iterator[tuple[str, str]]:
    """Yield slugs of a tool and of one that it names as `Jitsi Videobridge` for Jitsi Video Bridge.

    Such a name is that of a part: rivals are named as they write themselves.
    """
    named = {
        tool.name.replace(" ", "").casefold(): (tool.name, tool.slug)
        for tool in tools
        if " " in tool.name
    }
    for tool in tools:
        words = re.findall(r"[\w.-]*\w", tool.summary)
        for first, second in pairwise(words):
            name, other = named.get(f"{first}{second}".casefold(), ("", tool.slug))
            if other != tool.slug and name.casefold() != f"{first} {second}".casefold():
                yield tool.slug, other
