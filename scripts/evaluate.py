"""Measures what dnnd finds in the annotated sentences, and what other tools find: `python scripts/evaluate.py`.

Precision, recall and F1 of exact spans and types on the test part of data/gold, for dnnd, for its rules without the
model, for underthesea and for ViNLP, in one run; written to docs/accuracy.md. `--errors` lists what dnnd gets wrong in
the development part, since who has seen the test part can no longer be measured by it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dnnd.names import find_names, read_by_rules
from dnnd.segment import document
from dnnd.titled import find_titled
from gold import NAMES, Sentence, own_sentences

REPORT = Path(__file__).parent.parent / "docs" / "accuracy.md"
GENERAL = ("society", "world")  # the files of general news; all others are official
TITLED = ("EVENT", "DOC", "AWARD")
Found = set[tuple[int, int, str]]


@dataclass
class Score:
    """Counts by type: what was found and right, what was found, what is annotated."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Found, found: Found) -> None:
        self.right.update(kind for *_, kind in gold & found)
        self.found.update(kind for *_, kind in found)
        self.gold.update(kind for *_, kind in gold)

    def of(self, kinds: Iterable[str]) -> tuple[float, float, float]:
        """Precision, recall and F1 of some types together."""
        right, found, gold = (sum(counts[k] for k in kinds) for counts in (self.right, self.found, self.gold))
        return right / max(1, found), right / max(1, gold), 2 * right / max(1, found + gold)


def dnnd_names(text: str) -> Found:
    return {(m.start, m.end, m.type) for m in find_names(document(text))}


def rules_alone(text: str) -> Found:
    read = read_by_rules(document(text))
    return {(c.units[h.start].start, c.units[h.end - 1].end, h.type) for c, hits in read for h in hits}


def dnnd_titled(text: str) -> Found:
    return {(m.start, m.end, m.type) for m in find_titled(document(text))}


def underthesea_names(text: str) -> Found:
    from underthesea import ner

    return spans(text, ner(text))


def vinlp_names(text: str) -> Found:
    from ViNLP import ner

    return spans(text, ner(text))


SYSTEMS: dict[str, Callable[[str], Found]] = {
    "dnnd": dnnd_names,
    "dnnd, rules alone": rules_alone,
    "underthesea": underthesea_names,
    "ViNLP": vinlp_names,
}


def spans(text: str, tagged: Sequence[tuple[str, ...]]) -> Found:
    """The spans of words with BIO tags; words are found in the text by their letters, since tools change the spaces."""
    letters = [i for i, character in enumerate(text) if not character.isspace()]
    names: list[list[int | str]] = []
    at, kind = 0, ""
    for word, *_, tag in tagged:
        size = sum(not character.isspace() for character in word.replace("_", " "))
        start, end = letters[min(at, len(letters) - 1)], letters[min(at + size, len(letters)) - 1] + 1
        at += size
        if tag[0] == "I" and tag[2:] == kind:
            names[-1][1] = end
        elif tag != "O":
            names.append([start, end, tag[2:]])
        kind = tag[2:]
    return {(int(a), int(b), str(c)) for a, b, c in names if c in NAMES}


def score(sentences: Sequence[Sentence], find: Callable[[str], Found], *, names: bool) -> Score:
    """What a finder finds in annotated sentences, against what is annotated."""
    total = Score()
    for sentence in sentences:
        total.add(set(sentence.layer(names=names)), find(sentence.text))
    return total


def is_general(sentence: Sentence) -> bool:
    return any(name in sentence.source for name in GENERAL)


def report() -> str:
    """The tables of docs/accuracy.md."""
    test = own_sentences("test")
    groups = {
        "all": test,
        "official": [s for s in test if not is_general(s)],
        "general": [s for s in test if is_general(s)],
    }
    lines = [HEAD.format(count=len(test), official=len(groups["official"]), general=len(groups["general"]))]
    for group, sentences in groups.items():
        lines += ["", f"## People, bodies and places, {group} ({len(sentences)} sentences)", "", *_HEADING]
        for system, find in SYSTEMS.items():
            lines += _rows(system, score(sentences, find, names=True), ("PER", "ORG", "LOC"))
    lines += ["", f"## Events, documents and awards ({len(test)} sentences)", "", *_HEADING]
    return "\n".join([*lines, *_rows("dnnd", score(test, dnnd_titled, names=False), TITLED)]) + "\n"


HEAD = """# How right dnnd is

Written by `make evaluate`: do not edit. Exact span and type, on the test part of [data/gold](../data/gold/README.md):
{count} sentences written for this project ({official} official, {general} general news) that nothing was tuned on. They
are made to be difficult; plain reports are easier."""
_HEADING = ("| system | type | precision | recall | F1 | annotated |", "| --- | --- | --- | --- | --- | --- |")


def _rows(system: str, total: Score, kinds: Sequence[str]) -> list[str]:
    rows = [*((kind, (kind,)) for kind in kinds), ("together", tuple(kinds))]
    return [
        f"| {system} | {name} | {' | '.join(f'{x:.3f}' for x in total.of(of))} | {sum(total.gold[k] for k in of)} |"
        for name, of in rows
    ]


def errors() -> list[str]:
    """What dnnd misses (-) and finds wrongly (+) in the development part, a line each, sorted by type."""
    found = []
    for sentence in own_sentences("dev"):
        gold = set(sentence.spans)
        both = dnnd_names(sentence.text) | dnnd_titled(sentence.text)
        for sign, spans_there in (("-", gold - both), ("+", both - gold)):
            for start, end, kind in spans_there:
                around = f"{sentence.text[max(0, start - 30) : start]}[{sentence.text[start:end]}]"
                found.append(f"{kind}\t{sign}\t{sentence.source}\t{around}{sentence.text[end : end + 20]}")
    return sorted(found)


if __name__ == "__main__":
    if "--errors" in sys.argv:
        sys.stdout.write("\n".join(errors()) + "\n")
    else:
        REPORT.write_text(report(), encoding="utf-8")
        sys.stdout.write(REPORT.read_text(encoding="utf-8"))
