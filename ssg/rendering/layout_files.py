"""Code of the packaged layouts, next to the compiled modules of the program.

Compiling the layouts of a small change takes longer than rendering its pages. The folder is the
`__pycache__` of this room: a user who may write to it can change the program, too. Layouts of a
site are compiled in every process. Without permission to write, nothing is kept.
"""

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import Environment
from jinja2.bccache import Bucket

from ssg.messages import Messages
from ssg.rendering.compiled_layouts import QuickCode

__all__ = ["LayoutFiles", "compiler_settings"]

CHECKSUM_BYTES = 32
COMPILER = ("compiled_layouts.py", "templates.py", "translation.py", "../messages.py")
"""Modules, relative to this room, that decide which code a layout becomes."""
LIBRARIES = ("jinja2", "markupsafe")
"""Packages that do; constant parts of layouts are escaped when they are compiled."""


def compiler_settings(environment: Environment) -> tuple[object, ...]:
    """Return the settings of an environment that are compiled into the code of layouts."""
    return (
        type(environment).__qualname__,
        environment.code_generator_class.__qualname__,
        environment.autoescape,
        environment.optimized,
        environment.is_async,
        environment.finalize,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        environment.newline_sequence,
        tuple(sorted(environment.extensions)),
    )


class LayoutFiles:
    """Files with the code of layouts in one language, by the name of the layout."""

    def __init__(self, messages: Messages, folders: tuple[Path, ...]) -> None:
        """Take the words of the layouts, and the folders of the packaged ones."""
        self._messages, self._folders = messages, folders
        self._compiler = b""

    def load(self, bucket: Bucket) -> None:
        """Read the compiled code of a layout, if there is undamaged code of its text."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            if file := self._file(bucket):
                content = file.read_bytes()
                checksum, body = content[:CHECKSUM_BYTES], content[CHECKSUM_BYTES:]
                if self._checksum(bucket, body) == checksum:
                    code = marshal.loads(body)  # noqa: S302  (as Python reads its modules)
                    bucket.code = code if isinstance(code, CodeType) else None

    def write(self, bucket: Bucket) -> None:
        """Write the code of a layout; errors of the system are ignored."""
        file = self._file(bucket)
        if file is None or bucket.code is None or sys.dont_write_bytecode:
            return
        body = marshal.dumps(bucket.code)
        temporary = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            temporary.write_bytes(self._checksum(bucket, body) + body)
            temporary.replace(file)

    def _file(self, bucket: Bucket) -> Path | None:
        """Return the file of a layout; None for layouts of sites, and for the code of Jinja."""
        source = Path(bucket.key)
        own = [folder for folder in self._folders if source.is_relative_to(folder)]
        if not own or bucket.environment.code_generator_class is not QuickCode:
            return None
        name = source.relative_to(own[0]).as_posix().replace("/", "-")
        module = Path(cache_from_source(__file__))
        return module.with_name(f"layout-{name}-{self._messages.language}{_tag(module)}")

    def _checksum(self, bucket: Bucket, body: bytes) -> bytes:
        """Return a hash over the code and all that it comes from."""
        if not self._compiler:
            sources = [(Path(__file__).parent / name).read_bytes() for name in COMPILER]
            words = repr((*map(version, LIBRARIES), sys.version, self._messages))
            self._compiler = hashlib.blake2b(
                b"\0".join([*sources, words.encode()]), digest_size=CHECKSUM_BYTES
            ).digest()
        source = bucket.checksum.encode() + bucket.key.encode("utf-8", "surrogateescape")
        settings = repr(compiler_settings(bucket.environment)).encode()
        return hashlib.blake2b(
            b"\0".join([source, settings, body]), key=self._compiler, digest_size=CHECKSUM_BYTES
        ).digest()


def _tag(module: Path) -> str:
    """Return the ending of compiled modules of this Python: `.cpython-311.pyc`."""
    return "".join(module.suffixes)
