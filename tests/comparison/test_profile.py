"""What the profile of a tool says of its texts."""

import pytest

from support.compared_tools import sides
from support.strategies import a_capability, a_catalog, a_tool


@pytest.mark.parametrize(
    ("title", "is_mentioned"),
    [
        ("Distillation of models", True),
        ("Merging adapters", True),
        ("Merging trees", False),
        ("Trees of QLoRA layers", True),
        ("Trees of JAX layers", False),
    ],
)
def test_a_capability_is_mentioned_where_a_sentence_has_two_of_its_words(
    title: str, *, is_mentioned: bool
) -> None:
    text = "Offers distillation for smaller models. Adapters allow merging. QLoRA; layers. Weights."
    tool = a_tool("one", capabilities=(a_capability("Draws", description=text),))
    found = sides(a_catalog(tool))["one"]
    assert found.mentions_capability(a_capability(title)) == is_mentioned
