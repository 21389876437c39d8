"""Parts of a store made by the workers of a Dask scheduler: the one place that uses dask.distributed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import operator
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from threading import Lock
from typing import Any, Protocol, TypeVar

from dnnd import disk
from dnnd.errors import ClusterError, DnndError
from dnnd.remote import location
from dnnd.store import MARKER, identity

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_Identity = tuple[int, str, str]
SharedOut = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]

TIMEOUT = 10.0  # seconds in which a scheduler must answer
PATIENCE = 60.0  # seconds in which its first worker must have joined
# How many tasks are under way for each worker, so that none waits for the next one.
_AHEAD = 3
_ALONE = Lock()  # a worker of several threads makes one part at a time: more would only take turns


class _Named(Protocol):
    """A file of a task."""

    @property
    def file(self) -> str:
        """Its name."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """What comes of a task on a worker that must not do it."""

    worker: str
    why: str


@contextlib.contextmanager
def connected(scheduler: str, store: str) -> Iterator[SharedOut]:
    """Within it, a function like `workers.unordered` whose tasks are done by the workers of a scheduler.

    `store` is what the tasks write to, as every machine calls it; each task is a batch of files. What is
    pending is given up at the end. ClusterError where distributed is not installed, where no scheduler answers within
    `TIMEOUT` seconds or none any more, and where no worker joins it within `PATIENCE` seconds.
    """
    client = _client(scheduler)
    try:
        with _answering(client, scheduler):
            _await_worker(client, scheduler)
            yield partial(_unordered, client, store)
    finally:
        with contextlib.suppress(Exception):  # the scheduler may be gone
            client.close(TIMEOUT)


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--scheduler needs dask.distributed; pip install 'dnnd[cluster]'") from None
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters is told as an error
    try:
        asyncio.run(_answers(scheduler))  # a client that is made in vain complains at its end
        return Client(scheduler, timeout=TIMEOUT, set_as_default=False)
    except Exception:  # whatever it may be that answers there
        raise ClusterError(
            f"--scheduler {scheduler}: no Dask scheduler answers there within {TIMEOUT:g} seconds; start one with "
            "dask scheduler, and give the address that it prints, such as tcp://10.0.0.1:8786"
        ) from None


async def _answers(scheduler: str) -> None:
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(scheduler, timeout=TIMEOUT, **Security().get_connection_args("client"))
    await comm.close()


@contextlib.contextmanager
def _answering(client: Any, scheduler: str) -> Iterator[None]:
    """Within it a scheduler that is gone is a ClusterError."""
    from concurrent.futures import CancelledError

    from distributed import CancelledError as Cancelled
    from distributed.comm import CommClosedError

    try:
        yield
    except (CancelledError, Cancelled, OSError, RuntimeError) as error:
        if client.status == "running" and not isinstance(error, CommClosedError):
            raise
        raise ClusterError(
            f"--scheduler {scheduler}: it is gone; start it and run the same again, what is finished is kept"
        ) from None


def _await_worker(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ClusterError(
            f"--scheduler {scheduler}: no worker has joined it within {PATIENCE:g} seconds; start some with "
            f"dask worker {scheduler} --nthreads 1"
        ) from None


# --- on the machine that asks --------------------------------------------------------------------------------------


def _unordered(
    client: Any, store: str, work: Callable[[Sequence[_Named]], _Result], tasks: Iterable[Sequence[_Named]]
) -> Iterator[_Result]:
    """What `work` makes of each task, as it gets done; few tasks are under way at a time."""
    from distributed import as_completed
    from toolz import compose

    _check_workers(client, store)
    coming = iter(tasks)
    checked = partial(partial, _checked, identity(), store, work)
    unpacked = compose(operator.call, pickle.loads)  # bytes pass through the scheduler, which needs no dnnd
    running: Any = as_completed(loop=client.loop)
    given: dict[str, Sequence[_Named]] = {}
    while True:
        room = _AHEAD * max(1, len(client.nthreads())) - running.count()
        for task in islice(coming, max(0, room)):
            future = client.submit(unpacked, pickle.dumps(checked(task)), pure=False)
            given[future.key] = task
            running.add(future)
        if running.is_empty():
            return
        for future in running.next_batch():
            yield _result(client, store, future, given.pop(future.key))


def _result(client: Any, store: str, future: Any, task: Sequence[_Named]) -> Any:
    """What a task has come to. ClusterError where no worker could or would do it."""
    from distributed import KilledWorker

    try:
        result = future.result()
    except KilledWorker as error:
        raise ClusterError(
            f"{task[0].file} to {task[-1].file}: {error.allowed_failures + 1} workers died over these files, the last "
            f"one at {error.last_worker.address}; look at its log, give it more memory, and run the same again"
        ) from None
    except (ImportError, AttributeError):  # a worker that has joined meanwhile
        _check_workers(client, store)
        raise
    if isinstance(result, _Refused):
        raise _refused(result)
    return result


def _check_workers(client: Any, store: str) -> None:
    """ClusterError where a worker must not write this store. The others are asked again with each task."""
    from toolz import pipe

    question = pickle.dumps(partial(_refusal, identity(), store))
    asked = client.run(pipe, question, pickle.loads, operator.call, on_error="return")
    for worker, why in sorted(asked.items()):
        if isinstance(why, (ImportError, AttributeError)):
            why = "it has no dnnd, or another version of it; install the same version"
        if isinstance(why, str) and why:
            raise _refused(_Refused(worker, why))


def _refused(one: _Refused) -> ClusterError:
    return ClusterError(f"worker {one.worker}: {one.why}; then run the same again")


# --- on a worker ---------------------------------------------------------------------------------------------------


def _checked(said: _Identity, store: str, work: Callable[[_Task], _Result], task: _Task) -> _Result | _Refused:
    from distributed import get_worker

    why = _refusal(said, store)
    if why:
        return _Refused(get_worker().address, why)
    with _ALONE:
        return work(task)


def _refusal(said: _Identity, store: str) -> str:
    """Why this process must not write parts of a store; nothing where it may."""
    here = identity()
    if here[1] != said[1]:
        return f"it has dnnd {here[1]}, and this is dnnd {said[1]}; install the same version"
    if here != said:
        return "it has other lexicons, models or libraries than this dnnd; install the same ones"
    try:
        disk.read(location(store) / MARKER)
    except DnndError:
        return f"it does not see {store}; name a store that all machines can open"
    return ""
