"""Many articles over several processes: the same records, in the same order, as one after another."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from dnnd.annotate import annotate, plain_article
from dnnd.workers import annotate_all, unordered

SENTENCE = "Ngày 5/3/2020, Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm huyện Vân Hồ. "


def test_processes_find_what_one_finds_in_the_same_order() -> None:
    articles = [plain_article(f"Bài {number}. " + SENTENCE * 5) for number in range(8)]
    assert list(annotate_all(articles, workers=2, worthwhile=0)) == [annotate(article) for article in articles]


def test_names_or_dates_are_left_out_in_processes_too() -> None:
    (found,) = annotate_all([plain_article(SENTENCE)], dates=False, workers=2, worthwhile=0)
    assert found.mentions and not found.timexes


def test_an_interrupt_ends_all_processes(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(SENTENCE * 800, encoding="utf-8")
    command = [sys.executable, "-m", "dnnd", "entities", str(tmp_path)]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    while not list(temporary.glob("dnnd-*/parts/*")) and running.poll() is None:
        time.sleep(0.01)  # until it is at work
    os.killpg(running.pid, signal.SIGINT)  # what a terminal sends for Ctrl-C
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130 and b"Traceback" not in errors, errors.decode()
    assert not list(temporary.glob("dnnd-*"))


_kept: list[bytes] = []


def growing(size: int) -> int:
    """The process that did this, and keeps so many bytes of it."""
    _kept.append(b"x" * size)
    return os.getpid()


def test_a_process_that_has_grown_is_replaced() -> None:
    large = list(unordered(growing, [120 << 20] * 5, workers=2))
    assert len(large) == 5 == len(set(large))
    small = list(unordered(growing, [1] * 30, workers=2))
    assert len(small) == 30 and len(set(small)) <= 2
