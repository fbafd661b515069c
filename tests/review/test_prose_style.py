"""Lint checks of texts: short and duplicate texts, capability titles, marketing language."""

from pathlib import Path

import pytest

from ssg.errors import Code
from ssg.review.prose_style import MARKETING
from support.checked_sites import GOOD_TOOL, found, lines

DESCRIPTION = (
    "A library for small networks that fit on one machine, with a loop that you write yourself."
)
BETA = (
    GOOD_TOOL.replace("Alpha", "Beta")
    .replace("alpha", "beta")
    .replace("Trains small networks on one machine.", "Trains big ones on many machines.")
    .replace(
        DESCRIPTION,
        "Something else altogether that has nothing to do with the other entry of this site.",
    )
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("Trains small networks on one machine.", "Trains networks."),
            (
                "3:10: warning[SSG072] the summary has only 2 words; describe what the tool is and "
                "who it is for, in one sentence"
            ),
        ),
        (
            (f"description: {DESCRIPTION}\n", ""),
            (
                '1:1: warning[SSG072] there is no description; add "description": two or three '
                "sentences on what the tool is and is not"
            ),
        ),
        (
            (DESCRIPTION, "A library."),
            "4:14: warning[SSG072] the description has only 2 words; write two or three sentences",
        ),
        (
            ("The loop over batches is your own code, and helpers keep the state.", "Good loops."),
            (
                '8:5: warning[SSG072] the capability "Loops in plain code" is described in only 2 '
                "words; describe how it works"
            ),
        ),
    ],
)
def test_a_thin_text_is_reported_of(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert lines(tmp_path, change) == [f"content/tools/alpha.yaml:{said}"]


def test_a_tool_without_capabilities_is_thin(tmp_path: Path) -> None:
    bare = GOOD_TOOL.split("capabilities:")[0]
    files = {"content/tools/alpha.yaml": bare, "content/tools/beta.yaml": BETA}
    reported = [one.message for one in found(tmp_path / "one", files)]
    assert reported.count("there are no capabilities") == 1
    assert found(tmp_path / "none", {"content/tools/alpha.yaml": bare}) == ()


def repeated(root: Path, beta: str) -> list[str]:
    """Return what is reported of a second tool, but for likely shared capabilities."""
    problems = found(root, {"content/tools/beta.yaml": beta})
    return [str(problem) for problem in problems if problem.code is not Code.WITHOUT_ID]


def test_the_same_text_in_two_entries_is_reported_at_the_second(tmp_path: Path) -> None:
    (line,) = repeated(tmp_path, BETA)
    assert line == (
        "content/tools/beta.yaml:9:18: warning[SSG073] the same text is in "
        "content/tools/alpha.yaml:9; "
        "write what is specific to Beta, or remove it"
    )


def test_the_case_and_the_marks_do_not_make_a_text_another(tmp_path: Path) -> None:
    other = BETA.replace(
        "The loop over batches is your own code, and", "the LOOP over batches is your own code;"
    )
    assert repeated(tmp_path, other) == []
    other = BETA.replace(
        "The loop over batches is your own code, and",
        "the LOOP over *batches* is your own code - and",
    )
    (line,) = repeated(tmp_path, other)
    assert "SSG073" in line


@pytest.mark.parametrize(
    "title",
    [
        "Gradient checkpointing",
        "gradient check-pointing",
        "Checkpointing gradients",
        "Rematerialization",
    ],
)
def test_the_title_of_a_shared_capability_wants_its_id(tmp_path: Path, title: str) -> None:
    (line,) = lines(tmp_path, ("Loops in plain code", title))
    assert line == (
        f'content/tools/alpha.yaml:8:12: note[SSG074] "{title}" is similar to the shared '
        'capability "Gradient checkpointing"; '
        'add "id: gradient-checkpointing" if it is the same capability'
    )


@pytest.mark.parametrize("title", ["Gradient clipping", "Checkpoints on disk", "Loops"])
def test_other_titles_are_left_alone(tmp_path: Path, title: str) -> None:
    assert lines(tmp_path, ("Loops in plain code", title)) == []


def test_a_capability_that_has_an_id_is_left_alone(tmp_path: Path) -> None:
    assert (
        lines(
            tmp_path,
            ("Loops in plain code", "Gradient checkpointing\n    id: gradient-checkpointing"),
        )
        == []
    )


@pytest.mark.parametrize("words", ["seamlessly ", "blazing-fast ", "state of the art "])
def test_praise_is_noted_at_its_word(tmp_path: Path, words: str) -> None:
    (line,) = lines(tmp_path, ("your own code", f"{words}your own code"))
    assert line.startswith(
        f'content/tools/alpha.yaml:9:43: note[SSG075] "{words.strip()}" is marketing language; '
    )


@pytest.mark.parametrize(
    "words",
    [
        "the best checkpoint is kept",
        "a next step",
        "10 x 10",
        "fast",
        "leading zeros",
        "edge cases",
    ],
)
def test_plain_words_are_no_praise(words: str) -> None:
    assert not MARKETING.search(words)
