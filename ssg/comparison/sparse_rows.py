"""Sparse integer matrices and products of their rows, exact in float32 below 2 ** 24."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matrix", "RowProducts", "SparseRows", "packed", "stacked"]

Matrix: TypeAlias = NDArray[np.float32]

LARGE_PRODUCT = 2_000_000
"""Multiplications from which it pays to leave out columns that only one side has."""


@dataclass(frozen=True, slots=True)
class SparseRows:
    """The nonzero cells of some rows; columns count from 1. All are whole numbers."""

    height: int
    """Number of rows."""
    rows: NDArray[np.integer]
    columns: NDArray[np.signedinteger]
    values: Matrix | NDArray[np.int16]

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
        np.concatenate([part.rows + offset for part, offset in zip(parts, offsets, strict=False)]),
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


class RowProducts:
    """Multiplies the rows of a matrix with rows of other matrices.

    Only columns of the first matrix matter: others are put into a dense matrix of just these, for
    one product.
    """

    def __init__(self, rows: SparseRows, width: int) -> None:
        """Take the rows and a width above every column number of both matrices."""
        columns, places = np.unique(rows.columns, return_inverse=True)
        self._places = np.zeros(width, np.int32)
        self._places[columns] = np.arange(1, len(columns) + 1)
        self._dense = np.zeros((len(columns) + 1, rows.height), np.float32)
        self._dense[places + 1, rows.rows] = rows.values

    def with_rows(self, other: SparseRows) -> Matrix:
        """Return the product of each row with each of the other's rows."""
        places, dense = self._places[other.columns], self._dense
        if other.height * dense.size > LARGE_PRODUCT:
            places, dense = self._only_shared(places)
        width = len(dense)
        cells = np.zeros(other.height * width, np.float32)
        cells[other.rows.astype(np.intp) * width + places] = other.values
        products: Matrix = (cells.reshape(other.height, width) @ dense).T
        return products

    def _only_shared(self, places: NDArray[np.int32]) -> tuple[NDArray[np.int32], Matrix]:
        """Return places in the dense matrix without columns that the other matrix lacks."""
        shared = np.zeros(len(self._dense), bool)
        shared[places] = True
        shared[0] = True
        new_places = np.cumsum(shared, dtype=np.int32) - 1
        return new_places[places], self._dense[shared]
