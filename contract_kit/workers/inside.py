"""What runs inside a process that was begun for work: it answers, within its limits."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from contract_kit.errors import LostError

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 2**20
_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux."""


def serve(connection: Any, task: Callable[[Any], object], megabytes: int | None) -> None:
    """In a new process: answer for every item that comes, until none does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began this one ends it
    _end_with_parent()
    connection.send(None)
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        _hold_to(megabytes)
        _send(connection, _answer(task, item))


def _answer(task: Callable[[Any], object], item: object) -> tuple[bool, object]:
    try:
        return True, task(item)
    except MemoryError:
        return False, MemoryError()  # a new one, which holds on to nothing
    except Exception as error:  # raised where the work was asked for
        return False, error


def _send(connection: Any, answer: tuple[bool, object]) -> None:
    """Hand over an answer; one that cannot travel is as good as none."""
    try:
        connection.send(answer)
    except OSError:
        os._exit(1)  # nobody is left to hear it
    except MemoryError:
        connection.send((False, MemoryError()))
    except Exception:  # no plain values: a task that may not be shared
        connection.send((False, LostError()))


def _hold_to(megabytes: int | None) -> None:
    """Refuse this process more memory than it has now and so many megabytes (on Linux)."""
    if megabytes is None or sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every system
    from pathlib import Path  # noqa: PLC0415 - in the new process alone

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # a system that does not tell how much is taken: then there is no limit
        return
    wanted = pages * resource.getpagesize() + megabytes * MEGABYTE
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(
        resource.RLIMIT_AS,
        (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard),
    )


def _end_with_parent() -> None:
    """End this process when the one that began it ends, however that does."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - in the new process alone

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    else:
        threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 - in the new process alone

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
