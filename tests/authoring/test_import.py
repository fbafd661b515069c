"""`ssg import`: lists become sites; a second import applies changes and keeps edits."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.authoring.import_kinds import IMPORTERS, TABLES
from ssg.authoring.import_site import LOCK, import_site
from ssg.authoring.importers.records import Imported, Record, plain_summary
from ssg.authoring.importers.table_files import read_table
from ssg.authoring.importers.tabular import guess_mapping, records_of
from ssg.content.load import load
from ssg.errors import Severity, UsageError
from ssg.host_limits import HOSTS
from support.repositories import repository
from support.site_fixtures import Run, snapshot
from support.strategies import write_files

CSV = """\
Name,Website,Stars,Licence,Open source,Category,Price
Alpha,https://alpha.example/,"1,200",MIT,yes,Pens,3.5
Beta,https://beta.example/,30,GPL-3.0-only,no,Pens; Ink,
"""
MARKDOWN = """\
# Awesome pens

[![badge](https://img.example/x.svg)](https://x.example)

## Contents

- [Fountain](#fountain)

## Fountain

- [Alpha](https://github.com/a/alpha) - Writes *blue*. ([Demo](https://demo.example)) `MIT` `Brass`
- [Beta](https://beta.example/) \u2013 Writes red. \
([Source Code](https://gitlab.com/b/beta)) `GPL-3.0-only`

### Italic

- **[Gamma](https://gamma.example)**: writes broad.
- [No address](docs/x.md) - Nothing.
- Plain text.

## Books

- [Pens of the world](https://book.example) - A book.
"""
LANDSCAPE = """\
landscape:
  - category:
    name: Desk
    subcategories:
      - subcategory:
        name: Pens
        items:
          - item:
            name: Alpha
            homepage_url: https://alpha.example
            repo_url: https://github.com/a/alpha
            project: graduated
            logo: alpha.svg
            extra: {accepted: '2021-09-14', blog_url: https://blog.example}
          - item:
            name: Beta
            homepage_url: https://beta.example
            repo_url: https://github.com/a/alpha
          - item: {homepage_url: https://nameless.example}
"""


def tool(root: Path, slug: str) -> str:
    return (root / f"content/tools/{slug}.yaml").read_text(encoding="utf-8")


def import_into(run: Run, root: Path, kind: str, source: Path, *more: str) -> str:
    done = run("import", kind, str(source), "-C", str(root), *more)
    assert done.code == 0, done.err
    return done.out + done.err


def checked(run: Run, root: Path) -> None:
    done = run("check", "-C", str(root))
    assert done.code == 0, done.err


@pytest.fixture
def table(tmp_path: Path) -> Path:
    write_files(tmp_path, {"pens.csv": CSV})
    return tmp_path / "pens.csv"


def test_a_table_becomes_a_site(run: Run, tmp_path: Path, table: Path) -> None:
    printed = import_into(run, tmp_path / "site", "csv", table)
    assert "  Licence -> license\n" in printed
    assert "Created 3 files, updated 0, unchanged 0, conflicts 0, skipped 0." in printed
    assert tool(tmp_path / "site", "alpha").split("\n", 1)[1] == (
        "name: Alpha\ntype: tool\nsummary: Alpha\nhomepage: https://alpha.example/\nlicense: MIT\n"
        "categories: [pens]\nsignals:\n  stars: 1200\nattributes:\n  open_source: true\n"
        "  price: 3.5\n"
    ).replace("stars", "github_stars")
    checked(run, tmp_path / "site")


def test_importing_twice_changes_nothing(run: Run, tmp_path: Path, table: Path) -> None:
    import_into(run, tmp_path / "site", "csv", table)
    before = snapshot(tmp_path / "site")
    assert "unchanged 3, conflicts 0" in import_into(run, tmp_path / "site", "csv", table)
    assert snapshot(tmp_path / "site") == before


def test_edits_stay_and_what_both_changed_is_a_conflict(
    run: Run, tmp_path: Path, table: Path
) -> None:
    root = tmp_path / "site"
    import_into(run, root, "csv", table)
    edited = tool(root, "alpha").replace("summary: Alpha", "# mine\nsummary: Writes blue.")
    edited = edited.replace("price: 3.5", "price: 4  # seen\n  weight: 12")
    (root / "content/tools/alpha.yaml").write_text(edited, encoding="utf-8")
    table.write_text(CSV.replace('"1,200"', "1300").replace("3.5", "5"), encoding="utf-8")
    printed = import_into(run, root, "csv", table)
    assert (
        "content/tools/alpha.yaml:13: attributes.price: changed here and in the source" in printed
    )
    assert tool(root, "alpha") == edited.replace("1200", "1300")
    assert "conflicts 0" in import_into(run, root, "csv", table), "a conflict is reported once"


def test_a_dry_run_prints_a_diff_and_writes_nothing(run: Run, tmp_path: Path, table: Path) -> None:
    import_into(run, tmp_path / "site", "csv", table)
    before = snapshot(tmp_path / "site")
    table.write_text(CSV.replace("MIT", "BSD-3-Clause"), encoding="utf-8")
    printed = import_into(run, tmp_path / "site", "csv", table, "--dry-run")
    assert "-license: MIT\n+license: BSD-3-Clause\n" in printed
    assert snapshot(tmp_path / "site") == before


def test_what_the_source_drops_and_what_people_remove(
    run: Run, tmp_path: Path, table: Path
) -> None:
    root = tmp_path / "site"
    import_into(run, root, "csv", table)
    (root / "content/tools/beta.yaml").unlink()
    table.write_text("\n".join(CSV.splitlines()[::2]) + "\n", encoding="utf-8")
    printed = import_into(run, root, "csv", table)
    assert "content/tools/alpha.yaml: no longer in the source; kept" in printed
    assert not (root / "content/tools/beta.yaml").exists(), "a file that was removed stays removed"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--map", "Nam=name"), 'has no column "Nam"'),
        (("--map", "Price=licence"), 'unknown field "licence"; did you mean "license"?'),
        (("--map", "Name"), "write COLUMN=FIELD"),
        (("--map", "Name=-"), "no column of pens.csv is the name"),
    ],
)
def test_a_wrong_mapping_is_refused(
    run: Run, tmp_path: Path, table: Path, words: tuple[str, ...], message: str
) -> None:
    done = run("import", "csv", str(table), "-C", str(tmp_path / "site"), *words)
    assert done.code == 2
    assert message in done.err


def test_a_mapping_is_kept_for_the_next_import(run: Run, tmp_path: Path, table: Path) -> None:
    import_into(run, tmp_path / "site", "csv", table, "--map", "Price=-")
    assert "  Price -> -\n" in import_into(run, tmp_path / "site", "csv", table)
    assert "price" not in tool(tmp_path / "site", "alpha")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "json",
            json.dumps({"items": [{"name": "Alpha", "url": "https://a.example", "tags": ["x"]}]}),
        ),
        ("yaml", "- {name: Alpha, url: 'https://a.example', tags: [x]}\n"),
        ("yaml", "Alpha: {url: 'https://a.example', tags: [x]}\n"),
    ],
)
def test_json_and_yaml_tables(run: Run, tmp_path: Path, kind: str, text: str) -> None:
    (tmp_path / "list").write_text(text, encoding="utf-8")
    import_into(run, tmp_path / "site", kind, tmp_path / "list")
    assert "homepage: https://a.example\n" in tool(tmp_path / "site", "alpha")
    checked(run, tmp_path / "site")


def test_a_markdown_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(MARKDOWN, encoding="utf-8")
    printed = import_into(run, tmp_path / "site", "awesome-md", tmp_path / "README.md")
    assert "README.md:17: the item does not begin with a link to a web page" in printed
    root = tmp_path / "site"
    assert sorted(path.stem for path in (root / "content/tools").iterdir()) == [
        "alpha",
        "beta",
        "gamma",
    ]
    assert "summary: Writes blue.\n" in tool(root, "alpha")
    assert "license: MIT\n" in tool(root, "alpha")
    assert "repository: https://gitlab.com/b/beta\n" in tool(root, "beta")
    assert "categories: [fountain-italic]\n" in tool(root, "gamma")
    assert "{name: Fountain / Italic}" in (root / "content/site.yaml").read_text(encoding="utf-8")
    checked(run, root)


def test_labels_levels_and_repeated_entries_of_a_markdown_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# Awesome Pens\n- [Contents](#c)\n## Projects\n### C\n- Ink:\n"
        "  - [One](https://one.example) - Sets `blue` *well*, see [x](https://x.example). `MIT`\n"
        "- [Two](https://two.example) [[two](https://t.example)] - :yen: Is 5 * 3.\n"
        "### C++ / Qt\n- [One](https://one.example) - Again.\n"
        "### Video\n- [Three](https://three.example)\n"
        "## Pen books\n- [A book](https://book.example)\n- [B](https://b.example)\n",
        encoding="utf-8",
    )
    root = tmp_path / "site"
    printed = import_into(run, root, "awesome-md", tmp_path / "README.md")
    assert 'README.md:13: the section "Pen books" is left out: 2 links' in printed
    assert "Contents" not in printed
    assert "summary: Sets blue well, see x.\n" in tool(root, "one")
    assert "license: MIT\n" in tool(root, "one")
    assert "categories: [c-ink, c-plus-plus-qt]\n" in tool(root, "one")
    assert "summary: Is 5 * 3.\n" in tool(root, "two")
    assert "labels: [yen]\n" in tool(root, "two")
    assert "categories: [video]\n" in tool(root, "three")
    checked(run, root)


def test_a_list_may_be_written_in_html_tables_and_quotations(run: Run, tmp_path: Path) -> None:
    """With what lists add: numbers of entries, stars, links in parentheses, "back to top"."""
    (tmp_path / "README.md").write_text(
        '<h1 align="center">Pens</h1>\n\n# Table of Contents\n\n* [Nibs](#nibs)\n\n'
        "<details>\n<summary><b>Ink</b> <kbd>2 projects</kbd></summary>\n\n"
        "_What flows out of a pen._\n\n"
        "> **[Blue](https://github.com/ink/blue)** <kbd>★ 1.5k</kbd> <kbd>MIT</kbd> 🟢<br>"
        "Is blue.\n\n"
        "#### Black\n\n- **Coal** - ([Repo](https://gitlab.com/ink/coal), "
        "[Home](https://coal.example)) Is black. `(wet, dry)`\n\n</details>\n\n"
        "<h2>Nibs (1)</h2>\n<ul>\n"
        "<li><a href='https://nib.example'>Nib &amp; Co</a> - Writes.</li>\n"
        "</ul>\n\n**[back to the top](#contents)**\n\n## Paper\n\n"
        "Name | Size | Price | What it is\n--- | --- | --- | ---\n"
        "[A4](https://a4.example) | `297` | 5 EUR | Paper to write on\n"
        "[A5](https://a5.example) | 210 | n/a | Smaller paper to write on\n"
        "No link | 1 | |\n",
        encoding="utf-8",
    )
    root = tmp_path / "site"
    printed = import_into(run, root, "awesome-md", tmp_path / "README.md")
    assert "README.md:1: symbols before the text are left out: 🟢 (1)" in printed
    site = (root / "content/site.yaml").read_text(encoding="utf-8")
    assert "title: Pens\n" in site
    assert "ink: {name: Ink, description: What flows out of a pen.}" in site
    for name in ("Ink / Black", "Nibs", "Paper"):
        assert f"name: {name}" in site
    blue, coal = tool(root, "blue"), tool(root, "coal")
    assert "summary: Is blue.\n" in blue
    assert "license: MIT\n" in blue
    assert "signals:\n  stars: 1500\n" in blue
    assert "labels" not in blue
    assert "categories: [ink]\n" in blue
    assert "summary: Is black.\nhomepage: https://coal.example\n" in coal
    assert "repository: https://gitlab.com/ink/coal\n" in coal
    assert "labels: [wet, dry]\n" in coal
    assert "name: Nib & Co\n" in tool(root, "nib-co")
    assert "summary: Paper to write on\n" in tool(root, "a4")
    assert "attributes:\n  size: 297\n  price: 5 EUR\n" in tool(root, "a4")
    assert tool(root, "a5").endswith("attributes:\n  size: 210\n")
    checked(run, root)


def test_a_section_whose_entries_are_marked_as_tools_is_kept(run: Run, tmp_path: Path) -> None:
    """A heading of courses may be about tools for courses: marks of licences show it."""
    (tmp_path / "README.md").write_text(
        "# Self-hosted\n## Mail\n- [One](https://one.example) - Sends. `MIT`\n"
        "- [Two](https://two.example) - Gets. `MIT`\n## Learning and Courses\n"
        "- [Three](https://three.example) - Teaches. `MIT`\n"
        "## Books\n- [Four](https://four.example) - Of mail.\n",
        encoding="utf-8",
    )
    printed = import_into(run, tmp_path / "site", "awesome-md", tmp_path / "README.md")
    assert 'README.md:8: the section "Books" is left out: 1 link' in printed
    names = {path.stem for path in (tmp_path / "site/content/tools").iterdir()}
    assert names == {"one", "two", "three"}


def test_kinds_of_a_table_are_guessed_or_given_and_nothing_is_lost(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(
        "Name,Description,Category,Price,Memory,Version,Size\n"
        + "".join(
            f"T{number},Does [x](https://x.example) `y`.,C{'+' * number},{number} USD/month,"
            f"{number}-{number + 8},3.1{number},{number}\n"
            for number in range(10)
        )
        + "T11,Last.,C,on request,8+,3.20,big\n",
        encoding="utf-8",
    )
    root = tmp_path / "site"
    printed = import_into(
        run, root, "csv", tmp_path / "t.csv", "--map", "Size=attributes.size:text"
    )
    assert 't.csv:12: Price left out: "on request" is not a money' in printed
    site = (root / "content/site.yaml").read_text("utf-8")
    kinds = {"price": "money", "memory": "range", "version": "version", "size": "text"}
    assert all(f"{key}: {{label: {key.capitalize()}, kind: {kinds[key]}}}" in site for key in kinds)
    assert "price: 3 USD/month" in tool(root, "t3")
    assert "memory: 3 to 11" in tool(root, "t3")
    assert "version: '3.10'" in tool(root, "t0")
    assert "size: big" in tool(root, "t11")
    assert "summary: Does x y.\n" in tool(root, "t0")
    assert site.count("name: C") == 10
    checked(run, root)
    (tmp_path / "back.csv").write_text(run("export", "csv", "-C", str(root)).out, encoding="utf-8")
    import_into(run, tmp_path / "again", "csv", tmp_path / "back.csv")
    again = (tmp_path / "again/content/site.yaml").read_text("utf-8")
    assert all(f"kind: {kinds[key]}" in again for key in kinds)
    assert "version: '3.10'" in tool(tmp_path / "again", "t0")


def test_dots_between_thousands_and_prices_in_words(run: Run, tmp_path: Path) -> None:
    """With semicolons, 1.200 is a decimal only where another number of its column is one."""
    header = "Name;Stars;Weight;Release;Fee;Price"
    rows = (
        "A;1.200;1.200;1.200;1.200 EUR;Free",
        "B;12.345.678;1.25;1.300;1.200,50 EUR;$5/month",
        "C;900;3;1.400;5 EUR;Free, then 9,99 EUR per user per month",
    )
    (tmp_path / "t.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    root = tmp_path / "site"
    import_into(run, root, "csv", tmp_path / "t.csv", "--map", "Stars=signals.github_stars")
    assert "  weight: 1.2\n  release: '1.200'\n  fee: 1200 EUR\n" in tool(root, "a")
    assert "github_stars: 1200" in tool(root, "a")
    assert "github_stars: 12345678" in tool(root, "b")
    assert "  fee: 1200.5 EUR\n" in tool(root, "b")
    prices = [tool(root, slug).partition("pricing:")[2].split("signals")[0] for slug in "abc"]
    keys = [" ".join(re.findall(r"[\w.]+", text)) for text in prices]
    assert keys == [
        "free",
        "model paid amount 5 currency USD period month",
        "model freemium amount 9.99 currency EUR period month per user",
    ]
    checked(run, root)
    commas = "\n".join((header, *rows)).replace(",", ".").replace(";", ",")
    (tmp_path / "t.csv").write_text(commas, encoding="utf-8")
    import_into(run, tmp_path / "commas", "csv", tmp_path / "t.csv")
    assert "github_stars: 1.2\n" in tool(tmp_path / "commas", "a")


def test_a_landscape(run: Run, tmp_path: Path) -> None:
    (tmp_path / "landscape.yml").write_text(LANDSCAPE, encoding="utf-8")
    root = tmp_path / "site"
    printed = import_into(run, root, "landscape", tmp_path / "landscape.yml")
    assert "landscape.yml:19: the item has no name" in printed
    assert "Keys of the source without a field: logo (1)" in printed
    assert "summary: The landscape has no description.\n" in tool(root, "alpha")
    assert "  blog_url: https://blog.example\n  accepted: 2021-09-14\n" in tool(root, "alpha")
    assert "distinct_from: [beta]\n" in tool(root, "alpha"), "both share a repository"
    checked(run, root)


def test_organizations_of_a_landscape_are_no_tools(run: Run, tmp_path: Path) -> None:
    """Unless it has nothing else."""
    name = "- category: {{name: {}, subcategories: [{{name: {}, items: [{{name: {}}}]}}]}}\n"
    members = name.format("Pen Members", "Gold", "Acme") + name.format(
        "Special", "Training Partner", "Bolt"
    )
    tools = name.format("Desk", "Identity Providers", "Nib")
    for place, text in enumerate((members + tools, members)):
        file, root = tmp_path / f"{place}.yml", tmp_path / f"site-{place}"
        file.write_text(f"landscape:\n{text}", encoding="utf-8")
        printed = import_into(run, root, "landscape", file)
        assert ("Gold" in printed) is not bool(place)
        made = sorted(path.stem for path in (root / "content/tools").glob("*.yaml"))
        assert made == [["nib"], ["acme", "bolt"]][place]
    assert "Identity Providers" in (tmp_path / "site-0/content/site.yaml").read_text()


def test_a_long_description_ends_with_a_sentence() -> None:
    assert plain_summary(f"Draws lines. {'Draws more. ' * 40}").endswith("Draws more.")
    assert len(plain_summary("Draws. " * 90)) <= 300
    assert plain_summary("Draws and " * 90).endswith("…")


def test_a_landscape_may_nest_the_items(run: Run, tmp_path: Path) -> None:
    text = (
        "landscape:\n- category: {name: Desk, subcategories: [{subcategory: {name: Pens, "
        "items: [{item: &a {name: Alpha, extra: *a}}]}}]}\n"
    )
    write_files(tmp_path, {"landscape.yml": text})
    import_into(run, tmp_path / "site", "landscape", tmp_path / "landscape.yml")
    assert "categories: [desk-pens]\n" in tool(tmp_path / "site", "alpha")
    checked(run, tmp_path / "site")


def test_a_spreadsheet_as_programs_export_it(run: Run, tmp_path: Path) -> None:
    """Title above the header, repeated and empty headers, days, decimal commas, short addresses."""
    text = (
        "sep=;\r\nOur pens;;;;;;;;\r\n"
        "Pen name;Web site;Price (EUR);Price (EUR);Since;;In stock?;Weight;Inks\r\n"
        'Füller;www.f.example;"4,50 EUR";n/a;31.12.2025;x1;WAHR;4,5;Blue, Black\r\n'
        '"Kuli\r\nB";kuli.example;3 EUR;2 EUR;01.02.2026;x2;FALSCH;1,250;Black;more\r\n'
    )
    for name, encoding in (("a", "utf-8-sig"), ("b", "cp1252"), ("c", "utf-16")):
        (tmp_path / f"{name}.csv").write_bytes(text.encode(encoding))
        root = tmp_path / name
        printed = import_into(run, root, "csv", tmp_path / f"{name}.csv")
        assert f'{name}.csv:2: "Our pens" is above the header' in printed
        assert ("read as Windows-1252" in printed) == (encoding == "cp1252")
        assert tool(root, "fuller").endswith(
            "name: Füller\ntype: tool\nsummary: Füller\nhomepage: https://www.f.example\n"
            "attributes:\n  price_eur: 4.5 EUR\n  since: 2025-12-31\n  column_6: x1\n"
            "  in_stock: true\n  weight: 4.5\n  inks: [Blue, Black]\n"
        )
        assert "  price_eur_2: 2 EUR\n" in tool(root, "kuli-b")
        assert "  weight: 1250\n  inks: [Black]\n  column_10: more\n" in tool(root, "kuli-b")
        checked(run, root)


def test_nested_json_and_yaml(run: Run, tmp_path: Path) -> None:
    """The groups become categories; an entry in two groups is in both, at the line of the first."""
    json_text = (
        '{"meta": {"total": 3},\n "data": {"groups": [\n'
        '{"title": "Ink", "about": "Flows.", "items": [\n'
        '{"title": "Blue", "links": {"website": "https://blue.example", "github": "ink/blue"},\n'
        '"licenses": ["MIT License"], "plans": [{"name": "Pro", "price": "5"}], '
        '"pricing": "see us"},\n'
        '{"title": "", "links": {"website": "https://none.example"}}]},\n'
        '{"title": "Nibs", "items": [\n{"title": "Blue", "links": {"website": "https://blue.example"}},'
        "\n"
        '{"title": "Blue", "links": {"website": "https://other.example"}}]}]}}\n'
    )
    write_files(
        tmp_path,
        {
            "a.json": json_text,
            "b.jsonl": '{"name": "Blue", "url": "https://b.example"}\n\n{"name": "Red"}\n',
            "c.yaml": "pens:\n  ink:\n    blue: {url: https://b.example}\n    red: {url: ''}\n"
            "  nibs:\n    gold: {url: https://g.example, price: 5 EUR}\n",
        },
    )
    root = tmp_path / "a"
    printed = import_into(run, root, "json", tmp_path / "a.json")
    assert "a.json:6: the row has no name" in printed
    assert tool(root, "blue").endswith(
        "homepage: https://blue.example\nrepository: https://github.com/ink/blue\nlicense: MIT\n"
        "categories: [ink, nibs]\ndistinct_from: [blue-2]\nattributes:\n"
        "  plans: ['name: Pro, price: 5']\n  pricing: see us\n"
    )
    assert "homepage: https://other.example\n" in tool(root, "blue-2")
    checked(run, root)
    import_into(run, tmp_path / "b", "json", tmp_path / "b.jsonl")
    assert "name: Red\n" in tool(tmp_path / "b", "red")
    import_into(run, tmp_path / "c", "yaml", tmp_path / "c.yaml")
    assert "categories: [nibs]\nattributes:\n  price: 5 EUR\n" in tool(tmp_path / "c", "gold")
    assert "name: blue\n" in tool(tmp_path / "c", "blue")


def test_an_installed_package_brings_an_importer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "from ssg.authoring.importers.records import Imported, Record\n"
        "def read(source):\n"
        "    fields = {'name': source.read_text(), 'type': 'pen', 'summary': 'A pen.'}\n"
        "    site = {'title': 'T', 'base_url': 'https://e.example/', 'types': {'pen': 'Pen'}}\n"
        "    return Imported(site=site, records=(Record(key='x', origin='x:1', fields=fields),))\n"
        "def wrong(source): return []\n"
    )
    points = "[ssg.importers]\npens = pens_importer:read\nwrong = pens_importer:wrong\nno = no:no\n"
    write_files(
        tmp_path,
        {
            "list.txt": "Nib",
            "lib/pens_importer.py": code,
            "lib/pens-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pens\nVersion: 1.0\n",
            "lib/pens-1.0.dist-info/entry_points.txt": points,
        },
    )
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    import_into(run, tmp_path / "site", "pens", tmp_path / "list.txt")
    assert "name: Nib\n" in tool(tmp_path / "site", "nib")
    for kind, message in (("wrong", "must return Imported"), ("no", "cannot be loaded")):
        done = run("import", kind, str(tmp_path / "list.txt"), "-C", str(tmp_path / "site"))
        assert done.code == 2
        assert message in done.err


def test_a_site_brings_its_own_importer(run: Run, tmp_path: Path) -> None:
    code = (
        "from ssg.authoring.importers.records import Imported, Record\n"
        "def read(source):\n"
        "    fields = {'name': source.read_text().strip(), 'type': 'pen', 'summary': 'A pen.'}\n"
        "    site = {'title': 'T', 'base_url': 'https://e.example/', 'description': 'D', 'types': "
        "{'pen': 'Pen'}}\n"
        "    return Imported(site=site, records=(Record(key='x', origin='x:1', fields=fields),))\n"
    )
    write_files(tmp_path, {"list.txt": "Nib", "site/importers/my_pens.py": code})
    (tmp_path / "site/content/site.yaml").unlink(missing_ok=True)
    import_into(run, tmp_path / "site", "my-pens", tmp_path / "list.txt")
    assert "name: Nib\n" in tool(tmp_path / "site", "nib")


@pytest.mark.parametrize(
    "kind", ["csv", "json", "yaml", "awesome-md", "landscape", "unfragile-manifest"]
)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"[" * 5000,
        b"a: &a [*a]\n",
        b"{}",
        b"- - - x",
        b"name\n\x1b[31m\n",
        b"# x\n- [](x)\n",
    ],
)
def test_no_source_ends_in_a_traceback(run: Run, tmp_path: Path, kind: str, body: bytes) -> None:
    (tmp_path / "source").write_bytes(body)
    done = run("import", kind, str(tmp_path / "source"), "-C", str(tmp_path / "site"))
    assert done.code in {0, 2}, done.err
    assert "internal error" not in done.err
    assert "\x1b" not in done.err


def test_a_damaged_lock_is_reported_with_its_line(run: Run, tmp_path: Path, table: Path) -> None:
    import_into(run, tmp_path / "site", "csv", table)
    (tmp_path / "site" / LOCK).write_text("{}\n", encoding="utf-8")
    done = run("import", "csv", str(table), "-C", str(tmp_path / "site"))
    assert done.code == 2
    assert f"{LOCK}:1:1: not a record of an import" in done.err


MANIFEST = """\
unfragile_version: '1.0'
artifact: {name: Nib, slug: nib, type: mcp-server, repository: https://github.com/a/nib, \
license: MIT}
pricing: {model: open-source}
capabilities:
  - {name: Write, description: Writes lines., conditions: {bestFor: [x], limitations: y}}
failure_modes: [{mode: dry, frequency: rare, mitigation: refill}]
"""
ENTRY = """\
name: Nib
website_url: https://nib.example/
description: Writes.
licenses: [MIT]
tags: [Pens, Ink]
source_code_url: https://github.com/a/nib
stargazers_count: 5
updated_at: '2026-01-01'
current_release: {tag: v1, published_at: '2026-01-01'}
"""
PRODUCT = """\
---
title: Nib
category: lang
permalink: /nib
releases:
- {releaseCycle: "3", releaseDate: 2025-01-01, eol: 2027-01-01, latest: "3.1", lts: true}
---
> [Nib](https://nib.example/) writes.
"""
SOURCES = {
    "csv": ("source", CSV),
    "json": ("source", '[{"name": "A", "url": "https://a.example", "license": "x", "stars": 3}]'),
    "yaml": ("source", "- {name: A, url: 'https://a.example', tags: [x], stars: 3}\n"),
    "awesome-md": ("source", MARKDOWN),
    "landscape": ("source", LANDSCAPE),
    "unfragile-manifest": ("source", MANIFEST),
    "awesome-selfhosted": ("source/software/nib.yml", ENTRY),
    "endoflife": ("source/products/nib.md", PRODUCT),
}
JUNK = (
    *(
        "",
        "null",
        "[]",
        "{}",
        "*a",
        "&a ",
        "-1",
        "1e999",
        "'",
        "\n",
        ": ",
        "- ",
        "x" * 400,
        "\u200b",
    ),
    *(
        "\u65e5\u672c",
        "\x07",
        "https://",
        "](",
        "`",
        "|",
        ",",
        "2026-13-45",
        "vs",
        "../..",
        "{{ x }}",
        "---\n",
    ),
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """Replace some parts of a text by junk, or by nothing."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        text = text[:start] + draw(st.sampled_from(JUNK)) + text[start + length :]
    return text


@pytest.mark.parametrize("kind", SOURCES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_damaged_source_becomes_a_valid_site_or_one_message(
    kind: str, data: st.DataObject
) -> None:
    """Importing it again changes nothing."""
    path, text = SOURCES[kind]
    with tempfile.TemporaryDirectory() as folder:
        root, source = Path(folder) / "site", Path(folder) / "source"
        write_files(Path(folder), {path: data.draw(damaged(text))})
        try:
            if kind in TABLES:
                table = read_table(source, kind)
                imported = records_of(table, guess_mapping(table))
            else:
                imported = IMPORTERS[kind](source)
        except UsageError:
            return
        import_site(root, imported)
        problems = load(root).problems
        assert [str(one) for one in problems if one.severity is Severity.ERROR] == []
        again = import_site(root, imported)
        assert (again.created, again.updated, again.conflicts) == ((), (), ())


def many(count: int) -> Imported:
    """Return a list of so many tools."""
    fields = {"type": "pen", "summary": "Writes."}
    return Imported(
        site={
            "title": "T",
            "base_url": "https://e.example/",
            "description": "D",
            "types": {"pen": "Pen"},
        },
        records=tuple(
            Record(key=f"t{number}", origin="x:1", fields={**fields, "name": f"T{number}"})
            for number in range(count)
        ),
    )


@pytest.mark.parametrize(
    ("tools", "host"), [(3, "cloudflare-pages"), (5000, "cloudflare-pages-paid")]
)
def test_a_new_site_has_a_budget_of_pages_for_its_host(
    tmp_path: Path, tools: int, host: str
) -> None:
    """Its pages, redirects included, fit the number of files that the host accepts."""
    report = import_site(tmp_path, many(tools), dry_run=True)
    pages = int(re.findall(r"max_pages: (\d+)", report.diff)[0])
    assert f"+host: {host}\n" in report.diff
    assert pages >= tools
    assert 2 * pages + 2 * tools < HOSTS[host].files


def test_a_site_of_ones_own_keeps_its_pairs_and_its_host(tmp_path: Path) -> None:
    """They are set for a site that the import creates."""
    own = "title: Mine\nbase_url: https://e.example/\ndescription: D\ntypes: {pen: Pen}\n"
    write_files(tmp_path, {"content/site.yaml": own})
    import_site(tmp_path, many(3))
    assert (tmp_path / "content/site.yaml").read_text(encoding="utf-8") == own


def test_one_valid_licence_is_the_licence_and_others_are_an_attribute(
    run: Run, tmp_path: Path
) -> None:
    licences_of = {
        "a": "[MIT]",
        "b": "[MIT, Apache-2.0]",
        "c": "[Own]",
        "d": "[MIT, Commons-Clause]",
    }
    for name, licences in licences_of.items():
        entry = ENTRY.replace("[MIT]", licences).replace("Nib", name * 3).replace("nib", name * 3)
        write_files(tmp_path, {f"data/software/{name}.yml": entry})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    texts = [tool(tmp_path / "site", name * 3) for name in licences_of]
    assert "license: MIT\n" in texts[0]
    assert "licenses:" not in texts[0]
    assert "licenses: [MIT, Apache-2.0]\n" in texts[1]
    assert "license:" not in texts[1]
    assert "licenses: [Own]\n" in texts[2]
    assert "license: MIT AND LicenseRef-Commons-Clause\n" in texts[3]
    checked(run, tmp_path / "site")


def test_a_preview_is_no_release_and_a_website_no_repository(run: Run, tmp_path: Path) -> None:
    website = "source_code_url: https://nib.example"
    changes = {
        "aaa": [],
        "bbb": [
            ("tag: v1", "tag: v1.0-rc2"),
            ("source_code_url: https://github.com/a/nib", website),
        ],
    }
    for name, replaced in changes.items():
        entry = ENTRY.replace("name: Nib", f"name: {name}")
        for before, after in replaced:
            entry = entry.replace(before, after)
        write_files(tmp_path, {f"data/software/{name}.yml": entry})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    released, preview = (tool(tmp_path / "site", name) for name in changes)
    assert "latest_release: '1'\n" in released.replace('"', "'")
    assert "  released: 2026-01-01\n" in released
    assert "repository: https://github.com/a/nib\n" in released
    assert not re.search("release|repository", preview)
    assert "homepage: https://nib.example/\n" in preview
    checked(run, tmp_path / "site")


def test_stars_are_dated_by_the_day_of_the_list_and_a_tool_by_its_newest_day(
    run: Run, tmp_path: Path
) -> None:
    """One wrong date in the future does not date the stars of all tools."""
    days = {"aaa": "2026-03-01", "bbb": "2026-05-02", "ccc": "2026-05-04", "ddd": "2026-11-09"}
    for name, day in days.items():
        entry = ENTRY.replace("Nib", name).replace("nib", name)
        entry = entry.replace("published_at: '2026-01-01'", f"published_at: '{day}T08:00:00Z'")
        write_files(tmp_path, {f"data/software/{name}.yml": entry})
    write_files(tmp_path, {"data/software/ddd.yml": entry.replace("2026-01-01", "soon")})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    texts = {name: tool(tmp_path / "site", name) for name in days}
    for name, day in days.items():
        assert f"updated: {day}\n" in texts[name]
        assert "measured: 2026-05-04, " in texts[name]
    repository(tmp_path / "data", {})
    import_into(run, tmp_path / "other", "awesome-selfhosted", tmp_path / "data")
    assert "measured: 2026-01-01, " in tool(tmp_path / "other", "aaa")


def test_only_stars_of_one_host_are_compared_and_categories_are_related_as_the_list_has_it(
    run: Run, tmp_path: Path
) -> None:
    elsewhere = ENTRY.replace("github.com", "gitlab.com").replace("Nib", "Elsewhere")
    tags = "name: Pens\ndescription: For writing.\nrelated_tags: [Unused, Ink]\n"
    write_files(
        tmp_path,
        {
            "data/software/nib.yml": ENTRY,
            "data/software/elsewhere.yml": elsewhere,
            "data/tags/pens.yml": tags,
        },
    )
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    assert "github_stars: {value: 5, " in tool(tmp_path / "site", "nib")
    assert "signals" not in tool(tmp_path / "site", "elsewhere")
    site = load(tmp_path / "site").catalog
    assert site
    assert site.settings.ranking.name == "Score"
    related = {each.id: each.related for each in site.settings.categories}
    assert related == {"ink": (), "pens": ("ink",)}


def test_a_licence_of_a_table_that_is_no_expression_is_kept_as_text(
    run: Run, tmp_path: Path, table: Path
) -> None:
    table.write_text(CSV.replace("GPL-3.0-only", "free for schools"), encoding="utf-8")
    import_into(run, tmp_path / "site", "csv", table)
    assert "  licence_name: free for schools\n" in tool(tmp_path / "site", "beta")
    checked(run, tmp_path / "site")


@pytest.mark.parametrize(
    ("tag", "version"),
    [
        ("v1.2", "1.2"),
        ("release-1.31", "1.31"),
        ("Nib-2.0.1", "2.0.1"),
        ("1.2-3", "1.2-3"),
        ("nightly", ""),
        ("v35.0.0beta4", ""),
        ("v2.0-rc.1", ""),
        ("chart-0.22", ""),
        ("cli/v0.14.0", ""),
    ],
)
def test_the_latest_release_is_the_number_of_a_finished_version(
    run: Run, tmp_path: Path, tag: str, version: str
) -> None:
    write_files(tmp_path, {"data/software/nib.yml": ENTRY.replace("tag: v1", f"tag: {tag}")})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    text = tool(tmp_path / "site", "nib")
    assert re.findall(r"latest_release: [\"']?([^\"'\n,}]*)", text) == (
        [version] if version else []
    )
    assert ("released:" in text) is bool(version)


def test_platforms_have_the_names_that_sentences_have_and_a_website_is_no_repository(
    run: Run, tmp_path: Path
) -> None:
    entry = ENTRY.replace("https://github.com/a/nib", "https://nib.example/")
    entry += "platforms: [Nodejs, K8S, deb, PHP, Unknown]\n"
    write_files(tmp_path, {"data/software/nib.yml": entry})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    text = tool(tmp_path / "site", "nib")
    assert "languages: [Node.js, PHP]\n" in text
    assert "install: [Kubernetes, Debian packages]\n" in text
    assert "repository:" not in text
    checked(run, tmp_path / "site")


def test_a_tag_with_a_dash_is_a_nested_category_whose_last_part_says_what_it_is_about(
    run: Run, tmp_path: Path
) -> None:
    tags = (
        "Email - Mail Servers",
        "Email - XMPP - Servers",
        "Code - API Management",
        "AI Agent - Agent Tool",
    )
    entry = ENTRY.replace("[Pens, Ink]", f"[{', '.join(tags)}]")
    write_files(tmp_path, {"data/software/nib.yml": entry})
    import_into(run, tmp_path / "site", "awesome-selfhosted", tmp_path / "data")
    catalog = load(tmp_path / "site").catalog
    assert catalog
    assert sorted(category.name for category in catalog.settings.categories) == [
        "AI Agent Tool",
        "Code / API Management",
        "Email / Mail Servers",
        "Email / XMPP Servers",
    ]
