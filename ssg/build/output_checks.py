"""Site, outputs -> Problems that no single file shows: two files at one address, limits of the host."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ssg.catalog import Catalog
from ssg.errors import Code, Problem, Severity
from ssg.site import Page
from ssg.text import count, number
from ssg.urls import Addresses

__all__ = ["check_addresses", "check_host", "check_thin"]

SITE_FILE = "content/site.yaml"
MIB = 1024 * 1024
PAIRS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Host:
    """What a host accepts; 0 where it states no limit (evidence: the hosts' documentation, August 2026)."""

    name: str
    files: int = 0
    file_bytes: int = 0
    site_bytes: int = 0


HOSTS = {
    "azure-static-web-apps": _Host("Azure Static Web Apps", files=15_000, site_bytes=500 * MIB),
    "cloudflare-pages": _Host("Cloudflare Pages", files=20_000, file_bytes=25 * MIB),
    "cloudflare-pages-paid": _Host("Cloudflare Pages (paid)", files=100_000, file_bytes=25 * MIB),
    "github-pages": _Host("GitHub Pages", site_bytes=1024 * MIB),
    "gitlab-pages": _Host("GitLab Pages", files=200_000, site_bytes=1024 * MIB),
    "netlify": _Host("Netlify"),
}


def check_addresses(
    pages: Iterable[Page], catalog: Catalog, addresses: Addresses, taken: Iterable[str]
) -> list[Problem]:
    """Return a problem for every file of the site that two things want to be; letter case makes no difference.

    `taken` are the files that are neither pages nor static: assets, sitemap.
    """
    owners = dict.fromkeys((path.lower() for path in taken), "the site itself")
    problems = []
    for page in pages:
        file = addresses.file(page.address).lower()
        if file in owners:
            problems.append(
                _clash(
                    f"content/pages/{page.subject[0]}.md" if page.kind == "prose" else SITE_FILE,
                    page.address,
                    owners[file],
                )
            )
        owners.setdefault(file, f"the {page.kind} page")
    for static in catalog.static:
        if static.address.lower() in owners:
            problems.append(
                _clash(
                    f"content/static/{static.address}",
                    f"/{static.address}",
                    owners[static.address.lower()],
                )
            )
        owners.setdefault(static.address.lower(), f"content/static/{static.address}")
    return problems


def _clash(file: str, address: str, owner: str) -> Problem:
    return Problem(
        file=file,
        code=Code.ADDRESS_TAKEN,
        message=f'the address "{address}" already belongs to {owner}',
        hint="rename one of the two",
    )


def check_host(host: str, files: int, total: int = 0, largest: int = 0) -> list[Problem]:
    """Return a warning for each limit of the host that the site passes; sizes in bytes."""
    if host not in HOSTS:
        return []
    limits = HOSTS[host]
    problems = []
    if 0 < limits.files < files:
        problems.append(
            _over(
                f"{count(files, 'file')}, and {limits.name} takes {limits.files:,}",
                "lower pairs.max_pages or pairs.related, or choose another host",
            )
        )
    if 0 < limits.site_bytes < total:
        problems.append(
            _over(
                f"{_mib(total)}, and {limits.name} takes {_mib(limits.site_bytes)}",
                "lower pairs.max_pages, or choose another host",
            )
        )
    if 0 < limits.file_bytes < largest:
        problems.append(
            _over(
                f"a file of {_mib(largest)}, and {limits.name} takes {_mib(limits.file_bytes)}",
                "make the file in content/static smaller",
            )
        )
    return problems


def check_thin(thin: Collection[tuple[str, str]], floor: float) -> list[Problem]:
    """Return one warning that names the pairs whose pages have too little text of their own to be indexed."""
    if not thin:
        return []
    named = [f"{a}-vs-{b}" for a, b in sorted(thin)]
    rest = f" and {len(named) - PAIRS_SHOWN} more" if len(named) > PAIRS_SHOWN else ""
    return [
        Problem(
            file=SITE_FILE,
            code=Code.THIN_PAGES,
            severity=Severity.WARNING,
            message=f"{count(len(named), 'comparison')} not indexed, as less than {floor:.0%} of the text is on no sibling page: "
            f"{', '.join(named[:PAIRS_SHOWN])}{rest}",
            hint='see "ssg check --uniqueness"; describe what the two do differently, or lower pairs.min_unique',
        )
    ]


def _over(message: str, hint: str) -> Problem:
    return Problem(
        file=SITE_FILE,
        code=Code.HOST_LIMIT,
        severity=Severity.WARNING,
        message=f"the site has {message}",
        hint=hint,
    )


def _mib(size: int) -> str:
    return f"{number(round(size / MIB, 1))} MiB"
