"""Files of the state folder may come with the content: only regular files are read."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssg.output.state_files import load_state, open_state
from support.site_fixtures import ROOT, SMALL_SITE, build_site, snapshot
from support.strategies import write_files


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cache"
    file.write_bytes(b"known")
    assert load_state(str(file)) == b"known"
    assert load_state(str(tmp_path / "missing")) == b""


@pytest.mark.parametrize("target", ["regular", "/dev/zero", "missing"])
def test_a_link_is_not_followed(target: str, tmp_path: Path) -> None:
    (tmp_path / "regular").write_bytes(b"of the user")
    link = tmp_path / "cache"
    link.symlink_to(target)
    with pytest.raises(OSError, match="cache"):
        open_state(str(link))


def test_no_build_waits_for_a_pipe_in_place_of_a_state_file(tmp_path: Path) -> None:
    site = write_files(tmp_path / "site", SMALL_SITE)
    time.sleep(0.12)  # files that were just written are not trusted, so nothing is kept of them
    built = snapshot(build_site(site))
    state = site / ".public.ssg"
    names = sorted(path.name for path in state.iterdir() if path.is_file())
    assert {"alignments", "cache", "inputs", "texts", "tools"} <= set(names)
    for name in set(names) - {"lock", "manifest"}:
        (state / name).unlink()
        os.mkfifo(state / name)
    words = (sys.executable, "-m", "ssg", "build", "--quiet", "--site", str(site))
    done = subprocess.run(words, cwd=ROOT, check=False, timeout=60, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert snapshot(site / "public") == built
