"""Boosted trees as plain arrays: chances of a few classes from a row of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from contract_kit.scan.linear import Floats


@dataclass(frozen=True)
class Trees:
    """All nodes of all trees; `roots` are rounds by classes, `start` is where each class begins.

    A node goes to `left` where its feature is at most its threshold, else to `right`; a leaf, whose
    `left` is itself, adds its value.
    """

    roots: NDArray[np.int32]
    start: NDArray[np.float64]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats

    def chances(self, rows: Floats) -> NDArray[np.float64]:
        """The chance of each class, the mean over the rows."""
        numbers, first = rows.ravel(), rows.shape[1] * np.arange(len(rows))[:, None]
        at = np.broadcast_to(self.roots.ravel(), (len(rows), self.roots.size))
        while True:
            below = numbers.take(first + self.feature.take(at)) <= self.threshold.take(at)
            reached = np.where(below, self.left.take(at), self.right.take(at))
            if np.array_equal(reached, at):
                break
            at = reached
        values = self.value.take(at).reshape(len(rows), *self.roots.shape)
        total = self.start + values.sum(axis=1, dtype=np.float64)
        powers = np.exp(total - total.max(axis=1, keepdims=True))
        found: NDArray[np.float64] = (powers / powers.sum(axis=1, keepdims=True)).mean(axis=0)
        return found
