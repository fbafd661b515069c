"""Labels of pricing models and statuses, for pages and search results."""

from ssg.attribute_values import CURRENCY_SYMBOLS
from ssg.catalog import BillingPeriod, Plan, Pricing, PricingModel, Status
from ssg.text import number

__all__ = ["PRICING_LABELS", "STATUS_LABELS", "plan_price", "price_label"]

PRICING_LABELS = {
    PricingModel.FREE: "Free",
    PricingModel.FREEMIUM: "Freemium",
    PricingModel.PAID: "Paid",
    PricingModel.USAGE: "Pay per use",
    PricingModel.OPEN_SOURCE: "Free (open source)",
    PricingModel.UNKNOWN: "unknown",
}
STATUS_LABELS = {
    Status.ACTIVE: "Active",
    Status.MAINTENANCE: "Maintenance only",
    Status.ARCHIVED: "Archived",
}


def price_label(pricing: Pricing) -> str:
    """Return the lowest price in words, `from $20/month per seat`; empty if the file gives none."""
    if pricing.amount is not None and pricing.currency:
        lowest = _amount(pricing.amount, pricing.currency, pricing.period, pricing.per)
        return f"from {lowest}"
    if pricing.starting_price:
        return pricing.starting_price
    paid = [plan for plan in pricing.plans if plan.amount > 0]
    if not paid or len({(plan.currency, plan.period) for plan in paid}) > 1:
        return ""
    first = min(paid, key=lambda plan: plan.amount)
    return f"from {plan_price(first)}"


def plan_price(plan: Plan) -> str:
    """Return the price of a plan in words: `$20/month per seat`, `30 CHF once`."""
    return _amount(plan.amount, plan.currency, plan.period, plan.per)


def _amount(amount: float, currency: str, period: BillingPeriod | None, per: str) -> str:
    digits = number(amount) if amount == int(amount) else f"{amount:,.2f}"
    symbol = CURRENCY_SYMBOLS.get(currency)
    price = f"{symbol}{digits}" if symbol else f"{digits} {currency}"
    due = " once" if period is BillingPeriod.ONCE else f"/{period}" if period else ""
    return f"{price}{due}{f' per {per}' if per else ''}"
