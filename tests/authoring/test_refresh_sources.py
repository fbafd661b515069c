"""What each service is asked, and what its answer means."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ssg.authoring.refresh.client import Client, ClientOptions, FetchError
from ssg.authoring.refresh.response_cache import ResponseCache
from ssg.authoring.refresh.services import SERVICES, package_of, repository_path
from ssg.authoring.refresh.sources import Reading, UnknownSourceError, source_of
from ssg.authoring.refresh.targets import UnusableError, refresh_targets
from ssg.catalog import Tool
from ssg.content.load import load
from ssg.content.location import Location
from ssg.errors import UsageError
from ssg.json_value import JsonValue
from ssg.settings import Origin
from support.api_server import Api, Reply, api_server
from support.api_shapes import GITHUB, ORIGINS, shapes
from support.strategies import write_files


def a_tool(**fields: object) -> Tool:
    """Make a tool."""
    given = {"slug": "alpha", "name": "Al pha", "type": "pen", "summary": "x", "path": "x"}
    return Tool(**{**given, **fields})  # type: ignore[arg-type]


ALPHA = a_tool(
    repository="https://github.com/a/alpha.git",
    identifiers=("pkg:pypi/alpha-pens@1.0", "pkg:npm/%40a/alpha", "pkg:cargo/alpha_pens"),
)
BETA = a_tool(repository="https://gitlab.com/g/sub/beta/-/tree/main")
GAMMA = a_tool(repository="https://www.codeberg.org/c/gamma/")


@pytest.fixture
def api() -> Iterator[Api]:
    """Run a server that answers like all services."""
    with api_server(shapes()) as server:
        yield server


@pytest.fixture
def client(api: Api, tmp_path: Path) -> Client:
    """Return a client that asks this server instead of all services."""
    options = ClientOptions(
        day=date(2026, 11, 21),
        clock=lambda: 0.0,
        sleep=lambda _: None,
        mirrors=dict.fromkeys(ORIGINS, api.url),
    )
    return Client(options, ResponseCache(tmp_path))


FIELDS: list[tuple[Tool, str, JsonValue]] = [
    (ALPHA, "github.stars", 800),
    (ALPHA, "github.archived", False),
    (ALPHA, "github.license", "MIT"),
    (ALPHA, "github.last_push", "2026-11-20T19:06:43Z"),
    (ALPHA, "github.last_commit", "2026-11-19T16:00:49Z"),
    (ALPHA, "github.last_release", "2026-10-27T19:35:32Z"),
    (ALPHA, "github.version", "1.4.0"),
    (BETA, "gitlab.stars", 31),
    (BETA, "gitlab.archived", True),
    (BETA, "gitlab.license", "gpl-3.0"),
    (BETA, "gitlab.last_push", "2026-11-18T10:00:00.000Z"),
    (BETA, "gitlab.last_commit", "2026-11-17T11:50:22.001+00:00"),
    (BETA, "gitlab.last_release", "2026-09-01T00:00:00.000Z"),
    (BETA, "gitlab.version", "2.0"),
    (GAMMA, "codeberg.stars", 12),
    (GAMMA, "codeberg.archived", False),
    (GAMMA, "codeberg.license", "AGPL-3.0-only"),
    (GAMMA, "codeberg.last_push", "2026-11-16T09:00:00+02:00"),
    (GAMMA, "codeberg.last_commit", "2026-11-15T01:00:00+02:00"),
    (GAMMA, "codeberg.last_release", "2026-08-08T08:08:08+02:00"),
    (GAMMA, "codeberg.version", "0.9"),
    (ALPHA, "pypi.version", "3.1.0"),
    (ALPHA, "pypi.last_release", "2026-11-03T01:02:03.000000Z"),
    (ALPHA, "pypi.license", "MIT"),
    (ALPHA, "pypi.downloads", 1234),
    (ALPHA, "npm.version", "5.0.1"),
    (ALPHA, "npm.last_release", "2026-07-07T07:07:07.000Z"),
    (ALPHA, "npm.license", "MIT"),
    (ALPHA, "npm.downloads", 98765),
    (ALPHA, "crates.version", "1.9.2"),
    (ALPHA, "crates.last_release", "2026-06-06T06:06:06.000000+00:00"),
    (ALPHA, "crates.license", "MIT OR Apache-2.0"),
    (ALPHA, "crates.downloads", 500000),
    (ALPHA, "crates.recent_downloads", 40000),
    (ALPHA, "repository.stars", 800),
    (BETA, "repository.stars", 31),
    (GAMMA, "repository.stars", 12),
]


@pytest.mark.parametrize(("tool", "source", "value"), FIELDS)
def test_each_field_of_each_service(
    client: Client, tool: Tool, source: str, value: JsonValue
) -> None:
    reading = source_of(Origin(source=source))(tool, client)
    assert reading
    assert (reading.value, reading.moved_to) == (value, "")
    assert reading.url.startswith("https://")


def test_every_field_is_covered_above() -> None:
    tested = {source for _, source, _ in FIELDS}
    declared = {f"{name}.{key}" for name, service in SERVICES.items() for key in service.fields}
    assert declared <= tested


@pytest.mark.parametrize("name", [*SERVICES, "repository"])
def test_a_tool_that_a_service_does_not_have_is_not_asked_for(
    client: Client, api: Api, name: str
) -> None:
    field = "version"
    for tool in (a_tool(), a_tool(repository="https://git.example.com/a/b")):
        assert source_of(Origin(source=f"{name}.{field}"))(tool, client) is None
    assert api.paths() == []


def test_without_a_release_there_is_no_value_and_no_error(client: Client, api: Api) -> None:
    del api.answers["/repos/a/alpha/releases/latest"]
    reading = source_of(Origin(source="github.version"))(ALPHA, client)
    assert reading
    assert reading.value is None


def test_an_unknown_licence_is_no_value(client: Client, api: Api) -> None:
    api.answers["/repos/a/alpha"] = {**GITHUB, "license": {"spdx_id": "NOASSERTION"}}
    reading = source_of(Origin(source="github.license"))(ALPHA, client)
    assert reading
    assert reading.value is None


def test_a_renamed_repository_is_noticed(client: Client, api: Api) -> None:
    api.answers["/repos/a/alpha"] = Reply(b"", 301, {"Location": "/repositories/1"})
    api.answers["/repositories/1"] = {**GITHUB, "html_url": "https://github.com/b/alpha-next"}
    reading = source_of(Origin(source="github.stars"))(ALPHA, client)
    assert reading == Reading(
        800, "https://api.github.com/repos/a/alpha", "https://github.com/b/alpha-next"
    )


def test_another_case_is_no_move(client: Client, api: Api) -> None:
    api.answers["/repos/a/alpha"] = {**GITHUB, "html_url": "https://github.com/A/Alpha"}
    reading = source_of(Origin(source="github.stars"))(ALPHA, client)
    assert reading
    assert reading.moved_to == ""


@pytest.mark.parametrize(
    ("path", "value"), [(("data", 0, "count"), "77"), (("a.b", "day"), "2026-05-05")]
)
def test_any_json_address(client: Client, path: tuple[str | int, ...], value: str) -> None:
    origin = Origin(url="https://api.example.com/tools/{slug}", path=path)
    reading = source_of(origin)(ALPHA, client)
    assert reading == Reading(value, "https://api.example.com/tools/alpha")


@pytest.mark.parametrize(
    "path", [("data", 5), ("nothing",), ("data", 0, "count", "x"), ("data", "x")]
)
def test_a_path_that_leads_nowhere_is_an_error(client: Client, path: tuple[str | int, ...]) -> None:
    origin = Origin(url="https://api.example.com/tools/{slug}", path=path)
    with pytest.raises(FetchError, match="has no value at"):
        source_of(origin)(ALPHA, client)


def test_placeholders_are_percent_encoded(client: Client, api: Api) -> None:
    api.answers["/x?n=%2E%2E%2F%3Fa%26b%23&r=a/alpha".replace("%2E", ".")] = {"v": 1}
    origin = Origin(url="https://api.example.com/x?n={name}&r={repository}", path=("v",))
    tool = a_tool(name="../?a&b#", repository=ALPHA.repository)
    reading = source_of(origin)(tool, client)
    assert reading
    assert reading.value == 1
    without = a_tool(name="x")
    assert source_of(origin)(without, client) is None


@pytest.mark.parametrize(
    "repository", ["https://github.com/a", "https://github.com/../x", "https://github.com/a//b", ""]
)
def test_a_url_that_is_no_repository_has_no_path(repository: str) -> None:
    assert repository_path(a_tool(repository=repository)) == ""


def test_package_names_without_version_and_qualifiers() -> None:
    tool = a_tool(identifiers=("pkg:npm/@a/b@1.0", "pkg:pypi/x?y=1#z"))
    assert (package_of("npm", tool), package_of("pypi", tool)) == ("@a/b", "x")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("githup.stars", 'unknown source "githup"'),
        ("github.start", 'has no field "start"'),
        ("repository.downloads", 'has no field "downloads"'),
    ],
)
def test_an_unknown_source_is_an_error(source: str, words: str) -> None:
    with pytest.raises(UnknownSourceError, match=words):
        source_of(Origin(source=source))


def _plugin(folder: Path, body: str) -> None:
    """Install a package with a plug-in."""
    write_files(
        folder,
        {
            "pens_plugin.py": body,
            "pens-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pens\nVersion: 1.0\n",
            "pens-1.0.dist-info/entry_points.txt": "[ssg.refreshers]\npens = pens_plugin:read\n",
        },
    )


def test_an_installed_plugin_reads_with_our_client(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _plugin(
        tmp_path / "a",
        "def read(tool, field, fetch):\n"
        "    if field == 'broken':\n        raise KeyError(field)\n"
        "    if field == 'none':\n        return None\n"
        "    url = 'https://api.example.com/tools/' + tool.slug\n"
        "    return fetch(url)['data'][0][field], url\n",
    )
    monkeypatch.syspath_prepend(str(tmp_path / "a"))
    reading = source_of(Origin(source="pens.count"))(ALPHA, client)
    assert reading == Reading("77", "https://api.example.com/tools/alpha")
    assert source_of(Origin(source="pens.none"))(ALPHA, client) is None
    with pytest.raises(FetchError, match='the plug-in "pens" failed'):
        source_of(Origin(source="pens.broken"))(ALPHA, client)


def test_a_plugin_that_cannot_be_loaded_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _plugin(tmp_path / "a", "read = 1\n")
    entry = tmp_path / "a/pens-1.0.dist-info/entry_points.txt"
    entry.write_text("[ssg.refreshers]\npens = missing_module:read\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "a"))
    with pytest.raises(UsageError, match='the plug-in "pens" cannot be loaded'):
        source_of(Origin(source="pens.count"))


SITE = """\
title: Pens
base_url: https://example.org/
types: {pen: Pen}
attributes:
  number: {label: A, kind: number, from: github.stars}
  bool: {label: B, kind: bool, from: github.stars}
  date: {label: C, kind: date, from: github.stars}
  text: {label: D, kind: text, from: github.stars}
  list: {label: E, kind: list, from: github.stars}
  url: {label: F, kind: url, from: github.stars}
ranking:
  signals:
    log: {component: adoption, scale: log, label: G, from: github.stars}
    flag: {component: adoption, scale: bool, label: H, from: github.stars}
    day: {component: freshness, scale: date, label: I, from: github.stars}
refresh: {updated: github.last_push, status: github.archived, license: github.license}
"""


@pytest.mark.parametrize(
    ("key", "given", "wanted"),
    [
        ("number", "12", 12),
        ("number", "-1.5", -1.5),
        ("number", 3.0, 3),
        ("bool", True, True),
        ("date", "2026-11-20T19:06:43Z", "2026-11-20"),
        ("date", "2026-11-20", "2026-11-20"),
        ("text", " 1.2\n3 ", "1.2 3"),
        ("text", 5, "5"),
        ("list", ["a", 1], ["a", "1"]),
        ("url", "https://example.com/a", "https://example.com/a"),
        ("log", 5, 5),
        ("flag", False, False),
        ("day", "2026-11-20T00:00:00+02:00", "2026-11-20"),
        ("updated", "2026-11-20T19:06:43Z", "2026-11-20"),
        ("status", True, "archived"),
        ("status", False, None),
        ("license", "apache-2.0", "Apache-2.0"),
    ],
)
def test_values_become_what_the_file_holds(
    tmp_path: Path, key: str, given: JsonValue, wanted: JsonValue
) -> None:
    assert _converted(tmp_path, key, given) == wanted


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("number", True),
        ("number", "many"),
        ("number", 1e300),
        ("number", 10**400),
        ("number", None),
        ("log", -1),
        ("bool", 1),
        ("bool", "true"),
        ("date", "yesterday"),
        ("date", "2026-13-01"),
        ("date", 1700000000),
        ("text", {}),
        ("text", "x" * 301),
        ("text", "a\u202eb"),
        ("text", ""),
        ("list", "a"),
        ("list", [{}]),
        ("url", "javascript:alert(1)"),
        ("url", "http://localhost/"),
        ("license", "Beerware-ish"),
        ("status", "archived"),
    ],
)
def test_other_values_are_refused(tmp_path: Path, key: str, given: JsonValue) -> None:
    with pytest.raises(UnusableError):
        _converted(tmp_path, key, given)


def _converted(root: Path, key: str, value: JsonValue) -> JsonValue:
    catalog = load(write_files(root, {"content/site.yaml": SITE})).catalog
    assert catalog
    targets, problems = refresh_targets(catalog.settings, lambda path, *_: Location(path))
    assert not problems
    (target,) = (target for target in targets if target.keys[-1] == key)
    return target.convert(value)


def test_licences_in_other_forms() -> None:
    pick_gitlab = SERVICES["gitlab"].fields["license"].pick
    pick_npm = SERVICES["npm"].fields["license"].pick
    assert pick_gitlab({"license": {"key": "apache-2.0"}}) == "apache-2.0"
    assert pick_gitlab({"license": {"key": "other"}}) is None
    assert pick_gitlab({"star_count": 1}) is None
    assert pick_npm({"license": "MIT"}) == "MIT"
    assert pick_npm({"license": {"type": "MIT", "url": "https://x.example"}}) == "MIT"


def test_names_at_pypi_are_normal() -> None:
    tool = a_tool(identifiers=("pkg:pypi/Zope.Interface_Two@6",))
    assert SERVICES["pypi"].identify(tool) == "zope-interface-two"
