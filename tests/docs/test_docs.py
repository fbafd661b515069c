"""The generated parts of docs/ match the program; UPDATE=1 rewrites them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from PIL import Image, ImageFont

from support.docs_pages import (
    code_pages,
    command_reference,
    content_reference,
    example_files,
    layout_reference,
)
from support.repositories import repository
from support.site_fixtures import ROOT, Run, clean_environment
from support.strategies import TOOL, write_files

DOCS = ROOT / "docs"
MARKED = re.compile(r"(<!-- generated[^\n]*-->\n).*?(<!-- /generated -->)", re.DOTALL)


def compare(name: str, generated: str) -> None:
    """Hold a page against what is generated for it, or rewrite it."""
    file = DOCS / name
    text = file.read_text(encoding="utf-8")
    expected, found = MARKED.subn(lambda found: f"{found[1]}\n{generated}\n{found[2]}", text)
    assert found == 1
    if os.environ.get("UPDATE"):
        file.write_text(expected, encoding="utf-8")
        return
    assert text == expected, f"UPDATE=1 pytest tests/docs/test_docs.py rewrites docs/{name}"


def test_the_commands_are_what_they_say_themselves() -> None:
    compare("cli.md", command_reference())


def test_the_codes_are_what_the_program_says(run: Run, tmp_path: Path) -> None:
    text = re.sub(r"\(after [\d-]+\)", "(after 2026-11-22)", code_pages(run, tmp_path))  # today
    assert str(tmp_path) not in text
    compare("codes.md", text)


def test_the_content_is_what_the_schemas_say() -> None:
    compare("content.md", content_reference())


def test_the_layouts_are_what_the_views_give(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    site = (small / "content/site.yaml").read_text(encoding="utf-8")
    publish = f"{site}publish: {{embeds: true, badges: true}}\n"
    repository(
        small,
        {"content/site.yaml": publish, "content/pairs.lock": "tool delta Delta\n"},
    )
    compare("layouts.md", layout_reference(monkeypatch, small))


def test_the_example_files_are_a_site_without_errors(run: Run, tmp_path: Path) -> None:
    names = {
        "<slug>.yaml": "flax.yaml",
        "<a>-vs-<b>.md": "flax-vs-haiku.md",
        "<slug>.md": "about.md",
    }
    files = {}
    for path, text in example_files().items():
        folder, _, name = path.rpartition("/")
        files[f"{folder}/{names.get(name, name)}"] = text
    capable = f"{TOOL}capabilities: [{{title: Filtered checkpointing}}]\n"
    others = {
        "content/tools/haiku.yaml": capable.replace("Flax", "Haiku"),
        "content/tools/flax-google.yaml": TOOL.replace("Flax", "Google's Flax"),
    }
    static = ("fonts/inter.woff2", "icon.svg", "logo.svg")  # that the example of site.yaml names
    others |= {f"content/static/{name}": "" for name in static}
    others["content/static/logos/flax.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    root, font = write_files(tmp_path, {**files, **others}), ImageFont.load_default(10)
    (root / "content/static/screenshots").mkdir()
    Image.new("RGB", (64, 64)).save(root / "content/static/screenshots/flax.webp")
    assert isinstance(font, ImageFont.FreeTypeFont)
    (root / "content/static/fonts/inter.ttf").write_bytes(font.font_bytes)
    done = run("check", "-C", str(root))
    assert done.code == 0, done.err
    assert "Checked 3 tools" in done.err


@pytest.mark.parametrize(
    "name", ["api.md", "cli.md", "codes.md", "content.md", "contributing.md", "layouts.md"]
)
def test_every_link_of_a_page_leads_somewhere(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    anchors = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", plain, re.MULTILINE)
    }
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", plain):
        file, _, anchor = link.partition("#")
        assert not file or (DOCS / file).exists(), link
        assert file or anchor in anchors, link


def blocks(language: str) -> list[str]:
    """Return what a reader of the guide types, in order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```",
        (DOCS / "contributing.md").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """Make a repository to clone: what a fork on GitHub is."""
    work = tmp_path / "work"
    for name in ("content", "layouts", "schema"):
        shutil.copytree(ROOT / name, work / name)
    git = ["git", "-C", str(work), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run([*git, *words], check=True)
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(work), str(tmp_path / "fork.git")], check=True
    )
    return tmp_path / "fork.git"


MAKE = """\
mkdir -p .venv/bin
printf '#!/bin/sh\\nexec %s -m ssg "$@"\\n' {python} > .venv/bin/ssg
chmod +x .venv/bin/ssg
echo /.venv >> .git/info/exclude
.venv/bin/ssg build --quiet --output {output}
"""
"""What `make build` does, with the environment that runs the tests in place of a new one."""


@pytest.mark.large
def test_a_newcomer_who_types_the_guide_adds_a_tool_and_sees_it(fork: Path, tmp_path: Path) -> None:
    make = MAKE.format(python=sys.executable, output=tmp_path / "out")
    reported = {"https://github.com/YOUR-NAME/ssg.git": f"{fork} ssg", "make build\n": make}
    environment = clean_environment(
        PYTHONPATH=str(ROOT),
        GIT_AUTHOR_NAME="A",
        GIT_AUTHOR_EMAIL="a@example.org",
        GIT_COMMITTER_NAME="A",
        GIT_COMMITTER_EMAIL="a@example.org",
        HOME=str(tmp_path),
    )
    folder = tmp_path
    for number, block in enumerate(blocks("sh")):
        for words, ours in reported.items():
            block = block.replace(words, ours)  # noqa: PLW2901  (what the machine of a test has in place of GitHub)
        if "ssg serve" in block:
            see(folder, environment)
            continue
        done = subprocess.run(
            ["sh", "-e", "-c", block],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        if number == 0:
            folder = tmp_path / "ssg"
        if "ssg new tool" in block:
            with (folder / "content/tools/einops.yaml").open("a", encoding="utf-8") as file:
                file.write(blocks("yaml")[0])
        if "ssg check" in block:
            assert done.stderr.splitlines()[-1].startswith("Checked 27 tools: ")
            assert "einops" not in done.stderr, "the tool of the guide is as good as can be"
    pushed = ["git", "-C", str(fork), "show", "--stat=200", "--format=%s", "add-einops"]
    shown = subprocess.run(pushed, capture_output=True, text=True, check=True).stdout.splitlines()
    assert shown[0] == "Add einops"
    assert [line.split()[0] for line in shown if "|" in line] == ["content/tools/einops.yaml"]


def see(folder: Path, environment: dict[str, str]) -> None:
    """Start the preview and look at the pages that the guide names."""
    with subprocess.Popen(
        [".venv/bin/ssg", "serve", "--port", "0"],
        cwd=folder,
        env=environment,
        text=True,
        stderr=subprocess.PIPE,
    ) as preview:
        try:
            assert preview.stderr
            address = next(
                found[0]
                for line in preview.stderr
                if (found := re.search(r"http://127\.0\.0\.1:\d+", line))
            )
            for path in ("/tools/einops/", "/compare/einops-vs-flax/"):
                assert f"http://127.0.0.1:8000{path}" in (DOCS / "contributing.md").read_text(
                    encoding="utf-8"
                )
                with urlopen(address + path, timeout=60) as page:  # noqa: S310  (our own preview)
                    assert "Patterns in place of reshape and transpose" in page.read().decode()
        finally:
            preview.terminate()
