"""What each of two tools is, in the words of its own summary: "A: wiki" and "B: blog engine".

The first sentence of a summary, or the second after a slogan, is used whole, or where it is long
cut before a part that only adds to it, never inside a list. There are definitions where the
summaries differ in words that tell what a tool is for.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from ssg.comparison.profile import ToolProfile
from ssg.foreign_text import in_language_of
from ssg.ranking.subjects import defining_sentences, distinctive_stems
from ssg.tokenizer import terms

__all__ = [
    "beginnings",
    "begins_with_name",
    "definition_sentences",
    "definitions",
    "share_a_subject",
]

MOST = 150
"""Characters above which a sentence is cut, if it has a place for that."""
LEAST = 30
"""Characters below which a beginning is too short: "Python library"."""
LEAST_TERMS = 2
"""Content words, at least one of them distinctive, without which a beginning defines nothing."""
JOINT = re.compile(
    r"; | [-\u2013\u2014] | \((?=[^)]*\)(?:$|[,.;]))"
    r"|,? (?=(?:which|featuring|including|includes|built|written|inspired|formerly|such)\b(?!-))"
)
"""A part that only adds to what comes before it begins here."""
RESTRICTED = re.compile(
    r"\W*(?:that|which|with|who|where)? ?(?:only|not|no|doesn|don|isn|cannot)\b"
)
"""What changes the meaning of the text before it."""
LAST_ENTRY = re.compile(r",? (?:and|or|&) [^,]*$|, etc\.?$")
UNFINISHED = re.compile(
    r"\b(?:a|along|also|alternative|an|and|are|as|at|based|be|between|both|built|"
    r"by|can|compatible|designed|easily|either|for|from|in|into|is|made|"
    r"neither|not|of|on|or|packed|replacement|started|support|that|"
    r"the|to|use|used|using|via|which|with|without|work|works|written|you|"
    r"your)$",
    re.IGNORECASE,
)
"""Words that need what comes after them."""
RELATIVE = re.compile(r"\b(?:that|which|who|where)\b")
"""Begins a clause, in which "with" and the like may belong to its verb."""
DIVIDED = re.compile(r"[;:] | [-\u2013\u2014] ")
CUT = "\N{HORIZONTAL ELLIPSIS}"
VERB = re.compile(r" (?:can|[a-z]+s) ")
"""What follows the name of a tool in a sentence about it: `Pen draws lines`."""
FULL_STOP = "\N{IDEOGRAPHIC FULL STOP}"
"""Ends a sentence in Chinese or Japanese letters."""
FINAL = re.compile(r"[^\w)\]\"'\u201d%+#]+$")


def definitions(a: ToolProfile, b: ToolProfile) -> tuple[str, str] | None:
    """Return what two tools are, or None where their summaries do not tell them apart."""
    stems = _stems(a.tool.summary), _stems(b.tool.summary)
    first, second = _definition(a, stems[1]), _definition(b, stems[0])
    if not first or not second or first.casefold() == second.casefold():
        return None
    if distinctive_stems(first) <= stems[1] and distinctive_stems(second) <= stems[0]:
        return None
    return first, second


def definition_sentences(a: ToolProfile, b: ToolProfile) -> tuple[tuple[str, str], ...]:
    """Return the definitions of two tools as sentences; empty if there are none.

    Each is the name of the tool and the rest of the sentence, which begins with it. The name is
    empty where a language begins with something else.
    """
    found = definitions(a, b) or ()
    return tuple(_sentence(side, text) for side, text in zip((a, b), found, strict=False))


def _sentence(side: ToolProfile, text: str) -> tuple[str, str]:
    if begins_with_name(side, text):
        return side.name, f"{text.removeprefix(side.name)}."
    sentence = side.messages.gettext("{name}: {about}.", name=side.name, about=text)
    if east_asian_width(text[-1]) == "W":
        sentence = sentence.removesuffix(".") + FULL_STOP
    if not sentence.startswith(side.name):
        return "", sentence
    return side.name, sentence.removeprefix(side.name)


def begins_with_name(side: ToolProfile, text: str) -> bool:
    """Return whether an English text about a tool begins with its name, and a verb."""
    return (
        side.is_english
        and not side.tool.original
        and text.startswith(side.name)
        and VERB.match(text, len(side.name)) is not None
    )


def _definition(side: ToolProfile, theirs: frozenset[str]) -> str:
    """Return the longest beginning of a summary with at most `MOST` characters, else the whole.

    One with a word that the other tool's summary, by its stems, does not have comes first.
    """
    fitting = _fitting(beginnings(side))
    own = [form for form in fitting if not distinctive_stems(form) <= theirs] or fitting
    text = max(own, key=len, default="")
    return in_language_of(side.tool.summary, text) if text else ""


@lru_cache(maxsize=5_000)
def _fitting(forms: tuple[str, ...]) -> Sequence[str]:
    """Return the beginnings of a summary that may define a tool, the shortest first."""
    short = [form for form in forms if len(form) <= MOST and (_defines(form) or form == forms[-1])]
    return [form for form in short if len(form) >= LEAST] or short or forms[-1:]


def _defines(form: str) -> bool:
    return len(terms(form)) >= LEAST_TERMS and bool(distinctive_stems(form))


@lru_cache(maxsize=5_000)
def _stems(summary: str) -> frozenset[str]:
    """Return the stems of a summary: each comparison of its tool asks for them."""
    return frozenset(terms(summary))


def share_a_subject(a: ToolProfile, b: ToolProfile) -> bool:
    """Return whether two summaries have a word in common that tells what a tool is for.

    Those in the default language of the site decide. Where that is not English there are no stop
    words to leave out, so that no common word is known to tell something.
    """
    if not (a.is_english and b.is_english):
        return False
    first, second = (
        distinctive_stems((side.tool.original or side.tool).summary) for side in (a, b)
    )
    return not first.isdisjoint(second)


def beginnings(side: ToolProfile) -> tuple[str, ...]:
    """Return the safe beginnings of a summary's first sentence, the shortest first, then all of it.

    They have no full stop, and not the name of the tool and "is" before them. A sentence that is
    cut in the file is not given as a whole.
    """
    return _beginnings(side.tool.summary, side.names)


@lru_cache(maxsize=5_000)
def _beginnings(summary: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return `beginnings`: each comparison of a tool asks for them."""
    return tuple(_safe_beginnings((*defining_sentences(summary), "")[0], names))


def _safe_beginnings(sentence: str, names: tuple[str, ...]) -> Iterator[str]:
    text = _without_name(FINAL.sub("", sentence), names)
    ends = [joint.start() for joint in JOINT.finditer(text)]
    if not sentence.endswith(CUT):
        ends.append(len(text))
    for end in ends:
        if not DIVIDED.search(text[:end]) and not _is_torn(text[:end], text[end:]):
            yield text[:end]


def _without_name(text: str, names: Sequence[str]) -> str:
    """Return a text without the name of the tool and "is" at its beginning."""
    for name in names:
        if text.isascii() and name.isascii() and name.lower() not in text.lower():
            continue  # a pattern takes long to compile
        start = re.match(
            rf"(?:the )?{re.escape(name)}(?: \([^()]*\)|, [^,]*,)? (?:is|are) ",
            text,
            flags=re.IGNORECASE,
        )
        if start:
            return text[start.end() :][:1].upper() + text[start.end() + 1 :]
    return text


def _is_torn(text: str, rest: str) -> bool:
    """Return whether a beginning ends in a list, a clause or brackets, or before what it needs."""
    if not rest:
        return False
    in_list = "," in text and not LAST_ENTRY.search(text)
    in_clause = RELATIVE.search(text) and rest[0] == " "
    in_brackets = text.count("(") != text.count(")") or text.count('"') % 2
    is_open = bool(in_list or in_clause or in_brackets)
    is_open |= rest.startswith(" who ")  # "program for people" says nothing
    return bool(is_open or RESTRICTED.match(rest) or UNFINISHED.search(text))
