"""Several files at once: the same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import sys

import pytest

from contract_kit.errors import CAUSES, LostError, UnreadableError
from contract_kit.workers import ahead, each, processors

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


def test_there_is_a_processor() -> None:
    assert processors() >= 1
