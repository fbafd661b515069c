"""The head of a page: title, address, breadcrumbs, structured data, share image and languages."""

from collections.abc import Sequence

from ssg.json_value import Json
from ssg.settings import ImageScope
from ssg.views.context import Context
from ssg.views.once import once, once_for_each
from ssg.views.page_head import Alternate, Head, JsonText, LanguageLink, Link, encoded

__all__ = ["head_of", "image_url", "language_links", "share_image"]


def head_of(  # noqa: PLR0913  (the parts of a head)
    context: Context,
    address: str,
    title: str,
    description: str,
    trail: Sequence[Link] = (),
    *,
    indexed: bool = True,
    structured: Sequence[Json] = (),
    about: Sequence[str] = (),
    alternates: tuple[Alternate, ...] = (),
) -> Head:
    """Return the head of a page; `trail` has the breadcrumbs after the home page.

    `about`: slugs of the tools that its share image shows; none for that of the site.
    """
    crumbs = (_home_link(context), *trail) if trail else ()
    graph = [*structured, _breadcrumb_list(context, crumbs)] if crumbs else structured
    return Head(
        title=str(title),
        description=str(description),
        canonical=context.addresses.absolute(address),
        indexed=indexed,
        breadcrumbs=crumbs,
        graph=tuple(graph),
        image=image_url(context, *about),
        alternates=alternates,
        languages=language_links(context, address),
        translations=tuple(context.addresses.alternates(address)) if indexed else (),
    )


@once
def _home_link(context: Context) -> Link:
    return Link(context.site.settings.title, context.href(context.addresses.page()))


def _breadcrumb_list(context: Context, crumbs: tuple[Link, ...]) -> JsonText:
    """Return breadcrumbs as JSON-LD."""
    above, last = _crumbs_above(context, crumbs[:-1]), _crumb(context, len(crumbs), crumbs[-1])
    return JsonText(f'{{"@type":"BreadcrumbList","itemListElement":[{above}{last}]}}')


@once_for_each
def _crumbs_above(context: Context, crumbs: tuple[Link, ...]) -> str:
    """Return all breadcrumbs but the last one, which are those of many pages."""
    return "".join(f"{_crumb(context, number, link)}," for number, link in enumerate(crumbs, 1))


def _crumb(context: Context, number: int, link: Link) -> str:
    name, url = encoded(link.text), encoded(context.addresses.url(link.href))
    return f'{{"@type":"ListItem","position":{number},"name":{name},"item":{url}}}'


def language_links(context: Context, address: str) -> tuple[LanguageLink, ...]:
    """Return links to a page in every language of the site, the default one first.

    The link leads to the home page in a language that does not have the page.
    """
    settings = context.site.settings
    if not settings.languages:
        return ()
    pages = {settings.language: address, **dict(context.addresses.in_languages(address))}
    return tuple(
        LanguageLink(
            text=language.name,
            href=context.href(pages.get(language.code) or f"/{language.code}/"),
            language=language.code,
            direction=language.direction,
            current=language.code == settings.language,
            locale=language.locale if language.code in pages else "",
        )
        for language in settings.languages
    )


def image_url(context: Context, *slugs: str) -> str:
    """Return the URL of the share image of tools, or else of the site; empty without one."""
    address = share_image(context, *slugs) or share_image(context)
    return context.addresses.absolute(address) if address else ""


def share_image(context: Context, *slugs: str) -> str:
    """Return the address of the share image of the site or of tools; empty without one.

    There is none where the font lacks a character of a name.
    """
    settings = context.site.settings
    scope = settings.publish.share_images
    if scope is ImageScope.NONE or (len(slugs) == 2 and scope is not ImageScope.PAIRS):
        return ""
    names = [context.tools[slug].name for slug in slugs] or [settings.title]
    drawable = all(map(context.painter().covers, names))
    return context.addresses.share_image(*slugs) if drawable else ""
