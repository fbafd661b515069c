"""Objects of schema.org for the structured data of pages; everything in them is on the page.

A score is no `aggregateRating`: it is computed, and no user gave it.
"""

from collections.abc import Mapping, Sequence

from ssg.catalog import BillingPeriod, Pricing, PricingModel, Tool
from ssg.json_value import Json
from ssg.labels import licence_label
from ssg.settings import SearchEngine
from ssg.views.context import Context
from ssg.views.once import once_for_each
from ssg.views.page_head import Head, JsonText, Link, encoded

__all__ = ["item_list", "named_entry", "tool_thing", "website", "with_list"]

SOFTWARE = {"MobileApplication", "SoftwareApplication", "VideoGame", "WebApplication"}
CREATIVE = {*SOFTWARE, "CreativeWork", "DataCatalog", "Dataset", "SoftwareSourceCode"}
"""Types that have `license` and `dateModified`."""
SOLD = {*CREATIVE, "Product", "Service"}
"""Types that have `offers` and `review`."""


def tool_thing(context: Context, tool: Tool) -> dict[str, Json]:
    """Return a tool as its own page describes it."""
    kind = context.site.settings.schema_type(tool.type)
    about: dict[str, Json] = {
        **_named_thing(context, tool),
        **({"description": text} if (text := tool.summary) else {}),
    }
    same = list(dict.fromkeys(filter(None, (tool.homepage, tool.repository))))
    if same:
        about["sameAs"] = same
    if kind in CREATIVE and tool.license:
        about["license"] = {
            "@type": "CreativeWork",
            "name": licence_label(tool.license),
        }
    if kind in CREATIVE and tool.updated:
        about["dateModified"] = tool.updated.isoformat()
    if kind == "SoftwareSourceCode" and tool.repository:
        about["codeRepository"] = tool.repository
    if tool.also_known_as:
        about["alternateName"] = list(tool.also_known_as)
    if kind in SOLD and (offers := _offers(tool.pricing)):
        about["offers"] = offers
    if kind in SOFTWARE:
        about["applicationCategory"] = _category(context, tool)
    if tool.screenshots:
        about["screenshot" if kind in SOFTWARE else "image"] = _screenshots(context, tool)
    if kind in SOLD and (tool.pros or tool.cons):
        about["review"] = _review(context, tool)
    return about


def _screenshots(context: Context, tool: Tool) -> Json:
    """Return the screenshots; `screenshot` is a property of software only, `image` of all."""
    return [
        {
            "@type": "ImageObject",
            "contentUrl": context.addresses.absolute(shot.file),
            "description": shot.alt,
            **({"caption": shot.caption} if shot.caption else {}),
            "width": shot.width,
            "height": shot.height,
        }
        for shot in tool.screenshots
    ]


def _named_thing(context: Context, tool: Tool) -> dict[str, Json]:
    """Return a tool by type, name and URL, as an entry of a list."""
    return {
        "@type": context.site.settings.schema_type(tool.type),
        "name": tool.name,
        "url": context.addresses.absolute(context.addresses.tool(tool.slug)),
    }


def _category(context: Context, tool: Tool) -> str:
    """Return the name of the main category, or the label of the type."""
    settings = context.site.settings
    names = {category.id: category.name for category in settings.categories}
    return names[tool.categories[0]] if tool.categories else settings.type_label(tool.type)


def _offers(pricing: Pricing) -> list[Json]:
    """Return an Offer for each price that is given as data, and for a tool that is free."""
    prices = [
        (plan.name, plan.amount, plan.currency, plan.period, plan.per) for plan in pricing.plans
    ]
    if pricing.amount is not None and pricing.currency and not prices:
        prices = [("", pricing.amount, pricing.currency, pricing.period, pricing.per)]
    if not prices and pricing.model in {PricingModel.FREE, PricingModel.OPEN_SOURCE}:
        return [{"@type": "Offer", "price": "0"}]
    return [
        {
            "@type": "Offer",
            **({"name": name} if name else {}),
            **_price(amount, currency, period, per),
            **({"url": pricing.url} if pricing.url else {}),
        }
        for name, amount, currency, period, per in prices
    ]


def _price(
    amount: float, currency: str, period: BillingPeriod | None, per: str
) -> Mapping[str, Json]:
    """Return the price of an offer, with its unit where it is not paid once for all."""
    price: dict[str, Json] = {"price": f"{amount:.2f}", "priceCurrency": currency}
    due = "" if period in {None, BillingPeriod.ONCE} else str(period)
    unit = " per ".join(filter(None, (due, per)))
    if unit:
        specification = {"@type": "UnitPriceSpecification", **price, "unitText": unit}
        return {**price, "priceSpecification": specification}
    return price


def _review(context: Context, tool: Tool) -> Json:
    """Return what editors of the site find good and bad."""
    notes = (("positiveNotes", tool.pros), ("negativeNotes", tool.cons))
    return {
        "@type": "Review",
        "author": {"@type": "Organization", "name": context.site.settings.title},
        **{
            key: {
                "@type": "ItemList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": text}
                    for place, text in enumerate(texts, 1)
                ],
            }
            for key, texts in notes
            if texts
        },
    }


@once_for_each
def named_entry(context: Context, slug: str) -> JsonText:
    """Return `_named_thing` of a tool as an entry of `item_list`."""
    return encoded(_named_thing(context, context.tools[slug]))


def item_list(name: str, items: Sequence[JsonText]) -> JsonText:
    """Return things, none before another; each is an object with its type, name and URL."""
    elements = ",".join(
        f'{{"@type":"ListItem","position":{place},"item":{item}}}'
        for place, item in enumerate(items, 1)
    )
    return JsonText(
        f'{{"@type":"ItemList","name":{encoded(name)},"numberOfItems":{len(items)},'
        '"itemListOrder":"https://schema.org/ItemListUnordered",'
        f'"itemListElement":[{elements}]}}'
    )


def with_list(context: Context, head: Head, links: Sequence[Link]) -> Head:
    """Return the head of a page of a list, with the entries on the page."""
    if not links:
        return head
    elements: list[Json] = [
        {
            "@type": "ListItem",
            "position": place,
            "name": link.text,
            "url": context.addresses.url(link.href),
        }
        for place, link in enumerate(links, 1)
    ]
    entries: Json = {"@type": "ItemList", "name": head.title, "itemListElement": elements}
    return head._replace(graph=(entries, *head.graph))


def website(context: Context) -> dict[str, Json]:
    """Return the site, with its search."""
    settings, addresses = context.site.settings, context.addresses
    site: dict[str, Json] = {
        "@type": "WebSite",
        "name": settings.title,
        "url": addresses.base_url,
        "inLanguage": settings.language,
    }
    if settings.description:
        site["description"] = settings.description
    if settings.search is not SearchEngine.NONE:
        template = f"{addresses.absolute(addresses.page('search'))}?q={{search_term_string}}"
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        }
    return site
