"""Markdown for language models: `llms.txt`, and a text of each tool and each comparison.

Names and one-line values are escaped, so that no text of a file becomes markup of the document;
values that are Markdown in the file, such as descriptions, are kept as they are.
"""

import re
from collections.abc import Iterable, Iterator

from ssg.catalog import Tool
from ssg.comparison.cells import Cell
from ssg.comparison.verdict import compare
from ssg.scores import ComponentScore
from ssg.site import Page
from ssg.text import with_links
from ssg.views import Context
from ssg.views.tool import facts
from ssg.views.versus_reasons import decision

__all__ = [
    "comparison_body",
    "comparison_pages",
    "llms_body",
    "llms_pages",
    "tool_body",
    "tool_pages",
]

COMPARISONS_LISTED = 50
"""Comparisons in llms.txt; all are in the sitemap."""
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def llms_pages(context: Context) -> Iterator[Page]:
    """Yield `llms.txt` (llmstxt.org)."""
    if context.site.settings.publish.llms:
        yield Page("llms", "/llms.txt", indexed=False)


def tool_pages(context: Context) -> Iterator[Page]:
    """Yield the Markdown of each tool, if the site is configured so."""
    if context.site.settings.publish.markdown:
        for tool in context.site.catalog.tools:
            address = context.addresses.markdown(context.addresses.tool(tool.slug))
            yield Page("markdown-tool", address, (tool.slug,), indexed=False)


def comparison_pages(context: Context) -> Iterator[Page]:
    """Yield the Markdown of each comparison, if the site is configured so."""
    if context.site.settings.publish.markdown:
        for pair in context.site.pairs:
            address = context.addresses.markdown(context.addresses.versus(pair.a, pair.b))
            yield Page("markdown-comparison", address, (pair.a, pair.b), indexed=False)


def llms_body(context: Context, page: Page) -> bytes:  # noqa: ARG001  (signature of all documents)
    """Return the overview: tools by type, the most popular comparisons, and data files."""
    settings, addresses = context.site.settings, context.addresses
    lines = [f"# {_escaped(settings.title)}", ""]
    if settings.description:
        lines += [f"> {_escaped(settings.description)}", ""]
    for name, label in settings.types:
        if tools := context.of_type.get(name):
            lines += [f"## {_escaped(label)}", ""]
            lines += [_with_summary(context, tool) for tool in tools]
            lines.append("")
    if pairs := context.pairs_in_order()[:COMPARISONS_LISTED]:
        lines += [_heading(context.gettext("Comparisons")), ""]
        lines += [f"- {_comparison_link(context, *pair)}" for pair in pairs]
        lines.append("")
    data = [(context.gettext("Method"), addresses.page("methodology"))]
    if settings.publish.api:
        data += [
            (context.gettext("All data as JSON"), "/api/v1/index.json"),
            (
                context.gettext("{tools} as CSV", tools=settings.words.tools_title),
                "/api/v1/tools.csv",
            ),
        ]
    lines += ["## Optional", ""]
    lines += [f"- [{text}]({addresses.absolute(address)})" for text, address in data]
    return _text(lines)


def tool_body(context: Context, page: Page) -> bytes:
    """Return the Markdown of a tool: what its page shows."""
    tool, score = context.tools[page.subject[0]], context.scores[page.subject[0]]
    settings, addresses, gettext = context.site.settings, context.addresses, context.gettext
    lines = [
        f"# {_escaped(context.distinct_name(tool.slug))}",
        "",
        *((f"> {_escaped(tool.summary)}", "") if tool.summary else ()),
    ]
    lines += [_page_line(context, addresses.tool(tool.slug)), ""]
    if tool.description:
        lines += [_linked(context, tool.description), ""]
    for shot in tool.screenshots:
        lines += [f"![{_escaped(shot.alt)}]({addresses.absolute(shot.file)})", ""]
        lines += [_escaped(shot.caption), ""] if shot.caption else []
    lines += [_heading(gettext("Facts")), ""]
    lines += [_entry(gettext("Type"), _escaped(settings.type_label(tool.type)))]
    lines += [
        f"- {_escaped(label)}: {_cell(cell)}"
        for _, group in facts(context, tool)
        for label, cell in group
    ]
    lines.append("")
    if score.components:
        lines += [
            "## "
            + gettext(
                "{name}: {score} of 100", name=_escaped(settings.ranking.name), score=score.shown
            ),
            "",
        ]
        lines += [
            f"- {_escaped(part.label)}: {_component(context, part)}" for part in score.components
        ]
        lines.append("")
    lines += _capabilities(context, tool)
    if related := context.related.get(tool.slug):
        lines += [_heading(context.gettext("Comparisons")), ""]
        lines += [f"- {_comparison_link(context, pair.a, pair.b)}" for pair in related]
    return _text(lines)


def _capabilities(context: Context, tool: Tool) -> Iterator[str]:
    gettext = context.gettext
    if tool.capabilities:
        yield from (_heading(context.words.capabilities_title), "")
    for capability in tool.capabilities:
        yield from (f"### {_escaped(capability.title)}", "")
        texts = (capability.description, capability.unique, capability.vs_alternatives)
        yield from (line for text in texts if text for line in (_linked(context, text), ""))
        for label, entries in (
            (gettext("Best for"), capability.best_for),
            (gettext("Limits"), capability.limitations),
            (gettext("Needs"), capability.requires),
            (gettext("Takes"), capability.inputs),
            (gettext("Gives"), capability.outputs),
        ):
            if entries:
                yield _entry(label, gettext("; ").join(entries))
        urls = [source.url for source in capability.sources if source.url]
        yield from (_entry(gettext("Source"), f"<{url}>") for url in urls)
        yield ""


def _with_summary(context: Context, tool: Tool) -> str:
    """Return a link to a tool, and its summary if it has one."""
    link = _tool_link(context, tool)
    return f"- {link}: {_escaped(tool.summary)}" if tool.summary else f"- {link}"


def _heading(text: str) -> str:
    return f"## {text}"


def _entry(label: str, value: str) -> str:
    return f"- {label}: {value}"


def _page_line(context: Context, address: str) -> str:
    return context.gettext("Page: {url}", url=context.addresses.absolute(address))


def _component(context: Context, part: ComponentScore) -> str:
    """Return the points of a component."""
    if part.value is None:
        return context.gettext("unknown")
    points, most = (context.messages.decimals(value, 1) for value in (part.points, part.most))
    return context.gettext("{points} of {most}", points=points, most=most)


def _linked(context: Context, text: str) -> str:
    """Return Markdown of a file with absolute links, so that it can be read anywhere."""
    return with_links(text, lambda href: context.addresses.url(context.link_of_content(href)))


def comparison_body(context: Context, page: Page) -> bytes:
    """Return the Markdown of a comparison: verdict, reasons, table and capabilities."""
    slug_a, slug_b = page.subject
    a, b = context.side(slug_a), context.side(slug_b)
    comparison = compare(a, b, context.aligner.align(slug_a, slug_b), context.site.settings)
    rules, names = decision(context, slug_a, slug_b), (_escaped(a.name), _escaped(b.name))
    addresses = context.addresses
    lines = [f"# {context.versus_text(*names)}", ""]
    lines += [_page_line(context, addresses.versus(slug_a, slug_b)), ""]
    lines += [_with_summary(context, side.tool) for side in (a, b)]
    lines += ["", _escaped(" ".join(comparison.verdict.sentences)), ""]
    for name, chosen in zip(names, (rules.a, rules.b), strict=True):
        if chosen:
            lines += [
                _heading(context.gettext("Choose {name}", name=name)),
                "",
                *(f"- {_escaped(rule.text)}" for rule in chosen),
                "",
            ]
    lines += [
        _heading(context.gettext("At a glance")),
        "",
        f"| | {names[0]} | {names[1]} |",
        "|---|---|---|",
    ]
    lines += [
        f"| {_escaped(row.label)} | {_cell(row.a)} | {_cell(row.b)} |" for row in comparison.rows
    ]
    noted = [row for row in comparison.rows if row.notes]
    lines += [
        *([""] if noted else []),
        *(f"- {_escaped(row.label)}: {_escaped(' '.join(row.notes))}" for row in noted),
    ]
    first, second = a.tool.capabilities, b.tool.capabilities
    both = (
        f"{first[match.a].title} / {second[match.b].title}" for match in comparison.alignment.both
    )
    lines += _listed(context.gettext("In common"), both)
    if first and second:
        for name, side, only in zip(names, (first, second), comparison.only, strict=True):
            lines += _listed(
                context.gettext("More listed for {name}", name=name), (side[i].title for i in only)
            )
    return _text(lines)


def _listed(heading: str, entries: Iterable[str]) -> list[str]:
    lines = [f"- {_escaped(entry)}" for entry in entries]
    return ["", f"## {heading}", "", *lines] if lines else []


def _cell(cell: Cell) -> str:
    text = _escaped(", ".join(cell.items) or cell.text)
    return f"{text} ({_escaped(cell.note)})" if cell.note else text


def _tool_link(context: Context, tool: Tool) -> str:
    address = context.addresses.tool(tool.slug)
    return f"[{_escaped(context.distinct_name(tool.slug))}]({_best(context, address)})"


def _comparison_link(context: Context, a: str, b: str) -> str:
    names = context.versus_text(*(_escaped(context.distinct_name(slug)) for slug in (a, b)))
    return f"[{names}]({_best(context, context.addresses.versus(a, b))})"


def _best(context: Context, address: str) -> str:
    """Return the URL of the Markdown of a page where the site has it, else of the page."""
    markdown = context.site.settings.publish.markdown
    addresses = context.addresses
    return addresses.absolute(addresses.markdown(address) if markdown else address)


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines).strip() + "\n").encode("utf-8")
