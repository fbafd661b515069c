"""A site, indexed for its views, with everything that belongs to one tool rendered once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ssg.catalog import Editorial, Tool
from ssg.comparison.alignment import Aligner
from ssg.comparison.profile import ToolProfile, side_of
from ssg.ranking.retired import Retired, retire
from ssg.rendering.renderer import Renderer
from ssg.scores import Score
from ssg.site import Pair, Site
from ssg.urls import Addresses, ordered
from ssg.views.page_head import Head, Json, Link, json_ld
from ssg.views.table_rows import Lines
from ssg.views.tool_fragments import ToolParts

__all__ = ["OTHERS_SHOWN", "Context"]

OTHERS_SHOWN = 3
"""Other comparisons that a versus page offers for each side."""
MOST_PARTS = 2_000
"""Tools whose pieces are kept, some 15 KB each: more would let the memory grow with the site."""


@dataclass(frozen=True, slots=True)
class Context:
    """What views are made from."""

    site: Site
    addresses: Addresses
    renderer: Renderer
    aligner: Aligner
    lines: Lines
    tools: dict[str, Tool] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    related: dict[str, list[Pair]] = field(default_factory=dict)
    """Slug -> its pairs, strongest first."""
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    editorials: dict[tuple[str, str], Editorial] = field(default_factory=dict)
    retired: Retired = field(default_factory=Retired)
    """Published addresses that have no page now."""
    capability_names: dict[str, str] = field(default_factory=dict)
    """Id -> name of each shared capability."""
    parts_made: dict[str, ToolParts] = field(default_factory=dict)
    sides_made: dict[str, ToolProfile] = field(default_factory=dict)
    """Memories of `parts` and `side`, and nothing else: the same comes out whenever it is asked for."""

    @classmethod
    def of(
        cls,
        site: Site,
        addresses: Addresses,
        renderer: Renderer,
        aligner: Aligner,
        before: "Context | None" = None,
    ) -> "Context":
        """Index a site; `before` is the context of a site whose pairs may be the very same, and then stay indexed."""
        same = before if before and before.site.pairs is site.pairs else None
        return cls(
            site=site,
            addresses=addresses,
            renderer=renderer,
            aligner=aligner,
            lines=Lines(renderer),
            related=same.related if same else _related(site.pairs),
            pairs=same.pairs if same else {(one.a, one.b): one for one in site.pairs},
            retired=retire(site.catalog, site.pairs),
            editorials={one.slugs: one for one in site.catalog.editorials},
            capability_names={one.id: one.name for one in site.catalog.capabilities},
            tools={tool.slug: tool for tool in site.catalog.tools},
            scores={score.slug: score for score in site.ranking.scores},
        )

    def href(self, address: str) -> str:
        """Return what a link to an address of the site says."""
        return self.addresses.href(address)

    def tool_link(self, slug: str) -> Link:
        """Return a link to a tool's page; entries of one name are told apart by their type."""
        return Link(self.tools[slug].name, self.href(self.addresses.tool(slug)))

    def versus_link(self, a: str, b: str) -> Link:
        """Return a link to the comparison of two tools."""
        first, second = ordered(a, b)
        text = f"{self.tools[first].name} vs {self.tools[second].name}"
        return Link(text, self.href(self.addresses.versus(a, b)))

    def head(
        self,
        address: str,
        title: str,
        description: str,
        trail: Sequence[Link] = (),
        *,
        indexed: bool = True,
        structured: Sequence[Json] = (),
    ) -> Head:
        """Make the head of a page; `trail` leads from below the home page down to the page."""
        settings = self.site.settings
        crumbs = (Link(settings.title, self.href("/")), *trail)
        graph: list[Json] = [*structured]
        if trail:
            graph.append(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {
                            "@type": "ListItem",
                            "position": number,
                            "name": link.text,
                            "item": self.addresses.base_url.rstrip("/").removesuffix(
                                self.addresses.base_path
                            )
                            + link.href,
                        }
                        for number, link in enumerate(crumbs, 1)
                    ],
                }
            )
        return Head(
            title=title,
            description=description,
            canonical=self.addresses.absolute(address),
            indexed=indexed,
            breadcrumbs=crumbs if trail else (),
            structured=json_ld(graph) if graph else "",
        )

    def edit(self, path: str, line: int = 0) -> str:
        """Return the address at which a content file is edited, or nothing."""
        repository = self.site.settings.repository
        if not repository or not repository.edit:
            return ""
        return repository.edit.replace("{path}", path) + (f"#L{line}" if line else "")

    def side(self, slug: str) -> ToolProfile:
        """Return a tool with its score, as comparisons take it."""
        found = self.sides_made.get(slug)
        if found is None:
            found = self.sides_made[slug] = side_of(
                self.tools[slug], self.scores[slug], self.site.settings, self.site.ranking.as_of
            )
        return found

    def parts(self, slug: str) -> ToolParts:
        """Return the pieces that belong to one tool."""
        found = self.parts_made.get(slug)
        if found is None:
            if len(self.parts_made) >= MOST_PARTS:
                self.parts_made.pop(next(iter(self.parts_made)))
            tool = self.tools[slug]
            found = self.parts_made[slug] = ToolParts(
                self.side(slug),
                self.site.settings.type_label(tool.type),
                self.href(self.addresses.tool(slug)),
                self.renderer,
                lambda capability: self.edit(tool.path, capability.line),
                self.others(slug),
            )
        return found

    def others(self, slug: str) -> list[tuple[str, Link]]:
        """Name the first comparisons of a tool, one more than a page offers: it leaves itself out."""
        pairs = self.related.get(slug, ())[: OTHERS_SHOWN + 1]
        return [
            (pair.b if pair.a == slug else pair.a, self.versus_link(pair.a, pair.b))
            for pair in pairs
        ]


def _related(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    related: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: (-one.strength, one.a, one.b)):
        related[pair.a].append(pair)
        related[pair.b].append(pair)
    return dict(related)
