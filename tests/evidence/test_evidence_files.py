"""Evidence files in content/evidence: rows, refusals, and a site without them."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ssg.authoring.evidence_schema import evidence_schema
from ssg.catalog import Evidence
from ssg.content.load import load
from ssg.evidence.aggregation import Aggregator
from ssg.evidence.reading.evidence_files import read_evidence
from ssg.evidence.reading.in_duckdb import StoredEvidence, database
from ssg.evidence.rows import OUTCOMES, as_record, clean_query, evidence_of, is_personal
from support.site_fixtures import SMALL_SITE, Run, build_site, snapshot
from support.strategies import write_files

EVENT = {
    "at": "2026-11-20T10:00:00Z",
    "query": "small networks",
    "tool": "alpha",
    "outcome": "opened",
    "source": "web",
}
COUNTS = {
    "query": "small networks",
    "tool": "beta",
    "shown": 40,
    "opened": 12,
    "positions": [[30, 11], [10, 1]],
    "from": "2026-11-01",
    "to": "2026-11-20",
    "source": "web",
}


def lines(*records: object) -> str:
    """Return records as JSON Lines."""
    return "".join(json.dumps(record) + "\n" for record in records)


def read(file: Path) -> tuple[list[Evidence], list[tuple[int, str]]]:
    """Return the sums of a file, and its first invalid rows."""
    sums = Aggregator()
    report = read_evidence(file, sums.add)
    return sums.rows(), [(row.line, row.message) for row in report.first_bad]


def test_events_and_counts_are_added_up(tmp_path: Path) -> None:
    shown = {**EVENT, "outcome": "shown", "position": 2, "at": "2026-11-19"}
    (tmp_path / "a.jsonl").write_text(lines(EVENT, EVENT, shown, COUNTS), "utf-8")
    rows, bad = read(tmp_path / "a.jsonl")
    assert bad == []
    assert [as_record(row) for row in rows] == [
        {
            "query": "small networks",
            "tool": "alpha",
            "shown": 1,
            "opened": 2,
            "chosen": 0,
            "helped": 0,
            "failed": 0,
            "positions": [[0, 0], [1, 0]],
            "from": "2026-11-19",
            "to": "2026-11-20",
            "source": "web",
        },
        {**COUNTS, "chosen": 0, "helped": 0, "failed": 0},
    ]


def test_csv_gives_the_same_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "at,query,tool,outcome,source\n2026-11-20T10:00:00Z,small networks,alpha,opened,web\n",
        "utf-8",
    )
    (tmp_path / "b.csv").write_text(
        "query,tool,shown,opened,positions,from,to,source\n"
        '"small networks",beta,40,12,30/11 10/1,2026-11-01,2026-11-20,web\n',
        "utf-8",
    )
    (tmp_path / "a.jsonl").write_text(lines(EVENT), "utf-8")
    (tmp_path / "b.jsonl").write_text(lines(COUNTS), "utf-8")
    for name in "ab":
        assert read(tmp_path / f"{name}.csv") == read(tmp_path / f"{name}.jsonl")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ip": "192.0.2.1"}, 'unknown key "ip"'),
        ({"session": "x"}, 'unknown key "session"'),
        ({"query": "mail to a@b.example"}, "the query looks like an address"),
        ({"query": "call +49 170 1234567"}, "the query looks like an address"),
        ({"query": "host 192.0.2.44"}, "the query looks like an address"),
        ({"query": "a" * 121}, '"query" is longer than 120 characters'),
        ({"query": "a\x00b"}, '"query" has a line break or an invisible character'),
        ({"query": ""}, '"query" is missing'),
        ({"tool": "../x"}, '"tool" is not a slug'),
        ({"capability": "a b"}, '"capability" is not the id'),
        ({"outcome": "bought"}, '"outcome" is not one of'),
        ({"position": 0}, '"position" starts at 1'),
        ({"at": "2026-02-30T10:00:00Z"}, '"at" is not a date'),
        ({"at": "20 November"}, '"at" is not a date'),
        ({"at": 7}, '"at" is not a date'),
        ({"source": None}, '"source" is missing'),
    ],
)
def test_invalid_events_are_refused(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(lines(EVENT, {**EVENT, **change}), "utf-8")
    rows, bad = read(tmp_path / "a.jsonl")
    assert [row.opened for row in rows] == [1]
    assert [(line, text[: len(message)]) for line, text in bad] == [(2, message)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shown": -1}, '"shown" is not a whole number from 0'),
        ({"shown": True}, '"shown" is not a whole number from 0'),
        ({"shown": 10**400}, '"shown" is not a whole number from 0'),
        ({"positions": [[41, 0]]}, '"positions" has more than "shown"'),
        ({"positions": [[1]]}, '"positions" is not a list of'),
        ({"to": "2026-10-01"}, '"to" is before "from"'),
        ({"shown": 0, "opened": 0, "positions": []}, "all counts are 0"),
    ],
)
def test_invalid_counts_are_refused(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(lines({**COUNTS, **change}), "utf-8")
    assert [text[: len(message)] for _, text in read(tmp_path / "a.jsonl")[1]] == [message]


@pytest.mark.parametrize("query", ["jax 0.4.27", "python 3.12", "gpt-4", "c++20", "3d", "24 gb"])
def test_ordinary_queries_are_not_personal(query: str) -> None:
    assert not is_personal(query)


def test_a_query_is_cleaned() -> None:
    assert clean_query("  Fine\tTUNE\u202e \x00 ") == "fine tune"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=300), suffix=st.sampled_from([".jsonl", ".csv"]))
def test_any_bytes_give_counts(tmp_path: Path, body: bytes, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    head = lines(EVENT) if suffix == ".jsonl" else "at,query,tool,outcome,source\n"
    file.write_bytes(head.encode() + body)
    read(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*EVENT, *COUNTS, "position", "capability"]), JSON))
def test_any_record_is_a_row_or_refused(record: dict[str, object]) -> None:
    for base in (EVENT, COUNTS):
        try:
            row = evidence_of({**base, **record})  # type: ignore[dict-item]
        except ValueError:
            continue
        assert evidence_of(as_record(row)) == row


@given(st.dictionaries(st.sampled_from([*EVENT, *COUNTS, "position", "capability"]), JSON))
def test_what_is_a_row_is_valid_for_the_schema(record: dict[str, object]) -> None:
    """Not the reverse: the schema has no rules about personal data, days and sums."""
    schema = Draft202012Validator(evidence_schema())
    for base in (EVENT, COUNTS):
        row = {key: value for key, value in {**base, **record}.items() if value is not None}
        try:
            evidence_of(row)  # type: ignore[arg-type]
        except ValueError:
            continue
        texts = [row.get(key) for key in ("position", "positions", *OUTCOMES)]
        if not any(isinstance(text, str) for text in texts):  # the cells of CSV files are text
            assert schema.is_valid(row)


def test_the_schema_refuses_other_keys() -> None:
    schema = Draft202012Validator(evidence_schema())
    assert schema.is_valid(EVENT)
    assert schema.is_valid(COUNTS)
    assert not schema.is_valid({**EVENT, "ip": "192.0.2.1"})
    assert not schema.is_valid({**EVENT, **COUNTS})


def test_duckdb_adds_up_to_the_same(tmp_path: Path) -> None:
    records = [
        {**EVENT, "query": f"q{number % 7} <b> ß", "tool": f"t{number % 3}"} for number in range(99)
    ]
    (tmp_path / "a.jsonl").write_text(lines(*records, COUNTS), "utf-8")
    with database() as connection:
        stored = StoredEvidence(connection)
        read_evidence(tmp_path / "a.jsonl", stored.add)
        assert list(stored.rows()) == read(tmp_path / "a.jsonl")[0]


def a_site(root: Path, evidence: str) -> Path:
    """Write the small site with evidence."""
    return write_files(root, {**SMALL_SITE, "content/evidence/web.jsonl": evidence})


def test_invalid_rows_are_warnings_with_their_lines(tmp_path: Path, run: Run) -> None:
    site = a_site(tmp_path, lines(COUNTS) + "broken\n" * 12)
    done = run("check", "-C", str(site), "--all")
    assert "content/evidence/web.jsonl:2:1: warning[SSG090] is not a JSON object" in done.err
    assert "content/evidence/web.jsonl:12:1: warning[SSG090] 2 more invalid rows of 13" in done.err
    assert run("build", "-C", str(site), "--strict").code == 1


def test_rows_name_tools_by_slugs_and_former_slugs(tmp_path: Path) -> None:
    records = [{**COUNTS, "tool": name} for name in ("old-alpha", "alpha", "omega")]
    loaded = load(a_site(tmp_path, lines(*records)))
    assert loaded.catalog
    assert [(row.tool, row.shown) for row in loaded.catalog.evidence] == [("alpha", 80)]
    assert [problem.message for problem in loaded.problems] == ['unknown tool "omega"']


def test_former_slugs_are_folded_with_the_new_ones(tmp_path: Path) -> None:
    loaded = load(
        a_site(tmp_path, lines({**COUNTS, "tool": "old-alpha"}, {**COUNTS, "tool": "alpha"}))
    )
    assert loaded.catalog
    assert len(loaded.catalog.evidence) == 1


def test_without_evidence_the_site_has_no_trace_of_it(tmp_path: Path) -> None:
    """Byte-equal before evidence is added, after it is removed, and with an empty folder."""
    site = write_files(tmp_path / "site", SMALL_SITE)
    before = snapshot(build_site(site))
    folder = site / "content/evidence"
    folder.mkdir()
    assert snapshot(build_site(site)) == before
    (folder / "web.jsonl").write_text(lines(COUNTS), "utf-8")
    with_evidence = snapshot(build_site(site))
    assert with_evidence != before
    text = (site / "public/tools/beta/index.html").read_text("utf-8")
    assert "Searches that led here" in text
    assert "small networks" in text
    (folder / "web.jsonl").unlink()
    folder.rmdir()
    shutil.copytree(build_site(site), tmp_path / "after")
    assert not [name for name in snapshot(tmp_path / "after") if "recorded" in name]
    shutil.rmtree(site / "public")  # it has the hashed files of the build before, for their readers
    assert snapshot(build_site(site)) == before
    for file in (tmp_path / "after").rglob("*.html"):
        page = file.read_text("utf-8")
        assert "Match Graph" not in page
        assert "ecorded search" not in page
        assert 'id="searches"' not in page
    for file in (tmp_path / "after/api").rglob("*.json"):
        assert '"evidence"' not in file.read_text("utf-8")


def test_rare_queries_are_on_no_page(tmp_path: Path) -> None:
    rare = {**COUNTS, "query": "secret words", "shown": 2, "opened": 1, "positions": []}
    site = a_site(tmp_path, lines(COUNTS, rare))
    for file in build_site(site).rglob("*"):
        assert file.is_dir() or b"secret" not in file.read_bytes()


def test_a_capability_page_has_the_searches_that_it_serves(tmp_path: Path) -> None:
    named = {**COUNTS, "tool": "alpha", "query": "fit curves", "capability": "training"}
    of_words = {**COUNTS, "query": "trains too"}
    other = {**COUNTS, "query": "thing 3"}
    site = a_site(tmp_path, lines(named, of_words, other))
    text = (build_site(site) / "capabilities/training/index.html").read_text("utf-8")
    rows = re.findall(r'<th scope="row"><bdi>(.*?)</bdi></th><td>(.*?)</td>', text)
    assert [query for query, _ in rows] == ["fit curves", "trains too"]
    assert ["inferred" in cell for _, cell in rows] == [False, True]
    assert "of 32.7" in rows[0][1]  # 30 first, 10 second, which gets less attention


def test_the_document_of_a_tool_has_its_searches_and_receipt(tmp_path: Path) -> None:
    """Without positions all showings are trials: beta 12 of 40, alpha 20 of 40, r = 32 / 80."""
    rows = [{**COUNTS, "positions": []}, {**COUNTS, "tool": "alpha", "opened": 20, "positions": []}]
    folder = build_site(a_site(tmp_path, lines(*rows)))
    beta = json.loads((folder / "api/v1/tools/beta.json").read_bytes())
    schema = json.loads((folder / "api/v1/schemas/tool.schema.json").read_bytes())
    Draft202012Validator(schema).validate(beta)
    (search,) = beta["evidence"]["searches"]
    assert [search[key] for key in ("query", "shown", "opened", "trials", "successes")] == [
        "small networks",
        40,
        12,
        40,
        12,
    ]
    assert search["rate_at_least"] == pytest.approx(0.180, abs=0.001)
    rate = (12 + 20 * 0.4) / (40 + 20)
    assert beta["evidence"]["counted"]["value"] == pytest.approx(rate / (rate + 0.4), abs=1e-6)
    (part,) = [one for one in beta["score"]["components"] if one["id"] == "match_graph"]
    assert part["value"] == beta["evidence"]["counted"]["value"]
    assert "evidence" not in json.loads((folder / "api/v1/tools/gamma.json").read_bytes())


def test_the_method_page_shows_the_way_from_the_log_to_points(tmp_path: Path) -> None:
    site = a_site(
        tmp_path, lines(COUNTS, {**COUNTS, "tool": "alpha", "opened": 20, "positions": []})
    )
    text = (build_site(site) / "methodology/index.html").read_text("utf-8")
    assert "GET /tools/" in text
    assert "from=search&amp;q=small+networks" in text
    assert "has the value 0." in text


def test_events_become_aggregates_with_the_command(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.jsonl").write_text(lines(*[EVENT] * 3, {**EVENT, "query": "once"}, 7), "utf-8")
    done = run("evidence", "aggregate", str(tmp_path / "a.jsonl"))
    assert [json.loads(line)["opened"] for line in done.out.splitlines()] == [3]
    assert "a.jsonl:5: is not a JSON object" in done.err
    assert run("evidence", "aggregate", "--strict", str(tmp_path / "a.jsonl")).code == 1


@pytest.mark.large
def test_a_cluster_gives_the_same_bytes(tmp_path: Path, run: Run) -> None:
    """Both commands read a folder of files: here, and on two workers of Dask."""
    pytest.importorskip("distributed")
    site = write_files(tmp_path / "site", SMALL_SITE)
    for day in range(1, 4):
        log = "".join(
            f'192.0.2.{number} - - [0{day}/Nov/2026:10:00:00 +0000] "GET /tools/alpha/?from=search&'
            f'q=small+networks&shown=alpha.beta HTTP/2.0" 200 9 "-" "Mozilla/5.0 (X11) Firefox"\n'
            for number in range(day, day + 2)
        )
        events = lines(*[{**EVENT, "at": f"2026-11-0{day}"}] * day, COUNTS, 7)
        write_files(tmp_path, {f"logs/{day}.log": log, f"events/{day}.jsonl": events})
    (tmp_path / "logs/.hidden").write_bytes(b"no log")
    for command, folder in (("import", "logs"), ("aggregate", "events")):
        options = ("-C", str(site), "-o", "-", str(tmp_path / folder))
        here = run("evidence", command, *options)
        there = run("evidence", command, "--cluster", "local:2", *options)
        assert there.out == here.out != ""
        assert there.err == here.err
    missing = run("evidence", "import", "-C", str(site), str(tmp_path / "site/content/static"))
    assert "nothing to write" in missing.err


@pytest.mark.parametrize("engine", ["memory", "duckdb"])
def test_a_log_becomes_pages_with_the_commands(engine: str, tmp_path: Path, run: Run) -> None:
    site = write_files(tmp_path / "site", SMALL_SITE)
    log = tmp_path / "access.log"
    log.write_text(
        "".join(
            f'192.0.2.{number} - - [20/Nov/2026:10:00:00 +0000] "GET /tools/alpha/?from=search&'
            f'q=small+networks&shown=alpha.beta HTTP/2.0" 200 9 "-" "Mozilla/5.0 (X11) Firefox"\n'
            for number in range(4)
        ),
        "utf-8",
    )
    done = run("evidence", "import", str(log), "-C", str(site), "--engine", engine)
    assert "Wrote 2 rows" in done.err
    file = site / "content/evidence/search-2026-11-20-2026-11-20.jsonl"
    assert "192.0.2" not in file.read_text("utf-8")
    assert run("build", "-q", "-C", str(site)).code == 0
    text = (site / "public/tools/alpha/index.html").read_text("utf-8")
    assert "Searches that led here" in text
