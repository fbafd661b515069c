"""Data for rankings with a reader's own weights: the components of all scores, as compact JSON.

`layouts/scripts/weights.js` computes the same scores from it as `ssg.ranking` does.
"""

from collections.abc import Sequence

from ssg.catalog import Tool
from ssg.json_value import Json
from ssg.ranking.estimation import catalog_statistics
from ssg.site import Site

__all__ = ["weight_name", "weights_data"]


def weight_name(component: str) -> str:
    """Return the name of a component's weight in the URL."""
    return f"w.{component}"


def weights_data(site: Site, tools: Sequence[Tool]) -> Json:
    """Return the values of the components of these tools, and the weights of the site.

    The first weights are those for most types; a type with others has its own. None without scores.
    """
    scores = {score.slug: score for score in site.ranking.scores}
    if not tools or not site.settings.ranking.enabled or not scores[tools[0].slug].components:
        return None
    components = scores[tools[0].slug].components
    rows = [tuple(one.value for one in scores[tool.slug].components) for tool in tools]
    statistics = catalog_statistics(rows)
    usual = {spec.id: spec.weight for spec in site.settings.ranking.components}
    general = tuple(usual[one.name] for one in components)
    examples = {tool.type: tool.slug for tool in tools}
    by_type = {
        kind: tuple(one.weight for one in scores[slug].components)
        for kind, slug in examples.items()
    }
    weights = list(dict.fromkeys([general, *by_type.values()]))
    return {
        "components": [[one.name, one.label] for one in components],
        "weights": [list(weighting) for weighting in weights],
        "types": [weights.index(by_type[tool.type]) for tool in tools],
        "values": [list(row) for row in rows],
        "low": list(statistics.low),
        "high": list(statistics.high),
    }
