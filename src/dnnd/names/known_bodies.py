"""Finds bodies that the tables know by name: "Bộ Chính trị", "Quốc hội Lào", "TTXVN"."""

from __future__ import annotations

from functools import cache

from dnnd.lexicon import Entry, keys, table
from dnnd.names.clauses import Clause, Hit
from dnnd.names.places import country_end, place_with_unit
from dnnd.syllables import phrase_key


def known_body(clause: Clause, at: int) -> Hit | None:
    """A body of the table, with the country or province that may follow it: "Quốc hội Lào"."""
    found = clause.match("bodies", at)
    if not found or not _is_written_as_body(clause, at, *found):
        return None
    end, entry = found
    if entry.kind == "outlet":
        return Hit(at, end, "ORG", "known_outlet")
    if entry.kind == "bare" and _is_generic(clause, at, end):
        return None
    return Hit(at, _seat_end(clause, end, entry), "ORG", f"known_{entry.kind}")


def _is_written_as_body(clause: Clause, at: int, end: int, entry: Entry) -> bool:
    """Whether capitals say that a body is meant: an abbreviation as in the table, a name by a capital in it."""
    if clause.is_shouting:
        return end > at + 1
    if entry.kind == "outlet" or is_abbreviation(clause, at, end):
        return clause.is_exactly("bodies", at, end) and not _is_in_number(clause, at, end, entry)
    if clause.is_capital(at):
        return True
    if clause.is_second_half(at):
        return False
    foreign = entry.kind == "bare" and end > at + 1 and country_end(clause, end) is not None  # "chính phủ Anh"
    return foreign or (any(clause.capitals[at + 1 : end]) and entry.kind == "body")


def _is_in_number(clause: Clause, at: int, end: int, entry: Entry) -> bool:
    """Whether an abbreviation is part of a document's number: "19/2017/NQ-CP", "5678/VPCP-TCCV"."""
    if not clause.is_joined(at) or clause.units[at - 1].text not in "-/":
        return False
    return entry.kind == "bare" or _follows_number(clause, at) or _is_marked(clause, end)


def _follows_number(clause: Clause, at: int) -> bool:
    """Whether the signs before belong to a document's number: "3344/QĐ-[TTCP]", "16-TB/[UBKTTW]", "5678/[VPCP]"."""
    first = at - 1
    while first > max(0, at - _LONGEST_MARK) and clause.is_joined(first):
        first -= 1
        unit = clause.units[first]
        if unit.text.isdecimal():
            return True
        if unit.is_word and not unit.is_all_caps:
            return False
    return False


_LONGEST_MARK = 8


def _is_marked(clause: Clause, end: int) -> bool:
    """Whether the second half of a document's mark follows: "VPCP[-TCCV]", no "VOV-Trung tâm Tin"."""
    return clause.is_joined(end) and clause.is_dash(end) and end + 1 < clause.size and clause.units[end + 1].is_all_caps


def is_abbreviation(clause: Clause, at: int, end: int) -> bool:
    """Whether the stretch is one word with more than one capital: "TTXVN", "VnExpress"."""
    return end == at + 1 and (len(clause.units[at].text) > 1) and not clause.units[at].text[1:].islower()


def _is_generic(clause: Clause, at: int, end: int) -> bool:
    """Whether a bare name stands for many: "Quốc hội các nước", "Chính phủ hai bên"; or goes on: "Đảng viên"."""
    for name in ("non_names", "body_heads"):
        longer = clause.match(name, at)
        if longer and longer[0] > end and not clause.is_capital(end):
            return True
    if clause.key(at - 1) in keys("quantifiers", "any") | keys("quantifiers", "before"):
        return True
    if clause.key(end) == "nước" and country_end(clause, end + 1):
        return False
    if clause.key(end) == "các":  # "Quốc hội các nước", but "kiến nghị với Chính phủ các cơ chế"
        return clause.key(end + 1) in keys("quantifiers", "after")
    many = clause.key(end) in keys("quantifiers", "any") | keys("quantifiers", "after")
    return many and clause.key(end + 1) not in keys("terms_of_office")


def _seat_end(clause: Clause, end: int, entry: Entry) -> int:
    """The end of a known body with its country ("Quốc hội Việt Nam") or division ("Hội Nông dân tỉnh Yên Bái")."""
    between = (clause.key(end) == "nước") or 2 * (clause.text(end, end + 2).lower() == "hoàng gia")
    short = is_abbreviation(clause, end - 1, end) and clause.units[end - 1].is_all_caps  # no "AmCham [Việt Nam]"
    country = None if short else country_end(clause, end + between)
    if country and not clause.is_joined(end):
        return country
    division = place_with_unit(clause, end) if entry.kind == "body" and clause.key(end) in division_nouns() else None
    return division.end if division and division.start == end else end


@cache
def division_nouns() -> frozenset[str]:
    """The keys by which the unit nouns of divisions begin: tỉnh, huyện, TP …"""
    return frozenset(phrase_key(f).split(" ")[0] for e in table("place_units") if e.kind == "admin" for f in e.forms)
