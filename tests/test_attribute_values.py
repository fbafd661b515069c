"""Amounts of money, ranges and versions: accepted forms, normal form, labels and order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.attribute_values import higher, measure, money_label, normal, range_label
from ssg.messages import ENGLISH
from ssg.settings import AttributeKind

MONEY, RANGE, VERSION = AttributeKind.MONEY, AttributeKind.RANGE, AttributeKind.VERSION


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        ("20 USD", "20 USD", "$20"),
        ("$19.99/month", "19.99 USD/month", "$19.99/month"),
        ("USD 1,200 per year", "1200 USD/year", "$1,200/year"),
        ("10€ monthly", "10 EUR/month", "€10/month"),
        ("0.0004 USD/hr", "0.0004 USD/hour", "$0.0004/hour"),
        ("30 CHF once", "30 CHF once".replace(" once", "/once"), "30 CHF once"),
        ("0 USD", "0 USD", "$0"),
    ],
)
def test_amounts_have_a_currency_and_maybe_a_period(text: str, expected: str, label: str) -> None:
    assert normal(text, MONEY) == expected
    assert normal(expected, MONEY) == expected
    assert money_label(expected, ENGLISH) == label


@pytest.mark.parametrize("text", ["20", 20, "free", "-5 USD", "20 usd", "20 USD/parsec", "", True])
def test_what_is_no_amount_is_refused(text: object) -> None:
    assert normal(text, MONEY) is None


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        ("8-64", "8 to 64", "8 to 64 GB"),
        ("8 to 64", "8 to 64", "8 to 64 GB"),
        ("-40..85.50", "-40 to 85.5", "-40 to 85.5 GB"),
        ("8+", "8 or more", "8 GB or more"),
        (">= 8", "8 or more", "8 GB or more"),
        ("up to 64", "up to 64", "up to 64 GB"),
        ("≤64", "up to 64", "up to 64 GB"),
        (16, "16", "16 GB"),
        (0.5, "0.5", "0.5 GB"),
        ("7-7", "7", "7 GB"),
    ],
)
def test_ranges_have_one_normal_form(text: object, expected: str, label: str) -> None:
    assert normal(text, RANGE) == expected
    assert normal(expected, RANGE) == expected
    assert range_label(expected, "GB", ENGLISH) == label


@pytest.mark.parametrize("text", ["64-8", "a-b", "8-", "", "1-2-3", True, float("inf")])
def test_what_is_no_range_is_refused(text: object) -> None:
    assert normal(text, RANGE) is None


def test_a_number_with_a_fraction_is_no_version() -> None:
    assert normal(3.1, VERSION) is None
    assert normal(12, VERSION) == "12"
    assert normal("3.10", VERSION) == "3.10"
    assert normal("latest", VERSION) is None


def test_versions_are_ordered_as_semantic_versions() -> None:
    ascending = ["0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2"]
    ascending += ["1.0.0-beta.11", "1.0.0-rc.1", "v1.0", "1.0.0.post1", "1.9", "1.10", "2024.1"]
    places = [measure(text, VERSION) for text in ascending]
    assert all(higher(a, b) == "b" for a, b in pairwise(places))
    assert all(higher(-a, -b) == "a" for a, b in pairwise(places) if a and b)
    assert higher(measure("1.0", VERSION), measure("v1.0.0", VERSION)) == ""


@pytest.mark.parametrize(
    ("kind", "a", "b", "better"),
    [
        (MONEY, "20 USD/month", "19.99 USD/month", "a"),
        (MONEY, "20 USD/month", "10 EUR/month", ""),
        (MONEY, "20 USD/month", "200 USD/year", ""),
        (RANGE, "8 to 64", "8 or more", "b"),
        (RANGE, "8 to 64", "16 to 32", ""),
        (RANGE, "8 to 64", "up to 64", "a"),
        (RANGE, "16", "16", ""),
    ],
)
def test_values_are_compared_only_where_an_order_exists(
    kind: AttributeKind, a: str, b: str, better: str
) -> None:
    assert higher(measure(a, kind), measure(b, kind)) == better


@given(st.text(max_size=30), st.sampled_from([MONEY, RANGE, VERSION]))
def test_any_text_is_refused_or_has_a_stable_normal_form(text: str, kind: AttributeKind) -> None:
    form = normal(text, kind)
    assert form is None or (normal(form, kind) == form and measure(form, kind) is not None)
