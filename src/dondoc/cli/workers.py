"""Worker processes for many small tasks: a task that ends its process fails alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Generic, NoReturn, TypeVar

from . import interrupts
from .supervisor import die_with_parent

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks that lie ready for a worker while it is at one, so that it never waits for the next.
AHEAD = 4
# What a worker gets to end by itself after SIGTERM, before SIGKILL.
STOP_SECONDS = 2.0
# How often an idle worker looks whether its parent still lives.
LOOK_SECONDS = 1.0


class Worker(Generic[Task, Result]):
    """One process, and the tasks it was given, in the order it does them."""

    def __init__(self, act: Callable[[Task], Result]) -> None:
        self.connection, far_end = multiprocessing.Pipe()
        self.given: deque[int] = deque()
        self.process: BaseProcess = multiprocessing.Process(target=_work, args=(far_end, act), daemon=True)
        # Ctrl-C on a terminal reaches all processes; the parent alone decides what it means.
        former = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, former)
        far_end.close()

    def give(self, index: int, task: Task) -> None:
        """Hand over a task; that a dead worker cannot take it is seen when its result is asked for."""
        self.given.append(index)
        try:
            self.connection.send(task)
        except OSError:
            return

    def end(self) -> None:
        """Take the dead or idle worker away."""
        self.connection.close()
        self.process.join(STOP_SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()


class Workers(Generic[Task, Result]):
    """Some workers that do the same with every task.

    Args:
        act: what a worker does; it raises nothing, and it and its result can be pickled.
        crashed: the result of a task that ended its process.
        jobs: how many processes.
        window: how far the tasks may run ahead of the oldest one that is not done.
    """

    def __init__(
        self, act: Callable[[Task], Result], crashed: Callable[[Task], Result], *, jobs: int, window: int
    ) -> None:
        self._act = act
        self._crashed = crashed
        self._jobs = jobs
        self._window = window

    def results(self, tasks: Sequence[Task]) -> Generator[tuple[int, Result]]:
        """Yield the number of each task with its result, as they come."""
        rest = deque(range(len(tasks)))
        workers: list[Worker[Task, Result]] = []
        try:
            workers += [Worker(self._act) for _ in range(min(self._jobs, len(tasks)))]
            while rest or any(worker.given for worker in workers):
                interrupts.check()
                self._feed(workers, rest, tasks)
                ready = wait([worker.connection for worker in workers if worker.given])
                for place, worker in enumerate(workers):
                    if worker.connection not in ready:
                        continue
                    index = worker.given[0]
                    try:
                        result: Result = worker.connection.recv()
                    except (EOFError, OSError):
                        result = self._crashed(tasks[index])
                        rest.extendleft(list(worker.given)[:0:-1])
                        worker.end()
                        workers[place] = Worker(self._act)
                    else:
                        worker.given.popleft()
                    yield index, result
        finally:
            stop(workers)

    def _feed(self, workers: Sequence[Worker[Task, Result]], rest: deque[int], tasks: Sequence[Task]) -> None:
        """Hand out tasks, the first to everyone before a second to anyone."""
        oldest = min([worker.given[0] for worker in workers if worker.given] + list(rest)[:1])
        for depth in range(1, AHEAD + 1):
            for worker in workers:
                if rest and len(worker.given) < depth and rest[0] < oldest + self._window:
                    index = rest.popleft()
                    worker.give(index, tasks[index])


def in_order(results: Iterable[tuple[int, Result]]) -> Generator[Result]:
    """Yield the results in the order of their tasks."""
    early: dict[int, Result] = {}
    following = 0
    for index, result in results:
        early[index] = result
        while following in early:
            yield early.pop(following)
            following += 1


def stop(workers: Iterable[Worker[Task, Result]]) -> None:
    """End all workers: politely, then by force."""
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.end()


def _work(connection: Connection, act: Callable[[Task], Result]) -> None:
    """Do tasks until told to end, or until the parent is gone."""
    signal.signal(signal.SIGTERM, _leave)
    parent = os.getppid()
    die_with_parent()
    try:
        while os.getppid() == parent:
            if connection.poll(LOOK_SECONDS):
                connection.send(act(connection.recv()))
    except (EOFError, OSError):
        return


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Leave by the way of an exception, so that what was begun is cleaned up."""
    sys.exit(128 + number)
