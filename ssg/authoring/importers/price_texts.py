"""Prices as people write them in tables -> `pricing` of the content format."""

import re

from ssg.attribute_values import normal
from ssg.catalog import PricingModel
from ssg.json_value import JsonValue
from ssg.settings import AttributeKind

__all__ = ["pricing_of"]

MODELS = {
    **{model.value.replace("_", " "): model for model in PricingModel},
    "free of charge": PricingModel.FREE,
    "gratis": PricingModel.FREE,
    "kostenlos": PricingModel.FREE,
    "no cost": PricingModel.FREE,
    "foss": PricingModel.OPEN_SOURCE,
    "commercial": PricingModel.PAID,
    "pay per use": PricingModel.USAGE,
    "usage based": PricingModel.USAGE,
}
"""Words of a table, in lower case -> the pricing model that they mean."""
FREE_PART = re.compile(
    r"(?:free|kostenlos|gratis)(?:\s+(?:plan|tier|version))?\s*(?:[,;/+&|(-]|and\b|or\b)"
    r"(?!\s*$)\s*(?:(?:paid|then)\s+)?",
    re.IGNORECASE,
)
"""A free tier before a price: `Free, then $5/month`."""
FROM = re.compile(r"(?:(?:starting|starts)\s+(?:at|from)|from|ab)\s+", re.IGNORECASE)
PER = re.compile(
    r"\s*(?:/|\bper\b|\ba\b)\s*(?P<per>user|seat|member|agent|host|site)s?\b", re.IGNORECASE
)
GERMAN_PERIODS = {"monat": "month", "jahr": "year", "tag": "day", "woche": "week", "stunde": "hour"}
PRO = re.compile(rf"\s*(?:/|\bpro\b)\s*({'|'.join(GERMAN_PERIODS)})\b", re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"(\d),(\d{1,2})(?!\d)")


def pricing_of(text: str) -> JsonValue:
    """Return a price as `pricing` holds it: a model, or a mapping; None if it is not a price.

    `Free` -> `free`; `from $5/month` -> model `paid` with amount, currency and period; an amount
    after a free tier has the model `freemium`.
    """
    line = " ".join(text.split()).rstrip(".)")
    model = MODELS.get(line.lower().replace("_", " ").replace("-", " "))
    if model:
        return model.value
    free = FREE_PART.match(line)
    rest = FROM.sub("", line[free.end() :] if free else line, count=1).strip()
    per = PER.search(rest)
    rest = PER.sub("", rest, count=1)
    rest = PRO.sub(lambda found: f"/{GERMAN_PERIODS[found[1].lower()]}", rest, count=1)
    money = normal(DECIMAL_COMMA.sub(r"\1.\2", rest), AttributeKind.MONEY)
    if money is None:
        return None
    amount, _, unit = money.partition(" ")
    currency, _, period = unit.partition("/")
    if float(amount) == 0:
        return PricingModel.FREE.value
    pricing: dict[str, JsonValue] = {
        "model": (PricingModel.FREEMIUM if free else PricingModel.PAID).value,
        "amount": int(amount) if amount.isdigit() else float(amount),
        "currency": currency,
        "period": period,
        "per": per["per"].lower() if per else "",
    }
    return {key: value for key, value in pricing.items() if value != ""}
