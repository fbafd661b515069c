"""What browsers are told, and what comes into their pages."""

import json
import threading

import pytest

from ssg.errors import BuildError, Code, Problem
from ssg.preview.reload import Fault, Live, fault_of, fault_page, inject, live_files


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


def test_a_page_that_leads_elsewhere_stays_as_it_is() -> None:
    page = b'<meta http-equiv="refresh" content="0; url=/">'
    assert inject(page, "x-1") == page


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (
            Problem(
                file="a.yaml", line=2, column=3, code=Code.SYNTAX, message="bad", hint="mend it"
            ),
            Fault(file="a.yaml", line=2, column=3, code="SSG003", message="bad", hint="mend it"),
        ),
        (
            BuildError("layouts/a.html:4:1: unknown tag 'x'; did you mean y?; mend the layout"),
            Fault(
                file="layouts/a.html",
                line=4,
                column=1,
                message="unknown tag 'x'; did you mean y?",
                hint="mend the layout",
            ),
        ),
        (
            BuildError("layouts/a.html:4:1: odd"),
            Fault(file="layouts/a.html", line=4, column=1, message="odd"),
        ),
        (BuildError("the disk is full"), Fault(message="the disk is full")),
    ],
)
def test_faults_of_every_kind_are_told_alike(problem: Problem | BuildError, fault: Fault) -> None:
    assert fault_of(problem) == fault
    assert fault.message in str(fault)


def test_the_state_is_one_line_with_the_first_faults_and_how_many_more() -> None:
    live = Live()
    live.publish([Fault(message=f"number\n{number}") for number in range(25)], fresh=False)
    text = live.state.as_json()
    assert "\n" not in text
    state = json.loads(text)
    assert (len(state["faults"]), state["more"]) == (20, 5)


def test_waiting_ends_when_the_state_changes_or_with_patience_or_at_the_end() -> None:
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


def test_a_page_that_cannot_be_made_says_why_in_escaped_text() -> None:
    page = fault_page(
        [Fault(file="a.yaml", line=1, column=2, code="SSG003", message="<b>", hint="mend")]
    ).decode()
    assert "<code>a.yaml:1:2: error[SSG003] &lt;b&gt;; mend</code>" in page


def test_the_files_of_the_preview_itself_can_be_read() -> None:
    assert {name: bool(body) for name, body in live_files().items()} == {
        "/__ssg/reload.js": True,
        "/__ssg/reload.css": True,
    }
