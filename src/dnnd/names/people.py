"""Finds personal names: full names by their family name, others by what stands before them."""

from __future__ import annotations

from dnnd.lexicon import keys
from dnnd.names.clauses import OPENING_QUOTES, Clause, Hit
from dnnd.syllables import is_vietnamese

# Most full names have two to four syllables, five where a double family name or "Thị" adds one.
_LONGEST = 4
_LONGEST_FOREIGN = 6
# The first letters of given names of the highlands, with an apostrophe: "H'Loan", "K'Sơn".
_HIGHLAND = frozenset("HK")
_NO_NAMES = ("non_names", "bodies", "body_heads", "places", "function_words", "honorifics", "credits")
_NUMERALS = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI"})


def full_name_end(clause: Clause, at: int, expected: bool = False) -> int | None:
    """Where a full Vietnamese name that begins here ends; None where none begins.

    `expected` says that something before it asks for a person: then rarer family names will do.
    """
    if not clause.is_capital(at):
        return None
    if clause.texts[at] in _HIGHLAND and _is_highland(clause, at):
        return run_end(clause, at)
    family = clause.match("family_names", at)
    if family and family[1].name == "A" and (_is_in_word(clause, at) or not (expected or _may_be_a(clause, at))):
        family = None
    if not family or _is_other_word(clause, at) or (not expected and _is_place(clause, at)):
        return None
    end, entry = _given_end(clause, at, family[0], expected), family[1]
    if entry.kind == "clan" or _is_apostrophe(clause, family[0] + 1):  # words of any spelling follow: "Ksor H'Nê"
        spelt = run_end(clause, family[0]) or end
        return spelt if spelt > family[0] else None
    size = end - at
    if end == family[0] or (not expected and entry.kind != "family" and _is_place(clause, family[0])):
        return None
    if expected or entry.kind == "family":
        return end
    known_middle = clause.key(family[0]) in keys("name_parts", "middle")
    return end if size >= 3 and (entry.kind == "homograph" or known_middle) else None


def _is_highland(clause: Clause, at: int) -> bool:
    """Whether a name of the highlands begins here: "H'Loan Mlô", "K'Sơn"; the people K'Ho is none."""
    if _is_in_word(clause, at) or not _is_apostrophe(clause, at + 1) or not clause.is_capital(at + 2):
        return False
    other = clause.is_capital(at - 1) or clause.key(at - 1) in keys("place_units", "people")  # "xã Đưng K'Nớ"
    return not other and not _is_place(clause, at)


def _is_in_word(clause: Clause, at: int) -> bool:
    return clause.is_joined(at) and (clause.units[at - 1].is_word or clause.units[at - 1].text in ".'’-")


def _may_be_a(clause: Clause, at: int) -> bool:
    """Whether the single letter is the name of a man of the highlands ("A Biu"), no mark ("khối A", "105 A")."""
    before = clause.key(at - 1)
    alone = (clause.begins_speech(at) and not before.isdecimal()) or before in keys("function_words")
    return alone and clause.is_title_case(at + 1) and not clause.is_joined(at + 1) and not clause.is_half_word(at)


def _is_apostrophe(clause: Clause, at: int) -> bool:
    """Whether a unit joins two parts of one word: "H'Nê"."""
    return clause.is_joined(at) and clause.units[at].text in "'’" and clause.is_joined(at + 1)


def _is_other_word(clause: Clause, at: int) -> bool:
    """Whether a word begins here whose first syllable only looks like a family name: "Đinh Dậu", "Thành phố"."""
    found = clause.match("non_names", at)
    return bool(found and found[0] > at + 1)


def _given_end(clause: Clause, at: int, end: int, expected: bool) -> int:
    """The end of the middle and given names after a family name."""
    longest = at + _LONGEST
    if expected and _is_country(clause, end) and clause.is_capital(end):
        return end + 2  # the deputy Dương Trung Quốc is no place
    while end < longest and is_given(clause, end) and not begins_clause(clause, end, size=end - at):
        known = clause.match("bodies", end) if end >= at + 3 else None
        if known and known[0] > end + 1:
            break  # "Nguyễn Văn Tám [Ban Bí thư]", where a comma is missing
        longest += clause.key(end) == "thị" and longest == at + _LONGEST
        end += 1
    return end + _is_last(clause, at, end)


def _is_last(clause: Clause, at: int, end: int) -> bool:
    """Whether one more word is the given name: a foreign spelling ("Lý Sóc [Khene]"), the fifth of a long name."""
    if end < at + 2 or not clause.is_title_case(end) or clause.is_joined(end) or clause.is_capital(end + 1):
        return False
    if clause.stops(end) or clause.is_half_word(end) or any(clause.match(name, end) for name in _NO_NAMES):
        return False
    home = is_vietnamese(clause.units[end].text)
    return end == at + _LONGEST if home else not clause.is_joined(end + 1) and clause.units[end].text.isalpha()


def begins_clause(clause: Clause, at: int, size: int = 3) -> bool:
    """Whether a sentence begins after a name of `size` words without a full stop: "Nguyễn Văn Tám Sau khi …".

    Or what the name's bearer says or does: "Nguyễn Văn Tám Chia sẻ …".
    """
    if clause.key(at + 1).isdecimal() and size >= 2:
        return clause.key(at) in keys("non_names", "time")
    if size < 3:
        return False
    goes_on = at + 1 < clause.size and clause.units[at + 1].is_word and not clause.is_capital(at + 1)
    says = clause.match("speech_verbs", at) if goes_on else None
    return goes_on and (clause.key(at) in keys("non_names", "time") or (says is not None and says[0] > at + 1))


def is_given(clause: Clause, at: int) -> bool:
    """Whether a unit can be the next syllable of a Vietnamese name."""
    return (
        clause.is_capital(at)
        and not clause.is_joined(at)
        and is_vietnamese(clause.units[at].text)
        and not clause.stops(at)
        and not _is_country(clause, at)
    )


def _is_country(clause: Clause, at: int) -> bool:
    found = clause.match("places", at)
    return bool(found and found[1].kind == "country" and found[0] > at + 1)


def _is_place(clause: Clause, at: int) -> bool:
    """Whether a known place begins here and what follows it is not the rest of a personal name."""
    for name in ("places", "divisions"):
        found = clause.match(name, at)
        if found and found[0] > at + 1 and clause.is_written_so(name, at, found[0]):
            rest = found[0]
            apart = not is_given(clause, rest) or clause.match("family_names", rest) or begins_clause(clause, rest)
            return bool(apart)
    return False


def token_end(clause: Clause, at: int) -> int | None:
    """The end of one word of a name as foreign names have them: "Ki-moon", "V.Putin", "N.", "O'Brien"."""
    if not clause.is_capital(at) or clause.stops(at):
        return None
    end = at + 1
    while end + 1 < clause.size and clause.is_joined(end) and clause.is_joined(end + 1):
        initial = clause.units[end].text == "." and len(clause.units[end - 1].text) <= 2 and clause.is_capital(end + 1)
        hyphen = clause.is_dash(end) and _is_hyphenated(clause, end)
        apostrophe = clause.units[end].text in "'’" and clause.units[end + 1].is_word
        if not (initial or hyphen or apostrophe):
            break
        end += 2
    if end - at == 1 and len(clause.units[at].text) == 1 and clause.key(end) == "." and clause.is_capital(end + 1):
        return token_end(clause, end + 1)
    return end


def _begins_sentence(clause: Clause, at: int) -> bool:
    """Whether a new sentence begins after a name that no full stop ends: "Sáng 13/5", "Việc này"."""
    if clause.key(at + 1).isdecimal():
        return clause.key(at) in keys("non_names", "time")
    goes_on = at + 1 < clause.size and clause.units[at + 1].is_word and not clause.is_capital(at + 1)
    return goes_on and clause.key(at) in keys("non_names")


def _is_hyphenated(clause: Clause, dash: int) -> bool:
    """Whether a hyphen joins two words of one name, and not a name to an agency ("Nhan Sáng-TTXVN") or a title."""
    before, after = clause.units[dash - 1], clause.units[dash + 1]
    if _is_pair(before.text, after.text):
        return False
    agency = after.is_all_caps and not clause.units[dash - 1].is_all_caps
    return after.is_word and not agency and not clause.stops(dash + 1) and not clause.match("bodies", dash + 1)


def _is_pair(one: str, other: str) -> bool:
    """Whether two Vietnamese names stand on both sides of a hyphen: "Hội An-Quảng Nam", but "Geun-hye"."""
    written = other[0].isupper() and not (one.isascii() and other.isascii())
    return written and is_vietnamese(one) and is_vietnamese(other)


def run_end(clause: Clause, at: int) -> int | None:
    """The end of a run of name words, with the particles that foreign names have between them."""
    end = token_end(clause, at)
    if end is None:
        return None
    for _ in range(_LONGEST_FOREIGN - 1):
        following = end
        while clause.key(following) in keys("name_parts", "particle") and not clause.is_joined(following):
            following += 1
        if following > end and clause.is_dash(following) and clause.is_joined(following + 1):
            following += 1  # "Bashar al-Assad"
        elif clause.is_joined(following) or (following == end and _is_country(clause, following)):
            break
        further = token_end(clause, following)
        if (
            further is None
            or _begins_sentence(clause, following)
            or clause.units[end - 1].is_all_caps != clause.units[following].is_all_caps
        ):
            break
        end = further
    return _numeral_end(clause, at, end)


def _numeral_end(clause: Clause, at: int, end: int) -> int:
    """With the number of a monarch or heir behind a foreign name: "Elizabeth II"."""
    numbered = end < clause.size and clause.units[end].text in _NUMERALS and not clause.is_joined(end)
    return end + 1 if numbered and not is_vietnamese(clause.units[end - 1].text) else end


def nickname_end(clause: Clause, end: int) -> int:
    """The end of a name with a nickname in quotation marks: Minh “Sâm”, Joaquín "El Chapo" Guzmán."""
    closing = OPENING_QUOTES.get(clause.units[end].text) if end < clause.size else None
    for size in (1, 2):
        last = end + 1 + size
        if closing and last < clause.size and clause.units[last].text == closing and not clause.is_joined(end):
            inside = range(end + 1, last)
            if all(clause.is_capital(i) and len(clause.units[i].text) > 1 for i in inside):
                foreign = last + 1 < clause.size and not is_vietnamese(clause.units[end - 1].text)
                return (run_end(clause, last + 1) if foreign else None) or last + 1
    return end


def appellation(clause: Clause, at: int) -> Hit | None:
    """A fixed name of a person, from the table: "Bác Hồ", "Hồ Chí Minh"."""
    found = clause.match("appellations", at)
    if found and (clause.is_written_so("appellations", at, found[0])):
        return Hit(at, found[0], "PER", "appellation")
    return None


def full_name(clause: Clause, at: int) -> Hit | None:
    """A full name that needs nothing before it: its family name is sign enough."""
    end = full_name_end(clause, at)
    if end is None or (end == at + 2 and _continues(clause, at)):
        return None
    return Hit(at, nickname_end(clause, end), "PER", "full_name")


def _continues(clause: Clause, at: int) -> bool:
    """Whether the word before is the beginning of the same name: Tân Hoàng Minh."""
    return clause.is_capital(at - 1) and not clause.is_joined(at) and is_vietnamese(clause.units[at - 1].text)


def signature(clause: Clause, at: int) -> Hit | None:
    """The author's name before a slash and an agency, inside a line too: "… đất nước./. [Vân Anh]/VOV"."""
    if not clause.is_capital(at) or clause.is_capital(at - 1) or clause.is_shouting:
        return None
    if clause.key(at) in keys("non_names") or clause.key(at) in keys("function_words"):
        return None
    for end in range(at + 2, min(at + _LONGEST + 1, clause.size - 1)):
        if clause.units[end].text == "/" and clause.is_joined(end) and clause.is_joined(end + 1):
            agency = clause.match("bodies", end + 1)
            is_outlet = agency is not None and agency[1].kind == "outlet" and not clause.match("bodies", at)
            return Hit(at, end, "PER", "signature") if is_outlet and not _is_place(clause, at) else None
        if not clause.is_title_case(end) or not is_vietnamese(clause.units[end].text) or clause.stops(end):
            return None
    return None


def ranked(clause: Clause, at: int) -> Hit | None:
    """A southern name by the order of birth: "Sáu Cồn", "Út Lớn"."""
    if clause.key(at) not in keys("name_parts", "order") or clause.is_capital(at - 1) or not clause.is_title_case(at):
        return None
    if not is_given(clause, at + 1) or not clause.is_title_case(at + 1) or clause.is_capital(at + 2):
        return None
    before = clause.key(at - 1)
    counts = before in _ORDERED or before in keys("place_units", "people") or before.isdecimal()
    word = clause.is_half_word(at + 1) or clause.match("non_names", at + 1) or clause.match("body_heads", at + 1)
    return None if counts or word or _is_place(clause, at) else Hit(at, at + 2, "PER", "ranked")


# "thứ Hai", "tháng Ba", "quý Tư".
_ORDERED = frozenset({"mồng", "mùng", "thứ", "tháng", "quý", "khóa", "lần", "chương", "hạng", "đệ"})


def alias(clause: Clause, at: int) -> Hit | None:
    """The other spelling of the name before it, in brackets: "Lý Khắc Cường ([Li Keqiang])"."""
    end = run_end(clause, at)
    if end is None or end < at + 2 or clause.key(end) != ")" or clause.units[at].is_all_caps:
        return None
    foreign = not all(is_vietnamese(unit.text) for unit in clause.units[at:end] if unit.is_word)
    return Hit(at, end, "PER", "alias") if foreign else None


def shouted(clause: Clause, at: int) -> Hit | None:
    """A full name of three syllables, four behind "Thị", in a line of capitals: "CHỦ TỊCH [LÊ VĂN TÁM] TIẾP …"."""
    family = clause.match("family_names", at)
    if not family or _is_other_word(clause, at):
        return None
    end = family[0] + 2 + (clause.key(family[0]) == "thị")
    words = range(family[0], end)
    fits = all(clause.is_capital(i) and is_vietnamese(clause.units[i].text) and not clause.stops(i) for i in words)
    return Hit(at, end, "PER", "shouted") if fits and not _is_other_word(clause, end - 1) else None


def nicknamed(clause: Clause, at: int) -> Hit | None:
    """A given name with a nickname: Minh “Sâm”."""
    if clause.texts[at + 1] not in OPENING_QUOTES:
        return None
    end = nickname_end(clause, at + 1) if clause.units[at].text.istitle() else at + 1
    return Hit(at, end, "PER", "nickname") if end > at + 1 and not clause.stops(at) else None


def foreign_name(clause: Clause, at: int) -> Hit | None:
    """A foreign name whose first word is a known given name."""
    known = clause.match("name_parts", at)
    if not known or known[1].kind != "foreign" or not clause.is_written_so("name_parts", at, known[0]):
        return None
    end = run_end(clause, at)
    return Hit(at, end, "PER", "foreign_name") if end and end > at + 1 else None


def firm(clause: Clause, at: int) -> Hit | None:
    """A foreign company or paper by the last word of its name: "Asia Group", "The Washington Times"."""
    words = keys("name_parts", "firm")
    end = run_end(clause, at) if clause.is_capital(at) and clause.texts[at].isascii() else None
    while end is not None and end > at + 1:
        if clause.key(end - 1) in words:
            return Hit(at, end, "ORG", "firm")
        end -= 1
    return None


def expected_name(clause: Clause, at: int, context: str) -> Hit | None:
    """A name of any form after an honorific, a title or a country: "ông Thăng", "Tổng thống Nga V.Putin"."""
    if not clause.is_capital(at) or _begins_word(clause, at, context):
        return None
    end = full_name_end(clause, at, expected=True)
    if end is None and context == "title" and clause.match("body_heads", at):
        return None  # "Chủ tịch Quỹ Harbinger"
    if end is None or not _is_complete(clause, end):
        end = run_end(clause, at)
    if end is None:
        return None
    if context == "credit":
        end = _credit_end(clause, at, end)
        if not all(is_vietnamese(unit.text) for unit in clause.units[at:end] if unit.is_word and len(unit.text) > 1):
            return None
    if end == at + 1 and not _may_be_alone(clause, at, context):
        return None
    if clause.is_joined(end) and clause.key(end).isdecimal():  # "Galaxy S8"
        return None
    return Hit(at, nickname_end(clause, end), "PER", f"after_{context}")


def _may_be_alone(clause: Clause, at: int, context: str) -> bool:
    """Whether one word is enough: "ông Cảnh", "Bộ trưởng Nghĩa nói"; not "Thường vụ [Quân] ủy", not an abbreviation."""
    word = clause.units[at].text
    if context in ("listed", "credit") or not word[1:].islower():
        return False
    return context == "honorific" or not (is_vietnamese(word) and clause.is_half_word(at))


def _begins_word(clause: Clause, at: int, context: str) -> bool:
    """Whether a word or head begins here that is no name: "Giám đốc Trung tâm"; "ông Cảnh" is one all the same."""
    for name in ("non_names", "body_heads", "body_fields"):
        found = clause.match(name, at)
        if found and found[0] > at + 1 and not (name == "body_fields" and clause.is_capital(at + 1)):
            return True
    if clause.units[at].is_all_caps and clause.units[at].text.isascii() and context != "credit":
        return True
    return context not in ("honorific", "credit") and clause.key(at) in keys("non_names")


def _credit_end(clause: Clause, at: int, end: int) -> int:
    """Without the first word of the next sentence, where no full stop parts them: "Ảnh: Lê Hà Phát biểu tại …"."""
    follows = end < clause.size and clause.units[end].is_word and not clause.is_capital(end)
    begins_body = end > at + 2 and clause.match("body_heads", end - 1) is not None
    return end - 1 if (follows and end > at + 1) or begins_body else end


def _is_complete(clause: Clause, end: int) -> bool:
    """Whether a name that ends here does not go on as a foreign one: "Choi Moonsoon", "Park Geun-hye"."""
    goes_on = clause.is_capital(end) and not clause.is_joined(end) and not is_vietnamese(clause.units[end].text)
    hyphenated = clause.is_dash(end) and clause.is_joined(end) and clause.is_joined(end + 1)
    return not goes_on and not (hyphenated and clause.units[end + 1].text.islower())
