"""The JSON interface: every document is valid, and has what the files and the pages have."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from ssg.authoring.json_schema import format_schema
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.content.load import load
from ssg.machine import DOCUMENT_KINDS, all_documents
from ssg.machine.api import csv_cell
from ssg.views import Context
from support.html_pages import Element
from support.node_tools import ajv
from support.site_fixtures import SMALL_SITE, build_site
from support.strategies import SITE, a_capability, a_catalog, a_tool, write_files
from support.view_contexts import a_context

pytestmark = pytest.mark.large

API = "api/v1"
ALL = "publish: {comparisons: true, markdown: true, feeds: tools, badges: true, embeds: true}\n"


def documents(context: Context) -> dict[str, bytes]:
    """Return the bytes of every document of a site by its address."""
    return {
        page.address: DOCUMENT_KINDS[page.kind].body(context, page)
        for page in all_documents(context)
    }


def schema_of(path: str) -> str:
    """Return the name of the schema of a document below /api/v1/."""
    folder, _, name = path.rpartition("/")
    return folder.removesuffix("s") or name.removesuffix(".json")


def read(tree: Path) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Return the published schemas by name, and (name of its schema, document) of the others."""
    schemas, found = {}, []
    for file in sorted((tree / API).rglob("*.json")):
        path, value = file.relative_to(tree / API).as_posix(), json.loads(file.read_bytes())
        if path.startswith("schemas/"):
            schemas[file.name.removesuffix(".schema.json")] = value
        elif path != "openapi.json":
            found.append((schema_of(path), value))
    return schemas, found


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with every document that a site can have."""
    site = {"content/site.yaml": SMALL_SITE["content/site.yaml"] + ALL}
    return build_site(write_files(tmp_path_factory.mktemp("api"), {**SMALL_SITE, **site}))


@pytest.fixture(params=["small", "own"])
def built(request: pytest.FixtureRequest, tree: Path) -> Path:
    """Return the tree of the small site, and of our own."""
    own: Path = request.getfixturevalue("own_site") if request.param == "own" else tree
    return own


def test_every_document_is_valid(built: Path) -> None:
    schemas, found = read(built)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    validators = {name: Draft202012Validator(schema) for name, schema in schemas.items()}
    faults = [
        (name, fault.message)
        for name, value in found
        for fault in validators[name].iter_errors(value)
    ]
    assert faults == []
    assert {name for name, _ in found} == set(schemas)


def test_validators_with_ecmascript_patterns_agree(built: Path) -> None:
    schemas, found = read(built)
    assert ajv(schemas, found) == []
    wrong = {**found[-1][1], "slug": 5, "url": 7}
    assert len(ajv(schemas, [(found[-1][0], wrong)])) == 1


def test_the_description_is_openapi(built: Path) -> None:
    described = json.loads((built / API / "openapi.json").read_bytes())
    validate(described)
    for path in described["paths"]:
        file = path.replace("{slug}", "*").replace("{pair}", "*").removeprefix("/")
        assert list(built.glob(file)), path


def test_a_tool_has_all_of_its_file(tree: Path) -> None:
    catalog = load(tree.parent).catalog
    assert catalog
    tool = json.loads((tree / API / "tools/alpha.json").read_bytes())
    file = tool["file"]
    source = {"value": 500, "source": "https://alpha.example/stars", "measured": "2026-11-01"}
    assert file["signals"] == {"stars": source}
    assert file["capabilities"][0]["sources"] == [{"basis": "asserted"}]
    assert file["summary"] == "Trains <b>small</b> networks."


def test_a_file_in_json_is_a_file_of_the_content(built: Path) -> None:
    """What is published of a tool can be imported again: the content's own schema accepts it."""
    check = Draft202012Validator(format_schema("tool"))
    for name, value in read(built)[1]:
        if name == "tool":
            file = {key: part for key, part in value["file"].items() if key != "claims"}
            assert [fault.message for fault in check.iter_errors(file)] == []


def test_scores_and_comparisons_are_those_of_the_pages(
    own_site: Path, own_pages: dict[str, Element]
) -> None:
    for _, tool in (entry for entry in read(own_site)[1] if entry[0] == "tool"):
        page = own_pages[f"/tools/{tool['slug']}/"]
        score = tool["score"]
        points = sum(part["points"] for part in score["components"])
        assert points == pytest.approx(score["total"] or 0)
        text = page.text.replace("of 100.0", "")  # the points of an only component
        if score["total"] is not None:
            assert (f"{score['total']:.1f} of 100" in text) != score["provisional"]
        linked = {link.attributes["href"] for link in page.all("a")}
        for comparison in tool["comparisons"]:
            assert comparison["comparison"].removeprefix("https://sidebyside.example") in linked
        lists = own_pages[f"/alternatives/{tool['slug']}/"].all("ol", class_="alternatives")
        order = [
            link.attributes["href"]
            for entries in lists
            for link in entries.all("a")
            if link.attributes["href"].startswith("/tools/")
        ]
        assert order == [f"/tools/{other['slug']}/" for other in tool["alternatives"]]


def test_a_comparison_has_the_verdict_of_its_page(tree: Path) -> None:
    found = json.loads((tree / API / "comparisons/alpha-vs-beta.json").read_bytes())
    page = (tree / "compare/alpha-vs-beta/index.html").read_text("utf-8")
    assert found["verdict"]["sentences"][0] in page
    assert [tool["slug"] for tool in found["tools"]] == ["alpha", "beta"]
    assert found["both"][0]["titles"] == ["Trains", "Trains too"]
    assert {row["label"] for row in found["rows"]} >= {"Languages", "GPU support"}


def test_a_site_without_scores_has_none_of_them(tmp_path: Path) -> None:
    files = {"content/site.yaml": f"{SITE}ranking: none\n", "content/tools/flax.yaml": TOOL}
    site = write_files(tmp_path, files)
    schemas, found = read(build_site(site))
    assert "rankings" not in schemas
    assert "score" not in dict(found)["tool"]
    assert "score" not in (site / "public/api/v1/tools.csv").read_text("utf-8")


TOOL = "name: Flax\ntype: framework\nsummary: Networks.\n"


def test_nothing_is_published_that_is_not_configured(tmp_path: Path) -> None:
    nothing = "publish: {api: false, llms: false, feeds: none}\n"
    root = write_files(
        tmp_path, {**SMALL_SITE, "content/site.yaml": SMALL_SITE["content/site.yaml"] + nothing}
    )
    planned = plan(Config(root=root, output=root / "public"))
    assert {page.kind for page in planned.pages} & set(DOCUMENT_KINDS) == set()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@home", "'@home"),
        (" =1", "' =1"),
        ("\tx", "'\tx"),
        ("a=b", "a=b"),
        (-5, "-5"),
        (1234567.25, "1234567.25"),
        (True, "yes"),
        (("=a", "b"), "'=a; b"),
        (None, ""),
    ],
)
def test_no_cell_of_the_list_is_a_formula(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_the_list_is_read_by_csv_readers() -> None:
    tool = a_tool("flax", name='=HYPERLINK("x")', summary='Says "hi", twice.\x00'[:-1])
    found = documents(a_context(a_catalog(tool, a_tool("haiku"))))["/api/v1/tools.csv"]
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8"), newline="")))
    named = {row["slug"]: row for row in rows}
    assert named["flax"]["name"] == '\'=HYPERLINK("x")'
    assert named["flax"]["summary"] == 'Says "hi", twice.'
    assert found.count(b"\r\n") == 3


def test_shared_capabilities_list_their_tools() -> None:
    tools = [
        a_tool(slug, capabilities=(a_capability("Saves", id="checkpointing"),))
        for slug in ("a", "b")
    ]
    found = json.loads(documents(a_context(a_catalog(*tools)))["/api/v1/capabilities.json"])
    entry = next(one for one in found["capabilities"] if one["id"] == "checkpointing")
    assert sorted(way["at"] for way in entry["tools"]) == [
        f"http://localhost:8000/tools/{slug}/#c-saves" for slug in ("a", "b")
    ]
