"""What a change does to a site, held against full builds of both of its sides."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ssg.config import Config
from ssg.review.load_versions import load_versions
from ssg.review.site_diff import SiteDiff, diff_sites
from support.site_fixtures import SMALL_SITE, address, build_site, copy_own
from support.strategies import write_files

pytestmark = pytest.mark.large


@dataclass
class Built:
    """What a built tree shows."""

    pages: set[str] = field(default_factory=set)
    redirects: dict[str, str] = field(default_factory=dict)
    scores: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Slug -> score and place, as the tool's page says them."""
    verdicts: dict[str, str] = field(default_factory=dict)
    """Address -> verdict."""


def built(tree: Path) -> Built:
    """Read a built tree."""
    shown = Built()
    for file in sorted(tree.rglob("*.html")):
        at, page = address(file, tree), file.read_text(encoding="utf-8")
        leads = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
        if leads:
            shown.redirects[at] = leads[1]
            continue
        shown.pages.add(at)
        slug, verdict = (
            re.fullmatch(r"/tools/([^/]+)/", at),
            re.search(
                r'(?:id="verdict">\s*<p><strong>|id="score-note">)([^<]*)(?:</strong>)? '
                r'<a href="#receipt"',
                page,
            ),
        )
        if slug and "is no longer listed" not in page:
            total, place = (
                re.search(r"<td>([\d.]+) of 100", page),
                re.search(r"number (\d+) of", page),
            )
            shown.scores[slug[1]] = total[1] if total else "", place[1] if place else ""
        if verdict:
            shown.verdicts[at] = html.unescape(" ".join(re.sub(r"<[^>]*>", "", verdict[1]).split()))
    return shown


def own_copy(root: Path) -> Path:
    """Copy the project's content without the uniqueness limit, which renders everything twice.

    It has no search and no documents for programs, which take half the time of a build. Nor is
    torchtune named as a tool that another is chosen over, so that it can be removed.
    """
    copy_own(root)
    site = root / "content/site.yaml"
    edit(root, "content/site.yaml", ("min_unique: 0.2", "min_unique: 0"))
    kept, _, published = site.read_text(encoding="utf-8").partition("publish:\n")
    assert re.fullmatch(r"(?:  \w+: true\n)+", published)
    site.write_text(
        f"{kept}publish: {{embeds: true}}\nsearch: {{engine: none}}\n", encoding="utf-8"
    )
    for file in (root / "content/tools").glob("*.yaml"):
        text = re.sub(r"(?m)^      torchtune: .*\n", "", file.read_text(encoding="utf-8"))
        file.write_text(re.sub(r"    choose_over:\n(?!      )", "", text), encoding="utf-8")
    return root


def difference(before: Path, after: Path) -> SiteDiff:
    """Return what `ssg diff` finds between two folders."""
    return diff_sites(*load_versions(Config(root=after, output=after / "public"), str(before), ""))


def edit(root: Path, path: str, *changes: tuple[str, str]) -> None:
    """Replace words of a file, each of which must be there."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / path).write_text(text, encoding="utf-8")


def a_signal(root: Path) -> None:
    """Give flax ten times as many authors."""
    edit(
        root,
        "content/tools/flax.yaml",
        ("commit_authors: {value: 350,", "commit_authors: {value: 35,"),
    )


def a_capability(root: Path) -> None:
    """Add a capability to torchtune that names two other tools, and change its type."""
    edit(
        root,
        "content/tools/torchtune.yaml",
        ("type: repo", "type: framework"),
        (
            "capabilities:\n",
            """\
capabilities:
  - title: Metrics of a server
    id: serving-metrics
    description: Counts requests as vLLM and TGI do, and tells Prometheus.
    limitations: [made up for a test]
""",
        ),
    )


def a_rename(root: Path) -> None:
    """Call torchtune by another slug, and keep the old one as an alias."""
    (root / "content/tools/torchtune.yaml").rename(root / "content/tools/tune-of-torch.yaml")
    edit(
        root,
        "content/tools/tune-of-torch.yaml",
        ("capabilities:\n", "aliases: [torchtune]\ncapabilities:\n"),
    )


def a_removal(root: Path) -> None:
    """Take torchtune out."""
    (root / "content/tools/torchtune.yaml").unlink()


def a_later_day(root: Path) -> None:
    """Let one tool be released later than any other: no other tool's freshness changes."""
    edit(root, "content/tools/torchtune.yaml", ("updated: 2026-04-23", "updated: 2027-04-23"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """Copy the project's own content and build it."""
    root = own_copy(tmp_path_factory.mktemp("base"))
    return root, built(build_site(root))


def check_tools(found: SiteDiff, before: Built, after: Built) -> None:
    """Hold the tools against those of the trees."""
    kinds = {one.kind for one in found.tools}
    assert len(found.tools) == 1
    assert (kinds == {"removed"}) is (len(after.scores) < len(before.scores))
    assert (kinds == {"renamed"}) is (after.scores.keys() - before.scores.keys() != set())


def check_scores(found: SiteDiff, before: Built, after: Built, renamed: Mapping[str, str]) -> None:
    """Hold scores and places against those that the pages of tools show."""
    reported = {one.slug: one for one in found.scores}
    for slug, (total, place) in after.scores.items():
        old_total, old_place = before.scores[renamed.get(slug, slug)]
        if slug in reported:
            one = reported[slug]
            assert (f"{one.before:.1f}", f"{one.after:.1f}") == (old_total, total)
            assert old_place in {"", str(one.place_before)}  # provisional scores show no place
            assert place in {"", str(one.place_after)}
        else:
            assert total == old_total, slug


def check_verdicts(found: SiteDiff, before: Built, after: Built) -> None:
    """Hold verdicts against those that the comparisons show."""
    reported = {f"/compare/{one.a}-vs-{one.b}/": one for one in found.comparisons}
    same = before.verdicts.keys() & after.verdicts.keys()
    assert len(same) > 15  # pages of tools that do the same job and have scores begin with it
    for at in same:
        if at in reported:
            assert (reported[at].before, reported[at].after) == (
                before.verdicts[at],
                after.verdicts[at],
            )
            assert reported[at].before != reported[at].after
        else:
            assert before.verdicts[at] == after.verdicts[at], at
    for one in found.comparisons:
        assert one.turned is (
            (one.leader_before, one.kind_before) != (one.leader_after, one.kind_after)
        )


def check_addresses(found: SiteDiff, before: Built, after: Built) -> None:
    """Hold addresses against the files of the trees."""
    everything = (before.pages | before.redirects.keys(), after.pages | after.redirects.keys())
    assert set(found.vanishing) == everything[0] - everything[1]
    moved = {one.before: one.after for one in found.moved}
    assert moved == {
        at: after.redirects[at] for at in before.pages - after.pages if at in after.redirects
    }
    assert set(found.appearing) == after.pages - before.pages - set(moved.values())


def check_words(found: SiteDiff) -> None:
    """Compare the diff with the edits that were made."""
    (tool,) = found.tools
    match tool.kind, tool.slug:
        case "changed", "flax":
            assert tool.changes == ("signal commit_authors: 350 (2026-07-02) -> 35 (2026-07-02)",)
            assert [one.slug for one in found.scores] == ["flax"]
            assert [part.name for part in found.scores[0].components] == ["Adoption"]
            assert found.scores[0].components[0].readings == (
                "Contributors (commit authors): 350 -> 35",
            )
            assert any(one.turned for one in found.comparisons)
            assert (found.appearing, found.vanishing, found.moved) == ((), (), ())
        case "changed", _ if tool.changes == ("updated: 2026-04-23 -> 2027-04-23",):
            assert found.as_of_before == found.as_of_after
            assert [one.slug for one in found.scores] == ["torchtune"]
            assert [part.name for part in found.scores[0].components] == ["Freshness"]
        case "changed", _:
            assert tool.changes == (
                "type: repo -> framework",
                'capability added: "Metrics of a server"',
            )
            assert tool.unsourced == ("Metrics of a server",)
            assert {one.slug: one.own for one in found.scores} == {"tgi": False}
            assert {
                part.name for one in found.scores if not one.own for part in one.components
            } == {"Ecosystem"}
        case "renamed", _:
            assert (tool.was, tool.slug, tool.changes) == (
                "torchtune",
                "tune-of-torch",
                ("aliases: none -> torchtune",),
            )
            assert "/tools/torchtune/" in {one.before for one in found.moved}
            assert (found.scores, found.vanishing) == ((), ())
        case _:
            assert found.vanishing == (), "a recorded address redirects or says what happened"


@pytest.mark.parametrize(
    "change",
    [
        a_capability,
        a_rename,
        *(
            pytest.param(change, marks=pytest.mark.large)
            for change in (a_signal, a_removal, a_later_day)
        ),
    ],
)
def test_an_edit_does_what_full_builds_of_both_sides_show(
    tmp_path: Path,
    base: tuple[Path, Built],
    change: Callable[[Path], None],
) -> None:
    root = own_copy(tmp_path)
    change(root)
    found, before, after = difference(base[0], root), base[1], built(build_site(root))
    check_tools(found, before, after)
    check_scores(found, before, after, {"tune-of-torch": "torchtune"} if change is a_rename else {})
    check_verdicts(found, before, after)
    check_addresses(found, before, after)
    check_words(found)


def test_without_a_change_there_is_no_difference(small: Path) -> None:
    found = difference(small, small)
    assert found.empty
    assert found.scores == ()
    assert found.comparisons == ()


def test_a_tool_that_loses_its_alias_loses_its_old_addresses(small: Path, tmp_path: Path) -> None:
    text = SMALL_SITE["content/tools/alpha.yaml"].replace("aliases: [old-alpha]\n", "")
    found = difference(
        small, write_files(tmp_path / "after", {**SMALL_SITE, "content/tools/alpha.yaml": text})
    )
    assert "/tools/old-alpha/" in found.vanishing
    assert "/compare/beta-vs-old-alpha/" in found.vanishing
    assert found.moved == ()


def test_a_new_configuration_is_reported_of(small: Path, tmp_path: Path) -> None:
    site = SMALL_SITE["content/site.yaml"].replace(
        "ranking:\n",
        "ranking:\n  weights: {adoption: 1, quality: 99, ecosystem: 1, freshness: 1}\n",
    )
    found = difference(
        small, write_files(tmp_path / "after", {**SMALL_SITE, "content/site.yaml": site})
    )
    assert found.settings_changed
    assert {one.components for one in found.scores} == {()}
    assert len(found.scores) > 0
