"""Breakdown of a score: a row for each component, with the signals that it is made of."""

import re
from datetime import date
from typing import NamedTuple

from ssg.comparison.cells import Cell, component_cell
from ssg.messages import Messages
from ssg.scores import ComponentScore, Score, SignalReading, is_sum_as_shown

__all__ = ["ComponentView", "ReadingView", "adds_up", "components"]

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ComponentView(NamedTuple):
    """A row of the score breakdown."""

    label: str
    """Label."""
    value: Cell
    """Value 0-1, or why it is unknown."""
    weight: str
    """Weight."""
    points: str
    """Points added to the score."""
    most: str
    """Points at the value 1."""
    score: ComponentScore
    """The underlying numbers."""
    readings: tuple["ReadingView", ...]
    """The signals of the component."""


class ReadingView(NamedTuple):
    """A signal in the score breakdown."""

    reading: SignalReading
    raw: str
    """Raw value in the language of the site."""
    stale: str
    """Why it is stale, or empty."""


def components(score: Score, messages: Messages, as_of: date) -> tuple[ComponentView, ...]:
    """Return the rows of a score breakdown; their points add up to the score.

    `as_of`: the day to which the ages of signals are counted.
    """
    return tuple(
        ComponentView(
            label=component.label,
            value=component_cell(component, messages),
            score=component,
            weight=messages.digits(f"{component.weight:g}"),
            points=messages.decimals(component.points, 1),
            most=messages.decimals(component.most, 1),
            readings=tuple(_reading(one, messages, as_of) for one in component.readings),
        )
        for component in score.components
    )


def adds_up(score: Score) -> bool:
    """Whether the points of the rows add up to the total as it is shown; True if none is."""
    return score.provisional or is_sum_as_shown(part.points for part in score.components)


def _reading(reading: SignalReading, messages: Messages, as_of: date) -> ReadingView:
    return ReadingView(reading, _raw(reading.raw, messages), _stale(reading, messages, as_of))


def _raw(text: str, messages: Messages) -> str:
    """Return a raw value, a number, a day, `yes`, `no` or `3 of 5`, in a language."""
    if text in {"yes", "no"}:
        return messages.gettext("yes") if text == "yes" else messages.gettext("no")
    if DAY.fullmatch(text):
        return messages.day(text)
    successes, of, trials = map(messages.digits, text.partition(" of "))
    if not of:
        return successes
    return messages.gettext("{points} of {most}", points=successes, most=trials)


def _stale(reading: SignalReading, messages: Messages, as_of: date) -> str:
    """Return why a signal is stale, in a language."""
    if not reading.stale:
        return ""
    if not reading.source:
        return messages.gettext("no source")
    if reading.measured is None:
        return messages.gettext("no date")
    days = (as_of - reading.measured).days
    return messages.ngettext("{number} day old", "{number} days old", days)
