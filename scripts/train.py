"""Trains the model that finds names: `python scripts/train.py OPEN_TEXT` writes src/dnnd/models/names.json.

The same sentences give the same file, byte for byte. OPEN_TEXT is the folder of the open texts whose annotations lie
in data/gold/open; the README of data/gold says where they are to be had.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from dnnd.crf import Crf, dumps
from dnnd.measured import confidence, counts
from dnnd.names import read_by_rules
from dnnd.names.clauses import Clause, Hit
from dnnd.names.evidence import OUTSIDE, Group, evidence, expand, tags
from dnnd.names.learned import weighed
from dnnd.names.weights import Weights
from dnnd.segment import document
from dnnd.titled import find_titled
from gold import Sentence, open_sentences, own_sentences

MODELS = Path(__file__).parent.parent / "src" / "dnnd" / "models"
MODEL, RULES = MODELS / "names.json", MODELS / "rules.tsv"
# L1 leaves few features, L2 keeps their weights small; chosen on the development part.
OPTIONS = {"c1": 0.2, "c2": 0.1, "max_iterations": 120, "feature.possible_transitions": True}
# Weights are kept to this many digits: what differs in the last bits between machines does not reach the file.
_DIGITS = 3
Trained = tuple[list[str], list[list[float]], dict[str, list[float]]]


def main(folder: Path) -> None:
    own, others = own_sentences("train"), open_sentences(folder, "train")
    found = Counter(rule for sentence in own for *_, rule in _by_rules(sentence))
    _write_rules(found, Counter(), Counter())
    kept, right = rates(own, others)
    _write_rules(found, kept, right)
    labels, transitions, features = train(own + others)
    MODEL.write_text(dumps(labels, transitions, features), encoding="utf-8")
    size = MODEL.stat().st_size
    count = len(own) + len(others)
    sys.stderr.write(f"{count} sentences, {len(features)} features, {size / 1e6:.2f} MB: {MODEL.name}\n")


def train(sentences: Sequence[Sentence]) -> Trained:
    """The labels, the transitions and the features of a model of the names in annotated sentences."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=OPTIONS, verbose=False)
    for sentence in sentences:
        for features, labels in examples(sentence):
            trainer.append(features, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return _model(tagger)


def rates(own: Sequence[Sentence], others: Sequence[Sentence]) -> tuple[Counter[str], Counter[str]]:
    """For each rule, and for the model, how many names it has in the end, and how many of them are right.

    Each half of the sentences is read by a model that has learned from the other half.
    """
    kept: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for half in (own[::2], own[1::2]):
        held_out = {sentence.source for sentence in half}
        weights = Weights(Crf(*train([s for s in own if s.source not in held_out] + list(others))))
        for sentence in half:
            doc = document(sentence.text)
            names = [(m.start, m.end, m.type, m.found_by) for m in find_titled(doc)]
            names += [name for clause, hits in weighed(read_by_rules(doc), weights) for name in _offsets(clause, hits)]
            kept.update(rule for *_, rule in names)
            right.update(rule for *span, rule in names if tuple(span) in sentence.spans)
    return kept, right


def _by_rules(sentence: Sentence) -> list[tuple[int, int, str, str]]:
    read = read_by_rules(document(sentence.text))
    return [name for clause, hits in read for name in _offsets(clause, hits)]


def _offsets(clause: Clause, hits: Sequence[Hit]) -> list[tuple[int, int, str, str]]:
    return [(clause.units[hit.start].start, clause.units[hit.end - 1].end, hit.type, hit.rule) for hit in hits]


def _write_rules(found: Counter[str], kept: Counter[str], right: Counter[str]) -> None:
    rules = sorted(found | kept)
    rows = "".join(f"{rule}\t{found[rule]}\t{kept[rule]}\t{right[rule]}\n" for rule in rules)
    RULES.write_text(f"rule\tfound\tkept\tright\n{rows}", encoding="utf-8")
    counts.cache_clear()
    confidence.cache_clear()


def examples(sentence: Sentence) -> list[tuple[list[list[str]], list[str]]]:
    """The features and labels of each clause that dnnd reads in an annotated sentence."""
    doc = document(sentence.text)
    gold = sentence.layer(names=True)
    return [
        ([_features(unit) for unit in evidence(clause, hits, 0, clause.size)], tags(clause, clause_spans(clause, gold)))
        for clause, hits in read_by_rules(doc)
    ]


def _features(unit: Sequence[Group]) -> list[str]:
    return [feature for group in unit for feature in expand(group)]


def clause_spans(clause: Clause, gold: Sequence[tuple[int, int, str]]) -> list[Hit]:
    """The annotated names as spans of units; one that a clause's end or a unit cuts is left out."""
    starts = {unit.start: i for i, unit in enumerate(clause.units)}
    ends = {unit.end: i + 1 for i, unit in enumerate(clause.units)}
    return [Hit(starts[a], ends[b], kind, "gold") for a, b, kind in gold if a in starts and b in ends]


def _model(tagger: pycrfsuite.Tagger) -> Trained:
    info = tagger.info()
    labels = sorted(info.labels, key=lambda label: (label != OUTSIDE, label))
    number = {label: i for i, label in enumerate(labels)}
    transitions = [[0.0] * len(labels) for _ in labels]
    for (before, after), weight in info.transitions.items():
        transitions[number[before]][number[after]] = round(weight, _DIGITS)
    features: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        if kept := round(weight, _DIGITS):
            features.setdefault(feature, [0.0] * len(labels))[number[label]] = kept
    return labels, transitions, features


if __name__ == "__main__":
    main(Path(sys.argv[1]))
