"""Catalogues: the packaged ones, and the site's own."""

import pytest

from conftest import WriteSite
from ssg.content.message_files import load_messages
from ssg.content.site_file import load_settings
from support.site_fixtures import SITE_YAML

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURAL = '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'


def po(text: str, head: str = HEAD) -> dict[str, str]:
    """Return a site whose own German catalogue has these messages."""
    return {"content/site.yaml": SITE_YAML, "content/messages/de.po": f"{head}\n{text}"}


@pytest.mark.parametrize(
    ("language", "number", "day", "direction", "word"),
    [
        ("en", "1,204.5", "2026-03-05", "ltr", "Alternatives"),
        ("de", "1.204,5", "05.03.2026", "ltr", "Alternativen"),
        ("de-AT", "1.204,5", "05.03.2026", "ltr", "Alternativen"),
        ("he", "1,204.5", "2026-03-05", "rtl", "Alternatives"),
        ("xx", "1,204.5", "2026-03-05", "ltr", "Alternatives"),
    ],
)
def test_languages(
    site: WriteSite, language: str, number: str, day: str, direction: str, word: str
) -> None:
    messages, problems = load_messages(site({}), language)
    assert not problems
    assert (messages.language, messages.direction) == (language, direction)
    assert messages.number(1204.5).replace("\xa0", ".") == number
    assert messages.day("2026-03-05") == day
    assert messages.gettext("Alternatives") == word


def test_what_a_site_leaves_out_is_in_the_words_of_its_language(site: WriteSite) -> None:
    root = site({"content/site.yaml": SITE_YAML + "language: de\nwords: {tools: Stifte}\n"})
    settings, problems = load_settings(root)
    assert settings
    assert not problems
    assert (settings.words.tool, settings.words.tools) == ("Tool", "Stifte")
    assert settings.words.home_title == "Stifte im direkten Vergleich"
    assert settings.ranking.name == "Rang"
    assert [component.label for component in settings.ranking.components][:2] == [
        "Verbreitung",
        "Qualität",
    ]


def test_the_own_catalogue_replaces_and_adds_messages(site: WriteSite) -> None:
    own = 'msgid "Alternatives"\nmsgstr "Auswahl"\n\nmsgid "Our pens"\nmsgstr "Unsere Stifte"\n'
    messages, problems = load_messages(site(po(own)), "de")
    assert not problems
    assert messages.gettext("Alternatives") == "Auswahl"
    assert messages.gettext("Our pens") == "Unsere Stifte"
    assert messages.gettext("Comparisons") == "Vergleiche"


def test_a_language_that_only_the_site_has(site: WriteSite) -> None:
    own = (
        'msgid "{number} tool"\nmsgid_plural "{number} tools"\n'
        'msgstr[0] "{number} outil"\nmsgstr[1] "{number} outils"\n'
    )
    files = {"content/site.yaml": SITE_YAML, "content/messages/fr.po": f"{HEAD}{PLURAL}\n{own}"}
    messages, problems = load_messages(site(files), "fr")
    assert not problems
    assert messages.ngettext("{number} tool", "{number} tools", 0) == "0 outil"
    assert messages.ngettext("{number} tool", "{number} tools", 2) == "2 outils"
    assert messages.day("2026-03-05") == "5 mars 2026"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            'msgid "{name} added"\nmsgstr "{nom} dazu"\n',
            5,
            'the translation has the place "{nom}", the message does not',
        ),
        (
            'msgid "{name} added"\nmsgstr "{name.__class__} dazu"\n',
            5,
            'the translation has the place "{name.__class__} dazu", the message does not',
        ),
        (
            'msgid "Page %(number)s"\nmsgstr "Seite %(nummer)s"\n',
            5,
            'the translation has the place "%(nummer)s", the message does not',
        ),
    ],
)
def test_unknown_places_are_errors(site: WriteSite, text: str, line: int, message: str) -> None:
    _, (problem,) = load_messages(site(po(text)), "de")
    assert (problem.file, problem.line, problem.message) == (
        "content/messages/de.po",
        line,
        message,
    )


@pytest.mark.parametrize("text", ["garbage\n", 'msgid "a"\nmsgid "b"\n'])
def test_a_broken_catalogue_is_an_error_with_its_line(site: WriteSite, text: str) -> None:
    messages, (problem,) = load_messages(site(po(text)), "de")
    assert (problem.code, problem.file) == ("SSG003", "content/messages/de.po")
    assert messages.gettext("Comparisons") == "Vergleiche"
