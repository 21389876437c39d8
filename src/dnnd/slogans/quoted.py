"""Decides what a quotation is, a motto, a term or speech, and finds mottos that stand unquoted behind a trigger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from dnnd.lexicon import Entry, keys, phrases, table
from dnnd.normalize import lookup_key
from dnnd.segment import Document
from dnnd.slogans import enumerations
from dnnd.slogans.attribution import Attribution, Person, attribution, continues, opens_sentence, people, units_between
from dnnd.slogans.quotations import Quotation, quotations
from dnnd.spans import Mention, SloganMention, Span
from dnnd.syllables import Syllable

Found = tuple[str, SloganMention]
# Syllables. Below `_SENTENCE` an attributed quotation is a term ("ông gọi đó là “cú hích”, …"); from `_LONG` on even an
# unattributed one is a sentence, from `_WHOLE_LINE` on a headline that is one quotation.
_SENTENCE, _CAPITALISED, _WHOLE_LINE, _LONG = 4, 6, 8, 12
_LONGEST_MOTTO = 32
_LONGEST_THEME = 12  # longer ones are the titles of talks
_LEADING = ("formula", "theme", "spirit", "aim")  # the kinds of triggers that lead to a motto
# Titled things whose name in quotation marks is no slogan; a name may hold one too: Nguyễn Văn “Ba”.
_NO_SLOGAN = ("DOC", "AWARD", "PER")
# Between a trigger and its motto: "phương châm của Đại hội là", "chủ đề năm nay:".
_FARTHEST_TRIGGER, _LONGEST_TITLE_NOUN = 8, 3
_SENTENCE_END = re.compile(r"[.!?…]$")
_AFTER_SENTENCE = re.compile(r"\.|\n|$| [A-ZĐ]")
_CLAUSE_END = re.compile(r"[.!?;:\n\"“”«»()]")
_BEFORE_END = re.compile(r"[.!?;,\n\"“”«»)]")
_TRIGGER_REACH, _FORMULA_REACH = 80, 400  # characters: eight words of ten, and twice the longest formula seen
_LONGEST_RECORD = 500  # characters: the name of a conference may run to three hundred
_TRIM = " ,;:.–—-"


class Covered:
    """Stretches of one text, for the question whether another one touches any of them."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._farthest = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with [start, end)."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._farthest[before - 1] > start


def slogans_of(doc: Document, index: int, taken: Sequence[Span]) -> list[Found]:
    """The quoted slogans of one text and its mottos behind a trigger, as (kind, mention), in the order of the text."""
    records = sorted(taken, key=lambda record: (record.start, record.end))
    found = list(_quoted(doc, index, records, people(records)))
    covered = Covered((m.start, m.end) for kind, m in found if kind != "quoted_speech")
    found += [f for f in _behind_triggers(doc, index, records) if not covered.touches(f[1].start, f[1].end)]
    return sorted(found, key=lambda f: (f[1].start, -f[1].end))


def _quoted(doc: Document, index: int, taken: Sequence[Span], known: Sequence[Person]) -> Iterator[Found]:
    earlier: Quotation | None = None
    speaker = ""
    for quotation in quotations(doc.text):
        units = units_between(doc.text, quotation.start, quotation.end)
        size = sum(unit.is_word for unit in units)
        if not size or _is_taken(quotation, taken):
            continue
        said = attribution(doc, quotation, known) if size >= _SENTENCE else None
        trigger = _trigger_before(doc, quotation.outer_start)
        kind = _kind(doc, quotation, units, said, trigger, taken)
        if not kind:
            continue
        goes_on = earlier is not None and continues(doc, earlier, quotation)
        if kind == "quoted_speech":
            speaker = said.speaker if said else speaker if goes_on else _headline_speaker(doc, quotation, known)
            earlier = quotation
        words = said.trigger if said and kind == "quoted_speech" else trigger.name if trigger else ""
        coined_by = said.speaker if said and said.before else ""  # X gọi đó là “…”
        yield kind, _mention(doc, index, quotation, kind, words, speaker if kind == "quoted_speech" else coined_by)


def _mention(doc: Document, index: int, quotation: Quotation, kind: str, trigger: str, speaker: str) -> SloganMention:
    """The record of a quotation; the signs at the ends of a term or a motto are none of its own."""
    start, end = quotation.start, quotation.end
    if kind == "motto" and (colon := quotation.text.find(":")) > 0:
        end = start + colon
    while kind != "quoted_speech" and end - start > 1 and doc.text[end - 1] in _TRIM:
        end -= 1
    return SloganMention(start, end, doc.text[start:end], index, trigger, speaker)


def _kind(
    doc: Document,
    quotation: Quotation,
    units: Sequence[Syllable],
    said: Attribution | None,
    trigger: Entry | None,
    taken: Sequence[Span],
) -> str:
    """The kind of a quotation, "" where it is the name of an award."""
    named = trigger.kind if trigger else ""
    if named == "award":
        return ""
    named = "" if named == "opening" else named
    if _is_motto(quotation, units, named, taken) and not _is_said(doc, quotation, units, said):
        return "motto"
    if named and not (said and (said.with_colon or said.before)):
        return "quoted_term" if not _is_said(doc, quotation, units, said) else "quoted_speech"
    return "quoted_speech" if _is_speech(doc, quotation, units, said) else "quoted_term"


def _is_motto(quotation: Quotation, units: Sequence[Syllable], named: str, taken: Sequence[Span]) -> bool:
    size = sum(unit.is_word for unit in units)
    if size > _LONGEST_MOTTO or _begins_with_name(quotation, taken):
        return False
    formula = _before_colon(units)
    if enumerations.is_formula(formula):
        pieces = enumerations.parts(formula)
        # Without a trigger it must speak of values or tasks: “biết rồi, khổ lắm, nói mãi” is a saying. A title must
        # name nothing else.
        least = {"title": len(pieces), "": len(pieces) // 2 + 1}
        return enumerations.values(pieces) >= least.get(named, 0)
    if _SENTENCE_END.search(quotation.text) and named != "formula":
        return False
    if named == "theme" and (size > _LONGEST_THEME or _holds_name(units, taken)):
        return False
    several = len(enumerations.parts(units)) > 1
    return (named in ("formula", "theme") and size >= 3) or (named == "spirit" and (size >= 4 or several))


def _before_colon(units: Sequence[Syllable]) -> Sequence[Syllable]:
    """A colon breaks a slogan: “Thanh niên, Hội nhập và Phát triển: đổi mới giáo dục nghề nghiệp”."""
    return units[: next((at for at, unit in enumerate(units) if unit.text == ":"), len(units))]


def _is_said(doc: Document, quotation: Quotation, units: Sequence[Syllable], said: Attribution | None) -> bool:
    """Whether somebody speaks a quotation that makes a sentence of its own: "…", ông X nói."""
    if said is None or said.before:
        return False
    return opens_sentence(doc, quotation) and units[0].is_capitalised and len(units) >= _SENTENCE


def _is_speech(doc: Document, quotation: Quotation, units: Sequence[Syllable], said: Attribution | None) -> bool:
    size, capital = sum(unit.is_word for unit in units), units[0].is_capitalised
    if said is not None and size >= _SENTENCE:
        if said.with_colon or _is_said(doc, quotation, units, said):
            return True
        if size >= (_CAPITALISED if capital else _WHOLE_LINE):
            return True
    if capital and _SENTENCE_END.search(quotation.text):
        return size >= _SENTENCE
    if capital and opens_sentence(doc, quotation) and _AFTER_SENTENCE.match(doc.text, quotation.outer_end):
        return size >= _CAPITALISED
    if size >= _LONG:
        return not _is_title(units) if capital else enumerations.holds(units, "slogan_clauses", "clause")
    return size >= _WHOLE_LINE and _is_line(doc, quotation)


def _is_title(units: Sequence[Syllable]) -> bool:
    """Whether a quotation begins like the title of a document or an event: “Việc thực hiện …”, “Thỏa thuận …”."""
    found = phrases("slogan_triggers").match(units, 0)
    return found is not None and found[1].kind in ("opening", "title")


def _is_line(doc: Document, quotation: Quotation) -> bool:
    """Whether a quotation fills its line."""
    start, end = quotation.outer_start, quotation.outer_end
    return (not start or doc.text[start - 1] == "\n") and doc.text[end : end + 1] in ("", "\n")


def _headline_speaker(doc: Document, quotation: Quotation, known: Sequence[Person]) -> str:
    """Who speaks a headline: the person whom the text names first."""
    if not _is_line(doc, quotation):
        return ""
    at = bisect_left(known, quotation.end, key=lambda person: person.start)
    return known[at].name if at < len(known) else ""


def _is_taken(quotation: Quotation, taken: Sequence[Span]) -> bool:
    """Whether the quotation is a name, or lies in that of a person, a document or an award."""
    for record in _near(taken, quotation.start, quotation.end):
        shared = min(record.end, quotation.end) - max(record.start, quotation.start)
        size = quotation.end - quotation.start
        if isinstance(record, Mention) and record.type in _NO_SLOGAN and shared >= 0.8 * size:
            return True
        if getattr(record, "type", "") != "EVENT" and shared >= 0.9 * max(size, record.end - record.start):
            return True
    return False


def _begins_with_name(quotation: Quotation, taken: Sequence[Span]) -> bool:
    """Whether a name stands first, as in the title of an exhibition: “Việt Nam - đất nước và con người”."""
    near = _near(taken, quotation.start, quotation.end)
    return any(t.start == quotation.start and isinstance(t, Mention) for t in near)


def _trigger_before(doc: Document, end: int) -> Entry | None:
    """The trigger that leads to what begins at `end`: at most a few words stand between, none of them a clause's."""
    start = max(0, end - _TRIGGER_REACH)
    start = max([cut.end() for cut in _BEFORE_END.finditer(doc.text, start, end)], default=start)
    units = units_between(doc.text, start, end)
    if units and units[-1].text == ":":
        units = units[:-1]
    triggers = phrases("slogan_triggers")
    found: Entry | None = None
    at = max(0, len(units) - _FARTHEST_TRIGGER)
    while at < len(units):  # the nearest one counts: "hội nghị với chủ đề “…”"
        match = triggers.match(units, at)
        if match is not None and _bridges(units[at + match[0] :], match[1].kind):
            found = match[1]
        at += match[0] if match is not None else 1
    return found


def _bridges(between: Sequence[Syllable], kind: str) -> bool:
    """Whether nothing parts a trigger from its slogan but "của …", "năm nay", "là"."""
    words = [unit.key for unit in between]
    if not words:
        return True
    if kind == "title" and len(words) <= _LONGEST_TITLE_NOUN:  # "cuộc thi ảnh nghệ thuật “…”"
        return not any(unit.is_capitalised for unit in between) and not enumerations.holds(
            between, "slogan_clauses", "clause"
        )
    if kind not in ("formula", "theme"):
        return words == ["là"]
    return words[-1] == "là" or words[0] in ("của", "năm", "hành", "xuyên", "chung", "chính") or len(words) == 1


def _behind_triggers(doc: Document, index: int, taken: Sequence[Span]) -> Iterator[Found]:
    """Mottos without quotation marks: "theo phương châm trọng thị, chu đáo, hiệu quả"."""
    triggers = phrases("slogan_triggers")
    last = 0
    for word in _trigger_word().finditer(lookup_key(doc.text)):
        if word.start() < last:
            continue  # within the motto before
        reach = word.start() + _FORMULA_REACH
        cut = _CLAUSE_END.search(doc.text, word.end(), reach)
        if cut and cut[0] == ":" and cut.start() - word.end() < _TRIGGER_REACH // 2:  # the colon leads to the motto
            cut = _CLAUSE_END.search(doc.text, cut.end(), reach)
        units = units_between(doc.text, word.start(), cut.start() if cut else reach)
        match = triggers.match(units, 0) if units else None
        if match is None or match[1].kind not in _LEADING:
            continue
        rest = _after_bridge(units[match[0] :])
        formula = rest[: enumerations.formula_end(rest)]
        if formula and _is_unquoted_motto(formula, match[1].kind) and not _holds_name(formula, taken):
            start, last = formula[0].start, formula[-1].end
            yield "motto", SloganMention(start, last, doc.text[start:last], index, match[1].name)


@cache
def _trigger_word() -> re.Pattern[str]:
    """A trigger, in a text's key; by first letters, for which it is searched twice as fast."""
    forms = {form for entry in table("slogan_triggers") if entry.kind in _LEADING for form in entry.forms}
    rest: dict[str, list[str]] = {}
    for key in sorted(map(lookup_key, forms), key=lambda f: (-len(f), f)):
        rest.setdefault(key[0], []).append(key[1:])
    begun = "|".join(f"{letter}(?:{'|'.join(those)})" for letter, those in sorted(rest.items()))
    return re.compile(rf"(?<!\w)(?:{begun})(?!\w)")


def _after_bridge(units: Sequence[Syllable]) -> Sequence[Syllable]:
    """What follows "của Đại hội là", "là" or a colon."""
    bridges = [at for at, unit in enumerate(units[:_FARTHEST_TRIGGER]) if unit.text == ":" or unit.key == "là"]
    return units[bridges[-1] + 1 :] if bridges else units


def _is_unquoted_motto(units: Sequence[Syllable], kind: str) -> bool:
    """Behind a weak trigger most units must be known values: "tinh thần và vật chất, văn hóa, …" is a mere list."""
    pieces = enumerations.parts(units)
    if kind == "aim":  # "mục tiêu dân giàu, nước mạnh, …", not "mục tiêu phát triển kinh tế, giảm nghèo, …"
        known = keys("slogan_units", "value")
        return all(enumerations.key(piece) in known for piece in pieces)
    return 2 * enumerations.values(pieces) >= len(pieces) + (kind == "spirit")


def _holds_name(units: Sequence[Syllable], taken: Sequence[Span]) -> bool:
    start, end = units[0].start, units[-1].end
    return any(isinstance(record, Mention) for record in _near(taken, start, end))


def _near(taken: Sequence[Span], start: int, end: int) -> list[Span]:
    """The records, given in order, that share a character with [start, end)."""
    first = bisect_left(taken, start - _LONGEST_RECORD, key=lambda record: record.start)
    last = bisect_left(taken, end, key=lambda record: record.start)
    return [record for record in taken[first:last] if record.end > start]
