"""Fit the constants of `ssg/comparison/match_scores.py`, and measure them on held-out subjects.

    python benchmarks/alignment_fit.py [--wrong]

For each labelled subject a logistic regression is fitted to the other subjects, with background
frequencies counted without the subject, and measured on it. The last line has the constants fitted
to all. `DENSITY` is not fitted: so few subjects cannot tell 1 (the theory, prior odds) from 2,
and precision and recall are the same for both. `--wrong` lists the pairs shown that are not the
same thing.
"""

import sys
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ssg.comparison.alignment import Aligner
from ssg.comparison.match_scores import BAR, Evidence
from ssg.comparison.pair_evidence import Agreement
from ssg.comparison.title_conflicts import conflict, marks
from ssg.content.load import load

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from background_frequencies import background_of  # noqa: E402
from support.labelled_pairs import TUNED_SETS, LabelledSet, own_set, read_set  # noqa: E402

NAMES = ("lead", *Agreement._fields, "contradicted", "ODDS")
RIDGE, STEPS = 1.0, 60
BARS = (0.5, 1.0, 1.5, 2.0, 2.5)
Floats: TypeAlias = NDArray[np.float64]


class Candidates(NamedTuple):
    """Best pairs of a subject."""

    features: Floats
    given: Floats
    """Log-odds of the evidence that is not fitted."""
    same: Floats
    """1 for pairs labelled as the same, 0 for different ones."""
    titles: list[str]
    true: int
    """Number of pairs labelled as the same."""


def candidates(labelled: LabelledSet, others: list[LabelledSet]) -> Candidates:
    """Return the pairs that are best for both sides, without those that may be seen either way."""
    aligner = Aligner(labelled.catalog, background=background_of(other.catalog for other in others))
    features, given, same, titles = [], [], [], []
    for a, b in combinations(sorted(labelled.catalog.tools, key=lambda tool: tool.slug), 2):
        evidence, found = aligner.candidates(a.slug, b.slug)
        rows, odds = features_of(evidence), evidence.given()
        for place, (i, j) in enumerate(zip(found.own.tolist(), found.others.tolist(), strict=True)):
            left, right = a.capabilities[i].title, b.capabilities[j].title
            pair = a.slug, left, b.slug, right
            if conflict(marks(left), marks(right)):
                continue
            if not (pair in labelled.same or labelled.is_wrong(pair)):
                continue
            features.append(rows[place])
            given.append(odds[place])
            same.append(float(pair in labelled.same))
            titles.append(f"{a.slug}: {left} | {b.slug}: {right}")
    return Candidates(
        np.array(features), np.array(given), np.array(same), titles, len(labelled.same)
    )


def features_of(evidence: Evidence) -> Floats:
    """Return a row of features for each pair in the order of `NAMES`; the last is constant."""
    columns = (evidence.lead, *evidence.agreement, evidence.contradicted)
    return np.column_stack([*columns, np.ones(len(evidence.lead))])


def fitted(parts: list[Candidates]) -> Floats:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    features = np.concatenate([part.features for part in parts])
    given = np.concatenate([part.given for part in parts])
    same = np.concatenate([part.same for part in parts])
    scale = np.where(features.std(axis=0) > 0, features.std(axis=0), 1.0)
    scaled = features / scale
    ridge = np.diag([RIDGE] * (len(NAMES) - 1) + [1e-6])
    weights = np.zeros(len(NAMES))
    weights[-1] = -float(np.mean(given))  # else the first step is too long
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-scaled @ weights - given))
        slope = scaled.T @ (chance - same) + ridge @ weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, slope)
    result: Floats = weights / scale
    return result


def print_held_out(parts: dict[str, Candidates]) -> list[str]:
    """Print precision and recall of each subject for some bars; return the wrong pairs shown."""
    print(f"{'held out; right/wrong, recall':30}" + "".join(f"{bar:>16}" for bar in BARS))
    totals = np.zeros((len(BARS), 2), int)
    wrong: list[str] = []
    for name, part in parts.items():
        weights = fitted([parts[other] for other in parts if other != name])
        log_odds = part.features @ weights + part.given
        figures = ""
        for place, bar in enumerate(BARS):
            shown = log_odds >= bar
            right = int(part.same[shown].sum())
            totals[place] += right, int(shown.sum()) - right
            figures += f"{right:6}/{int(shown.sum()) - right:<3}{right / part.true:6.3f}"
        wrong += [
            f"{name}: {part.titles[place]} ({log_odds[place]:.2f})"
            for place in np.nonzero((log_odds >= BAR) & (part.same == 0))[0].tolist()
        ]
        print(f"{name:30}{figures}")
    true = sum(part.true for part in parts.values())
    figures = "".join(
        f"{right / max(1, right + wrong_ones):9.3f} {right / true:6.3f}"
        for right, wrong_ones in totals.tolist()
    )
    print(f"{'precision, recall':30}{figures}")
    return wrong


def main() -> None:
    """Print what held-out subjects give, and the constants."""
    own = load(ROOT).catalog
    if own is None:
        sys.exit("the project's own content cannot be read; see: ssg check")
    sets = {name: read_set(name) for name in TUNED_SETS} | {"own content": own_set(own)}
    parts = {
        name: candidates(labelled, [other for other in sets.values() if other is not labelled])
        for name, labelled in sets.items()
    }
    wrong = print_held_out(parts)
    if "--wrong" in sys.argv[1:]:
        print("", f"wrong at {BAR}:", *wrong, sep="\n  ")
    weights = fitted([*parts.values()]).tolist()
    print("", *(f"{name} = {weight:.2f}" for name, weight in zip(NAMES, weights, strict=True)))


if __name__ == "__main__":
    main()
