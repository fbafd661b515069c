"""Files that publish a site: valid for their host, pinned, and never written over others."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from ssg.authoring import deployment
from ssg.authoring.deployment import DEPLOYMENTS, add_deployment, requirement
from ssg.authoring.new_site import new_site
from ssg.build.pipeline import build
from ssg.config import Config
from ssg.errors import Code, UsageError
from support.site_fixtures import snapshot

PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.fixture(params=DEPLOYMENTS)
def deployed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, list[str]]:
    """Return the host's name, a new site that is published there, and the files written for it."""
    new_site(tmp_path / "mine")
    name = str(request.param)
    return name, tmp_path / "mine", add_deployment(tmp_path / "mine", name)


def test_a_site_with_a_deployment_builds_without_a_warning(
    deployed: tuple[str, Path, list[str]],
) -> None:
    name, folder, files = deployed
    report = build(Config(root=folder, output=folder / "public"))
    assert [each.code for each in report.problems] == ([Code.URL] if DEPLOYMENTS[name].host else [])
    url = "https://user.github.io/"
    assert build(Config(root=folder, output=folder / "public", base_url=url)).problems == ()
    assert report.plan.site.settings.host == DEPLOYMENTS[name].host
    assert set(files) <= snapshot(folder).keys()
    for file in ("_headers", "_redirects"):
        assert (folder / "public" / file).exists() == (name in {"netlify", "cloudflare"})


def test_workflows_are_pinned_and_have_least_rights(
    deployed: tuple[str, Path, list[str]],
) -> None:
    _, folder, files = deployed
    for file in (folder / path for path in files if path.endswith(".yml")):
        text = file.read_text(encoding="utf-8")
        found = yaml.safe_load(text)
        assert all(map(PINNED.fullmatch, re.findall(r"uses: (.*)", text)))
        assert not re.search(r"run: .*\$\{\{", text)
        if ".github" in str(file):
            assert found["permissions"] == {}
            rights = [job["permissions"] for job in found["jobs"].values()]
            assert all(set(right) <= {"contents", "pages", "id-token"} for right in rights)
            assert all(right.get("contents", "read") == "read" for right in rights)
        assert "requirements.txt" in text
        assert "ssg build --strict" in text
    for file in (folder / path for path in files if path.endswith(".toml")):
        assert tomllib.loads(file.read_text(encoding="utf-8"))


def test_nothing_is_written_over(deployed: tuple[str, Path, list[str]]) -> None:
    name, folder, _ = deployed
    before = snapshot(folder)
    with pytest.raises(UsageError, match="exists already; move it away"):
        add_deployment(folder, name)
    assert snapshot(folder) == before


def test_a_host_and_requirements_that_are_set_stay(tmp_path: Path) -> None:
    new_site(tmp_path)
    settings = tmp_path / "content/site.yaml"
    text = settings.read_text(encoding="utf-8") + "host: cloudflare-pages-paid\n"
    settings.write_text(text, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("mine\n", encoding="utf-8")
    add_deployment(tmp_path, "cloudflare")
    assert settings.read_text(encoding="utf-8") == text
    assert (tmp_path / "requirements.txt").read_text(encoding="utf-8") == "mine\n"


def test_only_a_site_is_deployed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no content/site\.yaml; name a site"):
        add_deployment(tmp_path, "github")
    assert snapshot(tmp_path) == {}


def test_the_requirement_names_the_installed_source(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Requirement(requirement("cloud"))
    assert (line.name, line.extras) == ("versus-ssg", {"cloud"})
    assert line.url
    assert line.url.startswith("git+https://")

    class Installed:
        """An installation from git."""

        def read_text(self, _: str) -> str:
            """Return the record of PEP 610."""
            source = {"url": "https://example.org/fork", "vcs_info": {"commit_id": "abc"}}
            return json.dumps(source)

    monkeypatch.setattr(deployment, "distribution", lambda _: Installed())
    assert requirement() == "versus-ssg @ git+https://example.org/fork@abc"
