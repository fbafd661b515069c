"""English tokens, words and stems, as alignment and similarity use them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.tokenizer import stem, terms, terms_of_parts, tokens, words


@pytest.mark.parametrize(
    "forms",
    [
        ("checkpoint", "checkpoints", "checkpointing", "checkpointed"),
        ("quantize", "quantizes", "quantized", "quantization"),
        ("train", "trains", "trainer", "trainers", "training"),
        ("cache", "caches", "cached", "caching"),
        ("query", "queries"),
        ("process", "processes", "processing"),
        ("loss", "losses"),
        ("class", "classes"),
        ("shard", "shards", "sharded", "sharding"),
        ("batch", "batches", "batching", "batched"),
        ("step", "stepped", "stepping"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1, {form: stem(form) for form in forms}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("loss", "low"),
        ("token", "tool"),
        ("train", "trace"),
        ("class", "clause"),
        ("mask", "mass"),
        ("fp8", "fp16"),
    ],
)
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["gpu", "api", "fp8", "int4", "jax", "c++", "a", ""])
def test_short_words_and_words_that_end_in_a_digit_stay(word: str) -> None:
    assert stem(word) == word


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_a_stem_is_no_longer_than_its_word_and_begins_like_it(word: str) -> None:
    found = stem(word)
    assert len(found) <= len(word)
    assert found[:3] == word[:3]
    assert found or not word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DeepSpeed's ZeRO", ["deep", "speed", "zero"]),
        ("LoRA and vLLM", ["lora", "vllm"]),
        ("QLoRA, DoRA", ["qlora", "dora"]),
        ("max_seq_len", ["max", "seq", "len"]),
        ("pad-to-max", ["pad", "max"]),
        ("node.js in C++", ["node", "js", "c++"]),
        ("GPUs and a GPU", ["gpus", "gpu"]),
        ("How to use it with the others", []),
        ("", []),
        ("x y z", []),
        ("LlamaModel.from_pretrained()", ["llama", "model", "pretrained"]),
        ("é 4-bit", ["bit"]),
        ("Café und Größe", ["cafe", "und", "große"]),
        ("東京都", ["東京", "京都"]),
    ],
)
def test_words_are_lower_case_without_filler_and_names_in_code_are_taken_apart(
    text: str, found: list[str]
) -> None:
    assert words(text) == found


@given(st.text(max_size=60))
def test_terms_are_the_stems_of_the_words(text: str) -> None:
    assert terms(text) == [stem(word) for word in words(text)]
    assert all(word == word.lower() and len(word) > 1 for word in words(text))


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_ascii_texts_have_the_same_words_as_others(text: str) -> None:
    assert tokens(f"{text} \u00e9") == [*tokens(text), "e"]


@given(st.lists(st.text("abgnstxAZ09 _-.+\u00e9", max_size=12), max_size=4))
def test_the_terms_of_parts_of_a_text_are_those_of_each(sentences: list[str]) -> None:
    for text in ("".join(sentences), "".join(sentences).lower()):
        ends = [sum(map(len, sentences[: count + 1])) for count in range(len(sentences))]
        parts = [*zip([0, *ends], ends, strict=False)]
        found = [[*terms_of_part] for terms_of_part in terms_of_parts(text, parts)]
        assert found == [terms(text[start:end]) for start, end in parts]


@given(st.text("abcXYZ _-.", max_size=40))
def test_words_do_not_depend_on_what_stands_around_a_text(text: str) -> None:
    assert words(f"the {text} and") == words(text)


@given(
    st.text("abeilmnorstuyz", min_size=1, max_size=8),
    st.lists(st.sampled_from(["s", "ies", "es", "ing", "ed", "ly", "ation", "ment", "er", "is"])),
)
def test_a_stem_without_its_last_letter_begins_the_word(start: str, endings: list[str]) -> None:
    """`ToolProfile.has_terms` depends on it."""
    word = start + "".join(endings)
    assert word.startswith(stem(word)[:-1])
