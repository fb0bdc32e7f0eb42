"""Work on several things at once, where the system can do that cheaply."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_task: Callable[[object], object] | None = None


def processors() -> int:
    """How many processors this process may use; one where work cannot be shared cheaply.

    Only Linux starts a process as a copy of this one; elsewhere each would read everything anew.
    """
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def each(
    task: Callable[[_Item], _Result], items: Sequence[_Item], sizes: Sequence[int], jobs: int
) -> list[_Result]:
    """`task` of each item, in their order, by as many as `jobs` processes.

    `sizes` tell what takes longest: it is begun first. What `task` raises is raised here.
    """
    count = min(jobs, len(items))
    if count < 2:
        return [task(item) for item in items]
    import multiprocessing  # noqa: PLC0415 - only where work is shared

    order = sorted(range(len(items)), key=lambda place: -sizes[place])
    try:
        pool = multiprocessing.get_context("fork").Pool(count, _begin, (task,))
    except OSError:  # a system that shares no semaphores
        return [task(item) for item in items]
    with pool:
        results: Iterable[Any] = pool.imap(_run, [items[place] for place in order])
        done = dict(zip(order, results, strict=True))
    return [done[place] for place in range(len(items))]


def ahead(task: Callable[[], _Result], jobs: int) -> Callable[[], _Result]:
    """`task` begun in another process, where there are several jobs; the answer waits for it."""
    if jobs < 2:
        return task
    import multiprocessing  # noqa: PLC0415 - only where work is shared

    try:
        pool = multiprocessing.get_context("fork").Pool(1, _begin, (lambda _: task(),))
    except OSError:  # a system that shares no semaphores
        return task
    begun = pool.apply_async(_run, (None,))

    def result() -> Any:
        with pool:
            return begun.get()

    return result


def _begin(task: Callable[[object], object]) -> None:
    """Keep the task in a new process: it came with the copy, so that it may be any function."""
    global _task  # noqa: PLW0603 - one task for the life of the process
    _task = task


def _run(item: _Item) -> object:
    assert _task is not None
    return _task(item)
