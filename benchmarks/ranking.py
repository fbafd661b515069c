"""How well scores and their ranges hold when components are hidden from real tools.

    python benchmarks/ranking.py DATA

DATA is a copy of https://github.com/awesome-selfhosted/awesome-selfhosted-data. Every tool with all
five components is scored by the project's own code. Then components are hidden at random (a fixed
seed) from every tool, and three ways to go on without them are compared with the full ranking:
leaving them out (the score that pages show), estimating them (the centre of the range), and
counting them as 0. Printed: Kendall's tau-b of the order, and the mean absolute error in points;
both also for the tools of which at least half of the weight is left, whose scores are not
provisional; and how often the range holds the full score.
"""

import math
import random
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from ssg.catalog import Catalog, Signal, Tool
from ssg.ranking.scoring import rank
from ssg.scores import Score
from ssg.settings import ComponentSpec, RankingSettings, Scale, Settings, SignalSpec

HIDDEN_SHARES = (0.2, 0.4, 0.6)
ROUNDS = 5
SEED = 20261121
AS_OF = date(2026, 8, 21)
"""The day of the snapshot that the figures of docs/ranking.md were measured on."""
WEIGHTS = {
    "adoption": 25.0,
    "activity": 25.0,
    "platforms": 10.0,
    "releases": 25.0,
    "freshness": 15.0,
}
SPECS = (
    ("stargazers", "adoption", Scale.LOG, 100_000.0),
    ("commits_year", "activity", Scale.LOG, 3_000.0),
    ("platforms", "platforms", Scale.LOG, 10.0),
    ("released", "releases", Scale.DATE, 1.0),
    ("updated_at", "freshness", Scale.DATE, 1.0),
)


@dataclass(frozen=True)
class Row:
    """One way to go on without the hidden components, against the full ranking."""

    tau: float
    error: float
    firm_tau: float
    firm_error: float


def settings() -> Settings:
    """Return a site with five components of one signal each."""
    return Settings(
        types=(("software", "Software"),),
        ranking=RankingSettings(
            components=tuple(
                ComponentSpec(id=name, label=name.title(), weight=weight)
                for name, weight in WEIGHTS.items()
            ),
            built_in=(),
            signals=tuple(
                SignalSpec(id=key, component=component, scale=scale, full=full, label=key)
                for key, component, scale, full in SPECS
            ),
        ),
    )


def read_tools(folder: Path) -> list[Tool]:
    """Return the tools of which all five components are known."""
    tools = []
    for path in sorted((folder / "software").glob("*.yml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        released = (entry.get("current_release") or {}).get("published_at")
        values: Mapping[str, float | date | None] = {
            "stargazers": entry.get("stargazers_count"),
            "commits_year": sum((entry.get("commit_history") or {}).values()) or None,
            "platforms": float(len(entry.get("platforms") or ())) or None,
            "released": date.fromisoformat(released) if released else None,
            "updated_at": date.fromisoformat(str(entry["updated_at"]))
            if entry.get("updated_at")
            else None,
        }
        signals = tuple(
            Signal(id=key, value=value)
            for key, value in sorted(values.items())
            if value is not None
        )
        if len(signals) == len(SPECS):
            tools.append(
                Tool(
                    slug=path.stem,
                    name=entry["name"],
                    type="software",
                    summary="A tool.",
                    signals=signals,
                    path=path.name,
                )
            )
    return tools


def scores_of(tools: Sequence[Tool]) -> dict[str, Score]:
    """Return the score of each tool by its slug."""
    ranking = rank(Catalog(settings=settings(), tools=tuple(tools)), AS_OF)
    return {score.slug: score for score in ranking.scores}


def hide(tools: Sequence[Tool], share: float, chance: random.Random) -> list[Tool]:
    """Hide each component of each tool with this probability, but never all of one tool."""
    hidden = []
    for tool in tools:
        kept = [signal for signal in tool.signals if chance.random() >= share]
        hidden.append(replace(tool, signals=tuple(kept or [chance.choice(tool.signals)])))
    return hidden


def tau(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Kendall's tau-b of two lists of scores."""
    agree = ties_first = ties_second = 0
    pairs = 0
    for i in range(len(first)):
        for j in range(i):
            one = (first[i] > first[j]) - (first[i] < first[j])
            two = (second[i] > second[j]) - (second[i] < second[j])
            agree += one * two
            ties_first += one == 0
            ties_second += two == 0
            pairs += 1
    return agree / math.sqrt((pairs - ties_first) * (pairs - ties_second))


def compare(full: Mapping[str, Score], guess: Mapping[str, float], firm: Sequence[str]) -> Row:
    """Compare guessed totals with the full ones, for all tools and for those not provisional."""
    figures = []
    for slugs in (sorted(guess), firm):
        truth = [full[slug].total or 0.0 for slug in slugs]
        guessed = [guess[slug] for slug in slugs]
        errors = [abs(a - b) for a, b in zip(truth, guessed, strict=True)]
        figures += [tau(truth, guessed), statistics.mean(errors)]
    return Row(*figures)


def main() -> None:
    """Print the table."""
    tools = read_tools(Path(sys.argv[1]))
    full = scores_of(tools)
    print(f"{len(tools)} tools, {ROUNDS} rounds, seed {SEED}")
    print("hidden  method       tau   error  tau (firm)  error (firm)  firm  in range")
    chance = random.Random(SEED)
    for share in HIDDEN_SHARES:
        rows: dict[str, list[Row]] = {"left out": [], "estimated": [], "zero": []}
        firm_shares, in_range = [], []
        for _ in range(ROUNDS):
            found = scores_of(hide(tools, share, chance))
            firm = sorted(slug for slug, score in found.items() if not score.provisional)
            firm_shares.append(len(firm) / len(tools))
            in_range.append(
                statistics.mean(
                    score.range.low - 0.5 <= (full[slug].total or 0.0) <= score.range.high + 0.5
                    for slug, score in found.items()
                    if score.range
                )
            )
            left_out = {slug: score.total or 0.0 for slug, score in found.items()}
            estimated = {
                slug: float(score.range.centre) if score.range else left_out[slug]
                for slug, score in found.items()
            }
            zero = {
                slug: left_out[slug] * score.known_weight / score.weight
                for slug, score in found.items()
            }
            for name, guess in zip(rows, (left_out, estimated, zero), strict=True):
                rows[name].append(compare(full, guess, firm))
        for name, found_rows in rows.items():
            means = [
                statistics.mean(getattr(row, key) for row in found_rows)
                for key in ("tau", "error", "firm_tau", "firm_error")
            ]
            print(
                f"{share:>5.0%}   {name:<10} {means[0]:>5.2f} {means[1]:>6.1f} {means[2]:>10.2f} "
                f"{means[3]:>13.1f} {statistics.mean(firm_shares):>7.0%} "
                f"{statistics.mean(in_range):>8.0%}"
            )


if __name__ == "__main__":
    main()
