"""What the first screen of a versus page says below the names of the two."""

from collections.abc import Sequence
from typing import NamedTuple

from ssg.comparison.definitions import definition_sentences
from ssg.comparison.recommendations import Decision
from ssg.comparison.verdict import Comparison, Verdict
from ssg.views.context import Context
from ssg.views.versus_reasons import RuleView

__all__ = ["Opening", "opening"]


class Opening(NamedTuple):
    """The texts; an empty one is not shown."""

    answer: str
    """What each tool is, whose job is which, or what the verdict answers."""
    definitions: tuple[tuple[str, str], ...]
    """The answer where it says what each is: names, and how the sentences go on after them.

    Then the summaries of the two are not repeated.
    """
    score: str
    """Which tool scores higher."""
    note: str
    """Why the scores cannot be compared, below the reasons."""


def opening(
    context: Context,
    comparison: Comparison,
    rules: Decision,
    choose: tuple[tuple[RuleView, ...], tuple[RuleView, ...]],
) -> Opening:
    """Return the texts for two tools with these reasons to choose each."""
    verdict = comparison.verdict
    a, b = comparison.a.tool.slug, comparison.b.tool.slug
    jobs = context.main_category(a), context.main_category(b)
    note = _score_note(verdict, choose)
    defined = () if all(choose) else _definitions(comparison, jobs)
    answer = (
        " ".join(name + rest for name, rest in defined)
        or verdict.answer
        or _shared_job(context, comparison, rules, jobs)
    )
    score = "" if verdict.facts or note else verdict.headline
    return Opening("" if answer == note else answer, defined, score, note)


def _score_note(verdict: Verdict, choose: tuple[Sequence[RuleView], ...]) -> str:
    """Return the sentence that too little is known to compare the scores, below reasons."""
    return verdict.headline if any(choose) and not verdict.gives_points else ""


def _definitions(comparison: Comparison, jobs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what each tool is, to begin a page with; empty if their main categories say it."""
    named = comparison.verdict.facts and all(jobs) and jobs[0] != jobs[1]
    return () if named else definition_sentences(comparison.a, comparison.b)


def _shared_job(
    context: Context, comparison: Comparison, rules: Decision, jobs: tuple[str, str]
) -> str:
    """Name the category of two tools between which neither score nor reasons decide, or nothing."""
    if rules.a or rules.b or not jobs[0] or jobs[0] != jobs[1]:
        return ""
    return context.gettext(
        "{a} and {b} are both listed under {job}: choose by what each is for.",
        a=comparison.a.name,
        b=comparison.b.name,
        job=jobs[0],
    )
