"""Hosts of static sites, and what each accepts."""

from dataclasses import dataclass

__all__ = ["HOSTS", "MIB", "HostLimits"]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HostLimits:
    """What a host accepts; 0 is no stated limit (source: the hosts' documentation, August 2026)."""

    name: str
    files: int = 0
    file_bytes: int = 0
    site_bytes: int = 0
    folder_files: int = 0
    """Files in one folder."""


HOSTS = {
    "azure-static-web-apps": HostLimits(
        "Azure Static Web Apps", files=15_000, site_bytes=500 * MIB
    ),
    "cloudflare-pages": HostLimits("Cloudflare Pages", files=20_000, file_bytes=25 * MIB),
    "cloudflare-pages-paid": HostLimits(
        "Cloudflare Pages (paid)", files=100_000, file_bytes=25 * MIB
    ),
    "github-pages": HostLimits("GitHub Pages", site_bytes=1024 * MIB),
    "gitlab-pages": HostLimits("GitLab Pages", files=200_000, site_bytes=1024 * MIB),
    "netlify": HostLimits("Netlify", folder_files=54_000),
}
"""Value of `host` in site.yaml -> its limits."""
