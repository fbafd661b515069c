"""Staging: which files are written, which are reused, and which are refused."""

import hashlib
import multiprocessing
import os
import resource
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.catalog import StaticFile
from ssg.errors import BuildError
from ssg.output.digests import size_and_digest
from ssg.output.staging import Keys, Stage, Written
from ssg.site import Output


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Return an empty stage and a previous tree with two pages."""
    for name in ("stage", "old/a", "sources"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "old/a/index.html").write_bytes(b"old page")
    (tmp_path / "old/link.html").symlink_to("a/index.html")
    return Stage(tmp_path / "stage", tmp_path / "old")


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def digest(body: bytes) -> str:
    """Return the digest of these bytes in the manifest."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def test_a_stage_without_a_previous_tree_looks_for_none(stage: Stage) -> None:
    """Each look is a system call for every file of a site."""
    first = replace(stage, is_first=True)
    assert not first.put(Output(path="a/index.html", body=b"old page")).reused


def test_a_record_has_the_keys_and_alignments_of_its_file(stage: Stage) -> None:
    keys, aligned = Keys(b"of", b"matched", b"quick"), ((("a", "b"), b"[]"),)
    for path, body in (("a/index.html", b"old page"), ("b.html", b"x")):
        record = stage.put(Output(path=path, body=body), keys, aligned)
        assert Keys(record.fingerprint, record.matched, record.quick) == keys
        assert record.aligned == aligned
        other = record._replace(fingerprint=b"other", matched=b"", quick=b"", aligned=())
        assert record.with_keys(Keys(b"other")) == other


@pytest.mark.parametrize(
    ("path", "body", "reused"),
    [
        ("a/index.html", b"old page", True),
        ("a/index.html", b"new page", False),
        ("a/index.html", b"longer new page", False),
        ("a/index.html/index.html", b"the old tree has a file where this has a folder", False),
        ("link.html", b"old page", False),
        ("b/c/d/index.html", b"", False),
        ("\u00e9 with blanks & more.html", b"x", False),
        ("..a/.b./c...", b"x", False),
    ],
)
def test_a_page_is_written_unless_the_previous_tree_has_it(
    stage: Stage, path: str, body: bytes, *, reused: bool
) -> None:
    written = stage.put(Output(path=path, body=body))
    assert written._replace(mtime=0) == Written(path, len(body), digest(body), reused)
    assert files(stage.folder) == ({} if reused else {path: body})


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        ".",
        "..",
        "/etc/passwd",
        "a//b",
        "a/",
        "../x",
        "a/../../x",
        "a/./b",
        "a/..",
        "./a",
        "a\\b",
        "..\\x",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
        "a\ud800b",
    ],
)
def test_a_path_that_is_not_plain_is_refused(stage: Stage, tmp_path: Path, path: str) -> None:
    (tmp_path / "sources/x").write_bytes(b"x")
    before = files(tmp_path)
    with pytest.raises(BuildError, match="invalid output path"):
        stage.put(Output(path=path, body=b"x"))
    with pytest.raises(BuildError, match="invalid output path"):
        stage.copy(StaticFile(address=path, source=str(tmp_path / "sources/x")))
    assert files(tmp_path) == before


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, 5_000_001])
def test_a_static_file_of_any_size_is_copied(stage: Stage, tmp_path: Path, size: int) -> None:
    body = bytes(index % 251 for index in range(1000)) * (size // 1000 + 1)
    (tmp_path / "sources/x").write_bytes(body[:size])
    file = StaticFile(address="deep/x.bin", source=str(tmp_path / "sources/x"))
    written = stage.copy(file)
    expected = Written("deep/x.bin", size, digest(body[:size]), reused=False)
    assert written._replace(mtime=0) == expected
    assert files(stage.folder) == {"deep/x.bin": body[:size]}
    again = Stage(tmp_path / "other", stage.folder).copy(file)
    assert again == written._replace(reused=True, mtime=again.mtime)


def test_a_static_file_of_the_same_size_but_other_bytes_is_copied(
    stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "sources/x").write_bytes(b"new page")
    assert not stage.copy(
        StaticFile(address="a/index.html", source=str(tmp_path / "sources/x"))
    ).reused
    assert files(stage.folder) == {"a/index.html": b"new page"}


def test_a_source_that_cannot_be_read_is_named(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(
        BuildError, match=r'^cannot read ".*gone": No such file or directory; check that it exists'
    ):
        stage.copy(StaticFile(address="x", source=str(tmp_path / "gone")))


@pytest.mark.parametrize(
    ("first", "second", "advice"),
    [
        ("a/b", "a/b", "give each file of the site its own path"),
        ("a", "a/b", "rename the file or the folder: one path cannot be both"),
        ("a/b", "a", "give each file of the site its own path"),
        ("a", "b" * 300, "choose shorter names"),
    ],
)
def test_a_system_error_becomes_one_message_with_advice(
    stage: Stage, first: str, second: str, advice: str
) -> None:
    stage.put(Output(path=first, body=b"x"))
    with pytest.raises(BuildError, match=rf'^cannot write "{second[:300]}": .*; {advice}'):
        stage.put(Output(path=second, body=b"y"))


def test_a_worker_that_outlives_its_build_writes_nothing(stage: Stage, tmp_path: Path) -> None:
    stage.folder.rmdir()
    with pytest.raises(BuildError, match='cannot write "a/b/c"'):
        stage.put(Output(path="a/b/c", body=b"x"))
    assert not stage.folder.exists()


def test_modes_do_not_depend_on_the_umask(stage: Stage) -> None:
    before = os.umask(0o777)
    try:
        stage.put(Output(path="a/b", body=b"x"))
    finally:
        os.umask(before)
    assert (stage.folder / "a/b").stat().st_mode & 0o777 == 0o644
    assert (stage.folder / "a").stat().st_mode & 0o777 == 0o755


def test_too_many_open_files_are_reported(stage: Stage) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(
            BuildError, match=r"Too many open files; raise the limit on open files \(ulimit -n\)"
        ):
            stage.put(Output(path="a/index.html", body=b"old page"))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_forked_and_spawned_workers_write_the_same(stage: Stage, method: str) -> None:
    outputs = [
        Output(path=f"compare/{index}/index.html", body=b"%d" % index * 100) for index in range(40)
    ]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        written = list(pool.map(stage.put, outputs, chunksize=10))
    assert files(stage.folder) == {output.path: output.body for output in outputs}
    assert [(page.path, page.digest) for page in written] == [
        (page.path, digest(page.body)) for page in outputs
    ]


def test_size_and_digest_of_a_large_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 3_000_000)
    assert size_and_digest(str(tmp_path / "x")) == (3_000_000, digest(b"x" * 3_000_000))


def test_a_link_with_the_bytes_of_a_page_is_not_reused(stage: Stage) -> None:
    """The status of a link has the length of its target, which may be that of the page."""
    (stage.previous / "b.html").write_bytes(b"123456")
    (stage.previous / "index.html").symlink_to("b.html")
    assert not stage.put(Output(path="index.html", body=b"123456")).reused
