"""Finds who speaks a quotation: "…", đồng chí X nhấn mạnh; X cho rằng: "…"; lời dạy của X: "…"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dnnd.lexicon import phrases
from dnnd.segment import Document
from dnnd.slogans.quotations import Quotation
from dnnd.spans import Mention, Role, Span
from dnnd.syllables import Syllable, syllables

# An attribution may hold a name with its titles; longer ones were not seen in 2,041 news articles.
_FARTHEST = 220
_LONGEST_PAUSE = 1_000  # characters: narration of a paragraph; behind it nobody's speech goes on
_LONGEST_OWNER = 12  # syllables of "của Phó Chủ tịch Thường trực Hội Nguyễn Văn Minh"
_NEAR = 9  # syllables from a quotation to the verb where no comma or dash links them
_MARKS = '"“”„«»″'
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
    named = [m for m in taken if isinstance(m, Mention) and m.type == "PER"]
    full = _full_names([m.entity or m.text for m in named])
    found = [Person(m.start, m.end, full[m.entity or m.text]) for m in named]
    found += [Person(r.start, r.end, r.person) for r in taken if isinstance(r, Role) and r.person]
    return sorted(found, key=lambda p: (p.start, p.end, p.name))


def _full_names(names: Sequence[str]) -> dict[str, str]:
    """For each name of a text the longest that ends with it: "ông Hoan" is Võ Văn Hoan; of equal ones the first."""
    known = list(dict.fromkeys(names))
    return {name: max((n for n in known if f" {n}".endswith(f" {name}")), key=len) for name in known}


def units_between(text: str, start: int, end: int) -> list[Syllable]:
    """The syllables of a stretch, with offsets into the text: a few are wanted, not those of the whole document."""
    return syllables(text[start:end], start)


def attribution(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    """The attribution beside a quotation, the one behind it first; None where no speech verb stands by it."""
    return _behind(doc, quotation, known) or _before(doc, quotation, known)


def continues(doc: Document, earlier: Quotation, later: Quotation) -> bool:
    """Whether a quotation goes on with the one before it: "…" và "…", or the next sentence of the same line."""
    if not earlier.outer_end <= later.outer_start <= earlier.outer_end + _LONGEST_PAUSE:
        return False
    between = doc.text[earlier.outer_end : later.outer_start]
    if "\n" in between:
        return False
    return bool(_CHAIN.fullmatch(between)) or opens_sentence(doc, later)


def opens_sentence(doc: Document, quotation: Quotation) -> bool:
    """Whether nothing of its sentence stands before the quotation."""
    before = doc.text[max(0, quotation.outer_start - 3) : quotation.outer_start].rstrip(" ")
    return not before or before[-1] in ".!?…\n" + _MARKS


def _behind(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    start = quotation.outer_end
    linked = _LINK.match(doc.text, start) or quotation.text[-1] in ",?!…"
    cut = _TAIL_END.search(doc.text, start, start + _FARTHEST)
    units = units_between(doc.text, start, cut.start() if cut else min(len(doc.text), start + _FARTHEST))
    verbs = _matches(units, "verb")
    if not verbs:
        return None
    at, size = verbs[0]
    if not linked and not (at <= _NEAR and opens_sentence(doc, quotation) and _starts_with_speaker(units, known)):
        return None
    # "…", kể lại của ông X: where nothing but a word stands before the verb, the name may stand behind it.
    named = _within(known, start, units[at].start) or (
        _within(known, units[at].start, units[-1].end) if at <= 1 else []
    )
    speaker = named[0].name if named else _written_name(units[:at])
    return Attribution(speaker or _earlier(known, quotation.start, units[:at]), _text(units[at : at + size]), False)


def _starts_with_speaker(units: Sequence[Syllable], known: Sequence[Person]) -> bool:
    """Whether a person follows directly, where the comma was forgotten: “…” ông Hà nói."""
    return _is_pronoun(units[0]) or bool(_within(known, units[0].start, units[0].end))


def _before(doc: Document, quotation: Quotation, known: Sequence[Person]) -> Attribution | None:
    end = quotation.outer_start
    start = max(0, end - _FARTHEST)
    for cut in _HEAD_START.finditer(doc.text, start, end):
        start = cut.end()
    units = units_between(doc.text, start, end)
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
    """Whether only "rằng", "thêm" or an owner ("lời của ông X") part the verb from the quotation."""
    if between and between[0].key == "của" and len(between) <= _LONGEST_OWNER:
        return all(unit.is_word for unit in between)
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
        # A capital within is a name's: "đại biểu Dương …" holds no "biểu dương".
        if (
            match is not None
            and match[1].kind == kind
            and not any(u.is_capitalised for u in units[at + 1 : at + match[0]])
        ):
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
    at = bisect_left(known, offset, key=lambda p: p.start)
    return known[at - 1].name if at else ""


def _written_name(subject: Sequence[Syllable]) -> str:
    """The capitalised words right before the verb, for texts whose names nobody has found: two or more, or one with
    "ông", "bà" before it; a single one is the beginning of a sentence or title ("Thủ tướng")."""
    run: list[Syllable] = []
    for unit in reversed(subject):
        if not (unit.is_word and unit.is_capitalised):
            break
        run.insert(0, unit)
    before = subject[len(subject) - len(run) - 1] if len(run) < len(subject) else None
    titled = before is not None and _is_pronoun(before)
    return " ".join(unit.text for unit in run) if (2 <= len(run) <= 6 or (run and titled)) else ""


def _is_pronoun(unit: Syllable) -> bool:
    entry = phrases("speech_verbs").get(unit.text)
    return entry is not None and entry.kind == "pronoun"


def _text(units: Sequence[Syllable]) -> str:
    return " ".join(unit.text for unit in units)
