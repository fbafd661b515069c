"""Tools that are read once for all places where the same bytes stand."""

from pathlib import Path

from ssg.content.load import load
from ssg.content.tool_cache import ContentToolCache
from support.site_fixtures import SMALL_SITE
from support.strategies import write_files


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    first, second = (write_files(tmp_path / name, SMALL_SITE) for name in "ab")
    (second / "content/tools/beta.yaml").write_text(
        "name: Beta\ntype: dataset\nsummary: Other.\n", encoding="utf-8"
    )
    memory = ContentToolCache()
    one, two = load(first, memory).catalog, load(second, memory).catalog
    assert one
    assert two
    assert one.tools[0] is two.tools[0]
    assert (one.tools[1].type, two.tools[1].type) == ("framework", "dataset")
    assert two == load(second).catalog


def test_another_basis_is_read_again(tmp_path: Path) -> None:
    first, second = (write_files(tmp_path / name, SMALL_SITE) for name in "ab")
    site = SMALL_SITE["content/site.yaml"].replace(
        "training: {name: Training", "drawing: {name: Training"
    )
    (second / "content/site.yaml").write_text(site, encoding="utf-8")
    memory = ContentToolCache()
    assert load(first, memory).problems == ()
    assert load(second, memory).problems == load(second).problems != ()


def test_a_text_next_to_the_file_is_part_of_its_bytes(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**SMALL_SITE, "content/tools/gamma.md": "One.\n"})
    memory = ContentToolCache()
    texts = []
    for text in ("One.\n", "Two.\n"):
        (root / "content/tools/gamma.md").write_text(text, encoding="utf-8")
        catalog = load(root, memory).catalog
        assert catalog
        texts.append(catalog.tools[2].description)
    assert texts == ["One.", "Two."]


def test_a_file_with_errors_is_reported_each_time(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**SMALL_SITE, "content/tools/gamma.yaml": "name: Gamma\n"})
    memory = ContentToolCache()
    assert load(root, memory).problems == load(root, memory).problems == load(root).problems != ()


def test_a_stand_in_is_filled_when_it_must_be_read_after_all(tmp_path: Path) -> None:
    first, second = (write_files(tmp_path / name, SMALL_SITE) for name in "ab")
    expected = load(second).catalog
    memory = ContentToolCache()
    load(first, memory)
    for name in ("alpha", "beta"):
        (second / f"content/tools/{name}.yaml").write_bytes(b"")
        memory.twins[second / f"content/tools/{name}.yaml"] = first / f"content/tools/{name}.yaml"
    assert load(second, memory).catalog == expected
    assert (second / "content/tools/alpha.yaml").read_bytes() == b""
    renewed = ContentToolCache()
    renewed.twins |= memory.twins
    assert load(second, renewed).catalog == expected
    assert (second / "content/tools/alpha.yaml").read_bytes() != b""
