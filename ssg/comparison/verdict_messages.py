"""Messages of the verdict as patterns of `str.format`, for `verdict` and for the browser."""

from collections.abc import Mapping

__all__ = ["MESSAGES"]

MESSAGES: Mapping[str, str] = {
    "clear": "{name} scores higher.",
    "likely": "{name} probably scores higher.",
    "unrated": "{name} has no score yet.",
    "both_unrated": "{names} have no score yet.",
    "thin": "Too little is known about {names} to compare the scores.",
    "thin_both": "Too little is known about both to compare the scores.",
    "same": "Both score the same.",
    "by_weights": "Which of the two scores higher depends on the weights.",
    "not_clear": "Neither clearly scores higher.",
    "none_shared": "No component of the score is known for both.",
    "only_one": "Only {labels} is known for both, less than half of the score.",
    "only_some": "Only {labels} are known for both, less than half of the score.",
    "bounds": (
        "With everything known, {low} would probably have at most {most}, and {high} at least "
        "{least}."
    ),
    "level": "Both have {points}.",
    "level_of_known": "Counting only what is known for both ({labels}), both have {points}.",
    "level_by_means": "With the mean of the weights of both types, both have {points}.",
    "level_of_known_by_means": (
        "Counting only what is known for both ({labels}), with the mean of the weights of both "
        "types, both have {points}."
    ),
    "margin": "{high} has {points} and {low} {other}.",
    "margin_of_known": (
        "Counting only what is known for both ({labels}), {high} has {points} and {low} {other}."
    ),
    "margin_by_means": (
        "With the mean of the weights of both types, {high} has {points} and {low} {other}."
    ),
    "margin_of_known_by_means": (
        "Counting only what is known for both ({labels}), with the mean of the weights of both "
        "types, {high} has {points} and {low} {other}."
    ),
    "every_weighting": "{name} leads whatever the weights.",
    "nearly_every": "{name} leads with nearly any weights.",
    "half": "Each leads in about half of the ways to weigh the score.",
    "tens": "{name} leads in about {tens} of 10 ways to weigh the score.",
    "close": "The margin is below {points} points.",
    "overlap": "With what is unknown, the possible scores of the two overlap.",
    "one_side": "Known for one side only: {parts}.",
    "part": "{labels} for {name}",
    "point": "{number} point",
    "points": "{number} points",
    "by_job": "Choose by the job: {a} is listed under {job_a}, {b} under {job_b}.",
    "and": "{first} and {last}",
}
"""Name of a message -> its pattern; what is filled in is text."""
