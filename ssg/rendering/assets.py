"""Assets of the layout folders: hashed names and the bytes to publish."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ssg.rendering.script_imports import link
from ssg.site import Output

__all__ = ["assets"]


def assets(folders: Sequence[Path]) -> tuple[dict[str, str], list[Output]]:
    """Return the address of each asset by name, and the files to publish under names with a hash.

    A name is the path below `assets/`, with `/`. Raise BuildError if a script imports a missing file.
    """
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        top = folder / "assets"
        files |= {
            path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()
        }
    scripts = {
        name: path.read_text(encoding="utf-8")
        for name, path in files.items()
        if name.endswith(".js")
    }
    bodies = {
        name: (_hashed(name, body), body)
        for name, path in files.items()
        if name not in scripts
        for body in [
            _minified_css(path.read_text(encoding="utf-8")).encode("utf-8")
            if name.endswith(".css")
            else path.read_bytes()
        ]
    }
    bodies |= link(scripts, _hashed)
    outputs = [
        Output(path=f"assets/{hashed}", body=body) for _, (hashed, body) in sorted(bodies.items())
    ]
    return {name: f"/assets/{hashed}" for name, (hashed, _) in sorted(bodies.items())}, outputs


def _hashed(name: str, body: bytes) -> str:
    """Return the name with a hash of the content before the suffix."""
    pure = PurePosixPath(name)
    return str(
        pure.with_name(
            f"{pure.stem}.{hashlib.blake2b(body, digest_size=4).hexdigest()}{pure.suffix}"
        )
    )


def _minified_css(text: str) -> str:
    """Remove comments and indentation."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"
