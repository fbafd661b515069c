"""Sync with a real S3-compatible server: uploads, their order, and deletions."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import MemoryStore, S3Store, from_url

import ssg.output.object_store
from ssg.errors import BuildError
from ssg.output.object_store import (
    MANIFEST,
    Bucket,
    Synced,
    cache_control,
    open_bucket,
    sync,
)
from ssg.output.publish import publishing
from ssg.site import Output
from support.object_store import S3, objects, serving
from support.site_fixtures import ROOT, Run, build_site, start

pytestmark = pytest.mark.large

Tree = dict[str, bytes]
OLD: Tree = {
    "index.html": b"old",
    "a/index.html": b"a",
    "assets/x.0123abcd.css": b"x",
    "gone/index.html": b"gone",
}
NEW: Tree = {
    "index.html": b"new",
    "a/index.html": b"a",
    "assets/y.0123abcd.css": b"y",
    "sitemap.xml": b"<x/>",
    "b/index.html": b"b",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """Start a server, once for the tests of this file."""
    with serving(tmp_path_factory.mktemp("s3") / "log") as found:
        yield found


@pytest.fixture
def bucket(server: S3, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the URL of a new bucket, with the credentials in the environment."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server.make_bucket(f"b{abs(hash(request.node.name)):x}")


def publish(output: Path, site: Tree) -> Path:
    """Publish a site to a folder."""
    with publishing(output) as publication:
        publication.publish(
            [publication.stage.put(Output(path=path, body=body)) for path, body in site.items()]
        )
    return output


def send_site(tmp_path: Path, address: str, site: Tree, max_deletes: int = 9) -> Synced:
    """Upload a site to a bucket."""
    return sync(publish(tmp_path / "public", site), open_bucket(address), max_deletes)


def site_at(address: str) -> Tree:
    """Return the objects of a bucket without the manifest."""
    found = objects(address)
    assert found.pop(MANIFEST)
    return found


def test_changed_objects_are_uploaded_in_order_and_the_manifest_last(
    server: S3,
    bucket: str,
    tmp_path: Path,
) -> None:
    assert send_site(tmp_path, f"{bucket}/pre/fix", OLD) == Synced(sent=4, unchanged=0, deleted=0)
    assert site_at(f"{bucket}/pre/fix") == OLD
    before = len(server.asked())
    assert send_site(tmp_path, f"{bucket}/pre/fix", NEW) == Synced(sent=4, unchanged=1, deleted=2)
    top = f"/{bucket.removeprefix('s3://')}/pre/fix/"
    changing = [
        one.replace(top, "") for one in server.asked()[before:] if not one.startswith("GET")
    ]
    assert changing[:2] == [f"PUT {MANIFEST}", "PUT assets/y.0123abcd.css"]
    assert sorted(changing[2:4]) == ["PUT b/index.html", "PUT index.html"]
    assert changing[4] == "PUT sitemap.xml"
    assert len(changing) == 8
    assert changing[7] == f"PUT {MANIFEST}"
    assert site_at(f"{bucket}/pre/fix") == NEW


def test_an_unchanged_site_costs_one_request(server: S3, bucket: str, tmp_path: Path) -> None:
    send_site(tmp_path, bucket, OLD)
    before = len(server.asked())
    assert send_site(tmp_path, bucket, OLD) == Synced(sent=0, unchanged=4, deleted=0)
    assert [one.partition(" ")[0] for one in server.asked()[before:]] == ["GET"]


def test_objects_of_others_are_kept(bucket: str, tmp_path: Path) -> None:
    mine = {"CNAME": b"mine", "gone/notes.txt": b"mine", "prefix-not/x": b"mine"}
    for path, body in mine.items():
        obstore.put(from_url(bucket), path, body)
    send_site(tmp_path, bucket, OLD)
    send_site(tmp_path, bucket, NEW)
    assert site_at(bucket) == NEW | mine


def test_more_deletions_than_allowed_are_refused_before_anything_is_sent(
    server: S3, bucket: str, tmp_path: Path
) -> None:
    send_site(tmp_path, bucket, OLD)
    before = objects(bucket)
    words = (
        r"2 objects would be deleted, such as assets/x\.0123abcd\.css, gone/index\.html, "
        "and --max-deletes allows 1; nothing was sent"
    )
    asked = len(server.asked())
    with pytest.raises(BuildError, match=words):
        send_site(tmp_path, bucket, NEW, max_deletes=1)
    assert not any(
        one.startswith(("PUT", "POST", "DELETE"))
        for one in server.asked()[asked:]
        if "list-type" not in one
    )
    assert objects(bucket) == before
    assert send_site(tmp_path, bucket, NEW, max_deletes=2).deleted == 2


def test_objects_have_a_content_type_and_cache_control(bucket: str, tmp_path: Path) -> None:
    send_site(tmp_path, bucket, {**NEW, "x.bin": b"\0", "pic.png": b"p"})
    store = from_url(bucket)
    said = {path: dict(obstore.get(store, path).attributes) for path in objects(bucket)}
    assert {path: one["Content-Type"] for path, one in said.items()} == {
        MANIFEST: "text/plain; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "a/index.html": "text/html; charset=utf-8",
        "b/index.html": "text/html; charset=utf-8",
        "assets/y.0123abcd.css": "text/css; charset=utf-8",
        "sitemap.xml": "application/xml",
        "x.bin": "application/octet-stream",
        "pic.png": "image/png",
    }
    assert said["assets/y.0123abcd.css"]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert said["index.html"]["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    "path",
    ["assets/site.css", "site.0123abcd.css", "assets/x/site.0123abcd.css", "assets/a.0123abc.css"],
)
def test_only_names_with_a_hash_are_immutable(path: str) -> None:
    assert cache_control(path).endswith("must-revalidate")


def test_a_run_after_an_interrupted_one_completes_the_store(
    bucket: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send_site(tmp_path, bucket, OLD)
    put = obstore.put

    def cut_off(store: S3Store, path: str, *words: Any, **more: Any) -> object:
        if path == "index.html":
            raise OSError("the cable was pulled")
        return put(store, path, *words, **more)

    with monkeypatch.context() as patch:
        patch.setattr(obstore, "put", cut_off)
        with pytest.raises(BuildError, match=r"cannot write to .*the cable was pulled"):
            send_site(tmp_path, bucket, NEW)
    assert site_at(bucket).keys() >= OLD.keys()  # the old pages still have all their assets
    less = {path: body for path, body in OLD.items() if path != "gone/index.html"}
    assert send_site(tmp_path, bucket, less).deleted == 4  # includes uploads of the failed run
    assert site_at(bucket) == less


@pytest.mark.parametrize(
    "text", [b"", b"x", b"ssg manifest 1\nx\n", b"ssg manifest 1\n0 0 ../x\n", b"\xff"]
)
def test_a_damaged_manifest_deletes_nothing(bucket: str, text: bytes) -> None:
    obstore.put(from_url(bucket), MANIFEST, text)
    with pytest.raises(BuildError, match=f'/{MANIFEST}" is damaged; remove it'):
        open_bucket(bucket)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*OLD, *NEW]), st.binary(max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_after_any_sites_the_objects_are_those_of_the_last(sites: list[Tree]) -> None:
    store = MemoryStore()
    for site in sites:
        folder = Path(os.environ.get("TMPDIR", "/tmp"), f"ssg-test-{os.getpid()}")  # noqa: S108
        try:
            known = ssg.output.object_store._read_manifest(store, "memory:")  # noqa: SLF001  (a store in memory cannot be opened again)
            sync(publish(folder / "public", site), Bucket("memory:", store, known), 99)
        finally:
            shutil.rmtree(folder)
    found = {one["path"] for few in obstore.list(store) for one in few} - {MANIFEST}
    assert found == set(sites[-1])


def test_a_local_folder_works_as_a_store(tmp_path: Path) -> None:
    address = f"file://{tmp_path}/store"
    assert send_site(tmp_path, address, OLD).sent == 4
    assert send_site(tmp_path, address, NEW) == Synced(sent=4, unchanged=1, deleted=2)
    assert {path: (tmp_path / "store" / path).read_bytes() for path in NEW} == NEW
    assert not (tmp_path / "store/gone/index.html").exists()


@pytest.mark.parametrize("address", ["s3:", "s3://", "gs://", "az://container"])
def test_an_invalid_address_is_reported(address: str) -> None:
    with pytest.raises(BuildError, match=f'cannot open "{address}"'):
        open_bucket(address)


def test_a_missing_bucket_is_reported(server: S3, bucket: str, tmp_path: Path) -> None:
    with pytest.raises(
        BuildError, match=r'cannot write to "s3://nowhere".*check the URL, the credentials'
    ):
        send_site(tmp_path, "s3://nowhere", OLD)


def test_the_commands_upload_a_complete_site(
    run: Run, server: S3, bucket: str, small: Path
) -> None:
    whole = {
        path.relative_to(small / "whole").as_posix(): path.read_bytes()
        for path in build_site(small, output=small / "whole").rglob("*")
        if path.is_file()
    }
    done = run("build", "-C", str(small), "-o", f"{bucket}/site")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(
        f"s: {len(whole)} objects uploaded, 0 unchanged, 0 deleted, at {bucket}/site\n"
    )
    assert site_at(f"{bucket}/site") == whole
    parts = [str(small / f"parts/{number}-of-2") for number in (1, 2)]
    for number in (1, 2):
        assert run("build", "-q", "-C", str(small), "--shard", f"{number}/2").code == 0
    done = run("merge", *parts, "-o", f"{bucket}/site")
    assert done.err.endswith(
        f": 0 objects uploaded, {len(whole)} unchanged, 0 deleted, at {bucket}/site\n"
    )
    (small / "content/tools/gamma.yaml").unlink()
    assert run("build", "-C", str(small), "-o", f"{bucket}/site", "--max-deletes", "2").code == 1
    assert site_at(f"{bucket}/site") == whole
    assert run("build", "-q", "-C", str(small), "-o", f"{bucket}/site").code == 0
    assert not [path for path in site_at(f"{bucket}/site") if "gamma" in path]
    assert not (small / "public").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "file:x"), "is not a supported object store"),
        (("-o", "s3:x"), "is not a supported object store"),
        (
            ("-o", "ftp://x/y"),
            "is not a supported object store; supported are s3://, gs://, az://, file:///, memory:",
        ),
        (("--max-deletes", "3"), "--max-deletes requires an object store"),
        (("-o", "s3://x", "--shard", "1/2"), "a shard is written to a folder"),
        (("-o", "content/site.yaml"), "is a file"),
    ],
)
def test_invalid_arguments_exit_with_2(
    run: Run,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(small)
    done = run("build", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_without_obstore_the_message_names_the_extra(small: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/obstore.py").write_text(
        'raise ModuleNotFoundError("no", name="obstore")\n', encoding="utf-8"
    )
    done = start(
        "build",
        "-C",
        str(small),
        "-o",
        "s3://b",
        PYTHONPATH=f"{tmp_path / 'without'}{os.pathsep}{ROOT}",
    )
    assert done.returncode == 2
    assert done.stderr.endswith(
        'needs more packages; install them with: pip install "versus-ssg[cloud] @ git+https://github.com/versus-ssg/ssg"\n'
    )
