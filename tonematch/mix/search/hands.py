"""Work shared by two threads; compiled code lets go of the interpreter, so both really run."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

HANDS = 2
"""Threads at most: what a small computer has, and what leaves room on a shared one."""


def shared_out(work: Callable[[Iterator[int]], Result], jobs: int) -> list[Result]:
    """Let each thread draw jobs 0 to `jobs` - 1 from one heap, and give back what each made of its own.

    Who takes which job depends on the machine's mood, so `work` must be such that the results together do not.
    """
    heap = iter(range(jobs))
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(work, [heap] * HANDS))
