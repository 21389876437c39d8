"""Annotates many articles over all cores of this machine, in the order in which they were given."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import cache, partial
from itertools import chain, count, islice
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread, current_thread, main_thread
from typing import TypeVar

from dnnd.annotated import Annotated
from dnnd.articles import Article
from dnnd.memory import give_back, held
from dnnd.segment import document
from dnnd.spans import Mention, Role, Timex

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_Records = tuple[tuple[Mention, ...], tuple[Role, ...], tuple[Timex, ...]]

# Characters: below this, starting processes takes longer than they save.
WORTHWHILE = 1_000_000
# Characters that a process takes at a time.
_CHUNK = 100_000
# How many tasks are under way for each process, so that none waits for a slow one before it.
_AHEAD = 4
# Another process takes the place of one that has grown by so many bytes in the tasks of `unordered`, for it remembers
# names and words that came once (20 MB a megabyte of text); where nobody can tell, of one that has done so many tasks.
_GROWTH, _TASKS = 100 << 20, 10


# Seconds that a process has for its end.
_PATIENCE = 5


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def annotate_all(
    articles: Sequence[Article],
    *,
    names: bool = True,
    dates: bool = True,
    workers: int | None = None,
    worthwhile: int = WORTHWHILE,
) -> Iterator[Annotated]:
    """What `annotate` finds in each article, in order; from `worthwhile` characters on `workers` processes share them.

    The processes are started anew and import the main module: call this from within `if __name__ == "__main__":`.
    """
    from dnnd.annotate import annotate  # a store has all its records

    work = partial(annotate, names=names, dates=dates)
    workers = workers or cores()
    if workers == 1 or sum(len(article.text) for article in articles) < worthwhile:
        yield from map(work, articles)
        return
    sizes = [len(article.text) for article in articles]
    chunked = _shared_out(partial(_annotate_chunk, names=names, dates=dates), batches(articles, sizes, _CHUNK), workers)
    for article, found in zip(articles, chain.from_iterable(chunked), strict=True):
        yield Annotated(article, document(article.text), *found)


def unordered(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], workers: int | None = None
) -> Iterator[_Result]:
    """What `work` makes of each task, as it gets done; over `workers` processes where there is more than one task.

    Each process has one task at a time, so that millions of them fit, and ends when it has grown too large. The
    processes are started anew: see `annotate_all`.
    """
    workers = workers or cores()
    coming = iter(tasks)
    first = list(islice(coming, 2))
    if workers == 1 or len(first) < 2:
        yield from map(work, [*first, *coming])
        return
    coming = chain(first, coming)
    free: list[ProcessPoolExecutor] = []
    running: dict[Future[tuple[_Result, bool]], ProcessPoolExecutor] = {}
    with _ended_together():
        while True:
            for task in islice(coming, workers - len(running)):
                pool = free.pop() if free else ProcessPoolExecutor(1, _context(), _begin)
                running |= dict.fromkeys(_submitted(pool, partial(_weighed, work), [task]), pool)
            if not running:
                break
            for one in wait(running, return_when=FIRST_COMPLETED).done:
                result, is_large = one.result()
                pool = running.pop(one)
                if is_large:
                    pool.shutdown(wait=False)
                else:
                    free.append(pool)
                yield result
        for pool in free:
            pool.shutdown()


def batches(tasks: Iterable[_Task], sizes: Iterable[int], most: int) -> Iterator[list[_Task]]:
    """Neighbouring tasks, closed when their sizes together reach `most`.

    >>> list(batches("abcd", [2, 2, 9, 1], 4))
    [['a', 'b'], ['c'], ['d']]
    """
    batch: list[_Task] = []
    held = 0
    for task, size in zip(tasks, sizes, strict=True):
        batch.append(task)
        held += size
        if held >= most:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _shared_out(work: Callable[[_Task], _Result], tasks: Iterable[_Task], workers: int) -> Iterator[_Result]:
    """What `work` makes of each task, in order; few tasks are under way at a time."""
    coming = iter(tasks)
    with _processes(workers) as pool:
        running = deque(_submitted(pool, work, islice(coming, _AHEAD * workers)))
        while running:
            yield running.popleft().result()
            running += _submitted(pool, work, islice(coming, 1))


def _submitted(
    pool: ProcessPoolExecutor, work: Callable[[_Task], _Result], tasks: Iterable[_Task]
) -> list[Future[_Result]]:
    """The tasks on their way. Processes may be born here, so Ctrl-C waits until they are known and ignore it."""
    with _interrupts_held():
        return [pool.submit(work, task) for task in tasks]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Within it Ctrl-C is noted, not heeded; a process that is begun here never hears of it."""
    if current_thread() is not main_thread():
        yield
        return
    noted: list[int] = []
    mask = getattr(signal, "pthread_sigmask", None)  # Windows has none
    handler = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
    before = mask(signal.SIG_BLOCK, {signal.SIGINT}) if mask else None  # new processes take this over
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
        if noted:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes to work in; they end with the main process, however that ends."""
    with ProcessPoolExecutor(workers, _context(), _begin) as pool, _ended_together():
        yield pool


@contextmanager
def _ended_together() -> Iterator[None]:
    """Within it processes are at work, which end at once with an error or Ctrl-C: nothing is written afterwards."""
    try:
        yield
    except BaseException:
        for process in active_children():
            process.terminate()
        _await_ends()
        raise


def _await_ends() -> None:
    for process in active_children():
        process.join(_PATIENCE)


def end_forkserver() -> None:
    """Ends the process that others split off from, which holds all tables and models, once these have ended."""
    _await_ends()
    with suppress(ImportError, AttributeError):  # there is no public way; where there is none at all, memory stays held
        from multiprocessing.forkserver import _forkserver

        if not active_children():
            _forkserver._stop()  # type: ignore[attr-defined]


@cache
def _context() -> BaseContext:
    """How processes are begun: split off one that has loaded all tables and models, so that they share them."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", "dnnd.preloaded"])
    return context


def _begin() -> None:
    """Ctrl-C ends the main process, and that ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _at_begin()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


_at_begin = cache(held)  # how much memory this process held when it began
_done = count(1)  # its tasks


def _weighed(work: Callable[[_Task], _Result], task: _Task) -> tuple[_Result, bool]:
    """What `work` makes of a task, and whether this process has grown too large for another one."""
    result = work(task)
    give_back()
    size = held()
    return result, size - _at_begin() > _GROWTH if size else next(_done) >= _TASKS


def _annotate_chunk(articles: Sequence[Article], names: bool, dates: bool) -> list[_Records]:
    """The records alone: the texts need not come back."""
    from dnnd.annotate import annotate

    found = (annotate(article, names=names, dates=dates) for article in articles)
    return [(one.mentions, one.roles, one.timexes) for one in found]
