"""Counts in unlabelled text how names and words are written: `python scripts/build_signals.py OPEN_TEXT`.

Writes `src/dnnd/models/seen_names.tsv` and `seen_words.tsv`, evidence for the model that finds names: the types that
the words before a name tell, how often a word has a capital, and the class of words and names that stand in the same
surroundings. They hold counts of names and words, and no sentence. OPEN_TEXT is the folder of the README of data/gold.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from dnnd.lexicon import table
from dnnd.syllables import is_vietnamese, phrase_key

MODELS = Path(__file__).parent.parent / "src" / "dnnd" / "models"
TEXTS = ("wiki/viwiki.jsonl.gz", "news/political.jsonl.gz", "news/general.jsonl.gz")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.&][^\W\d_]+)*|\d+|[^\w\s]")
_LONGEST_NAME = 5
# What is seen less often says too little.
_FEWEST_NAMES, _FEWEST_WORDS, _FEWEST_SIGNS = 5, 20, 2
# A name whose signs disagree more than this is left without a type.
_CLEAR_SHARE = 0.7
# Classes: how many narrow and wide ones; the frequent words that make the surroundings; the dimensions; the rounds.
_NARROW, _WIDE, _SURROUNDINGS, _DIMENSIONS, _ROUNDS = 400, 64, 2500, 60, 30


@dataclass
class Seen:
    """The counts: tokens, their capitals, the signs before names, and which tokens stand beside which."""

    tokens: Counter[str] = field(default_factory=Counter)
    capitals: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    signs: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    beside: Counter[tuple[str, str, int]] = field(default_factory=Counter)


def main(folder: Path) -> None:
    lines = [tokens(line) for name in TEXTS for article in _articles(folder / name) for line in article.split("\n")]
    seen = Seen()
    for line in lines:
        seen.tokens.update(line)
    _count(lines, seen)
    classes = _classes(seen)
    typed = ((name, _type(seen.signs[name]), number) for name, number in sorted(classes.items()) if name[0].isupper())
    _write("seen_names.tsv", ("name", "type", "class"), typed)
    both = seen.small + seen.capitals
    words = sorted(word for word, count in both.items() if count >= _FEWEST_WORDS)
    rows = ((word, seen.capitals[word], seen.small[word], classes.get(word, "")) for word in words)
    _write("seen_words.tsv", ("word", "capital", "small", "class"), rows)


def _articles(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def tokens(line: str) -> list[str]:
    """The words of a line in small letters, and its names, each as one token with its capitals.

    >>> tokens("Ông Lê Văn Tám thăm Samsung.")
    ['ông', 'Lê Văn Tám', 'thăm', 'Samsung', '.']
    """
    found: list[str] = []
    last_end, run = -1, 0
    for word in _WORD.finditer(line):
        text = word[0]
        first = not found or found[-1] in '.!?:;"“”-'
        joins = run and word.start() == last_end + 1 and text[0].isupper() and run < _LONGEST_NAME
        if joins:
            found[-1] += " " + text
            run += 1
        else:
            run = int(text[0].isupper() and not (first and text[1:].islower() and is_vietnamese(text)))
            found.append(text if run else text.lower())
        last_end = word.end()
    return found


def _count(lines: Iterable[list[str]], seen: Seen) -> None:
    cues = {phrase_key(entry.name): entry.kind for entry in table("name_cues")}
    frequent = {token for token, _ in seen.tokens.most_common(_SURROUNDINGS)}
    for line in lines:
        for at, token in enumerate(line):
            if token[0].isupper():
                seen.capitals.update(token.lower().split(" "))
                before = line[max(0, at - 3) : at]
                cue = next((cues[c] for n in (3, 2, 1) if (c := " ".join(before[-n:])) in cues), None)
                if cue:
                    seen.signs[token][cue] += 1
            elif at:
                seen.small[token] += 1
            for step in (-2, -1, 1, 2):
                if 0 <= at + step < len(line) and line[at + step] in frequent:
                    seen.beside[token, line[at + step], max(-1, min(step, 1)) if abs(step) == 1 else 2] += 1


def _classes(seen: Seen) -> dict[str, str]:
    """A narrow and a wide class for each frequent word and name: tokens whose surroundings are alike have the same."""
    fewest = {True: _FEWEST_NAMES, False: _FEWEST_WORDS}
    kept = sorted(t for t, n in seen.tokens.items() if t[0].isalpha() and n >= fewest[t[0].isupper()])
    row = {token: number for number, token in enumerate(kept)}
    pairs = [(row[t], f"{step} {other}", n) for (t, other, step), n in sorted(seen.beside.items()) if t in row]
    column = {name: number for number, name in enumerate(sorted({name for _, name, _ in pairs}))}
    counts = csr_matrix(
        ([n for *_, n in pairs], ([r for r, *_ in pairs], [column[c] for _, c, _ in pairs])),
        shape=(len(row), len(column)),
        dtype=float,
    )
    points = _vectors(counts)
    both = zip(_nearest(points, _NARROW), _nearest(points, _WIDE), strict=True)
    return {token: f"{narrow}.{wide}" for token, (narrow, wide) in zip(kept, both, strict=True)}


def _vectors(counts: Any) -> Any:
    """The surroundings of each token as a vector of length 1: positive pointwise information, then its main axes."""
    rows, columns = np.asarray(counts.sum(axis=1)).ravel(), np.asarray(counts.sum(axis=0)).ravel()
    weighed = counts.tocoo()
    information = np.log(weighed.data * counts.sum() / (rows[weighed.row] * columns[weighed.col]))
    positive = csr_matrix((np.maximum(information, 0), (weighed.row, weighed.col)), shape=counts.shape)
    axes, sizes, _ = svds(positive, k=_DIMENSIONS, v0=np.ones(min(counts.shape)))
    vectors = axes * np.sqrt(sizes)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _nearest(points: Any, count: int) -> list[int]:
    """The number of the centre, of so many, that each point is nearest to, after k-means from a fixed beginning."""
    chosen = np.random.default_rng(2019).choice(len(points), count, replace=False)
    centres = points[np.sort(chosen)]
    for _ in range(_ROUNDS):
        nearest = np.argmax(points @ centres.T, axis=1)
        for number in range(count):
            members = points[nearest == number]
            if len(members):
                mean = members.mean(axis=0)
                centres[number] = mean / max(np.linalg.norm(mean), 1e-9)
    return [int(number) for number in nearest]


def _type(signs: Counter[str]) -> str:
    """The type that the words before a name tell; "" where they are few or disagree."""
    (kind, most), *_ = signs.most_common(1) or [("", 0)]
    return kind if signs.total() >= _FEWEST_SIGNS and most >= _CLEAR_SHARE * signs.total() else ""


def _write(name: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    lines = ["\t".join(columns)] + ["\t".join(map(str, row)) for row in rows]
    (MODELS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{name}: {len(lines) - 1} rows\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
