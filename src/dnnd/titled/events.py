"""Conferences, ceremonies, campaigns, festivals and contests: by what they are for, by name, in quotation marks."""

from __future__ import annotations

import re

from dnnd.lexicon import Entry, phrases
from dnnd.titled.extent import LONGEST, QUOTED, Sentence
from dnnd.titled.meetings import meeting, regular, session

_EDITION = re.compile(r",?(?: +(?i:lần +thứ))?(?: +năm)? +(?:\d{1,4}|[IVXL]{1,6})(?!\w|[/.,]\d)")
_BARE_EDITION = re.compile(r"(?: +(?i:lần +thứ))? +(?:\d{1,4}|[IVXL]{1,6})(?!\w|[/.,]\d)")
_TOLD_APART = re.compile(r"\d{4}|\d[-/–]\w*/|lần thứ|kỷ niệm +\d", re.IGNORECASE)
_EDITION_INSIDE = re.compile(r"(?i:lần +thứ)|[A-ZĐ].* (?:19|20)\d\d(?!\w)")
# Small words between a kind and a name in quotation marks: "phong trào thi đua yêu nước “…”".
_BEFORE_QUOTED = 6
_OPENING, _CLOSING = frozenset("“\"'‘«"), frozenset("”\"'’»")


def nth_meeting(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A congress, plenum or session known by its ordinal."""
    end = session(s, after) if entry.kind == "session" else meeting(s, i)
    return (s.units[i].start, end) if end else None


def regular_session(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A session known by its month: "phiên họp Chính phủ thường kỳ tháng 5/2017"."""
    end = regular(s, after)
    return (s.units[i].start, end) if end else None


def gathering(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A meeting with a name, by its capital behind a small word: "buổi Gặp gỡ doanh nghiệp Việt Nam - Lào"."""
    behind_small = i > 0 and s.units[i - 1].text.islower()
    person = after < len(s.units) and phrases("titles", "honorifics").match(s.units, after)
    if not behind_small or not s.units[i].is_capitalised or person:
        return None
    end, names = s.run(after, 8)
    end = next((at for at in range(after, end) if s.units[at].key == "với"), end)
    told = names and any(s.is_capital(at) or s.units[at].key == "thứ" for at in range(after, end))
    return (s.units[i].start, s.units[end - 1].end) if told and end - after > 2 else None


def described(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A conference named by what it is for: "Hội nghị tổng kết công tác năm 2019 và triển khai nhiệm vụ năm 2020"."""
    first = after
    while s.starts_with(first, "modifier"):
        first += s.fixed(first)
    if first >= len(s.units) or (s.starts_with(first, "stop") and not s.is_capital(first)):
        return None
    described_kind = entry.name.count(" ") > 2  # "Hội nghị Thượng đỉnh"
    describing = s.starts_with(first, "describing") or described_kind
    end, names = s.run(first, LONGEST if describing and not described_kind else 8)
    if end == first or (end == first + 1 and s.units[first].is_word and not s.is_foreign(first)):
        return None
    start, stop = s.units[i].start, s.units[end - 1].end
    if not s.units[i].is_capitalised:  # in small letters it has to tell itself apart
        return (start, stop) if describing and _TOLD_APART.search(s.text, start, stop) else None
    edition = _EDITION_INSIDE.search(s.text, s.units[after].start, stop)
    named = names and (
        s.is_capital(first)
        or edition
        or s.starts_with(first, "sector")
        or (first > after and s.units[first].key == "về")
    )
    if entry.kind == "congress" and end - after < 3 and not s.is_foreign(after):  # "Đại hội Công đoàn"
        return None
    if first == after and not described_kind and _is_bare_body(s, first, end):
        return None
    if not named and not (describing and (names or end - first > 5)):
        return None
    return start, stop


def _is_bare_body(s: Sentence, first: int, end: int) -> bool:
    """ "Hội nghị Ban Thường vụ Tỉnh ủy": any meeting of the body."""
    plain = s.starts_with(first, "committee") and s.is_capital(first) and s.body(first) >= end
    return plain and not any(unit.text.isdigit() for unit in s.units[first:end])


def forum(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A forum that took place: with a number, a theme or two countries; "Diễn đàn Kinh tế Thế giới" is a body."""
    found = described(s, i, after, entry)
    if found and re.search(r"\d| về |lần thứ|\w *[-–] *\w", s.text[found[0] : found[1]]):
        return found
    return None


def anniversary(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An anniversary with its count, in small letters too: "Lễ kỷ niệm 50 năm Ngày thành lập …"."""
    if after >= len(s.units) or not s.units[after].text.isdigit():
        return None
    day = after + 2 < len(s.units) and s.units[after + 2].key == "ngày"  # "60 năm ngày Bác Hồ về thăm quê"
    end, _ = s.run(after + 3 if day else after, LONGEST)
    named = any(s.is_capital(at) for at in range(after, end)) or s.is_shouting
    return (s.units[i].start, s.units[end - 1].end) if named and end - after > 3 else None


def ceremony(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A festival or contest with a name: "Lễ hội Cà phê Buôn Ma Thuột"."""
    if not s.units[i].is_capitalised or not s.is_capital(after):
        return None
    end, _ = s.run(after, 2)
    return (s.units[i].start, s.units[end - 1].end) if end - after > 1 else None


def tournament(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A tournament, festival or year with an edition: "Giải vô địch U23 châu Á 2018", "Lễ hội … lần thứ 26"."""
    if not s.units[i].is_capitalised or after >= len(s.units) or s.starts_with(after, "stop"):
        return None
    end, names = s.run(after, 6)
    if end == after or not names:
        return None
    stop = s.units[end - 1].end
    edition = s.match(_EDITION, stop)
    stop = edition.end() if edition else stop
    counted = re.search(r"\d{4}|lần thứ", s.text[s.units[after].start : stop])
    return (s.units[i].start, stop) if counted else None


def named_event(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An event that is a name by itself, with its number or year: "SEA Games 31"."""
    if not s.units[i].is_capitalised:
        return None
    end = s.units[after - 1].end
    found = s.match(_BARE_EDITION, end)
    if entry.kind == "edition" and not found:
        return None
    return s.units[i].start, found.end() if found else end


def campaign(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A campaign with a name in capitals: "Chiến dịch Điện Biên Phủ"."""
    end = s.capitals(after) if s.units[i].is_capitalised else after
    if end == after:
        return None
    end = s.word_end(end) if end - after == 1 else end
    return s.units[i].start, s.units[end - 1].end


def quoted_event(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """What an event's kind is followed by in quotation marks: phong trào thi đua “[EVENT Dân vận khéo]”."""
    last = after
    while last < min(after + _BEFORE_QUOTED, len(s.units)) and s.units[last].is_word:
        if s.is_capital(last) or s.starts_with(last, "stop", "theme"):
            return None
        last += 1
    found = s.match(QUOTED, s.units[last - 1].end)
    if found is None or not found["name"][0].isupper() or " " not in found["name"]:
        return None
    return found.span("name")


def movement(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A movement of the table in quotation marks, or behind its kind: "phong trào [EVENT Dân vận khéo]"."""
    if i == 0 or not any(u.is_capitalised for u in s.units[i:after]):
        return None
    quoted = s.units[i - 1].text in _OPENING and after < len(s.units) and s.units[after].text in _CLOSING
    kinds = (phrases("event_kinds").match(s.units, at) for at in range(max(0, i - 5), i))
    behind_kind = any(hit and hit[1].kind in ("appeal", "programme") for hit in kinds) and s.units[i - 1].is_word
    return (s.units[i].start, s.units[after - 1].end) if quoted or behind_kind else None
