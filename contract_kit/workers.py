"""Work on several things at once, where the system can do that cheaply."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from contract_kit.errors import LostError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ProcessPoolExecutor

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux."""
_task: Callable[[object], object] | None = None


def processors() -> int:
    """How many processors this process may use; one where work cannot be shared cheaply."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def each(
    task: Callable[[_Item], _Result],
    items: Sequence[_Item],
    sizes: Sequence[int],
    jobs: int,
    lost: Callable[[_Item], _Result] | None = None,
) -> list[_Result]:
    """`task` of each item, in their order, by as many as `jobs` processes.

    `sizes` tell what takes longest: it is begun first. What `task` raises is raised here. `lost`
    answers for an item whose process ended without an answer; else `LostError` is raised.
    """
    count = min(jobs, len(items))
    shared = _executor(task, count) if count > 1 else None
    if shared is None:
        return [task(item) for item in items]
    order = sorted(range(len(items)), key=lambda place: -sizes[place])
    try:
        begun = {place: shared.submit(_run, items[place]) for place in order}
        done = {place: _answer(one) for place, one in begun.items()}
    finally:
        shared.shutdown(cancel_futures=True)
    return [
        done[place][0] if done[place] else _again(task, items[place], lost)
        for place in range(len(items))
    ]


def ahead(task: Callable[[], _Result], jobs: int) -> Callable[[], _Result]:
    """`task` begun in another process, where there are several jobs; the answer waits for it."""
    shared = _executor(lambda _: task(), 1) if jobs > 1 else None
    if shared is None:
        return task
    begun = shared.submit(_run, None)

    def result() -> Any:
        found = _answer(begun)
        shared.shutdown()
        if not found:
            raise LostError
        return found[0]

    return result


def _executor(task: Callable[[Any], object], count: int) -> ProcessPoolExecutor | None:
    """So many processes that do a task; none where that is not cheap.

    Only Linux starts a process as a copy of this one; elsewhere each would read everything anew.
    """
    if sys.platform != "linux":
        return None
    import multiprocessing  # noqa: PLC0415 - only where work is shared
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    fork = multiprocessing.get_context("fork")
    try:
        return ProcessPoolExecutor(count, fork, _begin, (task,))
    except OSError:  # a system that shares no semaphores
        return None


def _answer(begun: Any) -> tuple[Any, ...]:
    """The answer of a process; nothing if it ended without one."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

    try:
        return (begun.result(),)
    except BrokenProcessPool:
        return ()


def _again(
    task: Callable[[_Item], _Result],
    item: _Item,
    lost: Callable[[_Item], _Result] | None,
) -> _Result:
    """An item once more, in a process of its own: another's crash may have cost its answer."""
    found = ahead(lambda: task(item), 2)
    try:
        return found()
    except LostError:
        if lost is None:
            raise
        return lost(item)


def _begin(task: Callable[[object], object]) -> None:
    """Keep the task in a new process: it came with the copy, so that it may be any function.

    The process ends when the one that started it ends, however that does.
    """
    import ctypes  # noqa: PLC0415 - in the new process alone

    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    global _task  # noqa: PLW0603 - one task for the life of the process
    _task = task


def _run(item: _Item) -> object:
    assert _task is not None
    return _task(item)
