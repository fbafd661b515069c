"""Sentences of a comparison: each repeats the files or the table; symmetric."""

import re
from typing import Any

import pytest
from hypothesis import given

from ssg.catalog import Tool
from ssg.comparison.statements import grants, quote
from ssg.comparison.summary import (
    built_on_sentence,
    lead_sentence,
    undocumented_sentence,
    way_sentence,
)
from ssg.comparison.tool_names import name_pattern
from ssg.settings import DEFAULT_COMPONENTS
from support.compared_tools import PAIRS, comparison, sides
from support.strategies import a_capability, a_catalog, a_tool

COMPONENTS = tuple(component.id for component in DEFAULT_COMPONENTS)


def scored(**values: float) -> tuple[tuple[str, float], ...]:
    """Return all components, half of what they could be unless another value is given."""
    return tuple(sorted({**dict.fromkeys(COMPONENTS, 0.5), **values}.items()))


def test_a_lead_is_explained_by_the_components_that_make_it() -> None:
    one = a_tool("one", scores=scored(adoption=0.9, ecosystem=0.6, quality=0.3))
    two = a_tool("two", scores=scored())
    sentence = "One gains 10 points on adoption and 1 point on ecosystem; Two gains 5 on quality."
    assert lead_sentence(comparison(one, two)) == lead_sentence(comparison(two, one)) == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [(("Torch", "JAX"), "Two is built on JAX."), (("Torch",), ""), ((), "")],
)
def test_a_tool_that_is_built_on_the_other_is_called_so(
    parts: tuple[str, ...], sentence: str
) -> None:
    one = a_tool("one", name="JAX")
    two = a_tool("two", attributes=(("built_on", parts),) if parts else ())
    found = sides(a_catalog(one, two))
    a, b = found["one"], found["two"]
    assert built_on_sentence(a, b, ("JAX", "Two")) == sentence
    assert built_on_sentence(b, a, ("Two", "JAX")) == sentence


@pytest.mark.parametrize("adoption", [0.5, 0.504])
def test_components_that_look_equal_in_the_table_explain_nothing(adoption: float) -> None:
    one, two = a_tool("one", scores=scored(adoption=adoption)), a_tool("two", scores=scored())
    assert lead_sentence(comparison(one, two)) == ""


@given(PAIRS)
def test_a_lead_is_the_same_from_both_sides_and_agrees_with_the_marks(
    pair: tuple[Tool, Tool],
) -> None:
    found = comparison(*pair)
    sentence = lead_sentence(found)
    assert sentence == lead_sentence(comparison(*reversed(pair)))
    marks = {row.label.lower(): row.better for row in found.rows if row.better}
    measured = [
        {part.label.lower(): [one.id for one in part.readings] for part in side.score.components}
        for side in (found.a, found.b)
    ]
    ahead, behind = ("a", "b") if found.ahead == "a" else ("b", "a")
    gained, _, lost = sentence.partition("; ")
    for part, side in ((gained, ahead), (lost, behind)):
        for label in re.findall(r" on ([\w ]+?)(?= and |,|\.|$)", part):
            if measured[0][label] == measured[1][label]:
                assert marks[label] == side, (sentence, marks)


@given(PAIRS)
def test_one_sided_facts_are_named_with_the_value_of_the_other_side(
    pair: tuple[Tool, Tool],
) -> None:
    found = comparison(*pair)
    for side in "ab":
        sentence = undocumented_sentence(found.rows, side, "Aaa", "Bbb")
        rows = [
            row
            for row in found.rows
            if row.undocumented == side and not row.key.startswith(("rank", "component-"))
        ]
        assert bool(sentence) == bool(rows)
        for row in rows:
            value = (row.b if side == "a" else row.a).text
            shown = value.split(", ")[0]
            assert f"(Bbb: {shown}" in sentence
            assert "unknown" not in value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Torch also sorts; JAX does not. Others stop.", "Torch also sorts."),
        ("Others stop. JAX and Torch need a flag.", "JAX and Torch need a flag."),
        (
            "JAX sorts, and Torch sorts too; it is slower.",
            "JAX sorts, and Torch sorts too; it is slower.",
        ),
        ("This is what Torch does.", ""),
        ("It is smaller than Torch.", ""),
        ("Torch has neither.", ""),
        ("Torchvision sorts. PyTorch sorts.", ""),
        (
            "Mine uses `torch.compile`, e.g. with Torch.",
            "Mine uses torch.compile, e.g. with Torch.",
        ),
        ("TRL relies on Torch.", ""),
        ("TRL relies on Torch. Torch sorts.", "Torch sorts."),
        ("TRL, Torch and JAX need a flag.", "TRL, Torch and JAX need a flag."),
        ("TRL sorts by hand, and Torch needs a flag.", "Torch needs a flag."),
        ("TRL sorts by hand; Torch by flag.", ""),
        ("Mine stops; TRL and Torch need a flag.", "TRL and Torch need a flag."),
        ("TRL sorts by hand; Torch needs a flag.", "Torch needs a flag."),
        ("TRL sorts by hand; Torch's flag the engine.", ""),
        ("Torch can be switched on here.", ""),
        ("In Torch vmap yields them.", ""),
        ("Likewise Torch sorts.", ""),
        ("Mine sorts by hand, and Torch by flag.", "Mine sorts by hand, and Torch by flag."),
        ("Torch sorts by hand, TRL can sort by flag.", "Torch sorts by hand."),
        ("Torch and JAX stop at files; TRL is simpler.", "Torch and JAX stop at files."),
        ("Torch is in C++. For others TRL sorts.", "Torch is in C++."),
        ("", ""),
    ],
)
def test_an_entry_is_quoted_where_it_names_the_other_tool(text: str, said: str) -> None:
    found = sides(a_catalog(a_tool("torch", name="Torch"), a_tool("mine", name="Mine")))
    tools = name_pattern(["Torch", "Mine", "TRL"])
    capability = a_capability(vs_alternatives=text)
    assert quote(capability, found["mine"], found["torch"], tools) == said


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("Torch has it as well.", True),
        ("Torch sorts by hand.", True),
        ("JAX and Torch sort by hand.", True),
        ("The kernels of Torch also sort.", True),
        ("Torch has no such thing.", False),
        ("Torch stops there, but JAX has it.", False),
        ("A flag is simpler than the classes of Torch.", False),
        ("", False),
    ],
)
def test_a_text_may_say_that_the_other_tool_has_it_too(text: str, *, granted: bool) -> None:
    found = sides(a_catalog(a_tool("torch", name="Torch"), a_tool("mine", name="Mine")))
    assert grants(a_capability(vs_alternatives=text), found["torch"]) == granted


def test_other_names_of_a_tool_are_found_as_well() -> None:
    tgi = a_tool("tgi", name="Text Generation", also_known_as=("TGI",))
    found = sides(a_catalog(tgi, a_tool("mine")))
    capability = a_capability(vs_alternatives="TGI pauses.")
    tools = name_pattern(["TGI"])
    assert quote(capability, found["mine"], found["tgi"], tools) == "TGI pauses."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {
                "description": "It writes every tensor to its own file on disk. Then it stops.",
                "unique": "Only the parts that changed are written.",
            },
            "Only the parts that changed are written.",
        ),
        (
            {"description": "Short.", "unique": "Files of one host are read in parallel."},
            "Files of one host are read in parallel.",
        ),
        ({"description": "Short."}, "Short."),
        ({}, ""),
    ],
)
def test_a_way_is_one_whole_sentence_of_the_file(fields: dict[str, Any], sentence: str) -> None:
    assert way_sentence(a_capability(**fields)) == sentence


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Two writes pages, and Three and Four have no page at all.", "Two writes pages."),
        ("Two explains hits best, Three ships a file.", "Two explains hits best."),
        ("Two has its own tensor; bases also carry adapters in Three.", "Two has its own tensor."),
        (
            "Two, Three and Four have no web interface.",
            "Two, Three and Four have no web interface.",
        ),
        ("Two has no such layer, since its modules are data.", ""),
        ("Two has formats such as GGUF.", "Two has formats such as GGUF."),
    ],
)
def test_a_quote_ends_before_a_statement_about_third_tools(text: str, quoted: str) -> None:
    names = ("One", "Two", "Three", "Four")
    tools = [a_tool(name.lower(), name=name) for name in names]
    found = sides(a_catalog(*tools))
    capability = a_capability("Anything", vs_alternatives=text)
    assert quote(capability, found["one"], found["two"], name_pattern(set(names))) == quoted
