"""Links of a finished page: those of the content as the site has them, or all relative to its file.

The content names pages by addresses such as `/tools/flax/`, whatever the address of the site.
"""

import re
from collections.abc import Callable

__all__ = ["with_links_of_content", "with_relative_links"]

LINK_OF_CONTENT = re.compile(r"""((?<=<a\ href=)|(?<=<img\ src=))"(/(?!/)[^"]*)\"""", re.VERBOSE)
"""The address of a link or an image as Markdown is rendered; layouts write some links so, too."""

LINK = re.compile(
    r"""(?<=\s)((?:href|src|action|poster|data-(?:data|tools|comparisons|weights|address|compare|
    recorded|beacon))=(["'])|content=(["'])\d+;\ ?url=)(/(?!/)[^"'\s]*)""",
    re.VERBOSE,
)
"""Attributes of layouts that hold an address of the site."""
RULES = re.compile(r'(?<= data-rules=")[^"]*')
IN_JSON = re.compile(r"(?<=&#34;)/(?!/)[^&]*(?=&#34;)")
"""An address in JSON in an attribute."""


def with_links_of_content(html: str, linked: Callable[[str], str]) -> str:
    """Return a page with the links of its texts as the site has them.

    `linked` returns such a link for an address, and leaves links of layouts as they are.
    """
    return LINK_OF_CONTENT.sub(lambda found: f'"{linked(found[2])}"', html)


def with_relative_links(html: str, address: str, base_path: str) -> str:
    """Return a page whose links to the site are relative and end with the name of a file.

    `address`: that of the page; `base_path`: what precedes addresses in links, empty or `/sub`.
    """
    up = "../" * (address.count("/") - 1)

    def relative(link: str) -> str:
        if not f"{link}/".startswith(f"{base_path}/"):
            return link
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.DOTALL).groups()  # type: ignore[union-attr]
        file = path.removeprefix(base_path).lstrip("/")
        return f"{up}{file}{'index.html' if not file or file.endswith('/') else ''}{mark}{rest}"

    linked = LINK.sub(lambda found: found[1] + relative(found[4]), html)
    return RULES.sub(lambda rules: IN_JSON.sub(lambda found: relative(found[0]), rules[0]), linked)
