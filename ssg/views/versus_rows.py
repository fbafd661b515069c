"""The table of a versus page, the sources of its values, and what only one file records."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ssg.catalog import Status
from ssg.comparison.cells import Cell
from ssg.comparison.fact_keys import is_mentioned
from ssg.comparison.jobs import are_listed_apart
from ssg.comparison.profile import ToolProfile
from ssg.comparison.summary import flags_sentence, undocumented_sentence
from ssg.comparison.table import Row
from ssg.comparison.verdict import Comparison
from ssg.tokenizer import terms
from ssg.views.context import Context
from ssg.views.footnotes import FootnoteView, footnotes
from ssg.views.row_rules import row_rules
from ssg.views.tool_fragments import ToolParts, joined

__all__ = ["TableView", "table_view"]

IN_TEXTS = {
    "licence": re.compile(r"licen[cs]|open[- ]source|proprietary|\bclosed\b"),
    "pricing": re.compile(r"pric(?:e|ing)|\bpaid\b|\bfree\b|subscri|open[- ]source|\bcosts?\b"),
    "status": re.compile(r"maint[ae]|archived|develop|discontinued|deprecated|retired"),
    "updated": re.compile(r"\b(?:19|20)\d\d\b|releases?\b|commits?\b"),
}
"""Key of a row -> finds in texts in lower case what may say something about it."""


class TableView(NamedTuple):
    """The table of a comparison."""

    rows: Markup
    """Its rows, rendered."""
    footnotes: tuple[FootnoteView, ...]
    """Sources of the values."""
    has_differences: bool
    """Whether a row has different values."""
    has_equal: bool
    """Whether a row has a value of both, or a list an entry of both."""
    undocumented: tuple[str, ...]
    """Sentences below it, about facts that are known for one side only."""


def table_view(
    context: Context, comparison: Comparison, parts: tuple[ToolParts, ToolParts]
) -> TableView:
    """Return the table; `parts` have the sources of the values of each side."""
    drawbacks = _drawbacks(context, comparison)
    rows = list(_shown(context, comparison, drawbacks)) or list(_types(comparison))
    notes: tuple[FootnoteView, ...] = ()
    if parts[0].notes or parts[1].notes:
        names = comparison.a.name, comparison.b.name
        claims = ((name, part.notes) for name, part in zip(names, parts, strict=True))
        notes = footnotes(((row.key, row.label) for row in rows), claims)
    return TableView(
        rows=_rendered(context, rows, notes),
        footnotes=notes,
        has_differences=any(not row.same for row in rows),
        has_equal=any(row.same or row.a.shared or row.b.shared or row.notes for row in rows),
        undocumented=_undocumented(context, comparison, drawbacks),
    )


def _rendered(context: Context, rows: Sequence[Row], notes: Sequence[FootnoteView]) -> Markup:
    """Return the rows of the table by group, each with a link to its footnote."""
    lines = context.lines
    marked = {note.key: lines.marker(note) for note in notes}
    html, group = [], ""
    for row in rows:
        line = lines.row(row)
        if row.key in marked:
            line = line.replace("</th>", f"{marked[row.key]}</th>", 1)
        is_first = row.group and row.group != group
        html.append(lines.heading(row.group) + line if is_first else line)
        group = row.group
    return joined(html)


def _shown(context: Context, comparison: Comparison, drawbacks: Collection[str]) -> Iterator[Row]:
    """Yield the rows to show: those with two values, and the drawbacks of one side.

    Components are shown where the score is explained, the number of capabilities above them, the
    type where the two are of different types and have no job in common; see also `_types`. That
    both are developed goes without saying. Between tools for different jobs, an attribute without a
    rule of the site is no help.
    """
    a, b, rules = comparison.a, comparison.b, row_rules(context)
    apart = are_listed_apart(a.jobs, b.jobs)
    same_job = not apart and a.jobs
    left_out = rules.elsewhere_or_vague if apart else rules.elsewhere
    for row in comparison.rows:
        key = row.key
        if not (row.a.known and row.b.known):
            if key in drawbacks:
                missing = Cell(a.messages.gettext("not recorded"), known=False)
                yield row._replace(b=missing) if row.a.known else row._replace(a=missing)
        elif not (
            key in left_out
            or key.startswith("component-")
            or (key == "type" and (same_job or row.same))
            or (key == "status" and row.same and a.tool.status is Status.ACTIVE)
        ):
            yield row


def _types(comparison: Comparison) -> Iterator[Row]:
    """Yield the row of the types if they differ, for tools of which nothing else is known."""
    return (row for row in comparison.rows if row.key == "type" and not row.same)


def _drawbacks(context: Context, comparison: Comparison) -> frozenset[str]:
    """Return the keys of the rows that say yes to a drawback of one side, unknown for the other.

    What the texts of the other side may be about is left out, as is what no file of the site
    denies: that is named below the table, for the side that has it.
    """
    of_site = row_rules(context).drawbacks
    if not of_site:
        return frozenset()
    a, b = comparison.a, comparison.b
    apart = are_listed_apart(a.jobs, b.jobs)
    found = []
    for row in comparison.rows:
        if row.key not in of_site or not row.undocumented:
            continue
        spec = of_site[row.key]
        known, unknown = (b, a) if row.undocumented == "a" else (a, b)
        is_drawback = known.attributes.get(spec.id) is True and not (apart and spec.applies_to)
        if is_drawback and not _is_mentioned(context, row, unknown):
            found.append(row.key)
    return frozenset(found)


def _undocumented(
    context: Context, comparison: Comparison, shown: Collection[str]
) -> tuple[str, ...]:
    """Return sentences about facts that are known for one side only, those of A first.

    `shown` are the keys of those that the table shows. A date of which neither is better is no help
    to choose. Special attributes of tools for different jobs are left out. An attribute that no
    file of the site denies is named for the side that has it.
    """
    rows = [row for row in comparison.rows if not (row.a.known and row.b.known)]
    if not rows:
        return ()
    a, b, rules = comparison.a, comparison.b, row_rules(context)
    left_out = {*shown, *rules.dates}
    if are_listed_apart(a.jobs, b.jobs):
        left_out |= rules.special
    rows = [row for row in rows if row.key not in left_out]
    sentences = []
    for letter, side, other in (("a", a, b), ("b", b, a)):
        unknown = [
            row
            for row in rows
            if row.undocumented == letter and not _is_mentioned(context, row, side)
        ]
        facts = [row for row in unknown if row.key not in rules.flags]
        noted = [row.label for row in unknown if row.key in rules.flags]
        sentences += [
            undocumented_sentence(facts, letter, side.name, other.name, side.messages),
            flags_sentence(noted, other.name, side.messages),
        ]
    return tuple(filter(None, sentences))


def _is_mentioned(context: Context, row: Row, side: ToolProfile) -> bool:
    """Return whether the texts of a tool may be about a fact for which it has no value.

    Its files then say something that the site has not recorded as a value. The texts and labels of
    the default language decide; where that is not English, its words for a licence and the like
    are not known, so that any text may be about that.
    """
    if row.key in IN_TEXTS:
        return not side.is_english or IN_TEXTS[row.key].search(side.text) is not None
    spec = row_rules(context.original or context).specs.get(row.key)
    if spec is None:
        return False
    value = row.b if row.undocumented == "a" else row.a
    last = terms(spec.label)[-1:]
    entries = {*value.items, *(entry for entry, _ in spec.entry_synonyms)}
    return any(is_mentioned(side, entry, spec) for entry in entries) or side.may_mean(
        spec.label, last
    )
