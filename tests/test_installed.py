"""Installed packages are known by name and version."""

from importlib.metadata import version

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
