"""Finds people, bodies and places (PER, ORG, LOC) in a text; the outermost name wins.

A sentence is read from left to right. At each unit the rules below are asked in turn, and what stands before it (a
title, an honorific, a photo credit) is remembered as the context. Each mention says by `found_by` which rule found it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

from dnnd.lexicon import keys
from dnnd.measured import confidence
from dnnd.names.bodies import body
from dnnd.names.chains import chained_places
from dnnd.names.clauses import Clause, Hit, Rule, clauses
from dnnd.names.fields import field_of_title, goes_on, list_of_fields, listed_field, opens_list
from dnnd.names.learned import model, weighed
from dnnd.names.people import (
    alias,
    appellation,
    expected_name,
    firm,
    foreign_name,
    full_name,
    full_name_end,
    nicknamed,
    ranked,
    run_end,
    shouted,
    signature,
)
from dnnd.names.places import country_end, country_pair, is_plural, known_place, place, place_with_unit
from dnnd.names.repeated import Known
from dnnd.names.unknown_places import address, bracketed, located
from dnnd.normalize import squeeze
from dnnd.segment import Document
from dnnd.spans import Mention
from dnnd.syllables import is_vietnamese

# A by-line has two to four syllables.
_BYLINE = range(2, 5)
# Behind it may stand an agency or a note: "/VOV", "(Tổng hợp)".
_AFTER_BYLINE = frozenset("/(")
_LONGEST_CREDIT = 9
# Signs that may stand before a title without a space.
_OPENS_TITLE = frozenset("(“\"-–/',;:.")
# Contexts in which the next capitals are a person's name whatever they are.
_PERSONAL = frozenset({"honorific", "degree", "rank", "credit"})
# After these an unknown run of capitals is a person, a known country or body is itself.
_OFFICIAL = frozenset({"title", "person"})
# What may stand before the names behind a unit noun.
_AFTER_NOUN = frozenset({":", "như", "gồm"})
# Honorifics of one person.
_CALLED = frozenset({"ông", "bà", "anh", "chị", "cụ", "cô", "chú"})
# Rules of bodies that are called by their field, so that a list of fields can follow.
_OF_FIELDS = frozenset({"headed_ministry", "listed_field", "field_of_title"})


def find_names(doc: Document) -> list[Mention]:
    """The people, bodies and places named in a text, in order, without overlaps; offsets into the view.

    >>> from dnnd.segment import document
    >>> found = find_names(document("Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm tỉnh Bình Thuận."))
    >>> [(m.type, m.text) for m in found]
    [('ORG', 'Bộ Ngoại giao'), ('PER', 'Lê Văn Tám'), ('LOC', 'tỉnh Bình Thuận')]
    """
    return [_mention(doc, clause, hit) for clause, hits in weighed(read_by_rules(doc), model()) for hit in hits]


def read_by_rules(doc: Document) -> list[tuple[Clause, list[Hit]]]:
    """The sentences of a text, and in each the names that the rules find, in order."""
    read = [clause for _, clause in clauses(doc)]
    found = [find_in_clause(clause) for clause in read]
    known = Known(read, found)
    for clause, hits in zip(read, found, strict=True):
        hits += known.repeated(clause, hits)
        hits += chained_places(clause, hits)
        hits.sort(key=lambda hit: hit.start)
    return list(zip(read, found, strict=True))


def _mention(doc: Document, clause: Clause, hit: Hit) -> Mention:
    start, end = clause.units[hit.start].start, clause.units[hit.end - 1].end
    text = doc.text[start:end]
    sure = confidence(hit.rule) if hit.sure is None else hit.sure
    return Mention(start, end, text, hit.type, squeeze(text), hit.rule, round(sure, 2))


def find_in_clause(clause: Clause) -> list[Hit]:
    """The names of one sentence, by its own evidence."""
    byline = _byline(clause)
    hits: list[Hit] = [byline] if byline else []
    scan = _Scan(clause, byline.end if byline else 0)
    may_begin = [*_beginnings(clause), True]
    while True:
        if not scan.context:
            scan.at = may_begin.index(True, scan.at)
        if scan.at >= clause.size:
            return hits
        hit = scan.step()
        if hit:
            hits.append(hit)


def _beginnings(clause: Clause) -> list[bool]:
    """For each unit, whether a rule can begin there without a context: most words are passed over at once."""
    begins = list(clause.capitals)
    for at in compress(range(clause.size), clause.known):
        known = clause.known[at]
        begins[at] = begins[at] or known.begins or (known.noun > 0 and _names_follow(clause, at + known.noun))
    return begins


def _names_follow(clause: Clause, at: int) -> bool:
    """Whether a name or number stands behind a unit noun, or the sign of a list."""
    text = clause.texts[at]
    return clause.capitals[at] or text.isdecimal() or text in _AFTER_NOUN


def _byline(clause: Clause) -> Hit | None:
    """The author's name that stands alone at the end of an article."""
    if not clause.last_of_line or clause.size >= _BYLINE.stop + _LONGEST_CREDIT or not clause.capitals[0]:
        return None
    end = next((i for i, unit in enumerate(clause.units) if unit.text in _AFTER_BYLINE), clause.size)
    if end not in _BYLINE or clause.size - end > _LONGEST_CREDIT:
        return None
    names = range(end)
    if not all(clause.is_capital(i) and is_vietnamese(clause.units[i].text) and not clause.stops(i) for i in names):
        return None
    place_there = known_place(clause, 0)
    if body(clause, 0) or (place_there and place_there[1].kind != "district"):
        return None
    if clause.match("honorifics", 0) or clause.key(0) in keys("non_names", "word"):
        return None
    return Hit(0, end, "PER", "byline")


@dataclass
class _Scan:
    """Where the reading of a sentence stands, and what the words before it lead one to expect."""

    clause: Clause
    at: int = 0
    context: str = ""

    def step(self) -> Hit | None:
        """Reads one name or passes over one word."""
        known = self.clause.known[self.at].leads or self.clause.keys[self.at - 1] == ":"
        lead = self._fields() or self._lead() or self._roads() if known and not self._is_fixed() else None
        if lead:
            self.at, self.context = lead
            return None
        hit = self._name()
        if hit is None:
            self._pass()
            return None
        self.context = self._context_after(hit)
        self.at = hit.end
        return hit

    def _is_fixed(self) -> bool:
        """Whether a name of the tables begins here that looks like a title: "Bác Hồ", "Tân Sơn Nhất", "Anh"."""
        clause, at = self.clause, self.at
        if not (clause.known[at].is_place or "appellations" in clause.known[at]):
            return False
        if appellation(clause, at):
            return True
        known = known_place(clause, at)
        longer = clause.match("honorifics", at)
        if known is None or (longer and longer[0] > known[0]):  # "Nhật hoàng"
            return False
        return known[0] > at + 1 or (known[1].kind in ("ambiguous", "homograph") and not clause.begins_clause(at))

    def _lead(self) -> tuple[int, str] | None:
        """The end and kind of a title, an honorific or a credit that begins here; a body may share its last word."""
        clause, at = self.clause, self.at
        found = clause.match("credits", at)
        if found and found[1].kind == "organisation" and clause.key(at - 1) not in keys("quantifiers", "owner"):
            found = None  # "Hội tổ chức Ngày vui", but "đại diện tổ chức Cầu Xanh"
        if found and found[1].kind in ("press", "reporter") and clause.is_capital(at) and body(clause, at):
            found = None  # "Đài Truyền hình Việt Nam"
        if found and (found[1].kind != "paper" or not clause.is_capital(at)):
            return found[0], found[1].kind
        found = clause.match("honorifics", at)
        if found and (self._is_family(found[0]) or self._is_group(found[1].kind)):
            return None
        if not found or (clause.is_joined(at) and clause.units[at - 1].text not in _OPENS_TITLE):
            return None
        end, entry = found
        if entry.kind in ("honorific", "degree") and not clause.is_capital(end) and not self._leads_on(end):
            return None
        shared = entry.kind == "title" and clause.key(end - 1) != "trực"  # "Phó Trưởng ban Thường trực" needs its ban
        for inner in range(at, end if shared else at + 1):
            hit = body(clause, inner)
            within = hit and hit.end == end and inner > at and hit.rule == "known_body"  # "Tổng [Kiểm toán Nhà nước]"
            if hit and (hit.end > end or within):
                return (inner, entry.kind) if inner > at else None
        dot = clause.key(end) == "." and clause.is_joined(end) and entry.kind == "degree"
        return end + dot, entry.kind

    def _is_family(self, end: int) -> bool:
        """Whether a title or honorific of one syllable is a family name: "TS [Phó] Đức Lâm", "bà [Ông] Thị Vĩnh"."""
        clause, at = self.clause, self.at
        if end != at + 1 or not clause.is_capital(at) or (clause.begins_speech(at) and self.context not in _PERSONAL):
            return False
        name = full_name_end(clause, at, expected=True)
        known = clause.key(at + 1) in keys("name_parts", "middle") or known_place(clause, at + 1) is not None
        titled = (
            clause.match("honorifics", at + 1) or clause.match("body_heads", at + 1) or full_name_end(clause, at + 1)
        )
        return name is not None and name >= at + 3 and known and not titled

    def _is_group(self, kind: str) -> bool:
        """Whether the honorific is the second of a pair that speaks of many: "cô [bác] Cồn Sơn", "thầy [cô] Hà Nội"."""
        before = self.clause.key(self.at - 1)
        pair = before in keys("honorifics", "honorific") and not self.clause.is_capital(self.at)
        pair = pair and self.clause.key(self.at) != "em"  # "anh em Xuân, Hạ"
        return kind == "honorific" and pair and " " not in before and not self.clause.is_capital(self.at - 1)

    def _fields(self) -> tuple[int, str] | None:
        """Behind a plural noun of bodies: "các bộ: Công Thương, Y tế"."""
        if self.clause.key(self.at - 1) == ":" and opens_list(self.clause, self.at):
            return (self.at, "fields") if self.context != "fields" else None
        first = list_of_fields(self.clause, self.at)
        return (first, "fields") if first else None

    def _roads(self) -> tuple[int, str] | None:
        """Behind a plural noun of roads and the sign of a list: "các tuyến đường: Nguyễn Thị Định, Lê Phụng Hiểu"."""
        found = self.clause.match("place_units", self.at)
        if not found or found[1].kind != "road" or not is_plural(self.clause, self.at):
            return None
        end = found[0]
        while end < found[0] + 2 and self.clause.key(end) in _AFTER_NOUN:
            end += 1
        return (end, "roads") if end > found[0] and self.clause.is_capital(end) else None

    def _leads_on(self, end: int) -> bool:
        return self.clause.match("honorifics", end) is not None or self.clause.key(end) in (".", ":")

    def _name(self) -> Hit | None:
        return self._name_in_context() if self.context else self._thing()

    def _name_in_context(self) -> Hit | None:
        clause, at = self.clause, self.at
        if self.context in _OFFICIAL:
            country = country_end(clause, at)
            if country:
                return Hit(at, country, "LOC", "country_of_title")
        if self.context == "title" and (field := field_of_title(clause, at)):
            return field
        if self.context == "fields":
            return body(clause, at) or listed_field(clause, at) or self._thing()
        if self.context in _PERSONAL and clause.is_capital(at) and not self._is_known_thing():
            hit = self._outlet_or_body() if self.context == "credit" else None
            return hit or appellation(clause, at) or self._expected() or self._thing()
        if self.context == "roads" and clause.is_capital(at) and not clause.stops(at):
            end = full_name_end(clause, at, expected=True)
            return Hit(at, end, "LOC", "listed") if end else self._listed_place()
        if self.context == "places" and clause.is_dash(at - 1) and full_name(clause, at):
            return self._listed_place()  # "đường Hoàng Sa - Võ Nguyên Giáp"
        if self.context in ("paper", "press", "organisation"):
            return self._paper() or self._thing()
        if self.context == "reporter":
            return self._known_paper() or self._thing() or self._expected()
        return self._thing() or self._expected()

    def _is_known_thing(self) -> bool:
        """Whether a place or body of several syllables stands where a person could: "ĐB Đà Nẵng"."""
        known = known_place(self.clause, self.at)
        if full_name(self.clause, self.at):
            return False
        if known and known[0] == self.at + 1 and known[1].kind != "country":
            after = self.clause.units[known[0]].text if self.clause.is_capital(known[0]) else "a"
            return self.context == "degree" and not is_vietnamese(after)
        if self.context in ("credit", "honorific") and known and known[1].kind == "district":
            return False
        if self.context == "honorific" and known and known[1].kind not in ("country", "ambiguous", "homograph"):
            return not self._is_called()
        return known is not None or body(self.clause, self.at) is not None

    def _is_called(self) -> bool:
        """Whether one person is spoken of, who may be named as a place is: "ông Hà Giang", no "các ông Hà Nội"."""
        many = keys("quantifiers", "any") | keys("quantifiers", "before")
        return self.clause.key(self.at - 1) in _CALLED and self.clause.key(self.at - 2) not in many

    def _thing(self) -> Hit | None:
        clause, at = self.clause, self.at
        capital, known = clause.capitals[at], clause.known[at]
        if capital and "/" in clause.written and (signed := signature(clause, at)):
            return signed
        hits = []
        if known.is_thing:
            if fixed := appellation(clause, at):
                return fixed
            asked: list[Rule] = [body] if known.is_body else []
            asked += [place_with_unit] if known.noun else []
            asked += [place, country_pair] if known.is_place else []
            hits = [hit for rule in asked if (hit := rule(clause, at))]
        if capital and clause.has_firm and (foreign := firm(clause, at)):
            hits.append(foreign)
        if hits:
            return max(hits, key=lambda hit: (hit.end, hit.type == "LOC"))
        if not capital or clause.is_shouting:
            return None
        return (
            address(clause, at)
            or (self._listed_place() if self.context == "places" else None)
            or full_name(clause, at)
            or bracketed(clause, at)
            or foreign_name(clause, at)
            or nicknamed(clause, at)
            or ranked(clause, at)
            or located(clause, at)
        )

    def _is_home(self, hit: Hit) -> bool:
        return all(is_vietnamese(unit.text) for unit in self.clause.units[hit.start : hit.end])

    def _outlet_or_body(self) -> Hit | None:
        return body(self.clause, self.at) or self._known_paper()

    def _expected(self) -> Hit | None:
        if self.context == "alias":
            return alias(self.clause, self.at)
        if self.context in ("paper", "press", "organisation", "places"):
            return None
        if self.clause.is_shouting:
            return shouted(self.clause, self.at) if self.context in _OFFICIAL | _PERSONAL else None
        if self.context in _OFFICIAL and self.clause.match("body_fields", self.at):
            return None
        return expected_name(self.clause, self.at, self.context)

    def _listed_place(self) -> Hit | None:
        end = run_end(self.clause, self.at)
        known = self.clause.stops(self.at) or self.clause.key(self.at) in keys("non_names", "word")
        return Hit(self.at, end, "LOC", "listed") if end and not known else None

    def _known_paper(self) -> Hit | None:
        found = self.clause.match("papers", self.at) if self.clause.is_capital(self.at) else None
        return Hit(self.at, found[0], "ORG", "paper") if found else None

    def _paper(self) -> Hit | None:
        known = self._known_paper() or body(self.clause, self.at)
        if known or known_place(self.clause, self.at):
            return known
        end = run_end(self.clause, self.at)
        foreign = not is_vietnamese(self.clause.units[self.at].text)
        long = end is not None and (foreign or end >= self.at + 3) and not full_name(self.clause, self.at)
        if end and self.context == "organisation":
            scope = self.clause.match("body_fields", end)
            end = scope[0] if scope and scope[1].kind == "scope" else end
        return Hit(self.at, end, "ORG", self.context) if end and (long or self.context != "paper") else None

    def _context_after(self, hit: Hit) -> str:
        """Titles reach over the body and the country to the person; a list goes on with its kind."""
        if hit.type == "PER":
            if self.clause.key(hit.end) == "(" and self.clause.is_capital(hit.end + 1) and self._is_home(hit):
                return "alias"
            return "listed" if self.context else ""
        if hit.rule in ("unit_road", "unit_line") or (hit.rule == "unit_admin" and hit.start > self.at):
            return "places"
        ministry = hit.rule in _OF_FIELDS or self.clause.key(hit.start) in keys("field_owners", "noun")
        if ministry and goes_on(self.clause, hit.end):
            return "fields"
        return self.context if self.context in ("title", "credit", "roads") or hit.rule == "listed" else ""

    def _pass(self) -> None:
        """Passes over one unit; most words end the context."""
        key = self.clause.key(self.at)
        field = self.clause.match("body_fields", self.at) if self.context == "title" else None
        if field:
            self.at = field[0]
            return
        self.context = self.context if self._keeps_context(key) else ""
        other = self.clause.match("non_names", self.at) if self.clause.capitals[self.at] else None
        self.at = other[0] if other else self.at + 1

    def _keeps_context(self, key: str) -> bool:
        if self.context == "alias":
            return key == "("
        if self.context in ("listed", "places", "roads", "fields"):
            return key in (",", "và", "-", "–", ";")
        if self.context == "title":
            return key in ("tại", "ở", "và", "&") or self._is_bracket_of_abbreviation()
        if self.context == "credit":
            return key in (":", "-", "/")
        if self.context in ("honorific", "person", "degree", "rank"):
            return key in (".", "“", '"')
        return False

    def _is_bracket_of_abbreviation(self) -> bool:
        """Whether the unit opens or closes brackets around an abbreviation: "Diễn đàn Kinh tế Thế giới (WEF) …"."""
        clause, at = self.clause, self.at
        inside = at + 1 if clause.key(at) == "(" else at - 1
        if not 0 < inside < clause.size - 1 or clause.key(inside + 1) != ")" or clause.key(inside - 1) != "(":
            return False
        return clause.units[inside].is_all_caps
