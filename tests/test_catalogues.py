"""The packaged catalogues are complete, and no word of a page is outside of them.

After a change of a message: `make messages`, then translate what is empty in `ssg/locale/`.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from ssg.content.message_files import places
from support.catalogues import IN_SCRIPTS, LOCALE, as_text, extracted, packaged, script_messages
from support.site_fixtures import ROOT

LANGUAGES = ("ar", "de")
LAYOUTS = sorted((ROOT / "layouts").rglob("*.html"))
MARKUP = re.compile(r"</?[a-z]+|&[a-z]+;")


def sources(message: Message) -> tuple[str, ...]:
    """Return the English texts of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    """Return the translations of a message."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def test_the_template_has_the_messages_of_the_source() -> None:
    template = LOCALE.joinpath("messages.pot").read_text(encoding="utf-8")
    assert template == as_text(extracted(), template=True), "run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    catalog = packaged()[language]
    known = {sources(message) for message in extracted() if message.id}
    own = {sources(message): message for message in catalog if message.id}
    assert set(own) == known, "run make messages"
    assert not catalog.obsolete
    for message in own.values():
        assert not message.fuzzy, message.id
        assert all(texts(message)), message.id
        plural = not isinstance(message.id, str)
        assert len(texts(message)) == (catalog.num_plurals if plural else 1), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_and_the_markup_of_their_messages(language: str) -> None:
    """A plural form may leave its number out: `one day`.

    So may any message what a site calls one of its tools or capabilities: a sentence would need to
    know the gender and the cases of that noun.
    """
    for message in packaged()[language]:
        if not message.id:
            continue
        allowed = {place for source in sources(message) for place in places(source)}
        needed = set(places(sources(message)[0])) & set(places(sources(message)[-1]))
        needed -= set() if isinstance(message.id, str) else {"{number}", "%(num)s"}
        needed -= {"{tool}", "%(tool)s", "{capability}", "%(capability)s"}
        for text in texts(message):
            assert needed <= set(places(text)) <= allowed, (message.id, text)
            for source in sources(message):
                assert set(MARKUP.findall(text)) <= {*MARKUP.findall(source), "&nbsp;"}, text
                assert text.count('"') in {0, source.count('"')}, text
                assert text[:1].isspace() == source[:1].isspace(), text
                assert text[-1:].isspace() == source[-1:].isspace(), text
                assert text.count("[") == source.count("["), text


EXPRESSION = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-? *trans\b.*?endtrans *[-+]?%\}|\{#.*?#\}", re.DOTALL)
ATTRIBUTE = re.compile(r'\b(?:title|alt|aria-label|placeholder|data-used)="([^"]*)"')
ALLOWED_IN_LAYOUTS = {"LicenseRef-"}
"""What is replaced in the names of licences."""


def words_in_layout(text: str) -> Iterator[str]:
    """Yield each word of a layout that is in no message."""
    outside = TRANSLATED.sub("", text)
    for found in EXPRESSION.finditer(outside):
        for call, literal in re.findall(r'(_\(\s*)?"([^"]*)"', found[1] or found[2]):
            is_words = re.search(r"^[A-Z][a-z]|[a-z],? [a-z]", literal)
            if is_words and not call and literal not in ALLOWED_IN_LAYOUTS:
                yield literal
    plain = EXPRESSION.sub("", outside)
    for part in (*re.sub(r"<[^>]*>", "\n", plain).splitlines(), *ATTRIBUTE.findall(plain)):
        if re.search(r"[A-Za-z]{2}", re.sub(r"&#?\w+;|<!doctype html>", "", part)):
            yield part.strip()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.name)
def test_no_word_of_a_layout_is_outside_of_messages(layout: Path) -> None:
    assert not list(words_in_layout(layout.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Some words</p>",
        '<a title="Words">{{ x }}</a>',
        '{{ "Words" if x }}',
        '{{ macros.chips(x, "by " ~ "two words") }}',
        "{% trans %}a{% endtrans %} and",
    ],
)
def test_words_of_layouts_are_found(text: str) -> None:
    assert list(words_in_layout(text))


WORDED = {
    "": ("labels", "messages"),
    "comparison": (
        *("cells", "fact_rules", "profile", "recommendations", "summary", "table", "verdict"),
        "verdict_messages",
    ),
    "machine": ("atom", "badges", "markdown_text"),
    "ranking": ("checklist", "similarity"),
    "rendering": ("charts",),
    "views": ("*",),
}
"""Room -> modules whose texts reach pages, and documents for readers."""
NO_PAGES = {"structured_data.py"}
"""Names of schema.org."""
ALLOWED_IN_PYTHON = {"Markdown", "debian packages"}
CALLS = {"gettext", "ngettext", "gettext_noop", "plural"}
TECHNICAL = {"compile", "Problem", "UsageError", "LayoutError", "TypeVar", "split", "replace"}
"""Calls whose text is no text of a page: patterns, errors, lists of words."""
WORDS = re.compile(r"^[A-Z][a-z]+(?: |[.:]?$)|[A-Za-z]{2},? [a-z]{2}")


def unseen(node: ast.AST) -> Iterator[ast.AST | None]:
    """Yield the parts of a node whose texts reach no page, or are messages."""
    match node:
        case ast.Expr(value=ast.Constant() as text):  # a docstring
            yield text
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Raise():
            yield node
        case ast.FunctionDef():
            yield node.returns
        case ast.arg() | ast.AnnAssign():
            yield node.annotation
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            yield node if name in CALLS | TECHNICAL else None


def words_in_python(tree: ast.Module) -> Iterator[str]:
    """Yield each text of a module that looks like words of a page and is in no message."""
    parts = (part for node in ast.walk(tree) for part in unseen(node) if part)
    skipped = {node for part in parts for node in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            text = node.value
            if WORDS.search(text) and "<" not in text and "=" not in text:
                yield text


@pytest.mark.parametrize("room", WORDED)
def test_no_word_of_a_view_is_outside_of_messages(room: str) -> None:
    found = {
        f"{file.name}: {text}"
        for module in WORDED[room]
        for file in sorted((ROOT / "ssg" / room).glob(f"{module}.py"))
        if file.name not in NO_PAGES
        for text in words_in_python(ast.parse(file.read_text(encoding="utf-8")))
        if text not in ALLOWED_IN_PYTHON
    }
    assert found == set()


def test_every_message_of_a_call_is_extracted() -> None:
    """Babel does not see a call inside of the arguments of another one."""
    sources_known = {sources(message)[0] for message in extracted() if message.id}
    for file in sorted((ROOT / "ssg").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr=name) | ast.Name(id=name),
                    args=[ast.Constant(value=text), *_],
                ) if name in {"gettext", "ngettext", "gettext_noop"}:
                    assert text in sources_known, f"{file.name}:{node.lineno}"


@pytest.mark.parametrize(
    "text", ['a = "two words"', 'f(f"{x} scores higher")', 'Link("Compare", x)', 'x = "Only one."']
)
def test_words_of_views_are_found(text: str) -> None:
    assert list(words_in_python(ast.parse(text)))


def test_messages_of_scripts_are_whole_and_nothing_else_has_their_text() -> None:
    """The build replaces a message wherever a script has it as a literal."""
    messages = Counter(text for _, text in script_messages())
    scripts = "".join(file.read_text("utf-8") for file in (ROOT / "layouts/scripts").glob("*.js"))
    scripts = re.sub(r"/\*\*.*?\*/", "", scripts, flags=re.DOTALL)
    bundles = "".join(file.read_text("utf-8") for file in (ROOT / "layouts/assets").rglob("*.js"))
    for text, times in messages.items():
        literal = json.dumps(text, ensure_ascii=False)
        assert scripts.count(literal) == times, text
        assert literal in bundles, text


WORDS_OF_SCRIPTS = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
"""A literal."""
NOT_SHOWN = re.compile(r"^(?:use strict|nofollow ugc noopener|.*[#.\[\]>=].*)$")
"""Values of `rel`, and selectors."""


@pytest.mark.parametrize(
    "script", sorted(file.name for file in (ROOT / "layouts/scripts").glob("*.js"))
)
def test_no_word_of_a_script_is_outside_of_messages(script: str) -> None:
    source = (ROOT / "layouts/scripts" / script).read_text(encoding="utf-8")
    code = re.sub(r"/\*\*.*?\*/|^\s*//.*$|(?<= )// .*$", "", source, flags=re.DOTALL | re.MULTILINE)
    code = re.sub(r"(?:class(?:Name)?(?: =|:)|name:|matches\()[^,}]*", "", IN_SCRIPTS.sub("", code))
    found = [
        text
        for text in WORDS_OF_SCRIPTS.findall(code)
        if re.search(r"^[A-Z][a-z]+|[a-z]{2} [a-z]{2}", text) and not NOT_SHOWN.match(text)
    ]
    assert found == []
