"""Intents: how questions of a language ask for a comparison, for alternatives or for a price.

Patterns mean the same in Python and in JavaScript (flags `iu`). They are applied to the text of
a question without its accents.
"""

from dataclasses import dataclass, replace

__all__ = ["Intents", "comparison_patterns", "intents_for", "patterns_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intents:
    """The table of a language."""

    versus: str
    """What separates the names of a comparison."""
    weak: str
    """Words that separate names only if all of them are names: `A or B`, `A, B`."""
    joint: str
    """Words that separate names only in a question that compares: `compare A with B`."""
    compare: str
    """Beginning of a question that compares."""
    alternative: tuple[str, ...]
    """Patterns of a question for alternatives. Group 1 begins with the name; where there is a
    group 2, it is the name, and group 2 the rest."""
    prices: tuple[tuple[str, tuple[str, ...]], ...]
    """Pattern of a word for a price, and the pricing models that it accepts; none: open source."""
    platform: str
    """What precedes a platform or another value at the end of a question."""
    denied: str
    """What tools should not have, with the word before; it is no filter and weighs little."""
    generic: str
    """Words that fit every tool, separated by spaces; they weigh little."""


FREE = ("free", "freemium", "open_source")
PAID = ("paid", "usage", "freemium")
NOT_FREE = ("paid", "usage")

NO_COSTS = (
    r"(?:not|isn't|aren't|without|no need to|never|nothing to)[ -](?:pay(?:ing)?(?: for)?|paid)|"
    r"(?:doesn't|does not|don't|do not) cost (?:me |us )?(?:any ?thing|(?:any )?money)|"
    r"costs? (?:me |us )?nothing|without (?:any )?costs?"
)
COSTS = (
    r"(?:not|non|isn't|aren't)[ -](?:(?:for|completely|really|entirely|fully|even) )?"
    r"(?:free|gratis|open[ -]?source)(?: of charge)?|proprietary|closed[ -]source|"
    r"(?:costs?|charges?) (?:any )?money"
)
"""Denied prices: what follows `not` is no wish. They come before the words that they contain."""

REPLACEMENT = "(?:alternatives?|replacements?|competitors?|substitutes?|clones?)"
PRAISE = (
    r"(?:(?:an?|the|any|best|good|better|free|cheap|simple|light(?:weight)?|modern|new|private|"
    r"open[ -]?source(?:d)?|self[ -]?hosted)\s+)*"
)
"""What may precede the name of a tool that is to be replaced."""


def likeness(other: str, like: str) -> str:
    """Return the pattern of `other corpora like NAME`: group 1 the name, group 2 the rest."""
    return rf"^(?=.*\s{like}\s+(.+)$)(?:.*\s)?{other}\s+(.+?)\s+{like}\s"


ENGLISH = Intents(
    versus=(
        r"\s+(?:vs?\.?|versus|compared (?:to|with)|against|"
        r"(?:better|faster|cheaper|easier) than)\s+|\s+/\s+"
    ),
    weak=r"\s*[,|;]\s*(?:and |or )?|\s+(?:or|and|&)\s+",
    joint=r"\s+(?:to|with|from)\s+",
    compare=(
        r"^(?:compare|comparison (?:of|between)|"
        r"(?:what is|what's|whats|what are)?\s*(?:the )?(?:main )?differences? (?:between|of)|"
        r"how (?:does|do) (?=.* (?:compare|differ))|"
        r"(?:which|what|who)(?: one)? (?:is|are) (?:the )?(?:better|best|faster|cheaper|"
        r"easier)(?: for \w+)?\s*[,:-]?|(?:should|do) i (?:use|choose|pick|take|need)|"
        r"choos(?:e|ing) between|is(?= \S+ (?:better|faster|cheaper) than))\s+|"
        r"[\s,?]+(?:compared?|comparison|differ(?:ence)?s?|which .*|better)\s*\??$"
    ),
    alternative=(
        rf"\b{REPLACEMENT}\s+to\s+(.+)$",
        rf"^{PRAISE}{REPLACEMENT}\s+(?:for|of)\s+(.+)$",
        (
            r"\b(?:similar to|"
            r"(?:something|anything|tools?|apps?|software|services?|programs?) "
            r"(?:like|other than|\w+er than|(?:more|less) \w+ than)|"
            r"instead of|replace|stop (?:using|paying for)|(?:tired|sick) of|"
            r"(?:switch|mov|migrat)(?:e|ing)? (?:away )?from|"
            r"in place of|besides|apart from)\s+(.+)$"
        ),
        likeness("(?:other|another|more|similar)", "like"),
        r"^like\s+(?!to\b)(.+)$",
        rf"^{PRAISE}(.+?)\s+{REPLACEMENT}\b(.*)$",
        rf"^{PRAISE}(\S+)(?:-|\s+)like\b(.*)$",
        (
            r"^(.+?)\s+(?:is|was|has been|got)\s+"
            r"(?:dead|discontinued|abandoned|archived|unmaintained|no longer \w+)\b(.*)$"
        ),
    ),
    prices=(
        (NO_COSTS, FREE),
        (COSTS, NOT_FREE),
        (r"open[ -]?source(?:d)?|foss", ()),
        (r"(?:for )?free(?: of charge)?|gratis|no[ -]cost", FREE),
        (r"cheap(?:er|est)?|affordable|inexpensive|low[ -]cost|budget[ -]friendly", FREE),
        (r"paid|commercial(?! (?:use|usage|purposes?|projects?))", PAID),
    ),
    platform=(
        r"\b(?:for|on|in|with|under|using|via|supports?|supporting|"
        r"to(?= (?:an?|the|my|our) ))\s+(?:an? |the |my |our )?"
    ),
    denied=(
        r"\b(?:without|not|except)\s+(?:an? |any |the |my )?(?!\w+ing\b)"
        r"(?:(?:\w+ )?(?:in|on|by|with|for) )?\S+"
    ),
    generic=(
        "tool tools app apps application applications software program programs platform platforms "
        "solution solutions service services system systems package packages "
        "framework frameworks best top good great better simple easy lightweight small popular "
        "modern new recommended recommend alternative alternatives similar something anything like "
        "want need looking look find own personal way thing things help someone without using use "
        "used based support supports supported available run runs running work works working make "
        "makes making get gets getting do doing choose pick production project projects written "
        "programmed built vs versus know let lets keep keeps goes going happens turn turns put "
        "puts see place old company manage management remember someone everyone everybody "
        "people much lot lots always never already again week today tonight tomorrow forever "
        "myself yourself themselves itself"
    ),
)
GERMAN = replace(
    ENGLISH,
    versus=r"\s+(?:vs?\.?|versus|gegen(?:uber)?|im vergleich (?:zu|mit))\s+|\s+/\s+",
    weak=r"\s*[,|;]\s*(?:und |oder )?|\s+oder\s+",
    joint=r"\s+(?:und|&|zu|mit|von)\s+",
    compare=(
        r"^(?:vergleich(?:e|en)?(?: von| zwischen)?|"
        r"(?:was ist |worin liegt )?(?:der )?unterschiede?(?: zwischen| von)|"
        r"was ist besser\s*[,:]?|"
        r"welche[srn]? ist besser\s*[,:]?)\s+|"
        r"\s+(?:vergleich(?:en)?|unterschiede?)\s*\??$"
    ),
    alternative=(
        r"\b(?:alternativen?|ersatz)\s+(?:zu|zum|zur|fur|von)\s+(.+)$",
        r"\b(?:ahnlich wie|statt|anstatt|an(?:stelle|statt) von|so etwas wie)\s+(.+)$",
        likeness("(?:andere[nrs]?|weitere[nrs]?|ahnliche[nrs]?)", "wie"),
        r"^(.+?)[ -]+(?:alternativen?|ersatz)\b(.*)$",
    ),
    prices=(
        (r"open[ -]?source|quelloffene?[srmn]?", ()),
        (r"nicht (?:ganz )?(?:kostenlos|gratis|frei)|kostet geld|kosten geld", NOT_FREE),
        (r"kostenlos(?:e[srmn]?)?|gratis|freie?[srmn]?", FREE),
        (r"billige?[srmn]?|gunstige?[srmn]?|preiswerte?[srmn]?", FREE),
        (r"kostenpflichtige?[srmn]?|kommerzielle?[srmn]?(?! (?:nutz|zweck))", PAID),
    ),
    platform=r"\b(?:fur|auf|in|mit|unter)\s+(?:ein(?:e[nmr]?)? |de[nmr] |das |die )?",
    denied=r"\b(?:ohne|nicht|keine?n?)\s+(?:in |auf |mit )?\S+",
    generic=(
        "werkzeug werkzeuge programm programme software anwendung anwendungen plattform losung "
        "losungen dienst dienste system systeme bibliothek beste besten bester bestes gute guter "
        "gutes einfach einfache einfaches modern moderne neu neue alternative alternativen suche "
        "brauche eigene eigenen eigener ahnlich etwas"
    ),
)
FRENCH = replace(
    ENGLISH,
    versus=r"\s+(?:vs?\.?|versus|contre|compare a|face a)\s+|\s+/\s+",
    weak=r"\s*[,|;]\s*(?:et |ou )?|\s+ou\s+",
    joint=r"\s+(?:et|&|a|avec)\s+",
    compare=(
        r"^(?:comparer|comparaison (?:de|entre)|(?:quelle est )?(?:la )?differences? entre|"
        r"(?:le)?quel(?:le)? est (?:le |la )?meilleure?\s*[,:]?)\s+|\s+comparaison\s*$"
    ),
    alternative=(
        r"\b(?:alternatives?|remplacement)\s+(?:a|pour|de)\s+(.+)$",
        r"\b(?:similaire a|comme|au lieu de)\s+(.+)$",
        r"^(.+?)\s+alternatives?\b(.*)$",
    ),
    prices=(
        (r"open[ -]?source|libres?", ()),
        (r"pas gratuite?s?|non gratuite?s?", NOT_FREE),
        (r"gratuit(?:e?s?)?", FREE),
        (r"pas cher|bon marche|economique", FREE),
        (r"payante?s?|(?<!usage )commercia(?:l|ux)", PAID),
    ),
    platform=r"\b(?:pour|sur|en|avec|sous)\s+(?:une? |le |la |les )?",
    denied=r"\b(?:sans|pas)\s+(?:une? |de )?\S+",
    generic=(
        "outil outils logiciel logiciels application applications programme plateforme solution "
        "solutions service services systeme bibliotheque meilleur meilleure meilleurs simple "
        "facile moderne nouveau alternative alternatives cherche"
    ),
)
SPANISH = replace(
    ENGLISH,
    versus=r"\s+(?:vs?\.?|versus|contra|comparado con|frente a)\s+|\s+/\s+",
    weak=r"\s*[,|;]\s*(?:y |o )?|\s+o\s+",
    joint=r"\s+(?:y|&|con)\s+",
    compare=(
        r"^(?:comparar|comparacion (?:de|entre)|(?:cual es )?(?:la )?diferencias? entre|"
        r"(?:que|cual) es mejor\s*[,:]?)\s+|\s+comparacion\s*$"
    ),
    alternative=(
        r"\b(?:alternativas?|sustitutos?)\s+(?:a|para|de)\s+(.+)$",
        r"\b(?:similar a|como|en lugar de)\s+(.+)$",
        r"^(.+?)\s+alternativas?\b(.*)$",
    ),
    prices=(
        (r"open[ -]?source|codigo abierto|libres?", ()),
        (r"no (?:es |son )?(?:gratis|gratuit[oa]s?)|cuestan? dinero", NOT_FREE),
        (r"gratis|gratuit[oa]s?", FREE),
        (r"barat[oa]s?|economic[oa]s?", FREE),
        (r"de pago|(?<!uso )comercial(?:es)?", PAID),
    ),
    platform=r"\b(?:para|en|con|bajo)\s+(?:una? |el |la |los |las )?",
    denied=r"\b(?:sin|no)\s+(?:una? )?\S+",
    generic=(
        "herramienta herramientas aplicacion aplicaciones programa programas plataforma solucion "
        "soluciones servicio servicios sistema sistemas biblioteca mejor mejores simple facil "
        "moderno nuevo alternativa alternativas busco"
    ),
)
BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def intents_for(language: str) -> Intents:
    """Return the table of a language; for others the English one, whose words people mix in."""
    return BY_LANGUAGE.get(language.lower().split("-", maxsplit=1)[0], ENGLISH)


def comparison_patterns(language: str) -> dict[str, str]:
    """Return the patterns that the browser reads comparisons with."""
    intents = intents_for(language)
    return {
        "versus": intents.versus,
        "weak": intents.weak,
        "joint": f"{intents.versus}|{intents.weak}|{intents.joint}",
        "compare": intents.compare,
    }


def patterns_for(language: str) -> dict[str, str | tuple[str, ...]]:
    """Return the patterns that the browser reads questions with."""
    intents = intents_for(language)
    return {
        **comparison_patterns(language),
        "alternative": intents.alternative,
        "platform": intents.platform,
        "denied": intents.denied,
    }
