"""Share images: what has one, the same bytes for the same content, and what a font cannot draw."""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from conftest import WriteSite
from ssg.build.pipeline import build, plan
from ssg.config import Config
from ssg.errors import UsageError
from ssg.monogram import TINTS, tint
from ssg.rendering.share_images import SIZE, painter_for
from support.html_pages import parse
from support.site_fixtures import SITE_YAML, SMALL_SITE, build_site

IMAGES = {**SMALL_SITE, "content/site.yaml": SITE_YAML + "publish: {share_images: tools}\n"}


def image_of(tree: Path, address: str) -> str:
    """Return the path of the share image that a page names; empty if it names none."""
    page = parse((tree / address / "index.html").read_bytes())
    urls = [
        element.attributes["content"]
        for element in page.all("meta")
        if element.attributes.get("property") == "og:image"
    ]
    cards = [meta for meta in page.all("meta") if meta.attributes.get("name") == "twitter:card"]
    assert len(urls) == len(cards) <= 1
    return urls[0].removeprefix("https://example.org") if urls else ""


def test_a_site_has_no_images_unless_it_asks_for_them(site: WriteSite) -> None:
    tree = build_site(site(SMALL_SITE))
    assert not (tree / "share").exists()
    assert image_of(tree, "tools/alpha") == ""


def test_each_tool_has_an_image_and_other_pages_that_of_the_site(site: WriteSite) -> None:
    tree = build_site(site(IMAGES))
    assert image_of(tree, "tools/alpha") == "/share/tools/alpha.png"
    assert image_of(tree, "alternatives/alpha") == "/share/tools/alpha.png"
    assert image_of(tree, "compare/alpha-vs-beta") == "/share/site.png"
    assert image_of(tree, "") == "/share/site.png"
    with Image.open(tree / "share/tools/alpha.png") as image:
        assert image.size == SIZE
        assert image.getpixel((90, 100)) == tuple(bytes.fromhex(TINTS[tint("alpha")][0][1:]))


def test_pairs_have_images_by_configuration(site: WriteSite) -> None:
    pairs = SITE_YAML + "publish: {share_images: pairs}\n"
    tree = build_site(site({**SMALL_SITE, "content/site.yaml": pairs}))
    assert image_of(tree, "compare/alpha-vs-beta") == "/share/compare/alpha-vs-beta.png"
    assert (tree / "share/compare/alpha-vs-beta.png").is_file()


def test_images_are_the_same_bytes_and_are_drawn_again_only_if_they_change(
    site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(IMAGES)
    tree = build_site(root)
    first = {file: file.read_bytes() for file in tree.rglob("share/**/*.png")}
    drawn: list[str] = []
    painter = type(painter_for(build(Config(root=root, output=tree)).plan.site.settings.theme))
    draw = painter.draw

    def counted(self: object, card: object) -> bytes:
        drawn.append(card.title)  # type: ignore[attr-defined]
        return draw(self, card)  # type: ignore[arg-type]

    monkeypatch.setattr(painter, "draw", counted)
    beta = root / "content/tools/beta.yaml"
    beta.write_text(beta.read_text("utf-8").replace("name: Beta", "name: Betas"), "utf-8")
    build(Config(root=root, output=tree, jobs=1))
    assert drawn == ["Betas"]
    changed = {file.name for file in first if file.read_bytes() != first[file]}
    assert changed == {"beta.png"}


def test_a_name_that_the_font_lacks_has_the_image_of_the_site(site: WriteSite) -> None:
    files = {
        path: text.replace("name: Alpha", "name: 机器学习").replace(
            "Trains large networks.", "“Trains” networks\N{EN DASH}Größe."
        )
        for path, text in IMAGES.items()
    }
    tree = build_site(site(files))
    assert image_of(tree, "tools/alpha") == "/share/site.png"
    assert not (tree / "share/tools/alpha.png").exists()
    assert image_of(tree, "tools/beta") == "/share/tools/beta.png"


def test_names_that_have_no_image_are_reported_with_their_line(site: WriteSite) -> None:
    names = {"a": "机器 A", "b": "عربي", **{f"c{number}": f"机{number}" for number in range(5)}}
    tools = {
        f"content/tools/{slug}.yaml": f"type: framework\nname: {name}\nsummary: Does it.\n"
        for slug, name in names.items()
    }

    def warnings(root: Path) -> list[str]:
        return [str(problem) for problem in plan(Config(root=root, output=root / "out")).problems]

    lines = warnings(site({**IMAGES, **tools}))
    lacks = 'warning[SSG068] "{0}" has no share image: the font lacks "{1}"; '
    assert lines[0].startswith("content/tools/a.yaml:2:7: " + lacks.format("机器 A", "机器"))
    assert lines[0].endswith("set publish.share_font in content/site.yaml to a font that has them")
    assert lines[1].startswith("content/tools/b.yaml:2:7: " + lacks.format("عربي", "عربي"))
    assert lines[1].endswith(
        "right-to-left letters are not drawn; pages show the image of the site"
    )
    assert len(lines) == 5
    assert "(as for 2 further names)" in lines[4]
    assert not warnings(site({**SMALL_SITE, **tools}))


def test_a_logo_of_pixels_is_drawn(site: WriteSite) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (64, 64), "#00ff00").save(logo, "PNG")
    tool = IMAGES["content/tools/alpha.yaml"] + "logo: /logos/a.png\n"
    root = site({**IMAGES, "content/tools/alpha.yaml": tool})
    (root / "content/static/logos").mkdir()
    (root / "content/static/logos/a.png").write_bytes(logo.getvalue())
    with Image.open(build_site(root) / "share/tools/alpha.png") as image:
        assert image.getpixel((120, 120)) == (0, 255, 0)


def test_without_pillow_or_with_a_bad_font_there_is_one_error(
    site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = SITE_YAML + "publish: {share_images: tools, share_font: /a.ttf}\n"
    root = site({**IMAGES, "content/site.yaml": font, "content/static/a.ttf": "no font"})
    with pytest.raises(UsageError, match=r"publish\.share_font cannot be read as a font"):
        build_site(root)
    painter_for.cache_clear()
    monkeypatch.setitem(sys.modules, "ssg.rendering.share_drawing", None)
    with pytest.raises(UsageError, match=r"publish\.share_images needs Pillow; run: pip install"):
        build_site(site(IMAGES))
    painter_for.cache_clear()
