"""What the attributes of a site decide about the rows of its comparisons."""

from ssg.comparison.facts import fact_key
from ssg.settings import AttributeKind, AttributeSpec, Better
from ssg.views.row_rules import flags, row_rules
from support.strategies import a_catalog, a_tool
from support.view_contexts import a_context

ACCOUNT, TRACKS, DOCS, RELEASED = (
    AttributeSpec(id="account", label="Account", kind=AttributeKind.BOOL, better=Better.NO),
    AttributeSpec(id="tracks", label="Tracks", kind=AttributeKind.BOOL, better=Better.NO),
    AttributeSpec(id="docs", label="Documentation", kind=AttributeKind.URL),
    AttributeSpec(id="first", label="First release", kind=AttributeKind.DATE),
)
ATTRIBUTES = ACCOUNT, TRACKS, DOCS, RELEASED
CONTEXT = a_context(
    a_catalog(
        a_tool("one", attributes=(("account", True), ("tracks", True), ("docs", "https://a.org"))),
        a_tool("two", attributes=(("account", True), ("tracks", False))),
        a_tool("three"),
        attributes=ATTRIBUTES,
    )
)


def test_an_attribute_that_no_file_denies_is_a_flag() -> None:
    assert flags(CONTEXT) == {"account"}


def test_only_an_attribute_that_a_file_denies_is_a_drawback() -> None:
    rules = row_rules(CONTEXT)
    assert rules.drawbacks == {fact_key(TRACKS): TRACKS}
    assert rules.flags == {fact_key(ACCOUNT)}
    assert rules.specs == {fact_key(spec): spec for spec in ATTRIBUTES}
    assert rules.dates == {fact_key(RELEASED)}


def test_the_rules_of_a_site_are_made_once() -> None:
    assert row_rules(CONTEXT) is row_rules(CONTEXT)
