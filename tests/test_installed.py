"""Installed packages are known by name and version."""

from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from ssg.build.program_hash import LIBRARIES
from ssg.installed import installed_packages, installed_versions


def test_versions_are_those_of_the_metadata() -> None:
    for library in LIBRARIES:
        (folder,) = installed_versions([library])
        assert folder.partition("-")[2] == f"{version(library)}.dist-info"


def test_a_package_is_not_taken_for_another_with_a_longer_name() -> None:
    assert installed_versions(["pydantic"]) == [
        name for name in installed_packages() if name.startswith("pydantic-")
    ]
    assert installed_versions(["no-such-package"]) == []


def test_a_package_in_a_zip_file_has_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for number in ("1.0", "1.1"):
        file = tmp_path / f"{number}.zip"
        with ZipFile(file, "w") as opened:
            metadata = f"Metadata-Version: 2.1\nName: zipped-up\nVersion: {number}\n"
            opened.writestr(f"zipped_up-{number}.dist-info/METADATA", metadata)
        with monkeypatch.context() as patch:
            patch.syspath_prepend(file)
            found += [installed_versions(["zipped-up", "no-such-package"])]
    assert found == [["zipped-up 1.0"], ["zipped-up 1.1"]]
    assert installed_versions(["zipped-up"]) == []
