"""Congresses, plenums and sessions known by their ordinal: where the name of one ends."""

from __future__ import annotations

import re

from dnnd.lexicon import phrases
from dnnd.titled.extent import Sentence

_COUNTING_WORD = r"(?<=thứ )(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: (?:một|hai|ba|bốn))?)"
_ORDINAL = rf"(?:[IVXL]{{1,6}}|\d{{1,3}}|{_COUNTING_WORD})(?!\w)"
_NTH = rf"(?:,? +(?i:lần +thứ) +{_ORDINAL}| +(?i:thứ) +{_ORDINAL}| +{_ORDINAL})"
_TERM_WORD = r"(?i:kh(?:óa|oá))"
_TERM = rf"(?: *\({_TERM_WORD} +[IVXL\d]+\)|,? +{_TERM_WORD} +[IVXL\d]+(?!\w))"
_CENTRE = r"(?:(?i:Ban +chấp +hành|BCH) +)?(?:(?i:Trung +ương)|T\.Ư|TƯ|TW|T\.W)(?: +(?:Đảng|ĐẢNG))?"
_CONGRESS = re.compile(rf"(?i:Đại +hội)(?: +(?!và |các )[^\W\d_]+(?: *[-–])?){{0,12}}?{_NTH}")
_PLENUM = re.compile(rf"(?i:Hội +nghị)(?:{_NTH},? +{_CENTRE}| +{_CENTRE}{_NTH}){_TERM}?")
_CONFERENCE = re.compile(rf"(?i:Hội +nghị +lần +thứ) +{_ORDINAL},?(?: +của)?(?= )")
_CENTRE_RESOLUTION = re.compile(rf" +{_CENTRE}{_NTH}{_TERM}?")
_AFTER_KIND = re.compile(_NTH)
_AFTER_BODY = re.compile(rf",? +(?i:(?:lần +)?thứ) +{_ORDINAL}|{_TERM}")
TERM = re.compile(_TERM)
_MONTH = r"tháng +\d{1,2}(?: *[-/.] *\d{4}(?!\d)|,? +năm +\d{4}(?!\d))?(?!\d)"
_BODY_WORDS = r" +[^\W\d_]+(?: +[^\W\d_]+){0,6}?"
_REGULAR = re.compile(
    rf"(?! +báo)(?: +trực +tuyến)?(?: +của)?(?:{_BODY_WORDS})??(?: +trực +tuyến)? +thường +kỳ,? +{_MONTH}"
)
# Small words between the kind of a session and its body: "Phiên thảo luận cấp cao …".
_SESSION_WORDS = 2


def centre_resolution(s: Sentence, at: int) -> int | None:
    """Where "Trung ương 4 (khóa XII)" ends that begins at this offset, behind the kind of a document."""
    found = s.match(_CENTRE_RESOLUTION, at)
    return found.end() if found else None


def meeting(s: Sentence, i: int) -> int | None:
    """Where a congress, plenum or session with an ordinal that begins with unit i ends."""
    hit = phrases("event_kinds").match(s.units, i) if i < len(s.units) else None
    if hit is None:
        return None
    if hit[1].kind == "session":
        return session(s, i + hit[0])
    if found := s.match(_PLENUM, s.units[i].start):
        return found.end()
    return _conference(s, i) or _congress(s, i)


def regular(s: Sentence, after: int) -> int | None:
    """Where a regular session ends with its month, and with its body where that stands behind."""
    found = s.match(_REGULAR, s.units[after - 1].end)
    if found is None:
        return None
    i = s.unit_from(found.end())
    behind = s.body(i + 1) if i < len(s.units) and s.units[i].key == "của" else i
    return s.units[behind - 1].end if behind > i + 1 else found.end()


def session(s: Sentence, after: int) -> int | None:
    """Where a session ends, by its ordinal, its body and the body's term: "… thứ 10, Quốc hội khóa XIV"."""
    found = s.match(_AFTER_KIND, s.units[after - 1].end)
    end, i = (found.end(), s.unit_from(found.end())) if found else (None, _small_words(s, after))
    comma = i < len(s.units) and s.units[i].text == ","
    i += comma
    i += i < len(s.units) and s.units[i].key == "của"
    body = s.body(i)
    if body == i or _is_meeting(s, i):
        return end
    term = s.match(TERM if end else _AFTER_BODY, s.units[body - 1].end)
    if term and (end or not s.units[after].is_word or s.units[after].key not in ("cuối", "đầu")):
        return term.end()
    return s.units[body - 1].end if end and not comma else end


def _is_meeting(s: Sentence, i: int) -> bool:
    """Whether another meeting begins here and no body: "phiên họp lần thứ 21 của Hội nghị các bên"."""
    hit = phrases("event_kinds").match(s.units, i)
    return hit is not None and hit[1].kind != "not_event"


def _small_words(s: Sentence, i: int) -> int:
    """The unit behind up to two small words."""
    last = i
    while last < min(i + _SESSION_WORDS, len(s.units)) and s.units[last].text.islower():
        if s.units[last].key == "của" or s.starts_with(last, "stop"):
            break
        last += 1
    return last


def _conference(s: Sentence, i: int) -> int | None:
    """A conference of a committee: "Hội nghị lần thứ 12 Ban Chấp hành Đảng bộ tỉnh … khóa X"."""
    found = s.match(_CONFERENCE, s.units[i].start)
    if found is None:
        return None
    first = s.unit_from(found.end())
    body = s.body(first)
    if body == first:
        return None
    term = s.match(TERM, s.units[body - 1].end)
    return term.end() if term else s.units[body - 1].end


def _congress(s: Sentence, i: int) -> int | None:
    found = s.match(_CONGRESS, s.units[i].start)
    if found is None:
        return None
    while i < len(s.units) and s.units[i].start < found.end():
        if s.starts_with(i, "stop") and not s.is_capital(i):
            return None
        i += 1
    return s.units[_owner(s, i) - 1].end


def _owner(s: Sentence, i: int) -> int:
    """The unit behind the body whose congress it is: "Đại hội VII [Đảng Cộng sản Cuba]", "… của Đảng"."""
    behind = i + 1 if i < len(s.units) and s.units[i].key == "của" else i
    if behind >= len(s.units) or s.units[behind].text in ("Đại", "Nghị"):
        return i
    end = s.body(behind)
    return i if end == behind else end
