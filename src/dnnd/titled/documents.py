"""Laws, resolutions, directives, decrees, plans and treaties: by number, by name, by the congress they come from."""

from __future__ import annotations

import re

from dnnd.lexicon import Entry, phrases
from dnnd.titled.extent import QUOTED, Sentence
from dnnd.titled.meetings import centre_resolution, meeting

# "34", "34-CT/TW", "100/2019/NĐ-CP", "30a/2008/NQ-CP", "67 /2014/NĐ-CP"
_NUMBER = re.compile(
    r"(?P<so> +(?:số|Số|SỐ)\.?:?)? +(?P<digits>\d{1,5})[a-zđ]?(?!\w)"
    r"(?P<year> ?/ ?\d{4}(?!\d)(?: (?=NĐ-|TT-|QĐ-|NQ-))?)?"
    r"(?P<marks>(?:(?<= )(?:NĐ|TT|QĐ|NQ)(?=-))?(?:(?: (?=-[A-ZĐ]+/))?[-/–](?=\w)[\w&]+){0,6})"
)
# What a bare number counts: "kế hoạch 5 năm" has no number of its own.
_COUNTED = re.compile(
    r" +(?:năm(?! (?:19|20)\d\d)|tháng|ngày|tuần|giờ|triệu|tỷ|tỉ|nghìn|người|nội dung|nhóm|vấn đề|chương trình)(?!\w)"
)
# Kinds whose bare number is a count.
_BARE_COUNTS = frozenset({"marked", "scheme", "strategy", "national_scheme"})
_PERIOD = re.compile(
    r",? +(?i:(?:giai +đoạn|thời +kỳ)(?: +đến +năm)?|đến +năm|từ +năm|năm)(?: +từ(?: +năm)?)? +(?:19|20)\d\d"
)
_YEAR = re.compile(r"(?: +(?:sửa +đổi|SĐBS),?)?(?: +năm)? +(?:1[89]|20)\d\d(?!\w|[/.,-]\d)")
_LOOKS_LIKE_YEAR = re.compile(r"(?:19|20)\d\d")
_AMENDING = re.compile(r"(?i:sửa +đổi,? +bổ +sung +(?:một +số +điều +)?(?:của +)?)")
# Words between the kind of a document and "số": "Quyết định đưa vụ án ra xét xử số …".
_LONGEST_DESCRIPTION = 8
# Small words in the name of a law that no table holds; half as many where the sentence goes on.
_LONGEST_LAW = 8
# Small words in the name of a strategy or plan.
_LONGEST_SCHEME = 20
_PLURAL = frozenset({"các", "hai", "những", "mọi", "mỗi"})


def known_document(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A law or treaty of the table, with the year that tells it from another of its name."""
    if not any(u.is_capitalised for u in s.units[i:after]) or (after == i + 1 and not s.units[i].is_all_caps):
        return None
    if entry.name == "Hiến pháp":  # "Hiến pháp Hoa Kỳ"
        country = phrases("countries", "places").match(s.units, after) if s.is_capital(after) else None
        after += country[0] if country else 0
    end = s.units[after - 1].end
    end = _with_year(s, end) if entry.kind in ("law", "treaty") else end
    longer = None if s.units[i].is_capitalised else law(s, i, i + 1, entry)  # "luật Đo lường biển"
    return s.units[i].start, max(end, longer[1]) if longer and entry.kind == "law" else end


def _with_year(s: Sentence, end: int) -> int:
    """Where a law or treaty ends with the year or the number behind it: "Bộ luật Hình sự số 100/2015/QH13"."""
    number = s.match(_NUMBER, end)
    found = number if number and number["so"] and number["marks"] else s.match(_YEAR, end)
    return found.end() if found else end


def numbered(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A kind of document with its number: "Nghị quyết số 22-NQ/TW"."""
    found = s.match(_NUMBER, s.units[after - 1].end) or _number_after_words(s, after)
    if found is None:
        return None
    letters = any(c.isalpha() for c in found["marks"])
    if found["marks"] and not letters and not found["so"]:  # a day and month: "quyết định 10/4"
        return None
    bare = not letters and not found["so"]
    small = not s.units[i].is_capitalised and not (entry.kind in ("resolution", "decree") and len(found["digits"]) > 1)
    dated = found["year"] is not None and not small  # "Văn bản 2103/2009"
    if bare and not dated and (entry.kind in _BARE_COUNTS or small or _is_no_number(found["digits"])):
        return None
    if bare and _COUNTED.match(s.text, found.end()):
        return None
    return s.units[i].start, found.end()


def _is_no_number(digits: str) -> bool:
    """A year or a long count: "Kết luận 2019"; but "Nghị quyết 2231" of the Security Council."""
    return len(digits) > 4 or _LOOKS_LIKE_YEAR.fullmatch(digits) is not None


def _number_after_words(s: Sentence, after: int) -> re.Match[str] | None:
    """A number behind a few small words of the kind: "Nghị quyết liên tịch số 403/2017/NQLT"."""
    last = after
    while last < min(after + _LONGEST_DESCRIPTION, len(s.units)) and s.units[last].is_word:
        if s.units[last].key == "số" or s.is_capital(last) or phrases("document_kinds").match(s.units, last):
            break
        last += 1
    found = s.match(_NUMBER, s.units[last - 1].end) if last > after else None
    return found if found and found["so"] and any(c.isalpha() for c in found["marks"]) else None


def of_congress(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A resolution of a congress or plenum: "Nghị quyết Đại hội XIII", "Nghị quyết Trung ương 4 (khóa XII)"."""
    end = centre_resolution(s, s.units[after - 1].end) or meeting(s, after)
    return (s.units[i].start, end) if end else None


def law(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A law that no table holds: its name begins with a capital and is short."""
    if after >= len(s.units) or not (s.units[i].is_capitalised or s.units[after].is_capitalised):
        return None
    if phrases("places", "territories", "countries").match(s.units, after):
        return None  # the law of a country
    if amending := s.match(_AMENDING, s.units[after].start):
        end = _amended_law(s, after, amending.end())
        return (s.units[i].start, end) if end else None
    if not s.is_capital(after):
        return None
    behind, _ = s.run(after, _LONGEST_LAW)
    if not s.units[i].is_capitalised or not s.ends_at(behind):
        behind, _ = s.run(after, _LONGEST_LAW // 2)
    if not s.units[i].is_capitalised:  # "luật Brexit và phía Công đảng"
        behind = next((at for at in range(after, behind) if s.units[at].key == "và"), behind)
    behind = next((at for at in range(after, behind) if s.units[at].text.isdigit()), behind)  # the year follows
    behind -= s.units[behind - 1].key in ("năm", "số")
    letters = s.units[after].is_all_caps and len(s.units[after].text) > 2
    if behind - after < 2 and not letters:
        return None
    return s.units[i].start, _with_year(s, s.units[behind - 1].end)


def _amended_law(s: Sentence, i: int, start: int) -> int | None:
    """Where the law ends that is amended, if one begins at this offset: "Luật Sửa đổi … của Bộ luật Hình sự"."""
    i = s.unit_from(start)
    hit = phrases("documents").match(s.units, i) if i < len(s.units) else None
    return _with_year(s, s.units[i + hit[0] - 1].end) if hit else None


def treaty(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A treaty with its name: "Hiệp định Thương mại tự do …", "Hiệp định tránh đánh thuế hai lần giữa …"."""
    if after >= len(s.units) or not (s.units[i].is_capitalised or _is_of_places(s, after)):
        return None
    formal, about = entry.kind == "treaty", s.units[after].key == "về"
    whole = formal and s.starts_with(after, "whole_subject")
    subject = whole or (entry.kind != "statement" and s.starts_with(after, "subject"))
    if not (s.is_capital(after) or about or subject or (formal and s.units[after].key == "giữa")):
        return None
    end, capitals = s.run(after, 12 if formal and (about or subject) else 8)
    if end - after < 2 and not s.is_foreign(after):
        return None
    if not capitals and not whole and not (formal and about and end - after > 3):
        return None
    return s.units[i].start, _with_year(s, s.units[end - 1].end)


def _is_of_places(s: Sentence, after: int) -> bool:
    """Whether a fixed subject and a place follow: "hiệp ước hữu nghị và hợp tác Việt Nam - Lào"."""
    hit = phrases("event_contexts").match(s.units, after)
    if hit is None or hit[1].kind not in ("subject", "whole_subject") or not s.is_capital(after + hit[0]):
        return False
    return phrases("places", "territories", "countries").match(s.units, after + hit[0]) is not None


def plan(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A plan of a whole country or area with a name in it: "Quy hoạch tổng thể phát triển Khu du lịch …"."""
    if not s.units[i].is_capitalised:
        return None
    end, _ = s.run(after, 12)
    end = next((at for at in range(after, end) if s.units[at].key == "và" and s.is_capital(at + 1)), end)
    end = _before_period(s, after, end)
    capitals = any(s.is_capital(at) for at in range(after, end))
    return (s.units[i].start, s.units[end - 1].end) if capitals and end - after > 1 else None


def named_plan(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A plan whose name begins with a capital and ends where the sentence does not go on: "Đề án Phát triển …"."""
    if not (s.units[i].is_capitalised and s.is_capital(after)):
        return None
    end, _ = s.run(after, 12)
    return (s.units[i].start, s.units[end - 1].end) if end - after > 2 and s.ends_at(end) else None


def scheme(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A strategy or plan in small letters that is national or has a period: "Chiến lược phát triển … quốc gia".

    A capital inside the sentence is what tells it from any plan; behind "Viện", "Ban" it is part of a body's name.
    """
    if not s.units[i].is_capitalised or s.is_shouting or not _is_inside(s, i) or s.ends_at(after):
        return None
    end, _ = s.run(after, _LONGEST_SCHEME)
    end = _before_period(s, after, end)
    of_nation = next((at for at in range(after + 2, end + 1) if s.is_national(at)), None)
    end = of_nation if of_nation and of_nation < end and s.units[of_nation].key != "về" else end
    named = of_nation is not None or entry.kind == "national_scheme"
    other = any(s.is_capital(at) and phrases("document_kinds").match(s.units, at) for at in range(after, end))
    if end - after < 3 or other or s.units[after].key == "và" or s.units[i - 1].key in _PLURAL:
        return None
    stop = s.units[end - 1].end
    told = (named and (end == of_nation or s.ends_at(end))) or s.match(_PERIOD, stop) is not None
    return (s.units[i].start, stop) if told else None


def _before_period(s: Sentence, after: int, end: int) -> int:
    """The unit of the period that a plan is for, or its end: "… thời kỳ 2021-2030", "… 5 năm 2016-2020"."""
    end = next((at for at in range(after + 1, end) if s.match(_PERIOD, s.units[at - 1].end)), end)
    return end - 1 if s.units[end - 1].text.isdigit() else end


def _is_inside(s: Sentence, i: int) -> bool:
    """Whether unit i stands inside a sentence, behind a small word that opens no body, or a comma."""
    if i == 0:
        return False
    before = s.units[i - 1]
    body = phrases("body_heads").match(s.units, i - 1) is not None
    return before.text in (",", ";") or (before.is_word and not before.is_capitalised and not body)


def quoted_document(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A plan with its name in quotation marks: Đề án “[DOC Tuyên truyền biển, đảo]”."""
    found = s.match(QUOTED, s.units[after - 1].end)
    return found.span("name") if found and found["name"][0].isupper() else None
