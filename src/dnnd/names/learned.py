"""Weighs with the model the names that the rules found, and finds those that they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from dnnd.crf import Numbers, load
from dnnd.lexicon import keys
from dnnd.measured import confidence, times_seen
from dnnd.names.clauses import OPENING_QUOTES, Clause, Hit
from dnnd.names.evidence import OUTSIDE, Local, stretches
from dnnd.names.weights import Weights

BY_MODEL = "model"
# What the label of a rule's name is given beside the model's own scores: real reports are nearer to the rules than the
# sentences that the model learned from, which are all difficult. Chosen on the development part.
_TRUST = 1.0
# The same for a rule that the sentences show less often than this, so that the model cannot know what it is worth.
_RARE, _MORE_TRUST = 15, 4.0
# The same for a name with quotation marks in it: the model never parts it.
_ALL_TRUST = 20.0
# A name of the model's own is kept if it is more probable than not.
_EVEN = 0.5
# No person has a name of more units than this, dots and hyphens among them.
_LONGEST_PERSON = 7
# Digits of a number behind a place that is the year of something there.
_YEAR = 4
# Rules that are right at least this often need not be weighed.
_FIRM = 0.94


@cache
def model() -> Weights:
    """The model that finds names, read at its first use."""
    return Weights(load("names"))


def weighed(read: Sequence[tuple[Clause, list[Hit]]], weights: Weights) -> list[tuple[Clause, list[Hit]]]:
    """The sentences of a text with the names on the model's best paths: those of the rules, and the model's own.

    Only stretches near capitals and names are asked about; what lies between them is no name.
    """
    crf = weights.crf
    asked = list(_stretches(weights, read))
    paths = crf.paths([stretch.scores for stretch in asked])
    found = [list(spans([crf.labels[number] for number in path])) for path in paths]
    new = [i for i, stretch in enumerate(asked) if stretch.ruled.keys() < {*found[i], *stretch.ruled}]
    sure = dict(zip(new, crf.marginals([asked[i].scores for i in new], [paths[i] for i in new]), strict=True))
    answers: dict[int, list[int]] = {}
    for i, stretch in enumerate(asked):
        answers.setdefault(id(stretch.clause), []).append(i)
    weighed_sentences = []
    for clause, hits in read:
        mine = answers.get(id(clause), ())
        ruled = {id(hit) for i in mine for hit in asked[i].ruled.values()}
        kept = [hit for hit in hits if id(hit) not in ruled]
        names = [hit for i in mine for hit in asked[i].hits(found[i], sure.get(i))]
        weighed_sentences.append((clause, sorted(kept + names, key=_start)))
    return weighed_sentences


def _start(hit: Hit) -> int:
    return hit.start


@dataclass
class _Stretch:
    """A part of a sentence from unit `start` on, the model's scores of its units, and the names of the rules in it."""

    clause: Clause
    start: int
    scores: Numbers
    ruled: dict[tuple[int, int, str], Hit]

    def hits(self, found: Sequence[tuple[int, int, str]], sure: Sequence[float] | Numbers | None) -> list[Hit]:
        """The names at the spans of the best path; where the model's own will not do, what the rules have there."""
        names, refused = [], []
        for span in found:
            hit = self.ruled.get(span) or self._own(span, sure)
            if hit:
                names.append(hit)
            else:
                refused.append(span)
        taken = {at for hit in names for at in range(hit.start, hit.end)}
        for start, end, _ in refused:
            for at in range(self.start + start, self.start + end):
                left = self._ruled_at.get(at)
                if left and taken.isdisjoint(range(left.start, left.end)):
                    taken.update(range(left.start, left.end))
                    names.append(left)
        return names

    @cached_property
    def _ruled_at(self) -> dict[int, Hit]:
        """The rules' name at each unit that lies in one."""
        return {at: hit for hit in self.ruled.values() for at in range(hit.start, hit.end)}

    def _own(self, span: tuple[int, int, str], sure: Sequence[float] | Numbers | None) -> Hit | None:
        """A name of the model's own; None where it is improbable, or no name could be written so."""
        start, end, kind = span
        probable = float(min(sure[start:end])) if sure is not None else 0.0
        hit = Hit(self.start + start, self.start + end, kind, BY_MODEL, probable)
        ruled = self._ruled_at.get(hit.start)
        lengthened = ruled and ruled.start == hit.start and ruled.end < hit.end and _is_firm(ruled)
        return hit if probable > _EVEN and not lengthened and _may_be_name(self.clause, hit) else None


def _is_firm(hit: Hit) -> bool:
    """Whether the rule that found a name is so sure that the model does not lengthen the name."""
    return confidence(hit.rule) >= _FIRM


def _may_be_name(clause: Clause, hit: Hit) -> bool:
    """Whether a name could be written so: no sign at its edges, no title before it, no common abbreviation ("GDP")."""
    first, last = clause.units[hit.start], clause.units[hit.end - 1]
    initial = last.text == "." and len(clause.units[hit.end - 2].text) <= 2  # "ông H."
    if not first.text[0].isalnum() or not (last.text[0].isalnum() or initial):
        return False
    word = clause.match("non_names", hit.start)
    if clause.stops(hit.start) or (word and word[0] >= hit.end):
        return False
    if hit.type == "PER":
        small = last.text.islower() and not clause.is_joined(hit.end - 1)  # "Hùng “Sài Gòn” - giang hồ"
        if small and last.key not in keys("name_parts", "middle"):  # but "Dương thị"
            return False
        return hit.end - hit.start <= _LONGEST_PERSON and not clause.match("body_heads", hit.start)
    if hit.type == "LOC" and len(last.text) == _YEAR and last.text.isdecimal():
        return False  # "Liên hoan Tây Nguyên 2017"
    sector = clause.match("field_owners", hit.start - 1) or clause.match("field_owners", hit.start - 2)
    return hit.type != "ORG" or not (sector and sector[1].kind == "sector" and sector[0] == hit.start)


def _stretches(weights: Weights, read: Sequence[tuple[Clause, list[Hit]]]) -> Iterator[_Stretch]:
    asked = [stretch for clause, hits in read for stretch in _open_stretches(clause, hits)]
    scores = weights.scores([Local(*stretch) for stretch in asked])
    for (clause, hits, start, end), sums in zip(asked, scores, strict=True):
        for hit in hits:
            given = _trust(clause, hit)
            first, last = hit.start - start, hit.end - start
            sums[first, weights.number[f"B-{hit.type}"]] += given
            sums[first + 1 : last, weights.number[f"I-{hit.type}"]] += given
        weights.crf.bound(sums, before=start > 0, after=end < clause.size)
        yield _Stretch(clause, start, sums, {(h.start - start, h.end - start, h.type): h for h in hits})


def _open_stretches(clause: Clause, hits: Sequence[Hit]) -> Iterator[tuple[Clause, list[Hit], int, int]]:
    """The stretches that the model is asked about, each with the names of the rules in it."""
    for start, end in stretches(clause, hits):
        inside = [hit for hit in hits if start <= hit.start < end]
        if _is_open(clause, inside, start, end):
            yield clause, inside, start, end


def _is_open(clause: Clause, hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether the model is asked about a stretch: not where rules that hardly ever err explain every capital."""
    if not all(map(_is_firm, hits)):
        return True
    at, ends = start, {hit.start: hit.end for hit in hits}
    while at < end:
        behind = ends.get(at)
        if behind is None and clause.capitals[at]:
            behind = _explained_end(clause, at)
            if behind is None:
                return True
        at = behind or at + 1
    return False


def _explained_end(clause: Clause, at: int) -> int | None:
    """The end of the title or common word that explains a capital; the first word of a sentence needs none."""
    found = [match[0] for name in ("honorifics", "non_names") if (match := clause.match(name, at))]
    if found:
        return max(found)
    return at + 1 if clause.begins_speech(at) and not clause.is_capital(at + 1) else None


def _trust(clause: Clause, hit: Hit) -> float:
    """What the labels of a rule's name are given beside the model's scores."""
    if any(unit.text in OPENING_QUOTES for unit in clause.units[hit.start : hit.end]):
        return _ALL_TRUST
    return _MORE_TRUST if times_seen(hit.rule) < _RARE else _TRUST


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
