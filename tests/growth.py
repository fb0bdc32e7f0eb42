"""How the time that something takes grows with what it is given."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

FLOOR = 0.05
"""Seconds of processor time below which nothing is said of growth, unless told otherwise."""
MOST = 3.0
"""So much longer may twice as much take; four times is the square."""
_T = TypeVar("_T")


def grows(
    run: Callable[[_T], object], given: Callable[[int], _T], size: int, floor: float = FLOOR
) -> str:
    """What is wrong with the growth from a size to its double; empty if nothing is.

    What takes less than `floor` seconds is quick enough. Where it looks wrong it is measured anew,
    since other work slows the machine down.
    """
    twice = _took(run, given(2 * size))
    if twice < floor:
        return ""
    for _ in range(4):
        once = _took(run, given(size))
        twice = min(twice, _took(run, given(2 * size)))
        if twice < floor or twice < MOST * once:
            return ""
    return f"{once:.3f} s for {size}, {twice:.3f} s for {2 * size}"


def _took(run: Callable[[_T], object], given: _T) -> float:
    start = process_time()
    run(given)
    return process_time() - start
