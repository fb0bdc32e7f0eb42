"""Work on several things at once, each in a process that may crash, hang or be stopped alone.

A process is started in one of two ways. A copy of this process ("fork") knows all that this one
knows, so that its task may be any function; only Linux makes such copies safely. Elsewhere a new
process ("spawn") is told its task, which must be a function of a module with plain arguments.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from contract_kit.errors import LostError
from contract_kit.workers.inside import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
START = "fork" if sys.platform == "linux" else "spawn"
"""How a process is started here, for tasks that may travel."""
_TO_BEGIN = 60.0
"""Seconds that a new process may take before its first item."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may take: seconds by the clock, megabytes of memory; None is no limit.

    Memory counts what is asked of the system beside what the process held before the item. Only
    Linux holds a process to it.
    """

    seconds: float | None = None
    megabytes: int | None = None

    def times(self, count: int) -> Limits:
        """The limits of so many items together."""
        return Limits(
            None if self.seconds is None else self.seconds * count,
            None if self.megabytes is None else self.megabytes * count,
        )


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def copies() -> bool:
    """Whether a process here is begun as a copy of the one that begins it."""
    return START == "fork"


def each(
    task: Callable[[_Item], _Result],
    items: Sequence[_Item],
    sizes: Sequence[int],
    jobs: int,
    lost: Callable[[_Item, Exception], _Result] | None = None,
    *,
    limits: Limits | None = None,
    travels: bool = False,
) -> list[_Result]:
    """`task` of each item, in their order, by as many as `jobs` processes.

    `sizes` tell what takes longest: it is begun first. What `task` raises is raised here.

    With `limits` every item is done in another process, even one alone. `lost` answers for an item
    that ended with `LostError` (its process crashed), `TimeoutError` or `MemoryError`; without it
    these are raised. A task that `travels` is shared on every system, others only where processes
    are copies.
    """
    count = min(jobs, len(items))
    if not (travels or copies()) or (count < 2 and limits is None):
        return [task(item) for item in items]
    order = sorted(range(len(items)), key=lambda place: -sizes[place])
    crew = _Crew(task, START, limits or Limits())
    try:
        done = crew.work([(place, items[place]) for place in order], count)
    finally:
        crew.end()
    return [
        _settled(done[place], items[place], lost) if place in done else task(items[place])
        for place in range(len(items))
    ]


def _settled(
    answer: tuple[bool, Any],
    item: _Item,
    lost: Callable[[_Item, Exception], _Result] | None,
) -> Any:
    """The result in an answer; else what `lost` makes of it, else what it raises."""
    good, result = answer
    if good:
        return result
    if lost is None or not isinstance(result, LostError | TimeoutError | MemoryError):
        raise result
    return lost(item, result)


def ahead(task: Callable[[], _Result], jobs: int) -> Callable[[], _Result]:
    """`task` begun in another process, where there are several jobs; the answer waits for it."""
    if jobs < 2 or not copies():
        return task
    try:
        worker = _Worker(lambda _: task(), "fork", Limits())
    except OSError:  # no process to be had
        return task
    worker.begin(0, None)

    def result() -> Any:
        try:
            answer = None
            while answer is None:
                answer = worker.answer()
            return _settled(answer, None, None)
        finally:
            worker.end()

    return result


class _Crew:
    """Processes that do one task; each answers for itself, so that a crash costs one item."""

    def __init__(self, task: Callable[[Any], object], start: str, limits: Limits) -> None:
        self._task, self._start, self._limits = task, start, limits
        self._workers: list[_Worker] = []

    def work(self, items: list[tuple[int, Any]], count: int) -> dict[int, tuple[bool, Any]]:
        """The answers by place; fewer than items where no process can be had."""
        done: dict[int, tuple[bool, Any]] = {}
        waiting = list(reversed(items))
        while waiting or self._workers:
            while waiting and len(self._workers) < count and self._hire():
                self._workers[-1].begin(*waiting.pop())
            if not self._workers:
                break
            for worker in self._ready():
                answer = worker.answer()
                if answer is None:
                    continue
                done[worker.place] = answer
                if worker.alive and waiting:
                    worker.begin(*waiting.pop())
                else:
                    self._workers.remove(worker)
                    worker.end()
        return done

    def _hire(self) -> bool:
        try:
            self._workers.append(_Worker(self._task, self._start, self._limits))
        except OSError:  # no process to be had: those that there are do it
            return False
        return True

    def _ready(self) -> list[_Worker]:
        """The workers that have an answer, or no more time for one."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - only where work is shared

        deadlines = [one.deadline for one in self._workers if one.deadline is not None]
        left = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        spoken = wait([one.connection for one in self._workers], left)
        return [one for one in self._workers if one.connection in spoken or one.is_late]

    def end(self) -> None:
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process that does a task for one item after the other."""

    def __init__(self, task: Callable[[Any], object], start: str, limits: Limits) -> None:
        import multiprocessing  # noqa: PLC0415 - only where work is shared

        context: Any = multiprocessing.get_context(start)
        self.connection: Connection[Any, Any]
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, task, limits.megabytes))
        self._seconds = limits.seconds
        self._is_ready = False
        self.place = 0
        self.deadline: float | None = None
        self.alive = True
        try:
            self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()

    def begin(self, place: int, item: object) -> None:
        """Hand over an item; its time runs when the process is ready."""
        self.place = place
        self._allow(self._seconds if self._is_ready else _TO_BEGIN)
        try:
            self.connection.send(item)
        except OSError:
            self.alive = False  # it ended between two items; `answer` tells

    def _allow(self, seconds: float | None) -> None:
        self.deadline = None if seconds is None else time.monotonic() + seconds

    @property
    def is_late(self) -> bool:
        """Whether the time for the item has run out."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def answer(self) -> tuple[bool, Any] | None:
        """Whether it went well, and the result or the error; waits for it if it is not late.

        None says that the process has begun: until then the item's time does not run.
        """
        if self.is_late and not self.connection.poll():
            self.alive = False
            return False, TimeoutError()
        try:
            answer: tuple[bool, Any] | None = self.connection.recv()
        except (EOFError, OSError):
            self.alive = False
            return False, LostError()
        if answer is None:
            self._is_ready = True
            self._allow(self._seconds)
        return answer

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()
