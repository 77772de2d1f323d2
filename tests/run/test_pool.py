"""Workers do their tasks within bounds, and whatever becomes of one, the others are done."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from dragoman.run.pool import Lost, Pool


def double(number: int) -> int:
    return 2 * number


def test_every_task_is_done_once() -> None:
    with Pool(double, 3) as pool:
        assert sorted(pool.run(range(50))) == [(n, 2 * n) for n in range(50)]


def test_tasks_are_taken_as_workers_are_free() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(6):
            taken.append(number)
            yield number

    with Pool(double, 2) as pool:
        results = pool.run(tasks())
        next(results)
        assert len(taken) <= 3


def test_tasks_may_come_back() -> None:
    class Growing:
        def __init__(self) -> None:
            self.waiting = [1]

        def __iter__(self) -> Iterator[int]:
            return self

        def __next__(self) -> int:
            if not self.waiting:
                raise StopIteration
            return self.waiting.pop()

    tasks = Growing()
    done = []
    with Pool(double) as pool:
        for _, result in pool.run(tasks):
            done.append(result)
            if isinstance(result, int) and result < 20:
                tasks.waiting.append(result)
    assert done == [2, 4, 8, 16, 32]


def hurt(number: int) -> int:
    if number == 1:
        time.sleep(60)
    if number == 2:
        os.kill(os.getpid(), 9)
    if number == 3:
        return len(bytes(3 << 30))
    if number == 4:
        return hurt(4)
    return number


def test_bad_tasks_cost_themselves_alone() -> None:
    begun = time.monotonic()
    with Pool(hurt, 2, seconds=0.5) as pool:
        results = dict(pool.run(range(8)))
    assert time.monotonic() - begun < 5
    said = {n: result.reason for n, result in results.items() if isinstance(result, Lost)}
    assert set(said) == {1, 2, 3, 4}
    assert ("0.5 seconds" in said[1], "1 GiB" in said[3], "nested too deep" in said[4]) == (True, True, True)
    assert [results[n] for n in (0, 5, 6, 7)] == [0, 5, 6, 7]


def process(number: int) -> int:
    del number
    return os.getpid()


def test_no_worker_is_left() -> None:
    pids: set[int] = set()

    def stopped() -> None:
        with Pool(process, 2) as pool:
            for _, pid in pool.run(range(10)):
                assert isinstance(pid, int)
                pids.add(pid)
                if len(pids) == 2:
                    raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stopped()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_is_dear_is_made_once_and_only_when_needed() -> None:
    made: list[int] = []
    with Pool(double, 2, prepare=lambda: made.append(1)) as pool:
        assert list(pool.run([])) == []
        assert made == []
        assert len(list(pool.run(range(9)))) == 9
    assert made == [1]


def slow(seconds: float) -> float:
    """Sleeps where it is given a negative number, and works for that long otherwise."""
    if seconds < 0:
        time.sleep(-seconds)
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass
    return seconds


def test_a_busy_machine_takes_nothing_from_a_task() -> None:
    """Six workers on fewer cores: each has its second of the processor, however long that takes."""
    with Pool(slow, 6, seconds=1.0) as pool:
        results = dict(pool.run([0.6, 0.61, 0.62, 0.63, 0.64, 0.65]))
    assert [result for result in results.values() if isinstance(result, Lost)] == []


def test_who_sleeps_or_works_too_long_is_ended() -> None:
    begun = time.monotonic()
    with Pool(slow, 2, seconds=0.3) as pool:
        results = dict(pool.run([5.0, -60.0]))
    assert time.monotonic() - begun < 4
    assert all(isinstance(result, Lost) for result in results.values())
