"""Labels of pricing models and statuses, for pages and search results."""

from ssg.catalog import PricingModel, Status

__all__ = ["PRICING_LABELS", "STATUS_LABELS"]

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
