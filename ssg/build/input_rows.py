"""Hashes over the inputs of quick keys by tool: where none changed, a page has its last key.

The quick key of a page takes some 10 microseconds. A row of hashes covers all that the keys of
pages and documents about one tool use of it and its partners, another one what those about two
tools use besides. After an edit, few tools have other rows, and only their pages need new keys.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ssg.build.input_hashes import InputHashes
from ssg.build.partner_hashes import LANES, Lanes, joined, lanes_of, mixed
from ssg.build.program_hash import HASH_BYTES
from ssg.build.site_hashes import SiteHashes
from ssg.build.tool_hashes import ToolHashes
from ssg.build.tool_keys import ToolKeys
from ssg.views.context import Context
from ssg.views.partner_groups import at_best

__all__ = ["ChangedTools", "InputRows"]


class ChangedTools(NamedTuple):
    """The tools whose pages may have other keys than in the last build, by number."""

    alone: NDArray[np.bool_]
    """Of pages and documents about one tool."""
    in_pairs: NDArray[np.bool_]
    """Of those about two tools."""


class InputRows(NamedTuple):
    """The hashes of one site, in the default language."""

    site: bytes
    """Over what pages about one or two tools use of the whole site; it has the slugs of all."""
    alone: Lanes
    """For each tool, over what pages about it use of it and its partners."""
    strengths: Lanes
    """For each tool, over the strengths of its pairs: with `alone`, it is all that comparisons use
    of it."""

    @classmethod
    def of(
        cls,
        context: Context,
        hashes: InputHashes,
        tools: ToolHashes,
        site: SiteHashes,
        keys: ToolKeys,
    ) -> "InputRows":
        """Return hashes over all that the quick keys of pages about one or two tools cover.

        What other tools use of a tool is in its own hash, but for its possible score.
        """
        pairs, slugs = tools.pairs(), [*context.tools]
        of_site = (
            site.shared(),
            site.synonyms(),
            site.listed(),
            context.firm_scores(),
            site.evidence(),
            sorted(context.graph().by_tool),
            [*context.editorials.items()],
            context.addresses.left_out,
            slugs,
        )
        possible = np.array([at_best(context, slug) for slug in slugs], np.float64)
        of_all = joined([lanes_of(tools.of_all()), mixed(possible.view(np.int64))])
        alone = [
            of_all,
            pairs.of_tools([*map(bytes, of_all)]).lanes,
            pairs.of_reasons(slugs).lanes,
            keys.places(slugs),
            keys.shown(slugs),
            keys.in_lists(slugs),
        ]
        return cls(hashes.of(of_site), joined(alone), pairs.of_strengths())

    def changed_since(self, last: bytes) -> ChangedTools | None:
        """Return the tools with other rows; None if the site itself differs.

        `last`: the bytes of these hashes in the last build.
        """
        size = self.alone.nbytes
        if last[:HASH_BYTES] != self.site or len(last) != HASH_BYTES + 2 * size:
            return None
        alone, strengths = (
            (np.frombuffer(last, LANES, size // LANES.itemsize, start).reshape(-1, 2) != now)
            for start, now in ((HASH_BYTES, self.alone), (HASH_BYTES + size, self.strengths))
        )
        return ChangedTools(alone.any(axis=1), alone.any(axis=1) | strengths.any(axis=1))

    def to_bytes(self) -> bytes:
        """Return the hashes for the next build."""
        return b"".join((self.site, self.alone.tobytes(), self.strengths.tobytes()))
