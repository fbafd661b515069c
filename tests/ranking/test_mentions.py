"""Who names whom."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog
from ssg.ranking.mentions import (
    SHORTEST_NAME,
    WORD,
    MentionCounter,
    count_mentions,
    mentioned_tools,
)
from support.strategies import a_capability, a_tool, catalogs, reordered


def mentions(name: str, text: str) -> int:
    """Return how often a tool of this name is named by one other tool with this description."""
    return count_mentions(
        [a_tool("named", name=name), a_tool("other", name="Other", description=text)]
    )["named"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Flax", "Built on Flax."),
        ("Flax", "Flax, JAX"),
        ("Flax", "(Flax)"),
        ("Flax", "Flax's modules"),
        ("Flax", "**Flax**"),
        ("llama.cpp", "Runs llama.cpp."),
        ("C++", "in C++, fast"),
        ("LLaMA Factory", "see LLaMA Factory."),
        ("The Stack v2", "from The Stack v2 and more"),
        (".NET", "runs on .NET too"),
        ("vLLM", "like vLLM/SGLang"),
        ("Café", "a Café"),
    ],
)
def test_a_name_counts_as_a_whole_word(name: str, text: str) -> None:
    """With any punctuation around it."""
    assert mentions(name, text) == 1


@pytest.mark.parametrize(
    ("name", "text", "others", "is_counted"),
    [
        ("reader", "A feed reader.", "For readers.", False),
        ("reader", "A feed reader.", "For people.", True),
        ("Tracks", "Tracks events.", "It tracks time.", False),
        ("Tracks", "Tracks, a planner.", "Like Tracks. It tracks time.", True),
        ("Tracks", "Tracks, a planner.", "Like Tracks.", True),
        ("LMS", "An LMS.", "Some lms.", True),
        ("Tracks two", "Like Tracks two.", "It tracks two things.", True),
    ],
)
def test_a_name_that_is_an_ordinary_word_of_the_site_does_not_count(
    name: str, text: str, others: str, *, is_counted: bool
) -> None:
    tools = [
        a_tool("named", name=name),
        a_tool("other", name="Other", description=text),
        a_tool("more", name="More", description=others),
    ]
    assert bool(count_mentions(tools)["named"]) == is_counted
    assert bool(mentioned_tools(tools)["other"]) == is_counted
    listed = [a_tool("named", name=name, also_known_as=(name,)), *tools[1:]]
    assert count_mentions(listed)["named"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Flax", "flax seeds"),
        ("Flax", "FLAX"),
        ("Flax", "Flaxen"),
        ("Flax", "ReFlax"),
        ("TRL", "CTRL"),
        ("C", "C++"),
        ("LLaMA Factory", "LLaMA Factory2"),
        ("LLaMA Factory", "LLaMA and a Factory"),
        ("llama", "llama.cpp"),
        ("Flax", ""),
    ],
)
def test_other_words_do_not_count(name: str, text: str) -> None:
    """Another letter case, a part of a word, or a longer name."""
    assert mentions(name, text) == 0


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("LMS", "A learning management system (LMS).", 0),
        ("LMS", "A music client for LMS (and others).", 1),
        ("Flax", "Works with JAX (Flax).", 1),
        ("Pi-hole", "An alternative to Pi-hole.", 0),
        ("Gitea", "Fork of Gitea with federation.", 0),
        ("Dovecot", "Replaces Postfix, Dovecot and Roundcube.", 0),
        ("Flax", "Use it instead of PyTorch or Flax.", 0),
        ("Flax", "A replacement for JAX that runs Flax modules.", 1),
        ("Flax", "Alternative to llama.cpp. Built on Flax.", 1),
        ("llama.cpp", "Alternative to JAX and llama.cpp.", 0),
    ],
)
def test_an_acronym_in_brackets_and_what_is_replaced_are_no_mentions(
    name: str, text: str, count: int
) -> None:
    assert mentions(name, text) == count


def test_an_entry_counts_once_however_often_it_names_a_tool() -> None:
    """Repetition is not reputation."""
    assert mentions("Flax", "Flax Flax Flax") == 1


def test_a_tool_is_found_by_the_names_that_its_file_lists() -> None:
    """As whole words; and an entry that uses two of its names counts once."""
    tgi = a_tool("tgi", name="Text Generation Inference", also_known_as=("TGI", "HF TGI"))
    texts = {
        "short": ("TGI pauses decoding.", 1),
        "long": ("Unlike Text Generation Inference (TGI)", 1),
        "phrase": ("the HF TGI server", 1),
        "inside": ("TGIF, and aTGI", 0),
        "case": ("tgi", 0),
    }
    for slug, (text, times) in texts.items():
        assert count_mentions([tgi, a_tool(slug, description=text)])["tgi"] == times, slug


def test_a_tool_does_not_raise_its_own_mentions() -> None:
    """By none of its names."""
    tool = a_tool("tgi", name="Text Generation", also_known_as=("TGI",), description="TGI is TGI.")
    assert count_mentions([tool, a_tool("other")])["tgi"] == 0


def test_a_short_name_counts_only_where_it_is_listed() -> None:
    """Too much else is called C or Go."""
    text = a_tool("other", description="Written in Go.")
    assert count_mentions([a_tool("go", name="Go"), text])["go"] == 0
    assert count_mentions([a_tool("go", name="Go", also_known_as=("Go",)), text])["go"] == 1


def test_a_tool_does_not_mention_itself_nor_its_twin() -> None:
    """Words cannot distinguish two entries of one name; they do not mention each other."""
    twins = [
        a_tool("a", name="Flax", description="Flax"),
        a_tool("b", name="Flax", description="Flax"),
    ]
    assert count_mentions(twins) == {"a": 0, "b": 0}
    assert count_mentions([*twins, a_tool("c", description="Flax")]) == {"a": 1, "b": 1, "c": 0}


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("https://code.example/g/flax", {"a": 1, "b": 1, "c": 0}),
        ("https://code.example/G/flax.git", {"a": 1, "b": 1, "c": 0}),
        ("https://code.example/g/linen", {"a": 2, "b": 0, "c": 0}),
        ("", {"a": 2, "b": 0, "c": 0}),
    ],
)
def test_entries_of_one_repository_share_their_count(address: str, counts: dict[str, int]) -> None:
    """And do not count each other."""
    own = a_tool("a", name="Flax", repository="https://code.example/g/flax")
    other = a_tool("b", name="Linen", description="Flax", repository=address)
    assert count_mentions([own, other, a_tool("c", description="Flax")]) == counts


def test_texts_of_capabilities_are_searched_too() -> None:
    """Where tools are compared with each other."""
    fields = ("description", "unique", "vs_alternatives")
    for capability in [
        a_capability("Like Flax"),
        *(a_capability(**{field: "Flax"}) for field in fields),
        a_capability(limitations=("no Flax",)),
        a_capability(requires=("Flax",)),
    ]:
        assert (
            count_mentions([a_tool("flax", name="Flax"), a_tool("b", capabilities=(capability,))])[
                "flax"
            ]
            == 1
        )


@given(catalogs())
def test_the_order_of_the_entries_does_not_matter(catalog: Catalog) -> None:
    """No entry is named by more entries than there are others."""
    counts = count_mentions(catalog.tools)
    assert counts == count_mentions(reordered(catalog, list(catalog.tools)[::-1]).tools)
    assert all(0 <= number < len(catalog.tools) for number in counts.values())


@given(
    st.lists(st.text("Ab .+(_é", min_size=1, max_size=6), min_size=1, max_size=30),
    st.text("Ab .+(_é-", max_size=40),
)
def test_names_that_begin_alike_are_found_as_if_each_were_looked_for_alone(
    names: list[str], text: str
) -> None:
    """The first word of a name must be a word of the text, and the rest end at a word's end."""
    other = a_tool("other", name="Other", summary="", description=text)
    tools = [
        a_tool(f"t{place}", name=name, summary="")
        for place, name in enumerate(dict.fromkeys(names))
    ]
    counts, words = count_mentions([*tools, other]), WORD.findall(text)
    for tool in tools:
        begins = (first := WORD.search(tool.name)) is not None and first.group() in words
        whole = re.search(rf"(?<!\w){re.escape(tool.name)}(?!\w)", text)
        searched = len(tool.name) >= SHORTEST_NAME
        assert counts[tool.slug] == (
            searched and begins and (tool.name in words or whole is not None)
        )


def test_counting_again_after_changes_gives_what_counting_anew_gives() -> None:
    """A name that comes, one that goes, a text that changes, an entry that goes."""
    flax, jax = (
        a_tool("flax", name="Flax", description="On JAX."),
        a_tool("jax", name="JAX", description="For Flax and Haiku."),
    )
    other = a_tool("other", name="Other", description="Like Flax and Haiku (DM).")
    counter, before = MentionCounter(), [flax]
    for tools in (
        [flax, jax, other],
        [flax, jax, other, a_tool("haiku", name="Haiku")],
        [flax, jax, other],
        [a_tool("flax", name="Flaxen"), jax, other],
        [flax, a_tool("jax", name="JAX"), other],
        [flax],
        [flax, jax, other],
    ):
        recalled = MentionCounter()
        recalled.recall([tool for tool in tools if tool in before], counter.found())
        assert counter.count(tools) == recalled.count(tools) == count_mentions(tools)
        before = tools
