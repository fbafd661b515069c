"""The nearest tools of a tool depend on texts, not on the order in which their words are met."""

import random
from dataclasses import replace

from ssg.catalog import Catalog, Tool
from ssg.comparison.alignment import Aligner
from support.strategies import a_capability, a_catalog, a_tool

TOOLS, WORDS = 60, 200


def a_site() -> Catalog:
    """Return tools with random words; there are more terms than a sum of vectors has columns."""
    pick = random.Random(3)  # noqa: S311  (the same each time)
    words = [f"{first}{second}ax" for first in "bdfgklmnprst" for second in "aeiou"]
    words += [f"{word}or" for word in words] + [f"{word}im" for word in words]
    tools = []
    for number in range(TOOLS):
        texts = (" ".join(pick.choices(words[:WORDS], k=12)) for _ in range(4))
        capabilities = tuple(a_capability(text[:30], description=text) for text in texts)
        tools.append(a_tool(f"tool-{number:02}", capabilities=capabilities))
    return a_catalog(*tools)


def nearest(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return the nearest tools of each tool."""
    aligner = Aligner(catalog)
    return {tool.slug: aligner.nearest(tool.slug) for tool in catalog.tools}


def test_the_order_of_tools_does_not_matter() -> None:
    catalog = a_site()
    assert nearest(replace(catalog, tools=catalog.tools[::-1])) == nearest(catalog)


def test_a_new_word_leaves_the_nearest_tools_of_others() -> None:
    catalog = a_site()
    first, *others = catalog.tools
    edited: Tool = replace(
        first,
        capabilities=(
            replace(first.capabilities[0], title=f"Zulu {first.capabilities[0].title}"),
            *first.capabilities[1:],
        ),
    )
    before, after = nearest(catalog), nearest(replace(catalog, tools=(edited, *others)))
    changed = [slug for slug in before if before[slug] != after[slug]]
    assert len(changed) <= TOOLS // 10
