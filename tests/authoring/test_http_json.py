"""JSON from the web, or why there is none."""

import pytest

from ssg.authoring.http_json import fetch_json
from ssg.errors import BuildError
from support.fake_web import fake_web


def test_an_object_is_returned() -> None:
    with fake_web({"/a": {"x": [1, None]}}) as web:
        assert fetch_json(f"{web}/a") == {"x": [1, None]}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (404, "answers 404 for /a"),
        (500, "answers 500"),
        (b"<html>", "did not answer with a JSON object"),
        ([1], "did not answer with a JSON object"),
        (b"[" * 100_000, "did not answer with a JSON object"),
        (b"\xff", "did not answer with a JSON object"),
    ],
)
def test_anything_else_is_reported(answer: object, words: str) -> None:
    with fake_web({"/a": answer}) as web, pytest.raises(BuildError, match=words) as reported:
        fetch_json(f"{web}/a")
    assert str(reported.value).endswith(
        "; fill in the file by hand, without --from-github or --from-pypi"
    )


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a", "http://name.invalid/", "http://[/"])
def test_a_host_that_is_not_there_is_reported(address: str) -> None:
    with pytest.raises((BuildError, ValueError)):
        fetch_json(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/", "data:application/json,{}", "x"]
)
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(BuildError, match="is not an http or https URL"):
        fetch_json(address)
