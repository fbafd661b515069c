"""The state of an aligner: with it, another one finds the same without reading the whole site."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.catalog import Catalog
from ssg.comparison.aligner_state import decoded, encoded
from ssg.comparison.alignment import Aligner, LazyAligner
from ssg.comparison.capability_vectors import CapabilityVectors, with_vocabulary
from ssg.comparison.neighbours import Neighbourhood
from ssg.comparison.sparse_rows import SparseRows
from support.strategies import a_capability, a_catalog, a_tool, catalogs

TITLES = ("Fine-tune models", "Fine-tuning of models", "Checkpoints on a schedule", "GPU kernels")
CATALOG = a_catalog(
    *(
        a_tool(slug, capabilities=tuple(map(a_capability, (*TITLES[number:], f"Only {slug}"))))
        for number, slug in enumerate(("a", "b", "c"))
    )
)


def state_of(catalog: Catalog) -> bytes:
    """Return the state of an aligner as bytes."""
    return encoded(Aligner(catalog).state, with_vocabulary(catalog))


class Store:
    """Keeps bytes in memory."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body
        self.saved = 0

    def load(self) -> bytes:
        """Return what was saved."""
        return self.body

    def save(self, body: bytes) -> None:
        """Keep the bytes, and count how often."""
        self.body, self.saved = body, self.saved + 1


@given(catalogs())
def test_an_aligner_with_the_state_of_another_finds_the_same(catalog: Catalog) -> None:
    tools = with_vocabulary(catalog)
    measured = Aligner(catalog)
    restored = Aligner(catalog, state=decoded(encoded(measured.state, tools), tools))
    assert encoded(restored.state, tools) == encoded(measured.state, tools)
    slugs = [tool.slug for tool in catalog.tools]
    for a in slugs:
        assert restored.nearest(a) == measured.nearest(a)
        for b in slugs:
            if a < b:
                assert restored.align(a, b) == measured.align(a, b)
                assert restored.likely(a, b) == measured.likely(a, b)


def test_with_a_saved_state_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    store, expected = Store(state_of(CATALOG)), Aligner(CATALOG)
    monkeypatch.setattr(Neighbourhood, "search", lambda _: pytest.fail("it searches"))
    aligner = LazyAligner(CATALOG)
    aligner.keep_in(store)
    assert aligner.align("a", "b") == expected.align("a", "b")
    assert aligner.align("a", "b").both
    assert not store.saved


def test_texts_are_read_of_those_tools_only_that_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = decoded(state_of(CATALOG), with_vocabulary(CATALOG))
    aligner, read = Aligner(CATALOG, state=state), set[str]()
    of = CapabilityVectors.of

    def noted(vectors: CapabilityVectors, slug: str) -> SparseRows:
        read.add(slug)
        return of(vectors, slug)

    monkeypatch.setattr(CapabilityVectors, "of", noted)
    aligner.align("a", "c")
    assert read == {"a", "c"}


UNUSABLE = (
    b"",
    b"{}",
    b"null\n",
    b"[]\n\0",
    b"\xff\n",
    b'{"tools": 1}\n',
    b"[" * 200_000,
)


@pytest.mark.parametrize("body", UNUSABLE, ids=range(len(UNUSABLE)))
def test_without_a_usable_state_the_site_is_measured_and_the_state_saved(body: bytes) -> None:
    store, aligner = Store(body), LazyAligner(CATALOG)
    aligner.keep_in(store)
    assert aligner.align("a", "b") == Aligner(CATALOG).align("a", "b")
    assert store.saved == 1
    assert store.body == state_of(CATALOG)


def test_the_state_of_other_tools_is_none() -> None:
    body = state_of(CATALOG)
    for others in (CATALOG.tools[1:], (*CATALOG.tools, a_tool("d"))):
        assert decoded(body, with_vocabulary(a_catalog(*others))) is None


STATE = state_of(CATALOG)
HEAD, ARRAYS = STATE.split(b"\n", 1)


@given(st.integers(0, len(ARRAYS)), st.binary(min_size=1, max_size=9))
def test_no_damage_of_the_numbers_raises_an_error(place: int, damage: bytes) -> None:
    """The state folder may come with the content: what is out of range is not used."""
    body = HEAD + b"\n" + ARRAYS[:place] + damage + ARRAYS[place + len(damage) :]
    state = decoded(body, with_vocabulary(CATALOG))
    if state:
        aligner = Aligner(CATALOG, state=state)
        for pair in (("a", "b"), ("a", "c"), ("b", "c")):
            aligner.align(*pair)


WRONG: dict[str, object] = {
    "tools": [["a", 5], ["b", 4]],
    "terms": ["model", "model"],
    "nearest": [[0, [7]]],
    "partners": [[0, 1]],
    "scale": [float("nan"), 0.0, 1.0],
    "density": -1.0,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_part_makes_the_state_unusable(name: str) -> None:
    head = json.loads(HEAD)
    assert decoded(json.dumps(head).encode() + b"\n" + ARRAYS, with_vocabulary(CATALOG))
    for wrong in (WRONG[name], None, "x", [[]]):
        body = json.dumps({**head, name: wrong}).encode() + b"\n" + ARRAYS
        assert decoded(body, with_vocabulary(CATALOG)) is None
    del head[name]
    assert decoded(json.dumps(head).encode() + b"\n" + ARRAYS, with_vocabulary(CATALOG)) is None


@pytest.mark.parametrize("field", range(4))
@pytest.mark.parametrize("wrong", [-1, 10**8])
def test_a_partner_that_does_not_exist_makes_the_state_unusable(field: int, wrong: int) -> None:
    """The fields are the own capability, the tool, its capability and the likeness."""
    numbers = np.frombuffer(ARRAYS[16 * len(json.loads(HEAD)["terms"]) :], "<i4").copy()
    assert len(numbers)
    numbers[field] = wrong
    body = HEAD + b"\n" + ARRAYS[: -numbers.nbytes] + numbers.tobytes()
    assert len(body) == len(STATE)
    assert decoded(body, with_vocabulary(CATALOG)) is None
