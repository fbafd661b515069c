"""The content folder -> the catalog."""

from datetime import date
from pathlib import Path

from conftest import WriteSite
from ssg.catalog import Catalog, Editorial, FreePage, SharedCapability
from ssg.content.load import load
from ssg.errors import Code
from support.strategies import SITE, TOOL

HAIKU = TOOL.replace("Flax", "Haiku")


def catalog(root: Path) -> Catalog:
    """Load a site that must be free of problems."""
    loaded = load(root)
    assert loaded.problems == ()
    assert loaded.catalog
    return loaded.catalog


def test_a_site_without_tools_is_a_site(site: WriteSite) -> None:
    """A new one starts so."""
    assert catalog(site({})).tools == ()


def test_the_whole_content_arrives(site: WriteSite) -> None:
    """Tools, texts next to them, vocabulary, comparisons, pages and files to copy."""
    found = catalog(
        site(
            {
                "content/tools/flax.yaml": TOOL,
                "content/tools/flax.md": "# About\r\n\r\nText.\r\n",
                "content/tools/haiku.yaml": HAIKU,
                "content/capabilities.yaml": "- {id: serving, name: Serving}\n",
                "content/comparisons/flax-vs-haiku.md": (
                    "---\ntitle: Two\nauthor: Ann\ndate: 2026-11-01\n---\nBoth.\n"
                ),
                "content/pages/about.md": "---\ntitle: About\ndescription: Us.\n---\nWho.\n",
                "content/static/a/b.txt": "x",
            }
        )
    )
    assert [tool.slug for tool in found.tools] == ["flax", "haiku"]
    assert found.tools[0].description.startswith("# About")
    assert found.capabilities == (SharedCapability(id="serving", name="Serving"),)
    assert found.editorials == (
        Editorial(
            slugs=("flax", "haiku"),
            text="Both.",
            title="Two",
            author="Ann",
            written=date(2026, 11, 1),
            path="content/comparisons/flax-vs-haiku.md",
        ),
    )
    assert found.pages == (
        FreePage(
            slug="about",
            title="About",
            description="Us.",
            text="Who.",
            path="content/pages/about.md",
        ),
    )
    assert [file.address for file in found.static] == ["a/b.txt"]


def test_a_comparison_needs_no_front_matter(site: WriteSite) -> None:
    """The text alone is enough."""
    found = catalog(
        site(
            {
                "content/tools/a.yaml": TOOL,
                "content/tools/b.yaml": HAIKU,
                "content/comparisons/a-vs-b.md": "Text.",
            }
        )
    )
    assert found.editorials[0].text == "Text."


def test_the_file_name_is_the_slug(site: WriteSite) -> None:
    """A key may repeat it."""
    assert catalog(site({"content/tools/flax.yaml": TOOL + "slug: flax\n"})).tools[0].slug == "flax"


def test_two_entries_may_share_a_name_if_both_say_so(site: WriteSite) -> None:
    """The reference site has such twins."""
    names = [
        tool.name
        for tool in catalog(
            site(
                {
                    "content/tools/a.yaml": TOOL + "distinct_from: [b]\n",
                    "content/tools/b.yaml": TOOL + "distinct_from: [a]\n",
                }
            )
        ).tools
    ]
    assert names == ["Flax", "Flax"]


def test_tools_are_sorted_by_slug_and_not_by_file_name(site: WriteSite) -> None:
    """`a-b.yaml` sorts before `a.yaml` as a file, behind it as a slug."""
    slugs = [
        tool.slug
        for tool in catalog(
            site(
                {
                    f"content/tools/{name}.yaml": TOOL.replace("Flax", name)
                    for name in ("a-b", "a", "a2")
                }
            )
        ).tools
    ]
    assert slugs == ["a", "a-b", "a2"]


def test_a_fault_in_one_file_is_reported_once(site: WriteSite) -> None:
    """Other files may go on naming its entry."""
    loaded = load(
        site(
            {
                "content/site.yaml": SITE + "pairs: {always: [[a, b]]}\n",
                "content/tools/a.yaml": TOOL + "nmae: x\n",
                "content/tools/b.yaml": TOOL + "distinct_from: [a]\n",
                "content/comparisons/a-vs-b.md": "Text.",
            }
        )
    )
    assert [(one.file, one.code) for one in loaded.problems] == [
        ("content/tools/a.yaml", Code.UNKNOWN_KEY)
    ]


def test_without_a_usable_site_file_there_is_no_catalog_but_every_problem(site: WriteSite) -> None:
    """The errors of the tools are reported in the same run."""
    loaded = load(
        site({"content/site.yaml": "title: [", "content/tools/a.yaml": TOOL + "nmae: x\n"})
    )
    assert loaded.catalog is None
    assert [one.file for one in loaded.problems] == ["content/site.yaml", "content/tools/a.yaml"]


def test_problems_are_sorted_by_place(site: WriteSite) -> None:
    """By file, then by line as a number."""
    lines = "".join(f"k{number}: x\n" for number in range(12))
    problems = load(
        site({"content/tools/b.yaml": TOOL + lines, "content/tools/a.yaml": TOOL + lines})
    ).problems
    assert [(one.file, one.line) for one in problems] == [
        (f"content/tools/{name}.yaml", number) for name in "ab" for number in range(4, 16)
    ]


def test_loading_changes_nothing(site: WriteSite) -> None:
    """Not one byte, not one name."""
    root = site(
        {"content/tools/a.yaml": TOOL, "content/tools/b.yml": "x: [", "content/static/c": "d"}
    )
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    load(root)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_markdown_next_to_a_tool_has_the_limits_of_its_description(site: WriteSite) -> None:
    """Reported at the file that contains it."""
    bars = "|" + "a|" * 120 + "\n|" + "-|" * 120 + "\n" + "|x\n" * 120
    for text, code in (("x" * 12_001, Code.LENGTH), (bars, Code.MARKDOWN)):
        (problem,) = load(site({"content/tools/a.yaml": TOOL, "content/tools/a.md": text})).problems
        assert (problem.file, problem.code) == ("content/tools/a.md", code)
        page = {"content/tools/a.md": "", "content/pages/p.md": "---\ntitle: P\n---\n\n" + text}
        reported = [(one.file, one.line, one.code) for one in load(site(page)).problems]
        assert reported == ([("content/pages/p.md", 4, code)] if code is Code.MARKDOWN else [])
        (Path(site({})) / "content/pages/p.md").unlink()


def test_a_comparison_in_the_wrong_order_is_reported_with_its_name(site: WriteSite) -> None:
    """So that two people do not write two texts for one pair."""
    root = site(
        {
            "content/tools/a.yaml": TOOL,
            "content/tools/b.yaml": HAIKU,
            "content/comparisons/b-vs-a.md": "Text.",
        }
    )
    (problem,) = load(root).problems
    assert problem.hint == 'rename it to "a-vs-b.md"'
