"""Languages of the search: stemmers of both halves, and traditional and simplified Han."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ssg.catalog import Capability, Catalog, Tool
from ssg.ranking.scoring import rank
from ssg.rendering.assets import STEMMERS, generated_assets
from ssg.search.han import PAIRS, han_folding
from ssg.search.index import search_files
from ssg.search.snowball import ALGORITHMS, stemmer_for
from ssg.settings import Settings
from ssg.site import Site
from ssg.urls import Addresses
from support.node_search import run, write
from support.node_tools import program

TYPES = (("framework", "F"),)
ENDINGS = {
    "da": "erende heden hedens erne ende et elig løst ene",
    "es": "ación aciones mente idades ando iendo ieron irla amiento ables osa ían",
    "fi": "ssa sta lle ksi minen isten jen iden kin kaan han nsa mme ni koon",
    "fr": "ements ités ations euses ées issons ives ance logie eaux antes aient",
    "hu": "ban nek ról hoz ság ség ök ünk jaim ei val",
    "it": "azioni mente ità ando eremo arono oso iva iche anza ismo gli",
    "nl": "heden lijk ingen en jes baarheid ën ig",
    "no": "hetene heter ende ane edes ert eleg els",
    "pt": "ações mente idades ando eram oso iva logia ência ões",
    "ro": "ului ilor ele ăm ați ește ător itate ism oasă",
    "ru": "ений остей ами ого ыми ый ий ая ить аться лась вшийся ейш",  # noqa: RUF001
    "sv": "arna orna ande aste heter lig fullt löst ade",
    "tr": "ları lerden ın ünün mış dı yorlar lik ca",  # noqa: RUF001
}
FORMS = {
    "fr": ("qualité qualités", "gestionnaires gestionnaire", "compresser compressée"),
    "es": ("traducción traducciones", "búsqueda búsquedas"),
    "ru": ("переводчик переводчиков переводчиками", "быстрый быстрая быстрые"),
    "nl": ("mogelijkheid mogelijkheden",),
    "sv": ("kalendrar kalendrarna",),
}
"""Words that have the same stem."""


def tool(name: str, title: str = "", summary: str = "-") -> Tool:
    capabilities = (Capability(title=title, anchor="a"),) if title else ()
    path = f"content/tools/{name.lower()}.yaml"
    return Tool(
        name=name,
        slug=name.lower(),
        type="framework",
        summary=summary,
        path=path,
        capabilities=capabilities,
    )


def search_of(folder: Path, language: str, *tools: Tool) -> Path:
    catalog = Catalog(settings=Settings(language=language, types=TYPES), tools=tools)
    site = Site(catalog=catalog, ranking=rank(catalog), pairs=())
    return write(search_files(site), folder)


def slugs(found: dict[str, Any]) -> list[str]:
    return [hit["slug"] for hit in found["hits"]]


def made_words(language: str) -> list[str]:
    draw = random.Random(language)  # noqa: S311
    consonants, vowels = (
        ("бвгдклмнпрст", "аеиоуя") if language == "ru" else ("bcdfglmnprst", "aeiou")
    )
    ends = ENDINGS[language].split()
    return [
        "".join(draw.choice(consonants) + draw.choice(vowels) for _ in range(draw.randint(1, 3)))
        + draw.choice(consonants)
        + draw.choice(ends)
        for _ in range(400)
    ]


def stems_in_node(words: dict[str, list[str]], folder: Path) -> dict[str, list[str]]:
    for script in STEMMERS.glob("*.js"):
        (folder / f"{script.stem}.mjs").write_bytes(script.read_bytes())
    code = (
        f"const words = {json.dumps(words)}, stems = {{}};"
        "for (const code in words) {"
        "  const { stem } = await import(`./${code}.mjs`); stems[code] = words[code].map(stem); }"
        "console.log(JSON.stringify(stems));"
    )
    (folder / "stem.mjs").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [program("node"), "stem.mjs"], cwd=folder, capture_output=True, text=True, check=True
    )
    stems: dict[str, list[str]] = json.loads(done.stdout)
    return stems


def test_both_halves_stem_every_language_alike(tmp_path: Path) -> None:
    words = {script.stem: made_words(script.stem) for script in sorted(STEMMERS.glob("*.js"))}
    assert set(words) == set(ENDINGS) == set(ALGORITHMS) - {"nb", "nn"}
    stemmers = {language: stemmer_for(language) for language in words}
    expected = {
        language: [stem(word) for word in words[language]]
        for language, stem in stemmers.items()
        if stem
    }
    assert stems_in_node(words, tmp_path) == expected


@pytest.mark.parametrize(
    ("language", "forms"), [(language, forms) for language, all_ in FORMS.items() for forms in all_]
)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    stem = stemmer_for(language)
    assert stem
    assert len({stem(word) for word in forms.split()}) == 1


def asked(folder: Path, questions: list[str], stemmer: str = "") -> list[Any]:
    body = """
        const { openIndex } = await load("bm25");
        const index = await openIndex("/search/", given.stemmer && given.folder + "/stemmer.mjs");
        return Promise.all(given.questions.map(text => index.search(text)));"""
    (folder / "stemmer.mjs").write_text(stemmer, encoding="utf-8")
    given = {"questions": questions, "stemmer": bool(stemmer), "folder": str(folder)}
    found: list[Any] = run(folder, body, given)
    return found


def test_a_french_site_is_searched_by_french_stems(tmp_path: Path) -> None:
    settings = Settings(language="fr-CA")
    folder = search_of(
        tmp_path,
        settings.language,
        tool("A", "Gestionnaires de paquets sécurisés"),
        tool("B", "Qualité des traductions"),
    )
    addresses = Addresses.of(settings, "https://example.org/")
    script = generated_assets(settings, addresses)["search/stemmer.js"]
    questions = ["gestionnaire de paquet", "qualites", "traduction", "sécurisée", "QUALITÉ"]
    found = asked(folder, questions, script)
    assert [slugs(one)[:1] for one in found] == [["a"], ["b"], ["b"], ["a"], ["b"]]
    assert not any(one["corrections"] for one in found)


def test_parts_of_compounds_find_them_where_the_language_has_compounds(tmp_path: Path) -> None:
    tools = (
        tool("A", "Passwortverwaltung für Teams"),
        tool("B", "Verwaltung von Bildern"),
        tool("C", "Ein sicheres Passwort"),
        tool("D", "Versicherungsnummer"),
        tool("E", "Nummer der Versicherung"),
    )
    questions = ["Verwaltungen", "Passwörter", "Versicherung", "Passwortverwaltung"]
    german = asked(search_of(tmp_path / "de", "de", *tools), questions)
    assert [set(slugs(one)) for one in german] == [{"a", "b"}, {"a", "c"}, {"d", "e"}, {"a"}]
    assert [slugs(one)[0] for one in german[:2]] == [
        "b",
        "c",
    ]  # the word itself before the compound
    english = asked(search_of(tmp_path / "en", "en", *tools), ["Verwaltung"])
    assert slugs(english[0]) == ["b"]


def test_only_the_stemmer_of_the_language_is_published() -> None:
    addresses = Addresses.of(Settings(), "https://example.org/")
    assert not generated_assets(Settings(language="en"), addresses)["search/stemmer.js"]
    assert not generated_assets(Settings(language="de"), addresses)["search/stemmer.js"]
    norwegian = generated_assets(Settings(language="nb-NO"), addresses)["search/stemmer.js"]
    assert "Norwegian stemmer" in norwegian


def test_traditional_and_simplified_han_find_each_other(tmp_path: Path) -> None:
    folder = search_of(
        tmp_path,
        "zh",
        tool("A", summary="数据库管理工具"),
        tool("B", summary="電子郵件伺服器"),
        tool("C", summary="写真"),
    )
    found = asked(folder, ["數據庫", "数据库", "电子邮件", "電子郵件", "管理"])
    assert [slugs(one) for one in found] == [["a"], ["a"], ["b"], ["b"], ["a"]]


def test_only_han_letters_of_the_site_are_folded() -> None:
    traditional, simplified = han_folding([tool("A", summary="電子 and 写")])
    assert dict(zip(traditional, simplified, strict=True)) == {"電": "电", "寫": "写"}
    assert han_folding([tool("A", "電")]) == ("", "")
    assert len(PAIRS) % 2 == 0
