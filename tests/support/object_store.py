"""An S3-compatible in-memory server on this machine, and the content of its buckets."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.store import from_url

__all__ = ["S3", "objects", "serving"]


@dataclass(frozen=True)
class S3:
    """A running server."""

    url: str
    log: Path
    """One line for each request."""

    def asked(self) -> list[str]:
        """Return the requests so far, as `PUT /bucket/path`."""
        return re.findall(r'"([A-Z]+ \S+) HTTP/', self.log.read_text(encoding="utf-8"))

    @property
    def environment(self) -> dict[str, str]:
        """What a program must find in its environment in order to use the server."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }

    def make_bucket(self, name: str) -> str:
        """Make a bucket; return its address."""
        request = urllib.request.Request(f"{self.url}/{name}", method="PUT")  # noqa: S310  (our own server)
        with urllib.request.urlopen(request, timeout=60):  # noqa: S310
            return f"s3://{name}"


@contextmanager
def serving(log: Path) -> Iterator[S3]:
    """Run the server, which writes its log to a file, until the block ends."""
    words = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            words, stdout=file, stderr=file, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    try:
        while not (
            found := re.search(
                r"Running on (http://127\.0\.0\.1:\d+)", log.read_text(encoding="utf-8")
            )
        ):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.02)
        yield S3(found[1], log)
    finally:
        process.kill()
        process.wait()


def objects(address: str) -> dict[str, bytes]:
    """Return every object below an address."""
    store = from_url(address)
    return {
        one["path"]: bytes(obstore.get(store, one["path"]).bytes())
        for few in obstore.list(store)
        for one in few
    }
