"""`ssg export`: the list as CSV, JSON and Markdown; what is exported can be imported again."""

import csv
import io
import json
from pathlib import Path

from support.site_fixtures import Run
from support.strategies import write_files


def exported(run: Run, root: Path, kind: str) -> str:
    done = run("export", kind, "-C", str(root))
    assert done.code == 0, done.err
    return done.out


def test_csv_has_a_row_for_each_tool_and_guards_formulas(run: Run, small: Path) -> None:
    file = small / "content/tools/gamma.yaml"
    file.write_text(
        file.read_text("utf-8").replace("name: Gamma", 'name: "=1+1"'), encoding="utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(exported(run, small, "csv"))))
    assert [row["slug"] for row in rows] == ["alpha", "beta", "gamma"]
    assert rows[0]["attributes.languages"] == "Python"
    assert rows[0]["attributes.gpu"] == "true"
    assert rows[0]["signals.stars"] == "500"
    assert rows[0]["updated"] == "2026-10-02"
    assert rows[2]["name"] == "'=1+1"
    assert rows[2]["attributes.gpu"] == ""


def test_json_leaves_out_what_a_file_does_not_have(run: Run, small: Path) -> None:
    alpha, _, gamma = json.loads(exported(run, small, "json"))
    assert alpha["attributes.languages"] == ["Python"]
    assert gamma == {
        "slug": "gamma",
        "name": "Gamma",
        "type": "dataset",
        "summary": "Many texts.",
        "pricing": "unknown",
    }


def test_markdown_is_grouped_by_category_and_escaped(run: Run, small: Path) -> None:
    text = exported(run, small, "md")
    assert text.startswith(
        "# Pens \\& \\<Papers\\>\n\nPens compared.\n\n## Contents\n\n- [Training](#training)\n"
    )
    assert (
        "## Training\n\nTo train.\n\n- [Alpha](https://alpha.example/) - Trains "
        "\\<b\\>small\\</b\\> networks. `MIT`\n" in text
    )
    assert "## Other\n\n- Gamma - Many texts.\n" in text


def test_an_exported_table_can_be_imported(run: Run, small: Path, tmp_path: Path) -> None:
    for kind in ("csv", "json"):
        write_files(tmp_path, {f"list.{kind}": exported(run, small, kind)})
        site = tmp_path / f"from-{kind}"
        done = run("import", kind, str(tmp_path / f"list.{kind}"), "-C", str(site))
        assert done.code == 0, done.err
        text = (site / "content/tools/alpha.yaml").read_text("utf-8")
        assert "summary: Trains <b>small</b> networks.\n" in text
        assert "license: MIT\n" in text
        assert run("check", "-C", str(site)).code == 0
