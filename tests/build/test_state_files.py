"""Damaged files of the state folder, as input: the next build gives the right site all the same."""

import random
import shutil
from pathlib import Path

import pytest

from ssg.errors import BuildError
from support.site_fixtures import SMALL_SITE, build_site, snapshot
from support.strategies import write_files

pytestmark = pytest.mark.large

EDITED = "content/tools/alpha.yaml"


def damage(chance: random.Random, file: Path) -> None:
    """Flip a bit, cut the file, repeat or replace a part of it, or empty it."""
    body = bytearray(file.read_bytes())
    way = chance.randrange(5)
    place = chance.randrange(len(body) or 1)
    if way == 0 and body:
        body[place] ^= 1 << chance.randrange(8)
    elif way == 1:
        del body[place:]
    elif way == 2:
        body[place:place] = body[place : place + 40]
    elif way == 3:
        body[place : place + 8] = chance.randbytes(8)
    else:
        body.clear()
    file.write_bytes(body)


@pytest.mark.parametrize("seed", range(1))
def test_damaged_state_files_never_give_a_wrong_site(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole = write_files(tmp_path / "whole", SMALL_SITE)
    build_site(whole)
    edited = SMALL_SITE[EDITED].replace("small", "tiny")
    right = snapshot(build_site(write_files(tmp_path / "right", {**SMALL_SITE, EDITED: edited})))
    state = sorted(path for path in (whole / ".public.ssg").rglob("*") if path.is_file())
    assert len(state) >= 3
    for name in [path.relative_to(whole) for path in state] * 4:
        site = tmp_path / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(whole, site)
        damage(chance, site / name)
        (site / EDITED).write_text(edited, "utf-8")
        try:
            found = snapshot(build_site(site))
        except BuildError:  # it is reported, and the old site stays
            found = snapshot(site / "public")
            assert found == snapshot(whole / "public"), name
            continue
        assert {path: found[path] for path in right} == right, name
