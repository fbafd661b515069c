"""Words of the texts of tools."""

import re

import pytest

from ssg.comparison.tool_texts import (
    ToolTexts,
    begins_word,
    is_short_word,
    own_text,
    plain,
    sentences_of_terms,
    subject_of,
)
from ssg.tokenizer import terms
from support.phrases import texts
from support.strategies import a_capability, a_tool


def test_a_phrase_begins_a_word_as_a_look_behind_has_it() -> None:
    results = set()
    for phrase, text in texts(20_000):
        expected = re.search(rf"(?<![^\W_]){re.escape(phrase)}", text) is not None
        assert begins_word(phrase, text) is expected, (phrase, text)
        results.add((expected, phrase in text))
    assert results == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize(
    ("word", "is_short"),
    [("Java", True), ("deb", True), ("C", True), ("GPU", False), ("iOS", False), ("Julia", False)],
)
def test_a_short_word_is_no_acronym(word: str, *, is_short: bool) -> None:
    assert is_short_word(word) == is_short


def test_the_text_of_a_tool_is_about_itself_and_what_it_lacks() -> None:
    capability = a_capability(
        "Draws", vs_alternatives="Faster than Pencil", limitations=("No layers",)
    )
    tool = a_tool("brush", summary="Paints.", capabilities=(capability,))
    text = own_text(ToolTexts(tool))
    assert "paints." in text
    assert "draws" in text
    assert "no layers" in text
    assert "pencil" not in text


def test_terms_of_one_sentence_share_a_bit() -> None:
    tool = a_tool("brush", summary="Paints walls. Scales images", capabilities=())
    places = sentences_of_terms(ToolTexts(tool))
    paints, walls, images = (places[term] for term in terms("paints walls images"))
    assert paints & walls
    assert not walls & images


def test_a_capability_is_mentioned_by_names_and_terms_of_title_and_id() -> None:
    subject = subject_of("Export to `PDF` files", "pdf-export")
    assert subject.names == ("pdf",)
    assert subject.id_words == {"pdf", "export"}
    assert {len(phrase) for phrase in subject.phrases} == {3, 2}
    assert subject_of("Draws", "").id_words == frozenset()


def test_the_marks_of_code_are_left_out() -> None:
    assert plain("`x` and `y`") == "x and y"
