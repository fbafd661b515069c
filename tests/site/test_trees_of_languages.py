"""A site in several languages: the same pages in each, linked to each other, in their own words."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, expect

from ssg.build.merge import merge
from ssg.build.pipeline import plan
from ssg.build.shard import Shard
from ssg.build.shard_build import build_part
from ssg.config import Config
from support.browsing import barriers, serving, visit
from support.html_pages import Element, parse
from support.previews import Previewed
from support.site_fixtures import Run, address, build_site, kept_files, snapshot
from support.site_in_languages import LANGUAGES_SITE, TREES
from support.strategies import write_files

ORIGIN = "https://example.org"
ONCE = ("api/", "assets/", "badges/", "share/")
ROOT_FILES = {"file.txt", "llms.txt", "robots.txt", "sitemap.xml"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; return its output folder."""
    return build_site(write_files(tmp_path_factory.mktemp("languages"), LANGUAGES_SITE), jobs=1)


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Element]:
    """Return every page by its address."""
    return {address(file, built): parse(file.read_text("utf-8")) for file in built.rglob("*.html")}


def of_tree(built: Path, language: str) -> set[str]:
    """Return the files of a language, relative to its first folder, without what is made once."""
    tree, others = built / TREES[language], [folder for folder in TREES.values() if folder]
    names = {file.relative_to(tree).as_posix() for file in tree.rglob("*") if file.is_file()}
    return {
        re.sub(r"^search/[a-z]+/[a-z2-7]{7}\d+.*", "search/INDEX", name)
        for name in names
        if not name.startswith((*ONCE, *(others if not TREES[language] else ())))
        and name not in ROOT_FILES
        and not name.endswith(".md")
    }


def elements(page: Element, tag: str, **attributes: str) -> Iterator[Element]:
    """Yield the elements of a page with a tag and these attributes."""
    for element in page.walk():
        if element.tag == tag and attributes.items() <= element.attributes.items():
            yield element


def languages_of(page: Element) -> dict[str, str]:
    """Return the `hreflang` links of a page's head."""
    links = elements(page, "link", rel="alternate")
    return {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in links
        if "hreflang" in link.attributes
    }


def test_every_language_has_the_same_pages(built: Path) -> None:
    assert of_tree(built, "en") == of_tree(built, "de") == of_tree(built, "ar")
    assert len(of_tree(built, "en")) > 20


def test_documents_for_programs_are_made_once_except_what_pages_read(built: Path) -> None:
    for folder in ("de", "ar"):
        found = {file.relative_to(built / folder).parts[:3] for file in (built / folder).rglob("*")}
        documents = {parts for parts in found if parts[0] == "api" and len(parts) > 2}
        assert documents == {("api", "v1", "tools")}
        assert not list((built / folder).rglob("*.md"))
    german = json.loads((built / "de/api/v1/tools/alpha.json").read_text("utf-8"))
    english = json.loads((built / "api/v1/tools/alpha.json").read_text("utf-8"))
    assert german["file"]["summary"].startswith("Bildet")
    assert german["score"]["total"] == english["score"]["total"]
    assert "translations" not in english["file"]


def test_a_page_names_its_language_and_the_same_page_in_the_others(
    pages: dict[str, Element],
) -> None:
    for place, page in pages.items():
        language = next((name for name in ("de", "ar") if place.startswith(f"/{name}/")), "en")
        root = page.first("html").attributes
        assert (root["lang"], root.get("dir", "ltr")) == (
            language,
            "rtl" if language == "ar" else "ltr",
        )
        found, canonical = languages_of(page), next(elements(page, "link", rel="canonical"), None)
        if not found:
            indexed = canonical is not None and not place.startswith(("/embed", "/de/e", "/ar/e"))
            assert not indexed or any(elements(page, "meta", **{"http-equiv": "refresh"})), place
            continue
        assert list(found) == ["en", "de", "ar", "x-default"]
        assert found[language] == ORIGIN + place
        assert canonical
        assert canonical.attributes["href"] == found[language]
        assert found["x-default"] == found["en"]
        for other in TREES:  # reciprocal
            assert languages_of(pages[found[other].removeprefix(ORIGIN)]) == found
    assert languages_of(pages["/de/compare/alpha-vs-beta/"])
    assert not languages_of(pages["/de/404.html"])


def test_the_switch_leads_to_the_same_page_without_a_script(pages: dict[str, Element]) -> None:
    page = pages["/de/compare/alpha-vs-beta/"]
    switch = next(elements(page, "nav", **{"aria-label": "Sprache"}))
    links = [(link.attributes["href"], link.text) for link in elements(switch, "a")]
    assert links == [
        ("/compare/alpha-vs-beta/", "English"),
        ("/ar/compare/alpha-vs-beta/", "العربية"),
    ]
    assert next(elements(switch, "span", **{"aria-current": "page"})).text == "Deutsch"
    lost = next(elements(pages["/ar/404.html"], "nav", **{"class": "languages wrap"}))
    assert [link.attributes["href"] for link in elements(lost, "a")] == ["/", "/de/"]
    assert all(any(elements(page, "nav", **{"class": "languages wrap"})) for page in full(pages))


def full(pages: dict[str, Element]) -> list[Element]:
    """Return the pages with a header: neither redirects nor those for frames."""
    return [page for page in pages.values() if any(elements(page, "header"))]


def test_the_sitemap_has_all_pages_with_their_languages(
    built: Path, pages: dict[str, Element]
) -> None:
    text = (built / "sitemap.xml").read_text("utf-8")
    entries = re.findall(r"<url><loc>([^<]*)</loc>(.*?)</url>", text)
    listed = {
        location: dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', rest))
        for location, rest in entries
    }
    expected = {ORIGIN + place: languages_of(page) for place, page in pages.items()}
    assert listed == {place: found for place, found in expected.items() if found}
    assert 'xmlns:xhtml="http://www.w3.org/1999/xhtml"' in text


def test_every_link_of_a_page_exists_and_stays_in_its_language(
    built: Path, pages: dict[str, Element]
) -> None:
    files = {address(file, built) for file in built.rglob("*") if file.is_file()}
    for place, page in pages.items():
        switch = next(elements(page, "nav", **{"class": "languages wrap"}), None)
        across = {id(link) for link in elements(switch, "a")} if switch else set()
        for element in page.walk():
            for name in ("href", "src", "action"):
                target = element.attributes.get(name, "")
                path = unquote(urlsplit(urljoin(ORIGIN + place, target)).path)
                if not target or urljoin(ORIGIN + place, target).partition(path)[0] != ORIGIN:
                    continue
                assert path in files, (place, target)
                own = place.split("/")[1] if place.startswith(("/de/", "/ar/")) else ""
                shared = path[1:].startswith(ONCE) or path[1:] in {*ROOT_FILES, "llms.txt"}
                if element.tag == "a" and not shared and id(element) not in across:
                    assert path.startswith(f"/{own}/" if own else "/"), (place, target)
                    assert own or not path.startswith(("/de/", "/ar/")), (place, target)


def test_each_language_searches_its_own_index(built: Path, pages: dict[str, Element]) -> None:
    for tree in TREES.values():
        loader = next(
            script.attributes["src"]
            for script in elements(pages[f"/{tree}"], "script", type="module")
            if "loader" in script.attributes["src"]
        )
        current = f"{tree}search/current.json"
        assert f'"../../{current}"' in (built / loader[1:]).read_text("utf-8")
        files = json.loads((built / current).read_text("utf-8"))["files"]
        assert list((built / tree / "search/names").glob(f"{files['names']}*"))


def test_texts_are_translated_and_what_is_not_names_its_language(
    pages: dict[str, Element],
) -> None:
    german, arabic = pages["/de/tools/alpha/"], pages["/ar/tools/alpha/"]
    for text in ("Bildet kleine Netze", "Hält weniger", "lange Läufe", "Speicher sparen", "klein"):
        assert text in german.text
    for text in ("Baukasten", "Ausbildung", "Grafikkarte", "Verzögerung", "Nutzung", "Sterne"):
        assert text in german.text
    assert "Eine Bibliothek, die kleine Netze ausbildet." in german.text
    assert next(elements(german, "a", href="/de/about/")).text == "Über uns"
    foreign = {element.text for element in german.walk() if element.attributes.get("lang") == "en"}
    assert foreign >= {"English", "Mixed precision training", "Trains in half precision."}
    reason = "ein Training mit wenig Speicher"
    assert reason in pages["/de/compare/alpha-vs-gamma/"].text
    marked = [each for each in arabic.walk() if each.attributes.get("lang") == "en"]
    assert {each.attributes["dir"] for each in marked} == {"ltr"}
    assert "A library that trains small networks." in {each.text for each in marked}
    assert "يدرب شبكات صغيرة." in arabic.text
    imprint = pages["/de/imprint/"]
    assert next(elements(imprint, "div", lang="en", dir="ltr")).text == "Not translated."
    versus = pages["/de/compare/alpha-vs-beta/"]
    assert "Beide bilden aus." in versus.text
    assert not any(
        "lang" in (element.attributes)
        for element in pages["/tools/alpha/"].walk()
        if element.tag not in {"html", "a"}
    )


def test_no_markup_of_a_language_is_in_an_attribute_or_escaped(built: Path) -> None:
    for file in built.rglob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r'="[^"<>]*<(?:span|div) lang', text), file
        assert "&lt;span lang" not in text, file
        assert "&lt;div lang" not in text, file


def test_facts_scores_and_matches_are_the_same_in_every_language(built: Path) -> None:
    def facts(language: str) -> list[object]:
        found: list[object] = []
        for slug in ("alpha", "beta", "gamma"):
            file = built / TREES[language] / f"api/v1/tools/{slug}.json"
            value = json.loads(file.read_text("utf-8"))
            facts = {"license", "updated", "signals", "attributes", "categories"}
            found.append({key: text for key, text in value["file"].items() if key in facts})
            found.append((value["score"]["total"], value["score"]["place"]))
            found.append([part["points"] for part in value["score"]["components"]])
            found.append([other["slug"] for other in value["alternatives"]])
            found.append(value["basis"].get("same"))
        page = parse(
            (built / TREES[language] / "compare/alpha-vs-beta/index.html").read_text("utf-8")
        )
        found.append([each.attributes["id"] for each in page.walk() if "id" in each.attributes])
        reasons = next(elements(page, "div", **{"class": "choose"}))
        found.append([link.attributes["href"] for link in elements(reasons, "a")])
        parts = [each.attributes for each in page.walk() if each.tag == "rect"]
        # Charts are mirrored in pages that are read from the right.
        found.append([{key: each[key] for key in each if key != "x"} for each in parts])
        better = [each for each in page.walk() if each.attributes.get("class") == "better"]
        return [*found, len(better)]

    assert facts("en") == facts("de") == facts("ar")


def test_translations_are_formatted_and_have_schemas(tmp_path: Path, run: Run) -> None:
    root = str(write_files(tmp_path, LANGUAGES_SITE))
    assert run("fmt", "-C", root).code == 0
    assert run("fmt", "--check", "-C", root).code == 0
    assert "  latency: Verzögerung\n" in (tmp_path / "content/site.de.yaml").read_text("utf-8")
    assert run("schema", "-C", root).code == 0
    schemas = {file.name.partition(".")[0] for file in (tmp_path / "schema").iterdir()}
    assert schemas >= {"tool-translation", "site-translation", "capabilities-translation"}
    for kind, name in {"tool": "tools/alpha.de", "site": "site.de"}.items():
        schema = json.loads(
            (tmp_path / f"schema/{kind}-translation.schema.json").read_text("utf-8")
        )
        value = yaml.safe_load((tmp_path / f"content/{name}.yaml").read_text("utf-8"))
        Draft202012Validator(schema).validate(value)


def sets_in(value: object) -> Iterator[object]:
    """Yield the sets in a value, whose representation differs from one process to the next."""
    if isinstance(value, set | frozenset):
        yield value
    elif is_dataclass(value):
        yield from sets_in([getattr(value, field.name) for field in fields(value)])
    elif isinstance(value, tuple | list | Mapping):
        for part in value.items() if isinstance(value, Mapping) else value:
            yield from sets_in(part)


def test_what_build_keys_represent_has_no_set(tmp_path: Path) -> None:
    """Otherwise every build would render all pages of a site that is not English."""
    config = Config(root=write_files(tmp_path, LANGUAGES_SITE), output=tmp_path / "public", jobs=1)
    site = plan(config).site
    assert {each.settings.language for each in site.translated} == {"de", "ar"}
    for each in (site, *site.translated):
        assert not list(sets_in([each.settings, each.catalog, each.ranking, each.pairs]))


@pytest.mark.large
def test_an_edited_translation_gives_the_bytes_of_a_clean_build(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", LANGUAGES_SITE)
    output = build_site(root, jobs=1)
    before = snapshot(output)
    edits = {
        "content/tools/alpha.de.yaml": "summary: Ganz anders.\n",
        "content/tools/beta.ar.yaml": "summary: شبكات كبيرة.\n",
    }
    for path, text in edits.items():
        (root / path).write_text(text, "utf-8")
        build_site(root, jobs=1)
    after = snapshot(output)
    clean = build_site(write_files(tmp_path / "clean", {**LANGUAGES_SITE, **edits}), jobs=1)
    kept = kept_files(output)  # assets of the build before
    assert {path: state for path, state in after.items() if path not in kept} == snapshot(clean)
    changed = {path for path, state in after.items() if before.get(path) != state}
    english = {path for path in changed if not path.startswith(("de/", "ar/", "assets/"))}
    assert not {path for path in english if path.endswith(".html")}
    assert "de/tools/alpha/index.html" in changed
    assert "de/alternatives/beta/index.html" in changed  # has the summary of Alpha


def test_the_preview_shows_what_a_build_writes(tmp_path: Path, built: Path) -> None:
    previewed = Previewed(write_files(tmp_path, LANGUAGES_SITE))
    for path in ("/de/", "/de/tools/alpha/", "/de/compare/alpha-vs-beta/", "/ar/about/"):
        assert previewed.body(path) == (built / path[1:] / "index.html").read_text("utf-8"), path
    assert previewed.body("/de/404.html") == (built / "de/404.html").read_text("utf-8")
    assert previewed.body("/de/nothing/") == (built / "de/404.html").read_text("utf-8")
    assert previewed.preview.answer("/de/search/current.json").status == 200
    previewed.write("content/tools/alpha.de.yaml", "summary: Ganz anders.\n")
    assert "Ganz anders." in previewed.body("/de/tools/alpha/")
    assert "Ganz anders." in previewed.body("/de/compare/alpha-vs-beta/")
    assert "Ganz anders." not in previewed.body("/tools/alpha/")


@pytest.mark.large
@pytest.mark.parametrize(
    "options", ["urls: file", "urls: relative", "base_url: https://example.org/sub/"]
)
def test_links_exist_in_every_form_of_addresses(tmp_path: Path, options: str) -> None:
    site = LANGUAGES_SITE["content/site.yaml"]
    key = options.partition(":")[0]
    lines = [line for line in site.splitlines() if not line.startswith(f"{key}:")]
    text = "\n".join([*lines, options, ""])
    about = LANGUAGES_SITE["content/pages/about.md"]
    if "sub" in options:
        about = about.replace("/tools/", "/sub/tools/")
        text = text.replace("url: /", "url: /")
    if "urls" in options:
        about = about.replace("/tools/alpha/", "/tools/alpha.html")
        text = text.replace("/about/", "/about.html")
    files = {
        **LANGUAGES_SITE,
        "content/site.yaml": text,
        "content/pages/about.md": about,
        "content/site.de.yaml": LANGUAGES_SITE["content/site.de.yaml"].replace(
            "/about/", "/about.html" if "urls" in options else "/about/"
        ),
    }
    built = build_site(write_files(tmp_path, files), jobs=1)
    base = "/sub" if "sub" in options else ""
    names = {f"{base}/{file.relative_to(built).as_posix()}" for file in built.rglob("*")}
    count = 0
    for file in built.rglob("*.html"):
        place = f"{base}/{file.relative_to(built).as_posix()}"
        for element in parse(file.read_text("utf-8")).walk():
            for target in (element.attributes.get("href", ""), element.attributes.get("src", "")):
                url = urlsplit(urljoin(ORIGIN + place, target))
                if target and url.netloc == "example.org" and "404" not in place:
                    path = unquote(url.path)
                    path += "index.html" if path.endswith("/") else ""
                    assert path in names, (place, target)
                    count += 1
    assert count > 1_000


@pytest.mark.large
def test_parts_merge_into_the_same_site(tmp_path: Path, built: Path) -> None:
    root = write_files(tmp_path / "site", LANGUAGES_SITE)
    folders = [tmp_path / f"part-{number}" for number in (1, 2)]
    for number, folder in enumerate(folders, 1):
        build_part(Config(root=root, output=folder, jobs=1), Shard(number, 2))
    merge(folders, Config(root=root, output=tmp_path / "whole", jobs=1))
    assert snapshot(tmp_path / "whole") == snapshot(built)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with pages only of what is translated; return its output folder."""
    files = dict(LANGUAGES_SITE)
    files["content/site.yaml"] += "untranslated: link\n"
    return build_site(write_files(tmp_path_factory.mktemp("linked"), files), jobs=1)


def test_a_language_may_have_only_what_is_translated(linked: Path) -> None:
    pages = {
        address(file, linked): parse(file.read_text("utf-8")) for file in linked.rglob("*.html")
    }
    for place in ("/de/tools/alpha/", "/de/compare/alpha-vs-gamma/", "/de/about/", "/de/tools/"):
        assert place in languages_of(pages[place])["de"]
    assert list(languages_of(pages["/de/capabilities/checkpoints/"])) == [
        "en",
        "de",
        "ar",
        "x-default",
    ]
    assert list(languages_of(pages["/compare/alpha-vs-gamma/"])) == ["en", "de", "x-default"]
    assert not languages_of(pages["/compare/alpha-vs-beta/"])
    absent = [
        "compare/alpha-vs-beta/",
        "embed/alpha-vs-beta/",
        "imprint/",
        "compare/beta-vs-gamma/",
    ]
    assert not {f"/de/{path}" for path in absent} & pages.keys()
    assert not (linked / "de/feeds/tools/beta.atom").exists()
    for folder in ("tools", "alternatives"):  # a link of a script leads to the default language
        found = next(elements(pages[f"/de/{folder}/beta/"], "meta", **{"http-equiv": "refresh"}))
        assert found.attributes["content"] == f"0; url=/{folder}/beta/"
    assert [
        each.text
        for each in elements(pages["/de/compare/"], "a")
        if "-vs-" in each.attributes["href"]
    ] == ["Alpha vs. Gamma"]


def test_links_and_sitemap_name_only_pages_of_a_language(linked: Path) -> None:
    files = {address(file, linked) for file in linked.rglob("*") if file.is_file()}
    texts = {address(file, linked): file.read_text("utf-8") for file in linked.rglob("*.html")}
    for place, text in texts.items():
        for element in parse(text).walk():
            target = element.attributes.get("href", "")
            path = unquote(urlsplit(urljoin(ORIGIN + place, target)).path)
            if target and urljoin(ORIGIN + place, target).startswith(ORIGIN):
                assert path in files, (place, target)
                if place.startswith("/de/") and path.startswith("/de/"):
                    assert 'http-equiv="refresh"' not in texts.get(path, ""), (place, target)
    sitemap = (linked / "sitemap.xml").read_text("utf-8")
    listed = re.findall(rf'(?:<loc>|href="){ORIGIN}([^"<]*)', sitemap)
    assert {f"{path}" for path in listed} <= files
    assert "/de/compare/alpha-vs-gamma/" in listed
    assert not [path for path in listed if "beta" in path and path.startswith(("/de/", "/ar/"))]
    german = json.loads((linked / "de/api/v1/tools/alpha.json").read_text("utf-8"))
    home = parse(texts["/de/"])
    shown = {
        each.attributes["href"] for each in elements(home, "a") if "-vs-" in each.attributes["href"]
    }
    assert shown == {"/de/compare/alpha-vs-gamma/"}
    compared = {each["slug"]: urlsplit(each["comparison"]).path for each in german["comparisons"]}
    assert compared == {"beta": "/compare/alpha-vs-beta/", "gamma": "/de/compare/alpha-vs-gamma/"}


@pytest.mark.large
def test_a_reader_switches_and_searches_in_german(built: Path, browser: Browser) -> None:
    with serving(built) as origin, visit(browser, origin + "/tools/alpha/") as page:
        page.get_by_role("navigation", name="Language").get_by_role("link", name="Deutsch").click()
        page.wait_for_url("**/de/tools/alpha/")
        page.goto(origin + "/de/search/?q=Verwaltung")  # a part of "Ausbildungsverwaltung"
        expect(page.locator(".results")).to_contain_text("Eine Verwaltung vieler Texte")
        expect(page.locator(".results")).to_contain_text("Bildet kleine Netze")
        page.locator(".results h2").get_by_role("link", name="Alpha").click()
        page.wait_for_url("**/de/tools/alpha/**")
        page.goto(origin + "/de/tools/")
        page.locator(".browse summary").click()
        expect(page.locator(".browse input").first).to_be_visible()  # its data is in German
        expect(page.locator(".browse")).to_contain_text("Ausbildung")
        page.goto(origin + "/de/compare/?tools=alpha,gamma")
        expect(page.locator(".any")).to_contain_text("Grafikkarte")


@pytest.mark.large
def test_pages_in_every_language_have_no_barriers(built: Path, browser: Browser) -> None:
    paths = ("compare/alpha-vs-beta/", "search/")
    with serving(built) as origin:
        for tree in TREES.values():
            for path in paths:
                with visit(browser, f"{origin}/{tree}{path}", width=360) as page:
                    assert not barriers(page), (tree, path)
                    excess = "document.documentElement.scrollWidth - innerWidth"
                    assert page.evaluate(excess) <= 0, (tree, path)
