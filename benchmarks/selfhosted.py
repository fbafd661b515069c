"""Import awesome-selfhosted's data files as a large site without capabilities."""

from pathlib import Path

from ssg.authoring.import_site import import_site
from ssg.authoring.importers.awesome_selfhosted import read

__all__ = ["convert"]


def convert(source: Path, site: Path) -> int:
    """Import a checkout `source` as a site below `site`; return the number of its tools."""
    imported = read(source)
    import_site(site, imported)
    return len(imported.records)
