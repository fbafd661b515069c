"""Labels of pricing models, statuses and licences, for pages and search results."""

from ssg.attribute_values import price_text
from ssg.catalog import Basis, BillingPeriod, Plan, Pricing, PricingModel, Status
from ssg.messages import Messages, gettext_noop

__all__ = [
    "PRICING_LABELS",
    "STATUS_LABELS",
    "basis_label",
    "is_catch_all",
    "licence_label",
    "plan_price",
    "price_label",
]

PRICING_LABELS = {
    PricingModel.FREE: gettext_noop("Free"),
    PricingModel.FREEMIUM: gettext_noop("Freemium"),
    PricingModel.PAID: gettext_noop("Paid"),
    PricingModel.USAGE: gettext_noop("Pay per use"),
    PricingModel.OPEN_SOURCE: gettext_noop("Free (open source)"),
    PricingModel.UNKNOWN: gettext_noop("unknown"),
}
STATUS_LABELS = {
    Status.ACTIVE: gettext_noop("Active"),
    Status.MAINTENANCE: gettext_noop("Maintenance only"),
    Status.ARCHIVED: gettext_noop("Archived"),
}
CATCH_ALL = frozenset({"miscellaneous", "misc", "other", "others", "various", "uncategorized"})

BASIS_LABELS = {
    Basis.MEASURED: gettext_noop("measured"),
    Basis.CITED: gettext_noop("cited"),
    Basis.VENDOR: gettext_noop("vendor"),
    Basis.ASSERTED: gettext_noop("no source"),
}


def basis_label(basis: Basis, url: str, messages: Messages) -> str:
    """Return what a claim is based on, in words; `url`: the address that is given, if there is one.

    What nothing proves may have an address: it is then a link for more, not a source.
    """
    if basis is Basis.ASSERTED and url:
        return messages.gettext("general knowledge")
    return messages.gettext(BASIS_LABELS[basis])


def licence_label(licence: str) -> str:
    """Return an SPDX expression without the prefix of licences that SPDX does not list."""
    return licence.replace("LicenseRef-", "")


def is_catch_all(category: str) -> bool:
    """Return whether a category is for the rest: tools in it need not have anything in common."""
    return category.lower() in CATCH_ALL


def price_label(pricing: Pricing, messages: Messages) -> str:
    """Return the lowest price in words, `from $20/month per seat`; empty if the file gives none."""
    if pricing.amount is not None and pricing.currency:
        lowest = _amount(pricing.amount, pricing.currency, pricing.period, pricing.per, messages)
        return messages.gettext("from {price}", price=lowest)
    if pricing.starting_price:
        return pricing.starting_price
    paid = [plan for plan in pricing.plans if plan.amount > 0]
    if not paid or len({(plan.currency, plan.period) for plan in paid}) > 1:
        return ""
    first = min(paid, key=lambda plan: plan.amount)
    return messages.gettext("from {price}", price=plan_price(first, messages))


def plan_price(plan: Plan, messages: Messages) -> str:
    """Return the price of a plan in words: `$20/month per seat`, `30 CHF once`."""
    return _amount(plan.amount, plan.currency, plan.period, plan.per, messages)


def _amount(
    amount: float, currency: str, period: BillingPeriod | None, per: str, messages: Messages
) -> str:
    digits = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    price = price_text(messages.digits(digits), currency, str(period or ""), messages)
    return messages.gettext("{price} per {unit}", price=price, unit=per) if per else price
