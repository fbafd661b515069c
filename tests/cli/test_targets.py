"""Build targets: folders and object stores."""

from pathlib import Path

import click
import pytest

from ssg.cli.targets import MAX_DELETES, TARGET, StoreUrl, open_target
from ssg.errors import UsageError

STORE = StoreUrl("memory:")


@click.command()
@TARGET
@MAX_DELETES
def print_target(output: Path | StoreUrl | None, max_deletes: int | None) -> None:
    """Print what the options give."""
    click.echo(f"{output!r} {max_deletes}")


def test_a_folder_is_a_target_as_it_is(tmp_path: Path) -> None:
    for folder in (tmp_path, None):
        with open_target(folder, None) as target:
            assert (target.folder, target.bucket) == (folder, None)


def test_a_store_has_a_folder_for_the_time_of_the_build() -> None:
    pytest.importorskip("obstore")
    with open_target(STORE, None) as target:
        assert target.bucket is not None
        assert target.folder is not None
        assert target.folder.parent.is_dir()
    assert not target.folder.parent.exists()


def test_a_store_has_the_limit_of_deletions_that_the_help_names() -> None:
    pytest.importorskip("obstore")
    help_text = print_target.get_help(click.Context(print_target))
    with open_target(STORE, None) as target:
        assert f"[default: {target.max_deletes}]" in " ".join(help_text.split())
    with open_target(STORE, 0) as target:
        assert target.max_deletes == 0


def test_a_folder_has_no_limit_of_deletions(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="requires an object store"), open_target(tmp_path, 1):
        pass
