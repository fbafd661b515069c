"""Sparse integer matrices and products of their rows, exact in float32 below 2 ** 24."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matrix", "RowProducts", "SparseRows", "distinct", "expanded", "packed", "stacked"]

Matrix: TypeAlias = NDArray[np.float32]

LARGE_PRODUCT = 2_000_000
"""Multiplications from which it pays to leave out columns that only one side has."""
MANY_CELLS = 100_000
"""Rows times columns from which it pays to multiply columns with few cells by themselves."""
MOST_MULTIPLIED = 30_000
"""Products of cells of such columns that are made in one step."""
THIN = 16
"""Such a column has a cell in one of so many rows at most."""


class SparseRows(NamedTuple):
    """The nonzero cells of some rows; columns count from 1. All are whole numbers."""

    height: int
    """Number of rows."""
    rows: NDArray[np.integer]
    columns: NDArray[np.signedinteger]
    values: NDArray[np.number]

    def only(self, rows: Sequence[int]) -> "SparseRows":
        """Return some of the rows, in the order of their numbers."""
        places = np.full(self.height, -1, np.intp)
        places[list(rows)] = np.arange(len(rows))
        kept = places[self.rows] >= 0
        return SparseRows(len(rows), places[self.rows[kept]], self.columns[kept], self.values[kept])


def stacked(parts: Sequence[SparseRows]) -> SparseRows:
    """Return the rows of several matrices, one below the other."""
    offsets = np.cumsum([0, *(part.height for part in parts)])
    return SparseRows(
        int(offsets[-1]),
        np.concatenate(
            [part.rows + offset for part, offset in zip(parts, offsets, strict=False)],
            dtype=np.int32,
        ),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.values for part in parts]),
    )


def packed(one: SparseRows, other: SparseRows) -> SparseRows:
    """Return the rows of two matrices of the same height, with the cells of both.

    Its arrays take few bytes: values must fit into 16 bits.
    """
    return SparseRows(
        one.height,
        np.concatenate([one.rows, other.rows]).astype(np.min_scalar_type(one.height)),
        np.concatenate([one.columns, other.columns]).astype(np.int32),
        np.concatenate([one.values, other.values]).astype(np.int16),
    )


def expanded(begins: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the numbers of some ranges, given by the first number and the size of each."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(begins - ends + sizes, sizes)


def distinct(numbers: NDArray[np.integer], width: int) -> NDArray[np.intp]:
    """Return each of some numbers below `width` once, rising: faster than sorting them."""
    has = np.zeros(width, bool)
    has[numbers] = True
    return np.flatnonzero(has)


class RowProducts:
    """Multiplies the rows of a matrix with rows of other matrices.

    Only columns of the first matrix matter: others are put into a dense matrix of just these, for
    one product. Of a matrix with many rows, the columns with few cells are multiplied cell by cell.
    """

    def __init__(self, rows: SparseRows, width: int) -> None:
        """Take the rows and a width above every column number of both matrices."""
        columns = distinct(rows.columns, width)
        count = len(columns)
        self._height, self._thin = rows.height, _ThinColumns()
        self._places = np.zeros(width, np.int32)
        self._places[columns] = np.arange(1, count + 1)
        places = self._places[rows.columns]
        if rows.height * count > MANY_CELLS:
            sizes = np.bincount(places)[1:]
            is_thin = sizes * THIN <= rows.height
            count -= int(is_thin.sum())
            columns = columns[np.argsort(is_thin, kind="stable")]
            self._places[columns] = np.arange(1, len(columns) + 1)
            places = self._places[rows.columns]
            self._thin = _ThinColumns.of(rows, places - (count + 1), sizes[is_thin])
        dense = np.zeros((count + 2, rows.height), np.float32)
        dense[np.minimum(places, count + 1), rows.rows] = rows.values
        self._dense = dense[:-1]  # the last row took the cells of thin columns

    def with_rows(self, other: SparseRows) -> Matrix:
        """Return the product of each row with each of the other's rows."""
        places, rows, values = self._places[other.columns], other.rows.astype(np.intp), other.values
        thin = np.flatnonzero(places >= len(self._dense)) if len(self._thin.sizes) else ()
        sums = None
        if len(thin):
            cells = places[thin] - len(self._dense), rows[thin], values[thin]
            sums = self._thin.products(*cells, (other.height, self._height))
            dense = np.flatnonzero((places > 0) & (places < len(self._dense)))
            places, rows, values = places[dense], rows[dense], values[dense]
        products = self._dense_products(other.height, places, rows, values)
        if sums is not None:
            products += sums
        return products.T

    def _dense_products(
        self,
        height: int,
        places: NDArray[np.int32],
        rows: NDArray[np.intp],
        values: NDArray[np.number],
    ) -> Matrix:
        """Return the products of some cells of other rows with the dense columns."""
        dense = self._dense
        if height > self._height and height * dense.size > LARGE_PRODUCT:
            places, dense = self._only_shared(places)
        width = len(dense)
        cells = np.zeros(height * width, np.float32)
        cells[rows * width + places] = values
        products: Matrix = cells.reshape(height, width) @ dense
        return products

    def _only_shared(self, places: NDArray[np.int32]) -> tuple[NDArray[np.int32], Matrix]:
        """Return places in the dense matrix without columns that the other matrix lacks."""
        shared = np.zeros(len(self._dense), bool)
        shared[places] = True
        shared[0] = True
        new_places = np.cumsum(shared, dtype=np.int32) - 1
        return new_places[places], self._dense[shared]


@dataclass(frozen=True, slots=True)
class _ThinColumns:
    """Columns with few cells, one after the other."""

    sizes: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    """Number of cells of each column."""
    begins: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    """Number of its first cell."""
    rows: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    values: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(
        cls, rows: SparseRows, places: NDArray[np.int32], sizes: NDArray[np.intp]
    ) -> "_ThinColumns":
        """Take a matrix, the number of the column of each cell (below 0 for none), and sizes."""
        cells = np.flatnonzero(places >= 0)
        numbers = places[cells].astype(np.min_scalar_type(len(sizes)))  # few bits sort fast
        cells = cells[np.argsort(numbers, kind="stable")]
        return cls(
            sizes,
            np.cumsum(sizes) - sizes,
            rows.rows[cells].astype(np.intp),
            rows.values[cells].astype(np.float64),
        )

    def products(
        self,
        places: NDArray[np.int32],
        rows: NDArray[np.intp],
        values: NDArray[np.number],
        shape: tuple[int, int],
    ) -> Matrix:
        """Return the products of cells of other rows, given by their column here, with all rows.

        It takes steps of some rows each, whose arrays fit into a cache.
        """
        order = np.argsort(rows, kind="stable")
        places, rows, values = places[order], rows[order], values[order].astype(np.float64)
        sizes = self.sizes[places]
        height = max(1, shape[0] * MOST_MULTIPLIED // int(sizes.sum()))
        products = np.zeros(shape, np.float32)
        for begin in range(0, shape[0], height):
            step = products[begin : begin + height]
            part = slice(*rows.searchsorted([begin, begin + height]).tolist())
            own = expanded(self.begins[places[part]], sizes[part])
            sums = np.bincount(
                np.repeat((rows[part] - begin) * shape[1], sizes[part]) + self.rows[own],
                np.repeat(values[part], sizes[part]) * self.values[own],
                step.size,
            )
            step[:] = sums.reshape(step.shape)
        return products
