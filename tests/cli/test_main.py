"""Interface of the `ssg` command: exit codes, streams, options, environment, formats."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssg.build import pipeline
from support.repositories import commit, git, repository
from support.site_fixtures import (
    ROOT,
    SMALL_SITE,
    Outcome,
    Run,
    clean_environment,
    snapshot,
    start,
    wait_for_rendering,
)
from support.strategies import write_files

WARNED = {**SMALL_SITE, "content/notes.txt": "what is this?"}
BROKEN = {**SMALL_SITE, "content/tools/delta.yaml": "name: Delta\npricing: free\nsumary: x\n"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """Write a site with one warning."""
    return write_files(tmp_path / "warned", WARNED)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a site with errors."""
    return write_files(tmp_path / "broken", BROKEN)


def test_a_build_says_what_it_did_on_stderr(run: Run, small: Path) -> None:
    done = run("build", "-C", str(small))
    assert (done.code, done.out) == (0, "")
    words = (
        r"Built 3 tools, \d+ pages, [\d.]+ kB in [\d.]+ s: \d+ files changed, 0 removed, in "
        r".*public\n"
    )
    assert re.fullmatch(words, done.err)
    assert (small / "public/index.html").is_file()


def test_quiet_says_only_what_is_wrong(run: Run, small: Path, broken: Path) -> None:
    for words in (("build",), ("check",), ("clean",)):
        assert run(*words, "-q", "-C", str(small)) == Outcome(0, "", "")
    done = run("build", "-q", "-C", str(broken))
    assert done.code == 1
    assert 'unknown key "sumary"' in done.err


def test_verbose_names_the_stages(run: Run, small: Path) -> None:
    err = run("build", "-v", "-C", str(small)).err
    stages = re.findall(r"^(\w+): [\d.]+ s$", err, re.MULTILINE)
    assert stages[0] == "load"
    assert stages[-3:] == ["render", "search", "publish"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_content_errors_end_with_1_and_name_every_fault(
    run: Run, broken: Path, command: str
) -> None:
    done = run(command, "-C", str(broken))
    assert (done.code, done.out) == (1, "")
    lines = done.err.splitlines()
    mine = [
        number for number, line in enumerate(lines) if line.startswith("content/tools/delta.yaml")
    ]
    assert lines[mine[0]].startswith("content/tools/delta.yaml:1:1: error[SSG011] ")
    assert lines[mine[1] : mine[1] + 3] == [
        'content/tools/delta.yaml:3:1: error[SSG012] unknown key "sumary"; did you mean "summary"?',
        "     3 | sumary: x",
        "       | ^^^^^^",
    ]
    assert re.fullmatch(r"2 errors|Checked 4 tools: 2 errors, \d+ warnings", lines[-1])
    assert not (broken / "public").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("build", "--nonsense"),
        ("build", "--jobs", "0"),
        ("build", "--jobs", "many"),
        ("nonsense",),
        ("new",),
        ("build", "--date", "yesterday"),
        ("build", "--base-url", "example.org"),
        ("build", "-u", "javascript:alert(1)"),
        ("build", "--format", "xml"),
        ("rank", "--format", "github"),
        ("pairs", "--explain", "alpha"),
    ],
)
def test_words_that_mean_nothing_end_with_2(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(small)
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "rror" in done.err
    assert "Traceback" not in done.err


def test_an_unknown_command_is_answered_with_the_nearest_one(run: Run) -> None:
    done = run("biuld")
    assert done.code == 2
    assert "biuld" in done.err
    assert "build" in done.err


def test_an_unknown_option_is_answered_with_the_nearest_one(run: Run) -> None:
    assert "--strict" in run("build", "--strct").err


def test_a_folder_without_content_ends_with_2_and_advice(run: Run, tmp_path: Path) -> None:
    done = run("build", "-C", str(tmp_path))
    assert done.code == 2
    assert "content/site.yaml" in done.err
    assert "ssg new" in done.err


def test_a_broken_configuration_ends_with_2_and_its_place(run: Run, small: Path) -> None:
    write_files(
        small,
        {"content/site.yaml": "title: x\nbase_url: https://x.org/\ntypes: {a: A}\ncolour: red\n"},
    )
    done = run("check", "-C", str(small))
    assert done.code == 2
    assert 'content/site.yaml:4:1: error[SSG012] unknown key "colour"' in done.err


@pytest.mark.parametrize("output", [".", "content", "content/static", "layouts/x", ".."])
def test_the_output_may_not_be_the_source(run: Run, small: Path, output: str) -> None:
    before = snapshot(small)
    done = run("build", "-C", str(small), "-o", str(small / output))
    assert done.code == 2
    assert "choose another" in done.err
    assert snapshot(small) == before


def fail(*_: object) -> None:
    """Fail as only a bug does."""
    raise RuntimeError("the moon is wrong")


def test_our_own_fault_ends_with_3_and_a_short_message(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", fail)
    done = run("build", "-C", str(small))
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("internal error: RuntimeError: the moon is wrong\n")
    assert "-vv" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("words", [("-vv",), ("-v", "-v"), ("-v", "--verbose"), ("-qvv",)])
def test_the_traceback_comes_when_asked_for(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(pipeline, "build", fail)
    done = run("build", *words, "-C", str(small))
    assert done.code == 3
    assert "Traceback" in done.err


def test_a_refusal_of_the_system_ends_with_1(run: Run, small: Path) -> None:
    (small / "public").write_text("a file", encoding="utf-8")
    done = run("build", "-C", str(small))
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1


def test_ctrl_c_ends_with_130(run: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", interrupt)
    assert run("build", "-C", str(small)) == Outcome(130, "", "\ninterrupted\n")


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
def test_a_signal_that_a_library_reports_as_its_error_ends_with_the_code_of_the_signal(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, said: str
) -> None:
    def build(*_: object) -> None:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt as error:
            raise ValueError("schema") from error

    monkeypatch.setattr(pipeline, "build", build)
    done = run("build", "-C", str(small))
    assert (done.code, done.err.strip()) == (code, said)


def assert_ended(group: int) -> None:
    """Wait a few seconds until no process of a group is left."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker is left")


@pytest.mark.parametrize(
    "delay",
    [0.01, *(pytest.param(delay, marks=pytest.mark.large) for delay in (0.0, 0.005, 0.03, 0.3))],
)
def test_ctrl_c_on_the_keyboard_reaches_workers_and_ends_with_130(
    tmp_path: Path, delay: float
) -> None:
    words = [
        sys.executable,
        "-m",
        "ssg",
        "build",
        "-v",
        "--jobs",
        "2",
        "-o",
        str(tmp_path / "public"),
    ]
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        text=True,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=clean_environment(PYTHONPATH=str(ROOT)),
    )
    assert process.stderr
    wait_for_rendering(tmp_path / "public", process)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    reported = process.stderr.read()
    process.stderr.close()
    code = process.wait(timeout=20)
    if code == 0 and "Built" in reported:
        pytest.skip("the build was complete before the key was pressed")
    assert code == 130
    assert re.fullmatch(r"(\w+: [\d.]+ s\n)*\n?interrupted\n", reported)
    assert_ended(process.pid)
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_strict_lets_warnings_fail(
    run: Run, warned: Path, command: str, quiet: tuple[str, ...]
) -> None:
    assert run(command, *quiet, "-C", str(warned)).code == 0
    done = run(command, "--strict", *quiet, "-C", str(warned))
    assert done.code == 1
    assert re.search(r"^\d+ warnings? treated as errors \(--strict\)$", done.err, re.MULTILINE)


def test_a_strict_build_with_warnings_leaves_the_old_site(run: Run, warned: Path) -> None:
    (warned / "content/notes.txt").rename(warned / "notes.txt")
    assert run("build", "--strict", "-C", str(warned)).code == 0
    before = snapshot(warned / "public")
    (warned / "notes.txt").rename(warned / "content/notes.txt")
    (warned / "content/static/new.txt").write_text("New.")
    done = run("build", "--strict", "-C", str(warned))
    assert done.code == 1
    assert "content/notes.txt:1:1: warning[SSG020] is not read" in done.err
    assert done.err.endswith("1 warning\n1 warning treated as errors (--strict)\n")
    assert snapshot(warned / "public") == before
    assert run("build", "-C", str(warned)).code == 0
    assert (warned / "public/new.txt").is_file()


def test_strict_is_content_with_a_site_without_warnings(run: Run, small: Path) -> None:
    assert run("build", "-s", "-C", str(small)).code == 0


def test_warnings_are_reported_and_do_not_fail(run: Run, warned: Path) -> None:
    done = run("build", "-C", str(warned))
    assert (done.code, done.out) == (0, "")
    assert "content/notes.txt:1:1: warning[SSG020] is not read" in done.err
    assert "content/notes.txt" not in run("build", "-q", "-C", str(warned)).err


def test_options_come_from_the_environment(
    run: Run, small: Path, warned: Path, tmp_path: Path
) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    assert (
        run(
            "build",
            SSG_BUILD_SITE=str(small),
            SSG_BUILD_OUTPUT=elsewhere,
            SSG_BUILD_QUIET="1",
            SSG_BUILD_JOBS="1",
            SSG_BUILD_BASE_URL="https://env.example/",
        ).err
        == ""
    )
    assert "https://env.example/" in (tmp_path / "elsewhere/index.html").read_text(encoding="utf-8")
    assert run("check", "-C", str(warned), SSG_CHECK_STRICT="1").code == 1
    assert run("build", "-C", str(small), SSG_BUILD_JOBS="many").code == 2


def test_what_is_typed_wins_over_the_environment(run: Run, small: Path) -> None:
    assert (
        run(
            "build",
            "-C",
            str(small),
            "-u",
            "https://typed.example/",
            SSG_BUILD_BASE_URL="https://env.example/",
        ).code
        == 0
    )
    assert "https://typed.example/" in (small / "public/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "environment", "colored"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "auto"), {"FORCE_COLOR": "1"}, True),
        ((), {"NO_COLOR": ""}, False),
    ],
)
def test_colour_is_used_when_wanted(
    run: Run,
    broken: Path,
    warned: Path,
    words: tuple[str, ...],
    environment: dict[str, str],
    *,
    colored: bool,
) -> None:
    for site in (broken, warned):
        done = run("check", *words, "-C", str(site), **environment)
        assert bool(ANSI.search(done.err)) is colored
        assert ": error[SSG" in ANSI.sub("", done.err) or ": warning[SSG" in ANSI.sub("", done.err)


@pytest.mark.parametrize("command", ["build", "check"])
def test_problems_as_json_stand_alone_on_stdout(run: Run, broken: Path, command: str) -> None:
    done = run(command, "-C", str(broken), "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)
    assert found["schema_version"] == 1
    assert found["summary"].startswith("2 errors")
    assert [one for one in found["problems"] if one["severity"] == "error"][1] == {
        "file": "content/tools/delta.yaml",
        "line": 3,
        "column": 1,
        "severity": "error",
        "code": "SSG012",
        "message": 'unknown key "sumary"',
        "hint": 'did you mean "summary"?',
    }


def test_a_check_that_finds_nothing_is_json_too(run: Run, small: Path) -> None:
    found = json.loads(run("check", "-q", "-C", str(small), "--format", "json").out)
    assert (found["problems"], found["summary"]) == ([], "no problems")


@pytest.mark.parametrize("words", [("--format", "json"), ("--format=json",)])
def test_the_format_holds_for_errors_of_the_configuration(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = run("build", "-C", str(tmp_path), *words)
    assert done.code == 2
    assert json.loads(done.out)["problems"][0]["file"] == "content/site.yaml"


def test_the_format_may_come_from_the_environment(run: Run, broken: Path) -> None:
    assert json.loads(run("build", "-C", str(broken), SSG_BUILD_FORMAT="json").out)["problems"]


def test_problems_for_github_are_workflow_commands(run: Run, broken: Path) -> None:
    done = run("check", "-C", str(broken), "--format", "github")
    assert done.code == 1
    assert done.out.splitlines()[1] == (
        "::error file=content/tools/delta.yaml,line=3,col=1,title=SSG012::"
        'unknown key "sumary"; did you mean "summary"?'
    )


@pytest.mark.parametrize(
    "name",
    ["a,line=9::error b.yaml", "100%25.yaml", "new\nline::warning::x.yaml", "c\x1b[31m.yaml"],
)
def test_hostile_file_names_cannot_forge_messages(run: Run, small: Path, name: str) -> None:
    (small / "content/tools" / name).write_text("name: x\n", encoding="utf-8")
    text, github = (
        run("check", "--all", "-C", str(small), "--color", "never", "--format", style)
        for style in ("text", "github")
    )
    assert text.code == github.code == 1
    lines = text.err.splitlines()
    assert all(re.match(r"content/tools/|Checked 4 tools: | +\d* \| ", line) for line in lines), (
        lines
    )
    assert "\x1b" not in text.err + github.out
    for line in github.out.splitlines():
        assert re.match(
            r"::(error|warning) file=content/tools/[^:,]+,line=\d+,col=\d+,title=SSG\d+::|\d+ "
            r"more warnings: ",
            line,
        ), line
    first = github.out.splitlines()[0]
    assert first.startswith("::error ")
    assert "%25" not in name or "%2525" in first


@pytest.mark.parametrize("option", ["-C", "--site"])
def test_the_site_may_be_elsewhere(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build", option, "small").code == 0
    assert (small / "public/index.html").is_file()
    monkeypatch.chdir(small)
    assert run("check").code == 0


def test_the_date_is_typed_or_comes_from_the_environment(run: Run, small: Path) -> None:
    def day(*words: str, **environment: str) -> str:
        found: str = json.loads(
            run("rank", "-C", str(small), "--format", "json", *words, **environment).out
        )["date"]
        return found

    assert day() == "2026-05-05", "the newest date that two files reach"
    assert day("--date", "2027-01-02") == "2027-01-02"
    assert day(SOURCE_DATE_EPOCH="1900000000") == "2030-03-17"
    assert day("--date", "2027-01-02", SOURCE_DATE_EPOCH="1900000000") == "2027-01-02"
    assert day(SSG_RANK_DATE="2028-02-29", SOURCE_DATE_EPOCH="1900000000") == "2028-02-29"
    assert day(SOURCE_DATE_EPOCH="") == day()


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999999"])
def test_a_senseless_epoch_ends_with_2(run: Run, small: Path, epoch: str) -> None:
    done = run("build", "-C", str(small), SOURCE_DATE_EPOCH=epoch)
    assert done.code == 2
    assert "SOURCE_DATE_EPOCH" in done.err


def test_a_build_in_a_shallow_clone_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    folder = repository(tmp_path / "site", SMALL_SITE)
    commit(folder, {"README.md": "Pens."})
    assert "git fetch" not in run("build", "-C", str(folder)).err
    git(tmp_path, "clone", "--quiet", "--depth", "1", folder.as_uri(), "shallow")
    done = run("build", "--strict", "-C", str(tmp_path / "shallow"))
    assert done.code == 0
    assert 'Fetch the history first: "git fetch --unshallow".' in done.err
    assert not (tmp_path / "shallow/public/changes").exists()


def test_a_later_date_makes_scores_older(run: Run, small: Path) -> None:
    assert run("build", "-q", "-C", str(small)).code == 0
    before = snapshot(small / "public")
    assert run("build", "-q", "-C", str(small), "--date", "2031-01-01").code == 0
    assert snapshot(small / "public") != before


def test_a_deployment_is_added_with_the_steps_that_remain(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "-q", "mine").code == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert run("new", "--deploy", "github").err == (
        "Wrote 3 files in this folder.\n"
        "Next: set base_url in content/site.yaml\n"
        "Next: ssg build\n"
        "Next: in the repository's settings, set Pages > Source to GitHub Actions\n"
    )
    assert "GitHub Pages: 0.3 of 1,024 MiB (1%) in all" in run("build", "--strict").err
    assert "exists already" in run("new", "--deploy", "s3").err


def test_from_nothing_to_a_site_and_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine").err == "Wrote 16 files in mine.\nNext: ssg build -C mine\n"
    assert run("check", "--strict", "-C", "mine").err == "Checked 2 tools: no problems\n"
    assert run("build", "--strict", "-C", "mine").code == 0
    assert (tmp_path / "mine/public/compare/pen-vs-pencil/index.html").is_file()
    removed = run("clean", "-C", "mine")
    assert re.fullmatch(r"Removed \d+ files from mine/public\n", removed.err)
    assert not (tmp_path / "mine/public").exists()
    assert not (tmp_path / "mine/.public.ssg").exists()
    assert run("clean", "-C", "mine").err == "Removed 0 files from mine/public\n"


def test_a_site_is_not_started_in_a_full_folder(run: Run, small: Path) -> None:
    before = snapshot(small)
    done = run("new", str(small))
    assert done.code == 2
    assert "is not empty" in done.err
    assert snapshot(small) == before


def test_clean_leaves_what_no_build_wrote(run: Run, small: Path) -> None:
    run("build", "-q", "-C", str(small), "-o", str(small / "out"))
    (small / "out/CNAME").write_text("x", encoding="utf-8")
    assert run("clean", "-C", str(small), "-o", str(small / "out")).code == 0
    assert snapshot(small / "out").keys() == {"CNAME"}


def test_the_ranking_is_a_table_or_json(run: Run, small: Path) -> None:
    table = run("rank", "-C", str(small))
    assert (table.code, table.err) == (0, "")
    assert table.out.splitlines()[0].split() == [
        "#",
        "slug",
        "type",
        "score",
        "range",
        "adoption",
        "ecosystem",
        "freshness",
    ]
    found = json.loads(run("rank", "-C", str(small), "--format", "json").out)
    assert {tool["slug"] for tool in found["tools"]} == {"alpha", "beta", "gamma"}
    assert [tool["place"] for tool in found["tools"]] == [1, 2, 3]


def test_a_receipt_explains_a_score(run: Run, small: Path) -> None:
    done = run("rank", "-C", str(small), "--explain", "alpha")
    assert done.code == 0
    assert "stars" in done.out
    assert "total" in [line.split()[0] for line in done.out.splitlines() if line.strip()]
    wrong = run("rank", "-C", str(small), "--explain", "alfa")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'did you mean "alpha"?' in wrong.err


def test_pairs_are_listed_and_explained(run: Run, small: Path) -> None:
    done = run("pairs", "-C", str(small))
    assert (done.code, done.err) == (0, "")
    listed = [line.split()[:2] for line in done.out.splitlines()]
    assert listed[-3:] == [["alpha", "beta"], ["alpha", "gamma"], ["beta", "gamma"]]
    found = json.loads(run("pairs", "-C", str(small), "--format", "json").out)
    assert [pair["a"] for pair in found["pairs"]] == ["alpha", "alpha", "beta"]
    assert "have a page" in run("pairs", "-C", str(small), "--explain", "beta", "old-alpha").out
    assert run("pairs", "-C", str(small), "--explain", "beta", "missing").code == 2


@pytest.mark.large
def test_a_closed_stdout_is_no_fault_of_ours(small: Path) -> None:
    words = [sys.executable, "-m", "ssg", "rank", "-C", str(small)]
    for close in ("| true", ">&-", "2>&-", ">/dev/full"):
        done = subprocess.run(
            ["sh", "-c", f"{' '.join(words)} {close}"],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(PYTHONPATH=str(ROOT)),
        )
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr
        assert "Exception ignored" not in done.stderr


def test_a_build_does_not_need_its_streams(small: Path) -> None:
    command = f"{sys.executable} -m ssg build -C {small} >&- 2>&- <&-"
    assert (
        subprocess.run(
            ["sh", "-c", command], check=False, env=clean_environment(PYTHONPATH=str(ROOT))
        ).returncode
        == 0
    )
    assert (small / "public/index.html").is_file()


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("build", "-h"), ("--version",)])
def test_help_and_version_are_data(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out


def test_without_words_the_help_is_shown(run: Run) -> None:
    done = run()
    assert "Commands:" in done.out + done.err
    assert done.code in {0, 2}


def test_the_module_is_the_program() -> None:
    assert start("--version").stdout.startswith("ssg, version ")
