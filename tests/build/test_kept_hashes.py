"""Kept hashes: what an earlier build has computed is used while its inputs are the same."""

from pathlib import Path

import pytest

from ssg.build.kept_hashes import KeptHashes
from ssg.build.program_hash import HASH_BYTES
from ssg.build.tool_hashes import ToolHashes
from support.clean_builds import built, built_clean
from support.strategies import write_files

INPUTS, OTHER = b"i" * HASH_BYTES, b"o" * HASH_BYTES
SITE = """\
title: Tools
base_url: https://example.org/
types: {app: App}
attributes: {install: {label: Install, kind: list}}
pairs: {policy: all}
"""
TOOL = """\
name: Tool {number}
type: app
summary: Trains models.
license: MIT
attributes: {{install: [pip, Nix {number}]}}
capabilities:
  - title: Fast attention
    description: It computes attention number {number} fast.
"""


def test_a_hash_is_made_again_only_for_other_inputs() -> None:
    first = KeptHashes()
    assert first.of("a", INPUTS, lambda slug: f"hash of {slug}".encode()) == b"hash of a"
    assert first.of("a", INPUTS, lambda _: b"never made") == b"hash of a"
    assert first.taken() == [("a", INPUTS + b"hash of a")]
    assert first.taken() == []
    second = KeptHashes(lambda _: {"a": INPUTS + b"hash of a", "b": b""})
    assert second.of("a", INPUTS, lambda _: b"never made") == b"hash of a"
    assert second.taken() == []
    assert second.of("a", OTHER, lambda _: b"another") == b"another"
    assert second.of("b", INPUTS, lambda _: b"the first") == b"the first"
    assert second.taken() == [("a", OTHER + b"another"), ("b", INPUTS + b"the first")]


def test_an_edit_costs_the_hash_of_its_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = {f"content/tools/t{n}.yaml": TOOL.format(number=n) for n in range(6)}
    root = write_files(tmp_path / "site", {"content/site.yaml": SITE, **tools})
    made: list[str] = []
    make = ToolHashes._of_replaced  # noqa: SLF001  (to count its calls)

    def counted(hashes: ToolHashes, slug: str) -> object:
        made.append(slug)
        return make(hashes, slug)

    monkeypatch.setattr(ToolHashes, "_of_replaced", counted)
    assert built(root)
    assert {*made} == {f"t{n}" for n in range(6)}
    made.clear()
    file = root / "content/tools/t3.yaml"
    file.write_text(file.read_text().replace("Trains models.", "Trains large models."))
    rebuilt = built(root)
    assert made == ["t3"]
    assert rebuilt == built_clean(root)
