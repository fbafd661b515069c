"""Public functions of the Python API, which `import ssg` resolves lazily.

Paths may be `str` or `Path`. Nothing is printed, and no environment variable is read. Errors are
raised as `SsgError`; those about content carry their problems.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from ssg.authoring.formatter import format_file
from ssg.build.pipeline import Report, read
from ssg.build.pipeline import build as build_site
from ssg.callbacks import Progress, no_progress
from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.comparison.profile import profile_of
from ssg.comparison.verdict import Comparison
from ssg.comparison.verdict import compare as compare_profiles
from ssg.config import Config
from ssg.content.field_types import check_base_url
from ssg.errors import ContentError, Problem, UsageError
from ssg.ranking.scoring import rank as rank_tools
from ssg.review.check_site import LinkChecker, check_site
from ssg.review.load_versions import load_versions
from ssg.review.site_diff import SiteDiff, diff_sites
from ssg.scores import Ranking
from ssg.text import did_you_mean, printable

__all__ = ["build", "check", "compare", "diff", "format_yaml", "load", "rank"]

FilePath: TypeAlias = str | PathLike[str]
TOOL_FILE = "content/tools/tool.yaml"


def load(site: FilePath, *, jobs: int = 1) -> Catalog:
    """Load the content of a site folder, which contains `content/`.

    `jobs` is the number of processes that read files. Raise UsageError if site.yaml is invalid,
    ContentError if another file has errors.
    """
    return read(Config.of(Path(site), jobs=jobs))[0]


def rank(catalog: Catalog, *, as_of: date | None = None) -> Ranking:
    """Return the scores of all tools, best first.

    `as_of` is the reference date for ages; by default the newest date in the content.
    """
    return rank_tools(catalog, as_of)


def compare(catalog: Catalog, a: str, b: str, *, as_of: date | None = None) -> Comparison:
    """Compare two tools, given by their slugs; raise UsageError if a slug is unknown."""
    slugs = {tool.slug: tool for tool in catalog.tools}
    for slug in (a, b):
        if slug not in slugs:
            hint = did_you_mean(slug, slugs)
            raise UsageError(f'unknown tool "{printable(slug)}"{hint and "; "}{hint}')
    if a == b:
        raise UsageError("a tool cannot be compared with itself")
    aligner, ranking = _prepared(_Identity(catalog), as_of)
    scores = {score.slug: score for score in ranking.scores}
    profile_a, profile_b = (
        profile_of(slugs[slug], scores[slug], catalog.settings) for slug in (a, b)
    )
    return compare_profiles(profile_a, profile_b, aligner.align(a, b), catalog.settings)


@dataclass(frozen=True, slots=True, eq=False)
class _Identity:
    """A cache key that compares catalogs by identity: comparing their values takes too long."""

    catalog: Catalog

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.catalog is other.catalog

    def __hash__(self) -> int:
        return id(self.catalog)


@lru_cache(maxsize=1)
def _prepared(key: _Identity, as_of: date | None) -> tuple[Aligner, Ranking]:
    """Return what comparisons of a catalog share; kept for the next one of the same catalog."""
    return Aligner(key.catalog), rank_tools(key.catalog, as_of)


def check(
    site: FilePath,
    *,
    as_of: date | None = None,
    jobs: int = 1,
    check_links: LinkChecker | None = None,
) -> tuple[Problem, ...]:
    """Return all problems of a site, sorted by location, including those of site.yaml.

    External links are checked only if `check_links` is given, for example
    `ssg.review.external_links.check_links` (needs the extra `links`).
    """
    try:
        config = Config.of(Path(site), as_of=as_of, jobs=jobs)
        return check_site(config, check_links=check_links).problems
    except UsageError as error:
        if not error.problems:
            raise
        return tuple(sorted(error.problems, key=Problem.place))


def build(
    site: FilePath,
    output: FilePath | None = None,
    *,
    base_url: str = "",
    as_of: date | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Report:
    """Build a site into a folder, by default `public/` inside the site folder.

    `base_url` overrides site.yaml. The output is replaced only if the build succeeds. Raise
    UsageError for invalid arguments or configuration, ContentError if the content has errors, and
    BuildError if the build fails.
    """
    return build_site(_config(site, output, base_url, as_of, jobs), progress)


def diff(
    site: FilePath,
    base: str,
    head: str = "",
    *,
    base_url: str = "",
    as_of: date | None = None,
) -> SiteDiff:
    """Return the effects of the change from `base` to `head`.

    Both are git revisions or folders that contain `content/`; an empty `head` is the working tree.
    """
    return diff_sites(*load_versions(_config(site, None, base_url, as_of, 1), base, head))


def format_yaml(text: str, path: str = TOOL_FILE) -> str:
    """Return the text of a content file in canonical form; comments are kept.

    `path`, relative to the site folder, determines the kind of file: a tool, unless it is
    `content/site.yaml`, `content/capabilities.yaml` or `content/synonyms.yaml`. Raise
    ContentError if the text has errors.
    """
    with TemporaryDirectory(prefix="ssg-format-") as folder:
        file = Path(folder, path)
        if not file.resolve().is_relative_to(Path(folder).resolve()):
            raise UsageError(f'"{printable(path)}" is not a path inside a site')
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        formatted = format_file(Path(folder), path)
    if formatted.problems:
        raise ContentError(formatted.problems)
    return formatted.after.decode("utf-8")


def _config(
    site: FilePath, output: FilePath | None, base_url: str, as_of: date | None, jobs: int
) -> Config:
    fault = check_base_url(base_url) if base_url else ""
    if fault:
        raise UsageError(f"base_url {fault}")
    folder = None if output is None else Path(output)
    return Config.of(Path(site), folder, base_url=base_url, as_of=as_of, jobs=jobs)
