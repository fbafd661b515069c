"""Layout folders: the site's own first, strict about names, and assets named by what is in them."""

import os
import re
from pathlib import Path

import jinja2
import pytest

from ssg.errors import BuildError, LayoutError
from ssg.messages import ENGLISH, Messages
from ssg.rendering.assets import assets
from ssg.rendering.templates import checked_environment, environment, layout_folders
from support.site_fixtures import Run
from support.strategies import write_files


def folders(root: Path, **files: str) -> list[Path]:
    """Write two folders of layouts and return them, the site's own first."""
    write_files(
        root, {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    )
    return [root / "own", root / "packaged"]


def test_the_sites_own_folder_comes_first(tmp_path: Path) -> None:
    (packaged,) = layout_folders(tmp_path)
    assert (packaged / "base.html").is_file()
    (tmp_path / "layouts").mkdir()
    assert layout_folders(tmp_path) == (tmp_path / "layouts", packaged)


def test_a_layout_of_the_site_replaces_the_packaged_one(tmp_path: Path) -> None:
    found = folders(
        tmp_path,
        own__x_html="mine",
        packaged__x_html="theirs",
        packaged__y_html="{% include 'x.html' %}",
    )
    assert environment(found, ENGLISH).get_template("y.html").render() == "mine"


def test_values_are_escaped_and_unknown_names_are_errors(tmp_path: Path) -> None:
    found = environment(
        folders(tmp_path, own__x_html='<p title="{{ view }}">{{ view }}</p>'), ENGLISH
    )
    escaped = "&lt;b&gt;&#34;&#39;&amp;"
    assert (
        found.get_template("x.html").render(view="<b>\"'&") == f'<p title="{escaped}">{escaped}</p>'
    )
    with pytest.raises(jinja2.UndefinedError):
        found.get_template("x.html").render()


def test_indentation_goes_but_lines_and_kept_text_stay(tmp_path: Path) -> None:
    source = (
        "  <p>\n\n    a  b\n  </p>\n<pre>\n    kept\n</pre>\n<script>\n  kept\n</script>\n    <b>"
    )
    found = (
        environment(folders(tmp_path, own__x_html=source), ENGLISH).get_template("x.html").render()
    )
    assert found == "<p>\n\na  b\n</p>\n<pre>\n    kept\n</pre>\n<script>\n  kept\n</script>\n<b>"
    assert found.count("\n") == source.count("\n")


def test_assets_are_named_by_what_is_in_them(tmp_path: Path) -> None:
    found = folders(
        tmp_path,
        own__assets__a_css="a { color: red }",
        packaged__assets__a_css="b {}",
        packaged__assets__b_svg="<svg/>",
    )
    addresses, outputs = assets(found)
    assert sorted(addresses) == ["a.css", "b.svg"]
    assert all(
        re.fullmatch(r"/assets/[ab]\.[0-9a-f]{8}\.(css|svg)", one) for one in addresses.values()
    )
    assert [f"/{one.path}" for one in outputs] == list(addresses.values())
    assert outputs[0].body == b"a { color: red }\n"
    again, _ = assets(found)
    assert again == addresses
    (tmp_path / "own/assets/a.css").write_text("a { color: blue }", encoding="utf-8")
    changed, _ = assets(found)
    assert changed["a.css"] != addresses["a.css"]
    assert changed["b.svg"] == addresses["b.svg"]


def test_style_sheets_lose_comments_and_indentation_only(tmp_path: Path) -> None:
    _, (sheet,) = assets(
        folders(tmp_path, own__assets__a_css="/* why\n */\na {\n  margin: 0 auto;\n}\n\n")
    )
    assert sheet.body == b"a {\nmargin: 0 auto;\n}\n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<p>\n{% if %}", r"layouts/a\.html:2:1: .*Expected an expression"),
        (b"{% nothing %}", r"layouts/a\.html:1:1: .*unknown tag"),
        (b"\xff", r"layouts/a\.html:1:1: .*decode"),
    ],
)
def test_a_layout_that_cannot_be_read_is_found_before_it_is_used(
    tmp_path: Path, body: bytes, message: str
) -> None:
    found = folders(tmp_path, own__b_html="fine")
    checked_environment(found, ENGLISH)
    (tmp_path / "own/a.html").write_bytes(body)
    with pytest.raises(BuildError, match=message):
        checked_environment(found, ENGLISH)


def test_assets_stand_in_folders_and_scripts_import_the_hashed_names(tmp_path: Path) -> None:
    found = folders(
        tmp_path,
        packaged__assets__search__page_js='import "./words.js";\n',
        packaged__assets__search__words_js="1;\n",
        own__assets__search__words_js="2;\n",
    )
    addresses, outputs = assets(found)
    bodies = {f"/{one.path}": one.body.decode() for one in outputs}
    assert list(addresses) == ["search/page.js", "search/words.js"]
    assert re.fullmatch(r"/assets/search/words\.[0-9a-f]{8}\.js", addresses["search/words.js"])
    assert bodies == {
        addresses[
            "search/page.js"
        ]: f'import "./{addresses["search/words.js"].rsplit("/")[-1]}";\n',
        addresses["search/words.js"]: "2;\n",
    }


@pytest.mark.parametrize("path", ["base.html", "assets/key.txt", "assets/all", ""])
def test_a_link_in_the_layouts_of_a_site_is_refused(tmp_path: Path, path: str) -> None:
    """Its target, a file of the machine, would be published."""
    link = tmp_path / "layouts" / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to("/etc")
    with pytest.raises(LayoutError, match="is a link"):
        layout_folders(tmp_path)
    assert layout_folders(tmp_path, own=False)


@pytest.mark.parametrize("words", [("check",), ("build",), ("diff", ".")])
def test_the_layouts_of_a_change_are_not_run_in_its_review(
    small: Path, run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are programs: the flag ignores them, and does not even compile them."""
    monkeypatch.chdir(small)
    (small / "layouts").mkdir()
    (small / "layouts/base.html").write_text("{% broken", encoding="utf-8")
    assert (run(*words).code == 1) == (words[0] != "diff")  # which compiles none
    assert run(*words, "--packaged-layouts").code == 0


def test_a_folder_of_layouts_that_cannot_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its assets would otherwise be missing from the site."""
    (tmp_path / "layouts/assets").mkdir(parents=True)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("assets"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(LayoutError, match=r"assets:1:1: .*cannot be read"):
        layout_folders(tmp_path)


def test_code_that_is_kept_is_that_of_the_source_and_the_words(tmp_path: Path) -> None:
    german = Messages(language="de", translations={"Yes": ("Ja",)})
    other = Messages(language="de", translations={"Yes": ("Doch",)})

    def rendered(source: str, messages: Messages) -> str:
        write_files(tmp_path, {"x.html": source})
        return environment([tmp_path], messages).get_template("x.html").render()

    for source in ("{% trans %}Yes{% endtrans %}.", "{% trans %}Yes{% endtrans %}!"):
        for messages, word in ((german, "Ja"), (ENGLISH, "Yes"), (other, "Doch"), (german, "Ja")):
            for _ in range(2):
                assert rendered(source, messages) == word + source[-1]
