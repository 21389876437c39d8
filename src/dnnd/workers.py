"""Annotates many articles over all cores of this machine, in the order in which they were given."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial

from dnnd.annotate import Annotated, annotate
from dnnd.articles import Article

# Characters: below this, starting processes takes longer than they save.
WORTHWHILE = 1_000_000
# Characters that a process takes at a time.
_CHUNK = 100_000


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
    work = partial(annotate, names=names, dates=dates)
    workers = workers or cores()
    if workers == 1 or sum(len(article.text) for article in articles) < worthwhile:
        yield from map(work, articles)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), _ignore_interrupts) as pool:
        try:
            for done in pool.map(partial(_annotate_chunk, names=names, dates=dates), _chunks(articles)):
                yield from done
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ignore_interrupts() -> None:
    """Ctrl-C ends the main process, and that ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _annotate_chunk(articles: Sequence[Article], names: bool, dates: bool) -> list[Annotated]:
    return [annotate(article, names=names, dates=dates) for article in articles]


def _chunks(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Neighbouring articles of about `_CHUNK` characters together."""
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
