"""Finds who speaks a quotation: "…", đồng chí X nhấn mạnh; X cho rằng: "…"; lời dạy của X: "…"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dnnd.lexicon import phrases
from dnnd.quotations import Quotation
from dnnd.segment import Document
from dnnd.spans import Mention, Role, Span
from dnnd.syllables import Syllable

# An attribution may hold a name with its titles; longer ones were not seen in 2,041 news articles.
_FARTHEST = 220
_MARKS = "\"“”„«»″"
_TAIL_END = re.compile(rf"[!?;\n{_MARKS}]|\.(?=\s|$)")
_HEAD_START = re.compile(rf"[!?;\n{_MARKS}]|\.(?=\s)")
_LINK = re.compile(r"\s*[,–—-]")
_CHAIN = re.compile(r"[\s,]*(?:và|hay|rồi)?[\s,:]*")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak: where the text names them, and their full name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks (empty where the text does not tell), the word that says so, and on which side of the quotation.

    `with_colon`: a colon leads to the quotation, so that it is speech even where no speech verb is known.
    """

    speaker: str
    trigger: str
    before: bool
    with_colon: bool = False


def people(taken: Sequence[Span]) -> list[Person]:
    """The people among the records of the other finders: names by their full form, titles by their holder."""
    found = [Person(m.start, m.end, m.entity or m.text) for m in taken if isinstance(m, Mention) and m.type == "PER"]
    found += [Person(r.start, r.end, r.person) for r in taken if isinstance(r, Role) and r.person]
    return sorted(found, key=lambda p: (p.start, p.end, p.name))


def attribution(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    """The attribution beside a quotation, the one behind it first; None where no speech verb stands by it."""
    return _behind(doc, quotation, known) or _before(doc, quotation, known)


def continues(doc: Document, earlier: Quotation, later: Quotation) -> bool:
    """Whether a quotation goes on with the one before it: "…" và "…", or the next sentence of the same line."""
    between = doc.text[earlier.outer_end : later.outer_start]
    if later.start < earlier.outer_end or "\n" in between:
        return False
    return bool(_CHAIN.fullmatch(between)) or opens_sentence(doc, later)


def opens_sentence(doc: Document, quotation: Quotation) -> bool:
    """Whether nothing of its sentence stands before the quotation."""
    before = doc.text[max(0, quotation.outer_start - 3) : quotation.outer_start].rstrip(" ")
    return not before or before[-1] in ".!?…\n" + _MARKS


def _behind(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    start = quotation.outer_end
    if not _LINK.match(doc.text, start) and quotation.text[-1] not in ",?!…":
        return None
    cut = _TAIL_END.search(doc.text, start, start + _FARTHEST)
    units = doc.units(start, cut.start() if cut else min(len(doc.text), start + _FARTHEST))
    verbs = _matches(units, "verb")
    if not verbs:
        return None
    at, size = verbs[0]
    named = [p for p in _within(known, start, units[at].start)]
    # "…", theo lời kể của ông X: the name may also stand behind the word.
    named = named or [p for p in _within(known, units[at].start, units[-1].end) if at <= 2]
    speaker = named[0].name if named else _written_name(units[:at])
    return Attribution(speaker or _earlier(known, quotation.start, units[:at]), _text(units[at : at + size]), False)


def _before(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    end = quotation.outer_start
    start = max(0, end - _FARTHEST)
    for cut in _HEAD_START.finditer(doc.text, start, end):
        start = cut.end()
    units = doc.units(start, end)
    with_colon = bool(units) and units[-1].text == ":"
    body = units[:-1] if with_colon else units
    words = sorted([*_matches(body, "verb"), *_matches(body, "words_of")])
    leading = [(at, size) for at, size in words if with_colon or _leads(body[at + size :])]
    if not leading:
        return _named_before_colon(body, known) if with_colon else None
    at, size = leading[-1]
    named = [p.name for p in _within(known, start, body[at].start)][-1:]
    behind = [p.name for p in _within(known, body[at].start, end)][:1]
    owner = phrases("speech_verbs").match(body, at)
    if owner is not None and owner[1].kind == "words_of":
        named, behind = behind, named
    speaker = (named or behind or [_written_name(body[:at])])[0]
    return Attribution(speaker or _earlier(known, start, body[:at]), _text(body[at : at + size]), True, with_colon)


def _named_before_colon(body: Sequence[Syllable], known: Sequence[Person]) -> Attribution | None:
    """An interview's "Ông X: "…"": a name and a colon are enough."""
    if not body:
        return None
    named = [p for p in _within(known, body[0].start, body[-1].end) if p.end >= body[-1].end]
    return Attribution(named[-1].name, "", True, True) if named else None


def _leads(between: Sequence[Syllable]) -> bool:
    """Whether only "rằng", "thêm" and the like part the verb from the quotation."""
    linking = phrases("speech_verbs")
    for unit in between:
        entry = linking.get(unit.text) if unit.is_word else None
        if unit.text != "," and (entry is None or entry.kind not in ("between", "words_of")):
            return False
    return True


def _matches(units: Sequence[Syllable], kind: str) -> list[tuple[int, int]]:
    """(place, number of syllables) of the phrases of one kind, the longest at each place, without overlaps."""
    table = phrases("speech_verbs")
    found, at = [], 0
    while at < len(units):
        match = table.match(units, at)
        if match is not None and match[1].kind == kind:
            found.append((at, match[0]))
        at += match[0] if match is not None else 1
    return found


def _within(known: Sequence[Person], start: int, end: int) -> list[Person]:
    first = bisect_left(known, start, key=lambda p: p.start)
    found = []
    for person in known[first:]:
        if person.start >= end:
            break
        found.append(person)
    return found


def _earlier(known: Sequence[Person], offset: int, subject: Sequence[Syllable]) -> str:
    """Whom "ông", "bà" means: the person named last before the quotation."""
    table = phrases("speech_verbs")
    matches = (table.match(subject, at) for at in range(len(subject)))
    if not any(match is not None and match[1].kind == "pronoun" for match in matches):
        return ""
    before = [p.name for p in known[: bisect_left(known, offset, key=lambda p: p.start)]]
    return before[-1] if before else ""


def _written_name(subject: Sequence[Syllable]) -> str:
    """The last run of capitalised words before the verb, for texts whose names nobody has found."""
    run: list[Syllable] = []
    for unit in reversed(subject):
        if unit.is_word and unit.is_capitalised:
            run.insert(0, unit)
        elif run:
            break
    return " ".join(unit.text for unit in run) if run and len(run) <= 6 else ""


def _text(units: Sequence[Syllable]) -> str:
    return " ".join(unit.text for unit in units)
