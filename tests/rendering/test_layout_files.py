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


def without_escaping(**options: object) -> LayoutEnvironment:
    """Return an environment of layouts that does not escape values."""
    return LayoutEnvironment(**{**options, "autoescape": False})  # type: ignore[arg-type]


@pytest.mark.parametrize("new_process", [False, True])
def test_code_is_not_used_in_an_environment_with_other_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, new_process: bool
) -> None:
    """Whether values are escaped is part of the code."""
    (tmp_path / "page.html").write_text("{{ name }}")
    program = str(tmp_path / "program" / "layout_files.cpython-311.pyc")
    monkeypatch.setattr(layout_files, "cache_from_source", lambda _: program)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(templates, "PACKAGED", (tmp_path,))

    def rendered() -> str:
        if new_process:
            monkeypatch.setattr(templates._CompiledLayouts, "kept", {})  # noqa: SLF001
        return environment([tmp_path], ENGLISH).get_template("page.html").render(name="<b>")

    assert rendered() == "&lt;b&gt;"
    monkeypatch.setattr(templates, "LayoutEnvironment", without_escaping)
    assert rendered() == "<b>"


def test_a_change_of_the_compiler_makes_stored_code_invalid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the modules that set up environments as of the version of a library."""
    (tmp_path / "page.html").write_text("{{ name }}")
    program = tmp_path / "program" / "layout_files.cpython-311.pyc"
    monkeypatch.setattr(layout_files, "cache_from_source", lambda _: str(program))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(templates, "PACKAGED", (tmp_path,))
    room = tmp_path / "rendering"
    room.mkdir()
    for name in layout_files.COMPILER:
        (room / name).write_text("")
    monkeypatch.setattr(layout_files, "__file__", str(room / "layout_files.py"))

    def stored() -> bytes:
        monkeypatch.setattr(templates._CompiledLayouts, "kept", {})  # noqa: SLF001
        environment([tmp_path], ENGLISH).get_template("page.html")
        return next(program.parent.iterdir()).read_bytes()

    codes = [stored()]
    for name in layout_files.COMPILER:
        (room / name).write_text("# changed")
        codes.append(stored())
    monkeypatch.setattr(layout_files, "version", lambda _: "99")
    codes.append(stored())
    assert len(set(codes)) == len(codes)
    assert stored() == codes[-1]
