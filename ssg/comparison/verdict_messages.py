"""Messages of the verdict as patterns of `str.format`, for `verdict` and for the browser."""

from collections.abc import Mapping

from ssg.messages import Messages, gettext_noop

__all__ = ["MESSAGES", "in_language"]

SEVERAL = 100
"""A number with the plural form of most numbers."""
MESSAGES: Mapping[str, str] = {
    "clear": gettext_noop("{name} scores higher."),
    "likely": gettext_noop("{name} probably scores higher."),
    "unrated": gettext_noop("No score for {name}: this site has no current measurements of it."),
    "thin": gettext_noop("Too little is known about {names} to compare the scores."),
    "thin_both": gettext_noop("Too little is known about both to compare the scores."),
    "same": gettext_noop("Both score the same."),
    "by_weights": gettext_noop("Which of the two scores higher depends on the weights."),
    "not_clear": gettext_noop("Neither clearly scores higher."),
    "none_shared": gettext_noop("No component of the score is known for both."),
    "only_one": gettext_noop("Only {labels} is known for both, less than half of the score."),
    "only_some": gettext_noop("Only {labels} are known for both, less than half of the score."),
    "level": gettext_noop("Both have {points}."),
    "level_of_known": gettext_noop(
        "Counting only what is known for both ({labels}), both have {points}."
    ),
    "level_by_means": gettext_noop(
        "With the mean of the weights of both types, both have {points}."
    ),
    "level_of_known_by_means": gettext_noop(
        "Counting only what is known for both ({labels}), with the mean of the weights of both "
        "types, both have {points}."
    ),
    "margin": gettext_noop("{high} has {points} and {low} {other}."),
    "margin_of_known": gettext_noop(
        "Counting only what is known for both ({labels}), {high} has {points} and {low} {other}."
    ),
    "margin_by_means": gettext_noop(
        "With the mean of the weights of both types, {high} has {points} and {low} {other}."
    ),
    "margin_of_known_by_means": gettext_noop(
        "Counting only what is known for both ({labels}), with the mean of the weights of both "
        "types, {high} has {points} and {low} {other}."
    ),
    "every_weighting": gettext_noop("{name} is not behind on any part that is compared."),
    "nearly_every": gettext_noop(
        "{name} leads for nearly any choice of how much each part of the score counts."
    ),
    "half": gettext_noop("Each leads in about half of the ways to weigh the score."),
    "tens": gettext_noop("{name} leads in about {tens} of 10 ways to weigh the score."),
    "tens_but": gettext_noop("But {name} leads in about {tens} of 10 ways to weigh the score."),
    "overlap": gettext_noop("With what is unknown, the possible scores of the two overlap."),
    "left_out": gettext_noop("Left out, as only one of the two has a current value: {parts}."),
    "part": gettext_noop("{labels} of {name}"),
    "own_total": gettext_noop("{points} ({total} on its own page)"),
    "turned": gettext_noop("By all figures of each, the order is the other way round."),
    "not_comparable": gettext_noop("Not compared, as both have different figures: {labels}."),
    "point": "{number} point",
    "points": "{number} points",
    "by_job": gettext_noop("Choose by job: {job_a} ({a}) or {job_b} ({b})."),
    "one_category": gettext_noop(
        "{a} and {b} are both listed under {job}: choose by what each is for."
    ),
    "by_purpose": gettext_noop("{a} is mainly for {purpose_a}, and {b} for {purpose_b}."),
    "no_job": gettext_noop(
        "Nothing here says that {a} and {b} do the same job: choose by what each is for."
    ),
    "and": gettext_noop("{first} and {last}"),
    "comma": gettext_noop(", "),
    "semicolon": gettext_noop("; "),
}
"""Name of a message -> its pattern; what is filled in is text."""


def in_language(messages: Messages) -> Mapping[str, str]:
    """Return the patterns in a language; the browser has one form of several points."""
    translated = {name: messages.gettext(text) for name, text in MESSAGES.items()}
    one, many = MESSAGES["point"], MESSAGES["points"]
    points = {"point": messages.plural(one, many, 1), "points": messages.plural(one, many, SEVERAL)}
    return {**translated, **points}
