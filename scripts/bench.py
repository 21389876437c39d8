"""Measures speed on one core, beside underthesea and ViNLP on the same text: `python scripts/bench.py [TEXTS]`.

TEXTS holds articles as gzipped JSON lines with `text`; without it, ../shared/news/political.jsonl.gz if it is there,
else the sample reports. Words are those of `dnnd.tokenize`. Each figure is the best of three runs of the process's own
time.
"""

from __future__ import annotations

import datetime
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dnnd import tokenize
from dnnd.dates import find_dates
from dnnd.names import find_names
from dnnd.names.learned import model
from dnnd.roles import find_roles
from dnnd.segment import document

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "news" / "political.jsonl.gz"
# How many articles are read by dnnd, and by the slower tools; how many words one long line has.
_MANY, _FEW = 300, 10
_LONG_LINE = 100_000
# Lines that may make the rules of dates go astray.
_HOSTILE = ("1", "ngày ", "1/", "5 - ", "ngày 5, ")


def names_and_roles(text: str) -> None:
    """What `dnnd entities` looks for, but for titled things."""
    doc = document(text)
    find_roles(doc, find_names(doc))


def underthesea_names(text: str) -> None:
    from underthesea import ner

    for line in filter(str.strip, text.split("\n")):
        ner(line)


def vinlp_names(text: str) -> None:
    from ViNLP import ner

    for line in filter(str.strip, text.split("\n")):
        ner(line)


def articles() -> list[str]:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else NEWS
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data").glob("20??/*.txt"))]


def rate(find: Callable[[str], None], texts: list[str], words: int) -> float:
    """Words a second, after one text to warm up."""
    find(texts[0])
    return words / min(_seconds(find, texts) for _ in range(3))


def _seconds(find: Callable[[Any], object], texts: Iterable[Any]) -> float:
    began = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - began


def count(texts: Iterable[str]) -> int:
    return sum(len(tokenize(text)) for text in texts)


def dates_rows(texts: list[str]) -> list[tuple[str, str]]:
    """The speed of the finder of dates by itself, and of everything on lines that may make its rules go astray."""
    day = datetime.date(2020, 6, 1)
    read = [document(text) for text in texts]
    seconds = min(_seconds(lambda doc: find_dates(doc, day), read) for _ in range(3))
    rows = [("dates, dnnd", f"{sum(len(text.encode()) for text in texts) / 1e6 / seconds:.1f} MB/s")]
    for piece in _HOSTILE:
        line = piece * (10**6 // len(piece))
        taken = _seconds(lambda text: find_dates(document(text), day), [line])
        rows.append((f"dates, one line of a million {piece!r}", f"{taken:.1f} s"))
    return rows


def main() -> None:
    everything = articles()
    many, few = everything[:_MANY], everything[:_FEW]
    words, words_of_few = count(many), count(few)
    began = time.process_time()
    model()
    loaded = time.process_time() - began
    rows = [
        ("model, from its file", f"{loaded * 1000:.0f} ms"),
        ("names and roles, dnnd", f"{rate(names_and_roles, many, words):,.0f} words/s"),
        ("names, underthesea", f"{rate(underthesea_names, few, words_of_few):,.0f} words/s"),
        ("names, ViNLP", f"{rate(vinlp_names, few, words_of_few):,.0f} words/s"),
    ]
    rows += dates_rows(many)
    line = " ".join(" ".join(many).split())
    for size in (_LONG_LINE // 100, _LONG_LINE // 10, _LONG_LINE):
        part = " ".join((line + " ").split(" ")[:size])
        rows.append(
            (f"dnnd on one line of {size:,} syllables", f"{rate(names_and_roles, [part], count([part])):,.0f} words/s")
        )
    for name, figure in rows:
        sys.stdout.write(f"{name:42} {figure:>18}\n")


if __name__ == "__main__":
    main()
