"""How complete an entry is, in points of 100.

Pages show it as the documentation of the entry. It grades the contributor and not the tool, so it
counts in a score only where a site declares the built-in signal `checklist`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from ssg.catalog import Basis, Capability, PricingModel, Tool
from ssg.messages import gettext_noop
from ssg.settings import Settings

__all__ = ["CHECKLIST", "ChecklistItem", "checklist_points"]

ENOUGH_CAPABILITIES = 8
"""The reference pages show eight capabilities of each tool."""
ENOUGH_ATTRIBUTES = 4
LONG_DESCRIPTION = 200
"""Characters; two or three sentences."""
FULL_CAPABILITY_TEXT = 150
"""Characters of a capability's description: a sentence or two that say how it works."""

SHARED_HOSTS = frozenset(
    {
        "bitbucket.org",
        "codeberg.org",
        "git.sr.ht",
        "github.com",
        "gitlab.com",
        "huggingface.co",
        "hub.docker.com",
        "raw.githubusercontent.com",
        "salsa.debian.org",
    }
)
"""Hosts of many owners: the first part of the path is the owner."""
GITHUB_RAW = "raw.githubusercontent.com"
GITHUB_PAGES = ".github.io"


class ChecklistItem(NamedTuple):
    """One line of the checklist."""

    points: int
    label: str
    """Message in English; `{capabilities}` and `{Capabilities}` are what the site calls these."""
    met: Callable[[Tool], float]
    """Tool -> the share of the points that it gets, 0 to 1."""
    number: int = 0
    """Place of the message."""

    def text(self, settings: Settings) -> str:
        """Return the label in the words of a site."""
        messages, words = settings.messages, settings.words
        return messages.gettext(
            self.label,
            number=messages.number(self.number),
            capabilities=words.capabilities,
            Capabilities=words.capabilities_title,
        )


def _share(capabilities: Sequence[Capability], met: Callable[[Capability], bool]) -> float:
    return sum(map(met, capabilities)) / len(capabilities) if capabilities else 0.0


def _sourced(capability: Capability) -> bool:
    return any(
        source.url and source.checked and source.basis is not Basis.ASSERTED
        for source in capability.sources
    )


def _external(tool: Tool) -> float:
    """Return the share of capabilities with a dated source that is not the maker's.

    A source is the maker's if its basis is `vendor`, or if it has the host of the tool's website or
    repository, on a host of many owners the owner, too.
    """
    own = {_owner(address) for address in (tool.homepage, tool.repository) if address}

    def met(capability: Capability) -> bool:
        return any(
            source.url
            and source.checked
            and source.basis in {Basis.CITED, Basis.MEASURED}
            and not any(_is_of(source.url, each) for each in own)
            for source in capability.sources
        )

    return _share(tool.capabilities, met)


def _owner(address: str) -> tuple[str, str]:
    """Return the host of an address, and the owner on a host of many owners, else nothing."""
    parts = urlsplit(address.lower())
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(GITHUB_PAGES):
        return "github.com", host.removesuffix(GITHUB_PAGES)
    owner = parts.path.strip("/").partition("/")[0] if host in SHARED_HOSTS else ""
    return "github.com" if host == GITHUB_RAW else host, owner


def _is_of(address: str, own: tuple[str, str]) -> bool:
    """Return whether an address has the host and owner of `own`, or a host that contains it."""
    host, owner = _owner(address)
    if owner or own[1]:
        return (host, owner) == own
    return host == own[0] or host.endswith(f".{own[0]}") or own[0].endswith(f".{host}")


CHECKLIST = (
    ChecklistItem(
        10,
        gettext_noop("A description of {number} characters or more"),
        lambda tool: float(len(tool.description) >= LONG_DESCRIPTION),
        number=LONG_DESCRIPTION,
    ),
    ChecklistItem(5, gettext_noop("A homepage"), lambda tool: float(bool(tool.homepage))),
    ChecklistItem(5, gettext_noop("A repository"), lambda tool: float(bool(tool.repository))),
    ChecklistItem(5, gettext_noop("A licence"), lambda tool: float(bool(tool.license))),
    ChecklistItem(
        5,
        gettext_noop("A price"),
        lambda tool: float(tool.pricing.model is not PricingModel.UNKNOWN),
    ),
    ChecklistItem(
        5,
        gettext_noop("The date of its last release or commit"),
        lambda tool: float(tool.updated is not None),
    ),
    ChecklistItem(
        5,
        gettext_noop("{number} attributes"),
        lambda tool: min(1.0, len(tool.attributes) / ENOUGH_ATTRIBUTES),
        number=ENOUGH_ATTRIBUTES,
    ),
    ChecklistItem(
        10,
        gettext_noop("{number} {capabilities}"),
        lambda tool: min(1.0, len(tool.capabilities) / ENOUGH_CAPABILITIES),
        number=ENOUGH_CAPABILITIES,
    ),
    ChecklistItem(
        10,
        gettext_noop("{Capabilities} described in {number} characters or more"),
        lambda tool: _share(
            tool.capabilities,
            lambda capability: len(capability.description) >= FULL_CAPABILITY_TEXT,
        ),
        number=FULL_CAPABILITY_TEXT,
    ),
    ChecklistItem(
        10,
        gettext_noop("{Capabilities} that name what is unique and compare with alternatives"),
        lambda tool: _share(
            tool.capabilities,
            lambda capability: bool(capability.unique and capability.vs_alternatives),
        ),
    ),
    ChecklistItem(
        5,
        gettext_noop("{Capabilities} that name their limitations"),
        lambda tool: _share(tool.capabilities, lambda capability: bool(capability.limitations)),
    ),
    ChecklistItem(
        10,
        gettext_noop("{Capabilities} with a dated source"),
        lambda tool: _share(tool.capabilities, _sourced),
    ),
    ChecklistItem(
        15,
        gettext_noop(
            "{Capabilities} with a dated source outside the website and repositories of its maker"
        ),
        _external,
    ),
)
"""What counts, in the order in which the methodology page lists it; the points add up to 100."""


def checklist_points(tool: Tool) -> float:
    """Return the points of an entry, 0 to 100."""
    return sum(item.points * item.met(tool) for item in CHECKLIST)
