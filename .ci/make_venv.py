"""Make a virtual environment with pip, also without `ensurepip` (Debian without python3-venv).

usage: make_venv.py FOLDER

Without it, the wheel of pip is fetched from the package index (PIP_INDEX_URL, else pypi.org),
checked against the hash in the index, and unpacked: a wheel is a zip file.
"""

import hashlib
import html
import io
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path


def main() -> None:
    """Make the environment that the command line names."""
    if sys.version_info < (3, 11):
        sys.exit(
            f"make: this is Python {sys.version.split()[0]}; "
            "name a newer one: make PYTHON=python3.12"
        )
    folder = Path(sys.argv[1])
    if (
        subprocess.run(
            [sys.executable, "-m", "venv", folder], capture_output=True, check=False
        ).returncode
        == 0
    ):
        return
    shutil.rmtree(folder, ignore_errors=True)
    print(
        "make: this Python has no ensurepip; fetching pip from the package index", file=sys.stderr
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = sysconfig.get_path(
        "purelib", "venv", vars={"base": str(folder), "platbase": str(folder)}
    )
    with zipfile.ZipFile(io.BytesIO(fetch_pip())) as wheel:
        wheel.extractall(packages)


def fetch_pip() -> bytes:
    """Return the newest wheel of pip listed in the index (PEP 503)."""
    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    links = re.findall(r"<a\b([^>]*)>", fetch(page).decode("utf-8"))
    addresses = [
        html.unescape(re.search(r'href="([^"]*)"', link).group(1))
        for link in links
        if "data-yanked" not in link
    ]
    wheels = [address for address in addresses if re.search(r"-py3-none-any\.whl#sha256=", address)]
    newest, _, digest = max(wheels, key=version).partition("#sha256=")
    body = fetch(urllib.parse.urljoin(page, newest))
    if hashlib.sha256(body).hexdigest() != digest:
        sys.exit(f"make: {newest} does not have the hash that the index names; try again")
    return body


def fetch(address: str) -> bytes:
    """Return the body at a URL."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def version(address: str) -> tuple[int, ...]:
    """Return the numbers of a wheel's version; pre-releases come before everything."""
    parts = address.rpartition("/")[2].split("-")[1].split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


if __name__ == "__main__":
    main()
