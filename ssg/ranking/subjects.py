"""What the summary of a tool says that it is for: distinctive words, and the kind of thing it is.

The kind is the phrase before the first preposition or clause, as `media server` in "Media server
for audio and video". Only texts in English have these, as there are stop words of no other
language.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from ssg.catalog import Tool
from ssg.text import sentences
from ssg.tokenizer import terms

__all__ = [
    "DISTINCT",
    "INCIDENTAL",
    "KINDS_OF_SOFTWARE",
    "WEAK",
    "Kind",
    "defining_sentences",
    "distinctive_stems",
    "kinds_of",
    "subjects_of",
    "tells_its_job",
]

Kind: TypeAlias = tuple[str, ...]
"""One or two stems that tell what a thing is for, and the word for software, if it tells apart."""

KINDS_OF_SOFTWARE = frozenset(
    terms(
        "agents applications apps clients engines frameworks kits management managers modules "
        "packages platforms plugins products programs projects providers servers services software "
        "solutions suites systems toolkits tools tooling utilities"
    )
)
"""Stems of last words that fit any job, such as `management` in "API Management"."""
DISTINCT = frozenset(terms("clients plugins providers servers"))
"""Those that tell things apart: a mail server is no mail client."""
GENERAL = KINDS_OF_SOFTWARE | frozenset(
    terms(
        "advanced alternative anything api application based beautiful best built clean "
        "completely create customizable designed easily easy efficient extensible fast "
        "feature-rich featured features flexible free friendly full fully highly host hosted "
        "hosting integrated interface intuitive leading lightweight local locally manage "
        "minimal minimalist modern multi multiple online open opensource personal power "
        "powered powerful private provide quick rich robust scalable secure self selfhosted "
        "simple simplicity single sleek small software source support ui various versatile "
        "web web-based webapp website written"
    )
)
"""Stems that say how good or of which kind a program is, not what it is for."""
LEAST_STEMS = 2
"""Stems of a summary from which it says enough to tell that two tools do different jobs."""
WEB = frozenset(terms("web"))
VAGUE = frozenset(
    terms(
        "agile agnostic allow android another automatically available awesome back-end bit "
        "browser communications compatible competitive configurable configuration configure "
        "continuous coordinate cross-platform customization dead deep demand dependencies desktop "
        "device devices different direct directly docker documentation enterprise enterprise- "
        "execute extra faster feature flow format formats front-end gen help helps implement "
        "implementation improve include including insight inspired ios kind linux macos medium "
        "method mobile modular multi-user number optional order platform portable put ready real "
        "reliable responsive rest safe security select server setup side site sites take team "
        "teams technical technology towards turn user-friendly users vendor view way windows"
    )
)
"""Stems of words that are rare in short summaries, and say nothing of what a tool is for."""
INCIDENTAL = VAGUE | frozenset(
    terms(
        "access across allow analysis analyze availability between capabilities class deliver "
        "develop developers development easily enable environment experience find focus "
        "functionality handle install installation internal large maintain native offer operate "
        "operations performance play process public resources run scale simplify stack standard "
        "store test visibility work"
    )
)
"""Stems of words that two summaries may share by chance."""
WEAK = frozenset(
    terms(
        "archive assistant audio author block board build builder business channel cloud code "
        "collaborate collaboration collaborative collection community container content control "
        "custom data decentralized digital distribute distributed document download exploration "
        "file generate http index instant launch launcher list llm logger network onboarding "
        "organize organizer page performance plan player presentation proxy publish publishing "
        "reader record report script search share statistics storage stream sync synchronize text "
        "time toolbox track tracker transfer translate translation trust url version video viewer "
        "visualize zero"
    )
)
"""Stems that name no kind of thing alone: files are shared, served and scanned."""
ASIDE = re.compile(r"\([^()]*\)")
"""Words in brackets; in several summaries they are a note, as `(documentation in French)`."""
FEW = 3
"""Summaries in which words in brackets may be more than a note."""
BOUNDARY = re.compile(
    r"(?<![\w-])(?:for|to|that|which|with|of|in|on|by|using|based (?:on|upon)|written|built"
    r"|supporting|designed|from|via|where|who|powered|featuring|including|includes|provid(?:es|ing)|allow"
    r"(?:s|ing)|made|inspired|focus(?:ed|ing)|aimed|running|between|as|at|without|so|you|your|is"
    r"|are|has|have|it|can|lets|helps|such|into|offering|similar|compatible|capable|able|when"
    r"|while|if|than|over|through|intended|optimized|geared|like|formerly|specifically"
    r"|alternative)(?![\w-])|[.;:()!?\u2013\u2014]|\s-\s|$",
    re.IGNORECASE,
)
"""Ends a phrase."""
JOINT = re.compile(r",|&|/|\b(?:and|or)\b", re.IGNORECASE)
"""Divides a phrase into several."""
ORDERS = re.compile(
    r"\W*(?:access|add|analy[sz]e|archive|automate|automatically|browse|build|calculate|capture"
    r"|collect|connect|control|convert|create|deploy|design|discover|display|download|edit|export"
    r"|fetch|find|follow|generate|get|help|host|import|index|keep|listen|log|make|manage|monitor"
    r"|organi[sz]e|plan|play|publish|read|receive|record|remotely|render|run|save|scan|schedule"
    r"|search|securely|send|serve|share|show|simplif(?:y|ies)|start|store|stream|sync"
    r"|synchroni[sz]e|take|track|transform|translate|turn|upload|use|view|visuali[sz]e|watch"
    r"|write)(?:s|es)?\b(?! (?:is|are|server|software|tool|app|manager|platform|system|client))",
    re.IGNORECASE,
)
"""A verb at the beginning of a sentence: in "Organize recipes" no word is a kind alone."""
OBJECT = re.compile(r"\b(?:all of )?(?:your|the|an?|all|any)\b", re.IGNORECASE)
"""Between a verb and its object."""
NAME_BEFORE = re.compile(r"^(?:[\w.'+-]+ ){1,4}?(?:is|are) (?:an? |the )?", re.IGNORECASE)
MOST_KINDS = 3
LONGEST_SLOGAN = 45
"""Characters of a first sentence that may be a slogan."""


@lru_cache(maxsize=20_000)
def distinctive_stems(form: str) -> frozenset[str]:
    """Return the stems of a text that tell what a program is for, or how it does that."""
    return frozenset(stem for stem in terms(form) if not stem.isdecimal()) - GENERAL


def tells_its_job(tool: Tool) -> bool:
    """Return whether an English summary can tell that a tool and another one do different jobs.

    Where a tool has capabilities, these and its categories decide. Words in letters that English
    does not have are not compared with those of other summaries.
    """
    if tool.capability_ids:
        return False
    return sum(map(str.isascii, distinctive_stems(tool.summary))) >= LEAST_STEMS


def subjects_of(
    tools: Sequence[Tool],
    mentioned: Mapping[str, Collection[str]],
    stems: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """Return slug -> the stems of its summary that tell what it is for.

    Without those in brackets that several summaries have word by word, and those of the names of
    other tools that it mentions: what uses OpenStreetMap is no map. `stems`: slug -> the
    distinctive stems of the whole summary.
    """
    others = {other for each in mentioned.values() for other in each}
    names = {
        tool.slug: tool.name for tool in tools if tool.slug in others and len(terms(tool.name)) > 1
    }
    asides = Counter(
        each for tool in tools if "(" in tool.summary for each in ASIDE.findall(tool.summary)
    )
    notes = {each for each, number in asides.items() if number > FEW}
    found = {}
    for tool in tools:
        named = sorted(names[other] for other in mentioned[tool.slug] if other in names)
        text = _without(tool.summary, notes, named)
        own = stems[tool.slug] if text == tool.summary else distinctive_stems(text)
        found[tool.slug] = own - VAGUE
    return found


def _without(summary: str, notes: set[str], names: Sequence[str]) -> str:
    for name in names:
        summary = summary.replace(name, " ")
    if not notes or "(" not in summary:
        return summary
    return ASIDE.sub(lambda aside: "" if aside[0] in notes else aside[0], summary)


def kinds_of(tool: Tool) -> frozenset[Kind]:
    """Return the kinds of thing that a tool is.

    `media server` is (`media`, `server`), `photo gallery app` is (`photo`, `gallery`, ``), and
    `music streaming server` also (`music`, `server`) and (`streaming`, `server`).
    """
    return _kinds(tool.summary)


@lru_cache(maxsize=20_000)
def _kinds(summary: str) -> frozenset[Kind]:
    found: set[Kind] = set()
    for sentence in defining_sentences(summary):
        text = NAME_BEFORE.sub("", sentence, count=1)
        is_order = bool(ORDERS.match(text))
        for stems, noun in _phrases(OBJECT.sub(" ", text) if is_order else text):
            if len(stems) > 1 or not is_order:
                found.update(_keys(stems, noun))
    return frozenset(found)


def defining_sentences(summary: str) -> tuple[str, ...]:
    """Return the first sentence of a summary; where it is a slogan, also the one after it, first.

    "Git with a cup of tea!" names no kind of software, "Software development service" does.
    """
    first, second, *_ = (*sentences(summary), "", "")
    if len(first) < LONGEST_SLOGAN and not _names_software(first) and _names_software(second):
        return second, first
    return (first,) if first else ()


def _names_software(sentence: str) -> bool:
    """Return whether the first phrase of a sentence ends with a word for software."""
    text = NAME_BEFORE.sub("", sentence, count=1)
    phrase = BOUNDARY.split(text, maxsplit=1)[0]
    stems = terms(phrase)
    return bool(stems) and stems[-1] in KINDS_OF_SOFTWARE and not ORDERS.match(text)


def _phrases(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the distinctive stems, and the distinct word for software, of the first phrases.

    Those before the first boundary that has a phrase with distinctive stems.
    """
    start = 0
    for boundary in BOUNDARY.finditer(text):
        pieces = JOINT.split(text[start : boundary.start()])
        start = boundary.end()
        found = [phrase for piece in pieces if (phrase := _phrase(terms(piece)))[0]]
        if found:
            yield from found[:MOST_KINDS]
            noun = found[-1][1]
            # "An IMAP and POP3 server" is an IMAP server, too.
            yield from ((stems, noun) for stems, _ in found[:-1] if noun and len(stems) == 1)
            # "File storage and sharing" is file sharing, too.
            first = found[0][0][0]
            yield from (([first, *stems], noun) for stems, noun in found[1:2] if len(stems) == 1)
            return


def _phrase(stems: Sequence[str]) -> tuple[list[str], str]:
    noun = stems[-1] if stems and stems[-1] in DISTINCT else ""
    return [stem for stem in stems if _tells(stem, distinct=bool(noun))], noun


def _tells(stem: str, *, distinct: bool) -> bool:
    """Return whether a stem says what a thing is for; `web` does so before a distinct word."""
    return stem not in VAGUE and (stem not in GENERAL or (distinct and stem in WEB))


def _keys(stems: Sequence[str], noun: str) -> Iterator[Kind]:
    """Yield the last two of the stems of a phrase; or each with the word for software."""
    yield (*stems[-2:], noun)
    if noun:
        for stem in stems:
            yield (stem, noun)
