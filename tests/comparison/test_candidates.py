"""Candidates are best for both sides, in each block of columns by itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ssg.comparison.candidates import LEAST_SCORE, best_cells

BASE = -5.6
SCORES = st.sampled_from([-9.0, BASE, LEAST_SCORE, -1.0, 0.5, 2.0])


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 4), st.data())
def test_candidates_are_the_first_best_of_their_row_and_column(
    widths: list[int], height: int, data: st.DataObject
) -> None:
    scores = data.draw(arrays.arrays(np.float32, (height, sum(widths)), elements=SCORES))
    begins = np.cumsum([0, *widths])
    expected = {}
    for block, (begin, end) in enumerate(zip(begins.tolist(), begins[1:].tolist(), strict=False)):
        part = scores[:, begin:end]
        for row, column in np.ndindex(*part.shape):
            is_best = part[row].argmax() == column and part[:, column].argmax() == row
            if is_best and part[row, column] >= np.float32(LEAST_SCORE):
                others = [*np.delete(part[row], column), *np.delete(part[:, column], row), BASE]
                lead = float(part[row, column]) - max(map(float, others))
                expected[row, begin + column] = block, lead
    found = best_cells(scores, begins[:-1], BASE)
    cells = zip(found.rows.tolist(), found.columns.tolist(), strict=True)
    values = zip(found.blocks.tolist(), found.leads.tolist(), strict=True)
    assert dict(zip(cells, values, strict=True)) == expected
