"""`ssg new --deploy HOST`: the files that publish a site on a host."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ssg import __version__
from ssg.authoring.editor_files import write_atomically
from ssg.authoring.yaml_patch import set_values
from ssg.errors import UsageError
from ssg.project import PACKAGE, REPOSITORY
from ssg.settings import SITE_FILE
from ssg.text import printable

__all__ = ["DEPLOYMENTS", "Deployment", "add_deployment", "requirement"]

TEMPLATES = Path(__file__).parent / "deploy"
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True, slots=True)
class Deployment:
    """How a site gets to a host."""

    files: Mapping[str, str]
    """Path in the site -> file in `deploy/`."""
    host: str = ""
    """Value of `host` in site.yaml, if the host has limits."""
    extra: str = ""
    """Extra of the package that the upload needs."""
    steps: tuple[str, ...] = ()
    """What a person has to do once, on the host."""


DEPLOYMENTS: Mapping[str, Deployment] = {
    "github": Deployment(
        {".github/workflows/site.yml": "github.yml"},
        "github-pages",
        steps=("in the repository's settings, set Pages > Source to GitHub Actions",),
    ),
    "gitlab": Deployment(
        {".gitlab-ci.yml": "gitlab.yml"},
        "gitlab-pages",
        steps=(
            'in GitLab, turn off Deploy > Pages > "Use unique domain", or use that as base_url',
        ),
    ),
    "netlify": Deployment(
        {"netlify.toml": "netlify.toml"},
        "netlify",
        steps=("in Netlify, add a new project from the repository",),
    ),
    "cloudflare": Deployment(
        {"wrangler.toml": "wrangler.toml", ".python-version": "python-version"},
        "cloudflare-pages",
        steps=(
            (
                "in Cloudflare, create a Pages project from the repository; build command "
                '"git fetch --unshallow; ssg build --strict", output folder "public"'
            ),
        ),
    ),
    "s3": Deployment(
        {".github/workflows/site.yml": "s3.yml"},
        extra="cloud",
        steps=("set the repository's variables AWS_ROLE, AWS_REGION and SITE_BUCKET",),
    ),
}
"""Value of `--deploy` -> what it writes."""


def add_deployment(folder: Path, name: str) -> list[str]:
    """Write the files of a deployment into a site, and `host` into site.yaml if it is missing.

    Return the paths of the files, relative to the folder. Raise UsageError, before anything is
    written, if the folder is no site or has one of the files.
    """
    deployment, settings = DEPLOYMENTS[name], folder / SITE_FILE
    if not settings.is_file():
        raise UsageError(f'"{printable(str(folder), 300)}" has no {SITE_FILE}; name a site with -C')
    texts = {
        path: (TEMPLATES / template).read_bytes() for path, template in deployment.files.items()
    }
    if not (folder / REQUIREMENTS).exists():
        texts[REQUIREMENTS] = f"{requirement(deployment.extra)}\n".encode()
    present = [path for path in deployment.files if (folder / path).exists()]
    if present:
        raise UsageError(f"{', '.join(present)} exists already; move it away, then merge the two")
    for path, content in texts.items():
        write_atomically(folder / path, content)
    return [*texts, *_set_host(settings, deployment.host)]


def _set_host(settings: Path, host: str) -> list[str]:
    """Add `host` to site.yaml; return the changed file, if any."""
    before = settings.read_bytes().decode()
    if not host or before.startswith("host:") or "\nhost:" in before:
        return []
    write_atomically(settings, set_values(before, {("host",): host}).encode())
    return [SITE_FILE]


def requirement(extra: str = "") -> str:
    """Return the line of requirements.txt that installs this version of ssg from its repository."""
    name = f"{PACKAGE}[{extra}]" if extra else PACKAGE
    return f"{name} @ {_source()}"


def _source() -> str:
    """Return the address that ssg was installed from, or the tag of its version.

    An installation from git is recorded in direct_url.json (PEP 610).
    """
    try:
        record = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        record = {}
    commit = record.get("vcs_info", {}).get("commit_id")
    if commit:
        return f"git+{record['url']}@{commit}"
    return f"git+{REPOSITORY}@v{__version__}"
