"""Code of packaged layouts in files of the program: read if it is of the same source, else not."""

import sys
from pathlib import Path

import pytest

from ssg.messages import ENGLISH
from ssg.rendering import layout_files, templates
from ssg.rendering.templates import environment
from ssg.rendering.translation import LayoutEnvironment


def test_code_is_read_only_where_it_is_of_the_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged, own = tmp_path / "packaged", tmp_path / "own"
    module = tmp_path / "program" / "layout_files.cpython-311.pyc"
    monkeypatch.setattr(layout_files, "cache_from_source", lambda _: str(module))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(templates, "PACKAGED", (packaged,))

    def rendered(folder: Path) -> str:
        monkeypatch.setattr(templates._CompiledLayouts, "kept", {})  # noqa: SLF001  (as in a new process)
        return environment([folder], ENGLISH).get_template("page.html").render(name="<b>")

    for folder in (packaged, own):
        folder.mkdir()
        (folder / "page.html").write_text("{{ name }} 1")
        assert rendered(folder) == "&lt;b&gt; 1"
    files = list(module.parent.iterdir())
    assert [file.name for file in files] == ["layout-page.html-en.cpython-311.pyc"]
    monkeypatch.setattr(LayoutEnvironment, "compile", None)
    assert rendered(packaged) == "&lt;b&gt; 1"
    with pytest.raises(TypeError):
        rendered(own)
    monkeypatch.undo()
    monkeypatch.setattr(layout_files, "cache_from_source", lambda _: str(module))
    monkeypatch.setattr(templates, "PACKAGED", (packaged,))
    whole = bytearray(files[0].read_bytes())
    whole[-1] ^= 1
    files[0].write_bytes(whole)
    assert rendered(packaged) == "&lt;b&gt; 1"
    (packaged / "page.html").write_text("{{ name }} 2")
    assert rendered(packaged) == "&lt;b&gt; 2"
