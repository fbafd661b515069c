"""JSON Schemas for editors: valid, and consistent with the loader where possible."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from ssg.authoring.json_schema import KINDS, format_schema, site_schemas
from ssg.catalog import Catalog
from ssg.content.document import YamlDocument, parse_yaml, read_text
from ssg.content.field_types import fields_by_key
from ssg.content.load import load
from ssg.content.references import resolve_references
from ssg.content.tool_schema import ToolFile, tool_from
from ssg.content.validation import validate
from ssg.settings import Settings
from support.node_tools import ajv
from support.site_fixtures import ROOT

LEAST = "name: Flax\ntype: framework\nsummary: Neural networks.\n"
STARTER = ROOT / "ssg/authoring/starter"


@cache
def catalog() -> Catalog:
    """Return what the project's own content declares."""
    found = load(ROOT, only=lambda _: False).catalog
    assert found
    return found


@cache
def editor(kind: str) -> Draft202012Validator:
    """Return what an editor checks a file of this kind with."""
    return Draft202012Validator(site_schemas(catalog().settings, catalog().capabilities)[kind])


def loader_accepts(document: YamlDocument) -> bool:
    """Tell whether the loader reads a tool's file without an error."""
    file, problems = validate(document, ToolFile)
    if file:
        shared = {one.id for one in catalog().capabilities}
        problems += resolve_references(
            tool_from(file, "flax", "", document), document, catalog().settings, shared
        )[1]
    return not [problem for problem in problems if problem.severity == "error"]


def editor_accepts(document: YamlDocument, kind: str = "tool") -> bool:
    """Tell whether an editor finds nothing to say."""
    valid: bool = editor(kind).is_valid(document.value)
    return valid


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one_of_2020_12(kind: str) -> None:
    Draft202012Validator.check_schema(format_schema(kind))
    for settings, shared in (
        (catalog().settings, catalog().capabilities),
        (Settings(types=(("a", "A"),)), ()),
    ):
        for schema in site_schemas(settings, shared).values():
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            Draft202012Validator.check_schema(schema)


def test_validators_with_ecmascript_patterns_accept_every_schema() -> None:
    own = site_schemas(catalog().settings, catalog().capabilities)
    editor = {"url": "https://example.org/", "edit": 'https://example.org/"/{path}'}
    site = {"title": "T", "base_url": "https://example.org/", "types": {"a": "A"}}
    documents: list[tuple[str, object]] = [
        ("comparison", {"title": "A word", "date": "2026-01-02"}),
        ("page", {"title": "About"}),
        ("site", site),
    ]
    assert ajv(own, documents) == []
    assert ajv({kind: format_schema(kind) for kind in KINDS}) == []
    assert ajv(own, [("site", {**site, "repository": editor})]) != []


def test_the_project_s_own_content_and_a_new_site_are_valid() -> None:
    for root in (ROOT, STARTER):
        found = load(root).catalog
        assert found
        schemas = site_schemas(found.settings, found.capabilities)
        for file in [*root.glob("content/tools/*.yaml"), *root.glob("content/*.yaml")]:
            kind = "tool" if file.parent.name == "tools" else file.name.partition(".")[0]
            kind += "-translation" if "." in file.stem else ""
            document, _ = parse_yaml(read_text(file, file.name)[0], file.name)
            faults = Draft202012Validator(schemas[kind]).iter_errors(document.value)
            assert [f"{file.name}: {fault.json_path} {fault.message}" for fault in faults] == []


def properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every described key of a schema, with the name of the mapping that it stands in."""
    for name, part in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        yield from ((f"{name}.{key}", value) for key, value in part.get("properties", {}).items())


def test_every_key_is_described_and_has_an_example() -> None:
    for kind in KINDS:
        for name, field in properties(format_schema(kind)):
            assert field["title"], name
            assert field["description"].endswith("."), name
            nested = "$ref" in str(field) and field.get("type") != "string"
            assert nested or field.get("examples"), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_accepted_by_the_loader(kind: str) -> None:
    seen = 0
    for model in {KINDS[kind], *models(KINDS[kind])}:
        for key, field in fields_by_key(model).items():
            for value in field.examples or ():
                document = parse_yaml(yaml.safe_dump({key: value}), "a.yaml")[0]
                _, problems = validate(document, model)
                assert [
                    one
                    for one in problems
                    if f'"{key}' in one.message and "missing" not in one.message
                ] == []
                seen += 1
    assert seen >= 2 or kind == "synonyms"


def models(model: Any) -> Iterator[Any]:
    """Yield the models below a model."""
    todo = [field.annotation for field in model.model_fields.values()]
    while todo:
        kind = todo.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind
            yield from models(kind)
        todo += get_args(kind)


def test_the_site_s_own_names_are_enumerated() -> None:
    tool: Any = editor("tool").schema
    fields, settings = tool["properties"], catalog().settings
    assert fields["type"]["enum"] == [key for key, _ in settings.types]
    assert fields["categories"]["items"]["enum"] == [one.id for one in settings.categories]
    assert list(fields["attributes"]["properties"]) == [one.id for one in settings.attributes]
    assert list(fields["signals"]["properties"]) == [one.id for one in settings.ranking.signals]
    assert list(fields["scores"]["properties"]) == [
        "adoption",
        "quality",
        "ecosystem",
        "match_graph",
        "freshness",
    ]
    ids = tool["$defs"]["CapabilityFile"]["properties"]["id"]["enum"]
    assert ids == [*(one.id for one in catalog().capabilities), None]
    site: Any = editor("site").schema
    assert list(site["$defs"]["RankingFile"]["properties"]["by_type"]["properties"]) == [
        key for key, _ in settings.types
    ]


GOOD = [
    "",
    "updated: 2024-02-29\n",
    "license: (MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0\n",
    "homepage:\nstatus:\npricing:\n",
    "pricing: free\n",
    "pricing: {model: paid, starting_price: $5, checked: 2026-01-31}\n",
    (
        "signals: {github_stars: 5, pypi_downloads: "
        "{value: 7, source: 'https://a.example/', measured: 2026-11-01}}\n"
    ),
    "scores: {adoption: 1, quality: 0.5}\n",
    "tags: []\ncapabilities: []\nattributes: {}\n",
    (
        "attributes: "
        "{languages: [Python], multi_node: true, context_tokens: 5, first_release: 2020-01-01}\n"
    ),
    "attributes: {configured_in: x, documentation: HTTPS://例え.jp/ü}\n",
    "capabilities: [{title: ' x '}, {title: y, id: lora}, {title: z, id: }]\n",
    (
        "description: ''\ncategories: [fine-tuning, code-data]\n"
        "identifiers: ['pkg:npm/%40scope/name@1.0?arch=x']\n"
    ),
    (
        "capabilities: [{title: x, sources: "
        "[{basis: vendor, url: 'https://a.example/x?y#z', checked: 2026-11-01}]}]\n"
    ),
]
BAD = [
    "licens: MIT\n",
    "license: Apache 2.0\n",
    "license: ''\n",
    "updated: 2026-13-01\n",
    "updated: 2026-1-1\n",
    "updated: soon\n",
    "updated: 20261101\n",
    "homepage: ftp://a.example/\n",
    "homepage: 'https://a b.example/'\n",
    "homepage: example.org\n",
    "status: alive\n",
    "pricing: gratis\n",
    "pricing: {starting_price: $5}\n",
    "pricing: {model: paid, x: 1}\n",
    "pricing: 5\n",
    "categories: [none-such]\n",
    "categories: [fine-tuning, fine-tuning]\n",
    "categories: fine-tuning\n",
    "tags: ['']\n",
    "tags: [5]\n",
    "aliases: [Upper]\n",
    "aliases: [a-vs-b]\n",
    "aliases: [a--b]\n",
    f"aliases: [{'a' * 81}]\n",
    "identifiers: [flax]\n",
    "signals: {stars: 5}\n",
    "signals: {github_stars: many}\n",
    "signals: {github_stars: -1}\n",
    "signals: {github_stars: {source: 'https://a.example/'}}\n",
    "signals: {github_stars: {value: true}}\n",
    "scores: {adoption: 1.5}\n",
    "scores: {adoption: high}\n",
    "scores: {fame: 1}\n",
    "attributes: {gpu: true}\n",
    "attributes: {multi_node: 1}\n",
    "attributes: {multi_node: 'yes'}\n",
    "attributes: {languages: Python}\n",
    "attributes: {context_tokens: '5'}\n",
    "attributes: {first_release: 2020}\n",
    "attributes: {documentation: x}\n",
    "attributes: {configured_in: ''}\n",
    "capabilities: [{id: lora}]\n",
    "capabilities: [{title: x, id: lorra}]\n",
    "capabilities: [{title: ''}]\n",
    'capabilities: [{title: "a\\nb"}]\n',
    "capabilities: [{title: x, uniqe: y}]\n",
    "capabilities: [{title: x, sources: [{url: 'https://a.example/'}]}]\n",
    "capabilities: [{title: x, intents: y}]\n",
    "capabilities: [{title: x, sources: [{basis: hearsay}]}]\n",
    "capabilities: {title: x}\n",
    f"tags: [{'x, ' * 61}]\n",
    f"capabilities: [{{title: {'x' * 301}}}]\n",
    "slug: Upper\n",
    f"description: {'x' * 12_001}\n",
]
UNSAID = [
    "updated: 2026-02-30\n",
    "homepage: http://localhost/\n",
    "homepage: https://user@a.example/\n",
    "aliases: [con]\n",
    "capabilities: [{title: x, id: lora}, {title: y, id: lora}]\n",
]
"""What only the loader checks: the calendar, public hosts, names of Windows, duplicate ids."""


def document(rest: str) -> YamlDocument:
    """Read a tool's file that says the least and then this."""
    found, problems = parse_yaml(LEAST + rest, "content/tools/flax.yaml")
    assert problems == []
    return found


@pytest.mark.parametrize("rest", GOOD)
def test_both_accept(rest: str) -> None:
    assert (loader_accepts(document(rest)), editor_accepts(document(rest))) == (True, True)


@pytest.mark.parametrize("rest", BAD)
def test_both_refuse(rest: str) -> None:
    assert (loader_accepts(document(rest)), editor_accepts(document(rest))) == (False, False)


@pytest.mark.parametrize("rest", UNSAID)
def test_only_the_loader_refuses(rest: str) -> None:
    assert (loader_accepts(document(rest)), editor_accepts(document(rest))) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "name: Flax\n",
        "[]",
        "5",
        "",
        "name: Flax\ntype: tool\nsummary: x\n",
        f"name: {'x' * 81}\ntype: framework\nsummary: x\n",
        "name: Flax\ntype: framework\nsummary: |\n  two\n  lines\n",
    ],
)
def test_both_refuse_a_file_without_what_it_must_say(text: str) -> None:
    found = parse_yaml(text, "a.yaml")[0]
    assert (loader_accepts(found), editor_accepts(found)) == (False, False)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(-1, 2),
    st.text(max_size=8),
    st.dates().map(str),
    st.sampled_from(
        [
            "framework",
            "fine-tuning",
            "lora",
            "free",
            "paid",
            "active",
            "vendor",
            "MIT",
            "a-slug",
            "pkg:pypi/flax",
            "https://a.example/",
            "HTTP://A.example/ü?x",
            " padded ",
            "x" * 301,
        ]
    ),
)
KEYS = st.sampled_from(
    [
        *(name.partition(".")[2] for name, _ in properties(format_schema("tool"))),
        "github_stars",
        "multi_node",
        "languages",
        "adoption",
    ]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=3))
@example(
    {"type": "model", "slug": None, "attributes": {"documentation": "https://a.example/\u3000"}}
)
def test_an_editor_never_finds_fault_with_what_the_loader_accepts(more: dict[str, Any]) -> None:
    """The schema never rejects what the loader accepts, except blanks around a name."""
    value: Any = {"name": "Flax", "type": "framework", "summary": "x", **more}
    found = YamlDocument("content/tools/flax.yaml", value, None)
    if loader_accepts(found):
        faults = [fault.message for fault in editor("tool").iter_errors(value)]
        assert faults == [] or "' padded '" in str(faults)
