"""The site in its other languages: the same tools, scores and pairs, in other words."""

from collections.abc import Sequence
from dataclasses import replace

from ssg.localized import localized, relabelled
from ssg.ranking.pairing import translated_pairs
from ssg.site import Pair, Site

__all__ = ["in_all_languages"]


def in_all_languages(site: Site, pairs: Sequence[Sequence[Pair]] | None = None) -> Site:
    """Return a site with what it is in its other languages.

    `pairs`: those of each language with their reasons, if they are known.
    """
    if not site.catalog.translations:
        return site
    catalogs = [localized(site.catalog, each) for each in site.catalog.translations]
    found = translated_pairs(site.catalog, site.pairs, catalogs) if pairs is None else pairs
    return replace(
        site,
        translated=tuple(
            Site(
                catalog=catalog,
                ranking=relabelled(site.ranking, catalog.settings),
                pairs=of_language,
                credits=site.credits,
                changes=site.changes,
            )
            for catalog, of_language in zip(catalogs, found, strict=True)
        ),
    )
