"""Words of prices, licences and of what a claim is based on."""

import pytest

from ssg.catalog import Basis
from ssg.labels import basis_label
from ssg.messages import ENGLISH


@pytest.mark.parametrize(
    ("basis", "url", "expected"),
    [
        (Basis.ASSERTED, "", "no source"),
        (Basis.ASSERTED, "https://example.org/", "general knowledge"),
        (Basis.CITED, "https://example.org/", "cited"),
        (Basis.VENDOR, "", "vendor"),
    ],
)
def test_no_source_is_not_said_of_a_claim_with_an_address(
    basis: Basis, url: str, expected: str
) -> None:
    assert basis_label(basis, url, ENGLISH) == expected
