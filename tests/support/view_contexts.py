"""View contexts for catalogs of tests, with the project's own layouts."""

from functools import cache

from jinja2 import Environment

from ssg.catalog import Catalog
from ssg.comparison.alignment import Aligner
from ssg.messages import ENGLISH
from ssg.ranking.pairing import pair
from ssg.ranking.scoring import rank
from ssg.rendering.assets import assets
from ssg.rendering.renderer import Renderer
from ssg.rendering.templates import environment, layout_folders
from ssg.site import Site
from ssg.urls import Addresses
from ssg.views import Context
from ssg.views.page_head import site_view
from support.compared_tools import DAY
from support.site_fixtures import ROOT

__all__ = ["a_context"]


@cache
def layouts() -> tuple[Environment, dict[str, str]]:
    """Return the project's layouts, compiled once for all examples, and the asset URLs."""
    folders = layout_folders(ROOT)
    return environment(folders, ENGLISH), assets(folders)[0]


def a_context(catalog: Catalog) -> Context:
    """Return the view context of a catalog."""
    found, names = layouts()
    addresses = Addresses.of(catalog.settings)
    site = Site(catalog=catalog, ranking=rank(catalog, DAY), pairs=pair(catalog)[0])
    return Context.of(
        site,
        addresses,
        Renderer(found, site_view(site, addresses, names)),
        Aligner(catalog),
    )
