"""Print one SHA-256 for each built tree: the project's own site, and 200 tools in all pairs.

Run it before and after a change that must not change the output, and compare the results. The
expected texts of the tests (`tests/broken`, `tests/pull_request`) are hashed too.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import make_corpus

ROOT = Path(__file__).parent.parent
GOLDEN = ("tests/broken", "tests/pull_request")


def tree_hash(folder: Path) -> tuple[str, int]:
    """Return a hash over paths and bytes of all files below a folder, and their number."""
    digest, count = hashlib.sha256(), 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(folder).as_posix()
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
            count += 1
    return digest.hexdigest(), count


def build(site: Path, output: Path) -> None:
    """Build a site with the program of this checkout."""
    subprocess.run(
        [sys.executable, "-m", "ssg", "build", "-q", "-C", str(site), "-o", str(output)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def main() -> None:
    """Build the sites and print the hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=int, default=200, help="tools of the synthetic site")
    tools = parser.parse_args().tools
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory) as temporary:
        folder = Path(temporary)
        build(ROOT, folder / "own")
        make_corpus(folder / "corpus", tools, 0)
        build(folder / "corpus", folder / "corpus-built")
        for name, tree in (
            ("own site", folder / "own"),
            (f"{tools} tools", folder / "corpus-built"),
            *((name, ROOT / name) for name in GOLDEN),
        ):
            digest, count = tree_hash(tree)
            print(f"{digest}  {count:6} files  {name}")


if __name__ == "__main__":
    main()
