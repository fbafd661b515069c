"""Where readers report a mistake and see what has changed, at each forge."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.settings import Repository
from ssg.views.repository_links import history_link, report_link

GITHUB = Repository(
    url="https://github.com/o/r", edit="https://github.com/o/r/edit/main/sites/x/{path}"
)


@pytest.mark.parametrize(
    ("edit", "history"),
    [
        (
            "https://github.com/o/r/edit/main/{path}",
            "https://github.com/o/r/commits/main/content/tools/a.yaml",
        ),
        (
            "https://github.com/o/edit/edit/main/{path}",
            "https://github.com/o/edit/commits/main/content/tools/a.yaml",
        ),
        (
            "https://gitlab.com/o/r/-/edit/main/{path}",
            "https://gitlab.com/o/r/-/commits/main/content/tools/a.yaml",
        ),
        (
            "https://codeberg.org/o/r/_edit/main/{path}",
            "https://codeberg.org/o/r/commits/branch/main/content/tools/a.yaml",
        ),
        ("https://example.org/change?file={path}", ""),
        ("", ""),
    ],
)
def test_the_history_link_follows_from_the_edit_link(edit: str, history: str) -> None:
    assert (
        history_link(Repository(url="https://x.example/o/r", edit=edit), "content/tools/a.yaml")
        == history
    )


@pytest.mark.parametrize(
    ("url", "start", "keys"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/issues/new?", {"title", "body"}),
        ("https://codeberg.org/o/r.git", "https://codeberg.org/o/r/issues/new?", {"title", "body"}),
        (
            "https://gitlab.com/o/r/",
            "https://gitlab.com/o/r/-/issues/new?",
            {"issue[title]", "issue[description]"},
        ),
    ],
)
def test_an_issue_is_filled_in(url: str, start: str, keys: set[str]) -> None:
    link = report_link(Repository(url=url), "T", "B")
    assert link.startswith(start)
    assert set(parse_qs(urlsplit(link).query)) == keys


@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_the_title_and_the_text_they_arrive_as_they_are(title: str, body: str) -> None:
    query = urlsplit(report_link(GITHUB, title, body)).query
    assert parse_qs(query, strict_parsing=True, errors="surrogatepass") == {
        "title": [title],
        "body": [body],
    }


def test_without_a_repository_there_are_no_links() -> None:
    assert (report_link(None, "a", "b"), history_link(None, "c")) == ("", "")
