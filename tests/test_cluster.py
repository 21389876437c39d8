"""A store made by workers of a Dask scheduler: the same bytes as by this machine, whatever happens to the workers."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from dnnd import cluster
from dnnd.articles import Reading
from dnnd.errors import ClusterError, StoreError
from dnnd.inputs import sides
from dnnd.parts import Wanted
from dnnd.progress import Progress
from dnnd.store import INDEX
from dnnd.storing import Done, write_store
from test_cli import run
from test_store import contents, finished

SENTENCE = "Ngày 5/3/2020, Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm huyện Vân Hồ. "
ARTICLES = 24
BATCH = 2_000
needs_distributed = pytest.mark.skipif(find_spec("distributed") is None, reason="dask.distributed is not installed")
# A process without dnnd, one with another version of it, and one with other lexicons.
WITHOUT = "import sys; sys.modules['dnnd'] = None\n"
OLDER = "import dnnd.store; dnnd.store.version = lambda name: '0.0.9'\n"
OTHER = "import dnnd.store; dnnd.store.knowledge = lambda: '00'\n"


def started(program: str, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A Dask scheduler or worker in a process of its own, with a working directory of its own."""
    folder.mkdir()
    code = f"from distributed.cli.dask_{program} import main\nmain()"
    if program == "scheduler":  # it needs no dnnd
        code = WITHOUT + code
    command = [sys.executable, "-c", code, "--no-dashboard", *arguments]
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
        "DASK_LOGGING__DISTRIBUTED": "error",
    }
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)


class Cluster:
    """A scheduler on this machine and its workers, one thread each."""

    def __init__(self, folder: Path) -> None:
        """Starts the scheduler in a folder for all processes."""
        self.folder, self.told = folder, folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = started(
            "scheduler", folder / "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.told)
        )

    @property
    def address(self) -> str:
        """What --scheduler is given."""
        import json

        wait(lambda: self.told.exists() and self.told.stat().st_size > 0)
        return str(json.loads(self.told.read_text())["address"])

    def add(self, preload: str = "") -> subprocess.Popen[bytes]:
        """Starts a worker; `preload` is what it does first."""
        folder = self.folder / f"worker{len(list(self.folder.iterdir()))}"
        arguments = ["--nthreads", "1", "--no-nanny", "--memory-limit", "0"] + (
            ["--preload", preload] if preload else []
        )
        worker = started("worker", folder, self.address, *arguments)
        self.workers.append(worker)
        return worker

    def joined(self, workers: int) -> None:
        """Waits until so many workers have joined."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            wait(lambda: len(client.nthreads()) == workers)

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        """Ends some of the processes at once."""
        for process in processes:
            process.kill()
            process.wait(timeout=30)


def wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler for all tests of this module."""
    machines = Cluster(tmp_path_factory.mktemp("cluster"))
    yield machines
    machines.end(*machines.workers, machines.scheduler)


@pytest.fixture
def two(machines: Cluster) -> Cluster:
    """The same with two workers, new ones where a test has ended some."""
    for _ in range(2 - sum(worker.poll() is None for worker in machines.workers)):
        machines.add()
    machines.joined(2)
    return machines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with texts in `news`, and what this machine makes of them in `here`."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "news").mkdir()
    for number in range(ARTICLES):
        text = f"Bài số {number}. {SENTENCE * (20 + number % 7)}Bà Trần Thị Chín, Chủ tịch UBND tỉnh, phát biểu."
        (folder / "news" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "news" / "bad.txt").write_bytes(b"Hoi\xff\xfe nghi")
    with contextlib.chdir(folder):
        wrote("here", workers=1)
    return folder


@pytest.fixture
def there(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a new store, with `folder` as the working directory."""
    monkeypatch.chdir(folder)
    return os.path.relpath(tmp_path / "store", folder)


def wrote(
    store: str,
    scheduler: str | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    workers: int | None = None,
) -> Done:
    """A store with small parts of the folder `news` of the working directory."""
    named = [("news", side) for side in sides(["news"])]
    return write_store(Path(store), named, Reading(), tell=tell, batch=BATCH, workers=workers, scheduler=scheduler)


def once(happens: Callable[[], object]) -> Callable[[Progress], None]:
    """What happens when the first part is there."""
    waiting = [happens]

    def tell(progress: Progress) -> None:
        if progress.done and waiting:
            assert progress.done < progress.todo / 3
            waiting.pop()()

    return tell


# --- the same store ------------------------------------------------------------------------------------------------


@needs_distributed
def test_the_same_bytes_and_answers(two: Cluster, folder: Path, there: str) -> None:
    assert wrote(there, two.address).read == ARTICLES + 1
    assert contents(Path(there)) == contents(folder / "here") and len(finished(Path(there))) > 10
    assert run("entities", there).stdout == run("entities", "news").stdout
    assert wrote(there, two.address).read == 1  # the one that cannot be read


@needs_distributed
def test_the_command_line(two: Cluster, there: str) -> None:
    done = run("annotate", "news", "-o", there, "--scheduler", two.address)
    assert done.returncode == 3 and done.stdout.splitlines()[1] == f"news,{ARTICLES + 1},{ARTICLES},1".encode()
    assert done.stderr.count(b"\n") == 2 and b"news/bad.txt: byte 3 (0xFF)" in done.stderr
    assert run("entities", there).stdout == run("entities", "news").stdout


@needs_distributed
def test_a_worker_that_dies(two: Cluster, folder: Path, there: str) -> None:
    assert wrote(there, two.address, once(lambda: two.end(two.workers[-1]))).read == ARTICLES + 1
    assert two.workers[-1].poll() is not None
    assert contents(Path(there)) == contents(folder / "here")


@needs_distributed
def test_all_workers_die_and_another_one_joins(two: Cluster, folder: Path, there: str) -> None:
    def change() -> None:
        two.end(*two.workers)
        two.add()

    wrote(there, two.address, once(change))
    assert contents(Path(there)) == contents(folder / "here")


@needs_distributed
def test_an_interrupt_keeps_what_is_done(two: Cluster, folder: Path, there: str) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wrote(there, two.address, once(interrupt))
    assert finished(Path(there)) and not (Path(there) / INDEX).exists()
    assert wrote(there, two.address).read < ARTICLES + 1
    assert contents(Path(there)) == contents(folder / "here")


# --- workers that are refused --------------------------------------------------------------------------------------


@needs_distributed
@pytest.mark.parametrize(
    ("preload", "said", "late"),
    [
        (WITHOUT, "it has no dnnd, or another version of it; install the same version", False),
        (OLDER, "it has dnnd 0.0.9, and this is dnnd", False),
        (WITHOUT, "it has no dnnd, or another version of it; install the same version", True),
        (OTHER, "it has other lexicons, models or libraries than this dnnd", True),
    ],
    ids=["none", "older", "none, later", "other, later"],
)
def test_another_dnnd(two: Cluster, folder: Path, there: str, preload: str, said: str, late: bool) -> None:
    def join() -> None:
        two.add(preload)
        two.joined(3)

    if not late:
        join()
    try:
        with pytest.raises(ClusterError, match=rf"^worker tcp://127.0.0.1:\d+: {said}.*run the same again$"):
            wrote(there, two.address, once(join) if late else lambda _: None)
        assert late == bool(finished(Path(there)))
    finally:
        two.end(two.workers.pop())
    two.joined(2)
    wrote(there, two.address)
    assert contents(Path(there)) == contents(folder / "here")


@needs_distributed
def test_a_store_that_the_workers_do_not_see(two: Cluster, folder: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    try:
        done = run("annotate", "news", "-o", "memory://cluster", "--scheduler", two.address, cwd=folder)
    finally:
        fsspec.filesystem("memory").rm("memory://cluster", recursive=True)
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert b"it does not see memory://cluster; name a store that all machines can open" in done.stderr


@needs_distributed
def test_a_worker_that_cannot_write(two: Cluster, there: str) -> None:
    def block() -> None:
        (Path(there) / "parts").rename(Path(there) / "elsewhere")

    with pytest.raises(StoreError, match="cannot be written: no such file or directory"):
        wrote(there, two.address, once(block))


# --- no cluster ----------------------------------------------------------------------------------------------------


@needs_distributed
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "127.0.0.1", "none://1", "no.such.host.invalid:8786", ""])
def test_no_scheduler(folder: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    done = run("annotate", "news", "-o", str(tmp_path / "store"), "--scheduler", address, cwd=folder)
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert f"--scheduler {address}: no Dask scheduler answers there within 0.5 seconds".encode() in done.stderr
    assert not (tmp_path / "store").exists()


@needs_distributed
def test_no_worker(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    machines = Cluster(tmp_path)
    try:
        with pytest.raises(
            ClusterError, match=r"no worker has joined it within 0\.2 seconds; start some with dask worker"
        ):
            wrote(str(tmp_path / "store"), machines.address)
    finally:
        machines.end(machines.scheduler)


@needs_distributed
def test_a_scheduler_that_dies(folder: Path, there: str, tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    machines = Cluster(tmp_path / "cluster")
    try:
        machines.add()
        with pytest.raises(ClusterError, match=r"^--scheduler tcp://127\.0\.0\.1:\d+: it is gone; start it and run"):
            wrote(there, machines.address, once(lambda: machines.end(machines.scheduler)))
    finally:
        machines.end(*machines.workers, machines.scheduler)
    assert finished(Path(there)) and wrote(there, workers=1).read < ARTICLES + 1
    assert contents(Path(there)) == contents(folder / "here")


@needs_distributed
def test_workers_that_always_die() -> None:
    from distributed import KilledWorker

    def result() -> None:
        raise KilledWorker("task", SimpleNamespace(address="tcp://10.0.0.2:1"), 3)

    with pytest.raises(ClusterError, match=r"^a\.txt to z\.txt: 4 workers died over .* at tcp://10\.0\.0\.2:1; look"):
        cluster._result(None, "", SimpleNamespace(result=result), [Wanted("a.txt", 0), Wanted("z.txt", 0)])


def test_without_distributed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run("annotate", "news", "-o", str(tmp_path / "store"), "--scheduler", "tcp://127.0.0.1:1", cwd=folder)
    assert done.returncode == 1 and not (tmp_path / "store").exists()
    assert done.stderr == b"dnnd: --scheduler needs dask.distributed; pip install 'dnnd[cluster]'\n"
