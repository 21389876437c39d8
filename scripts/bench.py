"""Measures speed, growth and memory, beside underthesea and ViNLP on the same text; writes docs/measurements.md.

`python scripts/bench.py` reads the news under ../shared/news where they are, else the sample reports, and then leaves
out what needs many articles. Speeds are of one core, in the process's own time, the best of three runs, after one text
to warm up; words are those of `dnnd.tokenize`. Garbage is collected as seldom as the command does it, for all tools.
Commands are run as a user runs them, over all cores; their memory is the most that all their processes together hold,
what they share counted once.
"""

from __future__ import annotations

import datetime
import gc
import gzip
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from dnnd import tokenize
from dnnd.annotate import annotate, plain_article
from dnnd.annotated import Annotated
from dnnd.cli import SELDOM
from dnnd.counts import SECTIONS
from dnnd.dates import find_dates
from dnnd.names import find_names
from dnnd.roles import find_roles
from dnnd.segment import document
from dnnd.slogans import find_slogans

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "news"
REPORT = ROOT / "docs" / "measurements.md"
# How many articles are read, and beside the slowest tool; how many words one long line has.
_MANY, _FEW = 300, 10
_LONG_LINE = 100_000
# Lines that may make the rules of dates go astray.
_HOSTILE = ("1", "ngày ", "1/", "5 - ", "ngày 5, ")
_NO_SLOGANS = [word for section in SECTIONS if section != "slogans" for word in ("--section", section)]
Row = tuple[str, ...]


# --- what is measured ------------------------------------------------------------------------------------------------


def names_and_roles(text: str) -> None:
    """What `dnnd entities` looks for, but for titled things."""
    doc = document(text)
    find_roles(doc, find_names(doc))


def worded(text: str) -> Annotated:
    """One article with all that is found in it by itself, its words too."""
    one = annotate(plain_article(text), forget=False)
    _ = one.document.word_offsets  # which is what a store keeps
    one.document.forget()
    return one


def everything(texts: Sequence[str]) -> None:
    """Words, names, titled things, roles and dates of each article, and the slogans of all."""
    read = [worded(text) for text in texts]
    find_slogans([one.document for one in read], [one.taken for one in read])


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


def same_boundaries(texts: Iterable[str]) -> tuple[int, int]:
    """How many ends of words underthesea puts into the sentences, and how many of them dnnd puts there too."""
    from underthesea import word_tokenize

    theirs = same = 0
    for text in texts:
        doc = document(text)
        for number, sentence in enumerate(doc.sentences):
            mine = (word.text for word in doc.words if doc.sentence_at(word.start) == number)
            wanted = _ends(word_tokenize(sentence.text))
            theirs, same = theirs + len(wanted), same + len(wanted & _ends(mine))
    return theirs, same


def _ends(words: Iterable[str]) -> set[int]:
    """Where words end, in visible characters: underthesea spells some syllables in another way."""
    return set(accumulate(len("".join(word.split())) for word in words))


# --- how -------------------------------------------------------------------------------------------------------------


def articles() -> list[str]:
    path = NEWS / "political.jsonl.gz"
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


def command(*arguments: str, cores: int | None = None, watched: bool = True) -> tuple[float, float]:
    """How long a command takes, in seconds, and the most memory of all its processes together, in MB.

    Watching takes a tenth of a core: where only the time counts it is left out.
    """
    bind = (lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])) if cores else None
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "dnnd", *arguments, *([] if arguments == ("--help",) else ["--quiet"])],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=bind,
    )
    most, over = [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(running.pid, most, over))
    if watched:
        watch.start()
    status = running.wait()
    taken = time.perf_counter() - began
    over.set()
    if watched:
        watch.join()
    if status:
        raise SystemExit(f"dnnd {' '.join(arguments)}: exit status {status}")
    return taken, most[0]


def _watch(session: int, most: list[float], over: threading.Event) -> None:
    while not over.wait(0.1):
        taken = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(process.name)) == session:
                    lines = (process / "smaps_rollup").read_text().splitlines()
                    taken += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            except (OSError, StopIteration):  # it has ended meanwhile
                continue
        most[0] = max(most[0], taken / 1e3)


# --- the tables ------------------------------------------------------------------------------------------------------


def beside_others(texts: list[str]) -> Iterator[Row]:
    """Speed of words and names, in words a second, beside another tool on the same text, and how many times its."""
    for what, find, tool, other, articles, runs in (
        ("words", tokenize, "underthesea", underthesea_words, _MANY, 3),
        ("names and roles", names_and_roles, "underthesea", underthesea_names, _FEW, 1),
        ("names and roles", names_and_roles, "ViNLP", vinlp_names, _MANY, 3),
    ):
        those = texts[:articles]
        words = count(those)
        theirs, mine = words / seconds(other, those, runs), words / seconds(find, those)
        yield f"{what}, {len(those)} articles", f"{mine:,.0f}", f"{tool} {theirs:,.0f}", f"{mine / theirs:.1f}"


def throughput(texts: list[str]) -> Iterator[Row]:
    """Megabytes a second of one core, and lines that are hard."""
    many = texts[:_MANY]
    size = megabytes(many)
    theirs, same = same_boundaries(many)
    yield "ends of words that are underthesea's too", f"{same:,} of {theirs:,}"
    yield "everything", f"{size / seconds(everything, [many]):.3f} MB/s"
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
        taken = 1e6 * seconds(names_and_roles, [part]) / size_of_line
        yield f"names and roles, one line of {size_of_line:,} syllables", f"{taken:.1f} µs a syllable"


def growth(texts: list[str]) -> Iterator[Row]:
    """How the time a megabyte grows with the text at a time: the same text in sixteen parts, in four and as one.

    In the process's own time, the least of two runs, after some text to warm up.
    """
    everything(texts[-_MANY:])
    size = megabytes(texts)
    least: dict[int, tuple[float, ...]] = {}
    for parts in (16, 4, 1) * 2:
        taken = [sum(both) for both in zip(*(_finding(texts[n::parts]) for n in range(parts)), strict=True)]
        least[parts] = tuple(map(min, taken, least.get(parts, taken)))
    for parts, (found, slogans) in least.items():
        yield f"{size / parts:.1f} MB at a time", f"{found / size:.2f} s", f"{slogans / size:.2f} s"


def _finding(texts: Sequence[str]) -> tuple[float, float]:
    """How long it takes to find all but the slogans of some texts, and then these."""
    began = time.process_time()
    read = [worded(text) for text in texts]
    found = time.process_time()
    find_slogans([one.document for one in read], [one.taken for one in read])
    return found - began, time.process_time() - found


def cold() -> Iterator[Row]:
    """Commands on little text: the least of five runs."""
    reports = [*(NEWS.parent / "reports").glob("*.txt"), *(ROOT / "data").glob("20??/*.txt")]
    report = max(reports, key=lambda file: file.stat().st_size)
    entities = f"dnnd entities, {report.stat().st_size / 1000:.0f} kB"
    for name, arguments in (("dnnd --help", ("--help",)), (entities, ("entities", str(report)))):
        yield name, *_shown(min(command(*arguments) for _ in range(5)))


def collection(copies: int) -> Iterator[Row]:
    """Time and memory of commands on all the news, and so many altered copies of each article."""
    with tempfile.TemporaryDirectory() as made:
        folder, store = Path(made) / "news", str(Path(made) / "store")
        sides = []
        for name in ("political", "general"):
            unpack = [sys.executable, str(NEWS / "unpack.py"), str(folder / name), "--set", name]
            subprocess.run([*unpack, "--copies", str(copies)], check=True, stdout=subprocess.DEVNULL)
            sides.append(f"{name}={folder / name}")
        size = sum(file.stat().st_size for file in folder.rglob("*.txt")) / 1e6
        if not copies:
            alone, together = (min(pair) for pair in zip(*_by_cores(folder / "political", made), strict=True))
            yield "annotate, political news only, one core", f"{alone:.1f} s", ""
            yield f"the same, all cores: {alone / together:.2f} times as fast", f"{together:.1f} s", ""
        yield f"annotate, {size:.0f} MB", *_shown(command("annotate", *sides, "-o", store))
        yield "annotate again, nothing changed", *_shown(command("annotate", *sides, "-o", store))
        for name, arguments in (("entities", []), ("dates", []), ("compare without slogans", _NO_SLOGANS)):
            yield f"{name}, from the store", *_shown(command(name.split()[0], store, *arguments))
        if not copies:
            for name in ("entities", "dates", "slogans"):
                yield f"{name}, from the files", *_shown(command(name, str(folder)))


def _by_cores(folder: Path, made: str) -> Iterator[tuple[float, float]]:
    """How long it takes to annotate a folder with one core, and with all; twice."""
    for run in range(2):
        to = [str(Path(made) / f"{run}-{which}") for which in ("one", "all")]
        alone, _ = command("annotate", str(folder), "-o", to[0], cores=1, watched=False)
        together, _ = command("annotate", str(folder), "-o", to[1], watched=False)
        yield alone, together


def _shown(measured: tuple[float, float]) -> Row:
    return f"{measured[0]:.2f} s", f"{measured[1]:.0f} MB"


# --- the report ------------------------------------------------------------------------------------------------------


class Report:
    """Writes to the screen as it goes, and to the document after each table, where there are news to measure on."""

    def __init__(self) -> None:
        self._kept = io.StringIO()

    def say(self, text: str) -> None:
        """One line, or more."""
        for out in (sys.stdout, self._kept):
            out.write(text + "\n")
        sys.stdout.flush()

    def table(self, heading: Row, rows: Iterable[Row]) -> None:
        """Rows as they come, in the form of a document."""
        for row in (heading, ("---",) * len(heading)):
            self.say("| " + " | ".join(row) + " |")
        for row in rows:
            self.say("| " + " | ".join(row) + " |")
        self.say("")
        if NEWS.is_dir():
            REPORT.write_text(self._kept.getvalue().rstrip() + "\n", encoding="utf-8")


def machine() -> str:
    """What this was measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def main() -> None:
    gc.set_threshold(*SELDOM)
    texts, report = articles(), Report()
    report.say("# Measurements\n")
    report.say("Written by `make bench`; `scripts/bench.py` says how each figure is measured.\n")
    report.say(f"{machine()}; {len(texts):,} articles, {megabytes(texts):.1f} MB, where no other size is given.\n")
    report.table(("words a second, one core", "dnnd", "another tool", "times its"), beside_others(texts))
    report.table(("one core", "measured"), throughput(texts))
    report.table(("time a megabyte, one core", "all but slogans", "slogans"), growth(texts))
    report.table(("command on little text", "time", "memory"), cold())
    if (NEWS / "unpack.py").is_file():
        report.table(("command, all cores, 13,041 articles", "time", "memory"), collection(0))
        report.table(("four times as many", "time", "memory"), collection(3))


if __name__ == "__main__":
    main()
