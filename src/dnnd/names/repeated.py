"""Finds names again that one place of a text is sure of, where another gives no sign of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress

from dnnd.lexicon import keys
from dnnd.names.clauses import Clause, Hit
from dnnd.syllables import is_vietnamese


class Known:
    """Names that one place of the text is sure of, for other places that give no sign of their own."""

    def __init__(self, read: Sequence[Clause], found: Sequence[list[Hit]]) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self._learn_homographs(read, found)
        self._given = _given_names(read, found)
        for clause, hits in zip(read, found, strict=True):
            for hit in hits:
                if hit.type == "PER" and hit.end - hit.start > 1:
                    end = hit.start + 1 if hit.rule == "nickname" else hit.end
                    self._learn(clause, hit.start, end, "PER", "repeated_name")
                    self._learn_surname(clause, hit, end)
                if hit.type == "ORG" and hit.end - hit.start > 2 and self._has_abbreviation(clause, hit.end):
                    self._learn(clause, hit.end + 1, hit.end + 2, "ORG", "taught_abbreviation")
        self._longest = max((key.count(" ") + 1 for key in self._names), default=0)
        self._first = {key.split(" ")[0] for key in self._names} | self._given

    def _learn_homographs(self, read: Sequence[Clause], found: Sequence[list[Hit]]) -> None:
        """Countries that are a word too, where the text names them more than once and never has the word: "Anh"."""
        pairs = ((clause, hit) for clause, hits in zip(read, found, strict=True) for hit in hits)
        counts = Counter(
            clause.key(hit.start) for clause, hit in pairs if hit.type == "LOC" and hit.end == hit.start + 1
        )
        for key in keys("places", "homograph") & {key for key, count in counts.items() if count > 1}:
            if not any(key in clause.written for clause in read):
                self._names[key] = ("LOC", "repeated_country")

    def _learn_surname(self, clause: Clause, hit: Hit, end: int) -> None:
        """The last word of a foreign name, by which the text calls the person afterwards."""
        last = clause.units[end - 1].text
        if len(last) > 3 and last[1:].islower() and not is_vietnamese(last):
            self._learn(clause, end - 1, end, "PER", "repeated_surname")

    def _learn(self, clause: Clause, start: int, end: int, kind: str, rule: str) -> None:
        self._names.setdefault(" ".join(u.key for u in clause.units[start:end]), (kind, rule))

    @staticmethod
    def _has_abbreviation(clause: Clause, at: int) -> bool:
        if clause.key(at) != "(" or clause.key(at + 2) != ")":
            return False
        long = len(clause.units[at + 1].text) > 2
        return long and clause.units[at + 1].is_all_caps and not clause.match("bodies", at + 1)

    def repeated(self, clause: Clause, hits: list[Hit]) -> list[Hit]:
        """Known names in the parts of a sentence that no rule has claimed."""
        if self._first.isdisjoint(compress(clause.keys, clause.capitals)):
            return []
        taken = [False] * (clause.size + 1)
        for hit in hits:
            taken[hit.start : hit.end] = [True] * (hit.end - hit.start)
        found: list[Hit] = []
        at = 0
        while at < clause.size:
            known = None if taken[at] or not clause.capitals[at] else self._at(clause, at, taken)
            if known:
                found.append(known)
            at = known.end if known else at + 1
        return found

    def _at(self, clause: Clause, at: int, taken: list[bool]) -> Hit | None:
        if clause.key(at) not in self._first:
            return None
        for end in range(min(at + self._longest, clause.size), at, -1):
            if any(taken[at:end]) or not clause.is_capital(end - 1):
                continue
            known = self._names.get(" ".join(unit.key for unit in clause.units[at:end]))
            if known and self._is_written_so(clause, at, end, known[1]):
                return Hit(at, end, *known)
        if clause.key(at) in self._given and _stands_alone(clause, at):
            return Hit(at, at + 1, "PER", "repeated_given_name")
        return None

    @staticmethod
    def _is_written_so(clause: Clause, at: int, end: int, rule: str) -> bool:
        """Whether the stretch is no part of another name or word: "Anh Dũng", "Anh ấy", "James Moore Street"."""
        if rule == "taught_abbreviation":
            return clause.units[at].is_all_caps
        if rule == "repeated_country":
            return not (clause.is_capital(end) or clause.match("non_names", at))
        alone = not (clause.is_capital(end) or clause.is_capital(at - 1) or clause.is_joined(end))
        return rule != "repeated_surname" or (alone and not clause.is_joined(at))


def _given_names(read: Sequence[Clause], found: Sequence[list[Hit]]) -> set[str]:
    """The given names by which the text calls people whose full name it has: "Lê Văn Tám … Tám khai".

    Each is seen alone inside a sentence, or behind an honorific, so that it is no word at the head of one.
    """
    full: set[str] = set()
    called: set[str] = set()
    for clause, hits in zip(read, found, strict=True):
        people = [hit for hit in hits if hit.type == "PER"]
        full.update(clause.key(hit.end - 1) for hit in people if hit.end > hit.start + 1 and _is_home(clause, hit))
        called.update(clause.key(hit.start) for hit in people if hit.end == hit.start + 1)
    names = {
        key for key in full if not (key in keys("non_names") or key in keys("body_heads") or key in keys("places"))
    }
    for clause, hits in zip(read, found, strict=True):
        taken = {i for hit in hits for i in range(hit.start, hit.end)}
        called.update(
            clause.keys[at]
            for at in compress(range(clause.size), clause.capitals)
            if clause.keys[at] in names
            and at not in taken
            and not clause.begins_clause(at)
            and _stands_alone(clause, at)
        )
    return names & called


def _is_home(clause: Clause, hit: Hit) -> bool:
    return all(is_vietnamese(unit.text) for unit in clause.units[hit.start : hit.end])


def _stands_alone(clause: Clause, at: int) -> bool:
    """Whether a word with one capital stands between words without, and is not the first half of a longer word."""
    word = clause.units[at].text
    if clause.is_capital(at - 1) or clause.is_capital(at + 1) or clause.is_joined(at) or clause.is_dash(at + 1):
        return False
    says = clause.match("speech_verbs", at + 1) is not None
    begins_word = clause.begins_clause(at) and clause.is_half_word(at) and not says  # "Phương pháp này …"
    return word[0].isupper() and word[1:].islower() and not begins_word and not clause.stops(at)
