"""Builds: the same bytes from the same content, atomic, and only changed files are written."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssg.build.pipeline import Plan, build, plan, read
from ssg.config import Config
from ssg.errors import BuildError, ContentError, Severity, UsageError
from ssg.parallel import WORTH_WORKERS
from support.html_pages import Element, parse
from support.site_fixtures import (
    ROOT,
    SMALL_SITE,
    address,
    build_site,
    clean_environment,
    copy_own,
    kept_files,
    snapshot,
    start,
    wait_for_rendering,
)
from support.strategies import SITE, write_files


def copy_shuffled(source: Path, target: Path, seed: int) -> Path:
    """Copy a tree, making its files in another order than they are listed in."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)  # noqa: S311  (no secret)
    for file in files:
        to = target / file.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to)
    return target


def test_the_same_content_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "another folder, é"
    copy_shuffled(ROOT / "content", one / "content", 1)
    copy_shuffled(ROOT / "content", two / "content", 2)
    here = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "COLUMNS": "40"}
    there = {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "tr_TR.UTF-8",
        "COLUMNS": "200",
    }
    before = os.umask(0o022)
    try:
        first = start("build", "-q", "--jobs", "1", cwd=one, **here)
        os.umask(0o077)
        second = start("build", "-q", "--jobs", "2", cwd=two, **there)
    finally:
        os.umask(before)
    assert [(run.returncode, run.stdout, run.stderr) for run in (first, second)] == [
        (0, "", "")
    ] * 2
    assert snapshot(one / "public") == snapshot(two / "public") != {}


@pytest.mark.large
def test_two_processes_make_the_same_site_as_one(own_site: Path, tmp_path: Path) -> None:
    pages = sum(1 for _ in own_site.rglob("*.html"))
    assert pages >= WORTH_WORKERS, "fewer pages need no workers, and this would test nothing"
    assert snapshot(build_site(ROOT, output=tmp_path / "two", jobs=2)) == snapshot(own_site)


def pages_of(tree: Path) -> dict[str, Element]:
    """Return the pages of a tree by address."""
    return {address(file, tree): parse(file.read_bytes()) for file in sorted(tree.rglob("*.html"))}


def test_below_a_path_every_link_begins_with_it(small: Path) -> None:
    tree = build_site(small, base_url="https://x.org/sub/")
    for page in pages_of(tree).values():
        links = [
            one.attributes[name]
            for one in page.walk()
            for name in ("href", "src")
            if name in one.attributes
        ]
        inside = [link for link in links if not link.startswith(("https:", "http:", "#"))]
        assert inside
        assert all(link.startswith("/sub/") for link in inside)
        refreshes = [meta.attributes["content"] for meta in page.all("meta", http_equiv="refresh")]
        assert all("url=/sub/" in content for content in refreshes)
        for canonical in page.all("link", rel="canonical"):
            assert canonical.attributes["href"].startswith("https://x.org/sub/")
    assert "https://x.org/sub/compare/alpha-vs-beta/" in (tree / "sitemap.xml").read_text(
        encoding="utf-8"
    )
    assert (tree / "compare/alpha-vs-beta/index.html").is_file()


def test_a_base_url_with_and_without_a_last_slash_is_one(small: Path) -> None:
    one, two = (
        build_site(small, output=small / name, base_url=url)
        for name, url in (("one", "https://x.org/sub"), ("two", "https://x.org/sub/"))
    )
    assert snapshot(one) == snapshot(two)


def test_pages_may_be_files(tmp_path: Path) -> None:
    root = write_files(
        tmp_path,
        {**SMALL_SITE, "content/site.yaml": SMALL_SITE["content/site.yaml"] + "urls: file\n"},
    )
    tree = build_site(root)
    found = pages_of(tree)
    assert {
        "/",
        "/tools/alpha.html",
        "/compare/alpha-vs-beta.html",
        "/tools.html",
        "/404.html",
    } <= set(found)
    for page in found.values():
        for link in (
            one.attributes["href"]
            for one in page.walk()
            if one.attributes.get("href", "").startswith("/")
        ):
            path = re.split("[?#]", link)[0].lstrip("/") or "index.html"
            assert (tree / path).is_file(), link


def test_a_site_replaces_one_layout_and_one_asset(small: Path) -> None:
    write_files(
        small,
        {
            **SMALL_SITE,
            "layouts/404.html": "<!doctype html><title>Mine</title><link rel=stylesheet "
            "href=\"{{ site.assets['site.css'] }}\"><p>{{ view.head.title }}",
            "layouts/assets/site.css": "/* mine */\nbody { color: red }\n",
            "layouts/assets/more.txt": "more",
        },
    )
    tree = build_site(small)
    assert "<title>Mine</title>" in (tree / "404.html").read_text(encoding="utf-8")
    assert "<title>Alpha" in (tree / "tools/alpha/index.html").read_text(encoding="utf-8")
    (sheet,) = tree.glob("assets/site.*.css")
    assert sheet.read_text(encoding="utf-8") == "body { color: red }\n"
    assert f"/assets/{sheet.name}" in (tree / "tools/alpha/index.html").read_text(encoding="utf-8")
    assert (
        len(list(tree.glob("assets/icon.*.svg"))) == len(list(tree.glob("assets/more.*.txt"))) == 1
    )


@pytest.mark.parametrize(
    ("layout", "line", "words"),
    [
        ("<p>\n{% if %}\n", 2, "Expected an expression"),
        ("<p>\n\n{{ view.nothing }}\n", 3, "nothing"),
        *(
            pytest.param(*case, marks=pytest.mark.large)
            for case in (
                ("<p>{{ missing }}\n", 1, "'missing' is undefined"),
                ("<p>\n{% include 'gone.html' %}\n", 2, "gone.html"),
                ("\n{{ 1 // 0 }}\n", 2, "division"),
                ("\n\n{{ view.head.title + 1 }}\n", 3, "str"),
            )
        ),
    ],
)
def test_a_layout_error_has_its_location_and_the_old_site_stays(
    small: Path, layout: str, line: int, words: str
) -> None:
    tree = build_site(small)
    before = snapshot(tree)
    write_files(small, {**SMALL_SITE, "layouts/404.html": layout})
    done = start("build", cwd=small)
    assert done.returncode == 1
    assert done.stderr.startswith(f"layouts/404.html:{line}:1: error[SSG050] "), done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(tree) == before


def test_a_content_error_leaves_the_old_site(small: Path) -> None:
    tree = build_site(small)
    before = snapshot(tree)
    write_files(small, {**SMALL_SITE, "content/tools/delta.yaml": "name: Delta\n"})
    with pytest.raises(ContentError):
        build_site(small)
    assert snapshot(tree) == before


def test_a_first_build_that_fails_leaves_nothing(small: Path) -> None:
    write_files(small, {**SMALL_SITE, "layouts/404.html": "{{ missing }}"})
    with pytest.raises(BuildError):
        build_site(small)
    assert not (small / "public").exists()


def test_a_killed_build_leaves_a_complete_site(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", SMALL_SITE)
    words = [sys.executable, "-m", "ssg", "build", "-q", "--jobs", "2"]
    environment = clean_environment(PYTHONPATH=str(ROOT))
    output = root / "public"
    began = time.perf_counter()
    subprocess.run(words, cwd=root, env=environment, check=True)
    takes = time.perf_counter() - began
    old = snapshot(output)
    shutil.copytree(root, tmp_path / "edited")
    site = tmp_path / "edited/content/site.yaml"
    text = re.sub("^title: .*", "title: Other", site.read_text("utf-8"), flags=re.MULTILINE)
    site.write_text(text, encoding="utf-8")
    new = snapshot(build_site(tmp_path / "edited"))
    assert new != old
    shutil.copyfile(site, root / "content/site.yaml")
    random_moments = random.Random(7)  # noqa: S311  (not for security)
    for _ in range(3):
        process = subprocess.Popen(words, cwd=root, env=environment, start_new_session=True)
        time.sleep(random_moments.uniform(0.2, 1.05) * takes)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert snapshot(output) in (old, new)
    subprocess.run(words, cwd=root, env=environment, check=True)
    assert snapshot(output) == new
    names = {path.name for path in (root / ".public.ssg").iterdir()}
    assert names - {"spare", "spare-record"} == {
        "aligner",
        "alignments",
        "cache",
        "counts",
        "inputs",
        "lock",
        "manifest",
        "packed",
        "phrases",
        "texts",
        "tools",
    }


def test_sigterm_ends_a_build_with_a_message_and_no_remains(tmp_path: Path) -> None:
    root = copy_own(tmp_path / "site")
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", "build", "-v"],
        cwd=root,
        stderr=subprocess.PIPE,
        env=clean_environment(PYTHONPATH=str(ROOT)),
        text=True,
    )
    assert process.stderr
    wait_for_rendering(root / "public", process)
    process.send_signal(signal.SIGTERM)
    assert process.stderr.read().endswith("terminated\n")
    process.stderr.close()
    assert process.wait() == 143
    assert not (root / "public").exists()
    assert sorted(path.name for path in (root / ".public.ssg").iterdir()) == ["lock"]


def test_files_of_the_user_are_kept(small: Path) -> None:
    tree = build_site(small)
    (tree / "CNAME").write_text("example.org", encoding="utf-8")
    (tree / ".well-known").mkdir()
    (tree / ".well-known/x.txt").write_text("x", encoding="utf-8")
    (small / "content/tools/gamma.yaml").unlink()
    build_site(small)
    assert (tree / "CNAME").read_text(encoding="utf-8") == "example.org"
    assert (tree / ".well-known/x.txt").read_text(encoding="utf-8") == "x"


def test_the_pages_of_a_deleted_tool_are_deleted(small: Path) -> None:
    tree = build_site(small)
    assert (tree / "tools/gamma/index.html").is_file()
    (small / "content/tools/gamma.yaml").unlink()
    build_site(small)
    assert [path for path in tree.rglob("*") if "gamma" in path.name] == []
    for page in pages_of(tree).values():
        assert "Gamma" not in page.text


def test_a_second_build_touches_nothing(small: Path) -> None:
    tree = build_site(small)
    times = {path: path.stat().st_mtime_ns for path in tree.rglob("*")}
    report = build(Config(root=small, output=tree))
    assert {path: path.stat().st_mtime_ns for path in tree.rglob("*")} == times
    assert (report.published.changed, report.published.removed) == (0, 0)


def test_an_edit_touches_only_what_it_changes(small: Path) -> None:
    tree = build_site(small)
    times = {path: path.stat().st_mtime_ns for path in tree.rglob("*") if path.is_file()}
    write_files(
        small,
        {**SMALL_SITE, "content/pages/about.md": "---\ntitle: About us\n---\nWe compare paper.\n"},
    )
    build_site(small)
    after = {path: path.stat().st_mtime_ns for path in tree.rglob("*") if path.is_file()}
    assert [path for path in times if after[path] != times[path]] == [tree / "about/index.html"]


def test_after_any_edit_the_site_is_that_of_a_clean_build(small: Path) -> None:
    tree = build_site(small)
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text(encoding="utf-8").replace("Alpha", "Alfa"), encoding="utf-8")
    build_site(small)
    kept = kept_files(tree)
    assert kept, "files with a hash in their name stay for a reader of the last pages"
    found = {path: file for path, file in snapshot(tree).items() if path not in kept}
    assert found == snapshot(build_site(small, output=small / "clean"))


def test_a_plan_lists_every_file_and_writes_none(small: Path) -> None:
    found = plan(Config(root=small, output=small / "public"))
    assert isinstance(found, Plan)
    assert not (small / "public").exists()
    assert {page.kind for page in found.pages} >= {"home", "versus", "tool", "redirect"}
    assert {"sitemap.xml", "robots.txt"} <= {file.path for file in found.files}
    assert len({page.address for page in found.pages}) == len(found.pages)


STAGES = ("load", "rank", "pair", "plan", "render", "publish")


def test_progress_is_reported_in_the_order_of_the_stages(small: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    build(Config(root=small, output=small / "public"), lambda *words: heard.append(words))
    stages = list(dict.fromkeys(stage for stage, *_ in heard))
    assert [one for one in stages if one in STAGES] == list(STAGES)
    rendered = [(done, total) for stage, done, total in heard if stage == "render"]
    assert rendered[0][0] == 0
    assert rendered[-1][0] == rendered[-1][1] == rendered[0][1]


def test_tools_are_paired_in_another_process_as_in_this_one(tmp_path: Path) -> None:
    """With `--jobs 1` a build pairs in its own process; the warnings are the same, too."""
    tool = "name: Tool {0}\ntype: framework\nsummary: The job {1} of tool {0}.\n"
    files = {
        f"content/tools/t{number}.yaml": tool.format(number, number % 7)
        for number in range(WORTH_WORKERS)
    }
    site = f"{SITE}pairs: {{policy: all, max_pages: 100}}\n"
    root = write_files(tmp_path, {"content/site.yaml": site, **files})
    here, there = (plan(Config(root=root, output=root / "public", jobs=jobs)) for jobs in (1, 2))
    assert [*here.site.pairs] == [*there.site.pairs] != []
    assert here.problems == there.problems != ()


def test_a_build_after_another_one_is_that_of_a_new_process(small: Path) -> None:
    """A build releases what it keeps of its site: the next one has pages of its own content."""
    build(Config(root=small, output=small / "public"))
    tool = small / "content/tools/alpha.yaml"
    tool.write_text(tool.read_text(encoding="utf-8").replace("Alpha", "Omega"), encoding="utf-8")
    build(Config(root=small, output=small / "public"))
    kept, built = kept_files(small / "public"), snapshot(small / "public")
    new = snapshot(build_site(small, output=small / "new"))
    assert {path: each for path, each in built.items() if path not in kept} == new


def test_an_error_of_the_configuration_is_a_usage_error(small: Path) -> None:
    write_files(small, {**SMALL_SITE, "content/site.yaml": "title: 3\n"})
    with pytest.raises(UsageError) as error:
        read(Config(root=small, output=small / "public"))
    assert {problem.file for problem in error.value.problems} == {"content/site.yaml"}


def test_an_address_conflict_is_an_error(small: Path) -> None:
    write_files(
        small,
        {
            **SMALL_SITE,
            "content/static/Tools/index.html": "x",
            "content/pages/rankings.md": "---\ntitle: Mine\n---\nx\n",
        },
    )
    with pytest.raises(ContentError) as error:
        build_site(small)
    assert [problem.file for problem in error.value.problems] == [
        "content/pages/rankings.md",
        "content/static/Tools/index.html",
    ]


def test_static_files_are_copied_as_they_are(small: Path) -> None:
    body = bytes(range(256)) * 9
    (small / "content/static/deep/er").mkdir(parents=True)
    (small / "content/static/deep/er/x.bin").write_bytes(body)
    tree = build_site(small)
    assert (tree / "deep/er/x.bin").read_bytes() == body
    assert (tree / "favicon.txt").read_text(encoding="utf-8") == "static\n"


def test_a_site_of_no_tools_can_be_built(tmp_path: Path) -> None:
    tree = build_site(write_files(tmp_path, {}))
    assert {"/", "/tools/", "/404.html", "/rankings/", "/compare/"} <= set(pages_of(tree))


def test_an_exceeded_host_limit_is_a_warning(tmp_path: Path) -> None:
    site = SMALL_SITE["content/site.yaml"] + "host: cloudflare-pages\n"
    root = write_files(tmp_path, {**SMALL_SITE, "content/site.yaml": site})
    (root / "content/static/big.bin").write_bytes(bytes(26 * 1024 * 1024))
    report = build(Config(root=root, output=root / "public"))
    warnings = [each.message for each in report.problems if each.severity is Severity.WARNING]
    assert ["a file of 26 MiB" in message for message in warnings] == [True]
