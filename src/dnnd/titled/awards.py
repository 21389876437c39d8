"""Orders, medals, titles of honour and prizes: what of their name is marked."""

from __future__ import annotations

import re

from dnnd.lexicon import Entry
from dnnd.titled.extent import QUOTED, Sentence

_GRADE = re.compile(
    r",? +(?i:hạng +(?:nhất|nhì|ba|tư|đặc +biệt|hiệp +sĩ|sĩ +quan|cao +quý))(?!\w)|,? +[Hh]ạng +(?:I{1,3}|[1-3])(?!\w)"
)
_YEARS_OF_MEMBERSHIP = re.compile(r" +\d{2}(?:(?: +(?i:năm))?(?:,| +và) +\d{2}){0,4} +(?i:năm +tuổi +đảng)(?!\w)")
_CAUSE = re.compile(r" +(?=[Vv]ì +(?:sự +nghiệp|thế +hệ|an +ninh|chủ +quyền))")
# Small words that go on in the name of a cause: "Vì sự nghiệp phát triển ngành".
_SMALL_WORDS = 4


def known_award(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An order, medal or title of honour, with its grade."""
    if not any(u.is_capitalised for u in s.units[i:after]):
        return None
    end = s.units[after - 1].end
    grade = s.match(_GRADE, end)
    return s.units[i].start, grade.end() if grade else end


def badge(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """The badge for years in the Party: "Huy hiệu 50 năm tuổi Đảng"."""
    found = s.match(_YEARS_OF_MEMBERSHIP, s.units[after - 1].end) if entry.name == "huy hiệu" else None
    return (s.units[i].start, found.end()) if found else None


def quoted_award(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """What an award's kind is followed by in quotation marks: kỷ niệm chương “[AWARD Vì sự nghiệp …]”."""
    found = s.match(QUOTED, s.units[after - 1].end)
    return found.span("name") if found else None


def cause(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A cause without quotation marks: Kỷ niệm chương [AWARD Vì sự nghiệp Dân vận], but [AWARD Huy chương Vì …]."""
    if not s.match(_CAUSE, s.units[after - 1].end):
        return None
    end, _ = s.run(after + 1, _SMALL_WORDS)
    own = entry.kind == "bearer_in_name" and s.units[i].is_capitalised
    return (s.units[i if own else after].start, s.units[end - 1].end) if end > after + 2 else None


def unknown_order(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An order that no table holds, with its name in capitals: "Huân chương Hoàng gia …"."""
    if not (s.units[i].is_capitalised and s.is_capital(after)):
        return None
    end, _ = s.run(after, 1)
    grade = s.match(_GRADE, s.units[end - 1].end)
    return s.units[i].start, grade.end() if grade else s.units[end - 1].end
