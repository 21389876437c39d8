"""Tells which events and documents are one: a document by its kind and number, a congress by its ordinal and owner."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dnnd.lexicon import table
from dnnd.syllables import phrase_key

# "chỉ thị số 34 - ct / tw", as phrase_key writes it: kind, number, year, marks.
_NUMBERED = re.compile(
    r"(?P<kind>[^\d]+?)(?: liên tịch)? (?:số (?:[.:] )*)?(?P<number>\d+)(?P<letter>[a-zđ]?)(?P<rest>(?: [-/] .*)?)"
)
_NUMERAL = r"[ivxl]{1,6}|\d{1,3}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: (?:một|hai|ba|bốn))?"
_CONGRESS = re.compile(
    rf"đại hội (?P<before>(?:[^\W\d]+ )*?)(?:,? ?lần )?(?:thứ )?(?P<ordinal>{_NUMERAL})(?P<behind>(?: .*)?)"
)
_PLENUM = re.compile(
    rf"hội nghị (?:lần thứ |thứ )?(?:(?P<first>{_NUMERAL}),? )?"
    rf"(?:ban chấp hành |bch )?(?:trung ương|t\. ư|tư|tw)(?: đảng)?"
    rf"(?: (?:lần thứ )?(?P<second>{_NUMERAL}))?(?: \(| ,)? ?(?:khóa (?P<term>[ivxl]+|\d+))?(?: \))?"
)
# "luật đất đai năm 2013": the year tells a law or treaty from another of its name.
_YEAR = re.compile(
    r"(?P<name>(?:bộ luật|luật|pháp lệnh|hiến pháp|hiệp định|hiệp ước|công ước)(?: .+?)?)"
    r"(?: năm)? (?P<year>(?:1[89]|20)\d\d)"
)
# What a congress of the Party may be called besides.
_PARTY = re.compile(r"(?:(?:đại biểu|toàn quốc|của|đảng(?! bộ| ủy| viên)|cộng sản việt nam|csvn|ta|lần|thứ) ?)*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@lru_cache(maxsize=65536)
def titled_key(name: str) -> str:
    """The key under which the names of one event or document meet.

    >>> titled_key("Chỉ thị số 34-CT/TW"), titled_key("chỉ thị 34/CT-TW"), titled_key("Chỉ thị 34")
    ('chỉ thị 34 ct tw', 'chỉ thị 34 ct tw', 'chỉ thị 34')
    >>> titled_key("Luật Đất đai năm 2013") == titled_key("Luật Đất đai 2013")
    True
    >>> titled_key("Đại hội XIII") == titled_key("Đại hội đại biểu toàn quốc lần thứ XIII của Đảng")
    True
    """
    key = phrase_key(name)
    numbered = _NUMBERED.fullmatch(key)
    if numbered and numbered["kind"] in _kinds():
        marks = " ".join(re.findall(r"[^\W_]+", numbered["rest"]))
        return " ".join(filter(None, (numbered["kind"], str(int(numbered["number"])) + numbered["letter"], marks)))
    if of_year := _YEAR.fullmatch(key):
        return f"{_unsigned(of_year['name'])} {of_year['year']}"
    kind, meeting = _parted(key)
    found = _meeting_key(meeting)
    return f"{kind}{found}" if found else _unsigned(key)


def _unsigned(key: str) -> str:
    """A key without commas and dashes: "Shangri-La" and "Shangri La" are one."""
    return re.sub(r" [,–-](?= )", "", key)


def short_key(key: str) -> str:
    """The key of a document without its year and marks, by which a bare number or a law without year finds it."""
    if of_year := _YEAR.fullmatch(key):
        return of_year["name"]
    found = re.match(r"(?P<short>[^\d]+ \d+[a-zđ]?) \S", key)
    return found["short"] if found and found["short"].rpartition(" ")[0] in _kinds() else key


@cache
def _ordinals() -> dict[str, int]:
    """Numbers in words, with the two that only ordinals have."""
    return {
        phrase_key(form): int(entry.more["value"])
        for entry in table("date_words")
        if entry.kind in ("number", "month_word") and entry.more["value"].isdecimal()
        for form in entry.forms
    } | {"nhất": 1, "tư": 4}


@cache
def _kinds() -> frozenset[str]:
    return frozenset(phrase_key(form) for entry in table("document_kinds") for form in entry.forms)


def _parted(key: str) -> tuple[str, str]:
    """ "nghị quyết đại hội xiii" as its kind with a space, and the meeting that it comes from."""
    words = key.split(" ")
    for size in (3, 2, 1):
        kind = " ".join(words[:size])
        if kind in _kinds() and len(words) > size:
            rest = " ".join(words[size:])
            return f"{kind} ", rest if rest.startswith(("đại hội", "hội nghị")) else f"hội nghị {rest}"
    return "", key


def _meeting_key(key: str) -> str:
    """The key of a congress of the Party or a plenum of its Central Committee by ordinal; "" for any other name."""
    congress = _CONGRESS.fullmatch(key)
    if congress:
        owner = f"{congress['before']}{congress['behind'].strip()}".strip()
        named = "đảng" in owner.split() or (not owner and congress["ordinal"][0] in _ROMAN)
        if named and _PARTY.fullmatch(owner):
            return f"đại hội đảng {_number(congress['ordinal'])}"
    plenum = _PLENUM.fullmatch(key)
    if plenum and (plenum["first"] or plenum["second"]):
        ordinal = _number(plenum["first"] or plenum["second"])
        return f"hội nghị trung ương {ordinal} {_number(plenum['term']) if plenum['term'] else ''}".strip()
    return ""


def _number(numeral: str) -> int:
    """The value of an ordinal in Roman or Arabic figures or in words.

    >>> [_number(n) for n in ("xiii", "9", "tư", "mười hai")]
    [13, 9, 4, 12]
    """
    if numeral.isdecimal():
        return int(numeral)
    if numeral in _ordinals():
        return _ordinals()[numeral]
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
