"""Count the claims of a catalog, and those that name a source.

A claim is a capability with text, a signal, a price, a licence, a status, or an attribute that is
not itself a URL.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ssg.catalog import Catalog, PricingModel, Tool
from ssg.settings import AttributeKind

__all__ = ["ClaimCounts", "count_claims", "lacks_price_source"]

PRICED = {PricingModel.PAID, PricingModel.USAGE, PricingModel.FREEMIUM}


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """How many claims there are, and how many of them name a source."""

    total: int
    sourced: int

    @property
    def percent(self) -> int:
        """The share of claims with a source, rounded down; 0 without claims."""
        return 100 * self.sourced // self.total if self.total else 0


def count_claims(catalog: Catalog) -> ClaimCounts:
    """Return the counts over all tools of a catalog."""
    specs = catalog.settings.attributes
    urls = {spec.id for spec in specs if spec.kind is AttributeKind.URL}
    sourced = [named for tool in catalog.tools for named in _claims(tool, urls)]
    capabilities = [tool.capability_claims for tool in catalog.tools]
    return ClaimCounts(
        len(sourced) + sum(total for total, _ in capabilities),
        sum(sourced) + sum(named for _, named in capabilities),
    )


def lacks_price_source(tool: Tool) -> bool:
    """Return whether a tool has a price without the URL of the price list."""
    pricing = tool.pricing
    has_price = pricing.model in PRICED or bool(
        pricing.starting_price or pricing.amount is not None or pricing.plans
    )
    return has_price and not pricing.url


def _claims(tool: Tool, urls: Container[str]) -> Iterator[bool]:
    """Yield whether it names a source for each claim of a tool outside its capabilities.

    `urls`: ids of the attributes that are URLs.
    """
    for signal in tool.signals:
        yield bool(signal.source)
    if tool.pricing.model is not PricingModel.UNKNOWN:
        yield bool(tool.pricing.url)
    present = [("license",)] if tool.license else []
    present += [("status",)] if tool.status else []
    for keys in (*present, *(("attributes", key) for key, _ in tool.attributes if key not in urls)):
        based_on = tool.claim(*keys)
        yield bool(based_on and based_on.source)
