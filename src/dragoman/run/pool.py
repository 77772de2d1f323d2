"""Workers: forked processes that each do one task at a time within bounds of time and memory.

The parent loads what is dear before the first fork, so that a worker stands ready in milliseconds and one that had to
be killed is replaced as fast. A worker that hangs is killed, one that grows too large or crashes costs its task alone.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import multiprocessing.connection
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS = 10.0
MEMORY = 1 << 30
PATIENCE = 6
"""How many times its seconds a task may take on a busy machine."""

LIFE = 1000
"""Tasks after which a worker is replaced: what a library leaks, it leaks for so long."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result, and why."""

    reason: str


@dataclass(slots=True)
class _Worker(Generic[Task]):
    """A forked process, the pipe to it, and what it is doing since when."""

    pid: int
    pipe: Connection
    task: Task | None = None
    begun: float = 0.0
    spent: float = 0.0
    until: float = 0.0
    done: int = 0


@dataclass(slots=True)
class Pool(Generic[Task, Result]):
    """Workers that do `job`; `prepare` is called in the parent before the first of them is forked.

    `seconds` (of a processor) and `memory` (bytes) bound each task. Use it in a `with` block, at the end of which no worker is left.
    """

    job: Callable[[Task], Result]
    workers: int = 1
    prepare: Callable[[], None] | None = None
    seconds: float = SECONDS
    memory: int = MEMORY
    _crew: list[_Worker[Task]] = field(default_factory=list)

    def __enter__(self) -> Pool[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._crew:
            self._end(worker)
        self._crew.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result, in the order in which they are done; no more are taken than workers are free.

        Tasks may run out and come back: after each result they are asked for again.
        """
        waiting = iter(tasks)
        spent = False
        ready: deque[tuple[Task, Result | Lost]] = deque()
        while True:
            while not spent and len(self._busy()) < self.workers:
                try:
                    task = next(waiting)
                except StopIteration:
                    spent = True
                    break
                lost = self._give(task)
                if lost:
                    ready.append((task, lost))
            if self._busy():
                ready.extend(self._gather())
            while ready:
                yield ready.popleft()
                spent = False
            if spent and not self._busy():
                return

    def _busy(self) -> list[_Worker[Task]]:
        return [worker for worker in self._crew if worker.task is not None]

    def _give(self, task: Task) -> Lost | None:
        """Hands a task to a free worker, a new one where there is none."""
        for _ in range(2):
            worker = next((w for w in self._crew if w.task is None), None) or self._hire()
            try:
                worker.pipe.send(task)
            except (BrokenPipeError, ConnectionError):
                self._dismiss(worker)
                continue
            worker.task, worker.begun, worker.spent = task, time.monotonic(), _spent(worker.pid)
            worker.until = worker.begun + self.seconds
            return None
        return Lost("no worker could be started: try again with more memory free")

    def _gather(self) -> Iterator[tuple[Task, Result | Lost]]:
        """Waits until a worker is done, or dead, or out of time."""
        busy = self._busy()
        patience = max(0.0, min(worker.until for worker in busy) - time.monotonic())
        done = multiprocessing.connection.wait([worker.pipe for worker in busy], patience)
        for worker in busy:
            task = worker.task
            assert task is not None
            if worker.pipe in done:
                result = self._received(worker)
                yield task, result
                if isinstance(result, Lost) or worker.done >= LIFE:
                    self._dismiss(worker)
            elif time.monotonic() >= worker.until and not self._waits(worker):
                self._dismiss(worker)
                yield (
                    task,
                    Lost(f"not read within {self.seconds:g} seconds: split it, or read it alone with dragoman read"),
                )

    def _waits(self, worker: _Worker[Task]) -> bool:
        """Whether a worker has had less than its time of the processor, others having had it; then it gets the rest.

        So what is read does not depend on how busy the machine is. It ends where a worker sleeps.
        """
        now = time.monotonic()
        left = self.seconds - (_spent(worker.pid) - worker.spent)
        if not left > 0.01 * self.seconds or now - worker.begun >= PATIENCE * self.seconds:
            return False
        worker.until = now + left
        return True

    def _received(self, worker: _Worker[Task]) -> Result | Lost:
        try:
            result: Result | Lost = worker.pipe.recv()
        except (EOFError, OSError):
            return Lost("the worker ended without a word, by a limit of memory or a defect: read it alone to see")
        worker.task = None
        worker.done += 1
        return result

    def _hire(self) -> _Worker[Task]:
        if self.prepare is not None:
            self.prepare()
            self.prepare = None
        ours, theirs = multiprocessing.Pipe()
        pid = os.fork()
        if pid == 0:
            ours.close()
            for worker in self._crew:
                worker.pipe.close()
            _work(theirs, self.job, self.memory)
        theirs.close()
        made: _Worker[Task] = _Worker(pid, ours)
        self._crew.append(made)
        return made

    def _dismiss(self, worker: _Worker[Task]) -> None:
        self._crew.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker[Task]) -> None:
        worker.pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        os.waitpid(worker.pid, 0)


def _work(pipe: Connection, job: Callable[[Any], Any], memory: int) -> NoReturn:
    """The life of a worker: tasks in, results out, until the pipe ends. It never returns into the parent's code."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _fence(memory)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        while True:
            task = pipe.recv()
            try:
                result = job(task)
            except MemoryError:
                result = Lost(f"takes more than {memory / (1 << 30):g} GiB of memory to read: split it")
            except RecursionError:
                result = Lost("nested too deep to be read: give its text as .txt")
            pipe.send(result)
    except (EOFError, BrokenPipeError, ConnectionError):
        status = 0
    finally:
        # Not sys.exit: the parent's open files and database are not the worker's to close.
        os._exit(status)


def _spent(pid: int) -> float:
    """The seconds of a processor that a process has had; no number where the system does not tell: then clocks decide."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return math.nan


def _fence(memory: int) -> None:
    """Bounds what this process may hold: what it holds already counts, what it has merely mapped does not."""
    try:
        pages = [int(word) for word in Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]]
    except (OSError, ValueError):
        mapped = held = 0
    else:
        mapped, held = (number * resource.getpagesize() for number in pages)
    most = max(memory, mapped + memory - held)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
