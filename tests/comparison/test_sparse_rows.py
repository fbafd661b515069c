"""Products of sparse rows are those of the dense matrices, exactly."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ssg.comparison import sparse_rows
from ssg.comparison.sparse_rows import RowProducts, SparseRows, distinct, packed

WIDTH = 400


def random_rows(height: int, seed: int) -> tuple[SparseRows, NDArray[np.int64]]:
    """Return rows with many cells in the first columns and few in the last, sparse and dense."""
    random = np.random.default_rng(seed)
    dense = random.integers(-50, 900, (height, WIDTH))
    dense[random.random((height, WIDTH)) > 1 / np.arange(1, WIDTH + 1)] = 0
    rows, columns = np.nonzero(dense)
    values = dense[rows, columns].astype(np.float32)
    return SparseRows(height, rows, columns + 1, values), dense


@pytest.mark.parametrize("many_cells", [0, 10**9])
@pytest.mark.parametrize("heights", [(1, 1), (3, 70), (70, 3), (300, 90)])
def test_products_are_exact(
    heights: tuple[int, int], many_cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparse_rows, "MANY_CELLS", many_cells)
    (one, dense), (other, other_dense) = random_rows(heights[0], 1), random_rows(heights[1], 2)
    products = RowProducts(one, WIDTH + 1).with_rows(other)
    assert products.dtype == np.float32
    assert (products == dense @ other_dense.T).all()


def test_rows_without_a_shared_column_have_products_of_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparse_rows, "MANY_CELLS", 0)
    one, _ = random_rows(40, 1)
    other = SparseRows(2, np.array([1]), np.array([WIDTH + 1]), np.ones(1, np.float32))
    assert not RowProducts(one, WIDTH + 2).with_rows(other).any()


@pytest.mark.parametrize("height", [5, 300])
def test_packed_rows_have_the_same_products(height: int) -> None:
    one, dense = random_rows(height, 1)
    other, other_dense = random_rows(height, 2)
    shifted = SparseRows(height, other.rows, other.columns + WIDTH, other.values)
    both = packed(one, shifted)
    assert both.values.dtype == np.int16
    products = RowProducts(both, 2 * WIDTH + 1).with_rows(both)
    assert (products == dense @ dense.T + other_dense @ other_dense.T).all()


def test_distinct_numbers_are_those_that_sorting_gives() -> None:
    numbers = np.random.default_rng(1).integers(0, WIDTH, WIDTH)
    assert distinct(numbers, WIDTH).tolist() == sorted({*numbers.tolist()})
    assert not len(distinct(numbers[:0], WIDTH))
