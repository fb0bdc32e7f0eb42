"""Several files at once: the same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time

import pytest

from contract_kit import workers
from contract_kit.errors import CAUSES, LostError, UnreadableError
from contract_kit.workers import Limits, ahead, each, processors
from contract_kit.workers.inside import MEGABYTE

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares work")


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_stand_in_the_order_of_the_items(jobs: int) -> None:
    found = each(lambda number: number * number, [3, 1, 2], [10, 30, 20], jobs)
    assert found == [9, 1, 4]


@linux
def test_the_work_is_shared() -> None:
    found = each(lambda _: os.getpid(), [1, 2], [1, 1], 2)
    assert os.getpid() not in found


def test_one_process_does_it_alone() -> None:
    assert each(lambda _: os.getpid(), [1, 2], [1, 1], 1) == [os.getpid()] * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_task_raises_is_raised(jobs: int) -> None:
    def task(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    with pytest.raises(ValueError, match="two"):
        each(task, [1, 2, 3], [1, 1, 1], jobs)


def test_a_system_that_cannot_share_work_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no process to be had")

    monkeypatch.setattr(multiprocessing.Process, "start", refuse)
    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", refuse)
    assert each(lambda _: os.getpid(), [1, 2], [1, 1], 2) == [os.getpid()] * 2
    assert ahead(os.getpid, 2)() == os.getpid()


@linux
def test_a_task_begun_ahead_runs_in_another_process() -> None:
    assert ahead(os.getpid, 2)() != os.getpid()
    assert ahead(os.getpid, 1)() == os.getpid()
    with pytest.raises(ZeroDivisionError):
        ahead(lambda: 1 // 0, 2)()


def crash(number: int) -> int:
    if number == 2:
        os._exit(1)
    return number


@linux
def test_a_crash_costs_only_its_own_item() -> None:
    assert each(crash, [1, 2, 3], [1, 3, 2], 2, lambda number, _: -number) == [1, -2, 3]
    with pytest.raises(LostError, match="--jobs 1"):
        each(crash, [1, 2, 3], [1, 1, 1], 2)
    with pytest.raises(LostError):
        ahead(lambda: crash(2), 2)()


@pytest.mark.parametrize("cause", CAUSES)
def test_an_error_of_a_file_comes_back_whole(cause: str) -> None:
    def task(number: int) -> int:
        raise UnreadableError(cause, f"page {number}")

    with pytest.raises(UnreadableError, match="page") as caught:
        each(task, [1, 2], [1, 1], 2)
    assert caught.value.cause == cause


def sleeper(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def hoarder(megabytes: int) -> int:
    return len(bytearray(megabytes * MEGABYTE))


def named(_: object, error: Exception) -> str:
    return type(error).__name__


@pytest.fixture(params=["fork", "spawn"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way in which a process is begun."""
    if request.param == "fork" and sys.platform != "linux":
        pytest.skip("only Linux makes copies of a process")
    monkeypatch.setattr(workers, "START", request.param)
    return str(request.param)


@pytest.mark.usefixtures("start")
def test_a_task_that_travels_is_shared_on_every_system() -> None:
    assert each(abs, [-3, 1, -2], [1, 1, 1], 2, travels=True) == [3, 1, 2]
    found = each(own_process, [1, 2], [1, 1], 2, travels=True)
    assert os.getpid() not in found


def own_process(_: int) -> int:
    return os.getpid()


@pytest.mark.usefixtures("start")
def test_what_hangs_or_crashes_costs_only_itself() -> None:
    found = each(sleeper, [0.0, 60.0, 0.1], [1, 3, 2], 2, named, limits=Limits(3), travels=True)
    assert found == [0.0, "TimeoutError", 0.1]
    found = each(crash, [1, 2, 3], [1, 3, 2], 1, named, limits=Limits(), travels=True)
    assert found == [1, "LostError", 3]


@linux
def test_memory_has_a_limit() -> None:
    found = each(hoarder, [50, 300, 50], [1] * 3, 1, named, limits=Limits(megabytes=100))
    assert found == [50 * MEGABYTE, "MemoryError", 50 * MEGABYTE]
    with pytest.raises(MemoryError):
        each(hoarder, [300], [1], 1, limits=Limits(megabytes=100))


@linux
def test_with_limits_even_one_item_is_done_in_another_process() -> None:
    assert each(own_process, [1], [1], 1, limits=Limits()) != [os.getpid()]


@linux
def test_an_answer_that_cannot_travel_is_lost() -> None:
    found = each(lambda _: lambda: 1, [1], [1], 1, named, limits=Limits())  # type: ignore[arg-type]
    assert found == ["LostError"]


def test_a_system_without_copies_does_alone_what_cannot_travel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "START", "spawn")
    assert each(lambda _: os.getpid(), [1, 2], [1, 1], 2) == [os.getpid()] * 2
    assert ahead(os.getpid, 2)() == os.getpid()


def test_limits_of_several_items_add_up() -> None:
    assert Limits(60, 1000).times(3) == Limits(180, 3000)
    assert Limits().times(3) == Limits()


def test_there_is_a_processor() -> None:
    assert processors() >= 1
