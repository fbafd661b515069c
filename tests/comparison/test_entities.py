"""What a text calls by name, and which names two texts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.comparison.entities import SHOWN, named_things, split_names
from support.strategies import a_capability

NAMES = st.lists(
    st.sampled_from(
        ["Flax", "flax", "JAX", "vLLM", "FSDP2", "bf16", "Optax", "GGUF", "ONNX", "safetensors"]
    ),
    max_size=9,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Loads `safetensors` and GGUF files.", ("safetensors", "GGUF")),
        ("It runs on Triton or vLLM.", ("Triton", "vLLM")),
        ("Saves in bf16. Reads them back.", ("bf16",)),
        ("Set `max_length`, then `max_length` again.", ("max_length",)),
        ("Trains on a GPU or a CPU through an API.", ()),
        ("Nothing here has a name.", ()),
        ("", ()),
        ("Pass `use_cache=True` or `True`.", ("use_cache=True",)),
        ("Calls `fit(...)` once.", ()),
        ("Trains: Adapters come first. Optimizers come last!", ()),
        ("A plan B.", ()),
        ("Works with C++ code.", ("C++",)),
        ("Runs flax, Flax and FLAX.", ("Flax",)),
    ],
)
def test_names_are_code_and_words_with_capitals_or_digits(
    text: str, found: tuple[str, ...]
) -> None:
    assert named_things(a_capability(description=text)) == found


def test_both_texts_of_a_capability_are_read_and_each_name_is_told_once() -> None:
    capability = a_capability(
        description="Writes to Parquet.", unique="Nobody else writes to Parquet and Arrow."
    )
    assert named_things(capability) == ("Parquet", "Arrow")


def test_titles_and_limits_name_nothing() -> None:
    assert (
        named_things(
            a_capability("Exports to GGUF", limitations=("No ONNX",), description="Exports.")
        )
        == ()
    )


@given(st.text(max_size=80))
def test_any_text_has_names_that_stand_in_it(text: str) -> None:
    assert all(name in text for name in named_things(a_capability(description=text)))


def test_names_are_set_apart_by_who_says_them() -> None:
    names = split_names(("vLLM", "GGUF", "Flax"), ("gguf", "ONNX", "JAX"), ("Flax", "JAX"))
    assert (names.both, names.only_a, names.only_b) == (("GGUF",), ("vLLM",), ("ONNX",))


@given(NAMES, NAMES)
def test_names_turned_round_are_the_same(a: list[str], b: list[str]) -> None:
    there, back = split_names(a, b, ("Flax",)), split_names(b, a, ("Flax",))
    assert (there.both, there.only_a, there.only_b) == (back.both, back.only_b, back.only_a)


@given(NAMES, NAMES)
def test_a_name_is_told_of_both_or_of_one_and_few_are_told(a: list[str], b: list[str]) -> None:
    names = split_names(a, b, ("Optax",))
    kinds = [{name.lower() for name in kind} for kind in (names.both, names.only_a, names.only_b)]
    assert sum(map(len, kinds)) == len(set().union(*kinds))
    assert "optax" not in set().union(*kinds)
    assert all(len(kind) <= SHOWN for kind in kinds)
    assert kinds[0] <= {name.lower() for name in a} & {name.lower() for name in b}
