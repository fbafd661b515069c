"""`ssg fmt` and the files that it writes, or leaves alone."""

import os
from pathlib import Path

import pytest

from support.site_fixtures import Run, snapshot
from support.strategies import SITE, write_files

UNTIDY = "type:   framework\nname: 'Flax' # the package\nsummary: Neural networks.\n"
TIDY = "name: Flax # the package\ntype: framework\nsummary: Neural networks.\n"
TOOL = "content/tools/flax.yaml"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """Write a site with one file that is not in form."""
    return write_files(
        tmp_path / "site", {"content/site.yaml": SITE, TOOL: UNTIDY, "content/tools/a.yaml": TIDY}
    )


def test_a_file_is_written_only_when_it_changes(run: Run, untidy: Path) -> None:
    before = (untidy / "content/tools/a.yaml").stat()
    done = run("fmt", "-v", "-C", str(untidy))
    assert (done.code, done.out) == (0, "")
    assert done.err == f"content/site.yaml\n{TOOL}\n2 files formatted, 1 file unchanged\n"
    assert (untidy / TOOL).read_text(encoding="utf-8") == TIDY
    after = (untidy / "content/tools/a.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert run("fmt", "-C", str(untidy)).err == "0 files formatted, 3 files unchanged\n"


def test_check_names_the_files_and_writes_nothing(run: Run, untidy: Path) -> None:
    before = snapshot(untidy)
    done = run("fmt", "--check", "-C", str(untidy), str(untidy / "content/tools"))
    assert (done.code, done.out) == (1, "")
    assert done.err == f'{TOOL}:1:1: error[SSG081] is not formatted; run "ssg fmt"\n1 error\n'
    assert snapshot(untidy) == before
    run("fmt", "-q", "-C", str(untidy))
    done = run("fmt", "--check", "-C", str(untidy))
    assert (done.code, done.err) == (0, "0 files would be formatted, 3 files unchanged\n")
    assert (
        '"code": "SSG081"'
        in run(
            "fmt", "--check", "--format", "json", "-C", str(write_files(untidy, {TOOL: UNTIDY}))
        ).out
    )


def test_diff_shows_the_change_and_writes_nothing(run: Run, untidy: Path) -> None:
    before = snapshot(untidy)
    done = run("fmt", "--diff", "-C", str(untidy), str(untidy / TOOL))
    assert (done.code, done.err) == (0, "1 file would be formatted, 0 files unchanged\n")
    assert done.out == (
        f"--- a/{TOOL}\n+++ b/{TOOL}\n@@ -1,3 +1,3 @@\n-type:   framework\n"
        "-name: 'Flax' # the package\n"
        "+name: Flax # the package\n+type: framework\n summary: Neural networks.\n"
    )
    assert snapshot(untidy) == before
    assert run("fmt", "--diff", "--check", "-C", str(untidy), str(untidy / TOOL)).code == 1


def test_a_file_with_errors_is_left_and_reported_while_others_are_formatted(
    run: Run, untidy: Path
) -> None:
    wrong: dict[str, str | bytes] = {
        "content/tools/b.yaml": "type: x\nname: 'B'\nsumary: y\n",
        "content/tools/c.yaml": "name: [\n",
        "content/tools/d.yaml": b"name: caf\xe9\n",
    }
    write_files(untidy, wrong)
    done = run("fmt", "-C", str(untidy))
    assert done.code == 1
    reported = [line.partition(" ")[0] for line in done.err.splitlines()]
    assert "content/tools/b.yaml:3:1:" in reported
    assert {"content/tools/c.yaml:2:1:", "content/tools/d.yaml:1:10:"} <= {*reported}
    for path, text in wrong.items():
        assert (untidy / path).read_bytes() == (text if isinstance(text, bytes) else text.encode())
    assert (untidy / TOOL).read_text(encoding="utf-8") == TIDY


def test_line_ends_and_byte_order_marks_become_plain(run: Run, untidy: Path) -> None:
    (untidy / TOOL).write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert run("fmt", "--check", "-C", str(untidy), str(untidy / TOOL)).code == 1
    assert run("fmt", "-C", str(untidy), str(untidy / TOOL)).code == 0
    assert (untidy / TOOL).read_bytes() == TIDY.encode()


def test_a_write_that_fails_leaves_the_old_file(
    run: Run, untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = snapshot(untidy)
    monkeypatch.setattr(Path, "replace", full)
    done = run("fmt", "-C", str(untidy))
    assert (done.code, done.err) == (1, "error: No space left on device\n")
    assert snapshot(untidy) == before


def test_links_are_not_followed(run: Run, untidy: Path) -> None:
    (untidy / "outside.yaml").write_text(UNTIDY, encoding="utf-8")
    (untidy / "content/tools/link.yaml").symlink_to(untidy / "outside.yaml")
    assert run("fmt", "-q", "-C", str(untidy)).code == 0
    assert (untidy / "outside.yaml").read_text(encoding="utf-8") == UNTIDY
    assert (untidy / "content/tools/link.yaml").is_symlink()


@pytest.mark.parametrize(
    "path", ["nowhere.yaml", "content/tools/none.yaml", "content/static", "..", "/etc/passwd"]
)
def test_a_path_that_is_no_content_ends_with_2(
    run: Run, untidy: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(untidy)
    before = snapshot(untidy)
    done = run("fmt", path)
    assert done.code == 2
    assert "is not a YAML file of the content" in done.err
    assert snapshot(untidy) == before


@pytest.mark.parametrize("path", [".", "content", "content/tools/", TOOL, f"./{TOOL}"])
def test_paths_are_files_or_folders(
    run: Run, untidy: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(untidy)
    assert run("fmt", "-q", path).code == 0
    assert (untidy / TOOL).read_text(encoding="utf-8") == TIDY


def test_the_mode_of_a_file_stays(run: Run, untidy: Path) -> None:
    os.chmod(untidy / TOOL, 0o640)  # noqa: PTH101  (as a user would)
    run("fmt", "-q", "-C", str(untidy))
    assert (untidy / TOOL).stat().st_mode & 0o777 == 0o640
