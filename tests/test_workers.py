"""Several files at once: the same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import sys

import pytest

from contract_kit.workers import each, processors


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_stand_in_the_order_of_the_items(jobs: int) -> None:
    found = each(lambda number: number * number, [3, 1, 2], [10, 30, 20], jobs)
    assert found == [9, 1, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares work")
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
        raise OSError("no semaphores here")

    monkeypatch.setattr(multiprocessing.get_context("fork").__class__, "Pool", refuse)
    assert each(lambda _: os.getpid(), [1, 2], [1, 1], 2) == [os.getpid()] * 2


def test_there_is_a_processor() -> None:
    assert processors() >= 1
