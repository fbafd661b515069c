"""A site, indexed for its views, with everything that belongs to one tool rendered once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from ssg.align import Aligner
from ssg.charts import dial
from ssg.markdown import to_html, to_inline_html
from ssg.model import Capability, Editorial, Pair, Score, Site, Source, Tool
from ssg.named import named_things
from ssg.render import Renderer
from ssg.robustness import totals
from ssg.rows import Cell, Side, pricing_label
from ssg.text import first_sentences
from ssg.urls import Addresses, ordered
from ssg.views.frame import Head, Json, Link, json_ld

__all__ = ["Context", "ToolParts"]

WAY_WORDS, GIST_WORDS = 12, 8
"""Words after which a text on a versus page ends with the sentence that they stand in: beside another tool's way to do the
same thing, and alone. The tool's own page has all of it; here much text would hide what differs."""
MOST_CELLS = 20_000
"""Rendered table cells that are kept, some 300 bytes each."""
SOURCES_SHOWN = 2
"""Sources that stand under a claim on a versus page; the tool's own page has them all."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is shown under a claim."""

    host: str
    url: str
    basis: str
    checked: str


@dataclass(frozen=True, slots=True)
class CapabilityView:
    """What the layout of a capability's card sees."""

    title: str
    description: Markup
    way: Markup
    """How the tool does it, in a sentence or two."""
    gist: Markup
    """What sets it apart, in a sentence."""
    unique: Markup
    vs_alternatives: Markup
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    """Label -> entries, e.g. `Best for`."""
    sources: tuple[SourceView, ...]
    main_sources: tuple[SourceView, ...]
    """The first few that differ in what is shown of them."""
    edit: str
    """Address at which its lines can be edited, or nothing."""
    full: str
    """Address of its full text."""


@dataclass(frozen=True, slots=True)
class CellView:
    """What the layout of a table cell sees."""

    cell: Cell
    better: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """What the layout of a tool's head on a versus page sees."""

    name: str
    href: str
    type: str
    pricing: str
    license: str
    summary: str
    dial: Markup


@dataclass(frozen=True, slots=True)
class ToolParts:
    """Pieces of versus pages that belong to one tool: rendered once, set into many pages."""

    side: Markup
    """Name, badges, dial and summary."""
    ways: tuple[Markup, ...]
    """For each capability how the tool does it, in short, with its sources: half of a row."""
    gists: tuple[Markup, ...]
    """For each capability what sets it apart, in a sentence, with its sources."""
    names: tuple[tuple[str, ...], ...]
    """For each capability what its text calls by name."""


@dataclass(frozen=True, slots=True)
class Context:
    """What views are made from."""

    site: Site
    addresses: Addresses
    renderer: Renderer
    aligner: Aligner
    tools: dict[str, Tool] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    related: dict[str, list[Pair]] = field(default_factory=dict)
    """Slug -> its pairs, strongest first."""
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    editorials: dict[tuple[str, str], Editorial] = field(default_factory=dict)
    capability_names: dict[str, str] = field(default_factory=dict)
    """Id -> name of each shared capability."""
    parts_made: dict[str, ToolParts] = field(default_factory=dict)
    sides_made: dict[str, Side] = field(default_factory=dict)
    cells_made: dict[tuple[Cell, bool], Markup] = field(default_factory=dict)
    """Memories of `parts`, `side` and `cell`, and nothing else: the same comes out whenever it is asked for."""

    @classmethod
    def of(
        cls, site: Site, addresses: Addresses, renderer: Renderer, aligner: Aligner, before: "Context | None" = None,
    ) -> "Context":
        """Index a site; `before` is the context of a site whose pairs may be the very same, and then stay indexed."""
        same = before if before and before.site.pairs is site.pairs else None
        return cls(site=site, addresses=addresses, renderer=renderer, aligner=aligner,
                   related=same.related if same else _related(site.pairs),
                   pairs=same.pairs if same else {(one.a, one.b): one for one in site.pairs},
                   editorials={one.slugs: one for one in site.catalog.editorials},
                   capability_names={one.id: one.name for one in site.catalog.capabilities},
                   tools={tool.slug: tool for tool in site.catalog.tools},
                   scores={score.slug: score for score in site.ranking.scores})

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
        self, address: str, title: str, description: str, trail: Sequence[Link] = (), *, indexed: bool = True,
        structured: Sequence[Json] = (),
    ) -> Head:
        """Make the head of a page; `trail` leads from below the home page down to the page."""
        settings = self.site.settings
        crumbs = (Link(settings.title, self.href("/")), *trail)
        graph: list[Json] = [*structured]
        if trail:
            graph.append({"@type": "BreadcrumbList", "itemListElement": [
                {"@type": "ListItem", "position": number, "name": link.text,
                 "item": self.addresses.base_url.rstrip("/").removesuffix(self.addresses.base_path) + link.href}
                for number, link in enumerate(crumbs, 1)]})
        return Head(title=title, description=description, canonical=self.addresses.absolute(address), indexed=indexed,
                    breadcrumbs=crumbs if trail else (), structured=json_ld(graph) if graph else "")

    def edit(self, path: str, line: int = 0) -> str:
        """Return the address at which a content file is edited, or nothing."""
        repository = self.site.settings.repository
        if not repository or not repository.edit:
            return ""
        return repository.edit.replace("{path}", path) + (f"#L{line}" if line else "")

    def side(self, slug: str) -> Side:
        """Return a tool with its score, as comparisons take it."""
        if slug not in self.sides_made:
            self.sides_made[slug] = Side(self.tools[slug], self.scores[slug], totals(self.scores[slug]))
        return self.sides_made[slug]

    def parts(self, slug: str) -> ToolParts:
        """Return the pieces that belong to one tool."""
        if slug not in self.parts_made:
            tool = self.tools[slug]
            cards = [self.card(tool, one) for one in tool.capabilities]
            self.parts_made[slug] = ToolParts(
                side=self.renderer.part("parts/side.html", self._side(tool)),
                ways=tuple(self.renderer.part("parts/way.html", card) for card in cards),
                gists=tuple(self.renderer.part("parts/gist.html", card) for card in cards),
                names=tuple(map(named_things, tool.capabilities)))
        return self.parts_made[slug]

    def cell(self, cell: Cell, *, better: bool) -> Markup:
        """Return a table cell; most cells say the same beside every other tool, so they are rendered once."""
        found = self.cells_made.get((cell, better))
        if found is None:
            if len(self.cells_made) > MOST_CELLS:
                self.cells_made.clear()
            found = self.cells_made[cell, better] = self.renderer.part("parts/cell.html", CellView(cell, better))
        return found

    def _side(self, tool: Tool) -> SideView:
        return SideView(name=tool.name, href=self.href(self.addresses.tool(tool.slug)), summary=tool.summary,
                        type=self.site.settings.type_label(tool.type), pricing=pricing_label(tool),
                        license=tool.license, dial=dial(self.scores[tool.slug]))

    def card(self, tool: Tool, capability: Capability) -> CapabilityView:
        """Make what the layouts of a capability see."""
        facts = (("Best for", capability.best_for), ("Limits", capability.limitations), ("Needs", capability.requires),
                 ("Takes", capability.inputs), ("Gives", capability.outputs))
        sources = tuple(source_view(source) for source in capability.sources)
        shown = {(source.host, source.basis): source for source in reversed(sources)}
        return CapabilityView(
            title=capability.title, description=to_html(capability.description),
            way=to_inline_html(first_sentences(capability.description or capability.unique, WAY_WORDS)),
            gist=to_inline_html(first_sentences(capability.unique or capability.description, GIST_WORDS)),
            unique=to_inline_html(capability.unique), vs_alternatives=to_inline_html(capability.vs_alternatives),
            facts=tuple((label, tuple(map(to_inline_html, entries))) for label, entries in facts if entries),
            sources=sources, main_sources=tuple(reversed(shown.values()))[:SOURCES_SHOWN],
            edit=self.edit(tool.path, capability.line),
            full=f"{self.href(self.addresses.tool(tool.slug))}#c-{capability.anchor}")


def _related(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    related: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: (-one.strength, one.a, one.b)):
        related[pair.a].append(pair)
        related[pair.b].append(pair)
    return dict(related)


def source_view(source: Source) -> SourceView:
    """Make what is shown of a source."""
    host = source.url.split("/")[2].removeprefix("www.") if source.url else ""
    return SourceView(host=host, url=source.url, basis=source.basis, checked=_day(source.checked))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
