"""A text -> the words that carry its meaning, brought to their stems: what likeness is measured on."""

import re
from functools import lru_cache

__all__ = ["means_something", "stem", "terms", "tokens", "words"]

WORD = re.compile(r"[a-z0-9]+(?:[.+#]?[a-z0-9+#]+)*")
CASE_CHANGE = re.compile(r"([a-z0-9])([A-Z][a-z])")
"""Where a word ends inside a name: `DeepSpeed` has two; `LoRA` and `vLLM` are one each."""
MAY_CHANGE_CASE = re.compile(r"[A-Z](?<=[a-z0-9].)(?=[a-z])")
"""Stands where `CASE_CHANGE` does, and is found four times as fast: most texts have none."""
STOP_WORDS = frozenset(
    [
        "a",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "can",
        "come",
        "comes",
        "could",
        "did",
        "do",
        "does",
        "each",
        "either",
        "else",
        "every",
        "few",
        "first",
        "for",
        "four",
        "from",
        "get",
        "gets",
        "give",
        "given",
        "gives",
        "go",
        "goes",
        "goes",
        "had",
        "has",
        "have",
        "he",
        "how",
        "i",
        "if",
        "in",
        "instead",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "keep",
        "keeps",
        "kept",
        "let",
        "lets",
        "like",
        "made",
        "make",
        "makes",
        "many",
        "may",
        "more",
        "most",
        "much",
        "must",
        "need",
        "needs",
        "new",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "onto",
        "or",
        "other",
        "others",
        "our",
        "out",
        "over",
        "own",
        "per",
        "plain",
        "run",
        "running",
        "runs",
        "same",
        "say",
        "says",
        "second",
        "set",
        "she",
        "should",
        "so",
        "some",
        "still",
        "such",
        "take",
        "taken",
        "takes",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "three",
        "through",
        "to",
        "too",
        "two",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "use",
        "used",
        "user",
        "users",
        "uses",
        "using",
        "very",
        "via",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whole",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "work",
        "working",
        "works",
        "would",
        "yes",
        "you",
        "your",
    ]
)
SUFFIXES = (
    ("izations", ""),
    ("ization", ""),
    ("isation", ""),
    ("ational", "ate"),
    ("ations", ""),
    ("ation", ""),
    ("ities", ""),
    ("ity", ""),
    ("izing", ""),
    ("izes", ""),
    ("ized", ""),
    ("izer", ""),
    ("ize", ""),
    ("ising", ""),
    ("ised", ""),
    ("ise", ""),
    ("ments", ""),
    ("ment", ""),
    ("ness", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("edly", ""),
    ("ers", ""),
    ("ors", ""),
    ("ed", ""),
    ("er", ""),
    ("or", ""),
    ("ly", ""),
    ("es", ""),
    ("ss", "ss"),
    ("s", ""),
    ("e", ""),
)
"""Ending -> what stands in its place; the first that fits is taken, once."""
SHORTEST_STEM = 3


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut a lower case English word to what its forms have in common: `checkpointing` and `checkpoints` are one.

    It only ever joins words for comparison, so a stem need not be a word.
    """
    if len(word) <= SHORTEST_STEM or word[-1].isdigit():
        return word
    for suffix, instead in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) + len(instead) >= SHORTEST_STEM:
            word = word[: -len(suffix)] + instead
            break
    doubled = len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls"
    return word[:-1] if doubled else word


def tokens(text: str) -> list[str]:
    """Return all words of a text in lower case, with filler words: names in code are taken apart."""
    apart = CASE_CHANGE.sub(r"\1 \2", text) if MAY_CHANGE_CASE.search(text) else text
    return WORD.findall(apart.lower().replace("_", " ").replace("-", " "))


def means_something(token: str) -> bool:
    """Tell whether a word carries meaning by itself."""
    return token not in STOP_WORDS and len(token) > 1


def words(text: str) -> list[str]:
    """Return the words that mean something, in lower case: names in code are taken apart, filler words left out."""
    return [token for token in tokens(text) if token not in STOP_WORDS and len(token) > 1]


def terms(text: str) -> list[str]:
    """Return the stems of the words that mean something, in order, with repetitions."""
    return [stem(word) for word in words(text)]
