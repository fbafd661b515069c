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
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from ssg.config import Config
from ssg.content.git import head_state
from ssg.errors import BuildError, Code, Problem, Severity
from ssg.output import manifest
from ssg.output.atomic_swap import OutputPaths, is_lasting
from ssg.output.digests import size_and_digest
from ssg.output.lock import locked, refusal_for
from ssg.output.published import Published
from ssg.output.state_files import read_state

__all__ = ["InputState", "Outcome", "recall", "remember"]

HEADER = b"ssg inputs 2\n"
CHECKSUM_BYTES = DIGEST_BYTES = 16
PROGRAM = Path(__file__).parents[1]
TICK, COARSE_TICK = 100_000_000, 2_000_000_000
"""Nanoseconds within which two writes may get the same time; the second is for file systems that
record whole seconds."""

States: TypeAlias = "tuple[array[int], array[int]]"
"""Sizes and modification times (ns) of files of the output."""
KnownStates: TypeAlias = Callable[[], States]
"""Returns the states of the files of the site, sorted by path; 0 for a time that is unknown."""

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
                and all(is_lasting(path.name) for path in Path(paths.state).iterdir())
                and _is_run(record, config)
                and _are_inputs(record, config)
                and _is_output(record, paths)
            )
            return _outcome(record) if record and unchanged else None
        except (OSError, ValueError, KeyError, TypeError, BuildError):
            return None  # the build reports what is wrong


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
    return record["output"] == _output_hash(paths, _all_looked_up(paths))


def _output_hash(paths: OutputPaths, states: States) -> str:
    """Return a hash over the manifest, and size and modification time of the files it lists.

    `states`: those of the files of the site.
    """
    total = hashlib.blake2b(manifest.header_of(paths.manifest), digest_size=DIGEST_BYTES)
    kept = _looked_up(paths.output, manifest.kept_paths_of(paths.manifest))
    for column in (*states, *kept):
        total.update(column)
    return total.hexdigest()


def _all_looked_up(paths: OutputPaths) -> States:
    """Return the states of the files of the site as they are."""
    listed = manifest.read_file(paths.manifest)
    own = (path for path, entry in listed.items() if not entry.startswith(manifest.KEPT))
    return _looked_up(paths.output, sorted(own))


def _looked_up(output: str, listed: Iterable[str]) -> States:
    """Return the states of files; -1 as the size of what is no regular file."""
    sizes, times = array("q"), array("q")
    for path in listed:
        status = os.lstat(f"{output}/{path}")
        sizes.append(status.st_size if stat.S_ISREG(status.st_mode) else -1)
        times.append(status.st_mtime_ns)
    return sizes, times


def remember(
    config: Config,
    before: InputState,
    known: KnownStates,
    outcome: Outcome,
    *,
    git: str,
) -> None:
    """Record a build that has just been published; `before` is the state when it began.

    `git`: what `head_state` returned then, or empty where the site does not show the git history.
    Nothing is recorded if a file changed during the build, or may change without another status.
    Errors of the system are ignored.
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
        states = known()
        if 0 in states[1]:
            states = _all_looked_up(paths)
        record = {
            "run": _run(config),
            "latest": config.latest.isoformat() if config.latest else "",
            "files": {path: (*status, digest) for path, (status, digest) in rows.items()},
            "git": git,
            "output": _output_hash(paths, states),
            "outcome": asdict(outcome),
        }
        _write(paths, json.dumps(record).encode())


def _last_rows(file: str) -> Mapping[str, Row]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _rows(_read(file) or {})
    return {}


def _read(file: str) -> Mapping[str, object] | None:
    """Return the record of a file; None for a damaged one."""
    body = read_state(file)
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
