"""Any bytes as a file give values or problems; any text in a field arrives on the page as it is."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssg.build.page_worker import render_page
from ssg.content.document import decode, parse_yaml, split_front_matter
from ssg.content.load import load
from ssg.errors import BuildError
from ssg.output import manifest
from ssg.rendering.markdown import rendered_fault, to_html
from ssg.site import Page
from ssg.text import is_blank, unsafe_character
from ssg.views.page_head import json_ld
from support.html_pages import Element, parse
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files
from support.view_contexts import a_context

pytestmark = pytest.mark.large

EXAMPLES = int(os.environ.get("SSG_TEST_EXAMPLES", "0")) or settings().max_examples // 2
"""Examples of each test here: the profile's, or more by this variable."""
LIMITED = settings(max_examples=EXAMPLES)
FILES = (
    "content/site.yaml",
    "content/capabilities.yaml",
    "content/synonyms.yaml",
    "content/pairs.lock",
    "content/history/alpha.csv",
    "content/evidence/web.jsonl",
    "content/evidence/web.csv",
    "content/tools/alpha.yaml",
    "content/tools/alpha.md",
    "content/tools/new.yaml",
    "content/comparisons/alpha-vs-beta.md",
    "content/pages/about.md",
)
PIECES = st.sampled_from(
    [
        *(
            b": ",
            b"- ",
            b"{",
            b"}",
            b"[",
            b"]",
            b"&a ",
            b"*a",
            b"!!python/object:os.system ",
            b"|\n  ",
        ),
        *(
            b"---\n",
            b"...\n",
            b"? ",
            b"<<: ",
            b"\x00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\r\n",
            b"\t",
        ),
        *("\u202e".encode(), "\u2028".encode(), b"9" * 5_000, b"1e999", b"0x", b".nan", b"~", b"'"),
    ]
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw a file with some pieces cut out, repeated, replaced or added."""
    body = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 40)))
        piece = draw(st.one_of(PIECES, st.binary(max_size=8), st.just(body[start:end] * 2)))
        body = body[:start] + piece + body[end:]
    return body


@pytest.mark.parametrize("path", FILES)
@LIMITED
@given(data=st.data())
def test_any_bytes_as_a_file_give_a_catalog_or_problems(path: str, data: st.DataObject) -> None:
    whole = SMALL_SITE.get(path, SMALL_SITE["content/tools/alpha.yaml"]).encode()
    body = data.draw(st.one_of(st.binary(max_size=200), damaged(whole)))
    with tempfile.TemporaryDirectory() as folder:
        root = write_files(Path(folder), SMALL_SITE)
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(body)
        loaded = load(root)
    for problem in loaded.problems:
        assert str(problem).isprintable()
    if loaded.catalog and not loaded.problems:
        context = a_context(loaded.catalog)
        assert render_page(context, Page("tool", "/tools/alpha/", ("alpha",)))


@LIMITED
@given(st.one_of(st.binary(max_size=300), damaged(SMALL_SITE["content/tools/beta.yaml"].encode())))
def test_any_bytes_are_parsed_or_refused(body: bytes) -> None:
    text, problems = decode(body, "x.yaml")
    assert text or problems or body in {b"", b"\xef\xbb\xbf"}
    split_front_matter(text)
    assert parse_yaml(text, "x.yaml")[1] is not None
    with suppress(ValueError, BuildError):
        manifest.read(body.decode("utf-8", "replace"))
    if not unsafe_character(text) and not rendered_fault(text[:2_000]):
        assert not unsafe_character(to_html(text[:2_000]))


PAYLOADS = st.sampled_from(
    [
        "<script>pwn()</script>",
        "</title><img src=x onerror=pwn()>",
        "<!--<script>",
        "\"'><svg onload=pwn()>",
        " onfocus=pwn() autofocus x=",
        "{{ 7*7 }} {% raw %} {# gone #}",
        "${7*7} <%= 1 %> [[x]]",
        "&lt;b&gt; &amp;amp; &#106;",
        "]]> --> */ \\u003c",
        "__proto__ constructor",
        "=cmd()|x",
        "@all #1 [a](https://evil.example) ![x](//evil.example/x.png)",
        "::error::forged %0A",
        "javascript:pwn()",
    ]
)
TEXTS = (
    st.one_of(
        PAYLOADS,
        st.tuples(PAYLOADS, st.text(max_size=8)).map(" ".join),
        st.text(
            st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40
        ),
    )
    .map(lambda text: " ".join(text.split())[:70].strip())
    .filter(lambda text: not is_blank(text) and not unsafe_character(text))
)
FIELDS = ("name", "summary", "title", "attribute")
"""Fields of plain text; others are Markdown."""


def the_tool(texts: dict[str, str]) -> str:
    """Return a tool's file with these texts; JSON is YAML."""
    return json.dumps(
        {
            "name": texts["name"],
            "type": "framework",
            "summary": texts["summary"],
            "attributes": {"pricing": texts["attribute"]},
            "capabilities": [
                {
                    "title": texts["title"],
                }
            ],
        },
        ensure_ascii=False,
    )


def visible(element: Element) -> str:
    """Return the text of an element and of its attributes, with single spaces and in lower case.

    Sentences begin with a capital, and labels with a small letter.
    """
    attributes = (value for one in element.walk() for value in one.attributes.values())
    return " ".join(" ".join([element.text, *attributes]).split()).casefold()


ROOT = Path(tempfile.mkdtemp(prefix="ssg-any-text-"))


@pytest.fixture(scope="module", autouse=True)
def _remove_root() -> object:
    yield
    shutil.rmtree(ROOT)


@settings(max_examples=2 * EXAMPLES)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXTS)))
@example(dict.fromkeys(FIELDS, "</script><script>pwn()</script>"))
@example(dict.fromkeys(FIELDS, "{{ 7*7 }} &lt;b&gt; \"' ${x}"))
def test_any_text_in_a_field_is_the_same_text_on_the_page(texts: dict[str, str]) -> None:
    root = write_files(ROOT, {**SMALL_SITE, "content/tools/gamma.yaml": the_tool(texts)})
    loaded = load(root)
    assert loaded.catalog
    if any(problem.severity == "error" for problem in loaded.problems):  # a look-alike name
        assert {problem.code.name for problem in loaded.problems} <= {"SAME_NAME", "CHARACTER"}
        return
    context = a_context(loaded.catalog)
    for kind, subject in (("tool", ("gamma",)), ("versus", ("beta", "gamma"))):
        page = parse(render_page(context, Page(kind, "/x/", subject)))
        shown = visible(page)
        for field in FIELDS if kind == "tool" else ("name", "summary"):
            assert texts[field].casefold() in shown, (kind, field)
        assert len(page.all("script")) == len(SCRIPTS[kind])
        assert page.all("svg", onload="pwn()") + page.all("img", onerror="pwn()") == []
        (data,) = page.all("script", type="application/ld+json")
        graph = json.loads("".join(str(child) for child in data.children))["@graph"]
        assert texts["name"] in json.dumps(graph, ensure_ascii=False).replace('\\"', '"').replace(
            "\\\\", "\\"
        )


SCRIPTS = {"tool": ("loader", "record", "rules", "data"), "versus": ("loader", "rules", "data")}
"""The script elements of a page: the loader of the search, and structured data."""


@pytest.mark.parametrize("text", ["</script x", "<!--<script ", "a & b > c"])
def test_structured_data_has_no_character_that_html_reads(text: str) -> None:
    """A script element ends at `</script` and a space, too."""
    written = json_ld([{"name": text}])
    assert not set("<>&") & set(written)
    assert json.loads(written)["@graph"] == [{"name": text}]
