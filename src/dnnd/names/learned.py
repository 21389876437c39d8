"""Weighs with the model the names that the rules found, and finds those that they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dnnd.crf import Crf, Numbers, load
from dnnd.measured import times_seen
from dnnd.names.clauses import OPENING_QUOTES, Clause, Hit
from dnnd.names.evidence import OUTSIDE, evidence, expand, stretches, tags

BY_MODEL = "model"
# What the label of a rule's name is given beside the model's own scores: real reports are nearer to the rules than the
# sentences that the model learned from, which are all difficult. Chosen on the development part.
_TRUST = 1.0
# The same for a rule that the sentences show less often than this, so that the model cannot know what it is worth, and
# for a name with quotation marks in it.
_RARE, _MORE_TRUST = 15, 4.0
# A name of the model's own is kept if it is more probable than not.
_EVEN = 0.5


@cache
def model() -> Crf:
    """The model that finds names, read at its first use."""
    return load("names", expand)


def weighed(read: Sequence[tuple[Clause, list[Hit]]], crf: Crf) -> list[tuple[Clause, list[Hit]]]:
    """The sentences of a text with the names on the model's best paths: those of the rules, and the model's own.

    Only stretches near capitals and names are asked about; what lies between them is no name.
    """
    asked = [stretch for clause, hits in read for stretch in _stretches(crf, clause, hits)]
    paths = crf.paths([stretch.scores for stretch in asked])
    found = [list(spans([crf.labels[number] for number in path])) for path in paths]
    new = [i for i, stretch in enumerate(asked) if stretch.ruled.keys() < {*found[i], *stretch.ruled}]
    sure = dict(zip(new, crf.marginals([asked[i].scores for i in new], [paths[i] for i in new]), strict=True))
    names: dict[int, list[Hit]] = {id(clause): [] for clause, _ in read}
    for i, stretch in enumerate(asked):
        names[id(stretch.clause)] += filter(None, (stretch.hit(span, sure.get(i)) for span in found[i]))
    return [(clause, names[id(clause)]) for clause, _ in read]


@dataclass(frozen=True)
class _Stretch:
    """A part of a sentence from unit `start` on, the model's scores of its units, and the names of the rules in it."""

    clause: Clause
    start: int
    scores: Numbers
    ruled: dict[tuple[int, int, str], Hit]

    def hit(self, span: tuple[int, int, str], sure: Sequence[float] | Numbers | None) -> Hit | None:
        """The rule's name at a span, else the model's; None where that is improbable or begins with a title."""
        if span in self.ruled or sure is None:
            return self.ruled[span]
        start, end, kind = span
        probable = float(min(sure[start:end]))
        if probable <= _EVEN or self.clause.stops(self.start + start):
            return None
        return Hit(self.start + start, self.start + end, kind, BY_MODEL, probable)


def _stretches(crf: Crf, clause: Clause, hits: list[Hit]) -> Iterator[_Stretch]:
    places = stretches(clause, hits)
    ruled, trust = tags(clause, hits), _trust(clause, hits)
    for (start, end), units in zip(places, evidence(clause, hits, places), strict=True):
        scores = crf.scores(units)
        for at in range(start, end):
            if ruled[at] != OUTSIDE:
                scores[at - start, crf.labels.index(ruled[at])] += trust[at]
        crf.bound(scores, before=start > 0, after=end < len(clause))
        inside = {(h.start - start, h.end - start, h.type): h for h in hits if start <= h.start < end}
        yield _Stretch(clause, start, scores, inside)


def _trust(clause: Clause, hits: Sequence[Hit]) -> dict[int, float]:
    """For each unit of a rule's name, what its label is given."""
    given = {}
    for hit in hits:
        quoted = any(unit.text in OPENING_QUOTES for unit in clause.units[hit.start : hit.end])
        rare = quoted or times_seen(hit.rule) < _RARE
        for at in range(hit.start, hit.end):
            given[at] = _MORE_TRUST if rare else _TRUST
    return given


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of the names that BIO labels spell; an inside label without a beginning begins a name.

    >>> list(spans(["O", "B-PER", "I-PER", "B-LOC", "I-ORG"]))
    [(1, 3, 'PER'), (3, 4, 'LOC'), (4, 5, 'ORG')]
    """
    start = 0
    for at, (label, before) in enumerate(zip([*labels, OUTSIDE], [OUTSIDE, *labels], strict=True)):
        goes_on = label == f"I-{before[2:]}" and before != OUTSIDE
        if not goes_on:
            if before != OUTSIDE:
                yield start, at, before[2:]
            start = at
