"""Links of a page relative to its own file, for sites that are opened from disk."""

import re

__all__ = ["with_relative_links"]

LINK = re.compile(
    r"""(?<=\s)((?:href|src|action|poster|data-(?:data|tools|comparisons|weights|address|compare|
    recorded|beacon))=(["'])|content=(["'])\d+;\ ?url=)(/(?!/)[^"'\s]*)""",
    re.VERBOSE,
)
"""Attributes of layouts that hold an address of the site."""
RULES = re.compile(r'(?<= data-rules=")[^"]*')
IN_JSON = re.compile(r"(?<=&#34;)/(?!/)[^&]*(?=&#34;)")
"""An address in JSON in an attribute."""


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
