"""How much a site takes of what its host accepts."""

from ssg.errors import Code, Problem, Severity
from ssg.host_limits import HOSTS, MIB
from ssg.settings import SITE_FILE
from ssg.text import count, number

__all__ = ["check_host", "host_usage"]

FEWER_FILES = "lower pairs.max_pages or pairs.related, or choose another host"
FEWER_PAGES = "lower pairs.max_pages, or choose another host"
SMALLER_FILE = "make the file in content/static smaller"


def check_host(
    host: str, files: int, total: int = 0, largest: int = 0, fullest: int = 0
) -> list[Problem]:
    """Return a warning for each limit of the host that the site exceeds; sizes in bytes.

    `fullest`: number of files in the folder that has most.
    """
    if host not in HOSTS:
        return []
    limits = HOSTS[host]
    checks = (
        (limits.files, files, count(files, "file"), f"{limits.files:,}", FEWER_FILES),
        (limits.site_bytes, total, _mib(total), _mib(limits.site_bytes), FEWER_PAGES),
        (
            limits.file_bytes,
            largest,
            f"a file of {_mib(largest)}",
            _mib(limits.file_bytes),
            SMALLER_FILE,
        ),
        (
            limits.folder_files,
            fullest,
            f"{count(fullest, 'file')} in one folder",
            f"{limits.folder_files:,}",
            FEWER_FILES,
        ),
    )
    return [
        _host_limit(f"{shown}, and {limits.name} takes {shown_limit}", hint)
        for limit, value, shown, shown_limit, hint in checks
        if 0 < limit < value
    ]


def host_usage(host: str, files: int, total: int, largest: int, fullest: int) -> str:
    """Return the share of each limit of the host that a site takes; "" without limits.

    `total`: size of the site in bytes; `largest`: size of its largest file in bytes; `fullest`:
    number of files in the folder that has most.
    """
    limits = HOSTS.get(host)
    if limits is None:
        return ""
    shares = []
    if limits.files:
        shares.append(f"{files:,} of {limits.files:,} files ({_share(files, limits.files)})")
    if limits.site_bytes:
        shares.append(f"{_of_mib(total, limits.site_bytes)} in all")
    if limits.file_bytes:
        shares.append(f"{_of_mib(largest, limits.file_bytes)} in the largest file")
    if limits.folder_files:
        share = _share(fullest, limits.folder_files)
        shares.append(
            f"{fullest:,} of {limits.folder_files:,} files ({share}) in the fullest folder"
        )
    return f"{limits.name}: {', '.join(shares)}" if shares else ""


def _of_mib(size: int, limit: int) -> str:
    return f"{number(round(size / MIB, 1))} of {_mib(limit)} ({_share(size, limit)})"


def _share(value: int, limit: int) -> str:
    """Return a share in per cent, rounded up."""
    return f"{-(-100 * value // limit)}%" if value else "0%"


def _host_limit(message: str, hint: str) -> Problem:
    return Problem(
        file=SITE_FILE,
        code=Code.HOST_LIMIT,
        severity=Severity.WARNING,
        message=f"the site has {message}",
        hint=hint,
    )


def _mib(size: int) -> str:
    return f"{number(round(size / MIB, 1))} MiB"
