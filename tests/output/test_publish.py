"""Publishing: a reader sees the complete old or new site, also after a killed build."""

import errno
import os
import random
import resource
import shutil
import signal
import stat
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from ssg.errors import BuildError
from ssg.output import atomic_swap as swap
from ssg.output import new_tree, spare_tree
from ssg.output import publish as publication
from ssg.output.publish import clean, generated_files, publishing
from ssg.output.published import Published
from ssg.output.tree_files import MOST_FOLDERS, walk
from ssg.site import Output
from support.site_fixtures import Run, kept_files

if TYPE_CHECKING:
    from _typeshed import TraceFunction

Tree = dict[str, bytes]
OLD: Tree = {
    "index.html": b"old",
    "a/index.html": b"a",
    "b/index.html": b"b",
    "gone/deep/index.html": b"gone",
}
NEW: Tree = {
    "index.html": b"new!",
    "a/index.html": b"a",
    "b/index.html": b"c",
    "added/index.html": b"added",
}
OTHER: Tree = dict.fromkeys((*OLD, *NEW), b"other")
FOREIGN: Tree = {"CNAME": b"example.org", "gone/notes.txt": b"mine"}
STATE_FILES, SPARE = {"lock", "manifest"}, {"spare", "spare-record"}


def publish(output: Path, site: Tree, jobs: int = 1) -> Published:
    """Publish a site, as a build does."""
    with publishing(output, jobs=jobs) as publication:
        return publication.publish(
            [publication.stage.put(Output(path=path, body=site[path])) for path in site]
        )


def tree(output: Path) -> Tree:
    """Return every file of the output; of links, their targets."""
    return {
        path.relative_to(output).as_posix(): os.fsencode(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in output.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def add(output: Path, files: Tree) -> None:
    """Add files of the user to the output."""
    for path, body in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(body)


def state(output: Path) -> set[str]:
    """List the names in the state folder, except the spare tree and its record."""
    names = {path.name for path in (output.parent / f".{output.name}.ssg").iterdir()}
    assert len(names & SPARE) in {0, 2}
    return names - SPARE


@pytest.mark.parametrize("umask", [0o022, 0o002, 0o077, 0o777])
def test_a_web_server_can_read_the_site_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    """Modes are set where a new folder does not have them already."""
    output, before = tmp_path / "public", os.umask(umask)
    try:
        publish(output, OLD)
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (output, *output.rglob("*"))}
    assert modes == {path: 0o755 if path.is_dir() else 0o644 for path in modes}


def identities(output: Path) -> dict[str, tuple[int, int]]:
    """Return inode and modification time of each path."""
    return {
        str(path): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in [output, *output.rglob("*")]
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder with a published site and files of the user."""
    publish(tmp_path / "public", OLD)
    add(tmp_path / "public", FOREIGN)
    return tmp_path / "public"


def two_renames(one: str, two: str) -> bool:
    """Simulate a system without exchange."""
    return False


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test with and without the exchange of the system."""
    if request.param == "two renames":
        monkeypatch.setattr(swap, "exchange", two_renames)
    return str(request.param)


def in_child(work: Callable[[], str]) -> str:
    """Run work in a new process; return its result, or nothing when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)  # no code of the tests may run here
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    os.waitpid(child, 0)
    return text


@pytest.mark.usefixtures("way")
def test_a_new_site_replaces_the_old_one_and_keeps_files_of_the_user(output: Path) -> None:
    (output / "empty/folder").mkdir(parents=True)
    (output / "kept").mkdir(mode=0o700)
    (output / "kept/link").symlink_to("../nowhere")
    untouched = ("a/index.html", "CNAME")
    before = [(output / path).stat() for path in untouched]
    output.chmod(0o750)
    assert publish(output, NEW) == Published(
        changed=3, unchanged=1, removed=1, size=11, files=4, largest=5, fullest=1
    )
    assert tree(output) == NEW | FOREIGN | {"kept/link": b"../nowhere"}
    assert (output / "empty/folder").is_dir()
    assert not (output / "gone/deep").exists()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (output, output / "kept")] == [
        0o750,
        0o700,
    ]
    after = [(output / path).stat() for path in untouched]
    assert [(one.st_ino, one.st_mtime_ns) for one in after] == [
        (one.st_ino, one.st_mtime_ns) for one in before
    ]
    assert state(output) == STATE_FILES


def test_an_unchanged_site_touches_no_file(output: Path) -> None:
    before = identities(output), identities(output.parent / ".public.ssg")
    assert publish(output, OLD) == Published(
        changed=0, unchanged=4, removed=0, size=9, files=4, largest=4, fullest=1
    )
    assert identities(output) == before[0]
    manifest = str(output.parent / ".public.ssg/manifest")
    assert identities(output.parent / ".public.ssg")[manifest] == before[1][manifest]


def test_the_manifest_of_a_deleted_output_is_not_read(output: Path) -> None:
    manifest = output.parent / ".public.ssg/manifest"
    for text in (manifest.read_text(encoding="utf-8"), "damaged"):
        shutil.rmtree(output)
        manifest.write_text(text, encoding="utf-8")
        assert publish(output, NEW).removed == 0
        assert (tree(output), generated(output)) == (NEW, {*NEW})


def test_the_order_of_the_pages_changes_no_byte(tmp_path: Path) -> None:
    publish(tmp_path / "one", OLD)
    publish(tmp_path / "two", dict(reversed(OLD.items())))
    assert tree(tmp_path / ".one.ssg") == tree(tmp_path / ".two.ssg")


def test_without_publish_and_after_an_exception_the_output_is_unchanged(output: Path) -> None:
    before = identities(output)
    with pytest.raises(KeyboardInterrupt), publishing(output) as publication:  # noqa: PT012 - the block is the point
        publication.stage.put(Output(path="x", body=b"x"))
        raise KeyboardInterrupt
    assert identities(output) == before
    assert state(output) == STATE_FILES


def test_a_site_without_pages_keeps_files_of_the_user(output: Path) -> None:
    assert publish(output, {}) == Published(changed=0, unchanged=0, removed=4, size=0, files=0)
    assert tree(output) == FOREIGN
    assert publish(output.parent / "empty", {}).files == 0
    assert (output.parent / "empty").is_dir()


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("CNAME", "CNAME"),
        ("CNAME/index.html", "CNAME"),
        ("gone/notes.txt", "gone/notes.txt"),
        ("gone", "gone/notes.txt"),
        ("link/index.html", "link"),
    ],
)
def test_a_file_of_the_user_is_never_overwritten(
    output: Path, tmp_path: Path, page: str, named: str
) -> None:
    (output / "link").symlink_to(tmp_path)
    before = identities(output)
    with pytest.raises(
        BuildError, match=f'"{named}" was not generated by ssg.*move it out of the output folder'
    ):
        publish(output, {page: b"page"})
    assert identities(output) == before
    assert state(output) == STATE_FILES
    assert not (tmp_path / "index.html").exists()


def test_a_file_of_the_user_with_the_bytes_of_a_page_is_no_conflict(output: Path) -> None:
    publish(output, {**NEW, "CNAME": b"example.org"})
    assert tree(output) == NEW | FOREIGN


@pytest.mark.parametrize(
    ("one", "two"), [("a.html", "A.html"), ("\u00e9", "e\u0301"), ("stra\u00dfe", "STRASSE")]
)
def test_two_files_of_one_path_are_refused(output: Path, one: str, two: str) -> None:
    with pytest.raises(BuildError, match="two files of the site have the same path"):
        publish(output, {one: b"1", two: b"2"})
    with publishing(output) as publication:
        written = publication.stage.put(Output(path=one, body=b"1"))
        with pytest.raises(BuildError, match="two files of the site have the same path"):
            publication.publish([written, written])
    assert tree(output) == OLD | FOREIGN


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda stage: (stage / "x").write_bytes(b"spoilt"), '"x" differs from what was written'),
        (
            lambda stage: [(stage / "x").write_bytes(b"Page"), os.utime(stage / "x", (1, 1))][0],  # type: ignore[func-returns-value]
            '"x" differs from what was written',
        ),
        (lambda stage: (stage / "x").unlink(), '"x" differs from what was written'),
        (
            lambda stage: [(stage / "x").unlink(), (stage / "x").mkdir()][1],
            '"x" differs from what was written',
        ),
        (
            lambda stage: (stage / "y").write_bytes(b""),
            "expected [13] files? to publish, found [24]",
        ),
    ],
)
@pytest.mark.parametrize(("turns", "jobs"), [(0, 1), (0, 2), (2, 1)])
def test_a_stage_that_differs_from_the_records_is_not_published(
    monkeypatch: pytest.MonkeyPatch,
    output: Path,
    spoil: Callable[[Path], object],
    message: str,
    turns: int,
    jobs: int,
) -> None:
    """With two processes, one compares the files while the other one counts them."""
    monkeypatch.setattr(new_tree, "MANY_FILES", 1)
    for site in (NEW, OLD)[:turns]:
        publish(output, site)
    with publishing(output, jobs=jobs) as publication:
        written = publication.stage.put(Output(path="x", body=b"page"))
        spoil(publication.stage.folder)
        with pytest.raises(BuildError, match=message):
            publication.publish([written])
    assert tree(output) == OLD | FOREIGN
    assert state(output) == STATE_FILES


def test_a_file_with_another_modification_time_is_read_again(output: Path) -> None:
    with publishing(output) as publication:
        written = publication.stage.put(Output(path="x", body=b"page"))
        os.utime(publication.stage.folder / "x", (1, 1))  # as a network file system may report it
        publication.publish([written])
    assert (output / "x").read_bytes() == b"page"


@pytest.mark.parametrize(
    "manifest", ["", "x", "ssg manifest 1", "ssg manifest 1\nx\n", "ssg manifest 1\n0 0 ../x\n"]
)
def test_a_damaged_manifest_removes_nothing(output: Path, manifest: str) -> None:
    (output.parent / "x").write_bytes(b"mine")
    (output.parent / ".public.ssg/manifest").write_text(manifest)
    for act in (lambda: publish(output, NEW), lambda: clean(output)):
        with pytest.raises(
            BuildError, match="is damaged; remove it and the pages in the output folder"
        ):
            act()
    assert tree(output) == OLD | FOREIGN
    assert (output.parent / "x").exists()


def test_cleaning_deletes_generated_files_only(output: Path, tmp_path: Path) -> None:
    add(tmp_path / "elsewhere", {"index.html": b"mine"})
    (output / "b/index.html").unlink()
    (output / "b").rmdir()
    (output / "b").symlink_to(tmp_path / "elsewhere")
    assert clean(output) == 3
    assert tree(output) == FOREIGN | {"b": os.fsencode(tmp_path / "elsewhere")}
    assert {path.name for path in output.iterdir()} == {"CNAME", "gone", "b"}
    assert not (output.parent / ".public.ssg").exists()
    assert (tmp_path / "elsewhere/index.html").exists()
    assert clean(output) == 0


def test_cleaning_deletes_an_output_folder_that_becomes_empty(tmp_path: Path) -> None:
    publish(tmp_path / "public", OLD)
    assert clean(tmp_path / "public") == 4
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_is_refused(output: Path) -> None:
    with (
        publishing(output),
        pytest.raises(
            BuildError, match=r"another build \(process \d+\) is writing to .*public.; wait for it"
        ),
    ):
        clean(output)


def test_an_output_that_is_a_link_is_published_at_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("site")
    publish(tmp_path / "link", OLD)
    publish(tmp_path / "link", NEW)
    assert tree(tmp_path / "site") == NEW
    assert (tmp_path / "link").is_symlink()


def test_read_only_folders_of_the_user_are_carried_over(output: Path) -> None:
    add(output, {"mine/deep/file": b"mine"})
    for folder in ("mine/deep", "mine"):
        (output / folder).chmod(0o555)
    publish(output, NEW)
    assert tree(output) == NEW | FOREIGN | {"mine/deep/file": b"mine"}
    assert [stat.S_IMODE((output / folder).stat().st_mode) for folder in ("mine", "mine/deep")] == [
        0o555,
        0o555,
    ]
    assert state(output) == STATE_FILES
    for folder in ("mine", "mine/deep"):  # so that pytest may remove them
        (output / folder).chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(
            BuildError, match="Permission denied; choose an output folder that is writable"
        ):
            publish(tmp_path / "public", OLD)
    finally:
        tmp_path.chmod(0o755)


def test_a_write_beyond_the_size_limit_leaves_the_old_site(output: Path) -> None:
    def work() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            publish(output, {"x": b"x" * 5000})
        except BuildError as error:
            return str(error)
        return ""

    assert (
        in_child(work)
        == 'cannot write "x": File too large; raise the limit on file size (ulimit -f)'
    )
    assert tree(output) == OLD | FOREIGN
    assert state(output) == STATE_FILES


def check_after_a_kill(output: Path, way: str) -> Tree:
    """Compare the output with the old and the new site, and build again; return what was found."""
    if way == "two renames":  # no output until the next build or clean starts
        with publishing(output):
            pass
    found = tree(output)
    assert found in (OLD | FOREIGN, NEW | FOREIGN)
    publish(output, OTHER)
    assert tree(output) == OTHER | FOREIGN
    assert state(output) == STATE_FILES
    publish(output, OLD)
    assert tree(output) == OLD | FOREIGN
    return found


def killed_at(moment: int, output: Path, site: Tree = NEW) -> bool:
    """Publish a site in a process that is killed at its n-th distinct line."""
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, argument: object) -> "TraceFunction | None":
        if not frame.f_code.co_filename.endswith(
            (
                "output/publish.py",
                "output/spare_tree.py",
                "output/new_tree.py",
                "output/atomic_swap.py",
                "output/manifest.py",
            )
        ):
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        if len(seen) > moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def work() -> str:
        sys.settrace(trace)
        publish(output, site)
        sys.settrace(None)
        return "not killed"

    return in_child(work) == ""


STEP = 4
"""Lines from one kill to the next: `make faults` kills at system calls, too."""


@pytest.mark.large
def test_a_build_killed_at_any_line_leaves_a_complete_site(output: Path, way: str) -> None:
    found: list[Tree] = []
    while killed_at(STEP * len(found), output):
        found.append(check_after_a_kill(output, way))
    assert len(found) > 100 / STEP
    assert found[0] == OLD | FOREIGN
    assert found[-1] == tree(output) == NEW | FOREIGN


@pytest.mark.large
def test_a_build_killed_at_any_time_leaves_a_complete_site(output: Path, way: str) -> None:
    def work() -> str:
        while True:
            publish(output, NEW)
            publish(output, OLD)

    moments = random.Random(1)  # noqa: S311 - no secret
    for _ in range(20):
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            try:
                work()
            finally:
                os._exit(1)
        time.sleep(moments.uniform(0.002, 0.05))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        check_after_a_kill(output, way)


COMMANDS = [("build", "-q", "-j", "1"), ("clean",)]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(
    "name",
    [
        "trash-x",
        "trash-cache",
        "trash-manifest",
        "stage-x",
        "old-x",
        "cache",
        "inputs",
        "tools",
        "manifest",
        "lock",
    ],
)
def test_no_command_follows_a_link_in_the_state_folder(
    small: Path,
    tmp_path: Path,
    run: Run,
    name: str,
    words: tuple[str, ...],
) -> None:
    """Committed content may contain such links."""
    key, folder = tmp_path / "key", tmp_path / "folder"
    add(tmp_path, {"key": b"secret", "folder/mine": b"mine"})
    key.chmod(0o600)
    folder.chmod(0o500)
    before = identities(tmp_path / "folder") | identities(key)
    (small / ".public.ssg").mkdir()
    (small / ".public.ssg" / name).symlink_to(folder if name.endswith("x") else key)
    assert run(*words, "-C", str(small)).code == 0
    assert identities(tmp_path / "folder") | identities(key) == before
    assert [stat.S_IMODE(path.stat().st_mode) for path in (key, folder)] == [0o600, 0o500]
    assert not (small / "public").is_symlink()
    assert (small / ".public.ssg").exists() == (small / "public").exists() == (words[0] == "build")


@pytest.mark.parametrize("words", COMMANDS)
def test_a_state_folder_that_is_a_link_is_refused(
    small: Path,
    tmp_path: Path,
    run: Run,
    words: tuple[str, ...],
) -> None:
    add(tmp_path, {"elsewhere/trash-x/mine": b"mine"})
    before = identities(tmp_path / "elsewhere")
    (small / ".public.ssg").symlink_to(tmp_path / "elsewhere")
    done = run(*words, "-C", str(small))
    assert done.code == 1
    assert "is a link; remove it, and run the command again" in done.err
    assert "Traceback" not in done.err
    assert identities(tmp_path / "elsewhere") == before
    assert not (small / "public").exists()


def test_a_manifest_that_is_a_link_is_not_read(output: Path) -> None:
    file = output.parent / ".public.ssg/manifest"
    file.rename(output.parent / "list")
    file.symlink_to("../list")
    with pytest.raises(BuildError, match="is damaged"):
        generated_files(output)


FIRST, SECOND, THIRD = (
    {"index.html": name, f"assets/site.{name.decode() * 8}.css": name}
    for name in (b"1", b"2", b"3")
)


def test_files_with_a_hash_in_their_name_outlive_the_pages_by_one_generation(
    tmp_path: Path,
) -> None:
    """A reader who loaded a page before the exchange still finds its style sheet after it."""
    output = tmp_path / "public"
    for site, last in ((FIRST, {}), (SECOND, FIRST), (THIRD, SECOND)):
        for _ in range(2):  # a build without a change keeps them as well
            publish(output, site)
            assert tree(output) == {**last, **site}
            assert kept_files(output) == set(last) - set(site)
    publish(output, SECOND)
    assert tree(output) == {**THIRD, **SECOND}
    assert clean(output) == 3
    assert not output.exists()


@pytest.mark.large
def test_a_kill_at_any_line_neither_loses_nor_doubles_a_generation(tmp_path: Path) -> None:
    def changed_until_killed(moment: int) -> bool:
        output = tmp_path / str(moment)
        publish(output, FIRST)
        publish(output, SECOND)
        killed = killed_at(moment, output, THIRD)
        assert tree(output) in ({**FIRST, **SECOND}, {**SECOND, **THIRD})
        publish(output, THIRD)
        assert tree(output) == {**SECOND, **THIRD}
        return killed

    moments = 0
    while changed_until_killed(moments):
        moments += STEP
    assert moments > 100


def test_a_volume_mounted_below_the_output_is_not_emptied(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exchange would carry its files over as copies, and delete them from the volume."""
    mounts = output.parent / "mountinfo"
    mounts.write_text(
        f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {output}/my\\040volume rw - tmpfs x rw\n"
    )
    monkeypatch.setattr(swap, "MOUNTS", str(mounts))
    publish(output, OLD)  # nothing to exchange
    with pytest.raises(BuildError, match='/my volume" is a mount point inside the output'):
        publish(output, NEW)
    assert tree(output) == OLD | FOREIGN
    monkeypatch.setattr(swap, "MOUNTS", str(output.parent / "missing"))
    publish(output, NEW)


def test_a_link_in_place_of_a_page_belongs_to_the_user(output: Path) -> None:
    """It is carried over when its page is gone, and refused when a page needs its path."""
    (output / "gone/deep/index.html").unlink()
    (output / "gone/deep/index.html").symlink_to("/etc/hostname")
    publish(output, NEW)
    assert (output / "gone/deep/index.html").is_symlink()
    (output / "b/index.html").unlink()
    (output / "b/index.html").symlink_to("/etc/hostname")
    with pytest.raises(BuildError, match="was not generated by ssg"):
        publish(output, NEW)


def test_the_manifest_is_on_the_disk_before_it_replaces_the_last_one(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut, an empty manifest would make every page a file of the user."""
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(descriptor: int) -> None:
        calls.append("fsync")
        fsync(descriptor)

    def note_replace(source: str, target: str) -> None:
        calls.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    publish(output, NEW)
    assert calls == ["fsync", "replace"] * 2


def test_a_tree_is_renamed_before_it_is_deleted(
    output: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tree that is deleted in part is then never taken for a complete one."""
    deleted: list[str] = []
    remove = swap._remove_tree  # noqa: SLF001

    def note(top: str) -> None:
        deleted.append(os.path.basename(top))  # noqa: PTH119
        remove(top)

    publish(output, NEW)
    (output.parent / ".public.ssg/spare-record").unlink(missing_ok=True)
    monkeypatch.setattr(swap, "_remove_tree", note)
    publish(output, OLD)
    assert len(deleted) == 1
    assert deleted[0].startswith("trash-")


@pytest.mark.parametrize("words", COMMANDS)
def test_an_output_that_is_a_link_to_itself_is_reported(
    small: Path, run: Run, words: tuple[str, ...]
) -> None:
    (small / "loop").symlink_to("loop")
    done = run(*words, "-C", str(small), "-o", str(small / "loop"))
    assert done.code == (2 if words[0] == "build" else 1)
    assert done.err.startswith("error: cannot ")
    assert "loop" in done.err


def test_a_state_folder_of_another_user_is_refused(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 12345)
    with pytest.raises(BuildError, match="belongs to another user"):
        publish(output, NEW)
    assert tree(output) == OLD | FOREIGN


def test_cleaning_removes_no_folder_behind_a_link(output: Path) -> None:
    """A user may have moved a folder and linked it; an empty folder there is the user's."""
    elsewhere = output.parent / "elsewhere"
    (elsewhere / "deep").mkdir(parents=True)
    for path in ("gone/deep/index.html", "gone/notes.txt"):
        (output / path).unlink()
    (output / "gone/deep").rmdir()
    (output / "gone").rmdir()
    (output / "gone").symlink_to(elsewhere)
    clean(output)
    assert (elsewhere / "deep").is_dir()


def test_a_link_with_the_bytes_of_a_page_is_not_reused(tmp_path: Path) -> None:
    """The status of a link has the length of its target, which may be that of the page."""
    output = tmp_path / "public"
    publish(output, {"index.html": b"123456"})
    (output / "b.html").write_bytes(b"123456")
    (output / "index.html").unlink()
    (output / "index.html").symlink_to("b.html")
    with pytest.raises(BuildError, match="was not generated by ssg"):
        publish(output, {"index.html": b"123456", "new.html": b""})


def test_two_trees_take_turns(output: Path) -> None:
    publish(output, NEW)
    first, spare = output.stat().st_ino, (output.parent / ".public.ssg/spare").stat().st_ino
    for site in (OLD, OTHER, NEW, OLD):
        publish(output, site)
        assert tree(output) == site | FOREIGN
        assert output.stat().st_ino == spare
        first, spare = spare, first


def test_no_tree_is_kept_that_differs_in_more_files_than_are_listed(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = output.parent / ".public.ssg"
    many = {f"{number}.html": b"1" for number in range(6)}
    monkeypatch.setattr(publication, "MOST_DIFFERENT", 5)
    publish(output, many)
    assert not {path.name for path in state.iterdir()} & SPARE
    publish(output, many | {"1.html": b"22"})
    assert {path.name for path in state.iterdir()} >= SPARE
    publish(output, many | {"1.html": b"333"})
    assert tree(output) == many | {"1.html": b"333"} | FOREIGN


@pytest.mark.parametrize(("times", "jobs"), [("certain", 1), ("uncertain", 1), ("certain", 2)])
def test_files_of_the_user_are_found_in_both_trees(
    output: Path, times: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by recorded times of folders; a folder that has just changed has none."""
    monkeypatch.setattr(spare_tree, "MANY_FOLDERS", 1)
    if times == "certain":
        monkeypatch.setattr(spare_tree, "TICK", 0)
        monkeypatch.setattr(spare_tree, "COARSE_TICK", 0)
    pause = 0.02 if times == "certain" else 0.0
    publish(output, NEW)
    mine = {**FOREIGN}
    changes: list[Callable[[], object]] = [
        lambda: add(output, {"a/mine.txt": b"1", "own/deep/file": b"2"}),
        partial((output / "CNAME").write_bytes, b"example.com"),
        lambda: (output / "a/mine.txt").replace(output / "own/moved"),
        (output / "own/deep/file").unlink,
        partial(shutil.rmtree, output / "own"),
        (output / "a/index.html").unlink,
        lambda: (output / "b").rename(output / "c"),
        lambda: (output / "a/link").symlink_to("../nowhere"),
        (output / "empty").mkdir,
        lambda: None,
    ]
    for change, site in zip(changes, (OLD, NEW) * 5, strict=True):
        time.sleep(pause)
        change()
        mine = {path: body for path, body in tree(output).items() if path not in generated(output)}
        time.sleep(pause)
        publish(output, site, jobs)
        assert tree(output) == site | mine
    assert mine["a/link"] == b"../nowhere"
    assert mine["c/index.html"] in {b"b", b"c"}
    assert (output / "empty").is_dir()
    assert not (output / "own").exists()
    assert "a/mine.txt" not in mine


def test_a_publication_looks_up_only_folders_that_it_changes(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one publication of each tree."""
    monkeypatch.setattr(spare_tree, "TICK", 0)
    monkeypatch.setattr(spare_tree, "COARSE_TICK", 0)
    looked: list[str] = []
    look_up = spare_tree._certain  # noqa: SLF001  (counted, and called)

    def counted(folder: str) -> int | None:
        looked.append(folder)
        return look_up(folder)

    monkeypatch.setattr(spare_tree, "_certain", counted)
    for number in range(4):
        looked.clear()
        time.sleep(0.02)
        publish(output, {**NEW, "x/y/page": b"%d" % number, "z/page": b"z"})
    assert sorted(name.removeprefix(f"{output}/") for name in looked) == ["", "x/", "x/y/"]
    assert tree(output) == {**NEW, "x/y/page": b"3", "z/page": b"z"} | FOREIGN


def test_a_file_in_a_changed_folder_is_not_linked_again(output: Path) -> None:
    """Also right after the folder has changed; a link would change the status of the file."""
    times = []
    for number in range(5):
        publish(output, {**NEW, "x/page": b"%d" % number, "x/other": b"y"})
        times.append((output / "x/other").stat().st_ctime_ns)
    assert set(times[1:]) == {times[-1]}
    add(output, {"x/mine": b"1"})
    publish(output, {**NEW, "x/page": b"5", "x/other": b"y"})
    assert tree(output) == {**NEW, "x/page": b"5", "x/other": b"y", "x/mine": b"1"} | FOREIGN


def test_a_folder_behind_a_link_is_left_alone(output: Path) -> None:
    outside = output.parent / "outside/y"
    outside.mkdir(parents=True)
    (outside / "page").write_bytes(b"mine")
    publish(output, {**NEW, "x/y/page": b"1"})
    shutil.rmtree(output / "x")
    (output / "x").symlink_to(outside.parent)
    before = outside.stat().st_mtime_ns
    publish(output, NEW)
    publish(output, OLD)
    assert (output / "x").is_symlink()
    assert outside.stat().st_mtime_ns == before
    assert (outside / "page").read_bytes() == b"mine"


def generated(output: Path) -> set[str]:
    """Return the paths of the files that the manifest lists."""
    return set(generated_files(output))


def test_a_page_that_becomes_a_folder_and_back(output: Path) -> None:
    for _ in range(3):
        for site in ({"a": b"a", "x/y/z": b"x"}, {"a/b/c": b"a", "x/y": b"y"}, OLD):
            publish(output, site)
            assert tree(output) == site | FOREIGN


@pytest.mark.parametrize("spoil", ["record", "tree", "output", "link"])
def test_a_spare_tree_that_is_not_as_recorded_is_not_used(output: Path, spoil: str) -> None:
    publish(output, NEW)
    folder = output.parent / ".public.ssg"
    if spoil == "record":
        (folder / "spare-record").write_bytes((folder / "spare-record").read_bytes()[:-1])
    elif spoil == "tree":
        (folder / "spare").rename(folder / "x")
        shutil.copytree(folder / "x", folder / "spare")
        shutil.rmtree(folder / "x")
        (folder / "spare/index.html").write_bytes(b"damaged")
    elif spoil == "link":
        (folder / "spare").rename(output.parent / "x")
        (folder / "spare").symlink_to("../x")
    else:
        shutil.copytree(output, output.parent / "x")
        shutil.rmtree(output)
        (output.parent / "x").rename(output)
        (output / "CNAME").write_bytes(FOREIGN["CNAME"])
    publish(output, OTHER)
    assert tree(output) == OTHER | FOREIGN
    assert state(output) == STATE_FILES
    publish(output, OLD)
    assert tree(output) == OLD | FOREIGN


def test_without_hard_links_every_publication_makes_a_whole_tree(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    for site in (NEW, OLD):
        publish(output, site)
        assert tree(output) == site | FOREIGN
        assert not (output.parent / ".public.ssg/spare").exists()


@pytest.mark.large
def test_two_trees_hold_the_same_as_a_new_tree(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    outputs = [tmp_path / "turns/public", tmp_path / "whole/public"]
    paths = ["a", "a/b", "a/b/c", "d/e", "d/f", "g", "assets/x.0123abcd.js", "h/i/j"]
    for turn in range(400):
        chosen = [path for path in paths if chance.random() < 0.6]
        site = {
            path: chance.choice((b"1", b"22", b"33"))
            for path in chosen
            if not any(other.startswith(path + "/") for other in chosen)
        }
        name, action = chance.choice(("d/mine", "mine", "h/mine", "h/i/mine")), chance.random()
        for output in outputs:
            file = output / name
            if turn and action < 0.3 and file.parent.is_dir():
                file.unlink(missing_ok=True)
                file.write_bytes(b"%d" % turn)
            elif turn and action < 0.6:
                file.unlink(missing_ok=True)
            elif turn and action < 0.7 and file.parent.is_dir():
                shutil.rmtree(file.parent / "empty", ignore_errors=True)
                (file.parent / "empty").mkdir()
            elif turn and action < 0.8:
                for page in sorted(output.rglob("j")):
                    page.write_bytes(b"changed")
            (
                output.parent / ".public.ssg" / ("x" if output is outputs[0] else "spare-record")
            ).unlink(missing_ok=True)
        results = [_published(output, site) for output in outputs]
        assert results[0] == results[1], (turn, site)
    assert (outputs[0].parent / ".public.ssg/spare").exists()


def _published(output: Path, site: Tree) -> tuple[object, ...]:
    """Publish a site; return what was said, and all files and folders."""
    try:
        said = str(publish(output, site))
    except BuildError as error:
        said = str(error)
    folders = {path.relative_to(output) for path in output.rglob("*") if path.is_dir()}
    return said, tree(output), folders, generated_files(output), kept_files(output)


def test_a_folder_with_many_folders_is_walked_as_a_whole(tmp_path: Path) -> None:
    deep = "d/" * 300
    folders = [*(f"a/{number:04}" for number in range(2 * MOST_FOLDERS + 1)), f"a/0007/{deep}e"]
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for name in ("x.html", "a/0007/x.html", "a/0008/x.html", f"a/0007/{deep}x.html"):
        (tmp_path / name).write_bytes(b"x")
    full = {"a/0007", "a/0008"}
    files = {"x.html", "a/0007/x.html", "a/0008/x.html", f"a/0007/{deep}x.html"}
    found = [path for path, _ in walk(str(tmp_path))]
    assert sorted(found) == sorted([*files, *(f"{one}/" for one in folders if one not in full)])
