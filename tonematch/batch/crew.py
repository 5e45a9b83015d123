"""Who does the photos of a batch: this process, or several of them side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from tonematch.batch.jobs import BatchJob, Wishes
from tonematch.batch.row import Row, row_of
from tonematch.batch.worker import begin

AHEAD = 2
"""Photos in hand for each worker: one being done and one waiting, so that nobody waits for the table."""
WORKER_DIED: Row = {
    "status": "error",
    "error_code": "batch.worker_died",
    "error": "The process that worked on this photo was ended from outside or ran out of memory, twice. "
    "Look at the photo by itself, with 'tonematch match'.",
}

Work = Callable[[BatchJob, Wishes], Row]
Promise = Callable[[], Row]


class Crew(Protocol):
    """Does photos; rows are asked for in the order in which the photos were handed over."""

    @property
    def window(self) -> int:
        """How many photos may be handed over before the first row is asked for."""

    def hand_over(self, job: BatchJob, wishes: Wishes) -> Promise:
        """Take a photo, and promise its row."""


@contextmanager
def crew_of(workers: int, work: Work = row_of) -> Iterator[Crew]:
    """Give who does the photos, and let them go afterwards; what is in hand then is dropped.

    Parameters
    ----------
    workers
        1 for this process; more for processes of their own.
    work
        What is done for a photo; for other processes a function of a module.
    """
    if workers == 1:
        yield Alone(work)
        return
    several = Several(workers, work)
    try:
        yield several
    finally:
        several.let_go()


@dataclass(frozen=True)
class Alone:
    """The process that writes the table, and nobody else: a photo is done when its row is asked for."""

    work: Work
    window: int = 0

    def hand_over(self, job: BatchJob, wishes: Wishes) -> Promise:
        """Take a photo, and promise its row."""
        return lambda: self.work(job, wishes)


class Several:
    """Processes of their own; a pool, which is set up anew when one of them dies."""

    def __init__(self, workers: int, work: Work) -> None:
        self.window = workers * AHEAD
        self._workers = workers
        self._work = work
        self._pool = self._fresh(workers)

    def hand_over(self, job: BatchJob, wishes: Wishes) -> Promise:
        """Take a photo, and promise its row."""
        pool = self._pool
        try:
            future = pool.submit(self._work, job, wishes)
        except BrokenProcessPool:
            self._replace(pool)
            return lambda: self._alone(job, wishes)
        return lambda: self._row(pool, future, job, wishes)

    def let_go(self) -> None:
        """End the processes; what has not been begun is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _row(self, pool: ProcessPoolExecutor, future: "Future[Row]", job: BatchJob, wishes: Wishes) -> Row:
        try:
            return future.result()
        except BrokenProcessPool:
            self._replace(pool)
            return self._alone(job, wishes)

    def _alone(self, job: BatchJob, wishes: Wishes) -> Row:
        """Do a photo whose pool broke once more, by a process that has nothing else to do."""
        alone = self._fresh(1)
        try:
            return alone.submit(self._work, job, wishes).result()
        except BrokenProcessPool:
            return WORKER_DIED
        finally:
            alone.shutdown(wait=True, cancel_futures=True)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Set a pool up in place of one that broke, once: several photos in hand may tell of the same."""
        if self._pool is broken:
            broken.shutdown(wait=True, cancel_futures=True)
            self._pool = self._fresh(self._workers)

    @staticmethod
    def _fresh(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)
