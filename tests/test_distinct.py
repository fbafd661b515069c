"""Distinct numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.distinct import distinct


@given(st.lists(st.integers(-3, 3)))
def test_they_are_those_of_numpy(values: list[int]) -> None:
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


@pytest.mark.parametrize("kind", [np.uint32, np.intp])
def test_they_have_the_type_of_the_array(kind: type[np.integer]) -> None:
    assert distinct(np.array([2, 1, 2], kind)).dtype == kind
