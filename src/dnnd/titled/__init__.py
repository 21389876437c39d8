"""Finds things with a title of their own: events, documents, awards (EVENT, DOC, AWARD), a layer beside the names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dnnd.lexicon import Entry, keys, phrases
from dnnd.normalize import squeeze
from dnnd.segment import Document
from dnnd.spans import Mention
from dnnd.titled.extent import LONGEST, Sentence

_TABLES = ("documents", "document_kinds", "event_kinds", "awards")
_TYPES = dict(zip(_TABLES, ("DOC", "DOC", "EVENT", "AWARD"), strict=True))

# "34", "34-CT/TW", "100/2019/NĐ-CP", "30a/2008/NQ-CP", "67 /2014/NĐ-CP"
_NUMBER = re.compile(
    r"(?P<so> +(?:số|Số)\.?:?)? +(?P<digits>\d{1,5})[a-zđ]?(?!\w)"
    r"(?: ?/ ?\d{4}(?!\d))?(?P<marks>(?:(?: (?=-[A-ZĐ]+/))?[-/–](?=\w)[\w&]+){0,4})"
)
# What a bare number counts: "kế hoạch 5 năm" has no number of its own.
_COUNTED = re.compile(r" +(?:năm|tháng|ngày|tuần|giờ|triệu|tỷ|tỉ|nghìn|người|nội dung|nhóm|vấn đề|chương trình)(?!\w)")
_COUNTING_WORD = r"(?<=thứ )(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: (?:một|hai|ba|bốn))?)"
_ORDINAL = rf"(?:[IVXL]{{1,6}}|\d{{1,3}}|{_COUNTING_WORD})(?!\w)"
_NTH = rf"(?:,? +[Ll]ần +thứ +{_ORDINAL}| +[Tt]hứ +{_ORDINAL}| +{_ORDINAL})"
_TERM = r"(?: *\([Kk]h(?:óa|oá) +[IVXL\d]+\)|,? +[Kk]h(?:óa|oá) +[IVXL\d]+(?!\w))?"
_CENTRE = r"(?:(?:Ban +[Cc]hấp +hành|BCH) +)?(?:Trung +ương|T\.Ư|TƯ|TW|T\.W)(?: +Đảng)?"
_CONGRESS = re.compile(rf"(?i:Đại +hội)(?: +(?!và |các )[^\W\d_]+(?: *[-–])?){{0,12}}?{_NTH}")
_PLENUM = re.compile(rf"(?i:Hội +nghị)(?:{_NTH},? +{_CENTRE}| +{_CENTRE}{_NTH}){_TERM}")
_SESSION = re.compile(
    rf"(?i:Kỳ +họp|Phiên +họp){_NTH}(?:,? +(?:của +)?(?:Quốc +hội|HĐND)(?: +[Kk]hóa +[IVXL\d]+(?!\w))?)?"
)
_CENTRE_RESOLUTION = re.compile(rf" +{_CENTRE}{_NTH}{_TERM}")
_GRADE = re.compile(r",? +[Hh]ạng +(?:[Nn]hất|[Nn]hì|[Bb]a|[Tt]ư|I{1,3}|[1-3])(?!\w)")
_QUOTED = re.compile(r" *[“\"'‘«](?P<name>[^“”\"«»\n]{3,120}?)[”\"'’»]")
_AMENDING = re.compile(r"(?i:sửa +đổi,? +bổ +sung +(?:một +số +điều +)?(?:của +)?)")


def find_titled(doc: Document) -> list[Mention]:
    """The events, documents and awards of a text, in order and without overlaps.

    Offsets are those of `doc.text`; `entity` is the text with canonical capitals, `found_by` the rule.

    >>> from dnnd.segment import document
    >>> [(m.type, m.text) for m in find_titled(document("Chỉ thị 34 của Đảng bàn tại Đại hội lần thứ XIII của Đảng."))]
    [('DOC', 'Chỉ thị 34'), ('EVENT', 'Đại hội lần thứ XIII của Đảng')]
    """
    return [mention for s in doc.sentences for mention in _mentions(Sentence(doc, s.start, s.end))]


_Rule = Callable[[Sentence, int, int, Entry], "tuple[int, int] | None"]


# --- documents -------------------------------------------------------------------------------------------------------


def _known_document(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A law or treaty of the table."""
    return (s.units[i].start, s.units[after - 1].end) if s.units[i].is_capitalised else None


def _numbered(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A kind of document with its number: "Nghị quyết số 22-NQ/TW"."""
    found = s.match(_NUMBER, s.units[after - 1].end) or _number_after_words(s, after)
    if found is None:
        return None
    letters = any(c.isalpha() for c in found["marks"])
    if found["marks"] and not letters and not found["so"]:  # a day and month: "quyết định 10/4"
        return None
    bare = not letters and not found["so"]
    if bare and (entry.kind == "marked" or not s.units[i].is_capitalised or len(found["digits"]) > 3):
        return None
    if bare and _COUNTED.match(s.text, found.end()):
        return None
    return s.units[i].start, found.end()


def _number_after_words(s: Sentence, after: int) -> re.Match[str] | None:
    """A number behind a few small words of the kind: "Nghị quyết liên tịch số 403/2017/NQLT"."""
    last = after
    while last < min(after + 3, len(s.units)) and s.units[last].is_word and s.units[last].text != "số":
        if s.units[last].is_capitalised or s.starts_with(last, "stop"):
            return None
        last += 1
    found = s.match(_NUMBER, s.units[last - 1].end) if last > after else None
    return found if found and found["so"] and any(c.isalpha() for c in found["marks"]) else None


def _of_congress(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A resolution of a congress or plenum: "Nghị quyết Đại hội XIII", "Nghị quyết Trung ương 4 (khóa XII)"."""
    if found := s.match(_CENTRE_RESOLUTION, s.units[after - 1].end):
        return s.units[i].start, found.end()
    end = _meeting(s, after)
    return (s.units[i].start, end) if end else None


def _law(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A law that no table holds: its name begins with a capital and is short."""
    if after >= len(s.units) or not (s.units[i].is_capitalised or s.units[after].is_capitalised):
        return None
    if phrases("places", "territories", "countries").match(s.units, after):
        return None  # the law of a country
    if amending := s.match(_AMENDING, s.units[after].start):
        end = _amended_law(s, after, amending.end())
        return (s.units[i].start, end) if end else None
    if not s.units[after].is_capitalised:
        return None
    end, _ = s.run(after, 4)
    letters = s.units[after].is_all_caps and len(s.units[after].text) > 2
    return (s.units[i].start, s.units[end - 1].end) if end - after > 1 or letters else None


def _amended_law(s: Sentence, i: int, start: int) -> int | None:
    """Where the law ends that is amended, if one begins at this offset: "Luật Sửa đổi … của Bộ luật Hình sự"."""
    while i < len(s.units) and s.units[i].start < start:
        i += 1
    hit = phrases("documents").match(s.units, i) if i < len(s.units) else None
    return s.units[i + hit[0] - 1].end if hit else None


def _treaty(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A treaty with its name: "Hiệp định Thương mại tự do …"."""
    if not s.units[i].is_capitalised or after >= len(s.units):
        return None
    named = s.units[after].is_capitalised or s.units[after].key in ("về", "thương", "đối")
    end, capitals = s.run(after, 8)
    return (s.units[i].start, s.units[end - 1].end) if named and capitals and end - after > 1 else None


# --- events ----------------------------------------------------------------------------------------------------------


def _meeting(s: Sentence, i: int) -> int | None:
    """Where a congress, plenum or session with an ordinal that begins with unit i ends."""
    if i >= len(s.units):
        return None
    start = s.units[i].start
    if found := s.match(_PLENUM, start) or s.match(_SESSION, start):
        return found.end()
    found = s.match(_CONGRESS, start)
    if found is None:
        return None
    while i < len(s.units) and s.units[i].start < found.end():
        if s.starts_with(i, "stop"):
            return None
        i += 1
    return s.units[_owner(s, i) - 1].end


def _owner(s: Sentence, i: int) -> int:
    """The unit behind the body whose congress it is: "Đại hội VII [Đảng Cộng sản Cuba]", "… của Đảng"."""
    behind = i + 1 if i < len(s.units) and s.units[i].key == "của" else i
    if behind >= len(s.units) or not s.units[behind].is_capitalised or s.units[behind].text in ("Đại", "Nghị"):
        return i
    end, _ = s.run(behind, 1)
    goes_on = end < len(s.units) and s.units[end].key in keys("event_contexts", "division")
    return end + goes_on


def _nth_meeting(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A congress, plenum or session known by its ordinal."""
    end = _meeting(s, i)
    return (s.units[i].start, end) if end else None


def _described(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A conference named by what it is for: "Hội nghị tổng kết công tác năm 2019 và triển khai nhiệm vụ năm 2020"."""
    if not s.units[i].is_capitalised or after >= len(s.units):
        return None
    if s.starts_with(after, "stop"):
        return None
    describing = s.starts_with(after, "describing")
    end, names = s.run(after, LONGEST if describing else 8)
    named = names and s.units[after].is_capitalised
    if entry.kind == "congress" and end - after < 3 and not s.units[after].is_all_caps:  # "Đại hội Công đoàn"
        return None
    if not named and not (describing and (names or end - after > 3)):
        return None
    return s.units[i].start, s.units[end - 1].end


def _forum(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A forum that took place: with a number or a theme. "Diễn đàn Kinh tế Thế giới" alone is a body."""
    found = _described(s, i, after, entry)
    if found and re.search(r"\d| về |lần thứ", s.text[found[0] : found[1]]):
        return found
    return None


def _ceremony(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An anniversary: "Lễ kỷ niệm 50 năm Ngày thành lập …"; a festival with a name: "Lễ hội Cà phê Buôn Ma Thuột"."""
    if not s.units[i].is_capitalised or after >= len(s.units):
        return None
    counted = s.units[after].text.isdigit() and entry.name == "Lễ Kỷ niệm"
    end, _ = s.run(after, LONGEST if counted else 2)
    if not counted and not (s.units[after].is_capitalised and entry.name != "Lễ"):
        return None
    return (s.units[i].start, s.units[end - 1].end) if end - after > 1 else None


def _named_event(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An event that is a name by itself, with its number or year: "SEA Games 31"."""
    if not s.units[i].is_capitalised:
        return None
    end = s.units[after - 1].end
    found = re.compile(r"(?: +lần +thứ)? +\d{1,4}(?!\w)").match(s.text, end, s.end)
    return s.units[i].start, found.end() if found else end


def _campaign(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """A campaign with a name in capitals: "Chiến dịch Điện Biên Phủ"."""
    if after >= len(s.units) or not s.units[after].is_capitalised:
        return None
    end, _ = s.run(after, 0)
    return s.units[i].start, s.units[end - 1].end


# --- awards ----------------------------------------------------------------------------------------------------------


def _known_award(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """An order, medal or title of honour, with its grade."""
    if not any(u.is_capitalised for u in s.units[i:after]):
        return None
    end = s.units[after - 1].end
    grade = s.match(_GRADE, end)
    return s.units[i].start, grade.end() if grade else end


def _quoted_award(s: Sentence, i: int, after: int, entry: Entry) -> tuple[int, int] | None:
    """What an award's kind is followed by in quotation marks: kỷ niệm chương “[AWARD Vì sự nghiệp …]”."""
    found = s.match(_QUOTED, s.units[after - 1].end)
    return found.span("name") if found else None


_RULES: dict[tuple[str, str], Sequence[_Rule]] = {
    ("documents", "law"): (_known_document,),
    ("documents", "treaty"): (_known_document,),
    ("documents", "party"): (_known_document,),
    ("documents", "historic"): (_known_document,),
    ("document_kinds", "law"): (_numbered, _law),
    ("document_kinds", "resolution"): (_numbered, _of_congress),
    ("document_kinds", "congress_paper"): (_of_congress,),
    ("document_kinds", "numbered"): (_numbered,),
    ("document_kinds", "marked"): (_numbered,),
    ("document_kinds", "treaty"): (_numbered, _treaty),
    ("event_kinds", "congress"): (_nth_meeting, _described),
    ("event_kinds", "party_congress"): (_nth_meeting,),
    ("event_kinds", "conference"): (_nth_meeting, _described),
    ("event_kinds", "forum"): (_nth_meeting, _forum),
    ("event_kinds", "not_event"): (),
    ("document_kinds", "not_document"): (),
    ("event_kinds", "session"): (_nth_meeting,),
    ("event_kinds", "ceremony"): (_ceremony,),
    ("event_kinds", "campaign"): (_campaign,),
    ("event_kinds", "named"): (_named_event,),
    ("awards", "order"): (_known_award,),
    ("awards", "medal"): (_known_award,),
    ("awards", "title_of_honour"): (_known_award,),
    ("awards", "prize"): (_known_award,),
    ("awards", "commemorative"): (_known_award,),
    ("awards", "bearer"): (_quoted_award,),
}


def _mentions(s: Sentence) -> Iterator[Mention]:
    """The titled things of the sentence."""
    i = 0
    while i < len(s.units):
        found = _mention(s, i)
        if found:
            yield found
        at = found.end if found else _behind(s, i)
        while i < len(s.units) and s.units[i].start < at:
            i += 1


def _behind(s: Sentence, i: int) -> int:
    """Where to look on: behind what only looks like an event or a document, such as "Trung tâm Hội nghị"."""
    for table in ("event_kinds", "document_kinds"):
        hit = phrases(table).match(s.units, i)
        if hit and hit[1].kind in ("not_event", "not_document"):
            return s.units[i + hit[0] - 1].end
    return s.units[i].end


def _mention(s: Sentence, i: int) -> Mention | None:
    if phrases(*_TABLES).match(s.units, i) is None:
        return None
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
                return Mention(start, end, text, _TYPES[table], entity, rule.__name__.strip("_"))
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
        known = phrases("awards").get(text)
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
