"""Finds things with a title of their own: events, documents, awards (EVENT, DOC, AWARD), a layer beside the names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dnnd.lexicon import Entry, keys, phrases
from dnnd.measured import confidence
from dnnd.normalize import squeeze
from dnnd.segment import Document
from dnnd.spans import Mention
from dnnd.titled.awards import badge, cause, known_award, quoted_award, unknown_order
from dnnd.titled.documents import (
    known_document,
    law,
    named_plan,
    numbered,
    of_congress,
    plan,
    quoted_document,
    scheme,
    treaty,
)
from dnnd.titled.events import (
    anniversary,
    campaign,
    ceremony,
    described,
    forum,
    gathering,
    movement,
    named_event,
    nth_meeting,
    quoted_event,
    regular_session,
    tournament,
)
from dnnd.titled.extent import Sentence

_TABLES = ("documents", "document_kinds", "event_kinds", "awards")
_TYPES = dict(zip(_TABLES, ("DOC", "DOC", "EVENT", "AWARD"), strict=True))


def find_titled(doc: Document) -> list[Mention]:
    """The events, documents and awards of a text, in order and without overlaps.

    Offsets are those of `doc.text`; `entity` is the text with canonical capitals, `found_by` the rule.

    >>> from dnnd.segment import document
    >>> [(m.type, m.text) for m in find_titled(document("Chỉ thị 34 của Đảng bàn tại Đại hội lần thứ XIII của Đảng."))]
    [('DOC', 'Chỉ thị 34'), ('EVENT', 'Đại hội lần thứ XIII của Đảng')]
    """
    found: list[Mention] = []
    starts = map(phrases(*_TABLES).starts, doc.sentence_keys)
    for sentence, units, at in zip(doc.sentences, doc.sentence_units, starts, strict=True):
        if at:
            found += _mentions(Sentence(doc, sentence, units), at)
    return found


_Rule = Callable[[Sentence, int, int, Entry], "tuple[int, int] | None"]


_RULES: dict[tuple[str, str], Sequence[_Rule]] = {
    ("documents", "law"): (known_document,),
    ("documents", "treaty"): (known_document,),
    ("documents", "party"): (known_document,),
    ("documents", "historic"): (known_document,),
    ("document_kinds", "law"): (numbered, law),
    ("document_kinds", "resolution"): (numbered, of_congress),
    ("document_kinds", "congress_paper"): (of_congress,),
    ("document_kinds", "numbered"): (numbered,),
    ("document_kinds", "decree"): (numbered,),
    ("document_kinds", "marked"): (numbered,),
    ("document_kinds", "plan"): (numbered, quoted_document, named_plan, scheme),
    ("document_kinds", "scheme"): (numbered, scheme),
    ("document_kinds", "strategy"): (numbered, scheme),
    ("document_kinds", "national_scheme"): (numbered, scheme),
    ("document_kinds", "treaty"): (numbered, treaty),
    ("document_kinds", "agreement"): (numbered, treaty),
    ("document_kinds", "statement"): (numbered, treaty),
    ("document_kinds", "plan_of_area"): (numbered, plan, scheme),
    ("document_kinds", "not_document"): (),
    ("event_kinds", "congress"): (nth_meeting, described),
    ("event_kinds", "party_congress"): (nth_meeting,),
    ("event_kinds", "conference"): (nth_meeting, quoted_event, described),
    ("event_kinds", "forum"): (nth_meeting, quoted_event, forum),
    ("event_kinds", "session"): (regular_session, nth_meeting),
    ("event_kinds", "gathering"): (gathering,),
    ("event_kinds", "anniversary"): (anniversary,),
    ("event_kinds", "ceremony"): (quoted_event, tournament, ceremony),
    ("event_kinds", "tournament"): (quoted_event, tournament),
    ("event_kinds", "appeal"): (quoted_event, campaign),
    ("event_kinds", "campaign"): (quoted_event, campaign),
    ("event_kinds", "victory"): (campaign,),
    ("event_kinds", "programme"): (quoted_event,),
    ("event_kinds", "movement"): (movement,),
    ("event_kinds", "named"): (named_event,),
    ("event_kinds", "edition"): (named_event,),
    ("event_kinds", "not_event"): (),
    ("awards", "order"): (known_award,),
    ("awards", "medal"): (known_award,),
    ("awards", "title_of_honour"): (known_award,),
    ("awards", "prize"): (known_award,),
    ("awards", "commemorative"): (known_award,),
    ("awards", "bearer"): (quoted_award, badge, cause),
    ("awards", "bearer_in_name"): (quoted_award, cause, unknown_order),
    ("awards", "not_award"): (),
}


def _mentions(s: Sentence, starts: Sequence[int]) -> Iterator[Mention]:
    """The titled things of the sentence; `starts` are the units with which one may begin."""
    behind = 0
    for i in starts:
        if s.units[i].start >= behind and phrases(*_TABLES).match(s.units, i):
            found = _mention(s, i)
            if found:
                yield found
            behind = found.end if found else _behind(s, i)


def _behind(s: Sentence, i: int) -> int:
    """Where to look on: behind what only looks like an event or a document, such as "Trung tâm Hội nghị"."""
    for table in ("event_kinds", "document_kinds"):
        hit = phrases(table).match(s.units, i)
        if hit and hit[1].kind in ("not_event", "not_document"):
            return s.units[i + hit[0] - 1].end
    return s.units[i].end


def _mention(s: Sentence, i: int) -> Mention | None:
    for table in _TABLES:
        hit = phrases(table).match(s.units, i)
        if hit is None:
            continue
        for rule in _RULES[table, hit[1].kind]:
            span = rule(s, i, i + hit[0], hit[1])
            if span and not _is_body(s, i, span[1]):
                start, end = span
                text = s.text[start:end]
                entity = _canonical(text, max(0, s.units[i + hit[0] - 1].end - start), hit[1])
                return Mention(start, end, text, _TYPES[table], entity, rule.__name__, confidence(rule.__name__))
    return None


def _is_body(s: Sentence, i: int, end: int) -> bool:
    """Whether what ends here is the name of a body and no more: "Phong trào Không liên kết"."""
    hit = phrases("bodies").match(s.units, i)
    return hit is not None and hit[0] > 1 and s.units[i + hit[0] - 1].end >= end


# --- canonical names -------------------------------------------------------------------------------------------------


def _canonical(text: str, matched: int, entry: Entry) -> str:
    """The name that mentions of one thing share: on one line, its kind or known name as in the table.

    `matched` is the length of what the table's entry covers, 0 where it stands before the text.
    """
    if not matched:
        known = phrases("awards", "event_kinds").get(text)
        name = known.name if known else squeeze(text)
        return name[:1].upper() + name[1:]
    rest = squeeze(text[matched:])
    if any(rest.lower().startswith(f"{word} ") and rest[len(word) + 1].islower() for word in _describing()):
        rest = rest[:1].lower() + rest[1:]
    rest = re.sub(r"^[Hh]ạng \w", lambda grade: f"h{grade[0][1:-1]}{grade[0][-1].upper()}", rest)
    separate = " " if rest and text[matched] in " \n" else ""
    return entry.name + separate + rest


def _describing() -> frozenset[str]:
    return keys("event_contexts", "describing")
