"""The file of synonyms: what it may hold, and where each fault stands."""

import pytest

from conftest import WriteSite
from ssg.content.load import load

SITE = "title: T\nbase_url: https://example.org/\ntypes: {framework: Framework}\n"


def test_groups_come_as_they_are_written(site: WriteSite) -> None:
    loaded = load(
        site(
            {
                "content/site.yaml": SITE,
                "content/synonyms.yaml": "- [vram, GPU memory]\n- [c++, cpp]\n",
            }
        )
    )
    assert loaded.problems == ()
    assert loaded.catalog is not None
    assert loaded.catalog.synonyms == (("vram", "GPU memory"), ("c++", "cpp"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "- [vram, the]\n",
            '1:10: error[SSG013] "the" has no word that search indexes; use a more specific word',
        ),
        (
            "- [vram, 'a b c d e f g h']\n",
            (
                '1:10: error[SSG013] "a b c d e f g h" has no word that search indexes; use a more '
                "specific word"
            ),
        ),
        (
            "- [vram, one two three four five six seven]\n",
            '1:10: error[SSG014] "one two three four five six seven" has 7 words; at most 6',
        ),
        (
            "- [vram, memory]\n- [oom, Memories]\n",
            (
                '2:9: error[SSG039] search treats "Memories" and "memory" as the same phrase; '
                "remove one of them"
            ),
        ),
        ("- [a]\n", '1:3: error[SSG014] "[0]" has too few entries; at least 2'),
        (
            "vram: memory\n",
            (
                "1:1: error[SSG010] expected a list, found keys and values; "
                'write "[a, b]" or one "- " line per entry'
            ),
        ),
        ("- [vram, 4]\n", '1:10: error[SSG010] "[0][1]" must be text, found 4; put it in quotes'),
        (
            "- [vram, memory\n",
            (
                "2:1: error[SSG003] not valid YAML: while parsing a flow sequence that begins on "
                "line 1: did not find expected ',' or "
                "']'; close the list by \"]\"; put entries with brackets or colons in quotes"
            ),
        ),
    ],
)
def test_every_fault_is_reported_at_its_place(site: WriteSite, text: str, fault: str) -> None:
    loaded = load(site({"content/site.yaml": SITE, "content/synonyms.yaml": text}))
    assert [str(one) for one in loaded.problems] == [f"content/synonyms.yaml:{fault}"]
    assert loaded.catalog is not None
    assert loaded.catalog.synonyms == ()


def test_all_faults_are_reported_at_once(site: WriteSite) -> None:
    loaded = load(
        site(
            {
                "content/site.yaml": SITE,
                "content/synonyms.yaml": "- [the, of]\n- [x, memory]\n- [memory, vram]\n",
            }
        )
    )
    reported = [(one.line, one.code.value) for one in loaded.problems]
    assert reported == [(1, "SSG013"), (1, "SSG013"), (2, "SSG013"), (3, "SSG039")]


def test_a_link_is_not_followed(site: WriteSite) -> None:
    root = site({"content/site.yaml": SITE, "elsewhere.yaml": "- [vram, memory]\n"})
    (root / "content/synonyms.yaml").symlink_to(root / "elsewhere.yaml")
    assert [one.code.value for one in load(root).problems] == ["SSG001"]


def test_words_are_read_in_the_language_of_the_site(site: WriteSite) -> None:
    german = SITE + "language: de\n"
    loaded = load(
        site(
            {
                "content/site.yaml": german,
                "content/synonyms.yaml": "- [the, memory]\n- [memories, Speicher]\n",
            }
        )
    )
    assert loaded.problems == ()
