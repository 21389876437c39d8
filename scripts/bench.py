"""Measures speed and memory beside underthesea and ViNLP on the same text: `python scripts/bench.py [TEXTS]`.

TEXTS holds articles as gzipped JSON lines with `text`; without it, ../shared/news/political.jsonl.gz if it is there,
else the sample reports. Speeds are of one core, in the process's own time, the best of three runs, after one text to
warm up; words are those of `dnnd.tokenize`. Commands are run as a user runs them, over all cores, and their memory is
that of all their processes together.
"""

from __future__ import annotations

import datetime
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from dnnd import tokenize
from dnnd.annotate import annotate, plain_article
from dnnd.dates import find_dates
from dnnd.names import find_names
from dnnd.roles import find_roles
from dnnd.segment import document
from dnnd.slogans import find_slogans

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "news" / "political.jsonl.gz"
# How many articles are read by dnnd, and by the slower tools; how many words one long line has.
_MANY, _FEW = 300, 10
_LONG_LINE = 100_000
# Lines that may make the rules of dates go astray.
_HOSTILE = ("1", "ngày ", "1/", "5 - ", "ngày 5, ")
Row = tuple[str, str]


# --- what is measured ------------------------------------------------------------------------------------------------


def names_and_roles(text: str) -> None:
    """What `dnnd entities` looks for, but for titled things."""
    doc = document(text)
    find_roles(doc, find_names(doc))


def everything(text: str) -> None:
    """Words, names, titled things, roles and dates of one article."""
    _ = annotate(plain_article(text)).document.words


def underthesea_words(text: str) -> None:
    from underthesea import word_tokenize

    word_tokenize(text)


def underthesea_names(text: str) -> None:
    from underthesea import ner

    for line in filter(str.strip, text.split("\n")):
        ner(line)


def vinlp_names(text: str) -> None:
    from ViNLP import ner

    for line in filter(str.strip, text.split("\n")):
        ner(line)


# --- how -------------------------------------------------------------------------------------------------------------


def articles() -> list[str]:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else NEWS
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data").glob("20??/*.txt"))]


def count(texts: Iterable[str]) -> int:
    return sum(len(tokenize(text)) for text in texts)


def megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def seconds(find: Callable[[Any], object], texts: Iterable[Any], times: int = 3) -> float:
    """The least of some runs over all texts."""
    texts = list(texts)
    find(texts[0])
    return min(_once(find, texts) for _ in range(times))


def _once(find: Callable[[Any], object], texts: Iterable[Any]) -> float:
    began = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - began


def command(*arguments: str) -> tuple[float, float]:
    """How long a command takes, in seconds, and the most memory of all its processes together, in MB."""
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "dnnd", *arguments], stdout=subprocess.DEVNULL, start_new_session=True
    )
    most, over = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(running.pid, most, over))
    watch.start()
    running.wait()
    over.set()
    watch.join()
    return time.perf_counter() - began, most[0]


def _watch(session: int, most: list[float], over: threading.Event) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    while not over.wait(0.05):
        taken = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(process.name)) == session:
                    resident, shared = (process / "statm").read_text().split()[1:3]
                    taken += (int(resident) - int(shared)) * page
            except OSError:  # it has ended meanwhile
                continue
        most[0] = max(most[0], taken / 1e6)


# --- the tables ------------------------------------------------------------------------------------------------------


def beside_others(texts: list[str]) -> Iterator[tuple[str, ...]]:
    """Speed of words and names, in words a second, beside the other tools, and how many times theirs."""
    many, few = texts[:_MANY], texts[:_FEW]
    words, of_few = count(many), count(few)
    mine = words / seconds(tokenize, many)
    theirs = of_few / seconds(underthesea_words, few)
    yield "words", f"{mine:,.0f}", f"{theirs:,.0f}", "", f"{mine / theirs:.1f}"
    mine = words / seconds(names_and_roles, many)
    first, second = (of_few / seconds(find, few, 1) for find in (underthesea_names, vinlp_names))
    times = f"{mine / first:.0f}; {mine / second:.1f}"
    yield "names and roles", f"{mine:,.0f}", f"{first:,.0f}", f"{second:,.0f}", times


def throughput(texts: list[str]) -> Iterator[Row]:
    """Megabytes a second of one core, and how the time grows."""
    many = texts[:_MANY]
    size = megabytes(many)
    yield "everything, one article at a time", f"{size / seconds(everything, many):.3f} MB/s"
    day = datetime.date(2020, 6, 1)
    read = [document(text) for text in many]
    yield "dates", f"{size / seconds(lambda doc: find_dates(doc, day), read):.1f} MB/s"
    for piece in _HOSTILE:
        line = piece * (10**6 // len(piece))
        taken = seconds(lambda text: find_dates(document(text), day), [line], 1)
        yield f"dates, one line of a million {piece!r}", f"{taken:.1f} s"
    words = " ".join(" ".join(many).split()).split(" ")
    for size_of_line in (_LONG_LINE // 100, _LONG_LINE // 10, _LONG_LINE):
        part = " ".join(words[:size_of_line])
        taken = seconds(names_and_roles, [part])
        yield (
            f"names and roles, one line of {size_of_line:,} syllables",
            f"{1e6 * taken / size_of_line:.1f} µs a syllable",
        )
    for share in (16, 4, 1):
        some = texts[: len(texts) // share]
        taken = _once(find_slogans, [[document(text) for text in some]])
        yield f"slogans of {len(some):,} articles", f"{taken / megabytes(some):.2f} s/MB"


def commands(texts: list[str]) -> Iterator[tuple[str, ...]]:
    """Time and memory of commands as a user runs them."""
    report = max((ROOT / "data").glob("20??/*.txt"), key=lambda file: file.stat().st_size)
    yield "dnnd --help", *_shown(command("--help"))
    yield f"dnnd entities, {report.stat().st_size / 1000:.0f} kB", *_shown(command("entities", str(report)))
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:06d}.txt").write_text(text, encoding="utf-8")
        for name in ("entities", "dates", "slogans"):
            yield f"dnnd {name}, {megabytes(texts):.1f} MB", *_shown(command(name, folder))


def _shown(measured: tuple[float, float]) -> Row:
    return f"{measured[0]:.2f} s", f"{measured[1]:.0f} MB"


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Rows as they come, in the form of a document."""
    for row in (heading, ("---",) * len(heading)):
        sys.stdout.write("| " + " | ".join(row) + " |\n")
    for row in rows:
        sys.stdout.write("| " + " | ".join(row) + " |\n")
        sys.stdout.flush()
    sys.stdout.write("\n")


def main() -> None:
    texts = articles()
    sys.stdout.write(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; "
        f"{len(texts):,} articles, {megabytes(texts):.1f} MB\n\n"
    )
    table(("words a second", "dnnd", "underthesea", "ViNLP", "times theirs"), beside_others(texts))
    table(("one core", "measured"), throughput(texts))
    table(("command, all cores", "time", "memory"), commands(texts))


if __name__ == "__main__":
    main()
