"""Feeds, the page of changes and the calendar, as their readers take them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from machine.test_api import documents
from ssg.build.pipeline import plan
from ssg.config import Config
from ssg.settings import AttributeKind, AttributeSpec
from ssg.site import Change, FactChange, Site
from ssg.views.change_entries import change_entries
from support.html_pages import parse
from support.repositories import commit, repository
from support.site_fixtures import ALPHA, SMALL_SITE, build_site, snapshot
from support.site_in_languages import LANGUAGES_SITE
from support.strategies import a_catalog, a_tool, write_files
from support.view_contexts import a_context

SITE = {
    **SMALL_SITE,
    "content/site.yaml": SMALL_SITE["content/site.yaml"] + "publish: {feeds: tools}\n",
}
LEADERS = {
    "content/history/alpha.jsonl": '{"day": "2026-01-05", "score": 40}\n'
    '{"day": "2026-02-05", "score": 71}\n',
    "content/history/beta.jsonl": '{"day": "2026-01-05", "score": 60}\n',
}
HOME = "https://example.org"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with two commits and recorded scores."""
    folder = repository(tmp_path_factory.mktemp("feeds") / "site", {**SITE, **LEADERS})
    changed = ALPHA.replace("license: MIT", "license: Apache-2.0").replace(
        "gpu: true", "gpu: false"
    )
    day = {"GIT_AUTHOR_DATE": "2026-03-04T00:00:00Z"}
    commit(folder, {"content/tools/alpha.yaml": changed}, **day)
    build_site(folder)
    return folder


def feed(root: Path, name: str) -> feedparser.FeedParserDict:
    """Read a feed; fail for XML that is not well formed."""
    found = feedparser.parse((root / "public/feeds" / name).read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_the_feed_of_the_site(root: Path) -> None:
    found = feed(root, "changes.atom")
    assert [(entry.title, entry.updated[:10]) for entry in found.entries] == [
        ("Alpha: 2 facts changed", "2026-03-04"),
        ("Alpha has the best score of all tools", "2026-02-05"),
        ("Alpha added", "2026-01-01"),
        ("Beta added", "2026-01-01"),
        ("Gamma added", "2026-01-01"),
    ]
    assert found.entries[0].summary == (
        "Licence: MIT \N{RIGHTWARDS ARROW} Apache-2.0; GPU support: Yes \N{RIGHTWARDS ARROW} No"
    )
    assert found.feed.updated == "2026-03-04T00:00:00Z"
    assert found.feed.id == f"{HOME}/feeds/changes.atom"
    assert found.feed.author == "Pens & <Papers>"
    page = parse((root / "public/changes/index.html").read_bytes())
    for entry in found.entries:
        assert page.all("li", id=entry.id.partition("#")[2])
        assert entry.link.startswith(f"{HOME}/tools/")
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    times = [entry.updated for entry in found.entries]
    assert times == sorted(set(times), reverse=True), "readers sort by time"


@pytest.mark.parametrize(
    ("key", "before", "after", "line"),
    [
        ("pricing", "free", "open_source", "Preis: Kostenlos → Kostenlos (Open Source)"),
        (
            "pricing",
            "freemium",
            "paid, amount 20, currency USD, period month, per seat",
            "Preis: Freemium → Kostenpflichtig, ab 20 $/Monat pro seat",
        ),
        ("pricing", "", "paid, starting_price $9", "Preis hinzugefügt: Kostenpflichtig, $9"),
        ("pricing", "odd", "odder, amount x", "Preis: odd → odder, amount x"),
        ("status", "active", "", "Status entfernt: Aktiv"),
        ("license", "", "LicenseRef-Various", "Lizenz hinzugefügt: Various"),
        ("type", "framework", "lost", "Typ: Baukasten → lost"),
        ("categories", "data", "training, lost", "Kategorien: Daten → Ausbildung, lost"),
        ("attributes.gpu", "", "no", "Grafikkarte hinzugefügt: Nein"),
        ("attributes.latency", "3", "4", "Verzögerung: 3 → 4"),
    ],
)
def test_changes_are_in_the_words_of_the_pages(
    german: Site, key: str, before: str, after: str, line: str
) -> None:
    change = Change(date(2026, 3, 4), "alpha", "0" * 40, (FactChange(key, before, after),))
    (entry,) = change_entries(replace(german, changes=(change,)))
    assert entry.details == (line,)


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the German tree of a site in three languages."""
    root = write_files(tmp_path_factory.mktemp("german"), LANGUAGES_SITE)
    site = plan(Config(root=root, output=root / "public", jobs=1)).site
    return next(each for each in site.translated if each.settings.language == "de")


def test_a_category_and_a_tool_have_their_own(root: Path) -> None:
    titles = [entry.title for entry in feed(root, "categories/data.atom").entries]
    assert titles == ["Beta added"]
    leader = feed(root, "categories/training.atom").entries[1]
    assert leader.title == "Alpha has the best score in Training"
    assert leader.summary == "Before: Beta"
    assert len(feed(root, "tools/alpha.atom").entries) == 4


def test_every_feed_is_linked_and_every_link_is_a_feed(root: Path) -> None:
    tree = root / "public"
    linked = set()
    for file in tree.rglob("*.html"):
        for link in parse(file.read_bytes()).all("link", type="application/atom+xml"):
            linked.add(link.attributes["href"])
    published = {f"/{file.relative_to(tree).as_posix()}" for file in tree.rglob("*.atom")}
    assert linked == published
    assert len(published) == 1 + 2 + 3


def test_the_same_history_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    build_site(root, output=tmp_path / "again", jobs=2)
    assert snapshot(tmp_path / "again") == snapshot(root / "public")


def test_without_a_repository_nothing_mentions_changes(small: Path) -> None:
    tree = build_site(small)
    assert not list(tree.rglob("*.atom"))
    assert not (tree / "changes").exists()
    home = (tree / "index.html").read_text("utf-8")
    assert "/changes/" not in home
    assert "atom" not in home


def test_the_calendar_has_a_day_for_each_date() -> None:
    ends = AttributeSpec(id="ends", label="End of support, at most", kind=AttributeKind.DATE)
    tool = a_tool(
        "flax", name="Fl;ax\N{SNOWMAN}" + "x" * 60, attributes=(("ends", date(2027, 3, 1)),)
    )
    found = documents(a_context(a_catalog(tool, a_tool("jax"), attributes=(ends,))))
    body = found["/calendar.ics"]
    assert max(map(len, body.split(b"\r\n"))) <= 75
    (event,) = Calendar.from_ical(body.decode("utf-8")).walk("VEVENT")
    assert event["summary"] == f"{tool.name}: End of support, at most"
    assert event.decoded("dtstart") == date(2027, 3, 1)
    assert event["uid"] == "flax/ends@localhost"
    assert not Calendar.from_ical(body.decode("utf-8")).errors


def test_without_dates_there_is_no_calendar() -> None:
    assert "/calendar.ics" not in documents(a_context(a_catalog(a_tool())))
