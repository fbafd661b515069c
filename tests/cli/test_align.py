"""`ssg align`: matches, proposals, and the ids that it writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ssg.cli.group import cli
from ssg.errors import UsageError
from support.strategies import write_files

TOOL = """\
name: {name}
type: framework
summary: {name} trains networks.
capabilities:
  - title: Sharded checkpoints across hosts  # kept
    description: Every host writes its shard of the checkpoint and resumes from it.
  - title: {own}
    description: {text}
"""
SITE = {
    "content/site.yaml": (
        "title: T\nbase_url: https://example.org/\ntypes: {framework: Framework}\n"
    ),
    "content/tools/flax.yaml": TOOL.format(
        name="Flax", own="Reads Parquet", text="Tables are streamed."
    ),
    "content/tools/haiku.yaml": TOOL.format(
        name="Haiku", own="Attention kernels", text="Fused on the device."
    ),
}
LISTED = """\
sharded-checkpoints-across-hosts (new) "Sharded checkpoints across hosts"; \
both mention Sharded checkpoints across hosts
  0.99  flax: Sharded checkpoints across hosts
        Every host writes its shard of the checkpoint and resumes from it.
  0.99  haiku: Sharded checkpoints across hosts
        Every host writes its shard of the checkpoint and resumes from it.
"""


def run(root: Path, *words: str, answers: str = "") -> str:
    """Run the command on a site and return what it writes to stdout."""
    done = CliRunner().invoke(cli, ["align", "-C", str(root), *words], input=answers)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a site of two tools that share a capability."""
    write_files(tmp_path, SITE)
    return tmp_path


def test_matches_are_listed_with_strength_and_reason(root: Path) -> None:
    assert run(root, "flax", "haiku") == (
        "1 match\n"
        "strength  flax                              haiku                             reason\n"
        "0.99      Sharded checkpoints across hosts  Sharded checkpoints across hosts  "
        "both mention Sharded checkpoints across hosts\n"
    )
    fields = json.loads(run(root, "haiku", "flax", "--format", "json"))
    assert fields["tools"] == ["haiku", "flax"]
    assert [match["strength"] for match in fields["matches"]] == [0.99]


def test_proposals_are_listed_and_nothing_is_written(root: Path) -> None:
    assert run(root, "--suggest") == LISTED
    assert run(root, "--suggest", "flax") == LISTED
    assert (
        json.loads(run(root, "--suggest", "--format", "json"))["suggestions"][0]["known"] is False
    )
    assert not (root / "content/capabilities.yaml").exists()
    assert {path: (root / path).read_text("utf-8") for path in SITE} == SITE


def test_accept_writes_the_lines_of_ids_and_the_entry(root: Path) -> None:
    assert run(root, "--suggest", "--accept") == LISTED
    for path in ("content/tools/flax.yaml", "content/tools/haiku.yaml"):
        assert (root / path).read_text("utf-8") == SITE[path].replace(
            "  # kept\n", "  # kept\n    id: sharded-checkpoints-across-hosts\n"
        )
    assert (
        (root / "content/capabilities.yaml")
        .read_text("utf-8")
        .endswith(
            "- id: sharded-checkpoints-across-hosts\n  name: Sharded checkpoints across hosts\n"
        )
    )
    assert run(root, "--suggest") == "nothing to propose\n"
    assert "same capability: Sharded checkpoints across hosts" in run(root, "flax", "haiku")


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("q\n", False)])
def test_interactive_asks_about_each_proposal(root: Path, answer: str, written: bool) -> None:  # noqa: FBT001
    run(root, "--suggest", "--interactive", answers=answer)
    assert (root / "content/capabilities.yaml").exists() is written


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name two tools, or use --suggest"),
        (("flax", "flax"), "name two different tools"),
        (("flax", "haikuu"), 'there is no tool "haikuu"; did you mean "haiku"?'),
        (("--accept", "flax", "haiku"), "--accept, --interactive and --at-least need --suggest"),
        (("--suggest", "--accept", "-i"), "--accept and --interactive exclude each other"),
    ],
)
def test_wrong_arguments(root: Path, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError) as error:
        run(root, *words)
    assert str(error.value) == message


def test_different_from_ends_the_proposal(root: Path) -> None:
    file = root / "content/tools/flax.yaml"
    text = file.read_text("utf-8").replace(
        "  # kept\n", "\n    different_from: [haiku/sharded-checkpoints-across-hosts]\n"
    )
    file.write_text(text, "utf-8")
    assert run(root, "--suggest") == "nothing to propose\n"
    assert run(root, "flax", "haiku") == "0 matches\n"
