"""Files for editors next to the content, and how an editor uses them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssg.authoring.editor_files import VSCODE, modeline, schema_files, write_atomically
from ssg.authoring.new_site import new_site
from ssg.errors import ContentError
from support.language_server import Session, session
from support.node_tools import yaml_language_server
from support.site_fixtures import ROOT, Run, snapshot

TOOL = modeline("tool")


def test_the_project_s_own_files_are_up_to_date() -> None:
    """`ssg schema` writes them."""
    for path, text in schema_files(ROOT).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, "ssg schema rewrites it"
    for path, settings in VSCODE.items():
        assert json.loads((ROOT / path).read_text(encoding="utf-8")) == settings


def test_every_content_file_names_its_schema() -> None:
    for root in (ROOT, ROOT / "ssg/authoring/starter"):
        for file in [*root.glob("content/tools/*.yaml"), *root.glob("content/*.yaml")]:
            kind = "tool" if file.parent.name == "tools" else file.name.partition(".")[0]
            name = kind + ("-translation" if "." in file.stem else "")
            first = file.read_text(encoding="utf-8").partition("\n")[0]
            assert f"{first}\n" == modeline(kind, name), file
            schema = file.parent / first.partition("=")[2]
            assert schema.resolve() == (root / f"schema/{name}.schema.json").resolve()


def test_the_schemas_follow_the_content(run: Run, small: Path) -> None:
    assert run("schema", "-C", str(small)).err == "Wrote 7 schemas, 7 changed\n"
    assert run("schema", "-C", str(small), "--check").err == "The schemas are up to date\n"
    before = snapshot(small / "schema")
    assert run("schema", "-C", str(small)).err == "Wrote 7 schemas, 0 changed\n"
    assert snapshot(small / "schema") == before
    site = small / "content/site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace(
            "dataset: Dataset", "dataset: Dataset, model: Model"
        ),
        "utf-8",
    )
    stale = run("schema", "-C", str(small), "--check")
    assert (stale.code, stale.out) == (1, "")
    words = (
        "error[SSG080] is out of date with content/site.yaml or content/capabilities.yaml; run "
        '"ssg schema"'
    )
    assert stale.err.splitlines() == [
        f"schema/{kind}.schema.json:1:1: {words}" for kind in ("site", "tool")
    ] + ["2 errors"]
    assert snapshot(small / "schema") == before
    assert run("schema", "-C", str(small)).err == "Wrote 7 schemas, 2 changed\n"
    tool = json.loads((small / "schema/tool.schema.json").read_text(encoding="utf-8"))
    assert tool["properties"]["type"]["enum"] == ["framework", "dataset", "model"]


def test_a_broken_tool_is_no_hindrance_but_a_broken_site_is(run: Run, small: Path) -> None:
    (small / "content/tools/alpha.yaml").write_text("nmae: x\n", encoding="utf-8")
    assert run("schema", "-q", "-C", str(small)).code == 0
    before = snapshot(small / "schema")
    (small / "content/capabilities.yaml").write_text("- {id: Training}\n", encoding="utf-8")
    with pytest.raises(ContentError):
        schema_files(small)
    assert "content/capabilities.yaml:1:" in run("schema", "-C", str(small)).err
    (small / "content/site.yaml").write_text("title: [", encoding="utf-8")
    assert "content/site.yaml:" in run("schema", "-C", str(small)).err
    assert snapshot(small / "schema") == before


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "deep/a.json", b"one")
    (tmp_path / "deep/a.json").chmod(0o640)
    write_atomically(tmp_path / "deep/a.json", b"two")
    assert (tmp_path / "deep/a.json").read_bytes() == b"two"
    assert (tmp_path / "deep/a.json").stat().st_mode & 0o777 == 0o640
    assert snapshot(tmp_path / "deep").keys() == {"a.json"}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open a new site in an editor with the YAML language server."""
    root = tmp_path_factory.mktemp("editor") / "mine"
    words = yaml_language_server()
    new_site(root)
    with session(words, root) as opened:
        yield opened


@pytest.mark.large
def test_an_editor_finds_no_fault_with_a_new_site(editor: Session) -> None:
    for path in ("content/site.yaml", "content/capabilities.yaml", "content/tools/pen.yaml"):
        assert (
            editor.open(path, (ROOT / "ssg/authoring/starter" / path).read_text(encoding="utf-8"))
            == []
        )


@pytest.mark.large
def test_an_editor_names_a_typo_where_it_stands(editor: Session) -> None:
    (found,) = editor.open(
        "content/tools/typo.yaml", TOOL + "name: Pen\ntype: editor\nsummary: Writes.\nlicens: MIT\n"
    )
    assert found["message"] == "Property licens is not allowed."
    assert found["range"]["start"] == {"line": 4, "character": 0}
    (found,) = editor.open(
        "content/tools/day.yaml",
        TOOL + "name: Pen\ntype: editor\nsummary: Writes.\nupdated: 1.11.2026\n",
    )
    assert found["message"] == "Write a date as 2026-11-01."


@pytest.mark.large
@pytest.mark.parametrize(
    ("text", "offered", "not_offered"),
    [
        ("name: Pen\n", {"type", "summary", "capabilities", "license"}, {"name"}),
        (
            "capabilities:\n  - title: x\n    ",
            {"unique", "intents", "vs_alternatives"},
            {"title", "license"},
        ),
        ("attributes:\n  p", {"plugins", "platforms"}, {"type"}),
        ("type: ", {"editor"}, {"framework"}),
        ("status: ", {"active", "maintenance", "archived"}, set()),
        ("capabilities:\n  - title: x\n    id: ", {"syntax-highlighting", "modal-editing"}, set()),
        ("categories:\n  - ", {"text-editors"}, set()),
        ("pricing: ", {"free", "freemium", "paid"}, {"[object Object]"}),
    ],
)
def test_an_editor_offers_keys_and_the_site_s_own_names(
    editor: Session,
    text: str,
    offered: set[str],
    not_offered: set[str],
) -> None:
    path, lines = f"content/tools/offered-{len(text)}.yaml", text.split("\n")
    editor.open(path, TOOL + text)
    found = editor.complete(path, len(lines), len(lines[-1]))
    assert offered <= found
    assert not (not_offered & found)


@pytest.mark.large
def test_an_editor_explains_a_key(editor: Session) -> None:
    editor.open(
        "content/tools/explained.yaml",
        TOOL + "name: Pen\ntype: editor\nsummary: Writes.\nlicense: MIT\n",
    )
    assert "SPDX expression" in editor.hover("content/tools/explained.yaml", 4, 2)


def test_a_schema_folder_that_is_a_file_is_reported(run: Run, small: Path) -> None:
    shutil.rmtree(small / "schema", ignore_errors=True)
    (small / "schema").write_text("x", encoding="utf-8")
    done = run("schema", "-C", str(small))
    assert done.code == 1
    assert "Traceback" not in done.err
