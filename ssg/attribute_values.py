"""Amounts of money, ranges and versions: their normal form as text, and their order.

The catalog holds them as text in normal form; `normal` makes it, `measure` reads it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ssg.messages import Messages, gettext_noop
from ssg.settings import AttributeKind

__all__ = [
    "FORMS",
    "PATTERNS",
    "Measure",
    "higher",
    "measure",
    "money_label",
    "normal",
    "price_text",
    "range_label",
]

FORMS: Mapping[AttributeKind, str] = {
    AttributeKind.MONEY: "an amount with its currency, such as 20 USD or 19.99 EUR/month",
    AttributeKind.RANGE: "a range of numbers, such as 8-64, 8+ or up to 64",
    AttributeKind.VERSION: 'a version in quotes, such as "3.10" or "2.0.0-rc.1"',
}
"""Kind -> what its values must be, for messages."""
CURRENCY_SYMBOLS = {"USD": "$", "EUR": "\u20ac", "GBP": "\u00a3", "JPY": "\u00a5"}
"""Symbols that are written before an amount; other currencies keep their code, written after it."""
PERIOD_TEXTS = {
    "once": gettext_noop("{price} once"),
    "hour": gettext_noop("{price}/hour"),
    "day": gettext_noop("{price}/day"),
    "week": gettext_noop("{price}/week"),
    "month": gettext_noop("{price}/month"),
    "year": gettext_noop("{price}/year"),
}
CURRENCIES = {symbol: code for code, symbol in CURRENCY_SYMBOLS.items()}
NUMBER = r"-?\d{1,15}(?:\.\d{1,9})?"
PERIODS = {
    "hour": "hour", "h": "hour", "hr": "hour", "hourly": "hour",
    "day": "day", "daily": "day",
    "week": "week", "weekly": "week",
    "month": "month", "mo": "month", "monthly": "month",
    "year": "year", "yr": "year", "yearly": "year", "annually": "year", "annum": "year",
    "once": "once",
}  # fmt: skip
"""How a period is written -> its normal form."""
AMOUNT = r"(?P<amount>\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?)"
PERIOD = r"(?:\s*(?:/|per\b|a\b|an\b)?\s*(?P<period>[A-Za-z]+))?"
CODE_AFTER = re.compile(rf"{AMOUNT}\s*(?P<currency>[A-Z]{{3}}){PERIOD}")
CODE_BEFORE = re.compile(rf"(?P<currency>[A-Z]{{3}}|[{''.join(CURRENCIES)}])\s*{AMOUNT}{PERIOD}")
SYMBOL_AFTER = re.compile(rf"{AMOUNT}\s*(?P<currency>[{''.join(CURRENCIES)}]){PERIOD}")
BETWEEN = re.compile(rf"({NUMBER})\s*(?:-|\u2013|\.\.|to)\s*({NUMBER})")
AT_LEAST = re.compile(rf"(?:(?:>=|\u2265|from)\s*({NUMBER})|({NUMBER})\s*(?:\+|or more))")
AT_MOST = re.compile(rf"(?:<=|\u2264|up to)\s*({NUMBER})")
VERSION = re.compile(
    r"v?(?P<release>\d{1,9}(?:\.\d{1,9}){0,5})"
    r"(?:[-._]?(?P<pre>[A-Za-z][0-9A-Za-z]{0,20}(?:[-.][0-9A-Za-z]{1,20}){0,5}))?"
    r"(?:\+[0-9A-Za-z.-]{1,40})?"
)
PATTERNS: Mapping[AttributeKind, str] = {
    AttributeKind.MONEY: r"[0-9].*[A-Z$\u20ac\u00a3\u00a5]|[A-Z$\u20ac\u00a3\u00a5].*[0-9]",
    AttributeKind.RANGE: r"[0-9]",
    AttributeKind.VERSION: r"^\s*v?[0-9][0-9A-Za-z.+_-]*\s*$",
}
"""Kind -> a pattern that every value matches, for editors; the same in JavaScript."""
RELEASE_PARTS = 6
"""Numbers of a release that are compared; missing ones are 0."""
SUFFIX_PARTS = 6
"""Identifiers of a suffix that are compared; a missing one is lower than any."""
LATER = frozenset({"post", "p", "patch", "sp", "r", "rev", "hotfix", "final", "ga", "release"})
"""Suffixes of a version that is not a pre-release."""
LETTERS = 8
"""Letters of an identifier of a pre-release that are compared."""


class Measure(NamedTuple):
    """A value in an order: measures of the same unit can be compared."""

    unit: str
    """Currency and period of an amount, such as `USD/month`; empty for other kinds."""
    low: tuple[float, ...]
    """Lower end, compared number by number; equal to `high`, except for a range."""
    high: tuple[float, ...]

    def __neg__(self) -> "Measure":
        """Return the measure in reverse order, where lower is better."""
        low, high = (tuple(-part for part in end) for end in (self.high, self.low))
        return Measure(self.unit, low, high)


def higher(a: Measure | None, b: Measure | None) -> str:
    """Return the higher side, `a` or `b`: no end lower, and one higher; empty if there is none."""
    if a is None or b is None or a == b or a.unit != b.unit:
        return ""
    if a.low >= b.low and a.high >= b.high:
        return "a"
    return "b" if a.low <= b.low and a.high <= b.high else ""


def measure(value: object, kind: AttributeKind) -> Measure | None:
    """Return the place of a value in the order of its kind; None for a kind without order."""
    match value:
        case str():
            read = READERS.get(kind)
            return read(value) if read else None
        case date():
            return _point("", (float(value.toordinal()),))
        case bool() | int() | float():
            return _point("", (float(value),))
    return None


def normal(value: object, kind: AttributeKind) -> str | None:
    """Return an amount, a range or a version in normal form, or None if it is not one.

    A number without a fraction is a range or a version too. A number with a fraction is no
    version: `3.10` without quotes is 3.1.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if kind is AttributeKind.MONEY and not isinstance(value, str):
        return None
    if kind is AttributeKind.VERSION and isinstance(value, float):
        return None
    text = value if isinstance(value, str) else f"{Decimal(str(value)):f}"
    return NORMAL[kind](" ".join(text.split()))


def money_label(text: str, messages: Messages) -> str:
    """Return an amount in normal form as readers see it: `20 USD/month` -> `$20/month`."""
    amount, _, unit = text.partition(" ")
    currency, _, period = unit.partition("/")
    value = Decimal(amount)
    digits = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    if "." in amount and len(amount.partition(".")[2]) > 2:
        digits = f"{value:,}"  # a price per unit, such as 0.0004
    return price_text(messages.digits(digits), currency, period, messages)


def price_text(digits: str, currency: str, period: str, messages: Messages) -> str:
    """Return an amount with its currency and period: `$20/month`, `30 CHF once`."""
    symbol = CURRENCY_SYMBOLS.get(currency)
    if symbol:
        price = messages.gettext("{currency}{amount}", amount=digits, currency=symbol)
    else:
        price = messages.gettext("{amount} {currency}", amount=digits, currency=currency)
    return messages.gettext(PERIOD_TEXTS[period], price=price) if period else price


def range_label(text: str, unit: str, messages: Messages) -> str:
    """Return a range in normal form with its unit: `8 or more` -> `8 GB or more`."""
    value, more, _ = text.partition(" or more")
    low, to, high = value.removeprefix("up to ").partition(" to ")
    number = messages.digits(low)
    if to:
        number = messages.gettext("{low} to {high}", low=number, high=messages.digits(high))
    number = f"{number} {unit}".strip()
    if value.startswith("up to "):
        return messages.gettext("up to {number}", number=number)
    return messages.gettext("{number} or more", number=number) if more else number


def _money(text: str) -> str | None:
    patterns = (CODE_AFTER, CODE_BEFORE, SYMBOL_AFTER)
    match = next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)
    if match is None:
        return None
    period = (match["period"] or "").lower()
    if period and period not in PERIODS:
        return None
    currency = CURRENCIES.get(match["currency"], match["currency"])
    due = f"/{PERIODS[period]}" if period else ""
    return f"{_digits(match['amount'].replace(',', ''))} {currency}{due}"


def _range(text: str) -> str | None:
    if match := BETWEEN.fullmatch(text):
        low, high = map(_digits, match.groups())
        if Decimal(low) > Decimal(high):
            return None
        return low if low == high else f"{low} to {high}"
    if match := AT_LEAST.fullmatch(text):
        return f"{_digits(match[1] or match[2])} or more"
    if match := AT_MOST.fullmatch(text):
        return f"up to {_digits(match[1])}"
    return _digits(text) if re.fullmatch(NUMBER, text) else None


def _version(text: str) -> str | None:
    return text if VERSION.fullmatch(text) else None


def _digits(number: str) -> str:
    """Return a number without superfluous zeros: `08.50` -> `8.5`."""
    value = Decimal(number)
    return f"{value.normalize():f}" if value else "0"


NORMAL: Mapping[AttributeKind, Callable[[str], str | None]] = {
    AttributeKind.MONEY: _money,
    AttributeKind.RANGE: _range,
    AttributeKind.VERSION: _version,
}


def _point(unit: str, parts: tuple[float, ...]) -> Measure:
    return Measure(unit, parts, parts)


def _money_measure(text: str) -> Measure:
    amount, _, unit = text.partition(" ")
    return _point(unit, (float(amount),))


def _range_measure(text: str) -> Measure:
    if text.startswith("up to "):
        return Measure("", (float("-inf"),), (float(text[6:]),))
    low, _, high = text.partition(" to ")
    if text.endswith(" or more"):
        return Measure("", (float(text.removesuffix(" or more")),), (float("inf"),))
    return Measure("", (float(low),), (float(high or low),))


def _version_measure(text: str) -> Measure | None:
    """Return the order of Semantic Versioning 2.0.0, section 11, for up to six numbers."""
    match = VERSION.fullmatch(text)
    if match is None:
        return None
    release = [float(part) for part in match["release"].split(".")]
    release += [0.0] * (RELEASE_PARTS - len(release))
    words = re.findall(r"\d+|[a-z]+", (match["pre"] or "").lower())
    order = 0.0 if not words else 1.0 if words[0] in LATER else -1.0
    suffix = [order, *map(_identifier, words[:SUFFIX_PARTS])]
    suffix += [-1.0] * (SUFFIX_PARTS + 1 - len(suffix))
    return _point("", (*release, *suffix))


def _identifier(word: str) -> float:
    """Return a number for an identifier; numbers come before letters."""
    if word.isdigit():
        return float(word[:9])
    number = 0
    for letter in word[:LETTERS].ljust(LETTERS, "`"):
        number = number * 27 + ord(letter) - ord("`")
    return float(10**9 + number)


READERS: Mapping[AttributeKind, Callable[[str], Measure | None]] = {
    AttributeKind.MONEY: _money_measure,
    AttributeKind.RANGE: _range_measure,
    AttributeKind.VERSION: _version_measure,
}
