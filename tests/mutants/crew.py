"""Processes that judge mutants, each with a limit of time and of memory."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import TYPE_CHECKING

from tests.mutants.judging import CRASH, HANG, Outcome, judge
from tests.mutants.mutant import make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.process import BaseProcess

LIMIT = 60
"""Seconds a mutant may take by the clock: a hundred times what one needs on a busy machine."""
START = 120
"""Seconds more for the first one, before which a process reads the clauses and the packs."""
MEMORY = 3 * 2**30
"""Bytes that a process may hold."""


def judged(seeds: Iterable[str], processes: int) -> Iterator[tuple[str, Outcome]]:
    """Each seed with what became of its mutant, as they end."""
    waiting = deque(seeds)
    members = [_Member() for _ in range(min(processes, len(waiting)))]
    try:
        for member in members:
            member.give(waiting.popleft())
        while busy := [one for one in members if one.seed]:
            wait([one.line for one in busy], timeout=1)
            for member in busy:
                if outcome := member.outcome():
                    yield member.seed, outcome
                    member.give(waiting.popleft() if waiting else "")
    finally:
        for member in members:
            member.end()


@dataclass
class _Member:
    """A process, and the seed it is at."""

    seed: str = ""
    until: float = 0.0

    def __post_init__(self) -> None:
        """Start the process."""
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.fresh = True

    def give(self, seed: str) -> None:
        """Begin a seed; an empty one leaves the process without work."""
        self.seed = seed
        self.until = monotonic() + LIMIT + START * self.fresh
        self.fresh = False
        if seed:
            self.line.send(seed)

    def outcome(self) -> Outcome | None:
        """How the mutant ended, nothing while its time runs; a lost process is replaced."""
        try:
            if self.line.poll():
                found: Outcome = self.line.recv()
                return found
        except (EOFError, OSError):
            return self._replaced(Outcome(CRASH, "the process ended"))
        if monotonic() > self.until:
            return self._replaced(Outcome(HANG, f"more than {LIMIT} s"))
        return None

    def _replaced(self, outcome: Outcome) -> Outcome:
        self.end()
        self.__post_init__()
        return outcome

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.line.close()


def _work(line: Connection) -> None:
    """Judge the seeds that come in, one after the other."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            line.send(judge(make(line.recv())))
        except EOFError:
            return
