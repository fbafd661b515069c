"""Catalog -> what `nearness` compares of each tool without capabilities.

A feature is a category, a kind of thing that the tool is, a name that it is an alternative to, a
list of names in the text of a third tool, or a distinctive word.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.catalog import Tool
from ssg.labels import is_catch_all
from ssg.ranking.feature_table import Numbers, Weights
from ssg.ranking.subjects import DISTINCT, WEAK, Kind, distinctive_stems, subjects_of
from ssg.ranking.summary_facts import SummaryFacts
from ssg.ranking.tool_features import parent_of
from ssg.settings import Category
from ssg.tokenizer import terms

__all__ = [
    "REPLACED",
    "SIMILAR_KIND",
    "SOME_REPLACED",
    "NearFeature",
    "NearFeatures",
    "NearWords",
    "near_features",
]

COHESIVE_SHARE, COHESIVE_TOOLS = 0.8, 4
"""Share of its tools that name a category, and their number, from which all do the same job.

Then two of them are `NEAR` at least if one does not name it: words do not show that they are.
"""
SIMILAR_KIND, ONE_HEAD = 1.5, 1.0
"""Points for one kind by one stem; by the last of two, as `tracker` of issues and of time."""
REPLACED, SOME_REPLACED = 3.0, 2.0
"""Points if one is an alternative to the other, which is then `NEAR` at least; to a third."""
RARE = 4
"""A word of so many summaries says by itself what a tool is for."""
WEAK_SHARE = 0.5
"""Share of the points of a distinctive word that a weak one has."""
USUAL_SHARE, USUAL_TOOLS = 0.15, 3
"""Share of the tools of a category, and their number, from which a weak word is usual in it."""
BROAD_SHARE = 0.5
"""Share of the tools of a category below which its name, of one word, is no kind of tool in it."""
SEVERAL = re.compile(r"[&,]|\b(?:and|or)\b")
"""Divides the name of a category for several things."""
MANAGEMENT = re.compile(r"\bManagement$")
"""Ends the name of a category of anything that has to do with something."""
ACRONYM = re.compile(r"(.+) \(([A-Z][A-Za-z]{1,6})\)")
ALL, SOME = 0.5, 2.0
"""Weights of which the product is below 1 only if both are `ALL`."""
BREATH = re.compile(
    r"\s*(?:,|/|&|\band\b|\bor\b)\s*(?:and |or )?|, [^\s,.;]+(?: [^\s,.;]+)?,? (?:and |or )?"
)
"""Between two names of a list of names; another name may be between them."""
NearFeature: TypeAlias = tuple[str, str]
"""Group, as `kind`, and name."""


class _Vocabulary(NamedTuple):
    """What words mean in one category."""

    usual: frozenset[str] = frozenset()
    """Weak stems that so many of its tools have that they belong to its job."""
    named: frozenset[str] = frozenset()
    """Those of them that are in its name."""
    broad: frozenset[str] = frozenset()
    """The stem that is its name, if few of its tools have it."""


NONE = _Vocabulary()
"""The vocabulary of tools without a category."""


class NearWords(NamedTuple):
    """The distinctive words of tools that several tools have, one tool after the other."""

    counts: Numbers
    """How many each tool has."""
    numbers: Numbers
    weights: Weights
    are_rare: NDArray[np.bool_]
    """Whether so few tools have a word that it says by itself what a tool is for; by number."""


class NearFeatures(NamedTuple):
    """What tools are compared by; the product of two weights is what both share."""

    others: Sequence[Mapping[NearFeature, float]]
    """All but words, of each tool."""
    words: NearWords


def near_features(
    tools: Sequence[Tool],
    categories: Sequence[Category],
    mentioned: Mapping[str, Collection[str]],
    summaries: Mapping[str, SummaryFacts],
    *,
    is_english: bool,
) -> NearFeatures:
    """Return the features of tools.

    `mentioned`: slug -> the tools that its texts name; `summaries`: what the summary of each says.
    """
    placed = _placed(tools, categories)
    stems = {slug: facts.stems for slug, facts in summaries.items()}
    subjects = subjects_of(tools, mentioned, stems) if is_english else {}
    cohesive, named = _cohesive(placed, subjects, categories)
    vocabularies = {slug: named.get("".join(own[:1]), NONE) for slug, own in placed.items()}
    acronyms = _acronyms(categories)
    related = _related(categories)
    of_categories = {
        own: dict.fromkeys(_of_categories(own, related), 1.0)
        for own in {*map(tuple, placed.values())}
    }
    found: dict[str, dict[NearFeature, float]] = {}
    for tool in tools:
        own = tuple(placed[tool.slug])
        features = {("type", tool.type): ALL if own else SOME, **of_categories[own]}
        for main in own[:1]:
            if main in cohesive:
                names_it = not cohesive[main].isdisjoint(subjects.get(tool.slug, ()))
                features["cohesive", main] = ALL if names_it else SOME
        if is_english:
            kinds, vocabulary = summaries[tool.slug].kinds, vocabularies[tool.slug]
            features |= _of_kinds(kinds, acronyms, vocabulary)
        found[tool.slug] = features
    _add_replaced(found, tools, summaries)
    _add_together(found, tools, mentioned)
    words = _words(
        [subjects.get(tool.slug, frozenset()) for tool in tools],
        [vocabularies[tool.slug].usual for tool in tools],
    )
    return NearFeatures([found[tool.slug] for tool in tools], words)


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
        slugs, stems = members[category.id], distinctive_stems(category.label)
        times = Counter(chain.from_iterable([subjects.get(slug, ()) for slug in slugs]))
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
            stems = [stem for stem in terms(named[1]) if stem in distinctive_stems(named[1])]
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


def _of_categories(
    own: Sequence[str], related: Mapping[str, Collection[str]]
) -> Iterator[NearFeature]:
    for main in own[:1]:
        yield "main", main
    for category in own:
        yield "shared", category
        for relation in related.get(category, ()):
            yield "related", relation


def _of_kinds(
    kinds: Collection[Kind], acronyms: Mapping[Kind, str], vocabulary: _Vocabulary
) -> dict[NearFeature, float]:
    """Return the kinds of thing that a tool is: by two stems, by one, and by the last of two.

    The product for `kinds` is `SIMILAR_KIND` or more unless it is the last of two for both, or in
    the name of a category with tools of several kinds.
    """
    found: dict[NearFeature, float] = {}
    weak, broad = WEAK - vocabulary.named, vocabulary.broad
    for kind in kinds:
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


def _add_replaced(
    found: Mapping[str, dict[NearFeature, float]],
    tools: Sequence[Tool],
    summaries: Mapping[str, SummaryFacts],
) -> None:
    """Add the names of tools, and those that they replace.

    The product is `REPLACED` for a tool and one that replaces it, `SOME_REPLACED` for two
    that replace one.
    """
    weight = math.sqrt(SOME_REPLACED)
    for tool in tools:
        own = {name.casefold() for name in (tool.name, *tool.also_known_as)}
        for name in own | summaries[tool.slug].replaced:
            found[tool.slug]["replaced", name] = REPLACED / weight if name in own else weight


def _add_together(
    found: Mapping[str, dict[NearFeature, float]],
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
        names = {name: slug for slug in sorted(others) for name in named[slug]}
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


def _words(subjects: Sequence[frozenset[str]], usual: Sequence[frozenset[str]]) -> NearWords:
    """Return the distinctive words of summaries, by rarity: one that two tools have has a point.

    One that is weak in the category of both has a part of it. `usual`: the weak stems that are none
    in the category of each tool.
    """
    places = {stem: place for place, stem in enumerate(sorted({*chain.from_iterable(subjects)}))}
    counts, number = np.array([*map(len, subjects)], np.int64), len(subjects)
    flat = [sorted(map(places.__getitem__, stems)) for stems in subjects]
    numbers = np.fromiter(chain.from_iterable(flat), np.int64, int(counts.sum()))
    owners = np.bincount(numbers, minlength=len(places))
    whole = math.log(max(number, 3) / 2)
    weights = np.array(
        [
            [
                math.sqrt(max(0.0, math.log(max(number, 1) / max(times, 1)) / whole * share))
                for times in range(int(owners.max(initial=0)) + 1)
            ]
            for share in (1.0, WEAK_SHARE)
        ]
    )
    categories = {each: place for place, each in enumerate({*usual})}
    are_weak = np.zeros((len(categories), len(places)), dtype=bool)
    for each, category in categories.items():
        are_weak[category, [places[stem] for stem in WEAK - each if stem in places]] = True
    rows = np.repeat(np.arange(number), counts)
    own = np.array([categories[each] for each in usual], np.int64)[rows]
    kept = np.flatnonzero(owners[numbers] > 1)
    rows, numbers, own = rows[kept], numbers[kept], own[kept]
    return NearWords(
        np.bincount(rows, minlength=number),
        numbers,
        weights[are_weak[own, numbers].astype(np.int64), owners[numbers]],
        owners <= RARE,
    )
