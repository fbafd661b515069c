"""Recognize a build whose inputs and output are as the last build left them.

The last build records the state of every file that a build reads: content, layouts, and the program
itself. A file is unchanged if its status is as recorded, or else its content. The record also has a
hash over sizes and modification times of the output, and what the command line prints of a build.
`ssg build` then needs neither to load the content nor to import the modules that render pages, so
this module imports none of them.
"""

import hashlib
import json
import os
import platform
import stat
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from ssg.config import Config
from ssg.content.git import head_state
from ssg.errors import BuildError, Code, Problem, Severity
from ssg.output import manifest
from ssg.output.atomic_swap import OutputPaths, is_search_state
from ssg.output.digests import size_and_digest
from ssg.output.lock import locked, refusal_for
from ssg.output.published import Published

__all__ = ["UNKNOWN", "FileState", "InputState", "Outcome", "recall", "remember"]

HEADER = b"ssg inputs 1\n"
CHECKSUM_BYTES = DIGEST_BYTES = 16
STATE_FILES = {
    "alignments",
    "cache",
    "inputs",
    "lock",
    "manifest",
    "spare",
    "spare-record",
    "tools",
}
"""Names in the state folder after a complete build, besides those of the search."""
PROGRAM = Path(__file__).parents[1]
TICK, COARSE_TICK = 100_000_000, 2_000_000_000
"""Nanoseconds within which two writes may get the same time; the second is for file systems that
record whole seconds."""

FileState: TypeAlias = tuple[int, int, bool]
"""Size and modification time (ns) of a file of the output, and whether it is reused."""
UNKNOWN: FileState = 0, 0, False
"""A state without a modification time: it is looked up in the output."""
KnownStates: TypeAlias = Callable[[Sequence[str]], Sequence[FileState]]
"""Paths of files of the output -> their states."""
BLOCK = 8_192
"""Files that are looked at together."""

Status: TypeAlias = tuple[int, ...]
"""Mode, inode number, size, and times of a file (ns); changes with every write."""
Row: TypeAlias = tuple[Status, str]
"""Status and digest of a file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command line prints of a build."""

    tools: int
    pages: int
    """Pages for readers; documents for programs are not counted."""
    host: str
    published: Published
    problems: tuple[Problem, ...]
    """Warnings."""


@dataclass(frozen=True, slots=True)
class InputState:
    """The files that a build reads, at one moment."""

    started: int
    """The clock before the files were listed, in nanoseconds."""
    files: Mapping[str, Status]
    """By path, relative to their folder and preceded by its number."""

    @classmethod
    def of(cls, config: Config) -> "InputState":
        """List the files of a site, of the layouts and of the program; read none."""
        started = time.time_ns()
        return cls(started, dict(_statuses(_folders(config))))

    def is_certain(self) -> bool:
        """Return whether any later write to one of the files changes its status.

        It does not if the last write was too shortly before, or if the file is a link.
        """
        return not any(
            stat.S_ISLNK(mode) or max(modified, changed) >= self.started - _tick(modified)
            for mode, _, _, modified, changed in self.files.values()
        )


def _tick(modified: int) -> int:
    return TICK if modified % 1_000_000_000 else COARSE_TICK


def _folders(config: Config) -> Sequence[str]:
    layouts = config.root / "layouts" if config.own_layouts else config.root / "content"
    packaged = PROGRAM.parent / "layouts"
    return [str(folder) for folder in (config.root / "content", layouts, PROGRAM, packaged)]


def _statuses(folders: Sequence[str]) -> Iterator[tuple[str, Status]]:
    for number, top in enumerate(folders):
        below = [""]
        for folder in below:  # grows during the loop
            try:
                with os.scandir(f"{top}/{folder}") as entries:
                    children = list(entries)
            except OSError:  # missing, or not readable, which loading reports
                continue
            for entry in children:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        below.append(f"{folder}{entry.name}/")
                        yield f"{number}:{folder}{entry.name}/", (stat.S_IFDIR, 0, 0, 0, 0)
                else:
                    yield (
                        f"{number}:{folder}{entry.name}",
                        _status(entry.stat(follow_symlinks=False)),
                    )


def _status(status: os.stat_result) -> Status:
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def recall(config: Config) -> Outcome | None:
    """Return the outcome of the last build if another one would change nothing, else None.

    Raise BuildError if another build is running, as a build does.
    """
    paths = OutputPaths.of(config.output)
    if not Path(paths.inputs).is_file() or Path(paths.inputs).is_symlink():
        return None
    with locked(paths.lock, refusal_for(config.output), config.wait):
        try:
            record = _read(paths.inputs)
            unchanged = (
                record is not None
                and all(_is_complete(path.name) for path in Path(paths.state).iterdir())
                and _is_run(record, config)
                and _are_inputs(record, config)
                and _is_output(record, paths)
            )
            return _outcome(record) if record and unchanged else None
        except (OSError, ValueError, KeyError, TypeError, BuildError):
            return None  # the build reports what is wrong


def _is_complete(name: str) -> bool:
    """Return whether a name in the state folder is there after a complete build."""
    return name in STATE_FILES or is_search_state(name)


def _is_run(record: Mapping[str, object], config: Config) -> bool:
    """Return whether the record is of this program with these options.

    A later last day allows all dates that the recorded one did.
    """
    latest = config.latest.isoformat() if config.latest else "9999"
    return record["run"] == _run(config) and str(record["latest"]) <= latest


def _run(config: Config) -> str:
    """Return the options and the versions that the output depends on."""
    return repr(
        (
            str(config.root),
            str(config.output),
            config.base_url,
            config.as_of,
            config.own_layouts,
            sys.implementation.name,
            platform.python_version(),
            zlib.ZLIB_RUNTIME_VERSION,
            _packages(),
        )
    )


def _packages() -> list[str]:
    """Return the names and versions of all installed packages."""
    names: list[str] = []
    for folder in sys.path:
        with suppress(OSError):  # a file, or missing
            names += [path.name for path in Path(folder).iterdir()]
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _are_inputs(record: Mapping[str, object], config: Config) -> bool:
    """Return whether the files that a build reads, and the git history, are as recorded."""
    rows, state = _rows(record), InputState.of(config)
    folders = _folders(config)
    return (
        rows.keys() == state.files.keys()
        and all(
            rows[path][0] == status
            or (rows[path][0][0] == status[0] and rows[path][1] == _digest(folders, path, status))
            for path, status in state.files.items()
        )
        and record["git"] in {"", head_state(config.root)}
    )


def _digest(folders: Sequence[str], path: str, status: Status) -> str:
    """Return the digest of a regular file; empty for any other."""
    number, _, name = path.partition(":")
    if not stat.S_ISREG(status[0]):
        return ""
    return size_and_digest(f"{folders[int(number)]}/{name}")[1]


def _rows(record: Mapping[str, object]) -> dict[str, Row]:
    files = record["files"]
    if not isinstance(files, dict):
        raise TypeError(files)
    return {path: (tuple(status), digest) for path, (*status, digest) in files.items()}


def _is_output(record: Mapping[str, object], paths: OutputPaths) -> bool:
    listed = manifest.read_file(paths.manifest)
    return record["output"] == _output_hash(paths.output, sorted(listed), _all_unknown)


def _output_hash(output: str, listed: Iterable[str], known: KnownStates) -> str:
    """Return a hash over size and modification time of the listed files, `known` or looked up."""
    total, rest = hashlib.blake2b(digest_size=DIGEST_BYTES), iter(listed)
    while paths := list(islice(rest, BLOCK)):
        states = (
            (size, mtime) if mtime else _looked_up(f"{output}/{path}")
            for path, (size, mtime, _) in zip(paths, known(paths), strict=True)
        )
        lines = (
            f"{size} {mtime} {path}\n" for path, (size, mtime) in zip(paths, states, strict=True)
        )
        total.update("".join(lines).encode())
    return total.hexdigest()


def _looked_up(path: str) -> tuple[int, int]:
    """Return size and modification time (ns) of a file; -1 as the size of anything else."""
    status = os.lstat(path)
    return status.st_size if stat.S_ISREG(status.st_mode) else -1, status.st_mtime_ns


def _all_unknown(paths: Sequence[str]) -> Sequence[FileState]:
    return [UNKNOWN] * len(paths)


def remember(
    config: Config,
    before: InputState,
    known: KnownStates,
    outcome: Outcome,
    *,
    git: bool,
) -> None:
    """Record a build that has just been published; `before` is the state when it began.

    `known` returns the states of files of the output, or `UNKNOWN`. `git`: whether the site shows
    what is in the git history. Nothing is recorded if a file changed during the build, or may
    change without another status. Errors of the system are ignored.
    """
    paths = OutputPaths.of(config.output)
    with suppress(OSError, ValueError, BuildError):
        last = _last_rows(paths.inputs)
        with suppress(FileNotFoundError):
            Path(paths.inputs).unlink()
        if not before.is_certain():
            return
        folders = _folders(config)
        rows = {
            path: last[path]
            if path in last and last[path][0] == status
            else (status, _digest(folders, path, status))
            for path, status in before.files.items()
        }
        if InputState.of(config).files != before.files:
            return
        listed = manifest.paths_of(paths.manifest)
        record = {
            "run": _run(config),
            "latest": config.latest.isoformat() if config.latest else "",
            "files": {path: (*status, digest) for path, (status, digest) in rows.items()},
            "git": head_state(config.root) if git else "",
            "output": _output_hash(paths.output, listed, known),
            "outcome": asdict(outcome),
        }
        _write(paths, json.dumps(record).encode())


def _last_rows(file: str) -> Mapping[str, Row]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _rows(_read(file) or {})
    return {}


def _read(file: str) -> Mapping[str, object] | None:
    """Return the record of a file; None for a damaged one."""
    body = Path(file).read_bytes()
    start = len(HEADER) + CHECKSUM_BYTES
    if not body.startswith(HEADER) or _checksum(body[start:]) != body[len(HEADER) : start]:
        return None
    record = json.loads(body[start:])
    return record if isinstance(record, dict) else None


def _write(paths: OutputPaths, body: bytes) -> None:
    temporary = Path(paths.trash("inputs"))
    temporary.write_bytes(b"".join((HEADER, _checksum(body), body)))
    temporary.replace(paths.inputs)


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest()


def _outcome(record: Mapping[str, object]) -> Outcome:
    """Return the outcome of a record; no file has changed since."""
    fields = record["outcome"]
    if not isinstance(fields, dict):
        raise TypeError(fields)
    before = fields["published"]
    published = Published(
        changed=0,
        unchanged=before["files"],
        removed=0,
        size=before["size"],
        files=before["files"],
        largest=before["largest"],
        fullest=before["fullest"],
    )
    problems = tuple(
        Problem(**{**each, "code": Code(each["code"]), "severity": Severity(each["severity"])})
        for each in fields["problems"]
    )
    return Outcome(fields["tools"], fields["pages"], fields["host"], published, problems)
