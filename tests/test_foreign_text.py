"""Texts in another language than their page: ordinary texts that name their language as HTML."""

import pickle

from markupsafe import Markup, escape

from ssg.foreign_text import ForeignText, in_language_of, is_foreign
from ssg.rendering.markdown import to_html, to_inline_html

TEXT = ForeignText("a <b> & c", "en", "ltr")


def test_as_html_it_names_its_language_and_is_escaped() -> None:
    assert escape(TEXT) == Markup('<span lang="en" dir="ltr">a &lt;b&gt; &amp; c</span>')
    assert Markup("<p>%s</p>") % TEXT == f"<p>{escape(TEXT)}</p>"
    assert escape(ForeignText("x", '"><script>', "rtl")).count("<script") == 0


def test_anywhere_else_it_is_an_ordinary_text() -> None:
    assert TEXT == "a <b> & c"
    assert type(str(TEXT)) is str
    assert f"{TEXT}!" == "a <b> & c!"
    assert not is_foreign(TEXT.strip().upper())


def test_a_text_that_is_translated_is_another_input_of_a_page() -> None:
    assert repr(TEXT) != repr(str(TEXT))
    assert repr(pickle.loads(pickle.dumps(TEXT))) == repr(TEXT)  # noqa: S301  (our own)


def test_what_is_derived_from_it_can_keep_the_language() -> None:
    assert repr(in_language_of(TEXT, "a")) == repr(ForeignText("a", "en", "ltr"))
    assert not is_foreign(in_language_of("b", "a"))


def test_markdown_of_it_is_in_an_element_of_its_language() -> None:
    text = ForeignText("Some *text*.", "ar", "rtl")
    assert to_html(text) == '<div lang="ar" dir="rtl"><p>Some <em>text</em>.</p></div>'
    assert to_inline_html(text) == '<span lang="ar" dir="rtl">Some <em>text</em>.</span>'
    assert to_inline_html(ForeignText("- a", "ar", "rtl")).startswith('<div lang="ar" dir="rtl">')
