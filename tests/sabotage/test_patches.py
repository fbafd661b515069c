"""Every sabotage still applies to the program; `make sabotage` runs them."""

from pathlib import Path

import pytest

from sabotage.run import Patch, read_patches
from support.site_fixtures import ROOT

PATCHES = read_patches()


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name.replace(" ", "-"))
def test_the_text_that_a_patch_changes_is_there_once(patch: Patch) -> None:
    text = (ROOT / patch.file).read_text(encoding="utf-8")
    assert patch.applied(text), f"{patch.file} has it {text.count(patch.find)} times: {patch.find}"
    if patch.file.endswith(".py"):
        compile(patch.applied(text), patch.file, "exec")
    for name in patch.tests:
        assert not name.startswith("tests/") or Path(ROOT, name).is_file(), name


def test_there_are_many_and_none_twice() -> None:
    assert len(PATCHES) >= 60
    assert len({(patch.file, patch.find, patch.replace) for patch in PATCHES}) == len(PATCHES)
