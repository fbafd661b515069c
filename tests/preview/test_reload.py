"""Live reload: the state that browsers receive, and the script in their pages."""

import json
import threading

import pytest

from ssg.errors import BuildError, Code, LayoutError, Problem
from ssg.preview.reload import Live, ShownProblem, error_page, inject, live_files


def test_the_script_comes_last_in_the_body_and_nothing_else_changes() -> None:
    page = b"<html><body class='a'>one</body> two</body></html>"
    script = b'<script src="/__ssg/reload.js" data-generation="x-1" defer></script>'
    assert (
        inject(page, "x-1") == b"<html><body class='a'>one</body> two" + script + b"</body></html>"
    )
    assert inject(b"bare", "x-1") == b"bare" + script


def test_a_note_comes_first_with_its_text_escaped() -> None:
    page = inject(b"<body id=x><p>", "x-1", "a <b>")
    style = b'<link rel="stylesheet" href="/__ssg/reload.css">'
    assert page.startswith(
        b"<body id=x>" + style + b'<p class="ssg-note" role="note">a &lt;b&gt;</p><p>'
    )
    assert b"ssg-note" in inject(b"bare", "x-1", "note")


def test_a_redirect_page_is_unchanged() -> None:
    page = b'<meta http-equiv="refresh" content="0; url=/">'
    assert inject(page, "x-1") == page


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (
            Problem(
                file="a.yaml", line=2, column=3, code=Code.SYNTAX, message="bad", hint="fix it"
            ),
            ShownProblem(
                file="a.yaml", line=2, column=3, code="SSG003", message="bad", hint="fix it"
            ),
        ),
        (
            LayoutError(
                Problem(
                    file="layouts/a.html",
                    line=4,
                    code=Code.LAYOUT,
                    message="unknown tag 'x'; did you mean y?",
                    hint="fix the layout",
                )
            ),
            ShownProblem(
                file="layouts/a.html",
                line=4,
                column=1,
                code="SSG050",
                message="unknown tag 'x'; did you mean y?",
                hint="fix the layout",
            ),
        ),
        (BuildError("the disk is full"), ShownProblem(message="the disk is full")),
    ],
)
def test_every_kind_of_error_can_be_shown(
    problem: Problem | BuildError, shown: ShownProblem
) -> None:
    assert ShownProblem.of(problem) == shown
    assert shown.message in str(shown)


def test_the_state_is_one_line_with_the_first_problems_and_the_number_of_others() -> None:
    live = Live()
    live.publish([ShownProblem(message=f"number\n{number}") for number in range(25)], fresh=False)
    text = live.state.as_json()
    assert "\n" not in text
    state = json.loads(text)
    assert (len(state["problems"]), state["more"]) == (20, 5)


def test_waiting_ends_on_a_change_on_timeout_and_on_close() -> None:
    live = Live()
    first = live.state
    assert live.wait(None, 9) == first
    assert live.wait(first, 0.01) == first
    threading.Timer(0.05, live.publish, kwargs={"fresh": True}).start()
    assert live.wait(first, 9) != first
    threading.Timer(0.05, live.close).start()
    assert live.wait(live.state, 9) == live.state
    assert live.closed


def test_two_starts_have_no_generation_in_common() -> None:
    assert Live().state.generation != Live().state.generation


def test_the_error_page_shows_problems_escaped() -> None:
    page = error_page(
        [ShownProblem(file="a.yaml", line=1, column=2, code="SSG003", message="<b>", hint="fix")]
    ).decode()
    assert "<code>a.yaml:1:2: error[SSG003] &lt;b&gt;; fix</code>" in page


def test_the_script_and_the_style_sheet_are_available() -> None:
    assert {name: bool(body) for name, body in live_files().items()} == {
        "/__ssg/reload.js": True,
        "/__ssg/reload.css": True,
    }
