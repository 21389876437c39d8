"""Finds names of places: known ones, those with a unit noun, roads and buildings."""

from __future__ import annotations

from functools import cache

from dnnd.lexicon import Entry, keys, table
from dnnd.names.clauses import AREAS, UNITS, Clause, Hit
from dnnd.names.people import begins_clause, full_name_end, is_given, token_end
from dnnd.syllables import is_vietnamese, phrase_key

# Names of communes, roads and buildings have up to four syllables ("Tam Quan Bắc", "Nam Kỳ Khởi Nghĩa").
_LONGEST = 4
_LETTERS = frozenset("ABCDE")
_TABLES = ("places", "divisions", "territories")
# Short forms of countries stand for places only in a pair: "Việt - Lào", "Nga-Việt".
_PAIRED = ("short", "ambiguous", "homograph")
_COUNTRIES = ("country", "ambiguous", "homograph")


def known_place(clause: Clause, at: int) -> tuple[int, Entry] | None:
    """The end and the entry of a place that the tables know and the text writes with its capitals."""
    if not 0 <= at < clause.size or not clause.known[at].is_place:
        return None
    if at not in clause.places:
        clause.places[at] = _longest_place(clause, at)
    return clause.places[at]


def _longest_place(clause: Clause, at: int) -> tuple[int, Entry] | None:
    best: tuple[int, Entry] | None = None
    for name in _TABLES:
        found = clause.match(name, at)
        if found and (best is None or found[0] > best[0]) and clause.is_written_so(name, at, found[0]):
            best = found
    return best


@cache
def _numbered() -> frozenset[str]:
    """The keys of the unit nouns behind which a number is a name: "quận 1", "quốc lộ 5"."""
    units = [entry for entry in table("place_units") if entry.more["numbered"]]
    return frozenset(phrase_key(form) for entry in units for form in entry.forms)


def country_end(clause: Clause, at: int) -> int | None:
    """The end of the name of a country, as it stands after a body or a title: "Quốc hội [Lào]", "Liên bang Nga"."""
    state = clause.match("place_units", at)
    if state and state[1].kind == "state" and clause.is_capital(at):
        inner = known_place(clause, state[0])
        if inner and inner[1].kind in _COUNTRIES:
            return inner[0]
    found = known_place(clause, at)
    return found[0] if found and found[1].kind in _COUNTRIES else None


def _is_surname(clause: Clause, at: int, end: int) -> bool:
    """Whether a unit noun with a capital is a family name: "Hồ Chí Minh", "Hồ Đức Việt"."""
    if clause.key(at - 1) in ("tại", "ở"):  # "tại Hồ Phú Ninh"
        return False
    name = full_name_end(clause, at) if clause.is_capital(at) and end == at + 1 else None
    return name is not None and name > at + 2


def is_plural(clause: Clause, at: int) -> bool:
    """Whether the unit noun at this position counts several places: "các tỉnh", "hai huyện", "3 xã"."""
    before = clause.key(at - 1)
    if before == "tuyến":
        return is_plural(clause, at - 1)
    counted = before.isdecimal() and int(before) > 1 and not (clause.is_capital(at - 2) or clause.is_joined(at - 1))
    unit = clause.key(at - 2) in _numbered() | keys("place_units", "before_number")  # "tổ 52 phường …"
    return before in keys("quantifiers", "any") | keys("quantifiers", "before") or (counted and not unit)


def proper_end(clause: Clause, at: int) -> int | None:
    """The end of the proper name behind a unit noun: a known place, else a run of capitals without a person in it."""
    if not clause.is_capital(at):
        return None
    known = known_place(clause, at)
    if known and known[1].kind == "short":
        known = None
    if known and (known[0] > at + 1 or not (is_vietnamese(clause.units[at].text) and is_given(clause, known[0]))):
        return known[0] + _goes_on(clause, at, known)
    if clause.stops(at) or clause.match("bodies", at) or clause.match("body_heads", at) or _is_word(clause, at, at + 1):
        return None
    end = _token_end(clause, at)
    while end is not None and end < at + _LONGEST and not clause.is_joined(end):
        if (
            not clause.is_capital(end)
            or clause.stops(end)
            or begins_clause(clause, end)
            or full_name_end(clause, end)
            or _begins_place(clause, end)
        ):
            break
        end = _token_end(clause, end)
    sentence = clause.key(at - 1) == "." and clause.key(at) in keys("non_names")  # "của TP. Việc này"
    return None if end == at + 1 and (sentence or clause.is_half_word(at)) else end


def _goes_on(clause: Clause, at: int, known: tuple[int, Entry]) -> bool:
    """Whether a longer name begins as a known one: "xã Phan Rí [Thành]"."""
    end = known[0]
    small = clause.key(at - 1) in ("xã", "phường", "thôn", "ấp") and known[1].kind in ("city", "district")
    ends = small and is_given(clause, end) and not clause.is_capital(end + 1) and not clause.is_half_word(end)
    return ends and not clause.match("non_names", end) and not clause.match("body_heads", end)


def _token_end(clause: Clause, at: int) -> int | None:
    """One word of a place; a hyphen between two Vietnamese words parts two places: "Hồ Chí Minh-Long Thành"."""
    end = token_end(clause, at)
    if end and end > at + 2 and clause.is_dash(at + 1) and is_vietnamese(clause.units[at].text):
        return at + 1 if clause.is_capital(at + 2) and is_vietnamese(clause.units[at + 2].text) else end
    return end


def _division_end(clause: Clause, at: int, end: int) -> int:
    """The first word of a long foreign run: a person follows the division, "bang Hessen Volker Kraus"."""
    foreign = not any(is_vietnamese(unit.text) for unit in clause.units[at:end] if unit.is_word)
    known = known_place(clause, at)
    return at + 1 if foreign and not known and end - at >= 3 and not clause.is_joined(at + 1) else end


def _begins_place(clause: Clause, at: int) -> bool:
    found = known_place(clause, at)
    return bool(found and found[0] > at + 1 and found[1].kind != "district")


def place_with_unit(clause: Clause, at: int) -> Hit | None:
    """A unit noun and the name behind it: "tỉnh Yên Bái", "quận 1", "Vương quốc Campuchia", "đường Trường Sa"."""
    found = clause.match("place_units", at)
    if not found:
        return None
    inner, kind = found[0], found[1].kind
    if kind == "capitalised" and (not clause.is_capital(at) or clause.is_capital(at - 1)):  # "Tai Mũi Họng"
        return None
    numbered = inner < clause.size and clause.units[inner].text.isdecimal()
    if kind not in UNITS or clause.is_second_half(at) or _is_surname(clause, at, inner):
        return None
    if numbered or kind == "counted":
        return _numbered_unit(clause, at, inner, kind) if numbered else None
    if clause.units[inner - 1].text == "." and not clause.is_title_case(inner):
        return None
    if kind == "state":
        end = country_end(clause, at)
        return Hit(at, end, "LOC", "state") if end else None
    if kind == "road" and clause.is_capital(inner) and (numbered_road := place_with_unit(clause, inner)):
        return Hit(at, numbered_road.end, "LOC", "unit_road")  # "đường Quốc lộ 27"
    person = full_name_end(clause, inner, expected=True) if kind == "road" else None
    end = person or _pair_end(clause, _division_of(clause, at, inner) or proper_end(clause, inner), kind)
    if end is None or (kind == "admin" and _is_person(clause, at, inner, end)):
        return None
    if kind in ("line", "building") and country_end(clause, inner) == end:  # "cảng biển Việt Nam" is any there
        return None
    end = _division_end(clause, inner, end) if kind == "admin" else end
    end += _is_numbered(clause, inner, end, kind) or _is_coded_road(clause, inner, end, kind)
    outside = is_plural(clause, at) or _is_region(clause, at, inner)
    start = inner if outside and (not clause.is_capital(at) or clause.begins_speech(at)) else at
    return Hit(start, end, "LOC", f"unit_{kind}")


def _numbered_unit(clause: Clause, at: int, inner: int, kind: str) -> Hit | None:
    """A unit called by its number: "quận 1", "tỉnh lộ 176", "hẻm 14 Ngô Quyền"; "tổ 3 người" is none."""
    end = _numbered_end(clause, inner)
    if kind == "counted" and (not _ends(clause, end) or clause.key(end) in keys("place_units", "people")):
        return None
    day = clause.day_end(inner) if kind in ("road", "building") else None
    if day or phrase_key(clause.text(at, inner)) not in _numbered() | keys("place_units", "counted"):
        return Hit(at, day, "LOC", "numbered_unit") if day else None
    street = full_name_end(clause, end, expected=True) or proper_end(clause, end) if kind == "road" else None
    return Hit(at, street or end, "LOC", "numbered_unit")


def _division_of(clause: Clause, at: int, inner: int) -> int | None:
    """The end of the division in whose name a zone or other area has: "Khu kinh tế cửa khẩu [tỉnh Cao Bằng]"."""
    found = clause.match("place_units", inner)
    if clause.key(at) not in AREAS or not found or found[1].kind != "admin":
        return None
    return proper_end(clause, found[0])


def _is_region(clause: Clause, at: int, inner: int) -> bool:
    """Whether the noun only says that a region follows whose name is complete: "vùng [Tây Nguyên]"."""
    return (
        clause.key(at) == "vùng"
        and inner == at + 1
        and known_place(clause, at) is None
        and not (clause.key(inner) == "vịnh" and not clause.is_capital(inner + 1))
    )


def _is_coded_road(clause: Clause, at: int, end: int, kind: str) -> bool:
    """Whether a number belongs to a road's code: "đường ĐT 725"."""
    code = kind == "road" and end == at + 1 and clause.units[at].is_all_caps
    return code and end < clause.size and clause.units[end].text.isdecimal()


def _is_numbered(clause: Clause, at: int, end: int, kind: str) -> bool:
    """Whether a number or letter belongs to the name before it: "đồi A1", "cầu Vĩnh Tuy 2", "xã Vĩnh Lộc A"."""
    if end >= clause.size or _is_dated(clause, end + 1):
        return False
    mark = clause.units[end].text
    if clause.is_joined(end):
        return mark.isdecimal() and len(clause.units[end - 1].text) <= 2 and clause.units[end - 1].text.isupper()
    if mark.isdecimal():
        hill = kind == "building" and end == at + 1
        return hill or (len(mark) == 1 and _ends(clause, end + 1))
    return kind == "admin" and mark in _LETTERS and _ends(clause, end + 1) and clause.is_title_case(end - 1)


def _is_dated(clause: Clause, at: int) -> bool:
    """Whether a number goes on: "3/2", "1,5 km"."""
    return clause.is_joined(at) and at + 1 < clause.size and clause.units[at + 1].text.isdecimal()


def _ends(clause: Clause, at: int) -> bool:
    """Whether a sign, a function word or the end of the sentence says that a name is complete."""
    return at >= clause.size or not clause.units[at].is_word or clause.key(at) in keys("function_words")


def _is_person(clause: Clause, unit: int, at: int, end: int) -> bool:
    """Whether a full name follows the unit noun, as in "Chủ tịch UBND tỉnh Nguyễn Văn A"."""
    name = full_name_end(clause, at)
    lived = clause.key(unit - 1) in keys("place_units", "where") or clause.key(unit - 1) == ","
    if lived and clause.key(unit) in keys("place_units", "named_after_people"):  # "ngụ phường Nguyễn Cư Trinh"
        return False
    return name is not None and name >= at + 3 and not known_place(clause, at) and name >= end


def _numbered_end(clause: Clause, at: int) -> int:
    """ "1A" is two units."""
    follows = clause.is_joined(at + 1) and len(clause.units[at + 1].text) == 1 and clause.is_capital(at + 1)
    return at + 2 if follows else at + 1


def _pair_end(clause: Clause, end: int | None, kind: str) -> int | None:
    """Motorways and railways are named by both ends: "cao tốc Hà Nội - Hải Phòng"."""
    if kind != "line":
        return end
    further = end
    while further is not None and clause.is_dash(further):
        station = place_with_unit(clause, further + 1)
        end, further = further, (station.end if station else proper_end(clause, further + 1))
        end = further or end
    return end


def country_pair(clause: Clause, at: int) -> Hit | None:
    """One half of a pair of countries: "Việt - Lào", "Nga-Việt", "Á - Âu"; each half is a place of its own."""
    if not clause.is_capital(at) or "places" not in clause.known[at]:
        return None
    if not _is_paired(clause, at) or (is_given(clause, at + 1) and not full_name_end(clause, at + 1)):
        return None
    after = at + 2 if clause.is_dash(at + 1) else None
    before = at - 2 if at >= 2 and clause.is_dash(at - 1) else None
    if (after and _is_half(clause, after)) or (before is not None and _is_half(clause, before, backwards=True)):
        return Hit(at, at + 1, "LOC", "country_pair")
    return None


def _is_paired(clause: Clause, at: int) -> bool:
    return any(clause.key(at) in keys("places", kind) for kind in _PAIRED)


def _is_half(clause: Clause, at: int, backwards: bool = False) -> bool:
    """Whether a country, in short or in full, begins (or ends) at a unit."""
    if not clause.is_capital(at):
        return False
    if _is_paired(clause, at) or country_end(clause, at) is not None:
        return True
    return backwards and at > 0 and country_end(clause, at - 1) == at + 1


def place(clause: Clause, at: int) -> Hit | None:
    """A known place by itself: "Việt Nam", "Hà Nội", "Biển Đông", "Nhà hát Lớn Hà Nội"."""
    found = known_place(clause, at)
    if not found:
        return None
    end, kind = found[0], found[1].kind
    if (
        (kind == "short" and not _is_people(clause, at, end))
        or _is_word(clause, at, end)
        or (at > 0 and clause.is_joined(at) and clause.units[at - 1].text == ".")
    ):
        return None
    alone = not (is_given(clause, end) and not _begins_name(clause, end))
    if kind == "homograph" and clause.begins_clause(at) and not _is_listed(clause, end):
        return None
    if kind in ("ambiguous", "homograph") and _is_second_name(clause, at):
        return None
    if kind in ("ambiguous", "homograph"):
        return None if at == 0 and not alone else short_country(clause, at, end)
    if kind == "seat" and clause.key(at - 1) not in keys("place_units", "where"):
        return Hit(at, end, "ORG", "seat")  # "Nhà Trắng tuyên bố", but "tại Nhà Trắng"
    if kind == "district" and (not alone or end == at + 1):
        return None
    if end == at + 1 and not alone and kind != "country":
        return None
    return Hit(at, end, "LOC", f"known_{kind}")


def _is_people(clause: Clause, at: int, end: int) -> bool:
    """Whether the short form of a country stands behind a word of its people or language: "người Việt"."""
    short = clause.key(at - 1) in keys("place_units", "people") and not is_given(clause, end)
    short = short and clause.key(at) != "thái"  # a people of the country too
    return short and (clause.is_title_case(at) or clause.is_shouting)


_LANDS = frozenset({"nước", "xứ"})


def _is_second_name(clause: Clause, at: int) -> bool:
    """Whether the short name of a country is the second half of a given name: "Vân Anh/VOV"."""
    before = clause.units[at - 1].text if at else ""
    pair = clause.is_capital(at - 1) and not clause.is_joined(at) and clause.is_title_case(at - 1)
    return pair and is_vietnamese(before) and clause.key(at - 1) not in keys("place_units") | _LANDS


def _is_listed(clause: Clause, end: int) -> bool:
    """Whether the country at the beginning of a sentence is the first of a list or pair: "Anh, Pháp", "Ý và Áo"."""
    if clause.key(end) == "và":
        return country_end(clause, end + 1) is not None
    return clause.is_capital(end) or clause.key(end) in ",-–"


def _is_word(clause: Clause, at: int, end: int) -> bool:
    """Whether the name of a country begins another word: "Ý kiến", "Pháp luật"."""
    longer = clause.match("non_names", at)
    return bool(longer and longer[0] > end)


def short_country(clause: Clause, at: int, end: int) -> Hit | None:
    """A country of one syllable, unless it is a syllable of another name: "Mỹ Hạnh", "Anh Dũng", "bà Nga"."""
    if is_given(clause, end) and not _begins_name(clause, end):
        return None
    return Hit(at, end, "LOC", "short_country")


def _begins_name(clause: Clause, at: int) -> bool:
    """Whether another name begins at a unit, so that the place before it is complete."""
    given = clause.match("name_parts", at)
    if given and given[1].kind == "foreign":
        return True
    return bool(
        full_name_end(clause, at)
        or known_place(clause, at)
        or clause.match("bodies", at)
        or clause.match("body_heads", at)
        or clause.stops(at)
    )
