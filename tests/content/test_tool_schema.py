"""A tool's file -> the value of a tool."""

from datetime import date

from ssg.catalog import Basis, Pricing, PricingModel, Signal, Source, Status, Tool
from ssg.content.document import parse_yaml
from ssg.content.tool_schema import ToolFile, VocabularyFile, shared_capabilities, tool_from
from ssg.content.validation import validate
from support.strategies import TOOL


def tool(text: str = "", body: str = "") -> Tool:
    """Return the tool that a file with these further lines describes."""
    document, problems = parse_yaml(TOOL + text, "content/tools/flax.yaml")
    file, faults = validate(document, ToolFile)
    assert problems + faults == []
    assert file
    return tool_from(file, "flax", body, document)


def test_three_keys_are_enough() -> None:
    """All else has a default that means unknown or none."""
    assert tool() == Tool(
        slug="flax",
        name="Flax",
        type="framework",
        summary="Neural networks for JAX.",
        path="content/tools/flax.yaml",
    )


def test_pricing_has_a_short_and_a_long_form() -> None:
    """The word alone is the model."""
    assert tool("pricing: free").pricing == Pricing(model=PricingModel.FREE)
    long = tool(
        "pricing: "
        '{model: paid, starting_price: "$20/month", url: https://a.example/, checked: 2026-11-01}'
    )
    assert long.pricing == Pricing(
        model=PricingModel.PAID,
        starting_price="$20/month",
        url="https://a.example/",
        checked=date(2026, 11, 1),
    )


def test_signals_have_a_short_and_a_long_form() -> None:
    """The value alone is enough; they are sorted by name."""
    found = tool(
        "signals:\n  stars: {value: 6500, source: https://a.example/, measured: 2026-11-01}\n"
        "  downloads: 120000\n"
        "  signed: true\n  released: 2026-10-02\n"
    ).signals
    assert found == (
        Signal(id="downloads", value=120000),
        Signal(id="released", value=date(2026, 10, 2)),
        Signal(id="signed", value=True),
        Signal(id="stars", value=6500, source="https://a.example/", measured=date(2026, 11, 1)),
    )


def test_the_text_next_to_the_file_is_the_description() -> None:
    """Unless the file has one itself."""
    assert tool(body="\nText.\n").description == "Text."
    assert tool("description: |\n  Own.\n").description == "Own."


def test_a_capability_keeps_its_words_and_its_line() -> None:
    """The line leads to the editor."""
    found = tool(
        "capabilities:\n  - title: One\n  - title: Two parts\n    limitations: [slow]\n"
        "    sources: [{url: https://a.example/, basis: measured, checked: 2026-11-01}, "
        "{basis: asserted}]\n"
    )
    first, second = found.capabilities
    assert (first.anchor, first.line, second.anchor, second.line) == ("one", 5, "two-parts", 6)
    assert second.limitations == ("slow",)
    assert second.sources == (
        Source(url="https://a.example/", basis=Basis.MEASURED, checked=date(2026, 11, 1)),
        Source(basis=Basis.ASSERTED),
    )


def test_anchors_are_unique_within_a_tool() -> None:
    """Also where titles are equal, in other scripts, or look like a numbered anchor."""
    titles = ["Same", "same!", "Same 2", "数据", "库", "Same", "capability", "x" * 200, "x" * 201]
    found = tool("capabilities:\n" + "".join(f'  - title: "{title}"\n' for title in titles))
    anchors = [capability.anchor for capability in found.capabilities]
    assert len(set(anchors)) == len(titles)
    assert all(anchor and len(anchor) < 80 for anchor in anchors)


def test_an_anchor_is_the_shared_id_where_there_is_one() -> None:
    """So that it survives a new title."""
    assert (
        tool("capabilities: [{title: Trains, id: training}]").capabilities[0].anchor == "training"
    )


def test_all_keys_arrive() -> None:
    """Lists become tuples, addresses lose nothing, enums are enums."""
    found = tool(
        "homepage: https://a.example/\nrepository: https://github.com/a/b\nlicense: MIT\n"
        "categories: [x]\ntags: [t]\n"
        "aliases: [old]\nidentifiers: [pkg:pypi/a]\ndistinct_from: [other]\nstatus: archived\n"
        "updated: 2026-01-02\n"
        "scores: {quality: 1, adoption: 0.5}\nattributes: {b: [p, q], a: true, c: 3, d: t}\n"
    )
    assert (found.homepage, found.repository, found.license) == (
        "https://a.example/",
        "https://github.com/a/b",
        "MIT",
    )
    assert (found.categories, found.tags, found.aliases) == (("x",), ("t",), ("old",))
    assert (found.identifiers, found.distinct_from) == (("pkg:pypi/a",), ("other",))
    assert (found.status, found.updated) == (Status.ARCHIVED, date(2026, 1, 2))
    assert found.scores == (("adoption", 0.5), ("quality", 1))
    assert found.attributes == (("a", True), ("b", ("p", "q")), ("c", 3), ("d", "t"))


def test_an_empty_optional_key_is_as_good_as_none() -> None:
    """`homepage:` with nothing behind it is what a template leaves over."""
    assert (
        tool(
            "homepage:\nrepository: ~\nlicense:\npricing:\nstatus:\nupdated:\ndescription:\nslug:\n"
        )
        == tool()
    )


def test_the_vocabulary_is_sorted_by_id() -> None:
    """Whatever its order in the file."""
    file, _ = validate(
        parse_yaml(
            "- {id: b, name: B}\n- {id: a, name: A, aliases: [x], description: ' D '}\n", "c"
        )[0],
        VocabularyFile,
    )
    assert file
    assert [
        (one.id, one.name, one.aliases, one.description) for one in shared_capabilities(file)
    ] == [("a", "A", ("x",), "D"), ("b", "B", (), "")]
