"""Whether two tools do the same job, as far as the categories of a site say."""

from collections.abc import Iterable, Iterator, Sequence

from ssg.catalog import Tool
from ssg.comparison.category_tree import CategoryNode, category_nodes
from ssg.settings import Category
from ssg.tokenizer import terms

__all__ = ["Jobs", "are_listed_apart", "is_catch_all", "job_keys", "may_do_different_jobs"]

Jobs = frozenset[str]
"""Keys of the jobs of a tool: two tools with a key in common may do the same job."""

CATCH_ALL = frozenset({"miscellaneous", "misc", "other", "others", "various", "uncategorized"})


def is_catch_all(name: str) -> bool:
    """Return whether a category is for the rest: tools in it need not have anything in common."""
    return name.lower() in CATCH_ALL


def job_keys(tool_categories: Iterable[str], categories: Sequence[Category]) -> Jobs:
    """Return the keys of the jobs of a tool, from the ids of its categories.

    A category is a key. So is each term of a subcategory's own name under its parent: "Media /
    Video streaming" and "Media / Multimedia streaming" are about the same job, "Development /
    Testing" and "Development / Translation" are not. A category for the rest is none.
    """
    nodes = category_nodes(tuple(categories))
    return frozenset(
        key
        for category in tool_categories
        for key in (_keys(nodes[category]) if category in nodes else [category])
    )


def _keys(node: CategoryNode) -> Iterator[str]:
    if is_catch_all(node.label):
        return
    yield node.category.id
    if node.parents:
        above = set(terms(" ".join(node.parents)))
        for term in set(terms(node.label)) - above:
            yield " / ".join([*node.parents, term])


def are_listed_apart(a: Jobs, b: Jobs) -> bool:
    """Return whether two tools have jobs, and none in common."""
    return bool(a and b) and a.isdisjoint(b)


def may_do_different_jobs(a: Tool, b: Tool, jobs: tuple[Jobs, Jobs]) -> bool:
    """Return whether two tools do different jobs unless they share a capability.

    That is so where they have no job in common; without categories, where the types differ.
    """
    if a.categories and b.categories:
        return jobs[0].isdisjoint(jobs[1])
    return a.type != b.type
