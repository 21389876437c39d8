"""Reads the annotated sentences: those of data/gold, and the stand-off annotations of open text.

A stand-off row holds no sentence: `part`, the `id` of a text, `start` and `end` of the sentence in it, `sha1` (the
first eight digits, of the sentence) and `spans` ("TYPE start end" in the sentence, with "; " between).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notation import parse

GOLD = Path(__file__).parent.parent / "data" / "gold"
PARTS = ("train", "dev", "test")
NAMES = frozenset({"PER", "ORG", "LOC"})
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence: where it is written, its text, and (start, end, type) of each span."""

    source: str
    text: str
    spans: tuple[tuple[int, int, str], ...]

    def layer(self, *, names: bool) -> list[tuple[int, int, str]]:
        """The spans of the names (PER, ORG, LOC), or those of titled things."""
        return [span for span in self.spans if (span[2] in NAMES) == names]


def own_sentences(part: str) -> list[Sentence]:
    """The sentences written for the project, of one part: train, dev or test."""
    return [
        Sentence(f"{part}/{path.name}:{number}", *_frozen(line))
        for path in sorted((GOLD / part).glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def _frozen(line: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    text, spans = parse(line)
    return text, tuple(spans)


def open_sentences(folder: Path, part: str) -> list[Sentence]:
    """The annotated sentences of open text, from the texts under `folder` and the spans in data/gold/open.

    Raises SystemExit where a text is missing or another version.
    """
    return [
        sentence
        for name, texts in (("ud-vtb", _treebank(folder)), ("wiki", _wiki(folder)))
        for sentence in _standoff(name, texts, part)
    ]


def _standoff(name: str, texts: dict[str, str], part: str) -> Iterator[Sentence]:
    path = GOLD / "open" / f"{name}.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        row_part, key, start, end, digest, spans = line.split("\t")
        if row_part != part:
            continue
        text = texts.get(key, "")[int(start) : int(end)]
        if sha1(text) != digest:
            raise SystemExit(
                f"{path}:{number}: the text of {key!r} is missing or another version; see data/gold/README.md"
            )
        read = (span.split(" ") for span in spans.split("; ") if span)
        yield Sentence(f"open/{name}.tsv:{number}", text, tuple((int(a), int(b), kind) for kind, a, b in read))


def sha1(text: str) -> str:
    """The first digits of a sentence's digest, which tell another version of the text."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:_DIGITS]


def _treebank(folder: Path) -> dict[str, str]:
    """The sentences of UD Vietnamese VTB by their sent_id."""
    texts: dict[str, str] = {}
    for path in sorted((folder / "ud-vtb").glob("*.conllu")):
        key = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# sent_id"):
                key = line.partition("=")[2].strip()
            elif line.startswith("# text"):
                texts.setdefault(key, line.partition("=")[2].strip())
    return texts


def _wiki(folder: Path) -> dict[str, str]:
    """The articles by their title; of two with the same title, none."""
    texts: dict[str, str] = {}
    twice = set()
    with gzip.open(folder / "wiki" / "viwiki.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["title"] in texts:
                twice.add(article["title"])
            texts[article["title"]] = article["text"]
    return {title: text for title, text in texts.items() if title not in twice}
