"""Whether two tools do the same job, as far as the categories of a site say."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.comparison.category_tree import CategoryNode, category_nodes
from ssg.labels import is_catch_all
from ssg.ranking.replaced_names import replacement_keys
from ssg.ranking.subjects import KINDS_OF_SOFTWARE, tells_its_job
from ssg.settings import Category, Settings
from ssg.site import Step
from ssg.tokenizer import terms

__all__ = [
    "BUILT_ON",
    "NEAR",
    "JobIndex",
    "Jobs",
    "are_listed_apart",
    "are_near",
    "job",
    "jobs_of",
    "main_category",
    "main_category_id",
    "may_do_different_jobs",
    "pair_keys",
    "purpose",
]

Jobs: TypeAlias = frozenset[str] | None
"""Keys of the jobs of a tool: two tools with a key in common do the same job; None if it has no
category. A category for the rest has no key."""

NEAR, APART = "near", "apart"
"""Beginnings of the keys of pairs that do the same, or not, whatever their categories."""
BUILT_ON = "built_on"
"""Id of the list attribute with the names of what a tool is built on, on sites that have it."""
SHARED_BY = 3
"""Categories elsewhere that make their common last word one that fits any job."""
KEPT_PAIRS = 4_096
"""Pairs of jobs of which the relation is kept: each comparison asks for it a dozen times."""
PARTS = re.compile(r"\([^)]*\)|[,;&/+]|\band\b|\bor\b", re.IGNORECASE)
"""Divides the name of a category into the things that it names."""


def jobs_of(tool: Tool, categories: Sequence[Category]) -> Jobs:
    """Return the keys of the jobs of a tool.

    A category is a key; one for the rest is none. So is the thing that a subcategory names, under
    its parent; see `_keys`. Where the file says what the tool is built on, a further category is a
    job on that basis only: an optimizer for JAX does not replace one for PyTorch. Whatever their
    categories, a tool does the job of those that its summary is an alternative to.
    """
    return _jobs(tool, _jobs_of_categories(tuple(categories)))


def _jobs(tool: Tool, known: Mapping[str, frozenset[str]]) -> Jobs:
    """Return `jobs_of` a tool; `known`: id of each category of the site -> keys of its jobs."""
    if not tool.categories:
        return None
    parts = dict(tool.attributes).get(BUILT_ON)
    bases = parts if isinstance(parts, tuple) else ()
    keys = set(replacement_keys(tool.original or tool))
    for place, category in enumerate(tool.categories):
        own = known.get(category, frozenset({category}))
        if not (place and bases):
            keys |= own
        keys |= {f"{key} on {base.lower()}" for key in own for base in bases}
    return frozenset(keys)


@lru_cache(maxsize=4)
def _jobs_of_categories(categories: tuple[Category, ...]) -> Mapping[str, frozenset[str]]:
    """Return id of each category of a site -> the keys of its jobs."""
    nodes = category_nodes(categories).values()
    with_head = Counter(head for node in nodes for head in _heads(node.label))
    siblings = Counter(
        (parent, head) for node in nodes for parent in node.parents for head in _heads(node.label)
    )
    return {node.category.id: frozenset(_keys(node, with_head, siblings)) for node in nodes}


def _keys(
    node: CategoryNode, with_head: Mapping[str, int], siblings: Mapping[tuple[str, str], int]
) -> Iterator[str]:
    """Yield the category, and each thing that its own name ends with, under its parents.

    "Media / Video streaming" and "Media / Multimedia streaming" are about the same thing,
    "Development / Testing" and "Development / Translation" are not. A last word that fits any job
    says nothing about it: one of `KINDS_OF_SOFTWARE`, or one of many categories under other
    parents. Before a word for software, as in "File transfer / File servers", nor does a word of a
    parent's name. `with_head` counts the categories with a last word, `siblings` those of a
    parent.
    """
    if is_catch_all(node.label):
        return
    yield node.category.id
    above = set(terms(" ".join(node.parents)))
    last_words = {last for part in PARTS.split(node.label) for last in terms(part)[-1:]}
    for head in _heads(node.label) if node.parents else ():
        elsewhere = with_head[head] - max(siblings[parent, head] for parent in node.parents)
        if elsewhere < SHARED_BY and (head in last_words or head not in above):
            yield " / ".join([*node.parents, head])


def _heads(label: str) -> set[str]:
    """Return the stem of the last word of each part of a name, before a word for software."""
    heads = set()
    for part in PARTS.split(label):
        distinctive = [term for term in terms(part) if term not in KINDS_OF_SOFTWARE]
        heads |= set(distinctive[-1:])
    return heads


def _pair_key(a: str, b: str, *, are_near: bool) -> str:
    """Return the key that both of two tools have if their texts say whether they do the same."""
    return " ".join((NEAR if are_near else APART, *sorted((a, b))))


def pair_keys(slug: str, steps: Mapping[str, Step], tools: Mapping[str, Tool]) -> dict[str, str]:
    """Return the key of jobs for each comparison of a tool about which texts decide -> other tool.

    `steps`: how near it is to each tool that it is compared with. The texts are English, and
    that of the tool tells its job.
    """
    return {
        _pair_key(slug, other, are_near=step >= Step.NEAR): other
        for other, step in steps.items()
        if tells_its_job(tools[other])
    }


@lru_cache(maxsize=KEPT_PAIRS)
def are_listed_apart(a: Jobs, b: Jobs) -> bool:
    """Return whether two tools have categories, and no job in common or texts about others."""
    if a is None or b is None:
        return False
    common = a & b
    return not common or any(key.startswith(f"{APART} ") for key in common)


def are_near(a: Jobs, b: Jobs) -> bool:
    """Return whether the texts of two tools say that they do the same; see `_pair_key`."""
    return any(key.startswith(f"{NEAR} ") for key in (a or frozenset()) & (b or frozenset()))


def may_do_different_jobs(a: Tool, b: Tool, jobs: tuple[Jobs, Jobs]) -> bool:
    """Return whether two tools do different jobs unless they share a capability.

    That is so where they have no job in common; where one has no category, if the types differ.
    """
    if None in jobs:
        return a.type != b.type
    return are_listed_apart(*jobs)


def main_category(tool: Tool, names: Mapping[str, str]) -> str:
    """Return the name of a tool's first category that is not for the rest; empty if it has none.

    `names` are those of all categories by id.
    """
    return names.get(main_category_id(tool, names), "")


def main_category_id(tool: Tool, names: Mapping[str, str]) -> str:
    """Return the id of the category that `main_category` names, or nothing."""
    known = (each for each in tool.categories if each in names)
    return next((each for each in known if not is_catch_all(names[each])), "")


def job(tool: Tool, settings: Settings) -> str:
    """Name the main category of a tool, or its type if it has none.

    Empty if all its categories are for the rest.
    """
    own = (each for each in settings.categories if each.id in tool.categories)
    names = {category.id: category.label for category in own}
    return main_category(tool, names) if tool.categories else settings.type_label(tool.type)


def purpose(tool: Tool, categories: Sequence[Category]) -> str:
    """Return what the main category of a tool is for, in the words of the site, or nothing."""
    own = {each.id: each for each in categories if each.id in tool.categories}
    names = {each.id: each.label for each in own.values()}
    main = main_category_id(tool, names)
    return own[main].purpose if main else ""


class _Groups:
    """Tools with the same jobs or of the same type."""

    def __init__(self, tools: Sequence[Tool], jobs: Mapping[str, Jobs]) -> None:
        self.jobs = jobs
        self.types = {tool.slug: tool.type for tool in tools}
        self.with_job: dict[str, list[str]] = defaultdict(list)
        self.of_type: dict[str, list[str]] = defaultdict(list)
        self.without_jobs: dict[str, list[str]] = defaultdict(list)
        for tool in tools:
            self.of_type[tool.type].append(tool.slug)
            if jobs[tool.slug] is None:
                self.without_jobs[tool.type].append(tool.slug)
            for job in jobs[tool.slug] or ():
                self.with_job[job].append(tool.slug)
        self.substitutes: dict[tuple[Jobs, str], frozenset[str]] = {}

    def shared_jobs(self, slug: str) -> Jobs:
        """Return those jobs of a tool that others do too, or all of them if it shares none.

        Each tool has jobs of its own, under its names: with them, no two tools would have the same
        jobs, and the substitutes of each would take memory.
        """
        jobs = self.jobs[slug]
        if jobs is None:
            return None
        return frozenset(job for job in jobs if len(self.with_job[job]) > 1) or jobs

    def are_of(self, changed: Sequence[Tool], jobs: Mapping[str, Jobs]) -> bool:
        """Return whether changed tools have the jobs and types that they have here."""
        return all(
            self.types.get(tool.slug) == tool.type and self.jobs[tool.slug] == jobs[tool.slug]
            for tool in changed
        )


class JobIndex:
    """The tools of a site by their jobs."""

    def __init__(
        self,
        tools: Sequence[Tool] = (),
        categories: Sequence[Category] = (),
        before: "JobIndex | None" = None,
    ) -> None:
        """Index the tools of a site with these categories; `before` spares unchanged tools."""
        self._tools = {tool.slug: tool for tool in tools}
        self._categories = categories
        known = before.unchanged(tools, categories) if before else {}
        of_categories = _jobs_of_categories(tuple(categories))
        changed = [tool for tool in tools if tool.slug not in known]
        jobs = {tool.slug: _jobs(tool, of_categories) for tool in changed}
        if before and len(before.groups.jobs) == len(tools) and before.groups.are_of(changed, jobs):
            self.groups: _Groups = before.groups
        else:
            self.groups = _Groups(tools, {**known, **jobs})

    def unchanged(
        self, tools: Sequence[Tool], categories: Sequence[Category]
    ) -> Mapping[str, Jobs]:
        """Return the jobs of the tools that are the same here; none for other categories."""
        if categories != self._categories:
            return {}
        same = (tool.slug for tool in tools if self._tools.get(tool.slug) is tool)
        return {slug: self.groups.jobs[slug] for slug in same}

    def substitutes(self, slug: str) -> frozenset[str]:
        """Return all tools that do the same job as a tool: they have one in common.

        The type decides where one of them has no category.
        """
        groups = self.groups
        jobs, kind = groups.shared_jobs(slug), groups.types[slug]
        key = jobs, kind
        if key not in groups.substitutes:
            others = (groups.of_type if jobs is None else groups.without_jobs)[kind]
            listed = chain.from_iterable(groups.with_job[job] for job in jobs or ())
            groups.substitutes[key] = frozenset(chain(listed, others))
        return groups.substitutes[key]
