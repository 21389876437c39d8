"""One line on a terminal that says how far a long run is, and nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_CLEAR = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes to be read in all and done, and the articles found in them."""

    todo: int
    done: int = 0
    articles: int = 0


@contextmanager
def line(quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Within it, a function that shows how far the run is; the line is gone afterwards.

    It shows nothing where standard error is no terminal, or with `quiet`.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    began = time.monotonic()
    try:
        yield lambda progress: _show(f"{_CLEAR}{said(progress, time.monotonic() - began)}")
    finally:
        _show(_CLEAR)


def said(progress: Progress, seconds: float) -> str:
    """A run in words: articles, megabytes a second, and how long it will go on at that pace.

    >>> said(Progress(todo=30_000_000, done=10_000_000, articles=2_500), seconds=20)
    '2,500 articles, 10.0 of 30.0 MB, 0.50 MB/s, 0:40 left'
    >>> said(Progress(todo=30_000_000), seconds=0)
    '0 articles, 0.0 of 30.0 MB'
    """
    read = f"{progress.articles:,} articles, {progress.done / 1e6:.1f} of {progress.todo / 1e6:.1f} MB"
    if not progress.done or seconds <= 0:
        return read
    pace = progress.done / seconds
    return f"{read}, {pace / 1e6:.2f} MB/s, {_clock((progress.todo - progress.done) / pace)} left"


def _clock(seconds: float) -> str:
    """A length of time as hours, minutes and seconds.

    >>> _clock(65), _clock(7_384)
    ('1:05', '2:03:04')
    """
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
