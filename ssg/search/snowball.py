"""Snowball stemmers of languages; the browser loads the same one from `ssg/rendering/stemmers/`.

English and German have rules of their own in `ssg.tokenizer`.
"""

from collections.abc import Callable

__all__ = ["ALGORITHMS", "stemmer_for"]

ALGORITHMS = {
    "da": "danish",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Language code -> algorithm."""


def stemmer_for(language: str) -> Callable[[str], str] | None:
    """Return the function that stems a lower-case word with its accents; None if there is none."""
    algorithm = ALGORITHMS.get(language.lower().split("-", maxsplit=1)[0])
    if algorithm is None:
        return None
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer(algorithm).stemWord
    return stem
